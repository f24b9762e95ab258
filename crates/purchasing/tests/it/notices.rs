//! What a supplier announces: seen on the progress board, expected by whoever waits, proposed into the receipt.

use crate::fixture::{World, average, codes, day, perform, pieces, price, we};
use base::{Date, Id};
use entity::Described as _;
use platform::mail::{Mail, MailServer};
use purchasing::{
    Announcement, GoodsReceipt, NoticeLine, NoticeState, Order, OrderLine, ProgressWanted, Reason, SendReminder,
    ShippingNotice,
};

fn later(w: &World, days: i64) -> Date {
    w.read(&we(), |read| read.today().add_days(days).map_err(Into::into)).unwrap()
}

fn announced(w: &World, order: Id<Order>, n: i64, arrives_on: Date) -> base::Result<Id<ShippingNotice>> {
    w.write(&we(), move |tx| {
        let order = tx.get(order)?;
        let line = NoticeLine::of(&order, &order.lines[0], pieces(n));
        let mut notice = ShippingNotice::new(order.company, order.supplier, tx.today(), arrives_on, vec![line]);
        notice.reference = Some("LS-77".into());
        let id = tx.insert(&mut notice)?;
        perform(tx, id, "announce")?;
        Ok(id)
    })
}

/// What the progress board says is on its way, and when.
fn board(w: &World) -> Vec<(String, String)> {
    let report = purchasing::MODULE.reports.iter().find(|r| r.name == "purchasing.progress").unwrap();
    let wanted = ProgressWanted { company: None, supplier: None, only_late: false, as_of: None };
    let sheet = w.read(&we(), |read| (report.run)(read, &wanted.to_record())).unwrap();
    let place = |name: &str| sheet.columns.iter().position(|c| c.name == name).unwrap();
    let (announced, arrives) = (place("announced"), place("arrives_on"));
    sheet.rows.iter().map(|r| (r.cells[announced].value.to_string(), r.cells[arrives].value.to_string())).collect()
}

fn expected(w: &World) -> Vec<String> {
    let sql = "SELECT on_day FROM stock_expected ORDER BY line";
    let rows = w.read(&we(), |read| read.query(sql, &[])).unwrap();
    rows.iter().map(|r| r[0].to_string()).collect()
}

#[test]
fn an_announced_shipment_is_seen_on_the_board_and_proposed_into_the_receipt() {
    let w = average();
    let order = w.order(100, "10");
    let (soon, late) = (later(&w, 5), later(&w, 9));
    let first = announced(&w, order, 40, soon).unwrap();
    assert_eq!(board(&w), [("40000000".to_owned(), soon.to_string())]);
    assert_eq!(w.got(order).lines[0].forecast, None, "the rest of the line is not on its way");
    // No more than was ordered is on its way; the next notice begins with the rest.
    let refused = codes(announced(&w, order, 61, late).unwrap_err());
    assert_eq!(refused, ["purchasing.announced_too_much lines.0.quantity"]);
    let said = Announcement { arrives_on: late, reference: Some("LS-78".into()) };
    let made = w.does_with(order, "announce", said).unwrap();
    let second: Id<ShippingNotice> = Id::from_raw(made[0].1);
    assert_eq!(w.got(second).lines[0].quantity, pieces(60));
    w.does(second, "announce").unwrap();
    assert_eq!((w.got(order).lines[0].forecast, w.got(order).due_on), (Some(late), Some(late)));
    assert_eq!(expected(&w), [late.to_string()], "whoever promises goods knows the day");
    let said = Announcement { arrives_on: late, reference: None };
    let refused = codes(w.does_with(order, "announce", said).unwrap_err());
    assert_eq!(refused, ["purchasing.nothing_to_announce "]);
    // The goods are here.
    let made = w.does(first, "receive").unwrap();
    let receipt: Id<GoodsReceipt> = Id::from_raw(made[0].1);
    let got = w.got(receipt);
    assert_eq!((got.lines[0].quantity, got.delivery_note.as_deref()), (pieces(40), Some("LS-77")));
    assert_eq!((w.got(first).state, w.got(first).receipt), (NoticeState::Received, Some(receipt)));
    w.does(receipt, "post").unwrap();
    assert_eq!(w.progress(order)[0], "40");
    assert_eq!(board(&w), [("60000000".to_owned(), late.to_string())]);
    w.does_with(second, "withdraw", Reason { reason: "Lost on the way".into() }).unwrap();
    assert_eq!(board(&w), [(String::new(), String::new())]);
    assert_eq!(w.broken(), Vec::<String>::new());
}

#[test]
fn a_notice_is_about_released_orders_of_its_supplier() {
    let w = average();
    let order = w.order(10, "10");
    let refused = codes(announced(&w, order, 5, later(&w, -1)).unwrap_err());
    assert_eq!(refused, ["purchasing.arrives_before_announced arrives_on"]);
    w.does(order, "close").unwrap();
    let refused = codes(announced(&w, order, 5, later(&w, 1)).unwrap_err());
    assert_eq!(refused, ["purchasing.order_not_released lines.0.order_line"]);
    let refused = w.write(&we(), move |tx| {
        let order = tx.get(order)?;
        let line = NoticeLine { order_line: 99_999, item: None, ..NoticeLine::of(&order, &order.lines[0], pieces(1)) };
        let today = tx.today();
        tx.insert(&mut ShippingNotice::new(order.company, order.supplier, today, today, vec![line]))
    });
    assert_eq!(codes(refused.unwrap_err()), ["purchasing.no_such_order_line lines.0.order_line"]);
}

#[test]
fn a_supplier_is_reminded_by_mail_with_the_letter_about_what_is_late() {
    let w = average();
    let line = OrderLine { requested: Some(day("2026-01-10")), ..OrderLine::new(w.bolt, pieces(10)).at(price("2")) };
    let order = w.released(w.draft(vec![line])).unwrap();
    let send = |message: Option<&str>| {
        let wish = SendReminder { recipient: "sales@ferrum.example".into(), message: message.map(Into::into) };
        w.does_with(order, "send_reminder", wish)
    };
    assert_eq!(send(None).unwrap_err().code(), "platform.mail_off");
    let mut server = MailServer::new("mail.ponte.example", 587, "office@ponte.example");
    server.site = Some("https://erp.example/ponte/".into());
    w.write(&we(), move |tx| {
        let server = tx.insert(&mut server.clone())?;
        perform(tx, server, "switch_on").map(|_| ())
    })
    .unwrap();
    send(None).unwrap();
    send(Some("The line stands still.")).unwrap();
    let kept = w.got(order);
    assert_eq!((kept.reminders, kept.reminded_on), (2, Some(later(&w, 0))));
    let letters: Vec<Mail> = w.read(&we(), |read| read.select("1 = 1 ORDER BY id", &[])).unwrap();
    let [first, second] = &letters[..] else { panic!("two letters") };
    assert_eq!((&*first.recipient, first.prints), ("sales@ferrum.example", Some(order.raw())));
    assert!(first.subject.contains(&*kept.number), "{first:?}");
    assert!(second.body.contains("The line stands still."), "{second:?}");
    // What is here is no reason to remind.
    w.receive(order, "2026-01-20", 10).unwrap();
    assert!(send(None).is_err());
}
