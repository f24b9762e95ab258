//! Credit: what a customer owes or will owe, in four parts that no piece of goods is in twice, against what we lend him.

use crate::credit_group::{self, Shared};
use crate::{Order, progress, schedule};
use base::{Date, Id, Money, Quantity, Result};
use entity::{Choice as _, Value};
use parties::{CreditStatus, Party, loaded};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Rank, Read, Tx};

/// A customer's credit with a company, held until the transaction ends; of a credit group, that of all its customers. All in company
/// currency, tax included.
#[derive(Clone, Debug)]
pub struct Account {
    pub company: Id<Company>,
    pub customer: Id<Party>,
    /// Those who share it.
    pub group: Option<Arc<Shared>>,
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

impl Account {
    /// Whose figures these are.
    fn customers(&self) -> Vec<i64> {
        self.group.as_ref().map_or_else(|| vec![self.customer.raw()], |group| group.customers.clone())
    }

    /// As a list that a statement takes.
    pub(crate) fn listed(&self) -> Value {
        store::id_list(&self.customers())
    }
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
/// transaction ends. Answers the account as it is then. Who shares it with others waits for whoever decides on one of them.
pub fn add(tx: &mut Tx, company: Id<Company>, customer: Id<Party>, orders: Money, delivered: Money) -> Result<Account> {
    tx.rank(Rank::Credit);
    let group = credit_group::groups(tx)?.of(customer).cloned();
    if let Some(group) = &group {
        let sql = store::sql!(
            "sales.credit_share",
            "INSERT INTO sales_credit_shared (company, credit_group, times) VALUES ($1, $2, 1) \
             ON CONFLICT (company, credit_group) DO UPDATE SET times = sales_credit_shared.times + 1"
        );
        tx.execute(sql, &[company.into(), group.id.into()])?;
    }
    let sql = store::sql!(
        "sales.credit_add",
        "INSERT INTO sales_credit (company, customer, orders, delivered) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (company, customer) DO UPDATE SET orders = sales_credit.orders + excluded.orders, \
         delivered = sales_credit.delivered + excluded.delivered RETURNING orders, delivered"
    );
    let rows = tx.returning(sql, &[company.into(), customer.into(), orders.into(), delivered.into()])?;
    let figure = |place: usize| Money::from_minor(rows.first().map_or(0, |r| int(r, place)));
    match group {
        Some(_) => look(tx, company, customer),
        None => Ok(Account { company, customer, group, orders: figure(0), delivered: figure(1) }),
    }
}

/// A customer's credit account as it stands, for whoever only looks.
pub fn look(read: &Read, company: Id<Company>, customer: Id<Party>) -> Result<Account> {
    let sql = store::sql!(
        "sales.credit_look",
        "SELECT COALESCE(SUM(orders), 0), COALESCE(SUM(delivered), 0) FROM sales_credit \
         WHERE company = $1 AND customer IN LIST($2)"
    );
    let group = credit_group::groups(read)?.of(customer).cloned();
    let nothing = Account { company, customer, group, orders: Money::ZERO, delivered: Money::ZERO };
    let row = read.row(sql, &[company.into(), nothing.listed()])?.unwrap_or_default();
    Ok(Account { orders: Money::from_minor(int(&row, 0)), delivered: Money::from_minor(int(&row, 1)), ..nothing })
}

/// What we lend a customer or a credit group, in the customer's or the group's own currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lent {
    /// Nothing is no limit, zero is no credit.
    pub limit: Option<Money>,
    /// The company's where there is none.
    pub currency: Option<Id<Currency>>,
    /// What somebody said of the credit; of a group, the worse of what was said of it and of the customer.
    pub status: CreditStatus,
}

impl Lent {
    /// What a customer says alone, and what the group says for all of its own.
    pub(crate) fn of(read: &Read, party: &Party) -> Result<Lent> {
        let own = Lent { limit: party.credit_limit, currency: party.currency, status: party.credit_status };
        own.shared(read, Id::from_raw(party.head.id))
    }

    fn shared(self, read: &Read, customer: Id<Party>) -> Result<Lent> {
        Ok(match credit_group::groups(read)?.of(customer) {
            Some(group) => {
                let status = self.status.max(group.status);
                Lent { limit: group.limit, currency: Some(group.currency), status }
            }
            None => self,
        })
    }
}

/// What we lend a customer, without reading the rest of what is known.
pub fn lent(read: &Read, customer: Id<Party>) -> Result<Lent> {
    let sql =
        store::sql!("sales.lent", "SELECT credit_limit, currency, credit_status FROM parties_party WHERE id = $1");
    let row = read.row(sql, &[customer.into()])?.unwrap_or_default();
    let figure = |place: usize| row.get(place).and_then(Value::int);
    let status = row.get(2).and_then(Value::text).and_then(CreditStatus::from_code).unwrap_or_default();
    let own = Lent { limit: figure(0).map(Money::from_minor), currency: figure(1).map(Id::from_raw), status };
    own.shared(read, customer)
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
         o.id, o.prepaid, o.total, o.total_base, 0, 0 \
         FROM sales_order o JOIN sales_order_line l ON l.document = o.id LEFT JOIN sales_progress p ON p.line = l.id \
         WHERE o.customer IN LIST($1) AND o.state = 'confirmed' AND o.hold = 'credit' AND o.archived_at IS NULL AND o.company = $2 \
         AND o.id <> $3"
    );
    // What is delivered and billed weighs nothing, and there is more and more of it.
    let uncounted = store::sql!(
        "sales.uncounted",
        "SELECT l.gross_base, l.stock_quantity, CASE WHEN l.goods = 1 AND p.delivered > p.invoiced THEN p.delivered ELSE COALESCE(p.invoiced, 0) END, \
         o.id, o.prepaid, o.total, o.total_base, CASE WHEN o.partial = 'scheduled' AND o.hold <> $5 THEN 1 ELSE 0 END, \
         (SELECT COALESCE(SUM(CASE WHEN COALESCE(s.confirmed, s.requested) > $4 THEN s.stock_quantity ELSE 0 END \
           - CASE WHEN COALESCE(l.confirmed, o.requested) > $4 THEN s.stock_quantity ELSE 0 END), 0) \
           FROM sales_schedule_line s WHERE s.order_line = l.id AND s.archived_at IS NULL AND o.partial = 'scheduled') \
         + CASE WHEN COALESCE(l.confirmed, o.requested) > $4 THEN l.stock_quantity ELSE 0 END \
         FROM sales_order o JOIN sales_order_line l ON l.document = o.id LEFT JOIN sales_progress p ON p.line = l.id \
         WHERE o.customer IN LIST($1) AND o.state = 'confirmed' AND o.archived_at IS NULL AND o.company = $2 AND o.id <> $3 \
         AND NOT (o.delivered = 'fully' AND o.invoiced = 'fully') \
         AND (o.hold = $5 OR o.partial = 'scheduled' OR COALESCE(l.confirmed, o.requested) > $4)"
    );
    let pending = if let Asking::Confirming(order) = asking { Some(order) } else { None };
    let own = pending.map_or(0, |o| o.head.id);
    let hold = if leaving { "credit" } else { "" };
    let mut params = vec![account.listed(), account.company.into(), own.into()];
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
        let gone = Quantity::from_units(int(&row, 2));
        let mut left = gross.checked_sub(share(gross, gone, whole)?)?;
        if int(&row, 7) != 0 {
            // What left took the first days of the schedule.
            let later = Quantity::from_units(int(&row, 8)).min(whole.checked_sub(gone)?);
            left = gross.checked_sub(share(gross, whole.checked_sub(later)?, whole)?)?;
        }
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
    let parts = schedule::of(read, std::slice::from_ref(order))?;
    for line in loaded(&order.lines) {
        let far = done.get(&line.head.id).copied().unwrap_or_default();
        let open = line.weighs(far)?.0;
        let later = schedule::beyond(line, &parts, order, until)?;
        let first = line.stock_quantity.checked_sub(later)?;
        own = own.checked_add(open.min(line.gross_base.checked_sub(line.share(first)?)?))?;
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
