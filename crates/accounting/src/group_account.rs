//! The group's chart: the accounts in which companies with charts of their own are read side by side.

use crate::Nature;
use crate::kept::Kept;
use base::{Id, Refusal, Result};
use entity::{Entity, Head};
use store::{Business, Read, Refusals};

/// An account of the group's chart. Accounts of companies name it by its code, and so do whole headings of theirs.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.group_account",
    kind = 144,
    icon = "network",
    title = "name",
    code = "code",
    search(code, name),
    sort = "code"
)]
pub struct GroupAccount {
    pub head: Head,
    #[field(unique, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 120)]
    pub name: String,
    /// What it is summed up in.
    #[field(column)]
    pub parent: Option<Id<GroupAccount>>,
    #[field(column)]
    pub nature: Nature,
    /// Sums up others; no account of a company reports to it.
    #[field(column)]
    pub heading: bool,
}

impl GroupAccount {
    /// An account that companies report to.
    pub fn new(code: &str, name: &str, nature: Nature) -> GroupAccount {
        let (code, name) = (code.to_owned(), name.to_owned());
        GroupAccount { head: Head::default(), code, name, parent: None, nature, heading: false }
    }
}

impl Business for GroupAccount {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(parent) = self.parent {
            read.hold("tree", "accounting.group_account")?;
            refusals.ensure(read.get(parent)?.heading, "accounting.group_parent", "parent");
            let circle = self.head.saved()
                && platform::tree::above(read, "accounting_group_account", "parent", parent.raw())?
                    .contains(&self.head.id);
            refusals.ensure(!circle, "accounting.account_in_a_circle", "parent");
        }
        Ok(())
    }
}

/// What an account says it reports to exists and takes figures; without a chart of the group the code is free.
pub(crate) fn check(read: &Read, code: &str, refusals: &mut Refusals) -> Result<()> {
    let sql = store::sql!(
        "accounting.group_account_of",
        "SELECT SUM(CASE WHEN code = $1 AND heading = 0 THEN 1 ELSE 0 END), COUNT(*) FROM accounting_group_account WHERE archived_at IS NULL"
    );
    let row = read.row(sql, &[code.into()])?;
    let int = |place: usize| row.as_ref().and_then(|r| r.get(place)).and_then(entity::Value::int).unwrap_or(0);
    if int(1) > 0 && int(0) == 0 {
        refusals.add(Refusal::new("accounting.group_code_unknown").field("group_code").arg("code", code));
    }
    Ok(())
}

/// The code that an account reports to: its own, or that of the nearest heading above it that has one.
pub(crate) fn code_of(kept: &Kept, account: i64) -> Option<&str> {
    let mut at = kept.account(account).ok();
    // A circle of accounts is refused elsewhere; a bound costs nothing.
    for _ in 0..32 {
        match at {
            Some(account) if account.group_code.is_some() => return account.group_code.as_deref(),
            Some(account) => at = account.parent.and_then(|p| kept.account(p.raw()).ok()),
            None => return None,
        }
    }
    None
}
