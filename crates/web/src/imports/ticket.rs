//! A file on its way through the import wizard: kept in the account set, so that it survives a restart and any server can go on.

use base::{Error, Instant, Refusal, Result};
use entity::{Shape, Value};
use exchange::import::{Counts, Mapping, Problem, Report, Rows, history};
use exchange::table::{Detected, Hints};
use platform::attachment::{self, Content, Reader};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Read, Set, Tx, Who};
use ui::Messages;

/// How long a ticket is found again, in microseconds: a month.
const KEPT: i64 = 30 * 86_400_000_000;
/// A rehearsal that said nothing for this long has lost its server.
const SILENT: i64 = 60_000_000;
/// First values of a column that are shown.
const SAMPLES: usize = 3;

/// One uploaded file and how far its import is.
#[derive(Clone)]
pub struct Ticket {
    pub name: String,
    pub file: String,
    pub content: String,
    pub mapping: Mapping,
    pub stage: Stage,
    /// The number of its run, once there is one.
    pub run: Option<i64>,
    /// What people call the options of choices, for work without a person's words at hand.
    pub words: Spoken,
}

/// How far an import is.
#[derive(Clone, Default)]
pub enum Stage {
    /// Columns are being matched.
    #[default]
    Mapping,
    /// Why the last try failed.
    Failed(Vec<Refusal>),
    /// Everything is tried and nothing kept: rows done, rows in all.
    Rehearsing(u64, u64),
    Rehearsed(Report),
    /// A job carries it out.
    Ordered,
}

/// What people call the options of choices, by entity, field and code.
#[derive(Clone, Default)]
pub struct Spoken(HashMap<(String, String, String), Vec<String>>);

impl Spoken {
    /// The words of every choice of an entity and its lines.
    pub fn of(messages: &Messages, shape: &Shape) -> Spoken {
        let mut kept = HashMap::new();
        for owner in std::iter::once(shape).chain(shape.lines.iter().map(|(_, line)| &**line)) {
            for field in &owner.fields {
                let entity::Kind::Choice(choice) = field.kind else { continue };
                for option in choice.options {
                    let key = (owner.name().to_owned(), field.name.to_owned(), option.code.to_owned());
                    kept.insert(key, super::labels(messages, owner.name(), field.name, Some(option.code)));
                }
            }
        }
        Spoken(kept)
    }

    /// What people call one option.
    pub fn words(&self, entity: &str, field: &str, option: Option<&str>) -> Vec<String> {
        let key = (entity.to_owned(), field.to_owned(), option.unwrap_or_default().to_owned());
        self.0.get(&key).cloned().unwrap_or_default()
    }

    fn text(&self) -> String {
        json!(self.0.iter().map(|((e, f, c), words)| json!([e, f, c, words])).collect::<Vec<_>>()).to_string()
    }

    fn read(text: &str) -> Spoken {
        let all: Vec<(String, String, String, Vec<String>)> = serde_json::from_str(text).unwrap_or_default();
        Spoken(all.into_iter().map(|(e, f, c, words)| ((e, f, c), words)).collect())
    }
}

fn problem_json(problem: &Problem) -> Json {
    let refusal = history::refusal_json(&problem.refusal);
    json!({ "line": problem.line, "column": problem.column, "value": problem.value, "refusal": refusal })
}

fn problem_of(json: &Json) -> Problem {
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    Problem {
        line: json["line"].as_u64().unwrap_or(0),
        column: text("column"),
        value: text("value"),
        refusal: history::refusal_of(&json["refusal"]),
    }
}

impl Stage {
    fn code(&self) -> &'static str {
        match self {
            Stage::Mapping => "mapping",
            Stage::Failed(_) => "failed",
            Stage::Rehearsing(..) => "rehearsing",
            Stage::Rehearsed(_) => "rehearsed",
            Stage::Ordered => "ordered",
        }
    }

    fn told(&self) -> String {
        let told = match self {
            Stage::Mapping | Stage::Ordered => Json::Null,
            Stage::Failed(refusals) => json!(refusals.iter().map(history::refusal_json).collect::<Vec<_>>()),
            Stage::Rehearsing(done, all) => json!([done, all]),
            Stage::Rehearsed(Report { counts, problems, .. }) => json!({
                "counts": [counts.created, counts.updated, counts.unchanged, counts.refused],
                "problems": problems.iter().map(problem_json).collect::<Vec<_>>(),
            }),
        };
        told.to_string()
    }

    fn read(code: &str, told: &str) -> Stage {
        let told: Json = serde_json::from_str(told).unwrap_or_default();
        let number = |json: &Json| json.as_u64().unwrap_or(0);
        match code {
            "failed" => Stage::Failed(told.as_array().into_iter().flatten().map(history::refusal_of).collect()),
            "rehearsing" => Stage::Rehearsing(number(&told[0]), number(&told[1])),
            "rehearsed" => {
                let of = |i: usize| number(&told["counts"][i]);
                let counts = Counts { created: of(0), updated: of(1), unchanged: of(2), refused: of(3) };
                let problems = told["problems"].as_array().into_iter().flatten().map(problem_of).collect();
                Stage::Rehearsed(Report { counts, problems, ..Report::default() })
            }
            "ordered" => Stage::Ordered,
            _ => Stage::Mapping,
        }
    }
}

/// Keeps a new ticket; those of a month ago go.
pub fn put(tx: &mut Tx, kind: u16, ticket: &Ticket) -> Result<()> {
    let now = tx.now();
    tx.execute("DELETE FROM import_ticket WHERE at < $1", &[(now.micros() - KEPT).into()])?;
    let sql = store::sql!(
        "web.put_ticket",
        "INSERT INTO import_ticket (name, by_user, kind, file, content, mapping, words, stage, told, at, seen_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let user = Value::from(tx.who().user);
    let params = [
        ticket.name.as_str().into(),
        user,
        i64::from(kind).into(),
        ticket.file.as_str().into(),
        ticket.content.as_str().into(),
        ticket.mapping.to_json().into(),
        ticket.words.text().into(),
        ticket.stage.code().into(),
        ticket.stage.told().into(),
        now.into(),
        now.into(),
    ];
    tx.execute(sql, &params).map(|_| ())
}

const TICKET: &str = "SELECT name, file, content, mapping, words, stage, told, run, seen_at FROM import_ticket";

fn read_row(row: &store::Row, now: Instant) -> Result<Ticket> {
    let text = |i: usize| row.get(i).and_then(Value::text).unwrap_or_default();
    let int = |i: usize| row.get(i).and_then(Value::int);
    let mut stage = Stage::read(text(5), text(6));
    if matches!(stage, Stage::Rehearsing(..)) && now.micros() - int(8).unwrap_or(0) > SILENT {
        stage = Stage::Mapping;
    }
    let mapping = serde_json::from_str(text(3)).map_err(|_| Error::broken("a kept mapping is not readable"))?;
    Ok(Ticket {
        name: text(0).to_owned(),
        file: text(1).to_owned(),
        content: text(2).to_owned(),
        mapping,
        words: Spoken::read(text(4)),
        stage,
        run: int(7),
    })
}

/// Somebody's ticket for an entity. Somebody else's is not there.
pub fn get(read: &Read, name: &str, kind: u16) -> Result<Ticket> {
    let sql = format!("{TICKET} WHERE name = $1 AND kind = $2 AND by_user = $3");
    let user = read.who().user.unwrap_or(0);
    let row = read.row(&sql, &[name.into(), i64::from(kind).into(), user.into()])?;
    let row = row.ok_or_else(|| Refusal::new("web.import_expired"))?;
    read_row(&row, read.now())
}

/// A ticket by its name alone, for the job that carries it out.
pub fn ordered(read: &Read, name: &str) -> Result<Ticket> {
    let row = read.row(&format!("{TICKET} WHERE name = $1"), &[name.into()])?;
    read_row(&row.ok_or_else(|| Refusal::new("web.import_expired"))?, read.now())
}

/// Writes down what is to be done with the file, and how far that is.
pub fn save(tx: &mut Tx, ticket: &Ticket) -> Result<()> {
    let sql = store::sql!(
        "web.save_ticket",
        "UPDATE import_ticket SET mapping = $1, stage = $2, told = $3, run = $4, seen_at = $5 WHERE name = $6"
    );
    let now = tx.now();
    let params = [
        ticket.mapping.to_json().into(),
        ticket.stage.code().into(),
        ticket.stage.told().into(),
        Value::from(ticket.run),
        now.into(),
        ticket.name.as_str().into(),
    ];
    tx.execute(sql, &params).map(|_| ())
}

impl Ticket {
    /// A new ticket for stored bytes.
    pub fn new(file: &str, content: &Content, mapping: Mapping, words: Spoken) -> Result<Ticket> {
        let drawn = platform::token::draw()?;
        let name: String = drawn.expose().chars().filter(char::is_ascii_alphanumeric).collect();
        let (file, content) = (file.to_owned(), content.sha256.clone());
        Ok(Ticket { name, file, content, mapping, stage: Stage::Mapping, run: None, words })
    }

    /// The file from its beginning; bytes that were swept are a refusal.
    fn reader(&self, set: &Arc<Set>) -> Result<Reader> {
        let content = self.content.clone();
        let there = set.write(&Who::program("import"), move |tx| attachment::want(tx, &content))?;
        if there { Ok(Reader::new(set.clone(), &self.content)) } else { Err(Refusal::new("web.import_expired").into()) }
    }

    /// Headings, first values, and how the file seems to be written.
    pub fn samples(&self, set: &Arc<Set>, hints: &Hints) -> Result<(Vec<String>, Vec<Vec<String>>, Detected)> {
        exchange::import::samples_of(self.reader(set)?, &self.file, hints, SAMPLES)
    }

    /// Its rows under its mapping.
    pub fn rows(&self, set: &Arc<Set>) -> Result<Rows> {
        Rows::open(self.reader(set)?, &self.file, &self.mapping, None)
    }

    /// How many rows there are.
    pub fn count(&self, set: &Arc<Set>) -> Result<u64> {
        let mut rows = self.rows(set)?;
        let mut all = 0;
        loop {
            match rows.next_row() {
                Ok(None) => return Ok(all),
                Err(_) if rows.broke_off() => return Ok(all),
                Ok(Some(_)) | Err(_) => all += 1,
            }
        }
    }
}
