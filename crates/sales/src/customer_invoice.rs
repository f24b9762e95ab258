//! Customer invoices and credit notes: what a customer owes for what was delivered or done. Legal numbers without gaps.

mod billing;
mod costing;
mod crediting;
mod deposit;

pub use costing::corrected;
pub(crate) use costing::sold_ahead;
pub(crate) use costing::{account as waiting_account, of as costs, with_invoice};
pub(crate) use deposit::broken as deposits_broken;

use crate::order::read_items;
use crate::progress::Done;
use crate::{Billing, Milestone, Order, OrderState, Reversal, credit, milestone, progress};
use accounting::chain::Stated;
use accounting::dimensioning;
use accounting::posting::Numbering;
use accounting::taxing::{self, Taxable, Taxed};
use accounting::{
    DimensionSet, Direction, Journal, JournalEntry, Part, Pay, Payment, Posting, RateKind, Role, Source, TaxCode, rate,
};
use base::{Date, Id, Money, Percent, Price, Quantity, Ratio, Refusal, Result, Rounding};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Lines};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::{BTreeMap, HashMap};
use store::{Business, Guard, Link, Made, OfLine, Operation, Read, Refusals, Tx, operations};

/// Where the document stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    /// A credit note takes it back.
    #[choice(tone = "warn")]
    Reversed,
}

/// Which way the money goes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Invoice,
    CreditNote,
    /// Money ahead of an order; its invoices take it off again.
    Deposit,
}

/// What a line is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Something that was sold.
    #[default]
    Sale,
    /// A part of an order that is paid ahead.
    #[choice(tone = "info")]
    Deposit,
    /// What was paid ahead, taken off.
    #[choice(tone = "success")]
    Deduction,
}

/// What a customer is to pay, or gets back.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.customer_invoice",
    kind = 234,
    icon = "receipt-text",
    title = "number",
    search(number, reference),
    sort = "-posted_on",
    large,
    editable(draft),
    index(customer, state),
    index(corrects),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on"),
    view(credit_notes = "filter=form%20%3D%20credit_note&sort=-posted_on")
)]
pub struct CustomerInvoice {
    pub head: Head,
    /// The legal number; drawn when it is posted.
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub form: Form,
    #[field(column)]
    pub customer: Id<Party>,
    pub company: Id<Company>,
    #[field(max = 60)]
    pub reference: Option<String>,
    /// The day of the invoice and of its effect on the books.
    #[field(indexed, column)]
    pub posted_on: Date,
    /// The day that decides the tax, where it is another.
    pub taxed_on: Option<Date>,
    #[field(column)]
    pub due_on: Option<Date>,
    pub currency: Option<Id<Currency>>,
    pub lines: Lines<CustomerInvoiceLine>,
    /// The tax where somebody else reckoned it, such as a shop; otherwise we do.
    pub stated_tax: Option<Money>,
    #[field(computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    #[field(computed, indexed, column)]
    pub total: Money,
    /// The invoice that a credit note takes back.
    #[field(read_only)]
    pub corrects: Option<Id<CustomerInvoice>>,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    /// Of what the document says, and of the one before it in its series.
    #[field(read_only, max = 64)]
    pub hash: Option<String>,
    /// Of the document before it.
    #[field(read_only, max = 64)]
    pub previous_hash: Option<String>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// A line of an invoice.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "sales.customer_invoice_line",
    kind = 235,
    line_of = "sales.customer_invoice",
    title = "item",
    large,
    index(order_line),
    index(corrects_line)
)]
pub struct CustomerInvoiceLine {
    pub head: Head,
    #[field(column)]
    pub item: Option<Id<Item>>,
    #[field(column, max = 400)]
    pub text: Option<String>,
    #[field(column)]
    pub quantity: Quantity,
    #[field(column)]
    pub unit: Option<Id<Unit>>,
    #[field(column)]
    pub price: Price,
    #[field(column, default = "0")]
    pub discount: Percent,
    pub tax_code: Option<Id<TaxCode>>,
    /// The price is what is paid: the tax is inside.
    pub tax_inside: bool,
    pub dimensions: Option<Id<DimensionSet>>,
    #[field(column, computed)]
    pub net: Money,
    /// In base units of the item.
    #[field(read_only)]
    pub stock_quantity: Quantity,
    #[field(read_only)]
    pub sales_order: Option<Id<Order>>,
    #[field(read_only)]
    pub order_line: i64,
    /// The line of the invoice that a credit note takes back.
    #[field(read_only)]
    pub corrects_line: Option<i64>,
    /// The milestone of the order that it asks for.
    #[field(read_only)]
    pub milestone: Option<Id<Milestone>>,
    #[field(read_only)]
    pub purpose: Purpose,
    /// The line of the deposit that it takes off.
    #[field(read_only)]
    pub deducts: Option<i64>,
}

impl CustomerInvoice {
    /// A draft without lines.
    pub fn new(company: Id<Company>, customer: Id<Party>, on: Date) -> CustomerInvoice {
        CustomerInvoice {
            head: Head::default(),
            number: None,
            form: Form::Invoice,
            customer,
            company,
            reference: None,
            posted_on: on,
            taxed_on: None,
            due_on: None,
            currency: None,
            lines: Lines::default(),
            stated_tax: None,
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            corrects: None,
            entry: None,
            hash: None,
            previous_hash: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    fn source(&self) -> Source {
        Source::of::<CustomerInvoice>(self.head.id)
    }

    fn orders(&self) -> Vec<Id<Order>> {
        let mut ids: Vec<Id<Order>> = loaded(&self.lines).iter().filter_map(|l| l.sales_order).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn sign(&self) -> i64 {
        if self.form == Form::CreditNote { -1 } else { 1 }
    }

    pub(crate) fn taxed(&self, read: &Read) -> Result<Taxed> {
        let currency = self.currency.unwrap_or(accounting::kept::books(read)?.currency(self.company)?);
        let days = self.deposit_days(read)?;
        let taken = |l: &CustomerInvoiceLine| l.purpose == Purpose::Deduction;
        let taxable = |l: &CustomerInvoiceLine| Taxable {
            quantity: if taken(l) { Quantity::from_units(-l.quantity.units()) } else { l.quantity },
            price: l.price,
            discount: l.discount,
            code: l.tax_code,
            tax_inside: l.tax_inside,
            on: l.deducts.and_then(|of| days.get(&of).copied()),
        };
        let lines: Vec<Taxable> = loaded(&self.lines).iter().map(taxable).collect();
        taxing::reckon(read, self.company, currency, self.taxed_on.unwrap_or(self.posted_on), &lines)?
            .stated(self.stated_tax)
    }

    fn can_pay(&self, read: &Read) -> Result<Guard> {
        accounting::can_pay(read, Source::of::<CustomerInvoice>(self.head.id))
    }

    /// What the customer paid; of a credit note, what he got back.
    fn pay(&mut self, tx: &mut Tx, asked: Pay) -> Result<Made> {
        accounting::pay(tx, Source::of::<CustomerInvoice>(self.head.id), asked)
    }

    /// The customer owes the gross; we earned the net; the rest belongs to the tax office.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("sales.invoice_without_lines").field("lines"))?;
        base::ensure!(!self.total.is_negative(), Refusal::new("sales.deposit_above_invoice").field("lines"))?;
        let corrected = self.corrected(tx)?;
        let (orders, done) = progress::hold(tx, &self.orders())?;
        self.allowed(tx, &orders, &done)?;
        self.mark_reversed(tx, corrected)?;
        // As they were before this document takes of them.
        let originals = self.originals(tx)?;
        let ahead = self.move_deposits(tx, &orders, &done)?;
        self.move_credit(tx, &orders, &done, ahead)?;
        let draft = self.entry_draft(tx, &originals)?;
        let draft = self.cost_lines(tx, draft)?;
        let source = self.source();
        let prefix = if self.form == Form::CreditNote { "CN" } else { "INV" };
        let text = self.reference.clone().unwrap_or_default();
        let mut header = Posting::new(
            self.company,
            Journal::Sales,
            Part::Receivables,
            self.posted_on,
            Numbering::Legal(prefix),
            source,
        )
        .text(&text)
        .chosen(dimensioning::chosen(loaded(&self.lines).iter().map(|l| (l.head.id, l.dimensions))));
        header.stated = self.stated();
        header.taxed_on = self.taxed_on.unwrap_or(self.posted_on);
        self.move_progress(tx, &orders, done)?;
        let posted = accounting::posting::post(tx, &header, draft)?;
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        if let Some(place) = posted.place {
            (self.hash, self.previous_hash) = (Some(place.hash), place.before);
        }
        Ok(vec![(JournalEntry::DEF.name, posted.entry.raw())])
    }

    /// What it says to the customer and to the tax office; the chain of its numbers covers it.
    fn stated(&self) -> Option<Stated> {
        let (party, net, tax, total) = (self.customer, self.net, self.tax, self.total);
        self.currency.map(|currency| Stated { party, currency, net, tax, total })
    }

    fn entry_draft(&self, read: &Read, originals: &HashMap<i64, deposit::Original>) -> Result<ledger::Draft> {
        let kept = accounting::kept::books(read)?;
        let own = kept.currency(self.company)?;
        let currency = self.currency.unwrap_or(own);
        let quote = rate::quote(read, currency, own, RateKind::Spot, self.posted_on)?;
        let (from, to) = (kept.exponent(currency), kept.exponent(own));
        let sign = self.sign();
        let convert = |m: Money| quote.convert(m, from, to);
        let taxed = self.taxed(read)?;
        let items = read_items(read, loaded(&self.lines).iter().filter_map(|l| l.item), false)?;
        let mut draft = ledger::Draft::new();
        let mut base = Money::ZERO;
        for (said, (net, _, _)) in loaded(&self.lines).iter().zip(&taxed.lines) {
            let line = said;
            let item = line.item.and_then(|i| items.get(&i.raw()));
            let account = accounting::account(read, self.company, Role::Revenue, item.and_then(|i| i.item_group))?;
            let amount = net.checked_mul(-sign)?;
            let line = ledger::Line {
                amount,
                item: line.item.map(|i| i.raw()),
                quantity: Some(line.stock_quantity.checked_mul(-sign)?),
                party: Some(self.customer.raw()),
                source_line: Some(line.head.id),
                ..ledger::Line::of(account.raw(), currency.raw(), convert(amount)?)
            };
            base = base.checked_add(line.base)?;
            if said.purpose == Purpose::Sale {
                draft.push(line);
            } else {
                self.deposit_lines(read, originals, said, line)?.into_iter().for_each(|part| draft.push(part));
            }
        }
        let mut owed = taxed.total;
        for mut line in taxing::entry_lines(read, self.company, currency, Direction::Sale, &taxed.groups, &convert)? {
            if sign < 0 {
                line.base = line.base.checked_neg()?;
                line.amount = line.amount.checked_neg()?;
                line.tax_base = line.tax_base.map(Money::checked_neg).transpose()?;
            }
            base = base.checked_add(line.base)?;
            draft.push(line);
        }
        owed = owed.checked_mul(sign)?;
        let receivable = accounting::account(read, self.company, Role::Receivable, None)?;
        // What converting line by line leaves over belongs to the customer's line, so that the entry balances.
        draft.push(ledger::Line {
            amount: owed,
            party: Some(self.customer.raw()),
            due_on: self.due_on,
            ..ledger::Line::of(receivable.raw(), currency.raw(), base.checked_neg()?)
        });
        Ok(draft)
    }

    /// Nothing is invoiced before its time, and nothing twice.
    fn allowed(&self, read: &Read, orders: &[Order], done: &Done) -> Result<()> {
        for order in orders {
            let known = matches!(order.state, OrderState::Confirmed | OrderState::Closed);
            base::ensure!(known, Refusal::new("sales.order_not_open").record(&*order.number))?;
            for line in loaded(&order.lines) {
                let mine =
                    loaded(&self.lines).iter().filter(|l| l.order_line == line.head.id).map(|l| l.stock_quantity);
                let mine = Quantity::sum(mine)?.checked_mul(self.sign())?;
                let far = done.get(&line.head.id).copied().unwrap_or_default();
                let invoiced = far.invoiced;
                let most = billing::most(order, line, &far)?;
                let after = invoiced.checked_add(mine)?;
                if (mine.is_positive() && after > most) || after.is_negative() {
                    let code = match order.billing {
                        Billing::Delivery => "sales.more_than_delivered",
                        _ => "sales.more_than_is_left",
                    };
                    let refusal = Refusal::new(code).record(&*order.number).field("lines");
                    return Err(refusal.arg("left", most.checked_sub(invoiced)?).arg("wanted", mine).into());
                }
            }
            if order.billing == Billing::Milestones && self.form == Form::Invoice {
                milestone::allowed(read, order, &self.by_milestone(order)?)?;
            }
        }
        Ok(())
    }

    /// What is invoiced becomes an open item; it stops being delivered, or an open order where it is a service.
    fn move_credit(&self, tx: &mut Tx, orders: &[Order], done: &Done, ahead: Money) -> Result<()> {
        if orders.is_empty() {
            return Ok(());
        }
        let (open, waiting) = progress::weighing(orders, done, &self.changes())?;
        credit::add(tx, self.company, self.customer, open.checked_add(ahead)?, waiting).map(|_| ())
    }

    /// How far it brings lines of orders, or takes them back.
    fn changes(&self) -> BTreeMap<i64, progress::Change> {
        let mut changes: BTreeMap<i64, progress::Change> = BTreeMap::new();
        for line in loaded(&self.lines).iter().filter(|l| l.order_line != 0) {
            changes.entry(line.order_line).or_default().invoiced += line.stock_quantity.units() * self.sign();
        }
        changes
    }

    fn move_progress(&self, tx: &mut Tx, orders: &[Order], done: Done) -> Result<()> {
        let changes = self.changes();
        let mut links = Vec::new();
        let (from, to) = (i64::from(Order::DEF.kind), i64::from(CustomerInvoice::DEF.kind));
        for line in loaded(&self.lines) {
            let Some(order) = line.sales_order.filter(|_| line.purpose == Purpose::Sale) else { continue };
            let quantity = line.stock_quantity.units() * self.sign();
            links.push(Link {
                from: (from, order.raw(), line.order_line),
                to: (to, self.head.id, line.head.id),
                role: "invoiced",
                quantity,
                amount: line.net.minor() * self.sign(),
            });
        }
        progress::add(tx, orders, done, &changes)?;
        tx.link(&links)
    }
}

impl CustomerInvoice {
    /// Another quantity that somebody typed is another one in base units as well, as the order's line has it.
    fn in_base_units(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let typed = |place: usize| touched.has_line("lines", place, "quantity");
        let places: Vec<usize> =
            (0..self.lines.len()).filter(|p| typed(*p) && self.lines[*p].order_line != 0).collect();
        if places.is_empty() {
            return Ok(());
        }
        // The line of a milestone counts once, whatever of the order that is; a part of its credit note is that part of it.
        let (parts, places): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|p| self.lines[*p].milestone.is_some());
        self.parts_of_milestones(read, &parts)?;
        let sql = store::sql!(
            "sales.units_of_lines",
            "SELECT id, quantity, stock_quantity FROM sales_order_line WHERE id IN LIST($1)"
        );
        let ids: Vec<i64> = places.iter().map(|p| self.lines[*p].order_line).collect();
        let int = |row: &store::Row, place: usize| row.get(place).and_then(entity::Value::int).unwrap_or(0);
        let rows = read.query(sql, &[store::id_list(&ids)])?;
        for place in places {
            let line = &mut self.lines[place];
            let Some(row) = rows.iter().find(|r| int(r, 0) == line.order_line) else { continue };
            let ratio = Ratio::new(int(row, 2), int(row, 1)).unwrap_or(Ratio::ONE);
            line.stock_quantity = ratio.apply(line.quantity, Rounding::HalfAwayFromZero)?;
        }
        Ok(())
    }

    fn parts_of_milestones(&mut self, read: &Read, places: &[usize]) -> Result<()> {
        let ids: Vec<i64> = places.iter().filter_map(|p| self.lines[*p].corrects_line).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let sql = store::sql!(
            "sales.units_of_invoice_lines",
            "SELECT id, quantity, stock_quantity FROM sales_customer_invoice_line WHERE id IN LIST($1)"
        );
        let int = |row: &store::Row, place: usize| row.get(place).and_then(entity::Value::int).unwrap_or(0);
        let rows = read.query(sql, &[store::id_list(&ids)])?;
        for place in places {
            let line = &mut self.lines[*place];
            let Some(row) = rows.iter().find(|r| Some(int(r, 0)) == line.corrects_line) else { continue };
            let ratio = Ratio::new(int(row, 2), int(row, 1)).unwrap_or(Ratio::ONE);
            line.stock_quantity = ratio.apply(line.quantity, Rounding::HalfAwayFromZero)?;
        }
        Ok(())
    }
}

impl Business for CustomerInvoiceLine {}

impl Business for CustomerInvoice {
    const OPERATIONS: &'static [Operation] = &operations![CustomerInvoice:
        post: [Draft] => Posted,
        pay(Pay) if can_pay: [Posted] => same then Payment post,
        reverse(Reversal) if can_reverse: [Posted] => same,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() || !matches!(self.lines, Lines::Loaded(_)) {
            return Ok(());
        }
        if self.currency.is_none() {
            self.currency = Some(accounting::kept::books(read)?.currency(self.company)?);
        }
        self.in_base_units(read, touched)?;
        let taxed = self.taxed(read)?;
        (self.net, self.tax, self.total) = (taxed.net, taxed.tax, taxed.total);
        for (line, (net, _, _)) in self.lines.iter_mut().zip(&taxed.lines) {
            line.net = *net;
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name| OfLine(place, name);
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", field("quantity"));
            refusals.ensure(!line.price.is_negative(), "sales.price_negative", field("price"));
            let said = line.item.is_some() || line.text.is_some();
            refusals.ensure(said, "sales.line_says_nothing", field("text"));
            refusals.ensure(deposit::fits(line, self.form), "sales.deposit_stands_alone", field("text"));
        }
        let stated = self.stated_tax.is_none_or(|t| !t.is_negative());
        refusals.ensure(stated, "sales.stated_tax_negative", "stated_tax");
        Ok(())
    }
}
