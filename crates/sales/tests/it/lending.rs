//! Credit by its rules, changes of confirmed orders, and orders that wait for another reason.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Date, Id, Money, Percent};
use entity::{Entity as _, Text};
use parties::{CreditStatus, Party};
use sales::credit_rule::{self, Rule};
use sales::{
    Amendment, Aspect, CreditGroup, CreditRule, Deliver, Delivery, Hold, Order, OrderLine, OrderState, PriceFrom,
    Reaction, Reason, Release, Wait,
};
use stock::Purpose;

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

fn today(w: &World) -> Date {
    w.read(&we(), |r| Ok(r.today())).unwrap()
}

fn read(w: &World, id: Id<Order>) -> Order {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

/// Lends the customer so many euros.
fn lend(w: &World, euros: Option<i64>) {
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        party.credit_limit = euros.map(|n| Money::from_minor(n * 100));
        tx.update(&mut party)
    })
    .unwrap();
}

fn rules(w: &World, change: impl Fn(&mut CreditRule) + Send + 'static) {
    let company = w.company;
    w.write(&we(), move |tx| {
        let mut rules = CreditRule::new(company);
        change(&mut rules);
        tx.insert(&mut rules)
    })
    .unwrap();
}

/// An order of bolts wanted in so many days, confirmed.
fn ordered(w: &World, bolts: i64, days: i64) -> Id<Order> {
    let (company, customer, bolt, now) = (w.company, w.customer, w.bolt, today(w));
    w.write(&we(), move |tx| {
        let mut order = Order::new(company, customer, now, vec![OrderLine::of(bolt, pieces(bolts))]);
        order.requested = now.add_days(days)?;
        let id = tx.insert(&mut order)?;
        perform(tx, id, "confirm")?;
        Ok(id)
    })
    .unwrap()
}

fn delivered(w: &World, order: Id<Order>) -> base::Result<Id<Delivery>> {
    let posted_on = Some(today(w));
    w.write(&we(), move |tx| {
        let made = perform_with(tx, order, "deliver", &Deliver { posted_on })?;
        let id: Id<Delivery> = Id::from_raw(made[0].1);
        perform(tx, id, "post")?;
        Ok(id)
    })
}

fn because(reason: &str) -> Reason {
    Reason { reason: Text::new(reason) }
}

#[test]
fn orders_beyond_the_horizon_do_not_count_yet() {
    let w = trading();
    lend(&w, Some(3_000));
    rules(&w, |r| r.horizon_days = Some(30));
    // 100 bolts are 2,975.00 with tax.
    let far = ordered(&w, 100, 60);
    let near = ordered(&w, 100, 5);
    let next = ordered(&w, 1, 5);
    assert_eq!((read(&w, far).hold, read(&w, near).hold), (Hold::Without, Hold::Without));
    let next = read(&w, next);
    assert_eq!((next.hold, next.hold_rules.as_deref()), (Hold::Credit, Some("over_limit")));
    let (would_owe, lent) = (Money::from_minor(300_475), Money::from_minor(300_000));
    assert_eq!((next.held_exposure, next.held_limit), (Some(would_owe), Some(lent)));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_old_debt_warns_or_stops_the_goods_when_they_are_to_leave() {
    let w = trading();
    rules(&w, |r| (r.oldest_days, r.oldest, r.without_limit) = (Some(10), Reaction::Block, Reaction::Warn));
    let order = ordered(&w, 10, 0);
    let order_now = read(&w, order);
    assert_eq!((order_now.hold, order_now.warnings.as_deref()), (Hold::Without, Some("without_limit")));
    // Meanwhile an invoice of January falls due and is not paid.
    let old = w.ordered("2026-01-05", 10, 0).unwrap();
    w.delivered(old, "2026-01-06").unwrap();
    w.billed(old, "2026-01-07").unwrap();
    let refused = delivered(&w, order).unwrap_err();
    assert_eq!(codes(refused), ["sales.credit_refuses "]);
    // Whoever answers for it lets it go, until a day.
    let over = Release { reason: "Paid tomorrow".into(), until: Some(day("2026-01-01")) };
    let refused = w.write(&we(), move |tx| perform_with(tx, order, "let_through", &over)).unwrap_err();
    assert_eq!(codes(refused), ["sales.release_is_over until"]);
    let until = today(&w).add_days(2).unwrap();
    let word = Release { reason: "Paid tomorrow".into(), until: Some(until) };
    w.write(&we(), move |tx| perform_with(tx, order, "let_through", &word)).unwrap();
    let order_now = read(&w, order);
    assert_eq!((order_now.released_until, order_now.released_value), (Some(until), Some(order_now.total_base)));
    delivered(&w, order).unwrap();
    // Invoicing what was delivered is never stopped.
    w.billed(order, &today(&w).to_string()).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn rules_without_a_figure_are_refused() {
    let w = trading();
    let company = w.company;
    let refused = w
        .write(&we(), move |tx| {
            let bad = CreditRule { oldest: Reaction::Block, horizon_days: Some(-1), ..CreditRule::new(company) };
            tx.insert(&mut bad.clone())
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.days_range horizon_days", "sales.threshold_missing oldest_days"]);
}

#[test]
fn a_change_of_a_confirmed_order_is_numbered_and_asks_credit_and_stock_again() {
    let w = trading();
    lend(&w, Some(1_000));
    let id = ordered(&w, 20, 0);
    let (bolt, hours) = (w.bolt, w.hours);
    let free = |w: &World| {
        let (warehouse, bolt) = (w.warehouse, w.bolt);
        w.read(&we(), move |r| Ok(stock::available(r, warehouse, &[bolt])?[&bolt.raw()])).unwrap()
    };
    assert_eq!(free(&w), pieces(80));
    let why = because("More of them");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    assert_eq!(read(&w, id).state, OrderState::Amending);
    assert_eq!(w.broken(), Vec::<String>::new());
    // While it is changed nothing leaves; the list price is another one by now.
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "deliver", &Deliver { posted_on: None })).unwrap_err();
    assert_eq!(codes(refused), ["store.wrong_state "]);
    w.write(&we(), move |tx| {
        let mut item = tx.lock(bolt)?;
        item.list_price = Some(price("30"));
        tx.update(&mut item)?;
        let mut order = tx.lock(id)?;
        order.lines[0].text = Some("Zinc-plated".into());
        order.lines.push(OrderLine::of(bolt, pieces(5)));
        order.lines.push(OrderLine::of(hours, pieces(1)));
        tx.update(&mut order)
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
    let order = read(&w, id);
    assert_eq!((order.state, order.amendment, order.hold), (OrderState::Confirmed, 1, Hold::Without));
    // What was promised keeps its price, what is new has today's: 20 × 25 + 5 × 30 + 60.
    assert_eq!(order.net, Money::from_minor(71_000));
    assert_eq!(free(&w), pieces(75));
    let first: Vec<Amendment> = w.read(&we(), |r| r.select("number = 1", &[])).unwrap();
    let first = first[0].head.id;
    let amendment: Amendment = w.read(&we(), move |r| r.get(Id::from_raw(first))).unwrap();
    let lines = &amendment.lines;
    let said: Vec<(Aspect, &str, Option<&str>, Option<&str>)> =
        lines.iter().map(|l| (l.aspect, l.subject.as_str(), l.before.as_deref(), l.after.as_deref())).collect();
    assert!(said.contains(&(Aspect::Text, "Bolt", None, Some("Zinc-plated"))), "{said:?}");
    assert!(said.contains(&(Aspect::Quantity, "Bolt", None, Some("5"))), "{said:?}");
    assert!(said.contains(&(Aspect::Item, "Hour", None, Some("Hour"))), "{said:?}");
    assert_eq!(w.broken(), Vec::<String>::new());
    // The second change goes beyond the credit: it waits and holds nothing.
    let why = because("Many more");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    w.write(&we(), move |tx| {
        let mut order = tx.lock(id)?;
        order.lines[1].quantity = pieces(30);
        tx.update(&mut order)?;
        Ok(())
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
    let order = read(&w, id);
    assert_eq!((order.hold, order.amendment), (Hold::Credit, 2));
    assert_eq!((free(&w), order.lines[1].price_from), (pieces(100), PriceFrom::ListPrice));
    assert_eq!(w.broken(), Vec::<String>::new());
    let word = Release { reason: "Good customer".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, id, "let_through", &word)).unwrap();
    assert_eq!(free(&w), pieces(50));
    // Let through it stays so while it does not grow.
    let why = because("One less");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    w.write(&we(), move |tx| {
        let mut order = tx.lock(id)?;
        order.lines[1].quantity = pieces(29);
        tx.update(&mut order)
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
    assert_eq!((read(&w, id).hold, free(&w)), (Hold::Without, pieces(51)));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn what_was_delivered_cannot_be_changed_away() {
    let w = trading();
    let id = ordered(&w, 120, 0);
    delivered(&w, id).unwrap();
    let why = because("Less");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    let refused = w
        .write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            order.lines[0].quantity = pieces(99);
            tx.update(&mut order)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.less_than_delivered lines.0.quantity"]);
    let hours = w.hours;
    let refused = w
        .write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            order.lines = vec![OrderLine::of(hours, pieces(1))].into();
            tx.update(&mut order)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.line_begun lines"]);
    // The price of what is delivered and not invoiced may still change, and weighs so.
    w.write(&we(), move |tx| {
        let mut order = tx.lock(id)?;
        order.lines[0].quantity = pieces(100);
        order.lines[0].price = Some(price("24"));
        order.lines[0].price_trace = None;
        tx.update(&mut order)
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    w.billed(id, &today(&w).to_string()).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    // A delivery that is taken back while its order is changed weighs on nobody.
    let id = ordered(&w, 5, 0);
    w.moved(Purpose::Receipt, &today(&w).to_string(), 50, Some("10")).unwrap();
    let delivery = delivered(&w, id).unwrap();
    let why = because("Other");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    let back = sales::Reversal { posted_on: today(&w), reason: "Wrong".into() };
    w.write(&we(), move |tx| perform_with(tx, delivery, "reverse", &back)).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let why = because("Not wanted");
    w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
    let why = because("Not wanted");
    w.write(&we(), move |tx| perform_with(tx, id, "cancel", &why)).unwrap();
    assert_eq!(read(&w, id).state, OrderState::Cancelled);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_order_waits_for_the_customer_and_keeps_its_stock() {
    let w = trading();
    let id = ordered(&w, 20, 0);
    let credit = Wait { hold: Hold::Credit, reason: "By hand".into() };
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "put_on_hold", &credit)).unwrap_err();
    assert_eq!(codes(refused), ["sales.hold_by_hand hold"]);
    let wish = Wait { hold: Hold::CustomerRequest, reason: "Building site closed".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "put_on_hold", &wish)).unwrap();
    let refused = delivered(&w, id).unwrap_err();
    assert_eq!(codes(refused), ["sales.order_on_hold "]);
    let (warehouse, bolt) = (w.warehouse, w.bolt);
    let free = w.read(&we(), move |r| Ok(stock::available(r, warehouse, &[bolt])?[&bolt.raw()])).unwrap();
    assert_eq!(free, pieces(80));
    let word = Release { reason: "Open again".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, id, "let_through", &word)).unwrap();
    assert_eq!(read(&w, id).hold, Hold::Without);
    delivered(&w, id).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_percentage_of_growth_is_forgiven() {
    let w = trading();
    lend(&w, Some(500));
    rules(&w, |r| r.again_above = Some(Percent::parse("10").unwrap()));
    let id = ordered(&w, 20, 0);
    let word = Release { reason: "Good customer".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, id, "let_through", &word)).unwrap();
    for (n, hold) in [(22, Hold::Without), (23, Hold::Credit)] {
        let why = because("More");
        w.write(&we(), move |tx| perform_with(tx, id, "amend", &why)).unwrap();
        w.write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            order.lines[0].quantity = pieces(n);
            tx.update(&mut order)
        })
        .unwrap();
        w.write(&we(), move |tx| perform(tx, id, "confirm")).unwrap();
        assert_eq!(read(&w, id).hold, hold, "{n}");
    }
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// A sister of the customer, who orders so many bolts for today.
fn sister(w: &World, name: &'static str) -> Id<Party> {
    let customer = w.customer;
    w.write(&we(), move |tx| {
        let party: Party = tx.get(customer)?;
        tx.insert(&mut Party {
            head: entity::Head::default(),
            code: entity::Number::default(),
            name: name.into(),
            ..party
        })
    })
    .unwrap()
}

fn ordered_by(w: &World, customer: Id<Party>, bolts: i64) -> base::Result<Id<Order>> {
    let (company, bolt, now) = (w.company, w.bolt, today(w));
    w.write(&we(), move |tx| {
        let id = tx.insert(&mut Order::new(company, customer, now, vec![OrderLine::of(bolt, pieces(bolts))]))?;
        perform(tx, id, "confirm")?;
        Ok(id)
    })
}

/// What the credit of a customer is, and which rules say so.
fn status(w: &World, customer: Id<Party>) -> (CreditStatus, Vec<Rule>) {
    let company = w.company;
    w.read(&we(), move |r| {
        let rules = credit_rule::of(r, company)?;
        let (account, lent) = (sales::credit::look(r, company, customer)?, sales::credit::lent(r, customer)?);
        let standing = credit_rule::standing(r, &account, &lent, &rules, sales::credit::Asking::Looking)?;
        let broken = standing.judge(&rules, Money::ZERO)?;
        Ok((standing.status(&rules)?, broken.iter().map(|b| b.rule).collect()))
    })
    .unwrap()
}

#[test]
fn customers_of_one_credit_group_share_limit_and_exposure() {
    let w = trading();
    lend(&w, Some(100_000));
    let (first, second, other) = (w.customer, sister(&w, "Sister"), sister(&w, "Stranger"));
    let group = w
        .write(&we(), move |tx| {
            let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
            tx.insert(&mut CreditGroup::new("Family", euro, Some(Money::from_minor(100_000)), &[first, second]))
        })
        .unwrap();
    // Ten bolts are 297.50 with tax. What one of them owes counts for the other, wherever it stands.
    let one = ordered_by(&w, first, 20).unwrap();
    delivered(&w, one).unwrap();
    w.billed(one, &today(&w).to_string()).unwrap();
    let two = ordered_by(&w, second, 10).unwrap();
    assert_eq!(read(&w, two).hold, Hold::Without);
    let three = ordered_by(&w, first, 10).unwrap();
    let three = read(&w, three);
    assert_eq!((three.hold, three.hold_rules.as_deref()), (Hold::Credit, Some("over_limit")));
    let (would_owe, lent) = (Money::from_minor(4 * 29_750), Money::from_minor(100_000));
    assert_eq!((three.held_exposure, three.held_limit), (Some(would_owe), Some(lent)));
    // What is on hold for its credit takes nobody's goods, of the group neither.
    delivered(&w, two).unwrap();
    let alone = ordered_by(&w, other, 10).unwrap();
    assert_eq!(read(&w, alone).hold, Hold::Without);
    // Nobody is in two groups, nor twice in one.
    let refused = w
        .write(&we(), move |tx| {
            let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
            tx.insert(&mut CreditGroup::new("Others", euro, None, &[other, second, other]))
        })
        .unwrap_err();
    let twice = ["sales.in_a_credit_group members.1.customer", "sales.in_a_credit_group members.2.customer"];
    assert_eq!(codes(refused), twice);
    // Whoever leaves the group is asked alone again.
    w.write(&we(), move |tx| {
        let mut family = tx.lock(group)?;
        family.members.remove(0);
        tx.update(&mut family)
    })
    .unwrap();
    let four = ordered_by(&w, first, 10).unwrap();
    assert_eq!(read(&w, four).hold, Hold::Without);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn the_credit_status_is_watch_hold_or_stop_by_the_rules_or_by_a_person() {
    let w = trading();
    lend(&w, Some(1_000));
    rules(&w, |r| {
        r.watch_from = Some(Percent::parse("50").unwrap());
        (r.oldest_days, r.oldest, r.stop_days) = (Some(10), Reaction::Block, Some(3_000));
    });
    let customer = w.customer;
    assert_eq!(status(&w, customer), (CreditStatus::Ok, vec![]));
    ordered(&w, 10, 0);
    assert_eq!(status(&w, customer), (CreditStatus::Ok, vec![]));
    // 595.00 of 1,000.00 is watched, 1,190.00 is on hold.
    let near = ordered(&w, 10, 0);
    assert_eq!(read(&w, near).warnings.as_deref(), Some("watch"));
    assert_eq!(status(&w, customer), (CreditStatus::Watch, vec![Rule::Watch]));
    let beyond = ordered(&w, 20, 0);
    assert_eq!(read(&w, beyond).hold, Hold::Credit);
    assert_eq!(status(&w, customer), (CreditStatus::Hold, vec![Rule::OverLimit]));
    lend(&w, Some(100_000));
    assert_eq!(status(&w, customer), (CreditStatus::Ok, vec![]));
    let said = |status: CreditStatus| {
        w.write(&we(), move |tx| {
            let mut party = tx.lock(customer)?;
            party.credit_status = status;
            tx.update(&mut party)
        })
        .unwrap();
    };
    said(CreditStatus::Watch);
    let watched = ordered(&w, 1, 0);
    assert_eq!((read(&w, watched).hold, read(&w, watched).warnings.as_deref()), (Hold::Without, Some("status")));
    said(CreditStatus::Hold);
    let held = ordered(&w, 1, 0);
    assert_eq!((read(&w, held).hold, read(&w, held).hold_rules.as_deref()), (Hold::Credit, Some("status")));
    let word = || Release { reason: "Paid tomorrow".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, held, "let_through", &word())).unwrap();
    // A stop holds whatever was let through, and nobody lets anything through it.
    said(CreditStatus::Stop);
    assert_eq!(status(&w, customer), (CreditStatus::Stop, vec![Rule::Status]));
    assert_eq!(codes(delivered(&w, held).unwrap_err()), ["sales.credit_stopped "]);
    assert_eq!(codes(ordered_by(&w, customer, 1).unwrap_err()), ["sales.credit_stopped "]);
    let refused = w.write(&we(), move |tx| perform_with(tx, beyond, "let_through", &word())).unwrap_err();
    assert_eq!(codes(refused), ["sales.credit_stopped "]);
    said(CreditStatus::Ok);
    delivered(&w, held).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_debt_that_is_too_old_or_reminded_of_too_often_stops_the_credit() {
    let w = trading();
    rules(&w, |r| (r.oldest_days, r.oldest, r.stop_days) = (Some(10), Reaction::Block, Some(20)));
    let order = ordered(&w, 10, 0);
    let old = w.ordered("2026-01-05", 10, 0).unwrap();
    w.delivered(old, "2026-01-06").unwrap();
    let invoice = w.billed(old, "2026-01-07").unwrap();
    let due = |w: &World, days: i64| {
        let day = today(w).add_days(-days).unwrap();
        let sql = "UPDATE accounting_open_item SET due_on = $1 WHERE side = 'receivable'";
        w.write(&we(), move |tx| tx.execute(sql, &[day.into()])).unwrap();
    };
    due(&w, 20);
    assert_eq!(status(&w, w.customer), (CreditStatus::Hold, vec![Rule::Oldest]));
    assert_eq!(codes(delivered(&w, order).unwrap_err()), ["sales.credit_refuses "]);
    let word = Release { reason: "Paid tomorrow".into(), until: None };
    w.write(&we(), move |tx| perform_with(tx, order, "let_through", &word)).unwrap();
    due(&w, 21);
    assert_eq!(status(&w, w.customer), (CreditStatus::Stop, vec![Rule::Oldest]));
    assert_eq!(codes(delivered(&w, order).unwrap_err()), ["sales.credit_stopped "]);
    // Reminders do the same from a level on.
    due(&w, 0);
    let level = |w: &World, level: i64| {
        let sql = "UPDATE accounting_open_item SET dunning_level = $1 WHERE side = 'receivable'";
        w.write(&we(), move |tx| tx.execute(sql, &[level.into()])).unwrap();
    };
    let company = w.company;
    w.write(&we(), move |tx| {
        let id = tx.select::<CreditRule>("company = $1", &[company.into()])?[0].id();
        let mut rule = tx.lock(id)?;
        (rule.dunning_level, rule.dunning, rule.stop_level) = (Some(2), Reaction::Warn, Some(3));
        tx.update(&mut rule)
    })
    .unwrap();
    level(&w, 2);
    assert_eq!(status(&w, w.customer), (CreditStatus::Watch, vec![Rule::Dunning]));
    level(&w, 3);
    assert_eq!(status(&w, w.customer), (CreditStatus::Stop, vec![Rule::Dunning]));
    assert_eq!(codes(delivered(&w, order).unwrap_err()), ["sales.credit_stopped "]);
    // What was delivered is invoiced all the same, and whoever pays buys again.
    let on = today(&w);
    let pay = accounting::Pay { posted_on: Some(on), bank_account: None, reference: None };
    w.write(&we(), move |tx| {
        let made = perform_with(tx, invoice, "pay", &pay)?;
        perform(tx, Id::<accounting::Payment>::from_raw(made[0].1), "post")
    })
    .unwrap();
    delivered(&w, order).unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
}
