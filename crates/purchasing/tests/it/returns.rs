//! What goes back to the supplier.

use crate::fixture::{average, day, paper, perform, pieces, we};
use base::Id;
use purchasing::{GoodsReceipt, ReturnLine, Reversal, SupplierInvoice, SupplierReturn};
use stock::Status;

fn send_back(
    w: &crate::fixture::World,
    receipt: Id<GoodsReceipt>,
    on: &str,
    n: i64,
    status: Status,
) -> Id<SupplierReturn> {
    let (company, supplier, on) = (w.company, w.supplier, day(on));
    let line = w.got(receipt).lines[0].head.id;
    w.write(&we(), move |tx| {
        let lines = vec![ReturnLine::of(line, pieces(n), status)];
        let id = tx.insert(&mut SupplierReturn::new(company, supplier, on, lines))?;
        perform(tx, id, "post")?;
        Ok(id)
    })
    .unwrap()
}

#[test]
fn what_waited_for_its_invoice_is_not_owed_any_more() {
    let w = average();
    let order = w.order(100, "10");
    let receipt = w.receive_sorted(order, "2026-01-05", (95, 0, 5)).unwrap();
    let back = send_back(&w, receipt, "2026-01-06", 5, Status::Blocked);
    assert_eq!(w.ledger(), ["inventory 950.00", "goods received not invoiced -950.00"]);
    assert_eq!(w.progress(order), ["95", "0", "0", "0"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    let reversal = Reversal { posted_on: day("2026-01-07"), reason: "They fit".into() };
    w.does_with(back, "reverse", reversal).unwrap();
    assert_eq!(w.ledger(), ["inventory 1000.00", "goods received not invoiced -1000.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// At the average goods leave at what they cost now; the supplier owes what they came for.
#[test]
fn a_debit_note_asks_for_what_the_goods_came_for() {
    let w = average();
    let order = w.order(10, "10");
    let receipt = w.receive(order, "2026-01-05", 10).unwrap();
    w.invoice(order, "F-1", "2026-01-06", 10, "10").unwrap();
    let dear = w.order(10, "14");
    w.receive(dear, "2026-01-07", 10).unwrap();
    w.invoice(dear, "F-2", "2026-01-08", 10, "14").unwrap();
    // The average is 12.00.
    let back = send_back(&w, receipt, "2026-01-09", 5, Status::Unrestricted);
    assert_eq!(
        w.ledger(),
        ["inventory 180.00", "trade payables -240.00", "goods received not invoiced 50.00", "price differences 10.00"]
    );
    assert_eq!(w.broken(), Vec::<String>::new());
    let made = w.does_with(back, "debit_note", paper("D-1", "2026-01-10")).unwrap();
    let note: Id<SupplierInvoice> = Id::from_raw(made[0].1);
    w.does(note, "post").unwrap();
    assert_eq!(w.ledger(), ["inventory 180.00", "trade payables -190.00", "price differences 10.00"]);
    assert_eq!(w.got(note).number.as_deref(), Some("PC-2026-00001"));
    assert_eq!(w.progress(order), ["5", "0", "5", "0"]);
    assert_eq!(w.broken(), Vec::<String>::new());
    // And the note is taken back.
    let reversal = Reversal { posted_on: day("2026-01-11"), reason: "Refused".into() };
    w.does_with(note, "reverse", reversal).unwrap();
    assert_eq!(w.progress(order), ["5", "0", "10", "5"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

/// What the goods cost changes when something is posted before them; what the supplier is owed does not.
#[test]
fn a_correction_of_a_return_that_was_taken_back_leaves_what_is_owed_alone() {
    let w = average();
    w.write(&we(), |tx| {
        let all: Vec<accounting::Books> = tx.select("1 = 1", &[])?;
        let mut books = tx.lock(Id::<accounting::Books>::from_raw(all[0].head.id))?;
        books.backdate_days = 360;
        tx.update(&mut books)
    })
    .unwrap();
    let order = w.order(20, "10");
    let receipt = w.receive(order, "2026-01-05", 10).unwrap();
    let back = send_back(&w, receipt, "2026-01-09", 5, Status::Unrestricted);
    let reversal = Reversal { posted_on: day("2026-01-10"), reason: "They fit".into() };
    w.does_with(back, "reverse", reversal).unwrap();
    // Dearer goods that had come before both were written down only now.
    let dear = w.order(10, "14");
    w.receive(dear, "2026-01-07", 10).unwrap();
    assert_eq!(w.ledger(), ["inventory 240.00", "goods received not invoiced -240.00"]);
    assert_eq!(w.broken(), Vec::<String>::new());
}
