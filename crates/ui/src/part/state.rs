//! Parts that say how things stand: steps, tabs, tiles, notes, emptiness.

use maud::{Markup, html};

use super::{Action, Tone, actions, icon};
use crate::Cx;

/// Where a step of a workflow stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Where the record is.
    Now,
    /// Ahead.
    Next,
}

/// One step of a workflow.
#[derive(Clone, Debug)]
pub struct Step {
    /// The state's name.
    pub label: String,
    /// Where it stands.
    pub state: StepState,
    /// The dialog that leads there.
    pub href: Option<String>,
}

/// The steps of a workflow in a row.
pub fn stepper(cx: &Cx<'_>, steps: &[Step]) -> Markup {
    html! {
        ol.steps aria-label=(cx.t("ui-progress")) {
            @for step in steps {
                li.done[step.state == StepState::Done] aria-current=[(step.state == StepState::Now).then_some("step")] {
                    @if let Some(href) = step.href.as_ref().filter(|_| step.state != StepState::Now) {
                        a href=(href) data-dialog {
                            @if step.state == StepState::Done { (icon("check")) }
                            (step.label)
                        }
                    } @else {
                        @if step.state == StepState::Done { (icon("check")) }
                        (step.label)
                    }
                }
            }
        }
    }
}

/// One tab: a saved view or a part of a record.
#[derive(Clone, Debug)]
pub struct Tab {
    /// What it says.
    pub label: String,
    /// Where it goes.
    pub href: String,
    /// It is shown now.
    pub current: bool,
    /// How many are inside, formatted.
    pub count: Option<String>,
}

/// Tabs as links; the one behind the current answers the key `V` when `views`.
pub fn tabs(label: &str, class: &str, views: bool, all: &[Tab], end: Markup) -> Markup {
    let current = all.iter().position(|tab| tab.current);
    let next = current.map_or(0, |at| (at + 1) % all.len().max(1));
    html! {
        nav class=(class) aria-label=(label) data-region=[views.then_some("views")] {
            @for (position, tab) in all.iter().enumerate() {
                a href=(tab.href) aria-current=[tab.current.then_some("page")]
                    data-do=[(views && position == next).then_some("view-next")] {
                    (tab.label)
                    @if let Some(count) = &tab.count { span.n { (count) } }
                }
            }
            (end)
        }
    }
}

/// A key figure.
#[derive(Clone, Debug)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// As the formatter wrote it.
    pub value: String,
    /// Change: tone, whether it went up, figure ("12.4%").
    pub delta: Option<(Tone, bool, String)>,
    /// What it is compared with, or a remark.
    pub remark: String,
    /// The list behind it.
    pub href: Option<String>,
    /// The run of the figure, oldest first; no line for fewer than two.
    pub spark: Vec<i64>,
}

impl Tile {
    /// A figure that leads to what it is made of, compared with nothing.
    pub fn of(label: String, value: String, remark: String, href: impl Into<Option<String>>) -> Tile {
        Tile { label, value, delta: None, remark, href: href.into(), spark: Vec::new() }
    }
}

/// A key figure's tile.
pub fn tile(one: &Tile) -> Markup {
    let inner = html! {
        div.lab { (one.label) }
        div.v { (one.value) }
        div class={ "d " (one.delta.as_ref().map_or("", |delta| delta.0.class())) } {
            @if let Some((_, up, figure)) = &one.delta {
                (icon(if *up { "trending-up" } else { "trending-down" })) (figure)
            }
            span { (one.remark) }
        }
        @if one.delta.is_some() { (super::spark(&one.spark)) }
    };
    html! {
        @if let Some(href) = &one.href { a.card.kpi href=(href) { (inner) } } @else { div.card.kpi { (inner) } }
    }
}

/// Something to know before reading on.
#[derive(Clone, Debug)]
pub struct Note {
    /// How serious it is.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
    /// Where to read more or what to do.
    pub link: Option<(String, String)>,
}

/// A note above the content.
pub fn note(one: &Note) -> Markup {
    let name = match one.tone {
        Tone::Danger => "circle-alert",
        Tone::Warn => "triangle-alert",
        Tone::Success => "circle-check",
        _ => "info",
    };
    html! {
        div class={ "note " (one.tone.class()) } role=[(one.tone == Tone::Danger).then_some("alert")] {
            (icon(name))
            p { (one.text) @if let Some((label, href)) = &one.link { " " a href=(href) { (label) } } }
        }
    }
}

/// What belongs here, when nothing is here yet.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// Lucide name.
    pub icon: &'static str,
    /// One sentence.
    pub text: String,
    /// What to do first; one primary button, one import link.
    pub actions: Vec<Action>,
}

/// The empty state.
pub fn empty(cx: &Cx<'_>, one: &Empty) -> Markup {
    html! {
        div.empty { (icon(one.icon)) p { (one.text) } div.acts { (actions(cx, "empty", &one.actions)) } }
    }
}
