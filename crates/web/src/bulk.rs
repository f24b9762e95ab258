//! One field of many records changed at once, each under its own right and version, with the way back.

use crate::cells::Looks;
use crate::forms;
use crate::http::{Pairs, Response};
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Refusal, Result};
use entity::{Shape, Value};
use std::sync::Arc;
use store::{Submission, action};
use ui::page::{self, Form};
use ui::part::{Choice, Control, Crumb, Field, Span, Tone};

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
            let offered: Vec<_> =
                shape.fields.iter().filter(|f| forms::editable(&looks.access, shape, f) && !f.unique).collect();
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
            let field = shape.field(&name).filter(|f| forms::editable(&looks.access, shape, f));
            let field = field.ok_or_else(|| Refusal::new("web.edit_no_field"))?;
            let scale = field.kind.scale().unwrap_or(2);
            Ok(looks.read_typed(field, self.req.form.get(&name), scale))
        })?;
        let value = match read {
            Ok(value) => value,
            Err(refusal) => return self.bulk_form(shape, &ids, &name, &[refusal]),
        };
        let (entity, checked, wanted, all) = (shape.name(), shape.clone(), name.clone(), ids.clone());
        let outcome = self.write(move |tx| {
            let mut changed = 0i64;
            for record in tx.lock_records(entity, &all)? {
                tx.must(&checked, &record, action::EDIT)?;
                let values = vec![(wanted.clone(), value.clone())];
                let sent =
                    Submission { entity: entity.to_owned(), id: Some(record.head.id), values, ..Submission::default() };
                changed += i64::from(tx.submit(&sent)?.1 == store::Saved::Updated);
            }
            Ok(changed)
        });
        match outcome {
            Ok(changed) => {
                let text = self.words().t_args("web-changed-n", &[("n", ui::Arg::Count(changed))]);
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, None);
                let back = Pairs::parse(self.req.form.get("query").as_bytes()).with(&[("cursor", "")]);
                Ok(Response::see(&format!("{}?{back}", self.path(shape))).cookie(&flash))
            }
            Err(base::Error::Refused(refusals)) => self.bulk_form(shape, &ids, &name, &refusals),
            Err(other) => Err(other),
        }
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
