//! Converting a lead: organisation, person and opportunity come of it in one transaction, each made, chosen or left out. The lead
//! stays as it was, leads to what it became, and can be had back while nothing followed.

mod filling;

use crate::opportunity::{Opportunity, OpportunityContact};
use crate::{Lead, LeadState, Pipeline};
use base::{Date, Error, Id, Refusal, Result};
use entity::{Choice, Entity, Head, Input, Text, Value};
use filling::{fill, fill_opportunity};
use parties::{Affiliation, Distinction, Form, Party, loaded};
use platform::{Host, Topic, host, notification};
use store::{Begins, Business, Guard, Made, Operation, Read, Tx, action, operations};

/// What becomes of one part of the lead.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    #[default]
    Create,
    /// One that is there already.
    UseExisting,
    Skip,
}

/// What becomes of a lead.
#[derive(Input, Clone, Debug)]
pub struct Convert {
    #[field(default = "create")]
    pub organisation: Way,
    pub existing_organisation: Option<Id<Party>>,
    #[field(default = "create")]
    pub person: Way,
    pub existing_person: Option<Id<Party>>,
    /// Whoever looks like them is somebody else.
    pub somebody_else: bool,
    #[field(default = "create")]
    pub opportunity: Way,
    pub existing_opportunity: Option<Id<Opportunity>>,
    pub opportunity_name: Option<String>,
    pub pipeline: Option<Id<Pipeline>>,
    pub expected_on: Option<Date>,
}

/// Whether it holds.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "success")]
    Done,
    Undone,
}

/// What became of a lead, kept so that it can be taken back.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.conversion", kind = 279, icon = "git-merge", title = "lead", sort = "-id", aside, index(lead, id))]
pub struct Conversion {
    pub head: Head,
    #[field(read_only, column)]
    pub lead: Id<Lead>,
    #[field(read_only, column)]
    pub organisation: Option<Id<Party>>,
    #[field(read_only, column)]
    pub person: Option<Id<Party>>,
    #[field(read_only, column)]
    pub opportunity: Option<Id<Opportunity>>,
    /// What was made for it, with the version it was left at: entity, id, version, a line each.
    #[field(read_only, max = 2000)]
    pub made: Option<Text>,
    /// What the lead said and the record that was chosen already said otherwise.
    #[field(read_only, max = 4000)]
    pub differing: Option<Text>,
    /// Activities that went over to the opportunity.
    #[field(read_only, max = 20000)]
    pub moved: Option<Text>,
    #[field(column)]
    pub state: State,
}

impl Business for Conversion {
    const OPERATIONS: &'static [Operation] = &operations![Conversion: undo: [Done] => Undone];
}

/// What a conversion has come to.
#[derive(Default)]
struct Outcome {
    organisation: Option<Party>,
    person: Option<Party>,
    opportunity: Option<Opportunity>,
    made: Vec<(&'static str, i64)>,
    differing: Vec<String>,
}

impl Lead {
    /// Makes of it what was asked. Whoever asks again gets what came of it the first time.
    pub(crate) fn convert(&mut self, tx: &mut Tx, asked: Convert) -> Result<Made> {
        if self.state == LeadState::Converted {
            return Ok(self.became());
        }
        let mut done = Outcome::default();
        let firm = self.organisation.as_deref().is_some_and(|o| !o.trim().is_empty());
        done.organisation = match asked.organisation {
            Way::Skip => None,
            Way::UseExisting => Some(self.existing(tx, &asked, Form::Organisation, &mut done)?),
            Way::Create if firm => Some(self.create(tx, &asked, Form::Organisation, &mut done)?),
            Way::Create => None,
        };
        let named = !self.person().is_empty();
        done.person = match asked.person {
            Way::Skip => None,
            Way::UseExisting => Some(self.existing(tx, &asked, Form::Person, &mut done)?),
            Way::Create if named => Some(self.create(tx, &asked, Form::Person, &mut done)?),
            Way::Create => None,
        };
        let nobody = done.organisation.is_none() && done.person.is_none();
        base::ensure!(!nobody, Refusal::new("crm.converts_into_nobody").field("organisation"))?;
        self.affiliate(tx, &mut done)?;
        done.opportunity = match asked.opportunity {
            Way::Skip => None,
            Way::UseExisting => Some(self.join(tx, &asked, &mut done)?),
            Way::Create => Some(self.begin_opportunity(tx, &asked, &mut done)?),
        };
        self.keep(tx, done)
    }

    pub(crate) fn can_convert(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.state == LeadState::Converted { Guard::Over } else { Guard::Open })
    }

    /// What the dialog begins with: parties that certainly are this lead are chosen already.
    pub(crate) fn convert_into(&self, read: &Read) -> Result<Begins> {
        let mut begins = Vec::new();
        let mut chosen = [false, false];
        let sure = |c: &&store::Candidate| c.entity == Party::DEF.name && c.score >= parties::matching::weight::NAME;
        for candidate in crate::lead::alike(read, self)?.iter().filter(sure) {
            if !matches!(candidate.seen, store::Seen::Open(_)) {
                continue;
            }
            let party: Party = read.get(Id::from_raw(candidate.id))?;
            let (place, way, field) = match party.form {
                Form::Organisation => (0, "organisation", "existing_organisation"),
                Form::Person => (1, "person", "existing_person"),
            };
            if !std::mem::replace(&mut chosen[place], true) {
                begins.push((way, Way::UseExisting.code().into()));
                begins.push((field, party.head.id.into()));
            }
        }
        let named = |text: Option<&str>| text.is_some_and(|t| !t.trim().is_empty());
        if !chosen[0] && !named(self.organisation.as_deref()) {
            begins.push(("organisation", Way::Skip.code().into()));
        }
        if !chosen[1] && self.person().is_empty() {
            begins.push(("person", Way::Skip.code().into()));
        }
        let name = self.organisation.clone().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| self.name.clone());
        begins.push(("opportunity_name", name.into()));
        Ok(begins)
    }

    /// What it became, for whoever asks again.
    fn became(&self) -> Made {
        let parties = [self.became_organisation, self.became_person].into_iter().flatten();
        let parties = parties.map(|p| (Party::DEF.name, p.raw()));
        let deal = self.became_opportunity.map(|o| (Opportunity::DEF.name, o.raw()));
        deal.into_iter().chain(parties).collect()
    }

    /// Makes a party of it, unless it is known: then somebody chooses.
    fn create(&self, tx: &mut Tx, asked: &Convert, form: Form, done: &mut Outcome) -> Result<Party> {
        tx.allowed(&*tx.shape(Party::DEF.name)?, action::CREATE)?;
        let mut party = match form {
            Form::Organisation => Party::organisation(self.organisation.as_deref().unwrap_or("").trim()),
            Form::Person => {
                let part = |p: &Option<String>| p.clone().unwrap_or_default();
                Party::person(&part(&self.given_name), &part(&self.family_name))
            }
        };
        let alone = match form {
            Form::Organisation => self.person().is_empty() || asked.person == Way::Skip,
            Form::Person => done.organisation.is_none(),
        };
        fill(tx, self, &mut party, alone)?;
        let known = known(tx, &party)?;
        if !known.is_empty() && !asked.somebody_else {
            let field = if form == Form::Person { "existing_person" } else { "existing_organisation" };
            let names: Vec<String> = known.iter().map(|(_, name)| name.clone()).collect();
            return Err(Refusal::new("crm.converts_the_known").field(field).arg("known", names.join(", ")).into());
        }
        let distinct = |(id, _): &(i64, String)| Distinction { head: Head::default(), other: Id::from_raw(*id) };
        party.distinctions = known.iter().map(distinct).collect::<Vec<_>>().into();
        (party.owner, party.team) = (self.owner, self.team);
        let id = tx.insert(&mut party)?;
        done.made.push((Party::DEF.name, id.raw()));
        Ok(party)
    }

    /// A party that is there: what it lacks is filled in, what it says stays.
    fn existing(&self, tx: &mut Tx, asked: &Convert, form: Form, done: &mut Outcome) -> Result<Party> {
        let (field, chosen) = match form {
            Form::Organisation => ("existing_organisation", asked.existing_organisation),
            Form::Person => ("existing_person", asked.existing_person),
        };
        let chosen = chosen.ok_or_else(|| Error::from(Refusal::new("crm.existing_not_chosen").field(field)))?;
        tx.visible(Party::DEF.name, chosen.raw(), action::READ)?;
        let mut party: Party = tx.lock(chosen)?;
        base::ensure!(party.form == form, Refusal::new("crm.existing_of_other_form").field(field).record(&party.name))?;
        base::ensure!(
            party.head.archived_at.is_none(),
            Refusal::new("crm.existing_archived").field(field).record(&party.name)
        )?;
        let alone = form == Form::Person && done.organisation.is_none();
        done.differing.extend(fill(tx, self, &mut party, alone)?);
        tx.update(&mut party)?;
        // Who looks after the customer goes on doing so, and hears of it.
        if let Some(owner) = party.owner.filter(|o| Some(*o) != self.owner && Some(o.raw()) != tx.who().user) {
            let record = Host { kind: i64::from(Party::DEF.kind), record: party.head.id };
            notification::ring(tx, owner, Topic::Task, &self.name, Some(record))?;
        }
        Ok(party)
    }

    /// The person works at the organisation, unless that is known.
    fn affiliate(&self, tx: &mut Tx, done: &mut Outcome) -> Result<()> {
        let (Some(person), Some(organisation)) = (&done.person, &done.organisation) else { return Ok(()) };
        let known = tx.select::<Affiliation>(
            "person = $1 AND organisation = $2 AND is_active = 1 AND archived_at IS NULL LIMIT 1",
            &[person.head.id.into(), organisation.head.id.into()],
        )?;
        if known.is_empty() {
            let role = self.job_title.as_deref().unwrap_or("");
            let mut tie = Affiliation::of(person.id(), organisation.id(), role);
            tie.role = self.job_title.clone();
            let id = tx.insert(&mut tie)?;
            done.made.push((Affiliation::DEF.name, id.raw()));
        }
        Ok(())
    }

    fn begin_opportunity(&self, tx: &mut Tx, asked: &Convert, done: &mut Outcome) -> Result<Opportunity> {
        tx.allowed(&*tx.shape(Opportunity::DEF.name)?, action::CREATE)?;
        let customer = done.organisation.as_ref().or(done.person.as_ref()).map(Entity::id);
        let usual = || done.organisation.as_ref().map_or_else(|| self.name.clone(), |o| o.name.clone());
        let name = asked.opportunity_name.clone().filter(|n| !n.trim().is_empty()).unwrap_or_else(usual);
        let mut opportunity = Opportunity::new(self.company, customer, &name);
        opportunity.lead = Some(self.id());
        if let Some(pipeline) = asked.pipeline {
            opportunity.pipeline = pipeline;
        }
        opportunity.expected_on = asked.expected_on;
        (opportunity.owner, opportunity.team) = (self.owner, self.team);
        fill_opportunity(tx, self, &mut opportunity)?;
        if let Some(person) = done.person.as_ref().filter(|p| Some(p.id()) != customer || done.organisation.is_none()) {
            let contact = OpportunityContact { is_primary: true, ..OpportunityContact::of(person.id(), None) };
            opportunity.contacts = vec![contact].into();
        }
        let id = tx.insert(&mut opportunity)?;
        done.made.push((Opportunity::DEF.name, id.raw()));
        Ok(opportunity)
    }

    /// Becomes part of an opportunity that is there: what that lacks is filled in, and the person has a say in it.
    fn join(&self, tx: &mut Tx, asked: &Convert, done: &mut Outcome) -> Result<Opportunity> {
        let field = "existing_opportunity";
        let chosen = asked.existing_opportunity;
        let chosen = chosen.ok_or_else(|| Error::from(Refusal::new("crm.existing_not_chosen").field(field)))?;
        tx.visible(Opportunity::DEF.name, chosen.raw(), action::EDIT)?;
        let mut opportunity: Opportunity = tx.lock(chosen)?;
        let open = opportunity.state == crate::OpportunityState::Open;
        base::ensure!(open, Refusal::new("crm.existing_closed").field(field).record(&opportunity.name))?;
        let customer = done.organisation.as_ref().or(done.person.as_ref()).map(Entity::id);
        opportunity.customer = opportunity.customer.or(customer);
        opportunity.expected_on = opportunity.expected_on.or(asked.expected_on);
        fill_opportunity(tx, self, &mut opportunity)?;
        if let Some(person) = &done.person {
            let mut contacts = loaded(&opportunity.contacts).to_vec();
            if !contacts.iter().any(|c| c.person == person.id()) {
                contacts.push(OpportunityContact::of(person.id(), None));
                opportunity.contacts = contacts.into();
            }
        }
        tx.update(&mut opportunity)?;
        Ok(opportunity)
    }

    /// Ties the lead to what it became: what hangs on it is seen there too, what is still to be done goes over.
    fn keep(&mut self, tx: &mut Tx, done: Outcome) -> Result<Made> {
        let from = Host { kind: i64::from(Lead::DEF.kind), record: self.head.id };
        let of = |kind: u16, id: i64| Host { kind: i64::from(kind), record: id };
        let parties = done.organisation.iter().chain(&done.person).map(|p| of(Party::DEF.kind, p.head.id));
        let deal = done.opportunity.iter().map(|o| of(Opportunity::DEF.kind, o.head.id));
        for target in parties.chain(deal) {
            host::show_also(tx, target, from)?;
        }
        let moved = match &done.opportunity {
            Some(opportunity) => platform::activity::pass_on(tx, from, of(Opportunity::DEF.kind, opportunity.head.id))?,
            None => Vec::new(),
        };
        self.became_organisation = done.organisation.as_ref().map(Entity::id);
        self.became_person = done.person.as_ref().map(Entity::id);
        self.became_opportunity = done.opportunity.as_ref().map(Entity::id);
        (self.converted_at, self.converted_by) = (Some(tx.now()), tx.who().user.map(Id::from_raw));
        let versions = versions(tx, &done.made)?;
        let joined = |all: Vec<String>| (!all.is_empty()).then(|| Text::new(all.join("\n")));
        let id = tx.insert(&mut Conversion {
            head: Head::default(),
            lead: self.id(),
            organisation: self.became_organisation,
            person: self.became_person,
            opportunity: self.became_opportunity,
            made: joined(versions),
            differing: joined(done.differing),
            moved: joined(moved.iter().map(ToString::to_string).collect()),
            state: State::Done,
        })?;
        self.conversion = Some(id);
        Ok(self.became())
    }

    /// Puts the lead back to what it was, while nothing followed.
    pub(crate) fn undo_conversion(&mut self, tx: &mut Tx) -> Result<Made> {
        let id = self.conversion.ok_or_else(|| Error::not_found(Conversion::DEF.name, 0))?;
        let mut conversion: Conversion = tx.lock(id)?;
        conversion.take_back(tx, self)?;
        conversion.state = State::Undone;
        tx.update(&mut conversion)?;
        Ok(vec![(Conversion::DEF.name, id.raw())])
    }

    pub(crate) fn can_undo_conversion(&self, read: &Read) -> Result<Guard> {
        if self.state != LeadState::Converted {
            return Ok(Guard::Hidden);
        }
        let conversion = self.conversion.map(|id| read.get(id)).transpose()?;
        match conversion.map(|c: Conversion| c.followed(read)).transpose()?.flatten() {
            Some(what) => Ok(Guard::Closed(Refusal::new("crm.conversion_followed").arg("what", what))),
            None => Ok(Guard::Open),
        }
    }
}

impl Conversion {
    fn undo(&mut self, tx: &mut Tx) -> Result<Made> {
        let mut lead: Lead = tx.lock(self.lead)?;
        if let Some(what) = self.followed(tx)? {
            return Err(Refusal::new("crm.conversion_followed").record(&lead.name).arg("what", what).into());
        }
        self.take_back(tx, &mut lead)?;
        lead.state = LeadState::Qualified;
        tx.update(&mut lead)?;
        Ok(vec![(Lead::DEF.name, lead.head.id)])
    }

    /// What was made for it, with the versions it was left at.
    fn things(&self) -> Vec<(String, i64, i64)> {
        let line = |text: &str| {
            let mut words = text.split(' ');
            Some((words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.parse().ok()?))
        };
        self.made.as_deref().unwrap_or("").lines().filter_map(line).collect()
    }

    /// What followed from it, so that it cannot be taken back: an order of what it made, or the end of its opportunity.
    fn followed(&self, read: &Read) -> Result<Option<String>> {
        if let Some(id) = self.opportunity {
            let opportunity: Opportunity = read.get(id)?;
            if opportunity.state != crate::OpportunityState::Open {
                return Ok(Some(opportunity.name));
            }
        }
        let orders = store::sql!(
            "crm.orders_of",
            "SELECT number FROM sales_order WHERE customer = $1 AND state <> 'cancelled' AND archived_at IS NULL ORDER BY id LIMIT 1"
        );
        for (entity, id, _) in self.things() {
            if entity != Party::DEF.name {
                continue;
            }
            if let Some(row) = read.row(orders, &[id.into()])? {
                return Ok(row.first().and_then(Value::text).map(str::to_owned));
            }
        }
        Ok(None)
    }

    /// Archives what was made and not touched since, brings activities back and unties the lead.
    fn take_back(&self, tx: &mut Tx, lead: &mut Lead) -> Result<()> {
        let lead_host = Host { kind: i64::from(Lead::DEF.kind), record: lead.head.id };
        let mut things = self.things();
        // What refers to others goes first.
        things.reverse();
        for (entity, id, version) in things {
            let record = tx.lock_record(&entity, id)?;
            if record.head.version == version && record.head.archived_at.is_none() {
                tx.set_archived(&entity, id, None, true)?;
            }
        }
        host::show_no_more(tx, lead_host)?;
        let moved: Vec<i64> = self.moved.as_deref().unwrap_or("").lines().filter_map(|l| l.parse().ok()).collect();
        platform::activity::hang_on(tx, &moved, lead_host)?;
        (lead.became_organisation, lead.became_person, lead.became_opportunity) = (None, None, None);
        (lead.converted_at, lead.converted_by, lead.conversion) = (None, None, None);
        Ok(())
    }
}

/// Live parties of the same form that certainly are this one, as far as whoever asks may know.
fn known(read: &Read, party: &Party) -> Result<Vec<(i64, String)>> {
    let sure = |c: &&store::Candidate| c.entity == Party::DEF.name && c.score >= parties::matching::weight::PHONE;
    let mut known = Vec::new();
    for candidate in parties::duplicates::like(read, party)?.iter().filter(sure) {
        let other: Party = read.get(Id::from_raw(candidate.id))?;
        if other.form == party.form {
            let name = match &candidate.seen {
                store::Seen::Open(name) => name.clone(),
                store::Seen::Hidden { .. } => format!("#{}", candidate.id),
            };
            known.push((candidate.id, name));
        }
    }
    Ok(known)
}

fn versions(tx: &Tx, made: &[(&'static str, i64)]) -> Result<Vec<String>> {
    let line = |(entity, id): &(&'static str, i64)| {
        let version = tx.find_many(entity, &[*id], false)?.first().map_or(0, |r| r.head.version);
        Ok(format!("{entity} {id} {version}"))
    };
    made.iter().map(line).collect()
}
