//! Prices: what earns too little or is too far below the lists is sold only when somebody approves it.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Percent};
use entity::{Entity as _, Text};
use platform::User;
use platform::approval::{self, Approver, Comment, Definition, Request, Step, Wish, course::Rule};
use sales::quotation::Accept;
use sales::{
    Order, OrderLine, OrderState, PriceCheck, PriceGuard, PriceGuardGroup, Quotation, QuotationLine, Reaction,
};
use stock::Purpose;
use store::Who;

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

/// Bolts cost 10 and are listed at 25; at least 30 % of the net has to be left, and at most 20 % are given.
fn guarded() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    let company = w.company;
    w.write(&we(), move |tx| {
        let guard = PriceGuard {
            least_margin: Some(percent("30")),
            margin: Reaction::Block,
            most_discount: Some(percent("20")),
            discount: Reaction::Block,
            ..PriceGuard::new(company)
        };
        tx.insert(&mut guard.clone()).map(|_| ())
    })
    .unwrap();
    w
}

/// Ines approves what a verb of these documents needs approval for.
fn ines_approves(w: &World, document: &'static str, verb: &'static str) -> Id<User> {
    w.write(&we(), move |tx| {
        let all: Vec<User> = tx.select("name = 'Ines'", &[])?;
        let ines = match all.first() {
            Some(ines) => ines.id(),
            None => tx.insert(&mut User::new("Ines", "ines@demo.example".to_owned(), &[]))?,
        };
        let steps = vec![Step::new("Sales management", Rule::Any)];
        let definition =
            Definition::new(&format!("Prices {verb}"), document, verb, steps, vec![Approver::person(1, ines)]);
        let condition = Some(Text::new("price_check = needs_approval"));
        let id = tx.insert(&mut Definition { condition, ..definition })?;
        perform(tx, id, "activate")?;
        Ok(ines)
    })
    .unwrap()
}

fn tom(w: &World) -> Who {
    let id = w.write(&we(), |tx| tx.insert(&mut User::new("Tom", "tom@demo.example".to_owned(), &[]))).unwrap();
    Who::user(id.raw(), "test")
}

fn drafted(w: &World, line: OrderLine) -> Id<Order> {
    let draft = Order::new(w.company, w.customer, day("2026-01-05"), vec![line]);
    w.write(&we(), move |tx| tx.insert(&mut draft.clone())).unwrap()
}

fn order(w: &World, id: Id<Order>) -> Order {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn confirm(w: &World, who: &Who, id: Id<Order>) -> base::Result<()> {
    w.write(who, move |tx| perform(tx, id, "confirm").map(|_| ()))
}

fn said_yes(w: &World, who: &Who, ines: Id<User>, document: &'static str, id: i64, verb: &'static str) {
    let wish = Wish { reason: "They order every month".into(), chosen: None };
    let request: Id<Request> = w.write(who, move |tx| approval::ask(tx, document, id, verb, &wish)).unwrap();
    let yes = Comment { comment: Some(Text::new("This once")) };
    w.write(&Who::user(ines.raw(), "test"), move |tx| perform_with(tx, request, "approve", &yes).map(|_| ())).unwrap();
}

#[test]
fn what_earns_too_little_is_confirmed_after_somebody_approved_it() {
    let w = guarded();
    // 14 less 0 % leaves 28.57 % after 10; 44 % are given.
    let thin = drafted(&w, OrderLine::of(w.bolt, pieces(5)).at(price("14")));
    let fair = drafted(&w, OrderLine::of(w.bolt, pieces(5)));
    assert_eq!(order(&w, thin).lines[0].price_check, PriceCheck::NeedsApproval);
    assert_eq!(
        (order(&w, thin).price_check, order(&w, fair).price_check),
        (PriceCheck::NeedsApproval, PriceCheck::Fine)
    );
    confirm(&w, &we(), fair).unwrap();
    // Nobody is named who could approve it.
    assert_eq!(codes(confirm(&w, &we(), thin).unwrap_err()), ["sales.price_needs_approval lines"]);
    let ines = ines_approves(&w, Order::DEF.name, "confirm");
    let tom = tom(&w);
    assert_eq!(codes(confirm(&w, &tom, thin).unwrap_err()), ["platform.approval_needed "]);
    said_yes(&w, &tom, ines, Order::DEF.name, thin.raw(), "confirm");
    // What was approved is what is sold: another price is asked about again.
    w.write(&tom, move |tx| {
        let mut order = tx.lock(thin)?;
        order.lines[0].price = Some(price("12"));
        tx.update(&mut order).map(|_| ())
    })
    .unwrap();
    assert_eq!(codes(confirm(&w, &tom, thin).unwrap_err()), ["platform.approval_waits "]);
    let request: Id<Request> = w
        .read(&we(), |r| {
            let all: Vec<Request> = r.select("alive IS NOT NULL", &[])?;
            Ok(all[0].id())
        })
        .unwrap();
    let yes = Comment { comment: None };
    w.write(&Who::user(ines.raw(), "test"), move |tx| perform_with(tx, request, "approve", &yes).map(|_| ())).unwrap();
    confirm(&w, &tom, thin).unwrap();
    assert_eq!(order(&w, thin).state, OrderState::Confirmed);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_price_that_would_do_again_needs_nobody() {
    let w = guarded();
    let ines = ines_approves(&w, Order::DEF.name, "confirm");
    let thin = drafted(&w, OrderLine::of(w.bolt, pieces(5)).at(price("14")));
    let tom = tom(&w);
    said_yes(&w, &tom, ines, Order::DEF.name, thin.raw(), "confirm");
    w.write(&tom, move |tx| {
        let mut order = tx.lock(thin)?;
        order.lines[0].price = Some(price("24"));
        tx.update(&mut order).map(|_| ())
    })
    .unwrap();
    assert_eq!(order(&w, thin).price_check, PriceCheck::Fine);
    confirm(&w, &tom, thin).unwrap();
}

#[test]
fn a_typed_price_is_a_discount_as_well_and_groups_have_limits_of_their_own() {
    let w = guarded();
    let check = |line: OrderLine| order(&w, drafted(&w, line)).price_check;
    let bolts = |discount: &str| OrderLine { discount: percent(discount), ..OrderLine::of(w.bolt, pieces(1)) };
    assert_eq!(check(bolts("20")), PriceCheck::Fine);
    assert_eq!(check(bolts("21")), PriceCheck::NeedsApproval);
    // 10 % below the list by hand and 15 % besides are 23.5 %.
    assert_eq!(check(bolts("10").at(price("22.50"))), PriceCheck::Fine);
    assert_eq!(check(bolts("15").at(price("22.50"))), PriceCheck::NeedsApproval);
    assert_eq!(check(bolts("0").at(price("0"))), PriceCheck::NeedsApproval, "given away");
    // Nobody knows what an hour costs: its margin is not judged, its discount is.
    assert_eq!(check(OrderLine::of(w.hours, pieces(1))), PriceCheck::Fine);
    let (bolt, company) = (w.bolt, w.company);
    w.write(&we(), move |tx| {
        let group = |code: &str, parent| catalog::ItemGroup {
            head: entity::Head::default(),
            code: code.into(),
            name: code.to_lowercase(),
            parent,
        };
        let metal = tx.insert(&mut group("METAL", None))?;
        let screws = tx.insert(&mut group("SCREWS", Some(metal)))?;
        let mut item = tx.lock(bolt)?;
        item.item_group = Some(screws);
        tx.update(&mut item)?;
        let all: Vec<PriceGuard> = tx.select("company = $1", &[company.into()])?;
        let mut guard = tx.lock(all[0].id())?;
        guard.groups.push(PriceGuardGroup {
            head: entity::Head::default(),
            item_group: metal,
            least_margin: None,
            most_discount: Some(percent("5")),
        });
        guard.discount = Reaction::Warn;
        tx.update(&mut guard).map(|_| ())
    })
    .unwrap();
    assert_eq!(check(bolts("5")), PriceCheck::Fine);
    assert_eq!(check(bolts("6")), PriceCheck::Low);
    let low = drafted(&w, bolts("6"));
    confirm(&w, &we(), low).unwrap();
}

/// On the shelf a bolt is 29.75 with 19 % inside, which is 25 without: prices are held against each other without tax.
#[test]
fn a_price_with_tax_is_no_higher_than_it_is_without() {
    let w = guarded();
    let bolt = w.bolt;
    w.write(&we(), move |tx| {
        let euro = platform::Currency::by_code(tx, "EUR")?.unwrap();
        let rules = vec![catalog::PriceRule::fixed(bolt, price("29.75"))].into();
        let shelf = catalog::PriceList::new("SHELF", "Shelf", euro);
        tx.insert(&mut catalog::PriceList { tax_inside: true, rules, ..shelf }).map(|_| ())
    })
    .unwrap();
    let check = |typed: &str, tax_inside: bool| {
        let line = OrderLine { tax_inside, ..OrderLine::of(bolt, pieces(1)).at(price(typed)) };
        order(&w, drafted(&w, line)).price_check
    };
    assert_eq!((check("23.80", true), check("20", false)), (PriceCheck::Fine, PriceCheck::Fine));
    assert_eq!((check("23.50", true), check("19.90", false)), (PriceCheck::NeedsApproval, PriceCheck::NeedsApproval));
    let found = order(&w, drafted(&w, OrderLine::of(bolt, pieces(1))));
    assert!(found.lines[0].tax_inside && found.price_check == PriceCheck::Fine);
}

#[test]
fn what_an_offer_agreed_is_not_asked_about_again() {
    let w = guarded();
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    let offer: Id<Quotation> = w
        .write(&we(), move |tx| {
            let today = tx.today();
            let lines = vec![QuotationLine::of(bolt, pieces(5)).at(price("14"))];
            tx.insert(&mut Quotation::new(company, customer, today, lines))
        })
        .unwrap();
    let send = |who: &Who| w.write(who, move |tx| perform(tx, offer, "send").map(|_| ()));
    assert_eq!(codes(send(&we()).unwrap_err()), ["sales.price_needs_approval lines"]);
    let ines = ines_approves(&w, Quotation::DEF.name, "send");
    ines_approves(&w, Order::DEF.name, "confirm");
    let tom = tom(&w);
    assert_eq!(codes(send(&tom).unwrap_err()), ["platform.approval_needed "]);
    said_yes(&w, &tom, ines, Quotation::DEF.name, offer.raw(), "send");
    send(&tom).unwrap();
    let made = w.write(&we(), move |tx| perform_with(tx, offer, "accept", &Accept::default())).unwrap();
    let id: Id<Order> = Id::from_raw(made[0].1);
    assert_eq!((order(&w, id).state, order(&w, id).price_check), (OrderState::Confirmed, PriceCheck::Fine));
    // Once more off is another price.
    w.write(&we(), move |tx| {
        perform_with(tx, id, "amend", &sales::Reason { reason: Text::new("Cheaper") })?;
        let mut order = tx.lock(id)?;
        order.lines[0].discount = percent("5");
        tx.update(&mut order).map(|_| ())
    })
    .unwrap();
    assert_eq!(codes(confirm(&w, &tom, id).unwrap_err()), ["platform.approval_needed "]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_guard_that_makes_no_sense_is_refused() {
    let w = guarded();
    let company = w.company;
    let refused = w
        .write(&we(), move |tx| {
            let all: Vec<PriceGuard> = tx.select("company = $1", &[company.into()])?;
            let mut guard = tx.lock(all[0].id())?;
            (guard.least_margin, guard.most_discount) = (Some(percent("101")), None);
            tx.update(&mut guard)
        })
        .unwrap_err();
    assert_eq!(codes(refused), ["sales.margin_range least_margin", "sales.threshold_missing most_discount"]);
}
