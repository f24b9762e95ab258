//! Approvals on the pages of documents: asking for one, seeing where it stands and who is asked, and the way to answer.

use crate::cells::{Looks, tone};
use crate::forms;
use crate::http::{Pairs, Response};
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Id, Key, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use platform::approval::{self, Request, State, Vote, Wish, standing};
use platform::{Host, User};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::{Operation, Read, Tx, action};
use ui::page::{self, Form, Panel};
use ui::part::{Action, Cell, Crumb, Does, NavItem, Note, Tone, cell, pill};
use ui::{Arg, Markup, html};

/// What somebody says when he asks.
const REASON: FieldDef = FieldDef { max: 2_000, ..FieldDef::new("reason", Kind::LongText) };
const CHOSEN: FieldDef = FieldDef::new("chosen", Kind::Reference("platform.user"));

pub(crate) const REQUEST: &str = "platform.approval_request";

impl Visit<'_> {
    /// The button of a verb that may not run yet: it asks for approval where that is what is missing, otherwise it says why.
    pub(crate) fn waiting_button(
        &self,
        read: &Read,
        shape: &Arc<Shape>,
        record: &Record,
        here: &str,
        operation: &Operation,
        mut button: Action,
    ) -> Result<Action> {
        if button.disabled.is_some() {
            return Ok(button);
        }
        let Some(why) = approval::may_transition(read, shape, record, operation.name)? else { return Ok(button) };
        let words = self.words();
        let asks = ["platform.approval_needed", "platform.approval_returned"].contains(&why.code.as_ref());
        if !asks {
            button.disabled = Some(words.refusal(Some(shape), &why));
            return Ok(button);
        }
        let verb = words.operation(shape, operation.name);
        let label = words.t_args("web-ask-approval", &[("operation", Arg::Text(&verb))]);
        Ok(Action::new(label, Does::Dialog(format!("{here}/approval/{}", operation.name))).icon("stamp"))
    }

    /// What the reader is asked about this document, as buttons: his answers, a yes to the last question at the end.
    pub(crate) fn answers(&self, read: &Read, shape: &Shape, record: &Record) -> Result<Vec<Action>> {
        let Some(user) = read.who().user.filter(|_| record.head.saved()) else { return Ok(Vec::new()) };
        let mut actions = Vec::new();
        if !standing::known(read, shape.name())? {
            return Ok(actions);
        }
        let requests = read.shape(REQUEST)?;
        for request in standing::of(read, host(shape, record))?.iter().filter(|r| r.state == State::Open) {
            if request.awaited(user).is_empty() {
                continue;
            }
            let here = format!("{}/{}", self.path(&requests), request.head.id);
            for (verb, icon) in [("reject", "circle-x"), ("approve", "circle-check")] {
                let label = self.words().operation(&requests, verb);
                actions.push(Action::new(label, Does::Dialog(format!("{here}/{verb}"))).icon(icon));
            }
        }
        Ok(actions)
    }

    /// Where the requests about a document stand, step by step, and who is asked.
    pub(crate) fn approval_panel(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Shape,
        record: &Record,
    ) -> Result<Option<Panel>> {
        if shape.name() == REQUEST {
            return self.document_panel(read, looks, shape, record).map(Some);
        }
        if !standing::known(read, shape.name())? {
            return Ok(None);
        }
        let found = standing::of(read, host(shape, record))?;
        if found.is_empty() {
            return Ok(None);
        }
        let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
        let people = found.iter().flat_map(|r| r.asked.iter().map(|a| a.person.raw())).collect();
        looks.name_ids(read, [("platform.user", people)].into())?;
        let shown: Vec<Markup> = found
            .iter()
            .enumerate()
            .map(|(at, request)| self.request_shown(read, &looks, request, at == 0))
            .collect::<Result<_>>()?;
        let title = self.words().t("web-approval");
        Ok(Some(Panel::Html(html! {
            section.approval {
                div.asec { h2 { (title) } }
                @for one in &shown { (one) }
            }
        })))
    }

    /// What a request is about: the document, and the verb that waits.
    fn document_panel(&self, read: &Read, looks: &Looks, shape: &Shape, record: &Record) -> Result<Panel> {
        let words = self.words();
        let entity = shape.value(record, "entity").to_string();
        let mut rows = Vec::new();
        if let (Some(of), Some(id)) = (read.model().shapes.get(&entity), shape.value(record, "source").int()) {
            let title = read.titles(of.name(), &[id])?.remove(&id).unwrap_or_default();
            let text = if title.is_empty() { shape.value(record, "subject").to_string() } else { title };
            rows.push((words.entity(of), Cell::Reference { text, href: looks.href(read, of.name(), id), face: false }));
        }
        if let Some(field) = shape.field("operation") {
            rows.push((words.field(shape, field.name), looks.cell(read, shape, field, record)));
        }
        Ok(Panel::Facts { title: words.field(shape, "source"), action: None, rows })
    }

    /// One request: its number and state, and for the latest one each step with those who are asked and what they said.
    fn request_shown(&self, read: &Read, looks: &Looks, request: &Request, whole: bool) -> Result<Markup> {
        let (requests, steps) = (read.shape(REQUEST)?, read.shape("platform.approval_request_step")?);
        let asked = read.shape("platform.approval_asked")?;
        let mark = |shape: &Shape, code: &str| -> Markup {
            let Some(field) = shape.field("state") else { return html! {} };
            let Kind::Choice(choice) = field.kind else { return html! {} };
            let shade = choice.option(code).map(|o| tone(o.tone)).unwrap_or_default();
            pill(shade, &looks.words.option(shape, field, code))
        };
        let href = format!("{}/{}", self.path(&requests), request.head.id);
        let people = |at: usize| request.asked.iter().filter(move |a| a.step == at as i64 + 1 && a.state != Vote::Void);
        Ok(html! {
            ul.mini {
                li { (cell(&Cell::Key { text: request.number.to_string(), href })) (mark(&requests, entity::Choice::code(request.state))) }
                @if whole {
                    @for (at, step) in request.steps.iter().enumerate() {
                        li { span { (step.name) } (mark(&steps, entity::Choice::code(step.state))) }
                        @for one in people(at).filter(|a| !matches!(a.state, Vote::Passed)) {
                            li.mute.small {
                                span { (looks.title("platform.user", one.person.raw())) }
                                span.small { (looks.words.option(&asked, asked.field("state").unwrap_or(&REASON), entity::Choice::code(one.state))) }
                            }
                        }
                    }
                }
            }
        })
    }

    /// GET of the question: why, and who should decide where that is the asker's to say.
    pub fn ask_form(
        &self,
        shape: &Arc<Shape>,
        id: i64,
        verb: &str,
        typed: Option<&Pairs>,
        refusals: &[Refusal],
    ) -> Result<Response> {
        self.read(|read| {
            let record = read.visible(shape.name(), id, action::READ)?;
            let operation = crate::saving::operation(read, shape, verb)?;
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let words = self.words();
            let mut wanted = vec![REASON];
            if standing::chooses(read, shape, &record, verb)? {
                wanted.insert(0, CHOSEN);
            }
            let fields = wanted.iter().map(|def| {
                let label = words.t(&format!("web-ask-{}", def.name));
                let mut field = looks.control(read, shape, def, &Value::Null, 2, None, label, false);
                if let Some(form) = typed {
                    forms::keep_typed(&mut field, form);
                }
                let own = refusals.iter().find(|r| r.field.as_deref() == Some(def.name));
                field.error = own.map(|r| words.refusal(Some(shape), r));
                field
            });
            let apart = refusals.iter().filter(|r| !wanted.iter().any(|f| r.field.as_deref() == Some(f.name)));
            let notes = apart.map(|r| Note { tone: Tone::Danger, text: words.refusal(Some(shape), r), link: None });
            let here = format!("{}/{id}", self.path(shape));
            let name = words.operation(shape, operation.name);
            let title = words.t_args("web-ask-approval", &[("operation", Arg::Text(&name))]);
            let view = Form {
                title: format!("{title} · {}", shape.title(&record)),
                icon: "stamp",
                crumbs: vec![Crumb { label: shape.title(&record), href: here.clone() }],
                notes: notes.collect(),
                fields: fields.collect(),
                action: format!("{here}/approval/{verb}"),
                hidden: vec![("_key".to_owned(), Key::random().to_string())],
                button: words.t("web-ask"),
                back: here,
                ..Form::default()
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &self.path(shape), |cx| page::form(cx, &view))
        })
    }

    /// POST of the question.
    pub fn ask_approval(&self, shape: &Arc<Shape>, id: i64, verb: &str) -> Result<Response> {
        let form = &self.req.form;
        let chosen = form.get("chosen").parse().ok().map(Id::<User>::from_raw);
        let wish = Wish { reason: form.get("reason").to_owned(), chosen };
        let (entity, operation) = (shape.name(), verb.to_owned());
        let once = crate::once::Once::new(form.get("_key"), format!("ask {entity} {id} {verb}"), &self.req.body);
        let outcome = self.write(move |tx| once.run(tx, |tx| asked(tx, entity, id, &operation, &wish)));
        match outcome {
            Ok(_) => {
                let text = self.words().t("web-asked");
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, None);
                Ok(Response::see(&format!("{}/{id}", self.path(shape))).cookie(&flash))
            }
            Err(Error::Refused(refusals)) => self.ask_form(shape, id, verb, Some(form), &refusals),
            Err(other) => Err(other),
        }
    }

    /// The way to what waits for the reader's answer, with how many; nothing in a house that approves nothing.
    pub(crate) fn approvals_item(&self, read: &Read) -> Result<Option<NavItem>> {
        let Some(user) = read.who().user else { return Ok(None) };
        let waiting = standing::waiting(read, Id::from_raw(user))?;
        if waiting == 0 && !standing::any(read)? {
            return Ok(None);
        }
        let shape = read.shape(REQUEST)?;
        Ok(Some(NavItem {
            href: format!("{}?filter=asked.open_for%20%3D%20me&sort=id", self.path(&shape)),
            icon: "stamp",
            label: self.words().plural(&shape),
            count: (waiting > 0).then(|| self.visitor.format.integer(waiting)),
            key: Some("go-approvals"),
        }))
    }
}

/// True for what a request keeps only to work by: hashes, keys, and the codes that its panel says in words.
pub(crate) fn plumbing(shape: &Shape, field: &FieldDef) -> bool {
    shape.name() == REQUEST && ["content", "alive", "entity", "operation"].contains(&field.name)
}

/// The word on the button of a verb that a request or a decision names.
pub(crate) fn verb_word(
    read: &Read,
    words: crate::words::Words,
    shape: &Shape,
    field: &FieldDef,
    record: &Record,
) -> Option<String> {
    let ours = [REQUEST, "platform.approval_decision"].contains(&shape.name()) && field.name == "operation";
    let kind = u16::try_from(shape.value(record, "source_kind").int().filter(|_| ours)?).ok()?;
    let of = read.model().shapes.of_kind(kind)?;
    Some(words.operation(of, shape.value(record, "operation").text()?))
}

fn host(shape: &Shape, record: &Record) -> Host {
    Host { kind: shape.def.kind.into(), record: record.head.id }
}

fn asked(tx: &mut Tx, entity: &str, id: i64, operation: &str, wish: &Wish) -> Result<i64> {
    approval::ask(tx, entity, id, operation, wish).map(Id::raw)
}

/// POST of the question through the interface: `{"reason": …, "chosen": …}`; answers the request's id.
pub(crate) fn ask_by_api(tx: &mut Tx, shape: &Shape, id: i64, verb: &str, body: &Json) -> Result<i64> {
    let known = ["reason", "chosen"];
    for name in body.as_object().into_iter().flat_map(|o| o.keys()) {
        base::ensure!(known.contains(&name.as_str()), Refusal::new("store.field_unknown").field(name.clone()))?;
    }
    let chosen = match &body["chosen"] {
        Json::Null => None,
        Json::Number(n) => n.as_i64().filter(|n| *n > 0).map(Id::<User>::from_raw),
        _ => return Err(Refusal::new("web.mistyped").field("chosen").arg("expected", "id").into()),
    };
    let wish = Wish { reason: body["reason"].as_str().unwrap_or_default().to_owned(), chosen };
    asked(tx, shape.name(), id, verb, &wish)
}

/// What the interface answers to a question.
pub(crate) fn asked_answer(slug: &str, request: i64) -> Response {
    let address = format!("/{slug}/api/platform/approval-requests/{request}");
    Response::json(StatusCode::CREATED, &json!({ "request": request })).header(axum::http::header::LOCATION, &address)
}
