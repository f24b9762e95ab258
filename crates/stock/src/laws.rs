//! Laws of stock: balances and values are what their rows say, nothing is worth something, and inventory accounts agree.

use accounting::Control;
use base::Result;
use entity::Value;
use store::{Law, Read, Row};

/// What `fondaco check` asks of stock.
pub const LAWS: &[Law] = &[
    Law { name: "stock.balances_kept", broken: balances },
    Law { name: "stock.values_kept", broken: values },
    Law { name: "stock.nothing_is_worth_nothing", broken: nothing },
    Law { name: "stock.inventory_is_ledger", broken: inventory },
    Law { name: "stock.reserved_is_there", broken: reserved },
];

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn item(read: &Read, id: i64) -> Result<String> {
    Ok(read.titles("catalog.item", &[id])?.remove(&id).unwrap_or_else(|| format!("item {id}")))
}

/// What lies in each place is the sum of its rows.
fn balances(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT item, warehouse, SUM(kept), SUM(found) FROM ( \
           SELECT item, warehouse, location, lot, status, on_hand AS kept, 0 AS found FROM stock_balance \
           UNION ALL \
           SELECT item, warehouse, COALESCE(location, 0), COALESCE(lot, 0), status, 0, quantity FROM stock_ledger_row \
         ) both_sides GROUP BY item, warehouse, location, lot, status HAVING SUM(kept) <> SUM(found) LIMIT 20",
        &[],
    )?;
    let said = |r: &Row| Ok(format!("{}: kept {}, rows {}", item(read, int(r, 0))?, int(r, 2), int(r, 3)));
    rows.iter().map(said).collect()
}

/// A valuation's quantity and value are the sums of its rows.
fn values(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT company, item, SUM(kept), SUM(found), SUM(kept_value), SUM(found_value) FROM ( \
           SELECT company, item, quantity AS kept, 0 AS found, value AS kept_value, 0 AS found_value FROM stock_valuation \
           UNION ALL \
           SELECT company, item, 0, quantity, 0, value FROM stock_ledger_row \
         ) both_sides GROUP BY company, item HAVING SUM(kept) <> SUM(found) OR SUM(kept_value) <> SUM(found_value) LIMIT 20",
        &[],
    )?;
    let said = |r: &Row| {
        let name = item(read, int(r, 1))?;
        Ok(format!("{name}: kept {} worth {}, rows {} worth {}", int(r, 2), int(r, 4), int(r, 3), int(r, 5)))
    };
    rows.iter().map(said).collect()
}

/// Nothing on hand is worth nothing.
fn nothing(read: &Read) -> Result<Vec<String>> {
    let rows = read.query("SELECT item, value FROM stock_valuation WHERE quantity = 0 AND value <> 0 LIMIT 20", &[])?;
    rows.iter().map(|r| Ok(format!("{}: nothing is there, worth {}", item(read, int(r, 0))?, int(r, 1)))).collect()
}

/// The inventory accounts of a company are worth what its stock ledger says; the first documents that differ are named.
fn inventory(read: &Read) -> Result<Vec<String>> {
    let kept = accounting::kept::books(read)?;
    let mut broken = Vec::new();
    for books in kept.all_books() {
        let accounts = kept.controlled(books.company, Control::Stock);
        let rows = read.query(
            "SELECT source_kind, source, SUM(rows_value), SUM(books_value) FROM ( \
               SELECT source_kind, source, value AS rows_value, 0 AS books_value FROM stock_ledger_row WHERE company = $1 \
               UNION ALL \
               SELECT e.source_kind, e.source, 0, l.amount_base FROM accounting_journal_line l \
               JOIN accounting_journal_entry e ON e.id = l.document WHERE l.account IN LIST($2) \
             ) both_sides GROUP BY source_kind, source HAVING SUM(rows_value) <> SUM(books_value) ORDER BY source LIMIT 20",
            &[books.company.into(), store::id_list(&accounts)],
        )?;
        for row in &rows {
            let (kind, source) = (int(row, 0), int(row, 1));
            let entity = read.registry().defs().into_iter().find(|d| i64::from(d.kind) == kind).map_or("?", |d| d.name);
            broken.push(format!("{entity} {source}: stock {}, books {}", int(row, 2), int(row, 3)));
        }
    }
    Ok(broken)
}

/// What is reserved is the sum of the reservations and, unless a policy allows more, on hand.
fn reserved(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT item, warehouse, SUM(kept), SUM(found) FROM ( \
           SELECT item, warehouse, reserved AS kept, 0 AS found FROM stock_position \
           UNION ALL \
           SELECT item, warehouse, 0, quantity FROM stock_reservation WHERE done = 0 \
         ) both_sides GROUP BY item, warehouse HAVING SUM(kept) <> SUM(found) LIMIT 20",
        &[],
    )?;
    let mut broken: Vec<String> = rows
        .iter()
        .map(|r| Ok(format!("{}: reserved {}, reservations {}", item(read, int(r, 0))?, int(r, 2), int(r, 3))))
        .collect::<Result<_>>()?;
    let rows = read.query(
        "SELECT item, on_hand, reserved FROM stock_position WHERE reserved > on_hand AND reserved > 0 AND on_hand >= 0 LIMIT 20",
        &[],
    )?;
    for row in &rows {
        broken.push(format!("{}: {} reserved of {}", item(read, int(row, 0))?, int(row, 2), int(row, 1)));
    }
    Ok(broken)
}
