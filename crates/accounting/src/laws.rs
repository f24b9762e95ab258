//! Laws of the books: entries balance, kept balances are their sums, control accounts equal open items. Each culprit is named.

use crate::{Control, chain, kept};
use base::Result;
use entity::Value;
use store::{Law, Read, Row};

/// What `fondaco check` asks of the books.
pub const LAWS: &[Law] = &[
    Law { name: "accounting.entries_balance", broken: entries },
    Law { name: "accounting.balances_kept", broken: balances },
    Law { name: "accounting.control_is_open_items", broken: controls },
    Law { name: "accounting.items_are_what_is_left", broken: items },
    Law { name: "accounting.legal_numbers", broken: numbers },
    Law { name: "accounting.legal_numbers_chained", broken: chain::broken },
    Law { name: "accounting.payments_in_transit", broken: in_transit },
    Law { name: "accounting.statements_chain", broken: statements },
    Law { name: "accounting.matches_kept", broken: matches },
];

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn text(row: &Row, place: usize) -> String {
    row.get(place).map(ToString::to_string).unwrap_or_default()
}

/// Debits equal credits in every entry, and its total is their sum.
fn entries(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT e.id, e.number, SUM(l.amount_base), SUM(CASE WHEN l.amount_base > 0 THEN l.amount_base ELSE 0 END), e.total_base \
         FROM accounting_journal_entry e JOIN accounting_journal_line l ON l.document = e.id \
         GROUP BY e.id, e.number, e.total_base \
         HAVING SUM(l.amount_base) <> 0 OR SUM(CASE WHEN l.amount_base > 0 THEN l.amount_base ELSE 0 END) <> e.total_base LIMIT 20",
        &[],
    )?;
    Ok(rows
        .iter()
        .map(|r| format!("entry {} ({}) is off by {} minor units", int(r, 0), text(r, 1), int(r, 2)))
        .collect())
}

/// The kept balances of account and period are the sums of their lines.
fn balances(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT account, period, SUM(kept), SUM(found) FROM ( \
           SELECT account, period, SUM(debit) - SUM(credit) AS kept, 0 AS found FROM accounting_balance WHERE ledger = 1 GROUP BY account, period \
           UNION ALL \
           SELECT l.account, e.period, 0, SUM(l.amount_base) FROM accounting_journal_line l \
           JOIN accounting_journal_entry e ON e.id = l.document WHERE e.ledger = 1 GROUP BY l.account, e.period \
         ) both_sides GROUP BY account, period HAVING SUM(kept) <> SUM(found) LIMIT 20",
        &[],
    )?;
    let kept = kept::books(read)?;
    rows.iter()
        .map(|r| {
            let code = &kept.account(int(r, 0))?.code;
            Ok(format!("account {code} in period {}: kept {}, lines {}", int(r, 1), int(r, 2), int(r, 3)))
        })
        .collect()
}

/// Receivables and payables in the ledger are the open items of their parties.
fn controls(read: &Read) -> Result<Vec<String>> {
    let kept = kept::books(read)?;
    let mut broken = Vec::new();
    for books in kept.all_books() {
        let mut accounts = kept.controlled(books.company, Control::Receivables);
        accounts.extend(kept.controlled(books.company, Control::Payables));
        let rows = read.query(
            "SELECT account, party, SUM(ledger), SUM(items) FROM ( \
               SELECT account, party, SUM(amount_base) AS ledger, 0 AS items FROM accounting_journal_line \
               WHERE account IN LIST($1) GROUP BY account, party \
               UNION ALL \
               SELECT account, party, 0, SUM(open_base) FROM accounting_open_item WHERE account IN LIST($1) GROUP BY account, party \
             ) both_sides GROUP BY account, party HAVING SUM(ledger) <> SUM(items) LIMIT 20",
            &[store::id_list(&accounts)],
        )?;
        for row in &rows {
            let party = read.titles("parties.party", &[int(row, 1)])?.remove(&int(row, 1)).unwrap_or_default();
            let code = &kept.account(int(row, 0))?.code;
            broken.push(format!("account {code}, {party}: ledger {}, open items {}", int(row, 2), int(row, 3)));
        }
    }
    Ok(broken)
}

/// What is left of an item is what it was and what its allocations changed.
fn items(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT i.id, i.number, i.open, i.amount + COALESCE(SUM(a.amount), 0) FROM accounting_open_item i \
         LEFT JOIN accounting_allocation a ON a.item = i.id GROUP BY i.id, i.number, i.open, i.amount, i.amount_base, i.open_base, i.settled \
         HAVING i.open <> i.amount + COALESCE(SUM(a.amount), 0) OR i.open_base <> i.amount_base + COALESCE(SUM(a.amount_base), 0) \
         OR i.settled <> CASE WHEN i.open = 0 AND i.open_base = 0 THEN 1 ELSE 0 END LIMIT 20",
        &[],
    )?;
    let said = |r: &Row| {
        format!("open item {} ({}): {} left, allocations say {}", int(r, 0), text(r, 1), int(r, 2), int(r, 3))
    };
    Ok(rows.iter().map(said).collect())
}

/// Each legal series counts from 1 without a gap: what was drawn is what documents carry.
fn numbers(read: &Read) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for row in read.query(
        "SELECT series, next FROM number_series WHERE series >= 'legal/' AND series < 'legal0' ORDER BY series",
        &[],
    )? {
        let series = text(&row, 0);
        let mut parts = series.splitn(4, '/').skip(1);
        let (Some(prefix), Some(company), Some(year)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let company: i64 = company.parse().unwrap_or(0);
        let first = format!("{prefix}-{year}-");
        let found = read.number(
            "SELECT COUNT(DISTINCT number) FROM accounting_journal_entry WHERE company = $1 AND number >= $2 AND number < $3",
            &[company.into(), first.as_str().into(), format!("{first}~").into()],
        )?;
        let drawn = int(&row, 1) - 1;
        if found != drawn {
            broken.push(format!("series {first}…: {drawn} numbers drawn, {found} found in the books"));
        }
    }
    Ok(broken)
}

/// Payments in transit in the ledger are the payments that no statement shows yet.
fn in_transit(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT company, SUM(ledger), SUM(waiting) FROM ( \
           SELECT a.company AS company, SUM(l.amount_base) AS ledger, 0 AS waiting FROM accounting_journal_line l \
           JOIN accounting_account a ON a.id = l.account WHERE a.control = 'clearing' AND a.id IN \
           (SELECT account FROM accounting_account_role WHERE role = 'payment_clearing' \
            UNION SELECT clearing FROM accounting_bank_account WHERE clearing IS NOT NULL) GROUP BY a.company \
           UNION ALL \
           SELECT p.company, 0, SUM(CASE WHEN p.direction = 'received' THEN p.amount_base - p.matched_base \
           ELSE p.matched_base - p.amount_base END) FROM accounting_payment p \
           WHERE p.state = 'posted' AND p.means = 'bank' GROUP BY p.company \
         ) both_sides GROUP BY company HAVING SUM(ledger) <> SUM(waiting) LIMIT 20",
        &[],
    )?;
    let kept = kept::books(read)?;
    rows.iter()
        .map(|r| {
            let company = &kept.company(base::Id::from_raw(int(r, 0)))?.name;
            Ok(format!("{company}: {} in transit, payments wait for {}", int(r, 1), int(r, 2)))
        })
        .collect()
}

/// Each statement goes on where the one before it ended, and is the sum of its movements.
fn statements(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT s.id, s.number, s.opening, s.closing, COALESCE((SELECT SUM(t.amount) FROM accounting_bank_transaction t \
         WHERE t.statement = s.id), 0), (SELECT b.closing FROM accounting_bank_statement b WHERE b.bank_account = s.bank_account \
         AND b.id < s.id ORDER BY b.id DESC LIMIT 1) FROM accounting_bank_statement s ORDER BY s.id",
        &[],
    )?;
    let wrong = |r: &&Row| {
        let before = r.get(5).and_then(Value::int);
        int(r, 2) + int(r, 4) != int(r, 3) || before.is_some_and(|closing| closing != int(r, 2))
    };
    let said = |r: &Row| {
        format!("statement {} ({}) begins with {} and ends with {}", int(r, 0), text(r, 1), int(r, 2), int(r, 3))
    };
    Ok(rows.iter().filter(wrong).take(20).map(said).collect())
}

/// What movements and payments say is matched is what posted matches say.
fn matches(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT what, id, SUM(kept), SUM(found) FROM ( \
           SELECT 'movement' AS what, id, matched AS kept, 0 AS found FROM accounting_bank_transaction WHERE matched <> 0 \
           UNION ALL \
           SELECT 'payment', id, CASE WHEN direction = 'received' THEN matched ELSE 0 - matched END, 0 FROM accounting_payment \
           WHERE matched <> 0 \
           UNION ALL \
           SELECT CASE WHEN l.movement IS NULL THEN 'payment' ELSE 'movement' END, COALESCE(l.movement, l.payment), 0, l.amount \
           FROM accounting_match_line l JOIN accounting_bank_match m ON m.id = l.document \
           WHERE m.state = 'posted' AND l.account IS NULL \
         ) both_sides GROUP BY what, id HAVING SUM(kept) <> SUM(found) LIMIT 20",
        &[],
    )?;
    Ok(rows
        .iter()
        .map(|r| format!("{} {}: {} matched, matches say {}", text(r, 0), int(r, 1), int(r, 2), int(r, 3)))
        .collect())
}
