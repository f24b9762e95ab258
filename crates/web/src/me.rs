//! A person's own pages: how the pages look to him, his password, his second factor, and where he is signed in.

use crate::http::Response;
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Id, Refusal, Result};
use entity::{Choice as _, Entity as _, Shape};
use fast_qr::{ECL, QRBuilder};
use maud::{Markup, html};
use platform::installation::{Enrolment, Session};
use platform::{Density, Language, Theme, User};
use ui::page::{self, Column, Form, Phone, Row, Rows, SettingsTable};
use ui::part::{Cell, Choice, Control, Crumb, Field, Look, Note, Span, Tab, TextKind, Tone, Width};

impl Visit<'_> {
    /// `/{set}/me/…`
    pub fn me(&self, rest: &[&str]) -> Result<Response> {
        match (rest, self.req.reads()) {
            ([], true) => self.my_settings(&[]),
            ([], false) => self.save_my_settings(),
            (["security"], true) => self.security(&[]),
            (["security", "password"], false) => self.new_password(),
            (["security", "sessions"], false) => self.end_sessions(),
            (["security", "factor"], true) => self.factor(&[]),
            (["security", "factor"], false) => self.change_factor(),
            _ => Err(Error::not_found("page", rest.join("/"))),
        }
    }

    /// The tabs of one's own pages.
    pub fn my_tabs(&self, current: &str) -> Vec<Tab> {
        let tab = |id: &str, path: &str| Tab {
            label: self.words().t(id),
            href: format!("{}/{path}", self.base),
            current: path == current,
            count: None,
        };
        vec![tab("web-profile", "me"), tab("web-security", "me/security"), tab("web-tokens", "settings/tokens")]
    }

    fn my_settings(&self, refusals: &[Refusal]) -> Result<Response> {
        self.read(|read| {
            let words = self.words();
            let Some(id) = self.visitor.who.user else { return Err(Error::not_found("platform.user", 0)) };
            let user: User = read.get(Id::from_raw(id))?;
            let shape = read.shape(User::DEF.name)?;
            let choice = |name: &str, value: String, options: Vec<(String, String)>| {
                let options = options.into_iter().map(|(value, label)| Choice { value, label }).collect();
                self.own_field(&shape, name, Control::Choice { value, options }, refusals)
            };
            let languages = || {
                let name = |code: &str| ui::Lang::from_tag(code).unwrap_or_default().name().to_owned();
                Language::DEF.options.iter().map(|o| (o.code.to_owned(), name(o.code))).collect::<Vec<_>>()
            };
            let options = |name: &str, def: &'static entity::ChoiceDef| {
                let field = shape.field(name).copied();
                let label = |code: &str| field.map_or_else(String::new, |f| words.option(&shape, &f, code));
                def.options.iter().map(|o| (o.code.to_owned(), label(o.code))).collect::<Vec<_>>()
            };
            let mut regions = vec![(String::new(), words.t("web-same-as-language"))];
            regions.extend(languages());
            let zone = Control::Text { value: user.zone.clone().unwrap_or_default(), kind: TextKind::Plain };
            let mut shortcuts = self.own_field(&shape, "shortcuts", Control::Flag(user.shortcuts), refusals);
            shortcuts.help = Some(words.t("web-shortcuts-help"));
            let mut login = self.own_field(&shape, "login", Control::Shown(Cell::text(&*user.login)), refusals);
            login.readonly = true;
            let fields = vec![
                login,
                choice("language", user.language.code().to_owned(), languages()),
                choice("region", user.region.map_or(String::new(), |r| r.code().to_owned()), regions),
                self.own_field(&shape, "zone", zone, refusals),
                choice("density", user.density.code().to_owned(), options("density", Density::DEF)),
                choice("theme", user.theme.code().to_owned(), options("theme", Theme::DEF)),
                shortcuts,
            ];
            let view = SettingsTable {
                title: words.t("web-my-settings"),
                icon: "user",
                tabs: self.my_tabs("me"),
                form: Some((words.t("web-profile"), format!("{}/me", self.base), fields, words.t("ui-save"))),
                ..SettingsTable::default()
            };
            self.page(read, status(refusals), "", |cx| page::settings_table(cx, &view))
        })
    }

    fn own_field(&self, shape: &Shape, name: &str, control: Control, refusals: &[Refusal]) -> Field {
        let words = self.words();
        let error = refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| words.refusal(Some(shape), r));
        Field { error, ..Field::new(name, words.field(shape, name), control) }
    }

    fn save_my_settings(&self) -> Result<Response> {
        let form = self.req.form.clone();
        let Some(id) = self.visitor.who.user else { return Err(Error::not_found("platform.user", 0)) };
        let outcome = self.write(move |tx| {
            let mut user = tx.lock(Id::<User>::from_raw(id))?;
            user.language = Language::from_code(form.get("language")).unwrap_or(user.language);
            user.region = Language::from_code(form.get("region"));
            user.zone = Some(form.get("zone").trim().to_owned()).filter(|z| !z.is_empty());
            user.density = Density::from_code(form.get("density")).unwrap_or(user.density);
            user.theme = Theme::from_code(form.get("theme")).unwrap_or(user.theme);
            user.shortcuts = form.get("shortcuts") == "1";
            tx.update(&mut user).map(|_| ())
        });
        match outcome {
            Ok(()) => self.done("me", "ui-saved"),
            Err(Error::Refused(refusals)) => self.my_settings(&refusals),
            Err(other) => Err(other),
        }
    }

    /// Back to a page with a note that something is done.
    pub fn done(&self, path: &str, id: &str) -> Result<Response> {
        let flash = flash_cookie(&self.visitor.slug, &self.words().t(id), Tone::Success, None);
        Ok(Response::see(&format!("{}/{path}", self.base)).cookie(&flash))
    }

    /// A field of a form that belongs to no entity, with what was refused about it.
    pub fn plain_field(&self, name: &str, id: &str, control: Control, refusals: &[Refusal]) -> Field {
        let words = self.words();
        let error = refusals.iter().find(|r| r.field.as_deref() == Some(name)).map(|r| words.refusal(None, r));
        Field { required: true, error, span: Span::One, ..Field::new(name, words.t(id), control) }
    }

    fn secret_field(&self, name: &str, id: &str, refusals: &[Refusal]) -> Field {
        self.plain_field(name, id, Control::Text { value: String::new(), kind: TextKind::Password }, refusals)
    }

    /// Password, second factor and sessions.
    fn security(&self, refusals: &[Refusal]) -> Result<Response> {
        let me = &self.visitor.session.identity;
        let sessions = self.app.house.sessions(me.id)?;
        let words = self.words();
        let fields = vec![
            self.secret_field("old", "web-password-old", refusals),
            self.secret_field("password", "web-password-new", refusals),
            self.secret_field("again", "web-password-again", refusals),
        ];
        let column = |id: &str, width, phone| Column { label: words.t(id), width, end: false, sort: None, phone };
        let view = SettingsTable {
            title: words.t("web-my-settings"),
            icon: "user",
            tabs: self.my_tabs("me/security"),
            rows: Rows {
                label: words.t("web-sessions"),
                columns: vec![
                    column("web-session-browser", Width::L, Phone::Name),
                    column("web-session-address", Width::M, Phone::Key),
                    column("web-session-seen", Width::L, Phone::State),
                    column("ui-actions", Width::M, Phone::End),
                ],
                rows: sessions.iter().map(|s| self.session_row(s)).collect(),
                ..Rows::default()
            },
            form: Some((
                words.t("web-password-change"),
                format!("{}/me/security/password", self.base),
                fields,
                words.t("web-password-change"),
            )),
            more: Some(self.factor_card(sessions.len() > 1)),
            ..SettingsTable::default()
        };
        self.read(|read| self.page(read, status(refusals), "", |cx| page::settings_table(cx, &view)))
    }

    fn session_row(&self, session: &Session) -> Row {
        let words = self.words();
        let here = session.id == self.visitor.session.id;
        let end = if here {
            Cell::State(Tone::Success, words.t("web-session-here"))
        } else {
            Cell::Html(self.press(
                &format!("{}/me/security/sessions", self.base),
                "web-session-end",
                &[("session", &session.id)],
            ))
        };
        let browser = browser_of(&session.agent);
        Row {
            id: session.id.chars().take(12).collect(),
            name: browser.clone(),
            cells: vec![
                Cell::Text(browser),
                Cell::Text(session.address.clone()),
                Cell::Time {
                    text: self.visitor.format.relative(session.seen_at, self.app.house.store().now()),
                    iso: session.seen_at.to_string(),
                    late: false,
                },
                end,
            ],
            archived: false,
        }
    }

    /// A button that posts.
    pub fn press(&self, action: &str, id: &str, hidden: &[(&str, &str)]) -> Markup {
        html! {
            form method="post" action=(action) {
                input type="hidden" name="_token" value=(self.visitor.token);
                @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
                button.btn { (self.words().t(id)) }
            }
        }
    }

    fn factor_card(&self, elsewhere: bool) -> Markup {
        let words = self.words();
        let on = self.visitor.session.identity.factor;
        let (tone, state) = if on { (Tone::Success, "web-is-on") } else { (Tone::Neutral, "web-is-off") };
        let factor = format!("{}/me/security/factor", self.base);
        html! {
            section.card.formcard aria-labelledby="factor" {
                h2 #factor { (words.t("web-factor")) " " (ui::part::pill(tone, &words.t(state))) }
                p.mute { (words.t("web-factor-what")) }
                div.acts {
                    a.btn href=(factor) { (words.t(if on { "web-factor-off" } else { "web-factor-on" })) }
                    @if elsewhere { (self.press(&format!("{}/me/security/sessions", self.base), "web-session-end-others", &[])) }
                }
            }
        }
    }

    /// Proves one's password before something that a stolen session must not do.
    fn prove(&self, field: &str) -> Result<Vec<Refusal>> {
        let me = self.visitor.session.identity.id;
        Ok(match self.app.house.knows_password(me, self.req.form.get(field))? {
            Ok(true) => Vec::new(),
            Ok(false) => vec![Refusal::new("web.password_wrong").field(field)],
            Err(until) => {
                let left = (until.micros() - self.app.house.store().now().micros()) / 1_000_000 + 1;
                vec![Refusal::new("web.try_later").field(field).arg("seconds", left.max(1))]
            }
        })
    }

    fn new_password(&self) -> Result<Response> {
        let form = &self.req.form;
        if form.get("password") != form.get("again") {
            return self.security(&[Refusal::new("web.password_differs").field("again")]);
        }
        let wrong = self.prove("old")?;
        if !wrong.is_empty() {
            return self.security(&wrong);
        }
        let me = self.visitor.session.identity.id;
        match self.app.house.change_password(me, form.get("password"), &self.visitor.in_hand) {
            Ok(()) => self.done("me/security", "web-password-changed"),
            Err(Error::Refused(refusals)) => self.security(&refusals),
            Err(other) => Err(other),
        }
    }

    /// Ends one session, or all but this one.
    fn end_sessions(&self) -> Result<Response> {
        let me = self.visitor.session.identity.id;
        match self.req.form.get("session") {
            "" => drop(self.app.house.revoke_others(me, &self.visitor.in_hand)?),
            one => drop(self.app.house.revoke(me, one)?),
        }
        self.done("me/security", "web-session-ended")
    }

    fn factor_form(&self) -> Form {
        let words = self.words();
        let here = format!("{}/me/security", self.base);
        Form {
            title: words.t("web-factor"),
            icon: "shield",
            crumbs: vec![Crumb { label: words.t("web-security"), href: here.clone() }],
            action: format!("{here}/factor"),
            back: here,
            ..Form::default()
        }
    }

    /// The step at which setting up the second factor is.
    fn factor(&self, refusals: &[Refusal]) -> Result<Response> {
        let words = self.words();
        let me = &self.visitor.session.identity;
        let pending = if me.factor { None } else { self.app.house.pending_totp(me.id)? };
        let step = |name: &str| vec![("step".to_owned(), name.to_owned())];
        let note = |id: &str| vec![Note { tone: Tone::Neutral, text: words.t(id), link: None }];
        let mut notes: Vec<Note> = Vec::new();
        for refusal in refusals.iter().filter(|r| r.field.is_none()) {
            notes.push(Note { tone: Tone::Danger, text: words.refusal(None, refusal), link: None });
        }
        let password = || vec![self.secret_field("password", "ui-password", refusals)];
        let view = match pending {
            _ if me.factor => Form {
                notes: note("web-factor-off-note"),
                fields: password(),
                hidden: step("off"),
                button: words.t("web-factor-off"),
                look: Look::Danger,
                ..self.factor_form()
            },
            Some(enrolment) if !self.req.query.has("again") => {
                let code = Control::Text { value: String::new(), kind: TextKind::Code };
                Form {
                    lead: Some(self.scan(&enrolment)),
                    fields: vec![self.plain_field("code", "ui-code", code, refusals)],
                    hidden: step("confirm"),
                    button: words.t("web-factor-confirm"),
                    more: Some(html! { p { a.btn.ghost href="?again=1" { (words.t("web-factor-again")) } } }),
                    ..self.factor_form()
                }
            }
            _ => {
                notes.extend(note("web-factor-what"));
                Form {
                    notes,
                    fields: password(),
                    hidden: step("begin"),
                    button: words.t("web-factor-on"),
                    ..self.factor_form()
                }
            }
        };
        self.read(|read| self.page(read, status(refusals), "", |cx| page::form(cx, &view)))
    }

    /// What the authenticator scans, and the same to type.
    fn scan(&self, enrolment: &Enrolment) -> Markup {
        let words = self.words();
        let spaced: Vec<String> =
            enrolment.secret.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        html! {
            ol.howto {
                li { (words.t("web-factor-scan")) }
                li { (words.t("web-factor-type")) }
            }
            div.scan {
                (qr(&enrolment.url, &words.t("web-factor-qr")))
                div {
                    p.mute.small { (words.t("web-factor-secret")) }
                    p.mono.secret { (spaced.join(" ")) }
                    p.small { a href=(enrolment.url) data-full { (words.t("web-factor-open")) } }
                }
            }
        }
    }

    fn change_factor(&self) -> Result<Response> {
        let me = self.visitor.session.identity.id;
        let house = &self.app.house;
        match self.req.form.get("step") {
            "confirm" => match house.finish_totp(me, self.req.form.get("code")) {
                Ok(codes) => {
                    house.revoke_others(me, &self.visitor.in_hand)?;
                    self.recovery_codes(&codes)
                }
                Err(Error::Refused(refusals)) => self.factor(&refusals),
                Err(other) => Err(other),
            },
            step @ ("begin" | "off") => {
                let wrong = self.prove("password")?;
                if !wrong.is_empty() {
                    return self.factor(&wrong);
                }
                if step == "off" {
                    house.remove_totp(me)?;
                    return self.done("me/security", "web-factor-is-off");
                }
                match house.begin_totp(me) {
                    Ok(_) => Ok(Response::see(&format!("{}/me/security/factor", self.base))),
                    Err(Error::Refused(refusals)) => self.factor(&refusals),
                    Err(other) => Err(other),
                }
            }
            _ => self.factor(&[]),
        }
    }

    /// Shown once, right after the first code was accepted.
    fn recovery_codes(&self, codes: &[String]) -> Result<Response> {
        let words = self.words();
        let back = format!("{}/me/security", self.base);
        let view = SettingsTable {
            title: words.t("web-factor-codes"),
            icon: "shield-check",
            crumbs: vec![Crumb { label: words.t("web-security"), href: back.clone() }],
            notes: vec![
                Note { tone: Tone::Success, text: words.t("web-factor-is-on"), link: None },
                Note { tone: Tone::Warn, text: words.t("web-factor-codes-note"), link: None },
            ],
            more: Some(html! {
                section.card.formcard aria-label=(words.t("web-factor-codes")) {
                    ul.codes.mono { @for code in codes { li { (code) } } }
                    div.acts { a.btn.pri href=(back) { (words.t("web-factor-kept")) } }
                }
            }),
            ..SettingsTable::default()
        };
        self.read(|read| self.page(read, StatusCode::OK, "", |cx| page::settings_table(cx, &view)))
    }
}

fn status(refusals: &[Refusal]) -> StatusCode {
    if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// "Firefox, Linux" from what a browser says about itself; names of products are the same in every language.
fn browser_of(agent: &str) -> String {
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // The order matters: Chromium calls itself Safari too, and Edge calls itself Chrome.
    let browser = known(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

/// A QR code as a drawing: dark on light whatever the theme, with the quiet border that readers need.
fn qr(text: &str, label: &str) -> Markup {
    const QUIET: usize = 4;
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return html! {} };
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|&at| code[y][at].value()).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    let side = code.size + 2 * QUIET;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_what_people_call_it() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0";
        assert_eq!(browser_of(agent), "Edge, Linux");
        assert_eq!(browser_of("curl/8.5"), "curl/8.5");
    }

    #[test]
    fn a_code_to_scan_has_its_three_corners_and_a_quiet_border() {
        let drawn =
            qr("otpauth://totp/Fondaco:ana%40x.example?secret=JBSWY3DPEHPK3PXP&issuer=Fondaco", "QR").into_string();
        assert!(drawn.contains("M4 4h7v1h-7z"), "the first corner begins after the border");
        assert!(!drawn.contains("style="), "nothing that the content policy forbids");
    }
}
