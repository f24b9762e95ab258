//! What a customer pays, and why.

use crate::fixture::{World, codes, day, pieces, price, we, world};
use base::{Id, Percent};
use catalog::pricing::{Ask, Outcome, Priced, price as ask_price};
use catalog::{ItemGroup, ItemPrice, Method, PriceKind, PriceList, PriceListState, PriceRule, PriceTarget};
use entity::{Entity, Head, Record};
use parties::{Category, Party};

impl World {
    fn ask(&self, customer: Option<Id<Party>>, n: i64) -> Ask {
        Ask {
            item: self.bolt,
            customer,
            quantity: pieces(n),
            unit: self.piece,
            day: day("2026-06-15"),
            currency: self.euro,
        }
    }

    fn priced(&self, ask: Ask) -> Priced {
        self.set.read(&we(), |read| ask_price(read, &ask)).unwrap()
    }

    fn list(&self, code: &str, targets: Vec<PriceTarget>, rules: Vec<PriceRule>) -> Id<PriceList> {
        let mut list = PriceList::new(code, code, self.euro);
        (list.targets, list.rules) = (targets.into(), rules.into());
        self.set.write(&we(), move |tx| tx.insert(&mut list.clone())).unwrap()
    }
}

fn target(customer: Option<Id<Party>>, category: Option<Id<Category>>) -> PriceTarget {
    PriceTarget { head: Head::default(), customer, category }
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

#[test]
fn without_a_rule_the_list_price_holds_in_any_unit() {
    let world = world();
    let asked = world.priced(world.ask(None, 1));
    assert_eq!((asked.price, asked.trace.taken()), (price("2"), None));
    let by_box = world.priced(Ask { unit: world.boxes, ..world.ask(None, 3) });
    assert_eq!((by_box.price, by_box.base_price, by_box.trace.quantity), (price("200"), price("2"), pieces(300)));
    let error =
        world.read(&we(), |read| ask_price(read, &Ask { currency: world.dollar, ..world.ask(None, 1) })).unwrap_err();
    assert_eq!(codes(error), ["catalog.no_price "]);
}

#[test]
fn the_history_holds_what_was_listed_when_and_periods_do_not_overlap() {
    let world = world();
    let (item, currency) = (world.bolt, world.euro);
    let row = move |from: &str, until: Option<&str>, text: &str| ItemPrice {
        head: Head::default(),
        item,
        purpose: PriceKind::List,
        currency,
        price: price(text),
        starts_on: day(from),
        ends_on: until.map(day),
    };
    world
        .write(&we(), move |tx| {
            tx.insert(&mut row("2025-01-01", Some("2025-12-31"), "1.50"))?;
            tx.insert(&mut row("2026-01-01", None, "1.80"))
        })
        .unwrap();
    let on = |date: &str| world.priced(Ask { day: day(date), ..world.ask(None, 1) }).price;
    assert_eq!([on("2024-06-01"), on("2025-12-31"), on("2026-01-01")], [price("2"), price("1.50"), price("1.80")]);
    let error = world.write(&we(), move |tx| tx.insert(&mut row("2025-12-31", Some("2025-12-31"), "1"))).unwrap_err();
    assert_eq!(codes(error), ["catalog.price_overlaps starts_on"]);
}

#[test]
fn customer_company_category_and_group_decide_and_the_trace_tells() {
    let world = world();
    let (bolt, head) = (world.bolt, Head::default);
    let (dealers, fasteners, group, site, other) = world
        .write(&we(), move |tx| {
            let dealers = tx.insert(&mut Category { head: head(), code: "D".into(), name: "Dealers".into() })?;
            let all =
                tx.insert(&mut ItemGroup { head: head(), code: "ALL".into(), name: "All".into(), parent: None })?;
            let fasteners = ItemGroup { head: head(), code: "FIX".into(), name: "Fasteners".into(), parent: Some(all) };
            let mut item = tx.lock(bolt)?;
            item.item_group = Some(tx.insert(&mut fasteners.clone())?);
            tx.update(&mut item)?;
            let mut group = Party::organisation("Group");
            group.category = Some(dealers);
            let group = tx.insert(&mut group)?;
            let mut site = Party::organisation("Site");
            site.parent = Some(group);
            let site = tx.insert(&mut site)?;
            Ok((dealers, all, group, site, tx.insert(&mut Party::organisation("Other"))?))
        })
        .unwrap();
    let mut by_group = PriceRule::discount(percent("10"));
    by_group.item_group = Some(fasteners);
    world.list("DEALERS", vec![target(None, Some(dealers))], vec![by_group]);
    let mut many = PriceRule::fixed(bolt, price("1.50"));
    many.minimum = Some(pieces(1_000));
    let company = world.list("GROUP", vec![target(Some(group), None)], vec![many]);
    assert_eq!(world.priced(world.ask(Some(other), 1)).price, price("2"));
    let few = world.priced(world.ask(Some(site), 999));
    assert_eq!(few.price, price("1.8"), "its group is a dealer");
    let outcomes: Vec<_> = few.trace.steps.iter().map(|s| (s.list.as_str(), s.outcome)).collect();
    assert_eq!(outcomes, [("GROUP", Outcome::BelowMinimum(pieces(1_000))), ("DEALERS", Outcome::Taken(price("1.8")))]);
    let boxes = world.priced(Ask { unit: world.boxes, ..world.ask(Some(site), 10) });
    assert_eq!((boxes.price, boxes.trace.quantity), (price("150"), pieces(1_000)), "ten boxes reach the break");
    world
        .write(&we(), move |tx| tx.perform(PriceList::DEF.name, company.raw(), "retire", None, &Record::default()))
        .unwrap();
    assert_eq!(world.priced(world.ask(Some(site), 5_000)).price, price("1.8"));
    world
        .write(&we(), move |tx| tx.perform(PriceList::DEF.name, company.raw(), "activate", None, &Record::default()))
        .unwrap();
    assert_eq!(world.priced(world.ask(Some(site), 5_000)).price, price("1.5"));
}

#[test]
fn a_rule_without_sense_is_refused() {
    let world = world();
    let (bolt, euro) = (world.bolt, world.euro);
    let mut list = PriceList::new("X", "X", euro);
    list.state = PriceListState::Draft;
    let fixed = PriceRule { price: None, ..PriceRule::fixed(bolt, price("1")) };
    let off = PriceRule::discount(percent("101"));
    let up = PriceRule { method: Method::Markup, ..PriceRule::discount(percent("-100")) };
    let round = PriceRule { round_to: Some(price("0")), ..PriceRule::fixed(bolt, price("1")) };
    list.rules = vec![fixed, off, up, round].into();
    list.targets = vec![target(None, None)].into();
    let error = world.write(&we(), move |tx| tx.insert(&mut list.clone())).unwrap_err();
    assert_eq!(
        codes(error),
        [
            "catalog.target_one_of_two targets.0.customer",
            "catalog.rule_without_price rules.0.price",
            "catalog.discount_out_of_range rules.1.percent",
            "catalog.markup_out_of_range rules.2.percent",
            "catalog.rounding_not_positive rules.3.round_to",
        ]
    );
}
