//! On which days a supplier delivers.

use crate::fixture::{World, average, codes, day, perform, pieces, price, we};
use base::{Date, Id, Weekday};
use catalog::SupplierItem;
use entity::{Custom, Head};
use platform::{SpecialDay, WorkingCalendar, WorkingHours, working_calendar::On};
use purchasing::{Acknowledgement, ClosedDays, Order, OrderLine, Requisition, SupplierCalendar};
use stock::ReorderRule;

/// Ferrum delivers on Tuesdays and Thursdays, and not while they count their stock.
fn delivers(w: &World) {
    let supplier = w.supplier;
    w.write(&we(), move |tx| {
        let hours = vec![WorkingHours::new(On::EveryDay, "08:00", "17:00")];
        let holiday = vec![SpecialDay::off(day("2026-02-03"), "Holiday")];
        let off = tx.insert(&mut WorkingCalendar::new("Basque Country", hours, holiday))?;
        let mut calendar = SupplierCalendar::new(supplier, &[Weekday::Tuesday, Weekday::Thursday]);
        calendar.closed = vec![ClosedDays::new(day("2026-01-20"), Some(day("2026-01-22")))].into();
        calendar.calendar = Some(off);
        tx.insert(&mut calendar)
    })
    .unwrap();
}

/// Bolts that are wanted on a day.
fn wanted(w: &World, on: &str) -> Id<Order> {
    let line = OrderLine { requested: Some(day(on)), ..OrderLine::new(w.bolt, pieces(10)).at(price("10")) };
    w.released(w.draft(vec![line])).unwrap()
}

#[test]
fn a_line_is_expected_on_the_next_day_on_which_its_supplier_delivers() {
    let w = average();
    let before = wanted(&w, "2026-01-16");
    assert_eq!(w.got(before).lines[0].forecast, None, "nothing is known of the supplier");
    delivers(&w);
    for (on, comes) in [
        // A Thursday is a day of theirs; after a Friday comes Tuesday.
        ("2026-01-15", "2026-01-15"),
        ("2026-01-09", "2026-01-13"),
        // Tuesday and Thursday they count, so it is a week later.
        ("2026-01-16", "2026-01-27"),
        // The third of February is a day off where they are.
        ("2026-01-30", "2026-02-05"),
    ] {
        let order = wanted(&w, on);
        let got = w.got(order);
        assert_eq!((got.lines[0].expected(), got.due_on), (Some(day(comes)), Some(day(comes))), "{on}");
        assert_eq!(got.lines[0].requested, Some(day(on)), "what we asked for stays");
        let sql = "SELECT on_day FROM stock_expected WHERE document = $1";
        let kept = w.read(&we(), move |read| read.query(sql, &[order.into()])).unwrap();
        assert_eq!(kept[0][0].text(), Some(comes), "whoever promises the goods knows it");
    }
    // What they confirm is their word, on whatever day.
    let order = wanted(&w, "2026-01-15");
    let sunday = Some(day("2026-01-18"));
    let answer = Acknowledgement { line: None, confirmed: sunday, forecast: None, reference: None };
    w.does_with(order, "acknowledge", answer).unwrap();
    assert_eq!(w.got(order).lines[0].expected(), sunday);
}

#[test]
fn what_reorder_rules_ask_for_is_needed_on_a_day_on_which_it_can_come() {
    let w = average();
    delivers(&w);
    let (company, item, warehouse, supplier, euro) = (w.company, w.bolt, w.warehouse, w.supplier, w.euro);
    let (requisition, today): (Id<Requisition>, Date) = w
        .write(&we(), move |tx| {
            tx.insert(&mut SupplierItem {
                head: Head::default(),
                item,
                supplier,
                part_number: None,
                part_name: None,
                lead_time_days: None,
                unit: None,
                minimum: None,
                multiple: None,
                currency: euro,
                breaks: Vec::new().into(),
                starts_on: None,
                ends_on: None,
                is_preferred: true,
                custom: Custom::default(),
            })?;
            let (point, maximum) = (Some(pieces(50)), Some(pieces(100)));
            let rule = ReorderRule::new(company, item, warehouse);
            tx.insert(&mut ReorderRule { reorder_point: point, maximum, lead_days: 3, ..rule })?;
            let id = tx.insert(&mut Requisition::new(company, day("2026-01-02"), Vec::new()))?;
            perform(tx, id, "replenish")?;
            Ok((id, tx.today()))
        })
        .unwrap();
    let line = w.got(requisition).lines[0].clone();
    let needed = line.needed_on.unwrap();
    assert_eq!(line.supplier, Some(supplier));
    assert!([Weekday::Tuesday, Weekday::Thursday].contains(&needed.weekday()), "{needed}");
    let late = today.add_days(3).unwrap().days_until(needed);
    assert!((0..5).contains(&late), "the first of their days after the lead time: {needed}");
}

#[test]
fn whoever_never_delivers_is_refused() {
    let w = average();
    let supplier = w.supplier;
    let refused = w
        .write(&we(), move |tx| {
            let mut never = SupplierCalendar::new(supplier, &[]);
            never.closed = vec![ClosedDays::new(day("2026-01-20"), Some(day("2026-01-19")))].into();
            tx.insert(&mut never)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["purchasing.ends_before_start closed.0.ends_on", "purchasing.never_delivers monday"]);
}
