//! When something cannot be shown: what happened, what to do, and a number to quote.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Action, Note, Tone, Top, actions, document, icon, note, shell_bare},
};

/// Why a page cannot be shown.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The record or page does not exist, or the reader may not know that it does.
    NotFound,
    /// The reader lacks the right; the text names it.
    Forbidden(Option<String>),
    /// Somebody else changed the record meanwhile.
    Conflict,
    /// A rule said no: its messages.
    Refused(Vec<String>),
    /// Too busy or under maintenance; try later.
    Unavailable,
    /// Our side is broken; the reference leads to the log.
    Broken(String),
}

/// The error page; `ways` are the ways out, the primary last.
pub fn error(cx: &Cx<'_>, failure: &Failure, ways: &[Action]) -> Markup {
    let (id, name, tone) = match failure {
        Failure::NotFound => ("ui-error-not-found", "search", Tone::Neutral),
        Failure::Forbidden(_) => ("ui-error-forbidden", "lock", Tone::Warn),
        Failure::Conflict => ("ui-error-conflict", "git-merge", Tone::Warn),
        Failure::Refused(_) => ("ui-error-refused", "circle-alert", Tone::Danger),
        Failure::Unavailable => ("ui-error-unavailable", "clock", Tone::Warn),
        Failure::Broken(_) => ("ui-error-broken", "triangle-alert", Tone::Danger),
    };
    let title = cx.t(id).to_string();
    let help = format!("{id}-help");
    let body = html! {
        div.sorry data-box {
            span class={ "ic " (tone.class()) } { (icon(name)) }
            h1 { (title) }
            p.mute { (cx.t(&help)) }
            @match failure {
                Failure::Forbidden(Some(right)) => p { (right) },
                Failure::Refused(all) => { @for text in all { p { (text) } } }
                Failure::Broken(reference) => p { (cx.t("ui-reference")) ": " code { (reference) } },
                _ => {}
            }
            div.acts { (actions(cx, "way", ways)) }
        }
    };
    if cx.shell.is_none() && !cx.partial {
        return shell_bare(cx, &title, html! { main.door #main data-title=(title) { (body) } });
    }
    document(cx, &Top { title: title.clone(), icon: name, ..Top::default() }, body)
}

/// A note inside a form.
pub(crate) fn message(tone: Tone, text: &str) -> Markup {
    note(&Note { tone, text: text.to_string(), link: None })
}
