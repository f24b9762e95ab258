//! Clearing: open items of a party set off against each other later, without money moving, and how that is taken back.

use crate::open_item::{self, OpenItem};
use crate::payment::exchange_difference;
use crate::posting::{self, Numbering, Posting, Source};
use crate::{Journal, JournalEntry, Part, Reversal, Side, kept, terms};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines};
use ledger::Line;
use parties::{Party, loaded};
use platform::{Company, Currency};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Where a clearing stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Posted,
    /// The items are open again.
    #[choice(tone = "warn")]
    Reversed,
}

/// Debts and credits of one party that settle each other: an invoice and a payment on account, or what a customer who also supplies
/// owes and is owed.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.clearing",
    kind = 123,
    icon = "link-2",
    title = "number",
    search(number, text),
    sort = "-posted_on",
    editable(draft),
    view(drafts = "filter=state%20%3D%20draft&sort=-posted_on")
)]
pub struct Clearing {
    pub head: Head,
    #[field(read_only, indexed, column, max = 40)]
    pub number: Option<String>,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub party: Id<Party>,
    #[field(column)]
    pub currency: Option<Id<Currency>>,
    #[field(indexed, column)]
    pub posted_on: Date,
    #[field(max = 200)]
    pub text: Option<String>,
    /// None are proposed: the oldest debts with the oldest credits.
    pub lines: Lines<ClearingLine>,
    /// What the debts lose, which is what the credits lose.
    #[field(computed, column)]
    pub cleared: Money,
    #[field(read_only)]
    pub entry: Option<Id<JournalEntry>>,
    #[field(read_only, max = 200)]
    pub reversed_because: Option<String>,
    #[field(indexed, column)]
    pub state: State,
}

/// So much of one item, with the sign of the item.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.clearing_line", kind = 124, line_of = "accounting.clearing", title = "item")]
pub struct ClearingLine {
    pub head: Head,
    pub item: Id<OpenItem>,
    pub amount: Money,
}

impl ClearingLine {
    /// So much of an item.
    pub fn of(item: Id<OpenItem>, amount: Money) -> ClearingLine {
        ClearingLine { head: Head::default(), item, amount }
    }
}

impl Clearing {
    /// A draft for these lines; without any, they are proposed.
    pub fn new(company: Id<Company>, party: Id<Party>, posted_on: Date, lines: Vec<ClearingLine>) -> Clearing {
        Clearing {
            head: Head::default(),
            number: None,
            company,
            party,
            currency: None,
            posted_on,
            text: None,
            lines: lines.into(),
            cleared: Money::ZERO,
            entry: None,
            reversed_because: None,
            state: State::Draft,
        }
    }

    /// Each item leaves at the rate it came in with; what they differ by in company currency is a gain or a loss of exchange.
    fn post(&mut self, tx: &mut Tx) -> Result<Made> {
        let mut draft = ledger::Draft::new();
        let (mut gap, mut sides) = (Money::ZERO, Vec::new());
        let mut ids: Vec<Id<OpenItem>> = loaded(&self.lines).iter().map(|l| l.item).collect();
        ids.sort_unstable();
        let items: Vec<OpenItem> = tx.lock_many(&ids)?;
        for line in loaded(&self.lines) {
            let item = items.iter().find(|i| i.head.id == line.item.raw());
            let item = item.ok_or_else(|| base::Error::not_found("accounting.open_item", line.item))?;
            let open = settlement::OpenItem { amount: item.open, base: item.open_base };
            let done = settlement::settle(open, line.amount, Money::ZERO).map_err(terms::reckoning)?;
            gap = gap.checked_add(done.cleared.base)?;
            sides.push(item.side);
            let base = done.cleared.base.checked_neg()?;
            draft.push(Line {
                amount: line.amount.checked_neg()?,
                party: Some(item.party.raw()),
                settles: Some(item.head.id),
                ..Line::of(item.account.raw(), item.currency.raw(), base)
            });
        }
        exchange_difference(tx, self.company, gap.checked_neg()?, &mut draft)?;
        let part = if sides.contains(&Side::Receivable) { Part::Receivables } else { Part::Payables };
        let source = Source::of::<Clearing>(self.head.id);
        let posting =
            Posting::new(self.company, Journal::General, part, self.posted_on, Numbering::Legal("CL"), source);
        let posted = posting::post(tx, &posting.text(self.text.as_deref().unwrap_or_default()), draft)?;
        self.number = Some(posted.number);
        self.entry = Some(posted.entry);
        Ok(vec![("accounting.journal_entry", posted.entry.raw())])
    }

    fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let Some(entry) = self.entry else { return Ok(Vec::new()) };
        self.reversed_because = Some(asked.reason);
        let number = self.number.clone().unwrap_or_default();
        let source = Source::of::<Clearing>(self.head.id);
        let mirror = posting::reverse(tx, entry, Part::Receivables, asked.posted_on, &number, source)?;
        Ok(vec![("accounting.journal_entry", mirror.entry.raw())])
    }

    /// The oldest debts with the oldest credits, until one of them is used up.
    fn propose(&mut self, read: &Read) -> Result<()> {
        let Some(currency) = self.currency else { return Ok(()) };
        let items: Vec<OpenItem> = read.select(
            "party = $1 AND settled = 0 AND company = $2 AND currency = $3 AND disputed = 0 AND archived_at IS NULL ORDER BY due_on, id LIMIT 1000",
            &[self.party.into(), self.company.into(), currency.into()],
        )?;
        let sum = |sign: i64| Money::sum(items.iter().map(|i| i.open).filter(|o| o.signum() == sign));
        let most = sum(1)?.min(sum(-1)?.checked_neg()?);
        let mut left = [most, most];
        let mut lines = Vec::new();
        for item in items.iter().filter(|i| !i.open.is_zero()) {
            let rest = &mut left[usize::from(item.open.is_negative())];
            let part = item.open.checked_abs()?.min(*rest);
            *rest = rest.checked_sub(part)?;
            if part.is_positive() {
                lines.push(ClearingLine::of(Id::from_raw(item.head.id), part.checked_mul(item.open.signum())?));
            }
        }
        self.lines = lines.into();
        Ok(())
    }
}

impl Business for ClearingLine {}

impl Business for Clearing {
    const OPERATIONS: &'static [Operation] = &operations![Clearing:
        post: [Draft] => Posted,
        reverse(Reversal): [Posted] => Reversed,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.company.is_valid() {
            return Ok(());
        }
        if let (None, Some(line)) = (self.currency, loaded(&self.lines).iter().find(|l| l.item.is_valid())) {
            self.currency = read.select::<OpenItem>("id = $1", &[line.item.into()])?.first().map(|i| i.currency);
        }
        if self.currency.is_none() {
            self.currency = Some(kept::books(read)?.currency(self.company)?);
        }
        let by_hand = touched.iter().any(|name| name.starts_with("lines."));
        if loaded(&self.lines).is_empty() && !by_hand && self.party.is_valid() {
            self.propose(read)?;
        }
        self.cleared = Money::sum(loaded(&self.lines).iter().map(|l| l.amount).filter(|a| a.is_positive()))?;
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.state != State::Draft {
            return Ok(());
        }
        let lines = loaded(&self.lines);
        let sum = Money::sum(lines.iter().map(|l| l.amount))?;
        if !sum.is_zero() {
            refusals.add(Refusal::new("accounting.clearing_unbalanced").field("lines").arg("gap", sum.minor()));
        }
        refusals.ensure(!lines.is_empty(), "accounting.nothing_to_clear", "lines");
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let Some(item) = read.select::<OpenItem>("id = $1", &[line.item.into()])?.into_iter().next() else {
                continue;
            };
            let ours = (item.company, item.party, Some(item.currency)) == (self.company, self.party, self.currency);
            refusals.ensure(ours, "accounting.item_of_other_party", field("item"));
            refusals.ensure(
                !lines[..place].iter().any(|l| l.item == line.item),
                "accounting.item_twice",
                field("item"),
            );
            let fits = line.amount.signum() == item.open.signum()
                && line.amount.checked_abs()? <= item.open.checked_abs()?
                && !line.amount.is_zero();
            refusals.ensure(fits, "accounting.more_than_open", field("amount"));
        }
        Ok(())
    }
}

/// What was taken off an item, fact by fact, newest last: what undoing leaves stands beside what it undid.
pub fn history(read: &Read, item: Id<OpenItem>) -> Result<Vec<open_item::Allocation>> {
    read.select("item = $1 AND archived_at IS NULL ORDER BY id", &[item.into()])
}
