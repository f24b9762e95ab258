//! Revaluation: what open items and bank accounts in other currencies are worth at a closing rate. Items are valued on an adjustment
//! account and turned back the next day; a bank account is adjusted itself.

use crate::open_item::OpenItem;
use crate::payment::Exchange;
use crate::posting::{self, Numbering, Posting, Source};
use crate::{BankAccount, Journal, JournalEntry, Part, RateKind, Role, account, calendar, kept, terms};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Value};
use ledger::Line;
use parties::loaded;
use platform::{Company, Currency};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where a revaluation stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
}

/// A revaluation of a company on a day.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.revaluation",
    kind = 140,
    icon = "scale-3d",
    title = "number",
    search(number),
    sort = "-revalued_on",
    editable(draft)
)]
pub struct Revaluation {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    /// Usually the last day of a month.
    #[field(indexed, column)]
    pub revalued_on: Date,
    #[field(computed)]
    pub lines: Lines<RevaluationLine>,
    #[field(computed)]
    pub company_currency: Option<Id<Currency>>,
    /// Gains less losses.
    #[field(computed, column, currency = "company_currency")]
    pub difference: Money,
    /// Of open items; its mirror stands on the next day.
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only)]
    pub mirror: Option<Id<JournalEntry>>,
    /// Of bank accounts.
    #[field(read_only)]
    pub bank_entry: Option<Id<JournalEntry>>,
    #[field(indexed, column)]
    pub state: State,
}

/// What one open item or bank account was worth in the books, and what it is worth.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.revaluation_line",
    kind = 141,
    line_of = "accounting.revaluation",
    title = "item",
    large,
    index(item)
)]
pub struct RevaluationLine {
    pub head: Head,
    #[field(read_only)]
    pub item: Option<Id<OpenItem>>,
    #[field(read_only)]
    pub bank_account: Option<Id<BankAccount>>,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only)]
    pub open: Money,
    #[field(read_only)]
    pub company_currency: Id<Currency>,
    #[field(read_only, currency = "company_currency")]
    pub booked_base: Money,
    #[field(read_only, currency = "company_currency")]
    pub closing_base: Money,
    #[field(read_only, currency = "company_currency")]
    pub difference: Money,
}

impl Revaluation {
    /// A draft; saved, it shows what it would post.
    pub fn new(company: Id<Company>, revalued_on: Date) -> Revaluation {
        Revaluation {
            head: Head::default(),
            number: None,
            company,
            revalued_on,
            lines: Lines::default(),
            company_currency: None,
            difference: Money::ZERO,
            entry: None,
            mirror: None,
            bank_entry: None,
            state: State::Draft,
        }
    }

    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        tx.lock_key("revaluation", &self.company.to_string())?;
        self.lines = lines(tx, self.company, self.revalued_on)?.into();
        let own = kept::books(tx)?.currency(self.company)?;
        let (mut items, mut banks) = (ledger::Draft::new(), ledger::Draft::new());
        let adjustment = account(tx, self.company, Role::ExchangeAdjustment, None)?.raw();
        for line in loaded(&self.lines) {
            let result = self.result(tx, line.difference)?;
            let difference = Line { amount: Money::ZERO, ..Line::of(0, own.raw(), line.difference) };
            let (draft, account, currency) = match line.bank_account {
                Some(bank) => (&mut banks, tx.get(bank)?.account.raw(), line.currency.raw()),
                None => (&mut items, adjustment, own.raw()),
            };
            draft.push(Line { account, currency, ..difference.clone() });
            draft.push(Line { account: result, base: line.difference.checked_neg()?, ..difference });
        }
        let source = Source::of::<Revaluation>(self.head.id);
        let mut made = Made::new();
        let mut write = |tx: &mut Tx, draft: ledger::Draft| -> Result<Option<posting::Posted>> {
            if draft.clone().close() == Err(ledger::Unbalanced::Empty) {
                return Ok(None);
            }
            let number = Numbering::Legal("RV");
            let header = Posting::new(self.company, Journal::General, Part::General, self.revalued_on, number, source);
            let posted = posting::post(tx, &header, draft)?;
            made.push(("accounting.journal_entry", posted.entry.raw()));
            Ok(Some(posted))
        };
        let (of_items, of_banks) = (write(tx, items)?, write(tx, banks)?);
        self.number = of_items.as_ref().or(of_banks.as_ref()).map(|p| p.number.clone());
        self.bank_entry = of_banks.map(|p| p.entry);
        if let Some(posted) = of_items {
            let next = calendar::first_open_day(tx, self.company, Part::General, self.revalued_on.add_days(1)?)?;
            let mirror = posting::reverse(tx, posted.entry, Part::General, next, &posted.number, source)?;
            made.push(("accounting.journal_entry", mirror.entry.raw()));
            (self.entry, self.mirror) = (Some(posted.entry), Some(mirror.entry));
        }
        if made.is_empty() {
            return Err(Refusal::new("accounting.nothing_to_revalue").field("revalued_on").into());
        }
        Ok(made)
    }

    fn result(&self, read: &Read, difference: Money) -> Result<i64> {
        let role = if difference.is_negative() { Role::UnrealisedLoss } else { Role::UnrealisedGain };
        account(read, self.company, role, None).map(|a| a.raw())
    }
}

/// What differs on a day, item by item and bank account by bank account.
fn lines(read: &Read, company: Id<Company>, on: Date) -> Result<Vec<RevaluationLine>> {
    let kept = kept::books(read)?;
    let own = kept.currency(company)?;
    let mut lines = Vec::new();
    let mut add = |item, bank_account, currency: Id<Currency>, open: settlement::OpenItem| -> Result<()> {
        if open.amount.is_zero() && open.base.is_zero() {
            return Ok(());
        }
        let closing_base = Exchange::between(read, currency, own, RateKind::Closing, on)?.worth(open.amount)?;
        let difference = settlement::unrealised(open, closing_base).map_err(terms::reckoning)?;
        if !difference.is_zero() {
            lines.push(RevaluationLine {
                head: Head::default(),
                item,
                bank_account,
                currency,
                open: open.amount,
                company_currency: own,
                booked_base: open.base,
                closing_base,
                difference,
            });
        }
        Ok(())
    };
    for row in items_on(read, company, own, on)? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        if kept.account(int(1))?.revalued {
            let open = settlement::OpenItem { amount: Money::from_minor(int(3)), base: Money::from_minor(int(4)) };
            add(Some(Id::from_raw(int(0))), None, Id::from_raw(int(2)), open)?;
        }
    }
    let banks: Vec<BankAccount> = read
        .select("company = $1 AND currency <> $2 AND archived_at IS NULL ORDER BY id", &[company.into(), own.into()])?;
    for bank in banks {
        add(None, Some(bank.id()), bank.currency, bank_balance(read, &bank, on)?)?;
    }
    Ok(lines)
}

/// What was open on a day in other currencies: later allocations are taken back.
fn items_on(read: &Read, company: Id<Company>, own: Id<Currency>, on: Date) -> Result<Vec<store::Row>> {
    let sql = store::sql!(
        "accounting.foreign_items",
        "SELECT i.id, i.account, i.currency, i.open - COALESCE((SELECT SUM(a.amount) FROM accounting_allocation a \
         WHERE a.item = i.id AND a.posted_on > $3 AND a.archived_at IS NULL), 0), i.open_base - COALESCE((SELECT SUM(a.amount_base) \
         FROM accounting_allocation a WHERE a.item = i.id AND a.posted_on > $3 AND a.archived_at IS NULL), 0) FROM accounting_open_item i \
         WHERE i.company = $1 AND i.currency <> $2 AND i.posted_on <= $3 AND i.archived_at IS NULL ORDER BY i.id"
    );
    read.query(sql, &[company.into(), own.into(), on.into()])
}

fn bank_balance(read: &Read, bank: &BankAccount, on: Date) -> Result<settlement::OpenItem> {
    let sql = store::sql!(
        "accounting.bank_balance",
        "SELECT COALESCE(SUM(CASE WHEN currency = $3 THEN amount ELSE 0 END), 0), COALESCE(SUM(amount_base), 0) \
         FROM accounting_journal_line WHERE account = $1 AND posted_on <= $2"
    );
    let row = read.row(sql, &[bank.account.into(), on.into(), bank.currency.into()])?;
    let int = |place: usize| row.as_ref().and_then(|r| r.get(place)).and_then(Value::int).unwrap_or(0);
    Ok(settlement::OpenItem { amount: Money::from_minor(int(0)), base: Money::from_minor(int(1)) })
}

impl Business for RevaluationLine {}

impl Business for Revaluation {
    const OPERATIONS: &'static [Operation] = &operations![Revaluation:
        post: [Draft] => Posted,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.state == State::Draft && self.company.is_valid() {
            self.company_currency = Some(kept::books(read)?.currency(self.company)?);
            let fresh = lines(read, self.company, self.revalued_on)?;
            let figures = |l: &RevaluationLine| (l.item, l.bank_account, l.open, l.booked_base, l.closing_base);
            let known = loaded(&self.lines);
            let same = known.len() == fresh.len() && known.iter().zip(&fresh).all(|(a, b)| figures(a) == figures(b));
            if !same {
                self.lines = fresh.into();
            }
        }
        self.difference = Money::sum(loaded(&self.lines).iter().map(|l| l.difference))?;
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        // Twice on one day would count twice until the next.
        let sql = store::sql!(
            "accounting.revalued_on",
            "SELECT number FROM accounting_revaluation WHERE company = $1 AND revalued_on = $2 AND id <> $3 \
             AND (state = 'posted' OR archived_at IS NULL) ORDER BY id LIMIT 1"
        );
        read.hold("revaluation", &self.company.to_string())?;
        let params = [self.company.into(), self.revalued_on.into(), self.head.id.into()];
        if let Some(row) = read.row(sql, &params)? {
            let other = row.first().map(ToString::to_string).unwrap_or_default();
            refusals.add(Refusal::new("accounting.revalued_already").field("revalued_on").record(other));
        }
        Ok(())
    }
}
