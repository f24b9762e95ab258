//! Finding that somebody is already known: while typing, when saving, on import, and between kinds of records.
//!
//! The keys of a record are looked up by index in one statement; names are compared only among the few records these lead to.
//! The search runs over everything, the answer shows what the asking person may read and of the rest only that it exists.

use crate::matching::{self, Way};
use crate::{Form, Party, loaded};
use base::{Id, Refusal, Result};
use entity::{Entity, Value};
use std::collections::{BTreeMap, BTreeSet};
pub use store::{Candidate, Seen};
use store::{MatchKey, Read, Refusals, action};

/// A key that leads to more records than this is a switchboard or a shared mailbox and says nothing.
const SHARED: usize = 20;
/// A block leads to at most this many names to compare.
const BLOCK: usize = 60;
/// Candidates below this many points are not shown.
const LEAST: i64 = 50;
/// At most this many candidates are shown.
const MOST: usize = 5;
/// An equal key of this many points stops a save until somebody says that the two are distinct.
const STOPS: i64 = matching::weight::PHONE;

/// Records that look like a draft, best first. A draft that is saved already does not find itself.
pub fn like(read: &Read, draft: &Party) -> Result<Vec<Candidate>> {
    let keys = matching::keys(&draft.traits());
    let mut found = candidates(read, &keys, &draft.name, Some((Party::DEF.kind, draft.head.id)))?;
    let known = distinct_from(read, draft)?;
    found.retain(|c| c.entity != Party::DEF.name || !known.contains(&c.id));
    found.truncate(MOST);
    Ok(found)
}

/// Records that look like a saved party, best first.
pub fn of(read: &Read, id: Id<Party>) -> Result<Vec<Candidate>> {
    like(read, &read.get(id)?)
}

/// Records of any kind that share keys or have a name like this one; `own` is left out. For leads and other kinds.
pub fn candidates(read: &Read, keys: &[MatchKey], name: &str, own: Option<(u16, i64)>) -> Result<Vec<Candidate>> {
    found_by(read, &matching::ways(keys), name, own)
}

fn found_by(read: &Read, ways: &[Way], name: &str, own: Option<(u16, i64)>) -> Result<Vec<Candidate>> {
    let mut hits: BTreeMap<(u16, i64), Vec<&Way>> = BTreeMap::new();
    for (key, records) in looked_up(read, ways)? {
        let block = key.weight == matching::weight::BLOCK;
        // The record itself is among the hits once it is saved.
        if !block && records.len() > SHARED {
            continue;
        }
        for record in records.into_iter().filter(|r| Some(*r) != own) {
            hits.entry(record).or_default().push(key);
        }
    }
    let mut found = Vec::new();
    let core = matching::core(name);
    let kinds: BTreeSet<u16> = hits.keys().map(|(kind, _)| *kind).collect();
    for kind in kinds {
        let Some(shape) = read.model().shapes.of_kind(kind).cloned() else { continue };
        let ids: Vec<i64> = hits.keys().filter(|(k, _)| *k == kind).map(|(_, id)| *id).collect();
        // Names first: of the many records that a block leads to, few are worth reading whole.
        let mut scored: Vec<(i64, Vec<String>, i64)> = Vec::new();
        for (id, title) in read.titles(shape.name(), &ids)? {
            let (points, reasons) = score(&hits[&(kind, id)], &core, &title);
            if points >= LEAST {
                scored.push((points, reasons, id));
            }
        }
        scored.sort_by_key(|(points, _, id)| (-points, *id));
        scored.truncate(SHARED * 2);
        let ids: Vec<i64> = scored.iter().map(|(_, _, id)| *id).collect();
        for record in read.find_many(shape.name(), &ids, false)?.into_iter().filter(|r| r.head.archived_at.is_none()) {
            let Some((score, reasons, id)) = scored.iter().find(|(_, _, id)| *id == record.head.id).cloned() else {
                continue;
            };
            let seen = match read.may(&shape, &record, action::READ)? {
                true => Seen::Open(shape.title(&record)),
                false => Seen::Hidden { owner: shape.value(&record, "owner").int() },
            };
            found.push(Candidate { entity: shape.name(), id, score, reasons, seen });
        }
    }
    found.sort_by_key(|c| (-c.score, -(c.reasons.len() as i64), c.id));
    Ok(found)
}

/// The strongest equal key, or the likeness of the names. Equal names in different places are two firms.
fn score(ways: &[&Way], core: &matching::Core, other: &str) -> (i64, Vec<String>) {
    let alike = matching::core_score(core, &matching::core(other));
    // A record that is found by a name and is called otherwise has several: a lead's firm stands beside its person.
    let points = |way: &Way| if way.reason == "name" && alike > 0 { alike } else { way.weight };
    let mut equal: Vec<(i64, String)> =
        ways.iter().filter(|w| w.weight > 0).map(|w| (points(w), w.reason.to_owned())).collect();
    if !equal.iter().any(|(_, kind)| kind == "name") && alike > 0 {
        equal.push((alike, "name_like".to_owned()));
    }
    equal.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    equal.dedup_by(|later, first| later.1 == first.1);
    let best = equal.first().map_or(0, |(points, _)| *points);
    // The domain of a firm with a name like this one is more than either alone.
    let both = equal.iter().any(|(_, k)| k == "domain") && alike > 0;
    (if both { best.max(85) } else { best }, equal.into_iter().map(|(_, kind)| kind).collect())
}

/// A way and the records it leads to, by kind and id.
type Led<'w> = (&'w Way, Vec<(u16, i64)>);

/// The records that each way leads to: one statement, every part of it a range of the primary key with a limit.
fn looked_up<'w>(read: &Read, ways: &'w [Way]) -> Result<Vec<Led<'w>>> {
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let (mut parts, mut params) = (Vec::new(), Vec::new());
    for (place, way) in ways.iter().enumerate() {
        let most = if way.weight == matching::weight::BLOCK { BLOCK } else { SHARED + 1 };
        params.push(Value::from(way.key.as_str()));
        let range = match way.begins {
            false => format!("key = ${} ORDER BY kind, record", params.len()),
            true => {
                params.push(Value::from(format!("{}\u{10ffff}", way.key)));
                format!("key >= ${} AND key < ${} ORDER BY key, kind, record", params.len() - 1, params.len())
            }
        };
        parts.push(format!(
            "SELECT {place} AS place, x.kind, x.record FROM (SELECT kind, record FROM match_key WHERE {range} LIMIT {most}) x"
        ));
    }
    let mut found: Vec<Led> = ways.iter().map(|w| (w, Vec::new())).collect();
    for row in read.query(&parts.join(" UNION ALL "), &params)? {
        if let [Value::Int(place), Value::Int(kind), Value::Int(record)] = row.as_slice()
            && let (Some(slot), Ok(kind)) =
                (usize::try_from(*place).ok().and_then(|p| found.get_mut(p)), u16::try_from(*kind))
        {
            slot.1.push((kind, *record));
        }
    }
    Ok(found)
}

/// Parties that somebody said are not this one, whichever of the two records it was said on.
fn distinct_from(read: &Read, party: &Party) -> Result<BTreeSet<i64>> {
    let mut known: BTreeSet<i64> = loaded(&party.distinctions).iter().map(|d| d.other.raw()).collect();
    if party.head.saved() {
        let sql = store::sql!("parties.said_distinct", "SELECT document FROM parties_distinction WHERE other = $1");
        let rows = read.query(sql, &[party.head.id.into()])?;
        known.extend(rows.iter().filter_map(|row| row.first().and_then(Value::int)));
    }
    Ok(known)
}

/// Refuses a party that shares a new e-mail address, number or tax id with a live party of its form, unless somebody said that
/// the two are distinct. Names alone never stop anybody; neither does what the record already had.
///
/// The way past it is data, not a flag: a row in `distinctions` that names the other party. It travels in every form, file and
/// request like any field, is audited with whoever said it, and keeps the pair from being asked about again; and a third
/// lookalike that turns up meanwhile is still refused.
pub(crate) fn refuse(read: &Read, party: &Party, refusals: &mut Refusals) -> Result<()> {
    let mut keys: Vec<MatchKey> = matching::exact_keys(&party.traits());
    keys.retain(|k| k.weight >= STOPS);
    if party.head.saved() && !keys.is_empty() {
        let old = read.match_keys(Party::DEF.kind, party.head.id)?;
        keys.retain(|k| !old.contains_key(&k.key));
    }
    if keys.is_empty() {
        return Ok(());
    }
    let own = Some((Party::DEF.kind, party.head.id));
    let ways: Vec<Way> = keys.iter().map(Way::equal).collect();
    let mut found = found_by(read, &ways, &party.name, own)?;
    if found.is_empty() {
        return Ok(());
    }
    let known = distinct_from(read, party)?;
    found.retain(|c| c.entity == Party::DEF.name && c.score >= STOPS && !known.contains(&c.id));
    if found.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = found.iter().map(|c| c.id).collect();
    let forms: BTreeMap<i64, Form> = read
        .select::<Party>("id IN LIST($1)", &[store::id_list(&ids)])?
        .into_iter()
        .map(|p| (p.head.id, p.form))
        .collect();
    // A person may share the address of the firm they work for.
    found.retain(|c| forms.get(&c.id) == Some(&party.form));
    if let Some(first) = found.first() {
        let names: Vec<String> = found.iter().map(called).collect();
        let ids: Vec<String> = found.iter().map(|c| c.id.to_string()).collect();
        let reason = first.reasons.first().cloned().unwrap_or_default();
        let field = match reason.as_str() {
            "tax" => "tax_id",
            "email" => "emails",
            _ => "phones",
        };
        let refusal = Refusal::new("parties.looks_like").field(field).arg("candidates", names.join(", "));
        refusals.add(refusal.arg("ids", ids.join(",")).arg("reason", reason));
    }
    Ok(())
}

fn called(candidate: &Candidate) -> String {
    match &candidate.seen {
        Seen::Open(title) => title.clone(),
        Seen::Hidden { .. } => format!("#{}", candidate.id),
    }
}
