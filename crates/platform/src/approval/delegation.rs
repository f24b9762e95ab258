//! A delegation says who decides in somebody's place from one day to another, about everything or some documents.

use crate::User;
use base::{Date, Id, Refusal, Result};
use entity::{Entity, Fields, Head, Value};
use store::{Business, Read, Refusals};

/// Somebody stands in for somebody.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.delegation", kind = 31, icon = "user-check", title = "delegate", sort = "-starts_on", aside)]
pub struct Delegation {
    pub head: Head,
    /// Who is away.
    #[field(column)]
    pub owner: Id<User>,
    /// Who decides meanwhile.
    #[field(column)]
    pub delegate: Id<User>,
    #[field(indexed, column)]
    pub starts_on: Date,
    /// The last day.
    #[field(indexed, column)]
    pub ends_on: Date,
    /// Documents it is about: `purchasing.order`, `purchasing.*`; empty is all of them.
    #[field(column, max = 80)]
    pub documents: Option<String>,
    #[field(max = 200)]
    pub reason: Option<String>,
}

impl Delegation {
    /// From the first to the last day, about everything.
    pub fn new(owner: Id<User>, delegate: Id<User>, starts_on: Date, ends_on: Date) -> Delegation {
        Delegation { head: Head::default(), owner, delegate, starts_on, ends_on, documents: None, reason: None }
    }
}

impl Business for Delegation {
    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        if !self.owner.is_valid()
            && let Some(user) = read.who().user
        {
            self.owner = Id::from_raw(user);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.owner != self.delegate, "platform.delegation_to_oneself", "delegate");
        refusals.ensure(self.starts_on <= self.ends_on, "platform.delegation_ends_first", "ends_on");
        if let Some(documents) = &self.documents
            && !crate::role::known(read, documents)
        {
            refusals.add(Refusal::new("platform.entity_unknown").field("documents").arg("value", documents));
        }
        Ok(())
    }
}

/// Who stands in for a user today about an entity, in the order of the delegations.
pub(crate) fn standing_in(read: &Read, user: i64, entity: &str) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "platform.standing_in",
        "SELECT delegate FROM platform_delegation WHERE owner = $1 AND starts_on <= $2 AND ends_on >= $3 \
         AND archived_at IS NULL AND (documents IS NULL OR documents IN ('', '*', $4, $5)) ORDER BY id"
    );
    let module = format!("{}.*", entity.split('.').next().unwrap_or_default());
    let rows =
        read.query(sql, &[user.into(), read.today().into(), read.today().into(), entity.into(), module.into()])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}

/// Everybody who is away today.
pub(crate) fn absent_today(read: &Read) -> Result<std::collections::BTreeSet<i64>> {
    let sql = store::sql!(
        "platform.absent_today",
        "SELECT DISTINCT owner FROM platform_delegation WHERE starts_on <= $1 AND ends_on >= $2 AND archived_at IS NULL"
    );
    let rows = read.query(sql, &[read.today().into(), read.today().into()])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}
