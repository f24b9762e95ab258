//! Dunning: how customers are reminded, step by step, and what a reminder costs them. Fees and interest are debts of their own.

mod proposal;

use crate::open_item::OpenItem;
use crate::payment::Exchange;
use crate::posting::{self, Numbering, Posting, Source};
use crate::{Journal, Part, Role, account};
use base::{Date, Id, Instant, Money, Percent, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Lines, Number, Text, Value};
use ledger::Line;
use parties::printing::Receiver;
use parties::{AddressUse, Party, Use, loaded};
use platform::print::Asked;
use platform::{Company, Currency, Host, mail};
use std::collections::BTreeMap;
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, operations};
use ui::Arg;

/// How many days a year has for interest.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum YearDays {
    #[default]
    #[choice(code = "365")]
    Of365,
    #[choice(code = "360")]
    Of360,
}

/// How customers are reminded: levels in order, and from when on it is worth it.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dunning_procedure",
    kind = 135,
    plural = "dunning-procedures",
    icon = "bell-ring",
    title = "name",
    search(name),
    sort = "name"
)]
pub struct DunningProcedure {
    pub head: Head,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    /// Of fees and the least amount; debts in other currencies have procedures of their own.
    #[field(column)]
    pub currency: Id<Currency>,
    /// Days after the due day on which nobody is reminded.
    #[field(column)]
    pub grace_days: i64,
    /// Less overdue than this is not asked for.
    #[field(column)]
    pub least: Money,
    pub year_days: YearDays,
    /// Credits and payments on account pay the oldest debts first, before anybody is asked.
    #[field(default = "1")]
    pub credits_offset: bool,
    pub levels: Lines<DunningLevel>,
}

/// One level, the first first.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.dunning_level",
    kind = 136,
    line_of = "accounting.dunning_procedure",
    title = "min_days_overdue"
)]
pub struct DunningLevel {
    pub head: Head,
    /// Days overdue, after the grace days.
    pub min_days_overdue: i64,
    /// Days after the reminder before.
    pub min_days_since_last: i64,
    /// Charged once a letter.
    pub fee: Money,
    /// For a year; zero charges none.
    pub interest: Percent,
    /// What the letter says.
    pub text: Option<Text>,
    /// New orders wait.
    pub stops_credit: bool,
}

/// Where a run stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Proposed, to be looked through.
    #[default]
    Draft,
    /// Its letters are out, its fees and interest in the books.
    #[choice(tone = "success")]
    Released,
    Cancelled,
}

/// A run on a day.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.dunning_run",
    kind = 137,
    plural = "dunning-runs",
    icon = "mail-warning",
    title = "number",
    number = "DR-{year}-{seq}",
    search(number),
    sort = "-run_on",
    editable(draft)
)]
pub struct DunningRun {
    pub head: Head,
    #[field(column, indexed)]
    pub number: Number,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub procedure: Id<DunningProcedure>,
    #[field(indexed, column)]
    pub run_on: Date,
    #[field(computed)]
    pub currency: Option<Id<Currency>>,
    pub lines: Lines<DunningLine>,
    /// What is asked for.
    #[field(computed, column)]
    pub asked: Money,
    #[field(computed, column)]
    pub fees: Money,
    #[field(computed, column)]
    pub interest: Money,
    /// When its letters were last sent by e-mail, how many by then, and who has no address for it.
    #[field(read_only)]
    pub mailed_at: Option<Instant>,
    #[field(read_only)]
    pub mailed: Option<i64>,
    #[field(read_only, max = 20000)]
    pub unreached: Option<Text>,
    #[field(indexed, column)]
    pub state: State,
}

/// A debt that a letter asks for. The highest level of a party's lines is the letter's.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "accounting.dunning_line",
    kind = 138,
    line_of = "accounting.dunning_run",
    title = "item",
    large,
    index(item)
)]
pub struct DunningLine {
    pub head: Head,
    #[field(read_only)]
    pub item: Id<OpenItem>,
    #[field(read_only)]
    pub party: Id<Party>,
    #[field(read_only)]
    pub currency: Id<Currency>,
    #[field(read_only)]
    pub due_on: Date,
    #[field(read_only)]
    pub days_overdue: i64,
    /// What is open of it, less credits.
    #[field(read_only)]
    pub open: Money,
    #[field(read_only)]
    pub level: i64,
    #[field(read_only)]
    pub interest: Money,
    /// Taken out by whoever looked through.
    pub left_out: bool,
    #[field(max = 200)]
    pub because: Option<String>,
}

/// What one party is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub party: Id<Party>,
    /// The highest of its debts.
    pub level: usize,
    pub fee: Money,
    pub interest: Money,
    pub asked: Money,
}

impl DunningRun {
    /// A run of a day.
    pub fn new(company: Id<Company>, procedure: Id<DunningProcedure>, run_on: Date) -> DunningRun {
        DunningRun {
            head: Head::default(),
            number: Number::default(),
            company,
            procedure,
            run_on,
            currency: None,
            lines: Lines::default(),
            asked: Money::ZERO,
            fees: Money::ZERO,
            interest: Money::ZERO,
            mailed_at: None,
            mailed: None,
            unreached: None,
            state: State::Draft,
        }
    }

    /// The letters of its lines, by party.
    pub fn letters(&self, read: &Read) -> Result<Vec<Letter>> {
        let procedure = read.get(self.procedure)?;
        let mut letters: BTreeMap<i64, Letter> = BTreeMap::new();
        for line in loaded(&self.lines).iter().filter(|l| !l.left_out) {
            let (party, none) = (line.party, Money::ZERO);
            let letter = letters.entry(party.raw()).or_insert(Letter {
                party,
                level: 0,
                fee: none,
                interest: none,
                asked: none,
            });
            letter.level = letter.level.max(usize::try_from(line.level).unwrap_or(0));
            letter.interest = letter.interest.checked_add(line.interest)?;
            letter.asked = letter.asked.checked_add(line.open)?;
        }
        let mut letters: Vec<Letter> = letters.into_values().collect();
        for letter in &mut letters {
            let level = letter.level.checked_sub(1).and_then(|at| loaded(&procedure.levels).get(at));
            letter.fee = level.map_or(Money::ZERO, |l| l.fee);
        }
        Ok(letters)
    }

    /// Looks again at what is overdue.
    fn propose(&mut self, tx: &mut Tx) -> Result<Made> {
        self.lines = proposal::lines(tx, self)?.into();
        Ok(Vec::new())
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// Each letter's fee and interest become debts of the party; each debt notes its level. What was paid or reminded since the
    /// proposal is left out.
    fn release(&mut self, tx: &mut Tx) -> Result<Made> {
        let ids: Vec<Id<OpenItem>> = loaded(&self.lines).iter().filter(|l| !l.left_out).map(|l| l.item).collect();
        let items: Vec<OpenItem> = tx.lock_many(&ids)?;
        if let Lines::Loaded(lines) = &mut self.lines {
            for line in lines.iter_mut().filter(|l| !l.left_out) {
                let item = items.iter().find(|i| i.head.id == line.item.raw());
                let stands = item
                    .is_some_and(|i| !i.settled && !i.disputed && i.blocked.is_none() && i.dunning_level < line.level);
                line.left_out = !stands;
            }
        }
        let letters = self.letters(tx)?;
        if letters.is_empty() {
            return Err(Refusal::new("accounting.nobody_to_remind").field("lines").into());
        }
        let procedure: DunningProcedure = tx.get(self.procedure)?;
        let mut made = Made::new();
        for letter in &letters {
            if let Some(entry) = self.charge(tx, &procedure, letter)? {
                made.push(("accounting.journal_entry", entry));
            }
        }
        for line in loaded(&self.lines).iter().filter(|l| !l.left_out) {
            let level = loaded(&procedure.levels).get(usize::try_from(line.level - 1).unwrap_or(0));
            let charged = level.is_some_and(|l| !l.interest.is_zero());
            let sql = store::sql!(
                "accounting.item_reminded",
                "UPDATE accounting_open_item SET dunning_level = $1, dunned_on = $2, interest_until = COALESCE($3, interest_until) WHERE id = $4"
            );
            let until = if charged { Value::from(self.run_on) } else { Value::Null };
            tx.execute(sql, &[line.level.into(), self.run_on.into(), until, line.item.into()])?;
        }
        Ok(made)
    }

    /// Without a mail server it is printed.
    fn can_send(&self, read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("platform.mail_off");
        Ok(if mail::sends(read)? { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// Each letter goes out as PDF where the customer has an address for it, once; who has none stands on the run.
    fn send(&mut self, tx: &mut Tx) -> Result<Made> {
        let words = mail::words(tx)?;
        let asked = Asked { words: &words, query: &[] };
        let host = Host::of(tx, DunningRun::DEF.name, self.head.id)?;
        let company: Company = tx.get(self.company)?;
        let (mut mailed, mut unreached) = (0, Vec::new());
        for letter in self.letters(tx)? {
            let party: Party = tx.get(letter.party)?;
            let Some(to) = parties::mail_address(tx, letter.party, Use::Billing)?.filter(|to| mail::address(to)) else {
                unreached.push(party.name);
                continue;
            };
            // The language of the paper that goes along.
            let country = Receiver::of(tx, letter.party, AddressUse::Bill)?.country();
            let lang = asked.wording(tx, party.language, country)?.lang;
            let texts = [("company", Arg::Text(&company.name)), ("number", Arg::Text(&self.number))];
            let draft = mail::Draft {
                key: format!("dunning {} {}", self.head.id, letter.party),
                to,
                subject: words.t_args(lang, "accounting-dunning-mail-subject", &texts),
                body: words.t_args(lang, "accounting-dunning-mail-body", &texts),
                name: Some(party.name),
                host: Some(host),
                company: Some(self.company),
                print: Some((host, format!("party={}", letter.party), format!("{}.pdf", &*self.number))),
                ..mail::Draft::default()
            };
            mail::queue(tx, draft)?;
            mailed += 1;
        }
        (self.mailed_at, self.mailed) = (Some(tx.now()), Some(mailed));
        self.unreached = (!unreached.is_empty()).then(|| Text::new(unreached.join("\n")));
        Ok(Made::new())
    }

    /// Receivables against income: fee and interest open an item each, so they stay when the principal is paid.
    fn charge(&self, tx: &mut Tx, procedure: &DunningProcedure, letter: &Letter) -> Result<Option<i64>> {
        if letter.fee.is_zero() && letter.interest.is_zero() {
            return Ok(None);
        }
        let exchange = Exchange::spot(tx, procedure.currency, self.company, self.run_on)?;
        let receivable = account(tx, self.company, Role::Receivable, None)?.raw();
        let mut draft = ledger::Draft::new();
        for (amount, role) in [(letter.fee, Role::DunningIncome), (letter.interest, Role::InterestIncome)] {
            let base = exchange.worth(amount)?;
            let line = |account: i64, amount: Money, base: Money| Line {
                amount,
                ..Line::of(account, procedure.currency.raw(), base)
            };
            let party = Some(letter.party.raw());
            draft.push(Line { party, due_on: Some(self.run_on), ..line(receivable, amount, base) });
            let income = account(tx, self.company, role, None)?.raw();
            draft.push(line(income, amount.checked_neg()?, base.checked_neg()?));
        }
        let source = Source::of::<DunningRun>(self.head.id);
        let number = Numbering::Legal("DU");
        let posting = Posting::new(self.company, Journal::Sales, Part::Receivables, self.run_on, number, source);
        posting::post(tx, &posting.text(&self.number), draft).map(|p| Some(p.entry.raw()))
    }
}

/// The highest level that a party has been reminded of on what it still owes; credit checks ask.
pub fn highest_level(read: &Read, company: Id<Company>, party: Id<Party>) -> Result<i64> {
    let sql = store::sql!(
        "accounting.highest_level",
        "SELECT COALESCE(MAX(dunning_level), 0) FROM accounting_open_item WHERE party = $1 AND side = 'receivable' \
         AND settled = 0 AND company = $2 AND archived_at IS NULL"
    );
    read.number(sql, &[party.into(), company.into()])
}

impl Business for DunningLevel {}
impl Business for DunningLine {}

impl Business for DunningProcedure {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let levels = loaded(&self.levels);
        refusals.ensure(!levels.is_empty(), "accounting.procedure_without_levels", "levels");
        refusals.ensure((0..=365).contains(&self.grace_days), "accounting.days_range", "grace_days");
        refusals.ensure(!self.least.is_negative(), "accounting.fee_negative", "least");
        for (place, level) in levels.iter().enumerate() {
            let field = |name: &str| format!("levels.{place}.{name}");
            let later = place == 0 || levels[place - 1].min_days_overdue <= level.min_days_overdue;
            refusals.ensure(
                later && level.min_days_overdue > 0,
                "accounting.levels_in_order",
                field("min_days_overdue"),
            );
            refusals.ensure(
                (0..=365).contains(&level.min_days_since_last),
                "accounting.days_range",
                field("min_days_since_last"),
            );
            refusals.ensure(!level.fee.is_negative(), "accounting.fee_negative", field("fee"));
            let range = !level.interest.is_negative() && level.interest <= Percent::HUNDRED;
            refusals.ensure(range, "accounting.percent_range", field("interest"));
        }
        Ok(())
    }
}

impl Business for DunningRun {
    const OPERATIONS: &'static [Operation] = &operations![DunningRun:
        propose: [Draft] => same,
        release: [Draft] => Released,
        cancel: [Draft] => Cancelled,
        send if can_send: [Released] => same,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.state != State::Draft || !self.procedure.is_valid() || !self.company.is_valid() {
            return Ok(());
        }
        self.currency = Some(read.get(self.procedure)?.currency);
        if !self.head.saved() && loaded(&self.lines).is_empty() {
            self.lines = proposal::lines(read, self)?.into();
        }
        let letters = self.letters(read)?;
        self.asked = Money::sum(letters.iter().map(|l| l.asked))?;
        self.fees = Money::sum(letters.iter().map(|l| l.fee))?;
        self.interest = Money::sum(letters.iter().map(|l| l.interest))?;
        Ok(())
    }
}
