//! An enum without data becomes a closed list of words.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Error, LitStr, Result};

/// `PartlyPaid` → `partly_paid`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "a choice is an enum without data"));
    };
    let name = &input.ident;
    let (mut options, mut to, mut from) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &data.variants {
        let ident = &variant.ident;
        let mut code = snake(&ident.to_string());
        let mut tone = "neutral".to_owned();
        for attribute in variant.attrs.iter().filter(|a| a.path().is_ident("choice")) {
            attribute.parse_nested_meta(|meta| {
                let text = meta.value()?.parse::<LitStr>()?.value();
                if meta.path.is_ident("tone") {
                    tone = text;
                } else if meta.path.is_ident("code") {
                    code = text;
                } else {
                    return Err(meta.error("a choice knows tone and code"));
                }
                Ok(())
            })?;
        }
        let mut capital = tone.clone();
        capital[..1].make_ascii_uppercase();
        let tone = format_ident!("{}", capital);
        options.push(quote!(::entity::OptionDef { code: #code, tone: ::entity::Tone::#tone }));
        to.push(quote!(#name::#ident => #code));
        from.push(quote!(#code => Some(#name::#ident)));
    }
    Ok(quote! {
        impl #name {
            /// The code that is stored.
            pub const fn code(self) -> &'static str {
                match self { #(#to),* }
            }
        }
        impl ::entity::Choice for #name {
            const DEF: &'static ::entity::ChoiceDef = &::entity::ChoiceDef { options: &[#(#options),*] };
            fn code(self) -> &'static str {
                #name::code(self)
            }
            fn from_code(code: &str) -> Option<Self> {
                match code { #(#from,)* _ => None }
            }
        }
        impl ::entity::FieldType for #name {
            const KIND: ::entity::Kind = ::entity::Kind::Choice(<#name as ::entity::Choice>::DEF);
            fn to_value(&self) -> ::entity::Value {
                ::entity::Value::Text(::entity::Choice::code(*self).to_owned())
            }
            fn from_value(value: &::entity::Value) -> Result<Self, ::entity::Mismatch> {
                value.text().and_then(<#name as ::entity::Choice>::from_code).ok_or_else(|| value.mismatch("one of the choices"))
            }
        }
    })
}
