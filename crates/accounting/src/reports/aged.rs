//! Aged items: what was open on a day, by party and by how long it was overdue.

use super::{Aged, company_of, money, sheet};
use crate::dimension_rule::Rules;
use crate::{DimensionSet, DimensionValue, Side, kept};
use base::{Date, Id, Money, Result};
use entity::{Entity as _, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// Days overdue at which a column begins; the first holds what is not due yet.
const STEPS: [i64; 4] = [1, 31, 61, 91];

/// What parties owe by age, and in all.
type Figures = BTreeMap<i64, [Money; 6]>;

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
    let rules = crate::dimension_rule::rules(read)?;
    let of_value = asked.value.and_then(|v| rules.dimension_of(v)).map(Id::from_raw);
    let dimension = asked.dimension.or(of_value);
    if let Some(dimension) = dimension {
        sheet = sheet.using("dimension", dimension.raw());
    }
    let mut open = open_on(read, company.raw(), asked, on)?;
    if let Some(dimension) = dimension {
        open = by_value(read, &rules, dimension.raw(), open)?;
    }
    if let Some(value) = asked.value {
        sheet = sheet.using("value", value.raw());
        open.retain(|item| item.value.is_some_and(|v| rules.within(v, value.raw())));
    }
    let mut groups: BTreeMap<Option<i64>, Figures> = BTreeMap::new();
    let mut all = [Money::ZERO; 6];
    for item in open {
        let open = item.open.checked_mul(sign)?;
        let overdue = item.due.days_until(on);
        let place = STEPS.iter().filter(|step| overdue >= **step).count();
        let party = groups.entry(item.value).or_default().entry(item.party).or_insert([Money::ZERO; 6]);
        for figures in [party, &mut all] {
            figures[place] = figures[place].checked_add(open)?;
            figures[5] = figures[5].checked_add(open)?;
        }
    }
    let ids: BTreeSet<i64> = groups.values().flat_map(|parties| parties.keys().copied()).collect();
    let names = read.titles("parties.party", &ids.into_iter().collect::<Vec<_>>())?;
    let mut groups: Vec<(Option<i64>, Figures)> = groups.into_iter().collect();
    // What stands under no value comes last.
    let code = |value: &Option<i64>| value.and_then(|v| rules.value(v)).map(|v| v.code.clone());
    groups.sort_by_key(|(value, _)| (value.is_none(), code(value)));
    for (value, parties) in groups {
        match dimension {
            Some(_) if parties.values().flatten().all(|f| f.is_zero()) => {}
            Some(_) => {
                sheet.rows.push(heading(&rules, value, &parties)?);
                sheet.rows.extend(rows(asked, &names, parties).into_iter().map(|row| row.deep(1)));
            }
            None => sheet.rows.extend(rows(asked, &names, parties)),
        }
    }
    let cells = std::iter::once(Cell::word("accounting-total")).chain(all.map(Cell::of));
    sheet.rows.push(Line::of(cells.collect()).looks(Look::Total));
    Ok(sheet)
}

/// A value with what all parties owe under it.
fn heading(rules: &Rules, value: Option<i64>, parties: &Figures) -> Result<Line> {
    let mut sums = [Money::ZERO; 6];
    for figures in parties.values() {
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum = sum.checked_add(*figure)?;
        }
    }
    let name = match value {
        Some(value) => Cell::of(rules.said(value)).naming(DimensionValue::DEF.name, value),
        None => Cell::word("accounting-without_value"),
    };
    Ok(Line::of(std::iter::once(name).chain(sums.map(Cell::of)).collect()).looks(Look::Total))
}

/// A row for each party, who owes most first.
fn rows(asked: &Aged, names: &BTreeMap<i64, String>, parties: Figures) -> Vec<Line> {
    let mut rows: Vec<(String, i64, [Money; 6])> = parties
        .into_iter()
        .filter(|(_, figures)| figures.iter().any(|f| !f.is_zero()))
        .map(|(id, figures)| (names.get(&id).cloned().unwrap_or_default(), id, figures))
        .collect();
    rows.sort_by_key(|(_, _, figures)| std::cmp::Reverse(figures[5]));
    let only = asked.currency.map(|c| format!(" and currency = #{c}")).unwrap_or_default();
    let row = |(name, id, figures): (String, i64, [Money; 6])| {
        let link = Link::List(
            "accounting.open_item",
            format!("party = #{id} and side = {} and settled = no{only}", asked.side.code()),
        );
        Line::of(std::iter::once(Cell::of(name.as_str()).to(link)).chain(figures.map(Cell::of)).collect())
    };
    rows.into_iter().map(row).collect()
}

/// What was open of an item, and under which value of the dimension asked for.
struct Open {
    party: i64,
    due: Date,
    open: Money,
    entry: i64,
    dimensions: Option<i64>,
    value: Option<i64>,
}

/// Items under the values of a dimension: the one that the item carries, otherwise in the proportion in which the lines of its entry
/// carry them, to the cent.
fn by_value(read: &Read, rules: &Rules, dimension: i64, open: Vec<Open>) -> Result<Vec<Open>> {
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
    let mut entries: Vec<i64> = open.iter().map(|o| o.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    let sql = store::sql!(
        "accounting.said_by_entries",
        "SELECT l.document, l.dimensions, SUM(l.amount_base) FROM accounting_journal_line l JOIN accounting_account a ON a.id = l.account \
         WHERE l.document IN LIST($1) AND a.control NOT IN ('receivables', 'payables') AND l.tax_base IS NULL \
         GROUP BY l.document, l.dimensions ORDER BY l.document, l.dimensions"
    );
    let mut said: Vec<(i64, Option<i64>, Money)> = Vec::new();
    for part in entries.chunks(5_000) {
        let rows = read.query(sql, &[store::id_list(part)])?;
        said.extend(
            rows.iter().map(|r| (int(r, 0).unwrap_or(0), int(r, 1), Money::from_minor(int(r, 2).unwrap_or(0)))),
        );
    }
    let mut sets: Vec<i64> = said.iter().filter_map(|s| s.1).chain(open.iter().filter_map(|o| o.dimensions)).collect();
    sets.sort_unstable();
    sets.dedup();
    let mut value_of: HashMap<i64, i64> = HashMap::new();
    for part in sets.chunks(5_000) {
        for set in store::typed::<DimensionSet>(&read.find_many(DimensionSet::DEF.name, part, false)?)? {
            let values = set.values().into_iter();
            if let Some(value) = values.into_iter().find(|v| rules.dimension_of(*v) == Some(dimension)) {
                value_of.insert(set.head.id, value.raw());
            }
        }
    }
    let value = |set: Option<i64>| set.and_then(|s| value_of.get(&s).copied());
    let mut weights: HashMap<i64, BTreeMap<Option<i64>, Money>> = HashMap::new();
    for (entry, set, amount) in said {
        let sum = weights.entry(entry).or_default().entry(value(set)).or_insert(Money::ZERO);
        *sum = sum.checked_add(amount)?;
    }
    let mut parts = Vec::with_capacity(open.len());
    for item in open {
        let carried = value(item.dimensions);
        let shares: Vec<(Option<i64>, i64)> = match (carried, weights.get(&item.entry)) {
            (None, Some(said)) => {
                let said = said.iter().map(|(v, amount)| Ok((*v, amount.checked_abs()?.minor())));
                said.collect::<Result<Vec<_>>>()?.into_iter().filter(|(_, weight)| *weight > 0).collect()
            }
            _ => Vec::new(),
        };
        if carried.is_some() || shares.len() < 2 {
            let value = carried.or(shares.first().and_then(|s| s.0));
            parts.push(Open { value, ..item });
            continue;
        }
        let figures: Vec<i64> = shares.iter().map(|s| s.1).collect();
        for ((value, _), open) in shares.iter().zip(base::distribute(item.open, &figures)?) {
            parts.push(Open { value: *value, open, ..item });
        }
    }
    Ok(parts)
}

/// What was open of each item on a day.
fn open_on(read: &Read, company: i64, asked: &Aged, on: Date) -> Result<Vec<Open>> {
    let (side, currency) = (asked.side, asked.currency.map_or(0, |c| c.raw()));
    let parse = |row: &store::Row| {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let due = row.get(1).and_then(Value::text).and_then(|t| Date::parse(t).ok()).unwrap_or(on);
        let dimensions = row.get(4).and_then(Value::int);
        Open { party: int(0), due, open: Money::from_minor(int(2)), entry: int(3), dimensions, value: None }
    };
    // Today nothing has to be taken back: the kept figures are the answer.
    let rows = if on >= read.today() {
        let sql = store::sql!(
            "accounting.open_now",
            "SELECT party, due_on, CASE WHEN $3 = 0 THEN open_base ELSE open END, entry, dimensions FROM accounting_open_item WHERE company = $1 \
             AND side = $2 AND settled = 0 AND archived_at IS NULL AND ($3 = 0 OR currency = $3)"
        );
        read.query(sql, &[company.into(), side.code().into(), currency.into()])?
    } else {
        let sql = store::sql!(
            "accounting.open_then",
            "SELECT i.party, i.due_on, CASE WHEN $4 = 0 THEN i.open_base ELSE i.open END - COALESCE((SELECT SUM(CASE WHEN $4 = 0 \
             THEN a.amount_base ELSE a.amount END) FROM accounting_allocation a WHERE a.item = i.id AND a.posted_on > $3 \
             AND a.archived_at IS NULL), 0), i.entry, i.dimensions FROM accounting_open_item i WHERE i.company = $1 AND i.side = $2 \
             AND i.posted_on <= $3 AND i.archived_at IS NULL AND ($4 = 0 OR i.currency = $4)"
        );
        read.query(sql, &[company.into(), side.code().into(), on.into(), currency.into()])?
    };
    Ok(rows.iter().map(parse).filter(|item| !item.open.is_zero()).collect())
}
