//! Master data of the front office: where leads come from, why they are lost, and against whom.

use base::{Id, Refusal, Result};
use entity::{Choice, Custom, Entity, Head, Text, Url};
use store::{Business, Read};

/// Where leads come from: a fair, an advertisement, a recommendation.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.source",
    kind = 263,
    icon = "megaphone",
    code = "code",
    search(name, code),
    sort = "name",
    title = "name",
    open
)]
pub struct Source {
    pub head: Head,
    #[field(unique, column, max = 40)]
    pub code: String,
    #[field(indexed, column, translated)]
    pub name: String,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

/// What a reason is given for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Applies {
    /// Leads that come to nothing and opportunities that are lost.
    #[default]
    LeadsAndLost,
    Leads,
    Lost,
    #[choice(tone = "success")]
    Won,
}

/// Why a lead came to nothing, or an opportunity was won or lost.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.close_reason",
    kind = 264,
    icon = "circle-x",
    code = "code",
    search(name, code),
    sort = "name",
    title = "name",
    open
)]
pub struct CloseReason {
    pub head: Head,
    #[field(unique, column, max = 40)]
    pub code: String,
    #[field(indexed, column, translated)]
    pub name: String,
    #[field(column)]
    pub applies: Applies,
    /// It needs the competitor who won.
    #[field(column)]
    pub needs_competitor: bool,
    pub custom: Custom,
}

/// Somebody who sells what we sell.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.competitor", kind = 265, icon = "flag", search(name), sort = "name", open)]
pub struct Competitor {
    pub head: Head,
    #[field(unique, indexed, column)]
    pub name: String,
    pub website: Option<Url>,
    #[field(max = 4000)]
    pub strengths: Option<Text>,
    #[field(max = 4000)]
    pub weaknesses: Option<Text>,
    pub custom: Custom,
}

impl Business for Source {}
impl Business for CloseReason {}
impl Business for Competitor {}

impl Source {
    /// A source of leads.
    pub fn new(code: &str, name: &str) -> Source {
        Source {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            is_active: true,
            custom: Custom::default(),
        }
    }
}

impl CloseReason {
    /// A reason for leads and for what is lost.
    pub fn new(code: &str, name: &str) -> CloseReason {
        CloseReason {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            applies: Applies::LeadsAndLost,
            needs_competitor: false,
            custom: Custom::default(),
        }
    }
}

impl Competitor {
    /// A competitor.
    pub fn new(name: &str) -> Competitor {
        Competitor {
            head: Head::default(),
            name: name.to_owned(),
            website: None,
            strengths: None,
            weaknesses: None,
            custom: Custom::default(),
        }
    }
}

/// Refuses a reason that is given for something else.
pub(crate) fn applies(read: &Read, reason: Id<CloseReason>, to: Applies) -> Result<CloseReason> {
    let reason: CloseReason = read.get(reason)?;
    let fits = reason.applies == to || (reason.applies == Applies::LeadsAndLost && to != Applies::Won);
    base::ensure!(fits, Refusal::new("crm.reason_for_something_else").field("reason").record(&reason.name))?;
    Ok(reason)
}
