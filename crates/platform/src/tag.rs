//! A tag is a coloured word that users put on any record.

use crate::Host;
use base::{Id, Result};
use entity::{Choice, Entity, Head};
use std::collections::BTreeMap;
use store::{Business, Read, Tx};

/// The colour of a tag.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Grey.
    #[default]
    Neutral,
    /// Blue.
    #[choice(tone = "info")]
    Blue,
    /// Violet.
    #[choice(tone = "violet")]
    Violet,
    /// Teal.
    #[choice(tone = "teal")]
    Teal,
    /// Green.
    #[choice(tone = "success")]
    Green,
    /// Amber.
    #[choice(tone = "warn")]
    Amber,
    /// Red.
    #[choice(tone = "danger")]
    Red,
}

/// A coloured word for any record.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.tag", kind = 15, icon = "tag", code = "name", search(name), sort = "name", open)]
pub struct Tag {
    pub head: Head,
    #[field(unique, indexed, column, max = 40)]
    pub name: String,
    #[field(column)]
    pub colour: Colour,
}

impl Business for Tag {}

/// Puts a tag on a record that one may see.
pub fn put(tx: &mut Tx, entity: &str, id: i64, tag: Id<Tag>) -> Result<()> {
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    tx.get(tag)?;
    let sql = store::sql!(
        "platform.tag_put",
        "INSERT INTO tag_link (kind, record, tag) VALUES ($1, $2, $3) ON CONFLICT (kind, record, tag) DO NOTHING"
    );
    tx.execute(sql, &[host.kind.into(), host.record.into(), tag.into()])?;
    Ok(())
}

/// Takes a tag off a record.
pub fn take(tx: &mut Tx, entity: &str, id: i64, tag: Id<Tag>) -> Result<()> {
    let host = Host::of(tx, entity, id)?;
    host.visible(tx)?;
    let sql = store::sql!("platform.tag_take", "DELETE FROM tag_link WHERE kind = $1 AND record = $2 AND tag = $3");
    tx.execute(sql, &[host.kind.into(), host.record.into(), tag.into()])?;
    Ok(())
}

/// Tags to choose from for records of an entity: those that stand on most of them first, then the others by name.
pub fn offered(read: &Read, entity: &str, most: i64) -> Result<Vec<Tag>> {
    let kind = i64::from(read.shape(entity)?.def.kind);
    let sql = store::sql!(
        "platform.tags_used",
        "SELECT tag, COUNT(*) AS times FROM tag_link WHERE kind = $1 GROUP BY tag ORDER BY times DESC, tag LIMIT $2"
    );
    let rows = read.query(sql, &[kind.into(), most.into()])?;
    let used: Vec<i64> = rows.iter().filter_map(|r| r.first()?.int()).collect();
    let mut found: Vec<Tag> = read.select("id IN LIST($1) AND archived_at IS NULL", &[store::id_list(&used)])?;
    found.sort_by_key(|tag| used.iter().position(|id| *id == tag.head.id));
    let others: Vec<Tag> = read.select("archived_at IS NULL ORDER BY name LIMIT $1", &[most.into()])?;
    found.extend(others.into_iter().filter(|tag| !used.contains(&tag.head.id)));
    found.truncate(usize::try_from(most).unwrap_or(0));
    Ok(found)
}

/// The tags of records that whoever asks was shown, by record and name.
pub fn of_many(read: &Read, entity: &str, ids: &[i64]) -> Result<BTreeMap<i64, Vec<Tag>>> {
    let kind = i64::from(read.shape(entity)?.def.kind);
    let sql =
        store::sql!("platform.tags_of", "SELECT record, tag FROM tag_link WHERE kind = $1 AND record IN LIST($2)");
    let rows = read.query(sql, &[kind.into(), store::id_list(ids)])?;
    let pairs: Vec<(i64, i64)> = rows.iter().filter_map(|r| Some((r.first()?.int()?, r.get(1)?.int()?))).collect();
    let known: Vec<i64> = pairs.iter().map(|(_, tag)| *tag).collect();
    let mut found: BTreeMap<i64, Vec<Tag>> = BTreeMap::new();
    for tag in read.select::<Tag>("id IN LIST($1) AND archived_at IS NULL ORDER BY name", &[store::id_list(&known)])? {
        for (record, _) in pairs.iter().filter(|(_, id)| *id == tag.head.id) {
            found.entry(*record).or_default().push(tag.clone());
        }
    }
    Ok(found)
}

/// The tags of a record, by name.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Tag>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition =
        "archived_at IS NULL AND id IN (SELECT tag FROM tag_link WHERE kind = $1 AND record = $2) ORDER BY name";
    read.select(condition, &[host.kind.into(), host.record.into()])
}
