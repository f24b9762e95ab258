//! The dashboard: key figures, charts and short lists; every mark leads to the records behind it.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Action, Tile, Top, document, empty, tile},
};

/// A dashboard.
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    /// Its name.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// Period, edit.
    pub actions: Vec<Action>,
    /// Key figures.
    pub tiles: Vec<Tile>,
    /// Charts and lists.
    pub panels: Vec<Panel>,
    /// What to say when there is nothing yet.
    pub empty: Option<crate::part::Empty>,
}

/// One panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// Unit and period.
    pub remark: String,
    /// The list behind it.
    pub href: Option<String>,
    /// Columns of six: 2, 3, 4 or 6.
    pub columns: u8,
    /// A chart, a table or a timeline.
    pub content: Markup,
}

/// The dashboard page.
pub fn dashboard(cx: &Cx<'_>, view: &Dashboard) -> Markup {
    let top = Top {
        title: view.title.clone(),
        icon: view.icon,
        heading: true,
        actions: view.actions.clone(),
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            div.scroll tabindex="0" role="region" aria-label=(view.title) {
                @if let Some(nothing) = &view.empty { (empty(cx, nothing)) }
                div.dash {
                    @if !view.tiles.is_empty() { div.kpis { @for one in &view.tiles { (tile(one)) } } }
                    @for panel in &view.panels {
                        section class={ "card panel g" (match panel.columns { 2..=4 => panel.columns, _ => 6 }) } {
                            header {
                                h2 { @if let Some(href) = &panel.href { a href=(href) { (panel.title) } } @else { (panel.title) } }
                                span.mute { (panel.remark) }
                            }
                            (panel.content)
                        }
                    }
                }
            }
        },
    )
}
