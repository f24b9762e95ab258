//! Manual entries: what an accountant posts by hand. A draft balances before it is posted; a posted one is only reversed.

use crate::posting::{self, Numbering, Posting, Source};
use crate::{Account, Control, DimensionSet, Journal, JournalEntry, Part, RateKind, kept, rate};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines};
use parties::{Party, loaded};
use platform::{Company, Currency};
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

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

/// An entry by hand.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.manual_entry",
    kind = 108,
    plural = "manual-entries",
    icon = "square-pen",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on")
)]
pub struct ManualEntry {
    pub head: Head,
    /// The legal number; drawn when it is posted.
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(column, max = 200)]
    pub text: Option<String>,
    #[field(column)]
    pub currency: Option<Id<Currency>>,
    /// Into the adjustment period of the year.
    pub adjustment: bool,
    /// A mirror is posted on this day by itself, as for accruals.
    pub reverse_on: Option<Date>,
    pub lines: Lines<ManualLine>,
    #[field(computed, column)]
    pub debit: Money,
    #[field(computed, column)]
    pub credit: Money,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// A line of a manual entry: a debit or a credit.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.manual_line", kind = 109, line_of = "accounting.manual_entry", title = "account")]
pub struct ManualLine {
    pub head: Head,
    pub account: Id<Account>,
    #[field(max = 200)]
    pub text: Option<String>,
    pub party: Option<Id<Party>>,
    pub dimensions: Option<Id<DimensionSet>>,
    pub due_on: Option<Date>,
    pub debit: Option<Money>,
    pub credit: Option<Money>,
}

/// What reversing asks for.
#[derive(Input, Clone, Debug)]
pub struct Reversal {
    pub posted_on: Date,
    #[field(max = 200)]
    pub reason: String,
}

impl ManualLine {
    /// Debit less credit.
    pub fn amount(&self) -> Result<Money> {
        Ok(self.debit.unwrap_or(Money::ZERO).checked_sub(self.credit.unwrap_or(Money::ZERO))?)
    }
}

impl ManualEntry {
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let kept = kept::books(tx)?;
        let company_currency = kept.currency(self.company)?;
        let currency = self.currency.unwrap_or(company_currency);
        let quote = rate::quote(tx, currency, company_currency, RateKind::Spot, self.posted_on)?;
        let (from, to) = (kept.exponent(currency), kept.exponent(company_currency));
        let mut draft = ledger::Draft::new();
        let mut rounding = None;
        for line in loaded(&self.lines) {
            let amount = line.amount()?;
            let base = quote.convert(amount, from, to)?;
            rounding = Some(line.account.raw());
            draft.push(ledger::Line {
                amount,
                party: line.party.map(|p| p.raw()),
                dimensions: line.dimensions.map(|d| d.raw()),
                due_on: line.due_on,
                source_line: Some(line.head.id),
                text: line.text.clone().unwrap_or_default(),
                ..ledger::Line::of(line.account.raw(), currency.raw(), base)
            });
        }
        if rounding.is_some() && currency != company_currency {
            let account = crate::account(tx, self.company, crate::Role::Rounding, None)?.raw();
            let most = Money::from_minor(loaded(&self.lines).len() as i64);
            draft = draft.round_off(account, company_currency.raw(), most)?;
        }
        let text = self.text.clone().unwrap_or_default();
        let source = Source::of::<ManualEntry>(self.head.id);
        let on = self.posted_on;
        let header = Posting {
            adjustment: self.adjustment,
            ..Posting::new(self.company, Journal::General, Part::General, on, Numbering::Legal("JE"), source)
                .text(&text)
        };
        let posted = posting::post(tx, &header, draft)?;
        if let Some(on) = self.reverse_on {
            posting::reverse(tx, posted.entry, Part::General, on, &posted.number, source)?;
        }
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        Ok(vec![(JournalEntry::DEF.name, posted.entry.raw())])
    }

    /// What took itself back on a day of its own is not taken back again.
    fn can_reverse(&self, _read: &Read) -> Result<Guard> {
        let by_itself = self.reverse_on.is_some();
        Ok(if by_itself { Guard::Closed(Refusal::new("accounting.already_reversed")) } else { Guard::Open })
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        self.reversed_because = Some(asked.reason);
        let Some(entry) = self.entry else { return Ok(Vec::new()) };
        let number = self.number.clone().unwrap_or_default();
        let source = Source::of::<ManualEntry>(self.head.id);
        let mirror = posting::reverse(tx, entry, Part::General, asked.posted_on, &number, source)?;
        Ok(vec![(JournalEntry::DEF.name, mirror.entry.raw())])
    }
}

impl Business for ManualLine {}

impl Business for ManualEntry {
    const OPERATIONS: &'static [Operation] = &operations![ManualEntry:
        post: [Draft] => Posted,
        reverse(Reversal) if can_reverse: [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.currency.is_none() && self.company.is_valid() {
            self.currency = Some(kept::books(read)?.currency(self.company)?);
        }
        let lines = loaded(&self.lines);
        self.debit = Money::sum(lines.iter().filter_map(|l| l.debit))?;
        self.credit = Money::sum(lines.iter().filter_map(|l| l.credit))?;
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let kept = kept::books(read)?;
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let one = line.debit.is_some_and(|d| !d.is_zero()) != line.credit.is_some_and(|c| !c.is_zero());
            refusals.ensure(one, "accounting.debit_or_credit", field("debit"));
            let Ok(account) = kept.account(line.account.raw()) else { continue };
            let fits = account.company == self.company && !account.heading;
            refusals.ensure(fits, "accounting.role_account_of_company", field("account"));
            // Stock and what clears it follow from goods; only their documents post there.
            let by_hand = !matches!(account.control, Control::Stock | Control::Clearing);
            refusals.ensure(by_hand, "accounting.control_by_hand", field("account"));
            let named = !matches!(account.control, Control::Receivables | Control::Payables) || line.party.is_some();
            refusals.ensure(named, "accounting.control_without_party", field("party"));
        }
        if self.reverse_on.is_some_and(|on| on <= self.posted_on) {
            refusals.field("accounting.reversed_before", "reverse_on");
        }
        Ok(())
    }
}
