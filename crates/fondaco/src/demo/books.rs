//! The books of the demonstration company: two fiscal years and the present one, with what is booked by hand each month.

use accounting::{
    Account, BankAccount, Books, DimensionSet, FiscalYear, Founding, ManualEntry, ManualLine, ManualState,
    charts::Chart,
};
use base::{Date, Error, Id, Money, Result};
use entity::{Custom, Described, Entity, Head, Record, Text};
use platform::{Company, Language};
use std::collections::BTreeMap;
use store::{Set, Tx, Who};

/// What the owners paid into the bank on the first day.
pub(super) const CAPITAL: i64 = 24_000_000;

/// Opens the books and posts every month up to today, each entry by itself, as a person would.
pub fn keep(set: &Set) -> Result<()> {
    let who = Who::program("demo");
    let entries = set.write(&who, |tx| {
        let mut clerk = open(tx)?;
        let (first, today) = (clerk.first, tx.today());
        clerk.found(first)?;
        let mut month = first;
        while month <= today {
            clerk.month(month, today)?;
            month = month.add_months(1)?;
        }
        Ok(clerk.entries)
    })?;
    for entry in entries {
        set.write(&who, move |tx| {
            let id = tx.insert(&mut entry.clone())?;
            tx.perform(ManualEntry::DEF.name, id.raw(), "post", None, &Record::default()).map(|_| ())
        })?;
    }
    Ok(())
}

fn open(tx: &mut Tx) -> Result<Clerk> {
    let companies: Vec<Company> = tx.select("archived_at IS NULL ORDER BY id LIMIT 1", &[])?;
    let company = companies.first().map(Entity::id).ok_or_else(|| Error::not_found(Company::DEF.name, 1))?;
    let first = Date::new(tx.today().year() - 2, 1, 1).ok_or_else(|| Error::broken("a year without a first day"))?;
    let books = tx.insert(&mut Books::new(company))?;
    let founding = Founding { chart: Chart::Spain, language: Language::English, starts_on: first };
    tx.perform(Books::DEF.name, books.raw(), "open", None, &founding.to_record())?;
    for years in 1..=2 {
        let starts_on = first.add_months(12 * years)?;
        FiscalYear::begin(tx, company, starts_on, starts_on.add_months(12)?.add_days(-1)?)?;
    }
    let accounts: Vec<Account> = tx.select("company = $1", &[company.into()])?;
    let accounts: BTreeMap<String, Id<Account>> = accounts.into_iter().map(|a| (a.code.clone(), a.id())).collect();
    letterhead(tx, company, accounts.get("572").copied())?;
    let centres = super::dimensions::found(tx, company)?;
    Ok(Clerk { company, first, accounts, centres, entries: Vec::new() })
}

/// What stands on its papers: where it is, how it is reached, its register, and where to pay.
fn letterhead(tx: &mut Tx, company: Id<Company>, bank: Option<Id<Account>>) -> Result<()> {
    let mut us = tx.lock(company)?;
    us.address = Some(Text::new("Carrer de la Marina 12\n08005 Barcelona"));
    (us.tax_id, us.phone) = (Some("B12345674".to_owned()), Some("+34 930 000 012".into()));
    (us.email, us.website) = (Some("hola@ponte.example".into()), Some("https://ponte.example".into()));
    us.legal_notice = Some(Text::new("Registro Mercantil de Barcelona, tomo 4711, folio 12, hoja B-98765"));
    tx.update(&mut us)?;
    if let Some(account) = bank {
        let number = "ES9121000418450200051332";
        let mut ours = BankAccount::new(company, "Caja del Puerto", number, us.currency, account);
        ours.bic = Some("CAIXESBBXXX".to_owned());
        tx.insert(&mut ours)?;
    }
    Ok(())
}

/// Whoever posts: the company and its accounts by code.
struct Clerk {
    company: Id<Company>,
    first: Date,
    accounts: BTreeMap<String, Id<Account>>,
    /// Cost centres by code.
    centres: BTreeMap<&'static str, Id<DimensionSet>>,
    /// What is to be posted, in order.
    entries: Vec<ManualEntry>,
}

/// An account, behind a colon its cost centre, and cents, debits positive.
type Entry<'a> = &'a [(&'a str, i64)];

impl Clerk {
    fn found(&mut self, on: Date) -> Result<()> {
        let capital =
            [("572", CAPITAL), ("213", 2_400_000), ("218", 1_600_000), ("217", 500_000), ("100", -28_500_000)];
        self.post(on, "Capital paid in", &capital)
    }

    /// What is booked by hand in every month; what the bank paid is booked from its statements.
    fn month(&mut self, month: Date, today: Date) -> Result<()> {
        let mut post = |day: i64, text: &str, lines: Entry| {
            let on = month.add_days(day - 1)?;
            if on > today { Ok(()) } else { self.post(on, text, lines) }
        };
        let wages = [("640:HOUSE", 140_000), ("640:SALES", 180_000), ("640:STORE", 90_000), ("640:SHOP", 80_000)];
        let social = [("642:HOUSE", 42_000), ("642:SALES", 54_000), ("642:STORE", 27_000), ("642:SHOP", 24_000)];
        let owed = [("476", -147_000), ("465", -490_000)];
        post(25, "Wages", &[wages.as_slice(), &social, &owed].concat())?;
        post(28, "Depreciation", &[("681:STORE", 38_000), ("681:SHOP", 24_000), ("281", -62_000)])
    }

    fn post(&mut self, on: Date, text: &str, lines: Entry) -> Result<()> {
        let line = |(code, cents): &(&str, i64)| {
            let (code, centre) = code.split_once(':').unwrap_or((code, ""));
            let account = self.accounts.get(code).copied().ok_or_else(|| Error::not_found(Account::DEF.name, code))?;
            Ok(ManualLine {
                head: Head::default(),
                account,
                text: None,
                party: None,
                dimensions: self.centres.get(centre).copied(),
                due_on: None,
                debit: (*cents > 0).then(|| Money::from_minor(*cents)),
                credit: (*cents < 0).then(|| Money::from_minor(-cents)),
            })
        };
        let lines = lines.iter().map(line).collect::<Result<Vec<_>>>()?;
        let entry = ManualEntry {
            head: Head::default(),
            number: None,
            company: self.company,
            posted_on: on,
            text: Some(text.to_owned()),
            currency: None,
            adjustment: false,
            reverse_on: None,
            lines: lines.into(),
            debit: Money::ZERO,
            credit: Money::ZERO,
            entry: None,
            reversed_because: None,
            state: ManualState::Draft,
            custom: Custom::default(),
        };
        self.entries.push(entry);
        Ok(())
    }
}
