//! A change of standard costs: what an item costs from a day on, and what the stock on hand is worth since; one document, one entry.

use crate::state::{self, Held, Key};
use crate::{Act, LedgerRow, Method, Status, kept};
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, Role, Source};
use base::{Date, Id, Money, Price, Quantity, Refusal, Result, Rounding};
use catalog::{Item, ItemPrice, PriceKind};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Value};
use parties::loaded;
use platform::{Company, Currency};
use std::collections::{BTreeMap, HashMap};
use store::{Business, Made, Operation, Rank, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
}

/// New standard costs. What was posted before keeps its value; a wrong cost is put right by another change.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "stock.cost_change",
    kind = 180,
    icon = "scale",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft)
)]
pub struct CostChange {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    /// The first day of the new costs.
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column, max = 200)]
    pub text: Option<String>,
    pub lines: Lines<CostChangeLine>,
    /// What inventory moves by in all.
    #[field(computed, column, currency = "currency")]
    pub difference: Money,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item with its new standard cost.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "stock.cost_change_line", kind = 181, line_of = "stock.cost_change", title = "item")]
pub struct CostChangeLine {
    pub head: Head,
    pub item: Id<Item>,
    /// Of one base unit, until then.
    #[field(computed, currency = "currency")]
    pub before: Option<Price>,
    /// Of one base unit; nothing is the cost that holds already, to bring stock to it.
    #[field(currency = "currency")]
    pub cost: Option<Price>,
    /// On hand, in base units.
    #[field(computed)]
    pub quantity: Quantity,
    /// What it was worth.
    #[field(computed, currency = "currency")]
    pub value: Money,
    #[field(computed, currency = "currency")]
    pub difference: Money,
}

impl CostChangeLine {
    /// An item and what one costs from now on.
    pub fn new(item: Id<Item>, cost: Option<Price>) -> CostChangeLine {
        CostChangeLine {
            head: Head::default(),
            item,
            before: None,
            cost,
            quantity: Quantity::ZERO,
            value: Money::ZERO,
            difference: Money::ZERO,
        }
    }
}

/// Most items that one document gathers.
const MOST: usize = 2_000;

impl CostChange {
    /// A draft.
    pub fn new(company: Id<Company>, on: Date, lines: Vec<CostChangeLine>) -> CostChange {
        CostChange {
            head: Head::default(),
            number: None,
            company,
            posted_on: on,
            text: None,
            lines: lines.into(),
            difference: Money::ZERO,
            currency: None,
            entry: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// Takes in every item whose stock is worth something else than its standard cost says: somebody changed the cost, or something
    /// was posted late.
    fn gather(&mut self, tx: &mut Tx) -> Result<Made> {
        let known: Vec<i64> = loaded(&self.lines).iter().map(|line| line.item.raw()).collect();
        let worth = worth(tx, self.company, None)?;
        let ids: Vec<i64> = worth.keys().copied().collect();
        let items = at_standard(tx, self.company, &ids)?;
        let (currency, exponent) = currency(tx, self.company)?;
        let costs = ItemPrice::on(tx, &items, PriceKind::Cost, currency, self.posted_on)?;
        let mut lines = loaded(&self.lines).to_vec();
        for item in items.iter().filter(|item| !known.contains(&item.head.id)) {
            let Some(cost) = costs.get(&item.head.id) else { continue };
            let keys = worth.get(&item.head.id).map(Vec::as_slice).unwrap_or_default();
            let difference = Money::sum(keys.iter().map(|k| off(k, *cost, exponent)).collect::<Result<Vec<_>>>()?)?;
            if !difference.is_zero() && lines.len() < MOST {
                lines.push(CostChangeLine::new(Id::from_raw(item.head.id), None));
            }
        }
        let nothing = Refusal::new("stock.all_at_standard").field("lines").arg("day", self.posted_on);
        base::ensure!(lines.len() > known.len(), nothing)?;
        self.lines = lines.into();
        Ok(Vec::new())
    }

    /// The costs hold from now on, and what is on hand is worth them. Dr inventory / Cr revaluation, or the other way round.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("stock.without_lines").field("lines"))?;
        let ahead = Refusal::new("stock.cost_changes_ahead").field("posted_on");
        base::ensure!(self.posted_on <= tx.today(), ahead)?;
        let number = crate::number::<CostChange>(tx, "CC", self.posted_on)?;
        self.number = Some(number.clone());
        let ids: Vec<Id<Item>> = loaded(&self.lines).iter().map(|line| line.item).collect();
        let items: HashMap<i64, Item> = tx.lock_many(&ids)?.into_iter().map(|i| (i.head.id, i)).collect();
        self.agree(tx, &items)?;
        self.revalue(tx, &items, &number)?;
        self.entry = self.book(tx, &items, &number)?;
        if self.entry.is_none() {
            // Without an entry nobody asks whether the day is open.
            accounting::open_period(tx, self.company, Part::Inventory, self.posted_on, false)?;
        }
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// Writes the costs into the history of each item.
    fn agree(&self, tx: &mut Tx, items: &HashMap<i64, Item>) -> Result<()> {
        let (currency, _) = currency(tx, self.company)?;
        let sql = store::sql!(
            "stock.items_since",
            "SELECT item, MIN(posted_on) FROM stock_ledger_row WHERE item IN LIST($1) GROUP BY item"
        );
        let ids: Vec<i64> = items.keys().copied().collect();
        let mut since = HashMap::new();
        for row in tx.query(sql, &[store::id_list(&ids)])? {
            if let (Some(item), Some(day)) = (row.first().and_then(Value::int), row.get(1).and_then(Value::text)) {
                since.insert(item, Date::parse(day)?);
            }
        }
        for line in loaded(&self.lines) {
            let (Some(item), Some(cost)) = (items.get(&line.item.raw()), line.cost) else { continue };
            let first = since.get(&item.head.id).copied().unwrap_or(self.posted_on);
            ItemPrice::begin(tx, item, PriceKind::Cost, (currency, cost), self.posted_on, first)?;
        }
        Ok(())
    }

    /// Brings what is on hand to its new cost.
    fn revalue(&mut self, tx: &mut Tx, items: &HashMap<i64, Item>, number: &str) -> Result<()> {
        let (currency, exponent) = currency(tx, self.company)?;
        let source = Source::of::<CostChange>(self.head.id);
        let ids: Vec<i64> = items.keys().copied().collect();
        let keys: Vec<Key> = worth(tx, self.company, Some(&ids))?.into_values().flatten().map(|(key, _)| key).collect();
        tx.rank(Rank::Stock);
        let mut states = if keys.is_empty() { HashMap::new() } else { state::hold(tx, &keys)? };
        let mut rows = Vec::new();
        let mut lines = loaded(&self.lines).to_vec();
        for line in &mut lines {
            let (Some(item), Some(cost)) = (items.get(&line.item.raw()), line.cost) else { continue };
            let mut of_item: Vec<(&Key, &mut Held)> =
                states.iter_mut().filter(|(key, _)| key.item == item.head.id).collect();
            of_item.sort_by_key(|(key, _)| **key);
            let counter = accounting::account(tx, self.company, Role::Revaluation, item.item_group)?;
            (line.quantity, line.value, line.difference) = (Quantity::ZERO, Money::ZERO, Money::ZERO);
            for (key, held) in of_item {
                if let Some(last) = held.last_on.filter(|last| *last > self.posted_on) {
                    let refusal = Refusal::new("stock.moved_since").record(&item.code).field("posted_on");
                    return Err(refusal.arg("day", last).into());
                }
                let revalued = costing::revalue(&held.state, cost, exponent).map_err(|_| base::Overflow)?;
                line.quantity = line.quantity.checked_add(held.state.quantity)?;
                line.value = line.value.checked_add(held.state.value)?;
                line.difference = line.difference.checked_add(revalued.difference)?;
                if revalued.difference.is_zero() {
                    continue;
                }
                held.touch(self.posted_on);
                held.state = revalued.state;
                rows.push(LedgerRow {
                    head: Head::default(),
                    number: number.to_owned(),
                    company: self.company,
                    posted_on: self.posted_on,
                    item: line.item,
                    warehouse: standing_for(tx, self.company, *key)?,
                    location: None,
                    lot: None,
                    status: Status::Unrestricted,
                    act: Act::Revalued,
                    quantity: Quantity::ZERO,
                    value: revalued.difference,
                    currency,
                    source_kind: source.kind,
                    source: source.record,
                    source_line: Some(line.head.id),
                    reverses: None,
                    origin: None,
                    cost: None,
                    matched: None,
                    counter: Some(counter),
                });
            }
        }
        self.lines = lines.into();
        tx.insert_many(&mut rows)?;
        let written: Vec<i64> = rows.iter().map(|row| row.head.id).collect();
        state::write(tx, states, &written)
    }

    fn book(&self, tx: &mut Tx, items: &HashMap<i64, Item>, number: &str) -> Result<Option<Id<JournalEntry>>> {
        let (currency, _) = currency(tx, self.company)?;
        let mut draft = ledger::Draft::new();
        for line in loaded(&self.lines) {
            let group = items.get(&line.item.raw()).and_then(|i| i.item_group);
            let said = |tx: &Tx, role: Role, base: Money| -> Result<ledger::Line> {
                let account = accounting::account(tx, self.company, role, group)?;
                Ok(ledger::Line {
                    item: Some(line.item.raw()),
                    source_line: Some(line.head.id),
                    ..ledger::Line::of(account.raw(), currency.raw(), base)
                })
            };
            draft.push(said(tx, Role::Inventory, line.difference)?);
            draft.push(said(tx, Role::Revaluation, line.difference.checked_neg()?)?);
        }
        if draft.is_empty() {
            return Ok(None);
        }
        let source = Source::of::<CostChange>(self.head.id);
        let given = Numbering::Given(number);
        let header = Posting::new(self.company, Journal::Stock, Part::Inventory, self.posted_on, given, source);
        let text = self.text.clone().unwrap_or_default();
        Ok(Some(accounting::posting::post(tx, &header.text(&text), draft)?.entry))
    }
}

/// A company's currency and its decimals.
fn currency(read: &Read, company: Id<Company>) -> Result<(Id<Currency>, u8)> {
    let books = accounting::kept::books(read)?;
    let currency = books.currency(company)?;
    Ok((currency, books.exponent(currency)))
}

/// Those of the items that the company values at standard cost.
fn at_standard(read: &Read, company: Id<Company>, ids: &[i64]) -> Result<Vec<Item>> {
    let costing = accounting::kept::books(read)?.books(company)?.costing;
    let policies = kept::policies(read)?;
    let items: Vec<Item> = read.select("id IN LIST($1) ORDER BY code", &[store::id_list(ids)])?;
    Ok(items.into_iter().filter(|item| policies.method(company, item, costing) == Method::Standard).collect())
}

/// A valuation with its quantity and value.
type Worth = (Key, costing::Worth);

/// What items are worth, each valuation by itself, by item; without items all that are there.
fn worth(read: &Read, company: Id<Company>, items: Option<&[i64]>) -> Result<BTreeMap<i64, Vec<Worth>>> {
    let sql = store::sql!(
        "stock.worth_of",
        "SELECT item, area, lot, quantity, value FROM stock_valuation WHERE company = $1 \
         AND (($2 = 1 AND item IN LIST($3)) OR ($2 = 0 AND quantity <> 0)) ORDER BY item, area, lot"
    );
    let params = [company.into(), i64::from(items.is_some()).into(), store::id_list(items.unwrap_or_default())];
    let mut found: BTreeMap<i64, Vec<Worth>> = BTreeMap::new();
    for row in read.query(sql, &params)? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let key = Key { company: company.raw(), item: int(0), area: int(1), lot: int(2) };
        let worth = costing::Worth { quantity: Quantity::from_units(int(3)), value: Money::from_minor(int(4)) };
        found.entry(key.item).or_default().push((key, worth));
    }
    Ok(found)
}

/// What a valuation lacks to be worth a cost.
fn off((_, worth): &Worth, cost: Price, exponent: u8) -> Result<Money> {
    Ok(cost.amount(worth.quantity, exponent, Rounding::HalfAwayFromZero)?.checked_sub(worth.value)?)
}

/// The warehouse that a row of a valuation names: the one of the area, or the first of those that share its costs.
fn standing_for(read: &Read, company: Id<Company>, key: Key) -> Result<Id<crate::Warehouse>> {
    if key.area != 0 {
        return Ok(Id::from_raw(key.area));
    }
    let shared = kept::policies(read)?.sharing_costs(company);
    let none = || base::Error::broken("a valuation without a warehouse");
    shared.first().map(|id| Id::from_raw(*id)).ok_or_else(none)
}

impl Business for CostChangeLine {}

impl Business for CostChange {
    const OPERATIONS: &'static [Operation] = &operations![CostChange:
        gather: [Draft] => same,
        post: [Draft] => Posted,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.company.is_valid() && self.state == State::Draft {
            let (currency, exponent) = currency(read, self.company)?;
            self.currency = Some(currency);
            if let Lines::Loaded(lines) = &mut self.lines {
                let ids: Vec<i64> = lines.iter().map(|line| line.item.raw()).collect();
                let items: Vec<Item> = read.select("id IN LIST($1)", &[store::id_list(&ids)])?;
                let costs = ItemPrice::on(read, &items, PriceKind::Cost, currency, self.posted_on)?;
                let worth = worth(read, self.company, Some(&ids))?;
                for line in lines {
                    line.before = costs.get(&line.item.raw()).copied();
                    line.cost = line.cost.or(line.before);
                    let keys = worth.get(&line.item.raw()).map(Vec::as_slice).unwrap_or_default();
                    line.quantity = Quantity::sum(keys.iter().map(|(_, worth)| worth.quantity))?;
                    line.value = Money::sum(keys.iter().map(|(_, worth)| worth.value))?;
                    let off = |cost| keys.iter().map(|key| off(key, cost, exponent)).collect::<Result<Vec<_>>>();
                    line.difference = Money::sum(line.cost.map(off).transpose()?.unwrap_or_default())?;
                }
            }
        }
        if let Lines::Loaded(lines) = &self.lines {
            self.difference = Money::sum(lines.iter().map(|line| line.difference))?;
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let lines = loaded(&self.lines);
        let ids: Vec<i64> = lines.iter().map(|line| line.item.raw()).collect();
        let standard = at_standard(read, self.company, &ids)?;
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let valued = standard.iter().any(|item| item.head.id == line.item.raw());
            refusals.ensure(valued, "stock.not_at_standard", field("item"));
            let twice = lines[..place].iter().any(|l| l.item == line.item);
            refusals.ensure(!twice, "stock.item_twice", field("item"));
            refusals.ensure(line.cost.is_some(), "stock.new_cost_missing", field("cost"));
            let negative = line.cost.is_some_and(Price::is_negative);
            refusals.ensure(!negative, "stock.cost_not_positive_line", field("cost"));
        }
        Ok(())
    }
}
