//! What winning customers adds to a customer's page and to somebody's day: opportunities, leads, and the steps that are due.

use base::Result;
use platform::page::{Ask, Listed, Panel, PanelView, listed};
use store::Read;

/// The panels, in the order in which they stand.
pub const PANELS: [Panel; 4] = [
    Panel {
        name: "crm.opportunities",
        icon: "target",
        of: "parties.party",
        reads: "crm.opportunity",
        draw: |read, ask, id| {
            let filter = format!("customer = #{id} and state = open");
            opportunities(read, ask, &filter, &["stage", "expected_on", "amount"])
        },
    },
    Panel {
        name: "crm.consents",
        icon: "shield",
        of: "parties.party",
        reads: "crm.consent",
        draw: |read, ask, id| crate::pages::agreed::panel(read, ask, "parties.party", id),
    },
    Panel {
        name: "crm.steps",
        icon: "list-checks",
        of: "platform.user",
        reads: "crm.opportunity",
        draw: |read, ask, id| {
            let filter = format!("owner = #{id} and state = open and next_step_on <= today");
            let drawn = opportunities(read, ask, &filter, &["next_step", "next_step_on"])?;
            Ok(PanelView { pressing: drawn.count.is_some_and(|n| n > 0), ..drawn })
        },
    },
    Panel {
        name: "crm.new_leads",
        icon: "user-plus",
        of: "platform.user",
        reads: "crm.lead",
        draw: |read, ask, id| {
            let filter = format!("owner = #{id} and state = new");
            let wanted = Listed {
                entity: "crm.lead",
                filter: &filter,
                sort: "-id",
                shows: &["organisation", "source"],
                sums: "",
            };
            listed(read, ask, &wanted)
        },
    },
];

fn opportunities(read: &Read, ask: &Ask, filter: &str, shows: &[&str]) -> Result<PanelView> {
    let sums = if shows.contains(&"amount") { "amount" } else { "" };
    listed(read, ask, &Listed { entity: "crm.opportunity", filter, sort: "expected_on", shows, sums })
}
