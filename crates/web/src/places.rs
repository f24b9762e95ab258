//! The places of a person: palette, start page, saved views, own settings, help.

use crate::http::{Response, encode};
use crate::lists::record_path;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Id, Result};
use entity::{Choice as _, Head, Shape, Text};
use platform::{Audience, Density, SavedView, User};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::list::{self, Question};
use store::{Read, Tx, action, search};
use ui::page;
use ui::part::Cell;

/// Messages this person has not read.
pub fn unread(read: &Read) -> Result<i64> {
    match read.who().user {
        Some(user) => platform::notification::unseen(read, Id::from_raw(user)),
        None => Ok(0),
    }
}

/// The saved views of a list that this person sees: own, the team's, everybody's.
pub fn saved_views(read: &Read, entity: &str) -> Result<Vec<SavedView>> {
    let access = read.access()?;
    let condition = "entity = $1 AND archived_at IS NULL AND (owner = $2 OR shared = 'public' OR (shared = 'team' AND team = $3)) \
                     ORDER BY position, name LIMIT 20";
    read.select(condition, &[entity.into(), access.user.into(), access.team.unwrap_or(0).into()])
}

/// Keeps a query under a name, for its owner or the team.
pub fn save_view(tx: &mut Tx, entity: &'static str, name: &str, query: &str, team: bool) -> Result<()> {
    let access = tx.access()?;
    let shared = if team && access.team.is_some() { Audience::Team } else { Audience::Private };
    let position = saved_views(tx, entity)?.len() as i64;
    tx.insert(&mut SavedView {
        head: Head::default(),
        name: name.to_owned(),
        entity: entity.to_owned(),
        query: Text::new(query),
        owner: Id::new(access.user),
        team: access.team.and_then(Id::new),
        shared,
        position,
    })?;
    Ok(())
}

/// Sets how close rows stand for a person.
pub fn set_density(tx: &mut Tx, user: i64, density: &str) -> Result<()> {
    if let Some(density) = Density::from_code(density) {
        let mut user = tx.lock(Id::<User>::from_raw(user))?;
        user.density = density;
        tx.update(&mut user)?;
    }
    Ok(())
}

impl Visit<'_> {
    /// The palette's answer: the pages whose name is typed, records of everything this person may see, other pages and deeds.
    pub fn palette(&self) -> Result<Response> {
        let q = self.req.query.get("q").trim().to_owned();
        self.read(|read| {
            let access = read.access()?;
            let words = self.words();
            let shapes: Vec<Arc<Shape>> = (read.model().shapes.iter())
                .filter(|s| s.enabled && s.def.line_of.is_none() && access.may(s, action::READ))
                .cloned()
                .collect();
            let mut groups: Vec<Json> = Vec::new();
            let wanted = search::fold(&q);
            let own = [
                ("", "house", "web-home"),
                ("/notifications", "bell", "ui-notifications"),
                ("/reports", "chart-column", "web-reports"),
                ("/me", "user", "web-my-settings"),
                ("/settings", "settings", "ui-settings"),
                ("/help", "circle-help", "ui-key-help"),
            ];
            let own = own
                .into_iter()
                .map(|(path, icon, id)| (format!("{}{path}", self.base), icon, words.t(id)))
                .chain(self.open_pages(read, &words)?)
                .filter(|(_, _, label)| search::fold(label).contains(&wanted))
                .map(|(href, icon, label)| json!({ "href": href, "icon": icon, "label": label }));
            let go = shapes
                .iter()
                .map(|s| (s, words.plural(s)))
                .filter(|(s, label)| search::fold(label).contains(&wanted) && (!wanted.is_empty() || !s.def.open))
                .take(8)
                .map(|(s, label)| json!({ "href": self.path(s), "icon": s.def.icon, "label": label, "hint": words.module(s.def.module()) }));
            let modules = read.registry().modules.iter().filter(|_| !wanted.is_empty());
            let reports = modules
                .flat_map(|m| crate::reports::of_module(read, &access, m))
                .map(|r| (r, words.report(r)))
                .filter(|(_, label)| search::fold(label).contains(&wanted))
                .take(8)
                .map(|(r, label)| json!({ "href": self.report_path(r), "icon": r.icon, "label": label, "hint": words.module(r.module()) }));
            let mut go: Vec<Json> = go.chain(reports).chain(own).collect();
            let mut new: Vec<Json> = shapes
                .iter()
                .filter(|s| access.may(s, action::CREATE) && s.def.made_by_hand() && !s.def.open)
                .map(|s| (s, words.t_args("web-new-entity", &[("entity", ui::Arg::Text(&words.entity(s)))])))
                .filter(|(_, label)| !wanted.is_empty() && search::fold(label).contains(&wanted))
                .take(4)
                .map(|(s, label)| json!({ "href": format!("{}/new", self.path(s)), "icon": "plus", "label": label }))
                .collect();
            let out = words.t("ui-sign-out");
            if search::fold(&out).contains(&wanted) {
                new.push(json!({ "href": "/sign-out", "icon": "log-out", "label": out, "post": true }));
            }
            if !q.is_empty() {
                let mut searched: Vec<Arc<Shape>> = shapes.iter().filter(|s| !s.def.search.is_empty()).cloned().collect();
                // Whoever types a name means the customer before the meeting with him.
                searched.sort_by_key(|s| s.def.module() == platform::NAME);
                let hits = search::find(read, &searched, &q, 30)?;
                for shape in &searched {
                    let ids: Vec<i64> = hits.iter().filter(|h| h.entity == shape.name()).map(|h| h.id).take(8).collect();
                    let titles = read.titles_in(shape.name(), &ids, self.visitor.lang.tag())?;
                    let item = |id: &i64| {
                        let label = titles.get(id).cloned().unwrap_or_default();
                        json!({ "href": record_path(&self.base, shape, *id), "icon": shape.def.icon, "label": label, "hint": words.entity(shape) })
                    };
                    if !ids.is_empty() {
                        groups.push(json!({ "label": words.plural(shape), "items": ids.iter().map(item).collect::<Vec<_>>() }));
                    }
                }
            }
            // Whoever types the beginning of a page's name means the page; records that only sound alike come after it.
            let meant = |page: &Json| page["label"].as_str().is_some_and(|l| search::fold(l).starts_with(&wanted));
            go.sort_by_key(|page| !meant(page));
            let first = !wanted.is_empty() && go.first().is_some_and(meant);
            for (label, items) in [("web-go-to", go), ("web-do", new)] {
                if !items.is_empty() {
                    let place = if first && label == "web-go-to" { 0 } else { groups.len() };
                    groups.insert(place, json!({ "label": words.t(label), "items": items }));
                }
            }
            Ok(Response::json(StatusCode::OK, &Json::Array(groups)))
        })
    }

    /// The start page: figures and what waits for this person, each panel loading on its own, then what changed last in the places
    /// of every day.
    pub fn home(&self) -> Result<Response> {
        self.read(|read| {
            let words = self.words();
            let (above, below) = self.day_panels(read)?;
            let latest = if below.len() < 4 { self.latest_panels(read)? } else { Vec::new() };
            let view = page::Plain { title: words.t("web-home"), icon: "house", ..page::Plain::default() };
            let content = maud::html! {
                div.wrap.wide {
                    @for place in &above { (place) }
                    div.parts { @for place in &below { (place) } @for place in &latest { (place) } }
                }
            };
            self.page(read, StatusCode::OK, &self.base, |cx| page::plain(cx, &view, content.clone()))
        })
    }

    /// What changed last of the entities that are used every day.
    fn latest_panels(&self, read: &Read) -> Result<Vec<maud::Markup>> {
        let access = read.access()?;
        let words = self.words();
        let mut panels = Vec::new();
        let daily = self.app.pages.sidebar.iter().flat_map(|group| group.daily);
        let shapes = daily.filter_map(|name| read.model().shapes.get(name)).filter(|s| s.enabled);
        for shape in shapes.filter(|s| access.may(s, action::READ)) {
            let asked = Question {
                entity: shape.name().to_owned(),
                sort: "-changed_at".to_owned(),
                limit: 5,
                ..Question::default()
            };
            let mut found = list::page(read, &asked)?.records;
            if found.is_empty() {
                continue;
            }
            read.in_language(shape.name(), &mut found, &[shape.def.title], self.visitor.lang.tag())?;
            let rows = found.iter().map(|r| {
                let changed = r.head.changed_at.map_or(Cell::Empty, |at| Cell::Time {
                    text: self.visitor.format.relative(at, read.now()),
                    iso: at.to_string(),
                    late: false,
                });
                let key = Cell::Key { text: shape.title(r), href: record_path(&self.base, shape, r.head.id) };
                vec![key, changed]
            });
            let card = page::Card {
                title: words.plural(shape),
                icon: shape.def.icon,
                count: None,
                amount: String::new(),
                href: Some(self.path(shape)),
                new: None,
                pressing: false,
            };
            panels.push(page::card(&card, page::mini(&rows.collect::<Vec<_>>(), "")));
            if panels.len() >= 6 {
                break;
            }
        }
        Ok(panels)
    }

    /// The page of keys.
    pub fn help(&self) -> Result<Response> {
        self.read(|read| self.page(read, StatusCode::OK, "", page::help))
    }

    /// Where a record of a kind is, for links that know only kind and id.
    pub fn place_of(&self, read: &Read, kind: u16, id: i64) -> Option<String> {
        read.model()
            .shapes
            .of_kind(kind)
            .map(|s| format!("{}/{}/{}/{}", self.base, encode(s.def.module()), encode(s.def.plural), id))
    }
}
