//! An offer is priced, sent, changed under a new number and answered; accepting it is the order.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money, Percent};
use platform::{Mail, MailServer};
use sales::quotation::{Accept, Aspect, Decided, SendLink, accept, decline};
use sales::{Hold, Order, OrderState, Progress, Quotation, QuotationLine, QuotationState, Reason};
use stock::Purpose;

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

/// Ten bolts, two hours of work, and five bolts more if the customer likes.
fn offered(w: &World) -> Id<Quotation> {
    let lines = vec![
        QuotationLine::section("Frame"),
        QuotationLine { discount: Percent::parse("10").unwrap(), ..QuotationLine::of(w.bolt, pieces(10)) },
        QuotationLine::of(w.hours, pieces(2)),
        QuotationLine::of(w.bolt, pieces(5)).at(price("20")).option(),
        QuotationLine::note("Without assembly."),
    ];
    let (company, customer) = (w.company, w.customer);
    w.write(&we(), move |tx| {
        let on = tx.today();
        tx.insert(&mut Quotation::new(company, customer, on, lines.clone()))
    })
    .unwrap()
}

fn sent(w: &World) -> Id<Quotation> {
    let id = offered(w);
    w.write(&we(), move |tx| perform(tx, id, "send")).unwrap();
    id
}

fn read(w: &World, id: Id<Quotation>) -> Quotation {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn order_of(w: &World, id: Id<Quotation>) -> Order {
    let id = read(w, id).sales_order.unwrap();
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn customer() -> Decided {
    Decided { name: "Inés Rey".into(), from: "203.0.113.7".into() }
}

#[test]
fn options_stand_beside_the_offer_until_they_are_chosen() {
    let w = trading();
    let id = offered(&w);
    let offer = read(&w, id);
    // 10 × 25 less 10 %, and 2 × 60.
    assert_eq!((offer.net, offer.total), (Money::from_minor(34_500), Money::from_minor(41_055)));
    assert_eq!(offer.lines[3].gross, Money::from_minor(11_900));
    assert_eq!(offer.valid_until, Some(offer.offered_on.add_days(30).unwrap()));
    assert!(offer.lines[1].price_trace.is_some() && offer.lines[3].price_trace.is_none());
    w.write(&we(), move |tx| {
        let mut offer = tx.lock(id)?;
        offer.lines[3].chosen = true;
        tx.update(&mut offer)
    })
    .unwrap();
    assert_eq!(read(&w, id).total, Money::from_minor(52_955));
}

#[test]
fn what_was_offered_is_ordered_without_typing_a_figure_again() {
    let w = trading();
    let id = sent(&w);
    // Prices change after the offer; what was offered stays.
    let bolt = w.bolt;
    w.write(&we(), move |tx| {
        let mut item = tx.lock(bolt)?;
        item.list_price = Some(price("99"));
        tx.update(&mut item)
    })
    .unwrap();
    let asked = Accept { options: Some("4".into()), name: Some("Inés Rey".into()) };
    w.write(&we(), move |tx| perform_with(tx, id, "accept", &asked)).unwrap();
    let (offer, order) = (read(&w, id), order_of(&w, id));
    assert_eq!(
        (offer.state, order.state, order.hold),
        (QuotationState::Accepted, OrderState::Confirmed, Hold::Without)
    );
    assert_eq!((order.total, offer.total), (Money::from_minor(52_955), Money::from_minor(52_955)));
    assert_eq!(order.quotation, Some(id));
    let said: Vec<(String, String)> =
        order.lines.iter().map(|l| (l.quantity.to_string(), l.price.unwrap().to_string())).collect();
    let figure = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(said, [figure("10", "25"), figure("2", "60"), figure("5", "20")]);
    // Line became line.
    assert_eq!(order.lines[2].quotation_line, Some(offer.lines[3].head.id));
    let flow = w.read(&we(), move |r| r.flow(236, id.raw())).unwrap();
    assert_eq!(flow, [(230, order.head.id, "ordered".to_owned(), true)]);
    // It is an order like any other.
    let order: Id<Order> = Id::from_raw(order.head.id);
    let today = w.read(&we(), |r| Ok(r.today())).unwrap();
    w.delivered(order, &today.to_string()).unwrap();
    w.billed(order, &today.to_string()).unwrap();
    let order: Order = w.read(&we(), move |r| r.get(order)).unwrap();
    assert_eq!((order.delivered, order.invoiced), (Progress::Fully, Progress::Fully));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_new_revision_says_what_is_different_and_takes_the_old_ones_place() {
    let w = trading();
    let first = sent(&w);
    let made = w.write(&we(), move |tx| perform(tx, first, "revise")).unwrap();
    let second: Id<Quotation> = Id::from_raw(made[0].1);
    // The first one holds until the second is sent; a third cannot be begun beside it.
    assert_eq!(read(&w, first).state, QuotationState::Sent);
    let refused = w.write(&we(), move |tx| perform(tx, first, "revise")).unwrap_err();
    assert_eq!(codes(refused), ["sales.quotation_revised_already "]);
    let hours = w.hours;
    w.write(&we(), move |tx| {
        let mut offer = tx.lock(second)?;
        offer.lines[1].quantity = Some(pieces(12));
        offer.lines[3].price = Some(price("18"));
        offer.lines.remove(2);
        offer.lines.push(QuotationLine::of(hours, pieces(1)));
        tx.update(&mut offer)
    })
    .unwrap();
    let offer = read(&w, second);
    let root = read(&w, first).number.to_string();
    assert_eq!((offer.revision, offer.number.to_string()), (2, format!("{root}-2")));
    let told: Vec<(Aspect, &str, Option<&str>, Option<&str>)> =
        offer.changes.iter().map(|c| (c.aspect, c.subject.as_str(), c.before.as_deref(), c.after.as_deref())).collect();
    assert_eq!(
        told,
        [
            (Aspect::Quantity, "Bolt", Some("10"), Some("12")),
            (Aspect::Price, "Bolt", Some("20"), Some("18")),
            (Aspect::Added, "Hour", None, Some("1 × 60")),
            (Aspect::Removed, "Hour", Some("2 × 60"), None),
        ]
    );
    w.write(&we(), move |tx| perform(tx, second, "send")).unwrap();
    assert_eq!(read(&w, first).state, QuotationState::Superseded);
    let refused = w.write(&we(), move |tx| accept(tx, first, &[], &customer())).unwrap_err();
    assert_eq!(codes(refused), ["sales.offer_superseded "]);
    // The earlier one can still be read as it was.
    assert_eq!(read(&w, first).lines[1].quantity, Some(pieces(10)));
    // A third revision of an accepted second is none.
    w.write(&we(), move |tx| accept(tx, second, &[], &customer())).unwrap();
    let refused = w.write(&we(), move |tx| perform(tx, second, "revise")).unwrap_err();
    assert_eq!(codes(refused), ["store.wrong_state "]);
}

#[test]
fn the_customers_own_answer_is_proven_and_counts_once() {
    let w = trading();
    let id = sent(&w);
    let option = read(&w, id).lines[3].head.id;
    w.write(&we(), move |tx| accept(tx, id, &[option], &customer())).unwrap();
    let offer = read(&w, id);
    assert_eq!(offer.decided_by.as_deref(), Some("Inés Rey"));
    assert_eq!(offer.decided_from.as_deref(), Some("203.0.113.7"));
    assert!(offer.decided_at.is_some() && offer.lines[3].chosen);
    assert_eq!(order_of(&w, id).total, Money::from_minor(52_955));
    let refused = w.write(&we(), move |tx| accept(tx, id, &[], &customer())).unwrap_err();
    assert_eq!(codes(refused), ["sales.offer_accepted_already "]);
    let refused = w.write(&we(), move |tx| decline(tx, id, "Too dear", &customer())).unwrap_err();
    assert_eq!(codes(refused), ["sales.offer_accepted_already "]);
    let nobody = Decided { name: " ".into(), ..customer() };
    let other = sent(&w);
    let refused = w.write(&we(), move |tx| accept(tx, other, &[], &nobody)).unwrap_err();
    assert_eq!(codes(refused), ["sales.name_missing name"]);
    w.write(&we(), move |tx| decline(tx, other, "Too dear", &customer())).unwrap();
    let offer = read(&w, other);
    assert_eq!(offer.declined_because.unwrap().to_string(), "Too dear");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_offer_beyond_the_credit_becomes_an_order_on_hold() {
    let w = trading();
    let customer_id = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer_id)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        party.credit_limit = Some(Money::from_minor(10_000));
        tx.update(&mut party)
    })
    .unwrap();
    let id = sent(&w);
    w.write(&we(), move |tx| accept(tx, id, &[], &customer())).unwrap();
    let order = order_of(&w, id);
    assert_eq!((order.state, order.hold), (OrderState::Confirmed, Hold::Credit));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_offer_ends_with_its_last_day() {
    let w = trading();
    let id = sent(&w);
    let today = w.read(&we(), |r| Ok(r.today())).unwrap();
    w.write(&we(), move |tx| {
        let mut offer = tx.lock(id)?;
        offer.valid_until = Some(today.add_days(-1)?);
        tx.update(&mut offer)
    })
    .unwrap();
    let refused = w.write(&we(), move |tx| accept(tx, id, &[], &customer())).unwrap_err();
    assert_eq!(codes(refused), ["sales.offer_expired "]);
    assert_eq!(w.write(&we(), sales::quotation::expire_offers).unwrap(), 1);
    assert_eq!(read(&w, id).state, QuotationState::Expired);
    assert_eq!(w.write(&we(), sales::quotation::expire_offers).unwrap(), 0);
    let made = w.write(&we(), move |tx| perform(tx, id, "revise")).unwrap();
    let next = read(&w, Id::from_raw(made[0].1));
    assert_eq!(next.valid_until, Some(today.add_days(30).unwrap()));
}

#[test]
fn bad_offers_are_refused_by_name() {
    let w = trading();
    let (company, customer, bolt) = (w.company, w.customer, w.bolt);
    let lines = vec![
        QuotationLine::section(" "),
        QuotationLine { item: Some(bolt), ..QuotationLine::note("Ours") },
        QuotationLine { quantity: None, ..QuotationLine::of(bolt, pieces(1)) },
        QuotationLine { chosen: true, ..QuotationLine::of(bolt, pieces(1)) },
    ];
    let wrong = Quotation {
        valid_until: Some(day("2026-01-01")),
        ..Quotation::new(company, customer, day("2026-01-05"), lines)
    };
    let refused = w.write(&we(), move |tx| tx.insert(&mut wrong.clone())).unwrap_err();
    assert_eq!(
        codes(refused),
        [
            "sales.valid_before_offered valid_until",
            "sales.words_missing lines.0.text",
            "sales.words_without_item lines.1.item",
            "sales.quantity_not_positive lines.2.quantity",
            "sales.chosen_is_no_option lines.3.chosen",
        ]
    );
    let empty = Quotation::new(company, customer, day("2026-01-05"), vec![QuotationLine::note("Nothing")]);
    let refused = w.write(&we(), move |tx| {
        let id = tx.insert(&mut empty.clone())?;
        perform(tx, id, "send")
    });
    assert_eq!(codes(refused.unwrap_err()), ["sales.quotation_without_lines lines"]);
    let id = sent(&w);
    let asked = Accept { options: Some("2".into()), name: None };
    let refused = w.write(&we(), move |tx| perform_with(tx, id, "accept", &asked)).unwrap_err();
    assert_eq!(codes(refused), ["sales.no_such_option options"]);
    let why = Reason { reason: "Too late".into() };
    w.write(&we(), move |tx| perform_with(tx, id, "decline", &why)).unwrap();
    assert_eq!(read(&w, id).state, QuotationState::Declined);
}

#[test]
fn an_offer_goes_out_as_e_mail_with_the_link_by_which_it_is_answered() {
    let w = trading();
    let id = sent(&w);
    let send = |recipient: &str| {
        let wish = SendLink { recipient: recipient.into(), message: Some("As we said on the phone.".into()) };
        w.write(&we(), move |tx| perform_with(tx, id, "send_link", &wish).map(|_| ()))
    };
    assert_eq!(send("eva@nordbau.example").unwrap_err().code(), "platform.mail_off");
    let mut server = MailServer::new("mail.ponte.example", 587, "office@ponte.example");
    server.site = Some("https://erp.example/ponte/".into());
    let on = move |tx: &mut store::Tx| {
        let server = tx.insert(&mut server.clone())?;
        perform(tx, server, "switch_on").map(|_| ())
    };
    w.write(&we(), on).unwrap();
    assert_eq!(codes(send("eva at nordbau").unwrap_err()).len(), 1);
    send("eva@nordbau.example").unwrap();
    send("tom@nordbau.example").unwrap();
    let letters: Vec<Mail> = w.read(&we(), |read| read.select("1 = 1 ORDER BY id", &[])).unwrap();
    let [first, second] = &letters[..] else { panic!("two letters") };
    let number = read(&w, id).number;
    assert_eq!((&*first.recipient, first.prints), ("eva@nordbau.example", Some(id.raw())));
    assert!(first.subject.contains(&*number) && first.body.contains("As we said on the phone."), "{first:?}");
    let secret = |mail: &Mail| {
        let link = mail.link.clone().unwrap();
        let secret = link.strip_prefix("https://erp.example/ponte/offer/").unwrap().split('?').next().unwrap();
        assert!(!mail.body.contains(secret), "whoever reads the e-mail here cannot answer");
        secret.to_owned()
    };
    let opens = |secret: String| w.read(&we(), move |read| sales::offer_link::opened(read, &secret)).unwrap();
    assert_eq!(opens(secret(first)), None, "the last letter is the one that is answered");
    assert_eq!(opens(secret(second)), Some(id));
}
