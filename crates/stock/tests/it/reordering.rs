//! When to order, and how much.

use crate::fixture::{codes, day, pieces, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::Quantity;
use std::collections::BTreeMap;
use stock::{Demand, Purpose, ReorderRule, reorder, reservation};

fn q(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

#[test]
fn safety_comes_from_demand_and_lead_time() {
    // Test vector 20: z 1.645, four days, demand 50 with a deviation of 15, lead time with a deviation of a day.
    let stock = reorder::safety_stock(q("1.645"), 4, pieces(50), pieces(15), pieces(1)).unwrap();
    assert_eq!(stock.units() / 10_000, 95_92 - 1, "95.919 before rounding");
    let hundredths = base::decimal::div_round(stock.units().into(), 10_000, base::Rounding::HalfAwayFromZero);
    assert_eq!(hundredths, 95_92);
    let none = reorder::safety_stock(q("1.645"), 4, pieces(50), Quantity::ZERO, Quantity::ZERO).unwrap();
    assert_eq!(none, Quantity::ZERO);
}

#[test]
fn what_runs_low_is_proposed() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-02-02", 300, Some("10")).unwrap();
    let (company, item, warehouse) = (w.company, w.bolt, w.warehouse);
    let rule = move || ReorderRule {
        daily_demand: Some(pieces(50)),
        demand_deviation: Some(pieces(15)),
        lead_days: 4,
        lead_deviation: Some(pieces(1)),
        service_factor: Some(q("1.645")),
        maximum: Some(pieces(600)),
        multiple: Some(pieces(50)),
        ..ReorderRule::new(company, item, warehouse)
    };
    let saved = w
        .write(&we(), move |tx| {
            let mut rule = rule();
            tx.insert(&mut rule)?;
            Ok(rule)
        })
        .unwrap();
    assert!(saved.reorder_point.unwrap() > q("295.91") && saved.reorder_point.unwrap() < q("295.93"));
    let proposed = |on_order: i64| {
        let on_order = BTreeMap::from([((item, warehouse), pieces(on_order))]);
        let all = w.read(&we(), |read| reorder::proposals(read, company, &on_order)).unwrap();
        all.iter().map(|p| (p.position, p.quantity, p.wanted_on)).collect::<Vec<_>>()
    };
    assert_eq!(proposed(0), []);
    w.moved(Purpose::Scrap, "2026-02-03", 4, None).unwrap();
    assert_eq!(proposed(0), []);
    w.moved(Purpose::Scrap, "2026-02-03", 1, None).unwrap();
    // 600 less 295 are 305, in fifties 350.
    assert_eq!(proposed(0), [(pieces(295), pieces(350), day("2026-02-14"))]);
    assert_eq!(proposed(10), []);
    // What is promised and what waits both count as gone.
    let demand =
        Demand { item, warehouse, quantity: pieces(400), wanted_on: day("2026-02-20"), priority: 5, source_line: 1 };
    let source = accounting::Source { kind: 999, record: 1 };
    w.write(&we(), move |tx| reservation::reserve(tx, company, "A", source, std::slice::from_ref(&demand))).unwrap();
    assert_eq!(proposed(10), [(pieces(-95), pieces(700), day("2026-02-14"))]);
    let bad = w.write(&we(), move |tx| {
        let mut bad = ReorderRule { maximum: Some(pieces(10)), ..rule() };
        bad.multiple = Some(Quantity::ZERO);
        tx.insert(&mut bad)
    });
    let said = codes(bad.unwrap_err());
    assert!(said.contains(&"stock.maximum_below_point maximum".to_owned()), "{said:?}");
}

#[test]
fn at_the_point_it_is_ordered() {
    let w = world(Chart::General, Costing::MovingAverage);
    let mut rule = ReorderRule::new(w.company, w.bolt, w.warehouse);
    (rule.reorder_point, rule.order_quantity) = (Some(pieces(10)), Some(pieces(25)));
    assert_eq!(rule.order(pieces(11)).unwrap(), Quantity::ZERO);
    assert_eq!(rule.order(pieces(10)).unwrap(), pieces(25));
    assert_eq!(rule.order(pieces(-30)).unwrap(), pieces(40), "one order lifts it back to the point");
    rule.multiple = Some(pieces(12));
    assert_eq!(rule.order(pieces(10)).unwrap(), pieces(36));
}
