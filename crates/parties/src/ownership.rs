//! Who looked after a party when: commission and reports ask for the owner of a day, not of today.

use crate::Party;
use base::{Date, Id, Result};
use entity::{Entity, Head};
use platform::{Team, User};
use store::{Business, Read, Tx};

/// One stretch of time in which a party had this owner and team. Written by the operation `transfer`, never by hand.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "parties.ownership",
    aside,
    kind = 57,
    plural = "ownerships",
    icon = "history",
    title = "starts_on",
    sort = "-id"
)]
pub struct Ownership {
    pub head: Head,
    #[field(read_only, column)]
    pub party: Id<Party>,
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    #[field(read_only, column)]
    pub team: Option<Id<Team>>,
    #[field(read_only, column, indexed)]
    pub starts_on: Date,
    /// The last day; empty while it lasts. A day of transfer belongs to the new owner.
    #[field(read_only, column)]
    pub ends_on: Option<Date>,
}

impl Business for Ownership {}

/// Ends the running stretch and begins the next. The first transfer also writes the stretch before it.
pub(crate) fn begin(tx: &mut Tx, party: &Party, owner: Option<Id<User>>, team: Option<Id<Team>>) -> Result<()> {
    let today = tx.today();
    let id = party.id();
    let known = tx.select::<Ownership>("party = $1 ORDER BY id DESC LIMIT 1", &[id.into()])?.pop();
    let row = |owner, team, starts_on, ends_on| Ownership {
        head: Head::default(),
        party: id,
        owner,
        team,
        starts_on,
        ends_on,
    };
    let yesterday = today.add_days(-1)?;
    match known {
        Some(open) => {
            let mut open = tx.lock(open.id())?;
            // Somebody who was given the party and lost it on one day keeps a row that covers nothing.
            open.ends_on = Some(yesterday);
            tx.update(&mut open)?;
        }
        None => {
            let since = match party.head.created_at {
                Some(at) => at.date_in(tx.zone())?,
                None => today,
            };
            tx.insert(&mut row(party.owner, party.team, since, Some(yesterday)))?;
        }
    }
    tx.insert(&mut row(owner, team, today, None))?;
    Ok(())
}

/// The owner of a party on a day. Before its first transfer a party always had the owner it has.
pub fn owner_on(read: &Read, party: &Party, day: Date) -> Result<Option<Id<User>>> {
    let rows = read.select::<Ownership>("party = $1 ORDER BY id", &[party.id().into()])?;
    let then = rows.iter().rev().find(|r| r.starts_on <= day && r.ends_on.is_none_or(|until| until >= day));
    Ok(match then.or_else(|| rows.first()) {
        Some(row) => row.owner,
        None => party.owner,
    })
}
