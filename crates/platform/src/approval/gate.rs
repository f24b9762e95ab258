//! The one question, whether a verb may run now, and what asking, saving and running do to the request behind it.

use super::content;
use super::control;
use super::decision::{self, Said, What};
use super::definition::{self, Book, Definition};
use super::request::{Request, RequestStep, State, StepState, Vote};
use super::resolve::Case;
use super::running::{self, SUBMITTED, alive, foresee};
use crate::User;
use base::{Error, Id, Refusal, Result};
use entity::{Entity, Head, Number, Record, Shape, Text, Value};
use std::sync::Arc;
use store::{Guard, Operation, Read, Tx};

/// What somebody who asks may say besides.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Why it is needed.
    pub reason: String,
    /// Who should decide, where the definition leaves it to him.
    pub chosen: Option<Id<User>>,
}

/// Holds the requests about a locked record. Whoever answers or recalls one waits, or was first.
pub fn hold(tx: &mut Tx, shape: &Shape, record: i64) -> Result<()> {
    if definition::book(tx)?.knows(shape.name()) {
        for request in of_record(tx, shape.def.kind.into(), record)? {
            tx.lock_aside(request)?;
        }
    }
    Ok(())
}

/// Whether a verb may run on a stored record now: nothing, or what it waits for. There is no exception: not for administrators,
/// and not for the program itself.
pub fn may_transition(read: &Read, shape: &Shape, record: &Record, operation: &str) -> Result<Option<Refusal>> {
    let book = definition::book(read)?;
    if !book.knows(shape.name()) || !record.head.saved() {
        return Ok(None);
    }
    let shape = &read.shape(shape.name())?;
    let Some(definition) = book.fitting(read, shape, record, operation)? else { return Ok(None) };
    if goes_alone(read, &definition, shape, record)? {
        return Ok(None);
    }
    let refuse = |code: &'static str| {
        Refusal::new(code).entity(shape.name()).record(shape.title(record)).arg("definition", &definition.name)
    };
    let key = alive(shape.def.kind.into(), record.head.id, operation);
    let Some(request) = living(read, &key)? else { return Ok(Some(refuse("platform.approval_needed"))) };
    let refusal = match request.state {
        State::Open => {
            let people = read.titles(User::DEF.name, &request.awaits().iter().map(|u| u.raw()).collect::<Vec<_>>())?;
            let people = people.into_values().collect::<Vec<_>>().join(", ");
            refuse("platform.approval_waits").arg("people", people)
        }
        State::Approved => {
            let record = &read.find(shape.name(), record.head.id)?.unwrap_or_else(|| record.clone());
            let asked = request.rule(read)?;
            let same = content::hash(shape, record, &asked.watched()) == request.content;
            let mine = read.who().user.is_some_and(|user| approved_by(&request, user));
            match (same, mine && asked.executor_apart) {
                (true, false) => return Ok(None),
                (true, true) => refuse("platform.approval_executor"),
                (false, _) => refuse("platform.approval_outdated"),
            }
        }
        _ => refuse("platform.approval_returned"),
    };
    Ok(Some(refusal.arg("request", &*request.number)))
}

fn approved_by(request: &Request, user: i64) -> bool {
    request.asked.iter().any(|a| a.state == Vote::Approved && a.decided_by.map(Id::raw) == Some(user))
}

/// True when whoever wants it is named as approver himself and may decide about so much.
pub(crate) fn goes_alone(read: &Read, definition: &Definition, shape: &Arc<Shape>, record: &Record) -> Result<bool> {
    let (true, Some(user)) = (definition.self_approval, read.who().user) else { return Ok(false) };
    let case = Case::new(read, definition, shape, record.clone(), None, None)?;
    for (at, step) in definition.steps.iter().enumerate() {
        if !definition.needs(read, shape, record.head.id, at)? {
            continue;
        }
        let alone = step.rule == super::course::Rule::Any && case.is_named(read, definition, at, user)?;
        if !alone {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The request that lives for a verb of a record, with its lines.
fn living(read: &Read, key: &str) -> Result<Option<Request>> {
    let sql = store::sql!("platform.approval_alive", "SELECT id FROM platform_approval_request WHERE alive = $1");
    let id = read.row(sql, &[key.into()])?.and_then(|row| row.first().and_then(Value::int));
    id.map(|id| read.get(Id::<Request>::from_raw(id))).transpose()
}

/// Asks for approval of a verb. Whoever may run the verb may ask; a document that has a submitted state goes there.
pub fn ask(tx: &mut Tx, entity: &str, id: i64, operation: &str, wish: &Wish) -> Result<Id<Request>> {
    let shape = tx.shape(entity)?;
    let record = tx.lock_record(entity, id)?;
    if !tx.may(&shape, &record, store::action::READ)? {
        return Err(Error::not_found(entity, id));
    }
    let operations = tx.registry().get(entity).map(|r| r.operations).unwrap_or_default();
    let verb = operations.iter().find(|o| o.name == operation);
    let verb = verb.ok_or_else(|| Error::not_found("operation", format!("{entity}:{operation}")))?;
    let state = shape.value(&record, "state").text().unwrap_or_default().to_owned();
    let submitting = running::submitting(operations, &state).filter(|_| verb.from.contains(&SUBMITTED));
    let asks = submitting.is_some_and(|s| tx.may(&shape, &record, s.name).unwrap_or_default());
    if !asks && !tx.may(&shape, &record, operation)? {
        return Err(Error::forbidden(entity, operation));
    }
    can_start(tx, &shape, &record, verb, submitting.is_some())?;
    let book = definition::book(tx)?;
    let key = alive(shape.def.kind.into(), id, operation);
    let known = living(tx, &key)?;
    let fitting = book.fitting(tx, &shape, &record, operation)?;
    let title = shape.title(&record);
    let definition = fitting.ok_or_else(|| Refusal::new("platform.approval_not_needed").record(&title))?;
    let request = match known {
        None => open(tx, &shape, &record, verb, &definition, wish)?,
        Some(request) if request.state == State::Returned => resume(tx, request.id(), &wish.reason)?,
        Some(request) => {
            let refusal = Refusal::new("platform.approval_under_way").record(&title);
            return Err(refusal.arg("request", &*request.number).into());
        }
    };
    if let Some(submitting) = submitting.filter(|_| asks) {
        tx.perform(entity, id, submitting.name, None, &super::resolve::input(submitting, &wish.reason))?;
    }
    Ok(request)
}

/// Nobody is asked about what could not be done anyway.
fn can_start(tx: &Tx, shape: &Shape, record: &Record, verb: &Operation, by_submitting: bool) -> Result<()> {
    let state = shape.value(record, "state");
    let starts = verb.from.is_empty() || by_submitting || state.text().is_some_and(|s| verb.from.contains(&s));
    if !starts {
        let refusal = Refusal::new("store.wrong_state").entity(shape.name()).record(shape.title(record));
        return Err(refusal.arg("operation", verb.name).arg("state", state).into());
    }
    match verb.guard.map(|guard| guard(record, tx)).transpose()? {
        Some(Guard::Closed(refusal)) => Err(refusal.record(shape.title(record)).into()),
        Some(Guard::Hidden) => Err(Error::forbidden(shape.name(), verb.name)),
        _ => Ok(()),
    }
}

fn open(
    tx: &mut Tx,
    shape: &Arc<Shape>,
    record: &Record,
    verb: &Operation,
    definition: &Arc<Definition>,
    wish: &Wish,
) -> Result<Id<Request>> {
    let owner = tx.who().user.or(shape.value(record, "owner").int()).or(record.head.created_by);
    let chosen = wish.chosen.map(Id::raw);
    let record = tx.find(shape.name(), record.head.id)?.unwrap_or_else(|| record.clone());
    let title = shape.title(&record);
    let key = alive(shape.def.kind.into(), record.head.id, verb.name);
    let content = content::hash(shape, &record, &definition.watched());
    let case = Case::new(tx, definition, shape, record, owner, chosen)?;
    foresee(tx, definition, &case)?;
    let step = |s: &super::Step| RequestStep {
        head: Head::default(),
        name: s.name.clone(),
        stage: s.stage,
        branch: s.branch.clone(),
        rule: s.rule,
        needed: s.needed,
        due_at: None,
        content: None,
        state: StepState::Waiting,
    };
    let mut request = Request {
        head: Head::default(),
        number: Number::default(),
        subject: title,
        entity: shape.name().to_owned(),
        source_kind: shape.def.kind.into(),
        source: case.record.head.id,
        operation: verb.name.to_owned(),
        definition: definition.id(),
        company: case.company.map(Id::from_raw),
        amount: case.amount.map(|(amount, _)| amount),
        currency: case.amount.map(|(_, currency)| Id::from_raw(currency)),
        owner: owner.map(Id::from_raw),
        reason: Some(wish.reason.trim()).filter(|r| !r.is_empty()).map(Text::new),
        chosen: wish.chosen,
        steps: definition.steps.iter().map(step).collect::<Vec<_>>().into(),
        asked: Vec::new().into(),
        content,
        alive: Some(key),
        ended_at: None,
        state: State::Open,
    };
    let id = tx.insert(&mut request)?;
    decision::write(tx, &request, Said { what: What::Asked, comment: Some(&wish.reason), ..Said::default() })?;
    request.advance(tx, definition, &case, &[])?;
    tx.update(&mut request)?;
    Ok(id)
}

/// Asks on after a return: steps that nothing changed for keep their yes.
fn resume(tx: &mut Tx, id: Id<Request>, reason: &str) -> Result<Id<Request>> {
    let mut request: Request = tx.lock_aside(id)?;
    let definition = request.rule(tx)?;
    let case = request.case(tx, &definition)?;
    request.content = content::hash(&case.shape, &case.record, &definition.watched());
    request.state = State::Open;
    decision::write(tx, &request, Said { what: What::Asked, comment: Some(reason), ..Said::default() })?;
    request.advance(tx, &definition, &case, &[])?;
    tx.update(&mut request)?;
    Ok(id)
}

/// Hears of every record that was saved: a verb that was approved is done, a submitted document is asked about, and what changed
/// after somebody's yes is asked again.
pub fn saved(tx: &mut Tx, record: &Record, entity: &str, action: &str) -> Result<()> {
    if entity == super::Delegation::DEF.name {
        return super::late::soon(tx);
    }
    let shape = tx.shape(entity)?;
    control::follow(tx, &shape, record, action)?;
    let book = definition::book(tx)?;
    if !book.knows(entity) || action == "create" {
        return Ok(());
    }
    let operations = tx.registry().get(entity).map(|r| r.operations).unwrap_or_default();
    let verb = operations.iter().find(|o| o.name == action);
    for request in of_record(tx, shape.def.kind.into(), record.head.id)? {
        follow(tx, &book, &shape, record, request, action)?;
    }
    if verb.is_some_and(|v| v.to == Some(SUBMITTED)) {
        submitted(tx, &book, &shape, record, operations)?;
    }
    Ok(())
}

/// The requests that live for a record.
fn of_record(read: &Read, kind: i64, record: i64) -> Result<Vec<Id<Request>>> {
    let sql = store::sql!(
        "platform.approval_of_record",
        "SELECT id FROM platform_approval_request WHERE source_kind = $1 AND source = $2 AND alive IS NOT NULL ORDER BY id"
    );
    let rows = read.query(sql, &[kind.into(), record.into()])?;
    Ok(rows.iter().filter_map(|row| row.first().and_then(Value::int)).map(Id::from_raw).collect())
}

/// A document that just went to its submitted state asks for every verb that leads on from there.
fn submitted(
    tx: &mut Tx,
    book: &Book,
    shape: &Arc<Shape>,
    record: &Record,
    operations: &'static [Operation],
) -> Result<()> {
    for name in book.operations(shape.name()) {
        let Some(verb) = operations.iter().find(|o| o.name == name && o.from.contains(&SUBMITTED)) else { continue };
        let Some(definition) = book.fitting(tx, shape, record, name)? else { continue };
        if goes_alone(tx, &definition, shape, record)? {
            continue;
        }
        match living(tx, &alive(shape.def.kind.into(), record.head.id, name))? {
            None => drop(open(tx, shape, record, verb, &definition, &Wish::default())?),
            Some(request) if request.state == State::Returned => drop(resume(tx, request.id(), "")?),
            Some(_) => {}
        }
    }
    Ok(())
}

fn follow(tx: &mut Tx, book: &Book, shape: &Arc<Shape>, record: &Record, id: Id<Request>, action: &str) -> Result<()> {
    let mut request: Request = tx.lock_aside(id)?;
    let operations = tx.registry().get(shape.name()).map(|r| r.operations).unwrap_or_default();
    let given_back = running::giving_back(shape, operations).is_some_and(|o| o.name == action);
    let waits = matches!(request.state, State::Open | State::Approved);
    if request.alive.is_none() {
        // Somebody ended it while this transaction waited for it.
    } else if request.operation == action {
        // The verb ran: with the yes it waited for, or because it needs none any more.
        request.end(tx, if request.state == State::Approved { State::Done } else { State::Lapsed }, "")?;
    } else if action == "archive" {
        request.end(tx, State::Lapsed, "")?;
    } else if given_back && waits {
        request.end(tx, State::Recalled, "")?;
    } else {
        changed(tx, book, shape, record, &mut request)?;
    }
    tx.update(&mut request)?;
    Ok(())
}

/// What changed after somebody's yes is asked again, from the first step that stands on it.
fn changed(tx: &mut Tx, book: &Book, shape: &Arc<Shape>, record: &Record, request: &mut Request) -> Result<()> {
    let definition = request.rule(tx)?;
    let stored = tx.find(shape.name(), record.head.id)?.unwrap_or_else(|| record.clone());
    let now = content::hash(shape, &stored, &definition.watched());
    let fitting = book.fitting(tx, shape, &stored, &request.operation)?;
    if fitting.is_none_or(|f| f.name != definition.name) {
        return request.end(tx, State::Lapsed, "");
    }
    if now == request.content {
        return Ok(());
    }
    request.content = now;
    let Some(step) = first_affected(tx, &definition, shape, &stored, request)? else { return Ok(()) };
    let knows = request.awaits();
    let answered = request.asked.iter().any(|a| a.step > step as i64 && a.state == Vote::Approved);
    request.open_again(step);
    if answered {
        decision::write(tx, request, Said { what: What::Voided, step: Some(step), ..Said::default() })?;
    }
    if request.state == State::Returned {
        return Ok(());
    }
    request.state = State::Open;
    let case = request.case(tx, &definition)?;
    // Who is asked anyway and had not answered yet is not told again.
    request.advance(tx, &definition, &case, &knows)
}

/// The first step whose ground changed, or that is needed now and was not before.
fn first_affected(
    read: &Read,
    definition: &Definition,
    shape: &Arc<Shape>,
    record: &Record,
    request: &Request,
) -> Result<Option<usize>> {
    for (at, step) in request.steps.iter().enumerate() {
        let affected = match (&step.content, step.state) {
            (_, StepState::Waiting) | (None, _) => false,
            (_, StepState::NotNeeded) => definition.needs(read, shape, record.head.id, at)?,
            (Some(before), _) => *before != content::hash(shape, record, &definition.watched_by(at)),
        };
        if affected {
            return Ok(Some(at));
        }
    }
    Ok(None)
}
