//! Credit: what a customer owes or will owe, in four parts that no piece of goods is in twice, against what we lend him.

use crate::{Order, progress};
use base::{Date, Id, Money, Quantity, Result};
use entity::Value;
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::BTreeMap;
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
pub fn add(tx: &mut Tx, company: Id<Company>, customer: Id<Party>, orders: Money, delivered: Money) -> Result<Account> {
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

/// A customer's credit account as it stands, for whoever only looks.
pub fn look(read: &Read, company: Id<Company>, customer: Id<Party>) -> Result<Account> {
    let sql = store::sql!(
        "sales.credit_look",
        "SELECT orders, delivered FROM sales_credit WHERE company = $1 AND customer = $2"
    );
    let row = read.row(sql, &[company.into(), customer.into()])?.unwrap_or_default();
    Ok(Account {
        company,
        customer,
        orders: Money::from_minor(int(&row, 0)),
        delivered: Money::from_minor(int(&row, 1)),
    })
}

/// What we lend a customer, in the customer's own currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lent {
    /// Nothing is no limit, zero is no credit.
    pub limit: Option<Money>,
    /// The company's where there is none.
    pub currency: Option<Id<Currency>>,
}

impl From<&Party> for Lent {
    fn from(party: &Party) -> Lent {
        Lent { limit: party.credit_limit, currency: party.currency }
    }
}

/// What we lend a customer, without reading the rest of what is known.
pub fn lent(read: &Read, customer: Id<Party>) -> Result<Lent> {
    let sql = store::sql!("sales.lent", "SELECT credit_limit, currency FROM parties_party WHERE id = $1");
    let row = read.row(sql, &[customer.into()])?.unwrap_or_default();
    let figure = |place: usize| row.get(place).and_then(Value::int);
    Ok(Lent { limit: figure(0).map(Money::from_minor), currency: figure(1).map(Id::from_raw) })
}

/// Which of a customer's orders count, whoever asks.
#[derive(Clone, Copy, Debug)]
pub enum Asking<'a> {
    /// An order is being confirmed: it weighs on the account already and is not saved as confirmed yet. Those on hold count.
    Confirming(&'a Order),
    /// Goods are to leave: what is on hold for its credit takes nobody else's.
    Leaving,
    /// Somebody looks at an order on hold.
    Looking,
}

/// What of a customer's orders does not count: promised for later than a day, or on hold where that does not count.
pub fn uncounted(read: &Read, account: &Account, until: Option<Date>, asking: Asking) -> Result<Money> {
    let leaving = matches!(asking, Asking::Leaving);
    if until.is_none() && !leaving {
        return Ok(Money::ZERO);
    }
    let withheld = store::sql!(
        "sales.withheld",
        "SELECT l.gross_base, l.stock_quantity, CASE WHEN l.goods = 1 AND p.delivered > p.invoiced THEN p.delivered ELSE COALESCE(p.invoiced, 0) END, \
         o.id, o.prepaid, o.total, o.total_base \
         FROM sales_order o JOIN sales_order_line l ON l.document = o.id LEFT JOIN sales_progress p ON p.line = l.id \
         WHERE o.customer = $1 AND o.state = 'confirmed' AND o.hold = 'credit' AND o.archived_at IS NULL AND o.company = $2 \
         AND o.id <> $3"
    );
    // What is delivered and billed weighs nothing, and there is more and more of it.
    let uncounted = store::sql!(
        "sales.uncounted",
        "SELECT l.gross_base, l.stock_quantity, CASE WHEN l.goods = 1 AND p.delivered > p.invoiced THEN p.delivered ELSE COALESCE(p.invoiced, 0) END, \
         o.id, o.prepaid, o.total, o.total_base \
         FROM sales_order o JOIN sales_order_line l ON l.document = o.id LEFT JOIN sales_progress p ON p.line = l.id \
         WHERE o.customer = $1 AND o.state = 'confirmed' AND o.archived_at IS NULL AND o.company = $2 AND o.id <> $3 \
         AND NOT (o.delivered = 'fully' AND o.invoiced = 'fully') AND (o.hold = $5 OR COALESCE(l.confirmed, o.requested) > $4)"
    );
    let pending = if let Asking::Confirming(order) = asking { Some(order) } else { None };
    let own = pending.map_or(0, |o| o.head.id);
    let hold = if leaving { "credit" } else { "" };
    let mut params = vec![account.customer.into(), account.company.into(), own.into()];
    let sql = match until {
        Some(day) => {
            params.extend([day.into(), hold.into()]);
            uncounted
        }
        None => withheld,
    };
    // By order: what was paid ahead of one covers first what of it does not count.
    let mut orders: BTreeMap<i64, (Money, Money)> = BTreeMap::new();
    for row in read.query(sql, &params)? {
        let (gross, prepaid) = (Money::from_minor(int(&row, 0)), Money::from_minor(int(&row, 4)));
        let whole = Quantity::from_units(int(&row, 1));
        let order = orders.entry(int(&row, 3)).or_default();
        let left = gross.checked_sub(share(gross, Quantity::from_units(int(&row, 2)), whole)?)?;
        let ahead = share(
            Money::from_minor(int(&row, 6)),
            Quantity::from_units(prepaid.minor()),
            Quantity::from_units(int(&row, 5)),
        )?;
        *order = (order.0.checked_add(left)?, if prepaid.is_zero() { Money::ZERO } else { ahead });
    }
    let mut sum = Money::ZERO;
    for (left, ahead) in orders.into_values() {
        sum = sum.checked_add(left)?.checked_sub(ahead.min(left))?;
    }
    let (Some(order), Some(until)) = (pending, until) else { return Ok(sum) };
    let done = if order.amendment > 0 { progress::of(read, &[order.head.id])? } else { progress::Done::new() };
    let mut own = Money::ZERO;
    for line in loaded(&order.lines).iter().filter(|l| l.confirmed.unwrap_or(order.requested) > until) {
        own = own.checked_add(line.weighs(done.get(&line.head.id).copied().unwrap_or_default())?.0)?;
    }
    sum = sum.checked_add(own)?.checked_sub(order.ahead(order.prepaid)?.min(own))?;
    Ok(sum)
}

/// What a part of a line weighs; shares of all parts add up to the whole.
pub(crate) fn share(whole: Money, part: Quantity, quantity: Quantity) -> Result<Money> {
    if quantity.is_zero() {
        return Ok(whole);
    }
    let product = i128::from(whole.minor()) * i128::from(part.units());
    let rounded = base::decimal::div_round(product, quantity.units().into(), base::Rounding::HalfAwayFromZero);
    Ok(Money::from_minor(i64::try_from(rounded).map_err(|_| base::Overflow)?))
}
