//! Winning customers: leads, opportunities and what becomes of them, up to the order that `sales` carries out.

pub mod assignment;
pub mod confirmation;
pub mod consent;
mod conversion;
pub mod forecast;
pub mod funnel;
pub mod home;
mod jobs;
pub mod lead;
pub mod lifecycle;
pub mod opportunity;
mod pages;
pub mod panels;
pub mod pipeline;
mod quota;
pub mod reports;
mod snapshot;
mod source;
mod stay;
pub mod web_form;

pub use assignment::{
    Assignment, AssignmentCandidate, AssignmentMember, AssignmentRule, Because, Distribution, Verdict,
};
pub use confirmation::Confirmation;
pub use consent::{Consent, ConsentLink, State as ConsentState};
pub use conversion::{Conversion, Convert, State as ConversionState, Way};
pub use jobs::{JOBS, order_standing};
pub use lead::{Channel, Disqualify, HandOver, Lead, LeadEmail, LeadPhone, Nurture, State as LeadState};
pub use lifecycle::{Lifecycle, LifecycleChange};
pub use opportunity::{
    DrawUp, Kind, Lose, Move, Opportunity, OpportunityCheck, OpportunityContact, OpportunityLine, ProbabilitySource,
    Reopen, State as OpportunityState, StepDone, Win,
};
pub use pages::PAGES;
pub use pipeline::{Category, Class, Colour, Needs, Pipeline, Stage, StageCheck, StageNeed, Stages};
pub use quota::Quota;
pub use source::{Applies, CloseReason, Competitor, Source};
pub use stay::StageStay;
pub use web_form::{State as WebFormState, WebEntry, WebForm};

use store::schema::{Holds::*, Table};
use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "crm";

// Entity numbers 260 to 289 are this module's.
static ENTITIES: [Registered; 28] = [
    entity::<LeadEmail>(),
    entity::<LeadPhone>(),
    entity::<Lead>(),
    entity::<Source>(),
    entity::<CloseReason>(),
    entity::<Competitor>(),
    entity::<AssignmentMember>(),
    entity::<AssignmentRule>(),
    entity::<AssignmentCandidate>(),
    entity::<Assignment>(),
    entity::<Pipeline>(),
    entity::<StageNeed>(),
    entity::<StageCheck>(),
    entity::<Stage>(),
    entity::<OpportunityLine>(),
    entity::<OpportunityContact>(),
    entity::<OpportunityCheck>(),
    entity::<Opportunity>(),
    entity::<StageStay>(),
    entity::<Conversion>(),
    entity::<Quota>(),
    entity::<WebForm>(),
    entity::<WebEntry>(),
    entity::<Consent>(),
    entity::<ConsentLink>(),
    entity::<Confirmation>(),
    entity::<Lifecycle>(),
    entity::<LifecycleChange>(),
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
    reports: reports::REPORTS,
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
        snapshot::table(),
    ]
}
