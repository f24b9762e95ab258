//! The REST interface of every entity: list, create, draft, read, change, archive, operate. Errors are problems by RFC 9457.

use crate::app::App;
use crate::http::{Request, Response};
use crate::json::{self, Currencies};
use crate::once::Once;
use crate::words::Words;
use axum::http::{Method, StatusCode, header};
use base::{Error, Refusal, Result};
use entity::{Record, Shape};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::list::{self, Archived, Question};
use store::{Read, Set, Tx, Who, action};
use ui::Lang;

/// Rows of a page unless `limit` says otherwise.
const ROWS: usize = 50;

/// A caller of the API.
pub struct Caller {
    pub set: Arc<Set>,
    pub slug: String,
    pub who: Who,
    pub lang: Lang,
}

/// Answers a request below `/{set}/api`.
pub fn answer(app: &App, req: &Request, caller: &Caller, path: &[&str]) -> Response {
    let api = Api { app, req, caller };
    match api.route(path) {
        Ok(response) => response,
        Err(error) => api.problem(&error, api.shape_at(path).as_deref()),
    }
}

struct Api<'a> {
    app: &'a App,
    req: &'a Request,
    caller: &'a Caller,
}

impl Api<'_> {
    fn shape_at(&self, path: &[&str]) -> Option<Arc<Shape>> {
        let [module, plural, ..] = path else { return None };
        let model = self.caller.set.model();
        let found = model.shapes.at(module, plural)?;
        (found.enabled && found.def.line_of.is_none()).then(|| found.clone())
    }

    fn route(&self, path: &[&str]) -> Result<Response> {
        if let ["openapi.json"] = path {
            let document =
                crate::openapi::document(&self.caller.set.model(), self.caller.set.registry(), self.app.pages.prints);
            return Ok(Response::json(StatusCode::OK, &document));
        }
        if let ["reports", module, report] = path {
            return self.report(module, report);
        }
        let shape = self.shape_at(path).ok_or_else(|| Error::not_found("path", path.join("/")))?;
        let id = |text: &str| {
            text.parse::<i64>()
                .ok()
                .filter(|id| (1..1 << 53).contains(id))
                .ok_or_else(|| Error::not_found(shape.name(), text))
        };
        let method = &self.req.method;
        match (method, &path[2..]) {
            (&Method::GET, []) => self.list(&shape),
            (&Method::POST, []) => self.create(&shape),
            (&Method::POST, ["draft"]) => self.draft(&shape, None),
            (&Method::GET, [one]) => self.read_one(&shape, id(one)?, StatusCode::OK),
            (&Method::PATCH, [one]) => self.change(&shape, id(one)?),
            (&Method::DELETE, [one]) => self.archive(&shape, id(one)?, true),
            (&Method::GET, [one, "print.pdf"]) => {
                crate::prints::for_program(self.app, self.caller, &shape, id(one)?, &self.req.query)
            }
            (&Method::POST, [one, "draft"]) => self.draft(&shape, Some(id(one)?)),
            (&Method::POST, [one, "restore"]) => self.archive(&shape, id(one)?, false),
            (&Method::POST, [one, verb]) => self.operate(&shape, id(one)?, verb),
            (&Method::POST, [one, "approval", verb]) => self.ask(&shape, id(one)?, verb),
            (_, [] | [_] | [_, _] | [_, "approval", _]) => Ok(self.not_allowed(&path[2..])),
            _ => Err(Error::not_found("path", path.join("/"))),
        }
    }

    fn report(&self, module: &str, report: &str) -> Result<Response> {
        if self.req.method != Method::GET {
            return Ok(self.allows("GET"));
        }
        let base = format!("/{}/api", self.caller.slug);
        self.caller.set.read(&self.caller.who, |read| {
            let sheet = crate::reports::json::answer(read, &self.words(), &base, module, report, &self.req.query)?;
            Ok(Response::json(StatusCode::OK, &sheet))
        })
    }

    fn not_allowed(&self, rest: &[&str]) -> Response {
        let allow = match rest {
            [] => "GET, POST",
            [_] => "GET, PATCH, DELETE",
            _ => "POST",
        };
        self.allows(allow)
    }

    fn allows(&self, allow: &str) -> Response {
        let body = json!({ "type": "about:blank", "title": "Method not allowed", "status": 405, "code": "web.method_not_allowed" });
        Response::problem(StatusCode::METHOD_NOT_ALLOWED, &body).header(header::ALLOW, allow)
    }

    /// The body as JSON; an empty one is nothing.
    fn body(&self) -> Result<Json> {
        if self.req.body.is_empty() {
            return Ok(Json::Null);
        }
        serde_json::from_slice(&self.req.body)
            .map_err(|e| Refusal::new("web.body_not_json").arg("line", e.line()).arg("column", e.column()).into())
    }

    fn list(&self, shape: &Arc<Shape>) -> Result<Response> {
        let query = &self.req.query;
        let known = ["filter", "q", "sort", "limit", "cursor", "archived"];
        if let Some((name, _)) = query.0.iter().find(|(k, _)| !known.contains(&k.as_str())) {
            return Err(Refusal::new("web.parameter_unknown").field(name.clone()).into());
        }
        let limit = match query.get("limit") {
            "" if !query.has("limit") => ROWS,
            text => {
                let parsed = text.parse::<usize>().ok().filter(|n| (1..=list::MOST).contains(n));
                parsed.ok_or_else(|| Refusal::new("web.limit_out_of_range").field("limit").arg("most", list::MOST))?
            }
        };
        let archived = match query.get("archived") {
            "" | "false" => Archived::Live,
            "true" => Archived::Only,
            _ => return Err(Refusal::new("web.mistyped").field("archived").arg("expected", "boolean").into()),
        };
        let asked = Question {
            entity: shape.name().to_owned(),
            filter: query.get("filter").to_owned(),
            q: query.get("q").to_owned(),
            sort: query.get("sort").to_owned(),
            limit,
            cursor: query.get("cursor").to_owned(),
            archived,
        };
        self.caller.set.read(&self.caller.who, |read| {
            let page = list::page(read, &asked)?;
            let currencies = Currencies::load(read)?;
            let data: Vec<Json> = page.records.iter().map(|r| json::record(&currencies, shape, r)).collect();
            Ok(Response::json(StatusCode::OK, &json!({ "data": data, "next": page.next, "previous": page.previous })))
        })
    }

    fn read_one(&self, shape: &Arc<Shape>, id: i64, status: StatusCode) -> Result<Response> {
        self.caller.set.read(&self.caller.who, |read| match read.visible(shape.name(), id, action::READ) {
            Ok(record) => Self::one(read, shape, &record, status),
            Err(Error::NotFound { .. }) => match read.survivor(shape.name(), id)? {
                Some(survivor) => Ok(Response::see(&self.address(shape, survivor))),
                None => Err(Error::not_found(shape.name(), id)),
            },
            Err(other) => Err(other),
        })
    }

    fn one(read: &Read, shape: &Arc<Shape>, record: &Record, status: StatusCode) -> Result<Response> {
        let body = json::record(&Currencies::load(read)?, shape, record);
        let tag = format!("\"{}\"", record.head.version);
        Ok(Response::json(status, &body).header(header::ETAG, &tag))
    }

    /// Runs an effect once and answers with the record that it leads to, from the same transaction where that holds all of it.
    fn once_and_show(
        &self,
        shape: &Arc<Shape>,
        once: Once,
        status: StatusCode,
        effect: impl Fn(&mut Tx) -> Result<i64> + Send + 'static,
    ) -> Result<(i64, Response)> {
        let seen = shape.clone();
        let (id, answer) = self.caller.set.write(&self.caller.who, move |tx| {
            let id = once.run(tx, &effect)?;
            let record = tx.shown(seen.name(), id)?;
            Ok((id, record.map(|record| Self::one(tx, &seen, &record, status)).transpose()?))
        })?;
        let answer = answer.map_or_else(|| self.read_one(shape, id, status), Ok)?;
        Ok((id, answer))
    }

    fn address(&self, shape: &Shape, id: i64) -> String {
        format!("/{}/api/{}/{}/{id}", self.caller.slug, shape.def.module(), shape.def.plural)
    }

    /// The version of `If-Match: "3"`.
    fn version(&self) -> Result<Option<i64>> {
        let text = self.req.header("if-match").trim();
        if text.is_empty() || text == "*" {
            return Ok(None);
        }
        let number = text.trim_start_matches("W/").trim_matches('"').parse();
        number.map(Some).map_err(|_| Refusal::new("web.mistyped").field("If-Match").arg("expected", "version").into())
    }

    fn once(&self, shape: &Shape, route: &str) -> Once {
        Once::new(self.req.header("idempotency-key"), format!("{} {route}", shape.name()), &self.req.body)
    }

    fn create(&self, shape: &Arc<Shape>) -> Result<Response> {
        let (made, then) = (shape.clone(), self.req.query.get("then").to_owned());
        let (body, once) = (self.body()?, self.once(shape, &format!("create {then}")));
        let (id, answer) = self.once_and_show(shape, once, StatusCode::CREATED, move |tx| {
            let sent = json::submission(tx, &made, None, None, &body)?;
            match then.as_str() {
                "" => tx.submit(&sent).map(|(record, _)| record.head.id),
                verb => tx.submit_on(&sent, crate::saving::opening(tx, &made, verb)?.name),
            }
        })?;
        Ok(answer.header(header::LOCATION, &self.address(shape, id)))
    }

    fn change(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let (body, version) = (self.body()?, self.version()?);
        let once = self.once(shape, &format!("change {id}"));
        let changed = shape.clone();
        let answer = self.once_and_show(shape, once, StatusCode::OK, move |tx| {
            // The right comes before the content, so that a stranger learns nothing from a refusal.
            tx.visible(changed.name(), id, action::EDIT)?;
            let sent = json::submission(tx, &changed, Some(id), version, &body)?;
            tx.submit(&sent).map(|(record, _)| record.head.id)
        });
        answer.map(|(_, answer)| answer)
    }

    fn draft(&self, shape: &Arc<Shape>, id: Option<i64>) -> Result<Response> {
        let body = self.body()?;
        self.caller.set.read(&self.caller.who, |read| {
            if let Some(id) = id {
                read.visible(shape.name(), id, action::EDIT)?;
            }
            let sent = json::submission(read, shape, id, None, &body)?;
            let (record, refusals) = read.preview(&sent)?;
            let errors: Vec<Json> = refusals.iter().map(|r| self.refusal(Some(shape), r)).collect();
            let record = json::record(&Currencies::load(read)?, shape, &record);
            Ok(Response::json(StatusCode::OK, &json!({ "record": record, "errors": errors })))
        })
    }

    fn archive(&self, shape: &Arc<Shape>, id: i64, archived: bool) -> Result<Response> {
        let version = self.version()?;
        let (name, checked) = (shape.name(), shape.clone());
        self.caller.set.write(&self.caller.who, move |tx| {
            let record = tx.lock_record(name, id)?;
            tx.must(&checked, &record, action::ARCHIVE)?;
            if record.head.archived_at.is_some() == archived {
                return Ok(());
            }
            tx.set_archived(name, id, version, archived)
        })?;
        if archived { Ok(Response::nothing()) } else { self.read_one(shape, id, StatusCode::OK) }
    }

    fn operate(&self, shape: &Arc<Shape>, id: i64, verb: &str) -> Result<Response> {
        let (body, version) = (self.body()?, self.version()?);
        let then = self.req.query.get("then").to_owned();
        let once = self.once(shape, &format!("{verb} {id} {then}"));
        let (operated, name) = (shape.clone(), verb.to_owned());
        let answer = self.once_and_show(shape, once, StatusCode::OK, move |tx| {
            let operation = crate::saving::operation(tx, &operated, &name)?;
            tx.visible(operated.name(), id, operation.name)?;
            let input = json::input(tx, operation.input, &body)?;
            let run = match (then.as_str(), operation.then) {
                ("", _) => Tx::perform,
                (asked, Some((_, verb))) if asked == verb => Tx::perform_on,
                (_, follower) => {
                    let expected = follower.map_or("", |(_, verb)| verb);
                    return Err(Refusal::new("web.mistyped").field("then").arg("expected", expected).into());
                }
            };
            run(tx, operated.name(), id, operation.name, version, &input)?;
            Ok(id)
        });
        answer.map(|(_, answer)| answer)
    }

    /// Asks for approval of a verb.
    fn ask(&self, shape: &Arc<Shape>, id: i64, verb: &str) -> Result<Response> {
        let (body, once) = (self.body()?, self.once(shape, &format!("approval {verb} {id}")));
        let (asked, verb) = (shape.clone(), verb.to_owned());
        let request = self.caller.set.write(&self.caller.who, move |tx| {
            once.run(tx, |tx| crate::approvals::ask_by_api(tx, &asked, id, &verb, &body))
        })?;
        Ok(crate::approvals::asked_answer(&self.caller.slug, request))
    }

    fn words(&self) -> Words<'_> {
        Words { messages: &self.app.messages, lang: self.caller.lang }
    }

    fn refusal(&self, shape: Option<&Shape>, refusal: &Refusal) -> Json {
        let args: serde_json::Map<String, Json> = refusal.args.iter().map(|(k, v)| (k.to_string(), json!(v))).collect();
        json!({
            "code": refusal.code,
            "field": refusal.field,
            "message": self.words().refusal(shape, refusal),
            "args": args,
        })
    }

    fn problem(&self, error: &Error, shape: Option<&Shape>) -> Response {
        problem(&self.words(), shape, error, |r| self.refusal(shape, r))
    }
}

/// The status of an error.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound { .. } => StatusCode::NOT_FOUND,
        Error::Forbidden { .. } => StatusCode::FORBIDDEN,
        Error::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An error as a problem. What broke on our side is logged with its chain and only named by a reference.
pub fn problem(words: &Words, shape: Option<&Shape>, error: &Error, refusal: impl Fn(&Refusal) -> Json) -> Response {
    let status = status(error);
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "code": error.code(),
        "detail": words.error(shape, error).join(" "),
    });
    match error {
        Error::Refused(refusals) => body["errors"] = refusals.iter().map(refusal).collect(),
        Error::Broken(_) => body["reference"] = json!(log_broken(error)),
        _ => {}
    }
    Response::problem(status, &body)
}

/// Logs a failure of our side and returns the reference that leads to it.
pub fn log_broken(error: &Error) -> String {
    let reference = base::Key::random().to_string()[..8].to_uppercase();
    tracing::error!(reference, "{error}");
    reference
}
