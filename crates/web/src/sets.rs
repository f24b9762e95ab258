//! The account sets of the installation, for whoever looks after them: found, copy, back up, restore, verify, move, remove.

use crate::http::{Pairs, Response, encode};
use crate::visit::{Visit, flash_cookie};
use crate::words::Words;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use base::{Context, Error, Refusal, Result};
use entity::Choice as _;
use futures_util::StreamExt as _;
use maud::{Markup, html};
use platform::Language;
use platform::installation::{Errand, Founding, Installation, Order, Place, SetEntry, Stand};
use serde_json::Value as Json;
use std::io::Read as _;
use std::sync::Arc;
use ui::Arg;
use ui::page::{self, Column, Form, Phone, Row, Rows, SettingsTable};
use ui::part::{Action, Cell, Choice, Control, Crumb, Field, Look, Note, Span, TextKind, Tone, Width};

/// Problems of a verification that are shown.
const SHOWN: usize = 20;

/// Founds a set as a form describes it; whoever does becomes its first administrator.
pub fn found(house: &Installation, identity: i64, form: &Pairs) -> Result<String> {
    if !house.is_steward(identity)? {
        return Err(Error::forbidden("installation", "create"));
    }
    let text = |name: &str| form.get(name).trim().to_owned();
    let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    let name = text("name");
    let title = or(text("title"), &name);
    let founding = Founding {
        company: or(text("company"), &title),
        name: name.clone(),
        title,
        language: Language::from_code(form.get("language")).unwrap_or_default(),
        currency: text("currency").to_uppercase(),
        country: text("country").to_uppercase(),
        administrator: Some(identity),
    };
    house.create_set(&founding)?;
    Ok(name)
}

/// The form that founds a set.
pub fn founding_form(words: &Words, action: &str, back: &str, typed: &Pairs, refusals: &[Refusal]) -> Form {
    let field = |name: &str, id: &str, value: &str, required: bool, help: Option<&str>| {
        let value = if typed.has(name) { typed.get(name) } else { value }.to_owned();
        let control = Control::Text { value, kind: TextKind::Plain };
        named(words, name, id, control, required, help, refusals)
    };
    let languages = Language::DEF.options.iter().map(|o| Choice {
        value: o.code.to_owned(),
        label: ui::Lang::from_tag(o.code).unwrap_or_default().name().to_owned(),
    });
    let language = typed.get("language");
    let chosen = if language.is_empty() { words.lang.tag() } else { language }.to_owned();
    let choice = Control::Choice { value: chosen, options: languages.collect() };
    Form {
        title: words.t("ui-new-set"),
        icon: "layers",
        fields: vec![
            field("name", "web-set-name", "", true, Some("web-set-name-help")),
            field("title", "web-set-title", "", false, Some("web-set-title-help")),
            field("company", "web-set-company", "", false, None),
            field("currency", "web-set-currency", "EUR", true, None),
            field("country", "web-set-country", "ES", true, None),
            named(words, "language", "web-set-language", choice, true, None, refusals),
        ],
        notes: general(words, refusals),
        action: action.to_owned(),
        button: words.t("ui-create"),
        back: back.to_owned(),
        ..Form::default()
    }
}

fn named(
    words: &Words,
    name: &str,
    id: &str,
    control: Control,
    required: bool,
    help: Option<&str>,
    refusals: &[Refusal],
) -> Field {
    let error = refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| words.refusal(None, r));
    let help = help.map(|id| words.t(id));
    Field { required, help, error, span: Span::One, ..Field::new(name, words.t(id), control) }
}

/// Refusals that belong to no field of the form.
fn general(words: &Words, refusals: &[Refusal]) -> Vec<Note> {
    let known = ["name", "title", "company", "currency", "country", "language", "to", "file", "_confirm"];
    let own = refusals.iter().filter(|r| r.field.as_deref().is_none_or(|f| !known.contains(&f)));
    own.map(|r| Note { tone: Tone::Danger, text: words.refusal(None, r), link: None }).collect()
}

impl Visit<'_> {
    /// True for whoever looks after the account sets.
    pub fn is_steward(&self) -> Result<bool> {
        self.app.house.is_steward(self.visitor.session.identity.id)
    }

    /// `/{set}/settings/sets/…`
    pub fn sets(&self, rest: &[&str]) -> Result<Response> {
        if !self.is_steward()? {
            return Err(Error::forbidden("installation", "read"));
        }
        match (rest, self.req.reads()) {
            ([], true) => self.sets_page(),
            (["errands"], true) => self.errands_part(),
            (["new"], true) => self.founding(&[]),
            (["new"], false) => match found(&self.app.house, self.me_id(), &self.req.form) {
                Ok(_) => self.done("settings/sets", "web-set-founded"),
                Err(Error::Refused(refusals)) => self.founding(&refusals),
                Err(other) => Err(other),
            },
            (["restore"], true) => self.restoring(&[]),
            (["restore"], false) => self.restore_set(),
            (["of", name, verb @ ("copy" | "move" | "remove")], true) => self.asking(name, verb, &[]),
            (["of", name, verb @ ("copy" | "move" | "remove")], false) => self.asked(name, verb),
            (["of", name, "backup"], false) => self.ordered(Order::Backup { set: (*name).to_owned() }),
            (["of", name, "verify"], false) => self.ordered(Order::Verify { set: (*name).to_owned() }),
            (["backups", file], true) => self.download(file),
            (["backups", file, "verify"], false) => self.ordered(Order::VerifyFile { file: (*file).to_owned() }),
            (["backups", file, "remove"], true) => self.removing_backup(file, &[]),
            (["backups", file, "remove"], false) => self.remove_backup(file),
            _ => Err(Error::not_found("page", rest.join("/"))),
        }
    }

    fn me_id(&self) -> i64 {
        self.visitor.session.identity.id
    }

    fn at(&self, path: &str) -> String {
        format!("{}/settings/sets{path}", self.base)
    }

    fn sets_page(&self) -> Result<Response> {
        let words = self.words();
        let sets = self.app.house.sets()?;
        let errands = self.app.house.errands()?;
        let column = |id: &str, width, phone| Column { label: words.t(id), width, end: false, sort: None, phone };
        self.read(|read| {
            self.page(read, StatusCode::OK, "", |cx| {
                let rows = sets.iter().map(|set| self.set_row(cx, set));
                let view = SettingsTable {
                    title: words.t("web-sets"),
                    icon: "layers",
                    tabs: self.settings_tabs("sets"),
                    actions: vec![
                        Action::link(words.t("web-set-restore"), self.at("/restore"))
                            .icon("archive-restore")
                            .desk_only(),
                        Action::link(words.t("ui-new-set"), self.at("/new")).icon("plus").primary().key("create"),
                    ],
                    rows: Rows {
                        label: words.t("web-sets"),
                        columns: vec![
                            column("web-set-title", Width::L, Phone::Name),
                            column("web-set-name", Width::M, Phone::Key),
                            column("web-set-place", Width::L, Phone::Rest),
                            column("web-created", Width::M, Phone::State),
                            column("ui-actions", Width::M, Phone::End),
                        ],
                        rows: rows.collect(),
                        ..Rows::default()
                    },
                    more: Some(html! { (self.errands(&errands)) (self.backups(cx)) }),
                    ..SettingsTable::default()
                };
                page::settings_table(cx, &view)
            })
        })
    }

    fn set_row(&self, cx: &ui::Cx<'_>, set: &SetEntry) -> Row {
        let words = self.words();
        let of = |verb: &str| self.at(&format!("/of/{}/{verb}", encode(&set.name)));
        let items = [
            Action::post(words.t("web-set-backup"), of("backup")).icon("archive"),
            Action::post(words.t("web-set-verify"), of("verify")).icon("shield-check"),
            Action::link(words.t("web-set-copy"), of("copy")).icon("copy"),
            Action::link(words.t("web-set-move"), of("move")).icon("truck"),
            Action::link(words.t("web-set-remove"), of("remove")).icon("trash-2"),
        ];
        let name = words.t_args("web-set-actions", &[("set", Arg::Text(&set.title))]);
        let place = match set.location {
            store::Location::File(_) => "SQLite",
            store::Location::Schema { .. } => "PostgreSQL",
        };
        Row {
            id: set.name.clone(),
            name: set.title.clone(),
            cells: vec![
                Cell::Key { text: set.title.clone(), href: format!("/{}", encode(&set.name)) },
                Cell::Text(set.name.clone()),
                Cell::Text(place.to_owned()),
                Cell::Time {
                    text: self.visitor.format.instant(set.created_at),
                    iso: set.created_at.to_string(),
                    late: false,
                },
                Cell::Html(ui::part::more(cx, &format!("set-{}", set.name), &name, &items)),
            ],
            archived: false,
        }
    }

    /// Only the errands, for the page that asks how far they are.
    fn errands_part(&self) -> Result<Response> {
        Ok(Response::html(StatusCode::OK, self.errands(&self.app.house.errands()?)))
    }

    fn errands(&self, all: &[Errand]) -> Markup {
        let words = self.words();
        let running = all.iter().any(|e| e.stand == Stand::Running);
        html! {
            section.card.formcard #errands aria-labelledby="errands-title" data-poll=[running.then(|| self.at("/errands"))] data-every="700" {
                h2 #errands-title { (words.t("web-errands")) }
                @if all.is_empty() { p.mute { (words.t("web-errands-none")) } }
                ul.errands { @for errand in all { (self.errand(errand)) } }
            }
        }
    }

    fn errand(&self, errand: &Errand) -> Markup {
        let words = self.words();
        let args = [("set", Arg::Text(&errand.set)), ("about", Arg::Text(&errand.about))];
        let title = words.t_args(&format!("web-errand-{}", errand.verb), &args);
        let (tone, state) = match errand.stand {
            Stand::Running => (Tone::Info, "web-errand-running"),
            Stand::Done if problems(&errand.outcome).is_empty() => (Tone::Success, "web-errand-done"),
            Stand::Done | Stand::Failed => (Tone::Danger, "web-errand-failed"),
            Stand::Interrupted => (Tone::Warn, "web-errand-interrupted"),
        };
        let at = errand.ended_at.unwrap_or(errand.at);
        html! {
            li data-verb=(errand.verb) {
                div.line {
                    b { (title) } (ui::part::pill(tone, &words.t(state)))
                    span.mute.small.end { (errand.by) " · "
                        time datetime=(at) { (self.visitor.format.relative(at, self.app.house.store().now())) } }
                }
                @if errand.stand == Stand::Running {
                    progress max=(errand.total.max(1)) value=(errand.progress) aria-label=(title) {}
                }
                (self.outcome(errand))
            }
        }
    }

    /// What came of an errand, in the reader's words.
    fn outcome(&self, errand: &Errand) -> Markup {
        let words = self.words();
        let json = &errand.outcome;
        let number = |n: Option<i64>| self.visitor.format.integer(n.unwrap_or(0));
        let said = json["refusals"].as_array().into_iter().flatten().map(|r| {
            let mut refusal = Refusal::new(r["code"].as_str().unwrap_or_default().to_owned());
            for pair in r["args"].as_array().into_iter().flatten() {
                let part = |i: usize| pair[i].as_str().unwrap_or_default().to_owned();
                refusal = refusal.arg(part(0), part(1));
            }
            words.refusal(None, &refusal)
        });
        let broken = problems(json);
        html! {
            @if let (Some(rows), Some(tables)) = (json["rows"].as_i64(), json["tables"].as_i64()) {
                @let (rows, tables) = (number(Some(rows)), number(Some(tables)));
                p.small { (words.t_args("web-errand-counts", &[("rows", Arg::Text(&rows)), ("tables", Arg::Text(&tables))])) " "
                    @if errand.verb.starts_with("verify") && broken.is_empty() { (words.t("web-errand-laws")) " " }
                    @if let Some(seal) = json["seal"][0].as_i64() {
                        @let hash: String = json["seal"][1].as_str().unwrap_or_default().chars().take(16).collect();
                        (words.t_args("web-errand-seal", &[("number", Arg::Text(&number(Some(seal)))), ("hash", Arg::Text(&hash))])) " "
                    }
                    @if let Some(file) = json["file"].as_str() {
                        a href=(self.at(&format!("/backups/{}", encode(file)))) download { (file) }
                    }
                }
            }
            @for text in said { p.small { (text) } }
            @if let Some(why) = json["why"].as_str() { p.small { (why) } }
            @if !broken.is_empty() {
                ul.small { @for text in broken.iter().take(SHOWN) { li { (text) } } }
            }
        }
    }

    fn backups(&self, cx: &ui::Cx<'_>) -> Markup {
        let words = self.words();
        let files = self.app.house.backups().unwrap_or_default();
        html! {
            section.card.formcard aria-labelledby="backups-title" {
                h2 #backups-title { (words.t("web-backups")) }
                @if files.is_empty() { p.mute { (words.t("web-backups-none")) } }
                p { a.btn.only-sm href=(self.at("/restore")) { (words.t("web-set-restore")) } }
                ul.errands {
                    @for (place, file) in files.iter().enumerate() {
                        @let of = |verb: &str| self.at(&format!("/backups/{}{verb}", encode(&file.name)));
                        @let tenths = self.visitor.format.decimal(i64::try_from(file.bytes / 104_858).unwrap_or(i64::MAX), 1, 1);
                        li {
                            div.line {
                                a.mono href=(of("")) download { (file.name) }
                                span.mute.small.end { (words.t_args("web-megabytes", &[("n", Arg::Text(&tenths))])) }
                                (ui::part::more(cx, &format!("backup-{place}"), &words.t_args("web-set-actions", &[("set", Arg::Text(&file.name))]), &[
                                    Action::new(words.t("web-download"), ui::part::Does::Download(of(""))).icon("download"),
                                    Action::post(words.t("web-set-verify"), of("/verify")).icon("shield-check"),
                                    Action::link(words.t("web-set-restore"), self.at(&format!("/restore?backup={}", encode(&file.name)))).icon("archive-restore"),
                                    Action::link(words.t("web-backup-remove"), of("/remove")).icon("trash-2"),
                                ]))
                            }
                        }
                    }
                }
            }
        }
    }

    fn form_page(&self, view: &Form, refusals: &[Refusal]) -> Result<Response> {
        let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.read(|read| self.page(read, status, "", |cx| page::form(cx, view)))
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![Crumb { label: self.words().t("web-sets"), href: self.at("") }]
    }

    fn founding(&self, refusals: &[Refusal]) -> Result<Response> {
        let form = founding_form(&self.words(), &self.at("/new"), &self.at(""), &self.req.form, refusals);
        self.form_page(&Form { crumbs: self.crumbs(), ..form }, refusals)
    }

    /// The form before a copy, a move or a removal.
    fn asking(&self, name: &str, verb: &str, refusals: &[Refusal]) -> Result<Response> {
        let words = self.words();
        let set = self.app.house.sets()?.into_iter().find(|s| s.name == name);
        let set = set.ok_or_else(|| Error::not_found("account set", name))?;
        let shown = [("set", Arg::Text(&set.title))];
        let typed = |name: &str| self.req.form.get(name).to_owned();
        let text = |name: &str, id: &str, required, help: Option<&str>| {
            let control = Control::Text { value: typed(name), kind: TextKind::Plain };
            named(&words, name, id, control, required, help, refusals)
        };
        let mut notes = general(&words, refusals);
        let mut say = |tone, id: &str| notes.push(Note { tone, text: words.t_args(id, &shown), link: None });
        let (fields, look, confirm) = match verb {
            "copy" => {
                say(Tone::Neutral, "web-set-copy-note");
                let name = text("name", "web-set-name", true, Some("web-set-name-help"));
                (vec![name, text("title", "web-set-title", false, None)], Look::Plain, None)
            }
            "move" => {
                say(Tone::Warn, "web-set-move-note");
                (
                    vec![text("to", "web-set-move-to", true, Some("web-set-move-help"))],
                    Look::Danger,
                    Some(set.name.clone()),
                )
            }
            _ => {
                say(Tone::Danger, "web-set-remove-note");
                (Vec::new(), Look::Danger, Some(set.name.clone()))
            }
        };
        if refusals.iter().any(|r| r.field.as_deref() == Some("_confirm")) {
            say(Tone::Danger, "web-set-confirm");
        }
        let view = Form {
            title: words.t_args(&format!("web-set-{verb}-title"), &shown),
            icon: "layers",
            crumbs: self.crumbs(),
            notes,
            fields,
            action: self.at(&format!("/of/{}/{verb}", encode(name))),
            button: words.t(&format!("web-set-{verb}")),
            look,
            back: self.at(""),
            confirm,
            ..Form::default()
        };
        self.form_page(&view, refusals)
    }

    fn asked(&self, name: &str, verb: &str) -> Result<Response> {
        let form = &self.req.form;
        let set = name.to_owned();
        if verb != "copy" && form.get("_confirm").trim() != name {
            return self.asking(name, verb, &[Refusal::new("web.name_not_typed").field("_confirm")]);
        }
        let order = match verb {
            "copy" => {
                Order::Copy { from: set, to: form.get("name").trim().to_owned(), title: form.get("title").to_owned() }
            }
            "move" => {
                let to = form.get("to").trim();
                if to.is_empty() {
                    return self.asking(name, verb, &[Refusal::new("web.place_missing").field("to")]);
                }
                Order::Move { set, to: Place::of(to) }
            }
            _ => Order::Remove { set },
        };
        let gone = matches!(order, Order::Remove { .. } | Order::Move { .. }) && name == self.visitor.slug;
        match self.app.house.order(self.me_id(), order) {
            // The set under the page goes: its pages cannot tell how it went.
            Ok(_) if gone => Ok(Response::see("/sets")),
            Ok(_) => self.done("settings/sets", "web-errand-ordered"),
            Err(Error::Refused(refusals)) => self.asking(name, verb, &refusals),
            Err(other) => Err(other),
        }
    }

    fn ordered(&self, order: Order) -> Result<Response> {
        self.app.house.order(self.me_id(), order)?;
        self.done("settings/sets", "web-errand-ordered")
    }

    fn restoring(&self, refusals: &[Refusal]) -> Result<Response> {
        let words = self.words();
        let typed = |name: &str| self.req.form.get(name).to_owned();
        let text = |name: &str, id: &str, required, help: Option<&str>| {
            let control = Control::Text { value: typed(name), kind: TextKind::Plain };
            named(&words, name, id, control, required, help, refusals)
        };
        let mut options = vec![Choice { value: String::new(), label: words.t("web-restore-upload") }];
        let files = self.app.house.backups()?;
        options.extend(files.into_iter().map(|f| Choice { value: f.name.clone(), label: f.name }));
        let asked = self.req.query.get("backup");
        let chosen = if asked.is_empty() { typed("backup") } else { asked.to_owned() };
        let choice = Control::Choice { value: chosen, options };
        let upload = Control::File { accept: ".fondaco".to_owned() };
        let mut notes = general(&words, refusals);
        notes.push(Note { tone: Tone::Neutral, text: words.t("web-restore-note"), link: None });
        let view = Form {
            title: words.t("web-set-restore"),
            icon: "archive-restore",
            crumbs: self.crumbs(),
            notes,
            fields: vec![
                named(&words, "backup", "web-restore-from", choice, false, None, refusals),
                named(&words, "file", "web-restore-file", upload, false, Some("web-restore-file-help"), refusals),
                text("name", "web-set-name", true, Some("web-set-name-help")),
                text("title", "web-set-title", false, None),
                named(
                    &words,
                    "keep_tokens",
                    "web-restore-tokens",
                    Control::Flag(false),
                    false,
                    Some("web-restore-tokens-help"),
                    refusals,
                ),
            ],
            action: self.at("/restore"),
            button: words.t("web-restore"),
            back: self.at(""),
            files: true,
            ..Form::default()
        };
        self.form_page(&view, refusals)
    }

    fn restore_set(&self) -> Result<Response> {
        let form = &self.req.form;
        let house = &self.app.house;
        let upload = self.req.files.iter().find(|f| f.field == "file" && f.size > 0);
        let (file, shown, uploaded) = match (upload, form.get("backup")) {
            (Some(upload), _) => (house.keep_upload(&upload.path)?, upload.name.clone(), true),
            (None, "") => return self.restoring(&[Refusal::new("web.import_no_file").field("file")]),
            (None, name) => (house.backup_file(name)?, name.to_owned(), false),
        };
        let order = Order::Restore {
            file: file.clone(),
            shown,
            name: form.get("name").trim().to_owned(),
            title: form.get("title").to_owned(),
            keep_tokens: form.get("keep_tokens") == "1",
            uploaded,
        };
        let outcome = house.order(self.me_id(), order);
        if outcome.is_err() && uploaded {
            let _ = std::fs::remove_file(&file);
        }
        match outcome {
            Ok(_) => self.done("settings/sets", "web-errand-ordered"),
            Err(Error::Refused(refusals)) => self.restoring(&refusals),
            Err(other) => Err(other),
        }
    }

    /// A backup as a download, in pieces: it may be larger than memory.
    fn download(&self, name: &str) -> Result<Response> {
        let path = self.app.house.backup_file(name)?;
        let file = std::fs::File::open(path).context("opening a backup")?;
        let length = file.metadata().context("opening a backup")?.len();
        let pieces = futures_util::stream::unfold(Arc::new(file), |file| async move {
            let reading = file.clone();
            let piece = tokio::task::spawn_blocking(move || {
                let mut piece = vec![0u8; 256 << 10];
                let read = (&*reading).read(&mut piece)?;
                piece.truncate(read);
                Ok::<_, std::io::Error>(piece)
            });
            match piece.await {
                Ok(Ok(piece)) if piece.is_empty() => None,
                Ok(Ok(piece)) => Some((Ok(Bytes::from(piece)), file)),
                Ok(Err(error)) => Some((Err(error), file)),
                Err(_) => Some((Err(std::io::Error::other("reading stopped short")), file)),
            }
        });
        Ok(crate::app::streamed(Body::from_stream(pieces.fuse()))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_LENGTH, &length.to_string())
            .header(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
            .header(header::CACHE_CONTROL, "no-store"))
    }

    fn removing_backup(&self, file: &str, refusals: &[Refusal]) -> Result<Response> {
        self.app.house.backup_file(file)?;
        let words = self.words();
        let mut notes = vec![Note { tone: Tone::Danger, text: words.t("web-backup-remove-note"), link: None }];
        if !refusals.is_empty() {
            notes.push(Note { tone: Tone::Danger, text: words.t("web-set-confirm"), link: None });
        }
        let view = Form {
            title: words.t("web-backup-remove"),
            icon: "trash-2",
            crumbs: self.crumbs(),
            notes,
            action: self.at(&format!("/backups/{}/remove", encode(file))),
            button: words.t("web-backup-remove"),
            look: Look::Danger,
            back: self.at(""),
            confirm: Some(file.to_owned()),
            ..Form::default()
        };
        self.form_page(&view, refusals)
    }

    fn remove_backup(&self, file: &str) -> Result<Response> {
        if self.req.form.get("_confirm").trim() != file {
            return self.removing_backup(file, &[Refusal::new("web.name_not_typed").field("_confirm")]);
        }
        self.app.house.remove_backup(file)?;
        let flash = flash_cookie(&self.visitor.slug, &self.words().t("web-backup-removed"), Tone::Success, None);
        Ok(Response::see(&self.at("")).cookie(&flash))
    }
}

/// What a verification found.
fn problems(outcome: &Json) -> Vec<String> {
    let all = outcome["problems"].as_array().into_iter().flatten();
    all.filter_map(Json::as_str).map(str::to_owned).collect()
}
