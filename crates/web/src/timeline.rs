//! What happened to a record: its changes by whom and when, newest first, with what people noted about it.

use crate::cells::Looks;
use crate::http::Response;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::Result;
use entity::{FieldDef, Kind, Shape, Value};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::audit::{self, Entry};
use store::{Read, action};
use ui::part::{self, Event, Tone};

/// Entries of one answer.
const ENTRIES: i64 = 40;

impl Visit<'_> {
    /// GET of a record's timeline, a fragment of the page.
    pub fn timeline(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        self.read(|read| {
            read.visible(shape.name(), id, action::READ)?;
            let before = self.req.query.get("before").parse().ok();
            let entries = audit::history(read, shape, id, before, ENTRIES)?;
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            self.name_changes(read, &mut looks, shape, &entries)?;
            let events: Vec<Event> = entries.iter().map(|e| self.event(&looks, shape, e)).collect();
            let title = self.words().t("web-activity");
            let markup = maud::html! {
                section {
                    div.asec { h2 { (title) } }
                    (part::timeline(&events))
                }
            };
            Ok(Response::html(StatusCode::OK, markup))
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

    fn event(&self, looks: &Looks, shape: &Shape, entry: &Entry) -> Event {
        let words = self.words();
        let (icon, tone, title) = match entry.action.as_str() {
            "create" => ("plus", Tone::Success, words.t("web-created")),
            "edit" => ("pencil", Tone::Neutral, words.t("web-changed")),
            "archive" => ("archive", Tone::Warn, words.t("web-archived-one")),
            "restore" => ("archive-restore", Tone::Info, words.t("web-restored-one")),
            verb => ("check", Tone::Info, words.operation(shape, verb)),
        };
        let changes = entry.changes.iter().filter(|(name, _)| name.as_str() != "#");
        let changes = changes.filter_map(|(name, change)| self.change(looks, shape, name, change)).collect();
        Event {
            icon,
            tone,
            title,
            href: None,
            amount: None,
            when: looks.format.relative(entry.at, looks.now),
            iso: entry.at.to_string(),
            body: None,
            changes,
            who: entry.by.map_or_else(|| words.t("web-the-program"), |id| looks.title("platform.user", id)),
        }
    }

    /// Field, old and new in words. Hidden fields and what erasure took away are left out.
    fn change(&self, looks: &Looks, shape: &Shape, name: &str, change: &Json) -> Option<(String, String, String)> {
        let field = shape.field(name).filter(|f| looks.access.sees(shape, f.name))?;
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
