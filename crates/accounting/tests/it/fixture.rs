//! A company with books: the general chart, the year 2026, euro and dollar.

use accounting::{Account, Books, ManualEntry, ManualLine, ManualState};
use base::{Date, Id, Money};
use entity::{Custom, Entity, Head, Input, Record};
use parties::Party;
use platform::{Company, Currency};
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

pub struct World {
    pub set: Fresh,
    pub company: Id<Company>,
    pub euro: Id<Currency>,
    pub dollar: Id<Currency>,
    pub customer: Id<Party>,
    pub supplier: Id<Party>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

/// Everybody may do everything, and approvals wait as they do in the house.
const APPROVALS: Hooks = Hooks {
    hold: platform::approval::hold,
    may_transition: platform::approval::may_transition,
    saved: platform::approval::saved,
    ..Hooks::OPEN
};

pub fn we() -> Who {
    Who::program("test")
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub fn eur(text: &str) -> Money {
    Money::parse(text, 2).unwrap()
}

/// The codes a refusal names, with their fields.
pub fn codes(error: base::Error) -> Vec<String> {
    assert!(!error.refusals().is_empty(), "no refusal: {error}");
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

/// Runs a verb without input.
pub fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &Record::default())
}

/// Runs a verb with its input.
pub fn perform_with<E: Entity, I: Input>(tx: &mut Tx, id: Id<E>, verb: &str, input: &I) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, &input.to_record())
}

pub fn world() -> World {
    let modules = [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE];
    let set = Fresh::open(Registry::new(&modules, &[], APPROVALS));
    let (company, euro, dollar, customer, supplier) = set
        .write(&we(), |tx| {
            platform::seed::basics(tx, platform::Language::English)?;
            let euro = Currency::by_code(tx, "EUR")?.unwrap();
            let dollar = Currency::by_code(tx, "USD")?.unwrap();
            let spain = platform::Country::by_code(tx, "ES")?.unwrap();
            let company = tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, spain))?;
            let customer = tx.insert(&mut Party::organisation("Nordbau GmbH"))?;
            let supplier = tx.insert(&mut Party::organisation("Ferrum AG"))?;
            let books = tx.insert(&mut Books::new(company))?;
            let founding = accounting::Founding {
                chart: accounting::charts::Chart::General,
                language: platform::Language::English,
                starts_on: day("2026-01-01"),
            };
            perform_with(tx, books, "open", &founding)?;
            Ok((company, euro, dollar, customer, supplier))
        })
        .unwrap();
    World { set, company, euro, dollar, customer, supplier }
}

impl World {
    /// The account of a code.
    pub fn account(&self, code: &str) -> Id<Account> {
        let code = code.to_owned();
        self.read(&we(), |read| {
            let found: Vec<Account> = read.select("code = $1", &[code.as_str().into()])?;
            Ok(Id::from_raw(found.first().expect("the chart has it").head.id))
        })
        .unwrap()
    }

    /// A draft by hand: (account, amount) with credits negative; control accounts concern the customer.
    pub fn draft(&self, on: &str, lines: &[(&str, &str)]) -> ManualEntry {
        let line = |(code, amount): &(&str, &str)| {
            let amount = eur(amount);
            let side = |wanted: bool| (amount.is_negative() != wanted).then(|| amount.checked_abs().unwrap());
            ManualLine {
                head: Head::default(),
                account: self.account(code),
                text: None,
                party: match *code {
                    "1100" => Some(self.customer),
                    "2000" => Some(self.supplier),
                    _ => None,
                },
                dimensions: None,
                due_on: None,
                debit: side(true),
                credit: side(false),
            }
        };
        ManualEntry {
            head: Head::default(),
            number: None,
            company: self.company,
            posted_on: day(on),
            text: Some("by hand".into()),
            currency: None,
            adjustment: false,
            reverse_on: None,
            lines: lines.iter().map(line).collect::<Vec<_>>().into(),
            debit: Money::ZERO,
            credit: Money::ZERO,
            entry: None,
            reversed_because: None,
            state: ManualState::Draft,
            custom: Custom::default(),
        }
    }

    /// Posts by hand.
    pub fn post(&self, on: &str, lines: &[(&str, &str)]) -> base::Result<Id<ManualEntry>> {
        let draft = self.draft(on, lines);
        self.write(&we(), move |tx| {
            let id = tx.insert(&mut draft.clone())?;
            perform(tx, id, "post")?;
            Ok(id)
        })
    }

    /// The ledger as text: account names and balances that are not zero, by code.
    pub fn ledger(&self) -> Vec<String> {
        let (company, today) = (self.company, day("2099-12-31"));
        self.read(&we(), |read| {
            let balances = accounting::balance::balances(read, company, None, today)?;
            let kept = accounting::kept::books(read)?;
            Ok(kept
                .chart(company)
                .into_iter()
                .filter_map(|a| {
                    let balance = balances.get(&a.head.id)?;
                    (!balance.is_zero()).then(|| format!("{} {}", a.name.to_lowercase(), balance.format(2)))
                })
                .collect())
        })
        .unwrap()
    }
}
