//! The same query as a board of any choice field, or as a calendar of any date field; moves are saves and operations.

use crate::cells::{Looks, tone};
use crate::http::Response;
use crate::lists::question;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Date, Error, Refusal, Result};
use entity::{FieldDef, Kind, Record, Shape, Value};
use serde_json::json;
use std::sync::Arc;
use store::list::{self, Question};
use store::{Read, Submission, action};
use ui::Arg;
use ui::page::{self, Board, BoardCard, BoardColumn, Calendar, CalendarSpan, Day, Entry};
use ui::part::{Tab, Tone};

/// Cards shown of each column.
const CARDS: usize = 40;

impl Visit<'_> {
    /// The board of the entity's board field.
    pub fn board(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let list = self.frame_of_list(read, &mut looks, shape)?;
            let (field, columns) = self.columns_of(read, &mut looks, shape, true)?;
            let moves =
                read.access()?.may(shape, action::EDIT) || shape.def.state().is_some_and(|s| s.name == field.name);
            let moved = moves.then(|| format!("{}/{{id}}/move", self.path(shape)));
            let view = Board { list, columns, moved };
            self.page(read, StatusCode::OK, &self.path(shape), |cx| page::board(cx, &view))
        })
    }

    /// The board's columns with exact counts and sums over the whole filter.
    fn columns_of(
        &self,
        read: &Read,
        looks: &mut Looks,
        shape: &Arc<Shape>,
        cards: bool,
    ) -> Result<(FieldDef, Vec<BoardColumn>)> {
        let name = shape.def.board.unwrap_or_default();
        let field = shape.field(name).copied().ok_or_else(|| Error::not_found("board", shape.name()))?;
        let Kind::Choice(choice) = field.kind else { return Err(Error::not_found("board", shape.name())) };
        let asked = Question { cursor: String::new(), ..question(shape, &self.req.query, CARDS) };
        let groups = list::groups(read, &asked, name)?;
        let mut columns = Vec::new();
        for option in choice.options {
            let foot =
                groups.iter().find(|g| g.value.text() == Some(option.code)).map(|g| g.foot.clone()).unwrap_or_default();
            let mut found = if cards && foot.count > 0 {
                let term = format!("{name} = {}", option.code);
                let filter = if asked.filter.is_empty() { term } else { format!("({}) and {term}", asked.filter) };
                list::page(read, &Question { filter, ..asked.clone() })?.records
            } else {
                Vec::new()
            };
            looks.translate(read, shape, &mut found, &[])?;
            looks.name(read, shape, &found)?;
            let sum =
                foot.sums.first().map(|s| self.visitor.format.short(s.units, looks.currencies.exponent(s.currency)));
            let narrowed = self.req.query.with(&[("show", ""), ("cursor", ""), (&format!("f.{name}"), option.code)]);
            let label = looks.words.t_args("web-show-all", &[("n", Arg::Count(foot.count))]);
            columns.push(BoardColumn {
                code: option.code.to_owned(),
                label: looks.words.option(shape, &field, option.code),
                tone: tone(option.tone),
                count: self.visitor.format.integer(foot.count),
                sum: sum.unwrap_or_default(),
                cards: found.iter().map(|r| self.card(looks, shape, r)).collect(),
                more: (foot.count > CARDS as i64).then(|| (label, format!("{}?{narrowed}", self.path(shape)))),
            });
        }
        Ok((field, columns))
    }

    /// Three lines: what, who, and how much until when.
    fn card(&self, looks: &Looks, shape: &Shape, record: &Record) -> BoardCard {
        let shown = |f: &&FieldDef| f.shown() && looks.access.sees(shape, f.name) && f.name != shape.def.title;
        let first = |test: &dyn Fn(&FieldDef) -> bool| {
            shape.fields.iter().filter(shown).find(|f| test(f) && !shape.value(record, f.name).is_null())
        };
        let party = first(
            &|f| matches!(f.kind, Kind::Reference(t) if t != "platform.user" && t != "platform.team" && t != "platform.currency"),
        );
        let money = first(&|f| matches!(f.kind, Kind::Money) && f.column);
        let date = first(&|f| matches!(f.kind, Kind::Date) && f.column);
        let tag = first(&|f| matches!(f.kind, Kind::Choice(_)) && Some(f.name) != shape.def.board && f.column);
        let text =
            |f: &FieldDef| looks.plain(shape, f, &shape.value(record, f.name), looks.exponent(shape, f, record, None));
        BoardCard {
            id: record.head.id.to_string(),
            version: record.head.version,
            title: shape.title(record),
            href: format!("{}/{}", self.path(shape), record.head.id),
            tag: tag.and_then(|f| match f.kind {
                Kind::Choice(c) => c.option(shape.value(record, f.name).text()?).map(|o| (tone(o.tone), text(f))),
                _ => None,
            }),
            party: party.map(text),
            amount: money.map(text),
            date: date.and_then(|f| {
                let day = Date::parse(shape.value(record, f.name).text()?).ok()?;
                Some((looks.format.day_month(day), day.to_string(), false))
            }),
            owner: shape.value(record, "owner").int().map(|id| looks.title("platform.user", id)),
        }
    }

    /// POST of a moved card. A state changes only through the operation that leads there; any other choice is saved.
    pub fn move_card(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let form = &self.req.form;
        let (to, version) = (form.get("to").to_owned(), form.get("version").parse::<i64>().ok());
        let field = shape.def.board.ok_or_else(|| Error::not_found("board", shape.name()))?;
        let name = shape.name();
        let moved = shape.clone();
        let is_state = shape.def.state().is_some_and(|s| s.name == field);
        let outcome = self.write(move |tx| {
            if !is_state {
                let values = vec![(field.to_owned(), Value::from(to.as_str()))];
                return tx
                    .submit(&Submission {
                        entity: name.to_owned(),
                        id: Some(id),
                        version,
                        values,
                        ..Submission::default()
                    })
                    .map(|(r, _)| r.head.version);
            }
            let record = tx.lock_record(name, id)?;
            let from = moved.value(&record, field);
            let operations = tx.registry().get(name).map(|r| r.operations).unwrap_or_default();
            let fits =
                |o: &&store::Operation| o.to == Some(to.as_str()) && from.text().is_some_and(|s| o.from.contains(&s));
            let operation = operations.iter().find(fits);
            let refuse = |code: &'static str| -> Error {
                Refusal::new(code).record(moved.title(&record)).arg("state", &to).into()
            };
            let operation = operation.ok_or_else(|| refuse("web.no_way_to_state"))?;
            if operation.input.iter().any(|f| f.required) {
                return Err(refuse("web.state_asks_first"));
            }
            tx.perform(name, id, operation.name, version, &Record::blank(operation.input))?;
            Ok(tx.find(name, id)?.map_or(0, |r| r.head.version))
        });
        let words = self.words();
        let version = match outcome {
            Ok(version) => version,
            Err(error) => {
                let message = words.error(Some(shape), &error).join(" ");
                return Ok(Response::json(crate::api::status(&error), &json!({ "message": message })));
            }
        };
        self.read(|read| {
            let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            let (_, columns) = self.columns_of(read, &mut looks, shape, false)?;
            let heads: serde_json::Map<String, serde_json::Value> =
                columns.into_iter().map(|c| (c.code, json!({ "count": c.count, "sum": c.sum }))).collect();
            Ok(Response::json(StatusCode::OK, &json!({ "version": version, "columns": heads })))
        })
    }

    /// The calendar of the entity's calendar field: a month, or an agenda.
    pub fn calendar(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let list = self.frame_of_list(read, &mut looks, shape)?;
            let name = shape.def.calendar.unwrap_or_default();
            let query = &self.req.query;
            let today = read.today();
            let at = Date::parse(query.get("at")).unwrap_or(today);
            let span = match query.get("span") {
                "week" => CalendarSpan::Week,
                "agenda" => CalendarSpan::Agenda,
                _ => CalendarSpan::Month,
            };
            let (first, last) = reach(at, span)?;
            let term = format!("{name} >= {first} and {name} <= {last}");
            let asked = question(shape, query, list::MOST);
            let filter = if asked.filter.is_empty() { term } else { format!("({}) and {term}", asked.filter) };
            let mut found =
                list::page(read, &Question { filter, sort: name.to_owned(), cursor: String::new(), ..asked })?.records;
            looks.translate(read, shape, &mut found, &[])?;
            looks.name(read, shape, &found)?;
            let days = self.days(&looks, shape, name, &found, (first, last), at, today, span);
            let there = |at: Date, span: &str| {
                format!("{}?{}", self.path(shape), query.with(&[("at", &at.to_string()), ("span", span)]))
            };
            let word = query.get("span");
            let step = if span == CalendarSpan::Week {
                (at.add_days(-7)?, at.add_days(7)?)
            } else {
                (at.add_months(-1)?, at.add_months(1)?)
            };
            let tab = |id: &str, value: &str| Tab {
                label: looks.words.t(id),
                href: there(at, value),
                current: word == value,
                count: None,
            };
            let weekdays = (0..7)
                .filter_map(|i| first.add_days(i).ok())
                .map(|d| looks.format.weekday_short(d.weekday()).to_owned())
                .collect();
            let view = Calendar {
                list,
                spans: vec![tab("web-month", ""), tab("web-week", "week"), tab("web-agenda", "agenda")],
                label: looks.format.month_year(at),
                moves: (there(step.0, word), there(today, word), there(step.1, word)),
                span,
                weekdays,
                days,
                moved: read
                    .access()?
                    .may(shape, action::EDIT)
                    .then(|| format!("{}/{{id}}/reschedule", self.path(shape))),
                hours: (8, 18),
            };
            self.page(read, StatusCode::OK, &self.path(shape), |cx| page::calendar(cx, &view))
        })
    }

    #[allow(clippy::too_many_arguments, reason = "one call, each a fact of the calendar")]
    fn days(
        &self,
        looks: &Looks,
        shape: &Shape,
        name: &str,
        found: &[Record],
        (first, last): (Date, Date),
        at: Date,
        today: Date,
        span: CalendarSpan,
    ) -> Vec<Day> {
        let mut days = Vec::new();
        let mut day = first;
        while day <= last {
            let on = found.iter().filter(|r| shape.value(r, name).text() == Some(day.to_string().as_str()));
            let entries: Vec<Entry> = on.map(|r| self.entry(looks, shape, r)).collect();
            if span != CalendarSpan::Agenda || !entries.is_empty() {
                days.push(Day {
                    iso: day.to_string(),
                    number: day.day(),
                    label: format!("{}, {}", looks.format.weekday_short(day.weekday()), looks.format.date(day)),
                    outside: span == CalendarSpan::Month && day.month() != at.month(),
                    today: day == today,
                    entries,
                    more: None,
                });
            }
            match day.add_days(1) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        days
    }

    fn entry(&self, looks: &Looks, shape: &Shape, record: &Record) -> Entry {
        let card = self.card(looks, shape, record);
        let state = shape.def.state().and_then(|f| match f.kind {
            Kind::Choice(choice) => choice.option(shape.value(record, f.name).text()?).map(|o| tone(o.tone)),
            _ => None,
        });
        Entry {
            id: card.id,
            title: card.title,
            href: card.href,
            tone: state.unwrap_or(Tone::Neutral),
            version: card.version,
            ..Entry::default()
        }
    }

    /// POST of an entry dragged to another day.
    pub fn reschedule(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let field = shape.def.calendar.ok_or_else(|| Error::not_found("calendar", shape.name()))?;
        let form = &self.req.form;
        let day = Date::parse(form.get("day"))
            .map_err(|_| Refusal::new("store.not_a_date").field(field).arg("value", form.get("day")))?;
        let (name, version) = (shape.name(), form.get("version").parse::<i64>().ok());
        let outcome = self.write(move |tx| {
            let values = vec![(field.to_owned(), Value::from(day))];
            let sent = Submission { entity: name.to_owned(), id: Some(id), version, values, ..Submission::default() };
            tx.submit(&sent).map(|(record, _)| record.head.version)
        });
        match outcome {
            Ok(version) => Ok(Response::json(StatusCode::OK, &json!({ "version": version }))),
            Err(error) => {
                let message = self.words().error(Some(shape), &error).join(" ");
                Ok(Response::json(crate::api::status(&error), &json!({ "message": message })))
            }
        }
    }
}

/// First and last day shown.
fn reach(at: Date, span: CalendarSpan) -> Result<(Date, Date)> {
    let monday = |day: Date| day.add_days(-i64::from(day.weekday().to_monday_zero_offset()));
    Ok(match span {
        CalendarSpan::Week => {
            let first = monday(at)?;
            (first, first.add_days(6)?)
        }
        CalendarSpan::Month => {
            let (first, last) = (monday(at.first_of_month())?, monday(at.last_of_month())?);
            (first, last.add_days(6)?)
        }
        CalendarSpan::Agenda => (at, at.add_days(60)?),
    })
}
