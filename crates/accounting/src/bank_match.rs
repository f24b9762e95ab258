//! Matches: which movements of the bank are which payments, and what else they are. Undoing one takes back the match alone.

use crate::payment::{Exchange, exchange_difference};
use crate::posting::{self, Numbering, Posting, Source};
use crate::statement::BankTransaction;
use crate::{Account, BankAccount, Control, Journal, JournalEntry, Part, Payment, Reversal, kept, terms};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Named, Value};
use ledger::Line;
use parties::loaded;
use platform::{Company, Currency};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where a match stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    /// Movements and payments are unmatched again.
    #[choice(tone = "warn")]
    Reversed,
}

/// Movements of one bank account, as many as belong together, and what they are.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.bank_match",
    kind = 130,
    plural = "bank-matches",
    icon = "git-merge",
    title = "number",
    search(number),
    sort = "-posted_on",
    editable(draft)
)]
pub struct BankMatch {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(computed, column)]
    pub company: Option<Id<Company>>,
    #[field(column)]
    pub bank_account: Id<BankAccount>,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    #[field(indexed, column)]
    pub posted_on: Date,
    pub lines: Lines<MatchLine>,
    /// What moved in all, with its sign.
    #[field(computed, column)]
    pub amount: Money,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
}

/// A movement, a payment that it shows, or an account for the rest: exactly one of them.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.match_line",
    kind = 131,
    line_of = "accounting.bank_match",
    title = "amount",
    large,
    index(movement),
    index(payment)
)]
pub struct MatchLine {
    pub head: Head,
    pub movement: Option<Id<BankTransaction>>,
    pub payment: Option<Id<Payment>>,
    pub account: Option<Id<Account>>,
    /// With the sign of the movement: what came in is positive.
    pub amount: Money,
    /// What it was worth on the account of payments in transit.
    #[field(read_only, currency = "company_currency")]
    pub amount_base: Money,
    #[field(read_only)]
    pub company_currency: Option<Id<Currency>>,
    #[field(max = 200)]
    pub text: Option<String>,
}

impl MatchLine {
    /// So much of a movement.
    pub fn movement(movement: Id<BankTransaction>, amount: Money) -> MatchLine {
        MatchLine {
            head: Head::default(),
            movement: Some(movement),
            payment: None,
            account: None,
            amount,
            amount_base: Money::ZERO,
            company_currency: None,
            text: None,
        }
    }

    /// So much of a payment.
    pub fn payment(payment: Id<Payment>, amount: Money) -> MatchLine {
        MatchLine { movement: None, payment: Some(payment), ..MatchLine::movement(Id::from_raw(0), amount) }
    }

    /// So much of it is this: a fee, interest.
    pub fn account(account: Id<Account>, amount: Money) -> MatchLine {
        MatchLine { movement: None, account: Some(account), ..MatchLine::movement(Id::from_raw(0), amount) }
    }
}

impl BankMatch {
    /// A draft.
    pub fn new(bank_account: Id<BankAccount>, posted_on: Date, lines: Vec<MatchLine>) -> BankMatch {
        BankMatch {
            head: Head::default(),
            number: None,
            company: None,
            bank_account,
            currency: None,
            posted_on,
            lines: lines.into(),
            amount: Money::ZERO,
            entry: None,
            reversed_because: None,
            state: State::Draft,
        }
    }

    /// Bank against payments in transit, and against the accounts of what else it is. Whoever made payments in the same step has
    /// drawn numbers already, so nothing is locked here that this transaction holds.
    pub(crate) fn book(&mut self, tx: &mut Tx) -> Result<()> {
        let account: BankAccount = tx.get(self.bank_account)?;
        let exchange = Exchange::spot(tx, account.currency, account.company, self.posted_on)?;
        let currency = account.currency.raw();
        let clearing = account.clearing(tx)?.raw();
        let line = |to: i64, amount: Money, base: Money| Line { amount, ..Line::of(to, currency, base) };
        let movements = held(tx, loaded(&self.lines).iter().filter_map(|l| l.movement))?;
        let payments: Vec<Payment> = held(tx, loaded(&self.lines).iter().filter_map(|l| l.payment))?;
        let mut draft = ledger::Draft::new();
        draft.push(line(account.account.raw(), self.amount, exchange.worth(self.amount)?));
        let own = kept::books(tx)?.currency(account.company)?;
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        for one in lines {
            let contra = one.amount.checked_neg()?;
            if let Some(to) = one.account {
                draft.push(Line {
                    text: one.text.clone().unwrap_or_default(),
                    ..line(to.raw(), contra, exchange.worth(contra)?)
                });
            }
            if let Some(payment) = one.payment.and_then(|id| payments.iter().find(|p| p.head.id == id.raw())) {
                let cleared = show(tx, payment, one.amount)?;
                let to = match payment.bank_account {
                    Some(other) if other != self.bank_account => tx.get(other)?.clearing(tx)?.raw(),
                    _ => clearing,
                };
                (one.amount_base, one.company_currency) = (cleared, Some(own));
                draft.push(line(to, contra, cleared.checked_neg()?));
            }
            if let Some(movement) = one.movement.and_then(|id| movements.iter().find(|m| m.head.id == id.raw())) {
                matched(tx, movement, one.amount)?;
            }
        }
        // A payment of an earlier day came in at its own rate.
        exchange_difference(tx, account.company, draft.gap()?, &mut draft)?;
        let source = Source::of::<BankMatch>(self.head.id);
        let number = Numbering::Legal("BM");
        let header = Posting::new(account.company, Journal::Bank, Part::General, self.posted_on, number, source);
        let posted = posting::post(tx, &header, draft)?;
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        Ok(())
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        self.book(tx)?;
        Ok(self.entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// The entry gets its mirror; movements and payments are as they were before.
    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let Some(entry) = self.entry else { return Ok(Vec::new()) };
        let movements = held(tx, loaded(&self.lines).iter().filter_map(|l| l.movement))?;
        let payments: Vec<Payment> = held(tx, loaded(&self.lines).iter().filter_map(|l| l.payment))?;
        for one in loaded(&self.lines) {
            let back = one.amount.checked_neg()?;
            if let Some(movement) = one.movement.and_then(|id| movements.iter().find(|m| m.head.id == id.raw())) {
                matched(tx, movement, back)?;
            }
            if let Some(payment) = one.payment.and_then(|id| payments.iter().find(|p| p.head.id == id.raw())) {
                let sign = payment.direction.sign();
                let base = one.amount_base.checked_neg()?;
                write_shown(tx, payment, back.checked_mul(sign)?, base.checked_mul(sign)?)?;
            }
        }
        self.reversed_because = Some(asked.reason);
        let number = self.number.clone().unwrap_or_default();
        let source = Source::of::<BankMatch>(self.head.id);
        let mirror = posting::reverse(tx, entry, Part::General, asked.posted_on, &number, source)?;
        Ok(vec![("accounting.journal_entry", mirror.entry.raw())])
    }
}

/// Records locked unless this transaction has them, by id.
fn held<E: Entity + Named>(tx: &mut Tx, ids: impl Iterator<Item = Id<E>>) -> Result<Vec<E>> {
    let mut ids: Vec<Id<E>> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    match ids.iter().all(|id| tx.holds(*id)) {
        true => ids.iter().map(|id| tx.get(*id)).collect(),
        false => tx.lock_many(&ids),
    }
}

/// Notes that a statement shows so much of a payment; answers what that is worth on the account of payments in transit.
fn show(tx: &mut Tx, payment: &Payment, amount: Money) -> Result<Money> {
    let sign = payment.direction.sign();
    let left = payment.unmatched()?;
    let done = settlement::settle(left, amount.checked_mul(sign)?, Money::ZERO).map_err(terms::reckoning)?;
    write_shown(tx, payment, done.cleared.amount, done.cleared.base)?;
    Ok(done.cleared.base.checked_mul(sign)?)
}

fn write_shown(tx: &mut Tx, payment: &Payment, amount: Money, base: Money) -> Result<()> {
    let sql = store::sql!(
        "accounting.payment_shown",
        "UPDATE accounting_payment SET matched = matched + $1, matched_base = matched_base + $2 WHERE id = $3"
    );
    tx.execute(sql, &[amount.into(), base.into(), payment.head.id.into()]).map(|_| ())
}

fn matched(tx: &mut Tx, movement: &BankTransaction, amount: Money) -> Result<()> {
    let now = movement.matched.checked_add(amount)?;
    let turned = now.signum() * movement.amount.signum() < 0;
    if turned || now.checked_abs()? > movement.amount.checked_abs()? {
        return Err(Refusal::new("accounting.more_than_moved").field("lines").record(&movement.text).into());
    }
    let sql = store::sql!(
        "accounting.movement_matched",
        "UPDATE accounting_bank_transaction SET matched = $1, settled = $2 WHERE id = $3"
    );
    let settled = Value::from(now == movement.amount);
    tx.execute(sql, &[now.into(), settled, movement.head.id.into()]).map(|_| ())
}

impl Business for MatchLine {}

impl Business for BankMatch {
    const OPERATIONS: &'static [Operation] = &operations![BankMatch:
        post: [Draft] => Posted,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.bank_account.is_valid() {
            let account = read.get(self.bank_account)?;
            (self.company, self.currency) = (Some(account.company), Some(account.currency));
        }
        self.amount = Money::sum(loaded(&self.lines).iter().filter(|l| l.movement.is_some()).map(|l| l.amount))?;
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let lines = loaded(&self.lines);
        let kept = kept::books(read)?;
        let other = Money::sum(lines.iter().filter(|l| l.movement.is_none()).map(|l| l.amount))?;
        if other != self.amount {
            let gap = self.amount.checked_sub(other)?;
            refusals.add(Refusal::new("accounting.match_unbalanced").field("lines").arg("gap", gap.minor()));
        }
        refusals.ensure(lines.iter().any(|l| l.movement.is_some()), "accounting.match_without_movement", "lines");
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let named = [line.movement.is_some(), line.payment.is_some(), line.account.is_some()];
            refusals.ensure(named.iter().filter(|n| **n).count() == 1, "accounting.match_line_one", field("movement"));
            let again = |l: &MatchLine| {
                (l.movement.is_some() && l.movement == line.movement)
                    || (l.payment.is_some() && l.payment == line.payment)
            };
            refusals.ensure(!lines[..place].iter().any(again), "accounting.item_twice", field("amount"));
            if let Some(account) = line.account {
                let account = kept.account(account.raw())?;
                let fits =
                    Some(account.company) == self.company && !account.heading && account.control == Control::Without;
                refusals.ensure(fits, "accounting.control_by_hand", field("account"));
            }
            if let Some(payment) = line.payment {
                let payment = read.get(payment)?;
                let ours = Some(payment.company) == self.company
                    && payment.currency == self.currency
                    && payment.state == crate::payment::State::Posted
                    && payment.means == crate::Means::Bank;
                refusals.ensure(ours, "accounting.payment_not_in_transit", field("payment"));
            }
            if let Some(movement) = line.movement {
                let ours = read.get(movement)?.bank_account == self.bank_account;
                refusals.ensure(ours, "accounting.movement_of_other_account", field("movement"));
            }
        }
        Ok(())
    }
}
