//! What happened to a record: its changes by whom and when, newest first, with what people noted about it.

use crate::cells::Looks;
use crate::http::Response;
use crate::visit::Visit;
use axum::http::{StatusCode, header};
use base::{Context, Id, Refusal, Result};
use entity::{FieldDef, Kind, Shape, Value};
use platform::approval::Decision;
use platform::timeline::{Cursor, Event as Happened, What};
use platform::{Activity, ActivityType, User};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::audit::Entry;
use store::{Read, action, search};
use ui::page::{self, Column, Phone, Row, Rows, SettingsTable};
use ui::part::{self, Cell, Composer, ComposerKind, Empty, Event, Tone, Width};

/// Entries of one answer.
const ENTRIES: usize = 30;

impl Visit<'_> {
    /// GET of a record's timeline, a fragment of the page.
    pub fn timeline(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        self.read(|read| {
            let after = Cursor::read(self.req.query.get("after"));
            let (happened, next) = platform::timeline::of(read, shape.name(), id, after, ENTRIES)?;
            let words = self.words();
            let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            let entries: Vec<Entry> = happened
                .iter()
                .filter_map(|e| match &e.what {
                    What::Changed(entry) => Some(entry.clone()),
                    _ => None,
                })
                .collect();
            self.name_changes(read, &mut looks, shape, &entries)?;
            looks.name_ids(read, [("platform.user", happened.iter().filter_map(|e| e.by).collect())].into())?;
            let events: Vec<Event> = happened.iter().map(|e| self.event(&looks, shape, e)).collect();
            let here = format!("{}/{id}", self.path(shape));
            let kinds = vec![
                ComposerKind { value: "note".to_owned(), label: words.t("web-note"), icon: "message-square" },
                ComposerKind { value: "task".to_owned(), label: words.t("web-task"), icon: "circle-check" },
                ComposerKind { value: "call".to_owned(), label: words.t("web-call"), icon: "phone" },
            ];
            let composer = Composer { action: format!("{here}/notes"), kinds };
            let cx = self.cx(None);
            let more = next.map(|c| format!("{here}/timeline?after={}", c.write()));
            let first = after.is_none();
            let markup = maud::html! {
                section {
                    @if first {
                        div.asec { h2 { (words.t("web-activity")) } (self.upload_form(&here)) }
                        (part::composer(&cx, &composer))
                    }
                    (part::timeline(&events))
                }
                @if let Some(address) = more { section data-lazy=(address) {} }
            };
            Ok(Response::html(StatusCode::OK, markup))
        })
    }

    fn upload_form(&self, here: &str) -> maud::Markup {
        let words = self.words();
        maud::html! {
            form method="post" action={ (here) "/files" } enctype="multipart/form-data" data-full {
                input type="hidden" name="_token" value=(self.visitor.token);
                label.btn.ghost {
                    (part::icon("paperclip")) span { (words.t("web-attach")) }
                    input.vh type="file" name="file" required data-submit;
                }
            }
        }
    }

    /// POST of the composer: a note with its mentions, or something to do.
    pub fn add_to_timeline(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let form = &self.req.form;
        let (text, kind) = (form.get("text").trim().to_owned(), form.get("kind").to_owned());
        let entity = shape.name();
        self.write(move |tx| {
            if text.is_empty() {
                return Err(Refusal::new("store.required").field("text").into());
            }
            let user = tx.who().user.map(Id::<User>::from_raw);
            let todo = match kind.as_str() {
                "task" => Some(ActivityType::Task),
                "call" => Some(ActivityType::Call),
                _ => None,
            };
            match todo {
                Some(activity) => {
                    let title: String = text.lines().next().unwrap_or_default().chars().take(200).collect();
                    let planned = Activity::new(activity, &title, Some(tx.today()), user);
                    platform::activity::plan(tx, entity, id, planned).map(|_| ())
                }
                None => {
                    let mentions = mentioned(tx, &text)?;
                    platform::note::add(tx, entity, id, &text, &mentions).map(|_| ())
                }
            }
        })?;
        Ok(Response::see(&format!("{}/{id}", self.path(shape))))
    }

    /// POST of a file for a record.
    pub fn attach(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let file = self.req.files.first().ok_or_else(|| Refusal::new("store.required").field("file"))?;
        // The right comes first: a stranger stores nothing.
        self.read(|read| read.visible(shape.name(), id, action::READ).map(|_| ()))?;
        let bytes = std::fs::read(&file.path).context("reading the upload")?;
        let content = platform::attachment::store(&self.visitor.set, &self.visitor.who, &bytes)?;
        let (entity, name) = (shape.name(), file.name.clone());
        self.write(move |tx| platform::attachment::add(tx, entity, id, &content, &name, "").map(|_| ()))?;
        Ok(Response::see(&format!("{}/{id}", self.path(shape))))
    }

    /// GET of a file: never shown inside our pages, always kept or opened apart.
    pub fn file(&self, id: i64) -> Result<Response> {
        self.read(|read| {
            let file = platform::attachment::visible(read, Id::from_raw(id))?;
            let bytes = platform::attachment::bytes(read, &file)?;
            let sandbox = header::CONTENT_SECURITY_POLICY;
            Ok(Response::download("application/octet-stream", &file.name, bytes)
                .header(sandbox, "sandbox; default-src 'none'"))
        })
    }

    /// The bell: what one should know about; seen once it is shown.
    pub fn notifications(&self) -> Result<Response> {
        let Some(user) = self.visitor.who.user else { return Err(base::Error::not_found("platform.user", 0)) };
        let owner = Id::<User>::from_raw(user);
        let newest = self.read(|read| platform::notification::newest(read, owner, None, 60))?;
        if let Some(last) = newest.iter().find(|n| n.seen_at.is_none()).map(|n| n.head.id) {
            let through = newest.first().map_or(last, |n| n.head.id);
            self.write(move |tx| platform::notification::seen(tx, owner, through).map(|_| ()))?;
        }
        self.read(|read| {
            let words = self.words();
            let shape = read.shape("platform.notification")?;
            let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            looks.name_ids(
                read,
                [("platform.user", newest.iter().filter_map(|n| n.cause.map(Id::raw)).collect())].into(),
            )?;
            let topic = shape.field("topic").ok_or_else(|| base::Error::not_found("field", "topic"))?;
            let rows = newest.iter().map(|n| {
                let place = n
                    .host_kind
                    .zip(n.host)
                    .and_then(|(kind, host)| self.place_of(read, u16::try_from(kind).ok()?, host));
                let at = n.head.created_at.unwrap_or(read.now());
                let text = match place {
                    Some(href) => Cell::Key { text: n.text.clone(), href },
                    None => Cell::Text(n.text.clone()),
                };
                Row {
                    id: n.head.id.to_string(),
                    name: n.text.clone(),
                    cells: vec![
                        text,
                        looks.cell(read, &shape, topic, &entity::Described::to_record(n)),
                        n.cause.map_or(Cell::Empty, |c| Cell::Person(looks.title("platform.user", c.raw()))),
                        Cell::Time { text: looks.format.relative(at, looks.now), iso: at.to_string(), late: false },
                    ],
                    archived: false,
                }
            });
            let column = |label: String, width, phone| Column { label, width, end: false, sort: None, phone };
            let view = SettingsTable {
                title: words.t("ui-notifications"),
                icon: "bell",
                rows: Rows {
                    label: words.t("ui-notifications"),
                    columns: vec![
                        column(words.field(&shape, "text"), Width::Rest, Phone::Name),
                        column(words.field(&shape, "topic"), Width::L, Phone::Key),
                        column(words.field(&shape, "cause"), Width::L, Phone::Key),
                        column(words.field(&shape, "created_at"), Width::M, Phone::End),
                    ],
                    rows: rows.collect(),
                    ..Rows::default()
                },
                empty: Empty { icon: "bell", text: words.t("web-no-notifications"), actions: Vec::new() },
                ..SettingsTable::default()
            };
            let here = format!("{}/notifications", self.base);
            self.page(read, StatusCode::OK, &here, |cx| page::settings_table(cx, &view))
        })
    }

    fn name_changes(&self, read: &Read, looks: &mut Looks, shape: &Shape, entries: &[Entry]) -> Result<()> {
        let mut wanted: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
        for entry in entries {
            wanted.entry("platform.user").or_default().extend(entry.by);
            for (name, change) in &entry.changes {
                if let Some(Kind::Reference(target)) = shape.field(name).map(|f| f.kind) {
                    let ids = [change.get(0), change.get(1)].into_iter().flatten().filter_map(Json::as_i64);
                    wanted.entry(target).or_default().extend(ids);
                }
            }
        }
        looks.name_ids(read, wanted)
    }

    fn event(&self, looks: &Looks, shape: &Shape, happened: &Happened) -> Event {
        let words = self.words();
        let (icon, tone, title, href, body, changes) = match &happened.what {
            What::Changed(entry) => {
                let (icon, tone, title) = self.verb(shape, &entry.action);
                let changes = entry.changes.iter().filter(|(name, _)| !name.starts_with('#'));
                let changes = changes.filter_map(|(name, change)| self.change(looks, shape, name, change)).collect();
                (icon, tone, title, None, None, changes)
            }
            What::Noted(note) => {
                ("message-square", Tone::Info, words.t("web-note"), None, Some(note.body.to_string()), Vec::new())
            }
            What::Filed(file) => {
                let href = format!("{}/files/{}", self.base, file.head.id);
                ("paperclip", Tone::Neutral, file.name.clone(), Some(href), None, Vec::new())
            }
            What::Planned(activity) => {
                let href = format!("{}/platform/activities/{}", self.base, activity.head.id);
                let body = activity.description.as_ref().map(ToString::to_string);
                ("circle-check", Tone::Violet, activity.title.clone(), Some(href), body, Vec::new())
            }
            What::Booked(event) => {
                let href = format!("{}/platform/events/{}", self.base, event.head.id);
                let when = looks.format.instant(event.starts_at);
                let body = event.result.as_ref().or(event.description.as_ref()).map(ToString::to_string);
                ("calendar", Tone::Teal, format!("{} · {when}", event.title), Some(href), body, Vec::new())
            }
            What::Decided(decision) => {
                let request = decision.request.map(|r| format!("{}/platform/approval-requests/{}", self.base, r.raw()));
                let (shade, what) = self.decided(looks, decision);
                let body = decision.comment.as_ref().map(ToString::to_string);
                ("stamp", shade, what, request, body, Vec::new())
            }
        };
        Event {
            icon,
            tone,
            title,
            href,
            amount: None,
            when: looks.format.relative(happened.at, looks.now),
            iso: happened.at.to_string(),
            body,
            changes,
            who: happened.by.map_or_else(|| words.t("web-the-program"), |id| looks.title("platform.user", id)),
        }
    }

    /// What a decision says, and about which step: "Approved · Head of purchasing".
    fn decided(&self, looks: &Looks, decision: &Decision) -> (Tone, String) {
        let code = entity::Choice::code(decision.what);
        let option = <platform::approval::What as entity::Choice>::DEF.option(code);
        let word = looks.words.t(&format!("platform-approval-decision-what-{code}"));
        let control = decision.control.as_deref().map(|c| looks.words.control(c));
        let about = decision.step_name.clone().or(control);
        let step = about.map(|about| format!(" · {about}")).unwrap_or_default();
        (option.map(|o| crate::cells::tone(o.tone)).unwrap_or_default(), format!("{word}{step}"))
    }

    fn verb(&self, shape: &Shape, action: &str) -> (&'static str, Tone, String) {
        let words = self.words();
        match action {
            "create" => ("plus", Tone::Success, words.t("web-created")),
            "edit" => ("pencil", Tone::Neutral, words.t("web-changed")),
            "archive" => ("archive", Tone::Warn, words.t("web-archived-one")),
            "restore" => ("archive-restore", Tone::Info, words.t("web-restored-one")),
            "translate" => ("languages", Tone::Neutral, words.t("web-translated")),
            verb => ("check", Tone::Info, words.operation(shape, verb)),
        }
    }

    /// Field, old and new in words. Hidden fields and what erasure took away are left out.
    fn change(&self, looks: &Looks, shape: &Shape, name: &str, change: &Json) -> Option<(String, String, String)> {
        let field = shape.field(name).filter(|f| !f.inner && looks.access.sees(shape, f.name))?;
        let label = looks.words.field(shape, name);
        if matches!(field.kind, Kind::Lines(_)) {
            let count = change.as_object().map_or(0, |lines| lines.keys().filter(|k| k.as_str() != "order").count());
            return Some((
                label,
                String::new(),
                looks.words.t_args("web-lines-changed", &[("n", ui::Arg::Count(count as i64))]),
            ));
        }
        if field.secret {
            return Some((label, String::new(), "•••".to_owned()));
        }
        Some((label, shown(looks, shape, field, change.get(0)?), shown(looks, shape, field, change.get(1)?)))
    }
}

fn shown(looks: &Looks, shape: &Shape, field: &FieldDef, value: &Json) -> String {
    let value = match value {
        Json::Number(n) => n.as_i64().map_or(Value::Null, Value::Int),
        Json::String(text) => Value::from(text.as_str()),
        _ => Value::Null,
    };
    let text = looks.plain(shape, field, &value, 2);
    if text.is_empty() { "—".to_owned() } else { text.chars().take(200).collect() }
}

/// Users named with an @ in a text, by their name or the part of their address before the @.
fn mentioned(read: &Read, text: &str) -> Result<Vec<Id<User>>> {
    if !text.contains('@') {
        return Ok(Vec::new());
    }
    let folded = search::fold(text);
    let users: Vec<User> = read.select("active = 1 AND archived_at IS NULL ORDER BY id LIMIT 2000", &[])?;
    let named = |user: &&User| {
        let short = user.login.split('@').next().unwrap_or_default();
        [user.name.as_str(), short]
            .iter()
            .any(|name| !name.is_empty() && folded.contains(&format!("@{}", search::fold(name))))
    };
    Ok(users.iter().filter(named).map(entity::Entity::id).take(20).collect())
}
