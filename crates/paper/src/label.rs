//! A carrier label: who sends and who gets the parcel, what it is, and the number under which the carrier follows it as bars.

use crate::flow::Ink;
use crate::layout::{MM, SMALL, facts, lines, one_line, put};
use crate::text::{Line, Shaper, Style};
use ui::barcode::Bars;
use ui::print::Print;

/// The edge around everything, and the room between.
const EDGE: f32 = 5.0 * MM;
const ROOM: f32 = 90.0 * MM;
/// Where sender, receiver, facts and code begin, and where the last of them ends.
const SENDER: f32 = 5.0 * MM;
const RECEIVER: f32 = 30.0 * MM;
const FACTS: f32 = 80.0 * MM;
const CODE: f32 = 115.0 * MM;
/// How high the bars are: a hand that does not aim well still crosses all of them.
const BARS: f32 = 24.0 * MM;
/// Lines of grey between the parts, above the next one.
const RULE: f32 = 2.0 * MM;

const NAME: Style = Style { size: 8.5, leading: 11.4, strong: true, soft: false };
const RECEIVED: Style = Style { size: 14.0, leading: 18.0, strong: false, soft: false };
const TITLE: Style = Style { size: 9.5, leading: 13.6, strong: true, soft: false };
const NUMBER: Style = Style { size: 12.0, leading: 15.0, strong: false, soft: false };
/// As many facts as stand above the bars when each takes one line.
const MOST_FACTS: usize = 6;

/// The inks of a label.
pub fn label(shaper: &mut Shaper, print: &Print) -> Vec<Ink> {
    let mut inks = Vec::new();
    let mut all = lines(shaper, &print.sender.name, NAME, ROOM);
    all.truncate(2);
    for text in print.sender.address.iter().chain(&print.sender.contact) {
        all.extend(lines(shaper, text, SMALL, ROOM));
    }
    put(&mut inks, high(all, RECEIVER - RULE - SENDER), EDGE, SENDER);
    rule(&mut inks, RECEIVER);
    receiver(shaper, print, &mut inks);
    rule(&mut inks, FACTS);
    let title = print.mark.iter().fold(print.heading(), |all, mark| format!("{all} · {mark}"));
    let title = one_line(shaper, &title, TITLE, ROOM);
    let below = put(&mut inks, vec![title], EDGE, FACTS);
    let mut said = Vec::new();
    facts(shaper, &print.facts[..print.facts.len().min(MOST_FACTS)], EDGE, below, ROOM, &mut said);
    // The bars stay clear whatever is said above them.
    inks.extend(said.into_iter().filter(|ink| !matches!(ink, Ink::Text { y, .. } if *y > CODE - RULE)));
    code(shaper, print, &mut inks);
    inks
}

/// The receiver as large as there is room for all of it.
fn receiver(shaper: &mut Shaper, print: &Print, inks: &mut Vec<Ink>) {
    let (mut style, room) = (RECEIVED, FACTS - RULE - RECEIVER);
    let mut all: Vec<Line> = Vec::new();
    for _ in 0..8 {
        all = print.recipient.iter().flat_map(|text| lines(shaper, text, style, ROOM)).collect();
        if all.len() as f32 * style.leading <= room {
            break;
        }
        style = Style { size: style.size * 0.92, leading: style.leading * 0.92, ..style };
    }
    put(inks, high(all, room), EDGE, RECEIVER);
}

/// The bars in the middle and the number below them; one that no scanner could read is there for eyes only.
fn code(shaper: &mut Shaper, print: &Print, inks: &mut Vec<Ink>) {
    if let Some((module, bars)) = Bars::of(&print.code).and_then(|b| Some((b.module(ROOM / MM)? * MM, b))) {
        let x = EDGE + (ROOM - module * bars.modules() as f32) / 2.0;
        inks.push(Ink::Bars { x, y: CODE, height: BARS, module, bars: bars.bars().collect() });
    }
    let line = one_line(shaper, &print.code, NUMBER, ROOM);
    let x = EDGE + (ROOM - line.width) / 2.0;
    put(inks, vec![line], x, CODE + BARS + 1.0 * MM);
}

/// As many lines as fit.
fn high(lines: Vec<Line>, room: f32) -> Vec<Line> {
    let mut used = 0.0;
    let fits = |line: &Line| {
        used += line.style.leading;
        used <= room
    };
    lines.into_iter().take_while(fits).collect()
}

fn rule(inks: &mut Vec<Ink>, above: f32) {
    inks.push(Ink::Rule { x: EDGE, y: above - RULE / 2.0, width: ROOM, soft: false });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Fonts, folders};
    use ui::Lang;
    use ui::print::{Fact, Sheet};

    /// Everything drawn: texts with where they end, and the bars as ones and zeros.
    fn drawn(print: &Print) -> (Vec<(String, f32, f32)>, Option<String>) {
        let fonts = Fonts::find(&folders());
        let inks = label(&mut Shaper::new(&fonts, Lang::En), print);
        let text = |ink: &Ink| match ink {
            Ink::Text { x, y, line } => Some((line.text.to_string(), x + line.width, *y)),
            _ => None,
        };
        let code = inks.iter().find_map(|ink| match ink {
            Ink::Bars { bars, .. } => {
                let last = bars.iter().map(|(at, wide)| at + wide).max()?;
                let black = |place: usize| bars.iter().any(|(at, wide)| (*at..at + wide).contains(&place));
                Some((0..last).map(|place| if black(place) { '1' } else { '0' }).collect())
            }
            _ => None,
        });
        (inks.iter().filter_map(text).collect(), code)
    }

    fn parcel(code: &str) -> Print {
        let recipient = vec!["Nordbau GmbH".to_owned(), "27568 Bremerhaven".to_owned()];
        Print { sheet: Sheet::Label, title: "Package".to_owned(), recipient, code: code.to_owned(), ..Print::default() }
    }

    #[test]
    fn the_number_stands_below_its_bars() {
        let (texts, code) = drawn(&parcel("12"));
        let wanted = ["11010011100", "10110011100", "10011001110", "1100011101011"].concat();
        assert_eq!(code, Some(wanted));
        for text in ["Nordbau GmbH", "27568 Bremerhaven", "Package", "12"] {
            assert!(texts.iter().any(|(t, ..)| t == text), "{text} is missing in {texts:?}");
        }
        // What no scanner could read has no bars.
        assert_eq!(drawn(&parcel(&"W".repeat(60))).1, None);
        assert_eq!(drawn(&parcel("")).1, None);
    }

    #[test]
    fn long_texts_end_at_their_part_and_leave_the_bars_clear() {
        let mut print = parcel("1Z999AA10123456784");
        for text in ["Lorem ipsum <b>dolor</b>. ".repeat(200), "W".repeat(2_000), "\u{202e}\u{0}".to_owned()] {
            print.sender.address.push(text.clone());
            print.recipient.push(text.clone());
            print.facts.push(Fact::new(text.clone(), text.clone()));
            print.mark = Some(text);
        }
        let (texts, code) = drawn(&print);
        assert!(code.is_some() && texts.iter().any(|(t, ..)| t == "Nordbau GmbH"));
        for (text, right, y) in &texts {
            let clear = *y < CODE - RULE || *y > CODE + BARS;
            assert!(clear && *right <= EDGE + ROOM + 0.5 && *y < 147.0 * MM, "{text} at {right}, {y}");
        }
        assert_eq!(texts.last().map(|(t, ..)| t.as_str()), Some("1Z999AA10123456784"));
    }
}
