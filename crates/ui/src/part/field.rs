//! One field of a form: label, control, help and refusal, for every kind of value.

use maud::{Markup, html};

use super::{Cell, cell, icon};
use crate::Cx;

/// A field ready to show or to type into.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name in the form and in refusals.
    pub name: String,
    /// Label above it.
    pub label: String,
    /// How it is typed or shown.
    pub control: Control,
    /// Must not be left empty.
    pub required: bool,
    /// Shown as text only.
    pub readonly: bool,
    /// One sentence below it.
    pub help: Option<String>,
    /// Why the value was refused.
    pub error: Option<String>,
    /// Columns it takes.
    pub span: Span,
}

/// How much of the three columns a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// One column.
    #[default]
    One,
    /// Two columns.
    Two,
    /// The whole row.
    Row,
}

/// Kinds of one-line text, for keyboards of phones and for password managers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Words.
    #[default]
    Plain,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A web address.
    Url,
    /// A password; never shown again.
    Password,
    /// A one-time code.
    Code,
}

/// One of the values a field can have.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// How a value is typed. Values are already formatted for the reader; the server reads them with the same formatter.
#[derive(Clone, Debug)]
pub enum Control {
    /// One line.
    Text {
        /// The text.
        value: String,
        /// Which keyboard and which autofill.
        kind: TextKind,
    },
    /// Several lines.
    Long(String),
    /// Whole numbers, money, prices, quantities, percentages: typed freely, `=` starts a sum.
    Number {
        /// As the formatter wrote it.
        value: String,
        /// Unit or currency shown behind it.
        unit: Option<String>,
    },
    /// Yes or no; sends "1".
    Flag(bool),
    /// A day: typed freely ("t", "+7", "15/3"), or picked.
    Date {
        /// As the formatter wrote it.
        value: String,
        /// "2026-11-21", empty for none.
        iso: String,
    },
    /// A moment in the reader's zone, "2026-11-21T09:30".
    Instant(String),
    /// One of a few values.
    Choice {
        /// The value chosen, empty for none.
        value: String,
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// Some of a few values; sends the name once for each.
    Many {
        /// The values chosen.
        values: Vec<String>,
        /// What can be chosen.
        options: Vec<Choice>,
    },
    /// Another record, found by typing.
    Reference {
        /// Its id, empty for none.
        id: String,
        /// Its name.
        label: String,
        /// Where to search; the text typed is put behind it.
        source: String,
        /// Where to make a new one; the name typed is put behind it.
        create: Option<String>,
        /// The record's page, when the reader may open it.
        href: Option<String>,
    },
    /// A file to upload; the form must be multipart.
    File {
        /// Types it accepts, such as ".csv,.xlsx".
        accept: String,
    },
    /// Not typed here at all.
    Shown(Cell),
}

impl Field {
    /// An optional, editable field of one column.
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            control,
            required: false,
            readonly: false,
            help: None,
            error: None,
            span: Span::One,
        }
    }

    /// Must not be left empty.
    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Shown as text only.
    pub fn readonly(mut self) -> Field {
        self.readonly = true;
        self
    }

    /// With a sentence below it.
    pub fn help(mut self, text: impl Into<String>) -> Field {
        self.help = Some(text.into());
        self
    }

    /// With the refusal of its value.
    pub fn error(mut self, text: impl Into<String>) -> Field {
        self.error = Some(text.into());
        self
    }

    /// Over more columns.
    pub fn span(mut self, span: Span) -> Field {
        self.span = span;
        self
    }
}

/// Fields in three columns; `scope` keeps their element ids apart from other forms of the page.
pub fn fields(cx: &Cx<'_>, scope: &str, all: &[Field]) -> Markup {
    html! { div.flds { @for one in all { (field(cx, scope, one)) } } }
}

/// One field.
pub fn field(cx: &Cx<'_>, scope: &str, one: &Field) -> Markup {
    let id = format!("{scope}-{}", one.name);
    let span = match one.span {
        Span::One => "fld",
        Span::Two => "fld two",
        Span::Row => "fld wide",
    };
    let shown = one.readonly || matches!(one.control, Control::Shown(_));
    let grouped = matches!(one.control, Control::Many { .. } | Control::Flag(_));
    html! {
        div class=(span) {
            @if shown || grouped { span.lbl id={ (id) "-l" } { (label_of(cx, one)) } }
            @else { label for=(id) id={ (id) "-l" } { (label_of(cx, one)) } }
            @if shown { div.ro aria-labelledby={ (id) "-l" } role="group" data-out=(one.name) { (read_only(cx, one)) } }
            @else { (control(cx, &id, one)) }
            @if let Some(help) = &one.help { p.help id={ (id) "-h" } { (help) } }
            @if let Some(error) = &one.error { p.err id={ (id) "-e" } { (error) } }
        }
    }
}

fn label_of(cx: &Cx<'_>, one: &Field) -> Markup {
    html! {
        (one.label)
        @if one.required && !one.readonly { " " span.req title=(cx.t("ui-required")) aria-hidden="true" { "*" } }
    }
}

/// The ids of help and refusal, for `aria-describedby`.
fn described(id: &str, one: &Field) -> Option<String> {
    match (&one.help, &one.error) {
        (None, None) => None,
        (Some(_), None) => Some(format!("{id}-h")),
        (None, Some(_)) => Some(format!("{id}-e")),
        (Some(_), Some(_)) => Some(format!("{id}-e {id}-h")),
    }
}

fn read_only(cx: &Cx<'_>, one: &Field) -> Markup {
    let none = html! { span.mute { "—" } };
    let text = |value: &str| {
        if value.is_empty() {
            none.clone()
        } else {
            html! { (value) }
        }
    };
    let label = |options: &[Choice], value: &str| {
        options.iter().find(|option| option.value == value).map_or(value.to_string(), |option| option.label.clone())
    };
    match &one.control {
        Control::Text { value, .. } | Control::Instant(value) => text(value),
        Control::Long(value) => html! { span.pre { (text(value)) } },
        Control::Number { value, unit } => html! {
            span.mono { (text(value)) @if let Some(unit) = unit { " " span.mute { (unit) } } }
        },
        Control::Flag(on) => html! { (cx.t(if *on { "ui-yes" } else { "ui-no" })) },
        Control::Date { value, iso } => {
            html! { @if value.is_empty() { (none) } @else { time datetime=(iso) { (value) } } }
        }
        Control::Choice { value, options } => text(&label(options, value)),
        Control::Many { values, options } => {
            let all: Vec<_> = values.iter().map(|value| label(options, value)).collect();
            text(&all.join(", "))
        }
        Control::Reference { label, href, .. } => match href {
            Some(href) => html! { a.link href=(href) { (label) } },
            None => text(label),
        },
        Control::File { .. } => none,
        Control::Shown(value) => html! { @if matches!(value, Cell::Empty) { (none) } @else { (cell(value)) } },
    }
}

fn control(cx: &Cx<'_>, id: &str, one: &Field) -> Markup {
    let name = one.name.as_str();
    let about = described(id, one);
    let about = about.as_deref();
    let bad = one.error.is_some().then_some("true");
    let must = one.required.then_some("true");
    match &one.control {
        Control::Text { value, kind } => text_input(id, one, value, *kind),
        Control::Long(value) => html! {
            textarea.inp id=(id) name=(name) rows="3" aria-describedby=[about] aria-invalid=[bad] aria-required=[must] {
                (value)
            }
        },
        Control::Number { value, unit } => html! {
            span.aff {
                input.inp.mono id=(id) name=(name) value=(value) inputmode="decimal" autocomplete="off"
                    aria-describedby=[about] aria-invalid=[bad] aria-required=[must];
                @if let Some(unit) = unit { small { (unit) } }
            }
        },
        Control::Flag(on) => html! {
            label.check {
                input type="checkbox" id=(id) name=(name) value="1" checked[*on] aria-describedby=[about]
                    aria-invalid=[bad];
                span { (cx.t("ui-yes")) }
            }
        },
        Control::Date { value, iso } => html! {
            span.aff {
                input.inp.mono id=(id) name=(name) value=(value) autocomplete="off" spellcheck="false"
                    aria-describedby=[about] aria-invalid=[bad] aria-required=[must];
                button.btn.ghost.ico type="button" data-pick=(iso) aria-label={ (cx.t("ui-pick-date")) ": " (one.label) } {
                    (icon("calendar"))
                }
            }
        },
        Control::Instant(value) => html! {
            input.inp.mono type="datetime-local" id=(id) name=(name) value=(value) aria-describedby=[about]
                aria-invalid=[bad] aria-required=[must];
        },
        Control::Choice { value, options } => html! {
            span.sel {
                select.inp id=(id) name=(name) aria-describedby=[about] aria-invalid=[bad] aria-required=[must] {
                    @if value.is_empty() || !one.required { option value="" {} }
                    @for option in options {
                        option value=(option.value) selected[option.value == *value] { (option.label) }
                    }
                }
                (icon("chevron-down"))
            }
        },
        Control::Many { values, options } => html! {
            div role="group" aria-labelledby={ (id) "-l" } aria-describedby=[about] {
                @for option in options {
                    label.check {
                        input type="checkbox" name=(name) value=(option.value) checked[values.contains(&option.value)];
                        span { (option.label) }
                    }
                    " "
                }
            }
        },
        Control::Reference { id: record, label, source, create, .. } => html! {
            ui-combobox data-source=(source) data-none=(cx.t("ui-nothing-found")) data-create=[create.as_deref()]
                data-create-label=[create.as_ref().map(|_| cx.t("ui-create-named"))] {
                input.inp id=(id) name={ (name) ".text" } value=(label) role="combobox" aria-expanded="false"
                    aria-autocomplete="list" autocomplete="off" spellcheck="false" aria-describedby=[about]
                    aria-invalid=[bad] aria-required=[must];
                input type="hidden" name=(name) value=(record);
            }
        },
        Control::File { accept } => html! {
            input.inp type="file" id=(id) name=(name) accept=(accept) aria-describedby=[about] aria-invalid=[bad];
        },
        Control::Shown(value) => cell(value),
    }
}

fn text_input(id: &str, one: &Field, value: &str, kind: TextKind) -> Markup {
    let (type_, autocomplete, mode) = match kind {
        TextKind::Plain => ("text", "off", None),
        TextKind::Email => ("email", "off", Some("email")),
        TextKind::Phone => ("tel", "off", Some("tel")),
        TextKind::Url => ("url", "off", Some("url")),
        TextKind::Password => ("password", "current-password", None),
        TextKind::Code => ("text", "one-time-code", Some("numeric")),
    };
    html! {
        input.inp type=(type_) id=(id) name=(one.name) value=(value) autocomplete=(autocomplete) inputmode=[mode]
            aria-describedby=[described(id, one)] aria-invalid=[one.error.is_some().then_some("true")]
            aria-required=[one.required.then_some("true")];
    }
}
