//! Settings of an account set: users and rights, the small lists, modules, tokens.

use crate::http::Response;
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Id, Result};
use entity::Shape;
use std::sync::Arc;
use store::action;
use ui::page::{self, Column, Phone, Row, Rows, SettingsTable};
use ui::part::{Action, Cell, Control, Empty, Field, Note, Span, Tab, TextKind, Tone, Width};

impl Visit<'_> {
    /// `/{set}/settings/…`
    pub fn settings(&self, rest: &[&str]) -> Result<Response> {
        match (rest, self.req.reads()) {
            ([] | ["lists"], true) => self.list_of_lists(),
            (["sets", rest @ ..], _) => self.sets(rest),
            (["jobs", rest @ ..], _) => self.jobs(rest),
            (["modules"], true) => self.modules(),
            (["modules", name, "on"], false) => self.switch(name, true),
            (["modules", name, "off"], false) => self.switch(name, false),
            (["tokens"], true) => self.tokens(None),
            (["tokens"], false) => self.make_token(),
            (["tokens", id, "revoke"], false) => self.revoke_token(id),
            _ => Err(Error::not_found("page", rest.join("/"))),
        }
    }

    /// The tabs of the settings, those of the installation for whoever looks after it.
    pub fn settings_tabs(&self, current: &str) -> Vec<Tab> {
        let words = self.words();
        let tab = |id: &str, path: &str| Tab {
            label: words.t(id),
            href: format!("{}/settings/{path}", self.base),
            current: path == current,
            count: None,
        };
        let mut tabs = vec![tab("web-rights", "lists"), tab("web-modules", "modules")];
        if self.sees_jobs() {
            tabs.push(tab("web-jobs", "jobs"));
        }
        // Without an answer there is no tab; the page asks again and says why.
        if self.is_steward().unwrap_or(false) {
            tabs.push(tab("web-sets", "sets"));
        }
        tabs
    }

    fn empty(&self) -> Empty {
        Empty { icon: "settings", text: self.words().t("ui-nothing-found"), actions: Vec::new() }
    }

    /// Everything that has a list and no place in the sidebar.
    fn list_of_lists(&self) -> Result<Response> {
        self.read(|read| {
            let access = read.access()?;
            let words = self.words();
            let hidden = |s: &&Arc<Shape>| {
                s.enabled
                    && s.def.line_of.is_none()
                    && (s.def.module() == "platform" || s.def.open || s.def.aside)
                    && access.may(s, action::READ)
            };
            let rows = read.model().shapes.iter().filter(hidden).map(|s| Row {
                id: s.name().to_owned(),
                name: words.plural(s),
                cells: vec![
                    Cell::Key { text: words.plural(s), href: self.path(s) },
                    Cell::Text(words.module(s.def.module())),
                ],
                archived: false,
            });
            let column =
                |id: &str, phone| Column { label: words.t(id), width: Width::Xl, end: false, sort: None, phone };
            let view = SettingsTable {
                title: words.t("ui-settings"),
                icon: "settings",
                tabs: self.settings_tabs("lists"),
                rows: Rows {
                    label: words.t("web-lists"),
                    columns: vec![column("web-list", Phone::Name), column("web-module", Phone::End)],
                    rows: rows.collect(),
                    ..Rows::default()
                },
                empty: self.empty(),
                ..SettingsTable::default()
            };
            self.page(read, StatusCode::OK, "", |cx| page::settings_table(cx, &view))
        })
    }

    /// Modules of the set: switching one off hides its pages and routes; its records stay.
    fn modules(&self) -> Result<Response> {
        self.read(|read| {
            let access = read.access()?;
            let words = self.words();
            let state = read.shape("platform.module_state")?;
            let may = access.may(&state, action::EDIT) && access.may(&state, action::CREATE);
            let modules = read.registry().modules.iter().filter(|m| m.name != "platform");
            let rows = modules.map(|m| {
                let on = read.model().shapes.iter().any(|s| s.def.module() == m.name && s.enabled);
                let verb = if on { "off" } else { "on" };
                let button = maud::html! {
                    @if may {
                        form method="post" action={ (self.base) "/settings/modules/" (m.name) "/" (verb) } {
                            input type="hidden" name="_token" value=(self.visitor.token);
                            button.btn { (words.t(if on { "web-switch-off" } else { "web-switch-on" })) }
                        }
                    }
                };
                let tone = if on { Tone::Success } else { Tone::Neutral };
                Row {
                    id: m.name.to_owned(),
                    name: words.module(m.name),
                    cells: vec![
                        Cell::Text(words.module(m.name)),
                        Cell::State(tone, words.t(if on { "web-is-on" } else { "web-is-off" })),
                        Cell::Html(button),
                    ],
                    archived: false,
                }
            });
            let column = |id: &str, width, phone| Column { label: words.t(id), width, end: false, sort: None, phone };
            let view = SettingsTable {
                title: words.t("web-modules"),
                icon: "blocks",
                tabs: self.settings_tabs("modules"),
                notes: vec![Note { tone: Tone::Neutral, text: words.t("web-modules-note"), link: None }],
                rows: Rows {
                    label: words.t("web-modules"),
                    columns: vec![
                        column("web-module", Width::Xl, Phone::Name),
                        column("web-state", Width::M, Phone::State),
                        column("ui-actions", Width::L, Phone::End),
                    ],
                    rows: rows.collect(),
                    ..Rows::default()
                },
                empty: self.empty(),
                ..SettingsTable::default()
            };
            self.page(read, StatusCode::OK, "", |cx| page::settings_table(cx, &view))
        })
    }

    fn switch(&self, name: &str, on: bool) -> Result<Response> {
        let module = name.to_owned();
        self.write(move |tx| {
            tx.allowed(&*tx.shape("platform.module_state")?, action::EDIT)?;
            platform::module_state::switch(tx, &module, on)
        })?;
        let flash = flash_cookie(&self.visitor.slug, &self.words().t("ui-saved"), Tone::Success, None);
        Ok(Response::see(&format!("{}/settings/modules", self.base)).cookie(&flash))
    }

    /// One's own API tokens, and the form for a new one; a new token's text is shown this once.
    fn tokens(&self, made: Option<&str>) -> Result<Response> {
        self.read(|read| {
            let words = self.words();
            let user = self.visitor.who.user.unwrap_or(0);
            let own: Vec<platform::Token> =
                read.select("owner = $1 AND archived_at IS NULL ORDER BY label", &[user.into()])?;
            let shape = read.shape("platform.token")?;
            let time = |at: Option<base::Instant>| {
                at.map_or(Cell::Empty, |at| Cell::Time {
                    text: self.visitor.format.instant(at),
                    iso: at.to_string(),
                    late: false,
                })
            };
            let rows = own.iter().map(|t| Row {
                id: t.head.id.to_string(),
                name: t.label.clone(),
                cells: vec![
                    Cell::Key { text: t.label.clone(), href: format!("{}/{}", self.path(&shape), t.head.id) },
                    Cell::Text(t.scopes.as_ref().map_or_else(|| words.t("web-token-all"), |s| s.0.replace('\n', ", "))),
                    time(t.used_at),
                    time(t.expires_at),
                    Cell::Html(self.press(
                        &format!("{}/settings/tokens/{}/revoke", self.base, t.head.id),
                        "web-token-revoke",
                        &[],
                    )),
                ],
                archived: false,
            });
            let column = |name: &str, phone| Column {
                label: words.field(&shape, name),
                width: Width::L,
                end: false,
                sort: None,
                phone,
            };
            let notes = made.map(|text| Note {
                tone: Tone::Success,
                text: format!("{} {text}", words.t("web-token-made")),
                link: None,
            });
            let field = |name: &str, control, required| Field {
                name: name.to_owned(),
                label: words.field(&shape, name),
                control,
                required,
                readonly: false,
                help: None,
                error: None,
                span: Span::Row,
            };
            let mut fields = vec![
                field("label", Control::Text { value: String::new(), kind: TextKind::Plain }, true),
                field("scopes", Control::Long(String::new()), false),
            ];
            if let Some(scopes) = fields.last_mut() {
                scopes.help = Some(words.t("web-token-scopes-help"));
            }
            let view = SettingsTable {
                title: words.t("web-tokens"),
                icon: "key",
                tabs: self.my_tabs("settings/tokens"),
                notes: notes.into_iter().collect(),
                rows: Rows {
                    label: words.t("web-tokens"),
                    columns: vec![
                        column("label", Phone::Name),
                        column("scopes", Phone::Key),
                        column("used_at", Phone::State),
                        column("expires_at", Phone::Rest),
                        Column {
                            label: words.t("ui-actions"),
                            width: Width::M,
                            end: false,
                            sort: None,
                            phone: Phone::End,
                        },
                    ],
                    rows: rows.collect(),
                    ..Rows::default()
                },
                empty: Empty {
                    icon: "key",
                    text: words.t_args("web-nothing-yet", &[("entity", ui::Arg::Text(&words.t("web-tokens")))]),
                    actions: Vec::new(),
                },
                form: Some((
                    words.t("web-new-token"),
                    format!("{}/settings/tokens", self.base),
                    fields,
                    words.t("ui-create"),
                )),
                actions: vec![Action::link("OpenAPI", format!("{}/api/openapi.json", self.base)).icon("book-open")],
                ..SettingsTable::default()
            };
            self.page(read, StatusCode::OK, "", |cx| page::settings_table(cx, &view))
        })
    }

    fn revoke_token(&self, id: &str) -> Result<Response> {
        let id = id.parse().map_err(|_| Error::not_found("platform.token", id))?;
        self.write(move |tx| platform::token::revoke(tx, id))?;
        self.done("settings/tokens", "web-token-revoked")
    }

    fn make_token(&self) -> Result<Response> {
        let text = platform::token::draw()?;
        let label = self.req.form.get("label").trim().to_owned();
        let scopes: Vec<String> =
            self.req.form.get("scopes").lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        let owner = Id::from_raw(self.visitor.who.user.unwrap_or(0));
        let kept = text.clone();
        self.write(move |tx| platform::token::create(tx, &kept, &label, owner, &scopes, None).map(|_| ()))?;
        self.tokens(Some(text.expose()))
    }
}
