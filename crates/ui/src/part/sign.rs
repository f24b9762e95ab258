//! Icons, states, tags and faces.

use maud::{Markup, html};

use crate::assets;

/// What a colour means. Status always shows a word as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Draft, nothing decided.
    #[default]
    Neutral,
    /// In progress.
    Info,
    /// Waiting on us.
    Violet,
    /// Goods are moving.
    Teal,
    /// Done or paid.
    Success,
    /// Needs attention soon.
    Warn,
    /// Late, blocked or negative.
    Danger,
}

impl Tone {
    /// The class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "t-neutral",
            Tone::Info => "t-info",
            Tone::Violet => "t-violet",
            Tone::Teal => "t-teal",
            Tone::Success => "t-success",
            Tone::Warn => "t-warn",
            Tone::Danger => "t-danger",
        }
    }
}

/// A stable colour for a name or a type that has no meaning of its own.
pub fn tone_of(name: &str) -> Tone {
    const TONES: [Tone; 6] = [Tone::Info, Tone::Violet, Tone::Teal, Tone::Success, Tone::Warn, Tone::Danger];
    TONES[name.bytes().fold(7usize, |sum, byte| sum.wrapping_mul(31) ^ usize::from(byte)) % TONES.len()]
}

/// An icon of the sprite by its Lucide name; an unknown name shows as a circle.
pub fn icon(name: &str) -> Markup {
    let name = if assets::ICON_NAMES.contains(&name) { name } else { "circle" };
    html! { svg.i aria-hidden="true" { use href={ (assets::href("icons.svg")) "#" (name) } {} } }
}

/// A state: dot and word.
pub fn pill(tone: Tone, text: &str) -> Markup {
    html! { span class={ "pill " (tone.class()) } { (text) } }
}

/// A free mark without state.
pub fn tag(tone: Tone, text: &str) -> Markup {
    html! { span class={ "tag " (tone.class()) } { (text) } }
}

/// Initials of a name, coloured by it; `square` for organisations, round for people.
pub fn avatar(name: &str, square: bool, large: bool) -> Markup {
    html! {
        span class={ "av " (tone_of(name).class()) @if square { " sq" } @if large { " l" } } aria-hidden="true" {
            (initials(name))
        }
    }
}

fn initials(name: &str) -> String {
    let cjk = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c);
    match name.chars().next() {
        Some(first) if cjk(first) => first.to_string(),
        _ => name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).take(2).collect(),
    }
}
