//! The page of any record: form, lines, operation buttons, panels.

use crate::cells::{Looks, at_end, tone, width};
use crate::forms;
use crate::http::{Pairs, Response};
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Error, Key, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Guard, LineChange, LinesChange, Operation, Read, Submission, action};
use ui::Arg;
use ui::page::{self, Conflict, FormInfo, Panel, RecordBody, Section};
use ui::part::{
    Action, Cell, Choice, Control, Crumb, Does, LineCell, LineColumn, LineKind, LineRow, Lines, Step, StepState, Tone,
    Total,
};

/// What stands on a record's page besides the record itself.
#[derive(Default)]
pub(crate) struct Around<'a> {
    pub refusals: Vec<Refusal>,
    pub typed: Option<&'a Pairs>,
    pub touched: Vec<String>,
    pub conflict: Option<Conflict>,
    pub key: String,
}

impl Visit<'_> {
    /// GET of an empty form; the query fills fields.
    pub fn new_record(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let mut sent = Submission { entity: shape.name().to_owned(), ..Submission::default() };
            let looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            if let Ok(original) = self.req.query.get("copy").parse::<i64>() {
                sent = copied(&looks, shape, &read.visible(shape.name(), original, action::READ)?);
            }
            for (name, text) in &self.req.query.0 {
                let field = shape.field(name).filter(|f| forms::editable(&looks.access, shape, f));
                if let Some(value) = field.and_then(|f| looks.read_typed(f, text, f.kind.scale().unwrap_or(2)).ok()) {
                    sent.values.push((name.clone(), value));
                }
            }
            let (record, _) = read.preview(&sent)?;
            self.record_page(read, shape, &record, Around::default(), StatusCode::OK)
        })
    }

    /// GET of a record. A merged id leads to its survivor.
    pub fn record(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        self.read(|read| match read.visible(shape.name(), id, action::READ) {
            Ok(record) => self.record_page(read, shape, &record, Around::default(), StatusCode::OK),
            Err(Error::NotFound { .. }) => match read.survivor(shape.name(), id)? {
                Some(survivor) => Ok(Response::see(&format!("{}/{survivor}", self.path(shape)))),
                None => Err(Error::not_found(shape.name(), id)),
            },
            Err(other) => Err(other),
        })
    }

    pub(crate) fn record_page(
        &self,
        read: &Read,
        shape: &Arc<Shape>,
        record: &Record,
        around: Around,
        status: StatusCode,
    ) -> Result<Response> {
        let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
        looks.name(read, shape, std::slice::from_ref(record))?;
        let view = self.record_view(read, &looks, shape, record, around)?;
        self.page(read, status, &self.path(shape), |cx| page::record(cx, &self.visitor.format, &view))
    }

    fn record_view(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Arc<Shape>,
        record: &Record,
        around: Around,
    ) -> Result<page::Record> {
        let words = self.words();
        let saved = record.head.saved();
        let archived = record.head.archived_at.is_some();
        let may = if saved { read.may(shape, record, action::EDIT)? } else { true };
        let fixed = saved && shape.fixed(record);
        let edits = may && !archived && !fixed;
        let path = self.path(shape);
        let here = format!("{path}/{}", record.head.id);
        // The heading is in the reader's language; the field below keeps the set's, because that is what is saved.
        let title = if saved {
            let mut shown = vec![record.clone()];
            looks.translate(read, shape, &mut shown, &[])?;
            shape.title(&shown[0])
        } else {
            words.t_args("web-new-entity", &[("entity", Arg::Text(&words.entity(shape)))])
        };
        let number = shape.fields.iter().find(|f| numbers(f)).map(|f| shape.value(record, f.name).to_string());
        let code = shape.def.code.map(|c| shape.value(record, c).to_string());
        let state = shape.def.state().map(|f| (f, shape.value(record, "state")));
        let heading = if saved { heading(looks, shape, record) } else { None };
        let body = self.body(read, looks, shape, record, edits, &around);
        let fields: BTreeSet<&str> = body.sections.iter().flat_map(|s| &s.fields).map(|f| f.name.as_str()).collect();
        let apart = |r: &Refusal| !r.field.as_deref().is_some_and(|f| fields.contains(f));
        let refusals = around.refusals.iter().filter(|r| apart(r)).map(|r| words.refusal(Some(shape), r)).collect();
        let key = if around.key.is_empty() { Key::random().to_string() } else { around.key.clone() };
        let info = FormInfo {
            action: if saved { here.clone() } else { path.clone() },
            draft: Some(if saved { format!("{here}/draft") } else { format!("{path}/draft") }),
            entity: shape.name().to_owned(),
            id: if saved { record.head.id.to_string() } else { String::new() },
            version: record.head.version,
            key,
            touched: around.touched.join(","),
            onward: if saved { None } else { self.onward(looks, shape) },
            alike: self.warned(read, shape, record)?,
        };
        Ok(page::Record {
            icon: shape.def.icon,
            crumbs: vec![Crumb { label: words.plural(shape), href: path }],
            number: number.or(code).filter(|n| !n.is_empty()).unwrap_or_default(),
            title: heading.clone().unwrap_or(title),
            face: shape.name() == "parties.party",
            state: state.as_ref().and_then(|(f, v)| self.state_pill(looks, shape, f, v)),
            facts: if saved { self.facts(read, looks, shape, record, heading.is_some()) } else { Vec::new() },
            steps: if let Some(path) = self.stage_path(read, looks, shape, record, &here)? {
                path
            } else if saved {
                state.map(|(f, v)| self.steps(looks, shape, f, &v)).unwrap_or_default()
            } else {
                Vec::new()
            },
            actions: if saved { self.record_actions(read, shape, record, &here)? } else { Vec::new() },
            around: saved.then(|| page::Around::Later { list: self.path(shape), address: format!("{here}/around") }),
            form: edits.then_some(info),
            locked: match (archived, fixed) {
                (true, _) => Some(words.t("web-archived-note")),
                (_, true) => Some(words.t("web-fixed-note")),
                _ => None,
            },
            notes: Vec::new(),
            refusals,
            conflict: around.conflict,
            tiles: Vec::new(),
            tabs: Vec::new(),
            body,
            panels: if saved { self.panels(read, looks, shape, record, &here)? } else { Vec::new() },
        })
    }

    fn state_pill(&self, looks: &Looks, shape: &Shape, field: &FieldDef, value: &Value) -> Option<(Tone, String)> {
        let (Kind::Choice(choice), Value::Text(code)) = (field.kind, value) else { return None };
        let pill = choice.option(code).map(|o| tone(o.tone)).unwrap_or_default();
        Some((pill, looks.words.option(shape, field, code)))
    }

    fn steps(&self, looks: &Looks, shape: &Shape, field: &FieldDef, value: &Value) -> Vec<Step> {
        let Kind::Choice(choice) = field.kind else { return Vec::new() };
        let now = choice.options.iter().position(|o| Some(o.code) == value.text()).unwrap_or(0);
        // States one can go back to from the start are no way forward, so they are no steps.
        let first = choice.options.first().map(|o| o.code);
        if self.operations(shape).iter().any(|o| o.to == first) || choice.options.len() < 3 || choice.options.len() > 6
        {
            return Vec::new();
        }
        // A state that ends badly is no step on the way.
        let straight = |(place, o): &(usize, &entity::OptionDef)| o.tone != entity::Tone::Danger || *place == now;
        let step = |(place, o): (usize, &entity::OptionDef)| Step {
            label: looks.words.option(shape, field, o.code),
            state: match place.cmp(&now) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Next,
            },
            href: None,
        };
        choice.options.iter().enumerate().filter(straight).map(step).collect()
    }

    pub(crate) fn operations(&self, shape: &Shape) -> &'static [Operation] {
        self.visitor.set.registry().get(shape.name()).map(|r| r.operations).unwrap_or_default()
    }

    /// Number, day and owner of a document; code, age and owner of anything else.
    fn facts(&self, read: &Read, looks: &Looks, shape: &Shape, record: &Record, document: bool) -> Vec<Cell> {
        let mut facts = Vec::new();
        if document {
            let number = shape.title(record);
            facts.extend((!number.is_empty()).then_some(Cell::Text(number)));
            let day = shape
                .fields
                .iter()
                .find(|f| matches!(f.kind, Kind::Date) && f.column && looks.access.sees(shape, f.name));
            facts.extend(day.map(|f| looks.cell(read, shape, f, record)).filter(|c| !matches!(c, Cell::Empty)));
            let owner = shape.value(record, "owner").int();
            facts.extend(owner.map(|id| Cell::Text(looks.title("platform.user", id))));
            return facts;
        }
        if let Some(code) = shape.def.code.map(|c| shape.value(record, c).to_string()).filter(|c| !c.is_empty()) {
            facts.push(Cell::Text(code));
        }
        if let Some(at) = record.head.created_at {
            let text = looks.format.relative(at, looks.now);
            facts.push(Cell::Time { text, iso: at.to_string(), late: false });
        }
        if let Some(owner) = shape.value(record, "owner").int() {
            facts.push(Cell::Text(looks.title("platform.user", owner)));
        }
        facts
    }

    /// What a new document usually goes on with at once, beside its creation: the words of both and the verb.
    fn onward(&self, looks: &Looks, shape: &Arc<Shape>) -> Option<(String, String)> {
        let fits = |o: &&Operation| o.opens(shape) && leads_onward(shape, o) && looks.access.may(shape, o.name);
        let verb = self.operations(shape).iter().find(fits).filter(|_| !shape.lines.is_empty())?;
        let words = self.words();
        Some((words.both(&words.t("ui-create"), &words.operation(shape, verb.name)), verb.name.to_owned()))
    }

    /// Buttons: each operation that this state, this guard and these rights allow, then what belongs to every record.
    fn record_actions(&self, read: &Read, shape: &Arc<Shape>, record: &Record, here: &str) -> Result<Vec<Action>> {
        let words = self.words();
        let mut actions = self.record_pages(read, shape.name(), record.head.id)?;
        let mut more = self.taken_further(read, shape, record, here)?;
        if let Some([page, file]) = self.print_ways(read, record, shape, here)? {
            actions.push(page);
            more.push(file);
        }
        let archived = record.head.archived_at.is_some();
        if !archived && !shape.def.open && read.may(shape, record, action::EDIT)? {
            more.push(Action::link(words.t("web-share"), format!("{here}/shares")).icon("users"));
        }
        if read.may(shape, record, action::ARCHIVE)? && !shape.fixed(record) {
            let (label, icon, verb) = if archived {
                ("web-restore", "archive-restore", "restore")
            } else {
                ("web-archive", "archive", "archive")
            };
            more.push(
                Action::post(words.t(label), format!("{here}/{verb}?version={}", record.head.version)).icon(icon),
            );
        }
        if read.access()?.may(shape, action::CREATE) && shape.def.made_by_hand() && !archived {
            more.push(
                Action::link(words.t("web-duplicate"), format!("{}/new?copy={}", self.path(shape), record.head.id))
                    .icon("copy"),
            );
        }
        more.extend(self.destroy_action(read, shape, record, here)?);
        if !more.is_empty() {
            actions.push(Action::new(words.t("ui-more"), Does::Menu(more)).icon("ellipsis").bare());
        }
        let mut answers = self.answers(read, shape, record)?;
        let mut verbs = Vec::new();
        for operation in self.operations(shape).iter().filter(|_| !archived) {
            verbs
                .extend(self.operation_button(read, shape, record, here, operation)?.map(|button| (operation, button)));
        }
        // Whoever is asked for a yes came for that. Else the first verb that leads onward without asking is the main one; what
        // blocks or ends something never is.
        let asked = shape.name() == crate::approvals::REQUEST;
        let onward = |(o, v): &(&Operation, Action)| {
            v.disabled.is_none()
                && if asked { o.name == "approve" } else { o.input.is_empty() && leads_onward(shape, o) }
        };
        let main = match answers.pop() {
            Some(yes) => Some(yes),
            None => verbs.iter().position(onward).map(|place| verbs.remove(place).1),
        };
        actions.extend(verbs.into_iter().map(|(_, v)| v));
        actions.append(&mut answers);
        actions.extend(main.map(|main| main.primary().key("main")));
        Ok(actions)
    }

    /// Verbs that ask nothing, together with what usually follows them; the others offer it in their dialog.
    fn taken_further(&self, read: &Read, shape: &Arc<Shape>, record: &Record, here: &str) -> Result<Vec<Action>> {
        let mut further = Vec::new();
        let live = record.head.archived_at.is_none();
        for operation in self.operations(shape).iter().filter(|o| live && o.input.is_empty()) {
            let Some((made, verb)) = operation.then else { continue };
            let made = read.shape(made)?;
            let button = self.operation_button(read, shape, record, here, operation)?;
            if let Some(button) = button.filter(|b| b.disabled.is_none())
                && read.access()?.may(&made, verb)
            {
                let action = Some(format!("{here}/{}?then={verb}", operation.name));
                let label = self.words().both(&button.label, &self.words().operation(&made, verb));
                further.push(Action::new(label, Does::Submit { form: "record".to_owned(), action }));
            }
        }
        Ok(further)
    }

    fn operation_button(
        &self,
        read: &Read,
        shape: &Arc<Shape>,
        record: &Record,
        here: &str,
        operation: &Operation,
    ) -> Result<Option<Action>> {
        let state = shape.value(record, "state");
        let starts = operation.from.is_empty() || state.text().is_some_and(|s| operation.from.contains(&s));
        if !starts || !read.may(shape, record, operation.name)? {
            return Ok(None);
        }
        let address = format!("{here}/{}", operation.name);
        let does = if operation.input.is_empty() {
            Does::Submit { form: "record".to_owned(), action: Some(address) }
        } else {
            Does::Dialog(address)
        };
        let mut button = Action::new(self.words().operation(shape, operation.name), does);
        match operation.guard.map(|guard| guard(record, read)).transpose()? {
            Some(Guard::Hidden | Guard::Over) => return Ok(None),
            Some(Guard::Closed(why)) => button.disabled = Some(self.words().refusal(Some(shape), &why)),
            Some(Guard::Open) | None => {}
        }
        self.waiting_button(read, shape, record, here, operation, button).map(Some)
    }

    fn body(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Arc<Shape>,
        record: &Record,
        edits: bool,
        around: &Around,
    ) -> RecordBody {
        let words = self.words();
        let mut sections: Vec<Section> = Vec::new();
        let mut totals = Vec::new();
        let title = |name: &str| (!name.is_empty()).then(|| words.section(shape, name));
        let has_lines = !shape.lines.is_empty();
        let currencies =
            ["currency", "company_currency"].map(|name| shape.field(name).map(|_| shape.value(record, name).int()));
        let own_currency = currencies[0].is_some() && (currencies[0] == currencies[1] || currencies[1] == Some(None));
        for field in shape.fields.iter().filter(|f| f.shown() && looks.access.sees(shape, f.name)) {
            if field.name == "state" && shape.def.state().is_some() {
                continue;
            }
            let behind = behind(looks, read, shape, record, field);
            if matches!(behind, Some(None)) {
                continue;
            }
            let computed = field.computed && matches!(field.kind, Kind::Money);
            // The same amount again, where document and company count in one currency.
            let twin = field.currency == "company_currency" && own_currency;
            if computed && has_lines && twin {
                continue;
            }
            if computed && has_lines {
                let exponent = looks.exponent(shape, field, record, None);
                let text = looks.plain(shape, field, &shape.value(record, field.name), exponent);
                totals.push(Total {
                    name: field.name.to_owned(),
                    label: words.field(shape, field.name),
                    text,
                    grand: false,
                });
                continue;
            }
            let given = field.once && record.head.saved();
            let readonly = !edits || given || !forms::editable(&looks.access, shape, field);
            if readonly && !record.head.saved() || only_read(shape, field) && behind.is_none() {
                continue;
            }
            // What was left empty says nothing once nobody can fill it; the number stands above.
            let number = matches!(field.kind, Kind::Number) && Some(field.name) == Some(shape.def.title);
            if readonly && (number || shape.value(record, field.name).is_null()) {
                continue;
            }
            let mut shown = looks.field(read, shape, field, record, words.field(shape, field.name), readonly);
            if let Some(Some(document)) = behind {
                shown.control = Control::Shown(document);
            }
            if let Some(form) = around.typed {
                forms::keep_typed(&mut shown, form);
            }
            shown.error = around
                .refusals
                .iter()
                .find(|r| r.field.as_deref() == Some(field.name))
                .map(|r| words.refusal(Some(shape), r));
            let heading = title(field.section);
            match sections.iter_mut().find(|s| s.title == heading) {
                Some(section) => section.fields.push(shown),
                None => sections.push(Section { title: heading, fields: vec![shown] }),
            }
        }
        let grand = totals.iter().position(|t| t.name == "total").or(totals.len().checked_sub(1));
        if let Some(grand) = grand.and_then(|place| totals.get_mut(place)) {
            grand.grand = true;
        }
        // Lines that only verbs write are there once there are some.
        let shown = |place: &usize| {
            let written = shape.fields[shape.lines[*place].0].read_only;
            !written || record.lines.get(*place).and_then(Option::as_ref).is_some_and(|lines| !lines.is_empty())
        };
        let places = (0..shape.lines.len()).filter(shown);
        let lines = places.map(|place| self.lines(read, looks, shape, record, place, edits, around)).collect();
        RecordBody { sections, lines, totals, ..RecordBody::default() }
    }

    fn lines(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Arc<Shape>,
        record: &Record,
        place: usize,
        edits: bool,
        around: &Around,
    ) -> Lines {
        let (field, line_shape) = &shape.lines[place];
        let name = shape.fields[*field].name;
        let edits = edits && !shape.fields[*field].read_only;
        let outer = shape.value(record, "currency").int();
        let shown: Vec<&FieldDef> = line_shape
            .fields
            .iter()
            .filter(|f| f.shown() && !apart_from_grid(f) && looks.access.sees(line_shape, f.name))
            .collect();
        let chosen = shown.iter().any(|f| f.column);
        let columns: Vec<LineColumn> = shown
            .iter()
            .map(|f| LineColumn {
                optional: chosen && !f.column,
                name: f.name.to_owned(),
                label: looks.words.field(line_shape, f.name),
                kind: self.line_kind(read, looks, line_shape, f, outer),
                width: line_width(f, shown.iter().filter(|f| f.column || !chosen).count()),
                editable: edits && forms::editable(&looks.access, line_shape, f),
            })
            .collect();
        let rows = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten().enumerate();
        let typed: Vec<serde_json::Value> =
            around.typed.and_then(|form| serde_json::from_str(form.get(name)).ok()).unwrap_or_default();
        let rows = rows
            .map(|(position, line)| LineRow {
                id: (line.head.id != 0).then(|| line.head.id.to_string()),
                cells: shown
                    .iter()
                    .map(|f| {
                        let cell = line_cell(looks, line_shape, f, line, outer);
                        let text = typed.get(position).and_then(|row| row.get(f.name)).and_then(|t| t.as_str());
                        // A new line that nobody typed yet is a copy, and all of it was meant.
                        let copied = around.typed.is_none() && line.head.id == 0 && !cell.value.is_empty();
                        let mine = text.is_some() || copied;
                        // What could not be read stands in its cell as it was typed.
                        match text.filter(|t| cell.value.is_empty() && !t.is_empty()) {
                            Some(text) => LineCell { value: text.to_owned(), text: text.to_owned(), mine },
                            None => LineCell { mine, ..cell },
                        }
                    })
                    .collect(),
                errors: around
                    .refusals
                    .iter()
                    .filter_map(|r| {
                        Some((
                            r.field.as_deref()?.strip_prefix(&format!("{name}.{position}."))?.to_owned(),
                            looks.words.refusal(Some(shape), r),
                        ))
                    })
                    .collect(),
            })
            .collect();
        let label = looks.words.field(shape, name);
        // A table that only tells something has no place to type.
        let editable = edits && shown.iter().any(|f| forms::editable(&looks.access, line_shape, f));
        Lines { name: name.to_owned(), label, columns, rows, editable, add: looks.words.t("web-add-line") }
    }

    fn line_kind(&self, read: &Read, looks: &Looks, shape: &Shape, field: &FieldDef, outer: Option<i64>) -> LineKind {
        match field.kind {
            Kind::Money => {
                let product = shape.field("quantity").is_some() && shape.field("price").is_some() && field.computed;
                let discount = if shape.field("discount").is_some() { " discount" } else { "" };
                let scale = looks.currencies.exponent(outer);
                LineKind::Number { scale, least: scale, product: product.then(|| format!("quantity price{discount}")) }
            }
            Kind::Price => LineKind::Number { scale: 6, least: looks.currencies.exponent(outer), product: None },
            Kind::Quantity => LineKind::Number { scale: 6, least: 0, product: None },
            Kind::Percent => LineKind::Number { scale: 4, least: 0, product: None },
            Kind::Integer => LineKind::Number { scale: 0, least: 0, product: None },
            Kind::Reference(target) => {
                let place = read.model().shapes.get(target).map(|s| format!("{}/{}", s.def.module(), s.def.plural));
                LineKind::Reference { source: format!("{}/lookup/{}?q=", self.base, place.unwrap_or_default()) }
            }
            Kind::Date => LineKind::Date,
            Kind::Choice(choice) => LineKind::Choice(
                choice
                    .options
                    .iter()
                    .map(|o| Choice { value: o.code.to_owned(), label: looks.words.option(shape, field, o.code) })
                    .collect(),
            ),
            Kind::Bool => LineKind::Choice(vec![
                Choice { value: "0".to_owned(), label: looks.words.t("ui-no") },
                Choice { value: "1".to_owned(), label: looks.words.t("ui-yes") },
            ]),
            _ => LineKind::Text,
        }
    }

    /// What the program keeps of a record, as far as there is something to say.
    fn kept_facts(&self, read: &Read, looks: &Looks, shape: &Shape, record: &Record) -> Vec<(String, Cell)> {
        let shown = |f: &&FieldDef| {
            let value = shape.value(record, f.name);
            f.shown() && only_read(shape, f) && !value.is_null() && looks.access.sees(shape, f.name)
        };
        let told = shape.fields.iter().filter(shown).filter(|f| {
            // The document's own currency again, states and links that stand elsewhere, and noughts.
            let twin = f.name == "company_currency";
            let value = shape.value(record, f.name);
            let nought = match f.kind {
                Kind::Bool => false,
                // The first word of a choice is what nothing has happened to yet.
                Kind::Choice(choice) => choice.options.first().map(|o| o.code) == value.text(),
                _ => value.int() == Some(0),
            };
            let plumbing = crate::approvals::plumbing(shape, f);
            !twin && !nought && !plumbing && f.name != "state" && behind(looks, read, shape, record, f).is_none()
        });
        told.map(|f| (self.words().field(shape, f.name), looks.cell(read, shape, f, record))).collect()
    }

    fn panels(&self, read: &Read, looks: &Looks, shape: &Shape, record: &Record, here: &str) -> Result<Vec<Panel>> {
        let words = self.words();
        let head = &record.head;
        let by = |user: Option<i64>| user.map_or(Cell::Empty, |id| Cell::Text(looks.title("platform.user", id)));
        let at = |at: Option<base::Instant>| {
            at.map_or(Cell::Empty, |at| Cell::Time { text: looks.format.instant(at), iso: at.to_string(), late: false })
        };
        let rows = vec![
            (words.field(shape, "created_at"), at(head.created_at)),
            (words.field(shape, "created_by"), by(head.created_by)),
            (words.field(shape, "changed_at"), at(head.changed_at)),
            (words.field(shape, "changed_by"), by(head.changed_by)),
        ];
        let mut kept = self.kept_facts(read, looks, shape, record);
        kept.extend(rows);
        let details = Panel::Facts { title: words.t("web-details"), action: None, rows: kept };
        let links = self.links_panel(read, shape, record)?;
        let merges = self.merges_panel(read, looks, shape, record)?;
        let kept = self.kept_panel(read, shape, record)?;
        let added = self.own_field_panel(read, shape, record)?;
        let approval = self.approval_panel(read, looks, shape, record)?;
        let first = [added, approval, links].into_iter().flatten();
        let told = self.record_panels(read, shape.name(), record.head.id)?.into_iter().map(Panel::Later);
        let last = [Some(details), kept, merges, Some(Panel::Later(format!("{here}/timeline")))];
        Ok(first.chain(told).chain(last.into_iter().flatten()).collect())
    }
}

/// The number of a document, given at birth or, as an invoice's, when it is posted.
fn numbers(field: &FieldDef) -> bool {
    matches!(field.kind, Kind::Number) || field.read_only && field.name == "number" && matches!(field.kind, Kind::Text)
}

/// The business name of a numbered document: whom it is with, rather than its number.
fn heading(looks: &Looks, shape: &Shape, record: &Record) -> Option<String> {
    let numbered = shape.field(shape.def.title).is_some_and(numbers);
    let party = shape
        .fields
        .iter()
        .find(|f| matches!(f.kind, Kind::Reference("parties.party")) && f.column && looks.access.sees(shape, f.name));
    let id = shape.value(record, party.filter(|_| numbered)?.name).int()?;
    Some(looks.title("parties.party", id)).filter(|name| !name.is_empty())
}

/// True for what the program fills and people only read: it stands in the right panel, not between what they type.
fn only_read(shape: &Shape, field: &FieldDef) -> bool {
    let amount = field.computed && matches!(field.kind, Kind::Money) && !shape.lines.is_empty();
    (field.computed || field.read_only)
        && !amount
        && !matches!(field.kind, Kind::LongText | Kind::Number)
        && !shape.def.posted
}

/// The document behind an entry, in the place of the two numbers that name it; `None` for fields that are none of the two.
fn behind(looks: &Looks, read: &Read, shape: &Shape, record: &Record, field: &FieldDef) -> Option<Option<Cell>> {
    let pair = [("source_kind", "source"), ("host_kind", "host")].into_iter().find(|(kind, id)| {
        [*kind, *id].contains(&field.name) && shape.field(kind).is_some() && shape.field(id).is_some()
    });
    match pair? {
        (kind, _) if field.name == kind => Some(None),
        (kind, id) => Some((|| {
            let kind = u16::try_from(shape.value(record, kind).int()?).ok()?;
            let target = read.model().shapes.of_kind(kind)?;
            let id = shape.value(record, id).int()?;
            let title = read.titles(target.name(), &[id]).ok()?.remove(&id)?;
            let text = format!("{} {title}", looks.words.entity(target));
            Some(Cell::Reference { text, href: looks.href(read, target.name(), id), face: false })
        })()),
    }
}

/// True when a verb leads to a state that is progress: neither the first one nor one that warns.
fn leads_onward(shape: &Shape, operation: &Operation) -> bool {
    let Some(Kind::Choice(choice)) = shape.def.state().map(|f| f.kind) else { return false };
    let to = operation.to.and_then(|code| choice.option(code));
    to.is_some_and(|o| !matches!(o.tone, entity::Tone::Danger | entity::Tone::Warn | entity::Tone::Neutral))
}

/// What a copy starts from: everything one may type, without numbers, keys and what has to be one's own.
fn copied(looks: &Looks, shape: &Arc<Shape>, original: &Record) -> Submission {
    let fits = |s: &Shape, f: &FieldDef| {
        f.stored() && !f.unique && !matches!(f.kind, Kind::Number) && forms::editable(&looks.access, s, f)
    };
    let unique = |name: &str| shape.def.unique.iter().any(|key| key.contains(&name));
    let filled = |s: &Shape, record: &Record, f: &FieldDef| {
        let value = s.value(record, f.name);
        (fits(s, f) && !value.is_null()).then(|| (f.name.to_owned(), value))
    };
    let values = shape.fields.iter().filter(|f| f.name != "state" && !unique(f.name));
    let lines = shape.lines.iter().enumerate().map(|(place, (field, line_shape))| {
        let all = original.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
        let one = |line: &Record| LineChange {
            values: line_shape.fields.iter().filter_map(|f| filled(line_shape, line, f)).collect(),
            ..LineChange::default()
        };
        (shape.fields[*field].name.to_owned(), LinesChange::Whole(all.map(one).collect()))
    });
    Submission {
        entity: shape.name().to_owned(),
        values: values.filter_map(|f| filled(shape, original, f)).collect(),
        lines: lines.collect(),
        ..Submission::default()
    }
}

/// In a grid the names take what is left and figures stand close; a wide grid keeps its widths and scrolls.
fn line_width(field: &FieldDef, columns: usize) -> ui::part::Width {
    use ui::part::Width;
    let words = matches!(field.kind, Kind::Text | Kind::LongText | Kind::Email | Kind::Url);
    let named = matches!(field.kind, Kind::Reference("catalog.item" | "accounting.account" | "parties.party"));
    let short = columns <= 3 && matches!(field.kind, Kind::Reference(_));
    match field.kind {
        _ if columns <= 8 && (named || short || words) => Width::Rest,
        Kind::Percent | Kind::Reference("catalog.unit") => Width::Xs,
        Kind::Money | Kind::Price | Kind::Quantity if columns >= 5 => Width::S,
        _ => width(field),
    }
}

/// A cell of the lines grid: the canonical text and what people read.
pub(crate) fn line_cell(looks: &Looks, shape: &Shape, field: &FieldDef, line: &Record, outer: Option<i64>) -> LineCell {
    let value = shape.value(line, field.name);
    let exponent = looks.currencies.exponent(looks.currencies.of(shape, field, line, outer));
    let canonical = match (field.kind, &value) {
        (Kind::Money, Value::Int(n)) => base::decimal::format(*n, exponent),
        (Kind::Price | Kind::Quantity | Kind::Percent, Value::Int(n)) => {
            base::decimal::format_trimmed(*n, field.kind.scale().unwrap_or(6))
        }
        (_, value) => value.to_string(),
    };
    let text = match (field.kind, &value) {
        (Kind::Percent, Value::Int(n)) => looks.format.decimal(*n, 4, 0),
        _ if at_end(field) && value.is_null() => String::new(),
        _ => looks.plain(shape, field, &value, exponent),
    };
    LineCell { value: canonical, text, mine: false }
}

/// What has no column: long texts that nobody types, and the numbers by which lines of documents refer to each other.
fn apart_from_grid(field: &FieldDef) -> bool {
    let link = matches!(field.kind, Kind::Integer) && field.read_only && field.name.ends_with("_line");
    link || (field.computed && matches!(field.kind, Kind::LongText))
}
