//! A small company and what its accountant reads at the end of a story.

use accounting::charts::Chart;
use accounting::{Account, CostAt, Costing, ExchangeRate, Period, RateKind};
use base::{Date, Id, Money, Quantity, Rate, Result};
use entity::{Entity, Head, Input, Record, Value};
use platform::Currency;
use store::testing::Fresh;
use store::{Read, Tx, Who};
use story::{Calendar, Keeping, Trade, found};

/// Where a story takes place: Ponte Cycles sells bikes at 899 that cost 500, with 21 % tax.
pub struct Stage {
    set: Fresh,
    pub trade: Trade,
    calendar: Calendar,
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn pieces(n: i64) -> Quantity {
    Quantity::whole(n).unwrap()
}

impl Stage {
    /// At the average, cost with the delivery, in the year 2026.
    pub fn new() -> Stage {
        Stage::keeping(Costing::MovingAverage, CostAt::Delivery)
    }

    /// The same with goods valued and booked in another way.
    pub fn keeping(costing: Costing, cost_at: CostAt) -> Stage {
        let calendar = Calendar::at(day("2026-03-02")).unwrap();
        let set = Fresh::with(fondaco::registry(), calendar.options());
        let keeping = Keeping { chart: Chart::General, costing, cost_at };
        let trade = found(&set, keeping, day("2026-01-01")).unwrap();
        Stage { set, trade, calendar }
    }

    /// The next thing happens on this day.
    pub fn on(&self, text: &str) -> &Stage {
        self.calendar.turn_to(day(text)).unwrap();
        self
    }

    pub fn write<T: Send + 'static>(&self, run: impl Fn(&mut Tx) -> Result<T> + Send + 'static) -> T {
        self.set.write(&Who::program("story"), run).unwrap()
    }

    /// What somebody tries, and the codes of what is refused.
    pub fn tries(&self, who: &Who, run: impl Fn(&mut Tx) -> Result<()> + Send + 'static) -> Vec<String> {
        match self.set.write(who, run) {
            Ok(()) => Vec::new(),
            Err(error) => error.refusals().iter().map(|r| r.code.to_string()).collect(),
        }
    }

    /// Makes a record.
    pub fn makes<E: Entity + Clone + Send>(&self, record: E) -> Id<E> {
        self.write(move |tx| tx.insert(&mut record.clone()))
    }

    /// Runs a verb that asks for nothing; the first document it made.
    pub fn does<E: Entity>(&self, id: Id<E>, verb: &'static str) -> i64 {
        self.performs::<E>(id, verb, Record::default())
    }

    /// Runs a verb with its input.
    pub fn does_with<E: Entity, I: Input>(&self, id: Id<E>, verb: &'static str, input: &I) -> i64 {
        self.performs::<E>(id, verb, input.to_record())
    }

    fn performs<E: Entity>(&self, id: Id<E>, verb: &'static str, input: Record) -> i64 {
        let made = self.write(move |tx| tx.perform(E::NAME, id.raw(), verb, None, &input));
        made.first().map_or(0, |(_, id)| *id)
    }

    /// From a day on a dollar is so many euros.
    pub fn dollar_is(&self, on: &'static str, rate: &'static str) -> Id<Currency> {
        self.quotes(on, rate, RateKind::Spot)
    }

    /// The same in a kind of rate.
    pub fn quotes(&self, on: &'static str, rate: &'static str, kind: RateKind) -> Id<Currency> {
        self.write(move |tx| {
            let by = |code: &str| Currency::by_code(tx, code).map(|c| c.unwrap());
            let (dollar, euro) = (by("USD")?, by("EUR")?);
            tx.insert(&mut ExchangeRate {
                head: Head::default(),
                base_currency: dollar,
                currency: euro,
                kind,
                quoted_on: day(on),
                rate: Rate::parse(rate).unwrap(),
            })?;
            Ok(dollar)
        })
    }

    /// The account of a code.
    pub fn account(&self, code: &'static str) -> Id<Account> {
        let company = self.trade.company;
        let find = move |read: &Read| {
            let kept = accounting::kept::books(read)?;
            Ok(kept.chart(company).into_iter().find(|a| a.code == code).map(|a| a.id()))
        };
        self.set.read(&Who::program("story"), find).unwrap().unwrap()
    }

    /// A period by name.
    pub fn period(&self, name: &'static str) -> Period {
        let find = |read: &Read| read.select::<Period>("name = $1", &[name.into()]);
        self.set.read(&Who::program("story"), find).unwrap().remove(0)
    }

    /// What keeps a period open, as its checklist names it.
    pub fn keeps_open(&self, name: &'static str) -> Vec<String> {
        let period = self.period(name);
        let found = self.set.read(&Who::program("story"), |read| accounting::blocking(read, &period, None)).unwrap();
        found.iter().map(|b| format!("{} {}", b.entity, b.name)).collect()
    }

    pub fn reads<E: Entity>(&self, id: Id<E>) -> E {
        self.set.read(&Who::program("story"), |read| read.get(id)).unwrap()
    }

    /// The journal: each entry with its day and number, debit positive and credit negative.
    pub fn journal(&self) -> String {
        let sql = "SELECT e.id, e.posted_on, e.number, a.name, SUM(l.amount_base) FROM accounting_journal_entry e \
                   JOIN accounting_journal_line l ON l.document = e.id JOIN accounting_account a ON a.id = l.account \
                   GROUP BY e.id, e.posted_on, e.number, a.name, a.code HAVING SUM(l.amount_base) <> 0 ORDER BY e.id, a.code";
        self.set
            .read(&Who::program("story"), |read| {
                let mut text = String::new();
                let mut last = 0;
                for row in read.query(sql, &[])? {
                    let id = row[0].int().unwrap_or(0);
                    if id != last {
                        text.push_str(&format!("{} {}\n", row[1], row[2]));
                        last = id;
                    }
                    let amount = Money::from_minor(row[4].int().unwrap_or(0)).format(2);
                    text.push_str(&format!("  {:<28}{amount:>10}\n", row[3].text().unwrap_or_default()));
                }
                Ok(text)
            })
            .unwrap()
    }

    /// What every account comes to, by code.
    pub fn ledger(&self) -> String {
        let company = self.trade.company;
        self.set
            .read(&Who::program("story"), |read| {
                let balances = accounting::balance::balances(read, company, None, day("2026-12-31"))?;
                let kept = accounting::kept::books(read)?;
                let mut text = String::new();
                for account in kept.chart(company) {
                    let balance = balances.get(&account.head.id).copied().unwrap_or(Money::ZERO);
                    if !balance.is_zero() {
                        text.push_str(&format!("{:<30}{:>10}\n", account.name, balance.format(2)));
                    }
                }
                Ok(text)
            })
            .unwrap()
    }

    /// A figure of one statement.
    pub fn number(&self, sql: &'static str, params: &[Value]) -> i64 {
        self.set.read(&Who::program("story"), |read| read.number(sql, params)).unwrap()
    }

    /// Every law of the program holds.
    pub fn everything_agrees(&self) {
        assert_eq!(fondaco::commands::laws(&self.set).unwrap(), Vec::<String>::new());
    }
}
