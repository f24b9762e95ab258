//! Collective deliveries and invoices: what waits, one run for all of it, and how each document came out.

use crate::run::{CollectiveRun, Grouping, Outcome, RunLine, State, What};
use crate::{CustomerInvoice, Delivery};
use base::{Date, Error, Id, Result};
use entity::{Choice as _, Entity as _};
use parties::{Party, loaded};
use platform::page::{Ask, Drawn, Form, Reply, Sheet};
use platform::{Company, User};
use std::collections::BTreeMap;
use store::{Read, Tx, action};
use ui::part::{Crumb, Empty, Tone, empty, pill};
use ui::{Arg, Markup, html};

/// The company whose orders are meant: the first this person works in.
fn company(read: &Read) -> Result<Id<Company>> {
    let access = read.access()?;
    let mine: Vec<Company> = read.select("archived_at IS NULL ORDER BY id", &[])?;
    let found = mine.iter().find(|c| access.companies.is_empty() || access.companies.contains(&c.head.id));
    found.map(Company::id).ok_or_else(|| Error::not_found("platform.company", ""))
}

/// The run that the form describes, not stored yet.
fn described(read: &Read, of: &dyn Fn(&str) -> String) -> Result<CollectiveRun> {
    let today = read.today();
    let what = What::from_code(&of("what")).unwrap_or_default();
    let grouping = Grouping::from_code(&of("grouping")).unwrap_or_default();
    let day = |name: &str| Date::parse(&of(name)).unwrap_or(today);
    Ok(CollectiveRun {
        until: day("until"),
        posted_on: day("posted_on"),
        posts: of("posts") != "0",
        ..CollectiveRun::new(company(read)?, what, grouping, today)
    })
}

pub(super) fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let run = described(read, &|name| ask.get(name).to_owned())?;
    let waiting = run.proposal(read)?;
    let customers: Vec<i64> = waiting.iter().map(|l| l.customer.raw()).collect();
    let names = read.titles(Party::DEF.name, &customers)?;
    let orders: i64 = waiting.iter().map(|l| l.orders).sum();
    let count = [("documents", Arg::Count(waiting.len() as i64)), ("orders", Arg::Count(orders))];
    let nothing = Empty { icon: "circle-check", text: ask.t("sales-run-none"), actions: Vec::new() };
    let content = html! {
        (asked(ask, &run))
        div data-region="waiting" {
            @if waiting.is_empty() { (empty(ask.cx, &nothing)) } @else {
                div.wrap {
                    p { (ask.cx.t_args("sales-run-waiting", &count)) }
                    form method="post" action=(ask.here) {
                        input type="hidden" name="_token" value=(ask.cx.token);
                        (carried(&run))
                        div.acts { button.btn.pri data-do="main" { (ask.t("sales-run-start")) } }
                    }
                }
                table.grid {
                    thead { tr { th scope="col" { (ask.t("sales-run-line-customer")) } th.num scope="col" { (ask.t("sales-run-line-orders")) } } }
                    tbody { @for line in waiting.iter().take(200) {
                        tr { td { (names.get(&line.customer.raw()).cloned().unwrap_or_default()) } td.num { (line.orders) } }
                    } }
                }
            }
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { content, ..Sheet::default() })))
}

/// What the run is to be; each change shows at once what waits.
fn asked(ask: &Ask, run: &CollectiveRun) -> Markup {
    let choice = |name: &str, words: &str, options: &[(&'static str, bool)]| {
        html! {
            div.fld {
                label for={ "run-" (name) } { (ask.t(words)) }
                span.sel { select.inp id={ "run-" (name) } name=(name) {
                    @for (code, chosen) in options { option value=(code) selected[*chosen] { (ask.t(&format!("{words}-{code}"))) } }
                } }
            }
        }
    };
    let day = |name: &str, words: &str, value: Date| {
        html! {
            div.fld {
                label for={ "run-" (name) } { (ask.t(words)) }
                input.inp id={ "run-" (name) } type="date" name=(name) value=(value.to_string());
            }
        }
    };
    let whats: Vec<_> = What::DEF.options.iter().map(|o| (o.code, run.what.code() == o.code)).collect();
    let groupings: Vec<_> = Grouping::DEF.options.iter().map(|o| (o.code, run.grouping.code() == o.code)).collect();
    let until = if run.what == What::Invoices { "sales-run-delivered-until" } else { "sales-run-wanted-until" };
    html! {
        form.wrap method="get" action=(ask.here) data-live {
            div.flds {
                (choice("what", "sales-collective-run-what", &whats))
                (choice("grouping", "sales-collective-run-grouping", &groupings))
                (day("until", until, run.until))
                (day("posted_on", "sales-collective-run-posted_on", run.posted_on))
            }
            noscript { button.btn { (ask.t("sales-run-look")) } }
        }
    }
}

fn carried(run: &CollectiveRun) -> Markup {
    let fields = [
        ("what", run.what.code().to_owned()),
        ("grouping", run.grouping.code().to_owned()),
        ("until", run.until.to_string()),
        ("posted_on", run.posted_on.to_string()),
    ];
    html! { @for (name, value) in &fields { input type="hidden" name=(name) value=(value); } }
}

pub(super) fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let mut run = described(tx, &|name| form.get(name).to_owned())?;
    run.owner = tx.who().user.map(Id::<User>::from_raw);
    let shape = tx.shape(CollectiveRun::DEF.name)?;
    tx.allowed(&shape, action::CREATE)?;
    tx.allowed(&shape, "start")?;
    let id = tx.insert(&mut run)?;
    tx.perform(CollectiveRun::DEF.name, id.raw(), "start", None, &entity::Record::default())?;
    Ok(Reply { to: format!("/pages/sales/run-outcome/{id}"), said: None })
}

pub(super) fn draw_outcome(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "run-outcome"))?;
    let record = read.visible(CollectiveRun::DEF.name, id, action::READ)?;
    let run: CollectiveRun = entity::Described::from_record(&record).map_err(store::damaged)?;
    let here = ask.below(id);
    // While the job is at it the table asks again by itself.
    let polls = (run.state == State::Running).then(|| format!("{here}/lines"));
    let table = outcome(read, ask, &run, polls.as_deref())?;
    if ask.rest.get(1) == Some(&"lines") {
        return Ok(Drawn::Region(table));
    }
    let crumb = Crumb { label: run.number.to_string(), href: ask.record(read, CollectiveRun::DEF.name, id)? };
    let current = ask.list(read, CollectiveRun::DEF.name)?;
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], content: table, current, ..Sheet::default() })))
}

fn outcome(read: &Read, ask: &Ask, run: &CollectiveRun, polls: Option<&str>) -> Result<Markup> {
    let lines = loaded(&run.lines);
    let titles = |entity: &str, of: &dyn Fn(&RunLine) -> Option<i64>| -> Result<BTreeMap<i64, String>> {
        read.titles(entity, &lines.iter().filter_map(of).collect::<Vec<_>>())
    };
    let names = titles(Party::DEF.name, &|l| Some(l.customer.raw()))?;
    let invoices = titles(CustomerInvoice::DEF.name, &|l| l.invoice.map(|i| i.raw()))?;
    let deliveries = titles(Delivery::DEF.name, &|l| l.delivery.map(|d| d.raw()))?;
    let made = |line: &RunLine| -> Result<Markup> {
        let (entity, id, names) = match (line.invoice, line.delivery) {
            (Some(id), _) => (CustomerInvoice::DEF.name, id.raw(), &invoices),
            (None, Some(id)) => (Delivery::DEF.name, id.raw(), &deliveries),
            (None, None) => return Ok(html! {}),
        };
        let name = names.get(&id).filter(|n| !n.is_empty()).cloned().unwrap_or_else(|| ask.t("sales-run-draft"));
        Ok(html! { a href=(ask.record(read, entity, id)?) { b { (name) } } })
    };
    let count =
        [("made", Arg::Count(run.made)), ("refused", Arg::Count(run.refused)), ("all", Arg::Count(lines.len() as i64))];
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let tone = match line.outcome {
            Outcome::Waiting => Tone::Neutral,
            Outcome::Made => Tone::Success,
            Outcome::Refused => Tone::Danger,
        };
        let word = ask.t(&format!("sales-run-line-outcome-{}", line.outcome.code()));
        rows.push(html! {
            tr {
                td { (names.get(&line.customer.raw()).cloned().unwrap_or_default()) }
                td.num { (line.orders) }
                td { (pill(tone, &word)) }
                td { (made(line)?) @if let Some(refusal) = &line.refusal { (said(ask, refusal)) } }
            }
        });
    }
    Ok(html! {
        div data-poll=[polls] data-every=[polls.map(|_| "1500")] {
            div.wrap { p role="status" { (ask.cx.t_args("sales-run-came-out", &count)) } }
            table.grid {
                thead { tr {
                    th scope="col" { (ask.t("sales-run-line-customer")) }
                    th.num scope="col" { (ask.t("sales-run-line-orders")) }
                    th scope="col" { (ask.t("sales-run-line-outcome")) }
                    th scope="col" { (ask.t("sales-run-document")) }
                } }
                tbody { @for row in &rows { (row) } }
            }
        }
    })
}

/// A refusal that was kept as code and arguments, in the reader's words.
fn said(ask: &Ask, packed: &str) -> String {
    let Ok(refusal) = serde_json::from_str::<serde_json::Value>(packed) else { return packed.to_owned() };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let id = text(&refusal["code"]).replace('.', "-");
    let mut arguments = vec![("record".to_owned(), text(&refusal["record"]))];
    for (name, value) in refusal["args"].as_object().into_iter().flatten() {
        arguments.push((name.clone(), text(value)));
    }
    let arguments: Vec<(&str, Arg<'_>)> = arguments.iter().map(|(k, v)| (k.as_str(), Arg::Text(v))).collect();
    ask.cx.t_args(&id, &arguments)
}
