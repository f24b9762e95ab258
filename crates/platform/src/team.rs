//! A team is a group of users, standing under another team; rights of scope "team" reach its records.

use crate::User;
use base::{Id, Refusal, Result};
use entity::{Entity, Head};
use store::{Business, Read, Refusals};

/// A group of users.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.team", kind = 4, icon = "users", code = "name", search(name), sort = "name")]
pub struct Team {
    pub head: Head,
    #[field(indexed, unique, column, translated)]
    pub name: String,
    /// The team it stands under.
    #[field(column)]
    pub parent: Option<Id<Team>>,
    /// Who leads it.
    #[field(column)]
    pub leader: Option<Id<User>>,
}

impl Business for Team {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if self.parent.is_some() {
            read.hold("tree", "platform.team")?;
        }
        if let Some(parent) = self.parent
            && self.head.saved()
            && crate::tree::above(read, "platform_team", "parent", parent.raw())?.contains(&self.head.id)
        {
            refusals.add(Refusal::new("platform.team_in_a_circle").field("parent").record(&self.name));
        }
        Ok(())
    }
}
