//! Suppliers are reminded of what is late, on paper, and the order keeps when.

use crate::fixture::{World, average, codes, day, pieces, price, we};
use base::{Date, Id};
use entity::Described as _;
use platform::print::Asked;
use purchasing::printing::PRINTS;
use purchasing::{Acknowledgement, Order, OrderLine};
use ui::Messages;
use ui::print::{Print, Row};

fn printed(w: &World, order: Id<Order>, lang: &str) -> Vec<Print> {
    let modules = [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE, &purchasing::MODULE];
    let own = modules.iter().flat_map(|m| m.messages.iter().copied());
    let words = Messages::build(&ui::i18n::SOURCES.into_iter().chain(own).collect::<Vec<_>>()).unwrap();
    let query = [("lang".to_owned(), lang.to_owned())];
    w.read(&we(), |read| (PRINTS[0].make)(read, &Asked { words: &words, query: &query }, order.raw())).unwrap()
}

fn rows(print: &Print) -> Vec<String> {
    let row = |row: &Row| match row {
        Row::Line(cells) => cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" | "),
        other => format!("{other:?}"),
    };
    print.tables.iter().flat_map(|t| &t.rows).map(row).collect()
}

/// What somebody may do now.
fn may(w: &World, order: Id<Order>) -> bool {
    w.does(order, "remind").is_ok()
}

fn today(w: &World) -> Date {
    w.read(&we(), |read| Ok(read.today())).unwrap()
}

#[test]
fn a_supplier_is_reminded_of_what_is_late_and_of_nothing_else() {
    let w = average();
    let mut hostile = OrderLine::new(w.bolt, pieces(10)).at(price("2"));
    hostile.description = Some("Bolt <b>&{0}".into());
    let mut later = OrderLine::new(w.bolt, pieces(7)).at(price("2"));
    later.requested = Some(day("2199-01-01"));
    let repair = OrderLine::new(w.repair, pieces(1)).at(price("50"));
    let mut draft = w.draft(vec![hostile, later, repair]);
    draft.requested = Some(day("2026-01-10"));
    let order = w.released(draft).unwrap();
    w.receive(order, "2026-01-08", 4).unwrap();
    // Nobody was reminded yet: the order alone.
    assert_eq!(printed(&w, order, "en").iter().map(|p| p.title.as_str()).collect::<Vec<_>>(), ["Purchase order"]);
    w.does(order, "remind").unwrap();
    w.does(order, "remind").unwrap();
    let (on, kept) = (today(&w), w.got(order));
    assert_eq!((kept.reminded_on, kept.reminders), (Some(on), 2));
    let prints = printed(&w, order, "en");
    assert_eq!(
        prints.iter().map(|p| p.title.as_str()).collect::<Vec<_>>(),
        ["Reminder of late deliveries", "Purchase order"]
    );
    let days = day("2026-01-10").days_until(on);
    assert_eq!(rows(&prints[0]), [format!("1 | Bolt <b>&{{0}} | 6 | Piece | 10 Jan 2026 | {days}")]);
    let facts: Vec<String> = prints[0].facts.iter().map(|f| format!("{}: {}", f.label, f.value)).collect();
    assert!(facts.contains(&"Reminder no.: 2".to_owned()), "{facts:?}");
    assert!(facts.contains(&format!("Our order: {}", &*kept.number)), "{facts:?}");
    assert_eq!(rows(&prints[1])[1], "2 | Bolt | 7 | Piece | 1 Jan 2199 | 2.00 | 14.00");
    for (lang, title) in [("zh-CN", "逾期交货催交函"), ("es", "Reclamación de entregas atrasadas")] {
        assert_eq!(printed(&w, order, lang)[0].title, title);
    }
    // The board says so too.
    let report = purchasing::MODULE.reports.iter().find(|r| r.name == "purchasing.progress").unwrap();
    let (company, supplier, as_of) = (None, None, None);
    let wanted = purchasing::ProgressWanted { company, supplier, only_late: true, as_of };
    let sheet = w.read(&we(), |read| (report.run)(read, &wanted.to_record())).unwrap();
    assert_eq!(sheet.columns.last().map(|c| c.name), Some("reminded_on"));
    assert_eq!(sheet.rows[0].cells.last().unwrap().value.text(), Some(on.to_string().as_str()));
}

#[test]
fn what_is_here_or_promised_for_later_is_no_reason_to_remind() {
    let w = average();
    let order = |on: &str| {
        let mut draft = w.draft(vec![OrderLine::new(w.bolt, pieces(5)).at(price("2"))]);
        draft.requested = Some(day(on));
        w.released(draft).unwrap()
    };
    assert!(!may(&w, order("2199-01-01")), "not yet");
    let here = order("2026-01-10");
    w.receive(here, "2026-01-11", 5).unwrap();
    assert!(!may(&w, here), "all is here");
    // What is late is here and the rest has time: the button is there, the reason is said.
    let mut later = OrderLine::new(w.bolt, pieces(5)).at(price("2"));
    later.requested = Some(day("2199-01-01"));
    let mut draft = w.draft(vec![OrderLine::new(w.bolt, pieces(5)).at(price("2")), later]);
    draft.requested = Some(day("2026-01-10"));
    let partly = w.released(draft).unwrap();
    w.receive(partly, "2026-01-11", 5).unwrap();
    assert_eq!(codes(w.does(partly, "remind").unwrap_err()), ["purchasing.nothing_late "]);
    // The supplier named another day: the letter is no longer printed.
    let moved = order("2026-01-10");
    w.does(moved, "remind").unwrap();
    assert_eq!(printed(&w, moved, "en").len(), 2);
    let answer = Acknowledgement { line: None, confirmed: Some(day("2199-01-01")), forecast: None, reference: None };
    w.does_with(moved, "acknowledge", answer).unwrap();
    assert_eq!(printed(&w, moved, "en").len(), 1);
    assert_eq!(w.got(moved).reminders, 1, "what was done stays written down");
}
