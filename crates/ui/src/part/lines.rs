//! The lines of a document: a table at rest, a spreadsheet under the fingers.

use maud::{Markup, html};

use super::{Choice, Width, icon};
use crate::{Cx, Format, keys};

/// An editable table that belongs to a document.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Name of the form field that carries the rows as JSON.
    pub name: String,
    /// What the table is called.
    pub label: String,
    /// Columns in order; computed ones are not editable.
    pub columns: Vec<LineColumn>,
    /// Rows in order.
    pub rows: Vec<LineRow>,
    /// Rows may be typed into, added and deleted.
    pub editable: bool,
    /// What the row that adds a line says.
    pub add: String,
}

/// One column of the lines.
#[derive(Clone, Debug)]
pub struct LineColumn {
    /// Name in the JSON, in drafts and in refusals (`lines.3.quantity`).
    pub name: String,
    /// Head of the column.
    pub label: String,
    /// How it is typed.
    pub kind: LineKind,
    /// How wide it is.
    pub width: Width,
    /// People may type into it.
    pub editable: bool,
    /// It shows when all columns are wanted.
    pub optional: bool,
}

/// How the cells of a column are typed.
#[derive(Clone, Debug)]
pub enum LineKind {
    /// Words.
    Text,
    /// A figure.
    Number {
        /// Decimals it may have.
        scale: u8,
        /// Decimals it always shows.
        least: u8,
        /// For an amount: the columns quantity, price and, if there is one, discount in percent, parted by blanks.
        product: Option<String>,
    },
    /// Another record.
    Reference {
        /// Where to search; the text typed is put behind it.
        source: String,
    },
    /// A day, typed freely.
    Date,
    /// One of a few values; typed by its name.
    Choice(Vec<Choice>),
}

/// One row.
#[derive(Clone, Debug)]
pub struct LineRow {
    /// Its id; none for a row not yet saved.
    pub id: Option<String>,
    /// One cell for each column.
    pub cells: Vec<LineCell>,
    /// Refusals by column name.
    pub errors: Vec<(String, String)>,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct LineCell {
    /// What the server reads back: plain decimal, id, ISO date, code or text.
    pub value: String,
    /// What people read.
    pub text: String,
    /// Somebody typed it; what was only proposed is not sent back.
    pub mine: bool,
}

/// A row of the totals below the lines.
#[derive(Clone, Debug)]
pub struct Total {
    /// Name in the draft's `outputs`.
    pub name: String,
    /// What it is.
    pub label: String,
    /// As the formatter wrote it.
    pub text: String,
    /// The last, bold one.
    pub grand: bool,
}

/// The lines grid.
pub fn lines(cx: &Cx<'_>, format: &Format, all: &Lines) -> Markup {
    let folds = all.columns.iter().any(|column| column.optional);
    html! {
        ui-lines.lines.wide[wide(all)].cards[decides(all)] data-name=(all.name) data-group=(format.group_mark()) data-point=(format.decimal_mark())
            tabindex=[(!all.editable).then_some("0")] role=[(!all.editable).then_some("group")]
            aria-label=[(!all.editable).then_some(all.label.as_str())] {
            table.grid role=[all.editable.then_some("grid")] aria-label=(all.label) {
                thead {
                    tr {
                        th.w-no scope="col" { span.vh { (cx.t("ui-line")) } }
                        @for column in &all.columns { (head(column)) }
                        @if all.editable || folds {
                            th.w-end scope="col" {
                                @if folds {
                                    button.btn.ghost.ico.cols type="button" aria-label=(cx.t("ui-all-columns"))
                                        title=(cx.t("ui-all-columns")) aria-pressed=(wide(all)) { (icon("sliders-horizontal")) }
                                } @else { span.vh { (cx.t("ui-actions")) } }
                            }
                        }
                    }
                }
                tbody {
                    @for (position, row) in all.rows.iter().enumerate() { (body_row(cx, all, position + 1, Some(row))) }
                }
                @if all.editable {
                    tfoot {
                        tr.add {
                            td { button type="button" { (icon("plus")) span { (all.add) } } }
                        }
                    }
                }
            }
            @if all.rows.is_empty() && !all.editable { p.none { (cx.t("ui-no-lines")) } }
            @if all.editable { template { table { tbody { (body_row(cx, all, all.rows.len() + 1, None)) } } } }
        }
    }
}

/// True where something is decided line by line: on a phone each of them is a card of its own.
pub(crate) fn decides(all: &Lines) -> bool {
    all.editable && all.columns.iter().any(|c| c.editable && !c.optional && matches!(c.kind, LineKind::Choice(_)))
}

/// A refusal in a column that is folded away has to be seen.
fn wide(all: &Lines) -> bool {
    let folded = |name: &str| all.columns.iter().any(|column| column.optional && column.name == name);
    all.rows.iter().flat_map(|row| &row.errors).any(|(name, _)| folded(name))
}

fn numeric(kind: &LineKind) -> bool {
    matches!(kind, LineKind::Number { .. })
}

fn head(column: &LineColumn) -> Markup {
    let (num, opt) = (if numeric(&column.kind) { " num" } else { "" }, if column.optional { " opt" } else { "" });
    let class = format!("{}{num}{opt}", column.width.class());
    let kind = match &column.kind {
        LineKind::Text => "text",
        LineKind::Number { .. } => "number",
        LineKind::Reference { .. } => "reference",
        LineKind::Date => "date",
        LineKind::Choice(_) => "choice",
    };
    let (scale, least, product) = match &column.kind {
        LineKind::Number { scale, least, product } => (Some(*scale), Some(*least), product.as_deref()),
        _ => (None, None, None),
    };
    let source = if let LineKind::Reference { source } = &column.kind { Some(source.as_str()) } else { None };
    let options = if let LineKind::Choice(all) = &column.kind { Some(pairs(all)) } else { None };
    html! {
        th class=(class) scope="col" data-col=(column.name) data-kind=(kind) data-scale=[scale] data-least=[least]
            data-product=[product] data-source=[source] data-options=[options] { (column.label) }
    }
}

/// Values and labels as JSON for the browser.
fn pairs(all: &[Choice]) -> String {
    let quoted = |text: &str| {
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        out.push('"');
        out
    };
    let all: Vec<_> = all.iter().map(|one| format!("[{},{}]", quoted(&one.value), quoted(&one.label))).collect();
    format!("[{}]", all.join(","))
}

fn body_row(cx: &Cx<'_>, all: &Lines, number: usize, row: Option<&LineRow>) -> Markup {
    let empty = LineCell::default();
    let cards = decides(all);
    html! {
        tr data-id=[row.and_then(|row| row.id.as_deref())] {
            td.ro.mute.num.w-no { (number) }
            @for (position, column) in all.columns.iter().enumerate() {
                @let value = row.and_then(|row| row.cells.get(position)).unwrap_or(&empty);
                @let error = row.and_then(|row| row.errors.iter().find(|(name, _)| *name == column.name));
                @let edits = all.editable && column.editable;
                td class={
                    (column.width.class()) @if numeric(&column.kind) { " num" } @if column.optional { " opt" } @if !edits { " ro" }
                    @if !edits && !numeric(&column.kind) { " mute" } @if error.is_some() { " bad" }
                } tabindex=[edits.then_some("-1")] data-v=[edits.then_some(value.value.as_str())]
                    data-mine=[(edits && value.mine).then_some("")] data-l=[cards.then_some(column.label.as_str())]
                    title=[error.map(|(_, text)| text)] { (value.text) }
            }
            @if !all.editable && all.columns.iter().any(|column| column.optional) { td.ro.w-end {} }
            @if all.editable {
                td.ro.w-end {
                    button.btn.ghost.ico.del type="button" tabindex="-1" aria-label=(cx.t("ui-delete-line")) {
                        (icon("x"))
                    }
                }
            }
        }
    }
}

/// The totals of a document.
pub fn totals(all: &[Total]) -> Markup {
    html! {
        dl.tot aria-live="polite" {
            @for total in all {
                div.sum[total.grand] { dt { (total.label) } dd data-out=(total.name) { (total.text) } }
            }
        }
    }
}

/// The keys of the grid, below it.
pub(crate) fn grid_hints(cx: &Cx<'_>) -> Markup {
    html! {
        div.hint aria-hidden="true" {
            @for (key, id) in keys::GRID_KEYS { span { kbd { (key) } (cx.t(id)) } }
        }
    }
}
