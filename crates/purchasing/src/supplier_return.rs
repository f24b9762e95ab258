//! Goods that go back to their supplier: stock gives what they cost now, the supplier owes what they came for.

use crate::goods_receipt::{GoodsReceipt, Reversal};
use crate::held::{self, Held, Link};
use crate::order::{Extent, Order};
use crate::supplier_invoice::{InvoiceLine, Paper, Sense, SupplierInvoice};
use crate::{difference, posting, share};
use accounting::dimensioning;
use accounting::posting::Numbering;
use accounting::{Journal, JournalEntry, Part, Posting, Source, kept};
use base::{Date, Id, Money, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Number, Value};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::HashMap;
use stock::moving;
use stock::{LedgerRow, Move, Status, Worth};
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

/// What goes back to a supplier.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.supplier_return",
    kind = 207,
    icon = "undo-2",
    title = "number",
    number = "RT-{year}-{seq}",
    search(number),
    sort = "-posted_on",
    editable(draft),
    index(supplier),
    view(to_credit = "filter=state%20%3D%20posted%20and%20credited%20%21%3D%20fully&sort=posted_on")
)]
pub struct SupplierReturn {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub supplier: Id<Party>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column, max = 200)]
    pub reason: Option<String>,
    pub lines: Lines<ReturnLine>,
    /// What the supplier owes for it, in company currency.
    #[field(read_only, column, currency = "currency")]
    pub value: Option<Money>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    /// Whether its debit note is written.
    #[field(read_only, column)]
    pub credited: Extent,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// What goes back of one line of a receipt, in the unit it was ordered in.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "purchasing.return_line", kind = 208, line_of = "purchasing.supplier_return", title = "description")]
pub struct ReturnLine {
    pub head: Head,
    /// The number of the receipt's line.
    pub receipt_line: i64,
    #[field(computed)]
    pub order_line: Option<i64>,
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
    /// Where it lies: blocked goods are those a receipt rejected.
    #[field(column)]
    pub status: Status,
}

impl ReturnLine {
    /// So much of a line of a receipt, out of goods in this status.
    pub fn of(receipt_line: i64, quantity: Quantity, status: Status) -> ReturnLine {
        ReturnLine {
            head: Head::default(),
            receipt_line,
            order_line: None,
            purchase_order: None,
            item: None,
            description: None,
            unit: None,
            quantity,
            status,
        }
    }
}

/// A line with what its goods came for.
struct Back {
    line: i64,
    moves: Vec<Move>,
    /// In the order's currency, and in the company's.
    amount: Money,
    base: Money,
    currency: Id<Currency>,
    item: Id<Item>,
}

impl SupplierReturn {
    /// A draft.
    pub fn new(company: Id<Company>, supplier: Id<Party>, on: Date, lines: Vec<ReturnLine>) -> SupplierReturn {
        SupplierReturn {
            head: Head::default(),
            number: Number::default(),
            company,
            supplier,
            posted_on: on,
            reason: None,
            lines: lines.into(),
            value: None,
            currency: None,
            credited: Extent::Nothing,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        let mut held = Held::lock(tx, loaded(&self.lines).iter().filter_map(|l| l.purchase_order))?;
        let mut receipts = Vec::with_capacity(self.lines.len());
        for line in loaded(&self.lines) {
            receipts.push(held.clearing(line.receipt_line)?.receipt);
        }
        let came = difference::came(tx, receipts.into_iter())?;
        let mut backs = Vec::with_capacity(self.lines.len());
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            backs.push(self.go_back(&mut held, line, &came, at)?);
        }
        let blocked = crate::invoice_match::blocked(tx, &held.ids())?;
        crate::invoice_match::again(tx, blocked, &held)?;
        let source = Source::of::<SupplierReturn>(self.head.id);
        let number = self.number.to_string();
        let document = moving::Document { company: self.company, posted_on: self.posted_on, number: &number, source };
        let moves: Vec<Move> = backs.iter().flat_map(|b| b.moves.iter().cloned()).collect();
        let moved = moving::apply(tx, &document, &moves)?;
        let owed: Vec<posting::Owed> = backs
            .iter()
            .map(|b| posting::Owed { item: b.item, line: b.line, currency: b.currency, amount: b.amount, base: b.base })
            .collect();
        let draft = posting::supplier_return(tx, self.company, &owed, &moved)?;
        let header = self.header(&number, self.posted_on, &held);
        held.write(tx)?;
        self.entry = Some(accounting::posting::post(tx, &header, draft)?.entry);
        self.value = Some(Money::sum(backs.iter().map(|b| b.base))?);
        Ok(self.entry.map(|e| (JournalEntry::DEF.name, e.raw())).into_iter().collect())
    }

    fn header<'a>(&self, number: &'a str, on: Date, held: &Held) -> Posting<'a> {
        let source = Source::of::<SupplierReturn>(self.head.id);
        let of = |l: &ReturnLine| held.dimensions(l.purchase_order, l.order_line.unwrap_or_default());
        let chosen = dimensioning::chosen(loaded(&self.lines).iter().map(|l| (l.head.id, of(l))));
        Posting::new(self.company, Journal::Stock, Part::Inventory, on, Numbering::Given(number), source).chosen(chosen)
    }

    /// What waits for an invoice is waited for no longer; what is invoiced already the supplier owes.
    fn go_back(
        &self,
        held: &mut Held,
        line: &ReturnLine,
        came: &HashMap<i64, Vec<LedgerRow>>,
        at: usize,
    ) -> Result<Back> {
        let field = |name: &str| format!("lines.{at}.{name}");
        let order_line = line.order_line.unwrap_or_default();
        let (order, ordered) = held.line(line.purchase_order, order_line)?;
        let (currency, ordered) = (order.currency()?, ordered.clone());
        let clearing = held.clearing(line.receipt_line)?;
        let taken = held.clear(order_line, Some(line.receipt_line), line.quantity)?;
        let waited = Quantity::sum(taken.iter().map(|t| t.quantity))?;
        let mut base = Money::sum(taken.iter().map(|t| t.base))?;
        let mut amount = Money::sum(taken.iter().map(|t| t.amount))?;
        let invoiced = line.quantity.checked_sub(waited)?;
        if invoiced.is_positive() {
            // What it came for; what the invoice said beyond that is a difference of price already.
            let worth = share::amount(clearing.credited, invoiced, clearing.received)?;
            let owed = share::amount(clearing.amount, invoiced, clearing.received)?;
            held.go_ahead(order_line, invoiced, owed, worth)?;
            (base, amount) = (base.checked_add(worth)?, amount.checked_add(owed)?);
        }
        let progress = held.change(order_line);
        progress.received = progress.received.checked_sub(line.quantity)?;
        if line.status == Status::Blocked {
            progress.rejected = progress.rejected.checked_sub(line.quantity)?;
        }
        let more = progress.received.is_negative() || progress.rejected.is_negative();
        base::ensure!(!more, Refusal::new("purchasing.more_than_came").field(field("quantity")))?;
        held.link(Link {
            from: held::place::<GoodsReceipt>(clearing.receipt, line.receipt_line),
            to: held::place::<SupplierReturn>(self.head.id, line.head.id),
            role: "returned",
            quantity: line.quantity,
            amount: base,
        });
        let row = came.get(&line.receipt_line).and_then(|rows| rows.iter().find(|r| r.status == line.status));
        let row = row.ok_or_else(|| Refusal::new("purchasing.none_in_status").field(field("status")))?;
        let quantity = share::stocked(ordered.stock_quantity, line.quantity, ordered.quantity)?;
        let mv = Move {
            location: row.location,
            lot: row.lot,
            status: line.status,
            worth: if base.is_zero() { Worth::Free } else { Worth::Of(base) },
            original: Some(row.id()),
            ..Move::receipt(ordered.item, row.warehouse, quantity.checked_neg()?, Money::ZERO).line(line.head.id)
        };
        Ok(Back { line: line.head.id, moves: vec![mv], amount, base, currency, item: ordered.item })
    }

    /// Drafts the note by which we debit the supplier for what was invoiced and went back.
    fn debit_note(&mut self, tx: &mut Tx, paper: Paper) -> Result<Made> {
        let held = Held::lock(tx, loaded(&self.lines).iter().filter_map(|l| l.purchase_order))?;
        let mut lines = Vec::new();
        for line in loaded(&self.lines) {
            let order_line = line.order_line.unwrap_or_default();
            let (order, ordered) = held.line(line.purchase_order, order_line)?;
            // Of what waited for its invoice there is nothing to credit.
            let quantity = line.quantity.min(held.of(order_line).ahead);
            if quantity.is_positive() {
                lines.push(InvoiceLine::of(order, ordered, quantity));
            }
        }
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.nothing_to_credit").record(&*self.number))?;
        let currency = held.orders.values().next().and_then(|o| o.currency);
        let number = &paper.supplier_number;
        let note = SupplierInvoice::new(self.company, self.supplier, number, paper.documented_on, lines);
        let mut note = SupplierInvoice { sense: Sense::CreditNote, currency, due_on: paper.due_on, ..note };
        self.credited = Extent::Fully;
        Ok(vec![(SupplierInvoice::DEF.name, tx.insert(&mut note)?.raw())])
    }

    fn not_credited(&self, _read: &Read) -> Result<Guard> {
        let done = self.credited == Extent::Fully;
        Ok(if done { Guard::Closed(Refusal::new("purchasing.credited_already")) } else { Guard::Open })
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let Some(entry) = self.entry else { return Ok(Made::new()) };
        let mut held = Held::lock(tx, loaded(&self.lines).iter().filter_map(|l| l.purchase_order))?;
        for link in held::links_to::<SupplierReturn>(tx, self.head.id)? {
            let line = loaded(&self.lines).iter().find(|l| l.head.id == link.to.2);
            let Some(order_line) = line.and_then(|l| l.order_line) else { continue };
            let progress = held.change(order_line);
            progress.received = progress.received.checked_add(link.quantity)?;
            if line.is_some_and(|l| l.status == Status::Blocked) {
                progress.rejected = progress.rejected.checked_add(link.quantity)?;
            }
            // What was invoiced and not here is here again; the rest waits for its invoice.
            let ahead = link.quantity.min(progress.ahead);
            let given = if ahead.is_positive() { held.catch_up(order_line, ahead)?.1 } else { Money::ZERO };
            held.put_back(link.from.2, link.quantity.checked_sub(ahead)?, link.amount.checked_sub(given)?)?;
            held.link(Link { quantity: link.quantity.checked_neg()?, amount: link.amount.checked_neg()?, ..link });
        }
        let number = self.number.to_string();
        let source = Source::of::<SupplierReturn>(self.head.id);
        let document = moving::Document { company: self.company, posted_on: asked.posted_on, number: &number, source };
        let moved = moving::take_back(tx, &document)?;
        let draft = posting::receipt_taken_back(tx, self.company, entry, &moved)?;
        let header = Posting { reverses: Some(entry), ..self.header(&number, asked.posted_on, &held) };
        held.write(tx)?;
        let mirror = accounting::posting::post(tx, &header, draft)?;
        self.reversed_because = Some(asked.reason);
        Ok(vec![(JournalEntry::DEF.name, mirror.entry.raw())])
    }
}

impl Business for ReturnLine {}

impl Business for SupplierReturn {
    const OPERATIONS: &'static [Operation] = &operations![SupplierReturn:
        post: [Draft] => Posted,
        debit_note(Paper) if not_credited: [Posted] => same,
        reverse(Reversal) if not_credited: [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() {
            return Ok(());
        }
        self.currency = Some(kept::books(read)?.currency(self.company)?);
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let open: Vec<i64> = lines.iter().filter(|l| l.item.is_none()).map(|l| l.receipt_line).collect();
        if open.is_empty() {
            return Ok(());
        }
        let sql = store::sql!(
            "purchasing.receipt_lines",
            "SELECT l.id, l.order_line, l.purchase_order, l.item, l.unit, l.description FROM purchasing_receipt_line l \
             JOIN purchasing_goods_receipt r ON r.id = l.document WHERE l.id IN LIST($1) AND r.state = 'posted' \
             AND r.supplier = $2 AND r.company = $3"
        );
        for row in read.query(sql, &[store::id_list(&open), self.supplier.into(), self.company.into()])? {
            let int = |at: usize| row.get(at).and_then(Value::int);
            for line in lines.iter_mut().filter(|l| Some(l.receipt_line) == int(0)) {
                line.order_line = int(1);
                line.purchase_order = int(2).map(Id::from_raw);
                line.item = int(3).map(Id::from_raw);
                line.unit = int(4).map(Id::from_raw);
                line.description = row.get(5).and_then(Value::text).map(str::to_owned);
            }
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        for (at, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{at}.{name}");
            refusals.ensure(line.quantity.is_positive(), "purchasing.quantity_not_positive", field("quantity"));
            refusals.ensure(line.item.is_some(), "purchasing.no_such_receipt_line", field("receipt_line"));
        }
        Ok(())
    }
}
