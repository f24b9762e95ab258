//! Bank accounts: our own, each with the account of the ledger that mirrors it, and those of the parties we pay.

use crate::{Account, Nature, iban};
use base::{Id, Refusal, Result};
use entity::{Custom, Entity, Fields, Head, Value};
use parties::Party;
use platform::{Company, Currency};
use store::{Business, Read, Refusals};

/// One of our accounts at a bank.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.bank_account",
    kind = 119,
    plural = "bank-accounts",
    icon = "landmark",
    title = "name",
    search(name, iban, number),
    sort = "name",
    unique(account),
    unique(iban)
)]
pub struct BankAccount {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    #[field(column)]
    pub company: Id<Company>,
    #[field(column)]
    pub currency: Id<Currency>,
    #[field(indexed, column, max = 42)]
    pub iban: Option<String>,
    #[field(max = 11)]
    pub bic: Option<String>,
    /// What the bank's files call it where that is not the IBAN.
    #[field(indexed, max = 40)]
    pub number: Option<String>,
    /// The account of the ledger whose balance is the bank's.
    #[field(column)]
    pub account: Id<Account>,
    /// Where payments wait until a statement shows them; nothing is the account of the role.
    pub clearing: Option<Id<Account>>,
    pub custom: Custom,
}

/// An account of a party at its bank.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.party_account",
    kind = 120,
    plural = "party-accounts",
    icon = "credit-card",
    title = "number",
    search(number, holder),
    sort = "number",
    unique(party, number)
)]
pub struct PartyAccount {
    pub head: Head,
    #[field(indexed, column)]
    pub party: Id<Party>,
    /// The IBAN, or the number where the country has none.
    #[field(indexed, column, max = 42, personal)]
    pub number: String,
    #[field(max = 11)]
    pub bic: Option<String>,
    /// The holder's name where it is not the party's.
    #[field(column, max = 140, personal)]
    pub holder: Option<String>,
    pub currency: Option<Id<Currency>>,
    /// Payments go here unless somebody chooses another.
    #[field(column)]
    pub preferred: bool,
}

impl BankAccount {
    /// An account at a bank, mirrored by an account of the ledger.
    pub fn new(company: Id<Company>, name: &str, iban: &str, currency: Id<Currency>, account: Id<Account>) -> Self {
        BankAccount {
            head: Head::default(),
            name: name.to_owned(),
            company,
            currency,
            iban: Some(iban.to_owned()),
            bic: None,
            number: None,
            account,
            clearing: None,
            custom: Custom::default(),
        }
    }

    /// Where payments of it wait until a statement shows them.
    pub fn clearing(&self, read: &Read) -> Result<Id<Account>> {
        match self.clearing {
            Some(account) => Ok(account),
            None => crate::account(read, self.company, crate::Role::PaymentClearing, None),
        }
    }

    /// The account that a bank's file means, by IBAN or number.
    pub fn by_number(read: &Read, number: &str) -> Result<Option<BankAccount>> {
        let plain = iban::normal(number);
        let found: Vec<BankAccount> = read.select(
            "(iban = $1 OR number = $2 OR number = $1) AND archived_at IS NULL ORDER BY id LIMIT 1",
            &[plain.as_str().into(), number.trim().into()],
        )?;
        Ok(found.into_iter().next())
    }
}

impl PartyAccount {
    /// The account of a party by its IBAN.
    pub fn new(party: Id<Party>, number: &str) -> PartyAccount {
        PartyAccount {
            head: Head::default(),
            party,
            number: number.to_owned(),
            bic: None,
            holder: None,
            currency: None,
            preferred: false,
        }
    }

    /// Where a party wants its money: the preferred account, or the only one.
    pub fn of(read: &Read, party: Id<Party>) -> Result<Option<PartyAccount>> {
        let found: Vec<PartyAccount> =
            read.select("party = $1 AND archived_at IS NULL ORDER BY preferred DESC, id LIMIT 2", &[party.into()])?;
        let one = found.len() == 1 || found.first().is_some_and(|a| a.preferred);
        Ok(found.into_iter().next().filter(|_| one))
    }

    /// Whose account this is.
    pub fn party_of(read: &Read, number: &str) -> Result<Option<Id<Party>>> {
        let sql = store::sql!(
            "accounting.party_of_account",
            "SELECT party FROM accounting_party_account WHERE number = $1 AND archived_at IS NULL ORDER BY id LIMIT 2"
        );
        let rows = read.query(sql, &[iban::normal(number).into()])?;
        // An account that two parties claim names neither.
        let one = if rows.len() == 1 { rows.first() } else { None };
        Ok(one.and_then(|r| r.first()).and_then(Value::int).map(Id::from_raw))
    }
}

impl Business for BankAccount {
    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        self.iban = self.iban.as_deref().map(iban::normal).filter(|n| !n.is_empty());
        self.bic = self.bic.as_deref().map(iban::normal).filter(|n| !n.is_empty());
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.iban.as_deref().is_none_or(iban::valid), "accounting.iban", "iban");
        refusals.ensure(self.iban.is_some() || self.number.is_some(), "accounting.account_number", "number");
        refusals.ensure(self.bic.as_deref().is_none_or(bic), "accounting.bic", "bic");
        let account = read.get(self.account)?;
        let fits = account.company == self.company && !account.heading && account.nature == Nature::Cash;
        refusals.ensure(fits, "accounting.bank_ledger_account", "account");
        refusals.ensure(account.currency.is_none_or(|c| c == self.currency), "accounting.bank_currency", "currency");
        if let Some(clearing) = self.clearing {
            let clearing = read.get(clearing)?;
            let fits = clearing.company == self.company && !clearing.heading && clearing.head.id != self.account.raw();
            refusals.ensure(fits, "accounting.role_account_of_company", "clearing");
        }
        if self.head.saved() {
            let before = read.get(Id::<BankAccount>::from_raw(self.head.id))?;
            let fixed = (before.company, before.currency, before.account, before.clearing)
                != (self.company, self.currency, self.account, self.clearing);
            let used = store::sql!(
                "accounting.bank_account_used",
                "SELECT 1 FROM accounting_payment WHERE bank_account = $1 AND number IS NOT NULL AND archived_at IS NULL LIMIT 1"
            );
            if fixed && read.row(used, &[self.head.id.into()])?.is_some() {
                refusals.add(Refusal::new("accounting.bank_account_in_use").field("account"));
            }
        }
        Ok(())
    }
}

impl Business for PartyAccount {
    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        self.number = iban::normal(&self.number);
        self.bic = self.bic.as_deref().map(iban::normal).filter(|n| !n.is_empty());
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        // Two letters and two digits in front claim to be an IBAN.
        let bytes = self.number.as_bytes();
        let claims = bytes.len() > 4
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..4].iter().all(u8::is_ascii_digit);
        refusals.ensure(!claims || iban::valid(&self.number), "accounting.iban", "number");
        refusals.ensure(self.bic.as_deref().is_none_or(bic), "accounting.bic", "bic");
        Ok(())
    }
}

/// Eight or eleven characters: bank, country, place and branch.
fn bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11) && bytes[4..6].iter().all(u8::is_ascii_uppercase)
}
