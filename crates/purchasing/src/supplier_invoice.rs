//! A supplier invoice is what a supplier wants for goods and services: it clears what we owed without an invoice, and we owe the
//! supplier. One that does not fit its order and receipt is posted, and its payment waits.

mod capture;
mod entry;

use crate::difference;
use crate::goods_receipt::Reversal;
use crate::held::{self, Held, Link};
use crate::order::{Order, OrderLine, Reason};
use crate::{GoodsReceipt, invoice_match, posting};
use accounting::dimensioning;
use accounting::posting::Numbering;
use accounting::{
    Account, DimensionSet, Journal, JournalEntry, Part, Pay, Payment as MoneyPaid, PaymentTerm, Posting, Source,
    TaxCode,
};
use base::{Date, Id, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Described, Entity, Fields, Head, Input, Lines};
use parties::{Party, loaded};
use platform::approval::control;
use platform::{Company, Currency};
use store::{Business, Control, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    /// Its mirror is posted too.
    #[choice(tone = "warn")]
    Reversed,
}

/// Which way it goes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sense {
    /// We owe.
    #[default]
    Invoice,
    /// The supplier takes something back.
    #[choice(tone = "violet")]
    CreditNote,
}

/// Whether it may be paid.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Payment {
    #[default]
    #[choice(tone = "success")]
    Free,
    /// It does not fit its order or receipt.
    #[choice(tone = "danger")]
    Blocked,
    /// It did not fit, and somebody let it pass.
    #[choice(tone = "warn")]
    Released,
}

/// What a supplier invoices, or credits.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.supplier_invoice",
    kind = 205,
    icon = "receipt-text",
    title = "supplier_number",
    search(number, supplier_number),
    sort = "-posted_on",
    editable(draft),
    large,
    unique(company, duplicate_key),
    index(supplier, documented_on),
    index(payment, company),
    view(drafts = "filter=state%20%3D%20draft&sort=-documented_on"),
    view(blocked = "filter=payment%20%3D%20blocked%20and%20state%20%3D%20posted&sort=due_on"),
    view(credit_notes = "filter=sense%20%3D%20credit_note&sort=-posted_on")
)]
pub struct SupplierInvoice {
    pub head: Head,
    /// Our legal number; drawn when it is posted.
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub supplier: Id<Party>,
    /// The number on the paper.
    #[field(column, max = 60)]
    pub supplier_number: String,
    #[field(column)]
    pub sense: Sense,
    /// The invoice that a credit note is about.
    pub corrects: Option<Id<SupplierInvoice>>,
    /// The day on the paper.
    #[field(indexed, column)]
    pub documented_on: Date,
    #[field(indexed)]
    pub posted_on: Date,
    /// The day that chooses the rates of tax; the paper's own unless somebody says otherwise.
    pub taxed_on: Option<Date>,
    /// When it is to be paid, in instalments and with discounts; proposed from the order or what was agreed with the supplier.
    pub payment_term: Option<Id<PaymentTerm>>,
    /// The last day for all of it, as the terms say unless the paper says another.
    #[field(indexed, column)]
    pub due_on: Option<Date>,
    pub currency: Option<Id<Currency>>,
    pub lines: Lines<InvoiceLine>,
    #[field(computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    #[field(computed, column)]
    pub total: Money,
    /// What the paper says it comes to; a few cents of difference are written off.
    pub stated_total: Option<Money>,
    #[field(read_only, indexed, column)]
    pub payment: Payment,
    #[field(read_only, section = "matching")]
    pub wrong_price: bool,
    #[field(read_only, section = "matching")]
    pub wrong_quantity: bool,
    #[field(read_only, section = "matching")]
    pub wrong_quality: bool,
    #[field(read_only, section = "matching")]
    pub wrong_date: bool,
    #[field(read_only, section = "matching")]
    pub without_order: bool,
    #[field(read_only, max = 200, section = "matching")]
    pub released_because: Option<String>,
    /// Another invoice of this supplier that looks the same: as much, within a week.
    #[field(computed, section = "matching")]
    pub looks_like: Option<Id<SupplierInvoice>>,
    /// Supplier, number and year: no two invoices have the same.
    #[field(computed, max = 160, section = "matching")]
    pub duplicate_key: Option<String>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One line of an invoice: of an order, or an expense nobody ordered.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "purchasing.invoice_line",
    kind = 204,
    line_of = "purchasing.supplier_invoice",
    title = "description",
    index(order_line)
)]
pub struct InvoiceLine {
    pub head: Head,
    /// The number of the order's line.
    pub order_line: Option<i64>,
    /// The number of the receipt's line, where the paper names the delivery; nothing is the oldest that waits.
    pub receipt_line: Option<i64>,
    #[field(computed)]
    pub purchase_order: Option<Id<Order>>,
    #[field(column)]
    pub item: Option<Id<Item>>,
    #[field(column, max = 300)]
    pub description: Option<String>,
    #[field(column)]
    pub quantity: Quantity,
    #[field(column)]
    pub unit: Option<Id<Unit>>,
    #[field(column)]
    pub price: Price,
    #[field(column, default = "0")]
    pub discount: Percent,
    pub tax_code: Option<Id<TaxCode>>,
    /// Where an expense is booked; nothing is what the item says.
    #[field(column)]
    pub account: Option<Id<Account>>,
    /// A credit note that lowers the price and takes no goods back.
    pub price_only: bool,
    pub dimensions: Option<Id<DimensionSet>>,
    #[field(column, computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    /// Net, and the tax that cannot be deducted.
    #[field(computed)]
    pub cost: Money,
}

/// What stands on the paper.
#[derive(Input, Clone, Debug)]
pub struct Paper {
    #[field(max = 60)]
    pub supplier_number: String,
    pub documented_on: Date,
    pub due_on: Option<Date>,
}

impl InvoiceLine {
    /// So much of a line of an order, at its price.
    pub fn of(order: &Order, line: &OrderLine, quantity: Quantity) -> InvoiceLine {
        InvoiceLine {
            order_line: Some(line.head.id),
            purchase_order: Some(order.id()),
            item: Some(line.item),
            description: line.description.clone(),
            unit: line.unit,
            discount: line.discount,
            tax_code: line.tax_code,
            dimensions: line.dimensions,
            ..InvoiceLine::expense("", quantity, line.price.unwrap_or(Price::ZERO))
        }
    }

    /// Something nobody ordered.
    pub fn expense(description: &str, quantity: Quantity, price: Price) -> InvoiceLine {
        InvoiceLine {
            head: Head::default(),
            order_line: None,
            receipt_line: None,
            purchase_order: None,
            item: None,
            description: (!description.is_empty()).then(|| description.to_owned()),
            quantity,
            unit: None,
            price,
            discount: Percent::ZERO,
            tax_code: None,
            account: None,
            price_only: false,
            dimensions: None,
            net: Money::ZERO,
            tax: Money::ZERO,
            cost: Money::ZERO,
        }
    }
}

impl SupplierInvoice {
    /// A draft.
    pub fn new(
        company: Id<Company>,
        supplier: Id<Party>,
        number: &str,
        on: Date,
        lines: Vec<InvoiceLine>,
    ) -> SupplierInvoice {
        SupplierInvoice {
            head: Head::default(),
            number: None,
            company,
            supplier,
            supplier_number: number.to_owned(),
            sense: Sense::Invoice,
            corrects: None,
            documented_on: on,
            posted_on: on,
            taxed_on: None,
            payment_term: None,
            due_on: None,
            currency: None,
            lines: lines.into(),
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            stated_total: None,
            payment: Payment::Free,
            wrong_price: false,
            wrong_quantity: false,
            wrong_quality: false,
            wrong_date: false,
            without_order: false,
            released_because: None,
            looks_like: None,
            duplicate_key: None,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// A draft of what came of an order and is not invoiced; of services what is ordered and not invoiced.
    pub fn of(read: &Read, order: &Order, paper: &Paper) -> Result<SupplierInvoice> {
        let done = held::progress(read, &[order.head.id])?;
        let mut lines = Vec::new();
        for line in loaded(&order.lines) {
            let p = done.get(&line.head.id).copied().unwrap_or_default();
            let due = if line.is_service { line.quantity } else { p.accepted()? };
            let left = due.checked_sub(p.invoiced)?;
            if left.is_positive() {
                lines.push(InvoiceLine::of(order, line, left));
            }
        }
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.nothing_to_invoice").record(&*order.number))?;
        let (number, on) = (&paper.supplier_number, paper.documented_on);
        let invoice = SupplierInvoice::new(order.company, order.supplier, number, on, lines);
        Ok(SupplierInvoice {
            currency: order.currency,
            payment_term: order.payment_term,
            due_on: paper.due_on,
            ..invoice
        })
    }

    /// What a debit turns into: an invoice debits its lines, a credit note credits them.
    pub(crate) fn sign(&self) -> i64 {
        if self.sense == Sense::Invoice { 1 } else { -1 }
    }

    fn can_pay(&self, read: &Read) -> Result<Guard> {
        accounting::can_pay(read, Source::of::<SupplierInvoice>(self.head.id))
    }

    /// What we paid of it.
    fn pay(&mut self, tx: &mut Tx, asked: Pay) -> Result<Made> {
        accounting::pay(tx, Source::of::<SupplierInvoice>(self.head.id), asked)
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let lines = loaded(&self.lines);
        base::ensure!(!lines.is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        let mut held = Held::lock(tx, lines.iter().filter_map(|l| l.purchase_order))?;
        let booked = entry::book(self, tx, &mut held)?;
        let found = invoice_match::examine(tx, self, &held, booked.supplier.category)?;
        let source = Source::of::<SupplierInvoice>(self.head.id);
        let document =
            stock::Document { company: self.company, posted_on: self.posted_on, number: &self.supplier_number, source };
        let late = difference::receipts(tx, &booked.late)?;
        let borne = difference::spread(tx, &document, &late)?;
        let draft = stock::posting::difference(tx, self.company, &borne, booked.draft)?;
        let text = format!("{} {}", booked.supplier.name, self.supplier_number);
        let header = Posting {
            documented_on: self.documented_on,
            taxed_on: self.taxed_on.unwrap_or(self.documented_on),
            ..self.header(Numbering::Legal(self.prefix())).text(&text)
        };
        held.write(tx)?;
        let posted = accounting::posting::post(tx, &header, draft)?;
        booked.due.grant(tx, posted.entry)?;
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        invoice_match::mark(self, found);
        if self.payment == Payment::Blocked {
            invoice_match::hold_back(tx, posted.entry, Some(&found.words()))?;
            control::held(tx, SupplierInvoice::DEF.name, &self.to_record(), "payment_block", &found.words())?;
        }
        Ok(vec![(JournalEntry::DEF.name, posted.entry.raw())])
    }

    /// Invoices and credit notes have series of their own.
    fn prefix(&self) -> &'static str {
        match self.sense {
            Sense::Invoice => "PI",
            Sense::CreditNote => "PC",
        }
    }

    fn header<'a>(&self, number: Numbering<'a>) -> Posting<'a> {
        let source = Source::of::<SupplierInvoice>(self.head.id);
        let chosen = dimensioning::chosen(loaded(&self.lines).iter().map(|l| (l.head.id, l.dimensions)));
        Posting::new(self.company, Journal::Purchases, Part::Payables, self.posted_on, number, source).chosen(chosen)
    }

    /// Lets an invoice pass that does not fit.
    fn release(&mut self, tx: &mut Tx, why: Reason) -> Result<Made> {
        self.payment = Payment::Released;
        self.released_because = Some(why.reason);
        if let Some(entry) = self.entry {
            invoice_match::hold_back(tx, entry, None)?;
        }
        Ok(Vec::new())
    }

    fn is_blocked(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.payment == Payment::Blocked { Guard::Open } else { Guard::Hidden })
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let Some(entry) = self.entry else { return Ok(Vec::new()) };
        let mut held = Held::lock(tx, loaded(&self.lines).iter().filter_map(|l| l.purchase_order))?;
        let blocked = invoice_match::blocked(tx, &held.ids())?;
        self.unlink(tx, &mut held)?;
        invoice_match::again(tx, blocked.into_iter().filter(|b| b.head.id != self.head.id).collect(), &held)?;
        // What the supplier was owed is settled by the mirror; documents are locked before stock.
        invoice_match::items(tx, entry)?;
        let source = Source::of::<SupplierInvoice>(self.head.id);
        let number = self.number.clone().unwrap_or_default();
        let document = stock::Document { company: self.company, posted_on: asked.posted_on, number: &number, source };
        let back = difference::back(tx, source)?;
        let borne = difference::spread(tx, &document, &back)?;
        held.write(tx)?;
        let mirror = accounting::posting::reverse(tx, entry, Part::Payables, asked.posted_on, &number, source)?;
        let mut made = vec![(JournalEntry::DEF.name, mirror.entry.raw())];
        let chosen = self.header(Numbering::Given(&number)).chosen.unwrap_or_default();
        if let Some(rest) = posting::not_given_back(tx, self.company, entry, &borne, &chosen)? {
            let header = Posting { posted_on: asked.posted_on, ..self.header(Numbering::Given(&number)) };
            made.push((JournalEntry::DEF.name, accounting::posting::post(tx, &header, rest)?.entry.raw()));
        }
        self.reversed_because = Some(asked.reason);
        self.duplicate_key = None;
        self.payment = Payment::Free;
        Ok(made)
    }

    /// What it had cleared waits for an invoice again.
    fn unlink(&self, tx: &Tx, held: &mut Held) -> Result<()> {
        let receipt = i64::from(GoodsReceipt::DEF.kind);
        for link in held::links_to::<SupplierInvoice>(tx, self.head.id)? {
            let order_line = match link.from.0 == receipt {
                true => held.clearing(link.from.2)?.order_line,
                false => link.from.2,
            };
            let line = loaded(&self.lines).iter().find(|l| l.head.id == link.to.2);
            let goods = !held.line(line.and_then(|l| l.purchase_order), order_line)?.1.is_service;
            let invoiced = held.of(order_line).invoiced.checked_sub(link.quantity)?;
            let credited = Refusal::new("purchasing.credited_since").record(self.number.clone().unwrap_or_default());
            base::ensure!(!invoiced.is_negative(), credited)?;
            held.change(order_line).invoiced = invoiced;
            if !goods {
                // Services wait for nothing.
            } else if link.quantity.is_negative() {
                // A credit note: what it had credited is owed again.
                entry::charge_again(held, order_line, link.quantity.checked_neg()?, link.amount.checked_neg()?)?;
            } else if link.from.0 == receipt {
                held.put_back(link.from.2, link.quantity, link.amount)?;
            } else {
                entry::give_back(held, order_line, link.quantity, link.amount)?;
            }
            held.link(Link { quantity: link.quantity.checked_neg()?, amount: link.amount.checked_neg()?, ..link });
        }
        Ok(())
    }
}

impl Business for InvoiceLine {}

impl Business for SupplierInvoice {
    const OPERATIONS: &'static [Operation] = &operations![SupplierInvoice:
        post: [Draft] => Posted,
        pay(Pay) if can_pay: [Posted] => same then MoneyPaid post,
        release(Reason) if is_blocked: [Posted] => same,
        reverse(Reversal): [Posted] => Reversed,
    ];

    const CONTROLS: &'static [Control] = &[Control {
        name: "payment_block",
        holds: "payment = blocked and state = posted",
        overrides: &["release"],
        reason: "released_because",
    }];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() || !self.supplier.is_valid() {
            return Ok(());
        }
        capture::complete(self, read, touched)
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        capture::check(self, read, refusals)
    }
}
