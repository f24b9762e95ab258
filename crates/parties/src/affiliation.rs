//! A person's tie to an organisation: a buyer here, a consultant there, and who they report to.

use crate::{Form, Party};
use base::{Date, Id, Refusal, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Text};
use store::{Business, Read, Refusals};

/// What a person does when the organisation buys.
#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuyingRole {
    /// Signs.
    #[choice(tone = "success")]
    DecisionMaker,
    /// Compares offers.
    #[choice(tone = "info")]
    Evaluator,
    /// Is heard.
    #[choice(tone = "violet")]
    Influencer,
    /// Works with what is bought.
    User,
    /// Is against it.
    #[choice(tone = "danger")]
    Blocker,
}

/// How a person stands to us.
#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attitude {
    /// Speaks for us.
    #[choice(tone = "success")]
    Champion,
    /// Well disposed.
    #[choice(tone = "info")]
    Friendly,
    /// Neither.
    Neutral,
    /// Prefers somebody else.
    #[choice(tone = "danger")]
    Opposed,
}

/// One person at one organisation. Somebody who changes jobs has two, one of them ended.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "parties.affiliation",
    kind = 56,
    icon = "network",
    title = "role",
    search(role),
    sort = "-id",
    board = "attitude",
    view(now = "filter=is_active%20%3D%20yes")
)]
pub struct Affiliation {
    pub head: Head,
    #[field(column)]
    pub person: Id<Party>,
    #[field(column)]
    pub organisation: Id<Party>,
    /// What they do there: "Head of purchasing".
    #[field(column)]
    pub role: Option<String>,
    /// The person above in the same organisation.
    #[field(column)]
    pub reports_to: Option<Id<Party>>,
    #[field(column, section = "selling")]
    pub buying_role: Option<BuyingRole>,
    #[field(column, section = "selling")]
    pub attitude: Option<Attitude>,
    #[field(section = "time")]
    pub starts_on: Option<Date>,
    /// The last day.
    #[field(section = "time")]
    pub ends_on: Option<Date>,
    #[field(column, default = "1", section = "time")]
    pub is_active: bool,
    pub notes: Option<Text>,
    pub custom: Custom,
}

impl Affiliation {
    /// A tie that holds.
    pub fn of(person: Id<Party>, organisation: Id<Party>, role: &str) -> Affiliation {
        Affiliation {
            head: Head::default(),
            person,
            organisation,
            role: Some(role.to_owned()),
            reports_to: None,
            buying_role: None,
            attitude: None,
            starts_on: None,
            ends_on: None,
            is_active: true,
            notes: None,
            custom: Custom::default(),
        }
    }

    /// Who is at an organisation now, by person.
    pub fn at(read: &Read, organisation: Id<Party>) -> Result<Vec<Affiliation>> {
        read.select("organisation = $1 AND is_active = 1 AND archived_at IS NULL ORDER BY id", &[organisation.into()])
    }

    /// Who stands above a person in this organisation, from the next one up.
    fn above(&self, read: &Read) -> Result<Vec<Id<Party>>> {
        let mut chain: Vec<Id<Party>> = Vec::new();
        let all = Affiliation::at(read, self.organisation)?;
        let mut next = self.reports_to;
        while let Some(person) = next.filter(|p| !chain.contains(p)) {
            chain.push(person);
            let others = all.iter().filter(|a| a.id() != self.id());
            next = others.filter(|a| a.person == person).find_map(|a| a.reports_to);
        }
        Ok(chain)
    }
}

impl Business for Affiliation {
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if let Some(ended) = self.ends_on
            && !touched.has("is_active")
            && ended < read.today()
        {
            self.is_active = false;
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let form =
            |id: Id<Party>| Ok::<_, base::Error>(read.select::<Party>("id = $1", &[id.into()])?.pop().map(|p| p.form));
        refusals.ensure(form(self.person)? == Some(Form::Person), "parties.affiliation_person", "person");
        refusals.ensure(
            form(self.organisation)? == Some(Form::Organisation),
            "parties.affiliation_organisation",
            "organisation",
        );
        if let (Some(from), Some(until)) = (self.starts_on, self.ends_on) {
            refusals.ensure(from <= until, "parties.ends_before_start", "ends_on");
        }
        if self.reports_to.is_some() {
            read.hold("parties.affiliation", &self.organisation.to_string())?;
            if self.above(read)?.contains(&self.person) {
                refusals.add(Refusal::new("parties.reports_in_a_circle").field("reports_to"));
            }
        }
        Ok(())
    }
}
