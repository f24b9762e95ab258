//! The import wizard: a file goes in, its columns are matched, everything is rehearsed, run in the background, and can be taken back.

use crate::http::{Pairs, Response, encode};
use crate::visit::{Visit, flash_cookie};
use crate::words::Words;
use axum::http::{StatusCode, header};
use base::{Context, Error, Refusal, Result};
use entity::Shape;
use exchange::import::{
    self, Counts, Dates, DecimalMark, Import as Engine, Key, Mapping, Problem, Report, Rows, Source, history,
};
use exchange::table::Hints;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant as Moment};
use store::{Access, Set, Who, action};
use ui::page::{self, Import, ImportColumn, ImportSetting, ImportStep, RowProblem};
use ui::part::{Crumb, Note, Tone};
use ui::{Arg, Lang, Messages};

/// How long an uploaded file waits for its owner.
const WAITS: Duration = Duration::from_secs(2 * 3600);
/// Files one person may have waiting.
const EACH: usize = 5;
/// First values of a column that are shown.
const SAMPLES: usize = 3;
/// Refused rows that are shown.
const SHOWN: i64 = 50;

/// The uploaded files that wait for their owners.
#[derive(Default)]
pub struct Desk(Mutex<HashMap<String, Arc<Ticket>>>);

/// One uploaded file and how far its import is.
struct Ticket {
    slug: String,
    user: Option<i64>,
    entity: &'static str,
    name: String,
    file: tempfile::TempPath,
    at: Moment,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    mapping: Mapping,
    stage: Stage,
}

#[derive(Default, Clone)]
enum Stage {
    /// Columns are being matched; why the last try failed.
    #[default]
    Mapping,
    Failed(Vec<Refusal>),
    Working {
        keep: bool,
        counts: Counts,
        all: u64,
    },
    Rehearsed(Report),
    Done(i64),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

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

/// The same for one entity as plain data, for a thread that outlives the request.
fn kept_labels(messages: &Messages, shape: &Shape) -> HashMap<(String, String, String), Vec<String>> {
    let mut kept = HashMap::new();
    for owner in std::iter::once(shape).chain(shape.lines.iter().map(|(_, line)| &**line)) {
        for field in &owner.fields {
            if let entity::Kind::Choice(choice) = field.kind {
                for option in choice.options {
                    let key = (owner.name().to_owned(), field.name.to_owned(), option.code.to_owned());
                    kept.insert(key, labels(messages, owner.name(), field.name, Some(option.code)));
                }
            }
        }
    }
    kept
}

impl Desk {
    fn put(&self, ticket: Ticket) -> Result<String> {
        let name = platform::token::draw()?.expose().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let mut open = lock(&self.0);
        open.retain(|_, t| t.at.elapsed() < WAITS || matches!(lock(&t.state).stage, Stage::Working { .. }));
        let mut own: Vec<(Moment, String)> = open
            .iter()
            .filter(|(_, t)| t.user == ticket.user && t.slug == ticket.slug)
            .map(|(name, t)| (t.at, name.clone()))
            .collect();
        own.sort();
        for (_, old) in own.iter().take((own.len() + 1).saturating_sub(EACH)) {
            open.remove(old);
        }
        open.insert(name.clone(), Arc::new(ticket));
        Ok(name)
    }

    /// Somebody else's ticket is not there.
    fn get(&self, name: &str, slug: &str, user: Option<i64>, entity: &str) -> Result<Arc<Ticket>> {
        let open = lock(&self.0);
        let found =
            open.get(name).filter(|t| t.slug == slug && t.user == user && t.entity == entity && t.at.elapsed() < WAITS);
        found.cloned().ok_or_else(|| Refusal::new("web.import_expired").into())
    }
}

impl Visit<'_> {
    /// `/import/{module}/{plural}/…`
    pub fn import(&self, rest: &[&str]) -> Result<Response> {
        let [module, plural, rest @ ..] = rest else { return Err(Error::not_found("page", "import")) };
        let model = self.visitor.set.model();
        let shape = model.shapes.at(module, plural).filter(|s| s.enabled && s.def.line_of.is_none()).cloned();
        let shape = shape.ok_or_else(|| Error::not_found("page", "import"))?;
        let access = self.read(|read| read.access())?;
        if !access.may(&shape, action::IMPORT) {
            return Err(Error::forbidden(shape.name(), action::IMPORT));
        }
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
        }
    }

    fn page(&self, view: &Import, status: StatusCode) -> Result<Response> {
        self.visit.read(|read| {
            self.visit.page(read, status, &self.visit.path(self.shape), |cx| page::import_wizard(cx, view))
        })
    }

    fn upload_page(&self) -> Result<Response> {
        let runs = self.visit.read(|read| history::runs(read, self.shape.name(), 5))?;
        let words = self.words();
        let past = |run: &history::Run| {
            let number = run.id.to_string();
            let rows = (run.created + run.updated + run.unchanged + run.refused).to_string();
            let text = words.t_args("web-import-past", &[("file", Arg::Text(&run.file)), ("rows", Arg::Text(&rows))]);
            let label = words.t_args("web-import-number", &[("run", Arg::Text(&number))]);
            Note { tone: Tone::Neutral, text, link: Some((format!("{}/runs/{number}", self.home()), label)) }
        };
        let notes = runs.iter().map(past).collect();
        let template = Some(format!("{}/template", self.home()));
        let step = ImportStep::Upload { accept: ".csv,.tsv,.txt,.xlsx,.gz".to_owned(), template };
        self.page(&self.view(self.home(), notes, step), StatusCode::OK)
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
        let kept = tempfile::NamedTempFile::new().context("keeping an uploaded file")?.into_temp_path();
        std::fs::rename(&upload.path, &kept).context("keeping an uploaded file")?;
        let mut mapping = Mapping { entity: self.shape.name().to_owned(), ..Mapping::default() };
        let (columns, _, _) = match import::samples(&kept, &upload.name, &Hints::default(), SAMPLES) {
            Ok(found) => found,
            Err(error) => return self.refused_upload(&error),
        };
        self.by_headings(&mut mapping, &columns);
        let ticket = Ticket {
            slug: self.visit.visitor.slug.clone(),
            user: self.visit.visitor.who.user,
            entity: self.shape.def.name,
            name: upload.name.clone(),
            file: kept,
            at: Moment::now(),
            state: Mutex::new(State { mapping, stage: Stage::Mapping }),
        };
        let name = self.visit.app.imports.put(ticket)?;
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

    fn ticket(&self, name: &str) -> Result<Arc<Ticket>> {
        let visitor = self.visit.visitor;
        self.visit.app.imports.get(name, &visitor.slug, visitor.who.user, self.shape.name())
    }

    /// Where a ticket is: its columns, its progress, its rehearsal or its result.
    fn show(&self, name: &str, fragment: bool) -> Result<Response> {
        let ticket = self.ticket(name)?;
        let stage = lock(&ticket.state).stage.clone();
        let here = format!("{}/{name}", self.home());
        let words = self.words();
        let (view, status) = match stage {
            Stage::Mapping => (self.columns(&ticket, name, &[])?, StatusCode::OK),
            Stage::Failed(refusals) => (self.columns(&ticket, name, &refusals)?, StatusCode::UNPROCESSABLE_ENTITY),
            Stage::Working { keep, counts, all } => {
                let (done, of) = (counts.rows().to_string(), all.to_string());
                let id = if keep { "web-import-running" } else { "web-import-rehearsing" };
                let text = words.t_args(id, &[("done", Arg::Text(&done)), ("all", Arg::Text(&of))]);
                let step = ImportStep::Running {
                    done: counts.rows(),
                    all: all.max(1),
                    text,
                    poll: format!("{here}/progress"),
                };
                (self.view(here.clone(), Vec::new(), step), StatusCode::OK)
            }
            Stage::Rehearsed(report) => {
                let ready = report.counts.created + report.counts.updated > 0;
                let problems = report.problems.iter().map(|p| self.problem(p)).collect();
                let (counts, back) = (self.counts(&report.counts), format!("{here}/columns"));
                let step = ImportStep::Rehearsed { counts, problems, ticket: name.to_owned(), ready, back };
                (self.view(format!("{here}/run"), Vec::new(), step), StatusCode::OK)
            }
            Stage::Done(run) if fragment => return self.result_part(run),
            Stage::Done(run) => return Ok(Response::see(&format!("{}/runs/{run}", self.home()))),
        };
        let waits = matches!(view.step, ImportStep::Running { .. });
        if fragment {
            return Ok(Response::html(StatusCode::OK, page::import_step(&self.visit.cx(None), &view)));
        }
        let response = self.page(&view, status)?;
        // Without JavaScript the page asks again by itself.
        Ok(if waits && !self.visit.req.partial() { response.header(header::REFRESH, "3") } else { response })
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

    fn columns(&self, ticket: &Ticket, name: &str, refusals: &[Refusal]) -> Result<Import> {
        let words = self.words();
        let mapping = lock(&ticket.state).mapping.clone();
        let (heads, samples, detected) = import::samples(&ticket.file, &ticket.name, &mapping.read.hints(), SAMPLES)?;
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
        let settings = self.settings(&mapping, &detected);
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
        let ticket = self.ticket(name)?;
        let form = &self.visit.req.form;
        let here = format!("{}/{name}", self.home());
        let before = lock(&ticket.state).mapping.read.clone();
        let (heads, _, _) = import::samples(&ticket.file, &ticket.name, &before.hints(), 1)?;
        {
            let mut state = lock(&ticket.state);
            if matches!(state.stage, Stage::Working { .. } | Stage::Done(_)) {
                return Ok(Response::see(&here));
            }
            state.stage = Stage::Mapping;
            read_settings(&mut state.mapping, form);
            read_columns(&mut state.mapping, form, &heads, &ticket.name);
        }
        if form.get("reread") == "1" {
            let reading = lock(&ticket.state).mapping.read.clone();
            let (heads, _, _) = import::samples(&ticket.file, &ticket.name, &reading.hints(), 1)?;
            let mut state = lock(&ticket.state);
            let mapping = &mut state.mapping;
            self.by_headings(mapping, &heads);
            return Ok(Response::see(&here));
        }
        self.work(&ticket, false)?;
        Ok(Response::see(&here))
    }

    /// Back from the rehearsal to the columns.
    fn again(&self, name: &str) -> Result<Response> {
        let ticket = self.ticket(name)?;
        let mut state = lock(&ticket.state);
        if matches!(state.stage, Stage::Rehearsed(_) | Stage::Failed(_)) {
            state.stage = Stage::Mapping;
        }
        Ok(Response::see(&format!("{}/{name}", self.home())))
    }

    /// POST of "import now", after a rehearsal.
    fn start(&self, name: &str) -> Result<Response> {
        let ticket = self.ticket(name)?;
        if matches!(lock(&ticket.state).stage, Stage::Rehearsed(_)) {
            self.work(&ticket, true)?;
        }
        Ok(Response::see(&format!("{}/{name}", self.home())))
    }

    /// Works on a thread of its own; the page asks how far it is.
    fn work(&self, ticket: &Arc<Ticket>, keep: bool) -> Result<()> {
        lock(&ticket.state).stage = Stage::Working { keep, counts: Counts::default(), all: 0 };
        let work = Work {
            ticket: ticket.clone(),
            set: self.visit.visitor.set.clone(),
            who: Who { cause: format!("import of {}", ticket.name), ..self.visit.visitor.who.clone() },
            labels: kept_labels(&self.visit.app.messages, self.shape),
            keep,
        };
        let spawned = std::thread::Builder::new().name("import".to_owned()).spawn(move || work.go());
        spawned.map(|_| ()).context("starting an import")
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

struct Work {
    ticket: Arc<Ticket>,
    set: Arc<Set>,
    who: Who,
    labels: HashMap<(String, String, String), Vec<String>>,
    keep: bool,
}

impl Work {
    fn go(self) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.import()));
        let stage = match outcome {
            Ok(Ok(report)) => match report.run {
                Some(run) => Stage::Done(run),
                None => Stage::Rehearsed(report),
            },
            Ok(Err(Error::Refused(refusals))) => Stage::Failed(refusals),
            Ok(Err(error)) => {
                tracing::error!("an import of {}: {error}", self.ticket.entity);
                Stage::Failed(vec![Refusal::new("web.import_failed")])
            }
            Err(_) => Stage::Failed(vec![Refusal::new("web.import_failed")]),
        };
        lock(&self.ticket.state).stage = stage;
    }

    fn rows(&self, mapping: &Mapping) -> Result<Rows> {
        let path: PathBuf = self.ticket.file.to_path_buf();
        let file = std::fs::File::open(path).context("opening an uploaded file")?;
        Rows::open(file, &self.ticket.name, mapping, None)
    }

    fn import(&self) -> Result<Report> {
        let mapping = lock(&self.ticket.state).mapping.clone();
        let labels = |entity: &str, field: &str, option: Option<&str>| {
            let key = (entity.to_owned(), field.to_owned(), option.unwrap_or_default().to_owned());
            self.labels.get(&key).cloned().unwrap_or_default()
        };
        let all = self.count(&mapping)?;
        let keep = self.keep;
        let progress = |counts: &Counts| {
            lock(&self.ticket.state).stage = Stage::Working { keep, counts: counts.clone(), all };
            true
        };
        let engine = Engine { set: &self.set, who: &self.who, mapping: &mapping, labels: &labels, progress: &progress };
        let rows = self.rows(&mapping)?;
        if keep { engine.run(rows) } else { engine.rehearse(rows) }
    }

    fn count(&self, mapping: &Mapping) -> Result<u64> {
        let mut rows = self.rows(mapping)?;
        let mut all = 0;
        loop {
            match rows.next_row() {
                Ok(None) => return Ok(all),
                Err(_) if rows.broke_off() => return Ok(all),
                Ok(Some(_)) | Err(_) => all += 1,
            }
        }
    }
}
