//! A sales order is a promise: confirming it checks the customer's credit and reserves stock. It posts nothing; its delivery and
//! its invoice do.

use crate::{CustomerInvoice, Delivery, credit, progress};
use accounting::taxing::{self, Taxable};
use accounting::{Direction, RateKind, Source, TaxCode, rate};
use base::{Date, Id, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::{Item, Nature, Unit, pricing, units};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines, Number, Text};
use parties::{Party, loaded};
use platform::{Company, Currency, Team, User};
use std::collections::HashMap;
use stock::Warehouse;
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// Where the order stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// Promised to the customer.
    #[choice(tone = "info")]
    Confirmed,
    /// Nothing more is expected of it.
    #[choice(tone = "success")]
    Closed,
    #[choice(tone = "danger")]
    Cancelled,
}

/// Why it waits.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    #[default]
    Without,
    /// The customer would owe more than we lend.
    #[choice(tone = "danger")]
    Credit,
}

/// How far something has come.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Not,
    #[choice(tone = "warn")]
    Partially,
    #[choice(tone = "success")]
    Fully,
}

/// An order of a customer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.order",
    kind = 230,
    icon = "shopping-cart",
    title = "number",
    number = "SO-{year}-{seq}",
    search(number, reference),
    sort = "-ordered_on",
    board = "state",
    calendar = "requested",
    large,
    editable(draft),
    index(customer, state),
    view(drafts = "filter=state%20%3D%20draft&sort=-ordered_on"),
    view(to_deliver = "filter=state%20%3D%20confirmed%20and%20delivered%20!%3D%20fully&sort=requested"),
    view(to_invoice = "filter=state%20%3D%20confirmed%20and%20invoiced%20!%3D%20fully&sort=requested"),
    view(held = "filter=hold%20%3D%20credit%20and%20state%20%3D%20confirmed&sort=requested")
)]
pub struct Order {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(column)]
    pub customer: Id<Party>,
    pub company: Id<Company>,
    /// The customer's own number.
    #[field(max = 60, column)]
    pub reference: Option<String>,
    #[field(indexed, column)]
    pub ordered_on: Date,
    /// When the customer wants it.
    #[field(indexed, column)]
    pub requested: Date,
    pub warehouse: Option<Id<Warehouse>>,
    pub currency: Option<Id<Currency>>,
    pub lines: Lines<OrderLine>,
    #[field(computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    #[field(computed, indexed, column)]
    pub total: Money,
    /// The same in company currency: what it weighs on the customer's credit.
    #[field(computed, currency = "company_currency")]
    pub total_base: Money,
    #[field(computed)]
    pub company_currency: Option<Id<Currency>>,
    #[field(read_only, column)]
    pub hold: Hold,
    /// What the customer would have owed when it was held.
    #[field(read_only, max = 500)]
    pub hold_reason: Option<Text>,
    #[field(read_only, column, volatile)]
    pub delivered: Progress,
    #[field(read_only, column, volatile)]
    pub invoiced: Progress,
    #[field(section = "care")]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    #[field(max = 2000, section = "care")]
    pub notes: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// A line of an order.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.order_line", kind = 231, line_of = "sales.order", title = "item", large)]
pub struct OrderLine {
    pub head: Head,
    pub item: Id<Item>,
    #[field(max = 400)]
    pub text: Option<String>,
    pub quantity: Quantity,
    pub unit: Option<Id<Unit>>,
    /// Of one unit.
    pub price: Option<Price>,
    #[field(default = "0")]
    pub discount: Percent,
    pub tax_code: Option<Id<TaxCode>>,
    /// When the customer wants it, where that differs from the order.
    pub requested: Option<Date>,
    /// When we promised it.
    pub confirmed: Option<Date>,
    /// When we now expect it.
    pub forecast: Option<Date>,
    #[field(computed)]
    pub net: Money,
    /// With tax, in company currency.
    #[field(computed, currency = "company_currency")]
    pub gross_base: Money,
    /// In base units of the item.
    #[field(computed)]
    pub stock_quantity: Quantity,
    /// It has to be taken from stock.
    #[field(computed)]
    pub goods: bool,
    /// Why it costs what it costs.
    #[field(computed, max = 4000)]
    pub price_trace: Option<Text>,
}

/// What delivering asks for.
#[derive(Input, Clone, Debug)]
pub struct Deliver {
    pub posted_on: Option<Date>,
}

/// What invoicing asks for.
#[derive(Input, Clone, Debug)]
pub struct Bill {
    pub posted_on: Option<Date>,
}

/// Why something is called off or let through.
#[derive(Input, Clone, Debug)]
pub struct Reason {
    #[field(max = 500)]
    pub reason: Text,
}

impl OrderLine {
    /// So many of an item, priced by the rules.
    pub fn of(item: Id<Item>, quantity: Quantity) -> OrderLine {
        OrderLine {
            head: Head::default(),
            item,
            text: None,
            quantity,
            unit: None,
            price: None,
            discount: Percent::ZERO,
            tax_code: None,
            requested: None,
            confirmed: None,
            forecast: None,
            net: Money::ZERO,
            gross_base: Money::ZERO,
            stock_quantity: Quantity::ZERO,
            goods: false,
            price_trace: None,
        }
    }

    /// With a price agreed with the customer.
    pub fn at(self, price: Price) -> OrderLine {
        OrderLine { price: Some(price), ..self }
    }
}

impl Order {
    /// A draft for today.
    pub fn new(company: Id<Company>, customer: Id<Party>, on: Date, lines: Vec<OrderLine>) -> Order {
        Order {
            head: Head::default(),
            number: Number::default(),
            customer,
            company,
            reference: None,
            ordered_on: on,
            requested: on,
            warehouse: None,
            currency: None,
            lines: lines.into(),
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            total_base: Money::ZERO,
            company_currency: None,
            hold: Hold::Without,
            hold_reason: None,
            delivered: Progress::Not,
            invoiced: Progress::Not,
            owner: None,
            team: None,
            notes: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    pub(crate) fn source(&self) -> Source {
        Source::of::<Order>(self.head.id)
    }

    /// Promises the order: the customer's credit is checked under its lock, and stock is reserved. Beyond the credit it is
    /// confirmed on hold, holds no stock and is not delivered until somebody lets it through.
    fn confirm(&mut self, tx: &mut Tx) -> Result<Made> {
        base::ensure!(!loaded(&self.lines).is_empty(), Refusal::new("sales.order_without_lines").field("lines"))?;
        let party: Party = tx.header(self.customer)?;
        base::ensure!(
            party.state != parties::State::Blocked,
            Refusal::new("sales.customer_blocked").record(&party.name).field("customer")
        )?;
        // An order of services alone has nothing to deliver.
        (self.delivered, self.invoiced) = progress::words(self, &progress::Done::new());
        let account = credit::add(tx, self.company, self.customer, self.total_base, Money::ZERO)?;
        let over = account.over(tx, &party)?;
        if let Some(exposure) = over {
            self.hold = Hold::Credit;
            self.hold_reason = Some(Text::new(exposure));
            return Ok(Vec::new());
        }
        self.reserve(tx)?;
        Ok(Vec::new())
    }

    fn reserve(&self, tx: &mut Tx) -> Result<()> {
        let warehouse = self.leaves_from(tx)?;
        let demands: Vec<stock::Demand> = loaded(&self.lines)
            .iter()
            .filter(|l| l.goods)
            .map(|l| stock::Demand {
                item: l.item,
                warehouse,
                quantity: l.stock_quantity,
                wanted_on: l.confirmed.unwrap_or(self.requested),
                priority: 100,
                source_line: l.head.id,
            })
            .collect();
        if demands.is_empty() {
            return Ok(());
        }
        stock::reservation::reserve(tx, self.company, &self.number, self.source(), &demands).map(|_| ())
    }

    pub(crate) fn leaves_from(&self, read: &Read) -> Result<Id<Warehouse>> {
        if let Some(warehouse) = self.warehouse {
            return Ok(warehouse);
        }
        let kept = stock::kept::policies(read)?;
        let first = kept.of(self.company).first().map(|w| Id::from_raw(w.head.id));
        first.ok_or_else(|| Refusal::new("sales.no_warehouse").field("warehouse").into())
    }

    fn can_let_through(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.hold == Hold::Credit { Guard::Open } else { Guard::Hidden })
    }

    /// Lets an order on hold through; who did it and why stands in its history.
    fn let_through(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        self.hold = Hold::Without;
        let said = self.hold_reason.take().map(|t| t.to_string()).unwrap_or_default();
        self.hold_reason = Some(Text::new(format!("{said}\n{}", asked.reason)));
        self.reserve(tx)?;
        Ok(Vec::new())
    }

    fn can_deliver(&self, _read: &Read) -> Result<Guard> {
        Ok(match (self.hold, self.delivered) {
            (Hold::Credit, _) => Guard::Closed(Refusal::new("sales.order_on_hold")),
            (_, Progress::Fully) => Guard::Hidden,
            _ => Guard::Open,
        })
    }

    /// Makes the delivery of what is left and there; it is posted when the goods leave.
    fn deliver(&mut self, tx: &mut Tx, asked: Deliver) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        let mut delivery = Delivery::of(tx, std::slice::from_ref(self), on)?;
        let id = tx.insert(&mut delivery)?;
        Ok(vec![(Delivery::DEF.name, id.raw())])
    }

    fn can_bill(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.invoiced == Progress::Fully { Guard::Hidden } else { Guard::Open })
    }

    /// Makes the invoice of what was delivered and of services, as far as not invoiced yet.
    fn bill(&mut self, tx: &mut Tx, asked: Bill) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        let mut invoice = CustomerInvoice::of(tx, std::slice::from_ref(self), on)?;
        let id = tx.insert(&mut invoice)?;
        Ok(vec![(CustomerInvoice::DEF.name, id.raw())])
    }

    /// Nothing more is expected: what was still promised is free again.
    fn close(&mut self, tx: &mut Tx) -> Result<Made> {
        self.let_go(tx)?;
        Ok(Vec::new())
    }

    fn can_cancel(&self, _read: &Read) -> Result<Guard> {
        let begun = self.delivered != Progress::Not || self.invoiced != Progress::Not;
        Ok(if begun { Guard::Closed(Refusal::new("sales.order_has_followers")) } else { Guard::Open })
    }

    fn cancel(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        if self.state == State::Confirmed {
            self.let_go(tx)?;
        }
        self.hold_reason = Some(asked.reason);
        Ok(Vec::new())
    }

    /// Frees what the order still holds of stock and of the customer's credit.
    fn let_go(&self, tx: &mut Tx) -> Result<()> {
        let done = progress::of(tx, &[self.head.id])?;
        let mut open = Money::ZERO;
        for line in loaded(&self.lines) {
            let (delivered, invoiced) = done.get(&line.head.id).copied().unwrap_or_default();
            let gone = if line.goods { delivered } else { invoiced };
            open = open.checked_add(line.gross_base.checked_sub(line.share(gone)?)?)?;
        }
        credit::add(tx, self.company, self.customer, open.checked_neg()?, Money::ZERO)?;
        stock::reservation::release(tx, self.source())
    }
}

impl Order {
    /// Prices lines by the rules, all at once, and keeps why.
    fn price(
        &mut self,
        read: &Read,
        items: &HashMap<i64, Item>,
        currency: Id<Currency>,
        places: &[usize],
    ) -> Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        let mut wanted = Vec::with_capacity(places.len());
        for place in places {
            let line = &self.lines[*place];
            let Some(item) = items.get(&line.item.raw()) else { continue };
            wanted.push(pricing::Wanted { item, quantity: line.quantity, unit: line.unit.unwrap_or(item.base_unit) });
        }
        let priced = pricing::prices(read, Some(self.customer), currency, self.ordered_on, &wanted)?;
        let places = places.iter().filter(|p| items.contains_key(&self.lines[**p].item.raw())).copied();
        for (place, priced) in places.collect::<Vec<_>>().into_iter().zip(priced) {
            let line = &mut self.lines[place];
            line.price = Some(priced.price);
            line.price_trace = Some(Text::new(priced.trace.to_json().to_string()));
        }
        Ok(())
    }
}

impl OrderLine {
    /// What so many base units of the line weigh, with tax and in company currency. Shares of all parts add up to the whole.
    pub(crate) fn share(&self, part: Quantity) -> Result<Money> {
        if self.stock_quantity.is_zero() {
            return Ok(self.gross_base);
        }
        let product = i128::from(self.gross_base.minor()) * i128::from(part.units());
        let whole = i128::from(self.stock_quantity.units());
        let rounded = base::decimal::div_round(product, whole, base::Rounding::HalfAwayFromZero);
        Ok(Money::from_minor(i64::try_from(rounded).map_err(|_| base::Overflow)?))
    }
}

impl Business for OrderLine {}

impl Business for Order {
    const OPERATIONS: &'static [Operation] = &operations![Order:
        confirm: [Draft] => Confirmed,
        deliver(Deliver) if can_deliver: [Confirmed] => same,
        bill(Bill) if can_bill: [Confirmed] => same,
        let_through(Reason) if can_let_through: [Confirmed] => same,
        close: [Confirmed] => Closed,
        cancel(Reason) if can_cancel: [Draft, Confirmed] => Cancelled,
    ];

    /// Units, prices, taxes and totals. What was confirmed stays as it was promised.
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() || !self.customer.is_valid() {
            return Ok(());
        }
        let kept = accounting::kept::books(read)?;
        let company_currency = kept.currency(self.company)?;
        self.company_currency = Some(company_currency);
        let party: Party = read.header(self.customer)?;
        let currency = *self.currency.get_or_insert(party.currency.unwrap_or(company_currency));
        if !matches!(self.lines, Lines::Loaded(_)) {
            return Ok(());
        }
        let items = items_of(read, &self.lines)?;
        let mut open = Vec::new();
        for (place, line) in self.lines.iter_mut().enumerate() {
            let Some(item) = items.get(&line.item.raw()) else { continue };
            let set = |name: &str| touched.has_line("lines", place, name);
            line.goods = item.nature == Nature::Goods;
            if line.confirmed.is_none() && !set("confirmed") {
                line.confirmed = line.requested.or(Some(self.requested));
            }
            let unit = *line.unit.get_or_insert(item.base_unit);
            line.stock_quantity = match unit == item.base_unit {
                true => line.quantity,
                false => units::convert(read, item, line.quantity, unit, item.base_unit)?,
            };
            if line.price.is_none() || (line.price_trace.is_some() && !set("price")) {
                open.push(place);
            } else if set("price") {
                line.price_trace = None;
            }
            if line.tax_code.is_none() && !set("tax_code") {
                let group = item.item_group;
                line.tax_code = taxing::code_for(read, self.company, Direction::Sale, &party, group, self.ordered_on)?;
            }
        }
        self.price(read, &items, currency, &open)?;
        let taxable: Vec<Taxable> = self
            .lines
            .iter()
            .map(|l| Taxable {
                quantity: l.quantity,
                price: l.price.unwrap_or(Price::ZERO),
                discount: l.discount,
                code: l.tax_code,
            })
            .collect();
        let taxed = taxing::reckon(read, self.company, currency, self.ordered_on, &taxable)?;
        (self.net, self.tax, self.total) = (taxed.net, taxed.tax, taxed.total);
        let quote = rate::quote(read, currency, company_currency, RateKind::Spot, self.ordered_on)?;
        let (from, to) = (kept.exponent(currency), kept.exponent(company_currency));
        let mut sum = Money::ZERO;
        for (line, (net, tax, _)) in self.lines.iter_mut().zip(&taxed.lines) {
            line.net = *net;
            line.gross_base = quote.convert(net.checked_add(*tax)?, from, to)?;
            sum = sum.checked_add(line.gross_base)?;
        }
        self.total_base = sum;
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", &field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "sales.price_negative", &field("price"));
            let within = !line.discount.is_negative() && line.discount <= Percent::HUNDRED;
            refusals.ensure(within, "sales.discount_range", &field("discount"));
        }
        Ok(())
    }
}

/// The items of lines, read at once; with their packages only where a line counts in another unit.
fn items_of(read: &Read, lines: &[OrderLine]) -> Result<HashMap<i64, Item>> {
    let packed = lines.iter().any(|l| l.unit.is_some());
    let mut items = read_items(read, lines.iter().map(|l| l.item), false)?;
    let other = |l: &OrderLine| {
        let base = items.get(&l.item.raw()).map(|i| i.base_unit);
        l.unit.is_some() && l.unit != base
    };
    if packed && lines.iter().any(other) {
        items = read_items(read, lines.iter().map(|l| l.item), true)?;
    }
    Ok(items)
}

/// Items by id, read at once.
pub(crate) fn read_items(
    read: &Read,
    ids: impl Iterator<Item = Id<Item>>,
    packages: bool,
) -> Result<HashMap<i64, Item>> {
    let mut ids: Vec<i64> = ids.filter(|i| i.is_valid()).map(|i| i.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let records = read.find_many(Item::DEF.name, &ids, packages)?;
    Ok(store::typed::<Item>(&records)?.into_iter().map(|i| (i.head.id, i)).collect())
}
