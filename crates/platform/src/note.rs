//! A note is what somebody wrote down, about a record, about several, or for themselves; naming a colleague in it rings his bell.

mod panel;

pub use panel::PANELS;

use crate::notification::{self, Topic};
use crate::{Host, User};
use base::{Error, Id, Refusal, Result, ensure};
use entity::{Entity, Head, Input, Lines, Text};
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Tx, action, operations, search};

/// Something written down. Whoever sees a record it is about sees it there.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.note",
    kind = 18,
    icon = "message-square",
    title = "body",
    search(body),
    index(host_kind, host, id),
    index(owner, pinned, id),
    view(pinned = "filter=pinned%20%3D%20yes")
)]
pub struct Note {
    pub head: Head,
    #[field(max = 20000, personal)]
    pub body: Text,
    /// The record it was written on; none is a note to oneself.
    #[field(read_only)]
    pub host_kind: Option<i64>,
    #[field(read_only)]
    pub host: Option<i64>,
    /// Further records it is about.
    pub links: Lines<NoteLink>,
    /// It stays on top.
    #[field(column)]
    pub pinned: bool,
    #[field(column)]
    pub owner: Option<Id<User>>,
}

/// A further record that a note is about.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.note_link", kind = 41, line_of = "platform.note", index(host_kind, host))]
pub struct NoteLink {
    pub head: Head,
    #[field(read_only)]
    pub host_kind: i64,
    #[field(read_only)]
    pub host: i64,
}

/// A record that a note is about: its number, its name, or the address of its page.
#[derive(Input, Clone, Debug)]
pub struct Which {
    #[field(max = 300)]
    pub record: String,
}

impl Business for NoteLink {}

impl Business for Note {
    const OPERATIONS: &'static [Operation] = &operations![Note:
        pin if is_loose: [] => same,
        unpin if is_pinned: [] => same,
        tie(Which) if is_own: [] => same,
        untie(Which) if is_tied: [] => same,
    ];
}

impl Note {
    /// The record it was written on.
    pub fn host(&self) -> Option<Host> {
        Some(Host { kind: self.host_kind?, record: self.host? })
    }

    fn is_loose(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.pinned { Guard::Hidden } else { Guard::Open })
    }

    fn is_pinned(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.pinned { Guard::Open } else { Guard::Hidden })
    }

    /// Only whoever wrote it says what it is about.
    fn is_own(&self, read: &Read) -> Result<Guard> {
        let own = read.who().user.is_none() || self.owner.map(Id::raw) == read.who().user;
        Ok(if own { Guard::Open } else { Guard::Hidden })
    }

    fn is_tied(&self, read: &Read) -> Result<Guard> {
        let tied = matches!(&self.links, Lines::Loaded(links) if links.is_empty());
        if tied { Ok(Guard::Hidden) } else { self.is_own(read) }
    }

    /// Everything it is about: where it was written, and what it was linked to.
    pub fn about(&self) -> Vec<Host> {
        let links = match &self.links {
            Lines::Loaded(links) => links.as_slice(),
            Lines::NotLoaded => &[],
        };
        let further = links.iter().map(|l| Host { kind: l.host_kind, record: l.host });
        self.host().into_iter().chain(further).collect()
    }

    /// It is about a further record, which one may see.
    fn tie(&mut self, tx: &mut Tx, asked: Which) -> Result<Made> {
        let host = found(tx, &asked.record)?;
        let there = self.about().contains(&host);
        if let (Lines::Loaded(links), false) = (&mut self.links, there) {
            links.push(NoteLink { head: Head::default(), host_kind: host.kind, host: host.record });
        }
        Ok(Vec::new())
    }

    /// It is about that record no longer.
    fn untie(&mut self, tx: &mut Tx, asked: Which) -> Result<Made> {
        let host = found(tx, &asked.record)?;
        let Lines::Loaded(links) = &mut self.links else { return Ok(Vec::new()) };
        let before = links.len();
        links.retain(|l| (l.host_kind, l.host) != (host.kind, host.record));
        let gone = links.len() < before;
        ensure!(gone, Refusal::new("platform.note_not_about").field("record").arg("value", asked.record))?;
        Ok(Vec::new())
    }

    fn pin(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.pinned = true;
        Ok(Vec::new())
    }

    fn unpin(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.pinned = false;
        Ok(Vec::new())
    }
}

/// The record that somebody names by its number, its name or its page; one that they may see.
fn found(read: &Read, text: &str) -> Result<Host> {
    let text = text.trim();
    let refused = |code: &'static str| Refusal::new(code).field("record").arg("value", text);
    let access = read.access()?;
    let model = read.model();
    let shapes = || model.shapes.iter().filter(|s| s.enabled && s.def.line_of.is_none() && access.may(s, action::READ));
    let parts: Vec<&str> = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').split('/').collect();
    if let [.., module, plural, id] = parts.as_slice() {
        let shape = shapes().find(|s| s.def.module() == *module && s.def.plural == *plural);
        let id = id.parse().ok().filter(|id| (1..1i64 << 53).contains(id));
        let (Some(shape), Some(record)) = (shape, id) else {
            return Err(refused("platform.note_about_nothing").into());
        };
        let host = Host { kind: shape.def.kind.into(), record };
        host.visible(read)?;
        return Ok(host);
    }
    // Events, tasks and notes are looked at from their records.
    let searched: Vec<Arc<_>> = shapes().filter(|s| s.def.module() != crate::NAME).cloned().collect();
    let hits = search::find(read, &searched, text, 8)?;
    let mut named = Vec::new();
    for hit in &hits {
        let title = read.titles(hit.entity, &[hit.id])?.remove(&hit.id).unwrap_or_default();
        if search::fold(&title) == search::fold(text) {
            named.push(hit);
        }
    }
    let hit = match (named.as_slice(), hits.as_slice()) {
        ([one], _) => one,
        ([], [one]) => one,
        (_, []) => return Err(refused("platform.note_about_nothing").into()),
        _ => return Err(refused("platform.note_about_many").into()),
    };
    Host::of(read, hit.entity, hit.id)
}

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
        host_kind: Some(host.kind),
        host: Some(host.record),
        links: Vec::new().into(),
        pinned: false,
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
    let user = tx.who().user;
    match note.host() {
        Some(host) => drop(host.visible(tx)?),
        None if user.is_some() && note.owner.map(Id::raw) != user => {
            return Err(Error::not_found("platform.note", note.id()));
        }
        None => {}
    }
    if user.is_some() && note.owner.map(Id::raw) != user {
        return Err(Error::forbidden("platform.note", "edit"));
    }
    Ok(note)
}

/// Says that one's own note is about a further record, which one may see.
pub fn link(tx: &mut Tx, note: Id<Note>, entity: &str, id: i64) -> Result<()> {
    let mut own = owned(tx, note)?;
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    let there = own.host() == Some(host) || own.links.iter().any(|l| (l.host_kind, l.host) == (host.kind, host.record));
    if let (Lines::Loaded(links), false) = (&mut own.links, there) {
        links.push(NoteLink { head: Head::default(), host_kind: host.kind, host: host.record });
        tx.update(&mut own)?;
    }
    Ok(())
}

/// Takes a link away again.
pub fn unlink(tx: &mut Tx, note: Id<Note>, entity: &str, id: i64) -> Result<()> {
    let mut own = owned(tx, note)?;
    let host = Host::of(tx, entity, id)?;
    if let Lines::Loaded(links) = &mut own.links {
        links.retain(|l| (l.host_kind, l.host) != (host.kind, host.record));
    }
    tx.update(&mut own)?;
    Ok(())
}

/// Notes written on a record or linked to it, `$1` and `$2`.
pub(crate) const ABOUT: &str = "(host_kind = $1 AND host = $2 OR id IN (SELECT document FROM platform_note_link \
                                WHERE host_kind = $1 AND host = $2))";

/// The notes about a record, pinned ones first, then the newest.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Note>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition = format!("{ABOUT} AND archived_at IS NULL ORDER BY pinned DESC, id DESC");
    read.select(&condition, &[host.kind.into(), host.record.into()])
}
