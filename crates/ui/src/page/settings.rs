//! A small table of settings with a form beside it: users, currencies, numbering, whatever fits on one page.

use maud::{Markup, html};

use super::list::{Rows, table};
use crate::{
    Cx,
    part::{Action, Crumb, Empty, Field, Note, Tab, Top, document, empty, fields, note, tabs},
};

/// A settings page.
#[derive(Clone, Debug, Default)]
pub struct SettingsTable {
    /// What is set here.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Other settings pages.
    pub tabs: Vec<Tab>,
    /// Buttons of the top bar.
    pub actions: Vec<Action>,
    /// Things to know.
    pub notes: Vec<Note>,
    /// What is set already.
    pub rows: Rows,
    /// What to say when nothing is.
    pub empty: Empty,
    /// The form below: title, address, fields, verb.
    pub form: Option<(String, String, Vec<Field>, String)>,
    /// Sent along with the form: version, key.
    pub hidden: Vec<(String, String)>,
    /// Something of your own at the end.
    pub more: Option<Markup>,
}

/// The settings page.
pub fn settings_table(cx: &Cx<'_>, view: &SettingsTable) -> Markup {
    let top = Top {
        title: view.title.clone(),
        icon: view.icon,
        crumbs: view.crumbs.clone(),
        heading: true,
        actions: view.actions.clone(),
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            @if !view.tabs.is_empty() { (tabs(cx.t("ui-settings"), "tabs", false, &view.tabs, html! {})) }
            div.scroll tabindex="0" role="region" aria-label=(view.title) {
                div.set {
                    @for one in &view.notes { (note(one)) }
                    @if !view.rows.columns.is_empty() {
                        div.card {
                            @if view.rows.rows.is_empty() { (empty(cx, &view.empty)) } @else { (table(cx, &view.rows)) }
                        }
                    }
                    @if let Some((title, action, all, verb)) = &view.form {
                        form.card.formcard method="post" action=(action) aria-label=(title) {
                            (cx.token_field())
                            @for (name, value) in &view.hidden { input type="hidden" name=(name) value=(value); }
                            h2 { (title) }
                            (fields(cx, "set", all))
                            button.btn.pri { (verb) }
                        }
                    }
                    @if let Some(more) = &view.more { (more) }
                }
            }
        },
    )
}
