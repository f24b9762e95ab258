//! The same query as a board: columns of a choice, or of records with an order of their own; moves are saves and operations.

use crate::cells::{Looks, tone};
use crate::http::Response;
use crate::lists::question;
use crate::visit::Visit;
use axum::http::StatusCode;
use base::{Date, Error, Instant, Refusal, Result};
use entity::{BoardDef, FieldDef, Kind, Record, Shape, Value};
use serde_json::json;
use std::sync::Arc;
use store::list::{self, Archived, Question};
use store::{Operation, Read, Submission, Tx, action};
use ui::Arg;
use ui::page::{self, Board, BoardCard, BoardColumn, Due, Figure};
use ui::part::{Step, StepState, Tab, Tone};

/// Cards shown of each column.
const CARDS: usize = 25;
/// Columns of a board.
const COLUMNS: usize = 40;
/// Cards laid aside longer than this are left out.
const LAID_ASIDE: &str = "in last 30 days";

/// A column before it is filled.
struct Lane {
    code: String,
    value: Value,
    label: String,
    tone: Tone,
}

/// What a board shows: the field of its columns, and the question behind them.
struct Asked {
    def: BoardDef,
    field: FieldDef,
    lanes: Vec<Lane>,
    question: Question,
}

impl Visit<'_> {
    /// The board of an entity.
    pub fn board(&self, shape: &Arc<Shape>) -> Result<Response> {
        self.read(|read| {
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let list = self.frame_of_list(read, &mut looks, shape)?;
            let (ways, chosen) = self.ways(read, &mut looks, shape)?;
            let asked = self.board_asked(read, &mut looks, shape, chosen)?;
            let columns = self.columns_of(read, &mut looks, shape, &asked, true)?;
            let is_state = shape.def.state().is_some_and(|s| s.name == asked.field.name);
            let access = read.access()?;
            let moves = match asked.def.verb {
                Some(verb) => access.may(shape, verb),
                None => is_state || access.may(shape, action::EDIT),
            };
            let query = self.req.query.with(&[("cursor", "")]);
            let moved = moves.then(|| format!("{}/{{id}}/move?{query}", self.path(shape)));
            let remark = asked.def.since.map(|_| looks.words.t("web-board-laid-aside"));
            let view = Board { list, ways, columns, moved, remark };
            self.page(read, StatusCode::OK, &self.path(shape), |cx| page::board(cx, &view))
        })
    }

    /// What a board can be switched between, such as pipelines, and which is chosen: the one of the address, else the first.
    fn ways(&self, read: &Read, looks: &mut Looks, shape: &Arc<Shape>) -> Result<(Vec<Tab>, Option<i64>)> {
        let within = shape.def.board.and_then(|b| b.within).and_then(|name| shape.field(name));
        let Some(Kind::Reference(target)) = within.map(|f| f.kind) else { return Ok((Vec::new(), None)) };
        let target = read.shape(target)?;
        let asked = Question { entity: target.name().to_owned(), limit: COLUMNS, ..Question::default() };
        let mut found = list::page(read, &asked)?.records;
        looks.translate(read, &target, &mut found, &[])?;
        let wanted = self.req.query.get("way").parse::<i64>().ok();
        let known = |id: &i64| found.iter().any(|r| r.head.id == *id);
        let chosen = wanted.filter(known).or_else(|| found.first().map(|r| r.head.id));
        let tab = |record: &Record| Tab {
            label: target.title(record),
            href: format!(
                "{}?{}",
                self.path(shape),
                self.req.query.with(&[("way", &record.head.id.to_string()), ("cursor", "")])
            ),
            current: Some(record.head.id) == chosen,
            count: None,
        };
        let ways = if found.len() > 1 { found.iter().map(tab).collect() } else { Vec::new() };
        Ok((ways, chosen))
    }

    fn board_asked(&self, read: &Read, looks: &mut Looks, shape: &Arc<Shape>, way: Option<i64>) -> Result<Asked> {
        let missing = || Error::not_found("board", shape.name());
        let def = shape.def.board.ok_or_else(missing)?;
        let field = shape.field(def.by).copied().ok_or_else(missing)?;
        let lanes = match field.kind {
            Kind::Choice(choice) => choice
                .options
                .iter()
                .map(|o| Lane {
                    code: o.code.to_owned(),
                    value: Value::from(o.code),
                    label: looks.words.option(shape, &field, o.code),
                    tone: tone(o.tone),
                })
                .collect(),
            Kind::Reference(target) => self.lanes(read, looks, &*read.shape(target)?, def.within, way)?,
            _ => return Err(missing()),
        };
        let mut question = Question { cursor: String::new(), ..question(shape, &self.req.query, CARDS) };
        if let (Some(name), Some(way)) = (def.within, way) {
            question.filter = and(&question.filter, &format!("{name} = #{way}"));
        }
        if let (Some(name), Archived::Live) = (def.since, question.archived) {
            question.filter = and(&question.filter, &format!("({name} is empty or {name} {LAID_ASIDE})"));
        }
        if question.sort.is_empty() {
            question.sort = def.due.unwrap_or_default().to_owned();
        }
        Ok(Asked { def, field, lanes, question })
    }

    /// The columns of a record's board as the steps of its way: each leads to the dialog of the verb that moves it there.
    pub(crate) fn stage_path(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Arc<Shape>,
        record: &Record,
        here: &str,
    ) -> Result<Option<Vec<Step>>> {
        let Some((def, verb)) = shape.def.board.and_then(|b| Some((b, b.verb?))) else { return Ok(None) };
        let Some(Kind::Reference(target)) = shape.field(def.by).map(|f| f.kind) else { return Ok(None) };
        if !record.head.saved() || !looks.access.sees(shape, def.by) {
            return Ok(None);
        }
        let way = def.within.and_then(|name| shape.value(record, name).int());
        let at = shape.value(record, def.by);
        // A column that ends badly is no step on the way.
        let straight = |lane: &Lane| lane.tone != Tone::Danger || lane.value == at;
        let lanes = self.lanes(read, looks, &*read.shape(target)?, def.within, way)?;
        let lanes: Vec<Lane> = lanes.into_iter().filter(straight).collect();
        let now = lanes.iter().position(|lane| lane.value == at).unwrap_or(0);
        let moves = record.head.archived_at.is_none() && read.may(shape, record, verb)?;
        let step = |(place, lane): (usize, Lane)| Step {
            label: lane.label,
            state: match place.cmp(&now) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Next,
            },
            href: moves.then(|| format!("{here}/{verb}?{}={}", def.by, lane.code)),
        };
        Ok(Some(lanes.into_iter().enumerate().map(step).collect()))
    }

    /// The records that are columns, in their own order.
    fn lanes(
        &self,
        read: &Read,
        looks: &Looks,
        target: &Shape,
        within: Option<&str>,
        way: Option<i64>,
    ) -> Result<Vec<Lane>> {
        let narrowed = within.filter(|name| target.field(name).is_some()).zip(way);
        let filter = narrowed.map(|(name, way)| format!("{name} = #{way}")).unwrap_or_default();
        let asked = Question { entity: target.name().to_owned(), filter, limit: COLUMNS, ..Question::default() };
        let mut found = list::page(read, &asked)?.records;
        looks.translate(read, target, &mut found, &[])?;
        let colour = |record: &Record| {
            let field = target.field("tone").filter(|f| matches!(f.kind, Kind::Choice(_)))?;
            let Kind::Choice(choice) = field.kind else { return None };
            choice.option(target.value(record, "tone").text()?).map(|o| tone(o.tone))
        };
        let lane = |record: &Record| Lane {
            code: record.head.id.to_string(),
            value: Value::Int(record.head.id),
            label: target.title(record),
            tone: colour(record).unwrap_or_default(),
        };
        Ok(found.iter().map(lane).collect())
    }

    /// The columns with exact counts and sums over the whole filter.
    fn columns_of(
        &self,
        read: &Read,
        looks: &mut Looks,
        shape: &Arc<Shape>,
        asked: &Asked,
        cards: bool,
    ) -> Result<Vec<BoardColumn>> {
        let name = asked.field.name;
        let summed = self.summed(looks, shape, asked);
        let names: Vec<&str> = summed.iter().map(|f| f.name).collect();
        let groups = list::sums(read, &asked.question, name, &names)?;
        let mut columns = Vec::new();
        for lane in &asked.lanes {
            let foot = groups.iter().find(|g| g.value == lane.value).map(|g| g.foot.clone()).unwrap_or_default();
            let term = match lane.value {
                Value::Int(id) => format!("{name} = #{id}"),
                _ => format!("{name} = {}", lane.code),
            };
            let mut found = if cards && foot.count > 0 {
                list::page(read, &Question { filter: and(&asked.question.filter, &term), ..asked.question.clone() })?
                    .records
            } else {
                Vec::new()
            };
            looks.translate(read, shape, &mut found, &[])?;
            looks.name(read, shape, &found)?;
            let figures = summed.iter().map(|field| {
                let sums = foot.sums.iter().filter(|s| s.field == field.name);
                let one = |s: &list::Sum| {
                    let text = looks.format.short(s.units, looks.currencies.exponent(s.currency));
                    let code = s.currency.map(|c| looks.currencies.code(c)).unwrap_or_default();
                    (text, code.to_owned())
                };
                let all: Vec<(String, String)> = sums.map(one).collect();
                // One currency needs no word; several are never added up.
                let text = match all.as_slice() {
                    [(text, _)] => text.clone(),
                    many => many.iter().map(|(t, c)| format!("{t} {c}")).collect::<Vec<_>>().join(" · "),
                };
                Figure { label: looks.words.field(shape, field.name), text }
            });
            let figures = figures.filter(|f| !f.text.is_empty()).collect();
            let narrowed = self.req.query.with(&[
                ("show", ""),
                ("cursor", ""),
                ("way", ""),
                ("filter", &and(&asked.question.filter, &term)),
            ]);
            let label = looks.words.t_args("web-show-all", &[("n", Arg::Count(foot.count))]);
            columns.push(BoardColumn {
                code: lane.code.clone(),
                label: lane.label.clone(),
                tone: lane.tone,
                count: looks.format.integer(foot.count),
                figures,
                cards: found.iter().map(|r| self.card(looks, shape, r)).collect(),
                more: (foot.count > CARDS as i64).then(|| (label, format!("{}?{narrowed}", self.path(shape)))),
            });
        }
        Ok(columns)
    }

    /// The amounts that are summed up, as far as this person may see them.
    fn summed<'s>(&self, looks: &Looks, shape: &'s Shape, asked: &Asked) -> Vec<&'s FieldDef> {
        let seen = |f: &&FieldDef| f.kind.sums() && !f.secret && looks.access.sees(shape, f.name);
        if asked.def.sums.is_empty() {
            let money = |f: &&FieldDef| matches!(f.kind, Kind::Money) && f.column && seen(f);
            return shape.fields.iter().find(money).into_iter().collect();
        }
        asked.def.sums.iter().filter_map(|name| shape.field(name)).filter(seen).collect()
    }

    /// What, who, how much until when, and what is to be done next.
    pub(crate) fn card(&self, looks: &Looks, shape: &Shape, record: &Record) -> BoardCard {
        let board = shape.def.board.unwrap_or(BoardDef::of(""));
        let own = [Some(board.by), board.within, board.due, board.since].map(Option::unwrap_or_default);
        let shown = |f: &&FieldDef| {
            f.shown() && looks.access.sees(shape, f.name) && f.name != shape.def.title && !own.contains(&f.name)
        };
        let first = |test: &dyn Fn(&FieldDef) -> bool| {
            shape.fields.iter().filter(shown).find(|f| test(f) && !shape.value(record, f.name).is_null())
        };
        let party = first(
            &|f| matches!(f.kind, Kind::Reference(t) if t != "platform.user" && t != "platform.team" && t != "platform.currency"),
        );
        let money = first(&|f| matches!(f.kind, Kind::Money) && f.column);
        let date = first(&|f| matches!(f.kind, Kind::Date) && f.column);
        let tag =
            first(&|f| matches!(f.kind, Kind::Choice(_)) && f.column && !(f.name == "state" && board.verb.is_some()));
        let text =
            |f: &FieldDef| looks.plain(shape, f, &shape.value(record, f.name), looks.exponent(shape, f, record, None));
        let day = |name: &str| Date::parse(shape.value(record, name).text()?).ok();
        let open = board.since.is_none_or(|name| shape.value(record, name).is_null());
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
                let on = day(f.name)?;
                let late = open && board.due.is_some() && on < looks.today;
                Some((looks.format.day_month(on), on.to_string(), late))
            }),
            owner: shape.value(record, "owner").int().map(|id| looks.title("platform.user", id)),
            due: board.due.filter(|_| open).map(|name| self.due(looks, shape, name, day(name))),
            days: board.entered.filter(|_| open).and_then(|name| {
                let since = Instant::from_micros(shape.value(record, name).int()?);
                let days = since.date_in(&looks.format.zone).ok()?.days_until(looks.today);
                let text = looks.words.t_args("web-days", &[("n", Arg::Count(days))]);
                let stalled = board.stalls.and_then(day).is_some_and(|last| last < looks.today);
                Some((text, stalled.then(|| looks.words.t("web-stalled"))))
            }),
        }
    }

    /// Whether what is to be done is late, today's, ahead, or not known.
    fn due(&self, looks: &Looks, shape: &Shape, name: &str, on: Option<Date>) -> Due {
        let (tone, text) = match on {
            None => (Tone::Neutral, looks.words.t("web-due-unknown")),
            Some(on) if on < looks.today => (Tone::Danger, looks.format.day_month(on)),
            Some(on) if on == looks.today => (Tone::Warn, looks.words.t("web-due-today")),
            Some(on) => (Tone::Success, looks.format.day_month(on)),
        };
        Due { tone, label: looks.words.field(shape, name), text }
    }

    /// POST of a moved card. What a verb moves goes by the verb; where it asks for more, the answer says where to ask.
    pub fn move_card(&self, shape: &Arc<Shape>, id: i64) -> Result<Response> {
        let form = &self.req.form;
        let (to, version) = (form.get("to").to_owned(), form.get("version").parse::<i64>().ok());
        let def = shape.def.board.ok_or_else(|| Error::not_found("board", shape.name()))?;
        let moved = shape.clone();
        let wanted = to.clone();
        let mut outcome = self.write(move |tx| move_to(tx, &moved, def, id, &wanted, version));
        let mut why = String::new();
        if let (Err(Error::Refused(refusals)), Some(verb)) = (&outcome, def.verb)
            && let Some(operation) = self.operations(shape).iter().find(|o| o.name == verb)
            && asks_more(operation, def, refusals)
        {
            why = self.words().error(Some(shape), &Error::Refused(refusals.clone())).join(" ");
            outcome = Ok(Moved::Asks(operation.name));
        }
        let version = match outcome {
            Ok(Moved::To(version)) => version,
            Ok(Moved::Asks(verb)) => {
                let ask = format!("{}/{id}/{verb}?{}={}", self.path(shape), def.by, crate::http::encode(&to));
                return Ok(match self.req.wants_json() {
                    true => Response::json(StatusCode::OK, &json!({ "ask": ask, "message": why })),
                    false => Response::see(&ask),
                });
            }
            Err(error) if self.req.wants_json() => {
                let message = self.words().error(Some(shape), &error).join(" ");
                return Ok(Response::json(crate::api::status(&error), &json!({ "message": message })));
            }
            Err(error) => return Err(error),
        };
        if !self.req.wants_json() {
            return Ok(Response::see(&format!("{}?{}", self.path(shape), self.req.query.with(&[("show", "board")]))));
        }
        self.read(|read| {
            let mut looks = Looks::new(read, self.words(), &self.visitor.format, &self.base)?;
            let (_, chosen) = self.ways(read, &mut looks, shape)?;
            let asked = self.board_asked(read, &mut looks, shape, chosen)?;
            let columns = self.columns_of(read, &mut looks, shape, &asked, false)?;
            let head = |c: BoardColumn| {
                let figures: Vec<String> = c.figures.into_iter().map(|f| f.text).collect();
                (c.code, json!({ "count": c.count, "figures": figures }))
            };
            let heads: serde_json::Map<String, serde_json::Value> = columns.into_iter().map(head).collect();
            Ok(Response::json(StatusCode::OK, &json!({ "version": version, "columns": heads })))
        })
    }
}

/// Two conditions that both hold.
fn and(filter: &str, term: &str) -> String {
    if filter.is_empty() { term.to_owned() } else { format!("({filter}) and {term}") }
}

/// What came of moving a card.
enum Moved {
    /// It lies there; the record's new version.
    To(i64),
    /// This verb asks for more first.
    Asks(&'static str),
}

/// Moves a card to a column.
fn move_to(tx: &mut Tx, shape: &Arc<Shape>, def: BoardDef, id: i64, to: &str, version: Option<i64>) -> Result<Moved> {
    let name = shape.name();
    let after = |tx: &Tx| Ok(Moved::To(tx.find_many(name, &[id], false)?.first().map_or(0, |r| r.head.version)));
    if let Some(verb) = def.verb {
        let operation = operation(tx, shape, |o| o.name == verb);
        let operation = operation.ok_or_else(|| Error::not_found("operation", verb))?;
        let mut input = Record::blank(operation.input);
        let place = operation.input.iter().position(|f| f.name == def.by);
        let place = place.ok_or_else(|| Error::broken(format!("{name}:{verb} does not ask for {}", def.by)))?;
        input.values[place] = match operation.input[place].kind {
            Kind::Reference(_) => Value::Int(to.parse().map_err(|_| Error::not_found("column", to))?),
            _ => Value::from(to),
        };
        tx.perform(name, id, verb, version, &input)?;
        return after(tx);
    }
    if shape.def.state().is_none_or(|s| s.name != def.by) {
        let values = vec![(def.by.to_owned(), Value::from(to))];
        let sent = Submission { entity: name.to_owned(), id: Some(id), version, values, ..Submission::default() };
        return tx.submit(&sent).map(|(r, _)| Moved::To(r.head.version));
    }
    let record = tx.lock_record(name, id)?;
    let from = shape.value(&record, def.by);
    let fits = |o: &Operation| o.to == Some(to) && from.text().is_some_and(|s| o.from.contains(&s));
    let no_way = || Error::from(Refusal::new("web.no_way_to_state").record(shape.title(&record)).arg("state", to));
    let operation = operation(tx, shape, fits).ok_or_else(no_way)?;
    if operation.input.iter().any(|f| f.required && f.default.is_none()) {
        return Ok(Moved::Asks(operation.name));
    }
    tx.perform(name, id, operation.name, version, &Record::blank(operation.input))?;
    after(tx)
}

fn operation(read: &Read, shape: &Shape, test: impl Fn(&Operation) -> bool) -> Option<&'static Operation> {
    read.registry().get(shape.name()).and_then(|r| r.operations.iter().find(|o| test(o)))
}

/// True when every refusal is about something that the verb's own dialog can ask for.
fn asks_more(operation: &Operation, def: BoardDef, refusals: &[Refusal]) -> bool {
    let asks = |field: &str| field != def.by && operation.input.iter().any(|f| f.name == field);
    refusals.iter().all(|r| r.field.as_deref().is_some_and(asks))
}
