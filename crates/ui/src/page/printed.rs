//! Documents as pages of paper in the browser: the sheet is shown as it will be printed, with buttons that stay on the screen.

use base64::Engine as _;
use maud::{Markup, html};

use crate::{
    Cx,
    barcode::Bars,
    part::{Action, Tone, actions, icon, shell_bare},
    print::{Cell, Column, ColumnKind, Fact, Logo, Print, Row, Section, Sheet, Summary, Table, Total},
};

/// What stands around the sheets.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// What the browser's tab says.
    pub title: String,
    /// Where one came from: words and address.
    pub back: (String, String),
    /// Print, keep as PDF, the other languages.
    pub actions: Vec<Action>,
    /// Why there is nothing to print, in words.
    pub refusals: Vec<String>,
}

/// The documents, each on sheets of its own.
pub fn printed(cx: &Cx<'_>, view: &Printed, prints: &[Print]) -> Markup {
    shell_bare(
        cx,
        &view.title,
        html! {
            link rel="stylesheet" href=(crate::assets::href("report.css"));
            main.prints #main tabindex="-1" data-title=(view.title) data-frame="prints" {
                header.bar {
                    a.btn.ghost href=(view.back.1) { (icon("arrow-left")) span { (view.back.0) } }
                    div.acts { (actions(cx, "prints", &view.actions)) }
                }
                @for text in &view.refusals { (super::error::message(Tone::Danger, text)) }
                @for print in prints { (document(print)) }
            }
        },
    )
}

fn document(print: &Print) -> Markup {
    if print.sheet == Sheet::Label {
        return html! { article.doc lang=(print.lang.tag()) { (label(print)) } };
    }
    html! {
        article.doc.letter[print.sheet == Sheet::Letter] lang=(print.lang.tag()) {
            (letterhead(print))
            div.addressed {
                div.to {
                    p.back { (print.return_line()) }
                    address { @for line in &print.recipient { p { (line) } } }
                }
                (facts(&print.facts))
            }
            h1 { (print.heading()) @if let Some(mark) = &print.mark { span { " · " (mark) } } }
            @if let Some(subject) = &print.subject { p.subject { (subject) } }
            @for text in &print.before { p.words { (text) } }
            @for table in &print.tables { (self::table(table)) }
            @for section in &print.sections { (self::section(section)) }
            @for text in &print.after { p.words { (text) } }
            footer { (print.sender.legal.join(" · ")) }
        }
    }
}

/// A label in its own size on the sheet, to be cut out; the file has the size of the label. What does not fit ends at its edge.
fn label(print: &Print) -> Markup {
    let bars = Bars::of(&print.code).and_then(|bars| Some((bars.module(90.0)?, bars)));
    let heading = |mark: &Option<String>| mark.iter().fold(print.heading(), |all, mark| format!("{all} · {mark}"));
    html! {
        svg width="100mm" height="150mm" role="group" aria-label=(print.heading()) {
            rect width="100%" height="100%" fill="none" stroke="#606060" {}
            foreignObject x="5mm" y="5mm" width="90mm" height="21mm" font-size="8.5pt" {
                p { strong { (print.sender.name) } }
                @for line in print.sender.address.iter().chain(&print.sender.contact) { p { (line) } }
            }
            rect x="5mm" y="28mm" width="90mm" height="1" {}
            foreignObject x="5mm" y="30mm" width="90mm" height="46mm" font-size="14pt" {
                @for line in &print.recipient { p { (line) } }
            }
            rect x="5mm" y="78mm" width="90mm" height="1" {}
            foreignObject x="5mm" y="80mm" width="90mm" height="33mm" {
                p { strong { (heading(&print.mark)) } }
                (facts(&print.facts))
            }
            @if let Some((module, bars)) = &bars {
                (self::bars(bars, *module))
            }
            text x="50mm" y="145mm" text-anchor="middle" font-size="12pt" { (print.code) }
        }
    }
}

/// The bars in the middle of the label, each as wide as the scanner expects.
fn bars(bars: &Bars, module: f32) -> Markup {
    let count = bars.modules();
    let width = module * count as f32;
    let path: String = bars.bars().map(|(at, wide)| format!("M{at} 0h{wide}v1h-{wide}z")).collect();
    html! {
        svg x={ (format!("{:.3}", 50.0 - width / 2.0)) "mm" } y="115mm" width={ (format!("{width:.3}")) "mm" } height="24mm"
            viewBox={ "0 0 " (count) " 1" } preserveAspectRatio="none" shape-rendering="crispEdges" aria-hidden="true" {
            path d=(path) {}
        }
    }
}

fn letterhead(print: &Print) -> Markup {
    let sender = &print.sender;
    html! {
        header.letterhead {
            div.sender {
                @match &sender.logo {
                    Some(logo) => img src=(data(logo)) alt=(sender.name);
                    None => strong { (sender.name) }
                }
            }
            div.reach {
                @if sender.logo.is_some() { p { strong { (sender.name) } } }
                @for line in sender.address.iter().chain(&sender.contact) { p { (line) } }
            }
        }
    }
}

/// The picture inside the page, so that whoever may print needs no right to the file.
fn data(logo: &Logo) -> String {
    format!("data:{};base64,{}", logo.media_type, base64::engine::general_purpose::STANDARD.encode(&logo.bytes))
}

fn facts(facts: &[Fact]) -> Markup {
    html! {
        dl.facts { @for fact in facts { div { dt { (fact.label) } dd { (fact.value) } } } }
    }
}

fn section(section: &Section) -> Markup {
    html! {
        section {
            h2 { (section.title) }
            @if !section.facts.is_empty() { (facts(&section.facts)) }
            @for text in &section.words { p.words { (text) } }
        }
    }
}

fn table(table: &Table) -> Markup {
    let count = table.columns.len();
    let last = table.rows.len().saturating_sub(2);
    let under = !table.totals.is_empty() || table.summary.is_some();
    html! {
        @if let Some(title) = &table.title { h2.titled { (title) } }
        @if count > 0 {
            table {
                (head(&table.columns))
                tbody {
                    @for (place, row) in table.rows.iter().enumerate() {
                        // The last rows stay with their totals.
                        (self::row(row, &table.columns, under && place >= last))
                    }
                    @if under { tr.sums { td colspan=(count) { (sums(table)) } } }
                }
            }
        } @else if under {
            div.sums { (sums(table)) }
        }
    }
}

fn head(columns: &[Column]) -> Markup {
    html! { thead { tr { @for column in columns { th.(class(column.kind)) scope="col" { (column.label) } } } } }
}

fn class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "words",
        ColumnKind::Word => "word",
        ColumnKind::Figure => "num",
    }
}

fn row(row: &Row, columns: &[Column], stays: bool) -> Markup {
    let count = columns.len();
    match row {
        Row::Heading(text) => html! { tr.over { th colspan=(count) scope="colgroup" { (text) } } },
        Row::Note(text) => html! { tr.remark.stays[stays] { td colspan=(count) { (text) } } },
        Row::Line(cells) => html! {
            tr.stays[stays] { @for (cell, column) in cells.iter().zip(columns) { (self::cell(cell, column)) } }
        },
    }
}

fn cell(cell: &Cell, column: &Column) -> Markup {
    html! {
        td.(class(column.kind)) {
            (cell.text)
            @for note in &cell.notes { small { (note) } }
        }
    }
}

fn sums(table: &Table) -> Markup {
    html! {
        div.sums {
            div { @if let Some(summary) = &table.summary { (self::summary(summary)) } }
            dl { @for total in &table.totals { (self::total(total)) } }
        }
    }
}

fn total(total: &Total) -> Markup {
    html! { div.grand[total.grand] { dt { (total.label) } dd.num { (total.value) } } }
}

fn summary(summary: &Summary) -> Markup {
    html! {
        table {
            (head(&summary.columns))
            tbody {
                @for row in &summary.rows {
                    tr { @for (text, column) in row.iter().zip(&summary.columns) { td.(class(column.kind)) { (text) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Messages, i18n};

    #[test]
    fn a_label_shows_its_code_as_bars_and_every_text_as_text() {
        let words = Messages::build(&i18n::SOURCES).unwrap();
        let hostile = "<script>alert(1)</script>\"'&";
        let label = |code: &str| {
            let print = Print {
                sheet: Sheet::Label,
                title: hostile.to_owned(),
                mark: Some(hostile.to_owned()),
                sender: crate::print::Sender { name: hostile.to_owned(), ..Default::default() },
                recipient: vec![hostile.to_owned()],
                facts: vec![Fact::new(hostile, hostile)],
                code: code.to_owned(),
                ..Print::default()
            };
            printed(&Cx::new(&words, Lang::En), &Printed::default(), &[print]).into_string()
        };
        let page = label("12");
        assert!(!page.contains("<script>alert") && page.matches("&lt;script&gt;").count() >= 6, "{page}");
        assert!(
            page.contains("viewBox=\"0 0 46 1\"") && page.contains("d=\"M0 0h2v1h-2zM3 0h1v1h-1zM6 0h3v1h-3z"),
            "{page}"
        );
        // What no scanner could read is there for eyes only.
        for code in [hostile.repeat(3).as_str(), "包裹"] {
            assert!(!label(code).contains("<path d=\"M0 0h2v1"), "{code}");
        }
    }

    #[test]
    fn what_is_written_in_a_document_is_text_and_never_markup() {
        let words = Messages::build(&i18n::SOURCES).unwrap();
        let hostile = "<script>alert(1)</script>\"'&";
        let table = Table {
            columns: vec![Column::text(hostile)],
            rows: vec![
                Row::Line(vec![Cell::of(hostile)]),
                Row::Heading(hostile.to_owned()),
                Row::Note(hostile.to_owned()),
            ],
            totals: vec![Total::grand(hostile, hostile)],
            ..Table::default()
        };
        let print = Print {
            lang: Lang::Zh,
            title: hostile.to_owned(),
            recipient: vec![hostile.to_owned()],
            facts: vec![Fact::new(hostile, hostile)],
            tables: vec![table],
            ..Print::default()
        };
        let page = printed(&Cx::new(&words, Lang::En), &Printed::default(), &[print]).into_string();
        assert!(!page.contains("<script>alert"));
        assert!(page.matches("&lt;script&gt;").count() >= 9);
        // The frame speaks the reader's language, the document its receiver's.
        assert!(page.contains("<html lang=\"en\"") && page.contains("lang=\"zh-CN\""));
    }
}
