//! A page whose content a module draws itself: in the house's frame, or outside the house for whoever holds a link.

use maud::{Markup, html};

use crate::{
    Cx,
    page::error::message,
    part::{Action, Cell, Crumb, Tone, Top, cell, document, shell_bare},
};

/// A page in the frame.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// Its name.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Buttons, the primary last.
    pub actions: Vec<Action>,
    /// What was refused, in words.
    pub refusals: Vec<String>,
}

/// The page in its frame; the content scrolls as one.
pub fn plain(cx: &Cx<'_>, view: &Plain, content: Markup) -> Markup {
    let top = Top {
        title: view.title.clone(),
        icon: view.icon,
        heading: true,
        crumbs: view.crumbs.clone(),
        actions: view.actions.clone(),
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            div.scroll tabindex="0" role="region" aria-label=(view.title) {
                (refused(&view.refusals))
                (content)
            }
        },
    )
}

/// The page outside the house: a sheet with the sender's name above it, no navigation.
pub fn outside(cx: &Cx<'_>, sender: &str, title: &str, refusals: &[String], content: Markup) -> Markup {
    shell_bare(
        cx,
        title,
        html! {
            main.outside #main data-title=(title) data-frame="outside" {
                div.brand { span.logo aria-hidden="true" { (sender.chars().next().unwrap_or('F')) } (sender) }
                div.card.sheet {
                    (refused(refusals))
                    (content)
                }
            }
        },
    )
}

/// What was refused, above everything.
fn refused(refusals: &[String]) -> Markup {
    html! { @for text in refusals { (message(Tone::Danger, text)) } }
}

/// One panel among others on a page: its head with count and amount, and its content or the address it loads from.
#[derive(Clone, Debug)]
pub struct Card {
    /// What it shows.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// How many there are.
    pub count: Option<String>,
    /// What they amount to.
    pub amount: String,
    /// The list with all of them.
    pub href: Option<String>,
    /// What making one more is called, and where.
    pub new: Option<(String, String)>,
    /// Somebody has to act.
    pub pressing: bool,
}

/// A panel that is there.
pub fn card(view: &Card, content: Markup) -> Markup {
    html! {
        section.card.panel.part.pressing[view.pressing] {
            header {
                h2 {
                    (crate::part::icon(view.icon))
                    @if let Some(href) = &view.href { a href=(href) { (view.title) } } @else { (view.title) }
                    @if let Some(count) = &view.count { span.count { (count) } }
                }
                span.mute.num { (view.amount) }
                @if let Some((label, href)) = &view.new {
                    a.btn.ghost.ico href=(href) title=(label) aria-label=(label) { (crate::part::icon("plus")) }
                }
            }
            (content)
        }
    }
}

/// A panel that loads when the page has appeared; without scripts its title leads to it.
pub fn card_later(title: &str, icon: &'static str, address: &str) -> Markup {
    html! {
        section.card.panel.part data-lazy=(address) {
            header { h2 { (crate::part::icon(icon)) a href=(address) { (title) } } }
            @for _ in 0..3 { div.skel {} }
        }
    }
}

/// Short rows of a panel: key, marks, figure; or a sentence where there are none.
pub fn mini(rows: &[Vec<Cell>], none: &str) -> Markup {
    html! {
        @if rows.is_empty() { p.mute.small { (none) } }
        @else {
            ul.mini {
                @for row in rows {
                    li {
                        @for value in row {
                            @match value {
                                Cell::Time { .. } | Cell::Text(_) => span.mute.small { (cell(value)) },
                                Cell::Figure { .. } => span.num { (cell(value)) },
                                _ => (cell(value)),
                            }
                        }
                    }
                }
            }
        }
    }
}
