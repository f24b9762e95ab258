//! Stock: where goods are, what they are worth, and every movement of them, booked in the same step.
//!
//! [`moving::apply`] moves goods for a document of any module; it knows neither sales nor purchasing, only a [`accounting::Source`].

pub mod capacity;
mod correcting;
mod cost_change;
mod count;
mod difference;
mod history;
pub mod kept;
mod landed_cost;
mod laws;
mod movement;
pub mod moving;
mod pages;
pub mod picking;
pub mod posting;
pub mod promising;
mod reallocating;
pub mod reorder;
pub mod reports;
pub mod reservation;
mod row;
mod state;
mod status_change;
pub mod tracing;
mod transfer;
mod warehouse;

pub use correcting::{Reason, ValueAdjustment, ValueAdjustmentLine};
pub use cost_change::{CostChange, CostChangeLine, State as CostChangeState};
pub use count::{Count, CountLine, State as CountState};
pub use difference::{Borne, Receipt, Why, received_value, value_difference};
pub use landed_cost::{Basis, LandedCost, LandedCostItem, LandedCostReceipt, State as LandedCostState};
pub use movement::{Movement, MovementLine, Purpose, Reversal, State as MovementState};
pub use moving::{Document, Move, Moved, Relocation, Spot, Worth, apply, available, relocate, take_back};
pub use pages::PAGES;
pub use reallocating::{Give, Prioritise};
pub use reorder::{Proposal, ReorderRule};
pub use reservation::{Demand, Reservation};
pub use row::{Act, LedgerRow};
pub use status_change::{State as StatusChangeState, StatusChange, StatusChangeLine};
pub use transfer::{Arrival, State as TransferState, Transfer, TransferLine};
pub use warehouse::{ItemPolicy, Location, Lot, Method, Site, Status, Warehouse};

use base::{Date, Result};
use entity::Entity;
use store::schema::{Holds::*, Table};
use store::{Module, Registered, Tx, entity};

/// The module's name.
pub const NAME: &str = "stock";

// Entity numbers 150 to 199 are this module's.
static ENTITIES: [Registered; 25] = [
    entity::<Site>(),
    entity::<Warehouse>(),
    entity::<Location>(),
    entity::<Lot>(),
    entity::<ItemPolicy>(),
    entity::<LedgerRow>(),
    entity::<TransferLine>(),
    entity::<Transfer>(),
    entity::<StatusChangeLine>(),
    entity::<StatusChange>(),
    entity::<CountLine>(),
    entity::<Count>(),
    entity::<ReorderRule>(),
    entity::<LandedCostItem>(),
    entity::<LandedCostReceipt>(),
    entity::<LandedCost>(),
    entity::<CostChangeLine>(),
    entity::<CostChange>(),
    entity::<ValueAdjustmentLine>(),
    entity::<ValueAdjustment>(),
    entity::<Reservation>(),
    entity::<picking::PickLine>(),
    entity::<picking::PickList>(),
    entity::<MovementLine>(),
    entity::<Movement>(),
];

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[accounting::NAME],
    tables,
    reports: reports::REPORTS,
    laws: laws::LAWS,
};

/// The next number of a kind of document: SM-2026-00001. Gaps are allowed, so nobody waits for anybody.
fn number<E: Entity>(tx: &mut Tx, prefix: &str, on: Date) -> Result<String> {
    let number = tx.draw(&format!("{}/{}", E::NAME, on.year()))?;
    Ok(format!("{prefix}-{}-{number:05}", on.year()))
}

fn tables() -> Vec<Table> {
    vec![
        // What an item of a company is worth, in one area and of one lot where those have costs of their own.
        Table::keyed("stock_valuation", &["company", "item", "area", "lot"])
            .column("company", Big)
            .column("item", Big)
            .column("area", Big)
            .column("lot", Big)
            .column("quantity", Big)
            .column("value", Big)
            .column("layers", Text)
            .column("unsettled", Text)
            .maybe("last_quantity", Big)
            .maybe("last_value", Big)
            .maybe("last_on", Text)
            .maybe("last_row", Big)
            .index(&["item"]),
        // What a valuation was at the end of a month, to begin from when something is posted late. Can be lost.
        Table::keyed("stock_snapshot", &["company", "item", "area", "lot", "until"])
            .column("company", Big)
            .column("item", Big)
            .column("area", Big)
            .column("lot", Big)
            .column("until", Text)
            .column("upto", Big)
            .column("quantity", Big)
            .column("value", Big)
            .column("layers", Text)
            .column("unsettled", Text)
            .maybe("last_quantity", Big)
            .maybe("last_value", Big),
        // How much lies in a place.
        Table::keyed("stock_balance", &["item", "warehouse", "location", "lot", "status"])
            .column("item", Big)
            .column("warehouse", Big)
            .column("location", Big)
            .column("lot", Big)
            .column("status", Text)
            .column("on_hand", Big),
        // What is free to use in a warehouse, and what of it is promised.
        Table::keyed("stock_position", &["item", "warehouse"])
            .column("item", Big)
            .column("warehouse", Big)
            .column("on_hand", Big)
            .column("reserved", Big),
        // What open documents will bring, line by line, for whoever promises a day.
        Table::keyed("stock_expected", &["kind", "line"])
            .column("kind", Big)
            .column("line", Big)
            .column("document", Big)
            .column("company", Big)
            .column("item", Big)
            .column("warehouse", Big)
            .maybe("on_day", Text)
            .column("quantity", Big)
            .index(&["kind", "document"])
            .index(&["item", "warehouse"]),
        // Which receipts an issue took from.
        Table::keyed("stock_consumption", &["issue", "place"])
            .column("issue", Big)
            .column("place", Big)
            .column("receipt", Big)
            .column("quantity", Big)
            .column("value", Big)
            .index(&["receipt"]),
    ]
}
