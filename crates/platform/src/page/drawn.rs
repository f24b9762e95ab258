//! A report as a picture: one bar for each row that its sheet names, on its own page and on the start page alike.

use super::{Ask, PanelView, encode, tone};
use base::{Money, Percent, Result};
use entity::Value;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Report, Sheet};
use ui::part::{Bar, Stack, Stacks, stacked};

/// Most rows that are drawn; the table has them all.
const DRAWN: usize = 24;

/// How a page writes what a report answers.
pub struct Hand<'a> {
    /// The label of a column.
    pub label: &'a dyn Fn(&Column) -> String,
    /// A cell of a column.
    pub text: &'a dyn Fn(&Column, &Cell) -> String,
    /// Where a link leads, if this person may go there.
    pub href: &'a dyn Fn(&Link) -> Option<String>,
}

/// The column in which rows of a sheet are named: the first that holds a word of ours, else the first.
pub fn named(sheet: &Sheet) -> usize {
    (0..sheet.columns.len())
        .find(|at| sheet.rows.iter().any(|r| r.cells.get(*at).is_some_and(|c| c.word.is_some())))
        .unwrap_or(0)
}

/// What a sheet draws; nothing where it draws nothing. Each part of a bar leads where its cell does.
pub fn stacks(sheet: &Sheet, hand: &Hand) -> Stacks {
    let Some(chart) = &sheet.chart else { return Stacks::default() };
    let place = |name: &str| sheet.columns.iter().position(|c| c.name == name);
    let drawn: Vec<(usize, ui::part::Tone)> =
        chart.columns.iter().filter_map(|(name, shade)| Some((place(name)?, tone(*shade)))).collect();
    let label = |at: usize| (hand.label)(&sheet.columns[at]);
    let text = |at: usize, units: i64| (hand.text)(&sheet.columns[at], &Cell::of(Value::Int(units)));
    let whose = named(sheet);
    let rows = sheet.rows.iter().filter(|line| line.look == chart.rows);
    let depth = rows.clone().map(|line| line.depth).min().unwrap_or(0);
    // Rows that stand below others are called by both names.
    let mut above = None;
    let under = sheet.rows.iter().map(|line| {
        let mine = above;
        above = if line.depth < depth { Some(line) } else { above };
        (mine, line)
    });
    let rows = under.filter(|(_, line)| line.look == chart.rows && line.depth == depth);
    let bars = rows.take(DRAWN).map(|(above, line)| {
        let of = |at: usize| line.cells.get(at).and_then(|cell| cell.value.int()).unwrap_or(0);
        let href = |at: usize| line.cells.get(at).and_then(|cell| (hand.href)(cell.link.as_ref()?));
        let named = |line: &Line| line.cells.get(whose).map(|cell| (hand.text)(&sheet.columns[whose], cell));
        let names = [above.and_then(named), named(line)];
        let name = names.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let part = |(at, _): &(usize, ui::part::Tone)| Bar {
            label: label(*at),
            value: of(*at),
            text: format!("{name}, {}: {}", label(*at), text(*at, of(*at))),
            href: href(*at),
            current: false,
        };
        let sum = drawn.iter().map(|(at, _)| of(*at)).fold(0, i64::saturating_add);
        let parts = drawn.iter().map(part).collect();
        let figure = drawn.first().map(|(at, _)| text(*at, sum)).unwrap_or_default();
        Stack { parts, href: href(whose), text: figure, label: name.clone() }
    });
    Stacks { bars: bars.collect(), series: drawn.iter().map(|(at, shade)| (label(*at), *shade)).collect() }
}

/// The answer of a report that nobody asked anything in particular.
pub fn answer(read: &Read, report: &Report) -> Result<Sheet> {
    let mut asked = entity::Record::blank(report.parameters);
    report.defaults(&mut asked);
    (report.run)(read, &asked)
}

/// The picture of a report as a panel that leads to it; a report without an answer is an empty panel.
pub fn panel(read: &Read, ask: &Ask, report: &Report, sheet: &Sheet) -> Result<PanelView> {
    let page = format!("{}/reports/{}/{}", ask.base, report.module(), report.place());
    let label = |column: &Column| ask.t(&format!("{}-{}", report.message(), column.name));
    let text = |column: &Column, cell: &Cell| match (&cell.word, column.holds, &cell.value) {
        (Some(word), ..) => ask.t(word),
        (None, Holds::Money(scale), Value::Int(n)) => ask.format.short(*n, scale),
        (None, Holds::Percent, Value::Int(n)) => ask.format.percent(Percent::from_units(*n).rounded(1)),
        (None, Holds::Integer, Value::Int(n)) => ask.format.integer(*n),
        (None, _, value) => value.to_string(),
    };
    let href = |link: &Link| match link {
        Link::List(entity, filter) => {
            ask.list(read, entity).ok().map(|list| format!("{list}?filter={}", encode(filter)))
        }
        Link::Record(entity, id) => ask.record(read, entity, *id).ok(),
        Link::Report(..) => None,
    };
    let drawn = stacks(sheet, &Hand { label: &label, text: &text, href: &href });
    let content = match drawn.bars.is_empty() {
        true => ui::html! { p.mute { (ask.t("ui-none-yet")) } },
        false => stacked(&ask.t(&report.message()), &drawn),
    };
    Ok(PanelView { href: Some(page), content, ..PanelView::default() })
}

/// A figure of the row of sums.
pub fn total(sheet: &Sheet, column: &str) -> i64 {
    let at = sheet.columns.iter().position(|c| c.name == column);
    let sums = sheet.rows.iter().rev().find(|line| line.look == store::report::Look::Total);
    at.and_then(|at| sums?.cells.get(at)?.value.int()).unwrap_or(0)
}

/// An amount of money of a sheet as text, with the currency of its company.
pub fn money(ask: &Ask, sheet: &Sheet, column: &str, units: i64, code: &str) -> String {
    let scale = sheet.columns.iter().find(|c| c.name == column).map_or(2, |c| match c.holds {
        Holds::Money(scale) => scale,
        _ => 0,
    });
    ask.format.money_code(Money::from_minor(units), scale, code)
}
