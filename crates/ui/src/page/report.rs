//! The report: what it is asked, the table it answers with, and where each of its cells leads. On paper it is a page of its own.

use maud::{Markup, html};

use crate::{
    Cx,
    part::{Action, Cell, Crumb, Empty, Field, Stacks, Tone, Top, cell, document, empty, field, icon, note, stacked},
};

/// A report with its answer.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Files and paper.
    pub actions: Vec<Action>,
    /// The report's own address, without a query.
    pub path: String,
    /// What it asks; what was used is filled in.
    pub asks: Vec<Field>,
    /// Label and value of what was used, for paper and for the button that opens the form on a phone.
    pub used: Vec<(String, String)>,
    /// Why there is no answer, apart from what stands at its fields.
    pub refusals: Vec<String>,
    /// Sentences above the table.
    pub notes: Vec<String>,
    /// The names of what is drawn, and a bar for each row.
    pub chart: Stacks,
    /// Columns in order.
    pub columns: Vec<ReportColumn>,
    /// The column in which rows are named; it is indented.
    pub named: usize,
    /// Rows in order.
    pub rows: Vec<ReportRow>,
    /// The first page, when not on it.
    pub first: Option<String>,
    /// Where it goes on.
    pub next: Option<String>,
    /// Said at the foot when there is more than what is shown.
    pub more: Option<String>,
    /// What to say when there are no rows.
    pub empty: Empty,
    /// The statements that answered it, for whoever asks to see them.
    pub statements: Vec<String>,
}

/// A column of a report.
#[derive(Clone, Debug, Default)]
pub struct ReportColumn {
    /// Its head.
    pub label: String,
    /// What stands behind it, such as the day.
    pub detail: Option<String>,
    /// Figures stand at the right.
    pub end: bool,
    /// Negative figures may stand in brackets; the others keep their distance, so that digits line up.
    pub brackets: bool,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportLook {
    /// It does not.
    #[default]
    Plain,
    /// It stands above others.
    Heading,
    /// It sums others up.
    Total,
}

/// A row of a report.
#[derive(Clone, Debug, Default)]
pub struct ReportRow {
    /// How it stands out.
    pub look: ReportLook,
    /// How far it is indented.
    pub depth: u8,
    /// One for each column.
    pub cells: Vec<ReportCell>,
}

/// A cell of a report.
#[derive(Clone, Debug, Default)]
pub struct ReportCell {
    /// What it shows.
    pub value: Cell,
    /// Where it leads.
    pub href: Option<String>,
    /// A figure of nothing, which recedes.
    pub zero: bool,
}

/// One line of the page that lists reports.
#[derive(Clone, Debug, Default)]
pub struct ReportPlace {
    /// What it is called.
    pub title: String,
    /// Lucide name.
    pub icon: &'static str,
    /// What it answers, in one sentence.
    pub about: String,
    /// Where it is.
    pub href: String,
}

/// Reports from this many columns on lie on paper turned by a quarter.
const WIDE: usize = 7;
/// Up to this many columns the table stays narrow, so that the eye finds the figure of a name.
const FEW: usize = 4;

/// The page of a report.
pub fn report(cx: &Cx<'_>, view: &Report) -> Markup {
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
            link rel="stylesheet" href=(crate::assets::href("report.css"));
            (asks(cx, view))
            ui-list.scroll.sheet.wide[view.columns.len() >= WIDE] tabindex="0" role="region" aria-label=(view.title) {
                div.paper aria-hidden="true" {
                    p.title { (view.title) }
                    p { @for (place, (label, value)) in view.used.iter().enumerate() {
                        @if place > 0 { " · " } (label) " " b { (value) }
                    } }
                }
                @for text in &view.refusals { div.said { (note(&refusal(text))) } }
                @if !view.notes.is_empty() { p.notes { @for text in &view.notes { (text) " " } } }
                @if !view.chart.bars.is_empty() { (stacked(&view.title, &view.chart)) }
                @if !view.rows.is_empty() { (table(view)) }
                @else if !view.empty.text.is_empty() { (empty(cx, &view.empty)) }
                @if !view.statements.is_empty() {
                    section.asked-sql aria-labelledby="statements" {
                        h2 #statements { (cx.t("ui-statements")) }
                        @for text in &view.statements { pre tabindex="0" { (text) } }
                    }
                }
            }
            (foot(cx, view))
        },
    )
}

fn refusal(text: &str) -> crate::part::Note {
    crate::part::Note { tone: Tone::Danger, text: text.to_owned(), link: None }
}

/// One row of fields on a desk; on a phone a button says what is shown and opens them.
fn asks(cx: &Cx<'_>, view: &Report) -> Markup {
    html! {
        @if !view.asks.is_empty() {
            div.asked {
                button.btn.only-sm type="button" popovertarget="asks" {
                    (icon("sliders-horizontal"))
                    span {
                        @if view.used.is_empty() { (cx.t("ui-filter")) }
                        @for (place, (_, value)) in view.used.iter().enumerate() { @if place > 0 { " · " } (value) }
                    }
                }
                form.asks #asks popover method="get" action=(view.path) role="search" aria-label=(cx.t("ui-filter")) {
                    @for one in &view.asks { (field(cx, "ask", one)) }
                    button.btn { (cx.t("ui-show-report")) }
                }
            }
        }
    }
}

fn table(view: &Report) -> Markup {
    html! {
        table.rep.few[view.columns.len() <= FEW] aria-label=(view.title) {
            thead {
                tr {
                    @for (at, column) in view.columns.iter().enumerate() {
                        th.num[column.end].br[column.brackets].slim[!column.end && at != view.named] scope="col" {
                            (column.label) @if let Some(detail) = &column.detail { " " small { (detail) } }
                        }
                    }
                }
            }
            tbody {
                @for (place, row) in view.rows.iter().enumerate() { (table_row(view, place, row)) }
            }
        }
    }
}

fn table_row(view: &Report, place: usize, row: &ReportRow) -> Markup {
    let look = match row.look {
        ReportLook::Plain => None,
        ReportLook::Heading => Some("above"),
        ReportLook::Total => Some("total"),
    };
    html! {
        tr class=[look] data-id=[(row.look != ReportLook::Heading).then_some(place)] {
            @for (at, (column, value)) in view.columns.iter().zip(&row.cells).enumerate() {
                @if at == view.named {
                    th scope="row" class=(indent(row.depth)) { (inner(value)) }
                } @else {
                    td class=[class_of(column, value)] { (inner(value)) }
                }
            }
        }
    }
}

/// Levels of indentation, because inline styles are forbidden.
fn indent(depth: u8) -> &'static str {
    ["d0", "d1", "d2", "d3", "d4", "d5"][usize::from(depth.min(5))]
}

fn class_of(column: &ReportColumn, value: &ReportCell) -> Option<String> {
    if !column.end {
        return None;
    }
    let hanging = matches!(&value.value, Cell::Figure { text, .. } if text.ends_with(')'));
    let mut class = "num".to_owned();
    class.push_str(if column.brackets && !hanging { " br" } else { "" });
    class.push_str(if value.zero { " zero" } else { "" });
    Some(class)
}

fn inner(value: &ReportCell) -> Markup {
    match &value.href {
        Some(href) => html! { a href=(href) { (cell(&value.value)) } },
        None => cell(&value.value),
    }
}

fn foot(cx: &Cx<'_>, view: &Report) -> Markup {
    html! {
        @if view.first.is_some() || view.next.is_some() || view.more.is_some() {
            footer.foot {
                @if let Some(more) = &view.more { span { (more) } }
                nav.pager aria-label=(cx.t("ui-pages")) {
                    @if let Some(first) = &view.first {
                        a.btn.ghost href=(first) { (icon("chevrons-left")) (cx.t("ui-first")) }
                    }
                    @if let Some(next) = &view.next {
                        a.btn.ghost href=(next) { (cx.t("ui-next")) (icon("chevron-right")) }
                    }
                }
            }
        }
    }
}

/// The page that lists reports, under the names of their modules when there are several.
pub fn reports(
    cx: &Cx<'_>,
    title: &str,
    crumbs: &[Crumb],
    groups: &[(String, Vec<ReportPlace>)],
    none: &Empty,
) -> Markup {
    let top =
        Top { title: title.to_owned(), icon: "chart-column", crumbs: crumbs.to_vec(), heading: true, ..Top::default() };
    document(
        cx,
        &top,
        html! {
            link rel="stylesheet" href=(crate::assets::href("report.css"));
            ui-list.scroll.places {
                @if groups.is_empty() { (empty(cx, none)) }
                @for (name, places) in groups {
                    @if groups.len() > 1 { h2 { (name) } }
                    table.index aria-label=(name) {
                        tbody {
                            @for place in places {
                                tr data-id=(place.href) {
                                    th scope="row" { a href=(place.href) { (icon(place.icon)) span { (place.title) } } }
                                    td { (place.about) }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}
