//! Reports of any module as pages and files: what is asked, the table, and the way on from each of its figures.

mod asking;
pub mod json;

use crate::cells::Looks;
use crate::http::{Pairs, Response, encode};
use crate::visit::Visit;
use crate::words::Words;
use asking::Asked;
use axum::http::StatusCode;
use base::{Date, Error, Refusal, Result};
use entity::{Kind, Record, Shape, Value};
use platform::page::drawn;
use std::sync::Arc;
use store::report::{AFTER, Cell as Answer, Column, Holds, Line, Link, Look, Note, Report, Sheet};
use store::{Access, Module, Read, Scope, action};
use ui::page::{self, ReportCell, ReportColumn, ReportLook, ReportPlace, ReportRow};
use ui::part::{Action, Cell, Crumb, Does, Empty, Stacks};

/// Most rows of one file.
const EXPORTED: usize = 100_000;

/// True when this person may run a report: its module is on, and they read what it reads as more than single shared records.
pub fn may(read: &Read, access: &Access, report: &Report) -> bool {
    let reads = read.model().shapes.get(report.reads);
    let on = read.model().shapes.iter().any(|s| s.enabled && s.def.module() == report.module());
    on && reads.is_some_and(|s| s.enabled && access.scope(s, action::READ) != Scope::None)
}

/// The report at an address; one that may not be run is not there.
pub fn find(read: &Read, module: &str, place: &str) -> Result<&'static Report> {
    let access = read.access()?;
    let all = read.registry().modules.iter().filter(|m| m.name == module).flat_map(|m| m.reports);
    let found = all.into_iter().find(|r| r.place() == place).filter(|r| may(read, &access, r));
    found.ok_or_else(|| Error::not_found("report", format!("{module}/{place}")))
}

/// The reports of a module that this person may run.
pub fn of_module<'m>(read: &Read, access: &Access, module: &'m Module) -> impl Iterator<Item = &'m Report> {
    module.reports.iter().filter(|r| may(read, access, r))
}

impl Words<'_> {
    /// What a report is called.
    pub fn report(&self, report: &Report) -> String {
        self.t(&report.message())
    }

    /// A parameter or a column of a report.
    pub fn of_report(&self, report: &Report, name: &str) -> String {
        self.t(&format!("{}-{name}", report.message()))
    }

    /// A sentence above a report.
    pub fn note(&self, note: &Note) -> String {
        let arguments: Vec<_> = note.arguments.iter().map(|(name, text)| (*name, ui::Arg::Text(text))).collect();
        self.t_args(note.message, &arguments)
    }

    /// Why a report has no answer, with the parameter in the reader's words.
    fn report_refusal(&self, report: &Report, refusal: &Refusal) -> String {
        let mut named = refusal.clone();
        let known = |name: &&str| report.parameters.iter().any(|p| p.name == *name);
        named.field = refusal.field.as_deref().map(|name| match Some(name).filter(known) {
            Some(name) => self.of_report(report, name),
            None => name.to_owned(),
        });
        self.refusal(None, &named)
    }
}

impl Visit<'_> {
    /// `/{set}/reports/…`
    pub fn reports(&self, rest: &[&str]) -> Result<Response> {
        match rest {
            [] => self.report_places(None),
            [module] => self.report_places(Some(module)),
            [module, place] => self.report(module, place),
            _ => Err(Error::not_found("page", rest.join("/"))),
        }
    }

    /// The address of a report.
    pub fn report_path(&self, report: &Report) -> String {
        format!("{}/reports/{}/{}", self.base, encode(report.module()), report.place())
    }

    /// The page that lists the reports of one module or of all.
    fn report_places(&self, module: Option<&str>) -> Result<Response> {
        self.read(|read| {
            let (access, words) = (read.access()?, self.words());
            let place = |report: &Report| ReportPlace {
                title: words.report(report),
                icon: report.icon,
                about: words.of_report(report, "about"),
                href: self.report_path(report),
            };
            let modules = read.registry().modules.iter().filter(|m| module.is_none_or(|name| m.name == name));
            let groups: Vec<(String, Vec<ReportPlace>)> = modules
                .map(|m| (words.module(m.name), of_module(read, &access, m).map(place).collect()))
                .filter(|(_, places): &(String, Vec<ReportPlace>)| !places.is_empty())
                .collect();
            if let (Some(name), true) = (module, groups.is_empty()) {
                return Err(Error::not_found("page", format!("reports/{name}")));
            }
            let all = words.t("web-reports");
            let (title, crumbs, current) = match (module, groups.first()) {
                (Some(name), Some((label, _))) => {
                    let crumb = Crumb { label: all, href: format!("{}/reports", self.base) };
                    (label.clone(), vec![crumb], format!("{}/reports/{}", self.base, encode(name)))
                }
                _ => (all, Vec::new(), String::new()),
            };
            let none = Empty { icon: "chart-column", text: words.t("web-no-reports"), actions: Vec::new() };
            self.page(read, StatusCode::OK, &current, |cx| page::reports(cx, &title, &crumbs, &groups, &none))
        })
    }

    /// GET of a report: its page, or the same as a file.
    fn report(&self, module: &str, place: &str) -> Result<Response> {
        self.read(|read| {
            let report = find(read, module, place)?;
            let shape = read.shape(report.reads)?;
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let asked = asking::typed(read, &mut looks, report, &self.req.query)?;
            let path = self.report_path(report);
            let format = self.req.query.get("format");
            if asked.refusals.is_empty() && format.is_empty() && !asked.plain {
                // What was typed in one person's way of writing becomes an address that means the same to everybody.
                return Ok(Response::see(&with_query(&path, &asked.query.with(&[]))));
            }
            let shows = format == "sql";
            if shows && !sees_statements(read)? {
                return Err(Error::forbidden(report.reads, "sql"));
            }
            if shows {
                read.trace();
            }
            let (sheet, refusals) = match answered(read, report, &asked) {
                Ok(sheet) => (sheet, Vec::new()),
                Err(Error::Refused(refusals)) => (Sheet::default(), refusals),
                Err(other) => return Err(other),
            };
            if !format.is_empty() && !shows {
                return self.report_file(read, &mut looks, report, &shape, &asked, sheet, refusals);
            }
            let statements = if shows { read.traced() } else { Vec::new() };
            self.report_page(read, &mut looks, report, &shape, &asked, &sheet, &refusals, statements)
        })
    }

    #[allow(clippy::too_many_arguments, reason = "each is one part of the answer")]
    fn report_page(
        &self,
        read: &Read,
        looks: &mut Looks,
        report: &'static Report,
        shape: &Arc<Shape>,
        asked: &Asked,
        sheet: &Sheet,
        refusals: &[Refusal],
        statements: Vec<String>,
    ) -> Result<Response> {
        let words = self.words();
        let path = self.report_path(report);
        let used = asking::used(report, &asked.record, sheet);
        looks.name_ids(read, asking::referenced(report, &used))?;
        looks.name_ids(read, sheet.named())?;
        // Whoever opens a report for the first time is asked, not scolded.
        let fresh = self.req.query.with(&[]).is_empty();
        let asks =
            asking::fields(read, looks, report, shape, &used, &self.req.query, if fresh { &[] } else { refusals })?;
        let said = |r: &&Refusal| fresh || !report.parameters.iter().any(|p| r.field.as_deref() == Some(p.name));
        let said: Vec<String> = refusals.iter().filter(said).map(|r| words.report_refusal(report, r)).collect();
        let query = asking::query(report, &used);
        let on = |after: &str| with_query(&path, &query.with(&[(AFTER, after)]));
        let next = sheet.next.map(|after| on(&after.to_string()));
        let home =
            Crumb { label: words.t("web-reports"), href: format!("{}/reports/{}", self.base, encode(report.module())) };
        let mut view = page::Report {
            title: words.report(report),
            icon: report.icon,
            actions: self.report_actions(read, shape, &path, &query, refusals.is_empty())?,
            asks,
            used: asking::told(looks, report, shape, &used),
            notes: sheet.notes.iter().map(|n| words.note(n)).collect(),
            chart: self.report_chart(read, looks, report, sheet),
            columns: sheet.columns.iter().map(|c| self.report_column(looks, report, c)).collect(),
            named: drawn::named(sheet),
            rows: sheet.rows.iter().map(|r| self.report_row(read, looks, sheet, r)).collect(),
            first: (!asked.query.get(AFTER).is_empty()).then(|| on("")),
            more: sheet.cut.then(|| words.t(if next.is_some() { "web-report-goes-on" } else { "web-report-cut" })),
            next,
            path,
            statements: statements.iter().map(|text| broken_up(text)).collect(),
            ..page::Report::default()
        };
        match fresh {
            true => view.empty = Empty { icon: report.icon, text: said.join(" "), actions: Vec::new() },
            false => view.refusals = said,
        }
        if refusals.is_empty() {
            view.empty = Empty { icon: report.icon, text: words.t("web-report-empty"), actions: Vec::new() };
        }
        let current = home.href.clone();
        view.crumbs = vec![home];
        let status = if refusals.is_empty() || fresh { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.page(read, status, &current, |cx| page::report(cx, &view))
    }

    fn report_actions(
        &self,
        read: &Read,
        shape: &Shape,
        path: &str,
        query: &Pairs,
        answered: bool,
    ) -> Result<Vec<Action>> {
        let words = self.words();
        let mut actions = Vec::new();
        if !answered {
            return Ok(actions);
        }
        actions.push(Action::new(words.t("web-print"), Does::Here("print")).icon("printer").bare().desk_only());
        let way = |format: &str| with_query(path, &query.with(&[("format", format)]));
        if sees_statements(read)? {
            let sql = Action::link("SQL", way("sql")).icon("database").bare().desk_only();
            actions.push(sql);
        }
        if read.access()?.may(shape, action::EXPORT) {
            let file = |format: &str| Does::Download(way(format));
            let menu = vec![Action::new("CSV", file("csv")), Action::new("XLSX", file("xlsx"))];
            actions.push(Action::new(words.t("web-export"), Does::Menu(menu)).icon("download").bare().desk_only());
        }
        Ok(actions)
    }

    fn report_column(&self, looks: &Looks, report: &Report, column: &Column) -> ReportColumn {
        let end = !matches!(column.holds, Holds::Text | Holds::Date);
        let brackets = matches!(column.holds, Holds::Money(_)) && looks.format.region == ui::Lang::En;
        let detail = Some(detail(looks, &column.detail)).filter(|d| !d.is_empty());
        ReportColumn { label: self.words().of_report(report, column.name), detail, end, brackets }
    }

    fn report_row(&self, read: &Read, looks: &Looks, sheet: &Sheet, line: &Line) -> ReportRow {
        let look = match line.look {
            Look::Plain => ReportLook::Plain,
            Look::Heading => ReportLook::Heading,
            Look::Total => ReportLook::Total,
        };
        let cells = sheet.columns.iter().zip(&line.cells).map(|(column, cell)| ReportCell {
            value: shown(looks, column.holds, cell),
            href: cell.link.as_ref().and_then(|link| self.report_link(read, looks, link)),
            zero: matches!((column.holds, &cell.value), (Holds::Money(_), Value::Int(0))),
        });
        ReportRow { look, depth: line.depth, cells: cells.collect() }
    }

    /// What the sheet draws.
    fn report_chart(&self, read: &Read, looks: &Looks, report: &Report, sheet: &Sheet) -> Stacks {
        let words = self.words();
        let text = |column: &Column, cell: &Answer| match shown(looks, column.holds, cell) {
            Cell::Text(text) | Cell::Time { text, .. } | Cell::Figure { text, .. } => text,
            _ => cell.value.to_string(),
        };
        let hand = drawn::Hand {
            label: &|column: &Column| words.of_report(report, column.name),
            text: &text,
            href: &|link: &Link| self.report_link(read, looks, link),
        };
        drawn::stacks(sheet, &hand)
    }

    /// Where a cell leads, if this person may go there.
    fn report_link(&self, read: &Read, looks: &Looks, link: &Link) -> Option<String> {
        match link {
            Link::Record(entity, id) => looks.href(read, entity, *id),
            Link::Report(name, parameters) => {
                let report = read.registry().report(name).filter(|r| may(read, &looks.access, r))?;
                let pairs = parameters.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
                Some(with_query(&self.report_path(report), &Pairs(pairs).with(&[])))
            }
            Link::List(entity, filter) => {
                let shape = read.model().shapes.get(entity)?;
                let open = shape.enabled && looks.access.may(shape, action::READ);
                open.then(|| format!("{}?filter={}", self.path(shape), encode(filter)))
            }
        }
    }

    /// The sheet as a file, all its pages one after another.
    #[allow(clippy::too_many_arguments, reason = "each is one part of the answer")]
    fn report_file(
        &self,
        read: &Read,
        looks: &mut Looks,
        report: &'static Report,
        shape: &Shape,
        asked: &Asked,
        sheet: Sheet,
        refusals: Vec<Refusal>,
    ) -> Result<Response> {
        read.allowed(shape, action::EXPORT)?;
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        let words = self.words();
        let sheet = whole(read, report, &asked.record, sheet)?;
        let (heads, rows) = table(read, looks, &words, report, &sheet)?;
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let title = words.report(report);
        let days = sheet.used.iter().filter_map(|(_, value)| value.text()).filter(|t| Date::parse(t).is_ok());
        let name = std::iter::once(title.as_str()).chain(days).collect::<Vec<_>>().join(" ");
        if self.req.query.get("format") == "xlsx" {
            let bytes = exchange::write::xlsx(&title, &heads, rows)?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return Ok(Response::download(kind, &format!("{name}.xlsx"), bytes));
        }
        let mut bytes = Vec::new();
        exchange::write::csv(&mut bytes, &heads, rows, &exchange::write::CsvOptions::default())?;
        Ok(Response::download("text/csv; charset=utf-8", &format!("{name}.csv"), bytes))
    }
}

/// A report as CSV for a command: all its pages, asked with the parameters of a program, records by their code or else their id;
/// answered in the reader's language with the figures of a file.
pub fn csv(
    read: &Read,
    words: Words,
    name: &str,
    asked: &[(String, String)],
    out: &mut dyn std::io::Write,
) -> Result<()> {
    let (module, _) = name.split_once('.').unwrap_or((name, ""));
    let place = read.registry().report(name).map(Report::place).unwrap_or_default();
    let report = find(read, module, &place)?;
    let mut asked = asked.to_vec();
    for (name, text) in &mut asked {
        let kind = report.parameters.iter().find(|p| p.name == *name).map(|p| p.kind);
        if let Some(Kind::Reference(target)) = kind
            && let Some(id) = crate::json::by_code(read, target, text)?
        {
            *text = id.to_string();
        }
    }
    let record = json::sent(read, report, &Pairs(asked))?;
    let sheet = whole(read, report, &record, (report.run)(read, &record)?)?;
    let format = ui::fmt::Format::new(words.lang);
    let mut looks = Looks::new(read, words, &format, "")?;
    let (heads, rows) = table(read, &mut looks, &words, report, &sheet)?;
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    exchange::write::csv(out, &heads, rows, &exchange::write::CsvOptions { bom: false, ..Default::default() })
}

/// Headings and rows of a sheet as they stand in a file.
fn table(
    read: &Read,
    looks: &mut Looks,
    words: &Words,
    report: &Report,
    sheet: &Sheet,
) -> Result<(Vec<String>, Vec<Vec<exchange::write::Value>>)> {
    looks.name_ids(read, sheet.named())?;
    let head = |column: &Column| {
        format!("{} {}", words.of_report(report, column.name), column.detail.replace('/', " – ")).trim_end().to_owned()
    };
    let cells = |line: &Line| {
        let cells = sheet.columns.iter().zip(&line.cells);
        cells.map(|(column, cell)| exported(looks, column.holds, cell)).collect::<Vec<_>>()
    };
    Ok((sheet.columns.iter().map(head).collect(), sheet.rows.iter().map(cells).collect()))
}

/// Whoever gives rights away may see how a report asks the database; values stay out of the statements.
fn sees_statements(read: &Read) -> Result<bool> {
    Ok(read.access()?.may(&*read.shape("platform.role")?, action::EDIT))
}

/// A statement with its clauses on lines of their own.
fn broken_up(sql: &str) -> String {
    let mut text = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    for clause in ["FROM", "JOIN", "LEFT JOIN", "WHERE", "AND", "GROUP BY", "ORDER BY", "UNION ALL", "LIMIT"] {
        text = text.replace(&format!(" {clause} "), &format!("\n{clause} "));
    }
    text.replace("LEFT\nJOIN", "\nLEFT JOIN").replace(" \n", "\n")
}

/// Runs a report unless what was asked cannot be read.
fn answered(read: &Read, report: &Report, asked: &Asked) -> Result<Sheet> {
    match asked.refusals.is_empty() {
        true => (report.run)(read, &asked.record),
        false => Err(Error::Refused(asked.refusals.clone())),
    }
}

/// A sheet with what follows on further pages; sums carried over to their heads are left out.
fn whole(read: &Read, report: &Report, asked: &Record, first: Sheet) -> Result<Sheet> {
    let mut sheet = first;
    let Some(place) = report.parameters.iter().position(|p| p.name == AFTER) else { return Ok(sheet) };
    while let Some(after) = sheet.next {
        if sheet.rows.len() > EXPORTED {
            return Err(Refusal::new("web.export_too_large").arg("most", EXPORTED).into());
        }
        let mut record = asked.clone();
        record.values[place] = Value::Int(after);
        let more = (report.run)(read, &record)?;
        sheet.rows.extend(more.rows.into_iter().skip_while(|line| line.look == Look::Total));
        sheet.next = more.next.filter(|next| *next != after);
    }
    Ok(sheet)
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A day or two days as people of the region write them; anything else as it is.
fn detail(looks: &Looks, text: &str) -> String {
    let day = |text: &str| Date::parse(text).ok().map(|day| looks.format.date(day));
    match text.split_once('/') {
        Some((from, until)) => day(from).zip(day(until)).map_or(text.to_owned(), |(a, b)| format!("{a} – {b}")),
        None => day(text).unwrap_or_else(|| text.to_owned()),
    }
}

/// The text of a cell that holds a word of ours or the name of a record.
fn said(looks: &Looks, cell: &Answer) -> Option<String> {
    let name = cell.names.and_then(|names| looks.titles.get(&names).cloned());
    cell.word.as_ref().map(|word| looks.words.t(word)).or(name)
}

fn shown(looks: &Looks, holds: Holds, cell: &Answer) -> Cell {
    if let Some(text) = said(looks, cell) {
        return Cell::Text(text);
    }
    let format = looks.format;
    match (holds, &cell.value) {
        (_, Value::Null) => Cell::Empty,
        (Holds::Money(scale), Value::Int(n)) => Cell::figure(format.money_report(base::Money::from_minor(*n), scale)),
        (Holds::Quantity, Value::Int(n)) => Cell::figure(format.quantity(base::Quantity::from_units(*n))),
        (Holds::Percent, Value::Int(n)) => Cell::figure(format.percent(base::Percent::from_units(*n).rounded(1))),
        (Holds::Integer, Value::Int(n)) => Cell::figure(format.integer(*n)),
        (Holds::Date, Value::Text(text)) => match Date::parse(text) {
            Ok(day) => Cell::Time { text: format.date_numeric(day), iso: text.clone(), late: false },
            Err(_) => Cell::Text(text.clone()),
        },
        (_, value) => Cell::Text(value.to_string()),
    }
}

fn exported(looks: &Looks, holds: Holds, cell: &Answer) -> exchange::write::Value {
    use exchange::write::Value as Out;
    if let Some(text) = said(looks, cell) {
        return Out::Text(text);
    }
    match (holds, &cell.value) {
        (_, Value::Null) => Out::Empty,
        (Holds::Date, Value::Text(text)) => Date::parse(text).map_or_else(|_| Out::Text(text.clone()), Out::Date),
        (_, Value::Int(units)) => Out::Number { units: *units, scale: scale(holds) },
        (_, value) => Out::Text(value.to_string()),
    }
}

/// Digits after the point of a column's figures.
fn scale(holds: Holds) -> u8 {
    match holds {
        Holds::Money(scale) => scale,
        other => other.kind().scale().unwrap_or(0),
    }
}
