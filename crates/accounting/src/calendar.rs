//! The fiscal calendar of a company: years, their periods, and which of them still take postings of which kind.

use crate::{balance, closing};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Fields, Head, Input, Text};
use platform::{Company, User};
use store::{Business, Control, Made, Operation, Read, Refusals, Tx, operations};

/// Whether a fiscal year is in use.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Its periods are not made yet.
    #[default]
    Planned,
    /// It takes postings in its open periods.
    #[choice(tone = "info")]
    Open,
    /// Its result was carried to equity.
    #[choice(tone = "success")]
    Closed,
}

/// A fiscal year of a company.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.fiscal_year",
    kind = 103,
    icon = "calendar-range",
    title = "name",
    search(name),
    sort = "-starts_on",
    unique(company, starts_on)
)]
pub struct FiscalYear {
    pub head: Head,
    #[field(column, max = 20)]
    pub name: String,
    #[field(column)]
    pub company: Id<Company>,
    #[field(indexed, column)]
    pub starts_on: Date,
    /// The last day.
    #[field(column)]
    pub ends_on: Date,
    /// The entry that carried the result to equity.
    #[field(read_only)]
    pub closing_entry: Option<Id<crate::JournalEntry>>,
    #[field(indexed, column)]
    pub state: State,
}

impl FiscalYear {
    /// A year from its first to its last day.
    pub fn new(company: Id<Company>, starts_on: Date, ends_on: Date) -> FiscalYear {
        let name = match starts_on.year() == ends_on.year() {
            true => starts_on.year().to_string(),
            false => format!("{}/{:02}", starts_on.year(), ends_on.year() % 100),
        };
        FiscalYear {
            head: Head::default(),
            name,
            company,
            starts_on,
            ends_on,
            closing_entry: None,
            state: State::Planned,
        }
    }

    /// A year that is open at once, with its periods.
    pub fn begin(tx: &mut Tx, company: Id<Company>, starts_on: Date, ends_on: Date) -> Result<Id<FiscalYear>> {
        let mut year = FiscalYear { state: State::Open, ..FiscalYear::new(company, starts_on, ends_on) };
        let id = tx.insert(&mut year)?;
        year.make_periods(tx)?;
        Ok(id)
    }

    fn make_periods(&self, tx: &mut Tx) -> Result<()> {
        let cuts = ledger::calendar(self.starts_on, self.ends_on)?;
        let mut periods: Vec<Period> = cuts.iter().map(|cut| Period::of(self, cut)).collect();
        tx.insert_many(&mut periods)
    }

    /// The year makes its periods; from then on it takes postings.
    fn open(&mut self, tx: &mut Tx) -> Result<Made> {
        self.make_periods(tx)?;
        Ok(Vec::new())
    }

    /// The result of the year goes to equity by one entry in the adjustment period, and its periods close.
    fn close(&mut self, tx: &mut Tx) -> Result<Made> {
        let entry = closing::close_year(tx, self)?;
        self.closing_entry = entry;
        Ok(entry.map(|e| ("accounting.journal_entry", e.raw())).into_iter().collect())
    }

    /// The closing entry is taken back; the periods open again where they were not closed for good before.
    fn reopen(&mut self, tx: &mut Tx) -> Result<Made> {
        let made = closing::reopen_year(tx, self)?;
        self.closing_entry = None;
        Ok(made)
    }
}

impl Business for FiscalYear {
    const OPERATIONS: &'static [Operation] = &operations![FiscalYear:
        open: [Planned] => Open,
        close: [Open] => Closed,
        reopen: [Closed] => Open,
    ];

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.starts_on <= self.ends_on, "accounting.ends_before_start", "ends_on");
        let longest = self.starts_on.add_months(24)?;
        refusals.ensure(self.ends_on < longest, "accounting.year_too_long", "ends_on");
        read.hold("fiscal_year", &self.company.to_string())?;
        let others = store::sql!(
            "accounting.years_overlapping",
            "SELECT name FROM accounting_fiscal_year WHERE company = $1 AND id <> $2 AND starts_on <= $4 AND ends_on >= $3 AND archived_at IS NULL"
        );
        let params = [self.company.into(), self.head.id.into(), self.starts_on.into(), self.ends_on.into()];
        if let Some(name) = read.row(others, &params)?.and_then(|r| r.first().map(ToString::to_string)) {
            refusals.add(Refusal::new("accounting.years_overlap").field("starts_on").record(name));
        }
        if self.head.saved() && self.state != State::Planned {
            let before = read.get(Id::<FiscalYear>::from_raw(self.head.id))?;
            let moved =
                (before.starts_on, before.ends_on, before.company) != (self.starts_on, self.ends_on, self.company);
            refusals.ensure(!moved || before.state == State::Planned, "accounting.year_in_use", "starts_on");
        }
        Ok(())
    }
}

/// What a period still takes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodState {
    /// Not yet.
    Future,
    /// Everything.
    #[default]
    #[choice(tone = "success")]
    Open,
    /// Only from whoever holds an exception.
    #[choice(tone = "warn")]
    Soft,
    /// Nothing, ever again.
    #[choice(tone = "danger")]
    Hard,
}

/// The part of the books that a posting belongs to.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// Entries by hand, and every posting's other half.
    #[default]
    General,
    Receivables,
    Payables,
    Inventory,
    Assets,
    Payroll,
    Tax,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 7] =
        [Part::General, Part::Receivables, Part::Payables, Part::Inventory, Part::Assets, Part::Payroll, Part::Tax];
}

/// A period of a fiscal year: usually a month.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.period",
    kind = 104,
    icon = "calendar",
    title = "name",
    sort = "-starts_on",
    unique(fiscal_year, number),
    index(company, starts_on)
)]
pub struct Period {
    pub head: Head,
    #[field(read_only, column, max = 30)]
    pub name: String,
    #[field(read_only, column)]
    pub company: Id<Company>,
    #[field(read_only, column)]
    pub fiscal_year: Id<FiscalYear>,
    /// 1, 2, 3 … within the year.
    #[field(read_only)]
    pub number: i64,
    #[field(read_only, indexed, column)]
    pub starts_on: Date,
    /// The last day.
    #[field(read_only, column)]
    pub ends_on: Date,
    /// It takes only adjustments and the closing entry of the year.
    #[field(read_only)]
    pub adjustment: bool,
    #[field(read_only, column)]
    pub general: PeriodState,
    #[field(read_only, column)]
    pub receivables: PeriodState,
    #[field(read_only, column)]
    pub payables: PeriodState,
    #[field(read_only, column)]
    pub inventory: PeriodState,
    #[field(read_only)]
    pub assets: PeriodState,
    #[field(read_only)]
    pub payroll: PeriodState,
    #[field(read_only, column)]
    pub tax: PeriodState,
}

/// Which parts of the books.
#[derive(Input, Clone, Debug)]
pub struct Which {
    /// Nothing is all of them.
    pub part: Option<Part>,
}

impl Period {
    fn of(year: &FiscalYear, cut: &ledger::Cut) -> Period {
        let name = match cut.adjustment {
            true => format!("{} +", year.name),
            false => format!("{}-{:02}", cut.starts_on.year(), cut.starts_on.month()),
        };
        let state = PeriodState::Open;
        Period {
            head: Head::default(),
            name,
            company: year.company,
            fiscal_year: Id::from_raw(year.head.id),
            number: cut.number,
            starts_on: cut.starts_on,
            ends_on: cut.ends_on,
            adjustment: cut.adjustment,
            general: state,
            receivables: state,
            payables: state,
            inventory: state,
            assets: state,
            payroll: state,
            tax: state,
        }
    }

    /// What it still takes of a part.
    pub fn state_of(&self, part: Part) -> PeriodState {
        match part {
            Part::General => self.general,
            Part::Receivables => self.receivables,
            Part::Payables => self.payables,
            Part::Inventory => self.inventory,
            Part::Assets => self.assets,
            Part::Payroll => self.payroll,
            Part::Tax => self.tax,
        }
    }

    fn part_mut(&mut self, part: Part) -> &mut PeriodState {
        match part {
            Part::General => &mut self.general,
            Part::Receivables => &mut self.receivables,
            Part::Payables => &mut self.payables,
            Part::Inventory => &mut self.inventory,
            Part::Assets => &mut self.assets,
            Part::Payroll => &mut self.payroll,
            Part::Tax => &mut self.tax,
        }
    }

    pub(crate) fn set(&mut self, which: Option<Part>, state: PeriodState) -> Result<()> {
        let name = self.name.clone();
        for part in Part::ALL.into_iter().filter(|p| which.is_none_or(|w| w == *p)) {
            let now = self.part_mut(part);
            if *now == PeriodState::Hard && state != PeriodState::Hard {
                if which.is_some() {
                    return Err(Refusal::new("accounting.period_closed_for_good").record(name).into());
                }
                continue;
            }
            *now = state;
        }
        Ok(())
    }

    fn open(&mut self, _tx: &mut Tx, which: Which) -> Result<Made> {
        self.set(which.part, PeriodState::Open)?;
        Ok(Vec::new())
    }

    fn close_softly(&mut self, tx: &mut Tx, which: Which) -> Result<Made> {
        closing::ready(tx, self, which.part)?;
        self.set(which.part, PeriodState::Soft)?;
        Ok(Vec::new())
    }

    fn close_for_good(&mut self, tx: &mut Tx, which: Which) -> Result<Made> {
        closing::ready(tx, self, which.part)?;
        self.set(which.part, PeriodState::Hard)?;
        Ok(Vec::new())
    }
}

impl Business for Period {
    const OPERATIONS: &'static [Operation] = &operations![Period:
        open(Which): [] => same,
        close_softly(Which): [] => same,
        close_for_good(Which): [] => same,
    ];
}

/// Leave for one person to post into a softly closed period, for a while and with a reason.
#[derive(Entity, Clone, Debug)]
#[entity(name = "accounting.lock_exception", kind = 105, icon = "lock-open", title = "reason", sort = "-until", aside)]
pub struct LockException {
    pub head: Head,
    #[field(column)]
    pub period: Id<Period>,
    /// Nothing is every part.
    #[field(column)]
    pub part: Option<Part>,
    #[field(column)]
    pub person: Id<User>,
    /// Until when.
    #[field(indexed, column)]
    pub until: Instant,
    #[field(column, max = 500)]
    pub reason: Text,
    #[field(computed)]
    pub company: Option<Id<Company>>,
}

impl Business for LockException {
    const CONTROLS: &'static [Control] =
        &[Control { name: "period_lock", holds: "", overrides: &["create"], reason: "reason" }];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if self.period.is_valid() {
            self.company = Some(read.get(self.period)?.company);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let month = read.now().micros() + 31 * 86_400_000_000;
        refusals.ensure(self.until.micros() <= month, "accounting.exception_too_long", "until");
        Ok(())
    }
}

/// The period that takes a posting of a part on a day, held against closing until the transaction ends. The one place that
/// answers whether a day is open.
pub fn open_period(read: &Read, company: Id<Company>, part: Part, on: Date, adjustment: bool) -> Result<Id<Period>> {
    taken(read, company, part, on, adjustment).map(|taken| taken.period)
}

/// The period that takes a posting.
pub(crate) struct Taken {
    pub period: Id<Period>,
    /// The name of its fiscal year, which legal numbers carry.
    pub year: String,
    starts_on: Date,
    ends_on: Date,
    tax: PeriodState,
}

impl Taken {
    /// Which stretch of the period a day lies in.
    pub(crate) fn stretch(&self, on: Date) -> i64 {
        balance::stretch(self.starts_on, on)
    }

    /// The day by which tax of an entry is reported: its tax point, or the first day of the next return where the one of that day is
    /// closed, because what was filed is never changed. Whoever has leave to post into the closed return makes a correction of it.
    pub(crate) fn reported_on(&self, read: &Read, company: Id<Company>, taxed_on: Date) -> Result<Date> {
        if self.tax == PeriodState::Open && (self.starts_on..=self.ends_on).contains(&taxed_on) {
            return Ok(taxed_on);
        }
        let periods: Vec<Period> = read.select(
            "company = $1 AND ends_on >= $2 AND adjustment = 0 AND archived_at IS NULL ORDER BY starts_on LIMIT 40",
            &[company.into(), taxed_on.into()],
        )?;
        for period in &periods {
            // Before the books began there is no return of theirs.
            let filed = match period.tax {
                PeriodState::Soft => !excepted(read, period.head.id, Part::Tax)?,
                PeriodState::Hard => true,
                PeriodState::Open | PeriodState::Future => false,
            };
            if !filed {
                let begins = if period.head.id == periods[0].head.id { taxed_on } else { period.starts_on };
                return Ok(begins);
            }
        }
        if periods.is_empty() {
            return Ok(taxed_on);
        }
        Err(Refusal::new("accounting.returns_closed").field("posted_on").arg("day", taxed_on).into())
    }
}

/// The same with what else a posting asks of it.
pub(crate) fn taken(read: &Read, company: Id<Company>, part: Part, on: Date, adjustment: bool) -> Result<Taken> {
    let sql = store::sql!(
        "accounting.period_of",
        "SELECT p.id, p.name, p.general, p.receivables, p.payables, p.inventory, p.assets, p.payroll, p.tax, y.name, \
         p.starts_on, p.ends_on FROM accounting_period p JOIN accounting_fiscal_year y ON y.id = p.fiscal_year \
         WHERE p.company = $1 AND p.starts_on <= $2 AND p.ends_on >= $2 AND p.adjustment = $3 AND p.archived_at IS NULL \
         ORDER BY p.starts_on DESC LIMIT 1 FOR SHARE"
    );
    let row = read.row(sql, &[company.into(), on.into(), i64::from(adjustment).into()])?;
    let Some(row) = row else {
        return Err(Refusal::new("accounting.no_period").field("posted_on").arg("day", on).into());
    };
    let id = row.first().and_then(entity::Value::int).unwrap_or(0);
    let state = |part: Part| {
        let place = 2 + Part::ALL.iter().position(|p| *p == part).unwrap_or(0);
        row.get(place).and_then(entity::Value::text).and_then(PeriodState::from_code).unwrap_or(PeriodState::Hard)
    };
    for part in if part == Part::General { vec![part] } else { vec![part, Part::General] } {
        let soft = match state(part) {
            PeriodState::Open => continue,
            PeriodState::Soft => excepted(read, id, part)?,
            PeriodState::Hard | PeriodState::Future => false,
        };
        if !soft {
            let name = row.get(1).map(ToString::to_string).unwrap_or_default();
            let code = match state(part) {
                PeriodState::Future => "accounting.period_in_future",
                PeriodState::Hard => "accounting.period_closed_for_good",
                _ => "accounting.period_closed",
            };
            return Err(Refusal::new(code).field("posted_on").record(name).arg("day", on).into());
        }
    }
    let day =
        |place: usize| row.get(place).and_then(entity::Value::text).and_then(|t| Date::parse(t).ok()).unwrap_or(on);
    let year = row.get(9).map(ToString::to_string).unwrap_or_default();
    Ok(Taken { period: Id::from_raw(id), year, starts_on: day(10), ends_on: day(11), tax: state(Part::Tax) })
}

fn excepted(read: &Read, period: i64, part: Part) -> Result<bool> {
    let Some(user) = read.who().user else { return Ok(false) };
    let sql = store::sql!(
        "accounting.excepted",
        "SELECT COUNT(*) FROM accounting_lock_exception WHERE period = $1 AND person = $2 AND until > $3 \
         AND (part IS NULL OR part = '' OR part = $4) AND archived_at IS NULL"
    );
    let params = [period.into(), user.into(), entity::Value::from(read.now()), part.code().into()];
    Ok(read.number(sql, &params)? > 0)
}

/// The first day on or after `on` that takes postings of a part: where the program itself posts what belongs to a closed day.
pub fn first_open_day(read: &Read, company: Id<Company>, part: Part, on: Date) -> Result<Date> {
    let periods: Vec<Period> = read.select(
        "company = $1 AND ends_on >= $2 AND adjustment = 0 AND archived_at IS NULL ORDER BY starts_on LIMIT 40",
        &[company.into(), on.into()],
    )?;
    let open = |p: &&Period| p.state_of(part) == PeriodState::Open && p.general == PeriodState::Open;
    match periods.iter().find(open) {
        Some(period) => Ok(period.starts_on.max(on)),
        None => Err(Refusal::new("accounting.no_period").field("posted_on").arg("day", on).into()),
    }
}
