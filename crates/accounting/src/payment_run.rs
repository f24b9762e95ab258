//! Payment runs: which suppliers are paid on a day, approved by a person, booked one supplier at a time and sent to the bank as one file.

mod advising;
mod proposal;

pub use advising::{Advice, AdviceLine, Settlement, advices};

use crate::open_item::OpenItem;
use crate::{BankAccount, Flow, Means, PartyAccount, Payment, PaymentLine, kept};
use base::{Date, Id, Instant, Money, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Named as _, Number, Text, Value};
use parties::{Party, loaded};
use platform::job::{JobKind, Step, Work};
use platform::{Company, Currency, User};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// The job that books a run, one supplier in a transaction.
pub const TASK: &str = "accounting.payment_run";

/// The kind of job, for the program's list.
pub const JOB: JobKind = JobKind { task: TASK, step: book_next, tries: 5 };

/// Where a run stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    /// A person said yes; nothing changes any more.
    #[choice(tone = "violet")]
    Approved,
    /// Its payments are being made.
    #[choice(tone = "info")]
    Booking,
    /// Every payment is in the books.
    #[choice(tone = "success")]
    Booked,
    Cancelled,
}

/// Why a line is not paid.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// Somebody took it out.
    #[default]
    ByHand,
    /// The debt is blocked or disputed.
    #[choice(tone = "warn")]
    Blocked,
    /// Nobody knows where to send the money.
    #[choice(tone = "warn")]
    NoAccount,
    /// It was paid in the meantime.
    Settled,
    /// The supplier owes us more than we owe.
    Credit,
}

/// A run.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.payment_run",
    kind = 133,
    plural = "payment-runs",
    icon = "send",
    title = "number",
    number = "PR-{year}-{seq}",
    search(number),
    sort = "-pay_on",
    editable(draft),
    view(waiting = "filter=state%20%3D%20draft&sort=pay_on")
)]
pub struct PaymentRun {
    pub head: Head,
    #[field(column, indexed)]
    pub number: Number,
    #[field(computed, column)]
    pub company: Option<Id<Company>>,
    #[field(column)]
    pub bank_account: Id<BankAccount>,
    #[field(computed, column)]
    pub currency: Option<Id<Currency>>,
    /// The day of the transfers.
    #[field(indexed, column)]
    pub pay_on: Date,
    /// Debts due until this day are paid, and those whose discount ends until it.
    pub due_until: Date,
    pub lines: Lines<RunLine>,
    #[field(computed, column)]
    pub total: Money,
    #[field(read_only)]
    pub approved_by: Option<Id<User>>,
    /// When its advices were last sent by e-mail, how many by then, and who has no address for it.
    #[field(read_only)]
    pub advised_at: Option<Instant>,
    #[field(read_only)]
    pub advised: Option<i64>,
    #[field(read_only, max = 20000)]
    pub unreached: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
}

/// A debt that the run pays, or says why not.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.run_line",
    kind = 134,
    line_of = "accounting.payment_run",
    title = "item",
    large,
    index(item),
    index(payment)
)]
pub struct RunLine {
    pub head: Head,
    pub item: Id<OpenItem>,
    #[field(computed)]
    pub party: Option<Id<Party>>,
    #[field(computed)]
    pub due_on: Option<Date>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    /// A credit note is taken off: its amount is negative.
    pub amount: Money,
    pub discount: Money,
    /// Where the money goes.
    pub account: Option<Id<PartyAccount>>,
    pub left_out: bool,
    pub because: Option<Why>,
    #[field(read_only)]
    pub payment: Option<Id<Payment>>,
}

/// What the bank is to do: the data of the file.
#[derive(Clone, Debug)]
pub struct BankOrder {
    pub id: String,
    pub company: String,
    pub bank_account: BankAccount,
    pub pay_on: Date,
    pub currency: String,
    pub exponent: u8,
    pub transfers: Vec<Transfer>,
}

/// A transfer to a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The number of the payment, by which the statement is matched.
    pub number: String,
    pub name: String,
    pub account: String,
    pub bic: Option<String>,
    pub amount: Money,
    /// The numbers of what is paid.
    pub remittance: String,
}

impl PaymentRun {
    /// A draft of a run.
    pub fn new(bank_account: Id<BankAccount>, pay_on: Date, due_until: Date) -> PaymentRun {
        PaymentRun {
            head: Head::default(),
            number: Number::default(),
            company: None,
            bank_account,
            currency: None,
            pay_on,
            due_until,
            lines: Lines::default(),
            total: Money::ZERO,
            approved_by: None,
            advised_at: None,
            advised: None,
            unreached: None,
            state: State::Draft,
        }
    }

    /// Looks for what is due once more; what somebody took out stays out.
    fn propose(&mut self, tx: &mut Tx) -> Result<Made> {
        self.lines = proposal::lines(tx, self)?.into();
        Ok(Vec::new())
    }

    fn approve(&mut self, tx: &mut Tx) -> Result<Made> {
        if self.total.is_zero() {
            return Err(Refusal::new("accounting.run_pays_nothing").record(&*self.number).into());
        }
        self.approved_by = tx.who().user.map(Id::from_raw);
        Ok(Vec::new())
    }

    fn reopen(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.approved_by = None;
        Ok(Vec::new())
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn book(&mut self, tx: &mut Tx) -> Result<Made> {
        let job = platform::job::order(tx, TASK, &self.head.id.to_string(), "")?;
        Ok(vec![("platform.job", job.raw())])
    }

    /// Only the job that books says that it is done.
    fn can_finish(&self, _read: &Read) -> Result<Guard> {
        let left = loaded(&self.lines).iter().any(RunLine::waits);
        Ok(if left { Guard::Hidden } else { Guard::Open })
    }

    fn finish(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// Pays one party; what was settled meanwhile is left out and said so.
    fn pay(&mut self, tx: &mut Tx, party: Id<Party>) -> Result<()> {
        let (Some(company), Some(currency)) = (self.company, self.currency) else { return Ok(()) };
        let (bank, pay_on, reference) = (self.bank_account, self.pay_on, self.number.to_string());
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let mut mine: Vec<&mut RunLine> = lines.iter_mut().filter(|l| l.waits() && l.party == Some(party)).collect();
        let ids: Vec<Id<OpenItem>> = mine.iter().map(|l| l.item).collect();
        let items: Vec<OpenItem> = tx.lock_many(&ids)?;
        let mut paid = Vec::new();
        for line in &mut mine {
            let item = items.iter().find(|i| i.head.id == line.item.raw());
            let open = item.map_or(Ok(Money::ZERO), |i| i.open.checked_neg())?;
            let wanted = line.amount.checked_add(line.discount)?;
            if wanted.signum() != open.signum() || wanted.minor().abs() > open.minor().abs() {
                (line.left_out, line.because) = (true, Some(Why::Settled));
                continue;
            }
            paid.push(PaymentLine { discount: line.discount, ..PaymentLine::of(line.item, line.amount) });
        }
        let amount = Money::sum(paid.iter().map(|l| l.amount))?;
        if !amount.is_positive() {
            for line in mine.iter_mut().filter(|l| !l.left_out) {
                (line.left_out, line.because) = (true, Some(Why::Credit));
            }
            return Ok(());
        }
        let mut payment = Payment::new(company, Flow::Paid, party, amount, pay_on).settling(paid);
        (payment.bank_account, payment.currency) = (Some(bank), Some(currency));
        (payment.means, payment.reference) = (Means::Bank, Some(reference));
        let id = tx.insert(&mut payment)?;
        tx.perform(Payment::NAME, id.raw(), "post", None, &entity::Record::default())?;
        for line in mine.iter_mut().filter(|l| !l.left_out) {
            line.payment = Some(id);
        }
        Ok(())
    }
}

impl RunLine {
    /// It is to be paid and is not yet.
    fn waits(&self) -> bool {
        !self.left_out && self.payment.is_none()
    }
}

/// One party of a run.
fn book_next(tx: &mut Tx, work: &Work) -> Result<Step> {
    let mut run: PaymentRun = tx.lock(Id::from_raw(work.key.parse().unwrap_or(0)))?;
    if run.state != State::Booking {
        return Ok(Step::Done);
    }
    let next = loaded(&run.lines).iter().find(|l| l.waits()).map(|l| l.party);
    match next.flatten() {
        Some(party) => {
            run.pay(tx, party)?;
            tx.update(&mut run)?;
            let progress = work.progress + 1;
            Ok(Step::Next { cursor: party.to_string(), progress, total: None })
        }
        None => {
            tx.perform(PaymentRun::NAME, run.head.id, "finish", None, &entity::Record::default())?;
            Ok(Step::Done)
        }
    }
}

/// What the bank is to do for a booked run; payments that were taken back are left out.
pub fn order(read: &Read, run: Id<PaymentRun>) -> Result<BankOrder> {
    let run: PaymentRun = read.get(run)?;
    if run.state != State::Booked {
        return Err(Refusal::new("accounting.run_not_booked").record(&*run.number).into());
    }
    let bank_account: BankAccount = read.get(run.bank_account)?;
    if bank_account.iban.is_none() {
        return Err(Refusal::new("accounting.iban").field("iban").record(&bank_account.name).into());
    }
    let kept = kept::books(read)?;
    let mut transfers: Vec<Transfer> = Vec::new();
    let mut seen = Vec::new();
    for line in loaded(&run.lines) {
        let (Some(id), Some(account)) = (line.payment, line.account) else { continue };
        let item = read.get(line.item)?;
        if let Some(at) = seen.iter().position(|s| *s == id) {
            let said: &mut Transfer = &mut transfers[at];
            said.remittance = format!("{} {}", said.remittance, item.number);
            continue;
        }
        let payment = read.get(id)?;
        if payment.state != crate::payment::State::Posted {
            continue;
        }
        let account: PartyAccount = read.get(account)?;
        let name = match account.holder {
            Some(holder) => holder,
            None => read.get(payment.party)?.name,
        };
        seen.push(id);
        transfers.push(Transfer {
            number: payment.number.unwrap_or_default(),
            name,
            account: account.number,
            bic: account.bic,
            amount: payment.amount,
            remittance: item.number,
        });
    }
    let currency = read.get(bank_account.currency)?;
    Ok(BankOrder {
        id: run.number.to_string(),
        company: kept.company(bank_account.company)?.name.clone(),
        exponent: kept.exponent(bank_account.currency),
        pay_on: run.pay_on,
        currency: currency.code,
        bank_account,
        transfers,
    })
}

impl Business for RunLine {}

impl Business for PaymentRun {
    const OPERATIONS: &'static [Operation] = &operations![PaymentRun:
        propose: [Draft] => same,
        approve: [Draft] => Approved,
        reopen: [Approved] => Draft,
        book: [Approved] => Booking,
        finish if can_finish: [Booking] => Booked,
        advise if can_advise: [Booked] => same,
        cancel: [Draft, Approved] => Cancelled,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.bank_account.is_valid() {
            let account = read.get(self.bank_account)?;
            (self.company, self.currency) = (Some(account.company), Some(account.currency));
        }
        // A new draft begins with what is due.
        if !self.head.saved() && loaded(&self.lines).is_empty() && self.company.is_some() {
            self.lines = proposal::lines(read, self)?.into();
        }
        if let Lines::Loaded(lines) = &mut self.lines {
            for (place, line) in lines.iter_mut().enumerate().filter(|(_, l)| l.item.is_valid()) {
                proposal::complete(read, line)?;
                if touched.has_line("lines", place, "left_out") {
                    line.because = line.left_out.then_some(Why::ByHand);
                }
            }
        }
        let paid = loaded(&self.lines).iter().filter(|l| !l.left_out);
        self.total = Money::sum(paid.map(|l| l.amount))?;
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        for (place, line) in loaded(&self.lines).iter().enumerate().filter(|(_, l)| !l.left_out) {
            let field = |name: &str| format!("lines.{place}.{name}");
            let Some(item) = read.select::<OpenItem>("id = $1", &[Value::Int(line.item.raw())])?.into_iter().next()
            else {
                continue;
            };
            let ours = Some(item.company) == self.company && Some(item.currency) == self.currency;
            refusals.ensure(ours, "accounting.item_of_other_company", field("item"));
            let wanted = line.amount.checked_add(line.discount)?.checked_neg()?;
            let fits = wanted.signum() == item.open.signum() && wanted.minor().abs() <= item.open.minor().abs();
            refusals.ensure(fits, "accounting.more_than_open", field("amount"));
            let belongs = match line.account {
                Some(account) => Some(read.get(account)?.party) == line.party,
                // A credit note needs no account of its own.
                None => line.amount.is_negative(),
            };
            refusals.ensure(belongs, "accounting.payee_account", field("account"));
        }
        Ok(())
    }
}
