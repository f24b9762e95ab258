//! One field of many records changed at once, each under its own right and version, with the way back.

use crate::cells::Looks;
use crate::forms;
use crate::http::{Pairs, Response, encode};
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Id, Refusal, Result};
use entity::{Named, Record, Shape, Value};
use platform::bulk_change::{self, BulkChange, Verb};
use std::sync::Arc;
use store::{Read, Submission, action};
use ui::page::{self, Form, Panel};
use ui::part::{Action, Cell, Choice, Control, Crumb, Field, Span, Tone};

impl Visit<'_> {
    /// POST of "edit" in the bulk bar: first which field, then its value, then the change.
    pub fn bulk_edit(&self, shape: &Arc<Shape>) -> Result<Response> {
        let ids = self.selected(shape)?;
        if ids.is_empty() {
            return Err(Refusal::new("web.nothing_selected").into());
        }
        let form = &self.req.form;
        if form.get("_set") == "1" {
            return self.bulk_set(shape, ids);
        }
        self.bulk_form(shape, &ids, form.get("_field"), &[])
    }

    fn bulk_form(&self, shape: &Arc<Shape>, ids: &[i64], chosen: &str, refusals: &[Refusal]) -> Result<Response> {
        self.read(|read| {
            let words = self.words();
            let looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            let offered: Vec<_> = shape
                .fields
                .iter()
                .filter(|f| forms::editable(&looks.access, shape, f) && !f.unique && !f.once)
                .collect();
            let mut fields = Vec::new();
            let mut hidden: Vec<(String, String)> = ids.iter().map(|id| ("id".to_owned(), id.to_string())).collect();
            hidden.push(("query".to_owned(), self.req.form.get("query").to_owned()));
            match offered.iter().find(|f| f.name == chosen) {
                None => {
                    let options = offered
                        .iter()
                        .map(|f| Choice { value: f.name.to_owned(), label: words.field(shape, f.name) })
                        .collect();
                    let value = offered.first().map(|f| f.name.to_owned()).unwrap_or_default();
                    fields.push(plain("_field", words.t("web-which-field"), Control::Choice { value, options }));
                }
                Some(field) => {
                    let mut value =
                        looks.control(read, shape, field, &Value::Null, 2, None, words.field(shape, field.name), false);
                    value.required = false;
                    forms::keep_typed(&mut value, &self.req.form);
                    value.error = refusals.first().map(|r| words.refusal(Some(shape), r));
                    fields.push(value);
                    hidden.push(("_field".to_owned(), chosen.to_owned()));
                    hidden.push(("_set".to_owned(), "1".to_owned()));
                }
            }
            let path = self.path(shape);
            let back = Pairs::parse(self.req.form.get("query").as_bytes()).with(&[]);
            let view = Form {
                title: words.t_args("web-edit-many-title", &[("n", ui::Arg::Count(ids.len() as i64))]),
                icon: shape.def.icon,
                crumbs: vec![Crumb { label: words.plural(shape), href: path.clone() }],
                fields,
                action: format!("{path}/bulk/edit"),
                hidden,
                button: words.t(if chosen.is_empty() { "ui-continue" } else { "ui-save" }),
                back: format!("{path}?{back}"),
                ..Form::default()
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &path, |cx| page::form(cx, &view))
        })
    }

    fn bulk_set(&self, shape: &Arc<Shape>, ids: Vec<i64>) -> Result<Response> {
        let name = self.req.form.get("_field").to_owned();
        let read = self.read(|read| {
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let field = shape.field(&name).filter(|f| forms::editable(&looks.access, shape, f) && !f.once);
            let field = field.ok_or_else(|| Refusal::new("web.edit_no_field"))?;
            let scale = field.kind.scale().unwrap_or(2);
            Ok(looks.read_typed(field, self.req.form.get(&name), scale))
        })?;
        let value = match read {
            Ok(value) => value,
            Err(refusal) => return self.bulk_form(shape, &ids, &name, &[refusal]),
        };
        let (entity, checked, wanted, all) = (shape.name(), shape.clone(), name.clone(), ids.clone());
        let title = format!("{} · {}", self.words().plural(shape), self.words().field(shape, &name));
        let outcome = self.write(move |tx| {
            let mut touched = Vec::new();
            for record in tx.lock_records(entity, &all)? {
                tx.must(&checked, &record, action::EDIT)?;
                let values = vec![(wanted.clone(), value.clone())];
                let sent =
                    Submission { entity: entity.to_owned(), id: Some(record.head.id), values, ..Submission::default() };
                let (record, saved) = tx.submit(&sent)?;
                if saved == store::Saved::Updated {
                    touched.push((record.head.id, record.head.version));
                }
            }
            Ok((touched.len(), bulk_change::keep(tx, &title, entity, Verb::Edit, &touched)?))
        });
        match outcome {
            Ok((changed, kept)) => {
                let text = self.words().t_args("web-changed-n", &[("n", ui::Arg::Count(changed as i64))]);
                Ok(self.changed(shape, &text, kept))
            }
            Err(base::Error::Refused(refusals)) => self.bulk_form(shape, &ids, &name, &refusals),
            Err(other) => Err(other),
        }
    }

    /// POST of archive or restore for many, each record under its own right.
    pub fn bulk_archive(&self, shape: &Arc<Shape>, archived: bool) -> Result<Response> {
        let ids = self.selected(shape)?;
        if ids.is_empty() {
            return Err(Refusal::new("web.nothing_selected").into());
        }
        let (count, name, checked) = (ids.len() as i64, shape.name(), shape.clone());
        let verb = if archived { Verb::Archive } else { Verb::Restore };
        let title = self.words().plural(shape);
        let kept = self.write(move |tx| {
            let mut touched = Vec::new();
            for record in tx.lock_records(name, &ids)? {
                tx.must(&checked, &record, action::ARCHIVE)?;
                if record.head.archived_at.is_some() != archived {
                    tx.set_archived(name, record.head.id, None, archived)?;
                    touched.push((record.head.id, record.head.version + 1));
                }
            }
            bulk_change::keep(tx, &title, name, verb, &touched)
        })?;
        let label = if archived { "web-archived-n" } else { "web-restored-n" };
        Ok(self.changed(shape, &self.words().t_args(label, &[("n", ui::Arg::Count(count))]), kept))
    }

    /// Back to the list one came from, with what was done and the way back.
    fn changed(&self, shape: &Shape, text: &str, kept: Option<Id<BulkChange>>) -> Response {
        let from = self.came_from();
        let undo = kept.map(|id| format!("{}/bulk/undo?change={}&query={}", self.path(shape), id.raw(), encode(from)));
        let flash = flash_cookie(&self.visitor.slug, text, Tone::Success, undo.as_deref());
        let back = Pairs::parse(from.as_bytes()).with(&[("cursor", "")]);
        Response::see(&format!("{}?{back}", self.path(shape))).cookie(&flash)
    }

    fn came_from(&self) -> &str {
        Some(self.req.form.get("query")).filter(|q| !q.is_empty()).unwrap_or(self.req.query.get("query"))
    }

    /// POST of "Undo" in the note: the opposite edit; what was changed since is listed, not overwritten.
    pub fn bulk_undo(&self, shape: &Arc<Shape>) -> Result<Response> {
        let id: i64 = self.req.query.get("change").parse().unwrap_or(0);
        let (total, kept) = self.write(move |tx| {
            tx.perform(BulkChange::NAME, id, "undo", None, &Record::default())?;
            let change = tx.get(Id::<BulkChange>::from_raw(id))?;
            Ok((change.records, change.kept_records().len() as i64))
        })?;
        let words = self.words();
        let mut text = words.t_args("web-undone-n", &[("n", ui::Arg::Count(total - kept))]);
        let tone = if kept == 0 { Tone::Success } else { Tone::Warn };
        if kept > 0 {
            text = format!("{text} {}", words.t_args("web-left-n", &[("n", ui::Arg::Count(kept))]));
        }
        let flash = flash_cookie(&self.visitor.slug, &text, tone, None);
        let back = Pairs::parse(self.came_from().as_bytes()).with(&[("cursor", "")]);
        let goal = match kept {
            0 => format!("{}?{back}", self.path(shape)),
            _ => format!("{}/platform/bulk-changes/{id}", self.base),
        };
        Ok(Response::see(&goal).cookie(&flash))
    }

    /// The way to the changes made to many records of this list.
    pub fn history_of_changes(&self, read: &Read, shape: &Shape) -> Result<Option<Action>> {
        let access = read.access()?;
        let changes = read.shape(BulkChange::NAME)?;
        if shape.name() == changes.name() || !access.may(&changes, action::READ) || !access.may(shape, action::EDIT) {
            return Ok(None);
        }
        let columns = "title,verb,records,owner,created_at,state";
        let href = format!("{}?f.entity={}&columns={columns}", self.path(&changes), encode(shape.name()));
        Ok(Some(Action::link(self.words().t("web-bulk-changes"), href).icon("history").bare()))
    }

    /// Records that stayed when a bulk change was taken back, on its page.
    pub fn kept_panel(&self, read: &Read, shape: &Shape, record: &Record) -> Result<Option<Panel>> {
        if shape.name() != BulkChange::NAME {
            return Ok(None);
        }
        let change = read.get(Id::<BulkChange>::from_raw(record.head.id))?;
        let of = read.shape(&change.entity)?;
        let all = change.kept_records();
        let mut rows = Vec::new();
        for record in read.find_many(of.name(), &all[..all.len().min(100)], false)? {
            if read.may(&of, &record, action::READ)? {
                let href = format!("{}/{}", self.path(&of), record.head.id);
                rows.push(vec![Cell::Key { text: of.title(&record), href }]);
            }
        }
        let title =
            format!("{}: {}", self.words().t("web-kept-records"), self.visitor.format.integer(all.len() as i64));
        Ok((!all.is_empty()).then_some(Panel::Documents { title, all: None, rows }))
    }
}

fn plain(name: &str, label: String, control: Control) -> Field {
    Field {
        name: name.to_owned(),
        label,
        control,
        required: true,
        readonly: false,
        help: None,
        error: None,
        span: Span::Row,
    }
}
