//! Signing in and out, choosing an account set, and who stands behind a request.

use crate::app::App;
use crate::http::{Request, Response, encode};
use crate::visit::Visitor;
use crate::words::Words;
use axum::http::StatusCode;
use base::{Error, Id, Instant, Result};
use platform::installation::{Session, SessionToken, SignIn, Standing};
use platform::{Density as Rows, Theme as Looks, User};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{Set, Who};
use ui::page::{self, ChooseSet, SetLink, SignInStep};
use ui::{Cx, Density, Format, Lang, Theme};

/// The cookie that holds the session's token.
const COOKIE: &str = "fondaco";
/// The cookie that waits for a code.
const CHALLENGE: &str = "fondaco_code";

/// `/`, `/sign-in`, `/sign-out`, `/sets`.
pub fn answer(app: &App, req: &Request) -> Response {
    let outcome = match (req.parts().as_slice(), req.reads()) {
        ([], true) => home(app, req),
        (["sets"], true) => choose(app, req),
        (["sets", "new"], _) => first_set(app, req),
        (["sign-in"], true) => Ok(show(app, req, SignInStep::Password { login: String::new() }, None, StatusCode::OK)),
        (["sign-in"], false) => sign_in(app, req),
        (["sign-in", "code"], false) => confirm(app, req),
        (["sign-out"], false) => sign_out(app, req),
        _ => Err(Error::not_found("page", req.here())),
    };
    outcome.unwrap_or_else(|error| crate::app::fail(app, req, None, &error))
}

/// Nobody is signed in: first that, then on to where one wanted to go.
pub fn sign_in_first(req: &Request) -> Response {
    if req.wants_json() {
        return Response::json(StatusCode::UNAUTHORIZED, &serde_json::json!({ "message": "" }));
    }
    // A form that was posted leads back to the page it stood on.
    let origin = format!("http://{}", req.header("host"));
    let page = req.header("referer");
    let page = page.strip_prefix(&origin).or_else(|| page.strip_prefix(&origin.replacen("http", "https", 1)));
    let goal = if req.reads() { req.here() } else { page.unwrap_or("/").to_owned() };
    Response::see(&format!("/sign-in?next={}", encode(&goal)))
}

fn session(app: &App, req: &Request) -> Result<Option<(SessionToken, Session)>> {
    let Some(text) = req.cookie(COOKIE).filter(|t| t.len() <= 200) else { return Ok(None) };
    let token = SessionToken::from_cookie(&text);
    Ok(app.house.session(&token)?.map(|session| (token, session)))
}

/// The token of a session's forms: whoever does not hold the session cannot know it.
fn form_token(token: &SessionToken) -> String {
    let sum = Sha256::new().chain_update("form").chain_update(token.expose()).finalize();
    sum.iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// True when a post came from one of our own pages: same origin, and the session's token in form or header.
pub fn genuine(req: &Request, token: &str) -> bool {
    let sent = if req.form.has("_token") { req.form.get("_token") } else { req.header("x-token") };
    same_origin(req) && !token.is_empty() && sent == token
}

fn same_origin(req: &Request) -> bool {
    let site = req.header("sec-fetch-site");
    let origin = req.header("origin");
    let host = req.header("host");
    let from_here = origin.is_empty() || origin.split_once("://").is_some_and(|(_, name)| name == host);
    matches!(site, "" | "same-origin" | "none") && from_here
}

/// Who visits this set with a browser; nobody when there is no session. A set one is no member of is not found.
pub fn visitor(app: &App, req: &Request, slug: &str) -> Result<Option<Visitor>> {
    let Some((token, session)) = session(app, req)? else { return Ok(None) };
    let member = app.house.memberships(session.identity.id)?.into_iter().find(|m| m.set == slug);
    let Some(member) = member else {
        // On its way out it is neither there nor gone.
        return match app.house.standing(slug)? {
            Some(Standing::Leaving) => {
                Err(Error::Unavailable(format!("the account set {slug} is being removed or moved")))
            }
            _ => Err(Error::not_found("account set", slug)),
        };
    };
    let set = app.house.set(slug)?;
    let (user, zone) = set.read(&Who::program("visit"), |read| {
        let user: User = read.get(Id::from_raw(member.user))?;
        Ok((user, read.zone().to_owned()))
    })?;
    if !user.active || user.head.archived_at.is_some() {
        return Err(Error::forbidden("platform.user", "sign_in"));
    }
    let lang = Lang::from_tag(user.language.code()).unwrap_or_default();
    let region = user.region.and_then(|r| Lang::from_tag(r.code())).unwrap_or(lang);
    let zone = user.zone.clone().unwrap_or(zone);
    Ok(Some(Visitor {
        slug: slug.to_owned(),
        title: member.title,
        set,
        who: Who::user(member.user, format!("{} {}", req.method, req.here().split('?').next().unwrap_or_default())),
        name: user.name.clone(),
        lang,
        format: Format::new(lang).in_region(region).in_zone(zone),
        theme: match user.theme {
            Looks::System => Theme::System,
            Looks::Light => Theme::Light,
            Looks::Dark => Theme::Dark,
        },
        density: match user.density {
            Rows::Compact => Density::Compact,
            Rows::Default => Density::Default,
            Rows::Cozy => Density::Cozy,
        },
        token: form_token(&token),
        shortcuts: user.shortcuts,
        in_hand: token,
        session,
        flash: None,
    }))
}

/// Who calls the API of this set: a bearer token, or the browser's session with its form token.
pub fn caller(app: &App, req: &Request, slug: &str) -> Result<Option<(Arc<Set>, Who)>> {
    if let Some(text) = req.header("authorization").strip_prefix("Bearer ") {
        // A token opens only its own set; whether the set exists is told to nobody else.
        let set = match app.house.set(slug) {
            Ok(set) => set,
            Err(error @ Error::Unavailable(_)) => return Err(error),
            Err(_) => return Ok(None),
        };
        let who = platform::token::authenticate(&set, text.trim())?;
        return Ok(who.map(|who| (set, who)));
    }
    let Ok(Some(visitor)) = visitor(app, req, slug) else { return Ok(None) };
    let genuine = req.reads() || genuine(req, &visitor.token);
    Ok(genuine.then_some((visitor.set, visitor.who)))
}

/// `/` leads to the only set, or to the choice.
fn home(app: &App, req: &Request) -> Result<Response> {
    let Some((_, session)) = session(app, req)? else { return Ok(sign_in_first(req)) };
    Ok(match app.house.memberships(session.identity.id)?.as_slice() {
        [only] => Response::see(&format!("/{}", only.set)),
        _ => Response::see("/sets"),
    })
}

fn language(req: &Request) -> Lang {
    let chosen =
        Some(req.query.get("lang")).filter(|l| !l.is_empty()).map(str::to_owned).or_else(|| req.cookie("lang"));
    chosen.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_else(|| Lang::negotiate(req.header("accept-language")))
}

fn choose(app: &App, req: &Request) -> Result<Response> {
    let Some((token, session)) = session(app, req)? else { return Ok(sign_in_first(req)) };
    let sets = app.house.memberships(session.identity.id)?;
    let link =
        |m: platform::installation::Member| SetLink { href: format!("/{}", m.set), name: m.title, remark: m.set };
    let view = ChooseSet {
        name: "Fondaco".to_owned(),
        sets: sets.into_iter().map(link).collect(),
        create: app.house.is_steward(session.identity.id)?.then(|| "/sets/new".to_owned()),
        sign_out: "/sign-out".to_owned(),
    };
    let token = form_token(&token);
    let lang = Lang::from_tag(&session.identity.language).unwrap_or_else(|| language(req));
    let cx = Cx { token: &token, partial: req.partial(), ..Cx::new(&app.messages, lang) };
    Ok(Response::html(StatusCode::OK, page::choose_set(&cx, &view)))
}

/// The page that founds a set for somebody who may be in none yet.
fn first_set(app: &App, req: &Request) -> Result<Response> {
    let Some((token, session)) = session(app, req)? else { return Ok(sign_in_first(req)) };
    let token = form_token(&token);
    let lang = Lang::from_tag(&session.identity.language).unwrap_or_else(|| language(req));
    let words = Words { messages: &app.messages, lang };
    let mut refusals = Vec::new();
    if !req.reads() {
        if !genuine(req, &token) {
            return Err(Error::forbidden("session", "sign_in"));
        }
        match crate::sets::found(&app.house, session.identity.id, &req.form) {
            Ok(name) => return Ok(Response::see(&format!("/{name}"))),
            Err(Error::Refused(found)) => refusals = found,
            Err(other) => return Err(other),
        }
    } else if !app.house.is_steward(session.identity.id)? {
        return Err(Error::forbidden("installation", "create"));
    }
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = crate::sets::founding_form(&words, "/sets/new", "/sets", &req.form, &refusals);
    let cx = Cx { token: &token, partial: req.partial(), ..Cx::new(&app.messages, lang) };
    Ok(Response::html(status, page::form(&cx, &view)))
}

fn show(app: &App, req: &Request, step: SignInStep, error: Option<String>, status: StatusCode) -> Response {
    let lang = language(req);
    let next = goal(req);
    let code = matches!(step, SignInStep::Code { .. });
    let view = page::SignIn {
        name: "Fondaco".to_owned(),
        action: if code { "/sign-in/code" } else { "/sign-in" }.to_owned(),
        step,
        languages: Lang::ALL
            .iter()
            .map(|l| (*l, format!("/sign-in?lang={}&next={}", l.tag(), encode(&next))))
            .collect(),
        next,
        error,
        help: None,
    };
    let response = Response::html(status, page::sign_in(&Cx::new(&app.messages, lang), &view));
    response.cookie(&format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.tag()))
}

/// Where to go after signing in: only a place of ours.
fn goal(req: &Request) -> String {
    let next = if req.form.has("next") { req.form.get("next") } else { req.query.get("next") };
    let ours =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']) && next.len() < 2_000;
    if ours { next.to_owned() } else { "/".to_owned() }
}

fn cookie(app: &App, name: &str, value: &str, seconds: Option<i64>) -> String {
    let age = seconds.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    let secure = if app.secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}

fn sign_in(app: &App, req: &Request) -> Result<Response> {
    if !same_origin(req) {
        return Err(Error::forbidden("session", "sign_in"));
    }
    let (login, password) = (req.form.get("login"), req.form.get("password"));
    let old = req.cookie(COOKIE).map(|t| SessionToken::from_cookie(&t));
    let outcome = app.house.sign_in(login, password, &req.address, req.header("user-agent"), old.as_ref())?;
    let again = SignInStep::Password { login: login.chars().take(254).collect() };
    Ok(welcome(app, req, outcome, again, "web-wrong_sign_in"))
}

fn confirm(app: &App, req: &Request) -> Result<Response> {
    if !same_origin(req) {
        return Err(Error::forbidden("session", "sign_in"));
    }
    let Some(challenge) = req.cookie(CHALLENGE) else { return Ok(sign_in_first(req)) };
    let outcome = app.house.confirm_totp(
        &SessionToken::from_cookie(&challenge),
        req.form.get("code"),
        &req.address,
        req.header("user-agent"),
    )?;
    Ok(welcome(app, req, outcome, SignInStep::Code { ticket: String::new() }, "web-wrong_code"))
}

fn welcome(app: &App, req: &Request, outcome: SignIn, again: SignInStep, wrong: &str) -> Response {
    let words = Words { messages: &app.messages, lang: language(req) };
    match outcome {
        SignIn::Welcome { token, .. } => Response::see(&goal(req))
            .cookie(&cookie(app, COOKIE, token.expose(), None))
            .cookie(&cookie(app, CHALLENGE, "", Some(0))),
        SignIn::NeedsTotp { challenge } => {
            show(app, req, SignInStep::Code { ticket: String::new() }, None, StatusCode::OK).cookie(&cookie(
                app,
                CHALLENGE,
                challenge.expose(),
                Some(600),
            ))
        }
        SignIn::Throttled { until } => {
            let seconds = seconds_until(until, app.house.store().now());
            let text = words.t_args("web-try_later", &[("seconds", ui::Arg::Text(&seconds.to_string()))]);
            show(app, req, again, Some(text), StatusCode::TOO_MANY_REQUESTS)
        }
        SignIn::Refused => show(app, req, again, Some(words.t(wrong)), StatusCode::UNPROCESSABLE_ENTITY),
    }
}

fn seconds_until(until: Instant, now: Instant) -> i64 {
    ((until.micros() - now.micros()) / 1_000_000 + 1).max(1)
}

fn sign_out(app: &App, req: &Request) -> Result<Response> {
    if let Some((token, _)) = session(app, req)?
        && genuine(req, &form_token(&token))
    {
        app.house.sign_out(&token)?;
    }
    let gone = Response::see("/sign-in").cookie(&cookie(app, COOKIE, "", Some(0)));
    Ok(gone.header(axum::http::HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\""))
}
