//! Credit: what a customer owes or will owe, in four parts that no piece of goods is in twice, against what we lend him.

use accounting::{RateKind, kept, rate};
use base::{Id, Money, Result};
use entity::Value;
use parties::Party;
use platform::Company;
use store::{Rank, Read, Tx};

/// A customer's credit with a company, held until the transaction ends. All in company currency, tax included.
#[derive(Clone, Debug)]
pub struct Account {
    pub company: Id<Company>,
    pub customer: Id<Party>,
    /// Confirmed and not delivered.
    pub orders: Money,
    /// Delivered and not invoiced.
    pub delivered: Money,
}

/// What a customer would owe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Invoices less credit notes and payments.
    pub items: Money,
    pub delivered: Money,
    pub orders: Money,
}

impl Exposure {
    /// All of it.
    pub fn total(&self) -> Result<Money> {
        Ok(self.items.checked_add(self.delivered)?.checked_add(self.orders)?)
    }
}

fn int(row: &store::Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// Adds to what is ordered and delivered, and holds the customer's credit account: the decision about it is nobody else's until the
/// transaction ends. Answers the account as it is then.
pub fn add(
    tx: &mut Tx,
    company: Id<Company>,
    customer: Id<Party>,
    orders: Money,
    delivered: Money,
) -> Result<Account> {
    tx.rank(Rank::Credit);
    let sql = store::sql!(
        "sales.credit_add",
        "INSERT INTO sales_credit (company, customer, orders, delivered) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (company, customer) DO UPDATE SET orders = sales_credit.orders + excluded.orders, \
         delivered = sales_credit.delivered + excluded.delivered RETURNING orders, delivered"
    );
    let rows = tx.returning(sql, &[company.into(), customer.into(), orders.into(), delivered.into()])?;
    let figure = |place: usize| Money::from_minor(rows.first().map_or(0, |r| int(r, place)));
    Ok(Account { company, customer, orders: figure(0), delivered: figure(1) })
}

impl Account {
    /// What the customer owes with everything promised.
    pub fn exposure(&self, read: &Read) -> Result<Exposure> {
        let sql = store::sql!(
            "sales.open_items",
            "SELECT COALESCE(SUM(open_base), 0) FROM accounting_open_item WHERE party = $1 AND side = 'receivable' \
             AND settled = 0 AND company = $2"
        );
        let items = Money::from_minor(read.number(sql, &[self.customer.into(), self.company.into()])?);
        Ok(Exposure { items, delivered: self.delivered, orders: self.orders })
    }

    /// The figures of an exposure beyond the limit; nothing while it is kept. No limit is no limit, zero is no credit.
    pub fn over(&self, read: &Read, party: &Party) -> Result<Option<String>> {
        let Some(limit) = party.credit_limit else { return Ok(None) };
        let kept = kept::books(read)?;
        let own = kept.currency(self.company)?;
        let theirs = party.currency.unwrap_or(own);
        let quote = rate::quote(read, theirs, own, RateKind::Spot, read.today())?;
        let exponent = kept.exponent(own);
        let limit = quote.convert(limit, kept.exponent(theirs), exponent)?;
        let exposure = self.exposure(read)?;
        let total = exposure.total()?;
        if total <= limit {
            return Ok(None);
        }
        let say = |m: Money| m.format(exponent);
        Ok(Some(format!(
            "{} + {} + {} = {} > {}",
            say(exposure.items),
            say(exposure.delivered),
            say(exposure.orders),
            say(total),
            say(limit)
        )))
    }
}
