//! Laws of sales: progress is what the links say, credit is what orders and deliveries say, each piece in one place only.

use crate::customer_invoice::{costs, waiting_account, with_invoice};
use crate::progress::{self, words};
use crate::{CustomerInvoice, Order, Return};
use accounting::chain::Stated;
use base::{Id, Money, Result};
use entity::{Entity as _, Value};
use parties::loaded;
use std::collections::BTreeMap;
use store::{Law, Read, Row};

/// What `fondaco check` asks of sales.
pub const LAWS: &[Law] = &[
    Law { name: "sales.progress_kept", broken: kept },
    Law { name: "sales.credit_kept", broken: credit },
    Law { name: "sales.deposits_kept", broken: crate::customer_invoice::deposits_broken },
    Law { name: "sales.cost_waits_for_its_invoice", broken: waiting },
    Law { name: "sales.offers_became_their_orders", broken: offers },
    Law { name: "sales.packages_hold_their_delivery", broken: packages },
    Law { name: "sales.returned_goods_are_where_they_belong", broken: returns },
    Law { name: "sales.nothing_comes_back_twice", broken: twice },
    Law { name: "sales.invoices_are_what_was_chained", broken: chained },
];

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// What lines are delivered and invoiced is the sum of their links.
fn kept(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT line, SUM(delivered), SUM(found_delivered), SUM(invoiced), SUM(found_invoiced), SUM(returned), SUM(found_returned) FROM ( \
           SELECT line, delivered, 0 AS found_delivered, invoiced, 0 AS found_invoiced, returned, 0 AS found_returned FROM sales_progress \
           UNION ALL \
           SELECT from_line, 0, CASE WHEN role = 'delivered' THEN quantity ELSE 0 END, 0, \
           CASE WHEN role = 'invoiced' THEN quantity ELSE 0 END, 0, CASE WHEN role = 'returned' THEN quantity ELSE 0 END \
           FROM link WHERE from_kind = $1 \
         ) both_sides GROUP BY line HAVING SUM(delivered) <> SUM(found_delivered) OR SUM(invoiced) <> SUM(found_invoiced) \
         OR SUM(returned) <> SUM(found_returned) LIMIT 20",
        &[i64::from(Order::DEF.kind).into()],
    )?;
    let said = |r: &Row| {
        format!(
            "order line {}: delivered {} of {}, invoiced {} of {}, returned {} of {}",
            int(r, 0),
            int(r, 1),
            int(r, 2),
            int(r, 3),
            int(r, 4),
            int(r, 5),
            int(r, 6)
        )
    };
    Ok(rows.iter().map(said).collect())
}

/// Where cost waits for the invoice, its account is what left and was not invoiced, line by line.
fn waiting(read: &Read) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let kept = accounting::kept::books(read)?;
    for books in kept.all_books().filter(|b| b.opened()) {
        if !with_invoice(read, books.company)? {
            continue;
        }
        let mut found = Money::ZERO;
        let mut after = 0;
        loop {
            let sql = "SELECT p.line FROM sales_progress p JOIN sales_order o ON o.id = p.document WHERE p.line > $1 AND o.company = $2 \
                       ORDER BY p.line LIMIT 500";
            let rows = read.query(sql, &[Value::Int(after), books.company.into()])?;
            let lines: Vec<i64> = rows.iter().map(|r| int(r, 0)).collect();
            let Some(last) = lines.last() else { break };
            after = *last;
            for cost in costs(read, &lines)?.values() {
                found = found.checked_add(cost.waits()?)?;
            }
        }
        let account = waiting_account(read, books.company)?;
        let said = "SELECT COALESCE(SUM(debit) - SUM(credit), 0) FROM accounting_balance WHERE account = $1";
        let balance = Money::from_minor(read.number(said, &[account.into()])?);
        if balance != found {
            broken.push(format!("delivered and not invoiced: {balance} on the account, {found} in the lines"));
        }
    }
    Ok(broken)
}

/// An accepted offer and its order agree on what is paid, and only accepted ones have an order.
fn offers(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT q.number, q.total, o.total, q.state FROM sales_quotation q LEFT JOIN sales_order o ON o.id = q.sales_order \
         WHERE (q.state = 'accepted' AND (o.id IS NULL OR o.quotation <> q.id OR (o.amendment = 0 AND o.total <> q.total))) \
         OR (q.state <> 'accepted' AND q.sales_order IS NOT NULL) LIMIT 20",
        &[],
    )?;
    let text = |r: &Row, place: usize| r.get(place).map(ToString::to_string).unwrap_or_default();
    Ok(rows
        .iter()
        .map(|r| format!("offer {}: {} offered, {} ordered, {}", text(r, 0), text(r, 1), text(r, 2), text(r, 3)))
        .collect())
}

/// Each invoice still says what the chain of its numbers was told, stands where it was posted, and none is there beside the chain.
fn chained(read: &Read) -> Result<Vec<String>> {
    let sql = "SELECT e.source, e.number, e.company, e.posted_on, e.hash, e.previous_hash, e.stated, e.id, \
               i.number, i.company, i.posted_on, i.hash, i.previous_hash, i.customer, i.entry, i.currency, i.net, i.tax, i.total \
               FROM accounting_journal_entry e LEFT JOIN sales_customer_invoice i ON i.id = e.source \
               WHERE e.source_kind = $1 AND e.source > $2 AND e.hash IS NOT NULL ORDER BY e.source LIMIT 500";
    let kind = Value::Int(CustomerInvoice::DEF.kind.into());
    let mut broken = Vec::new();
    let mut after = 0;
    loop {
        let rows = read.query(sql, &[kind.clone(), after.into()])?;
        let Some(last) = rows.last() else { break };
        after = int(last, 0);
        for row in &rows {
            if let Some(said) = differing(read, row)? {
                broken.push(said);
            }
        }
    }
    let beside = "SELECT i.number FROM sales_customer_invoice i LEFT JOIN accounting_journal_entry e ON e.id = i.entry \
                  AND e.source_kind = $1 AND e.source = i.id WHERE i.number IS NOT NULL AND e.id IS NULL ORDER BY i.number LIMIT 20";
    for row in read.query(beside, &[kind])? {
        let number = row.first().map(ToString::to_string).unwrap_or_default();
        broken.push(format!("invoice {number} is not the one that its entry was made for"));
    }
    broken.truncate(20);
    Ok(broken)
}

/// What of an invoice is not as its entry was told.
fn differing(read: &Read, row: &Row) -> Result<Option<String>> {
    let number = row.get(1).map(ToString::to_string).unwrap_or_default();
    if row.get(8).is_none_or(Value::is_null) {
        return Ok(Some(format!("invoice {number} is missing")));
    }
    let money = |place: usize| Money::from_minor(int(row, place));
    let told = row.get(6).and_then(Value::text).unwrap_or_default();
    // Two customers who became one: the chain keeps the id that was posted, the invoice follows to the survivor.
    let party = told.split(' ').next().and_then(|id| id.parse().ok()).unwrap_or(0);
    let mut customer = int(row, 13);
    if party != customer && read.survivor(parties::Party::DEF.name, party)? == Some(customer) {
        customer = party;
    }
    let (party, currency) = (Id::from_raw(customer), Id::from_raw(int(row, 15)));
    let stated = Stated { party, currency, net: money(16), tax: money(17), total: money(18) };
    let same = (1..6).all(|place| row.get(place) == row.get(place + 7)) && int(row, 7) == int(row, 14);
    Ok(match (same, stated.said() == told) {
        (true, true) => None,
        (false, _) => Some(format!("invoice {number} does not stand where its number was drawn")),
        (true, false) => Some(format!("invoice {number} says {}, posted was {told}", stated.said())),
    })
}

/// No piece of a delivery is in two packages.
fn packages(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT d.id, d.document, d.quantity, SUM(l.quantity) FROM sales_package_line l JOIN sales_package p ON p.id = l.document \
         JOIN sales_delivery_line d ON d.id = l.delivery_line WHERE p.archived_at IS NULL \
         GROUP BY d.id, d.document, d.quantity HAVING SUM(l.quantity) > d.quantity LIMIT 20",
        &[],
    )?;
    Ok(rows
        .iter()
        .map(|r| format!("delivery {}, line {}: {} packed of {}", int(r, 1), int(r, 0), int(r, 3), int(r, 2)))
        .collect())
}

/// What came back is in stock until it is scrapped or sent again; what did not come yet is not.
fn returns(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT r.number, l.id, COALESCE(SUM(s.quantity), 0), l.received FROM sales_return r JOIN sales_return_line l ON l.document = r.id \
         LEFT JOIN stock_ledger_row s ON s.source_kind = $1 AND s.source = r.id AND s.source_line = l.id \
         GROUP BY r.number, l.id, l.received, r.state, l.disposition HAVING COALESCE(SUM(s.quantity), 0) <> CASE \
         WHEN r.state = 'received' OR (r.state = 'settled' AND l.disposition = 'restock') THEN COALESCE(l.received, 0) ELSE 0 END LIMIT 20",
        &[i64::from(Return::DEF.kind).into()],
    )?;
    let said = |r: &Row| {
        let number = r.first().map(ToString::to_string).unwrap_or_default();
        format!("return {number}, line {}: {} in stock, {} received", int(r, 1), int(r, 2), int(r, 3))
    };
    Ok(rows.iter().map(said).collect())
}

/// Of a line of a delivery no more came back than left with it, and nothing of one that was taken back.
fn twice(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT d.number, l.delivery_line, SUM(l.received), o.quantity FROM sales_return_line l JOIN sales_return r ON r.id = l.document \
         JOIN sales_delivery_line o ON o.id = l.delivery_line JOIN sales_delivery d ON d.id = o.document \
         WHERE r.state = 'received' OR (r.state = 'settled' AND l.disposition <> 'back_to_customer') \
         GROUP BY d.number, l.delivery_line, o.quantity, d.state \
         HAVING SUM(l.received) > CASE WHEN d.state = 'posted' THEN o.quantity ELSE 0 END LIMIT 20",
        &[],
    )?;
    let said = |r: &Row| {
        let number = r.first().map(ToString::to_string).unwrap_or_default();
        format!("delivery {number}, line {}: {} came back of {}", int(r, 1), int(r, 2), int(r, 3))
    };
    Ok(rows.iter().map(said).collect())
}

/// Each customer's open orders and deliveries are those of his orders; what an order says of its progress is so.
fn credit(read: &Read) -> Result<Vec<String>> {
    let mut found: BTreeMap<(i64, i64), (Money, Money)> = BTreeMap::new();
    let mut broken = Vec::new();
    let mut after = 0;
    loop {
        let ids: Vec<i64> = read
            .query(
                "SELECT id FROM sales_order WHERE id > $1 AND state IN ('confirmed', 'closed') ORDER BY id LIMIT 500",
                &[Value::Int(after)],
            )?
            .iter()
            .map(|r| int(r, 0))
            .collect();
        let Some(last) = ids.last() else { break };
        after = *last;
        let done = progress::of(read, &ids)?;
        for order in store::typed::<Order>(&read.find_many(Order::DEF.name, &ids, true)?)? {
            if words(&order, &done) != (order.delivered, order.invoiced) {
                broken.push(format!("order {}: its progress is not what its lines say", &*order.number));
            }
            let sums = found.entry((order.company.raw(), order.customer.raw())).or_insert((Money::ZERO, Money::ZERO));
            for line in loaded(&order.lines) {
                let (open, waiting) = line.weighs(done.get(&line.head.id).copied().unwrap_or_default())?;
                if order.state == crate::OrderState::Confirmed {
                    sums.0 = sums.0.checked_add(open)?;
                }
                sums.1 = sums.1.checked_add(waiting)?;
            }
            if order.state == crate::OrderState::Confirmed {
                sums.0 = sums.0.checked_sub(order.ahead(order.prepaid)?)?;
            }
        }
    }
    for row in read.query("SELECT company, customer, orders, delivered FROM sales_credit", &[])? {
        let key = (int(&row, 0), int(&row, 1));
        let (orders, delivered) = found.remove(&key).unwrap_or((Money::ZERO, Money::ZERO));
        if (orders.minor(), delivered.minor()) != (int(&row, 2), int(&row, 3)) {
            let name = read.titles("parties.party", &[key.1])?.remove(&key.1).unwrap_or_default();
            broken.push(format!(
                "credit of {name}: kept {} and {}, found {orders} and {delivered}",
                int(&row, 2),
                int(&row, 3)
            ));
        }
    }
    for (key, (orders, delivered)) in found {
        if !orders.is_zero() || !delivered.is_zero() {
            let party: Id<parties::Party> = Id::from_raw(key.1);
            broken.push(format!("credit of party {party}: nothing kept, found {orders} and {delivered}"));
        }
    }
    Ok(broken)
}
