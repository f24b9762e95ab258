//! The server: it takes requests from the network, limits them, and hands them to the pages on threads that may wait.

use crate::api::{self, Caller};
use crate::door;
use crate::http::{Content, Pairs, Request, Response, Upload};
use crate::pages::{Crowd, Pages};
use crate::visit::{Visit, Visitor, flash};
use crate::words::Words;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequest, Multipart, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::IntoResponse;
use base::{Context, Error, Result};
use entity::Shape;
use platform::installation::{Installation, Standing};
use serde_json::json;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use store::Registry;
use tower_http::compression::CompressionLayer;
use ui::page::{self, Failure};
use ui::part::Action;
use ui::{Cx, Lang, Messages};

/// Most bytes of an ordinary request.
const BODY: usize = 8 << 20;
/// Most bytes of an upload.
const UPLOAD: u64 = 200 << 20;

/// The program as the web serves it.
pub struct App {
    /// All words of all modules.
    pub messages: Messages,
    /// Identities, sessions, account sets.
    pub house: Arc<Installation>,
    /// Names this server answers to besides the local ones.
    pub hosts: Vec<String>,
    /// True behind https: cookies say `Secure`.
    pub secure: bool,
    /// True behind a proxy that says who asks.
    pub proxied: bool,
    /// Pages and panels of the modules.
    pub pages: Pages,
    pub(crate) streams: crate::events::Streams,
    pub(crate) crowd: Crowd,
    pub(crate) paper: paper::Paper,
}

/// All words: the screens', the pages', and each module's.
pub fn messages(registry: &Registry) -> Result<Messages> {
    let own = [
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ];
    let mut sources: Vec<(&str, &str)> = ui::i18n::SOURCES.to_vec();
    sources.extend(own);
    sources.extend(exchange::MESSAGES);
    sources.extend(paper::MESSAGES);
    sources.extend(registry.modules.iter().flat_map(|m| m.messages.iter().copied()));
    Messages::build(&sources).context("reading the messages")
}

impl App {
    /// The program over an installation.
    pub fn new(house: Arc<Installation>, registry: &Registry, hosts: Vec<String>, secure: bool) -> Result<App> {
        let messages = messages(registry)?;
        let paper = paper::Paper::default();
        let (streams, crowd) = (crate::events::Streams::default(), Crowd::default());
        Ok(App { messages, house, hosts, secure, proxied: false, pages: Pages::default(), streams, crowd, paper })
    }

    /// With the pages that modules draw themselves.
    pub fn with_pages(self, pages: Pages) -> App {
        App { pages, ..self }
    }

    /// Believes the last address that the proxy before us put into `X-Forwarded-For`.
    pub fn behind_proxy(self, proxied: bool) -> App {
        App { proxied, ..self }
    }
}

/// Serves until `stop` is done.
pub async fn serve(
    app: Arc<App>,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let service = axum::Router::new()
        .fallback(handle)
        .layer(CompressionLayer::new())
        .with_state(app)
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await.context("serving")
}

async fn handle(
    State(app): State<Arc<App>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    req: axum::extract::Request,
) -> axum::response::Response {
    let mut response = match prepare(&app, from, req).await {
        Ok(Prepared::Done(response)) => response.into_axum(),
        Ok(Prepared::Ask(request)) if is_stream(&request) => crate::events::stream(app.clone(), *request).await,
        Ok(Prepared::Ask(request)) => {
            let asked = app.clone();
            match tokio::task::spawn_blocking(move || answer(&asked, &request)).await {
                Ok(response) => response.into_axum(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Err(response) => response.into_axum(),
    };
    secure_headers(&app, response.headers_mut());
    response
}

fn is_stream(req: &Request) -> bool {
    req.method == Method::GET && matches!(req.parts().as_slice(), [_, "events"])
}

fn secure_headers(app: &App, headers: &mut HeaderMap) {
    let mut put = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, ui::assets::CONTENT_SECURITY_POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(self), microphone=()");
    if app.secure {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

/// Who asks: the connection's other end, or whoever the proxy names last.
fn sender(app: &App, from: SocketAddr, headers: &HeaderMap) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next());
    let named = forwarded.map(str::trim).filter(|name| app.proxied && name.parse::<std::net::IpAddr>().is_ok());
    named.map_or_else(|| from.ip().to_string(), str::to_owned)
}

enum Prepared {
    Ask(Box<Request>),
    Done(Response),
}

/// Reads the request within its limits. What is wrong with it is answered here.
async fn prepare(app: &App, from: SocketAddr, req: axum::extract::Request) -> Result<Prepared, Response> {
    let (parts, body) = req.into_parts();
    if !host_known(app, &parts.headers) {
        return Err(plain(StatusCode::MISDIRECTED_REQUEST, "web-host_unknown", app));
    }
    let Some(path) = path_of(parts.uri.path()) else {
        return Err(plain(StatusCode::BAD_REQUEST, "ui-error-not-found", app));
    };
    if let Some(rest) = parts.uri.path().strip_prefix("/assets/") {
        return Ok(Prepared::Done(asset(rest, &parts.headers)));
    }
    let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
    if ![Method::GET, Method::POST, Method::PATCH, Method::DELETE].contains(&method) {
        return Err(plain(StatusCode::METHOD_NOT_ALLOWED, "web-method_not_allowed", app)
            .header(header::ALLOW, "GET, HEAD, POST, PATCH, DELETE"));
    }
    let query = Pairs::parse(parts.uri.query().unwrap_or("").as_bytes());
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_ascii_lowercase();
    let mut request = Request {
        method,
        path,
        query,
        form: Pairs::default(),
        body: Bytes::new(),
        files: Vec::new(),
        headers: parts.headers.clone(),
        address: sender(app, from, &parts.headers),
    };
    if kind.starts_with("multipart/form-data") {
        let rebuilt = axum::extract::Request::from_parts(parts, body);
        let multipart = Multipart::from_request(rebuilt, &()).await;
        let multipart = multipart.map_err(|_| plain(StatusCode::BAD_REQUEST, "web-lines_unreadable", app))?;
        read_multipart(app, multipart, &mut request).await?;
    } else {
        let bytes = axum::body::to_bytes(body, BODY).await;
        request.body = bytes.map_err(|_| too_large(app, (BODY >> 20) as u64))?;
        if kind.starts_with("application/x-www-form-urlencoded") {
            request.form = Pairs::parse(&request.body);
        }
    }
    Ok(Prepared::Ask(Box::new(request)))
}

/// Uploaded files go to temporary files, so that memory stays small whatever their size.
async fn read_multipart(app: &App, mut multipart: Multipart, request: &mut Request) -> Result<(), Response> {
    let broken = |_| plain(StatusCode::BAD_REQUEST, "web-lines_unreadable", app);
    let mut total = 0u64;
    while let Some(mut part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                bytes.extend_from_slice(&chunk);
                if bytes.len() > BODY {
                    return Err(too_large(app, (BODY >> 20) as u64));
                }
            }
            request.form.0.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            continue;
        };
        let mut file = tempfile::NamedTempFile::new()
            .map_err(|_| plain(StatusCode::SERVICE_UNAVAILABLE, "ui-error-unavailable", app))?;
        let before = total;
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            total += chunk.len() as u64;
            if total > UPLOAD {
                return Err(too_large(app, UPLOAD >> 20));
            }
            file.write_all(&chunk).map_err(|_| plain(StatusCode::SERVICE_UNAVAILABLE, "ui-error-unavailable", app))?;
        }
        // Only the last part of the name, whatever separators the sender's system uses.
        let shown = file_name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(200)
            .collect();
        let keep = file.into_temp_path();
        request.files.push(Upload {
            field: name,
            name: shown,
            path: keep.to_path_buf(),
            size: total - before,
            _keep: keep,
        });
        if request.files.len() > 20 {
            return Err(too_large(app, UPLOAD >> 20));
        }
    }
    Ok(())
}

fn plain(status: StatusCode, id: &str, app: &App) -> Response {
    let text = app.messages.t(Lang::En, id).to_owned();
    Response {
        status,
        headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))],
        body: Content::Bytes(text.into()),
    }
}

fn too_large(app: &App, most: u64) -> Response {
    let text = app.messages.t_args(Lang::En, "web-too_large", &[("most", ui::Arg::Text(&most.to_string()))]);
    let mut response = plain(StatusCode::PAYLOAD_TOO_LARGE, "web-too_large", app);
    response.body = Content::Bytes(text.into());
    response.header(header::CONNECTION, "close")
}

/// A name that only resolves here must not reach us: another site could have pointed it at this address.
fn host_known(app: &App, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("");
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    matches!(name, "localhost" | "127.0.0.1" | "::1") || app.hosts.iter().any(|h| h.eq_ignore_ascii_case(name))
}

/// The path's parts; nothing when it is not one of ours.
fn path_of(path: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    for part in path.split('/').filter(|p| !p.is_empty()) {
        let decoded = percent_encoding::percent_decode_str(part).decode_utf8().ok()?.into_owned();
        if decoded == "." || decoded == ".." || decoded.contains(['/', '\\', '\0']) || decoded.len() > 500 {
            return None;
        }
        parts.push(decoded);
    }
    (parts.len() <= 8).then_some(parts)
}

fn asset(rest: &str, headers: &HeaderMap) -> Response {
    let (hash, path) = rest.split_once('/').unwrap_or(("", rest));
    let Some(found) = ui::assets::asset(path) else {
        return Response { status: StatusCode::NOT_FOUND, headers: Vec::new(), body: Content::Bytes(Bytes::new()) };
    };
    let fresh = hash == ui::assets::HASH && !cfg!(debug_assertions);
    let cache = if fresh { "public, max-age=31536000, immutable" } else { "no-cache" };
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let base = |bytes: Bytes| Response { status: StatusCode::OK, headers: Vec::new(), body: Content::Bytes(bytes) };
    let response = match found.brotli.filter(|_| accepts.contains("br")) {
        Some(packed) => base(Bytes::from_static(packed)).header(header::CONTENT_ENCODING, "br"),
        None => base(Bytes::from(found.raw.into_owned())),
    };
    response
        .header(header::CONTENT_TYPE, found.mime)
        .header(header::CACHE_CONTROL, cache)
        .header(header::VARY, "Accept-Encoding")
}

/// The way of every request that is no asset and no stream.
fn answer(app: &App, req: &Request) -> Response {
    match req.parts().as_slice() {
        [slug, "api", rest @ ..] => gone(app, req, slug).unwrap_or_else(|| answer_api(app, req, slug, rest)),
        [] | ["sign-in" | "sign-out" | "sets", ..] => door::answer(app, req),
        [slug, rest @ ..] => match crate::pages::outside(app, req, slug, rest) {
            Some(response) => response,
            None => inside(app, req, slug, rest),
        },
    }
}

/// The pages of an account set, for whoever is signed in.
fn inside(app: &App, req: &Request, slug: &str, rest: &[&str]) -> Response {
    match door::visitor(app, req, slug) {
        Ok(Some(visitor)) => visit(app, req, visitor, rest),
        Ok(None) => door::sign_in_first(req),
        Err(error @ Error::NotFound { .. }) => gone(app, req, slug).unwrap_or_else(|| fail(app, req, None, &error)),
        Err(error) => fail(app, req, None, &error),
    }
}

/// 410 for a set that was removed or moved away, for whoever shows that he once got in.
fn gone(app: &App, req: &Request, slug: &str) -> Option<Response> {
    let known = !req.header("authorization").is_empty() || req.cookie("fondaco").is_some();
    if !known || !matches!(app.house.standing(slug), Ok(Some(Standing::Gone))) {
        return None;
    }
    let words = Words { messages: &app.messages, lang: Lang::negotiate(req.header("accept-language")) };
    let text = words.t("web-set-gone");
    if req.wants_json() || req.parts().get(1) == Some(&"api") {
        let body =
            json!({ "type": "about:blank", "title": "Gone", "status": 410, "code": "web.set_gone", "detail": text });
        return Some(Response::problem(StatusCode::GONE, &body));
    }
    let ways = [Action::link(words.t("web-other-sets"), "/sets").primary()];
    let page = page::error(&Cx::new(&app.messages, words.lang), &Failure::Refused(vec![text]), &ways);
    Some(Response::html(StatusCode::GONE, page))
}

fn answer_api(app: &App, req: &Request, slug: &str, rest: &[&str]) -> Response {
    let lang = Lang::negotiate(req.header("accept-language"));
    let words = Words { messages: &app.messages, lang };
    let problem = |error: &Error| {
        api::problem(&words, None, error, |r| json!({ "code": r.code, "message": words.refusal(None, r) }))
    };
    match door::caller(app, req, slug) {
        Ok(Some((set, who))) => api::answer(app, req, &Caller { set, slug: slug.to_owned(), who, lang }, rest),
        Ok(None) => {
            let body =
                json!({ "type": "about:blank", "title": "Unauthorized", "status": 401, "code": "web.sign_in_first" });
            Response::problem(StatusCode::UNAUTHORIZED, &body).header(header::WWW_AUTHENTICATE, "Bearer")
        }
        Err(error) => problem(&error),
    }
}

fn visit(app: &App, req: &Request, mut visitor: Visitor, rest: &[&str]) -> Response {
    if !req.reads() && !door::genuine(req, &visitor.token) {
        let words = Words { messages: &app.messages, lang: visitor.lang };
        return refuse_form(&words, req, &visitor, app);
    }
    visitor.flash = flash(req).filter(|_| req.reads());
    let shown = visitor.flash.is_some()
        && !req.wants_json()
        && !matches!(rest, [.., "foot" | "timeline" | "draft"])
        && req.header("x-region").is_empty();
    let visit = Visit::new(app, req, &visitor);
    let response = match route(&visit, rest) {
        Ok(response) => response,
        Err(error) => fail(app, req, Some(&visit), &error),
    };
    let cleared = format!("flash=; Path=/{}; Max-Age=0; HttpOnly; SameSite=Lax", visitor.slug);
    if shown { response.cookie(&cleared) } else { response }
}

fn refuse_form(words: &Words, req: &Request, visitor: &Visitor, app: &App) -> Response {
    let text = words.t("web-form_expired");
    if req.wants_json() {
        return Response::json(StatusCode::FORBIDDEN, &json!({ "message": text }));
    }
    let visit = Visit::new(app, req, visitor);
    let failure = Failure::Refused(vec![text]);
    Response::html(
        StatusCode::FORBIDDEN,
        page::error(&visit.cx(None), &failure, &[Action::link(words.t("ui-reload"), req.here()).primary()]),
    )
}

/// The pages of one account set.
fn route(visit: &Visit, rest: &[&str]) -> Result<Response> {
    let get = visit.req.reads();
    match rest {
        [] if get => visit.home(),
        ["palette"] if get => visit.palette(),
        ["help"] if get => visit.help(),
        ["me", rest @ ..] => visit.me(rest),
        ["notifications"] if get => visit.notifications(),
        ["files", id] if get => visit.file(id.parse().map_err(|_| Error::not_found("file", *id))?),
        ["lookup", module, plural] if get => visit.lookup(&shape(visit, module, plural)?),
        ["settings", rest @ ..] => visit.settings(rest),
        ["import", rest @ ..] => visit.import(rest),
        ["reports", rest @ ..] if get => visit.reports(rest),
        ["pages", rest @ ..] => visit.pages(rest),
        [module, plural, rest @ ..] => entity(visit, &shape(visit, module, plural)?, rest, get),
        _ => Err(Error::not_found("page", rest.join("/"))),
    }
}

fn shape(visit: &Visit, module: &str, plural: &str) -> Result<Arc<Shape>> {
    let model = visit.visitor.set.model();
    let found = model.shapes.at(module, plural).filter(|s| s.enabled && s.def.line_of.is_none());
    found.cloned().ok_or_else(|| Error::not_found("page", format!("{module}/{plural}")))
}

/// The pages of one entity.
fn entity(visit: &Visit, shape: &Arc<Shape>, rest: &[&str], get: bool) -> Result<Response> {
    let id = |text: &str| {
        let id = text.parse::<i64>().ok().filter(|id| (1..1 << 53).contains(id));
        id.ok_or_else(|| Error::not_found(shape.name(), text))
    };
    match (rest, get) {
        ([], true) => visit.list(shape),
        ([], false) => visit.save_record(shape, None),
        (["new"], true) => visit.new_record(shape),
        (["draft"], false) => visit.draft_record(shape, None),
        (["foot"], true) => visit.foot(shape),
        (["views"], false) => visit.save_view(shape),
        (["columns"], false) => visit.choose_columns(shape),
        (["export"], true) => visit.export(shape, None),
        (["merge"], true) => visit.merge_form(shape),
        (["merge"], false) => visit.run_merge(shape),
        (["bulk", "merge"], false) => visit.bulk_merge(shape),
        (["bulk", "archive"], false) => visit.bulk_archive(shape, true),
        (["bulk", "restore"], false) => visit.bulk_archive(shape, false),
        (["bulk", "undo"], false) => visit.bulk_undo(shape),
        (["bulk", "edit"], false) => visit.bulk_edit(shape),
        (["bulk", "export"], false) => {
            let ids = visit.selected(shape)?;
            visit.export(shape, Some(ids))
        }
        ([one], true) => visit.record(shape, id(one)?),
        ([one], false) => visit.save_record(shape, Some(id(one)?)),
        ([one, "draft"], false) => visit.draft_record(shape, Some(id(one)?)),
        ([one, "added"], true) if shape.name() == "platform.custom_field" => visit.own_field_added(shape, id(one)?),
        ([one, "print"], true) => visit.print(shape, id(one)?),
        ([one, "print.pdf"], true) => visit.print_pdf(shape, id(one)?),
        ([one, "around"], true) => visit.around(shape, id(one)?),
        ([one, "timeline"], true) => visit.timeline(shape, id(one)?),
        ([one, "notes"], false) => visit.add_to_timeline(shape, id(one)?),
        ([one, "files"], false) => visit.attach(shape, id(one)?),
        ([one, "archive"], false) => visit.archive_record(shape, id(one)?, true),
        ([one, "restore"], false) => visit.archive_record(shape, id(one)?, false),
        ([one, "destroy"], true) => visit.destroy_form(shape, id(one)?, &[]),
        ([one, "destroy"], false) => visit.destroy_record(shape, id(one)?),
        ([one, "shares"], true) => visit.shares(shape, id(one)?, &[]),
        ([one, "shares"], false) => visit.change_shares(shape, id(one)?),
        ([one, "move"], false) => visit.move_card(shape, id(one)?),
        ([one, "reschedule"], false) => visit.reschedule(shape, id(one)?),
        ([one, "approval", verb], true) => visit.ask_form(shape, id(one)?, verb, None, &[]),
        ([one, "approval", verb], false) => visit.ask_approval(shape, id(one)?, verb),
        ([one, verb], true) => visit.operation_form(shape, id(one)?, verb, None, &[]),
        ([one, verb], false) => visit.run_operation(shape, id(one)?, verb),
        _ => Err(Error::not_found("page", rest.join("/"))),
    }
}

/// An error as a page or as JSON. What broke on our side is logged and only named by a reference.
pub fn fail(app: &App, req: &Request, visit: Option<&Visit>, error: &Error) -> Response {
    let lang = visit.map_or_else(|| Lang::negotiate(req.header("accept-language")), |v| v.visitor.lang);
    let words = Words { messages: &app.messages, lang };
    let model = visit.map(|v| v.visitor.set.model());
    let parts = req.parts();
    let shape = match (&model, parts.as_slice()) {
        (Some(model), [_, module, plural, ..]) => model.shapes.at(module, plural).cloned(),
        _ => None,
    };
    let status = match error {
        Error::Stale { .. } => StatusCode::CONFLICT,
        other => api::status(other),
    };
    if req.wants_json() {
        let message = words.error(shape.as_deref(), error).join(" ");
        if let Error::Broken(_) = error {
            api::log_broken(error);
        }
        let codes: Vec<&str> = error.refusals().iter().map(|r| r.code.as_ref()).collect();
        return Response::json(status, &json!({ "message": message, "codes": codes }));
    }
    let failure = match error {
        Error::Refused(_) => Failure::Refused(words.error(shape.as_deref(), error)),
        Error::NotFound { .. } => Failure::NotFound,
        Error::Forbidden { entity, action } => Failure::Forbidden(Some(format!("{entity}:{action}"))),
        Error::Stale { .. } => Failure::Conflict,
        Error::Unavailable(_) => Failure::Unavailable,
        Error::Broken(_) => Failure::Broken(api::log_broken(error)),
    };
    let home = visit.map_or_else(|| "/".to_owned(), |v| v.base.clone());
    let ways = [Action::link(words.t("web-home"), home).primary()];
    let framed =
        visit.and_then(|v| v.read(|read| v.page(read, status, "", |cx| page::error(cx, &failure, &ways))).ok());
    framed.unwrap_or_else(|| Response::html(status, page::error(&Cx::new(&app.messages, lang), &failure, &ways)))
}

/// A body that is a stream.
pub(crate) fn streamed(body: Body) -> Response {
    Response { status: StatusCode::OK, headers: Vec::new(), body: Content::Stream(body) }
}
