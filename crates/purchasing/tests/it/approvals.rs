//! What waits for a yes in purchasing: orders by amount and by what is bought, requisitions, and invoices whose payment is blocked.

use crate::fixture::{World, average, codes, perform, perform_with, pieces, price, we};
use base::{Id, Money, Result};
use catalog::{Item, ItemGroup};
use entity::{Described as _, Entity, Head, Record, Text};
use platform::User;
use platform::approval::{self, Approver, Comment, Definition, Request, Step, What, Wish, course::Rule};
use platform::job::{LongJob, Runner};
use purchasing::{Order, OrderLine, OrderState, Payment, Reason, Requisition, RequisitionLine, SupplierInvoice};
use store::{Tx, Who};

static JOBS: [LongJob; 1] = [approval::CARRY_OUT];

/// Mei buys, Bruno leads her, Clara owns the house.
struct People {
    mei: Id<User>,
    bruno: Id<User>,
    clara: Id<User>,
}

fn people(w: &World) -> People {
    let one = |name: &'static str| {
        w.write(&we(), move |tx| tx.insert(&mut User::new(name, format!("{name}@demo.example"), &[]))).unwrap()
    };
    People { mei: one("mei"), bruno: one("bruno"), clara: one("clara") }
}

fn who(user: Id<User>) -> Who {
    Who::user(user.raw(), "test")
}

fn activate(w: &World, definition: Definition) {
    let act = move |tx: &mut Tx| {
        let id = tx.insert(&mut definition.clone())?;
        perform(tx, id, "activate").map(|_| ())
    };
    w.write(&we(), act).unwrap();
}

fn up_to(step: i64, person: Id<User>, most: Option<&str>) -> Approver {
    Approver { up_to: most.map(|m| Money::parse(m, 2).unwrap()), ..Approver::person(step, person) }
}

/// Who may release an order how far: Mei to 500, Bruno to 5,000, Clara any.
fn limits(w: &World, p: &People) -> Definition {
    let approvers = vec![up_to(1, p.mei, Some("500.00")), up_to(1, p.bruno, Some("5000.00")), up_to(1, p.clara, None)];
    let steps = vec![Step::new("Limit", Rule::Any)];
    let definition = Definition::new("Orders", "purchasing.order", "release", steps, approvers);
    Definition { amount: Some("total_base".into()), currency: Some(w.euro), self_approval: true, ..definition }
}

fn draft(w: &World, n: i64) -> Id<Order> {
    let order = w.draft(vec![OrderLine::new(w.bolt, pieces(n)).at(price("10"))]);
    w.write(&we(), move |tx| tx.insert(&mut order.clone())).unwrap()
}

fn does<E: Entity>(w: &World, user: Id<User>, id: Id<E>, verb: &'static str) -> Result<()> {
    w.write(&who(user), move |tx| perform(tx, id, verb).map(|_| ()))
}

/// The request about a document.
fn request(w: &World, source: i64) -> Request {
    let found: Vec<Request> =
        w.read(&we(), |read| read.select("source = $1 ORDER BY id DESC", &[source.into()])).unwrap();
    w.got(found[0].id())
}

fn asked(w: &World, source: i64) -> Vec<i64> {
    request(w, source).awaits().iter().map(|u| u.raw()).collect()
}

fn approve(w: &World, user: Id<User>, source: i64) -> Result<()> {
    let id = request(w, source).id();
    w.write(&who(user), move |tx| perform_with(tx, id, "approve", &Comment { comment: None }).map(|_| ()))
}

fn work(w: &World) {
    Runner::of_long(w.set.set(), &JOBS).run_all().unwrap();
}

#[test]
fn nobody_releases_more_than_his_limit() {
    let w = average();
    let p = people(&w);
    // Before anybody said so, whoever has the right releases what he wants.
    does(&w, p.mei, draft(&w, 900), "release").unwrap();
    activate(&w, limits(&w, &p));
    does(&w, p.mei, draft(&w, 50), "release").unwrap();
    let large = draft(&w, 60);
    let refused = does(&w, p.mei, large, "release").unwrap_err();
    assert_eq!(codes(refused), ["platform.approval_needed "]);
    // Somebody without a limit releases nothing, however small; the program is no way round.
    let dora = w.write(&we(), |tx| tx.insert(&mut User::new("dora", "dora@demo.example", &[]))).unwrap();
    assert_eq!(codes(does(&w, dora, draft(&w, 1), "release").unwrap_err()), ["platform.approval_needed "]);
    assert_eq!(codes(w.does(large, "release").unwrap_err()), ["platform.approval_needed "]);
    // Mei hands it in: whose limit covers it is asked. One yes, and she releases.
    does(&w, p.mei, large, "submit").unwrap();
    assert_eq!(
        (w.got(large).state, asked(&w, large.raw())),
        (OrderState::Submitted, vec![p.bruno.raw(), p.clara.raw()])
    );
    approve(&w, p.bruno, large.raw()).unwrap();
    does(&w, p.mei, large, "release").unwrap();
    assert_eq!(w.got(large).state, OrderState::Released);
    // Only Clara may decide about more than 5,000, and she needs nobody.
    let huge = draft(&w, 600);
    does(&w, p.mei, huge, "submit").unwrap();
    assert_eq!(asked(&w, huge.raw()), [p.clara.raw()]);
    does(&w, p.clara, huge, "release").unwrap();
    assert_eq!(request(&w, huge.raw()).state, approval::State::Lapsed, "nobody has to answer any more");
}

#[test]
fn an_order_that_comes_back_from_the_desk_or_is_amended_is_asked_about_again() {
    let w = average();
    let p = people(&w);
    activate(&w, limits(&w, &p));
    let order = draft(&w, 60);
    does(&w, p.mei, order, "submit").unwrap();
    approve(&w, p.bruno, order.raw()).unwrap();
    let why = Reason { reason: "Two boxes more".into() };
    let back = why.clone();
    w.write(&who(p.mei), move |tx| perform_with(tx, order, "withdraw", &back).map(|_| ())).unwrap();
    assert_eq!(request(&w, order.raw()).state, approval::State::Recalled);
    assert_eq!(codes(does(&w, p.mei, order, "release").unwrap_err()), ["platform.approval_needed "]);
    does(&w, p.mei, order, "submit").unwrap();
    approve(&w, p.bruno, order.raw()).unwrap();
    does(&w, p.mei, order, "release").unwrap();
    w.write(&who(p.mei), move |tx| perform_with(tx, order, "amend", &why).map(|_| ())).unwrap();
    let refused = does(&w, p.mei, order, "release").unwrap_err();
    assert_eq!(codes(refused), ["platform.approval_needed "], "one yes is for one release");
}

#[test]
fn what_is_bought_decides_who_is_asked_and_stock_on_order_counts_what_waits() {
    let w = average();
    let p = people(&w);
    let (company, euro) = (w.company, w.euro);
    let bolt = w.bolt;
    w.write(&we(), move |tx| {
        let group = tx.insert(&mut ItemGroup {
            head: Head::default(),
            code: "STEEL".into(),
            name: "Steel".into(),
            parent: None,
        })?;
        let mut item: Item = tx.lock(bolt)?;
        item.item_group = Some(group);
        tx.update(&mut item).map(|_| ())
    })
    .unwrap();
    let steel = Definition {
        condition: Some(Text::new("lines.item.item_group = STEEL and total_base > 100")),
        amount: Some("total_base".into()),
        currency: Some(euro),
        ..Definition::new(
            "Steel",
            "purchasing.order",
            "release",
            vec![Step::new("Expert", Rule::Any)],
            vec![Approver::person(1, p.bruno)],
        )
    };
    activate(&w, steel);
    does(&w, p.mei, draft(&w, 10), "release").unwrap();
    let order = draft(&w, 11);
    does(&w, p.mei, order, "submit").unwrap();
    assert_eq!(asked(&w, order.raw()), [p.bruno.raw()]);
    let coming = w.read(&we(), |read| purchasing::on_order(read, company)).unwrap();
    assert_eq!(coming.values().copied().next(), Some(pieces(21)), "what waits is on its way as what is released is");
}

#[test]
fn a_requisition_is_approved_by_whoever_the_house_names_and_never_by_its_asker() {
    let w = average();
    let p = people(&w);
    let (company, bolt, mei) = (w.company, w.bolt, p.mei);
    let ask = |w: &World| {
        w.write(&who(mei), move |tx| {
            let line = RequisitionLine { price: Some(price("10")), ..RequisitionLine::new(bolt, pieces(40)) };
            let mut requisition = Requisition::new(company, tx.today(), vec![line]);
            requisition.owner = Some(mei);
            let id = tx.insert(&mut requisition)?;
            perform(tx, id, "submit")?;
            Ok(id)
        })
        .unwrap()
    };
    // Without a definition a colleague with the right says yes, and nobody to his own.
    let own = ask(&w);
    assert_eq!(codes(does(&w, p.mei, own, "approve").unwrap_err()), ["purchasing.own_requisition "]);
    does(&w, p.bruno, own, "approve").unwrap();
    let steps = vec![
        Step::new("Head", Rule::Any),
        Step { condition: Some("estimate > 300".into()), ..Step::new("House", Rule::Any) },
    ];
    let approvers = vec![Approver::person(1, p.bruno), Approver::person(2, p.clara)];
    let definition = Definition::new("Requisitions", "purchasing.requisition", "approve", steps, approvers);
    activate(&w, Definition { carry_out: true, ..definition });
    let asked_for = ask(&w);
    assert_eq!(
        codes(does(&w, p.clara, asked_for, "approve").unwrap_err()),
        ["platform.approval_waits "],
        "Bruno comes first"
    );
    approve(&w, p.bruno, asked_for.raw()).unwrap();
    approve(&w, p.clara, asked_for.raw()).unwrap();
    work(&w);
    assert_eq!(w.got(asked_for).state, purchasing::RequisitionState::Approved);
    // A no brings it back with the reason.
    let refused = ask(&w);
    let id = request(&w, refused.raw()).id();
    let no = approval::Rejection { comment: "We have some".into(), to_step: None };
    w.write(&who(p.bruno), move |tx| perform_with(tx, id, "reject", &no).map(|_| ())).unwrap();
    work(&w);
    let back = w.got(refused);
    assert_eq!(
        (back.state, back.rejected_because.as_deref()),
        (purchasing::RequisitionState::Draft, Some("We have some"))
    );
}

#[test]
fn a_blocked_invoice_is_let_pass_by_two_and_every_step_is_on_the_sheet_of_controls() {
    let w = average();
    let p = people(&w);
    let order = w.order(100, "10");
    w.receive(order, "2026-01-05", 100).unwrap();
    let steps = vec![Step::new("Both", Rule::All)];
    let approvers = vec![Approver::person(1, p.bruno), Approver::person(1, p.clara)];
    let definition = Definition::new("Dear invoices", "purchasing.supplier_invoice", "release", steps, approvers);
    activate(&w, Definition { condition: Some(Text::new("total > 500")), apart: Some("post".into()), ..definition });
    let dear = w.invoice(order, "F-1", "2026-01-10", 100, "12").unwrap();
    assert_eq!(w.got(dear).payment, Payment::Blocked);
    let why = Reason { reason: "Agreed by telephone".into() };
    let said = why.clone();
    let refused = w.write(&who(p.mei), move |tx| perform_with(tx, dear, "release", &said)).unwrap_err();
    assert_eq!(codes(refused), ["platform.approval_needed "]);
    let wish = Wish { reason: "They told us in spring".into(), chosen: None };
    w.write(&who(p.mei), move |tx| approval::ask(tx, SupplierInvoice::DEF.name, dear.raw(), "release", &wish)).unwrap();
    approve(&w, p.clara, dear.raw()).unwrap();
    approve(&w, p.bruno, dear.raw()).unwrap();
    w.write(&who(p.mei), move |tx| perform_with(tx, dear, "release", &why).map(|_| ())).unwrap();
    assert_eq!(w.got(dear).payment, Payment::Released);
    // What a small invoice needs is a person with the right and a reason.
    let small = w.invoice(w.order(10, "10"), "F-2", "2026-01-11", 10, "12").unwrap();
    let reason = Reason { reason: "Small".into() };
    w.write(&who(p.mei), move |tx| perform_with(tx, small, "release", &reason).map(|_| ())).unwrap();
    let third = w.order(10, "10");
    w.invoice(third, "F-3", "2026-01-12", 10, "12").unwrap();

    let sheet = |name: &str, asked: Record| {
        let report = platform::MODULE.reports.iter().find(|r| r.name == name).unwrap();
        w.read(&we(), |read| (report.run)(read, &asked)).unwrap()
    };
    let span = approval::reports::Span { company: None, from_on: None, until_on: None }.to_record();
    let controls = sheet("platform.controls", span);
    let figures =
        |at: usize| -> Vec<Option<i64>> { controls.rows[at].cells[3..].iter().map(|c| c.value.int()).collect() };
    assert_eq!(controls.rows[0].cells[0].value.text(), Some("Dear invoices"));
    assert_eq!(figures(0), [Some(0), Some(1), Some(2), Some(0)], "asked once, two said yes");
    let block =
        controls.rows.iter().position(|r| r.cells[0].word.as_deref() == Some("purchasing-control-payment_block"));
    assert_eq!(figures(block.unwrap()), [Some(1), Some(3), Some(2), Some(0)], "three stopped, two let past, one waits");
    let events = approval::reports::Events {
        company: Some(w.company),
        from_on: None,
        until_on: None,
        control: Some("purchasing.supplier_invoice.payment_block".into()),
        person: Some(p.mei),
        everything: false,
    };
    let events = sheet("platform.overrides", events.to_record());
    let told: Vec<_> = events.rows.iter().map(|r| (r.cells[4].value.text(), r.cells[6].value.text())).collect();
    assert_eq!(told, [(Some("mei"), Some("Small")), (Some("mei"), Some("Agreed by telephone"))]);
    let what = w.read(&we(), |read| read.select::<approval::Decision>("what = 'held' ORDER BY id", &[])).unwrap();
    assert_eq!((what.len(), what[0].what, what[0].comment.as_deref()), (3, What::Held, Some("price")));
}
