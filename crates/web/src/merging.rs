//! Records that may be the same somebody: the warning while one types, and two to nine of them side by side made one.

use crate::cells::Looks;
use crate::http::{Response, encode};
use crate::visit::{Visit, flash_cookie};
use axum::http::StatusCode;
use base::{Error, Refusal, Result, ensure};
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::list::{self, Archived, Question};
use store::{Candidate, Merging, Read, Seen, Wish, action};
use ui::Arg;
use ui::page::{self, Alike, Merge, MergeRow, Panel};
use ui::part::{Cell, Crumb, Note, Tone};

/// The operation whose right merging asks for.
const VERB: &str = "merge";
/// Most records of one merge.
const MOST: usize = 9;

impl Visit<'_> {
    /// How records of this entity are merged, if it can be and this person may.
    pub fn merging(&self, read: &Read, shape: &Shape) -> Result<Option<Merging>> {
        let merging = read.registry().get(shape.name()).and_then(|r| r.merging);
        Ok(if read.access()?.may(shape, VERB) { merging } else { None })
    }

    /// POST of "merge" in the bulk bar: to the page that shows the selected records side by side.
    pub fn bulk_merge(&self, shape: &Arc<Shape>) -> Result<Response> {
        let ids = self.selected(shape)?;
        ensure!((2..=MOST).contains(&ids.len()), Refusal::new("web.merge_two_to_nine").arg("most", MOST))?;
        let ids: Vec<String> = ids.iter().map(|id| format!("id={id}")).collect();
        let from = self.req.form.get("query");
        let from = if from.is_empty() { String::new() } else { format!("&query={}", encode(from)) };
        Ok(Response::see(&format!("{}/merge?{}{from}", self.path(shape), ids.join("&"))))
    }

    /// GET of the records side by side.
    pub fn merge_form(&self, shape: &Arc<Shape>) -> Result<Response> {
        let ids: Vec<i64> = self.req.query.all("id").filter_map(|id| id.parse().ok()).take(MOST + 1).collect();
        self.merge_page(shape, &ids, &[])
    }

    /// POST of the choices: merges and leads to the record that stayed, or shows the records again with the reason.
    pub fn run_merge(&self, shape: &Arc<Shape>) -> Result<Response> {
        let form = &self.req.form;
        let ids: Vec<i64> = form.all("record").filter_map(|id| id.parse().ok()).take(MOST + 1).collect();
        let survivor = form.get("survivor").parse().unwrap_or_else(|_| ids.first().copied().unwrap_or(0));
        let others: Vec<i64> = ids.iter().copied().filter(|id| *id != survivor).collect();
        let merging = self.read(|read| self.merging(read, shape))?;
        let merging = merging.ok_or_else(|| Error::forbidden(shape.name(), VERB))?;
        let chosen: Vec<(String, i64)> = shape
            .fields
            .iter()
            .filter(|f| (merging.chosen)(f))
            .filter_map(|f| Some((f.name.to_owned(), form.get(&format!("take.{}", f.name)).parse().ok()?)))
            .collect();
        let wish = Wish { survivor, others, chosen };
        let (checked, all) = (shape.clone(), ids.clone());
        let outcome = self.write(move |tx| {
            for record in tx.lock_records(checked.name(), &all)? {
                tx.must(&checked, &record, VERB)?;
            }
            (merging.run)(tx, &wish)
        });
        match outcome {
            Ok(log) => {
                let text = self.words().t_args("web-merged-n", &[("n", Arg::Count(ids.len() as i64))]);
                let log = self.read(|read| Ok(format!("{}/{log}", self.path(&*read.shape(merging.log)?))))?;
                let undo = format!("{log}/undo");
                let flash = flash_cookie(&self.visitor.slug, &text, Tone::Success, Some(&undo));
                Ok(Response::see(&format!("{}/{survivor}", self.path(shape))).cookie(&flash))
            }
            Err(Error::Refused(refusals)) => self.merge_page(shape, &ids, &refusals),
            Err(other) => Err(other),
        }
    }

    fn merge_page(&self, shape: &Arc<Shape>, ids: &[i64], refusals: &[Refusal]) -> Result<Response> {
        self.read(|read| {
            let Some(merging) = self.merging(read, shape)? else {
                return Err(Error::forbidden(shape.name(), VERB));
            };
            ensure!((2..=MOST).contains(&ids.len()), Refusal::new("web.merge_two_to_nine").arg("most", MOST))?;
            let records = ids.iter().map(|id| read.visible(shape.name(), *id, VERB)).collect::<Result<Vec<_>>>()?;
            let words = self.words();
            let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            looks.name(read, shape, &records)?;
            let form = &self.req.form;
            let survivor = form.get("survivor").parse().unwrap_or(ids[0]);
            let access = read.access()?;
            let offered = shape.fields.iter().filter(|f| !f.secret && access.sees(shape, f.name));
            let rows = offered.filter_map(|field| match field.kind {
                Kind::Lines(_) => self.united(&looks, shape, field, &records),
                _ if (merging.chosen)(field) => self.choice(read, &looks, shape, field, &records),
                _ => None,
            });
            let mut notes: Vec<Note> =
                refusals.iter().map(|r| note(Tone::Danger, words.refusal(Some(shape), r))).collect();
            notes.push(note(Tone::Info, words.t("web-merge-note")));
            notes.extend(self.what_moves(read, shape, &records)?);
            let from = crate::http::Pairs::parse(self.req.query.get("query").as_bytes()).with(&[]);
            let path = self.path(shape);
            let code = |r: &Record| shape.def.code.map(|c| shape.value(r, c).to_string()).unwrap_or_default();
            let view = Merge {
                title: words.t_args("web-merge-title", &[("n", Arg::Count(records.len() as i64))]),
                crumbs: vec![Crumb { label: words.plural(shape), href: path.clone() }],
                notes,
                action: format!("{path}/merge"),
                survivor: ids.iter().position(|id| *id == survivor).unwrap_or(0),
                records: records.iter().map(|r| (r.head.id.to_string(), shape.title(r), code(r))).collect(),
                rows: rows.collect(),
                back: if from.is_empty() { path.clone() } else { format!("{path}?{from}") },
            };
            let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            self.page(read, status, &path, |cx| page::merge(cx, &view))
        })
    }

    /// A field whose value can be chosen; one that nobody filled is no choice and no row.
    fn choice(
        &self,
        read: &Read,
        looks: &Looks,
        shape: &Shape,
        field: &FieldDef,
        records: &[Record],
    ) -> Option<MergeRow> {
        let values: Vec<Value> = records.iter().map(|r| shape.value(r, field.name)).collect();
        let filled = |v: &Value| {
            !v.is_null() && v.text() != Some("") && !(matches!(field.kind, Kind::Bool) && v.int() == Some(0))
        };
        if !values.iter().any(filled) {
            return None;
        }
        let name = format!("take.{}", field.name);
        let typed = self.req.form.get(&name).parse::<i64>().ok();
        let typed = records.iter().position(|r| Some(r.head.id) == typed);
        Some(MergeRow {
            label: looks.words.field(shape, field.name),
            same: values.iter().all(|v| *v == values[0]),
            chosen: typed.or_else(|| values.iter().position(filled)).unwrap_or(0),
            filled: values.iter().map(filled).collect(),
            values: records.iter().map(|r| looks.cell(read, shape, field, r)).collect(),
            name,
        })
    }

    /// Lines are united: what each record brings along.
    fn united(&self, looks: &Looks, shape: &Shape, field: &FieldDef, records: &[Record]) -> Option<MergeRow> {
        let place = shape.lines_position(field.name)?;
        let line_shape = &shape.lines[place].1;
        let said = |record: &Record| {
            let lines = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
            let one = |line: &Record| {
                let cells = line_shape.fields.iter().filter(|f| f.stored() && !matches!(f.kind, Kind::Bool));
                let texts = cells.map(|f| looks.plain(line_shape, f, &line_shape.value(line, f.name), 2));
                texts.filter(|t| !t.is_empty()).take(4).collect::<Vec<_>>().join(", ")
            };
            lines.map(one).collect::<Vec<_>>().join("; ")
        };
        let values: Vec<String> = records.iter().map(said).collect();
        let cell = |text: &String| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) };
        values.iter().any(|v| !v.is_empty()).then(|| MergeRow {
            name: field.name.to_owned(),
            label: looks
                .words
                .t_args("web-merge-united", &[("field", Arg::Text(&looks.words.field(shape, field.name)))]),
            values: values.iter().map(cell).collect(),
            same: true,
            ..MergeRow::default()
        })
    }

    /// What refers to the records and will refer to the one that stays: "Affiliations: 12, Activities: 3".
    fn what_moves(&self, read: &Read, shape: &Shape, records: &[Record]) -> Result<Option<Note>> {
        let mut counts: BTreeMap<&'static str, i64> = BTreeMap::new();
        for record in records {
            for dependant in read.dependants(shape.name(), record.head.id)? {
                *counts.entry(dependant.entity).or_default() += dependant.count;
            }
        }
        let words = self.words();
        let access = read.access()?;
        let shown = counts.iter().filter_map(|(entity, count)| {
            let shape = read.model().shapes.get(entity).filter(|s| access.may(s, action::READ))?;
            Some(format!("{}: {}", words.plural(shape), self.visitor.format.integer(*count)))
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        Ok((!shown.is_empty())
            .then(|| note(Tone::Neutral, words.t_args("web-merge-moves", &[("what", Arg::Text(&shown))]))))
    }

    /// The merges that a record is made of, newest first, on its page.
    pub fn merges_panel(&self, read: &Read, looks: &Looks, shape: &Shape, record: &Record) -> Result<Option<Panel>> {
        let Some(merging) = read.registry().get(shape.name()).and_then(|r| r.merging) else { return Ok(None) };
        let log = read.shape(merging.log)?;
        if !read.access()?.may(&log, action::READ) {
            return Ok(None);
        }
        let asked = Question {
            entity: merging.log.to_owned(),
            filter: format!("survivor = \"#{}\" and state = merged", record.head.id),
            limit: 5,
            archived: Archived::Live,
            ..Question::default()
        };
        let found = list::page(read, &asked)?.records;
        let row = |r: &Record| {
            let at = r.head.created_at.map_or(Cell::Empty, |at| Cell::Time {
                text: looks.format.relative(at, looks.now),
                iso: at.to_string(),
                late: false,
            });
            vec![Cell::Key { text: log.title(r), href: format!("{}/{}", self.path(&log), r.head.id) }, at]
        };
        let rows: Vec<_> = found.iter().map(row).collect();
        let title = looks.words.plural(&log);
        Ok((!rows.is_empty()).then_some(Panel::Documents { title, all: None, rows }))
    }

    /// The warning on a record's page, for entities that have one.
    pub fn warned(&self, read: &Read, shape: &Arc<Shape>, record: &Record) -> Result<Option<Vec<Alike>>> {
        let warns = read.registry().get(shape.name()).is_some_and(|r| r.alike.is_some());
        warns.then(|| self.alike_of(read, shape, record)).transpose()
    }

    /// Records that look like this draft, in words, with ways to them.
    pub fn alike_of(&self, read: &Read, shape: &Arc<Shape>, record: &Record) -> Result<Vec<Alike>> {
        let Some(find) = read.registry().get(shape.name()).and_then(|r| r.alike) else { return Ok(Vec::new()) };
        let found = find(record, read)?;
        let owners: Vec<i64> = found
            .iter()
            .filter_map(|c| match c.seen {
                Seen::Hidden { owner } => owner,
                Seen::Open(_) => None,
            })
            .collect();
        let owners = read.titles("platform.user", &owners)?;
        let merges = record.head.saved() && record.head.archived_at.is_none() && self.merging(read, shape)?.is_some();
        found.iter().map(|c| self.alike_one(read, shape, record, c, &owners, merges)).collect()
    }

    fn alike_one(
        &self,
        read: &Read,
        shape: &Shape,
        record: &Record,
        candidate: &Candidate,
        owners: &BTreeMap<i64, String>,
        merges: bool,
    ) -> Result<Alike> {
        let words = self.words();
        let other = read.shape(candidate.entity)?;
        let reason = |code: &String| words.t(&format!("{}-alike-{code}", shape.def.module()));
        let why = candidate.reasons.iter().map(reason).collect::<Vec<_>>().join(", ");
        let score = self.visitor.format.percent(base::Percent::from_units(candidate.score * 10_000));
        Ok(match &candidate.seen {
            Seen::Open(title) => Alike {
                name: title.clone(),
                href: Some(crate::lists::record_path(&self.base, &other, candidate.id)),
                merge: (merges && candidate.entity == shape.name())
                    .then(|| format!("{}/merge?id={}&id={}", self.path(shape), candidate.id, record.head.id)),
                score,
                why,
            },
            Seen::Hidden { owner } => {
                let owner = owner.and_then(|id| owners.get(&id).cloned());
                let name = match owner {
                    Some(owner) => words.t_args("web-alike-hidden-of", &[("owner", Arg::Text(&owner))]),
                    None => words.t("web-alike-hidden"),
                };
                Alike { name, href: None, merge: None, score, why }
            }
        })
    }
}

fn note(tone: Tone, text: String) -> Note {
    Note { tone, text, link: None }
}
