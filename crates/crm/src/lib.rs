//! Winning customers: leads, opportunities and what becomes of them, up to the order that `sales` carries out.

pub mod assignment;
mod jobs;
pub mod lead;
mod source;

pub use assignment::{
    Assignment, AssignmentCandidate, AssignmentMember, AssignmentRule, Because, Distribution, Verdict,
};
pub use jobs::{JOBS, order_standing};
pub use lead::{Channel, Disqualify, HandOver, Lead, LeadEmail, LeadPhone, Nurture, State as LeadState};
pub use source::{Applies, Competitor, LossReason, Source};

use store::schema::{Holds::*, Table};
use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "crm";

// Entity numbers 260 to 289 are this module's.
static ENTITIES: [Registered; 10] = [
    entity::<LeadEmail>(),
    entity::<LeadPhone>(),
    entity::<Lead>(),
    entity::<Source>(),
    entity::<LossReason>(),
    entity::<Competitor>(),
    entity::<AssignmentMember>(),
    entity::<AssignmentRule>(),
    entity::<AssignmentCandidate>(),
    entity::<Assignment>(),
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
    needs: &[sales::NAME],
    tables,
    reports: &[],
    laws: &[],
};

fn tables() -> Vec<Table> {
    vec![
        // Who got the last lead of a rule, and what its members are still owed of their shares.
        Table::keyed("crm_assignment_turn", &["rule"]).column("rule", Big).column("last", Big),
        Table::keyed("crm_assignment_standing", &["rule", "member"])
            .column("rule", Big)
            .column("member", Big)
            .column("standing", Big),
    ]
}
