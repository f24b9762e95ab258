//! Turns a Rust struct into the constant description of an entity. It writes data and conversions, never behaviour.

mod choice;
mod described;
mod entity;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Describes a business entity: `#[entity(name = "sales.order", kind = 12, search(number, customer))]`.
///
/// Struct attributes: `name`, `kind` (registry number), `plural`, `icon`, `title`, `code`, `sort`, `number`, `line_of`, `board` (a field, or `board(by = "stage", within = "pipeline", verb = "move_to", sums(..), since = .., due = .., entered = .., stalls = ..)`),
/// `calendar`, `private` (the field that keeps a record to its owner), `participants(lines, field, verbs…)`, `reserved(field, code, verb)` (lines only for whoever may run the verb), `large`, `open`, `aside`, `posted`, `kept`, and the lists `search(..)`, `editable(..)` (codes of states), `unique(..)`, `index(..)`, `view(key = "query")`.
/// Field attributes: `computed`, `read_only`, `indexed`, `unique`, `personal`, `secret`, `translated`, `column`, `required`,
/// `given` (a number that may be given), `once` (given when the record is made, changed by verbs alone), `volatile` (kept by the program outside version and audit), `inner` (on no page),
/// `currency = "field"`, `max = 80`, `default = "stored text"`, `section = "heading"`.
#[proc_macro_derive(Entity, attributes(entity, field))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    entity::derive(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// Describes what an operation asks for; dialog, API body and command line come from it.
#[proc_macro_derive(Input, attributes(field))]
pub fn derive_input(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    entity::derive_input(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// Describes a closed list of words; `#[choice(tone = "success")]` on a variant sets its badge's tone.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn derive_choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    choice::derive(&input).unwrap_or_else(|e| e.to_compile_error()).into()
}
