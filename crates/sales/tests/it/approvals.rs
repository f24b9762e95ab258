//! Credit: an order on hold is let through by whom the house names, and who did it and why is on the sheet of controls.

use crate::fixture::{World, codes, perform, perform_with, we, world};
use accounting::Costing;
use accounting::charts::Chart;
use base::{Id, Money};
use entity::{Described as _, Entity as _, Text};
use platform::User;
use platform::approval::{self, Approver, Comment, Definition, Request, Step, What, Wish, course::Rule};
use sales::{Hold, Order, Release};
use stock::Purpose;
use store::Who;

fn user(w: &World, name: &'static str) -> Id<User> {
    w.write(&we(), move |tx| tx.insert(&mut User::new(name, format!("{name}@demo.example"), &[]))).unwrap()
}

#[test]
fn an_order_beyond_the_credit_waits_for_whom_the_house_names() {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    let (tom, ines, customer) = (user(&w, "tom"), user(&w, "ines"), w.customer);
    w.write(&we(), move |tx| {
        let mut party = tx.lock(customer)?;
        party.currency = platform::Currency::by_code(tx, "EUR")?;
        party.credit_limit = Some(Money::from_minor(100_000));
        tx.update(&mut party)?;
        let steps = vec![Step::new("Books", Rule::Any)];
        let approvers = vec![Approver::person(1, ines)];
        let definition = Definition::new("Credit", Order::DEF.name, "let_through", steps, approvers);
        let condition = Some(Text::new("total_base > 2000"));
        let id = tx.insert(&mut Definition { condition, carry_out: true, ..definition })?;
        perform(tx, id, "activate").map(|_| ())
    })
    .unwrap();
    let order = w.ordered("2026-01-05", 90, 0).unwrap();
    let read = |w: &World| -> Order { w.read(&we(), |r| r.get(order)).unwrap() };
    assert_eq!(read(&w).hold, Hold::Credit);
    let tom = Who::user(tom.raw(), "test");
    let why = Release { reason: "They always pay".into(), until: None };
    let past = |who: &Who| {
        let why = why.clone();
        w.write(who, move |tx| perform_with(tx, order, "let_through", &why).map(|_| ()))
    };
    assert_eq!(codes(past(&tom).unwrap_err()), ["platform.approval_needed "]);
    let wish = Wish { reason: "They always pay".into(), chosen: None };
    let request =
        w.write(&tom, move |tx| approval::ask(tx, Order::DEF.name, order.raw(), "let_through", &wish)).unwrap();
    assert_eq!(codes(past(&Who::user(ines.raw(), "test")).unwrap_err()), ["platform.approval_waits "]);
    let yes = Comment { comment: Some(Text::new("Until March")) };
    w.write(&Who::user(ines.raw(), "test"), move |tx| perform_with(tx, request, "approve", &yes).map(|_| ())).unwrap();
    static JOBS: [platform::job::LongJob; 1] = [approval::CARRY_OUT];
    platform::job::Runner::of_long(w.set.set(), &JOBS).run_all().unwrap();
    assert_eq!(read(&w).hold, Hold::Without, "the program let it through, with the words of whoever asked");
    assert!(read(&w).hold_reason.unwrap().contains("They always pay"));
    assert_eq!(w.read(&we(), |r| r.get::<Request>(request)).unwrap().state, approval::State::Done);
    let said: Vec<approval::Decision> =
        w.read(&we(), |r| r.select("source = $1 ORDER BY id", &[order.into()])).unwrap();
    let said: Vec<(What, Option<&str>)> = said.iter().map(|d| (d.what, d.control.as_deref())).collect();
    let credit = Some("sales.order.credit");
    assert_eq!(
        said,
        [
            (What::Held, credit),
            (What::Asked, None),
            (What::Approved, None),
            (What::Overridden, credit),
            (What::CarriedOut, None)
        ]
    );
    // A small one beyond the credit is let through by a person with the right, who says why.
    let small = w.ordered("2026-01-06", 1, 0).unwrap();
    w.write(&tom, move |tx| {
        perform_with(tx, small, "let_through", &Release { reason: "One bolt".into(), until: None }).map(|_| ())
    })
    .unwrap();
    let report = platform::MODULE.reports.iter().find(|r| r.name == "platform.overrides").unwrap();
    let asked = approval::reports::Events {
        company: None,
        from_on: None,
        until_on: None,
        control: credit.map(str::to_owned),
        person: None,
        everything: false,
    };
    let sheet = w.read(&we(), |r| (report.run)(r, &asked.to_record())).unwrap();
    let rows: Vec<_> = sheet
        .rows
        .iter()
        .map(|r| (r.cells[4].value.text(), r.cells[6].value.text().map(|t| t.lines().last().unwrap().to_owned())))
        .collect();
    assert_eq!(rows, [(Some("tom"), Some("One bolt".into())), (None, Some("They always pay".into()))]);
    assert_eq!(w.broken(), Vec::<String>::new());
}
