//! A saved view is a named way to look at a list: its filter, sort and columns, for oneself, one's team or everybody.

use crate::{Team, User};
use base::{Error, Id, Refusal, Result};
use entity::{Choice, Entity, Head, Text};
use store::{Business, Read, Refusals, Scope, Tx, action};

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

/// The views of a list that whoever asks may use: his own, his team's, everybody's; in their order.
pub fn of(read: &Read, entity: &str) -> Result<Vec<SavedView>> {
    let access = read.access()?;
    let condition = "entity = $1 AND archived_at IS NULL AND (owner = $2 OR shared = 'public' OR (shared = 'team' AND team = $3)) \
                     ORDER BY position, name, id";
    read.select(condition, &[entity.into(), access.user.into(), access.team.unwrap_or(0).into()])
}

/// Keeps a view of one's own, new or changed. Sharing it with everybody takes the right to everybody's views.
pub fn keep(tx: &mut Tx, view: &mut SavedView) -> Result<()> {
    let access = tx.access()?;
    let shape = tx.shape("platform.saved_view")?;
    let all = matches!(access.scope(&shape, action::EDIT), Scope::All | Scope::Company);
    if view.shared == Audience::Public && !all {
        return Err(Refusal::new("platform.view_for_everybody").field("shared").into());
    }
    if view.shared == Audience::Team && view.team.is_none() {
        view.team = access.team.map(Id::from_raw);
    }
    if view.head.saved() {
        let before = tx.lock(view.id())?;
        if !all && before.owner.map(Id::raw) != Some(access.user) {
            return Err(Error::forbidden("platform.saved_view", action::EDIT));
        }
        view.owner = before.owner;
        tx.update(view)?;
    } else {
        view.owner = tx.who().user.map(Id::from_raw);
        tx.insert(view)?;
    }
    Ok(())
}

/// Takes a view away.
pub fn remove(tx: &mut Tx, view: Id<SavedView>) -> Result<()> {
    let access = tx.access()?;
    let shape = tx.shape("platform.saved_view")?;
    let known = tx.lock(view)?;
    let all = matches!(access.scope(&shape, action::EDIT), Scope::All | Scope::Company);
    if !all && known.owner.map(Id::raw) != Some(access.user) {
        return Err(Error::not_found("platform.saved_view", view));
    }
    tx.set_archived("platform.saved_view", view.raw(), None, true)
}
