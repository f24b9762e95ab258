//! Payments: money received from customers and paid to suppliers, and which debts it settles. A draft proposes the oldest first.

mod allocation;
mod entry;
mod of_document;

pub(crate) use entry::exchange_difference;
pub use of_document::{Pay, can_pay, pay};

use crate::open_item::OpenItem;
use crate::posting::{self, Numbering, Posting, Source};
use crate::{BankAccount, Journal, JournalEntry, Part, RateKind, Reversal, Side, kept, rate};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Lines};
use parties::{Party, loaded};
use platform::{Company, Currency};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// Which way the money goes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flow {
    /// To us.
    #[default]
    #[choice(tone = "success")]
    Received,
    /// From us.
    #[choice(tone = "info")]
    Paid,
}

impl Flow {
    /// 1 for what comes in, -1 for what goes out.
    pub fn sign(self) -> i64 {
        if self == Flow::Received { 1 } else { -1 }
    }

    /// Whose debts it usually settles.
    pub fn side(self) -> Side {
        if self == Flow::Received { Side::Receivable } else { Side::Payable }
    }
}

/// How the money moves.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Means {
    /// Over a bank: the payment waits in transit until a statement shows it.
    #[default]
    Bank,
    /// By hand.
    Cash,
}

/// Who says what is settled.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Allocate {
    /// The program: what is due longest comes first.
    #[default]
    OldestFirst,
    /// A person, line by line.
    ByHand,
}

/// Where a payment stands.
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

/// Money received or paid.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.payment",
    kind = 121,
    icon = "banknote",
    title = "number",
    search(number, reference, text),
    sort = "-posted_on",
    editable(draft),
    large,
    index(company, state, posted_on),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on"),
    view(received = "filter=direction%20%3D%20received&sort=-posted_on"),
    view(paid = "filter=direction%20%3D%20paid&sort=-posted_on")
)]
pub struct Payment {
    pub head: Head,
    /// The legal number; drawn when it is posted.
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub direction: Flow,
    #[field(column)]
    pub party: Id<Party>,
    /// Which of its ledgers takes what no line settles; a refund to a customer is paid on receivables.
    pub side: Option<Side>,
    pub means: Means,
    /// Ours; its currency is the currency of the payment.
    pub bank_account: Option<Id<BankAccount>>,
    #[field(column)]
    pub currency: Option<Id<Currency>>,
    #[field(indexed, column)]
    pub posted_on: Date,
    /// What moves on the account.
    #[field(column)]
    pub amount: Money,
    /// What the bank took for it: kept back from what came in, or added to what went out.
    pub fee: Option<Money>,
    /// What the payer wrote, or the payee is to read.
    #[field(column, max = 140)]
    pub reference: Option<String>,
    #[field(max = 200)]
    pub text: Option<String>,
    pub allocate: Allocate,
    pub lines: Lines<PaymentLine>,
    /// What lines settle with it.
    #[field(computed)]
    pub allocated: Money,
    /// What becomes an open item on account.
    #[field(computed, column)]
    pub on_account: Money,
    /// What moved, in company currency.
    #[field(read_only, currency = "company_currency", default = "0")]
    pub amount_base: Money,
    #[field(computed)]
    pub company_currency: Option<Id<Currency>>,
    /// How much of it statements showed.
    #[field(read_only, volatile, default = "0")]
    pub matched: Money,
    #[field(read_only, volatile, currency = "company_currency", default = "0")]
    pub matched_base: Money,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// What a payment settles: so much of an open item, what of it is paid, given as a discount or written off.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.payment_line",
    kind = 122,
    line_of = "accounting.payment",
    title = "item",
    large,
    index(item)
)]
pub struct PaymentLine {
    pub head: Head,
    #[field(column)]
    pub item: Id<OpenItem>,
    /// The item's.
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    /// What was open when the draft was last saved.
    #[field(column, computed)]
    pub open: Money,
    /// Paid, in the item's currency; a credit note among invoices has it negative.
    #[field(column)]
    pub amount: Money,
    /// Given for paying early.
    #[field(column)]
    pub discount: Money,
    /// A small difference that nobody asks for.
    #[field(column)]
    pub written_off: Money,
    #[field(computed)]
    pub payment_currency: Option<Id<Currency>>,
    /// The same as `amount` in the currency of the payment, where that is another.
    #[field(currency = "payment_currency")]
    pub paid: Option<Money>,
}

impl PaymentLine {
    /// So much of an item.
    pub fn of(item: Id<OpenItem>, amount: Money) -> PaymentLine {
        PaymentLine {
            head: Head::default(),
            item,
            currency: None,
            open: Money::ZERO,
            amount,
            discount: Money::ZERO,
            written_off: Money::ZERO,
            payment_currency: None,
            paid: None,
        }
    }

    /// Everything that leaves the item.
    pub fn settles(&self) -> Result<Money> {
        Ok(Money::sum([self.amount, self.discount, self.written_off])?)
    }

    /// What it takes of the payment, in the payment's currency.
    pub fn takes(&self) -> Money {
        self.paid.unwrap_or(self.amount)
    }
}

impl Payment {
    /// A draft that settles the oldest debts of a party.
    pub fn new(company: Id<Company>, direction: Flow, party: Id<Party>, amount: Money, posted_on: Date) -> Payment {
        Payment {
            head: Head::default(),
            number: None,
            company,
            direction,
            party,
            side: None,
            means: Means::Bank,
            bank_account: None,
            currency: None,
            posted_on,
            amount,
            fee: None,
            reference: None,
            text: None,
            allocate: Allocate::OldestFirst,
            lines: Lines::default(),
            allocated: Money::ZERO,
            on_account: Money::ZERO,
            amount_base: Money::ZERO,
            company_currency: None,
            matched: Money::ZERO,
            matched_base: Money::ZERO,
            entry: None,
            reversed_because: None,
            state: State::Draft,
            custom: Custom::default(),
        }
    }

    /// A draft that settles exactly this.
    pub fn settling(self, lines: Vec<PaymentLine>) -> Payment {
        Payment { allocate: Allocate::ByHand, lines: lines.into(), ..self }
    }

    /// What there is to settle debts with: without what the bank took.
    pub fn usable(&self) -> Result<Money> {
        let fee = self.fee.unwrap_or(Money::ZERO);
        Ok(match self.direction {
            Flow::Received => self.amount.checked_add(fee)?,
            Flow::Paid => self.amount.checked_sub(fee)?,
        })
    }

    /// Whose ledger the rest goes to.
    pub fn ledger_side(&self) -> Side {
        self.side.unwrap_or(self.direction.side())
    }

    /// What no statement has shown yet, in the currency of the payment and of the company.
    pub fn unmatched(&self) -> Result<settlement::OpenItem> {
        let amount = self.amount.checked_sub(self.matched)?;
        Ok(settlement::OpenItem { amount, base: self.amount_base.checked_sub(self.matched_base)? })
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        self.refuse_twice(tx)?;
        if self.allocate == Allocate::OldestFirst {
            // Somebody may have paid in the meantime.
            self.propose(tx)?;
            self.total()?;
        }
        let draft = entry::draft(tx, self)?;
        let part = match self.ledger_side() {
            Side::Receivable => Part::Receivables,
            Side::Payable => Part::Payables,
        };
        let text = [self.reference.as_deref(), self.text.as_deref()];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let source = Source::of::<Payment>(self.head.id);
        let number = Numbering::Legal("PY");
        let posting = Posting::new(self.company, Journal::Bank, part, self.posted_on, number, source);
        let short: String = text.chars().take(200).collect();
        let posted = posting::post(tx, &posting.text(&short), draft)?;
        self.amount_base = entry::money_moved(tx, self)?;
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        Ok(vec![("accounting.journal_entry", posted.entry.raw())])
    }

    /// Two payments of one party that say the same are one that was typed twice.
    fn refuse_twice(&self, tx: &mut Tx) -> Result<()> {
        let Some(reference) = self.reference.as_deref().filter(|r| !r.trim().is_empty()) else { return Ok(()) };
        tx.lock_key("payment", &format!("{} {reference}", self.party))?;
        let sql = store::sql!(
            "accounting.payment_twice",
            "SELECT number FROM accounting_payment WHERE party = $1 AND state = 'posted' AND company = $2 AND direction = $3 \
             AND amount = $4 AND reference = $5 AND posted_on = $6 AND id <> $7 AND archived_at IS NULL LIMIT 1"
        );
        let params = [
            self.party.into(),
            self.company.into(),
            self.direction.code().into(),
            self.amount.into(),
            reference.into(),
            self.posted_on.into(),
            self.head.id.into(),
        ];
        match tx.row(sql, &params)?.and_then(|r| r.first().map(ToString::to_string)) {
            Some(other) => Err(Refusal::new("accounting.payment_twice").field("reference").record(other).into()),
            None => Ok(()),
        }
    }

    /// What a statement showed is undone there first.
    fn can_reverse(&self, _read: &Read) -> Result<Guard> {
        let shown = !self.matched.is_zero();
        Ok(if shown { Guard::Closed(Refusal::new("accounting.payment_matched")) } else { Guard::Open })
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let Some(entry) = self.entry else { return Ok(Vec::new()) };
        self.reversed_because = Some(asked.reason);
        let number = self.number.clone().unwrap_or_default();
        let part = match self.ledger_side() {
            Side::Receivable => Part::Receivables,
            Side::Payable => Part::Payables,
        };
        let source = Source::of::<Payment>(self.head.id);
        let mirror = posting::reverse(tx, entry, part, asked.posted_on, &number, source)?;
        Ok(vec![("accounting.journal_entry", mirror.entry.raw())])
    }

    /// Adds up what the lines take of the payment.
    fn total(&mut self) -> Result<()> {
        self.allocated = Money::sum(loaded(&self.lines).iter().map(PaymentLine::takes))?;
        self.on_account = self.usable()?.checked_sub(self.allocated)?;
        Ok(())
    }
}

impl Business for PaymentLine {}

impl Business for Payment {
    const OPERATIONS: &'static [Operation] = &operations![Payment:
        post: [Draft] => Posted,
        reverse(Reversal) if can_reverse: [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() {
            return Ok(());
        }
        let kept = kept::books(read)?;
        self.company_currency = Some(kept.currency(self.company)?);
        if let Some(account) = self.bank_account {
            self.currency = Some(read.get(account)?.currency);
        } else if self.currency.is_none() {
            self.currency = self.company_currency;
        }
        if touched.iter().any(|name| name.starts_with("lines.")) {
            self.allocate = Allocate::ByHand;
        }
        if self.allocate == Allocate::OldestFirst && self.party.is_valid() {
            self.propose(read)?;
        }
        self.complete_lines(read)?;
        self.total()
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let fee = self.fee.unwrap_or(Money::ZERO);
        refusals.ensure(self.amount.is_positive(), "accounting.amount_not_positive", "amount");
        refusals.ensure(!fee.is_negative() && !self.usable()?.is_negative(), "accounting.fee_range", "fee");
        if let Some(account) = self.bank_account {
            let account = read.get(account)?;
            refusals.ensure(account.company == self.company, "accounting.bank_of_other_company", "bank_account");
            refusals.ensure(self.means == Means::Bank, "accounting.cash_over_bank", "means");
        }
        self.check_lines(read, refusals)?;
        // What is left over must go the way of the payment.
        refusals.ensure(!self.on_account.is_negative(), "accounting.more_allocated_than_paid", "lines");
        Ok(())
    }
}

/// The rate of a day between a currency and a company's own, with the decimals of both.
pub(crate) struct Exchange {
    quote: rate::Quote,
    from: u8,
    to: u8,
}

impl Exchange {
    /// The spot rate of a currency into a company's.
    pub(crate) fn spot(read: &Read, currency: Id<Currency>, company: Id<Company>, on: Date) -> Result<Exchange> {
        let own = kept::books(read)?.currency(company)?;
        Exchange::between(read, currency, own, RateKind::Spot, on)
    }

    /// The rate of a kind between two currencies.
    pub(crate) fn between(
        read: &Read,
        from: Id<Currency>,
        to: Id<Currency>,
        kind: RateKind,
        on: Date,
    ) -> Result<Exchange> {
        let kept = kept::books(read)?;
        let quote = rate::quote(read, from, to, kind, on)?;
        Ok(Exchange { quote, from: kept.exponent(from), to: kept.exponent(to) })
    }

    /// What an amount is worth.
    pub(crate) fn worth(&self, amount: Money) -> Result<Money> {
        self.quote.convert(amount, self.from, self.to)
    }
}
