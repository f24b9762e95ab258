//! A definition says which verb of which documents waits for approval, under which condition, and who is asked step by step.

use super::content::names;
use super::course::Rule;
use crate::{Company, Currency, Role, User};
use base::{Id, Money, Refusal, Result};
use entity::{Choice, Entity, Head, Kind, Lines, Named as _, Record, Shape, Text, Value};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Refusals, Tx, filter, operations};

/// Whether a definition holds.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Active,
    /// A newer version holds, or none; what was asked under it goes on.
    Retired,
}

/// What happens when nobody has decided in time.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Late {
    /// Those asked are reminded, again and again.
    #[default]
    Remind,
    /// Those named for escalation are asked besides.
    Escalate,
    /// It counts as approved.
    #[choice(tone = "warn")]
    Approve,
    /// It counts as rejected.
    #[choice(tone = "danger")]
    Reject,
}

/// How an approver is found.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// One user.
    #[default]
    Person,
    /// Everybody with a role, of the document's company.
    Role,
    /// Whoever leads the document's team, or the asker's, or the team so many levels up.
    Leader,
    /// The asker's manager, so many levels up.
    Manager,
    /// The manager of whoever owns the document.
    OwnersManager,
    /// The user whom a field of the document names: `project.lead`.
    Named,
    /// Whom the asker chooses.
    Chosen,
}

/// What waits for whom.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.approval_definition",
    kind = 24,
    icon = "stamp",
    title = "name",
    search(name),
    sort = "name",
    unique(name, edition),
    editable(draft),
    kept
)]
pub struct Definition {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    #[field(read_only, column, default = "1")]
    pub edition: i64,
    /// The entity, `purchasing.order`.
    #[field(column, max = 80)]
    pub document: String,
    /// The verb that waits, `release`.
    #[field(column, max = 80)]
    pub operation: String,
    /// Documents of this company alone.
    #[field(column)]
    pub company: Option<Id<Company>>,
    /// Which documents, in the filter language: `total_base > 1000`; empty is every one.
    #[field(max = 2000)]
    pub condition: Option<Text>,
    /// Where several fit a document, the smallest number decides.
    #[field(column, default = "100")]
    pub priority: i64,
    /// The field that says how much it is about, in company currency: `total_base`.
    #[field(max = 80, section = "limits")]
    pub amount: Option<String>,
    /// What the limits of approvers are in.
    #[field(section = "limits")]
    pub currency: Option<Id<Currency>>,
    /// Whoever is named as approver and may decide about so much goes ahead alone.
    #[field(section = "limits")]
    pub self_approval: bool,
    /// What an approval stands on, names of fields parted by commas; empty is all that is typed and reckoned.
    #[field(max = 500, section = "rules")]
    pub watched: Option<String>,
    /// Whoever did one of these to the document may not approve it: `create, edit, post`.
    #[field(max = 200, section = "rules")]
    pub apart: Option<String>,
    /// Whoever approved may not carry it out.
    #[field(section = "rules")]
    pub executor_apart: bool,
    /// A step whose only approver is the asker is left out; without this it is refused.
    #[field(default = "1", section = "rules")]
    pub skip_asker: bool,
    /// Whoever has approved an earlier step is not asked again.
    #[field(default = "1", section = "rules")]
    pub skip_repeated: bool,
    /// Once approved it is done by the program, at once.
    #[field(section = "rules")]
    pub carry_out: bool,
    pub steps: Lines<Step>,
    pub approvers: Lines<Approver>,
    #[field(indexed, column)]
    pub state: State,
}

/// One decision on the way.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "platform.approval_step", kind = 25, line_of = "platform.approval_definition", title = "name")]
pub struct Step {
    pub head: Head,
    #[field(max = 80)]
    pub name: String,
    /// Stages follow one another.
    #[field(default = "1")]
    pub stage: i64,
    /// Branches of one stage run side by side.
    #[field(max = 40)]
    pub branch: Option<String>,
    pub rule: Rule,
    /// How many of several.
    pub needed: Option<i64>,
    /// When this step is needed, in the filter language.
    #[field(max = 500)]
    pub condition: Option<String>,
    /// What this step stands on, where it is less than the whole.
    #[field(max = 300)]
    pub watched: Option<String>,
    /// Time to decide, in hours.
    pub hours: Option<i64>,
    pub late: Late,
}

/// Somebody to ask in a step.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "platform.approval_approver", kind = 26, line_of = "platform.approval_definition", title = "how")]
pub struct Approver {
    pub head: Head,
    /// The step, counted from 1.
    #[field(default = "1")]
    pub step: i64,
    pub how: How,
    pub person: Option<Id<User>>,
    pub role: Option<Id<Role>>,
    /// So many levels up; one is the next.
    pub levels: Option<i64>,
    #[field(max = 80)]
    pub field: Option<String>,
    /// Decides about so much at most.
    #[field(currency = "currency")]
    pub up_to: Option<Money>,
    /// Asked only when time is up or nobody else is there.
    pub escalation: bool,
}

impl Step {
    /// A step of the first stage that the first who decides decides.
    pub fn new(name: &str, rule: Rule) -> Step {
        Step {
            head: Head::default(),
            name: name.to_owned(),
            stage: 1,
            branch: None,
            rule,
            needed: None,
            condition: None,
            watched: None,
            hours: None,
            late: Late::Remind,
        }
    }
}

impl Approver {
    /// Somebody found this way for a step, counted from 1.
    pub fn new(step: i64, how: How) -> Approver {
        Approver {
            head: Head::default(),
            step,
            how,
            person: None,
            role: None,
            levels: None,
            field: None,
            up_to: None,
            escalation: false,
        }
    }

    /// One user.
    pub fn person(step: i64, person: Id<User>) -> Approver {
        Approver { person: Some(person), ..Approver::new(step, How::Person) }
    }

    /// Everybody with a role.
    pub fn role(step: i64, role: Id<Role>) -> Approver {
        Approver { role: Some(role), ..Approver::new(step, How::Role) }
    }
}

impl Business for Step {}
impl Business for Approver {}

impl Definition {
    /// A draft for a verb of an entity, with its steps and approvers.
    pub fn new(name: &str, document: &str, operation: &str, steps: Vec<Step>, approvers: Vec<Approver>) -> Definition {
        Definition {
            head: Head::default(),
            name: name.to_owned(),
            edition: 1,
            document: document.to_owned(),
            operation: operation.to_owned(),
            company: None,
            condition: None,
            priority: 100,
            amount: None,
            currency: None,
            self_approval: false,
            watched: None,
            apart: None,
            executor_apart: false,
            skip_asker: true,
            skip_repeated: true,
            carry_out: false,
            steps: steps.into(),
            approvers: approvers.into(),
            state: State::Draft,
        }
    }

    /// What an approval of it stands on.
    pub(crate) fn watched(&self) -> Vec<&str> {
        names(self.watched.as_deref())
    }

    /// What a step stands on.
    pub(crate) fn watched_by(&self, step: usize) -> Vec<&str> {
        let own = self.steps.get(step).map(|s| names(s.watched.as_deref())).unwrap_or_default();
        if own.is_empty() { self.watched() } else { own }
    }

    /// Whether a step is needed for a stored document.
    pub(crate) fn needs(&self, read: &Read, shape: &Arc<Shape>, id: i64, step: usize) -> Result<bool> {
        let condition = self.steps.get(step).and_then(|s| s.condition.as_deref()).unwrap_or_default();
        filter::holds(read, shape, id, condition)
    }

    fn ready(&self, _read: &Read) -> Result<Guard> {
        let whole = !self.steps.is_empty()
            && (1..=self.steps.len() as i64).all(|at| self.approvers.iter().any(|a| a.step == at && !a.escalation));
        Ok(if whole {
            Guard::Open
        } else {
            Guard::Closed(Refusal::new("platform.approval_step_empty").field("approvers"))
        })
    }

    /// From now on it holds, and the version before it no longer does.
    fn activate(&mut self, tx: &mut Tx) -> Result<Made> {
        let condition = "name = $1 AND state = 'active' AND id <> $2 AND archived_at IS NULL";
        let others: Vec<Definition> = tx.select(condition, &[self.name.as_str().into(), self.head.id.into()])?;
        for other in others {
            let mut other: Definition = tx.lock(other.id())?;
            other.state = State::Retired;
            tx.update(&mut other)?;
        }
        Ok(Made::new())
    }

    /// A draft of the next version.
    fn revise(&mut self, tx: &mut Tx) -> Result<Made> {
        let sql = store::sql!(
            "platform.approval_last_edition",
            "SELECT MAX(edition) FROM platform_approval_definition WHERE name = $1"
        );
        let last = tx.number(sql, &[self.name.as_str().into()])?;
        let fresh = |head: &mut Head| *head = Head::default();
        let mut next = Definition { head: Head::default(), edition: last + 1, state: State::Draft, ..self.clone() };
        next.steps.iter_mut().for_each(|s| fresh(&mut s.head));
        next.approvers.iter_mut().for_each(|a| fresh(&mut a.head));
        Ok(vec![(Definition::NAME, tx.insert(&mut next)?.raw())])
    }

    fn retire(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Made::new())
    }
}

impl Business for Definition {
    const OPERATIONS: &'static [Operation] = &operations![Definition:
        activate if ready: [Draft, Retired] => Active,
        revise: [Active, Retired] => same,
        retire: [Active] => Retired,
    ];

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if !matches!((&self.steps, &self.approvers), (Lines::Loaded(_), Lines::Loaded(_))) {
            return Ok(());
        }
        let Some(shape) = read.model().shapes.get(&self.document).filter(|s| s.def.line_of.is_none()).cloned() else {
            refusals.add(Refusal::new("platform.entity_unknown").field("document").arg("value", &self.document));
            return Ok(());
        };
        let operations = read.registry().get(shape.name()).map(|r| r.operations).unwrap_or_default();
        let own = matches!(shape.name(), "platform.approval_definition" | "platform.approval_request");
        let Some(verb) = operations.iter().find(|o| o.name == self.operation && !own) else {
            let verbs = operations.iter().map(|o| o.name).filter(|_| !own).collect::<Vec<_>>().join(", ");
            refusals.add(Refusal::new("platform.approval_verb_unknown").field("operation").arg("verbs", verbs));
            return Ok(());
        };
        let alone = verb.input.iter().all(|f| !f.required || f.name == REASON);
        refusals.ensure(!self.carry_out || alone, "platform.approval_asks_more", "carry_out");
        asked(read, &shape, self.condition.as_deref(), "condition", refusals)?;
        self.check_limits(&shape, refusals);
        for (text, field) in [(&self.watched, "watched".to_owned())]
            .into_iter()
            .chain(self.steps.iter().enumerate().map(|(at, s)| (&s.watched, format!("steps.{at}.watched"))))
        {
            for name in names(text.as_deref()).into_iter().filter(|name| !has(&shape, name)) {
                let refusal = Refusal::new("platform.field_unknown").field(field.clone());
                refusals.add(refusal.arg("entity", shape.name()).arg("value", name));
            }
        }
        self.check_steps(read, &shape, refusals)?;
        self.check_approvers(read, &shape, refusals)
    }
}

/// The input of a verb that takes the words of whoever asked or answered.
pub(crate) const REASON: &str = "reason";

/// A filter that a rule asks; what is wrong with it stands at its own field.
fn asked(read: &Read, shape: &Arc<Shape>, text: Option<&str>, field: &str, refusals: &mut Refusals) -> Result<()> {
    match filter::fits(read, shape, text.unwrap_or_default()) {
        Err(base::Error::Refused(all)) => all.into_iter().for_each(|r| refusals.add(r.field(field))),
        other => other?,
    }
    Ok(())
}

/// True for a field, for lines, and for a column of lines: `lines.price`.
fn has(shape: &Shape, name: &str) -> bool {
    match name.split_once('.') {
        None => shape.position(name).is_some(),
        Some((lines, column)) => {
            shape.lines_position(lines).is_some_and(|place| shape.lines[place].1.position(column).is_some())
        }
    }
}

impl Definition {
    fn check_limits(&self, shape: &Shape, refusals: &mut Refusals) {
        if let Some(amount) = &self.amount {
            let money = shape.field(amount).is_some_and(|f| matches!(f.kind, Kind::Money));
            refusals.ensure(money, "platform.approval_amount", "amount");
        }
        let limited = self.approvers.iter().any(|a| a.up_to.is_some());
        refusals.ensure(!limited || self.amount.is_some(), "platform.approval_limit_of_what", "amount");
        refusals.ensure(!limited || self.currency.is_some(), "platform.approval_limit_of_what", "currency");
    }

    fn check_steps(&self, read: &Read, shape: &Arc<Shape>, refusals: &mut Refusals) -> Result<()> {
        for (at, step) in self.steps.iter().enumerate() {
            let field = |name: &str| format!("steps.{at}.{name}");
            asked(read, shape, step.condition.as_deref(), &field("condition"), refusals)?;
            refusals.ensure(step.stage > 0, "platform.approval_positive", field("stage"));
            refusals.ensure(
                step.hours.is_none_or(|h| (1..=9_000).contains(&h)),
                "platform.approval_hours",
                field("hours"),
            );
            let counted = step.rule != Rule::Several || step.needed.is_some_and(|n| n > 0);
            refusals.ensure(counted, "platform.approval_positive", field("needed"));
            let silent = matches!(step.late, Late::Remind) || step.hours.is_some();
            refusals.ensure(silent, "platform.approval_late_when", field("hours"));
        }
        Ok(())
    }

    fn check_approvers(&self, read: &Read, shape: &Arc<Shape>, refusals: &mut Refusals) -> Result<()> {
        for (at, approver) in self.approvers.iter().enumerate() {
            let field = |name: &str| format!("approvers.{at}.{name}");
            let there = (1..=self.steps.len() as i64).contains(&approver.step);
            refusals.ensure(there, "platform.approval_no_such_step", field("step"));
            let (given, what) = match approver.how {
                How::Person => (approver.person.is_some(), "person"),
                How::Role => (approver.role.is_some(), "role"),
                How::Named => (approver.field.is_some(), "field"),
                _ => (true, "how"),
            };
            refusals.ensure(given, "store.required", field(what));
            refusals.ensure(approver.levels.is_none_or(|n| n > 0), "platform.approval_positive", field("levels"));
            let owned = approver.how != How::OwnersManager || shape.def.owned();
            refusals.ensure(owned, "platform.approval_nobody_owns", field("how"));
            if let (How::Named, Some(path)) = (approver.how, &approver.field)
                && !names_a_user(read, shape, path)
            {
                refusals.field("platform.approval_names_nobody", field("field"));
            }
        }
        Ok(())
    }
}

/// True when a path of fields, through at most two references, ends at a user.
fn names_a_user(read: &Read, shape: &Arc<Shape>, path: &str) -> bool {
    let mut shape = shape.clone();
    let parts: Vec<&str> = path.split('.').collect();
    for (at, part) in parts.iter().enumerate().take(3) {
        let Some(Kind::Reference(target)) = shape.field(part).map(|f| f.kind) else { return false };
        if at + 1 == parts.len() {
            return target == User::NAME;
        }
        let Some(next) = read.model().shapes.get(target) else { return false };
        shape = next.clone();
    }
    false
}

/// The definitions that hold or once held, kept in memory while the set's revision stands.
#[derive(Debug, Default)]
pub(crate) struct Book {
    by_document: HashMap<String, Vec<Arc<Definition>>>,
}

/// The kept definitions.
pub(crate) fn book(read: &Read) -> Result<Arc<Book>> {
    read.kept(|| {
        let sql = store::sql!(
            "platform.approval_definitions",
            "SELECT id FROM platform_approval_definition WHERE state <> 'draft' AND archived_at IS NULL \
             ORDER BY priority, id"
        );
        let rows = read.query(sql, &[])?;
        let ids: Vec<i64> = rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect();
        let mut book = Book::default();
        for definition in store::typed::<Definition>(&read.find_many(Definition::NAME, &ids, true)?)? {
            book.by_document.entry(definition.document.clone()).or_default().push(Arc::new(definition));
        }
        Ok(book)
    })
}

impl Book {
    /// True when there is any.
    pub fn any(&self) -> bool {
        !self.by_document.is_empty()
    }

    /// True when a verb of this entity waits for approval, or did.
    pub fn knows(&self, entity: &str) -> bool {
        self.by_document.contains_key(entity)
    }

    /// The verbs of an entity that wait under some definition.
    pub fn operations(&self, entity: &str) -> Vec<&str> {
        let all = self.by_document.get(entity).map(Vec::as_slice).unwrap_or_default();
        let mut verbs: Vec<&str> = all.iter().filter(|d| d.state == State::Active).map(|d| &*d.operation).collect();
        verbs.sort_unstable();
        verbs.dedup();
        verbs
    }

    /// A definition by its id.
    pub fn get(&self, entity: &str, id: Id<Definition>) -> Option<Arc<Definition>> {
        self.by_document.get(entity)?.iter().find(|d| d.id() == id).cloned()
    }

    /// The definition that holds for a verb of a stored record: the first that fits and has a step to decide.
    pub fn fitting(
        &self,
        read: &Read,
        shape: &Arc<Shape>,
        record: &Record,
        operation: &str,
    ) -> Result<Option<Arc<Definition>>> {
        let company = shape.value(record, "company").int();
        for definition in self.by_document.get(shape.name()).into_iter().flatten() {
            let here = definition.company.is_none_or(|c| Some(c.raw()) == company);
            if definition.state != State::Active || definition.operation != operation || !here {
                continue;
            }
            let condition = definition.condition.as_deref().unwrap_or_default();
            if !filter::holds(read, shape, record.head.id, condition)? {
                continue;
            }
            for step in 0..definition.steps.len() {
                if definition.needs(read, shape, record.head.id, step)? {
                    return Ok(Some(definition.clone()));
                }
            }
        }
        Ok(None)
    }
}
