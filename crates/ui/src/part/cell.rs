//! One value as a table, a card or a panel shows it.

use maud::{Markup, html};

use super::{Tone, avatar, pill, tag};

/// A value ready to show; figures and dates are already formatted.
#[derive(Clone, Debug, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// The human key of the record, a bold link.
    Key {
        /// The number or code.
        text: String,
        /// The record's page.
        href: String,
    },
    /// Another record; no link when the reader may not open it.
    Reference {
        /// Its name.
        text: String,
        /// Its page.
        href: Option<String>,
        /// With a square of initials, for organisations.
        face: bool,
    },
    /// A person of ours, with a round face.
    Person(String),
    /// A figure; negative ones are coloured when `alarm`.
    Figure {
        /// As the formatter wrote it.
        text: String,
        /// Negative or late, and that is bad.
        alarm: bool,
    },
    /// A day or a moment.
    Time {
        /// As the formatter wrote it.
        text: String,
        /// Machine-readable.
        iso: String,
        /// Past due.
        late: bool,
    },
    /// A state.
    State(Tone, String),
    /// Free marks.
    Tags(Vec<(Tone, String)>),
    /// Yes or no.
    Flag(bool),
    /// A link outside or to mail or phone.
    Link {
        /// What it says.
        text: String,
        /// "mailto:", "tel:" or "https:".
        href: String,
    },
    /// Something of your own.
    Html(Markup),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A figure without alarm.
    pub fn figure(text: impl Into<String>) -> Cell {
        Cell::Figure { text: text.into(), alarm: false }
    }
}

/// Shows a value.
pub fn cell(value: &Cell) -> Markup {
    html! {
        @match value {
            Cell::Empty => {}
            Cell::Text(text) => { (text) }
            Cell::Key { text, href } => a.mono href=(href) { (text) },
            Cell::Reference { text, href, face } => {
                @let name = html! { @if let Some(href) = href { a href=(href) { (text) } } @else { span { (text) } } };
                @if *face { span.who { (avatar(text, true, false)) (name) } } @else { (name) }
            }
            Cell::Person(name) => span.who { (avatar(name, false, false)) span { (name) } },
            Cell::Figure { text, alarm } => { @if *alarm { span.neg { (text) } } @else { (text) } }
            Cell::Time { text, iso, late } => time datetime=(iso) class=[late.then_some("neg")] { (text) },
            Cell::State(tone, text) => (pill(*tone, text)),
            Cell::Tags(all) => { @for (tone, text) in all { (tag(*tone, text)) " " } }
            Cell::Flag(on) => { @if *on { "✓" } @else { span.mute { "–" } } }
            Cell::Link { text, href } => a href=(href) data-full[true] { (text) },
            Cell::Html(markup) => (markup),
        }
    }
}
