//! The list: views, filters, a table of records, its foot, and what can be done to many at once.

use maud::{Markup, html};

use crate::{
    Cx, Density,
    part::{Action, Cell, Empty, Tab, Top, Width, cell, document, empty, icon, menu_button, tabs},
};

mod bar;
pub(crate) use bar::bar;

/// A list of records.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Plural name of the entity.
    pub title: String,
    /// Lucide name of the entity.
    pub icon: &'static str,
    /// Export, import, and last the primary "New".
    pub actions: Vec<Action>,
    /// Saved views.
    pub views: Vec<Tab>,
    /// Saves the present query as a view; none when not allowed.
    pub save_view: Option<SaveView>,
    /// The list's own address, without a query.
    pub path: String,
    /// The search field.
    pub search: Option<Search>,
    /// Filters in force.
    pub chips: Vec<Chip>,
    /// Filters that can be set.
    pub filters: Vec<Filter>,
    /// Parameters to keep when the filter form is sent, such as the sort and the view.
    pub kept: Vec<(String, String)>,
    /// What rows can be grouped by; the chosen one is current.
    pub groupings: Vec<Tab>,
    /// The shapes the same query can take.
    pub shows: Vec<Show>,
    /// Choice of columns and density.
    pub columns: Option<Columns>,
    /// The table.
    pub rows: Rows,
    /// Count, sums, pager.
    pub foot: Foot,
    /// What can be done to the selected.
    pub bulk: Bulk,
    /// What to say when nothing is there.
    pub empty: Empty,
}

/// Saving the query under a name: posts `name`, `scope` (private or team) and `query`.
#[derive(Clone, Debug)]
pub struct SaveView {
    /// Where to post.
    pub action: String,
    /// The query string to keep.
    pub query: String,
    /// The reader may save for the team.
    pub team: bool,
}

/// The field that searches this list.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is searched now.
    pub value: String,
    /// "Find an order…"
    pub placeholder: String,
}

/// A filter in force: field, value, and the way to lift it.
#[derive(Clone, Debug)]
pub struct Chip {
    /// The field.
    pub label: String,
    /// The value.
    pub value: Cell,
    /// The list without it.
    pub remove: String,
}

/// A filter that can be set.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Query parameter.
    pub name: String,
    /// The field.
    pub label: String,
    /// How it is set.
    pub control: FilterControl,
}

/// How a filter is set; present values are filled in.
#[derive(Clone, Debug)]
pub enum FilterControl {
    /// Any of some values: value, label, chosen. Sends the parameter once for each.
    Choices(Vec<(String, String, bool)>),
    /// Words.
    Text(String),
    /// From and to, sent as `name.from` and `name.to`; days when `date`.
    Range {
        /// Lower end, as the formatter wrote it.
        from: String,
        /// Upper end.
        to: String,
        /// Days rather than figures.
        date: bool,
    },
    /// Another record.
    Reference {
        /// Where to search.
        source: String,
        /// Its id.
        id: String,
        /// Its name.
        label: String,
    },
}

/// A shape the same query can take.
#[derive(Clone, Debug)]
pub struct Show {
    /// Which shape.
    pub kind: ShowKind,
    /// Where it is.
    pub href: String,
    /// It is shown now.
    pub current: bool,
}

/// Shapes of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowKind {
    /// A table.
    List,
    /// Columns of cards.
    Board,
    /// A month or a week.
    Calendar,
}

/// The menu that chooses columns and density: posts `column` for each chosen one and `density`.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Where to post.
    pub action: String,
    /// All columns.
    pub all: Vec<ColumnChoice>,
}

/// A column that can be shown.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    /// What is sent.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// It is shown now.
    pub shown: bool,
}

/// The table of a list.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// What the table is called.
    pub label: String,
    /// Columns in order; the first is the human key.
    pub columns: Vec<Column>,
    /// Rows, when not grouped.
    pub rows: Vec<Row>,
    /// Groups, when grouped.
    pub groups: Vec<GroupRows>,
    /// Rows can be selected.
    pub selectable: bool,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head; money names its currency here.
    pub label: String,
    /// How wide it is.
    pub width: Width,
    /// Figures stand at the right.
    pub end: bool,
    /// How it can be sorted.
    pub sort: Option<Sort>,
    /// Its place on a phone's card.
    pub phone: Phone,
}

/// Sorting by a column.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The list sorted by it, or turned round.
    pub href: String,
    /// It is sorted by it: ascending or not.
    pub ascending: Option<bool>,
}

/// Place of a column on a phone's card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phone {
    /// First line, left: the name.
    Name,
    /// First line, right: the amount.
    End,
    /// Second line, left: the number.
    Key,
    /// Second line, right: the state.
    State,
    /// Not shown.
    #[default]
    Rest,
}

/// A record in the table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its human key, read aloud when it is selected.
    pub name: String,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// It is archived.
    pub archived: bool,
}

/// A group: head, count, sum, the first rows, and the way to all.
#[derive(Clone, Debug)]
pub struct GroupRows {
    /// The value grouped by.
    pub head: Cell,
    /// How many.
    pub count: String,
    /// Sum of the last column.
    pub sum: Option<String>,
    /// The first rows.
    pub rows: Vec<Row>,
    /// Label and address of the list of this group.
    pub all: Option<(String, String)>,
}

/// The foot of a list.
#[derive(Clone, Debug, Default)]
pub enum Foot {
    /// No foot.
    #[default]
    None,
    /// The pager now; count and sums come with a second request from this address, as [`foot`] writes it.
    Later(String, FootSums),
    /// Here it is.
    Now(FootSums),
}

/// Count, sums and pager.
#[derive(Clone, Debug, Default)]
pub struct FootSums {
    /// How many, formatted; "1,000+" when counting was stopped.
    pub count: String,
    /// Label and figure for each currency and total.
    pub sums: Vec<(String, String)>,
    /// Where to ask for the sums when they were too dear.
    pub sum_all: Option<String>,
    /// First page, when not on it.
    pub first: Option<String>,
    /// Previous page.
    pub previous: Option<String>,
    /// Next page.
    pub next: Option<String>,
    /// Last page, when not on it.
    pub last: Option<String>,
}

/// What can be done to many: buttons post `id` once for each selected row, or `all=1` with the query.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    /// Label, icon, address of each button.
    pub actions: Vec<(String, &'static str, String)>,
    /// "All 1,234 found", offered beside the selection; none when not allowed.
    pub all: Option<String>,
    /// The query the rows come from, sent along.
    pub query: String,
}

/// The list page.
pub fn list(cx: &Cx<'_>, view: &List) -> Markup {
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
            (strip(cx, view))
            (bar(cx, view))
            (list_rows(cx, view))
            (bulk(cx, &view.bulk))
        },
    )
}

/// The table and its foot as fragments, for live filters: each carries `data-region`.
pub fn list_rows(cx: &Cx<'_>, view: &List) -> Markup {
    let nothing = view.rows.rows.is_empty() && view.rows.groups.is_empty();
    html! {
        ui-list.scroll data-region="rows" data-selected=(cx.t("ui-selected")) {
            @if nothing { (empty(cx, &view.empty)) } @else { (table(cx, &view.rows)) }
        }
        @match &view.foot {
            Foot::None => {}
            Foot::Later(address, pager) => (foot_with(cx, pager, Some(address))),
            Foot::Now(sums) => (foot(cx, sums)),
        }
    }
}

/// The foot, also the answer to a list's second request.
pub fn foot(cx: &Cx<'_>, sums: &FootSums) -> Markup {
    foot_with(cx, sums, None)
}

fn foot_with(cx: &Cx<'_>, sums: &FootSums, later: Option<&str>) -> Markup {
    let step = |href: &Option<String>, label: &str, name: &str| {
        html! {
            @match href {
                Some(href) => a.btn.ghost.ico href=(href) aria-label=(cx.t(label)) title=(cx.t(label)) { (icon(name)) },
                None => span.btn.ghost.ico aria-hidden="true" aria-disabled="true" { (icon(name)) },
            }
        }
    };
    html! {
        footer.foot data-region="foot" data-lazy=[later] {
            @if sums.count.is_empty() { span { "…" } } @else {
                span { b { (sums.count) } " " (cx.t(if sums.count == "1" { "ui-record" } else { "ui-records" })) }
            }
            @for (label, figure) in &sums.sums { span.hide-sm { (label) " " b { (figure) } } }
            @if let Some(address) = &sums.sum_all {
                a.btn.ghost.hide-sm href=(address) { (cx.t("ui-sum-all")) }
            }
            nav.pager aria-label=(cx.t("ui-pages")) {
                (step(&sums.first, "ui-first", "chevrons-left")) (step(&sums.previous, "ui-previous", "chevron-left"))
                (step(&sums.next, "ui-next", "chevron-right")) (step(&sums.last, "ui-last", "chevrons-right"))
            }
        }
    }
}

fn strip(cx: &Cx<'_>, view: &List) -> Markup {
    let save = html! {
        @if let Some(save) = &view.save_view {
            (menu_button("save-view", "", icon("plus"), Some(cx.t("ui-save-view")), html! {
                form.in method="post" action=(save.action) {
                    (cx.token_field())
                    input type="hidden" name="query" value=(save.query);
                    div.fld {
                        label for="view-name" { (cx.t("ui-view-name")) }
                        input.inp #view-name name="name" required autocomplete="off";
                    }
                    @if save.team {
                        label.check { input type="checkbox" name="scope" value="team"; (cx.t("ui-view-team")) }
                    }
                    button.btn.pri { (cx.t("ui-save-view")) }
                }
            }))
        }
    };
    html! { @if !view.views.is_empty() { (tabs(cx.t("ui-views"), "tabs", true, &view.views, save)) } }
}

fn phone_class(phone: Phone) -> &'static str {
    match phone {
        Phone::Name => "c-name",
        Phone::End => "c-end",
        Phone::Key => "c-key",
        Phone::State => "c-state",
        Phone::Rest => "c-rest",
    }
}

/// The table of a list, also used by settings and import previews.
pub(crate) fn table(cx: &Cx<'_>, rows: &Rows) -> Markup {
    html! {
        table.grid.fix.cards aria-label=(rows.label) {
            colgroup {
                @if rows.selectable { col.w-cb; }
                @for column in &rows.columns { col class=(column.width.class()); }
            }
            thead {
                tr {
                    @if rows.selectable {
                        th.cb scope="col" { input type="checkbox" aria-label=(cx.t("ui-select-all")); }
                    }
                    @for column in &rows.columns { (head(column)) }
                }
            }
            tbody {
                @for row in &rows.rows { (body_row(cx, rows, row)) }
                @for group in &rows.groups { (group_rows(cx, rows, group)) }
            }
        }
    }
}

fn head(column: &Column) -> Markup {
    let sorted = column.sort.as_ref().and_then(|sort| sort.ascending);
    let order = sorted.map(|up| if up { "ascending" } else { "descending" });
    html! {
        th scope="col" class=[column.end.then_some("num")] aria-sort=[order] {
            @match &column.sort {
                Some(sort) => a href=(sort.href) {
                    (column.label)
                    @if let Some(up) = sorted { (icon(if up { "arrow-up" } else { "arrow-down" })) }
                },
                None => (column.label),
            }
        }
    }
}

fn body_row(cx: &Cx<'_>, rows: &Rows, row: &Row) -> Markup {
    html! {
        tr.archived[row.archived] data-id=(row.id) {
            @if rows.selectable {
                td.cb {
                    input type="checkbox" name="id" value=(row.id) form="bulk"
                        aria-label={ (cx.t("ui-select")) " " (row.name) };
                }
            }
            @for (column, value) in rows.columns.iter().zip(&row.cells) {
                td class={ (phone_class(column.phone)) @if column.end { " num" } } { (cell(value)) }
            }
        }
    }
}

fn group_rows(cx: &Cx<'_>, rows: &Rows, group: &GroupRows) -> Markup {
    let wide = rows.columns.len();
    html! {
        tr.gh {
            @if rows.selectable { td { (icon("chevron-down")) } }
            th scope="rowgroup" colspan=(wide.saturating_sub(1).max(1)) {
                (cell(&group.head)) span.n { (group.count) }
            }
            td.num { @if let Some(sum) = &group.sum { (sum) } }
        }
        @for row in &group.rows { (body_row(cx, rows, row)) }
        @if let Some((label, href)) = &group.all {
            tr.gm { @if rows.selectable { td {} } td colspan=(wide) { a href=(href) { (label) } } }
        }
    }
}

fn bulk(cx: &Cx<'_>, bulk: &Bulk) -> Markup {
    html! {
        @if !bulk.actions.is_empty() {
            form.bulk #bulk method="post" aria-label=(cx.t("ui-bulk")) {
                (cx.token_field())
                input type="hidden" name="query" value=(bulk.query);
                b data-count role="status" { (cx.t("ui-selection")) }
                @if let Some(all) = &bulk.all {
                    label.check { input type="checkbox" name="all" value="1"; (all) }
                }
                @for (label, name, address) in &bulk.actions {
                    button.btn formaction=(address) { (icon(name)) span { (label) } }
                }
                button.btn.ico type="button" data-do="clear" data-soft aria-label=(cx.t("ui-clear")) { (icon("x")) }
            }
        }
    }
}

/// The density menu's values with their words.
pub(crate) const DENSITIES: [(Density, &str); 3] = [
    (Density::Compact, "ui-density-compact"),
    (Density::Default, "ui-density-default"),
    (Density::Cozy, "ui-density-cozy"),
];
