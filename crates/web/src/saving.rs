//! Saving any record from its page: forms, drafts, conflicts, operations with what they ask for, archive and undo.

use crate::cells::Looks;
use crate::forms::{self, Posted};
use crate::http::{Pairs, Response, encode};
use crate::records::{Around, line_cell};
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Key, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{LinesChange, Operation, Read, Submission, action};
use ui::page::{self, Conflict, ConflictField, Form};
use ui::part::{Crumb, Tone};

impl Visit<'_> {
    /// POST of a form: saves, or shows it again with everything typed and why it was refused.
    pub fn save_record(&self, shape: &Arc<Shape>, id: Option<i64>) -> Result<Response> {
        let posted = self.posted(shape, id)?;
        if !posted.refusals.is_empty() {
            return self.again(shape, id, posted, Vec::new());
        }
        let sent = posted.submission.clone();
        let once = self.once(shape, id);
        let then = match self.req.query.get("then") {
            verb if id.is_none() && !verb.is_empty() => Some(self.read(|read| opening(read, shape, verb))?),
            _ => None,
        };
        let outcome = self.write(move |tx| {
            once.run(tx, |tx| match then {
                Some(operation) => tx.submit_on(&sent, operation.name),
                None => tx.submit(&sent).map(|(record, _)| record.head.id),
            })
        });
        match outcome {
            Ok(id) => {
                let text = match then {
                    Some(operation) => format!("{} ✓", self.words().operation(shape, operation.name)),
                    None => self.words().t("ui-saved"),
                };
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, None);
                if self.req.query.get("next") == "1" {
                    let again = format!("{}/new{}", self.path(shape), self.kept_for_next(shape, &posted)?);
                    return Ok(Response::see(&again).cookie(&flash));
                }
                self.saved(shape, id).map(|r| r.cookie(&flash))
            }
            Err(Error::Refused(refusals)) => self.again(shape, id, posted, refusals),
            Err(Error::Stale { .. }) => self.conflict(shape, id.unwrap_or(0), posted),
            Err(other) => Err(other),
        }
    }

    /// What the next one of a stack begins with: the choices and references that were made for this one.
    fn kept_for_next(&self, shape: &Arc<Shape>, posted: &Posted) -> Result<String> {
        self.read(|read| {
            let (usual, _) = read.preview(&Submission { entity: shape.name().to_owned(), ..Submission::default() })?;
            let kept = posted.submission.values.iter().filter(|(name, value)| {
                let field = shape.field(name).filter(|f| !f.unique);
                let kind = field.is_some_and(|f| matches!(f.kind, Kind::Choice(_) | Kind::Reference(_)));
                kind && !value.is_null() && shape.value(&usual, name) != *value
            });
            let pairs: Vec<String> =
                kept.map(|(name, value)| format!("{name}={}", encode(&value.to_string()))).collect();
            Ok(if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) })
        })
    }

    /// A dialog wants to hear what was made; a page goes to the record.
    fn saved(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        if self.req.wants_json() {
            let title = self.read(|read| Ok(read.titles(shape.name(), &[id])?.remove(&id).unwrap_or_default()))?;
            return Ok(Response::json(StatusCode::OK, &json!({ "id": id.to_string(), "label": title })));
        }
        Ok(Response::see(&format!("{}/{id}", self.path(shape))))
    }

    fn once(&self, shape: &Shape, id: Option<i64>) -> crate::once::Once {
        let route = format!("form {} {} {}", shape.name(), id.unwrap_or(0), self.req.query.get("then"));
        crate::once::Once::new(self.req.form.get("_key"), route, &self.req.body)
    }

    fn posted(&self, shape: &Arc<Shape>, id: Option<i64>) -> Result<Posted> {
        self.read(|read| {
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let stored = match id {
                Some(id) => read.visible(shape.name(), id, action::EDIT)?,
                None => shape.blank(),
            };
            Ok(forms::read(&looks, shape, &stored, &self.req.form))
        })
    }

    /// The form once more: nothing was stored, everything typed is there.
    fn again(&self, shape: &Arc<Shape>, id: Option<i64>, posted: Posted, refusals: Vec<Refusal>) -> Result<Response> {
        let mut all = posted.refusals;
        all.extend(refusals);
        if self.req.wants_json() {
            let words = self.words();
            let message = all.iter().map(|r| words.refusal(Some(shape), r)).collect::<Vec<_>>().join(" ");
            return Ok(Response::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "message": message })));
        }
        self.read(|read| {
            let record = self.with_typed(read, shape, id, &posted.submission)?;
            let key = self.req.form.get("_key").to_owned();
            let around =
                Around { refusals: all, typed: Some(&self.req.form), touched: posted.touched, conflict: None, key };
            self.record_page(read, shape, &record, around, StatusCode::UNPROCESSABLE_ENTITY)
        })
    }

    /// The record as it would be with what was typed, as far as it could be read.
    fn with_typed(&self, read: &Read, shape: &Arc<Shape>, id: Option<i64>, sent: &Submission) -> Result<Record> {
        match read.preview(&Submission { version: None, ..sent.clone() }) {
            Ok((record, refusals)) if refusals.is_empty() => Ok(record),
            Ok((record, _)) => Ok(with_lines(shape, record, sent)),
            Err(Error::Refused(_)) | Err(Error::Broken(_)) => match id {
                Some(id) => read.visible(shape.name(), id, action::READ),
                None => Ok(shape.blank()),
            },
            Err(other) => Err(other),
        }
    }

    /// Somebody saved in between: what only they changed is taken, what both changed is asked.
    fn conflict(&self, shape: &Arc<Shape>, id: i64, posted: Posted) -> Result<Response> {
        self.read(|read| {
            let now = read.visible(shape.name(), id, action::EDIT)?;
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let seen = posted.submission.version.unwrap_or(0);
            let entries = store::audit::history(read, shape, id, None, 50)?;
            let newer: Vec<_> = entries.into_iter().filter(|e| e.version > seen).collect();
            let theirs: BTreeSet<String> = newer.iter().flat_map(|e| e.changes.keys().cloned()).collect();
            let mut mine = posted.submission.clone();
            mine.version = None;
            mine.values.retain(|(name, value)| !theirs.contains(name) || changed_by_me(shape, &newer, name, value));
            let record = self.with_typed(read, shape, Some(id), &mine)?;
            looks.name(read, shape, &[now.clone(), record.clone()])?;
            let show = |name: &str, record: &Record| {
                let Some(field) = shape.field(name) else { return String::new() };
                looks.plain(shape, field, &shape.value(record, name), looks.exponent(shape, field, record, None))
            };
            let fields = mine
                .values
                .iter()
                .filter(|(name, _)| theirs.contains(name) && shape.value(&now, name) != shape.value(&record, name));
            let fields: Vec<ConflictField> = fields
                .map(|(name, _)| ConflictField {
                    name: name.clone(),
                    label: looks.words.field(shape, name),
                    mine: show(name, &record),
                    theirs: show(name, &now),
                })
                .collect();
            let last = newer.first();
            let who = last
                .and_then(|e| e.by)
                .map_or_else(|| looks.words.t("web-the-program"), |id| looks.title("platform.user", id));
            let when = last.map(|e| looks.format.relative(e.at, looks.now)).unwrap_or_default();
            // The form now stands on the newest version; its fields show what was typed.
            let mut record = record;
            record.head = now.head.clone();
            let around =
                Around { touched: posted.touched, conflict: Some(Conflict { who, when, fields }), ..Around::default() };
            self.record_page(read, shape, &record, around, StatusCode::CONFLICT)
        })
    }

    /// POST of a draft: computed values for the form, nothing stored.
    pub fn draft_record(&self, shape: &Arc<Shape>, id: Option<i64>) -> Result<Response> {
        let posted = self.posted(shape, id)?;
        self.read(|read| {
            let touched: BTreeSet<&str> = posted.touched.iter().map(String::as_str).collect();
            let mut sent = Submission { version: None, ..posted.submission.clone() };
            // What nobody typed is left to the record's own defaults.
            if id.is_none() {
                sent.values.retain(|(name, value)| touched.contains(name.as_str()) || !value.is_null());
            }
            let (record, mut refusals) = read.preview(&sent)?;
            refusals.extend(posted.refusals.iter().cloned());
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            looks.name(read, shape, std::slice::from_ref(&record))?;
            let (mut values, mut outputs, mut lines) =
                (serde_json::Map::new(), serde_json::Map::new(), serde_json::Map::new());
            for field in shape.fields.iter().filter(|f| f.shown() && looks.access.sees(shape, f.name)) {
                let value = shape.value(&record, field.name);
                let exponent = looks.exponent(shape, field, &record, None);
                let text = looks.typed(shape, field, &value, exponent);
                if field.computed {
                    outputs.insert(field.name.to_owned(), json!(looks.plain(shape, field, &value, exponent)));
                } else if !touched.contains(field.name) {
                    values.insert(
                        field.name.to_owned(),
                        match field.kind {
                            Kind::Reference(_) => json!({ "id": value.to_string(), "label": text }),
                            Kind::Bool => json!(if value.int() == Some(1) { "1" } else { "" }),
                            Kind::Choice(_) => json!(value.to_string()),
                            _ => json!(text),
                        },
                    );
                }
            }
            let outer = shape.value(&record, "currency").int();
            for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
                let rows = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten().map(|line| {
                    let cells = line_shape.fields.iter().filter(|f| f.shown()).map(|f| {
                        let cell = line_cell(&looks, line_shape, f, line, outer);
                        (f.name.to_owned(), json!({ "v": cell.value, "text": cell.text }))
                    });
                    serde_json::Value::Object(cells.collect())
                });
                lines.insert(shape.fields[*field].name.to_owned(), rows.collect());
            }
            let words = self.words();
            let alike = page::alike(&self.cx(None), &self.alike_of(read, shape, &record)?).into_string();
            let refusals: Vec<_> = refusals
                .iter()
                .map(|r| json!({ "field": r.field, "message": words.refusal(Some(shape), r) }))
                .collect();
            Ok(Response::json(
                StatusCode::OK,
                &json!({ "values": values, "outputs": outputs, "lines": lines, "refusals": refusals, "alike": alike }),
            ))
        })
    }

    /// GET of an operation that asks something first.
    pub fn operation_form(
        &self,
        shape: &Arc<Shape>,
        id: i64,
        name: &str,
        typed: Option<&Pairs>,
        refusals: &[Refusal],
    ) -> Result<Response> {
        self.read(|read| {
            let record = read.visible(shape.name(), id, name)?;
            let operation = operation(read, shape, name)?;
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let words = self.words();
            let proposed = match read.registry().get(shape.name()) {
                Some(registered) if typed.is_none() => (registered.prefill)(&record, read, name)?,
                _ => Vec::new(),
            };
            let begins = |def: &FieldDef| {
                let given = self.req.query.has(def.name).then(|| self.req.query.get(def.name));
                let given = given.and_then(|t| looks.read_typed(def, t, def.kind.scale().unwrap_or(2)).ok());
                let proposed = proposed.iter().find(|(name, _)| *name == def.name).map(|(_, value)| value.clone());
                // The books take most things today.
                let today = (def.name == "posted_on" && typed.is_none()).then(|| Value::from(read.today()));
                given.or(proposed).or(today).unwrap_or_else(|| def.default.map_or(Value::Null, Value::from))
            };
            let values: Vec<Value> = operation.input.iter().map(begins).collect();
            for (def, value) in operation.input.iter().zip(&values) {
                if let (Kind::Reference(target), Value::Int(id)) = (def.kind, value) {
                    looks.titles.extend(read.titles(target, &[*id])?.into_iter().map(|(id, t)| ((target, id), t)));
                }
            }
            let fields = operation
                .input
                .iter()
                .zip(values)
                .map(|(def, value)| {
                    let mut field =
                        looks.control(read, shape, def, &value, 2, None, words.input(shape, name, def.name), false);
                    if let ui::part::Control::Choice { options, .. } = &mut field.control {
                        for option in options.iter_mut().filter(|o| !o.value.is_empty()) {
                            option.label = words.input_option(shape, name, def, &option.value);
                        }
                    }
                    if let Some(form) = typed {
                        forms::keep_typed(&mut field, form);
                    }
                    field.error = refusals
                        .iter()
                        .find(|r| r.field.as_deref() == Some(def.name))
                        .map(|r| words.refusal(Some(shape), r));
                    field
                })
                .collect();
            let apart = refusals.iter().filter(|r| !operation.input.iter().any(|f| r.field.as_deref() == Some(f.name)));
            let notes = apart
                .map(|r| ui::part::Note { tone: Tone::Danger, text: words.refusal(Some(shape), r), link: None })
                .collect();
            let here = format!("{}/{id}", self.path(shape));
            let follower = operation.then.map(|(made, verb)| read.shape(made).map(|made| (made, verb))).transpose()?;
            let follower = follower.filter(|(made, verb)| looks.access.may(made, verb));
            let further = follower.map(|(made, verb)| {
                let label = words.both(&words.operation(shape, name), &words.operation(&made, verb));
                (label, format!("{here}/{name}?then={verb}"))
            });
            let view = Form {
                further,
                title: format!("{} · {}", words.operation(shape, name), shape.title(&record)),
                icon: shape.def.icon,
                crumbs: vec![Crumb { label: shape.title(&record), href: here.clone() }],
                notes,
                fields,
                action: format!("{here}/{name}"),
                hidden: vec![
                    ("_version".to_owned(), record.head.version.to_string()),
                    ("_key".to_owned(), Key::random().to_string()),
                    ("_input".to_owned(), "1".to_owned()),
                ],
                button: words.operation(shape, name),
                back: here,
                ..Form::default()
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &self.path(shape), |cx| page::form(cx, &view))
        })
    }

    /// POST of an operation. From the record's page it carries the whole form, which is saved in the same transaction.
    pub fn run_operation(&self, shape: &Arc<Shape>, id: i64, name: &str) -> Result<Response> {
        let form = &self.req.form;
        let whole = form.has("_key") && !form.has("_input");
        let posted = if whole { Some(self.posted(shape, Some(id))?) } else { None };
        if let Some(posted) = &posted
            && !posted.refusals.is_empty()
        {
            let refusals = posted.refusals.clone();
            return self.again(shape, Some(id), self.posted(shape, Some(id))?, refusals);
        }
        let input = match self.operation_input(shape, name)? {
            Ok(input) => input,
            Err(refusals) => return self.operation_form(shape, id, name, Some(form), &refusals),
        };
        let sent = posted.as_ref().map(|p| p.submission.clone());
        let version = form.get("_version").parse::<i64>().ok().filter(|_| !whole);
        let (entity, verb, once) = (shape.name(), name.to_owned(), self.once(shape, Some(id)));
        let (checked, then) = (shape.clone(), self.req.query.has("then"));
        let outcome = self.write(move |tx| {
            let mut made = Vec::new();
            once.run(tx, |tx| {
                if let Some(sent) = &sent {
                    let record = tx.lock_record(entity, id)?;
                    if tx.may(&checked, &record, action::EDIT)? {
                        tx.submit(sent)?;
                    }
                }
                made = match then {
                    true => tx.perform_on(entity, id, &verb, version, &input)?,
                    false => tx.perform(entity, id, &verb, version, &input)?,
                };
                Ok(id)
            })?;
            Ok(made)
        });
        match (outcome, posted) {
            (Ok(made), _) => {
                if self.req.header("x-made") == "1" {
                    return Ok(Response::json(StatusCode::OK, &json!({ "id": id })));
                }
                let text = format!("{} ✓", self.words().operation(shape, name));
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, None);
                let next = self.goes_on_with(&made)?.unwrap_or_else(|| format!("{}/{id}", self.path(shape)));
                Ok(Response::see(&next).cookie(&flash))
            }
            (Err(Error::Refused(refusals)), Some(posted)) => self.again(shape, Some(id), posted, refusals),
            (Err(Error::Refused(refusals)), None) => self.operation_form(shape, id, name, Some(form), &refusals),
            (Err(Error::Stale { .. }), Some(posted)) => self.conflict(shape, id, posted),
            (Err(other), _) => Err(other),
        }
    }

    /// The one draft that a verb made, such as the delivery of an order: one goes on with it.
    fn goes_on_with(&self, made: &[(&'static str, i64)]) -> Result<Option<String>> {
        let &[(entity, id)] = made else { return Ok(None) };
        self.read(|read| {
            let shape = read.shape(entity)?;
            let draft = match read.visible(entity, id, action::READ) {
                Ok(record) => shape.value(&record, "state").text() == Some("draft"),
                Err(Error::NotFound { .. } | Error::Forbidden { .. }) => false,
                Err(other) => return Err(other),
            };
            Ok(draft.then(|| format!("{}/{id}", self.path(&shape))))
        })
    }

    fn operation_input(&self, shape: &Arc<Shape>, name: &str) -> Result<Result<Record, Vec<Refusal>>> {
        self.read(|read| {
            let operation = operation(read, shape, name)?;
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let mut input = Record::blank(operation.input);
            let mut refusals = Vec::new();
            for (place, def) in operation.input.iter().enumerate() {
                match looks.read_typed(def, self.req.form.get(def.name), def.kind.scale().unwrap_or(2)) {
                    Ok(value) => input.values[place] = value,
                    Err(refusal) => refusals.push(refusal),
                }
            }
            crate::json::check_input(read, operation.input, &input, &mut refusals)?;
            Ok(if refusals.is_empty() { Ok(input) } else { Err(refusals) })
        })
    }

    /// POST of archive or restore of one record, with the way back in the note.
    pub fn archive_record(&self, shape: &Arc<Shape>, id: i64, archived: bool) -> Result<Response> {
        let (name, checked) = (shape.name(), shape.clone());
        let version = self.req.query.get("version").parse().ok();
        self.write(move |tx| {
            let record = tx.lock_record(name, id)?;
            tx.must(&checked, &record, action::ARCHIVE)?;
            tx.set_archived(name, id, version, archived)
        })?;
        let (text, back) = if archived { ("web-archived-one", "restore") } else { ("web-restored-one", "archive") };
        let undo = format!("{}/{id}/{back}", self.path(shape));
        let flash = flash_cookie(&self.visitor.slug, &self.words().t(text), Tone::Success, Some(&undo));
        let goal = if archived { self.path(shape) } else { format!("{}/{id}", self.path(shape)) };
        Ok(Response::see(&goal).cookie(&flash))
    }
}

/// True when the sender's value is not what the field held before the others changed it: so the sender changed it too.
fn changed_by_me(shape: &Shape, newer: &[store::audit::Entry], name: &str, value: &Value) -> bool {
    if !shape.field(name).is_some_and(FieldDef::stored) {
        return true;
    }
    let before = newer.iter().rev().find_map(|e| e.changes.get(name)).and_then(|c| c.get(0).cloned());
    let sent = match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(n) => json!(n),
        Value::Text(text) => json!(text),
        Value::Bytes(_) => return true,
    };
    before.is_none_or(|before| before != sent)
}

/// The record with all lines as they were sent, also those that were refused.
fn with_lines(shape: &Shape, mut record: Record, sent: &Submission) -> Record {
    for (place, (field, line_shape)) in shape.lines.iter().enumerate() {
        let name = shape.fields[*field].name;
        let Some((_, LinesChange::Whole(changes))) = sent.lines.iter().find(|(n, _)| n == name) else { continue };
        let known = record.lines.get(place).cloned().flatten().unwrap_or_default();
        let typed = changes.iter().map(|change| {
            let old = known.iter().find(|line| Some(line.head.id) == change.id);
            let mut line = old.cloned().unwrap_or_else(|| line_shape.blank());
            for (column, value) in &change.values {
                line_shape.set(&mut line, column, value.clone());
            }
            line
        });
        let typed = typed.collect();
        if let Some(lines) = record.lines.get_mut(place) {
            *lines = Some(typed);
        }
    }
    record
}

/// An operation that a record may be created with.
pub fn opening(read: &Read, shape: &Shape, name: &str) -> Result<&'static Operation> {
    let found = operation(read, shape, name).ok().filter(|o| o.opens(shape));
    found.ok_or_else(|| Refusal::new("web.mistyped").field("then").arg("expected", "verb").into())
}

/// An operation of an entity by name.
pub fn operation(read: &Read, shape: &Shape, name: &str) -> Result<&'static Operation> {
    let registered = read.registry().get(shape.name());
    let found = registered.and_then(|r| r.operations.iter().find(|o| o.name == name));
    found.ok_or_else(|| Error::not_found("operation", name))
}
