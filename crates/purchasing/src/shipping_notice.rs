//! A shipping notice is what a supplier announces: which goods are on their way, how much of each, and when they are here.

use crate::goods_receipt::describe;
use crate::held::{self, Held};
use crate::order::{Order, OrderLine, Reason, State as OrderState};
use crate::{GoodsReceipt, ReceiptLine, expected};
use base::{Date, Id, Money, Quantity, Refusal, Result, Rounding};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines, Number};
use parties::{Party, loaded};
use platform::Company;
use std::collections::BTreeMap;
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where the notice stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// The goods are on their way.
    #[choice(tone = "info")]
    Announced,
    /// They are here: its receipt was made.
    #[choice(tone = "success")]
    Received,
    /// They do not come.
    #[choice(tone = "warn")]
    Withdrawn,
}

/// What a supplier announces.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.shipping_notice",
    kind = 214,
    icon = "truck",
    title = "number",
    number = "SN-{year}-{seq}",
    search(number, reference, tracking),
    sort = "-arrives_on",
    calendar = "arrives_on",
    editable(draft),
    index(supplier),
    view(on_the_way = "filter=state%20%3D%20announced&sort=arrives_on"),
    view(late = "filter=state%20%3D%20announced%20and%20arrives_on%20%3C%20today&sort=arrives_on")
)]
pub struct ShippingNotice {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub supplier: Id<Party>,
    /// The number of the supplier's paper or message.
    #[field(column, max = 60)]
    pub reference: Option<String>,
    #[field(column)]
    pub announced_on: Date,
    /// The day on which the goods are to be here.
    #[field(indexed, column)]
    pub arrives_on: Date,
    pub carrier: Option<Id<Party>>,
    #[field(max = 80)]
    pub tracking: Option<String>,
    pub lines: Lines<NoticeLine>,
    /// The receipt that was made of it.
    #[field(read_only)]
    pub receipt: Option<Id<GoodsReceipt>>,
    #[field(read_only, max = 200)]
    pub withdrawn_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// How much of a line of an order is on its way, in the unit it was ordered in.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "purchasing.notice_line",
    kind = 215,
    line_of = "purchasing.shipping_notice",
    title = "description",
    index(order_line)
)]
pub struct NoticeLine {
    pub head: Head,
    /// The number of the order's line.
    pub order_line: i64,
    #[field(column, computed)]
    pub purchase_order: Option<Id<Order>>,
    #[field(column, computed)]
    pub item: Option<Id<Item>>,
    #[field(computed, max = 300)]
    pub description: Option<String>,
    #[field(column, computed)]
    pub unit: Option<Id<Unit>>,
    #[field(column)]
    pub quantity: Quantity,
}

/// What the supplier said.
#[derive(Input, Clone, Debug)]
pub struct Announcement {
    pub arrives_on: Date,
    #[field(max = 60)]
    pub reference: Option<String>,
}

impl NoticeLine {
    /// So much of a line of an order.
    pub fn of(order: &Order, line: &OrderLine, quantity: Quantity) -> NoticeLine {
        NoticeLine {
            head: Head::default(),
            order_line: line.head.id,
            purchase_order: Some(order.id()),
            item: Some(line.item),
            description: line.description.clone(),
            unit: line.unit,
            quantity,
        }
    }
}

impl ShippingNotice {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        supplier: Id<Party>,
        announced_on: Date,
        arrives_on: Date,
        lines: Vec<NoticeLine>,
    ) -> ShippingNotice {
        ShippingNotice {
            head: Head::default(),
            number: Number::default(),
            company,
            supplier,
            reference: None,
            announced_on,
            arrives_on,
            carrier: None,
            tracking: None,
            lines: lines.into(),
            receipt: None,
            withdrawn_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// A draft of all goods of an order that have not come and are not on their way.
    pub(crate) fn of(read: &Read, order: &Order, said: Announcement) -> Result<ShippingNotice> {
        let done = held::progress(read, &[order.head.id])?;
        let ids: Vec<i64> = loaded(&order.lines).iter().map(|l| l.head.id).collect();
        let coming = coming(read, &ids, 0)?;
        let mut lines = Vec::new();
        for line in loaded(&order.lines).iter().filter(|l| !l.is_service) {
            let came = done.get(&line.head.id).map_or(Quantity::ZERO, |p| p.received);
            let known = coming.get(&line.head.id).copied().unwrap_or(Quantity::ZERO);
            let left = line.quantity.checked_sub(came)?.checked_sub(known)?;
            if left.is_positive() {
                lines.push(NoticeLine::of(order, line, left));
            }
        }
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.nothing_to_announce").record(&*order.number))?;
        let notice = ShippingNotice::new(order.company, order.supplier, read.today(), said.arrives_on, lines);
        Ok(ShippingNotice { reference: said.reference, ..notice })
    }

    fn orders(&self) -> impl Iterator<Item = Id<Order>> {
        loaded(&self.lines).iter().filter_map(|l| l.purchase_order)
    }

    /// The goods are on their way: whoever waits for them knows the day.
    fn announce(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!self.lines.is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        let held = Held::lock(tx, self.orders())?;
        let ids: Vec<i64> = loaded(&self.lines).iter().map(|l| l.order_line).collect();
        let mut coming = coming(tx, &ids, self.head.id)?;
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let field = format!("lines.{at}.order_line");
            let (order, ordered) = held.line(line.purchase_order, line.order_line)?;
            let refusal = |code: &'static str| Refusal::new(code).field(field.clone()).record(&*order.number);
            let same = order.company == self.company && order.supplier == self.supplier;
            base::ensure!(same, refusal("purchasing.order_of_other_supplier"))?;
            base::ensure!(order.state == OrderState::Released, refusal("purchasing.order_not_released"))?;
            let sum = coming.entry(line.order_line).or_insert(Quantity::ZERO);
            *sum = sum.checked_add(line.quantity)?;
            let more = order.over_receipt.of(Money::from_minor(ordered.quantity.units()), Rounding::Floor)?;
            let most = ordered.quantity.checked_add(Quantity::from_units(more.minor()))?;
            let would_be = held.of(line.order_line).received.checked_add(*sum)?;
            if would_be > most {
                let refusal = Refusal::new("purchasing.announced_too_much").record(&*order.number);
                let refusal = refusal.field(format!("lines.{at}.quantity"));
                return Err(refusal.arg("ordered", ordered.quantity).arg("would_be", would_be).into());
            }
        }
        self.expect(tx, &held, &coming)?;
        Ok(Made::new())
    }

    /// Where all that is open of a line is on its way, its day is the day of the notice.
    fn expect(&self, tx: &mut Tx, held: &Held, coming: &BTreeMap<i64, Quantity>) -> Result<()> {
        for order in held.orders.values() {
            let mut order = order.clone();
            let mut moved = false;
            for line in order.lines.iter_mut() {
                let mine = loaded(&self.lines).iter().any(|l| l.order_line == line.head.id);
                let known = coming.get(&line.head.id).copied().unwrap_or(Quantity::ZERO);
                let open = line.quantity.checked_sub(held.of(line.head.id).received)?;
                if mine && known >= open && line.forecast != Some(self.arrives_on) {
                    (line.forecast, moved) = (Some(self.arrives_on), true);
                }
            }
            if moved {
                order.due();
                expected::keep(tx, &order, true, &held::progress(tx, &[order.head.id])?)?;
                tx.update(&mut order)?;
            }
        }
        Ok(())
    }

    /// The goods are here: drafts a receipt of what was announced.
    fn receive(&mut self, tx: &mut Tx) -> Result<Made> {
        let orders: Vec<Order> = {
            let held = Held::lock(tx, self.orders())?;
            held.orders.into_values().collect()
        };
        let mut lines = Vec::new();
        for line in loaded(&self.lines) {
            let order = orders.iter().find(|o| Some(o.id()) == line.purchase_order);
            let found = order.and_then(|o| loaded(&o.lines).iter().find(|l| l.head.id == line.order_line).zip(Some(o)));
            let (ordered, order) = found.ok_or_else(|| Refusal::new("purchasing.no_such_order_line").field("lines"))?;
            lines.push(ReceiptLine::of(order, ordered, line.quantity));
        }
        let mut receipt = GoodsReceipt::new(self.company, self.supplier, tx.today(), lines);
        receipt.warehouse = orders.first().and_then(|o| o.warehouse);
        receipt.delivery_note = self.reference.clone();
        let id = tx.insert(&mut receipt)?;
        self.receipt = Some(id);
        Ok(vec![(GoodsReceipt::DEF.name, id.raw())])
    }

    /// They do not come after all.
    fn withdraw(&mut self, _tx: &mut Tx, why: Reason) -> Result<Made> {
        self.withdrawn_because = Some(why.reason);
        Ok(Made::new())
    }
}

/// How much of lines of orders other notices say is on its way.
fn coming(read: &Read, lines: &[i64], own: i64) -> Result<BTreeMap<i64, Quantity>> {
    let sql = store::sql!(
        "purchasing.announced",
        "SELECT l.order_line, SUM(l.quantity) FROM purchasing_notice_line l JOIN purchasing_shipping_notice n ON n.id = l.document \
         WHERE l.order_line IN LIST($1) AND n.state = 'announced' AND n.archived_at IS NULL AND n.id <> $2 GROUP BY l.order_line"
    );
    let int = |row: &store::Row, at: usize| row.get(at).and_then(entity::Value::int).unwrap_or(0);
    let rows = read.query(sql, &[store::id_list(lines), own.into()])?;
    Ok(rows.iter().map(|r| (int(r, 0), Quantity::from_units(int(r, 1)))).collect())
}

impl Business for NoticeLine {}

impl Business for ShippingNotice {
    const OPERATIONS: &'static [Operation] = &operations![ShippingNotice:
        announce: [Draft] => Announced,
        receive: [Announced] => Received then GoodsReceipt post,
        withdraw(Reason): [Draft, Announced] => Withdrawn,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let open: Vec<i64> = lines.iter().filter(|l| l.item.is_none()).map(|l| l.order_line).collect();
        let found = describe(read, &open)?;
        for line in lines.iter_mut().filter(|l| l.item.is_none()) {
            if let Some(of) = found.get(&line.order_line) {
                line.purchase_order = Some(Id::from_raw(of.order));
                line.item = Some(Id::from_raw(of.item));
                line.unit = of.unit.map(Id::from_raw);
                line.description = of.description.clone();
            }
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let order = self.arrives_on >= self.announced_on;
        refusals.ensure(order, "purchasing.arrives_before_announced", "arrives_on");
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{at}.{name}");
            refusals.ensure(line.quantity.is_positive(), "purchasing.quantity_not_positive", field("quantity"));
            refusals.ensure(line.item.is_some(), "purchasing.no_such_order_line", field("order_line"));
        }
        Ok(())
    }
}
