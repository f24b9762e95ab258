//! Sharing one record with a colleague or a team beyond what their roles reach, to read or also to edit.

use crate::http::{Response, encode};
use crate::lists::record_path;
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Id, Refusal, Result};
use entity::Shape;
use platform::rights::{self, Party};
use std::sync::Arc;
use store::{Read, action};
use ui::page::{self, Column, Phone, Row, Rows, SettingsTable};
use ui::part::{Cell, Choice, Control, Crumb, Empty, Field, Note, Span, Tone, Width};

impl Visit<'_> {
    /// `/{set}/{module}/{plural}/{id}/shares`
    pub fn shares(&self, shape: &Arc<Shape>, id: i64, refusals: &[Refusal]) -> Result<Response> {
        self.read(|read| {
            let words = self.words();
            let record = read.visible(shape.name(), id, action::EDIT)?;
            let title = shape.title(&record);
            let here = record_path(&self.base, shape, id);
            let shared = rights::shares(read, shape.name(), id)?;
            let names = |entity: &str, ids: Vec<i64>| read.titles(entity, &ids);
            let users = names("platform.user", shared.iter().filter_map(|(p, _)| user_of(p)).collect())?;
            let teams = names("platform.team", shared.iter().filter_map(|(p, _)| team_of(p)).collect())?;
            let rows = shared.iter().map(|(party, edit)| {
                let (face, name, word) = match party {
                    Party::User(user) => {
                        let name = users.get(&user.raw()).cloned().unwrap_or_default();
                        (Cell::Person(name.clone()), name, format!("user:{user}"))
                    }
                    Party::Team(team) => {
                        let name = teams.get(&team.raw()).cloned().unwrap_or_default();
                        (Cell::Reference { text: name.clone(), href: None, face: true }, name, format!("team:{team}"))
                    }
                };
                let may = if *edit { "web-share-edit" } else { "web-share-read" };
                let tone = if *edit { Tone::Info } else { Tone::Neutral };
                Row {
                    id: word.replace(':', "-"),
                    name,
                    cells: vec![
                        face,
                        Cell::State(tone, words.t(may)),
                        Cell::Html(self.press(&format!("{here}/shares"), "web-share-end", &[("end", &word)])),
                    ],
                    archived: false,
                }
            });
            let column = |id: &str, width, phone| Column { label: words.t(id), width, end: false, sort: None, phone };
            let form = self.share_form(read, refusals)?;
            let view = SettingsTable {
                title: words.t("web-share"),
                icon: "users",
                crumbs: vec![
                    Crumb { label: words.plural(shape), href: self.path(shape) },
                    Crumb { label: title.clone(), href: here.clone() },
                ],
                notes: vec![Note {
                    tone: Tone::Neutral,
                    text: words.t_args("web-share-note", &[("record", ui::Arg::Text(&title))]),
                    link: None,
                }],
                rows: Rows {
                    label: words.t("web-share"),
                    columns: vec![
                        column("web-share-with", Width::Xl, Phone::Name),
                        column("web-share-may", Width::M, Phone::State),
                        column("ui-actions", Width::M, Phone::End),
                    ],
                    rows: rows.collect(),
                    ..Rows::default()
                },
                empty: Empty { icon: "users", text: words.t("web-share-none"), actions: Vec::new() },
                form: Some((words.t("web-share-add"), format!("{here}/shares"), form, words.t("web-share"))),
                ..SettingsTable::default()
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &self.path(shape), |cx| page::settings_table(cx, &view))
        })
    }

    fn share_form(&self, read: &Read, refusals: &[Refusal]) -> Result<Vec<Field>> {
        let words = self.words();
        let lookup = |entity: &str| -> Result<String> {
            let shape = read.shape(entity)?;
            Ok(format!("{}/lookup/{}/{}?q=", self.base, encode(shape.def.module()), encode(shape.def.plural)))
        };
        let field = |name: &str, id: &str, control| {
            let error = refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| words.refusal(None, r));
            Field { error, span: Span::One, ..Field::new(name, words.t(id), control) }
        };
        let pick =
            |source| Control::Reference { id: String::new(), label: String::new(), source, create: None, href: None };
        let access = read.access()?;
        let mut fields = vec![field("user", "web-share-user", pick(lookup("platform.user")?))];
        if access.may(&*read.shape("platform.team")?, action::READ) {
            fields.push(field("team", "web-share-team", pick(lookup("platform.team")?)));
        }
        let choice = |value: &str, id: &str| Choice { value: value.to_owned(), label: words.t(id) };
        let options = vec![choice("read", "web-share-read"), choice("edit", "web-share-edit")];
        fields.push(field("may", "web-share-may", Control::Choice { value: "read".to_owned(), options }));
        Ok(fields)
    }

    /// POST: shares, or takes a share back.
    pub fn change_shares(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let form = &self.req.form;
        let number = |name: &str| form.get(name).parse::<i64>().ok();
        let entity = shape.def.name;
        let (outcome, said) = if form.has("end") {
            let party = party_of(form.get("end")).ok_or_else(|| Error::not_found("share", form.get("end")))?;
            (self.write(move |tx| rights::unshare(tx, entity, id, party)), "web-share-ended")
        } else {
            let party = match (number("user"), number("team")) {
                (Some(user), _) => Party::User(Id::from_raw(user)),
                (None, Some(team)) => Party::Team(Id::from_raw(team)),
                (None, None) => return self.shares(shape, id, &[Refusal::new("web.share_with_whom").field("user")]),
            };
            let edit = form.get("may") == "edit";
            (self.write(move |tx| rights::share(tx, entity, id, party, edit)), "web-shared")
        };
        match outcome {
            Ok(()) => {
                let flash = flash_cookie(&self.visitor.slug, &self.words().t(said), Tone::Success, None);
                Ok(Response::see(&format!("{}/shares", record_path(&self.base, shape, id))).cookie(&flash))
            }
            Err(Error::Refused(refusals)) => self.shares(shape, id, &refusals),
            Err(other) => Err(other),
        }
    }
}

fn user_of(party: &Party) -> Option<i64> {
    if let Party::User(user) = party { Some(user.raw()) } else { None }
}

fn team_of(party: &Party) -> Option<i64> {
    if let Party::Team(team) = party { Some(team.raw()) } else { None }
}

/// `user:5`, `team:2`
fn party_of(word: &str) -> Option<Party> {
    let (kind, id) = word.split_once(':')?;
    let id = id.parse().ok()?;
    match kind {
        "user" => Some(Party::User(Id::from_raw(id))),
        "team" => Some(Party::Team(Id::from_raw(id))),
        _ => None,
    }
}
