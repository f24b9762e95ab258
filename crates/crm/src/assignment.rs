//! Who gets a lead: the owner of the same customer, or the first rule that fits and the member of it whose turn it is. Every
//! decision is written down with whoever could have had it and why not.

mod choose;

pub use choose::{Facts, choose};

use crate::Lead;
use base::{Date, Id, Result};
use entity::{Choice, Custom, Entity, Head, Lines, Text, Value};
use parties::{Party, loaded};
use platform::{Host, Team, Topic, User, WorkingTime, notification};
use std::collections::HashMap;
use store::filter;
use store::{Business, Read, Refusals, Tx};

/// How a rule shares leads out among its members.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Distribution {
    /// One after the other.
    #[default]
    RoundRobin,
    /// To whoever works on fewest.
    LeastLoad,
    /// By their weights, evenly mixed.
    Weighted,
}

/// Whether a member could take a lead.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    #[default]
    #[choice(tone = "success")]
    Eligible,
    /// May not work in the set.
    #[choice(tone = "danger")]
    Inactive,
    #[choice(tone = "warn")]
    Away,
    /// Does not work at this hour, or has the day off.
    #[choice(tone = "warn")]
    OffWork,
    /// Has had enough within a day.
    #[choice(tone = "warn")]
    DayFull,
    /// Works on enough.
    #[choice(tone = "warn")]
    TooMuchOpen,
}

/// What a decision rests on.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Because {
    /// The first rule that fits.
    #[default]
    #[choice(tone = "success")]
    Rule,
    /// The same customer is known and has an owner.
    #[choice(tone = "info")]
    KnownCustomer,
    /// A rule fits and none of its members can take it: it waits.
    #[choice(tone = "danger")]
    NobodyEligible,
    /// No rule fits: it waits.
    #[choice(tone = "warn")]
    NoRule,
}

/// A rule: which leads, and among whom they are shared out. The lowest place is tried first.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.assignment_rule", kind = 266, icon = "route", title = "name", search(name), sort = "place")]
pub struct AssignmentRule {
    pub head: Head,
    #[field(column, translated)]
    pub name: String,
    /// The rule with the lowest place that fits decides.
    #[field(indexed, column, default = "10")]
    pub place: i64,
    /// Which leads, in the filter language; empty is every lead.
    #[field(column, max = 2000)]
    pub leads: Option<Text>,
    #[field(column)]
    pub distribution: Distribution,
    /// The team its leads belong to; empty is the team of whoever gets one.
    #[field(column)]
    pub team: Option<Id<Team>>,
    /// Who is told when nobody can take a lead.
    pub told: Option<Id<User>>,
    pub members: Lines<AssignmentMember>,
    #[field(column, default = "1")]
    pub is_active: bool,
    pub custom: Custom,
}

/// Somebody whom a rule gives leads to.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.assignment_member", kind = 267, line_of = "crm.assignment_rule", title = "member")]
pub struct AssignmentMember {
    pub head: Head,
    pub member: Id<User>,
    #[field(default = "1")]
    pub weight: i64,
    /// The most leads within 24 hours; empty is no limit.
    pub most_per_day: Option<i64>,
    /// The most leads at once; empty is no limit.
    pub most_open: Option<i64>,
    /// The last day they are away.
    pub away_until: Option<Date>,
}

/// A decision about a lead.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.assignment",
    kind = 268,
    icon = "history",
    title = "because",
    sort = "-id",
    aside,
    large,
    index(owner, created_at)
)]
pub struct Assignment {
    pub head: Head,
    #[field(read_only, column)]
    pub lead: Id<Lead>,
    /// Who got it; empty where it waits.
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    #[field(read_only, column)]
    pub because: Because,
    #[field(read_only, column)]
    pub by_rule: Option<Id<AssignmentRule>>,
    /// The customer whose owner got it.
    #[field(read_only, column)]
    pub customer: Option<Id<Party>>,
    pub candidates: Lines<AssignmentCandidate>,
}

/// Somebody who was considered.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.assignment_candidate", kind = 269, line_of = "crm.assignment", title = "candidate", large)]
pub struct AssignmentCandidate {
    pub head: Head,
    #[field(read_only)]
    pub candidate: Id<User>,
    #[field(read_only)]
    pub verdict: Verdict,
    /// Leads they were given in the 24 hours before.
    #[field(read_only)]
    pub today: i64,
    /// Leads they worked on.
    #[field(read_only)]
    pub at_work: i64,
}

impl Business for AssignmentMember {}
impl Business for Assignment {}
impl Business for AssignmentCandidate {}

impl Business for AssignmentRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let within = |n: Option<i64>| n.is_none_or(|n| n > 0);
        for (place, member) in loaded(&self.members).iter().enumerate() {
            let field = |name: &str| format!("members.{place}.{name}");
            refusals.ensure(member.weight > 0, "crm.weight_not_positive", field("weight"));
            refusals.ensure(within(member.most_per_day), "crm.limit_not_positive", field("most_per_day"));
            refusals.ensure(within(member.most_open), "crm.limit_not_positive", field("most_open"));
            let twice = loaded(&self.members).iter().take(place).any(|m| m.member == member.member);
            refusals.ensure(!twice, "crm.member_twice", field("member"));
        }
        let shape = read.shape(Lead::DEF.name)?;
        if let Err(error) = filter::fits(read, &shape, self.leads.as_deref().unwrap_or("")) {
            match error {
                base::Error::Refused(broken) => broken.into_iter().for_each(|r| refusals.add(r.field("leads"))),
                other => return Err(other),
            }
        }
        Ok(())
    }
}

impl AssignmentRule {
    /// A rule for every lead.
    pub fn new(name: &str, distribution: Distribution, members: Vec<AssignmentMember>) -> AssignmentRule {
        AssignmentRule {
            head: Head::default(),
            name: name.to_owned(),
            place: 10,
            leads: None,
            distribution,
            team: None,
            told: None,
            members: members.into(),
            is_active: true,
            custom: Custom::default(),
        }
    }

    fn fits(&self, read: &Read, lead: Id<Lead>) -> Result<bool> {
        filter::holds(read, &read.shape(Lead::DEF.name)?, lead.raw(), self.leads.as_deref().unwrap_or(""))
    }
}

impl AssignmentMember {
    /// A member without limits.
    pub fn of(member: Id<User>) -> AssignmentMember {
        AssignmentMember {
            head: Head::default(),
            member,
            weight: 1,
            most_per_day: None,
            most_open: None,
            away_until: None,
        }
    }
}

/// What was decided about a lead.
#[derive(Clone, Debug)]
pub struct Decision {
    pub because: Because,
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    /// The rule that decided; it knows whom to tell when nobody is eligible.
    pub rule: Option<AssignmentRule>,
    pub customer: Option<Id<Party>>,
    pub members: Vec<Facts>,
}

/// Decides who gets a saved lead. Decisions are made one after the other, so that nobody gets more than they can take.
pub fn decide(tx: &mut Tx, lead: &Lead) -> Result<Decision> {
    tx.lock_key("crm.assignment", "turn")?;
    if let Some((customer, owner)) = known_customer(tx, lead)? {
        let team = tx.get(owner)?.team;
        let (because, rule) = (Because::KnownCustomer, None);
        return Ok(Decision { because, owner: Some(owner), team, rule, customer: Some(customer), members: Vec::new() });
    }
    let rules = tx.query(
        store::sql!(
            "crm.assignment_rules",
            "SELECT id FROM crm_assignment_rule WHERE is_active = 1 AND archived_at IS NULL ORDER BY place, id"
        ),
        &[],
    )?;
    for id in rules.iter().filter_map(|row| row.first().and_then(Value::int)) {
        let rule: AssignmentRule = tx.get(Id::from_raw(id))?;
        if rule.fits(tx, lead.id())? {
            return by_rule(tx, rule);
        }
    }
    let because = Because::NoRule;
    Ok(Decision { because, owner: None, team: lead.team, rule: None, customer: None, members: Vec::new() })
}

/// The customer that a lead certainly is, and its owner, while they may work.
fn known_customer(read: &Read, lead: &Lead) -> Result<Option<(Id<Party>, Id<User>)>> {
    let sure = |c: &store::Candidate| c.entity == Party::DEF.name && c.score >= parties::matching::weight::PHONE;
    for candidate in crate::lead::alike(read, lead)?.iter().filter(|c| sure(c)) {
        let party: Party = read.get(Id::from_raw(candidate.id))?;
        let Some(owner) = party.owner else { continue };
        let user: User = read.get(owner)?;
        if user.active && user.head.archived_at.is_none() {
            return Ok(Some((party.id(), owner)));
        }
    }
    Ok(None)
}

fn by_rule(tx: &mut Tx, rule: AssignmentRule) -> Result<Decision> {
    let id = rule.head.id;
    let mut members = facts(tx, &rule)?;
    let last = tx.row(
        store::sql!("crm.assignment_turn", "SELECT last FROM crm_assignment_turn WHERE rule = $1"),
        &[id.into()],
    )?;
    let last = last.and_then(|row| row.first().and_then(Value::int));
    let chosen = choose(rule.distribution, &mut members, last);
    let owner = chosen.map(|place| Id::from_raw(members[place].user));
    let Some(owner) = owner else {
        let (because, team) = (Because::NobodyEligible, rule.team);
        return Ok(Decision { because, owner: None, team, rule: Some(rule), customer: None, members });
    };
    let shared = if rule.distribution == Distribution::Weighted { members.as_slice() } else { &[] };
    remember(tx, id, owner, shared)?;
    let team = rule.team.or(tx.get(owner)?.team);
    Ok(Decision { because: Because::Rule, owner: Some(owner), team, rule: Some(rule), customer: None, members })
}

/// Whose turn it was, and what everybody is still owed of their share.
fn remember(tx: &mut Tx, rule: i64, owner: Id<User>, shared: &[Facts]) -> Result<()> {
    let turn = store::sql!(
        "crm.assignment_turn_keep",
        "INSERT INTO crm_assignment_turn (rule, last) VALUES ($1, $2) ON CONFLICT (rule) DO UPDATE SET last = excluded.last"
    );
    tx.execute(turn, &[rule.into(), owner.into()])?;
    let standing = store::sql!(
        "crm.assignment_standing_keep",
        "INSERT INTO crm_assignment_standing (rule, member, standing) VALUES ($1, $2, $3) \
         ON CONFLICT (rule, member) DO UPDATE SET standing = excluded.standing"
    );
    for member in shared {
        tx.execute(standing, &[rule.into(), member.user.into(), member.standing.into()])?;
    }
    Ok(())
}

/// The members of a rule with what each has to do, read in four statements.
fn facts(read: &Read, rule: &AssignmentRule) -> Result<Vec<Facts>> {
    let users: Vec<i64> = loaded(&rule.members).iter().map(|m| m.member.raw()).collect();
    let list = store::id_list(&users);
    let numbers = |sql: &str, params: &[Value]| -> Result<HashMap<i64, i64>> {
        let rows = read.query(sql, params)?;
        Ok(rows.iter().filter_map(|r| Some((r.first()?.int()?, r.get(1)?.int()?))).collect())
    };
    let active = numbers(
        store::sql!(
            "crm.assignment_active",
            "SELECT id, active FROM platform_user WHERE id IN LIST($1) AND archived_at IS NULL"
        ),
        std::slice::from_ref(&list),
    )?;
    let open = numbers(
        store::sql!(
            "crm.assignment_open",
            "SELECT owner, COUNT(*) FROM crm_lead WHERE owner IN LIST($1) AND state IN ('new', 'working', 'qualified') \
             AND archived_at IS NULL GROUP BY owner"
        ),
        std::slice::from_ref(&list),
    )?;
    let since = base::Instant::from_micros(read.now().micros() - DAY);
    let today = numbers(
        store::sql!(
            "crm.assignment_today",
            "SELECT owner, COUNT(*) FROM crm_assignment WHERE owner IN LIST($1) AND created_at > $2 GROUP BY owner"
        ),
        &[list, since.into()],
    )?;
    let standing = numbers(
        store::sql!("crm.assignment_standing", "SELECT member, standing FROM crm_assignment_standing WHERE rule = $1"),
        &[rule.head.id.into()],
    )?;
    let of = |all: &HashMap<i64, i64>, user: i64| all.get(&user).copied().unwrap_or(0);
    let (on, now, time) = (read.today(), read.now(), WorkingTime::of(read)?);
    // Whoever has no calendar works at any hour.
    let works = |who: Id<User>| time.of_user(who).is_none_or(|calendar| calendar.is_open(now).unwrap_or(true));
    let one = |m: &AssignmentMember| Facts {
        user: m.member.raw(),
        active: of(&active, m.member.raw()) == 1,
        away: m.away_until.is_some_and(|until| until >= on),
        off_work: !works(m.member),
        open: of(&open, m.member.raw()),
        most_open: m.most_open,
        today: of(&today, m.member.raw()),
        most_per_day: m.most_per_day,
        weight: m.weight,
        standing: of(&standing, m.member.raw()),
    };
    Ok(loaded(&rule.members).iter().map(one).collect())
}

const DAY: i64 = 86_400_000_000;

/// Gives a saved lead to whom the decision says, writes the decision down and tells whom it concerns.
pub(crate) fn carry_out(tx: &mut Tx, lead: &mut Lead, decision: Decision) -> Result<Id<Assignment>> {
    let host = Some(Host { kind: i64::from(Lead::DEF.kind), record: lead.head.id });
    lead.owner = decision.owner;
    lead.team = decision.team.or(lead.team);
    let candidate = |m: &Facts| AssignmentCandidate {
        head: Head::default(),
        candidate: Id::from_raw(m.user),
        verdict: m.verdict(),
        today: m.today,
        at_work: m.open,
    };
    let made = tx.insert(&mut Assignment {
        head: Head::default(),
        lead: lead.id(),
        owner: decision.owner,
        because: decision.because,
        by_rule: decision.rule.as_ref().map(Entity::id),
        customer: decision.customer,
        candidates: decision.members.iter().map(candidate).collect::<Vec<_>>().into(),
    })?;
    let told = decision.rule.as_ref().and_then(|rule| rule.told);
    match (decision.owner, told) {
        (Some(owner), _) if Some(owner.raw()) != tx.who().user => {
            notification::ring(tx, owner, Topic::Task, &lead.name, host)?;
        }
        (None, Some(told)) => {
            notification::ring(tx, told, Topic::Waiting, &lead.name, host)?;
        }
        _ => {}
    }
    Ok(made)
}
