//! The same query as a calendar of a date field: a month, a week or an agenda; entries move by being dragged to another day.

use crate::cells::{Looks, tone};
use crate::http::Response;
use crate::lists::question;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Date, Error, Refusal, Result};
use entity::{Kind, Record, Shape, Value};
use serde_json::json;
use std::sync::Arc;
use store::list::{self, Question};
use store::{Submission, action};
use ui::page::{self, Calendar, CalendarSpan, Day, Entry};
use ui::part::{Tab, Tone};

impl Visit<'_> {
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
                    ..Day::default()
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
        CalendarSpan::Day | CalendarSpan::Team | CalendarSpan::Timeline => (at, at),
    })
}
