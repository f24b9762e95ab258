//! A goods receipt says what came of an order: ownership and value enter stock, and we owe an invoice that has not come yet.

use crate::held::{self, Clearing, Held, Link};
use crate::{Order, OrderLine, invoice_match, posting, share};
use accounting::dimensioning;
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, RateKind, Source, kept, rate};
use base::{Date, Id, Money, Quantity, Refusal, Result, Rounding};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines, Number, Value};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use stock::moving::{self, Moved};
use stock::{Location, Lot, Move, Status, Warehouse};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    /// Taken back.
    #[choice(tone = "warn")]
    Reversed,
}

/// What came from a supplier.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.goods_receipt",
    kind = 203,
    icon = "package-check",
    title = "number",
    number = "GR-{year}-{seq}",
    search(number, delivery_note),
    sort = "-posted_on",
    editable(draft),
    large,
    index(supplier),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on")
)]
pub struct GoodsReceipt {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub supplier: Id<Party>,
    /// The number on the supplier's delivery note.
    #[field(column, max = 60)]
    pub delivery_note: Option<String>,
    /// The day on which the goods became ours.
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column)]
    pub warehouse: Option<Id<Warehouse>>,
    pub lines: Lines<ReceiptLine>,
    /// What came into stock, in company currency.
    #[field(read_only, column, currency = "currency")]
    pub value: Option<Money>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// What came of one line of an order, in the unit it was ordered in.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "purchasing.receipt_line",
    kind = 202,
    line_of = "purchasing.goods_receipt",
    title = "description",
    index(order_line)
)]
pub struct ReceiptLine {
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
    /// Fit for use.
    #[field(column)]
    pub quantity: Quantity,
    /// Waits for inspection.
    #[field(column, default = "0")]
    pub quarantined: Quantity,
    /// Not fit; it lies blocked until it goes back.
    #[field(column, default = "0")]
    pub rejected: Quantity,
    #[field(max = 200)]
    pub rejected_because: Option<String>,
    pub warehouse: Option<Id<Warehouse>>,
    pub location: Option<Id<Location>>,
    #[field(column)]
    pub lot: Option<Id<Lot>>,
}

/// What reversing asks for.
#[derive(Input, Clone, Debug)]
pub struct Reversal {
    pub posted_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

impl ReceiptLine {
    /// So much of a line of an order, fit for use.
    pub fn of(order: &Order, line: &OrderLine, quantity: Quantity) -> ReceiptLine {
        ReceiptLine {
            head: Head::default(),
            order_line: line.head.id,
            purchase_order: Some(order.id()),
            item: Some(line.item),
            description: line.description.clone(),
            unit: line.unit,
            quantity,
            quarantined: Quantity::ZERO,
            rejected: Quantity::ZERO,
            rejected_because: None,
            warehouse: line.warehouse.or(order.warehouse),
            location: None,
            lot: None,
        }
    }

    /// All that came, in whatever state.
    pub fn whole(&self) -> Result<Quantity> {
        Ok(Quantity::sum([self.quantity, self.quarantined, self.rejected])?)
    }

    fn parts(&self) -> [(Status, Quantity); 3] {
        [
            (Status::Unrestricted, self.quantity),
            (Status::Inspection, self.quarantined),
            (Status::Blocked, self.rejected),
        ]
    }
}

/// A line of a receipt with what it is worth.
pub(crate) struct Valued<'a> {
    line: &'a ReceiptLine,
    pub order_line: &'a OrderLine,
    pub currency: Id<Currency>,
    /// In the order's currency, and in the company's.
    pub amount: Money,
    pub base: Money,
    moves: Vec<Move>,
}

impl Valued<'_> {
    /// The line of the receipt.
    pub fn id(&self) -> i64 {
        self.line.head.id
    }
}

impl GoodsReceipt {
    /// A draft.
    pub fn new(company: Id<Company>, supplier: Id<Party>, on: Date, lines: Vec<ReceiptLine>) -> GoodsReceipt {
        GoodsReceipt {
            head: Head::default(),
            number: Number::default(),
            company,
            supplier,
            delivery_note: None,
            posted_on: on,
            warehouse: None,
            lines: lines.into(),
            value: None,
            currency: None,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// A draft of all that has not come of an order yet.
    pub fn of(read: &Read, order: &Order) -> Result<GoodsReceipt> {
        let done = held::progress(read, &[order.head.id])?;
        let mut lines = Vec::new();
        for line in loaded(&order.lines) {
            let came = done.get(&line.head.id).map_or(Quantity::ZERO, |p| p.received);
            let left = line.quantity.checked_sub(came)?;
            if left.is_positive() {
                lines.push(ReceiptLine::of(order, line, left));
            }
        }
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.nothing_to_receive").record(&*order.number))?;
        let receipt = GoodsReceipt::new(order.company, order.supplier, read.today(), lines);
        Ok(GoodsReceipt { warehouse: order.warehouse, ..receipt })
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let lines = loaded(&self.lines);
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        let mut held = Held::lock(tx, lines.iter().filter_map(|l| l.purchase_order))?;
        let blocked = invoice_match::blocked(tx, &held.ids())?;
        let orders = held.orders.clone();
        let valued = self.value_lines(tx, &mut held, &orders)?;
        invoice_match::again(tx, blocked, &held)?;
        let source = Source::of::<GoodsReceipt>(self.head.id);
        let number = self.number.to_string();
        let document = moving::Document { company: self.company, posted_on: self.posted_on, number: &number, source };
        let moves: Vec<Move> = valued.iter().flat_map(|v| v.moves.iter().cloned()).collect();
        let moved = moving::apply(tx, &document, &moves)?;
        let draft = posting::goods_receipt(tx, self.company, &valued, &moved)?;
        if !posting::says_nothing(&draft) {
            self.entry = Some(accounting::posting::post(tx, &self.header(&number, &held), draft)?.entry);
        }
        self.value = Some(Money::sum(moved.iter().map(|m| m.value))?);
        held.write(tx)?;
        refill(tx, &moves, &moved)?;
        Ok(self.entry.map(|e| (JournalEntry::DEF.name, e.raw())).into_iter().collect())
    }

    fn header<'a>(&self, number: &'a str, held: &Held) -> Posting<'a> {
        let source = Source::of::<GoodsReceipt>(self.head.id);
        let number = Numbering::Given(number);
        let lines = loaded(&self.lines).iter();
        let chosen = lines.map(|l| (l.head.id, held.dimensions(l.purchase_order, l.order_line)));
        Posting::new(self.company, Journal::Stock, Part::Inventory, self.posted_on, number, source)
            .chosen(dimensioning::chosen(chosen))
    }

    /// What each line is worth: what was invoiced before it came at the invoice's price, the rest at the order's.
    fn value_lines<'a>(
        &'a self,
        tx: &Tx,
        held: &mut Held,
        orders: &'a BTreeMap<i64, Order>,
    ) -> Result<Vec<Valued<'a>>> {
        let kept = kept::books(tx)?;
        let company_currency = kept.currency(self.company)?;
        let mut quotes = BTreeMap::new();
        let mut valued = Vec::with_capacity(self.lines.len());
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let order = line.purchase_order.and_then(|id| orders.get(&id.raw()));
            let found =
                order.and_then(|o| loaded(&o.lines).iter().find(|l| l.head.id == line.order_line).map(|l| (o, l)));
            let (order, order_line) = found.ok_or_else(|| unknown(at))?;
            self.fits(order, at)?;
            let whole = line.whole()?;
            let currency = order.currency()?;
            if let std::collections::btree_map::Entry::Vacant(gap) = quotes.entry(currency.raw()) {
                gap.insert(rate::quote(tx, currency, company_currency, RateKind::Spot, self.posted_on)?);
            }
            let before = held.of(order_line.head.id);
            let after = before.received.checked_add(whole)?;
            within(order, order_line, after, at)?;
            let (mut amount, mut base) = (Money::ZERO, Money::ZERO);
            if !order_line.is_service {
                let ahead = whole.min(before.ahead);
                if ahead.is_positive() {
                    (amount, base) = held.catch_up(order_line.head.id, ahead)?;
                }
                let waits = whole.checked_sub(ahead)?;
                // Parts of a line are differences of running totals, so that they add up to the line.
                let upto = |q: Quantity| share::amount(order_line.cost, q, order_line.quantity);
                let fresh = upto(after)?.checked_sub(upto(after.checked_sub(waits)?)?)?;
                let (from, to) = (kept.exponent(currency), kept.exponent(company_currency));
                let fresh_base = quotes[&currency.raw()].convert(fresh, from, to)?;
                (amount, base) = (amount.checked_add(fresh)?, base.checked_add(fresh_base)?);
                held.add(Clearing {
                    line: line.head.id,
                    receipt: self.head.id,
                    order_line: order_line.head.id,
                    document: order.head.id,
                    received: whole,
                    credited: base,
                    amount,
                    open: waits,
                    open_base: fresh_base,
                });
            }
            let progress = held.change(order_line.head.id);
            progress.received = after;
            progress.rejected = progress.rejected.checked_add(line.rejected)?;
            held.link(Link {
                from: held::place::<Order>(order.head.id, order_line.head.id),
                to: held::place::<GoodsReceipt>(self.head.id, line.head.id),
                role: "received",
                quantity: whole,
                amount: base,
            });
            let moves = if order_line.is_service { Vec::new() } else { self.moves(line, order_line, base, at)? };
            valued.push(Valued { line, order_line, currency, amount, base, moves });
        }
        Ok(valued)
    }

    fn fits(&self, order: &Order, at: usize) -> Result<()> {
        let field = format!("lines.{at}.order_line");
        let refusal = |code: &'static str| Refusal::new(code).field(field.clone()).record(&*order.number);
        let same = order.company == self.company && order.supplier == self.supplier;
        base::ensure!(same, refusal("purchasing.order_of_other_supplier"))?;
        base::ensure!(order.state == crate::order::State::Released, refusal("purchasing.order_not_released"))
    }

    /// Fit, waiting and blocked goods of a line, each with its share of the value.
    fn moves(&self, line: &ReceiptLine, ordered: &OrderLine, base: Money, at: usize) -> Result<Vec<Move>> {
        let field = || format!("lines.{at}.warehouse");
        let warehouse = line.warehouse.or(self.warehouse);
        let warehouse = warehouse.ok_or_else(|| Refusal::new("purchasing.without_warehouse").field(field()))?;
        let parts: Vec<(Status, Quantity)> = line.parts().into_iter().filter(|(_, q)| q.is_positive()).collect();
        let weights: Vec<i64> = parts.iter().map(|(_, q)| q.units()).collect();
        let values = base::distribute(base, &weights)?;
        let mut moves = Vec::with_capacity(parts.len());
        for ((status, quantity), value) in parts.into_iter().zip(values) {
            let quantity = share::stocked(ordered.stock_quantity, quantity, ordered.quantity)?;
            moves.push(Move {
                status,
                lot: line.lot,
                location: line.location,
                ..Move::receipt(ordered.item, warehouse, quantity, value).line(line.head.id)
            });
        }
        Ok(moves)
    }

    /// A receipt that is invoiced, or of which something went back, stays until that is taken back.
    fn can_reverse(&self, read: &Read) -> Result<Guard> {
        let sql = store::sql!(
            "purchasing.receipt_used",
            "SELECT 1 FROM link WHERE from_kind = $1 AND from_record = $2 GROUP BY to_kind, to_record, to_line, from_line, role \
             HAVING SUM(quantity) <> 0 OR SUM(amount) <> 0 LIMIT 1"
        );
        let kind = i64::from(GoodsReceipt::DEF.kind);
        let used = read.row(sql, &[kind.into(), self.head.id.into()])?.is_some();
        Ok(if used { Guard::Closed(Refusal::new("purchasing.receipt_used")) } else { Guard::Open })
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let mut held = Held::lock(tx, loaded(&self.lines).iter().filter_map(|l| l.purchase_order))?;
        if let Guard::Closed(refusal) = self.can_reverse(tx)? {
            return Err(refusal.record(&*self.number).into());
        }
        for link in held::links_to::<GoodsReceipt>(tx, self.head.id)? {
            let order_line = link.from.2;
            let line = loaded(&self.lines).iter().find(|l| l.head.id == link.to.2);
            let progress = held.change(order_line);
            progress.received = progress.received.checked_sub(link.quantity)?;
            progress.rejected = progress.rejected.checked_sub(line.map_or(Quantity::ZERO, |l| l.rejected))?;
            if let Ok(clearing) = held.clearing(link.to.2) {
                // What had been invoiced before it came is again invoiced and not here.
                let ahead = clearing.received.checked_sub(clearing.open)?;
                let base = clearing.credited.checked_sub(clearing.open_base)?;
                if ahead.is_positive() || !base.is_zero() {
                    let amount = share::scale(clearing.amount, base.minor(), clearing.credited.minor())?;
                    held.go_ahead(order_line, ahead, amount, base)?;
                }
                held.put_back(link.to.2, clearing.open.checked_neg()?, clearing.open_base.checked_neg()?)?;
            }
            held.link(Link { quantity: link.quantity.checked_neg()?, amount: link.amount.checked_neg()?, ..link });
        }
        let number = self.number.to_string();
        let source = Source::of::<GoodsReceipt>(self.head.id);
        let document = moving::Document { company: self.company, posted_on: asked.posted_on, number: &number, source };
        let moved = moving::take_back(tx, &document)?;
        let mut made = Made::new();
        if let Some(entry) = self.entry {
            let draft = posting::receipt_taken_back(tx, self.company, entry, &moved)?;
            let header = Posting { posted_on: asked.posted_on, reverses: Some(entry), ..self.header(&number, &held) };
            let mirror = accounting::posting::post(tx, &header, draft)?;
            made.push((JournalEntry::DEF.name, mirror.entry.raw()));
        }
        self.reversed_because = Some(asked.reason);
        held.write(tx)?;
        Ok(made)
    }
}

/// Who waits for goods gets what came fit for use.
fn refill(tx: &mut Tx, moves: &[Move], moved: &[Moved]) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let fit = moves.iter().filter(|m| m.status == Status::Unrestricted && m.quantity.is_positive());
    let mut places: Vec<_> = fit.map(|m| (m.item, m.warehouse)).collect();
    places.sort_unstable();
    places.dedup();
    stock::reservation::refill(tx, &places)
}

fn unknown(at: usize) -> Refusal {
    Refusal::new("purchasing.no_such_order_line").field(format!("lines.{at}.order_line"))
}

/// More than ordered only as far as the order allows.
fn within(order: &Order, line: &OrderLine, after: Quantity, at: usize) -> Result<()> {
    let allowed = Money::from_minor(line.quantity.units());
    let more = order.over_receipt.of(allowed, Rounding::Floor)?;
    let most = line.quantity.checked_add(Quantity::from_units(more.minor()))?;
    let refusal = || {
        let refusal = Refusal::new("purchasing.more_than_ordered").record(&*order.number);
        refusal.field(format!("lines.{at}.quantity")).arg("ordered", line.quantity).arg("would_be", after)
    };
    base::ensure!(after <= most, refusal())
}

impl Business for ReceiptLine {}

impl Business for GoodsReceipt {
    const OPERATIONS: &'static [Operation] = &operations![GoodsReceipt:
        post: [Draft] => Posted,
        reverse(Reversal) if can_reverse: [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() {
            return Ok(());
        }
        self.currency = Some(kept::books(read)?.currency(self.company)?);
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let open: Vec<i64> = lines.iter().filter(|l| l.item.is_none()).map(|l| l.order_line).collect();
        let found = describe(read, &open)?;
        for line in lines.iter_mut().filter(|l| l.item.is_none()) {
            if let Some(of) = found.get(&line.order_line) {
                line.purchase_order = Some(Id::from_raw(of.order));
                line.item = Some(Id::from_raw(of.item));
                line.unit = of.unit.map(Id::from_raw);
                line.description = of.description.clone();
                line.warehouse = line.warehouse.or(of.warehouse.map(Id::from_raw));
            }
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let none = line.parts().iter().any(|(_, q)| q.is_negative());
            let whole = line.whole()?;
            let field = format!("lines.{at}.quantity");
            refusals.ensure(!none && whole.is_positive(), "purchasing.quantity_not_positive", &field);
            if line.item.is_none() {
                refusals.add(unknown(at));
            }
        }
        Ok(())
    }
}

/// What a document copies from a line of an order.
pub(crate) struct Described {
    pub order: i64,
    pub item: i64,
    pub unit: Option<i64>,
    pub description: Option<String>,
    pub warehouse: Option<i64>,
    pub dimensions: Option<i64>,
}

/// Lines of orders by their numbers.
pub(crate) fn describe(read: &Read, lines: &[i64]) -> Result<BTreeMap<i64, Described>> {
    if lines.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = store::sql!(
        "purchasing.order_lines",
        "SELECT l.id, l.document, l.item, l.unit, l.description, COALESCE(l.warehouse, o.warehouse), l.dimensions \
         FROM purchasing_order_line l JOIN purchasing_order o ON o.id = l.document WHERE l.id IN LIST($1)"
    );
    let rows = read.query(sql, &[store::id_list(lines)])?;
    let int = |r: &store::Row, at: usize| r.get(at).and_then(Value::int);
    let of = |r: &store::Row| Described {
        order: int(r, 1).unwrap_or(0),
        item: int(r, 2).unwrap_or(0),
        unit: int(r, 3),
        description: r.get(4).and_then(Value::text).map(str::to_owned),
        warehouse: int(r, 5),
        dimensions: int(r, 6),
    };
    Ok(rows.iter().map(|r| (int(r, 0).unwrap_or(0), of(r))).collect())
}
