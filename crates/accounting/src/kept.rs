//! What every posting reads and people seldom change, kept in memory while the set's revision stands: accounts, roles, books.

use crate::{Account, AccountRole, Books, Control, Direction, Role, TaxCode, TaxRule};
use base::{Error, Id, Result};
use catalog::ItemGroup;
use platform::{Company, Currency};
use std::collections::HashMap;
use std::sync::Arc;
use store::Read;

/// The charts and settings of all companies of a set.
#[derive(Debug)]
pub struct Kept {
    accounts: HashMap<i64, Account>,
    roles: HashMap<(i64, Role, Option<i64>), Id<Account>>,
    groups: HashMap<i64, Option<i64>>,
    books: HashMap<i64, Books>,
    companies: HashMap<i64, Company>,
    exponents: HashMap<i64, u8>,
    tax_codes: HashMap<i64, TaxCode>,
    tax_rules: Vec<TaxRule>,
}

/// The kept charts; read once for each revision of the set.
pub fn books(read: &Read) -> Result<Arc<Kept>> {
    read.kept(|| {
        let accounts: Vec<Account> = read.select("1 = 1", &[])?;
        let roles: Vec<AccountRole> = read.select("archived_at IS NULL", &[])?;
        let groups: Vec<ItemGroup> = read.select("1 = 1", &[])?;
        let books: Vec<Books> = read.select("archived_at IS NULL", &[])?;
        let companies: Vec<Company> = read.select("1 = 1", &[])?;
        let currencies: Vec<Currency> = read.select("1 = 1", &[])?;
        let codes: Vec<i64> = read
            .query("SELECT id FROM accounting_tax_code ORDER BY id", &[])?
            .iter()
            .filter_map(|r| r.first().and_then(entity::Value::int))
            .collect();
        let codes = store::typed::<TaxCode>(&read.find_many("accounting.tax_code", &codes, true)?)?;
        Ok(Kept {
            tax_codes: codes.into_iter().map(|c| (c.head.id, c)).collect(),
            tax_rules: read.select("archived_at IS NULL ORDER BY id", &[])?,
            accounts: accounts.into_iter().map(|a| (a.head.id, a)).collect(),
            roles: roles
                .into_iter()
                .map(|r| ((r.company.raw(), r.role, r.item_group.map(|g| g.raw())), r.account))
                .collect(),
            groups: groups.into_iter().map(|g| (g.head.id, g.parent.map(|p| p.raw()))).collect(),
            books: books.into_iter().map(|b| (b.company.raw(), b)).collect(),
            companies: companies.into_iter().map(|c| (c.head.id, c)).collect(),
            exponents: currencies.into_iter().map(|c| (c.head.id, u8::try_from(c.exponent).unwrap_or(2))).collect(),
        })
    })
}

impl Kept {
    /// An account by id.
    pub fn account(&self, id: i64) -> Result<&Account> {
        self.accounts.get(&id).ok_or_else(|| Error::not_found("accounting.account", id))
    }

    /// True for an account and those under it.
    pub fn under(&self, account: i64, above: i64) -> bool {
        let mut at = Some(account);
        // A circle of accounts is refused elsewhere; a bound costs nothing.
        for _ in 0..32 {
            match at {
                Some(id) if id == above => return true,
                Some(id) => at = self.accounts.get(&id).and_then(|a| a.parent).map(|p| p.raw()),
                None => return false,
            }
        }
        false
    }

    /// The accounts of a company, by code.
    pub fn chart(&self, company: Id<Company>) -> Vec<&Account> {
        let mut all: Vec<&Account> = self.accounts.values().filter(|a| a.company == company).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    }

    /// What a role means for a group of items: its own, that of a group above, or the company's.
    pub fn role(&self, company: Id<Company>, role: Role, group: Option<Id<ItemGroup>>) -> Option<Id<Account>> {
        let mut at = group.map(|g| g.raw());
        // A circle of groups is refused elsewhere; a bound costs nothing.
        for _ in 0..32 {
            let Some(group) = at else { break };
            if let Some(account) = self.roles.get(&(company.raw(), role, Some(group))) {
                return Some(*account);
            }
            at = self.groups.get(&group).copied().flatten();
        }
        self.roles.get(&(company.raw(), role, None)).copied()
    }

    /// Every account that a role means in a company, for whatever group of items.
    pub fn accounts_of(&self, company: Id<Company>, role: Role) -> Vec<i64> {
        let mine = self.roles.iter().filter(|((c, r, _), _)| *c == company.raw() && *r == role);
        let mut ids: Vec<i64> = mine.map(|(_, account)| account.raw()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The accounts of a company that sum up another ledger.
    pub fn controlled(&self, company: Id<Company>, control: Control) -> Vec<i64> {
        let mut ids: Vec<i64> = self
            .accounts
            .values()
            .filter(|a| a.company == company && a.control == control)
            .map(|a| a.head.id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// A group of items and the groups above it.
    pub fn groups_above(&self, group: Option<Id<ItemGroup>>) -> Vec<i64> {
        let mut all = Vec::new();
        let mut at = group.map(|g| g.raw());
        while let Some(group) = at.filter(|_| all.len() < 32) {
            all.push(group);
            at = self.groups.get(&group).copied().flatten();
        }
        all
    }

    /// A tax code with its rates.
    pub fn tax_code(&self, id: Id<TaxCode>) -> Result<&TaxCode> {
        self.tax_codes.get(&id.raw()).ok_or_else(|| Error::not_found("accounting.tax_code", id.raw()))
    }

    /// The tax codes of a company in one direction, by code.
    pub fn tax_codes_of(&self, company: Id<Company>, direction: Direction) -> Vec<&TaxCode> {
        let mine = |c: &&TaxCode| c.company == company && c.direction == direction && c.head.archived_at.is_none();
        let mut all: Vec<&TaxCode> = self.tax_codes.values().filter(mine).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        all
    }

    /// The tax table of a company.
    pub fn tax_rules(&self, company: Id<Company>) -> impl Iterator<Item = &TaxRule> {
        self.tax_rules.iter().filter(move |r| r.company == company)
    }

    /// How a company keeps its books.
    pub fn books(&self, company: Id<Company>) -> Result<&Books> {
        let refusal = || {
            let name = self.companies.get(&company.raw()).map(|c| c.name.clone()).unwrap_or_default();
            Error::from(base::Refusal::new("accounting.no_books").record(name))
        };
        self.books.get(&company.raw()).filter(|b| b.opened()).ok_or_else(refusal)
    }

    /// The companies that keep books.
    pub fn all_books(&self) -> impl Iterator<Item = &Books> {
        self.books.values()
    }

    /// A company.
    pub fn company(&self, company: Id<Company>) -> Result<&Company> {
        self.companies.get(&company.raw()).ok_or_else(|| Error::not_found("platform.company", company.raw()))
    }

    /// What a company's books are kept in.
    pub fn currency(&self, company: Id<Company>) -> Result<Id<Currency>> {
        self.company(company).map(|c| c.currency)
    }

    /// Decimals of a currency's amounts.
    pub fn exponent(&self, currency: Id<Currency>) -> u8 {
        self.exponents.get(&currency.raw()).copied().unwrap_or(2)
    }
}
