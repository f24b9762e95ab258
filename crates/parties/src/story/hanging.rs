//! What is planned, was done and is filed about a customer, wherever it hangs: at the customer, its people, leads, opportunities,
//! documents or tickets.

use super::{Kin, kin};
use crate::Party;
use base::{Id, Result};
use entity::{Entity, Value};
use platform::page::{Ask, Listed, Panel, PanelView, listed};
use platform::{Activity, Attachment};
use store::{Read, action};

/// What of it stands on the customer's page.
pub const PANELS: [Panel; 2] = [
    Panel {
        name: "parties.activities",
        icon: "square-check",
        of: Party::DEF.name,
        reads: Activity::DEF.name,
        draw: |read, ask, id| panel::<Activity>(read, ask, id, &["due_on", "state"], "task"),
    },
    Panel {
        name: "parties.documents",
        icon: "paperclip",
        of: Party::DEF.name,
        reads: Attachment::DEF.name,
        draw: |read, ask, id| panel::<Attachment>(read, ask, id, &[], "file"),
    },
];

/// The newest of them and how many there are; all of them stand in the timeline.
fn panel<E: Entity>(read: &Read, ask: &Ask, id: i64, shows: &[&str], sort: &str) -> Result<PanelView> {
    let (count, newest) = newest::<E>(read, Id::from_raw(id), 5)?;
    let ids: Vec<String> = newest.iter().map(i64::to_string).collect();
    let filter = format!("id in ({})", if ids.is_empty() { "0".to_owned() } else { ids.join(", ") });
    let view = listed(read, ask, &Listed { entity: E::DEF.name, filter: &filter, sort: "-id", shows, sums: "" })?;
    let href = Some(format!("{}/pages/parties/story/{id}?kind={sort}", ask.base));
    Ok(PanelView { count: Some(count), href, ..view })
}

/// How many records of a kind hang on a customer and on what belongs to it, as far as the reader may see both, and the newest ids.
pub fn newest<E: Entity>(read: &Read, id: Id<Party>, most: i64) -> Result<(i64, Vec<i64>)> {
    let (mut count, mut ids) = (0, Vec::new());
    for one in kin(read, id)? {
        let Some((condition, params)) = whose::<E>(read, &one)? else { continue };
        count += read.number(&format!("SELECT COUNT(*) FROM \"{}\" h WHERE {condition}", E::DEF.table()), &params)?;
        let sql =
            format!("SELECT h.id FROM \"{}\" h WHERE {condition} ORDER BY h.id DESC LIMIT {most}", E::DEF.table());
        ids.extend(read.query(&sql, &params)?.iter().filter_map(|row| row.first().and_then(Value::int)));
    }
    ids.sort_unstable_by_key(|id| -id);
    ids.truncate(usize::try_from(most).unwrap_or(0));
    Ok((count, ids))
}

fn whose<E: Entity>(read: &Read, kin: &Kin) -> Result<Option<(String, Vec<Value>)>> {
    let mut params: Vec<Value> = vec![i64::from(kin.shape.def.kind).into()];
    let Some(hosts) = kin.ids(read, &mut params)? else { return Ok(None) };
    let shape = read.shape(E::DEF.name)?;
    let rights = read.access()?.narrowed(&shape, action::READ, "h", &mut params);
    Ok(rights
        .map(|rights| (format!("h.host_kind = $1 AND h.host IN ({hosts}) AND h.archived_at IS NULL{rights}"), params)))
}
