//! A stay is the time an opportunity spent in a stage it has left. Where it stands now, and since when, it says itself.

use crate::{Opportunity, Pipeline, Stage};
use base::{Id, Instant, Money, Percent};
use entity::{Entity, Head};
use platform::{Currency, User};
use store::Business;

/// One stay; written once, when the opportunity leaves.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.stage_stay",
    kind = 278,
    icon = "history",
    title = "entered_at",
    sort = "-id",
    aside,
    large,
    posted,
    index(opportunity, id),
    index(pipeline, entered_at)
)]
pub struct StageStay {
    pub head: Head,
    #[field(read_only, column)]
    pub opportunity: Id<Opportunity>,
    #[field(read_only, column)]
    pub pipeline: Id<Pipeline>,
    #[field(read_only, column)]
    pub stage: Id<Stage>,
    #[field(read_only, column)]
    pub entered_at: Instant,
    #[field(read_only, column)]
    pub left_at: Instant,
    /// Whole days between the two.
    #[field(read_only, column)]
    pub days: i64,
    /// Who moved it on.
    #[field(read_only, column)]
    pub moved_by: Option<Id<User>>,
    /// It went back from here.
    #[field(read_only, column)]
    pub back: bool,
    #[field(read_only, column, currency = "currency")]
    pub amount_base: Money,
    #[field(read_only)]
    pub currency: Option<Id<Currency>>,
    #[field(read_only, column)]
    pub probability: Percent,
}

impl Business for StageStay {}
