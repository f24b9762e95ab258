//! What happened to a record, newest first, and the box that adds to it.

use maud::{Markup, html};

use super::{Tone, icon, rich};
use crate::Cx;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Lucide name.
    pub icon: &'static str,
    /// Colour of its sign.
    pub tone: Tone,
    /// What happened.
    pub title: String,
    /// Where the title leads.
    pub href: Option<String>,
    /// An amount beside the title.
    pub amount: Option<String>,
    /// When, for people.
    pub when: String,
    /// When, machine-readable.
    pub iso: String,
    /// More words.
    pub body: Option<String>,
    /// Field changes: name, old, new.
    pub changes: Vec<(String, String, String)>,
    /// Who did it.
    pub who: String,
}

/// The timeline.
pub fn timeline(events: &[Event]) -> Markup {
    html! {
        ol.tl {
            @for event in events {
                li {
                    span class={ "ic " (event.tone.class()) } { (icon(event.icon)) }
                    div {
                        div.m {
                            b { @if let Some(href) = &event.href { a href=(href) data-full[href.contains("/files/")] { (event.title) } } @else { (event.title) } }
                            @if let Some(amount) = &event.amount { span.mute.mono { (amount) } }
                            time datetime=(event.iso) { (event.when) }
                        }
                        @if let Some(body) = &event.body { (rich(body)) }
                        @if !event.changes.is_empty() {
                            dl.chg {
                                @for (name, old, new) in &event.changes {
                                    div { dt.vh { (name) } dd { (name) ": " s { (old) } " → " (new) } }
                                }
                            }
                        }
                        p.mute { (event.who) }
                    }
                }
            }
        }
    }
}

/// A kind of entry people can add by hand.
#[derive(Clone, Debug)]
pub struct ComposerKind {
    /// What is sent as `kind`.
    pub value: String,
    /// What it says.
    pub label: String,
    /// Lucide name.
    pub icon: &'static str,
}

/// The box that adds a note, a call or a task to a record.
#[derive(Clone, Debug)]
pub struct Composer {
    /// Where to post `kind` and `text`.
    pub action: String,
    /// What can be added; the first is chosen.
    pub kinds: Vec<ComposerKind>,
}

/// The composer.
pub fn composer(cx: &Cx<'_>, one: &Composer) -> Markup {
    html! {
        form.card.composer method="post" action=(one.action) {
            (cx.token_field())
            fieldset.r {
                legend.vh { (cx.t("ui-add-activity")) }
                @for (position, kind) in one.kinds.iter().enumerate() {
                    label.btn.ghost {
                        input.vh type="radio" name="kind" value=(kind.value) checked[position == 0];
                        (icon(kind.icon)) span { (kind.label) }
                    }
                }
            }
            textarea.inp name="text" rows="1" required aria-label=(cx.t("ui-write-note"))
                placeholder=(cx.t("ui-write-note")) {}
            div.go { button.btn type="submit" { (cx.t("ui-add")) } }
        }
    }
}
