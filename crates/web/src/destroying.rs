//! Final deletion of an archived record: what refers to it is listed, and while anything does it stays.

use crate::cells::Looks;
use crate::http::Response;
use crate::lists::record_path;
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Refusal, Result, ensure};
use entity::{Record, Shape};
use std::sync::Arc;
use store::{Dependant, Read, action};
use ui::Arg;
use ui::page::{self, Form, Referring};
use ui::part::{Action, Crumb, Look, Note, Tone};

/// Referring records named one by one, of each field that refers.
const NAMED: usize = 10;

impl Visit<'_> {
    /// The way to final deletion, on the page of an archived record.
    pub fn destroy_action(
        &self,
        read: &Read,
        shape: &Arc<Shape>,
        record: &Record,
        here: &str,
    ) -> Result<Option<Action>> {
        let offered = record.head.archived_at.is_some() && read.may(shape, record, action::DESTROY)?;
        Ok(offered.then(|| Action::link(self.words().t("web-destroy"), format!("{here}/destroy")).icon("trash-2")))
    }

    /// GET of the page that asks once more.
    pub fn destroy_form(&self, shape: &Arc<Shape>, id: i64, refusals: &[Refusal]) -> Result<Response> {
        self.read(|read| {
            let record = read.visible(shape.name(), id, action::DESTROY)?;
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let words = looks.words;
            let dependants = read.dependants(shape.name(), id)?;
            let referring = dependants.iter().map(|d| self.referring(read, d)).collect::<Result<Vec<_>>>()?;
            let live = record.head.archived_at.is_none();
            let mut notes: Vec<Note> =
                refusals.iter().map(|r| note(Tone::Danger, words.refusal(Some(shape), r))).collect();
            notes.push(match (live, referring.is_empty()) {
                (true, _) => note(Tone::Warn, words.t("web-destroy-live")),
                (false, false) => note(Tone::Warn, words.t("web-destroy-in-use")),
                (false, true) => note(Tone::Warn, words.t("web-destroy-note")),
            });
            let (title, here) = (shape.title(&record), record_path(&self.base, shape, id));
            let view = Form {
                title: words.t_args("web-destroy-title", &[("record", Arg::Text(&title))]),
                icon: shape.def.icon,
                crumbs: vec![
                    Crumb { label: words.plural(shape), href: self.path(shape) },
                    Crumb { label: title.clone(), href: here.clone() },
                ],
                notes,
                action: format!("{here}/destroy"),
                hidden: vec![("_version".to_owned(), record.head.version.to_string())],
                button: words.t("web-destroy"),
                look: Look::Danger,
                back: here,
                confirm: Some(confirmation(&title)),
                closed: live || !referring.is_empty(),
                more: (!referring.is_empty()).then(|| page::referring(&self.cx(None), &referring)),
                ..Form::default()
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &self.path(shape), |cx| page::form(cx, &view))
        })
    }

    /// POST of it: the record's name was typed, and it goes for good.
    pub fn destroy_record(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let version = self.req.form.get("_version").parse().ok();
        let typed = self.req.form.get("_confirm").trim().to_owned();
        let (name, wanted) = (shape.name(), shape.clone());
        let outcome = self.write(move |tx| {
            let record = tx.lock_record(name, id)?;
            tx.must(&wanted, &record, action::DESTROY)?;
            let title = wanted.title(&record);
            let word = confirmation(&title);
            ensure!(typed == word, Refusal::new("web.destroy_type_the_name").arg("name", &word))?;
            tx.destroy(name, id, version)?;
            Ok(title)
        });
        match outcome {
            Ok(title) => {
                let text = self.words().t_args("web-destroyed", &[("record", Arg::Text(&title))]);
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, None);
                Ok(Response::see(&format!("{}?archived=1", self.path(shape))).cookie(&flash))
            }
            Err(base::Error::Refused(refusals)) => self.destroy_form(shape, id, &refusals),
            Err(other) => Err(other),
        }
    }

    /// Rows that refer, in words; records this person may not see are counted, not named.
    fn referring(&self, read: &Read, dependant: &Dependant) -> Result<Referring> {
        let words = self.words();
        let count = self.visitor.format.integer(dependant.count);
        let Some(of) = read.model().shapes.get(dependant.entity).cloned() else {
            return Ok(Referring { label: words.t("web-links"), count, records: Vec::new() });
        };
        let line = of.lines.iter().map(|(_, line)| line).find(|line| line.field(dependant.field).is_some());
        let field = match (of.field(dependant.field), line) {
            (None, Some(line)) => words.field(line, dependant.field),
            _ => words.field(&of, dependant.field),
        };
        let mut records = Vec::new();
        for record in read.find_many(of.name(), &dependant.some, false)?.into_iter().take(NAMED) {
            if read.may(&of, &record, action::READ)? {
                records.push((of.title(&record), record_path(&self.base, &of, record.head.id)));
            }
        }
        Ok(Referring { label: format!("{} · {field}", words.plural(&of)), count, records })
    }
}

/// What has to be typed: the record's name, in one line without spaces around it.
fn confirmation(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn note(tone: Tone, text: String) -> Note {
    Note { tone, text, link: None }
}
