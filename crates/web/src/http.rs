//! Requests and answers as plain data, so that every page is an ordinary function without waiting in it.

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::Value as Json;
use std::path::PathBuf;

/// A request as the pages see it.
#[derive(Debug)]
pub struct Request {
    /// GET, POST, PATCH or DELETE; HEAD is asked as GET.
    pub method: Method,
    /// The path's parts, percent-decoded; `..` and empty parts never get here.
    pub path: Vec<String>,
    /// The query in order.
    pub query: Pairs,
    /// The form that was sent.
    pub form: Pairs,
    /// The body as it came, for JSON.
    pub body: Bytes,
    /// Uploaded files.
    pub files: Vec<Upload>,
    /// The headers.
    pub headers: HeaderMap,
    /// Who sent it, as far as the connection tells.
    pub address: String,
}

/// One uploaded file, in a temporary place until the request ends.
#[derive(Debug)]
pub struct Upload {
    /// The form field.
    pub field: String,
    /// The name the sender gave it; only its last part, for show.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    pub(crate) _keep: tempfile::TempPath,
}

/// Names and values in order, a name possibly several times.
#[derive(Clone, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// Reads `a=1&b=2`.
    pub fn parse(text: &[u8]) -> Pairs {
        Pairs(form_urlencoded::parse(text).take(20_000).map(|(k, v)| (k.into_owned(), v.into_owned())).collect())
    }

    /// The first value of a name, empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v)
    }

    /// True when the name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(k, _)| k == name)
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// The pairs as a query string, with some names left out or replaced; empty values are left out.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.0 {
            if !changes.iter().any(|(n, _)| n == name) && !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        for (name, value) in changes.iter().filter(|(_, v)| !v.is_empty()) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

impl Request {
    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let all = self.headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(k, _)| *k == name).map(|(_, v)| v.to_owned())
    }

    /// The browser wants only `<main>`.
    pub fn partial(&self) -> bool {
        self.header("x-partial") == "1"
    }

    /// The sender reads JSON, not pages.
    pub fn wants_json(&self) -> bool {
        let accept = self.header("accept");
        accept.contains("json") && !accept.contains("text/html")
    }

    /// The path's parts to match on.
    pub fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    /// The address as it was asked, without host.
    pub fn here(&self) -> String {
        let path = self.path.iter().map(|p| encode(p)).collect::<Vec<_>>().join("/");
        let query = self.query.with(&[]);
        if query.is_empty() { format!("/{path}") } else { format!("/{path}?{query}") }
    }

    /// True for requests that change nothing.
    pub fn reads(&self) -> bool {
        self.method == Method::GET
    }
}

/// A part of a path or a value of a query, encoded.
pub fn encode(text: &str) -> String {
    const KEEP: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(text, &KEEP).to_string()
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Content,
}

/// What an answer carries.
#[derive(Debug)]
pub enum Content {
    /// In memory.
    Bytes(Bytes),
    /// A stream made by the caller.
    Stream(Body),
}

impl Response {
    fn with(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
        let headers = vec![(header::CONTENT_TYPE, HeaderValue::from_static(kind))];
        Response { status, headers, body: Content::Bytes(bytes.into()) }
    }

    /// A page. Never stored by the browser, and different for fragments.
    pub fn html(status: StatusCode, markup: ui::Markup) -> Response {
        Response::with(status, "text/html; charset=utf-8", markup.into_string())
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::VARY, "X-Partial, Cookie, Accept-Language")
    }

    /// JSON.
    pub fn json(status: StatusCode, json: &Json) -> Response {
        Response::with(status, "application/json", json.to_string()).header(header::CACHE_CONTROL, "no-store")
    }

    /// A problem by RFC 9457.
    pub fn problem(status: StatusCode, json: &Json) -> Response {
        Response::with(status, "application/problem+json", json.to_string()).header(header::CACHE_CONTROL, "no-store")
    }

    /// Go there with GET.
    pub fn see(address: &str) -> Response {
        Response::with(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", "").header(header::LOCATION, address)
    }

    /// Done, nothing to say.
    pub fn nothing() -> Response {
        Response { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: Content::Bytes(Bytes::new()) }
    }

    /// A file to keep.
    pub fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
        Response::file(kind, "attachment", name, bytes)
    }

    /// A file to look at in the browser.
    pub fn shown(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
        Response::file(kind, "inline", name, bytes)
    }

    fn file(kind: &'static str, how: &str, name: &str, bytes: Vec<u8>) -> Response {
        let plain: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
        let value = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", encode(name));
        Response::with(StatusCode::OK, kind, bytes)
            .header(header::CONTENT_DISPOSITION, &value)
            .header(header::CACHE_CONTROL, "no-store")
    }

    /// Adds a header; one that cannot be sent is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Response {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// Adds a cookie.
    pub fn cookie(self, value: &str) -> Response {
        self.header(header::SET_COOKIE, value)
    }

    pub(crate) fn into_axum(self) -> axum::response::Response {
        let body = match self.body {
            Content::Bytes(bytes) => Body::from(bytes),
            Content::Stream(body) => body,
        };
        let mut response = axum::response::Response::new(body);
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}
