//! What hangs on any record, as panels: what is planned and was done, and the files.

use super::{Ask, Listed, Panel, PanelView, listed};
use crate::Host;
use base::Result;
use store::Read;

/// The panels of a customer that the platform itself has.
pub const PANELS: [Panel; 2] = [
    Panel {
        name: "platform.activities",
        icon: "square-check",
        of: "parties.party",
        reads: "platform.activity",
        draw: |read, ask, id| hanging(read, ask, id, "platform.activity", &["due_on", "state"]),
    },
    Panel {
        name: "platform.documents",
        icon: "paperclip",
        of: "parties.party",
        reads: "platform.attachment",
        draw: |read, ask, id| hanging(read, ask, id, "platform.attachment", &[]),
    },
];

fn hanging(read: &Read, ask: &Ask, id: i64, entity: &str, shows: &[&str]) -> Result<PanelView> {
    let host = Host::of(read, "parties.party", id)?;
    let filter = format!("host_kind = {} and host = {}", host.kind, host.record);
    listed(read, ask, &Listed { entity, filter: &filter, sort: "", shows, sums: "" })
}
