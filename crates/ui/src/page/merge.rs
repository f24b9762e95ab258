//! Merging records that mean the same: two to nine side by side, and for each field the value that stays; and the warning
//! beside a form that somebody may be known already.

use maud::{Markup, html};

use crate::{
    Arg, Cx,
    part::{Cell, Crumb, Note, Tone, Top, cell, document, icon, note, tag},
};

/// A merge. The form sends each `record`, `survivor` = id and for each field its name = id of the record its value comes from.
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
    /// Position of the record that stays.
    pub survivor: usize,
    /// Id, name and code of each record.
    pub records: Vec<(String, String, String)>,
    /// Fields.
    pub rows: Vec<MergeRow>,
    /// Where to go without doing it.
    pub back: String,
}

/// One field of all records.
#[derive(Clone, Debug, Default)]
pub struct MergeRow {
    /// Its name in the form.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The value of each record.
    pub values: Vec<Cell>,
    /// Which of the values say something.
    pub filled: Vec<bool>,
    /// Position of the record whose value is proposed.
    pub chosen: usize,
    /// All values are the same, or all are kept; nothing to choose.
    pub same: bool,
}

/// A record that may be the same as the one that is typed.
#[derive(Clone, Debug, Default)]
pub struct Alike {
    /// What it is called, or that it is hidden.
    pub name: String,
    /// Its page; none where the reader may not open it.
    pub href: Option<String>,
    /// Where both are shown side by side to make them one.
    pub merge: Option<String>,
    /// How likely: "92 %".
    pub score: String,
    /// Why: "same e-mail, similar name".
    pub why: String,
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
                ui-merge {
                    form.wiz.wide method="post" action=(view.action) {
                        (cx.token_field())
                        @for (id, ..) in &view.records { input type="hidden" name="record" value=(id); }
                        @for one in &view.notes { (note(one)) }
                        div.merge tabindex="0" role="group" aria-label=(view.title) {
                            table.grid {
                                thead { (survivors(cx, view)) }
                                tbody { @for row in &view.rows { (merge_row(view, row)) } }
                            }
                        }
                        div.acts {
                            button.btn.pri data-do="main" { (icon("git-merge")) (cx.t("ui-merge")) }
                            a.btn.ghost href=(view.back) { (cx.t("ui-cancel")) }
                        }
                    }
                }
            }
        },
    )
}

fn survivors(cx: &Cx<'_>, view: &Merge) -> Markup {
    html! {
        tr {
            th scope="col" { (cx.t("ui-merge-survivor")) }
            @for (position, (id, name, code)) in view.records.iter().enumerate() {
                th scope="col" {
                    label.check {
                        input type="radio" name="survivor" value=(id) checked[position == view.survivor];
                        b { (name) } @if !code.is_empty() { " " span.mute { (code) } }
                    }
                }
            }
        }
    }
}

fn merge_row(view: &Merge, row: &MergeRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.label) }
            @for (position, (value, (id, name, _))) in row.values.iter().zip(&view.records).enumerate() {
                td data-of=[(!row.same).then_some(name)] {
                    @if row.same {
                        span.mute { @if matches!(value, Cell::Empty) { "—" } @else { (cell(value)) } }
                    } @else {
                        label {
                            input type="radio" name=(row.name) value=(id) checked[position == row.chosen]
                                data-filled[row.filled.get(position) == Some(&true)] aria-label={ (row.label) ": " (name) };
                            span { @if matches!(value, Cell::Empty) { "—" } @else { (cell(value)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The region beside a form that warns of duplicates: empty while nothing looks alike.
pub fn alike(cx: &Cx<'_>, found: &[Alike]) -> Markup {
    html! {
        section.alike data-alike aria-live="polite" aria-label=(cx.t("ui-alike")) {
            @if !found.is_empty() {
                div.card.panel.flat.t-warn {
                    header {
                        (icon("users"))
                        h2 { (cx.t_args("ui-alike-n", &[("n", Arg::Count(i64::try_from(found.len()).unwrap_or(i64::MAX)))])) }
                    }
                    ul {
                        @for one in found {
                            li {
                                @match &one.href {
                                    Some(href) => a href=(href) target="_blank" rel="noopener" { (one.name) },
                                    None => span { (one.name) },
                                }
                                (tag(Tone::Warn, &one.score))
                                span.mute { (one.why) }
                                @if let Some(href) = &one.merge {
                                    a.btn href=(href) { (icon("git-merge")) span { (cx.t("ui-merge")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
