//! Orders invoiced before the goods leave, or by milestones: progress, credit and cost stay what they are.

use crate::fixture::{World, codes, day, perform, perform_with, pieces, price, we, world};
use accounting::charts::Chart;
use accounting::{CostAt, Costing};
use base::{Id, Money, Percent};
use sales::{
    Billing, CustomerInvoice, InvoiceState, Milestone, MilestoneState, Order, OrderLine, Progress, Reach, Reversal,
};
use stock::Purpose;

fn cents(n: i64) -> Money {
    Money::from_minor(n)
}

/// A draft of ten bolts at 25.00 and two hours at 60.00: 370.00 and 70.30 of tax.
fn drafted(w: &World, billing: Billing) -> Id<Order> {
    let lines = vec![OrderLine::of(w.bolt, pieces(10)), OrderLine::of(w.hours, pieces(2))];
    let order = Order { billing, ..Order::new(w.company, w.customer, day("2026-01-05"), lines) };
    w.write(&we(), move |tx| tx.insert(&mut order.clone())).unwrap()
}

fn confirmed(w: &World, id: Id<Order>) -> base::Result<()> {
    w.write(&we(), move |tx| perform(tx, id, "confirm").map(|_| ()))
}

fn order(w: &World, id: Id<Order>) -> Order {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

fn invoice(w: &World, id: Id<CustomerInvoice>) -> CustomerInvoice {
    w.read(&we(), move |r| r.get(id)).unwrap()
}

/// What the customer weighs: ordered, and delivered and not invoiced.
fn weight(w: &World) -> (Money, Money) {
    let (company, customer) = (w.company, w.customer);
    let account = w.read(&we(), move |r| sales::credit::look(r, company, customer)).unwrap();
    (account.orders, account.delivered)
}

fn milestone(w: &World, milestone: Milestone) -> base::Result<Id<Milestone>> {
    w.write(&we(), move |tx| tx.insert(&mut milestone.clone()))
}

/// Reaches a milestone on a day and posts its invoice.
fn reached(w: &World, id: Id<Milestone>, on: &str) -> base::Result<Id<CustomerInvoice>> {
    let reached_on = Some(day(on));
    w.write(&we(), move |tx| {
        let made = perform_with(tx, id, "reach", &Reach { reached_on })?;
        let invoice: Id<CustomerInvoice> = Id::from_raw(made[0].1);
        perform(tx, invoice, "post")?;
        Ok(invoice)
    })
}

#[test]
fn what_is_invoiced_on_order_costs_when_it_leaves() {
    // Cost of sales with the delivery, with the invoice, and continental, where only stock varies.
    for (chart, cost_at) in
        [(Chart::General, CostAt::Delivery), (Chart::General, CostAt::Invoice), (Chart::Spain, CostAt::Delivery)]
    {
        let w = world(chart, Costing::MovingAverage);
        let company = w.company;
        w.write(&we(), move |tx| {
            let books: Vec<accounting::Books> = tx.select("company = $1", &[company.into()])?;
            let mut books = tx.lock(Id::<accounting::Books>::from_raw(books[0].head.id))?;
            books.cost_at = cost_at;
            tx.update(&mut books).map(|_| ())
        })
        .unwrap();
        w.moved(Purpose::Opening, "2026-01-02", 6, Some("10")).unwrap();
        let id = drafted(&w, Billing::Order);
        confirmed(&w, id).unwrap();
        assert_eq!(weight(&w), (cents(44_030), cents(0)));
        let first = w.billed(id, "2026-01-06").unwrap();
        assert_eq!(invoice(&w, first).total, cents(44_030));
        // All of it is an open item now, and nothing is owed twice.
        assert_eq!((weight(&w), order(&w, id).invoiced), ((cents(0), cents(0)), Progress::Fully));
        assert_eq!(w.broken(), Vec::<String>::new());
        let before = w.ledger();
        let worth = |lines: &[String]| lines.iter().filter(|l| l.contains("60.00")).cloned().collect::<Vec<_>>();
        w.delivered(id, "2026-01-07").unwrap();
        // Six of ten left: their 60.00 are cost at once, and none waits for an invoice that is there already. Continental, what the
        // goods had varied the stock by when they came is gone again.
        let now = w.ledger();
        if chart == Chart::Spain {
            assert_eq!((worth(&before).len(), worth(&now).len()), (2, 0), "{before:?} {now:?}");
        } else {
            assert!(now.contains(&"cost of goods sold 60.00".to_owned()), "{cost_at:?}: {now:?}");
        }
        assert!(!w.ledger().iter().any(|l| l.contains("not invoiced")), "{:?}", w.ledger());
        assert_eq!((weight(&w), w.broken()), ((cents(0), cents(0)), Vec::<String>::new()));
        w.moved(Purpose::Receipt, "2026-01-08", 4, Some("10")).unwrap();
        w.delivered(id, "2026-01-09").unwrap();
        assert_eq!((order(&w, id).delivered, order(&w, id).invoiced), (Progress::Fully, Progress::Fully));
        assert_eq!((weight(&w), w.broken()), ((cents(0), cents(0)), Vec::<String>::new()));
        assert!(!w.ledger().iter().any(|l| l.contains("not invoiced")), "{:?}", w.ledger());
    }
}

#[test]
fn a_credit_note_of_goods_that_did_not_leave_promises_them_again() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    let id = drafted(&w, Billing::Order);
    confirmed(&w, id).unwrap();
    let first = w.billed(id, "2026-01-06").unwrap();
    w.write(&we(), move |tx| {
        let asked = Reversal { posted_on: day("2026-01-07"), reason: "Too early".into() };
        let note: Id<CustomerInvoice> = Id::from_raw(perform_with(tx, first, "reverse", &asked)?[0].1);
        perform(tx, note, "post").map(|_| ())
    })
    .unwrap();
    assert_eq!((weight(&w), order(&w, id).invoiced), ((cents(44_030), cents(0)), Progress::Not));
    // Twice is once too often.
    w.billed(id, "2026-01-08").unwrap();
    let refused = w.billed(id, "2026-01-08");
    assert!(matches!(refused, Err(base::Error::Forbidden { .. })), "{refused:?}");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn each_milestone_is_invoiced_when_it_is_reached() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 10, Some("10")).unwrap();
    let id = drafted(&w, Billing::Milestones);
    assert_eq!(codes(confirmed(&w, id).unwrap_err()), ["sales.milestones_not_whole billing"]);
    let third = Percent::parse("33.3333").unwrap();
    let begun = milestone(&w, Milestone::of(id, "Begun", day("2026-02-01"), third)).unwrap();
    let half = milestone(&w, Milestone::of(id, "Half done", day("2026-03-01"), third)).unwrap();
    let last = Milestone::of(id, "Handed over", day("2026-04-01"), third);
    let missing = w.read(&we(), move |r| r.get(begun)).unwrap();
    assert_eq!(missing.due, cents(12_333));
    let refused = milestone(&w, Milestone { amount: Some(cents(1)), ..last.clone() }).unwrap_err();
    assert_eq!(codes(refused), ["sales.milestone_share_or_amount share"]);
    assert_eq!(codes(confirmed(&w, id).unwrap_err()), ["sales.milestones_not_whole billing"]);
    // The last one is an amount: what is left of 370.00.
    let handed = milestone(&w, last.costing(cents(12_334))).unwrap();
    confirmed(&w, id).unwrap();
    let late = milestone(&w, Milestone::of(id, "Afterwards", day("2026-05-01"), third)).unwrap_err();
    assert_eq!(codes(late), ["sales.milestones_stand sales_order"]);
    assert_eq!(codes(w.billed(id, "2026-01-10").unwrap_err()), ["sales.no_milestone_reached "]);
    // The second may come before the first; goods leave whenever they do.
    let first = reached(&w, half, "2026-02-20").unwrap();
    let said = invoice(&w, first);
    assert_eq!((said.net, said.lines.len(), said.state), (cents(12_333), 2, InvoiceState::Posted));
    assert!(said.lines[0].text.as_deref().unwrap().starts_with("Half done"), "{:?}", said.lines[0].text);
    assert_eq!((order(&w, id).invoiced, w.broken()), (Progress::Partially, Vec::<String>::new()));
    w.delivered(id, "2026-02-21").unwrap();
    assert_eq!(w.broken(), Vec::<String>::new());
    let second = reached(&w, begun, "2026-03-20").unwrap();
    let third = reached(&w, handed, "2026-04-02").unwrap();
    let nets = [first, second, third].map(|i| invoice(&w, i).net);
    assert_eq!(nets, [cents(12_333), cents(12_333), cents(12_334)]);
    assert_eq!((order(&w, id).invoiced, weight(&w)), (Progress::Fully, (cents(0), cents(0))));
    assert_eq!(w.broken(), Vec::<String>::new());
    // Credited, the milestone may be invoiced again, and only then taken back.
    let refused = w.write(&we(), move |tx| perform(tx, begun, "take_back"));
    assert_eq!(codes(refused.unwrap_err()), ["sales.milestone_billed "]);
    w.write(&we(), move |tx| {
        let asked = Reversal { posted_on: day("2026-04-03"), reason: "Not yet".into() };
        let note: Id<CustomerInvoice> = Id::from_raw(perform_with(tx, second, "reverse", &asked)?[0].1);
        perform(tx, note, "post").map(|_| ())
    })
    .unwrap();
    w.write(&we(), move |tx| perform(tx, begun, "take_back")).unwrap();
    assert_eq!(w.read(&we(), move |r| r.get(begun)).unwrap().state, MilestoneState::Planned);
    let again = reached(&w, begun, "2026-04-05").unwrap();
    assert_eq!((invoice(&w, again).net, order(&w, id).invoiced), (cents(12_333), Progress::Fully));
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn an_invoice_of_a_milestone_asks_for_neither_more_nor_less() {
    let w = world(Chart::General, Costing::MovingAverage);
    let id = drafted(&w, Billing::Milestones);
    let all = milestone(&w, Milestone::of(id, "Done", day("2026-02-01"), Percent::HUNDRED)).unwrap();
    confirmed(&w, id).unwrap();
    let made = w
        .write(&we(), move |tx| {
            let made = perform_with(tx, all, "reach", &Reach { reached_on: Some(day("2026-02-01")) })?;
            Ok(Id::<CustomerInvoice>::from_raw(made[0].1))
        })
        .unwrap();
    let refused = w.write(&we(), move |tx| {
        let mut draft = tx.lock(made)?;
        draft.lines[0].price = price("1");
        tx.update(&mut draft)?;
        perform(tx, made, "post")
    });
    assert_eq!(codes(refused.unwrap_err()), ["sales.milestone_asks_for_another lines"]);
    w.write(&we(), move |tx| perform(tx, made, "post")).unwrap();
    let second = w.billed(id, "2026-02-02");
    assert!(matches!(second, Err(base::Error::Forbidden { .. })), "{second:?}");
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_run_takes_reached_milestones_and_what_is_invoiced_on_order() {
    let w = world(Chart::General, Costing::MovingAverage);
    let (whole, parts) = (drafted(&w, Billing::Order), drafted(&w, Billing::Milestones));
    let half = Percent::parse("50").unwrap();
    let begun = milestone(&w, Milestone::of(parts, "Begun", day("2026-01-06"), half)).unwrap();
    milestone(&w, Milestone::of(parts, "Done", day("2026-01-20"), half)).unwrap();
    confirmed(&w, whole).unwrap();
    confirmed(&w, parts).unwrap();
    use sales::run::{CollectiveRun, Grouping, What, step};
    let run = |w: &World| -> Vec<Money> {
        let run = CollectiveRun::new(w.company, What::Invoices, Grouping::Order, day("2026-01-31"));
        let id = w
            .write(&we(), move |tx| {
                let id = tx.insert(&mut run.clone())?;
                perform(tx, id, "start")?;
                Ok(id)
            })
            .unwrap();
        let lines = w.read(&we(), move |r| r.get(id)).unwrap().lines.len();
        (0..lines).for_each(|place| step(w, &we(), id, place).unwrap());
        let done = w.read(&we(), move |r| r.get(id)).unwrap();
        done.lines.iter().map(|l| invoice(w, l.invoice.unwrap()).net).collect()
    };
    assert_eq!(run(&w), [cents(37_000)]);
    // Reaching it left a draft; the run does not know of drafts and makes its own.
    w.write(&we(), move |tx| perform_with(tx, begun, "reach", &Reach { reached_on: Some(day("2026-01-07")) })).unwrap();
    assert_eq!(run(&w), [cents(18_500)]);
    assert_eq!(w.broken(), Vec::<String>::new());
}
