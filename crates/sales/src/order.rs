//! A sales order is a promise: confirming it checks the customer's credit and reserves stock. It posts nothing; its delivery and
//! its invoice do.

mod amending;
mod holding;
mod pricing;

pub use amending::{Amendment, AmendmentLine, Aspect};
pub(crate) use holding::{may_leave, told};
pub(crate) use pricing::read_items;

use crate::{CustomerInvoice, Delivery, PriceCheck, Quotation, Return, ScheduleLine, Split};
use crate::{credit, price_guard, progress, promise, schedule};
use accounting::{DimensionSet, Source, TaxCode};
use base::{Date, Id, Instant, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Described, Entity, Fields, Head, Input, Lines, Number, Text};
use parties::{Party, loaded};
use platform::approval::control;
use platform::{Company, Currency, Team, User};
use stock::Warehouse;
use store::{Business, Control, Guard, Made, OfLine, Operation, Read, Refusals, Tx, operations};

/// Where the order stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// Promised to the customer.
    #[choice(tone = "info")]
    Confirmed,
    /// Promised, and being changed; nothing leaves and nothing is invoiced until it is confirmed again.
    #[choice(tone = "danger")]
    Amending,
    /// Nothing more is expected of it.
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
    /// The customer asked us to wait.
    #[choice(tone = "warn")]
    CustomerRequest,
    /// Somebody has to look at its prices.
    #[choice(tone = "warn")]
    Price,
}

/// Where a line's price comes from.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceFrom {
    /// Somebody typed it.
    #[default]
    Hand,
    /// A rule of a price list.
    #[choice(tone = "info")]
    PriceList,
    /// What the item costs whoever has no other price.
    ListPrice,
    /// The offer that was accepted.
    #[choice(tone = "success")]
    Offer,
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

/// What of an order may leave before the rest.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Partial {
    /// Whatever is there.
    #[default]
    Allowed,
    /// A line leaves whole or not yet.
    WholeLines,
    /// Everything at once.
    AtOnce,
    /// Each quantity of its schedule on its day.
    Scheduled,
}

/// When an order is invoiced.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Billing {
    /// What was delivered, and services.
    #[default]
    Delivery,
    /// All of it, also before the goods leave.
    Order,
    /// Each milestone when it is reached.
    Milestones,
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
    editable(draft, amending),
    index(customer, state, hold),
    index(hold, state),
    index(delivered, state),
    index(invoiced, state),
    view(drafts = "filter=state%20%3D%20draft&sort=-ordered_on"),
    view(to_deliver = "filter=state%20%3D%20confirmed%20and%20delivered%20!%3D%20fully&sort=requested"),
    view(to_invoice = "filter=state%20%3D%20confirmed%20and%20invoiced%20!%3D%20fully&sort=requested"),
    view(held = "filter=hold%20!%3D%20without%20and%20state%20%3D%20confirmed&sort=requested")
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
    /// The offer it was accepted from.
    #[field(read_only)]
    pub quotation: Option<Id<Quotation>>,
    /// The return whose goods it replaces without charge.
    #[field(read_only)]
    pub replaces: Option<Id<Return>>,
    #[field(indexed, column)]
    pub ordered_on: Date,
    /// When the customer wants it.
    #[field(indexed, column)]
    pub requested: Date,
    pub warehouse: Option<Id<Warehouse>>,
    /// Whether it may be delivered in parts.
    pub partial: Partial,
    /// When it is invoiced.
    pub billing: Billing,
    pub currency: Option<Id<Currency>>,
    pub lines: Lines<OrderLine>,
    /// The tax where somebody else reckoned it, such as a shop; otherwise we do.
    pub stated_tax: Option<Money>,
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
    #[field(read_only)]
    pub hold: Hold,
    /// Why somebody put it on hold, let it through or called it off.
    #[field(read_only, max = 500)]
    pub hold_reason: Option<Text>,
    /// What the customer would have owed when its credit held it, and what we lend.
    #[field(read_only, currency = "company_currency")]
    pub held_exposure: Option<Money>,
    #[field(read_only, currency = "company_currency")]
    pub held_limit: Option<Money>,
    /// The rules of credit that hold it, by their names.
    #[field(read_only, max = 100)]
    pub hold_rules: Option<String>,
    /// The rules of credit that only warn.
    #[field(read_only, max = 100)]
    pub warnings: Option<String>,
    /// Until when it was let through, and what it was worth then, in company currency.
    #[field(read_only)]
    pub released_until: Option<Date>,
    #[field(read_only, currency = "company_currency")]
    pub released_value: Option<Money>,
    #[field(read_only)]
    pub released_at: Option<Instant>,
    /// How often it was changed after it was confirmed.
    #[field(read_only, default = "0")]
    pub amendment: i64,
    /// What its goods and services cost us as of now, in company currency.
    #[field(computed, currency = "company_currency")]
    pub cost: Option<Money>,
    /// What is left of the net after that.
    #[field(computed)]
    pub margin: Option<Percent>,
    /// What the price guard says of the worst of its lines.
    #[field(computed)]
    pub price_check: PriceCheck,
    #[field(read_only, column, volatile)]
    pub delivered: Progress,
    #[field(read_only, column, volatile)]
    pub invoiced: Progress,
    /// What deposits ask for with tax and no invoice took off yet.
    #[field(read_only, volatile, default = "0")]
    pub prepaid: Money,
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
    #[field(column)]
    pub item: Id<Item>,
    #[field(column)]
    pub quantity: Quantity,
    #[field(column)]
    pub unit: Option<Id<Unit>>,
    /// Of one unit.
    #[field(column)]
    pub price: Option<Price>,
    #[field(column, default = "0")]
    pub discount: Percent,
    #[field(column, computed)]
    pub net: Money,
    /// What is left of the net after that.
    #[field(column, computed)]
    pub margin: Option<Percent>,
    /// When it can be there: what is held is there, the rest follows what is on its way.
    #[field(column, computed, volatile)]
    pub forecast: Option<Date>,
    /// When we promised it.
    #[field(column)]
    pub confirmed: Option<Date>,
    #[field(computed)]
    pub price_from: PriceFrom,
    /// The code of the price list.
    #[field(computed, max = 30)]
    pub price_list: Option<String>,
    #[field(max = 400)]
    pub text: Option<String>,
    /// When the customer wants it, where that differs from the order.
    pub requested: Option<Date>,
    pub tax_code: Option<Id<TaxCode>>,
    /// The price is what is paid: the tax is inside.
    pub tax_inside: bool,
    /// What delivery and invoice carry of dimensions.
    pub dimensions: Option<Id<DimensionSet>>,
    /// What it costs us as of now, in company currency.
    #[field(computed, currency = "company_currency")]
    pub cost: Option<Money>,
    /// In base units of the item.
    #[field(computed)]
    pub stock_quantity: Quantity,
    /// It has to be taken from stock.
    #[field(computed)]
    pub goods: bool,
    /// The net in company currency.
    #[field(computed, currency = "company_currency")]
    pub net_base: Money,
    /// With tax, in company currency.
    #[field(computed, currency = "company_currency")]
    pub gross_base: Money,
    /// What the price guard says.
    #[field(computed)]
    pub price_check: PriceCheck,
    /// Why it costs what it costs.
    #[field(computed, max = 4000)]
    pub price_trace: Option<Text>,
    /// What one of a kit is made of since the order was written.
    #[field(computed, max = 8000)]
    pub kit_parts: Option<Text>,
    /// The line of the offer; what was offered keeps its price.
    #[field(read_only)]
    pub quotation_line: Option<i64>,
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

/// What a deposit asks for.
#[derive(Input, Clone, Debug)]
pub struct Deposit {
    /// Of the total of the order.
    pub percent: Option<Percent>,
    /// With tax, where no percentage is said.
    pub amount: Option<Money>,
    pub posted_on: Option<Date>,
}

/// Why an order waits.
#[derive(Input, Clone, Debug)]
pub struct Wait {
    pub hold: Hold,
    #[field(max = 300)]
    pub reason: Text,
}

/// Why an order may go on, and until when.
#[derive(Input, Clone, Debug)]
pub struct Release {
    #[field(max = 300)]
    pub reason: Text,
    /// Afterwards it is asked again; without a day as the rules of credit say.
    pub until: Option<Date>,
}

/// Why something is called off or changed.
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
            tax_inside: false,
            dimensions: None,
            requested: None,
            confirmed: None,
            forecast: None,
            net: Money::ZERO,
            net_base: Money::ZERO,
            gross_base: Money::ZERO,
            stock_quantity: Quantity::ZERO,
            goods: false,
            price_from: PriceFrom::Hand,
            price_list: None,
            cost: None,
            margin: None,
            price_check: PriceCheck::Fine,
            price_trace: None,
            kit_parts: None,
            quotation_line: None,
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
            quotation: None,
            replaces: None,
            ordered_on: on,
            requested: on,
            warehouse: None,
            partial: Partial::default(),
            billing: Billing::default(),
            currency: None,
            lines: lines.into(),
            stated_tax: None,
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            total_base: Money::ZERO,
            company_currency: None,
            hold: Hold::Without,
            hold_reason: None,
            held_exposure: None,
            held_limit: None,
            hold_rules: None,
            warnings: None,
            released_until: None,
            released_value: None,
            released_at: None,
            amendment: 0,
            cost: None,
            margin: None,
            price_check: PriceCheck::Fine,
            delivered: Progress::Not,
            invoiced: Progress::Not,
            prepaid: Money::ZERO,
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

    fn can_confirm(&self, read: &Read) -> Result<Guard> {
        price_guard::may_go(read, Order::DEF.name, self.head.id, "confirm", self.price_check)
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
        let changed = self.state == State::Amending;
        let done = if changed { progress::of(tx, &[self.head.id])? } else { progress::Done::new() };
        // An order of services alone has nothing to deliver.
        (self.delivered, self.invoiced) = progress::words(self, &done);
        let made = if changed { amending::finish(tx, self)? } else { Vec::new() };
        for line in self.lines.iter_mut() {
            line.confirmed = line.confirmed.or(line.forecast).or(line.requested).or(Some(self.requested));
        }
        crate::milestone::settle(tx, self)?;
        schedule::settle(tx, self)?;
        let (open, delivered) = self.weight(&done)?;
        let account = credit::add(tx, self.company, self.customer, open, delivered)?;
        let held = self.credit_refuses(tx, &account, &party)?;
        if held {
            let rules = self.hold_rules.clone().unwrap_or_default();
            control::held(tx, Order::DEF.name, &self.to_record(), "credit", &rules)?;
        }
        match held {
            // What waits for credit holds nothing.
            true if changed => stock::reservation::release(tx, self.source())?,
            true => {}
            false => self.reserve(tx, &done)?,
        }
        Ok(made)
    }

    /// Holds what is free for what is still to be delivered; of a changed order, what it holds already counts.
    fn reserve(&mut self, tx: &mut Tx, done: &progress::Done) -> Result<()> {
        let warehouse = self.leaves_from(tx)?;
        let parts = schedule::hold(tx, self)?;
        let mut demands = Vec::new();
        for line in loaded(&self.lines).iter().filter(|l| l.goods) {
            let delivered = done.get(&line.head.id).map_or(Quantity::ZERO, |d| d.delivered);
            let source_line = line.head.id;
            for (wanted_on, left) in schedule::left(self, line, &parts, delivered)? {
                for (item, quantity) in line.needs(left)? {
                    demands.push(stock::Demand { item, warehouse, quantity, wanted_on, priority: 100, source_line });
                }
            }
        }
        if demands.is_empty() {
            return Ok(());
        }
        let source = self.source();
        let held = match self.amendment > 0 {
            true => stock::reservation::revise(tx, self.company, &self.number, source, &demands)?,
            false => stock::reservation::reserve(tx, self.company, &self.number, source, &demands)?,
        };
        self.forecast(tx, &demands, &held, &parts)
    }

    /// What is held is there when it is wanted; the rest comes as supply is known.
    fn forecast(
        &mut self,
        tx: &mut Tx,
        demands: &[stock::Demand],
        held: &[Quantity],
        parts: &[ScheduleLine],
    ) -> Result<()> {
        let short = demands.iter().zip(held).filter(|(d, h)| d.quantity > **h);
        let mut items: Vec<i64> = short.map(|(d, _)| d.item.raw()).collect();
        items.sort_unstable();
        items.dedup();
        let source = self.source();
        let found = if items.is_empty() { Vec::new() } else { stock::promising::forecasts(tx, &items)? };
        for line in self.lines.iter_mut().filter(|l| l.goods) {
            let mine = found.iter().filter(|f| f.source_line == line.head.id && f.source == source);
            line.forecast = promise::last_day(mine.map(|f| f.on)).unwrap_or(line.confirmed);
        }
        schedule::forecast(tx, source, parts, &found)
    }

    pub(crate) fn leaves_from(&self, read: &Read) -> Result<Id<Warehouse>> {
        if let Some(warehouse) = self.warehouse {
            return Ok(warehouse);
        }
        let kept = stock::kept::policies(read)?;
        let first = kept.of(self.company).first().map(|w| Id::from_raw(w.head.id));
        first.ok_or_else(|| Refusal::new("sales.no_warehouse").field("warehouse").into())
    }

    fn can_deliver(&self, _read: &Read) -> Result<Guard> {
        Ok(match (self.hold, self.delivered) {
            (_, Progress::Fully) => Guard::Hidden,
            (Hold::Without, _) => Guard::Open,
            _ => Guard::Closed(Refusal::new("sales.order_on_hold")),
        })
    }

    /// Why a part of it does not leave, where its customer takes no parts.
    pub(crate) fn waits_for_the_rest(&self) -> Option<Refusal> {
        let code = match self.partial {
            Partial::Allowed | Partial::Scheduled => return None,
            Partial::WholeLines => "sales.lines_go_whole",
            Partial::AtOnce => "sales.order_goes_at_once",
        };
        Some(Refusal::new(code).record(&*self.number))
    }

    /// Makes the delivery of what is left and there; it is posted when the goods leave.
    fn deliver(&mut self, tx: &mut Tx, asked: Deliver) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        let mut delivery = Delivery::of(tx, std::slice::from_ref(self), on, on)?;
        let id = tx.insert(&mut delivery)?;
        Ok(vec![(Delivery::DEF.name, id.raw())])
    }

    /// Makes the pick list of what is held for it.
    fn pick(&mut self, tx: &mut Tx) -> Result<Made> {
        let list = crate::picking::pick(tx, std::slice::from_ref(self))?;
        Ok(vec![(stock::picking::PickList::DEF.name, list.raw())])
    }

    fn can_split(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.partial == Partial::Scheduled { Guard::Open } else { Guard::Hidden })
    }

    /// Makes the schedule of a line.
    fn split(&mut self, tx: &mut Tx, asked: Split) -> Result<Made> {
        schedule::split(tx, self, &asked)
    }

    fn can_bill(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.invoiced == Progress::Fully { Guard::Hidden } else { Guard::Open })
    }

    /// Makes the invoice of what waits for one: what was delivered and services, all of it, or the milestones that are reached.
    fn bill(&mut self, tx: &mut Tx, asked: Bill) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        let mut invoice = CustomerInvoice::of(tx, std::slice::from_ref(self), on)?;
        let id = tx.insert(&mut invoice)?;
        Ok(vec![(CustomerInvoice::DEF.name, id.raw())])
    }

    fn can_deposit(&self, _read: &Read) -> Result<Guard> {
        let done = self.invoiced == Progress::Fully || self.prepaid >= self.total;
        Ok(if done { Guard::Hidden } else { Guard::Open })
    }

    /// Makes the invoice of a deposit.
    fn deposit(&mut self, tx: &mut Tx, asked: Deposit) -> Result<Made> {
        let on = asked.posted_on.unwrap_or(tx.today());
        let mut invoice = CustomerInvoice::deposit(tx, self, &asked, on)?;
        let id = tx.insert(&mut invoice)?;
        Ok(vec![(CustomerInvoice::DEF.name, id.raw())])
    }

    /// Nothing more is expected: what was still promised is free again.
    fn close(&mut self, tx: &mut Tx) -> Result<Made> {
        self.let_go(tx)?;
        Ok(Vec::new())
    }

    fn can_cancel(&self, _read: &Read) -> Result<Guard> {
        let begun = self.delivered != Progress::Not || self.invoiced != Progress::Not || !self.prepaid.is_zero();
        Ok(if begun { Guard::Closed(Refusal::new("sales.order_has_followers")) } else { Guard::Open })
    }

    fn cancel(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        match self.state {
            State::Confirmed => self.let_go(tx)?,
            // Its credit is free already.
            State::Amending => stock::reservation::release(tx, self.source())?,
            _ => {}
        }
        self.hold_reason = Some(asked.reason);
        Ok(Vec::new())
    }

    fn can_amend(&self, _read: &Read) -> Result<Guard> {
        let done = self.delivered == Progress::Fully && self.invoiced == Progress::Fully;
        Ok(if done { Guard::Hidden } else { Guard::Open })
    }

    /// Back to the desk: what changes until it is confirmed again is written down as an amendment. What it holds of stock it keeps.
    fn amend(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        self.amendment += 1;
        let made = amending::begin(tx, self, &asked.reason)?;
        let done = progress::of(tx, &[self.head.id])?;
        let (open, delivered) = self.weight(&done)?;
        credit::add(tx, self.company, self.customer, open.checked_neg()?, delivered.checked_neg()?)?;
        Ok(made)
    }

    /// What it weighs on the customer's credit: what is still promised, and what is delivered and not invoiced.
    pub(crate) fn weight(&self, done: &progress::Done) -> Result<(Money, Money)> {
        let (mut open, mut waiting) = (Money::ZERO, Money::ZERO);
        for line in loaded(&self.lines) {
            let (promised, left) = line.weighs(done.get(&line.head.id).copied().unwrap_or_default())?;
            (open, waiting) = (open.checked_add(promised)?, waiting.checked_add(left)?);
        }
        // What is paid ahead weighs as an open item or not at all any more.
        Ok((open.checked_sub(self.ahead(self.prepaid)?)?, waiting))
    }

    /// An amount of it as people read it.
    pub(crate) fn said(&self, read: &Read, amount: Money) -> Result<String> {
        let kept = accounting::kept::books(read)?;
        Ok(amount.format(kept.exponent(self.currency.unwrap_or(kept.currency(self.company)?))))
    }

    /// What a deposit takes off the weight of the order: its part of the total, in company currency.
    pub(crate) fn ahead(&self, prepaid: Money) -> Result<Money> {
        let units = |money: Money| Quantity::from_units(money.minor());
        if prepaid.is_zero() {
            Ok(Money::ZERO)
        } else {
            credit::share(self.total_base, units(prepaid), units(self.total))
        }
    }

    /// Frees what the order still holds of stock and of the customer's credit.
    fn let_go(&self, tx: &mut Tx) -> Result<()> {
        let done = progress::of(tx, &[self.head.id])?;
        let (open, _) = self.weight(&done)?;
        credit::add(tx, self.company, self.customer, open.checked_neg()?, Money::ZERO)?;
        stock::reservation::release(tx, self.source())
    }
}

impl OrderLine {
    /// What it weighs on the customer's credit: what is promised and neither left nor was invoiced, and what left and was not invoiced.
    pub(crate) fn weighs(&self, far: progress::Far) -> Result<(Money, Money)> {
        let begun = if self.goods { far.delivered.max(far.invoiced) } else { far.invoiced };
        let open = self.gross_base.checked_sub(self.share(begun)?)?;
        if !self.goods {
            return Ok((open, Money::ZERO));
        }
        // What is invoiced ahead of the goods was never delivered and waiting.
        let billed = far.invoiced.min(far.delivered);
        Ok((open, self.share(far.kept()?)?.checked_sub(self.share(billed)?)?))
    }

    /// What so many base units of the line weigh, with tax and in company currency. Shares of all parts add up to the whole.
    pub(crate) fn share(&self, part: Quantity) -> Result<Money> {
        credit::share(self.gross_base, part, self.stock_quantity)
    }
}

impl Business for OrderLine {}

impl Business for Order {
    const OPERATIONS: &'static [Operation] = &operations![Order:
        confirm if can_confirm: [Draft, Amending] => Confirmed,
        split(Split) if can_split: [Draft, Amending] => same,
        pick if can_deliver: [Confirmed] => same,
        deliver(Deliver) if can_deliver: [Confirmed] => same then Delivery post,
        bill(Bill) if can_bill: [Confirmed] => same then CustomerInvoice post,
        deposit(Deposit) if can_deposit: [Confirmed] => same then CustomerInvoice post,
        amend(Reason) if can_amend: [Confirmed] => Amending,
        put_on_hold(Wait) if can_hold: [Confirmed] => same,
        let_through(Release) if can_let_through: [Confirmed] => same,
        close: [Confirmed] => Closed,
        cancel(Reason) if can_cancel: [Draft, Confirmed, Amending] => Cancelled,
    ];

    const CONTROLS: &'static [Control] = &[Control {
        name: "credit",
        holds: "hold = credit and state = confirmed",
        overrides: &["let_through"],
        reason: "hold_reason",
    }];

    /// Units, prices, taxes and totals. What was confirmed stays as it was promised.
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let open = matches!(self.state, State::Draft | State::Amending);
        if !open || !self.company.is_valid() || !self.customer.is_valid() {
            return Ok(());
        }
        pricing::complete(self, read, touched)
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name| OfLine(place, name);
            refusals.ensure(line.quantity.is_positive(), "sales.quantity_not_positive", field("quantity"));
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "sales.price_negative", field("price"));
            let whole = !line.is_kit() || line.stock_quantity.units() % Quantity::whole(1)?.units() == 0;
            refusals.ensure(whole, "sales.kits_are_whole", field("quantity"));
            let within = !line.discount.is_negative() && line.discount <= Percent::HUNDRED;
            refusals.ensure(within, "sales.discount_range", field("discount"));
        }
        let stated = self.stated_tax.is_none_or(|t| !t.is_negative());
        refusals.ensure(stated, "sales.stated_tax_negative", "stated_tax");
        let reckoned = self.billing != Billing::Milestones || self.stated_tax.is_none();
        refusals.ensure(reckoned, "sales.milestones_with_stated_tax", "billing");
        if self.state == State::Amending { amending::check(self, read, refusals) } else { Ok(()) }
    }
}
