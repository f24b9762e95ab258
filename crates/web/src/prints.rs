//! Records on paper: the page that a browser prints, and the same as PDF.

use crate::api::Caller;
use crate::app::App;
use crate::http::{Pairs, Response, encode};
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Error, Instant, Refusal, Result};
use entity::{Record, Shape};
use platform::print::{Asked, Layout};
use std::sync::Arc;
use store::{Read, action};
use ui::page::{self, Printed};
use ui::part::{Action, Does};
use ui::print::Print;
use ui::{Lang, Messages};

impl App {
    /// How records of an entity are printed, if they are.
    pub(crate) fn layout(&self, entity: &str) -> Option<&'static Layout> {
        self.pages.prints.iter().flat_map(|p| p.iter()).find(|l| l.entity == entity)
    }

    /// The file of documents. Made when nothing is read any more: many letters take longer than a reader may hold the log.
    fn pdf(&self, prints: &[Print], at: Instant) -> Result<Response> {
        let bytes = self.paper.pdf(&self.messages, prints, at)?;
        let title = prints.first().map(Print::heading).unwrap_or_default();
        let name = format!("{}.pdf", if title.trim().is_empty() { "print" } else { title.trim() });
        Ok(Response::shown("application/pdf", &name, bytes))
    }
}

/// The documents of a record, for whoever may read it and all that stands on them.
pub(crate) fn documents(read: &Read, words: &Messages, layout: &Layout, id: i64, query: &Pairs) -> Result<Vec<Print>> {
    let record = read.visible(layout.entity, id, action::READ)?;
    if !layout.may(read, &record)? {
        return Err(Refusal::new("web.print_hidden").into());
    }
    (layout.make)(read, &Asked { words, query: &query.0 }, id)
}

impl Visit<'_> {
    /// `…/{id}/print`: the documents as the browser prints them.
    pub fn print(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let layout = self.app.layout(shape.name()).ok_or_else(|| Error::not_found("page", "print"))?;
        self.read(|read| {
            let record = format!("{}/{id}", self.path(shape));
            let words = self.words();
            let found = documents(read, &self.app.messages, layout, id, &self.req.query);
            let (prints, refusals) = match found {
                Ok(prints) => (prints, Vec::new()),
                Err(error @ Error::Refused(_)) => (Vec::new(), words.error(Some(shape), &error)),
                Err(other) => return Err(other),
            };
            let title = prints.first().map_or_else(|| words.t("web-print"), Print::heading);
            let named = read.titles(shape.name(), &[id])?.remove(&id).unwrap_or_default();
            let mut view = Printed { title, back: (named, record.clone()), refusals, ..Printed::default() };
            if let Some(print) = prints.first() {
                view.actions = self.print_actions(&record, print.lang);
            }
            let status = if view.refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(Response::html(status, page::printed(&self.cx(None), &view, &prints)))
        })
    }

    /// The other languages, the PDF and the printer.
    fn print_actions(&self, record: &str, spoken: Lang) -> Vec<Action> {
        let words = self.words();
        let with = |place: &str, lang: Lang| {
            let mut query: Vec<(String, String)> =
                self.req.query.0.iter().filter(|(k, _)| k != "lang").cloned().collect();
            query.push(("lang".to_owned(), lang.tag().to_owned()));
            let pairs: Vec<String> = query.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
            format!("{record}/{place}?{}", pairs.join("&"))
        };
        let others = Lang::ALL.into_iter().filter(|lang| *lang != spoken);
        let mut actions: Vec<Action> = others
            .map(|lang| Action::link(lang.name(), with("print", lang)).look(ui::part::Look::Ghost).desk_only())
            .collect();
        actions.push(Action::new(words.t("web-print-pdf"), Does::Download(with("print.pdf", spoken))).icon("download"));
        let print = Action::new(words.t("web-print"), Does::Here("print")).icon("printer").key("print");
        actions.push(print.primary());
        actions
    }

    /// `…/{id}/print.pdf`.
    pub fn print_pdf(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let layout = self.app.layout(shape.name()).ok_or_else(|| Error::not_found("page", "print.pdf"))?;
        let make = |read: &Read| Ok((documents(read, &self.app.messages, layout, id, &self.req.query)?, read.now()));
        let (prints, at) = self.read(make)?;
        self.app.pdf(&prints, at)
    }

    /// The button on a record that leads to its print, and the entry of its menu for the file.
    pub(crate) fn print_ways(
        &self,
        read: &Read,
        record: &Record,
        shape: &Shape,
        here: &str,
    ) -> Result<Option<[Action; 2]>> {
        let Some(layout) = self.app.layout(shape.name()) else { return Ok(None) };
        if !layout.may(read, record)? {
            return Ok(None);
        }
        let words = self.words();
        let page = Action::link(words.t("web-print"), format!("{here}/print")).icon("printer").bare().key("print");
        let file = Action::new(words.t("web-print-pdf"), Does::Download(format!("{here}/print.pdf"))).icon("download");
        Ok(Some([page.desk_only(), file]))
    }
}

/// `GET …/api/{module}/{plural}/{id}/print.pdf`.
pub(crate) fn for_program(app: &App, caller: &Caller, shape: &Shape, id: i64, query: &Pairs) -> Result<Response> {
    let layout = app.layout(shape.name()).ok_or_else(|| Error::not_found("path", "print.pdf"))?;
    let make = |read: &Read| Ok((documents(read, &app.messages, layout, id, query)?, read.now()));
    let (prints, at) = caller.set.read(&caller.who, make)?;
    app.pdf(&prints, at)
}
