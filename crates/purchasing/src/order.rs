//! A purchase order is what we asked a supplier for, at which price and for when. It posts nothing; its receipt and its invoice do.

mod pricing;
pub(crate) mod reminding;

pub use reminding::SendReminder;

use crate::{Announcement, GoodsReceipt, Paper, ShippingNotice, SupplierInvoice};
use crate::{amendment, expected, held};
use accounting::{DimensionSet, PaymentTerm, TaxCode, kept};
use base::{Date, Id, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines, Number, Value};
use parties::{Party, loaded};
use platform::{Company, Currency, Team, User};
use std::collections::BTreeMap;
use stock::Warehouse;
use store::{Begins, Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// Where the order stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// Waits for approval.
    #[choice(tone = "violet")]
    Submitted,
    /// The supplier has it; goods may come.
    #[choice(tone = "info")]
    Released,
    /// Nothing more is expected.
    #[choice(tone = "success")]
    Closed,
    Cancelled,
}

/// How much of it has happened.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    #[default]
    Nothing,
    #[choice(tone = "info")]
    Partly,
    #[choice(tone = "success")]
    Fully,
}

/// What we ordered from a supplier.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "purchasing.order",
    kind = 201,
    icon = "shopping-cart",
    title = "number",
    number = "PO-{year}-{seq}",
    search(number, supplier_reference),
    sort = "-ordered_on",
    editable(draft),
    large,
    index(supplier),
    view(open = "filter=state%20%3D%20released&sort=due_on"),
    view(
        late = "filter=state%20%3D%20released%20and%20received%20%21%3D%20fully%20and%20due_on%20%3C%20today&sort=due_on"
    ),
    view(
        to_invoice = "filter=state%20in%20(released,%20closed)%20and%20received%20%21%3D%20nothing%20and%20invoiced%20%21%3D%20fully&sort=ordered_on"
    ),
    view(to_approve = "filter=state%20%3D%20submitted&sort=ordered_on"),
    view(drafts = "filter=state%20%3D%20draft&sort=-ordered_on")
)]
pub struct Order {
    pub head: Head,
    #[field(indexed, column)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub supplier: Id<Party>,
    /// What the supplier calls it.
    #[field(column, max = 60)]
    pub supplier_reference: Option<String>,
    #[field(indexed, column)]
    pub ordered_on: Date,
    /// The supplier's own, or the company's.
    pub currency: Option<Id<Currency>>,
    /// Proposed from what was agreed with the supplier.
    pub payment_term: Option<Id<PaymentTerm>>,
    /// Where the goods go unless a line says otherwise.
    pub warehouse: Option<Id<Warehouse>>,
    /// When we want the goods unless a line says otherwise.
    pub requested: Option<Date>,
    /// So much more than ordered may come.
    #[field(default = "0")]
    pub over_receipt: Percent,
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    pub lines: Lines<OrderLine>,
    #[field(computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    #[field(computed, column)]
    pub total: Money,
    /// The total in company currency at the rate of the day of the order.
    #[field(computed, currency = "company_currency")]
    pub total_base: Option<Money>,
    #[field(computed)]
    pub company_currency: Option<Id<Currency>>,
    /// The first day on which something of it is expected.
    #[field(computed, indexed, column)]
    pub due_on: Option<Date>,
    /// How often it was changed after the supplier had it.
    #[field(read_only, default = "0")]
    pub amendment: i64,
    #[field(read_only, column, volatile)]
    pub received: Extent,
    #[field(read_only, column, volatile)]
    pub invoiced: Extent,
    /// Why it came back before it was released.
    #[field(read_only, max = 200)]
    pub withdrawn_because: Option<String>,
    #[field(read_only, max = 200)]
    pub cancelled_because: Option<String>,
    /// When the supplier was last reminded of what is late, and how often.
    #[field(read_only)]
    pub reminded_on: Option<Date>,
    #[field(read_only, default = "0")]
    pub reminders: i64,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One item of an order.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "purchasing.order_line", kind = 200, line_of = "purchasing.order", title = "description")]
pub struct OrderLine {
    pub head: Head,
    #[field(column)]
    pub item: Id<Item>,
    #[field(max = 300)]
    pub description: Option<String>,
    #[field(column)]
    pub quantity: Quantity,
    /// What quantity and price count in: the supplier's unit, or the item's base unit.
    #[field(column)]
    pub unit: Option<Id<Unit>>,
    /// Of one unit; proposed from what the supplier asks for such a quantity.
    #[field(column)]
    pub price: Option<Price>,
    #[field(column, default = "0")]
    pub discount: Percent,
    pub tax_code: Option<Id<TaxCode>>,
    /// When we want it.
    #[field(column)]
    pub requested: Option<Date>,
    /// What the supplier promised.
    #[field(column)]
    pub confirmed: Option<Date>,
    /// When we believe it comes.
    pub forecast: Option<Date>,
    pub warehouse: Option<Id<Warehouse>>,
    /// What receipt and invoice carry of dimensions.
    pub dimensions: Option<Id<DimensionSet>>,
    #[field(column, computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    /// Net, and the tax that cannot be deducted.
    #[field(computed)]
    pub cost: Money,
    /// In base units of the item.
    #[field(computed)]
    pub stock_quantity: Quantity,
    /// It is done, not kept.
    #[field(computed)]
    pub is_service: bool,
}

/// Why something is given up or changed.
#[derive(Input, Clone, Debug)]
pub struct Reason {
    #[field(max = 200)]
    pub reason: String,
}

/// What the supplier answered.
#[derive(Input, Clone, Debug)]
pub struct Acknowledgement {
    /// The place of the line, counted from 1; nothing is all of them.
    pub line: Option<i64>,
    pub confirmed: Option<Date>,
    pub forecast: Option<Date>,
    #[field(max = 60)]
    pub reference: Option<String>,
}

impl OrderLine {
    /// So much of an item; unit, price and tax are proposed.
    pub fn new(item: Id<Item>, quantity: Quantity) -> OrderLine {
        OrderLine {
            head: Head::default(),
            item,
            description: None,
            quantity,
            unit: None,
            price: None,
            discount: Percent::ZERO,
            tax_code: None,
            requested: None,
            confirmed: None,
            forecast: None,
            warehouse: None,
            dimensions: None,
            net: Money::ZERO,
            tax: Money::ZERO,
            cost: Money::ZERO,
            stock_quantity: Quantity::ZERO,
            is_service: false,
        }
    }

    /// At a price of one unit.
    pub fn at(self, price: Price) -> OrderLine {
        OrderLine { price: Some(price), ..self }
    }

    /// The day that was agreed: what the supplier promised, otherwise what we asked for.
    pub fn promised(&self) -> Option<Date> {
        self.confirmed.or(self.requested)
    }

    /// When it is expected: as the supplier or we last believed, otherwise as we want it.
    pub fn expected(&self) -> Option<Date> {
        self.forecast.or(self.confirmed).or(self.requested)
    }
}

impl Order {
    /// A draft.
    pub fn new(company: Id<Company>, supplier: Id<Party>, on: Date, lines: Vec<OrderLine>) -> Order {
        Order {
            head: Head::default(),
            number: Number::default(),
            company,
            supplier,
            supplier_reference: None,
            ordered_on: on,
            currency: None,
            payment_term: None,
            warehouse: None,
            requested: None,
            over_receipt: Percent::ZERO,
            owner: None,
            team: None,
            lines: lines.into(),
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            total_base: None,
            company_currency: None,
            due_on: None,
            amendment: 0,
            received: Extent::Nothing,
            invoiced: Extent::Nothing,
            withdrawn_because: None,
            cancelled_because: None,
            reminded_on: None,
            reminders: 0,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// The currency its prices are in.
    pub fn currency(&self) -> Result<Id<Currency>> {
        self.currency.ok_or_else(|| Refusal::new("purchasing.without_currency").field("currency").into())
    }

    /// Handed in where somebody has to approve it.
    fn can_submit(&self, read: &Read) -> Result<Guard> {
        let waits = platform::approval::standing::waits(read, Order::DEF.name, self.head.id, "release")?;
        Ok(if waits { Guard::Open } else { Guard::Hidden })
    }

    fn submit(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.whole()?;
        Ok(Vec::new())
    }

    /// Back to the desk before anybody released it.
    fn withdraw(&mut self, _tx: &mut Tx, why: Reason) -> Result<Made> {
        self.withdrawn_because = Some(why.reason);
        Ok(Vec::new())
    }

    /// Says all that the supplier has to know.
    fn whole(&self) -> Result<()> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("purchasing.without_lines").field("lines"))?;
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            base::ensure!(line.price.is_some(), Refusal::new("purchasing.without_price").field(field("price")))?;
            let place = line.is_service || line.warehouse.or(self.warehouse).is_some();
            base::ensure!(place, Refusal::new("purchasing.without_warehouse").field(field("warehouse")))?;
        }
        Ok(())
    }

    fn release(&mut self, tx: &mut Tx) -> Result<Made> {
        self.whole()?;
        self.withdrawn_because = None;
        if self.amendment == 0 {
            expected::keep(tx, self, true, &BTreeMap::new())?;
            return Ok(Vec::new());
        }
        let made = amendment::finish(tx, self)?;
        let done = held::progress(tx, &[self.head.id])?;
        expected::keep(tx, self, true, &done)?;
        Ok(made)
    }

    /// Back to the desk: what changes until the next release is written down as an amendment.
    fn amend(&mut self, tx: &mut Tx, why: Reason) -> Result<Made> {
        self.amendment += 1;
        amendment::begin(tx, self, &why.reason)
    }

    fn acknowledge(&mut self, tx: &mut Tx, answer: Acknowledgement) -> Result<Made> {
        let lines = self.lines.len() as i64;
        if let Some(line) = answer.line {
            base::ensure!((1..=lines).contains(&line), Refusal::new("purchasing.no_such_line").field("line"))?;
        }
        for (place, line) in self.lines.iter_mut().enumerate() {
            if answer.line.is_none_or(|l| l == place as i64 + 1) {
                line.confirmed = answer.confirmed.or(line.confirmed);
                line.forecast = answer.forecast.or(line.forecast);
            }
        }
        self.supplier_reference = answer.reference.or(self.supplier_reference.take());
        self.due();
        let done = held::progress(tx, &[self.head.id])?;
        expected::keep(tx, self, true, &done)?;
        Ok(Vec::new())
    }

    /// The supplier announced goods: drafts the notice of all that has not come and is not on its way.
    fn announce(&mut self, tx: &mut Tx, said: Announcement) -> Result<Made> {
        let mut notice = ShippingNotice::of(tx, self, said)?;
        Ok(vec![(ShippingNotice::DEF.name, tx.insert(&mut notice)?.raw())])
    }

    /// Drafts a receipt of all that has not come yet.
    fn receive(&mut self, tx: &mut Tx) -> Result<Made> {
        let mut receipt = GoodsReceipt::of(tx, self)?;
        Ok(vec![(GoodsReceipt::DEF.name, tx.insert(&mut receipt)?.raw())])
    }

    /// Drafts the supplier's invoice of all that came and is not invoiced, of services all that is ordered.
    fn invoice(&mut self, tx: &mut Tx, paper: Paper) -> Result<Made> {
        let mut invoice = SupplierInvoice::of(tx, self, &paper)?;
        Ok(vec![(SupplierInvoice::DEF.name, tx.insert(&mut invoice)?.raw())])
    }

    fn untouched(&self, _read: &Read) -> Result<Guard> {
        let begun = self.received != Extent::Nothing || self.invoiced != Extent::Nothing;
        Ok(if begun { Guard::Closed(Refusal::new("purchasing.order_begun")) } else { Guard::Open })
    }

    fn cancel(&mut self, tx: &mut Tx, why: Reason) -> Result<Made> {
        expected::keep(tx, self, false, &BTreeMap::new())?;
        self.cancelled_because = Some(why.reason);
        Ok(Vec::new())
    }

    fn close(&mut self, tx: &mut Tx) -> Result<Made> {
        expected::keep(tx, self, false, &BTreeMap::new())?;
        Ok(Vec::new())
    }

    fn reopen(&mut self, tx: &mut Tx) -> Result<Made> {
        let done = held::progress(tx, &[self.head.id])?;
        expected::keep(tx, self, true, &done)?;
        Ok(Vec::new())
    }

    /// The first day on which a line is expected.
    pub(crate) fn due(&mut self) {
        let requested = self.requested;
        self.due_on = loaded(&self.lines).iter().filter_map(|l| l.expected().or(requested)).min();
    }
}

impl Business for OrderLine {}

impl Business for Order {
    const OPERATIONS: &'static [Operation] = &operations![Order:
        submit if can_submit: [Draft] => Submitted,
        release: [Draft, Submitted] => Released,
        withdraw(Reason): [Submitted] => Draft,
        acknowledge(Acknowledgement): [Released] => same,
        announce(Announcement): [Released] => same then ShippingNotice announce,
        remind if overdue: [Released] => same,
        send_reminder(SendReminder) if can_send_reminder: [Released] => same,
        receive: [Released] => same then GoodsReceipt post,
        invoice(Paper): [Released, Closed] => same then SupplierInvoice post,
        amend(Reason): [Released] => Draft,
        close: [Released] => Closed,
        reopen: [Closed] => Released,
        cancel(Reason) if untouched: [Draft, Submitted, Released] => Cancelled,
    ];

    fn prefill(&self, read: &Read, verb: &str) -> Result<Begins> {
        let to = if verb == "send_reminder" { reminding::address(read, self.supplier)? } else { None };
        Ok(to.map(|to| ("recipient", Value::from(to))).into_iter().collect())
    }

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        // What the supplier has is changed by verbs only; there is nothing to reckon again.
        if self.state != State::Draft || !self.company.is_valid() || !self.supplier.is_valid() {
            return Ok(());
        }
        self.company_currency = Some(kept::books(read)?.currency(self.company)?);
        pricing::complete(self, read, touched)?;
        self.due();
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let most = !self.over_receipt.is_negative() && self.over_receipt <= Percent::HUNDRED;
        refusals.ensure(most, "purchasing.tolerance_range", "over_receipt");
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "purchasing.quantity_not_positive", field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "purchasing.price_negative", field("price"));
            let discount = !line.discount.is_negative() && line.discount <= Percent::HUNDRED;
            refusals.ensure(discount, "purchasing.discount_range", field("discount"));
        }
        let warehouses = stock::kept::policies(read)?;
        for warehouse in self.warehouse.iter().chain(loaded(&self.lines).iter().filter_map(|l| l.warehouse.as_ref())) {
            let ours = warehouses.warehouse(*warehouse).is_ok_and(|w| w.company == self.company);
            refusals.ensure(ours, "purchasing.warehouse_of_other_company", "warehouse");
        }
        if self.amendment > 0 {
            amendment::check(self, read, refusals)?;
        }
        Ok(())
    }
}
