//! Tax codes: a rate, from when it holds, and the accounts and boxes it goes to.

use crate::Account;
use base::{Date, Id, Percent, Result};
use entity::{Choice, Entity, Head, Lines};
use platform::{Company, Country};
use store::{Business, Read, Refusals};

/// Which way the tax goes.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// We charge it.
    #[default]
    Sale,
    /// We are charged it.
    Purchase,
}

/// A tax as it is charged: its rates over time and where it is booked.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.tax_code",
    kind = 113,
    icon = "percent",
    title = "name",
    code = "code",
    search(code, name),
    sort = "code",
    unique(company, code),
    kept
)]
pub struct TaxCode {
    pub head: Head,
    #[field(indexed, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub country: Option<Id<Country>>,
    #[field(column)]
    pub direction: Direction,
    /// The account of the tax; nothing is that of the role.
    pub account: Option<Id<Account>>,
    /// The buyer owes it: both sides are booked and nothing is paid to the seller.
    #[field(column)]
    pub reverse_charge: bool,
    /// How much of an input tax may be deducted; the rest is part of the cost.
    #[field(default = "1000000")]
    pub recoverable: Percent,
    /// Its base includes the taxes before it.
    pub compound: bool,
    /// Boxes of the tax return for base and tax.
    #[field(max = 20)]
    pub base_box: Option<String>,
    #[field(max = 20)]
    pub tax_box: Option<String>,
    /// The category code of e-invoices (UNCL 5305): S, Z, E, AE, K, G, O.
    #[field(max = 3)]
    pub category: Option<String>,
    pub rates: Lines<TaxRate>,
}

/// A rate from a day on.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.tax_rate", kind = 114, line_of = "accounting.tax_code", title = "rate")]
pub struct TaxRate {
    pub head: Head,
    pub starts_on: Date,
    pub rate: Percent,
}

impl TaxCode {
    /// A code with one rate for all time.
    pub fn new(company: Id<Company>, code: &str, name: &str, direction: Direction, rate: Percent) -> TaxCode {
        let starts_on = Date::new(1993, 1, 1).unwrap_or_else(|| unreachable!("the first of January is a day"));
        TaxCode {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            company,
            country: None,
            direction,
            account: None,
            reverse_charge: false,
            recoverable: Percent::HUNDRED,
            compound: false,
            base_box: None,
            tax_box: None,
            category: Some("S".to_owned()),
            rates: vec![TaxRate { head: Head::default(), starts_on, rate }].into(),
        }
    }

    /// Its rate on a day; none before it existed.
    pub fn rate_on(&self, day: Date) -> Option<Percent> {
        let rates = self.rates.iter().filter(|r| r.starts_on <= day);
        rates.max_by_key(|r| r.starts_on).map(|r| r.rate)
    }
}

impl Business for TaxRate {}

impl Business for TaxCode {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let within = !self.recoverable.is_negative() && self.recoverable <= Percent::HUNDRED;
        refusals.ensure(within, "accounting.recoverable_share", "recoverable");
        if let Some(account) = self.account {
            let account = read.get(account)?;
            let fits = account.company == self.company && !account.heading;
            refusals.ensure(fits, "accounting.role_account_of_company", "account");
        }
        let rates = parties::loaded(&self.rates);
        for (place, rate) in rates.iter().enumerate() {
            let field = format!("rates.{place}.rate");
            let hundred = Percent::HUNDRED;
            refusals.ensure(!rate.rate.is_negative() && rate.rate <= hundred, "accounting.tax_rate_range", &field);
            let twice = rates[..place].iter().any(|r| r.starts_on == rate.starts_on);
            refusals.ensure(!twice, "accounting.tax_rate_twice", format!("rates.{place}.starts_on"));
        }
        Ok(())
    }
}
