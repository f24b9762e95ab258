//! A table on paper: columns as wide as their figures need, rows with notes under them, totals that never stand alone on a page.

use crate::flow::{Block, Ink};
use crate::layout::{LABEL, LEFT, MM, baseline, lines, paragraph};
use crate::text::{Line, Shaper, Style};
use ui::print::{Cell, Column, ColumnKind, Row, Summary, Table, Total};

const CELL: Style = Style { size: 9.0, leading: 12.6, strong: false, soft: false };
const NOTE: Style = Style { size: 7.8, leading: 10.6, strong: false, soft: true };
const HEADING: Style = Style { size: 9.0, leading: 12.6, strong: true, soft: false };
const TABLE_TITLE: Style = Style { size: 10.5, leading: 15.0, strong: true, soft: false };
const TOTAL: Style = Style { size: 9.0, leading: 14.4, strong: false, soft: false };
const GRAND: Style = Style { size: 11.0, leading: 18.0, strong: true, soft: false };
/// Between two columns, above and below a row, under the head.
const GAP: f32 = 4.0 * MM;
const ROW: f32 = 1.2 * MM;
const HEAD: f32 = 1.0 * MM;
/// What the words of a table have at least, and the widest that figures together take of it.
const WORDS: f32 = 42.0 * MM;
/// Rows taller than this are broken.
const TALL: f32 = 100.0 * MM;
/// Where the totals begin, as a share of the room.
const TOTALS: f32 = 0.55;

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    x: f32,
    width: f32,
    end: bool,
}

/// Adds the blocks of a table, and its head to those that are repeated.
pub fn table(shaper: &mut Shaper, table: &Table, room: f32, blocks: &mut Vec<Block>, heads: &mut Vec<Block>) {
    let mut above = 7.0 * MM;
    if let Some(title) = &table.title {
        let mut title = paragraph(shaper, title, TABLE_TITLE, room, above);
        title.iter_mut().for_each(|b| b.keeps = true);
        blocks.extend(title);
        above = 1.0 * MM;
    }
    let mut mine: Vec<Block> = Vec::new();
    if !table.columns.is_empty() {
        let places = places(shaper, table, room);
        let head = head(shaper, &table.columns, &places, room);
        blocks.push(Block { above, keeps: !table.rows.is_empty(), ..head.clone() });
        heads.push(head);
        for row in &table.rows {
            mine.extend(self::row(shaper, row, &places, room));
        }
        mine.iter_mut().for_each(|b| b.head = Some(heads.len() - 1));
    }
    let foot = foot(shaper, table, room);
    if !foot.is_empty() {
        // Totals alone on a page would say the sum of nothing: the last two rows go along.
        mine.iter_mut().rev().take(2).for_each(|b| b.keeps = true);
    }
    blocks.extend(mine);
    blocks.extend(foot);
}

/// Figures and short words are as wide as their widest, text takes the rest. Where that is too little, all give way.
fn places(shaper: &mut Shaper, table: &Table, room: f32) -> Vec<Place> {
    let count = table.columns.len();
    let mut widths: Vec<f32> = table.columns.iter().map(|c| shaper.shape(&c.label, false).width(LABEL.size)).collect();
    for row in &table.rows {
        let Row::Line(cells) = row else { continue };
        for (place, cell) in cells.iter().enumerate().take(count) {
            if table.columns[place].kind != ColumnKind::Text {
                let notes = cell.notes.iter().map(|n| (n, NOTE.size));
                for (text, size) in std::iter::once((&cell.text, CELL.size)).chain(notes) {
                    widths[place] = widths[place].max(shaper.shape(text, false).width(size));
                }
            }
        }
    }
    let texts = table.columns.iter().filter(|c| c.kind == ColumnKind::Text).count();
    let gaps = GAP * (count.saturating_sub(1)) as f32;
    let fixed: f32 =
        table.columns.iter().zip(&widths).filter(|(c, _)| c.kind != ColumnKind::Text).map(|(_, w)| w).sum();
    let least = WORDS.min(room / (texts.max(1) + 1) as f32) * texts as f32;
    let have = (room - gaps - least).max(room * 0.2);
    let share = if fixed > have { have / fixed } else { 1.0 };
    let rest = (room - gaps - fixed * share) / texts.max(1) as f32;
    let mut x = LEFT;
    let mut places = Vec::with_capacity(count);
    for (column, width) in table.columns.iter().zip(&widths) {
        let width = if column.kind == ColumnKind::Text { rest } else { width * share };
        places.push(Place { x, width, end: column.kind == ColumnKind::Figure });
        x += width + GAP;
    }
    places
}

/// The names of the columns over a hairline.
fn head(shaper: &mut Shaper, columns: &[Column], places: &[Place], room: f32) -> Block {
    let mut inks = Vec::new();
    let all: Vec<Vec<Line>> =
        columns.iter().zip(places).map(|(c, p)| lines(shaper, &c.label, LABEL, p.width + 0.5)).collect();
    let tall = all.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * LABEL.leading;
    for (cell, place) in all.into_iter().zip(places) {
        // Heads of several lines stand on the hairline.
        let y = tall - cell.len() as f32 * LABEL.leading;
        set(&mut inks, cell, *place, y);
    }
    let y = tall + HEAD;
    inks.push(Ink::Rule { x: LEFT, y, width: room, soft: false });
    Block { inks, height: y + HEAD, ..Block::default() }
}

/// Lines in a column; answers where they end.
fn set(inks: &mut Vec<Ink>, lines: Vec<Line>, place: Place, mut y: f32) -> f32 {
    for line in lines {
        let x = if place.end { place.x + place.width - line.width } else { place.x };
        let (style, leading) = (line.style, line.style.leading);
        inks.push(Ink::Text { x, y: baseline(y, style), line });
        y += leading;
    }
    y
}

fn row(shaper: &mut Shaper, row: &Row, places: &[Place], room: f32) -> Vec<Block> {
    match row {
        Row::Heading(text) => {
            let mut all = paragraph(shaper, text, HEADING, room, 3.2 * MM);
            all.iter_mut().for_each(|b| b.keeps = true);
            all
        }
        Row::Note(text) => paragraph(shaper, text, Style { soft: true, ..CELL }, room, 2.0 * MM),
        Row::Line(cells) => line(shaper, cells, places),
    }
}

fn line(shaper: &mut Shaper, cells: &[Cell], places: &[Place]) -> Vec<Block> {
    let mut columns: Vec<Vec<Line>> = Vec::with_capacity(places.len());
    for (cell, place) in cells.iter().zip(places) {
        let mut all = lines(shaper, &cell.text, CELL, place.width + 0.5);
        for note in &cell.notes {
            all.extend(lines(shaper, note, NOTE, place.width + 0.5));
        }
        columns.push(all);
    }
    let tall = |lines: &[Line]| lines.iter().map(|l| l.style.leading).sum::<f32>();
    let height = columns.iter().map(|c| tall(c)).fold(0.0, f32::max);
    if height <= TALL {
        let mut inks = Vec::new();
        for (lines, place) in columns.into_iter().zip(places) {
            set(&mut inks, lines, *place, ROW);
        }
        return vec![Block { inks, height: height + 2.0 * ROW, ..Block::default() }];
    }
    // A page of text in one cell goes on with the next page, line by line.
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut blocks = Vec::with_capacity(count);
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    for _ in 0..count {
        let mut inks = Vec::new();
        let mut height = 0.0f32;
        for (column, place) in columns.iter_mut().zip(places) {
            height = height.max(set(&mut inks, column.next().into_iter().collect(), *place, 0.0));
        }
        blocks.push(Block { inks, height, ..Block::default() });
    }
    blocks.first_mut().into_iter().for_each(|b| b.above = ROW);
    blocks
}

/// The summary at the left and the totals at the right, under a hairline; one block unless they are very long.
fn foot(shaper: &mut Shaper, table: &Table, room: f32) -> Vec<Block> {
    if table.totals.is_empty() && table.summary.is_none() {
        return Vec::new();
    }
    let mut inks = Vec::new();
    let from = LEFT + room * TOTALS;
    let mut y = 2.2 * MM;
    inks.push(Ink::Rule { x: LEFT, y: 0.0, width: room, soft: false });
    for total in &table.totals {
        y = self::total(shaper, total, from, room * (1.0 - TOTALS), y, &mut inks);
    }
    let mut end = y;
    if let Some(summary) = &table.summary {
        end = end.max(self::summary(shaper, summary, room * TOTALS - 10.0 * MM, 2.2 * MM, &mut inks));
    }
    vec![Block { inks, height: end, above: 1.6 * MM, ..Block::default() }]
}

fn total(shaper: &mut Shaper, total: &Total, x: f32, width: f32, mut y: f32, inks: &mut Vec<Ink>) -> f32 {
    let style = if total.grand { GRAND } else { TOTAL };
    if total.grand {
        y += 1.0 * MM;
    }
    let mut figure = shaper.shape(&total.value, style.strong);
    let mut set_in = style;
    // A figure that takes more than its share is set smaller.
    let most = width * 0.62;
    let wide = figure.width(style.size);
    if wide > most {
        set_in.size *= most / wide;
        figure = shaper.shape(&total.value, style.strong);
    }
    let wide = figure.width(set_in.size);
    let value = figure.lines(set_in, f32::INFINITY);
    let label = lines(shaper, &total.label, style, width - wide - 2.0 * MM);
    let end = set(inks, label, Place { x, width, end: false }, y);
    set(inks, value, Place { x, width, end: true }, y).max(end)
}

fn summary(shaper: &mut Shaper, summary: &Summary, room: f32, mut y: f32, inks: &mut Vec<Ink>) -> f32 {
    let rows = summary.rows.iter().map(|row| Row::Line(row.iter().map(Cell::of).collect())).collect();
    let table = Table { columns: summary.columns.clone(), rows, ..Table::default() };
    let places = narrow(shaper, &table, room);
    let small = Style { size: 8.2, leading: 12.0, ..CELL };
    let heads: Vec<Vec<Line>> =
        summary.columns.iter().zip(&places).map(|(c, p)| lines(shaper, &c.label, LABEL, p.width + 0.5)).collect();
    let mut below = y;
    for (head, place) in heads.into_iter().zip(&places) {
        below = below.max(set(inks, head, *place, y));
    }
    y = below;
    for row in &summary.rows {
        let mut below = y;
        for (text, place) in row.iter().zip(&places) {
            let cell = lines(shaper, text, small, place.width + 0.5);
            below = below.max(set(inks, cell, *place, y));
        }
        y = below;
    }
    y
}

/// The columns of a small table: no wider than they need.
fn narrow(shaper: &mut Shaper, table: &Table, room: f32) -> Vec<Place> {
    let mut widest = 0.0f32;
    for row in &table.rows {
        let Row::Line(cells) = row else { continue };
        for (cell, column) in cells.iter().zip(&table.columns) {
            if column.kind == ColumnKind::Text {
                widest = widest.max(shaper.shape(&cell.text, false).width(CELL.size));
            }
        }
    }
    let mut places = places(shaper, table, room);
    let spare = places
        .iter()
        .zip(&table.columns)
        .find(|(_, c)| c.kind == ColumnKind::Text)
        .map_or(0.0, |(p, _)| p.width - widest);
    if spare > 0.0 {
        let mut before = 0.0;
        for (place, column) in places.iter_mut().zip(&table.columns) {
            place.x -= before;
            if column.kind == ColumnKind::Text {
                place.width -= spare;
                before += spare;
            }
        }
    }
    places
}
