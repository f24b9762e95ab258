//! A note is what somebody wrote down about a record; naming a colleague in it rings his bell.

use crate::notification::{self, Topic};
use crate::{Host, User};
use base::{Error, Id, Refusal, Result, ensure};
use entity::{Entity, Head, Text};
use store::{Business, Read, Tx};

/// Something written about a record.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.note",
    kind = 18,
    icon = "message-square",
    title = "body",
    search(body),
    index(host_kind, host, id)
)]
pub struct Note {
    pub head: Head,
    #[field(max = 20000, personal)]
    pub body: Text,
    #[field(read_only)]
    pub host_kind: i64,
    #[field(read_only)]
    pub host: i64,
    #[field(column)]
    pub owner: Option<Id<User>>,
}

impl Business for Note {}

/// Writes a note about a record that one may see. Whoever is mentioned and may see it too is told.
pub fn add(tx: &mut Tx, entity: &str, id: i64, body: &str, mentions: &[Id<User>]) -> Result<Id<Note>> {
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    for user in mentions {
        let name = tx.titles("platform.user", &[user.raw()])?.remove(&user.raw()).unwrap_or_default();
        let sees = host.visible_to(tx, user.raw())?;
        ensure!(sees, Refusal::new("platform.mention_cannot_see").field("body").arg("value", name))?;
    }
    let writer = tx.who().user;
    let note = tx.insert(&mut Note {
        head: Head::default(),
        body: Text::new(body),
        host_kind: host.kind,
        host: host.record,
        owner: writer.map(Id::from_raw),
    })?;
    let start: String = body.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect();
    for user in mentions.iter().filter(|u| Some(u.raw()) != writer) {
        notification::ring(tx, *user, Topic::Mention, start.trim(), Some(host))?;
    }
    Ok(note)
}

/// Changes one's own note.
pub fn edit(tx: &mut Tx, note: Id<Note>, body: &str) -> Result<()> {
    let mut own = owned(tx, note)?;
    own.body = Text::new(body);
    tx.update(&mut own)?;
    Ok(())
}

/// Takes one's own note away; it stays in the archive.
pub fn remove(tx: &mut Tx, note: Id<Note>) -> Result<()> {
    owned(tx, note)?;
    tx.set_archived("platform.note", note.raw(), None, true)
}

fn owned(tx: &mut Tx, note: Id<Note>) -> Result<Note> {
    let note = tx.lock(note)?;
    let host = Host { kind: note.host_kind, record: note.host };
    host.visible(tx)?;
    let user = tx.who().user;
    if user.is_some() && note.owner.map(Id::raw) != user {
        return Err(Error::forbidden("platform.note", "edit"));
    }
    Ok(note)
}

/// The notes about a record, newest first.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Note>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition = "host_kind = $1 AND host = $2 AND archived_at IS NULL ORDER BY id DESC";
    read.select(condition, &[host.kind.into(), host.record.into()])
}
