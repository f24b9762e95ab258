//! A struct becomes an entity: its settings, its fields, its conversions.

use crate::described::{Parts, described, names, parts};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Ident, LitInt, LitStr, Result, Token};

#[derive(Default)]
struct Settings {
    name: String,
    kind: u16,
    plural: Option<String>,
    icon: Option<String>,
    title: Option<String>,
    code: Option<String>,
    sort: Option<String>,
    number: Option<String>,
    line_of: Option<String>,
    board: Option<Board>,
    calendar: Option<String>,
    private: Option<String>,
    participants: Option<(String, String)>,
    reserved: Option<[String; 3]>,
    taking_part: Vec<String>,
    large: bool,
    open: bool,
    aside: bool,
    posted: bool,
    kept: bool,
    editable: Vec<String>,
    search: Vec<String>,
    unique: Vec<Vec<String>>,
    indexes: Vec<Vec<String>>,
    views: Vec<(String, String)>,
}

/// What a board is declared with.
#[derive(Default)]
struct Board {
    by: String,
    within: Option<String>,
    verb: Option<String>,
    sums: Vec<String>,
    since: Option<String>,
    due: Option<String>,
    entered: Option<String>,
    stalls: Option<String>,
}

/// `board = "state"`, or `board(by = "stage", within = "pipeline", …)`.
fn board(meta: &syn::meta::ParseNestedMeta) -> Result<Board> {
    let mut board = Board::default();
    if meta.input.peek(Token![=]) {
        board.by = meta.value()?.parse::<LitStr>()?.value();
        return Ok(board);
    }
    meta.parse_nested_meta(|part| {
        let word = part.path.get_ident().map(ToString::to_string).unwrap_or_default();
        if word == "sums" {
            board.sums = names(&part)?;
            return Ok(());
        }
        let text = part.value()?.parse::<LitStr>()?.value();
        match word.as_str() {
            "by" => board.by = text,
            "within" => board.within = Some(text),
            "verb" => board.verb = Some(text),
            "since" => board.since = Some(text),
            "due" => board.due = Some(text),
            "entered" => board.entered = Some(text),
            "stalls" => board.stalls = Some(text),
            other => return Err(part.error(format!("a board has no setting `{other}`"))),
        }
        Ok(())
    })?;
    Ok(board)
}

impl Board {
    /// Every field it names.
    fn fields(&self) -> Vec<&String> {
        let single = [&self.within, &self.since, &self.due, &self.entered, &self.stalls];
        std::iter::once(&self.by).chain(single.into_iter().flatten()).chain(&self.sums).collect()
    }

    fn tokens(&self) -> TokenStream {
        let (by, sums) = (&self.by, &self.sums);
        let (within, verb, since) = (option(&self.within), option(&self.verb), option(&self.since));
        let (due, entered, stalls) = (option(&self.due), option(&self.entered), option(&self.stalls));
        quote!(::entity::BoardDef {
            by: #by, within: #within, verb: #verb, sums: &[#(#sums),*], since: #since, due: #due, entered: #entered,
            stalls: #stalls,
        })
    }
}

fn settings(input: &DeriveInput) -> Result<Settings> {
    let mut s = Settings::default();
    for attribute in input.attrs.iter().filter(|a| a.path().is_ident("entity")) {
        attribute.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            let text = || -> Result<String> { Ok(meta.value()?.parse::<LitStr>()?.value()) };
            match word.as_str() {
                "name" => s.name = text()?,
                "kind" => s.kind = meta.value()?.parse::<LitInt>()?.base10_parse()?,
                "plural" => s.plural = Some(text()?),
                "icon" => s.icon = Some(text()?),
                "title" => s.title = Some(text()?),
                "code" => s.code = Some(text()?),
                "sort" => s.sort = Some(text()?),
                "number" => s.number = Some(text()?),
                "line_of" => s.line_of = Some(text()?),
                "board" => s.board = Some(board(&meta)?),
                "calendar" => s.calendar = Some(text()?),
                "private" => s.private = Some(text()?),
                "participants" => match names(&meta)?.as_slice() {
                    [lines, field, verbs @ ..] => {
                        s.participants = Some((lines.clone(), field.clone()));
                        s.taking_part = verbs.to_vec();
                    }
                    _ => return Err(meta.error("participants(lines, field, verbs…) is needed")),
                },
                "reserved" => match <[String; 3]>::try_from(names(&meta)?) {
                    Ok(said) => s.reserved = Some(said),
                    Err(_) => return Err(meta.error("reserved(field, code, verb) is needed")),
                },
                "large" => s.large = true,
                "open" => s.open = true,
                "aside" => s.aside = true,
                "posted" => s.posted = true,
                "kept" => s.kept = true,
                "editable" => s.editable = names(&meta)?,
                "search" => s.search = names(&meta)?,
                "unique" => s.unique.push(names(&meta)?),
                "index" => s.indexes.push(names(&meta)?),
                "view" => {
                    let content;
                    syn::parenthesized!(content in meta.input);
                    let key: Ident = content.parse()?;
                    content.parse::<Token![=]>()?;
                    s.views.push((key.to_string(), content.parse::<LitStr>()?.value()));
                }
                other => return Err(meta.error(format!("an entity has no setting `{other}`"))),
            }
            Ok(())
        })?;
    }
    if !s.name.contains('.') {
        return Err(Error::new_spanned(&input.ident, "#[entity(name = \"module.entity\")] is needed"));
    }
    if s.kind == 0 {
        return Err(Error::new_spanned(
            &input.ident,
            "#[entity(kind = N)] is needed: the entity's number in the registry",
        ));
    }
    Ok(s)
}

fn plural_of(name: &str) -> String {
    let noun = name.split_once('.').map_or(name, |(_, noun)| noun).replace('_', "-");
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with('s') || noun.ends_with('x') || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Every field a setting names must exist; a typing error stops the build, not a page.
fn known(input: &DeriveInput, parts: &Parts, s: &Settings) -> Result<()> {
    let exists = |name: &str| parts.fields.iter().any(|f| f.ident.as_ref().is_some_and(|i| i == name));
    let standard = ["id", "created_at", "changed_at"];
    let board = s.board.iter().flat_map(Board::fields);
    let reserved = s.reserved.iter().map(|[field, ..]| field);
    let single = [&s.title, &s.code, &s.calendar, &s.private].into_iter().flatten().chain(board).chain(reserved);
    let listed = s.search.iter().chain(s.unique.iter().flatten()).chain(s.indexes.iter().flatten());
    let sort = s.sort.iter().map(|name| name.trim_start_matches('-').to_owned()).collect::<Vec<_>>();
    for name in single.chain(listed).chain(&sort) {
        if !exists(name) && !standard.contains(&name.as_str()) {
            return Err(Error::new_spanned(&input.ident, format!("there is no field `{name}`")));
        }
    }
    Ok(())
}

fn option(text: &Option<String>) -> TokenStream {
    text.as_ref().map_or(quote!(None), |t| quote!(Some(#t)))
}

fn lists(sets: &[Vec<String>]) -> TokenStream {
    let sets = sets.iter().map(|set| quote!(&[#(#set),*] as &[&str]));
    quote!(&[#(#sets),*])
}

pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let parts = parts(input)?;
    let s = settings(input)?;
    known(input, &parts, &s)?;
    let head = parts
        .head
        .ok_or_else(|| Error::new_spanned(&input.ident, "`pub head: Head` is needed: id, version and dates"))?;
    let first = parts.fields.first().and_then(|f| f.ident.as_ref()).map(ToString::to_string).unwrap_or_default();
    let described = described(input, &parts)?;
    let (ident, name, kind) = (&input.ident, &s.name, s.kind);
    let plural = s.plural.clone().unwrap_or_else(|| plural_of(name));
    let icon = s.icon.clone().unwrap_or_else(|| "file-text".to_owned());
    let title = s.title.clone().unwrap_or(first);
    let sort = s.sort.clone().unwrap_or_else(|| "-id".to_owned());
    let (code, number, line_of) = (option(&s.code), option(&s.number), option(&s.line_of));
    let board = s.board.as_ref().map_or(quote!(None), |b| {
        let tokens = b.tokens();
        quote!(Some(#tokens))
    });
    let calendar = option(&s.calendar);
    let private = option(&s.private);
    let participants = s.participants.as_ref().map_or(quote!(None), |(lines, field)| quote!(Some((#lines, #field))));
    let reserved = s.reserved.as_ref().map_or(
        quote!(None),
        |[field, code, verb]| quote!(Some(::entity::Reserved { field: #field, code: #code, verb: #verb })),
    );
    let taking_part = &s.taking_part;
    let (large, open, aside, search) = (s.large, s.open, s.aside, &s.search);
    let (posted, kept, editable) = (s.posted, s.kept, &s.editable);
    let custom = parts.custom.is_some();
    let (unique, indexes) = (lists(&s.unique), lists(&s.indexes));
    let views = s.views.iter().map(|(key, query)| quote!(::entity::ViewDef { key: #key, query: #query }));
    Ok(quote! {
        #described
        impl ::entity::Named for #ident {
            const NAME: &'static str = #name;
        }
        impl ::entity::Entity for #ident {
            const DEF: &'static ::entity::EntityDef = &::entity::EntityDef {
                name: #name, kind: #kind, plural: #plural, icon: #icon, title: #title, code: #code,
                fields: <#ident as ::entity::Described>::FIELDS, search: &[#(#search),*], sort: #sort, number: #number,
                unique: #unique, indexes: #indexes, line_of: #line_of, board: #board, calendar: #calendar,
                large: #large, open: #open, aside: #aside, posted: #posted, kept: #kept,
                editable: &[#(#editable),*], private: #private, participants: #participants, taking_part: &[#(#taking_part),*], reserved: #reserved,
                views: &[#(#views),*], custom: #custom,
            };
            fn head(&self) -> &::entity::Head {
                &self.#head
            }
            fn head_mut(&mut self) -> &mut ::entity::Head {
                &mut self.#head
            }
        }
    })
}

pub fn derive_input(input: &DeriveInput) -> Result<TokenStream> {
    let parts = parts(input)?;
    let described = described(input, &parts)?;
    let ident = &input.ident;
    Ok(quote! {
        #described
        impl ::entity::Input for #ident {}
    })
}
