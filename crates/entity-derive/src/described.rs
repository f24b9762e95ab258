//! The fields of a struct: their descriptions, and how a record turns into the struct and back.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Error, Field, Fields, Ident, LitInt, LitStr, Result, Token, Type};

/// Words that name something else in SQL; a column called so would have to be quoted in every hand-written statement.
const RESERVED: &[&str] = &[
    "all",
    "and",
    "as",
    "between",
    "by",
    "case",
    "check",
    "column",
    "constraint",
    "default",
    "desc",
    "distinct",
    "end",
    "from",
    "group",
    "having",
    "in",
    "index",
    "into",
    "is",
    "join",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "references",
    "select",
    "set",
    "table",
    "then",
    "to",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "values",
    "when",
    "where",
    "with",
];

/// What the struct is made of.
pub struct Parts<'a> {
    pub fields: Vec<&'a Field>,
    pub head: Option<&'a Ident>,
    pub custom: Option<&'a Ident>,
}

pub fn parts(input: &DeriveInput) -> Result<Parts<'_>> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "only a struct has fields to describe"));
    };
    let Fields::Named(named) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "the fields need names"));
    };
    let mut parts = Parts { fields: Vec::new(), head: None, custom: None };
    for field in &named.named {
        let ident = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "the fields need names"))?;
        match (ident.to_string().as_str(), last_segment(&field.ty).as_deref()) {
            ("head", Some("Head")) => parts.head = Some(ident),
            ("custom", Some("Custom")) => parts.custom = Some(ident),
            (name, _) if RESERVED.contains(&name) => {
                return Err(Error::new_spanned(ident, format!("`{name}` is a word of SQL; choose another name")));
            }
            _ => parts.fields.push(field),
        }
    }
    Ok(parts)
}

fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

pub fn is_lines(field: &Field) -> bool {
    last_segment(&field.ty).as_deref() == Some("Lines")
}

/// `::entity::FieldDef { .. }` for each field.
pub fn field_defs(parts: &Parts) -> Result<Vec<TokenStream>> {
    parts.fields.iter().map(|f| field_def(f)).collect()
}

fn field_def(field: &Field) -> Result<TokenStream> {
    let (ident, ty) = (&field.ident, &field.ty);
    let name = ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut settings = Vec::new();
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("field")) {
        settings.extend(settings_of(attribute)?);
    }
    if name == "state" && last_segment(ty).as_deref() != Some("Option") {
        settings.push(quote!(def.read_only = true;));
    }
    Ok(quote! {{
        let mut def = ::entity::FieldDef::new(#name, <#ty as ::entity::FieldType>::KIND);
        def.required = <#ty as ::entity::FieldType>::REQUIRED;
        def.max = <#ty as ::entity::FieldType>::MAX;
        #(#settings)*
        def
    }})
}

fn settings_of(attribute: &Attribute) -> Result<Vec<TokenStream>> {
    let mut settings = Vec::new();
    attribute.parse_nested_meta(|meta| {
        let name = meta.path.get_ident().cloned().ok_or_else(|| meta.error("one word"))?;
        let setting = match name.to_string().as_str() {
            "computed" | "read_only" | "indexed" | "unique" | "personal" | "secret" | "translated" | "column"
            | "required" | "given" | "volatile" | "inner" | "once" => {
                quote!(def.#name = true;)
            }
            "optional" => quote!(def.required = false;),
            "currency" | "section" => {
                let text: LitStr = meta.value()?.parse()?;
                quote!(def.#name = #text;)
            }
            "default" => {
                let text: LitStr = meta.value()?.parse()?;
                quote!(def.default = Some(#text);)
            }
            "max" => {
                let number: LitInt = meta.value()?.parse()?;
                quote!(def.max = #number;)
            }
            other => return Err(meta.error(format!("a field has no setting `{other}`"))),
        };
        settings.push(setting);
        Ok(())
    })?;
    Ok(settings)
}

/// The `Described` implementation.
pub fn described(input: &DeriveInput, parts: &Parts) -> Result<TokenStream> {
    let name = &input.ident;
    let defs = field_defs(parts)?;
    let count = parts.fields.len();
    let idents: Vec<_> = parts.fields.iter().filter_map(|f| f.ident.as_ref()).collect();
    let mut reads = Vec::new();
    let mut writes = Vec::new();
    let mut line = 0usize;
    for (place, field) in parts.fields.iter().enumerate() {
        let (ident, ty) = (&field.ident, &field.ty);
        if is_lines(field) {
            reads.push(quote!(#ident: ::entity::Lines::read(record.lines.get(#line))?));
            writes.push(quote!(self.#ident.write()));
            line += 1;
        } else {
            reads.push(
                quote!(#ident: <#ty as ::entity::FieldType>::from_value(record.values.get(#place).unwrap_or(&::entity::Value::Null))?),
            );
        }
    }
    let head_read = parts.head.map(|h| quote!(#h: record.head.clone(),));
    let custom_read = parts.custom.map(|c| {
        quote!(#c: ::entity::Custom(record.values.get(#count..).map(<[::entity::Value]>::to_vec).unwrap_or_default()),)
    });
    let head_write = parts.head.map_or(quote!(::entity::Head::default()), |h| quote!(self.#h.clone()));
    let custom_write = parts.custom.map(|c| quote!(values.extend(self.#c.0.iter().cloned());));
    Ok(quote! {
        impl ::entity::Described for #name {
            const FIELDS: &'static [::entity::FieldDef] = &[#(#defs),*];
            fn from_record(record: &::entity::Record) -> Result<Self, ::entity::Mismatch> {
                Ok(#name { #(#reads,)* #head_read #custom_read })
            }
            fn to_record(&self) -> ::entity::Record {
                #[allow(unused_mut, reason = "only entities with custom fields add to it")]
                let mut values = vec![#(::entity::FieldType::to_value(&self.#idents)),*];
                #custom_write
                ::entity::Record { head: #head_write, values, lines: vec![#(#writes),*] }
            }
        }
    })
}

/// A parenthesised list of names: `search(number, customer)`.
pub fn names(meta: &syn::meta::ParseNestedMeta) -> Result<Vec<String>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let list = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
    Ok(list.iter().map(ToString::to_string).collect())
}
