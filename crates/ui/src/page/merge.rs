//! Merging records that mean the same: two to nine side by side, and for each field the value that stays.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Cell, Crumb, Note, Top, cell, document, note},
};

/// A merge. The form sends `survivor` = id and for each field `{name}` = id of the record its value comes from.
#[derive(Clone, Debug, Default)]
pub struct Merge {
    /// "Merge 3 customers".
    pub title: String,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// What will happen to what refers to them.
    pub notes: Vec<Note>,
    /// Where to post.
    pub action: String,
    /// Id and name of each record; the first survives unless chosen otherwise.
    pub records: Vec<(String, String)>,
    /// Fields.
    pub rows: Vec<MergeRow>,
    /// Where to go without doing it.
    pub back: String,
}

/// One field of all records.
#[derive(Clone, Debug, Default)]
pub struct MergeRow {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The value of each record.
    pub values: Vec<Cell>,
    /// Position of the record whose value is proposed.
    pub chosen: usize,
    /// All values are the same; nothing to choose.
    pub same: bool,
}

/// The merge page.
pub fn merge(cx: &Cx<'_>, view: &Merge) -> Markup {
    let top = Top {
        title: view.title.clone(),
        icon: "git-merge",
        crumbs: view.crumbs.clone(),
        heading: true,
        ..Top::default()
    };
    document(
        cx,
        &top,
        html! {
            div.scroll tabindex="0" role="region" aria-label=(view.title) {
                form.wiz.wide method="post" action=(view.action) {
                    (cx.token_field())
                    @for (id, _) in &view.records { input type="hidden" name="record" value=(id); }
                    @for one in &view.notes { (note(one)) }
                    div.merge {
                        table.grid {
                            thead {
                                tr {
                                    th scope="col" { (cx.t("ui-merge-survivor")) }
                                    @for (position, (id, name)) in view.records.iter().enumerate() {
                                        th scope="col" {
                                            label.check {
                                                input type="radio" name="survivor" value=(id) checked[position == 0];
                                                b { (name) }
                                            }
                                        }
                                    }
                                }
                            }
                            tbody { @for row in &view.rows { (merge_row(view, row)) } }
                        }
                    }
                    div.acts {
                        button.btn.pri { (cx.t("ui-merge")) }
                        a.btn.ghost href=(view.back) { (cx.t("ui-cancel")) }
                    }
                }
            }
        },
    )
}

fn merge_row(view: &Merge, row: &MergeRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.label) }
            @for (position, (value, (id, name))) in row.values.iter().zip(&view.records).enumerate() {
                td {
                    @if row.same { span.mute { (cell(value)) } } @else {
                        label {
                            input type="radio" name=(row.name) value=(id) checked[position == row.chosen]
                                aria-label={ (row.label) ": " (name) };
                            span { @if matches!(value, Cell::Empty) { "—" } @else { (cell(value)) } }
                        }
                    }
                }
            }
        }
    }
}
