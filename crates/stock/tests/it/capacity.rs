//! A bin holds so much and a zone so much with all its bins; what does not fit goes elsewhere.

use crate::fixture::{World, codes, day, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Quantity};
use entity::{Head, Named as _, Record};
use stock::{Location, Movement, MovementLine, Purpose, Site, Warehouse};

fn place(w: &World, code: &str, parent: Option<Id<Location>>, capacity: Option<i64>) -> Id<Location> {
    let location = Location {
        head: Head::default(),
        warehouse: w.warehouse,
        code: code.to_owned(),
        name: None,
        parent,
        capacity: capacity.map(pieces),
    };
    w.write(&we(), move |tx| tx.insert(&mut location.clone())).unwrap()
}

fn put(w: &World, purpose: Purpose, location: Id<Location>, n: i64) -> base::Result<()> {
    let cost = (purpose == Purpose::Receipt).then(|| price("2"));
    let line = MovementLine { location: Some(location), ..MovementLine::new(w.bolt, pieces(n), cost) };
    let draft = Movement::new(w.company, w.warehouse, purpose, day("2026-02-01"), vec![line]);
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut draft.clone())?;
        tx.perform(Movement::NAME, id.raw(), "post", None, &Record::default()).map(|_| ())
    })
}

#[test]
fn a_bin_takes_no_more_than_it_holds_and_neither_does_its_zone() {
    let w = world(Chart::General, Costing::MovingAverage);
    let zone = place(&w, "A", None, Some(100));
    let (first, second) = (place(&w, "A-01", Some(zone), Some(60)), place(&w, "A-02", Some(zone), None));
    let free = place(&w, "B", None, None);
    put(&w, Purpose::Receipt, first, 60).unwrap();
    assert_eq!(codes(put(&w, Purpose::Receipt, first, 1).unwrap_err()), ["stock.location_full location"]);
    // The second bin takes what comes, but the zone around both is full with a hundred.
    put(&w, Purpose::Receipt, second, 40).unwrap();
    assert_eq!(codes(put(&w, Purpose::Receipt, second, 1).unwrap_err()), ["stock.location_full location"]);
    put(&w, Purpose::Receipt, free, 5_000).unwrap();
    // Where something left there is room again.
    put(&w, Purpose::InternalUse, first, 10).unwrap();
    put(&w, Purpose::Receipt, second, 10).unwrap();
    let spaces = w.read(&we(), |r| stock::capacity::spaces(r, &[first.raw(), free.raw()])).unwrap();
    let said: Vec<(Id<Location>, Quantity, Quantity)> =
        spaces.iter().map(|s| (s.location, s.capacity, s.there)).collect();
    assert_eq!(said, [(zone, pieces(100), pieces(100)), (first, pieces(60), pieces(50))]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_fits_is_shown_place_by_place() {
    let w = world(Chart::General, Costing::MovingAverage);
    let zone = place(&w, "A", None, Some(200));
    let bin = place(&w, "A-01", Some(zone), Some(50));
    put(&w, Purpose::Receipt, bin, 40).unwrap();
    let report = stock::reports::REPORTS.iter().find(|r| r.name == "stock.places").unwrap();
    let sheet = w.read(&we(), |r| (report.run)(r, &Record::blank(report.parameters))).unwrap();
    let text = |cell: &store::report::Cell| match &cell.value {
        entity::Value::Int(n) => n.to_string(),
        other => other.to_string(),
    };
    let said: Vec<Vec<String>> = sheet.rows.iter().map(|line| line.cells.iter().skip(1).map(text).collect()).collect();
    let units = |n: i64| pieces(n).units().to_string();
    assert_eq!(
        said,
        [
            vec!["A-01".to_owned(), units(50), units(40), units(10), "800000".to_owned()],
            vec!["A".to_owned(), units(200), units(40), units(160), "200000".to_owned()]
        ]
    );
}

#[test]
fn warehouses_stand_on_a_site() {
    let w = world(Chart::General, Costing::MovingAverage);
    let warehouse = w.warehouse;
    let site = w
        .write(&we(), move |tx| {
            let site = Site { head: Head::default(), code: "VLC".into(), name: "Valencia".into(), address_of: None };
            let site = tx.insert(&mut site.clone())?;
            let mut place: Warehouse = tx.lock(warehouse)?;
            place.site = Some(site);
            tx.update(&mut place)?;
            Ok(site)
        })
        .unwrap();
    assert_eq!(w.read(&we(), |r| r.get(warehouse)).unwrap().site, Some(site));
}
