//! What is read from stock: what was there on a day and what it was worth, how old it is, what does not move, every row of an item,
//! and whether the books agree.

mod ageing;
mod books;
mod card;
mod on_hand;
mod places;
mod trace;

use crate::{LedgerRow, Lot, Warehouse};
use accounting::kept;
use base::{Date, Error, Id, Money, Quantity, Refusal, Result};
use catalog::{Item, ItemGroup};
use entity::{Described as _, Entity as _, Input, Record, Value};
use platform::Company;
use store::report::{Cell, Column, Holds, Link, Report, Sheet};
use store::{Read, Row, Scope, action};

const READS: &str = "stock.ledger_row";

/// The reports of stock.
pub const REPORTS: &[Report] = &[
    Report {
        name: "stock.on_hand",
        icon: "boxes",
        reads: READS,
        parameters: OnDay::FIELDS,
        run: |read, record| on_hand::on_hand(read, &asked(record)?),
    },
    Report {
        name: "stock.ageing",
        icon: "hourglass",
        reads: READS,
        parameters: OnDay::FIELDS,
        run: |read, record| ageing::ageing(read, &asked(record)?),
    },
    Report {
        name: "stock.slow_movers",
        icon: "snail",
        reads: READS,
        parameters: Slow::FIELDS,
        run: |read, record| ageing::slow_movers(read, &asked(record)?),
    },
    Report {
        name: "stock.places",
        icon: "map-pin",
        reads: READS,
        parameters: InWarehouse::FIELDS,
        run: |read, record| places::places(read, &asked(record)?),
    },
    Report {
        name: "stock.card",
        icon: "scroll-text",
        reads: READS,
        parameters: OfItem::FIELDS,
        run: |read, record| card::card(read, &asked(record)?),
    },
    Report {
        name: "stock.reconciliation",
        icon: "scale",
        reads: READS,
        parameters: AsOf::FIELDS,
        run: |read, record| books::reconciliation(read, &asked(record)?),
    },
    Report {
        name: "stock.lot_trace",
        icon: "route",
        reads: READS,
        parameters: OfLot::FIELDS,
        run: |read, record| trace::lot_trace(read, &asked(record)?),
    },
    Report {
        name: "stock.recall",
        icon: "siren",
        reads: READS,
        parameters: OfLot::FIELDS,
        run: |read, record| trace::recall(read, &asked(record)?),
    },
];

/// Goods on a day.
#[derive(Input, Clone, Debug)]
pub struct OnDay {
    pub company: Option<Id<Company>>,
    pub as_of: Option<Date>,
    pub warehouse: Option<Id<Warehouse>>,
    /// This group and those below it.
    pub item_group: Option<Id<ItemGroup>>,
}

/// The company's stock on a day.
#[derive(Input, Clone, Debug)]
pub struct AsOf {
    pub company: Option<Id<Company>>,
    pub as_of: Option<Date>,
}

/// The places of a warehouse, or of all of a company.
#[derive(Input, Clone, Debug)]
pub struct InWarehouse {
    pub company: Option<Id<Company>>,
    pub warehouse: Option<Id<Warehouse>>,
}

/// What has not left for so many days.
#[derive(Input, Clone, Debug)]
pub struct Slow {
    pub company: Option<Id<Company>>,
    pub as_of: Option<Date>,
    /// 90 unless said otherwise.
    pub days: Option<i64>,
}

/// An item over a time.
#[derive(Input, Clone, Debug)]
pub struct OfItem {
    pub company: Option<Id<Company>>,
    pub item: Option<Id<Item>>,
    pub warehouse: Option<Id<Warehouse>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// Goes on after this row.
    pub after: Option<i64>,
}

/// One lot.
#[derive(Input, Clone, Debug)]
pub struct OfLot {
    pub lot: Option<Id<Lot>>,
}

fn asked<I: Input>(record: &Record) -> Result<I> {
    I::from_record(record).map_err(store::damaged)
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// The company asked for, or the first that the reader sees; one he may not see does not exist for him.
fn company_of(read: &Read, asked: Option<Id<Company>>) -> Result<Id<Company>> {
    let access = read.access()?;
    let scope = access.scope(&*read.shape(READS)?, action::READ);
    let mut companies: Vec<i64> =
        kept::books(read)?.all_books().filter(|b| b.opened()).map(|b| b.company.raw()).collect();
    companies.sort_unstable();
    companies.retain(|id| match scope {
        Scope::All => true,
        Scope::Company => access.companies.contains(id),
        _ => false,
    });
    let wanted = asked.map(|a| a.raw()).or(companies.first().copied());
    match (wanted.filter(|id| companies.contains(id)), asked) {
        (Some(id), _) => Ok(Id::from_raw(id)),
        (None, Some(id)) => Err(Error::not_found("platform.company", id.raw())),
        (None, None) => Err(Refusal::new("stock.no_company_to_report").into()),
    }
}

/// How amounts of a company are shown.
fn money(read: &Read, company: Id<Company>) -> Result<Holds> {
    let kept = kept::books(read)?;
    Ok(Holds::Money(kept.exponent(kept.currency(company)?)))
}

/// A sheet of a company's figures, with the currency they are in.
fn sheet(read: &Read, company: Id<Company>, columns: Vec<Column>) -> Result<Sheet> {
    let currency = read.get(kept::books(read)?.currency(company)?)?;
    let sheet = Sheet::new(columns).using("company", company);
    Ok(sheet.note("accounting-in_currency", vec![("currency", currency.code)]))
}

/// Code and name of items, each leading to its card.
struct Names(std::collections::HashMap<i64, (String, String)>);

impl Names {
    fn read(read: &Read, items: &[i64]) -> Result<Names> {
        let sql = store::sql!("stock.item_names", "SELECT id, code, name FROM catalog_item WHERE id IN LIST($1)");
        let text = |row: &Row, place: usize| row.get(place).map(ToString::to_string).unwrap_or_default();
        let rows = read.query(sql, &[store::id_list(items)])?;
        Ok(Names(rows.iter().map(|r| (int(r, 0), (text(r, 1), text(r, 2)))).collect()))
    }

    fn cells(&self, item: i64, company: Id<Company>, until: Date) -> [Cell; 2] {
        let (code, name) = self.0.get(&item).cloned().unwrap_or_default();
        let parameters =
            vec![("company", company.to_string()), ("item", item.to_string()), ("ends_on", until.to_string())];
        let link = Link::Report("stock.card", parameters);
        [Cell::of(code).to(link.clone()), Cell::of(name).to(link)]
    }
}

/// The document behind a row, by its kind and id.
fn document(read: &Read, number: &str, kind: i64, id: i64) -> Cell {
    let entity = read.registry().defs().into_iter().find(|d| i64::from(d.kind) == kind);
    let cell = Cell::of(number);
    match entity {
        Some(def) => cell.to(Link::Record(def.name.to_owned(), id)),
        None => cell,
    }
}

/// A group and all that stand below it; nothing is every group.
fn groups(read: &Read, top: Option<Id<ItemGroup>>) -> Result<Option<Vec<i64>>> {
    let Some(top) = top else { return Ok(None) };
    let all: Vec<ItemGroup> = read.select("1 = 1", &[])?;
    let mut found = vec![top.raw()];
    let mut at = 0;
    while at < found.len() {
        let below = all.iter().filter(|g| g.parent.is_some_and(|p| p.raw() == found[at])).map(|g| g.head.id);
        let below: Vec<i64> = below.filter(|id| !found.contains(id)).collect();
        found.extend(below);
        at += 1;
    }
    Ok(Some(found))
}

/// What an item held on a day.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    quantity: Quantity,
    value: Money,
}

/// Quantity and value of items of a company on a day, of one warehouse or of all. Where warehouses share one cost a warehouse's
/// value is its share of what they are worth together.
fn held(read: &Read, company: Id<Company>, asked: &OnDay, on: Date) -> Result<std::collections::BTreeMap<i64, Held>> {
    let sql = store::sql!(
        "stock.held_on",
        "SELECT r.item, SUM(CASE WHEN $3 = 0 OR r.warehouse = $3 THEN r.quantity ELSE 0 END), SUM(r.quantity), SUM(r.value) \
         FROM stock_ledger_row r JOIN catalog_item i ON i.id = r.item WHERE r.company = $1 AND r.posted_on <= $2 \
         AND ($4 = 0 OR i.item_group IN LIST($5)) AND ($6 = 0 OR r.warehouse IN LIST($7)) GROUP BY r.item ORDER BY r.item"
    );
    let groups = groups(read, asked.item_group)?;
    let area = match asked.warehouse {
        None => None,
        Some(id) => {
            let policies = crate::kept::policies(read)?;
            let warehouse = policies.warehouse(id)?;
            Some(if warehouse.own_costs { vec![id.raw()] } else { policies.sharing_costs(company) })
        }
    };
    let params = [
        company.into(),
        on.into(),
        asked.warehouse.map_or(0, |w| w.raw()).into(),
        i64::from(groups.is_some()).into(),
        store::id_list(groups.as_deref().unwrap_or_default()),
        i64::from(area.is_some()).into(),
        store::id_list(area.as_deref().unwrap_or_default()),
    ];
    let mut found = std::collections::BTreeMap::new();
    for row in read.query(sql, &params)? {
        let (here, all, value) = (int(&row, 1), int(&row, 2), int(&row, 3));
        let value = if here == all { value } else { part(value, here, all)? };
        if here != 0 || value != 0 {
            found.insert(int(&row, 0), Held { quantity: Quantity::from_units(here), value: Money::from_minor(value) });
        }
    }
    Ok(found)
}

/// The share of a value that falls to a part.
fn part(value: i64, part: i64, whole: i64) -> Result<i64> {
    if whole == 0 {
        return Ok(0);
    }
    let product = i128::from(value) * i128::from(part);
    let share = base::decimal::div_round(product, i128::from(whole), base::Rounding::HalfAwayFromZero);
    i64::try_from(share).map_err(|_| base::Overflow.into())
}

/// The row that a reader goes on after must be one.
fn row_at(read: &Read, id: i64) -> Result<LedgerRow> {
    read.select::<LedgerRow>("id = $1", &[id.into()])?.pop().ok_or_else(|| Error::not_found(LedgerRow::DEF.name, id))
}
