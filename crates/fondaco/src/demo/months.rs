//! The ends of months of the demonstration company: whom a run pays, who is reminded, what the bank says, and which months are closed.

use super::books::CAPITAL;
use super::trade::{act, perform, we};
use accounting::statement::{Incoming, IncomingLine, take_in};
use accounting::{
    Account, BankAccount, BankTransaction, DunningLevel, DunningProcedure, DunningRun, FiscalYear, MatchRule, OpenItem,
    PartyAccount, Payment, PaymentRun, Period, Side, Which, matching::Booking,
};
use base::{Date, Error, Id, Money, Percent, Result};
use entity::{Entity, Head, Text};
use parties::Party;
use platform::Currency;
use platform::job::Runner;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Read, Set, Tx};

/// Suppliers whose payment fell due within so many days are paid by a run.
pub(super) const BY_RUN: i64 = 35;

/// How trade goes up and down in a year, in percent of a usual month.
const SEASON: [i64; 12] = [72, 78, 104, 122, 128, 120, 108, 84, 102, 98, 92, 112];

/// What the bank takes every month: the day, what it says, who gets it and the account it is booked to.
const STANDING: [(i64, &str, &str, &str); 7] = [
    (1, "Rent of the warehouse", "Naus Poblenou S.A.", "621"),
    (11, "Freight of the month", "Transports Llobregat S.L.", "624"),
    (15, "Energy", "Llum del Port S.A.", "628"),
    (20, LOAN, "Caja del Puerto", "170"),
    (26, "Wages", "Ponte Cycles S.L.", "465"),
    (27, "Social security", "Tesorería General", "476"),
    (28, "Keeping of the account", "Caja del Puerto", "626"),
];

/// What the bank calls what it lent and gets back.
const LOAN: &str = "Loan 4711";

/// Accounts of suppliers as banks publish them for examples.
const ACCOUNTS: [&str; 5] = [
    "DE89370400440532013000",
    "NL91ABNA0417164300",
    "IT60X0542811101000000123456",
    "FR1420041010050500013M02606",
    "BE68539007547034",
];

/// Everything that an accountant does between the last posting and a closed month.
pub fn end(set: &Arc<Set>) -> Result<()> {
    let desk = set.write(&we(), Desk::found)?;
    desk.pay(set)?;
    desk.remind(set)?;
    let mut month = desk.first;
    while month <= desk.today {
        desk.statement(set, month)?;
        month = month.add_months(1)?;
    }
    desk.close(set)
}

/// The accountant's desk.
struct Desk {
    bank: BankAccount,
    accounts: BTreeMap<String, Id<Account>>,
    procedure: Id<DunningProcedure>,
    first: Date,
    today: Date,
}

impl Desk {
    fn found(tx: &mut Tx) -> Result<Desk> {
        let missing = |what: &str| Error::not_found("demo", what);
        let bank: Vec<BankAccount> = tx.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
        let bank = bank.into_iter().next().ok_or_else(|| missing("bank account"))?;
        let years: Vec<FiscalYear> = tx.select("archived_at IS NULL ORDER BY starts_on LIMIT 1", &[])?;
        let first = years.first().map(|y| y.starts_on).ok_or_else(|| missing("fiscal year"))?;
        let accounts: Vec<Account> = tx.select("company = $1", &[bank.company.into()])?;
        let accounts: BTreeMap<String, Id<Account>> = accounts.into_iter().map(|a| (a.code.clone(), a.id())).collect();
        for (place, (_, text, _, code)) in STANDING.iter().enumerate().filter(|(_, (_, text, ..))| *text != LOAN) {
            tx.insert(&mut MatchRule {
                head: Head::default(),
                name: (*text).to_owned(),
                priority: (place as i64 + 1) * 10,
                bank_account: None,
                direction: Some(accounting::Flow::Paid),
                text_has: Some((*text).to_owned()),
                name_has: None,
                most: None,
                currency: None,
                account: accounts.get(*code).copied(),
                party: None,
                tolerance: None,
            })?;
        }
        let owed: Vec<OpenItem> = tx.select("side = $1 AND settled = 0 ORDER BY id", &[Side::Payable.code().into()])?;
        let mut suppliers: Vec<Id<Party>> = owed.iter().map(|i| i.party).collect();
        suppliers.sort_unstable_by_key(|s| s.raw());
        suppliers.dedup();
        for (supplier, number) in suppliers.into_iter().zip(ACCOUNTS) {
            tx.insert(&mut PartyAccount { preferred: true, ..PartyAccount::new(supplier, number) })?;
        }
        let procedure = procedure(tx, bank.currency)?;
        Ok(Desk { bank, accounts, procedure, first, today: tx.today() })
    }

    /// What fell due is paid by a run that the bank has; what falls due next is proposed and waits.
    fn pay(&self, set: &Arc<Set>) -> Result<()> {
        let (bank, today) = (self.bank.id(), self.today);
        let due = set.read(&we(), |read| {
            let due: Vec<OpenItem> = read.select(
                "side = $1 AND settled = 0 AND due_on <= $2 ORDER BY due_on DESC LIMIT 1",
                &[Side::Payable.code().into(), today.add_days(1)?.into()],
            )?;
            Ok(due.first().map(|i| i.due_on))
        })?;
        if let Some(due) = due {
            set.write(&we(), move |tx| {
                let run = tx.insert(&mut PaymentRun::new(bank, due.add_days(-1)?, due))?;
                act(tx, run, "approve")?;
                act(tx, run, "book").map(|_| ())
            })?;
            Runner::new(set.clone(), &accounting::JOBS).run_all()?;
        }
        let next = PaymentRun::new(bank, today.add_days(2)?, today.add_days(20)?);
        set.write(&we(), move |tx| tx.insert(&mut next.clone()).map(|_| ()))
    }

    /// Those who forgot were reminded three weeks ago; who is to be reminded now waits for somebody to look through it.
    fn remind(&self, set: &Set) -> Result<()> {
        let (company, procedure) = (self.bank.company, self.procedure);
        for (days, released) in [(-21, true), (0, false)] {
            let on = self.today.add_days(days)?;
            set.write(&we(), move |tx| {
                let mut run = DunningRun::new(company, procedure, on);
                let id = tx.insert(&mut run)?;
                if released && !parties::loaded(&run.lines).is_empty() {
                    act(tx, id, "release")?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The bank's statement of a month: payments on their days and what is taken every month. All of it is brought into the books,
    /// but for the last days, which still lie on the desk.
    fn statement(&self, set: &Set, month: Date) -> Result<()> {
        let until = month.last_of_month().min(self.today);
        let mut lines = set.read(&we(), |read| self.payments(read, month, until))?;
        lines.extend(self.standing(month, until)?);
        lines.sort_by_key(|line| line.booked_on);
        let settled = lines.len();
        if until == self.today {
            lines.extend(set.read(&we(), |read| self.lately(read))?);
        }
        let number = Some(format!("{}-{:02}", month.year(), month.month()));
        let opening = (month == self.first).then(|| Money::from_minor(CAPITAL));
        let incoming = Incoming { number, opening, closing: None, lines };
        let bank = self.bank.id();
        let taken = set.write(&we(), move |tx| {
            let Some(made) = take_in(tx, bank, &incoming)?.statement else { return Ok(Vec::new()) };
            let moved: Vec<BankTransaction> = tx.select("statement = $1 ORDER BY id", &[made.into()])?;
            Ok(moved.iter().take(settled).map(|m| (m.id(), m.text == LOAN, m.amount)).collect())
        })?;
        for (movement, loan, amount) in taken {
            if loan {
                self.loan(set, movement, amount)?;
            } else {
                set.write(&we(), move |tx| act(tx, movement, "accept").map(|_| ()))?;
            }
        }
        Ok(())
    }

    /// What is lent is owed; what is given back is a part of it and interest.
    fn loan(&self, set: &Set, movement: Id<BankTransaction>, amount: Money) -> Result<()> {
        let code =
            |code: &str| self.accounts.get(code).copied().ok_or_else(|| Error::not_found(Account::DEF.name, code));
        let principal = (!amount.is_positive()).then(|| Money::from_minor(-50_000));
        let mut parts = vec![Booking { account: code("170")?, amount: principal, text: None }];
        if principal.is_some() {
            parts.push(Booking { account: code("662")?, amount: None, text: None });
        }
        for part in parts {
            set.write(&we(), move |tx| perform(tx, movement, "book", &part).map(|_| ()))?;
        }
        Ok(())
    }

    /// Payments that were entered, as the bank shows them; what came in another currency is on its way to another account.
    fn payments(&self, read: &Read, from: Date, until: Date) -> Result<Vec<IncomingLine>> {
        let posted: Vec<Payment> = read.select(
            "company = $1 AND state = 'posted' AND means = 'bank' AND posted_on >= $2 AND posted_on <= $3 \
             AND currency = $4 ORDER BY posted_on, id",
            &[self.bank.company.into(), from.into(), until.into(), self.bank.currency.into()],
        )?;
        let ids: Vec<i64> = posted.iter().map(|p| p.party.raw()).collect();
        let names = read.titles(Party::DEF.name, &ids)?;
        let line = |p: &Payment| {
            let said = if p.direction == accounting::Flow::Paid { &p.number } else { &p.reference };
            let said = said.clone().unwrap_or_default();
            let amount = p.amount.checked_mul(p.direction.sign())?;
            Ok(line(p.posted_on, amount, &said, names.get(&p.party.raw()).map_or("", String::as_str)))
        };
        posted.iter().map(line).collect()
    }

    fn standing(&self, month: Date, until: Date) -> Result<Vec<IncomingLine>> {
        let turn = i64::from(month.year() - self.first.year()) * 12 + i64::from(month.month() - self.first.month());
        let season = SEASON[usize::try_from(month.month() - 1).unwrap_or(0)];
        let amounts = [185_000, 310 * season, 31_500 + 400 * turn, 66_000 - 300 * turn, 490_000, 147_000, 1_250]
            .map(Money::from_minor);
        let mut lines = Vec::new();
        for ((day, text, name, _), amount) in STANDING.into_iter().zip(amounts) {
            let on = month.add_days(day - 1)?;
            // Back is given from the second month on.
            let lent = turn == 0 && text == LOAN;
            let amount = if lent { Money::from_minor(4_800_000) } else { amount.checked_neg()? };
            if on <= until {
                lines.push(line(on, amount, text, name));
            }
        }
        Ok(lines)
    }

    /// What came in today: one customer says what for, one does not, and two things were paid by card or taken by the bank.
    fn lately(&self, read: &Read) -> Result<Vec<IncomingLine>> {
        let owed: Vec<OpenItem> = read.select(
            "side = $1 AND settled = 0 AND source_kind = $2 AND currency = $3 ORDER BY due_on DESC, id LIMIT 2",
            &[
                Side::Receivable.code().into(),
                i64::from(sales::CustomerInvoice::DEF.kind).into(),
                self.bank.currency.into(),
            ],
        )?;
        let names = read.titles(Party::DEF.name, &owed.iter().map(|i| i.party.raw()).collect::<Vec<_>>())?;
        let mut lines = Vec::new();
        for (item, says) in owed.iter().zip([true, false]) {
            let name = names.get(&item.party.raw()).map_or("", String::as_str);
            let (amount, text) = match says {
                true => (item.open, item.number.clone()),
                false => (Money::from_minor(item.open.minor() / 100_000 * 50_000 + 50_000), "Transfer".to_owned()),
            };
            lines.push(line(self.today, amount, &text, name));
        }
        lines.push(line(self.today, Money::from_minor(-8_470), "Card payment 2209", "Papelería Sol"));
        lines.push(line(
            self.today,
            Money::from_minor(-1_890),
            "Keeping of the account, transfers abroad",
            "Caja del Puerto",
        ));
        Ok(lines)
    }

    /// Years that are over carry their result to equity, the first of them for good; of the present one every month is closed but the
    /// last and this one.
    fn close(&self, set: &Set) -> Result<()> {
        let open_from = self.today.first_of_month().add_months(-1)?;
        let (years, periods) = set.read(&we(), |read| {
            let years: Vec<FiscalYear> = read.select("archived_at IS NULL ORDER BY starts_on", &[])?;
            let periods: Vec<Period> = read.select("archived_at IS NULL ORDER BY starts_on, number", &[])?;
            Ok((years, periods))
        })?;
        for year in years {
            let over = year.ends_on < open_from;
            if over {
                let id = year.id();
                set.write(&we(), move |tx| act(tx, id, "close").map(|_| ()))?;
            }
            let verb = match (over, year.starts_on == self.first) {
                (true, true) => "close_for_good",
                (true, false) => continue,
                (false, _) => "close_softly",
            };
            let all = Which { part: None };
            for period in periods.iter().filter(|p| p.fiscal_year == year.id()) {
                if over || !period.adjustment && period.ends_on < open_from {
                    let (id, all) = (period.id(), all.clone());
                    set.write(&we(), move |tx| perform(tx, id, verb, &all).map(|_| ()))?;
                }
            }
        }
        Ok(())
    }
}

fn line(on: Date, amount: Money, text: &str, name: &str) -> IncomingLine {
    IncomingLine {
        booked_on: on,
        valued_on: Some(on),
        amount,
        text: text.to_owned(),
        name: Some(name.to_owned()).filter(|n| !n.is_empty()),
        account: None,
        reference: None,
        bank_id: None,
    }
}

/// How the company reminds: kindly, then with a fee, then with interest as well.
fn procedure(tx: &mut Tx, currency: Id<Currency>) -> Result<Id<DunningProcedure>> {
    let level = |after: i64, fee: i64, interest: &str, says: &str| -> Result<DunningLevel> {
        Ok(DunningLevel {
            head: Head::default(),
            min_days_overdue: after,
            min_days_since_last: 14,
            fee: Money::from_minor(fee),
            interest: Percent::parse(interest)?,
            text: Some(Text::new(says)),
            stops_credit: false,
        })
    };
    let levels = vec![
        level(5, 0, "0", "It may have escaped you that the following is due. If you have paid meanwhile, thank you.")?,
        level(20, 1_500, "0", "We have reminded you before and ask you to pay within ten days.")?,
        level(40, 3_000, "8", "Please pay at once. Without payment we will have to hand this over.")?,
    ];
    let mut procedure = DunningProcedure {
        head: Head::default(),
        name: "Customers".to_owned(),
        currency,
        grace_days: 3,
        least: Money::from_minor(2_500),
        year_days: Default::default(),
        credits_offset: true,
        levels: levels.into(),
    };
    super::called(tx, &mut procedure, ["Customers", "客户", "Clientes"])
}
