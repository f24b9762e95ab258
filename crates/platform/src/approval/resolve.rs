//! Who is asked in a step: the people that its approvers stand for today, without those who must not decide.

use super::definition::{Approver, Definition, How, REASON};
use super::{delegation, request::Came};
use crate::{Team, User};
use base::{Id, Money, Result};
use entity::{Entity as _, Record, Shape, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Read, audit};

/// A chain of people standing in for one another is followed so far.
const CHAIN: usize = 5;
/// The longest walk up through managers and teams.
const UP: usize = 20;

/// A document that somebody wants something done with.
pub(crate) struct Case {
    pub shape: Arc<Shape>,
    pub record: Record,
    /// Who asks; never his own approver.
    pub asker: Option<i64>,
    /// Whom he chose, where he may.
    pub chosen: Option<i64>,
    pub company: Option<i64>,
    /// How much it is about, and in which currency.
    pub amount: Option<(Money, i64)>,
    /// Users who did what keeps them from deciding.
    pub apart: BTreeSet<i64>,
}

/// Somebody to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Person {
    pub user: i64,
    pub behalf_of: Option<i64>,
    pub came: Came,
}

/// Who is to be asked in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub people: Vec<Person>,
    /// There was somebody, but it is whoever asks.
    pub asker_alone: bool,
}

impl Case {
    pub fn new(
        read: &Read,
        definition: &Definition,
        shape: &Arc<Shape>,
        record: Record,
        asker: Option<i64>,
        chosen: Option<i64>,
    ) -> Result<Case> {
        let field = |name: &str| shape.value(&record, name).int();
        let amount = definition.amount.as_deref().and_then(|name| {
            let currency = shape.field(name).map(|f| if f.currency.is_empty() { "currency" } else { f.currency })?;
            Some((Money::from_minor(field(name)?), field(currency)?))
        });
        let verbs = super::content::names(definition.apart.as_deref());
        let apart = if verbs.is_empty() { Vec::new() } else { audit::doers(read, shape, record.head.id, &verbs)? };
        let company = field("company");
        Ok(Case { shape: shape.clone(), asker, chosen, company, amount, apart: apart.into_iter().collect(), record })
    }

    /// True when somebody may decide about it at all: he works here, did not ask, and had no hand in it.
    pub fn may_decide(&self, read: &Read, user: i64) -> Result<bool> {
        Ok(Some(user) != self.asker && !self.apart.contains(&user) && able(read, &[user])?.contains(&user))
    }

    /// Who is to be asked in a step, counted from 0; `escalation` asks for those named for that.
    pub fn find(&self, read: &Read, definition: &Definition, step: usize, escalation: bool) -> Result<Found> {
        let mut wanted: Vec<i64> = Vec::new();
        let named = definition.approvers.iter().filter(|a| a.step == step as i64 + 1 && a.escalation == escalation);
        for approver in named.filter(|a| self.covered(definition, a)) {
            for user in self.candidates(read, approver)? {
                if !wanted.contains(&user) {
                    wanted.push(user);
                }
            }
        }
        let there = able(read, &wanted)?;
        wanted.retain(|user| there.contains(user) && !self.apart.contains(user));
        let before = wanted.len();
        wanted.retain(|user| Some(*user) != self.asker);
        let asker_alone = before > 0 && wanted.is_empty();
        let came = if escalation { Came::Escalation } else { Came::Rule };
        let mut people: Vec<Person> = Vec::new();
        for user in &wanted {
            let taken = |u: i64| wanted.contains(&u) || people.iter().any(|p| p.user == u);
            let person = match self.stand_in(read, *user, &taken)? {
                Some(other) => Person { user: other, behalf_of: Some(*user), came: Came::Delegation },
                None => Person { user: *user, behalf_of: None, came },
            };
            people.push(person);
        }
        Ok(Found { people, asker_alone })
    }

    /// True when a user is named in a step, may decide about so much and had no hand in it: he needs nobody else.
    pub fn is_named(&self, read: &Read, definition: &Definition, step: usize, user: i64) -> Result<bool> {
        let named = definition.approvers.iter().filter(|a| a.step == step as i64 + 1 && !a.escalation);
        for approver in named.filter(|a| self.covered(definition, a)) {
            if self.candidates(read, approver)?.contains(&user) {
                return Ok(!self.apart.contains(&user));
            }
        }
        Ok(false)
    }

    /// A limit covers an amount that is known, is not larger and is in the limit's currency.
    fn covered(&self, definition: &Definition, approver: &Approver) -> bool {
        let Some(most) = approver.up_to else { return true };
        let currency = definition.currency.map(Id::raw);
        self.amount.is_some_and(|(amount, of)| amount <= most && Some(of) == currency)
    }

    fn candidates(&self, read: &Read, approver: &Approver) -> Result<Vec<i64>> {
        let levels = approver.levels.unwrap_or(1);
        Ok(match approver.how {
            How::Person => approver.person.map(Id::raw).into_iter().collect(),
            How::Chosen => self.chosen.into_iter().collect(),
            How::Role => members(read, approver.role.map_or(0, Id::raw), self.company)?,
            How::Leader => {
                let team = self.shape.value(&self.record, "team").int().map(Id::from_raw);
                let team = match (team, self.asker) {
                    (None, Some(asker)) => user(read, asker)?.and_then(|u| u.team),
                    (team, _) => team,
                };
                leader(read, team, levels)?.into_iter().collect()
            }
            How::Manager => above(read, self.asker, levels)?.into_iter().collect(),
            How::OwnersManager => {
                above(read, self.shape.value(&self.record, "owner").int(), levels)?.into_iter().collect()
            }
            How::Named => self.named(read, approver.field.as_deref().unwrap_or_default())?.into_iter().collect(),
        })
    }

    /// The user whom a path of fields of the document leads to.
    fn named(&self, read: &Read, path: &str) -> Result<Option<i64>> {
        let (mut shape, mut record) = (self.shape.clone(), self.record.clone());
        let parts: Vec<&str> = path.split('.').collect();
        for (at, part) in parts.iter().enumerate() {
            let (Some(id), Some(entity::Kind::Reference(target))) =
                (shape.value(&record, part).int(), shape.field(part).map(|f| f.kind))
            else {
                return Ok(None);
            };
            if at + 1 == parts.len() {
                return Ok(Some(id));
            }
            shape = read.shape(target)?;
            let Some(next) = read.find(target, id)? else { return Ok(None) };
            record = next;
        }
        Ok(None)
    }

    /// Who decides in somebody's place today. Never whoever asks, nobody with a hand in it, nobody who is asked anyway; a circle
    /// of people standing in for one another leads back to the one it began with.
    pub fn stand_in(&self, read: &Read, user: i64, taken: &dyn Fn(i64) -> bool) -> Result<Option<i64>> {
        let mut seen = BTreeSet::from([user]);
        let (mut at, mut found) = (user, None);
        for _ in 0..CHAIN {
            let next = delegation::standing_in(read, at, self.shape.name())?;
            let Some(next) = next.first().copied() else { break };
            if !seen.insert(next) {
                return Ok(None);
            }
            at = next;
            if self.may_decide(read, next)? && !taken(next) {
                found = Some(next);
            }
        }
        Ok(found)
    }
}

/// Of these users those who work here still.
fn able(read: &Read, users: &[i64]) -> Result<BTreeSet<i64>> {
    if users.is_empty() {
        return Ok(BTreeSet::new());
    }
    let sql = store::sql!(
        "platform.users_at_work",
        "SELECT id FROM platform_user WHERE id IN LIST($1) AND active = 1 AND archived_at IS NULL"
    );
    let rows = read.query(sql, &[store::id_list(users)])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}

/// Everybody with a role; where the document belongs to a company, those who work in it.
fn members(read: &Read, role: i64, company: Option<i64>) -> Result<Vec<i64>> {
    let sql = store::sql!(
        "platform.users_of_role",
        "SELECT DISTINCT u.id FROM platform_user u JOIN platform_user_role r ON r.document = u.id WHERE r.role = $1 \
         AND u.archived_at IS NULL AND ($2 = 0 OR EXISTS (SELECT 1 FROM platform_user_company c \
         WHERE c.document = u.id AND c.company = $3)) ORDER BY u.id"
    );
    let company = company.unwrap_or(0);
    let rows = read.query(sql, &[role.into(), company.into(), company.into()])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect())
}

fn user(read: &Read, id: i64) -> Result<Option<User>> {
    let found = read.find_many(User::DEF.name, &[id], false)?;
    Ok(store::typed::<User>(&found)?.pop())
}

/// A team and those it stands under, from below.
fn teams(read: &Read, team: Option<Id<Team>>) -> Result<Vec<Team>> {
    let (mut found, mut next): (Vec<Team>, _) = (Vec::new(), team);
    while let Some(id) = next.filter(|id| found.len() < UP && found.iter().all(|t| t.id() != *id)) {
        let team = read.get(id)?;
        next = team.parent;
        found.push(team);
    }
    Ok(found)
}

/// Whoever leads a team, or the team so many levels up; a team that nobody leads is passed over.
fn leader(read: &Read, team: Option<Id<Team>>, levels: i64) -> Result<Option<i64>> {
    let leaders: Vec<i64> = teams(read, team)?.iter().filter_map(|t| t.leader.map(Id::raw)).collect();
    Ok(usize::try_from(levels - 1).ok().and_then(|at| leaders.get(at).copied()))
}

/// The manager of somebody so many levels up: the one his record names, otherwise whoever leads his team or one above it.
fn above(read: &Read, of: Option<i64>, levels: i64) -> Result<Option<i64>> {
    let Some(of) = of else { return Ok(None) };
    let mut seen = BTreeSet::from([of]);
    let mut at = of;
    for _ in 0..levels.min(UP as i64) {
        let Some(person) = user(read, at)? else { return Ok(None) };
        let next = match person.manager {
            Some(manager) => Some(manager.raw()),
            None => {
                let teams = teams(read, person.team)?;
                teams.iter().filter_map(|t| t.leader.map(Id::raw)).find(|leader| *leader != at)
            }
        };
        match next {
            // Somebody who stands above himself has nobody above.
            Some(next) if seen.insert(next) => at = next,
            _ => return Ok(None),
        }
    }
    Ok(Some(at))
}

/// The input of a verb that the program carries out: nothing but the words it asks for.
pub(crate) fn input(operation: &store::Operation, words: &str) -> Record {
    let mut input = Record::blank(operation.input);
    for (value, field) in input.values.iter_mut().zip(operation.input) {
        if field.name == REASON {
            *value = Value::Text(words.chars().take(field.max as usize).collect());
        }
    }
    input
}
