//! A document as pages: letterhead, address in the window of the envelope, facts, body and foot.

use crate::flow::{Block, Ink, Room, flow};
use crate::table;
use crate::text::{Line, Shaper, Style};
use krilla::image::Image;
use std::sync::Arc;
use ui::print::{Fact, Print, Section, Sheet};
use ui::{Arg, Messages};

/// Points of a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// Margins of the page.
pub const LEFT: f32 = 25.0 * MM;
const RIGHT: f32 = 20.0 * MM;
/// Where the letterhead begins, and the sender's address and the facts beside the receiver's.
const HEAD: f32 = 15.0 * MM;
const ASIDE: f32 = 122.0 * MM;
/// The largest logo.
const LOGO: (f32, f32) = (60.0 * MM, 20.0 * MM);
/// The receiver's address: what windows of DL and C5 envelopes show wherever the sheet slides in them (DIN 680, DIN 5008 form B) is
/// 20 to 105 mm from the left and 57 to 88 mm from the top.
const RETURN: f32 = 54.5 * MM;
const WINDOW: (f32, f32) = (57.5 * MM, 88.0 * MM);
const ADDRESS: f32 = 80.0 * MM;
/// Where the body begins at the earliest: below what windows show.
const BODY: f32 = 101.0 * MM;
/// Where further pages begin, and how far from the lower edge the foot ends.
const NEXT: f32 = 28.0 * MM;
const FOOT: f32 = 11.0 * MM;

const BODY_TEXT: Style = Style { size: 9.5, leading: 13.6, strong: false, soft: false };
pub const LABEL: Style = Style { size: 7.8, leading: 11.0, strong: false, soft: true };
const TITLE: Style = Style { size: 17.0, leading: 22.0, strong: true, soft: false };
const MARK: Style = Style { size: 17.0, leading: 22.0, strong: false, soft: true };
const SUBJECT: Style = Style { size: 10.5, leading: 15.0, strong: true, soft: false };
const SENDER: Style = Style { size: 14.0, leading: 18.0, strong: true, soft: false };
const ADDRESSED: Style = Style { size: 10.0, leading: 13.2, strong: false, soft: false };
const RETURNED: Style = Style { size: 6.6, leading: 9.0, strong: false, soft: true };
const FACT: Style = Style { size: 9.0, leading: 13.0, strong: false, soft: false };
const FACT_LABEL: Style = Style { size: 8.2, leading: 13.0, strong: false, soft: true };
pub const SMALL: Style = Style { size: 7.8, leading: 10.6, strong: false, soft: true };
const SECTION: Style = Style { size: 9.5, leading: 14.0, strong: true, soft: false };
const LEGAL: Style = Style { size: 7.0, leading: 9.4, strong: false, soft: true };

/// A fact is a word or two; what is longer belongs into the text.
const MOST_LINES: usize = 4;
const MOST_FACTS: usize = 12;

/// One finished page.
pub struct Page {
    pub inks: Vec<Ink>,
}

/// Width and height of a sheet in points.
pub fn size(sheet: Sheet) -> (f32, f32) {
    match sheet {
        Sheet::A4 => (210.0 * MM, 297.0 * MM),
        Sheet::Letter => (612.0, 792.0),
        Sheet::Label => (100.0 * MM, 150.0 * MM),
    }
}

/// The pages of a document.
pub fn pages(shaper: &mut Shaper, words: &Messages, print: &Print, logo: Option<Image>) -> Vec<Page> {
    if print.sheet == Sheet::Label {
        return vec![Page { inks: crate::label::label(shaper, print) }];
    }
    let (width, height) = size(print.sheet);
    let room = width - LEFT - RIGHT;
    let mut head = Vec::new();
    letterhead(shaper, print, logo, &mut head);
    let beside = addresses(shaper, print, width, &mut head);
    let (foot, foot_height) = foot(shaper, print, room, height);
    let bottom = height - FOOT - foot_height - 6.0 * MM;
    let (blocks, heads) = body(shaper, print, room);
    let first = Room { top: BODY.max(beside + 7.0 * MM), bottom };
    let mut all = flow(blocks, &heads, first, Room { top: NEXT, bottom });
    let count = all.len();
    head.append(&mut all[0]);
    all[0] = head;
    if print.sheet == Sheet::A4 {
        // Where the sheet is folded for a DL envelope.
        all[0].extend([105.0, 210.0].map(|at| Ink::Rule { x: 5.0 * MM, y: at * MM, width: 3.0 * MM, soft: true }));
    }
    let finished = all.into_iter().enumerate().map(|(place, mut inks)| {
        if place > 0 {
            inks.extend(running_head(shaper, print, room));
        }
        inks.extend(foot.iter().cloned());
        let count_of = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let counted = [("page", Arg::Count(count_of(place + 1))), ("pages", Arg::Count(count_of(count)))];
        let text = words.t_args(print.lang, "ui-print-page", &counted);
        let line = one_line(shaper, &text, LEGAL, room);
        let y = height - FOOT;
        inks.push(Ink::Text { x: LEFT + room - line.width, y, line });
        Page { inks }
    });
    finished.collect()
}

/// The baseline of a line whose top is at `y`: capitals stand in the middle of its height.
pub fn baseline(y: f32, style: Style) -> f32 {
    y + (style.leading + style.size * 0.71) / 2.0
}

/// Lines below each other; answers where they end.
pub fn put(inks: &mut Vec<Ink>, lines: Vec<Line>, x: f32, mut y: f32) -> f32 {
    for line in lines {
        let leading = line.style.leading;
        inks.push(Ink::Text { x, y: baseline(y, line.style), line });
        y += leading;
    }
    y
}

/// A text in lines.
pub fn lines(shaper: &mut Shaper, text: &str, style: Style, width: f32) -> Vec<Line> {
    shaper.shape(text, style.strong).lines(style, width)
}

/// A text in one line, however wide: what does not fit ends in dots.
pub fn one_line(shaper: &mut Shaper, text: &str, style: Style, width: f32) -> Line {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shaped = shaper.shape(&flat, style.strong);
    if shaped.width(style.size) > width {
        let letters: Vec<char> = flat.chars().collect();
        let fits = (0..letters.len()).collect::<Vec<_>>().partition_point(|count| {
            let shorter: String = letters[..*count].iter().chain(&['…']).collect();
            shaper.shape(&shorter, style.strong).width(style.size) <= width
        });
        let shorter: String = letters[..fits.saturating_sub(1)].iter().chain(&['…']).collect();
        shaped = shaper.shape(&shorter, style.strong);
    }
    let nothing = || Line { text: Arc::from(""), pieces: Vec::new(), width: 0.0, style };
    shaped.lines(style, f32::INFINITY).into_iter().next().unwrap_or_else(nothing)
}

/// Logo or name at the left, how to reach the sender at the right.
fn letterhead(shaper: &mut Shaper, print: &Print, logo: Option<Image>, inks: &mut Vec<Ink>) {
    let sender = &print.sender;
    let named = logo.is_none();
    match logo {
        Some(image) => {
            let (wide, high) = image.size();
            let (wide, high) = (wide as f32, high as f32);
            let scale = (LOGO.0 / wide).min(LOGO.1 / high);
            let (width, height) = (wide * scale, high * scale);
            inks.push(Ink::Picture { x: LEFT, y: HEAD, width, height, image });
        }
        None => {
            let name = lines(shaper, &sender.name, SENDER, ASIDE - LEFT - 8.0 * MM);
            put(inks, name.into_iter().take(2).collect(), LEFT, HEAD - 1.0 * MM);
        }
    }
    let width = size(print.sheet).0 - RIGHT - ASIDE;
    let mut all = Vec::new();
    if !named {
        all.extend(lines(shaper, &sender.name, Style { strong: true, soft: false, ..SMALL }, width));
    }
    for text in sender.address.iter().chain(&sender.contact) {
        all.extend(lines(shaper, text, SMALL, width));
    }
    // More would reach into the window.
    all.truncate(((RETURN - 3.0 * MM - HEAD) / SMALL.leading) as usize);
    put(inks, all, ASIDE, HEAD);
}

/// The receiver in the window, the facts beside it; answers where they end.
fn addresses(shaper: &mut Shaper, print: &Print, width: f32, inks: &mut Vec<Ink>) -> f32 {
    let back = one_line(shaper, &print.return_line(), RETURNED, ADDRESS);
    inks.push(Ink::Text { x: LEFT, y: RETURN, line: back });
    let mut style = ADDRESSED;
    let mut all: Vec<Line> = Vec::new();
    // A long address is set smaller until the window shows all of it.
    for _ in 0..6 {
        all = print.recipient.iter().flat_map(|text| lines(shaper, text, style, ADDRESS)).collect();
        if WINDOW.0 + all.len() as f32 * style.leading <= WINDOW.1 {
            break;
        }
        style = Style { size: style.size * 0.92, leading: style.leading * 0.9, ..style };
    }
    all.truncate(((WINDOW.1 - WINDOW.0) / style.leading) as usize);
    let end = put(inks, all, LEFT, WINDOW.0);
    facts(shaper, &print.facts, ASIDE, WINDOW.0, width - RIGHT - ASIDE, inks).max(end)
}

/// Labels and what they say, in two columns; answers where they end.
pub fn facts(shaper: &mut Shaper, facts: &[Fact], x: f32, mut y: f32, width: f32, inks: &mut Vec<Ink>) -> f32 {
    let labels = label_width(shaper, facts, width);
    for fact in facts.iter().take(MOST_FACTS) {
        y = self::fact(shaper, fact, labels, width, inks, (x, y));
    }
    y
}

/// As wide as the widest label, within reason.
fn label_width(shaper: &mut Shaper, facts: &[Fact], width: f32) -> f32 {
    let widest = facts.iter().map(|f| shaper.shape(&f.label, false).width(FACT_LABEL.size)).fold(0.0, f32::max);
    (widest + 4.0 * MM).min(width * 0.5)
}

fn fact(shaper: &mut Shaper, fact: &Fact, labels: f32, width: f32, inks: &mut Vec<Ink>, (x, y): (f32, f32)) -> f32 {
    let mut column = |text: &str, style: Style, width: f32, x: f32| {
        let mut all = lines(shaper, text, style, width);
        all.truncate(MOST_LINES);
        put(inks, all, x, y)
    };
    let named = column(&fact.label, FACT_LABEL, labels - 2.0 * MM, x);
    let said = column(&fact.value, FACT, width - labels, x + labels);
    named.max(said)
}

/// The legal lines at the foot of every page and their height; the page number stands at the right of the last one.
fn foot(shaper: &mut Shaper, print: &Print, room: f32, height: f32) -> (Vec<Ink>, f32) {
    let text = print.sender.legal.join(" · ");
    let mut all = lines(shaper, &text, LEGAL, room - 30.0 * MM);
    all.truncate(4);
    let tall = all.len().max(1) as f32 * LEGAL.leading;
    let mut inks = Vec::new();
    let count = all.len();
    for (place, line) in all.into_iter().enumerate() {
        let y = height - FOOT - (count - 1 - place) as f32 * LEGAL.leading;
        inks.push(Ink::Text { x: LEFT, y, line });
    }
    (inks, tall)
}

/// What a further page is a page of.
fn running_head(shaper: &mut Shaper, print: &Print, room: f32) -> Vec<Ink> {
    let mut text = print.heading();
    if let Some(mark) = &print.mark {
        text = format!("{text} · {mark}");
    }
    let left = one_line(shaper, &text, SMALL, room * 0.6);
    let right = one_line(shaper, &print.sender.name, SMALL, room * 0.35);
    let y = HEAD + 3.0 * MM;
    vec![Ink::Text { x: LEFT + room - right.width, y, line: right }, Ink::Text { x: LEFT, y, line: left }]
}

/// Everything between the address and the foot.
fn body(shaper: &mut Shaper, print: &Print, room: f32) -> (Vec<Block>, Vec<Block>) {
    let mut blocks = vec![title(shaper, print, room)];
    if let Some(subject) = &print.subject {
        blocks.extend(paragraph(shaper, subject, SUBJECT, room, 1.0 * MM));
    }
    // The title is no page of its own.
    blocks.iter_mut().for_each(|b| b.keeps = true);
    let titled = blocks.len();
    for (place, text) in print.before.iter().enumerate() {
        let above = if place == 0 { 4.0 * MM } else { 2.4 * MM };
        blocks.extend(paragraph(shaper, text, BODY_TEXT, room, above));
    }
    let mut heads = Vec::new();
    for table in &print.tables {
        table::table(shaper, table, room, &mut blocks, &mut heads);
    }
    for section in &print.sections {
        blocks.extend(self::section(shaper, section, room));
    }
    for (place, text) in print.after.iter().enumerate() {
        let above = if place == 0 { 6.0 * MM } else { 2.4 * MM };
        blocks.extend(paragraph(shaper, text, BODY_TEXT, room, above));
    }
    if blocks.len() == titled {
        blocks.iter_mut().for_each(|b| b.keeps = false);
    }
    (blocks, heads)
}

fn title(shaper: &mut Shaper, print: &Print, room: f32) -> Block {
    let mut inks = Vec::new();
    let all = lines(shaper, &print.heading(), TITLE, room);
    let last = all.last().map_or(0.0, |l| l.width);
    let height = all.len() as f32 * TITLE.leading;
    if let Some(mark) = &print.mark {
        let mark = one_line(shaper, &format!("· {mark}"), MARK, (room - last - 2.0 * MM).max(0.0));
        inks.push(Ink::Text { x: LEFT + last + 1.6 * MM, y: baseline(height - TITLE.leading, TITLE), line: mark });
    }
    put(&mut inks, all, LEFT, 0.0);
    Block { inks, height, ..Block::default() }
}

/// A paragraph as one block a line; its first two and its last two lines stay together.
pub fn paragraph(shaper: &mut Shaper, text: &str, style: Style, width: f32, above: f32) -> Vec<Block> {
    let all = lines(shaper, text, style, width);
    let count = all.len();
    let block = |(place, line): (usize, Line)| Block {
        height: style.leading,
        above: if place == 0 { above } else { 0.0 },
        keeps: count > 1 && (place == 0 || place + 2 == count),
        head: None,
        inks: vec![Ink::Text { x: LEFT, y: baseline(0.0, style), line }],
    };
    all.into_iter().enumerate().map(block).collect()
}

/// A section with its heading; it is not broken unless it is very long.
fn section(shaper: &mut Shaper, section: &Section, room: f32) -> Vec<Block> {
    let mut blocks = paragraph(shaper, &section.title, SECTION, room, 7.0 * MM);
    blocks.iter_mut().for_each(|b| b.keeps = true);
    let labels = label_width(shaper, &section.facts, room);
    for fact in &section.facts {
        let mut inks = Vec::new();
        let height = self::fact(shaper, fact, labels, room, &mut inks, (LEFT, 0.0));
        blocks.push(Block { inks, height, keeps: true, ..Block::default() });
    }
    for text in &section.words {
        blocks.extend(paragraph(shaper, text, BODY_TEXT, room, 1.0 * MM));
    }
    if let Some(last) = blocks.last_mut() {
        last.keeps = false;
    }
    blocks
}
