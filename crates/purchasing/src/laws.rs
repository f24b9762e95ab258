//! Laws of purchasing: what is kept of orders is what their documents say, and the account of goods received, not invoiced, is what
//! waits for its invoice. Each culprit is named.

use crate::Order;
use crate::held::KINDS;
use accounting::{InventoryMode, Role, kept};
use base::Result;
use entity::{Entity as _, Value};
use std::collections::BTreeMap;
use store::{Law, Read, Row};

/// What `fondaco check` asks of purchasing.
pub const LAWS: &[Law] = &[
    Law { name: "purchasing.progress_is_links", broken: progress },
    Law { name: "purchasing.clearing_is_links", broken: clearing },
    Law { name: "purchasing.expected_is_open_orders", broken: expected },
    Law { name: "purchasing.received_not_invoiced_is_open_receipts", broken: account },
];

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// The links of lines of orders: what came and went back, what was invoiced, and what that moved.
const FLOW: &str = "SELECT COALESCE(c.order_line, l.from_line) AS line, \
     CASE WHEN l.role = 'received' THEN l.quantity WHEN l.role = 'returned' THEN -l.quantity ELSE 0 END AS received, \
     CASE WHEN l.role = 'invoiced' THEN l.quantity ELSE 0 END AS invoiced, \
     CASE WHEN l.role = 'received' THEN l.amount ELSE -l.amount END AS amount \
     FROM link l LEFT JOIN purchasing_clearing c ON l.from_kind = 203 AND c.line = l.from_line \
     WHERE l.to_kind IN (203, 205, 207) AND l.role IN ('received', 'invoiced', 'returned')";

fn named(read: &Read, row: &Row, what: &str) -> Result<String> {
    let order = read.titles("purchasing.order", &[int(row, 0)])?.remove(&int(row, 0)).unwrap_or_default();
    Ok(format!("{order}, line {}: {what} kept {}, links {}", int(row, 1), int(row, 2), int(row, 3)))
}

/// What came and what was invoiced of each line of an order is the sum of its links.
fn progress(read: &Read) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for of in ["received", "invoiced"] {
        let sql = format!(
            "SELECT o.document, b.line, SUM(b.kept), SUM(b.found) FROM ( \
               SELECT line, {of} AS kept, 0 AS found FROM purchasing_progress \
               UNION ALL SELECT line, 0, {of} FROM ({FLOW}) flow \
             ) b JOIN purchasing_order_line o ON o.id = b.line GROUP BY o.document, b.line \
             HAVING SUM(b.kept) <> SUM(b.found) LIMIT 20"
        );
        for row in read.query(&sql, &[])? {
            broken.push(named(read, &row, of)?);
        }
    }
    Ok(broken)
}

/// What waits for its invoice, less what was invoiced and is not here, is what the links leave: in quantity and in value.
fn clearing(read: &Read) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (what, open, ahead, flow) in
        [("quantity", "open", "ahead", "received - invoiced"), ("value", "open_base", "ahead_base", "amount")]
    {
        let sql = format!(
            "SELECT o.document, b.line, SUM(b.kept), SUM(b.found) FROM ( \
               SELECT order_line AS line, {open} AS kept, 0 AS found FROM purchasing_clearing \
               UNION ALL SELECT line, -{ahead}, 0 FROM purchasing_progress \
               UNION ALL SELECT line, 0, {flow} FROM ({FLOW}) flow \
             ) b JOIN purchasing_order_line o ON o.id = b.line WHERE o.is_service = 0 GROUP BY o.document, b.line \
             HAVING SUM(b.kept) <> SUM(b.found) LIMIT 20"
        );
        for row in read.query(&sql, &[])? {
            broken.push(named(read, &row, what)?);
        }
    }
    Ok(broken)
}

/// What stock expects of released orders is what has not come; of orders that are not open it expects nothing.
fn expected(read: &Read) -> Result<Vec<String>> {
    let kind = i64::from(Order::DEF.kind);
    let rows = read.query(
        "SELECT e.line, e.document, e.quantity, e.on_day, o.state, o.amendment FROM stock_expected e \
         LEFT JOIN purchasing_order o ON o.id = e.document WHERE e.kind = $1",
        &[kind.into()],
    )?;
    let mut kept: BTreeMap<i64, (i64, Option<String>)> = BTreeMap::new();
    let mut broken = Vec::new();
    for row in &rows {
        let text = |place: usize| row.get(place).and_then(Value::text);
        let changing = text(4) == Some("draft") && int(row, 5) > 0;
        if text(4) == Some("released") {
            kept.insert(int(row, 0), (int(row, 2), text(3).map(str::to_owned)));
        } else if !changing {
            broken.push(format!("order {}: nothing comes of it, {} expected", int(row, 1), int(row, 2)));
        }
    }
    let mut after = 0;
    loop {
        let sql = "SELECT id FROM purchasing_order WHERE id > $1 AND state = 'released' ORDER BY id LIMIT 500";
        let ids: Vec<i64> = read.query(sql, &[Value::Int(after)])?.iter().map(|r| int(r, 0)).collect();
        let Some(last) = ids.last() else { break };
        after = *last;
        let done = crate::held::progress(read, &ids)?;
        for order in store::typed::<Order>(&read.find_many(Order::DEF.name, &ids, true)?)? {
            for line in crate::expected::of(&order, &done)? {
                let found = kept.remove(&line.line).unwrap_or((0, None));
                let day = line.on.map(|d| d.to_string()).filter(|_| line.quantity.is_positive());
                if found != (line.quantity.units(), day) {
                    let number = &*order.number;
                    broken.push(format!("{number}: {} still comes, {} expected", line.quantity, found.0));
                }
            }
        }
    }
    broken.extend(kept.keys().map(|line| format!("line {line}: expected and not ordered")));
    broken.truncate(20);
    Ok(broken)
}

/// Each document moved the account of goods received, not invoiced, by what its links say; so the account is the sum of what is open.
fn account(read: &Read) -> Result<Vec<String>> {
    let kept = kept::books(read)?;
    let mut broken = Vec::new();
    for books in kept.all_books().filter(|b| b.opened() && b.inventory_mode == InventoryMode::CostOfSales) {
        let accounts = kept.accounts_of(books.company, Role::ReceivedNotInvoiced);
        let sql = "SELECT kind, record, SUM(books_value), SUM(links_value) FROM ( \
               SELECT e.source_kind AS kind, e.source AS record, l.amount_base AS books_value, 0 AS links_value \
               FROM accounting_journal_line l JOIN accounting_journal_entry e ON e.id = l.document WHERE l.account IN LIST($1) \
               UNION ALL \
               SELECT k.to_kind, k.to_record, 0, CASE WHEN k.role = 'received' THEN -k.amount ELSE k.amount END FROM link k \
               LEFT JOIN purchasing_goods_receipt r ON k.to_kind = 203 AND r.id = k.to_record \
               LEFT JOIN purchasing_supplier_invoice i ON k.to_kind = 205 AND i.id = k.to_record \
               LEFT JOIN purchasing_supplier_return s ON k.to_kind = 207 AND s.id = k.to_record \
               WHERE k.to_kind IN (203, 205, 207) AND COALESCE(r.company, i.company, s.company) = $2 \
             ) both_sides GROUP BY kind, record HAVING SUM(books_value) <> SUM(links_value) ORDER BY kind, record LIMIT 20";
        for row in read.query(sql, &[store::id_list(&accounts), books.company.into()])? {
            let (kind, record) = (int(&row, 0), int(&row, 1));
            let entity = read.registry().defs().into_iter().find(|d| i64::from(d.kind) == kind).map_or("?", |d| d.name);
            broken.push(format!("{entity} {record}: books {}, links {}", int(&row, 2), int(&row, 3)));
        }
    }
    debug_assert_eq!(KINDS, [203, 205, 207], "the laws name the kinds of documents");
    Ok(broken)
}
