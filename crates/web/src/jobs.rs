//! The jobs of an account set: what waits, runs, failed and is done, how far it is, who ordered it, and what can be done about it.

use crate::http::Response;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Error, Instant, Result};
use entity::{Record, Shape, Value};
use maud::{Markup, html};
use std::collections::BTreeMap;
use store::list::{self, Question};
use store::{Read, action};
use ui::Arg;
use ui::page::{self, SettingsTable};
use ui::part::Tone;

/// The entity.
const JOB: &str = "platform.job";
/// How many of each state are shown.
const SHOWN: usize = 25;
/// The states in the order in which they matter.
const STATES: [&str; 5] = ["running", "failed", "waiting", "done", "cancelled"];

impl Visit<'_> {
    /// True for whoever may see jobs at all.
    pub fn sees_jobs(&self) -> bool {
        self.read(|read| Ok(read.access()?.may(&*read.shape(JOB)?, action::READ))).unwrap_or(false)
    }

    /// `/{set}/settings/jobs/…`
    pub fn jobs(&self, rest: &[&str]) -> Result<Response> {
        match (rest, self.req.reads()) {
            ([], true) => self.jobs_page(),
            ([id, verb @ ("cancel" | "retry")], false) => {
                let id = id.parse::<i64>().map_err(|_| Error::not_found(JOB, *id))?;
                let verb = (*verb).to_owned();
                self.write(move |tx| tx.perform(JOB, id, &verb, None, &Record::default()).map(|_| ()))?;
                self.done("settings/jobs", "ui-saved")
            }
            _ => Err(Error::not_found("page", rest.join("/"))),
        }
    }

    fn jobs_page(&self) -> Result<Response> {
        self.read(|read| {
            let shape = read.shape(JOB)?;
            read.allowed(&shape, action::READ)?;
            let words = self.words();
            let mut groups = Vec::new();
            for state in STATES {
                let asked = Question {
                    entity: JOB.to_owned(),
                    filter: format!("state = {state}"),
                    sort: "-id".to_owned(),
                    limit: SHOWN,
                    ..Question::default()
                };
                let found = list::page(read, &asked)?.records;
                if !found.is_empty() {
                    groups.push((state, found));
                }
            }
            let owners: Vec<i64> =
                groups.iter().flat_map(|(_, all)| all).filter_map(|job| shape.value(job, "owner").int()).collect();
            let owners = read.titles("platform.user", &owners)?;
            let label = |state: &str| shape.field("state").map_or_else(String::new, |f| words.option(&shape, f, state));
            let view = SettingsTable {
                title: words.t("web-jobs"),
                icon: "server",
                tabs: self.settings_tabs("jobs"),
                more: Some(html! {
                    ui-jobs {
                        div.jobs data-region="jobs" {
                            @for (state, all) in &groups {
                                section.card.formcard aria-labelledby={ "jobs-" (state) } {
                                    h2 id={ "jobs-" (state) } { (label(state)) }
                                    ul.errands { @for job in all { (self.job(read, &shape, job, state, &owners)) } }
                                }
                            }
                        }
                    }
                }),
                ..SettingsTable::default()
            };
            self.page(read, StatusCode::OK, "", |cx| page::settings_table(cx, &view))
        })
    }

    fn job(&self, read: &Read, shape: &Shape, job: &Record, state: &str, owners: &BTreeMap<i64, String>) -> Markup {
        let words = self.words();
        let format = &self.visitor.format;
        let text = |name: &str| match shape.value(job, name) {
            Value::Text(text) => text,
            _ => String::new(),
        };
        let int = |name: &str| shape.value(job, name).int();
        let title = self.task(&text("task"));
        let key = text("key");
        let by = match int("owner") {
            Some(owner) => owners.get(&owner).cloned().unwrap_or_default(),
            None => words.t("web-the-program"),
        };
        let at = match state {
            "waiting" => int("due_at").map(Instant::from_micros),
            _ => job.head.created_at,
        };
        let (done, all) = (int("progress").unwrap_or(0), int("total"));
        let error = text("error");
        let verb = match state {
            "running" | "waiting" => Some(("cancel", "platform-job-op-cancel")),
            "failed" | "cancelled" => Some(("retry", "platform-job-op-retry")),
            _ => None,
        };
        html! {
            li data-job=(job.head.id) data-state=(state) {
                div.line {
                    a href={ (self.base) "/platform/jobs/" (job.head.id) } { b { (title) } }
                    @if key != "all" && key.len() < 40 { span.mute { (key) } }
                    span.mute.small.end {
                        (by)
                        @if let Some(at) = at { " · " time datetime=(at) { (format.relative(at, read.now())) } }
                    }
                    @if let Some((verb, id)) = verb.filter(|(verb, _)| read.may(shape, job, verb).unwrap_or(false)) {
                        (self.press(&format!("{}/settings/jobs/{}/{verb}", self.base, job.head.id), id, &[]))
                    }
                }
                @if state == "running" || (state == "failed" && done > 0) {
                    progress max=[all.map(|all| all.max(1))] value=[all.map(|_| done)] aria-label=(title) {}
                    p.small.mute data-figures=(words.t("web-job-figures")) {
                        @if let Some(all) = all {
                            @let (done, all) = (format.integer(done), format.integer(all));
                            (words.t_args("web-job-progress", &[("done", Arg::Text(&done)), ("all", Arg::Text(&all))]))
                        } @else { (format.integer(done)) }
                    }
                }
                @if !error.is_empty() { p.small { (ui::part::pill(Tone::Danger, &words.t("platform-job-error"))) " " (error) } }
            }
        }
    }

    /// What a kind of job is called, by us or by its module; one without words by its name.
    fn task(&self, task: &str) -> String {
        let ids = [format!("web-job-{}", task.replace(['.', '_'], "-")), task.replace('.', "-")];
        let known = ids.iter().find(|id| self.app.messages.has(self.visitor.lang, id));
        known.map_or_else(|| task.to_owned(), |id| self.words().t(id))
    }
}
