//! A pick list tells somebody what to take from which place, in the order of the way through the warehouse. It moves nothing: what was
//! picked leaves with the delivery.

use crate::{Location, Lot, Warehouse};
use accounting::Source;
use base::{Date, Id, Instant, Quantity, Refusal, Result};
use catalog::Item;
use entity::{Choice, Entity, Head, Lines, Number, Value};
use parties::loaded;
use platform::{Company, User};
use std::collections::BTreeMap;
use store::{Business, Made, Operation, Read, Refusals, Row, Tx, operations};

/// Where it stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Somebody is to pick it.
    #[default]
    #[choice(tone = "info")]
    Open,
    #[choice(tone = "success")]
    Picked,
    #[choice(tone = "danger")]
    Cancelled,
}

/// What somebody is to take out of a warehouse.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.pick_list",
    kind = 170,
    icon = "clipboard-list",
    title = "number",
    number = "PL-{year}-{seq}",
    search(number),
    sort = "-id",
    large,
    editable(open),
    index(warehouse, state),
    view(open = "filter=state%20%3D%20open&sort=id")
)]
pub struct PickList {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(read_only)]
    pub company: Id<Company>,
    #[field(read_only, column)]
    pub warehouse: Id<Warehouse>,
    /// Who picks it.
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub lines: Lines<PickLine>,
    #[field(read_only, column)]
    pub picked_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

/// One thing to take from one place.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.pick_line", kind = 171, line_of = "stock.pick_list", title = "item", large, index(item))]
pub struct PickLine {
    pub head: Head,
    #[field(read_only)]
    pub location: Option<Id<Location>>,
    #[field(read_only)]
    pub item: Id<Item>,
    #[field(read_only)]
    pub lot: Option<Id<Lot>>,
    #[field(read_only)]
    pub expires_on: Option<Date>,
    /// In base units.
    #[field(read_only)]
    pub wanted: Quantity,
    /// What was found and taken; empty is all of it.
    pub picked: Option<Quantity>,
    /// The number of the document it is for.
    #[field(read_only, max = 60)]
    pub number: String,
    #[field(read_only)]
    pub source_kind: i64,
    #[field(read_only)]
    pub source: i64,
    #[field(read_only)]
    pub source_line: i64,
}

/// What a line of a document wants to be picked.
#[derive(Clone, Debug)]
pub struct Want {
    pub item: Id<Item>,
    /// In base units.
    pub quantity: Quantity,
    /// How long it must still be usable.
    pub remaining_days: i64,
    pub number: String,
    pub source: Source,
    pub source_line: i64,
}

/// So much in one place that no open pick list takes.
#[derive(Clone, Copy, Debug)]
struct Lying {
    location: i64,
    lot: i64,
    expires_on: Option<Date>,
    left: i64,
}

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn id<E>(raw: i64) -> Option<Id<E>> {
    (raw != 0).then(|| Id::from_raw(raw))
}

/// Makes the pick list of what is wanted: what expires first is taken first, then the oldest lot, then the smallest rest of a place.
/// What cannot be found now is left out; nothing at all is refused.
pub fn make(tx: &mut Tx, company: Id<Company>, warehouse: Id<Warehouse>, wants: &[Want]) -> Result<Id<PickList>> {
    let items: Vec<i64> = wants.iter().map(|w| w.item.raw()).collect();
    let mut lying = lying(tx, warehouse, &items)?;
    let today = tx.today();
    let mut lines = Vec::new();
    for want in wants {
        let mut left = want.quantity.units();
        let until = today.add_days(want.remaining_days)?;
        for place in lying.entry(want.item.raw()).or_default().iter_mut() {
            let taken = left.min(place.left).max(0);
            if taken == 0 || place.expires_on.is_some_and(|day| day < until) {
                continue;
            }
            place.left -= taken;
            left -= taken;
            lines.push(PickLine {
                head: Head::default(),
                location: id(place.location),
                item: want.item,
                lot: id(place.lot),
                expires_on: place.expires_on,
                wanted: Quantity::from_units(taken),
                picked: None,
                number: want.number.clone(),
                source_kind: want.source.kind,
                source: want.source.record,
                source_line: want.source_line,
            });
        }
    }
    let numbers = || wants.first().map(|w| w.number.clone()).unwrap_or_default();
    base::ensure!(!lines.is_empty(), Refusal::new("stock.nothing_to_pick").record(numbers()))?;
    walk(tx, &mut lines)?;
    tx.insert(&mut PickList {
        head: Head::default(),
        number: Number::default(),
        company,
        warehouse,
        owner: None,
        lines: lines.into(),
        picked_at: None,
        state: State::Open,
    })
}

/// What lies free of each item, in the order in which it is taken, less what open pick lists take already.
fn lying(read: &Read, warehouse: Id<Warehouse>, items: &[i64]) -> Result<BTreeMap<i64, Vec<Lying>>> {
    let there = store::sql!(
        "stock.pick_there",
        "SELECT b.item, b.location, b.lot, l.expires_on, b.on_hand FROM stock_balance b LEFT JOIN stock_lot l ON l.id = b.lot \
         WHERE b.item IN LIST($1) AND b.warehouse = $2 AND b.status = 'unrestricted' AND b.on_hand > 0 \
         AND COALESCE(l.frozen, 0) = 0 ORDER BY COALESCE(l.expires_on, '9999-12-31'), b.lot, b.on_hand, b.location"
    );
    let taken = store::sql!(
        "stock.pick_taken",
        "SELECT l.item, COALESCE(l.location, 0), COALESCE(l.lot, 0), SUM(l.wanted) FROM stock_pick_line l \
         JOIN stock_pick_list p ON p.id = l.document WHERE l.item IN LIST($1) AND p.warehouse = $2 AND p.state = 'open' \
         AND p.archived_at IS NULL GROUP BY l.item, COALESCE(l.location, 0), COALESCE(l.lot, 0)"
    );
    let params = [store::id_list(items), warehouse.into()];
    let mut promised: BTreeMap<(i64, i64, i64), i64> = BTreeMap::new();
    for row in read.query(taken, &params)? {
        promised.insert((int(&row, 0), int(&row, 1), int(&row, 2)), int(&row, 3));
    }
    let mut found: BTreeMap<i64, Vec<Lying>> = BTreeMap::new();
    for row in read.query(there, &params)? {
        let (item, location, lot) = (int(&row, 0), int(&row, 1), int(&row, 2));
        let gone = promised.get(&(item, location, lot)).copied().unwrap_or(0);
        let expires_on = row.get(3).and_then(Value::text).map(Date::parse).transpose()?;
        found.entry(item).or_default().push(Lying { location, lot, expires_on, left: int(&row, 4) - gone });
    }
    Ok(found)
}

/// Lines in the order of the way: by the code of the place, then by item.
fn walk(read: &Read, lines: &mut [PickLine]) -> Result<()> {
    let ids: Vec<i64> = lines.iter().filter_map(|l| l.location).map(|l| l.raw()).collect();
    let names = read.titles(Location::DEF.name, &ids)?;
    lines.sort_by_key(|l| {
        let name = l.location.and_then(|at| names.get(&at.raw()).cloned()).unwrap_or_default();
        (name, l.item.raw(), l.lot.map_or(0, |lot| lot.raw()), l.source_line)
    });
    Ok(())
}

impl PickList {
    /// Everything is taken that could be found; whoever wanted it hears of it.
    fn finish(&mut self, tx: &mut Tx) -> Result<Made> {
        for line in self.lines.iter_mut() {
            line.picked = Some(line.picked.unwrap_or(line.wanted));
        }
        self.picked_at = Some(tx.now());
        Ok(Vec::new())
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }
}

impl Business for PickLine {}

impl Business for PickList {
    const OPERATIONS: &'static [Operation] = &operations![PickList:
        finish: [Open] => Picked,
        cancel: [Open] => Cancelled,
    ];

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = format!("lines.{place}.picked");
            let within = line.picked.is_none_or(|p| !p.is_negative() && p <= line.wanted);
            refusals.ensure(within, "stock.picked_range", &field);
        }
        Ok(())
    }
}
