//! Aged items: what was open on a day, by party and by how long it was overdue.

use super::{Aged, company_of, money, sheet};
use crate::{Side, kept};
use base::{Date, Money, Result};
use entity::Value;
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// Days overdue at which a column begins; the first holds what is not due yet.
const STEPS: [i64; 4] = [1, 31, 61, 91];

/// Open items of a side on any day, in company currency or those of one currency in it: what came later is taken back, what was paid
/// later is open again.
pub(super) fn aged_items(read: &Read, asked: &Aged) -> Result<Sheet> {
    let company = company_of(read, asked.company, "accounting.open_item")?;
    let on = asked.as_of.unwrap_or(read.today());
    let holds = match asked.currency {
        Some(currency) => Holds::Money(kept::books(read)?.exponent(currency)),
        None => money(read, company)?,
    };
    let columns = vec![
        Column::new("party", Holds::Text),
        Column::new("not_due", holds),
        Column::new("days_1", holds),
        Column::new("days_31", holds),
        Column::new("days_61", holds),
        Column::new("days_91", holds),
        Column::new("total", holds),
    ];
    let sheet = match asked.currency {
        Some(currency) => {
            let code = read.get(currency)?.code;
            Sheet::new(columns)
                .using("company", company.raw())
                .using("currency", currency.raw())
                .note("accounting-in_currency", vec![("currency", code)])
        }
        None => sheet(read, company, columns)?,
    };
    let mut sheet = sheet.using("side", asked.side.code()).using("as_of", on);
    let sign = if asked.side == Side::Payable { -1 } else { 1 };
    let mut parties: BTreeMap<i64, [Money; 6]> = BTreeMap::new();
    let mut all = [Money::ZERO; 6];
    for (party, due, open) in open_on(read, company.raw(), asked, on)? {
        let open = open.checked_mul(sign)?;
        let overdue = due.days_until(on);
        let place = STEPS.iter().filter(|step| overdue >= **step).count();
        for figures in [parties.entry(party).or_insert([Money::ZERO; 6]), &mut all] {
            figures[place] = figures[place].checked_add(open)?;
            figures[5] = figures[5].checked_add(open)?;
        }
    }
    let ids: Vec<i64> = parties.keys().copied().collect();
    let names = read.titles("parties.party", &ids)?;
    let mut rows: Vec<(String, i64, [Money; 6])> = parties
        .into_iter()
        .filter(|(_, figures)| figures.iter().any(|f| !f.is_zero()))
        .map(|(id, figures)| (names.get(&id).cloned().unwrap_or_default(), id, figures))
        .collect();
    rows.sort_by_key(|(_, _, figures)| std::cmp::Reverse(figures[5]));
    let only = asked.currency.map(|c| format!(" and currency = #{c}")).unwrap_or_default();
    for (name, id, figures) in rows {
        let link = Link::List(
            "accounting.open_item",
            format!("party = #{id} and side = {} and settled = no{only}", asked.side.code()),
        );
        let cells = std::iter::once(Cell::of(name.as_str()).to(link)).chain(figures.map(Cell::of));
        sheet.rows.push(Line::of(cells.collect()));
    }
    let cells = std::iter::once(Cell::word("accounting-total")).chain(all.map(Cell::of));
    sheet.rows.push(Line::of(cells.collect()).looks(Look::Total));
    Ok(sheet)
}

/// Party, due date and what was open of each item on a day.
fn open_on(read: &Read, company: i64, asked: &Aged, on: Date) -> Result<Vec<(i64, Date, Money)>> {
    let (side, currency) = (asked.side, asked.currency.map_or(0, |c| c.raw()));
    let parse = |row: &store::Row| {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let due = row.get(1).and_then(Value::text).and_then(|t| Date::parse(t).ok()).unwrap_or(on);
        (int(0), due, Money::from_minor(int(2)))
    };
    // Today nothing has to be taken back: the kept figures are the answer.
    let rows = if on >= read.today() {
        let sql = store::sql!(
            "accounting.open_now",
            "SELECT party, due_on, CASE WHEN $3 = 0 THEN open_base ELSE open END FROM accounting_open_item WHERE company = $1 \
             AND side = $2 AND settled = 0 AND archived_at IS NULL AND ($3 = 0 OR currency = $3)"
        );
        read.query(sql, &[company.into(), side.code().into(), currency.into()])?
    } else {
        let sql = store::sql!(
            "accounting.open_then",
            "SELECT i.party, i.due_on, CASE WHEN $4 = 0 THEN i.open_base ELSE i.open END - COALESCE((SELECT SUM(CASE WHEN $4 = 0 \
             THEN a.amount_base ELSE a.amount END) FROM accounting_allocation a WHERE a.item = i.id AND a.posted_on > $3 \
             AND a.archived_at IS NULL), 0) FROM accounting_open_item i WHERE i.company = $1 AND i.side = $2 \
             AND i.posted_on <= $3 AND i.archived_at IS NULL AND ($4 = 0 OR i.currency = $4)"
        );
        read.query(sql, &[company.into(), side.code().into(), on.into(), currency.into()])?
    };
    Ok(rows.iter().map(parse).filter(|(_, _, open)| !open.is_zero()).collect())
}
