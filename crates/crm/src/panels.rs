//! What the pipeline adds to a customer's page and to somebody's day: deals, the next step of each, and leads that wait for an answer.

use base::Result;
use platform::page::{Ask, Listed, Panel, PanelView, listed};
use store::Read;

/// The panels: of a customer first, then of the reader's own day.
pub const PANELS: [Panel; 5] = [
    Panel {
        name: "crm.opportunities",
        icon: "target",
        of: "parties.party",
        reads: "crm.opportunity",
        draw: |read, ask, id| deals(read, ask, &format!("customer = #{id}"), &["stage", "amount"]),
    },
    Panel {
        name: "crm.came_from",
        icon: "user-plus",
        of: "parties.party",
        reads: "crm.lead",
        draw: |read, ask, id| {
            leads(read, ask, &format!("became_organisation = #{id} or became_person = #{id}"), &["source", "state"])
        },
    },
    Panel {
        name: "crm.steps",
        icon: "arrow-right",
        of: "platform.user",
        reads: "crm.opportunity",
        draw: |read, ask, _| {
            let filter = format!("owner = me and state = open and next_step_on <= {}", read.today());
            pressing(deals(read, ask, &filter, &["next_step", "next_step_on"])?)
        },
    },
    Panel {
        name: "crm.without_step",
        icon: "circle-help",
        of: "platform.user",
        reads: "crm.opportunity",
        draw: |read, ask, _| {
            deals(read, ask, "owner = me and state = open and next_step_on is empty", &["stage", "amount"])
        },
    },
    Panel {
        name: "crm.new_leads",
        icon: "user-plus",
        of: "platform.user",
        reads: "crm.lead",
        draw: |read, ask, _| pressing(leads(read, ask, "owner = me and state = new", &["organisation", "source"])?),
    },
];

fn deals(read: &Read, ask: &Ask, filter: &str, shows: &[&str]) -> Result<PanelView> {
    listed(read, ask, &Listed { entity: "crm.opportunity", filter, sort: "", shows, sums: "amount" })
}

fn leads(read: &Read, ask: &Ask, filter: &str, shows: &[&str]) -> Result<PanelView> {
    listed(read, ask, &Listed { entity: "crm.lead", filter, sort: "", shows, sums: "" })
}

fn pressing(view: PanelView) -> Result<PanelView> {
    Ok(PanelView { pressing: view.count.is_some_and(|n| n > 0), ..view })
}
