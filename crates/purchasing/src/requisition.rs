//! A requisition asks for goods inside the house; once approved it becomes orders, one for each supplier.

use crate::order::{Order, OrderLine, Reason};
use crate::{held, on_order, supplier_calendar};
use accounting::kept;
use base::{Date, Id, Money, Price, Quantity, Refusal, Result, Rounding};
use catalog::{Item, SupplierItem};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Number, Value};
use parties::{Party, loaded};
use platform::{Company, Currency, Team, User};
use std::collections::BTreeMap;
use stock::Warehouse;
use store::{Business, Guard, Link, Made, Operation, Read, Refusals, Tx, operations};

/// Where the requisition stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// Waits for approval.
    #[choice(tone = "violet")]
    Submitted,
    #[choice(tone = "info")]
    Approved,
    /// It became orders.
    #[choice(tone = "success")]
    Closed,
    Cancelled,
}

/// What somebody in the house needs.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.requisition",
    kind = 212,
    icon = "clipboard-list",
    title = "number",
    number = "PR-{year}-{seq}",
    search(number, purpose),
    sort = "-requested_on",
    editable(draft),
    view(to_approve = "filter=state%20%3D%20submitted&sort=needed_on"),
    view(to_order = "filter=state%20%3D%20approved&sort=needed_on")
)]
pub struct Requisition {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(indexed, column)]
    pub requested_on: Date,
    #[field(indexed, column)]
    pub needed_on: Option<Date>,
    pub warehouse: Option<Id<Warehouse>>,
    /// What it is for.
    #[field(column, max = 200)]
    pub purpose: Option<String>,
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    pub lines: Lines<RequisitionLine>,
    /// What it is likely to cost, in company currency.
    #[field(computed, column, currency = "currency")]
    pub estimate: Money,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only, max = 200)]
    pub rejected_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item that is needed, in its base unit.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "purchasing.requisition_line", kind = 209, line_of = "purchasing.requisition", title = "item")]
pub struct RequisitionLine {
    pub head: Head,
    pub item: Id<Item>,
    pub quantity: Quantity,
    pub needed_on: Option<Date>,
    /// From whom; proposed is whom we ask first.
    pub supplier: Option<Id<Party>>,
    /// Of one base unit, in company currency; proposed is what the item cost by its own record.
    #[field(currency = "currency")]
    pub price: Option<Price>,
    pub warehouse: Option<Id<Warehouse>>,
}

impl RequisitionLine {
    /// So much of an item.
    pub fn new(item: Id<Item>, quantity: Quantity) -> RequisitionLine {
        RequisitionLine {
            head: Head::default(),
            item,
            quantity,
            needed_on: None,
            supplier: None,
            price: None,
            warehouse: None,
        }
    }
}

impl Requisition {
    /// A draft.
    pub fn new(company: Id<Company>, on: Date, lines: Vec<RequisitionLine>) -> Requisition {
        Requisition {
            head: Head::default(),
            number: Number::default(),
            company,
            requested_on: on,
            needed_on: None,
            warehouse: None,
            purpose: None,
            owner: None,
            team: None,
            lines: lines.into(),
            estimate: Money::ZERO,
            currency: None,
            rejected_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// Adds what the reorder rules say is missing and not asked for yet.
    fn replenish(&mut self, tx: &mut Tx) -> Result<Made> {
        let missing = stock::reorder::proposals(tx, self.company, &on_order(tx, self.company)?)?;
        base::ensure!(!missing.is_empty(), Refusal::new("purchasing.nothing_missing"))?;
        let items: Vec<i64> = missing.iter().map(|need| need.item.raw()).collect();
        let (sellers, calendars) = (sellers(tx, &items)?, supplier_calendar::calendars(tx)?);
        for need in missing {
            let known = loaded(&self.lines).iter().any(|l| l.item == need.item && l.warehouse == Some(need.warehouse));
            if !known {
                let line = RequisitionLine::new(need.item, need.quantity);
                let supplier = sellers.get(&need.item.raw()).copied();
                // It is needed when it can come: on a day on which whom we ask first delivers.
                let comes = supplier.map(|supplier| calendars.next(tx, supplier, need.wanted_on)).transpose()?;
                let (warehouse, needed_on) = (Some(need.warehouse), comes.or(Some(need.wanted_on)));
                self.lines.push(RequisitionLine { warehouse, needed_on, supplier, ..line });
            }
        }
        Ok(Made::new())
    }

    fn submit(&mut self, _tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        self.rejected_because = None;
        Ok(Made::new())
    }

    /// Nobody approves what he asked for himself. Where a definition says who does, the program follows their yes.
    fn can_approve(&self, read: &Read) -> Result<Guard> {
        let asker = self.owner.map(|o| o.raw()).or(self.head.created_by);
        if read.who().user.is_some() && read.who().user == asker {
            return Ok(Guard::Closed(Refusal::new("purchasing.own_requisition")));
        }
        Ok(Guard::Open)
    }

    fn approve(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Made::new())
    }

    fn reject(&mut self, _tx: &mut Tx, why: Reason) -> Result<Made> {
        self.rejected_because = Some(why.reason);
        Ok(Made::new())
    }

    fn cancel(&mut self, _tx: &mut Tx, why: Reason) -> Result<Made> {
        self.rejected_because = Some(why.reason);
        Ok(Made::new())
    }

    /// Drafts one order for each supplier.
    fn order(&mut self, tx: &mut Tx) -> Result<Made> {
        let mut by_supplier: BTreeMap<Id<Party>, Vec<&RequisitionLine>> = BTreeMap::new();
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let none = || Refusal::new("purchasing.without_supplier").field(format!("lines.{at}.supplier"));
            by_supplier.entry(line.supplier.ok_or_else(none)?).or_default().push(line);
        }
        let (mut orders, mut asked) = (Vec::new(), Vec::new());
        for (supplier, lines) in by_supplier {
            let mut ordered = Vec::with_capacity(lines.len());
            for line in &lines {
                ordered.push(self.ordered(tx, supplier, line)?);
            }
            let order = Order::new(self.company, supplier, tx.today(), ordered);
            orders.push(Order { warehouse: self.warehouse, requested: self.needed_on, owner: self.owner, ..order });
            asked.push(lines);
        }
        tx.insert_many(&mut orders)?;
        let mut links = Vec::new();
        for (order, lines) in orders.iter().zip(asked) {
            for (ordered, line) in loaded(&order.lines).iter().zip(lines) {
                links.push(Link {
                    from: held::place::<Requisition>(self.head.id, line.head.id),
                    to: held::place::<Order>(order.head.id, ordered.head.id),
                    role: "ordered",
                    quantity: line.quantity.units(),
                    amount: 0,
                });
            }
        }
        tx.link(&links)?;
        Ok(orders.iter().map(|o| (Order::DEF.name, o.head.id)).collect())
    }

    /// What the supplier sells when so much is needed: their least and their steps, in their unit.
    fn ordered(&self, read: &Read, supplier: Id<Party>, line: &RequisitionLine) -> Result<OrderLine> {
        let found = SupplierItem::of(read, line.item, read.today())?;
        let mut ordered = OrderLine::new(line.item, line.quantity);
        (ordered.requested, ordered.warehouse) = (line.needed_on, line.warehouse.or(self.warehouse));
        if let Some(sold) = found.iter().find(|s| s.supplier == supplier) {
            let item = read.get(line.item)?;
            let unit = sold.unit.unwrap_or(item.base_unit);
            let wanted =
                catalog::units::convert_rounded(read, &item, line.quantity, item.base_unit, unit, Rounding::Ceiling)?;
            ordered.quantity = sold.offer(wanted)?.quantity;
            ordered.unit = Some(unit);
        }
        Ok(ordered)
    }
}

impl Business for RequisitionLine {}

impl Business for Requisition {
    const OPERATIONS: &'static [Operation] = &operations![Requisition:
        replenish: [Draft] => same,
        submit: [Draft] => Submitted,
        approve if can_approve: [Submitted] => Approved,
        reject(Reason): [Submitted] => Draft,
        order: [Approved] => Closed,
        cancel(Reason): [Draft, Submitted, Approved] => Cancelled,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() {
            return Ok(());
        }
        let kept = kept::books(read)?;
        let currency = kept.currency(self.company)?;
        self.currency = Some(currency);
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let open: Vec<i64> =
            lines.iter().filter(|l| l.supplier.is_none() || l.price.is_none()).map(|l| l.item.raw()).collect();
        let (sellers, costs) = (sellers(read, &open)?, costs(read, &open, currency)?);
        let mut estimate = Money::ZERO;
        for line in lines.iter_mut() {
            line.supplier = line.supplier.or(sellers.get(&line.item.raw()).copied());
            line.price = line.price.or(costs.get(&line.item.raw()).copied());
            if let Some(price) = line.price {
                let worth = price.amount(line.quantity, kept.exponent(currency), Rounding::HalfAwayFromZero)?;
                estimate = estimate.checked_add(worth)?;
            }
        }
        self.estimate = estimate;
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{at}.{name}");
            refusals.ensure(line.quantity.is_positive(), "purchasing.quantity_not_positive", field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "purchasing.price_negative", field("price"));
        }
        Ok(())
    }
}

/// Whom we ask first for each item.
pub(crate) fn sellers(read: &Read, items: &[i64]) -> Result<BTreeMap<i64, Id<Party>>> {
    if items.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = store::sql!(
        "purchasing.sellers",
        "SELECT item, supplier FROM catalog_supplier_item WHERE item IN LIST($1) AND archived_at IS NULL \
         AND (starts_on IS NULL OR starts_on <= $2) AND (ends_on IS NULL OR ends_on >= $2) ORDER BY is_preferred DESC, id"
    );
    let mut found = BTreeMap::new();
    for row in read.query(sql, &[store::id_list(items), read.today().into()])? {
        if let (Some(item), Some(supplier)) = (row.first().and_then(Value::int), row.get(1).and_then(Value::int)) {
            found.entry(item).or_insert(Id::from_raw(supplier));
        }
    }
    Ok(found)
}

/// What items cost by their own records, where that is in this currency.
fn costs(read: &Read, items: &[i64], currency: Id<Currency>) -> Result<BTreeMap<i64, Price>> {
    let items = store::typed::<Item>(&read.find_many("catalog.item", items, false)?)?;
    let cost = |i: &Item| i.standard_cost.filter(|_| i.currency == Some(currency)).map(|c| (i.head.id, c));
    Ok(items.iter().filter_map(cost).collect())
}
