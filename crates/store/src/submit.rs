//! What comes from outside: a form, a file, the API, a bulk edit, a board. One door with rights, versions and line changes.

use crate::{Read, Saved, Tx, action};
use base::{Error, Refusal, Result};
use entity::{Fields, Record, Shape, Value};
use std::sync::Arc;

/// Changes to one record as somebody sent them.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// The entity.
    pub entity: String,
    /// The record; `None` makes a new one.
    pub id: Option<i64>,
    /// The version that the sender saw; a newer one is refused as stale.
    pub version: Option<i64>,
    /// Fields and their new values, as stored.
    pub values: Vec<(String, Value)>,
    /// Changes to its lines, by lines field.
    pub lines: Vec<(String, LinesChange)>,
}

/// How lines change.
#[derive(Clone, Debug)]
pub enum LinesChange {
    /// These are all lines now, in this order: what a form sends.
    Whole(Vec<LineChange>),
    /// Only these change; absent lines stay: what `PATCH` sends.
    Some(Vec<LineChange>),
}

/// One changed line.
#[derive(Clone, Debug, Default)]
pub struct LineChange {
    /// The line; `None` inserts one.
    pub id: Option<i64>,
    /// Removes it.
    pub delete: bool,
    /// Fields and their new values.
    pub values: Vec<(String, Value)>,
}

impl Tx<'_> {
    /// Saves what somebody sent, if their rights cover it: the record is locked, changed, completed, checked, written, audited.
    pub fn submit(&mut self, submission: &Submission) -> Result<(Record, Saved)> {
        let shape = self.shape(&submission.entity)?;
        let mut record = match submission.id {
            Some(id) => {
                let record = self.lock_record(shape.name(), id)?;
                self.must(&shape, &record, action::EDIT)?;
                changeable(&shape, &record)?;
                if submission.version.is_some_and(|v| v != record.head.version) {
                    return Err(Error::Stale { entity: submission.entity.clone(), id });
                }
                if record.head.archived_at.is_some() {
                    return Err(Refusal::new("store.archived")
                        .entity(shape.name())
                        .record(shape.title(&record))
                        .into());
                }
                record
            }
            None => self.start(&shape, submission)?,
        };
        let touched = self.apply(&shape, &mut record, submission)?;
        let saved = self.save(shape.name(), &mut record, &touched)?;
        if submission.id.is_none() && !self.may(&shape, &record, action::CREATE)? {
            return Err(Error::forbidden(shape.name(), action::CREATE));
        }
        Ok((record, saved))
    }
}

impl Read<'_> {
    /// What a submission would become, with every broken rule, and nothing written.
    pub fn preview(&self, submission: &Submission) -> Result<(Record, Vec<Refusal>)> {
        let shape = self.shape(&submission.entity)?;
        let mut record = match submission.id {
            Some(id) => {
                let record = self.find(shape.name(), id)?.ok_or_else(|| Error::not_found(shape.name(), id))?;
                self.must(&shape, &record, action::EDIT)?;
                changeable(&shape, &record)?;
                record
            }
            None => self.start(&shape, submission)?,
        };
        let touched = match self.apply(&shape, &mut record, submission) {
            Ok(touched) => touched,
            Err(Error::Refused(refusals)) => return Ok((record, refusals)),
            Err(other) => return Err(other),
        };
        let refusals = self.draft(shape.name(), &mut record, &touched)?;
        crate::list::mask(&shape, &*self.access()?, &mut record);
        Ok((record, refusals))
    }

    /// Not visible is not found; visible and not allowed is forbidden.
    pub fn must(&self, shape: &Shape, record: &Record, action: &str) -> Result<()> {
        if self.may(shape, record, action)? {
            return Ok(());
        }
        if self.may(shape, record, action::READ)? {
            return Err(Error::forbidden(shape.name(), action));
        }
        Err(Error::not_found(shape.name(), record.head.id))
    }

    /// A new record with defaults; its owner, team and company are those of whoever makes it, unless said otherwise.
    fn start(&self, shape: &Arc<Shape>, submission: &Submission) -> Result<Record> {
        let access = self.access()?;
        if !shape.def.made_by_hand() || !access.may(shape, action::CREATE) {
            return Err(Error::forbidden(shape.name(), action::CREATE));
        }
        let mut record = shape.blank();
        // A day that must be given begins as today; whoever clears it is asked for one.
        for field in
            shape.fields.iter().filter(|f| f.required && f.default.is_none() && matches!(f.kind, entity::Kind::Date))
        {
            shape.set(&mut record, field.name, Value::from(self.today()));
        }
        let given = |name: &str| submission.values.iter().any(|(n, v)| n == name && !v.is_null());
        if access.user != 0 && shape.def.owned() && !given("owner") {
            shape.set(&mut record, "owner", Value::Int(access.user));
        }
        if shape.def.teamed() && !given("team") {
            shape.set(&mut record, "team", Value::from(access.team));
        }
        if let (true, Some(company)) = (shape.def.by_company() && !given("company"), access.companies.first()) {
            shape.set(&mut record, "company", Value::Int(*company));
        }
        Ok(record)
    }

    /// Puts the sent values into the record; names nobody may set are refused by name.
    fn apply(&self, shape: &Arc<Shape>, record: &mut Record, submission: &Submission) -> Result<Fields> {
        let mut refusals = Vec::new();
        let mut touched = Fields::none();
        set_values(self, shape, record, &submission.values, "", &mut touched, &mut refusals)?;
        for (name, change) in &submission.lines {
            let Some(place) = shape.lines_position(name) else {
                refusals.push(Refusal::new("store.field_unknown").field(name.clone()));
                continue;
            };
            let (field, line_shape) = shape.lines[place].clone();
            // Lines that only verbs write, such as a history: whoever sends them back unchanged is no worse off for it.
            if shape.fields[field].read_only {
                if !harmless(change, record.lines.get(place).and_then(Option::as_ref)) {
                    refusals.push(Refusal::new("store.field_not_yours_to_set").field(name.clone()));
                }
                continue;
            }
            let before = record.lines.get_mut(place).and_then(Option::take).unwrap_or_default();
            let after = self.change_lines(&line_shape, name, before, change, &mut touched, &mut refusals)?;
            record.lines[place] = Some(after);
        }
        if refusals.is_empty() { Ok(touched) } else { Err(Error::Refused(refusals)) }
    }

    fn change_lines(
        &self,
        shape: &Arc<Shape>,
        name: &str,
        mut before: Vec<Record>,
        change: &LinesChange,
        touched: &mut Fields,
        refusals: &mut Vec<Refusal>,
    ) -> Result<Vec<Record>> {
        let (whole, changes) = match change {
            LinesChange::Whole(changes) => (true, changes),
            LinesChange::Some(changes) => (false, changes),
        };
        let mut after = if whole { Vec::new() } else { std::mem::take(&mut before) };
        for line in changes {
            let pool = if whole { &mut before } else { &mut after };
            let known = line.id.map(|id| pool.iter().position(|l| l.head.id == id));
            if known == Some(None) {
                refusals.push(Refusal::new("store.foreign_line").field(name).arg("line", line.id.unwrap_or(0)));
                continue;
            }
            let known = known.flatten();
            if line.delete {
                if let Some(at) = known {
                    pool.remove(at);
                }
                continue;
            }
            let place = match (whole, known) {
                (true, Some(at)) => {
                    let kept = before.remove(at);
                    after.push(kept);
                    after.len() - 1
                }
                (false, Some(at)) => at,
                (_, None) => {
                    after.push(shape.blank());
                    after.len() - 1
                }
            };
            set_values(self, shape, &mut after[place], &line.values, &format!("{name}.{place}."), touched, refusals)?;
        }
        Ok(after)
    }
}

/// True when a change of lines names those that are there and says nothing else.
fn harmless(change: &LinesChange, there: Option<&Vec<Record>>) -> bool {
    let (LinesChange::Whole(lines) | LinesChange::Some(lines)) = change;
    let known = |line: &LineChange| there.is_some_and(|t| t.iter().any(|l| Some(l.head.id) == line.id));
    let all = matches!(change, LinesChange::Some(_)) || lines.len() == there.map_or(0, Vec::len);
    all && lines.iter().all(|line| !line.delete && line.values.is_empty() && known(line))
}

/// Refuses a change of what is only changed by its verbs in this state.
pub(crate) fn changeable(shape: &Shape, record: &Record) -> Result<()> {
    if shape.fixed(record) {
        return Err(Refusal::new("store.not_editable").entity(shape.name()).record(shape.title(record)).into());
    }
    Ok(())
}

fn set_values(
    read: &Read,
    shape: &Arc<Shape>,
    record: &mut Record,
    values: &[(String, Value)],
    prefix: &str,
    touched: &mut Fields,
    refusals: &mut Vec<Refusal>,
) -> Result<()> {
    let access = read.access()?;
    for (name, value) in values {
        let field = shape.position(name).map(|place| (place, shape.fields[place]));
        match field {
            Some((_, field)) if !access.sees(shape, field.name) => {
                refusals.push(Refusal::new("store.field_unknown").field(format!("{prefix}{name}")));
            }
            None => refusals.push(Refusal::new("store.field_unknown").field(format!("{prefix}{name}"))),
            Some((place, field)) => {
                let value = match value {
                    Value::Text(text) if text.is_empty() && !field.required => &Value::Null,
                    other => other,
                };
                if record.values[place] == *value {
                    if !value.is_null() {
                        touched.add(format!("{prefix}{name}"));
                    }
                    continue;
                }
                let given_before = field.once && record.head.saved();
                if !field.writable() || given_before {
                    refusals.push(Refusal::new("store.field_not_yours_to_set").field(format!("{prefix}{name}")));
                } else if !access.edits(shape, field.name) {
                    refusals.push(Refusal::new("store.field_locked").field(format!("{prefix}{name}")));
                } else {
                    record.values[place] = value.clone();
                    touched.add(format!("{prefix}{name}"));
                }
            }
        }
    }
    Ok(())
}
