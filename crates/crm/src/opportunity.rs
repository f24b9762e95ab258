//! An opportunity is a sale that may come of it: for whom, how much, until when, how likely, and what is to be done next. It posts
//! nothing; the order that it becomes is the module `sales`'s.

mod criteria;
mod lines;
mod moving;
mod offering;

pub use lines::OpportunityLine;
pub use moving::{Lose, Move, Reopen, StepDone, Win};
pub use offering::{DrawUp, lock_offered, offer_accepted};

use crate::pipeline::{Category, Class, Stage, Stages, stages};
use crate::{CloseReason, Competitor, Lead, Pipeline, Source};
use accounting::{RateKind, rate};
use base::{Date, Error, Id, Instant, Money, Percent, Refusal, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Lines, Number, Text};
use parties::{Attitude, BuyingRole, Form, Party, loaded};
use platform::{Company, Currency, Team, User};
use sales::{Order, Quotation};
use store::{Business, Operation, Read, Refusals, operations};

/// How it stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "info")]
    Open,
    #[choice(tone = "success")]
    Won,
    #[choice(tone = "danger")]
    Lost,
}

/// What kind of business it would be.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// With somebody who has bought nothing yet.
    #[default]
    NewBusiness,
    /// More for somebody who buys already.
    MoreBusiness,
    /// What ends goes on.
    Renewal,
}

/// Who says how likely it is.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProbabilitySource {
    /// The stage.
    #[default]
    StageDefault,
    /// A person.
    Manual,
}

/// A sale that may come of it.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.opportunity",
    kind = 274,
    plural = "opportunities",
    icon = "target",
    title = "name",
    number = "OPP-{year}-{seq}",
    search(name, number),
    sort = "expected_on",
    board(
        by = "stage",
        within = "pipeline",
        verb = "move_to",
        sums(amount_base, weighted_base),
        since = "closed_on",
        due = "next_step_on",
        entered = "stage_since",
        stalls = "stalls_on"
    ),
    calendar = "expected_on",
    large,
    editable(open),
    index(pipeline, stage, company_currency, closed_on, amount_base, weighted_base, owner, team, company),
    index(stage, next_step_on, id, closed_on, pipeline, owner, team, company),
    index(customer, state),
    view(open = "filter=state%20=%20open&sort=expected_on"),
    view(mine = "filter=owner%20=%20me%20and%20state%20=%20open&sort=expected_on"),
    view(stalled = "filter=state%20=%20open%20and%20stalls_on%20%3C%20today&sort=stalls_on"),
    view(without_step = "filter=state%20=%20open%20and%20next_step_on%20is%20empty&sort=expected_on"),
    view(overdue = "filter=state%20=%20open%20and%20expected_on%20%3C%20today&sort=expected_on"),
    view(won = "filter=state%20=%20won&sort=-closed_on"),
    view(lost = "filter=state%20=%20lost&sort=-closed_on")
)]
pub struct Opportunity {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    #[field(indexed, column)]
    pub name: String,
    pub kind: Kind,
    #[field(column)]
    pub customer: Option<Id<Party>>,
    /// Who it comes from, until there is a customer.
    pub lead: Option<Id<Lead>>,
    #[field(once)]
    pub company: Id<Company>,
    #[field(once)]
    pub pipeline: Id<Pipeline>,
    #[field(once, column)]
    pub stage: Id<Stage>,
    /// What it would bring, without tax; where there are lines, their sum.
    #[field(column, default = "0")]
    pub amount: Money,
    pub currency: Option<Id<Currency>>,
    /// When it would be closed.
    #[field(indexed, column)]
    pub expected_on: Option<Date>,
    #[field(column, default = "0")]
    pub probability: Percent,
    #[field(computed)]
    pub probability_source: ProbabilitySource,
    /// What the forecast counts it as.
    #[field(computed)]
    pub category: Category,
    /// What it counts as where that is not the stage's.
    pub category_override: Option<Category>,
    pub source: Option<Id<Source>>,
    #[field(max = 120)]
    pub campaign: Option<String>,
    pub competitor: Option<Id<Competitor>>,
    #[field(max = 10000)]
    pub description: Option<Text>,
    /// What has to be done next, and until when.
    #[field(section = "step")]
    pub next_step: Option<String>,
    #[field(indexed, column, section = "step")]
    pub next_step_on: Option<Date>,
    #[field(section = "step")]
    pub checks: Lines<OpportunityCheck>,
    pub lines: Lines<OpportunityLine>,
    pub contacts: Lines<OpportunityContact>,
    /// In company currency, at the rate of `rated_on`.
    #[field(computed, section = "figures", currency = "company_currency")]
    pub amount_base: Money,
    /// The part of it that the probability leaves; nothing once it is closed.
    #[field(computed, section = "figures", currency = "company_currency")]
    pub weighted_base: Money,
    #[field(computed, section = "figures")]
    pub company_currency: Option<Id<Currency>>,
    #[field(computed, section = "figures")]
    pub rated_on: Option<Date>,
    #[field(column, section = "care")]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    /// Since when it stands in its stage.
    #[field(read_only, section = "care")]
    pub stage_since: Option<Instant>,
    #[field(read_only, default = "0", section = "care", currency = "company_currency")]
    pub stage_amount: Money,
    #[field(read_only, default = "0", section = "care")]
    pub stage_probability: Percent,
    /// The last day it should stand there.
    #[field(computed, indexed, section = "care")]
    pub stalls_on: Option<Date>,
    /// How often the expected day went into a later month.
    #[field(computed, section = "care")]
    pub slips: i64,
    /// The expected day that was counted last.
    #[field(computed, section = "care")]
    pub counted_on: Option<Date>,
    #[field(read_only, indexed, column, section = "end")]
    pub closed_on: Option<Date>,
    #[field(read_only, section = "end")]
    pub close_reason: Option<Id<CloseReason>>,
    #[field(read_only, max = 1000, section = "end")]
    pub close_note: Option<Text>,
    /// The offer that was accepted, and the order it became.
    #[field(read_only, section = "end")]
    pub quotation: Option<Id<Quotation>>,
    #[field(read_only, section = "end")]
    pub sales_order: Option<Id<Order>>,
    /// The open stage it was in last.
    #[field(read_only, section = "end")]
    pub last_stage: Option<Id<Stage>>,
    #[field(read_only, section = "end")]
    pub last_probability: Option<Percent>,
    #[field(read_only, default = "0", section = "end")]
    pub reopened: i64,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// Somebody who has a say in it.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.opportunity_contact", kind = 276, line_of = "crm.opportunity", title = "person", large)]
pub struct OpportunityContact {
    pub head: Head,
    pub person: Id<Party>,
    pub buying_role: Option<BuyingRole>,
    pub attitude: Option<Attitude>,
    pub notes: Option<String>,
    pub is_primary: bool,
}

/// Something its stage wants done.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.opportunity_check", kind = 277, line_of = "crm.opportunity", title = "text", large)]
pub struct OpportunityCheck {
    pub head: Head,
    #[field(read_only, optional)]
    pub text: String,
    pub is_done: bool,
    #[field(read_only)]
    pub stage: Option<Id<Stage>>,
}

impl Business for OpportunityContact {}
impl Business for OpportunityCheck {}

impl OpportunityContact {
    /// Somebody with a part in the decision.
    pub fn of(person: Id<Party>, buying_role: Option<BuyingRole>) -> OpportunityContact {
        OpportunityContact {
            head: Head::default(),
            person,
            buying_role,
            attitude: None,
            notes: None,
            is_primary: false,
        }
    }
}

impl Opportunity {
    /// A sale to a customer that may come of it, in the usual pipeline.
    pub fn new(company: Id<Company>, customer: Option<Id<Party>>, name: &str) -> Opportunity {
        Opportunity {
            head: Head::default(),
            number: Number::default(),
            name: name.to_owned(),
            kind: Kind::NewBusiness,
            customer,
            lead: None,
            company,
            pipeline: Id::from_raw(0),
            stage: Id::from_raw(0),
            amount: Money::ZERO,
            currency: None,
            expected_on: None,
            probability: Percent::ZERO,
            probability_source: ProbabilitySource::StageDefault,
            category: Category::Pipeline,
            category_override: None,
            source: None,
            campaign: None,
            competitor: None,
            description: None,
            next_step: None,
            next_step_on: None,
            checks: Lines::default(),
            lines: Lines::default(),
            contacts: Lines::default(),
            amount_base: Money::ZERO,
            weighted_base: Money::ZERO,
            company_currency: None,
            rated_on: None,
            owner: None,
            team: None,
            stage_since: None,
            stage_amount: Money::ZERO,
            stage_probability: Percent::ZERO,
            stalls_on: None,
            slips: 0,
            counted_on: None,
            closed_on: None,
            close_reason: None,
            close_note: None,
            quotation: None,
            sales_order: None,
            last_stage: None,
            last_probability: None,
            reopened: 0,
            state: State::Open,
            custom: Custom::default(),
        }
    }

    /// The same, worth so much on a day.
    pub fn worth(self, amount: Money, currency: Id<Currency>, expected_on: Date) -> Opportunity {
        Opportunity { amount, currency: Some(currency), expected_on: Some(expected_on), ..self }
    }

    /// Pipeline and stage of a new one; a saved one is moved by its verb.
    fn begin(&mut self, read: &Read, all: &Stages) -> Result<()> {
        if self.stage.is_valid() {
            self.pipeline = all.get(self.stage)?.pipeline;
        } else if let Some(pipeline) = Some(self.pipeline).filter(|p| p.is_valid()).or(all.usual(self.team)) {
            self.pipeline = pipeline;
            self.stage = all.first(pipeline, Class::Open)?.id();
        }
        if self.stage_since.is_none() {
            self.stage_since = Some(read.now());
        }
        Ok(())
    }

    /// How likely it is, and what the forecast counts it as. Who types what the stage says anyway leaves it to the stage.
    fn rate_chance(&mut self, stage: &Stage, touched: &Fields) {
        if touched.has("probability") {
            let same = self.probability == stage.probability;
            self.probability_source = if same { ProbabilitySource::StageDefault } else { ProbabilitySource::Manual };
        }
        if self.probability_source == ProbabilitySource::StageDefault {
            self.probability = stage.probability;
        }
        self.category = self.category_override.unwrap_or(stage.category);
    }

    /// Amounts in company currency at today's rate. Where none is known, an amount that was converted before stays as it was.
    fn reckon(&mut self, read: &Read) -> Result<()> {
        let kept = accounting::kept::books(read)?;
        let base = kept.currency(self.company)?;
        self.company_currency = Some(base);
        let currency = *self.currency.get_or_insert(base);
        let (from, to) = (kept.exponent(currency), kept.exponent(base));
        let today = read.today();
        match rate::quote(read, currency, base, RateKind::Spot, today) {
            Ok(quote) => {
                self.amount_base = quote.convert(self.amount, from, to)?;
                self.rated_on = Some(today);
            }
            Err(Error::Refused(_)) if self.as_converted(read, currency)? => {}
            Err(other) => return Err(other),
        }
        self.weigh()
    }

    /// True when the stored record has the same amount, so that its conversion still holds.
    fn as_converted(&self, read: &Read, currency: Id<Currency>) -> Result<bool> {
        let sql = store::sql!(
            "crm.opportunity_amount",
            "SELECT COUNT(*) FROM crm_opportunity WHERE id = $1 AND amount = $2 AND currency = $3"
        );
        let params = [self.head.id.into(), self.amount.minor().into(), currency.into()];
        Ok(self.head.saved() && read.number(sql, &params)? > 0)
    }

    /// What the probability leaves of the amount; a half goes away from zero.
    fn weigh(&mut self) -> Result<()> {
        let rounding = base::Rounding::HalfAwayFromZero;
        self.weighted_base = match self.state {
            State::Open => self.probability.of(self.amount_base, rounding)?,
            State::Won | State::Lost => Money::ZERO,
        };
        Ok(())
    }

    /// The day it should leave its stage, and whether the expected day went into a later month.
    fn watch(&mut self, read: &Read, stage: &Stage) -> Result<()> {
        self.stalls_on = match (stage.target_days, self.stage_since) {
            (Some(days), Some(since)) => Some(since.date_in(read.zone())?.add_days(days)?),
            _ => None,
        };
        let month = |day: Option<Date>| day.map(Date::first_of_month);
        if let (Some(before), Some(now)) = (month(self.counted_on), month(self.expected_on))
            && now > before
        {
            self.slips += 1;
        }
        self.counted_on = self.expected_on.or(self.counted_on);
        Ok(())
    }

    /// What the stage wants done stands on the list, whoever took it off.
    fn list_checks(&mut self, stage: &Stage) {
        let Lines::Loaded(checks) = &mut self.checks else { return };
        checks.retain(|c| !c.text.is_empty());
        for wanted in loaded(&stage.checks) {
            if !checks.iter().any(|c| c.stage == Some(stage.id()) && c.text == wanted.text) {
                checks.push(OpportunityCheck {
                    head: Head::default(),
                    text: wanted.text.clone(),
                    is_done: false,
                    stage: Some(stage.id()),
                });
            }
        }
    }

    fn check_contacts(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let contacts = loaded(&self.contacts);
        let people: Vec<i64> = contacts.iter().map(|c| c.person.raw()).collect();
        if people.is_empty() {
            return Ok(());
        }
        let found = read.select::<Party>("id IN LIST($1)", &[store::id_list(&people)])?;
        for (place, contact) in contacts.iter().enumerate() {
            let field = format!("contacts.{place}.person");
            let person = found.iter().any(|p| p.id() == contact.person && p.form == Form::Person);
            refusals.ensure(person, "crm.contact_no_person", &field);
            let twice = contacts.iter().take(place).any(|c| c.person == contact.person);
            refusals.ensure(!twice, "crm.contact_twice", &field);
        }
        Ok(())
    }
}

impl Business for Opportunity {
    const OPERATIONS: &'static [Operation] = &operations![Opportunity:
        move_to(Move): [] => same,
        win(Win): [Open] => Won,
        lose(Lose): [Open] => Lost,
        reopen(Reopen): [Won, Lost] => Open,
        quote if can_quote: [Open] => same,
        draw_up(DrawUp) if can_draw_up: [Open, Won] => same,
        step_done(StepDone) if can_finish_step: [Open] => same,
        leave_to_stage if can_leave_to_stage: [Open] => same,
    ];

    /// What is closed stays as it was closed.
    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        if self.state != State::Open || !self.company.is_valid() {
            return Ok(());
        }
        let all = stages(read)?;
        self.begin(read, &all)?;
        if let (Some(lead), None) = (self.lead, self.source) {
            let lead: Lead = read.get(lead)?;
            self.source = lead.source;
            self.campaign = self.campaign.take().or(lead.utm_campaign);
        }
        if let (Some(customer), None) = (self.customer, self.currency) {
            self.currency = read.get(customer)?.currency;
        }
        self.complete_lines(read, touched)?;
        let Ok(stage) = all.get(self.stage) else { return Ok(()) };
        self.rate_chance(stage, touched);
        self.reckon(read)?;
        self.watch(read, stage)?;
        self.list_checks(stage);
        if !self.head.saved() {
            (self.stage_amount, self.stage_probability) = (self.amount_base, self.probability);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.customer.is_some() || self.lead.is_some(), "crm.opportunity_of_nobody", "customer");
        refusals.ensure(!self.amount.is_negative(), "crm.amount_negative", "amount");
        let within = !self.probability.is_negative() && self.probability <= Percent::HUNDRED;
        refusals.ensure(within, "crm.probability_range", "probability");
        let open = self.state != State::Open || self.category_override != Some(Category::Closed);
        refusals.ensure(open, "crm.open_stage_closed", "category_override");
        let said = self.next_step.as_deref().is_some_and(|s| !s.trim().is_empty());
        refusals.ensure(said || self.next_step_on.is_none(), "crm.step_without_words", "next_step");
        if !self.head.saved() && self.stage.is_valid() {
            let stage_is_open = stages(read)?.get(self.stage)?.class == Class::Open;
            refusals.ensure(stage_is_open, "crm.begins_open", "stage");
        }
        if let Some(lead) = self.lead {
            let first: Lead = read.get(lead)?;
            // What brought somebody is known from the beginning and stays.
            if first.source.is_some() && first.source != self.source {
                refusals.add(Refusal::new("crm.source_of_the_lead").field("source").arg("lead", &first.name));
            }
        }
        self.check_lines(refusals);
        self.check_contacts(read, refusals)
    }
}
