//! A quotation is an offer to a customer, in numbered revisions: each one sent stays as it was read, and at most one of them becomes
//! the order. It posts nothing.

mod accepting;
mod figures;
mod mailing;
mod revisions;

pub use accepting::{Accept, Decided, accept, decline};
pub use figures::Figures;
pub use mailing::SendLink;
pub use revisions::{Aspect, QuotationChange};

use crate::{Order, OrderLine, PriceCheck, PriceFrom, Reason, price_guard, promise};
use accounting::{Source, TaxCode};
use base::{Date, Id, Instant, Money, Percent, Price, Quantity, Refusal, Result};
use catalog::{Item, Unit};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Number, Text, Value};
use parties::{Party, Use, loaded};
use platform::job::{JobKind, Step, Work};
use platform::{Company, Currency, Team, Topic, User};
use stock::Warehouse;
use store::{Begins, Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// An offer holds so many days unless it says otherwise.
const VALID_DAYS: i64 = 30;

/// Where the offer stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// The customer has it.
    #[choice(tone = "info")]
    Sent,
    /// It became an order.
    #[choice(tone = "success")]
    Accepted,
    #[choice(tone = "danger")]
    Declined,
    /// Its last day is over.
    #[choice(tone = "danger")]
    Expired,
    /// A later revision took its place.
    #[choice(tone = "danger")]
    Superseded,
}

/// What a line of an offer is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Something with a price.
    #[default]
    Item,
    /// A heading over the lines that follow.
    Section,
    /// Words between the lines.
    Note,
}

/// An offer to a customer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.quotation",
    kind = 236,
    icon = "file-text",
    title = "number",
    number = "QT-{year}-{seq}",
    search(number, subject, reference),
    sort = "-offered_on",
    board = "state",
    calendar = "valid_until",
    large,
    editable(draft),
    index(customer, state),
    index(state, valid_until),
    index(previous),
    index(source_kind, source),
    view(open = "filter=state%20in%20(draft,%20sent)&sort=valid_until"),
    view(sent = "filter=state%20%3D%20sent&sort=valid_until"),
    view(won = "filter=state%20%3D%20accepted&sort=-offered_on")
)]
pub struct Quotation {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    /// Counted from 1 for each offer.
    #[field(read_only, column, default = "1")]
    pub revision: i64,
    /// The revision before this one.
    #[field(read_only)]
    pub previous: Option<Id<Quotation>>,
    #[field(column)]
    pub customer: Id<Party>,
    /// The person there who asked.
    pub contact: Option<Id<Party>>,
    pub company: Id<Company>,
    /// What it is about, as the customer reads it.
    #[field(max = 120, column)]
    pub subject: Option<String>,
    /// The customer's own number.
    #[field(max = 60)]
    pub reference: Option<String>,
    #[field(indexed, column)]
    pub offered_on: Date,
    /// The last day on which it can be accepted.
    #[field(indexed, column)]
    pub valid_until: Option<Date>,
    /// When the customer wants it.
    pub requested: Option<Date>,
    pub warehouse: Option<Id<Warehouse>>,
    pub currency: Option<Id<Currency>>,
    /// Read before the lines.
    #[field(max = 4000, section = "words")]
    pub introduction: Option<Text>,
    pub lines: Lines<QuotationLine>,
    /// What is different from the revision before.
    #[field(read_only)]
    pub changes: Lines<QuotationChange>,
    #[field(computed)]
    pub net: Money,
    #[field(computed)]
    pub tax: Money,
    /// What the customer pays; options only where they are chosen.
    #[field(computed, indexed, column)]
    pub total: Money,
    /// What the lines that count cost us as of now, in company currency.
    #[field(computed, currency = "company_currency")]
    pub cost: Option<Money>,
    /// What is left of their net after that.
    #[field(computed)]
    pub margin: Option<Percent>,
    /// What the price guard says of the worst of its lines, options among them.
    #[field(computed)]
    pub price_check: PriceCheck,
    #[field(computed)]
    pub company_currency: Option<Id<Currency>>,
    /// Read after the lines.
    #[field(max = 4000, section = "words")]
    pub closing: Option<Text>,
    /// The document it was made for, such as an opportunity.
    #[field(read_only)]
    pub source_kind: Option<i64>,
    #[field(read_only)]
    pub source: Option<i64>,
    /// What it became.
    #[field(read_only, section = "answer")]
    pub sales_order: Option<Id<Order>>,
    /// The name that was typed under the answer.
    #[field(read_only, personal, max = 120, section = "answer")]
    pub decided_by: Option<String>,
    #[field(read_only, section = "answer")]
    pub decided_at: Option<Instant>,
    /// The address of the computer that answered, where the customer did so himself.
    #[field(read_only, personal, max = 60, section = "answer")]
    pub decided_from: Option<String>,
    /// Why it was declined.
    #[field(read_only, max = 500, section = "answer")]
    pub declined_because: Option<Text>,
    #[field(section = "care")]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    /// For ourselves; the customer never reads it.
    #[field(max = 2000, section = "care")]
    pub notes: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// A line of an offer.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.quotation_line", kind = 237, line_of = "sales.quotation", title = "text", large)]
pub struct QuotationLine {
    pub head: Head,
    #[field(column)]
    pub form: Form,
    #[field(column)]
    pub item: Option<Id<Item>>,
    #[field(column)]
    pub quantity: Option<Quantity>,
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
    /// When it can be there.
    #[field(column, computed)]
    pub forecast: Option<Date>,
    #[field(computed)]
    pub price_from: PriceFrom,
    /// The code of the price list.
    #[field(computed, max = 30)]
    pub price_list: Option<String>,
    #[field(column, max = 400)]
    pub text: Option<String>,
    /// The customer may take it or leave it.
    #[field(column)]
    pub optional: bool,
    /// An option that is taken; it counts in the totals.
    pub chosen: bool,
    pub requested: Option<Date>,
    pub tax_code: Option<Id<TaxCode>>,
    /// The price is what is paid: the tax is inside.
    pub tax_inside: bool,
    /// What it costs us as of now, in company currency.
    #[field(computed, currency = "company_currency")]
    pub cost: Option<Money>,
    /// With tax, as the customer reads it.
    #[field(computed)]
    pub gross: Money,
    /// In base units of the item.
    #[field(computed)]
    pub stock_quantity: Quantity,
    /// What the price guard says.
    #[field(computed)]
    pub price_check: PriceCheck,
    /// Why it costs what it costs.
    #[field(computed, max = 4000)]
    pub price_trace: Option<Text>,
    /// The line of the revision before.
    #[field(read_only)]
    pub from_line: Option<i64>,
}

impl QuotationLine {
    /// So many of an item, priced by the rules.
    pub fn of(item: Id<Item>, quantity: Quantity) -> QuotationLine {
        QuotationLine { item: Some(item), quantity: Some(quantity), ..QuotationLine::words(Form::Item, None) }
    }

    /// A heading over the lines that follow.
    pub fn section(text: &str) -> QuotationLine {
        QuotationLine::words(Form::Section, Some(text))
    }

    /// Words between the lines.
    pub fn note(text: &str) -> QuotationLine {
        QuotationLine::words(Form::Note, Some(text))
    }

    fn words(form: Form, text: Option<&str>) -> QuotationLine {
        QuotationLine {
            head: Head::default(),
            form,
            item: None,
            text: text.map(str::to_owned),
            quantity: None,
            unit: None,
            price: None,
            discount: Percent::ZERO,
            tax_code: None,
            tax_inside: false,
            optional: false,
            chosen: false,
            requested: None,
            net: Money::ZERO,
            gross: Money::ZERO,
            forecast: None,
            price_from: PriceFrom::Hand,
            price_list: None,
            cost: None,
            margin: None,
            stock_quantity: Quantity::ZERO,
            price_check: PriceCheck::Fine,
            price_trace: None,
            from_line: None,
        }
    }

    /// With a price agreed with the customer.
    pub fn at(self, price: Price) -> QuotationLine {
        QuotationLine { price: Some(price), ..self }
    }

    /// Something the customer may take or leave.
    pub fn option(self) -> QuotationLine {
        QuotationLine { optional: true, ..self }
    }

    /// True where it counts in the totals: what is offered anyway, and options that are taken.
    pub fn counts(&self) -> bool {
        self.form == Form::Item && (!self.optional || self.chosen)
    }

    /// The line of an order that says the same.
    fn ordered(&self) -> Option<OrderLine> {
        let (item, quantity) = (self.item.filter(|_| self.form == Form::Item)?, self.quantity?);
        Some(OrderLine {
            text: self.text.clone(),
            unit: self.unit,
            price: self.price,
            discount: self.discount,
            tax_code: self.tax_code,
            tax_inside: self.tax_inside,
            requested: self.requested,
            price_trace: self.price_trace.clone(),
            ..OrderLine::of(item, quantity)
        })
    }
}

impl Quotation {
    /// A draft of today's first revision.
    pub fn new(company: Id<Company>, customer: Id<Party>, on: Date, lines: Vec<QuotationLine>) -> Quotation {
        Quotation {
            head: Head::default(),
            number: Number::default(),
            revision: 1,
            previous: None,
            customer,
            contact: None,
            company,
            subject: None,
            reference: None,
            offered_on: on,
            valid_until: None,
            requested: None,
            warehouse: None,
            currency: None,
            introduction: None,
            lines: lines.into(),
            changes: Lines::default(),
            net: Money::ZERO,
            tax: Money::ZERO,
            total: Money::ZERO,
            cost: None,
            margin: None,
            price_check: PriceCheck::Fine,
            company_currency: None,
            closing: None,
            source_kind: None,
            source: None,
            sales_order: None,
            decided_by: None,
            decided_at: None,
            decided_from: None,
            declined_because: None,
            owner: None,
            team: None,
            notes: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// Made for a document of another module, such as an opportunity.
    pub fn about(self, source: Source) -> Quotation {
        Quotation { source_kind: Some(source.kind), source: Some(source.record), ..self }
    }

    /// An order that says the same as these of its lines.
    fn ordered(&self, on: Date, lines: Vec<OrderLine>) -> Order {
        Order {
            reference: self.reference.clone(),
            requested: self.requested.unwrap_or(on),
            warehouse: self.warehouse,
            currency: self.currency,
            owner: self.owner,
            team: self.team,
            ..Order::new(self.company, self.customer, on, lines)
        }
    }

    fn can_send(&self, read: &Read) -> Result<Guard> {
        price_guard::may_go(read, Quotation::DEF.name, self.head.id, "send", self.price_check)
    }

    /// The customer has it from now on; the revision before it no longer holds.
    fn send(&mut self, tx: &mut Tx) -> Result<Made> {
        let priced = loaded(&self.lines).iter().any(|l| l.form == Form::Item);
        base::ensure!(priced, Refusal::new("sales.quotation_without_lines").field("lines"))?;
        let party: Party = tx.get(self.customer)?;
        base::ensure!(
            party.state != parties::State::Blocked,
            Refusal::new("sales.customer_blocked").record(&party.name).field("customer")
        )?;
        let over = self.valid_until.is_some_and(|day| day < tx.today());
        base::ensure!(!over, Refusal::new("sales.valid_until_is_over").field("valid_until"))?;
        self.supersede(tx)?;
        Ok(Vec::new())
    }

    fn can_expire(&self, read: &Read) -> Result<Guard> {
        Ok(if self.over(read) { Guard::Open } else { Guard::Hidden })
    }

    /// True when its last day is over.
    pub(crate) fn over(&self, read: &Read) -> bool {
        self.valid_until.is_some_and(|day| day < read.today())
    }

    fn expire(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// Somebody of ours says what the customer answered.
    fn accept(&mut self, tx: &mut Tx, asked: Accept) -> Result<Made> {
        accepting::run(self, tx, asked)
    }

    fn decline(&mut self, tx: &mut Tx, asked: Reason) -> Result<Made> {
        self.decided_at = Some(tx.now());
        self.declined_because = Some(asked.reason);
        accepting::ring(tx, self, Topic::Warning)?;
        Ok(Vec::new())
    }

    fn can_revise(&self, read: &Read) -> Result<Guard> {
        Ok(match revisions::after(read, self.head.id)? {
            Some(_) => Guard::Closed(Refusal::new("sales.quotation_revised_already")),
            None => Guard::Open,
        })
    }

    /// The next revision, as a draft; this one holds until that one is sent.
    fn revise(&mut self, tx: &mut Tx) -> Result<Made> {
        let mut next = self.next_revision(tx.today());
        Ok(vec![(Quotation::DEF.name, tx.insert(&mut next)?.raw())])
    }

    /// Prices, taxes and totals are those of an order of the same lines.
    fn reckon(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let mut lines = Vec::new();
        let mut places = Vec::new();
        let mut typed = Fields::none();
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let Some(ordered) = line.ordered() else { continue };
            for name in ["price", "tax_code"].iter().filter(|n| touched.has_line("lines", place, n)) {
                typed.add(format!("lines.{}.{name}", lines.len()));
            }
            lines.push(ordered);
            places.push(place);
        }
        let mut order = self.ordered(self.offered_on, lines);
        order.complete(read, &typed)?;
        self.currency = order.currency;
        for line in self.lines.iter_mut() {
            (line.stock_quantity, line.forecast, line.cost, line.margin) = (Quantity::ZERO, None, None, None);
            line.price_check = PriceCheck::Fine;
        }
        for (place, ordered) in places.iter().zip(loaded(&order.lines)) {
            let line = &mut self.lines[*place];
            (line.unit, line.price, line.tax_code) = (ordered.unit, ordered.price, ordered.tax_code);
            line.tax_inside = ordered.tax_inside;
            (line.stock_quantity, line.price_trace) = (ordered.stock_quantity, ordered.price_trace.clone());
            (line.price_from, line.price_list) = (ordered.price_from, ordered.price_list.clone());
            (line.forecast, line.cost, line.margin) = (ordered.forecast, ordered.cost, ordered.margin);
            line.price_check = ordered.price_check;
        }
        (self.company_currency, self.price_check) = (order.company_currency, order.price_check);
        // Options count once they are taken.
        let counts: Vec<usize> = (0..places.len()).filter(|n| self.lines[places[*n]].counts()).collect();
        (self.cost, self.margin) = promise::earned(&order, &counts)?;
        self.reckon_lines(read, self.offered_on)
    }
}

impl Business for QuotationLine {}

impl Business for Quotation {
    const OPERATIONS: &'static [Operation] = &operations![Quotation:
        send if can_send: [Draft] => Sent,
        accept(Accept): [Sent] => Accepted,
        decline(Reason): [Sent] => Declined,
        revise if can_revise: [Sent, Declined, Expired] => same,
        expire if can_expire: [Sent] => Expired,
        send_link(SendLink) if can_send_link: [Sent] => same,
    ];

    fn prefill(&self, read: &Read, verb: &str) -> Result<Begins> {
        if verb != "send_link" {
            return Ok(Vec::new());
        }
        let reached = [self.contact, Some(self.customer)].into_iter().flatten();
        for party in reached {
            if let Some(to) = parties::mail_address(read, party, Use::Work)? {
                return Ok(vec![("recipient", Value::from(to))]);
            }
        }
        Ok(Vec::new())
    }

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() || !self.customer.is_valid() {
            return Ok(());
        }
        if self.valid_until.is_none() && !touched.has("valid_until") {
            self.valid_until = Some(self.offered_on.add_days(VALID_DAYS)?);
        }
        if !matches!(self.lines, Lines::Loaded(_)) {
            return Ok(());
        }
        self.reckon(read, touched)?;
        self.compare(read)
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let late = self.valid_until.is_some_and(|day| day < self.offered_on);
        refusals.ensure(!late, "sales.valid_before_offered", "valid_until");
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            match line.form {
                Form::Item => {
                    refusals.ensure(line.item.is_some(), "sales.offer_line_without_item", field("item"));
                    let some = line.quantity.is_some_and(Quantity::is_positive);
                    refusals.ensure(some, "sales.quantity_not_positive", field("quantity"));
                }
                Form::Section | Form::Note => {
                    let said = line.text.as_ref().is_some_and(|t| !t.trim().is_empty());
                    refusals.ensure(said, "sales.words_missing", field("text"));
                    refusals.ensure(line.item.is_none(), "sales.words_without_item", field("item"));
                }
            }
            refusals.ensure(line.price.is_none_or(|p| !p.is_negative()), "sales.price_negative", field("price"));
            let within = !line.discount.is_negative() && line.discount <= Percent::HUNDRED;
            refusals.ensure(within, "sales.discount_range", field("discount"));
            refusals.ensure(line.optional || !line.chosen, "sales.chosen_is_no_option", field("chosen"));
        }
        Ok(())
    }
}

/// The job that ends offers whose last day is over; one in every set.
pub const TASK: &str = "sales.expire_offers";

/// The kind of job, for the program's list.
pub const JOB: JobKind = JobKind { task: TASK, step: expire_next, tries: 20 };

/// Looks every hour.
fn expire_next(tx: &mut Tx, _work: &Work) -> Result<Step> {
    let ended = expire_offers(tx)?;
    let wait = if ended > 0 { 0 } else { 3_600_000_000 };
    Ok(Step::Later(String::new(), Instant::from_micros(tx.now().micros() + wait)))
}

/// Ends the offers whose last day is over, some a transaction; how many.
pub fn expire_offers(tx: &mut Tx) -> Result<usize> {
    let sql = store::sql!(
        "sales.offers_over",
        "SELECT id FROM sales_quotation WHERE state = 'sent' AND valid_until < $1 AND archived_at IS NULL ORDER BY id LIMIT 200"
    );
    let rows = tx.query(sql, &[tx.today().into()])?;
    let ids: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
    for id in &ids {
        tx.perform(Quotation::DEF.name, *id, "expire", None, &entity::Record::default())?;
    }
    Ok(ids.len())
}
