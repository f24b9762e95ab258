//! What customer service adds to other pages: a customer's tickets and installed base, those of an item, a piece, an order, a delivery or an invoice, and
//! what is due for oneself.

use crate::{InstalledPiece, Ticket};
use base::Result;
use entity::Entity;
use platform::page::{Ask, Listed, Panel, PanelView, listed};
use store::Read;
use store::list::{self, Question};

/// The panels, in the order in which they stand.
pub const PANELS: [Panel; 10] = [
    Panel {
        name: "service.tickets",
        icon: "headset",
        of: "parties.party",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("(customer = #{id} or contact = #{id})")),
    },
    Panel {
        name: "service.installed",
        icon: "shield-check",
        of: "parties.party",
        reads: InstalledPiece::DEF.name,
        draw: crate::installed::panel,
    },
    Panel {
        name: "service.under_contract",
        icon: "shield-check",
        of: "sales.contract",
        reads: InstalledPiece::DEF.name,
        draw: |read, ask, id| {
            let filter = format!("contract = #{id} and state = in_use");
            let shows = &["item", "installed_on", "warranty_until"];
            listed(read, ask, &Listed { entity: InstalledPiece::DEF.name, filter: &filter, sort: "", shows, sums: "" })
        },
    },
    Panel {
        name: "service.of_piece",
        icon: "headset",
        of: InstalledPiece::DEF.name,
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("piece = #{id}")),
    },
    Panel {
        name: "service.of_item",
        icon: "headset",
        of: "catalog.item",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("item = #{id}")),
    },
    Panel {
        name: "service.of_lot",
        icon: "headset",
        of: "stock.lot",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("lot = #{id}")),
    },
    Panel {
        name: "service.of_order",
        icon: "headset",
        of: "sales.order",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("sales_order = #{id}")),
    },
    Panel {
        name: "service.of_delivery",
        icon: "headset",
        of: "sales.delivery",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("delivery = #{id}")),
    },
    Panel {
        name: "service.of_invoice",
        icon: "headset",
        of: "sales.customer_invoice",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| tickets(read, ask, &format!("customer_invoice = #{id}")),
    },
    Panel {
        name: "service.my_day",
        icon: "alarm-clock",
        of: "platform.user",
        reads: Ticket::DEF.name,
        draw: |read, ask, id| {
            let filter = format!("owner = #{id} and state in (new, open) and due_at is not empty");
            view(read, ask, &filter, "due_at", &["due_at", "priority"])
        },
    },
];

/// Everything that was ever said of something; the newest first, and whether any of it is late.
fn tickets(read: &Read, ask: &Ask, of: &str) -> Result<PanelView> {
    view(read, ask, of, "-id", &["state", "due_at"])
}

fn view(read: &Read, ask: &Ask, filter: &str, sort: &str, shows: &[&str]) -> Result<PanelView> {
    let entity = Ticket::DEF.name;
    let mut view = listed(read, ask, &Listed { entity, filter, sort, shows, sums: "" })?;
    let late = Question {
        entity: entity.to_owned(),
        filter: format!("{filter} and is_late = yes and state in (new, open)"),
        ..Question::default()
    };
    view.pressing = list::foot(read, &late, false)?.count > 0;
    Ok(view)
}
