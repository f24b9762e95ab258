//! A credit group is several customers who share what we lend: what each of them owes counts for all of them.

use base::{Error, Id, Money, Result};
use entity::{Choice as _, Custom, Entity, Head, Lines, Value};
use parties::{CreditStatus, Party, loaded};
use platform::Currency;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Business, Read, Refusals, Row};

/// Customers with one limit.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.credit_group",
    kind = 252,
    icon = "users",
    title = "name",
    search(name),
    sort = "name",
    unique(name),
    kept,
    aside
)]
pub struct CreditGroup {
    pub head: Head,
    #[field(column, max = 100)]
    pub name: String,
    #[field(column)]
    pub currency: Id<Currency>,
    /// The most they may owe us together; empty is no limit, whatever each of them says alone.
    #[field(column)]
    pub credit_limit: Option<Money>,
    /// What somebody said of the credit of all of them.
    #[field(column)]
    pub credit_status: CreditStatus,
    pub members: Lines<CreditGroupMember>,
    pub custom: Custom,
}

/// A customer of the group.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "sales.credit_group_member",
    kind = 253,
    line_of = "sales.credit_group",
    title = "customer",
    index(customer)
)]
pub struct CreditGroupMember {
    pub head: Head,
    #[field(column)]
    pub customer: Id<Party>,
}

impl CreditGroup {
    /// A group that shares a limit in a currency.
    pub fn new(name: &str, currency: Id<Currency>, limit: Option<Money>, members: &[Id<Party>]) -> CreditGroup {
        let member = |customer: &Id<Party>| CreditGroupMember { head: Head::default(), customer: *customer };
        CreditGroup {
            head: Head::default(),
            name: name.to_owned(),
            currency,
            credit_limit: limit,
            credit_status: CreditStatus::Ok,
            members: members.iter().map(member).collect::<Vec<_>>().into(),
            custom: Custom::default(),
        }
    }
}

impl Business for CreditGroupMember {}

impl Business for CreditGroup {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let positive = self.credit_limit.is_none_or(|limit| !limit.is_negative());
        refusals.ensure(positive, "sales.amount_negative", "credit_limit");
        let others = groups(read)?;
        let members = loaded(&self.members);
        for (place, member) in members.iter().enumerate() {
            let twice = members[..place].iter().any(|m| m.customer == member.customer);
            let elsewhere = others.of(member.customer).is_some_and(|g| g.id != self.head.id);
            refusals.ensure(!twice && !elsewhere, "sales.in_a_credit_group", format!("members.{place}.customer"));
        }
        Ok(())
    }
}

/// A group as decisions about credit need it.
#[derive(Clone, Debug)]
pub struct Shared {
    pub id: i64,
    pub name: String,
    pub limit: Option<Money>,
    pub currency: Id<Currency>,
    pub status: CreditStatus,
    pub customers: Vec<i64>,
}

/// The groups of a set, in memory while its revision stands: whoever is in none costs no question.
pub struct Groups {
    groups: Vec<Arc<Shared>>,
    by_customer: HashMap<i64, usize>,
}

impl Groups {
    /// The group of a customer.
    pub fn of(&self, customer: Id<Party>) -> Option<&Arc<Shared>> {
        self.by_customer.get(&customer.raw()).and_then(|place| self.groups.get(*place))
    }
}

/// The groups that are not archived.
pub fn groups(read: &Read) -> Result<Arc<Groups>> {
    read.kept(|| {
        let sql = store::sql!(
            "sales.credit_groups",
            "SELECT g.id, g.name, g.credit_limit, g.currency, g.credit_status, m.customer \
             FROM sales_credit_group g JOIN sales_credit_group_member m ON m.document = g.id \
             WHERE g.archived_at IS NULL ORDER BY g.id, m.customer"
        );
        let mut found: Vec<Shared> = Vec::new();
        let mut by_customer = HashMap::new();
        for row in read.query(sql, &[])? {
            let id = int(&row, 0).unwrap_or(0);
            if found.last().is_none_or(|g| g.id != id) {
                let text = |place: usize| row.get(place).and_then(Value::text).unwrap_or_default();
                let status = CreditStatus::from_code(text(4));
                found.push(Shared {
                    id,
                    name: text(1).to_owned(),
                    limit: int(&row, 2).map(Money::from_minor),
                    currency: Id::from_raw(int(&row, 3).unwrap_or(0)),
                    status: status.ok_or_else(|| Error::broken(format!("credit group {id} has an unknown status")))?,
                    customers: Vec::new(),
                });
            }
            let place = found.len() - 1;
            if let Some(customer) = int(&row, 5) {
                found[place].customers.push(customer);
                by_customer.entry(customer).or_insert(place);
            }
        }
        Ok(Groups { groups: found.into_iter().map(Arc::new).collect(), by_customer })
    })
}

fn int(row: &Row, place: usize) -> Option<i64> {
    row.get(place).and_then(Value::int)
}
