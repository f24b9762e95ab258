//! A saved view is a named way to look at a list: its filter, sort and columns, for oneself, one's team or everybody.

use crate::{Team, User};
use base::{Id, Refusal, Result};
use entity::{Choice, Entity, Head, Text};
use store::{Business, Read, Refusals};

/// Who else sees a view.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Its owner only.
    #[default]
    Private,
    /// The owner's team.
    Team,
    /// Everybody who may see the list.
    Public,
}

/// A named way to look at a list.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.saved_view", kind = 11, icon = "bookmark", sort = "name", index(entity, owner))]
pub struct SavedView {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    /// The list it belongs to, `sales.order`.
    #[field(column, max = 80)]
    pub entity: String,
    /// The query string: filter, sort, columns.
    #[field(max = 4000)]
    pub query: Text,
    #[field(column)]
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    #[field(column)]
    pub shared: Audience,
    /// Where it stands among the views of its list, from 0.
    pub position: i64,
}

impl Business for SavedView {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if read.model().shapes.get(&self.entity).is_none() {
            refusals.add(Refusal::new("platform.entity_unknown").field("entity").arg("value", &self.entity));
        }
        refusals.ensure(self.shared != Audience::Team || self.team.is_some(), "platform.view_without_team", "team");
        Ok(())
    }
}
