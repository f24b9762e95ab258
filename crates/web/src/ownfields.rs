//! Fields that an account set adds for itself: which records can have them, and how far a new one is.

use crate::http::Response;
use crate::visit::Visit;
use crate::words::Words;
use axum::http::StatusCode;
use base::{Id, Result};
use entity::{FieldDef, Named, Record, Shape};
use platform::approval::{Definition, Request};
use platform::{BulkChange, CustomField, SavedView};
use std::sync::Arc;
use store::{Read, action};
use ui::page::{self, Panel, Standing};
use ui::part::{Choice, Tone};

/// The entities that a field of an own field's form chooses from; nothing for every other field.
pub fn entities(read: &Read, words: Words, shape: &Shape, field: &FieldDef) -> Option<Vec<Choice>> {
    if !names_entity(shape, field) {
        return None;
    }
    let access = read.access().ok()?;
    let fits = |s: &&Arc<Shape>| {
        let own = shape.name() == CustomField::NAME && field.name == "entity";
        let wanted = if own { s.def.custom } else { !s.def.aside };
        s.enabled && s.def.line_of.is_none() && wanted && access.may(s, action::READ)
    };
    let mut found: Vec<Choice> = read
        .model()
        .shapes
        .iter()
        .filter(fits)
        .map(|s| Choice { value: s.name().to_owned(), label: words.plural(s) })
        .collect();
    found.sort_by(|a, b| a.label.cmp(&b.label));
    Some(found)
}

/// True for fields of the platform's records that name an entity.
fn names_entity(shape: &Shape, field: &FieldDef) -> bool {
    let of = [CustomField::NAME, BulkChange::NAME, SavedView::NAME, Request::NAME];
    let documents = Definition::NAME == shape.name() && field.name == "document";
    documents || (of.contains(&shape.name()) && matches!(field.name, "entity" | "target"))
}

/// What people call the entity that such a field names: "Parties" for `parties.party`.
pub fn entity_word(read: &Read, words: Words, shape: &Shape, field: &FieldDef, name: &str) -> Option<String> {
    read.model().shapes.get(name).filter(|_| names_entity(shape, field)).map(|s| words.plural(s))
}

impl Visit<'_> {
    /// On the page of an own field: whether its column is there yet, and where the field shows.
    pub fn own_field_panel(&self, read: &Read, shape: &Shape, record: &Record) -> Result<Option<Panel>> {
        if shape.name() != CustomField::NAME || !record.head.saved() {
            return Ok(None);
        }
        Ok(Some(Panel::Html(page::standing(&self.own_field_standing(read, shape, record.head.id)?))))
    }

    /// GET of the same again, until the column is there.
    pub fn own_field_added(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        self.read(|read| {
            read.visible(shape.name(), id, action::READ)?;
            let standing = self.own_field_standing(read, shape, id)?;
            Ok(Response::html(StatusCode::OK, page::standing(&standing)))
        })
    }

    fn own_field_standing(&self, read: &Read, shape: &Shape, id: i64) -> Result<Standing> {
        let words = self.words();
        let field = read.get(Id::<CustomField>::from_raw(id))?;
        let title = words.t("web-own-field");
        let of = read.model().shapes.get(&field.entity).cloned();
        let (Some(of), true) = (of, field.ready) else {
            let poll = Some(format!("{}/{id}/added", self.path(shape)));
            let text = words.t("web-own-field-adding");
            return Ok(Standing { title, tone: Tone::Info, text, poll, links: Vec::new() });
        };
        let path = self.path(&of);
        let mut links = vec![(words.plural(&of), format!("{path}?columns={},{}", of.def.title, field.name))];
        if read.access()?.may(&of, action::CREATE) {
            let new = words.t_args("web-new-entity", &[("entity", ui::Arg::Text(&words.entity(&of)))]);
            links.push((new, format!("{path}/new")));
        }
        Ok(Standing { title, tone: Tone::Success, text: words.t("web-own-field-ready"), poll: None, links })
    }
}
