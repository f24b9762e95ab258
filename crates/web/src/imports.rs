//! The import wizard: a file goes in, its columns are matched, everything is rehearsed, run in the background, and can be taken back.

mod ticket;
mod work;

use crate::http::{Pairs, Response, encode};
use crate::visit::{Visit, flash_cookie};
use crate::words::Words;
use axum::http::{StatusCode, header};
use base::{Error, Refusal, Result};
use entity::Shape;
use exchange::import::{self, Counts, Dates, DecimalMark, Key, Mapping, Problem, Source, history};
use exchange::table::Hints;
use maud::{Markup, html};
use platform::attachment;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Access, Read, Who, action};
use ticket::{Spoken, Stage, Ticket};
use ui::page::{self, Import, ImportColumn, ImportSetting, ImportStep, RowProblem};
use ui::part::{Crumb, Note, Tone};
use ui::{Arg, Lang, Messages};

pub use work::IMPORT;

/// Imports of before that are listed.
const PAST: i64 = 20;
/// Refused rows that are shown.
const SHOWN: i64 = 50;

/// What people call a field or an option of a choice, in every language.
pub fn labels(messages: &Messages, entity: &str, field: &str, option: Option<&str>) -> Vec<String> {
    let dashed = |text: &str| text.replace(['.', '_'], "-");
    let mut id = format!("{}-{}", dashed(entity), dashed(field));
    if let Some(option) = option {
        id = format!("{id}-{}", dashed(option));
    }
    [Lang::En, Lang::Zh, Lang::Es]
        .into_iter()
        .filter(|l| messages.has(*l, &id))
        .map(|l| messages.t(l, &id).to_owned())
        .collect()
}

impl Visit<'_> {
    /// `/import/{module}/{plural}/…`
    pub fn import(&self, rest: &[&str]) -> Result<Response> {
        let [module, plural, rest @ ..] = rest else { return Err(Error::not_found("page", "import")) };
        let model = self.visitor.set.model();
        let shape = model.shapes.at(module, plural).filter(|s| s.enabled && s.def.line_of.is_none()).cloned();
        let shape = shape.ok_or_else(|| Error::not_found("page", "import"))?;
        let access = self.read(|read| {
            read.allowed(&shape, action::IMPORT)?;
            read.access()
        })?;
        let wizard = Wizard { visit: self, shape: &shape, access: &access };
        match (rest, self.req.reads()) {
            ([], true) => wizard.upload_page(),
            ([], false) => wizard.uploaded(),
            (["template"], true) => wizard.template(),
            (["runs", run], true) => wizard.result(run),
            (["runs", run, "errors"], true) => wizard.errors(run),
            (["runs", run, "revert"], false) => wizard.revert(run),
            ([ticket], true) => wizard.show(ticket, false),
            ([ticket, "progress"], true) => wizard.show(ticket, true),
            ([ticket, "columns"], true) => wizard.again(ticket),
            ([ticket, "rehearse"], false) => wizard.matched(ticket),
            ([ticket, "run"], false) => wizard.start(ticket),
            _ => Err(Error::not_found("page", "import")),
        }
    }
}

struct Wizard<'a> {
    visit: &'a Visit<'a>,
    shape: &'a Arc<Shape>,
    access: &'a Access,
}

impl Wizard<'_> {
    fn words(&self) -> Words<'_> {
        self.visit.words()
    }

    fn home(&self) -> String {
        format!("{}/import/{}/{}", self.visit.base, encode(self.shape.def.module()), encode(self.shape.def.plural))
    }

    fn view(&self, action: String, notes: Vec<Note>, step: ImportStep) -> Import {
        let words = self.words();
        let plural = words.plural(self.shape);
        Import {
            title: words.t_args("web-import-title", &[("what", Arg::Text(&plural))]),
            crumbs: vec![Crumb { label: plural, href: self.visit.path(self.shape) }],
            action,
            step,
            notes,
            more: None,
        }
    }

    fn page(&self, view: &Import, status: StatusCode) -> Result<Response> {
        self.visit.read(|read| {
            self.visit.page(read, status, &self.visit.path(self.shape), |cx| page::import_wizard(cx, view))
        })
    }

    fn upload_page(&self) -> Result<Response> {
        let (runs, names) = self.visit.read(|read| {
            let runs = history::runs(read, self.shape.name(), PAST)?;
            let people: Vec<i64> = runs.iter().filter_map(|run| run.by).collect();
            Ok((runs, read.titles("platform.user", &people)?))
        })?;
        let template = Some(format!("{}/template", self.home()));
        let step = ImportStep::Upload { accept: ".csv,.tsv,.txt,.xlsx,.gz".to_owned(), template };
        let mut view = self.view(self.home(), Vec::new(), step);
        view.more = (!runs.is_empty()).then(|| self.past(&runs, &names));
        self.page(&view, StatusCode::OK)
    }

    /// Imports of before, with what each did.
    fn past(&self, runs: &[history::Run], names: &BTreeMap<i64, String>) -> Markup {
        let words = self.words();
        let format = &self.visit.visitor.format;
        let heads = ["web-import-file-name", "web-import-when", "web-import-by"];
        let figures = ["web-import-created", "web-import-updated", "web-import-unchanged", "web-import-refused"];
        let state = |run: &history::Run| match run.state.as_str() {
            "running" => (Tone::Info, "web-errand-running"),
            "stopped" => (Tone::Danger, "web-import-stopped"),
            "reverted" => (Tone::Warn, "web-import-taken-back"),
            _ => (Tone::Success, "web-errand-done"),
        };
        html! {
            h2.gap { (words.t("web-imports-past")) }
            div.tbl {
                table.grid {
                    thead {
                        tr {
                            @for id in heads { th scope="col" { (words.t(id)) } }
                            @for id in figures { th.num scope="col" { (words.t(id)) } }
                            th scope="col" { (words.t("web-state")) }
                        }
                    }
                    tbody {
                        @for run in runs {
                            @let at = history::began(run);
                            tr {
                                th scope="row" {
                                    a href={ (self.home()) "/runs/" (run.id) } { (run.file) " · " (run.id) }
                                }
                                td { time datetime=(at) { (format.instant(at)) } }
                                td { @match run.by {
                                    Some(by) => (names.get(&by).map_or("", String::as_str)),
                                    None => (words.t("web-the-program")),
                                } }
                                @for n in [run.created, run.updated, run.unchanged, run.refused] { td.num { (format.integer(n)) } }
                                td { @let (tone, id) = state(run); (ui::part::pill(tone, &words.t(id))) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// An empty file with all columns, named so that they match by themselves.
    fn template(&self) -> Result<Response> {
        let words = self.words();
        let all = import::offered(self.shape, self.access);
        let heads = all
            .iter()
            .filter(|o| o.language.is_none() && o.line.is_none_or(|(_, slot)| slot == 1))
            .map(|o| o.path.as_str());
        let heads: Vec<&str> = heads.collect();
        let mut bytes = Vec::new();
        exchange::write::csv(&mut bytes, &heads, Vec::new(), &exchange::write::CsvOptions::default())?;
        Ok(Response::download("text/csv; charset=utf-8", &format!("{}.csv", words.plural(self.shape)), bytes))
    }

    fn uploaded(&self) -> Result<Response> {
        let upload = self.visit.req.files.iter().find(|f| f.field == "file" && f.size > 0);
        let upload = upload.ok_or_else(|| Refusal::new("web.import_no_file"))?;
        let visitor = self.visit.visitor;
        let mut mapping = Mapping { entity: self.shape.name().to_owned(), ..Mapping::default() };
        let (columns, _, _) = match import::samples(&upload.path, &upload.name, &Hints::default(), 1) {
            Ok(found) => found,
            Err(error) => return self.refused_upload(&error),
        };
        self.by_headings(&mut mapping, &columns);
        let content = attachment::store_file(&visitor.set, &visitor.who, &upload.path)?;
        let words = Spoken::of(&self.visit.app.messages, self.shape);
        let ticket = Ticket::new(&upload.name, &content, mapping, words)?;
        let (name, kind) = (ticket.name.clone(), self.shape.def.kind);
        self.visit.write(move |tx| ticket::put(tx, kind, &ticket))?;
        Ok(Response::see(&format!("{}/{name}", self.home())))
    }

    fn refused_upload(&self, error: &Error) -> Result<Response> {
        let Error::Refused(_) = error else { return Err(Error::broken(error.to_string())) };
        let notes = self.words().error(Some(self.shape), error).into_iter().map(|text| Note {
            tone: Tone::Danger,
            text,
            link: None,
        });
        let step = ImportStep::Upload {
            accept: ".csv,.tsv,.txt,.xlsx,.gz".to_owned(),
            template: Some(format!("{}/template", self.home())),
        };
        self.page(&self.view(self.home(), notes.collect(), step), StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn by_headings(&self, mapping: &mut Mapping, columns: &[String]) {
        let messages = &self.visit.app.messages;
        let label = |entity: &str, field: &str, option: Option<&str>| labels(messages, entity, field, option);
        let paths = import::auto(self.shape, self.access, columns, &label);
        let found = columns.iter().zip(paths).filter_map(|(column, path)| Some((path?, Source::column(column))));
        mapping.fields = found.collect();
        mapping.key = match self.shape.def.code {
            _ if columns.iter().any(|c| c == "id") => self.key("id"),
            Some(code) if mapping.fields.contains_key(code) => self.key(code),
            _ => Key::default(),
        };
    }

    fn key(&self, field: &str) -> Key {
        let column = (field == "id").then(|| "id".to_owned());
        Key { field: Some(field.to_owned()), column, ..Key::default() }
    }

    fn ticket(&self, name: &str) -> Result<Ticket> {
        self.visit.read(|read| ticket::get(read, name, self.shape.def.kind))
    }

    fn keep(&self, ticket: Ticket) -> Result<()> {
        self.visit.write(move |tx| ticket::save(tx, &ticket))
    }

    /// Where a ticket is: its columns, its progress, its rehearsal or its result.
    fn show(&self, name: &str, fragment: bool) -> Result<Response> {
        let ticket = self.ticket(name)?;
        let here = format!("{}/{name}", self.home());
        let (view, status) = match ticket.stage.clone() {
            Stage::Mapping => (self.columns(&ticket, &[])?, StatusCode::OK),
            Stage::Failed(refusals) => (self.columns(&ticket, &refusals)?, StatusCode::UNPROCESSABLE_ENTITY),
            Stage::Rehearsing(done, all) => (self.running(&here, "web-import-rehearsing", done, all), StatusCode::OK),
            Stage::Rehearsed(report) => {
                let ready = report.counts.created + report.counts.updated > 0;
                let problems = report.problems.iter().map(|p| self.problem(p)).collect();
                let (counts, back) = (self.counts(&report.counts), format!("{here}/columns"));
                let step = ImportStep::Rehearsed { counts, problems, ticket: name.to_owned(), ready, back };
                (self.view(format!("{here}/run"), Vec::new(), step), StatusCode::OK)
            }
            Stage::Ordered => {
                let run = ticket.run.map(|run| self.run(&run.to_string())).transpose()?;
                match run.filter(|run| run.state != "running") {
                    Some(run) if fragment => return self.result_part(run.id),
                    Some(run) => return Ok(Response::see(&format!("{}/runs/{}", self.home(), run.id))),
                    None => {
                        let (done, all, alive) = self.visit.read(|read| progress(read, name))?;
                        if !alive && ticket.run.is_none() {
                            // Called off before it began.
                            return self.again(name);
                        }
                        (self.running(&here, "web-import-running", done, all), StatusCode::OK)
                    }
                }
            }
        };
        let waits = matches!(view.step, ImportStep::Running { .. });
        if fragment {
            return Ok(Response::html(StatusCode::OK, page::import_step(&self.visit.cx(None), &view)));
        }
        let response = self.page(&view, status)?;
        // Without JavaScript the page asks again by itself.
        Ok(if waits && !self.visit.req.partial() { response.header(header::REFRESH, "3") } else { response })
    }

    fn running(&self, here: &str, id: &str, done: u64, all: u64) -> Import {
        let figure = |n: u64| self.visit.visitor.format.integer(i64::try_from(n).unwrap_or(i64::MAX));
        let (shown, of) = (figure(done), figure(all));
        let text = self.words().t_args(id, &[("done", Arg::Text(&shown)), ("all", Arg::Text(&of))]);
        let step = ImportStep::Running { done, all: all.max(1), text, poll: format!("{here}/progress") };
        self.view(here.to_owned(), Vec::new(), step)
    }

    fn counts(&self, counts: &Counts) -> Vec<(Tone, String, String)> {
        let words = self.words();
        let format = &self.visit.visitor.format;
        let one = |tone, id: &str, n: u64| (tone, words.t(id), format.integer(i64::try_from(n).unwrap_or(i64::MAX)));
        vec![
            one(Tone::Success, "web-import-created", counts.created),
            one(Tone::Info, "web-import-updated", counts.updated),
            one(Tone::Neutral, "web-import-unchanged", counts.unchanged),
            one(Tone::Danger, "web-import-refused", counts.refused),
        ]
    }

    fn problem(&self, problem: &Problem) -> RowProblem {
        RowProblem {
            row: problem.line.to_string(),
            column: problem.column.clone(),
            value: problem.value.clone(),
            message: self.words().refusal(Some(self.shape), &problem.refusal),
        }
    }

    fn columns(&self, ticket: &Ticket, refusals: &[Refusal]) -> Result<Import> {
        let words = self.words();
        let (mapping, name) = (&ticket.mapping, ticket.name.as_str());
        let (heads, samples, detected) = ticket.samples(&self.visit.visitor.set, &mapping.read.hints())?;
        let goes = |head: &String| {
            let found = mapping.fields.iter().find(|(_, source)| source.column.as_ref() == Some(head));
            found.map(|(path, _)| path.clone()).unwrap_or_default()
        };
        let columns = heads.iter().zip(samples).map(|(head, samples)| ImportColumn {
            head: head.clone(),
            samples,
            field: goes(head),
        });
        let fields = import::offered(self.shape, self.access)
            .into_iter()
            .filter(|o| heads.iter().any(|h| h.contains('*')) || o.line.is_none_or(|(_, slot)| slot > 0))
            .map(|o| (o.path.clone(), self.label(&o)))
            .collect();
        let unique = |f: &&entity::FieldDef| {
            f.writable()
                && (f.unique
                    || self.shape.def.code == Some(f.name)
                    || self.shape.def.unique.iter().any(|set| *set == [f.name]))
        };
        let mut keys: Vec<(String, String, bool)> = Vec::new();
        let chosen = mapping.key.field.as_deref();
        if heads.iter().any(|h| h == "id") {
            keys.push(("id".to_owned(), words.field(self.shape, "id"), chosen == Some("id")));
        }
        keys.extend(
            self.shape
                .fields
                .iter()
                .filter(unique)
                .map(|f| (f.name.to_owned(), words.field(self.shape, f.name), chosen == Some(f.name))),
        );
        keys.extend(heads.iter().map(|head| {
            let value = format!("external:{head}");
            let picked = mapping.key.external.is_some() && mapping.key.column.as_ref() == Some(head);
            (value, words.t_args("web-import-external", &[("column", Arg::Text(head))]), picked)
        }));
        let notes = refusals
            .iter()
            .map(|r| Note { tone: Tone::Danger, text: words.refusal(Some(self.shape), r), link: None })
            .collect();
        let settings = self.settings(mapping, &detected);
        let step = ImportStep::Map { columns: columns.collect(), fields, keys, settings, ticket: name.to_owned() };
        Ok(self.view(format!("{}/{name}/rehearse", self.home()), notes, step))
    }

    fn label(&self, offered: &import::Offered) -> String {
        let words = self.words();
        let model = self.visit.visitor.set.model();
        let label =
            model.shapes.get(offered.entity).map_or_else(|| offered.path.clone(), |s| words.field(s, offered.field));
        match (offered.line, offered.language) {
            (Some((lines, 0)), _) => format!("{} *: {label}", words.field(self.shape, lines)),
            (Some((lines, slot)), _) => format!("{} {slot}: {label}", words.field(self.shape, lines)),
            (None, Some(language)) => format!("{label} ({language})"),
            (None, None) => label,
        }
    }

    /// How the file is read, to be changed.
    fn settings(&self, mapping: &Mapping, detected: &exchange::table::Detected) -> Vec<ImportSetting> {
        let words = self.words();
        let plain = |list: &[&str]| list.iter().map(|v| ((*v).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
        let named =
            |list: &[(&str, &str)]| list.iter().map(|(v, id)| ((*v).to_owned(), words.t(id))).collect::<Vec<_>>();
        let mut settings = Vec::new();
        let mut add = |name: &str, id: &str, value: String, mut options: Vec<(String, String)>| {
            if !options.iter().any(|(v, _)| *v == value) {
                options.insert(0, (value.clone(), value.clone()));
            }
            settings.push(ImportSetting { name: name.to_owned(), label: words.t(id), value, options });
        };
        if let Some(encoding) = detected.encoding {
            let known = ["UTF-8", "gb18030", "UTF-16LE", "UTF-16BE", "windows-1252", "Big5"];
            add("encoding", "web-import-encoding", encoding.to_owned(), plain(&known));
            let delimiters = [
                (",", "web-import-comma"),
                (";", "web-import-semicolon"),
                ("\t", "web-import-tab"),
                ("|", "web-import-bar"),
            ];
            add("delimiter", "web-import-delimiter", detected.delimiter.unwrap_or(',').to_string(), named(&delimiters));
        }
        if detected.sheets.len() > 1 {
            let sheets: Vec<&str> = detected.sheets.iter().map(String::as_str).collect();
            add("sheet", "web-import-sheet", detected.sheet.clone().unwrap_or_default(), plain(&sheets));
        }
        let decimal = match mapping.read.decimal {
            Some(DecimalMark::Comma) => "comma",
            Some(DecimalMark::Point) => "point",
            None => "",
        };
        let marks =
            [("", "web-import-found-out"), ("point", "web-import-point"), ("comma", "web-import-decimal-comma")];
        add("decimal", "web-import-decimal", decimal.to_owned(), named(&marks));
        let dates = match mapping.read.dates {
            Some(Dates::Ymd) => "ymd",
            Some(Dates::Dmy) => "dmy",
            Some(Dates::Mdy) => "mdy",
            None => "",
        };
        let orders = [
            ("", "web-import-found-out"),
            ("dmy", "web-import-dmy"),
            ("mdy", "web-import-mdy"),
            ("ymd", "web-import-ymd"),
        ];
        add("dates", "web-import-dates", dates.to_owned(), named(&orders));
        settings
    }

    /// POST of the columns: kept, then rehearsed; or only read again in another way.
    fn matched(&self, name: &str) -> Result<Response> {
        let mut ticket = self.ticket(name)?;
        let form = &self.visit.req.form;
        let set = &self.visit.visitor.set;
        let here = format!("{}/{name}", self.home());
        if matches!(ticket.stage, Stage::Rehearsing(..) | Stage::Ordered) {
            return Ok(Response::see(&here));
        }
        let (heads, _, _) = ticket.samples(set, &ticket.mapping.read.hints())?;
        ticket.stage = Stage::Mapping;
        read_settings(&mut ticket.mapping, form);
        read_columns(&mut ticket.mapping, form, &heads, &ticket.file);
        if form.get("reread") == "1" {
            let (heads, _, _) = ticket.samples(set, &ticket.mapping.read.hints())?;
            self.by_headings(&mut ticket.mapping, &heads);
            self.keep(ticket)?;
            return Ok(Response::see(&here));
        }
        let who = Who { cause: format!("rehearsal of {}", ticket.file), ..self.visit.visitor.who.clone() };
        work::rehearse(set.clone(), who, ticket)?;
        Ok(Response::see(&here))
    }

    /// Back from the rehearsal to the columns.
    fn again(&self, name: &str) -> Result<Response> {
        let mut ticket = self.ticket(name)?;
        let off = matches!(ticket.stage, Stage::Ordered)
            && ticket.run.is_none()
            && !self.visit.read(|read| progress(read, name))?.2;
        if off || matches!(ticket.stage, Stage::Rehearsed(_) | Stage::Failed(_)) {
            ticket.stage = Stage::Mapping;
            self.keep(ticket)?;
        }
        Ok(Response::see(&format!("{}/{name}", self.home())))
    }

    /// POST of "import now", after a rehearsal: a job is ordered, once however often it is pressed.
    fn start(&self, name: &str) -> Result<Response> {
        let mut ticket = self.ticket(name)?;
        if matches!(ticket.stage, Stage::Rehearsed(_)) {
            ticket.stage = Stage::Ordered;
            self.visit.write(move |tx| {
                ticket::save(tx, &ticket)?;
                platform::job::order(tx, work::TASK, &ticket.name, &ticket.file).map(|_| ())
            })?;
        }
        Ok(Response::see(&format!("{}/{name}", self.home())))
    }

    fn run(&self, number: &str) -> Result<history::Run> {
        let id = number.parse().map_err(|_| Error::not_found("import", number))?;
        let run = self.visit.read(|read| history::run(read, id))?;
        if run.entity == self.shape.name() { Ok(run) } else { Err(Error::not_found("import", number)) }
    }

    fn result(&self, number: &str) -> Result<Response> {
        let view = self.result_view(&self.run(number)?)?;
        self.page(&view, StatusCode::OK)
    }

    fn result_part(&self, run: i64) -> Result<Response> {
        let view = self.result_view(&self.run(&run.to_string())?)?;
        Ok(Response::html(StatusCode::OK, page::import_step(&self.visit.cx(None), &view)))
    }

    fn result_view(&self, run: &history::Run) -> Result<Import> {
        let words = self.words();
        let here = format!("{}/runs/{}", self.home(), run.id);
        let refused = self.visit.read(|read| history::refused(read, run.id, SHOWN))?;
        let mut problems = Vec::new();
        for row in &refused {
            for refusal in &row.refusals {
                let arg = |name: &str| refusal.args.iter().find(|(n, _)| n == name).map(|(_, v)| v.to_string());
                problems.push(RowProblem {
                    row: row.line.to_string(),
                    column: arg("column").unwrap_or_default(),
                    value: arg("text").unwrap_or_default(),
                    message: words.refusal(Some(self.shape), refusal),
                });
            }
        }
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let counts = Counts {
            created: count(run.created),
            updated: count(run.updated),
            unchanged: count(run.unchanged),
            refused: count(run.refused),
        };
        let state = match run.state.as_str() {
            "reverted" => Some((Tone::Warn, "web-import-is-reverted")),
            "stopped" => Some((Tone::Danger, "web-import-is-stopped")),
            "running" => Some((Tone::Info, "web-import-is-running")),
            _ => None,
        };
        let notes = state.map(|(tone, id)| Note { tone, text: words.t(id), link: None }).into_iter().collect();
        let step = ImportStep::Result {
            counts: self.counts(&counts),
            problems,
            error_file: (run.refused > 0).then(|| format!("{here}/errors")),
            revert: (matches!(run.state.as_str(), "done" | "stopped") && run.created + run.updated > 0)
                .then(|| format!("{here}/revert")),
            list: Some(format!("{}?sort=-changed_at", self.visit.path(self.shape))),
        };
        Ok(self.view(here, notes, step))
    }

    fn errors(&self, number: &str) -> Result<Response> {
        let run = self.run(number)?;
        let words = self.words();
        let reason = words.t("web-import-reason");
        let bytes = self
            .visit
            .read(|read| history::error_file(read, &run, &reason, &|r| words.refusal(Some(self.shape), r)))?;
        let stem = run.file.split('.').next().unwrap_or("import");
        Ok(Response::download("text/csv; charset=utf-8", &format!("{stem}-{}.csv", run.id), bytes))
    }

    fn revert(&self, number: &str) -> Result<Response> {
        let run = self.run(number)?;
        let done = history::revert(&self.visit.visitor.set, &self.visit.visitor.who, run.id)?;
        let (archived, undone, kept) =
            (done.archived.to_string(), done.undone.to_string(), done.kept.len().to_string());
        let args = [("archived", Arg::Text(&archived)), ("undone", Arg::Text(&undone)), ("kept", Arg::Text(&kept))];
        let text = self.words().t_args("web-import-reverted", &args);
        let tone = if done.kept.is_empty() { Tone::Success } else { Tone::Warn };
        let flash = flash_cookie(&self.visit.visitor.slug, &text, tone, None);
        Ok(Response::see(&format!("{}/runs/{}", self.home(), run.id)).cookie(&flash))
    }
}

/// How far the job of a ticket is: rows done, rows in all, and whether it is still on its way.
fn progress(read: &Read, ticket: &str) -> Result<(u64, u64, bool)> {
    let sql = store::sql!(
        "web.import_progress",
        "SELECT progress, total, state FROM platform_job WHERE task = $1 AND key = $2 ORDER BY id DESC LIMIT 1"
    );
    let row = read.row(sql, &[work::TASK.into(), ticket.into()])?;
    let at = |i: usize| row.as_ref().and_then(|r| r.get(i)).and_then(entity::Value::int);
    let number = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
    let state = row.as_ref().and_then(|r| r.get(2)).and_then(entity::Value::text).unwrap_or_default();
    Ok((number(at(0)), number(at(1)), matches!(state, "waiting" | "running" | "done")))
}

fn read_settings(mapping: &mut Mapping, form: &Pairs) {
    let read = &mut mapping.read;
    let given = |name: &str| Some(form.get(name).to_owned()).filter(|v| !v.is_empty());
    if form.has("encoding") {
        read.encoding = given("encoding");
    }
    if form.has("delimiter") {
        read.delimiter = form.get("delimiter").chars().next();
    }
    if form.has("sheet") {
        read.sheet = given("sheet");
    }
    read.decimal = match form.get("decimal") {
        "point" => Some(DecimalMark::Point),
        "comma" => Some(DecimalMark::Comma),
        _ => None,
    };
    read.dates = match form.get("dates") {
        "ymd" => Some(Dates::Ymd),
        "dmy" => Some(Dates::Dmy),
        "mdy" => Some(Dates::Mdy),
        _ => None,
    };
}

fn read_columns(mapping: &mut Mapping, form: &Pairs, heads: &[String], file: &str) {
    let mut fields = BTreeMap::new();
    for (place, head) in heads.iter().enumerate() {
        let path = form.get(&format!("map.{place}"));
        if !path.is_empty() {
            fields.entry(path.to_owned()).or_insert_with(|| Source::column(head));
        }
    }
    mapping.fields = fields;
    mapping.key = match form.get("key") {
        "" => Key::default(),
        "id" => Key { field: Some("id".to_owned()), column: Some("id".to_owned()), ..Key::default() },
        key => match key.strip_prefix("external:") {
            // The file's name without its date and ending names the system; the same file again finds its records.
            Some(column) => Key { external: Some(system_of(file)), column: Some(column.to_owned()), ..Key::default() },
            None => Key { field: Some(key.to_owned()), ..Key::default() },
        },
    };
}

fn system_of(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file).to_lowercase();
    let kept: String = stem.chars().filter(|c| c.is_alphabetic()).take(60).collect();
    if kept.is_empty() { "file".to_owned() } else { kept }
}
