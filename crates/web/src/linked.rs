//! What a document grew from and what followed it, in the right panel: a figure is walked back without a search.

use crate::cells::{Looks, tone};
use crate::visit::Visit;
use base::Result;
use entity::{FieldDef, Kind, Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::{Read, action};
use ui::page::Panel;
use ui::part::Cell;

/// Documents shown; the lists hold the rest.
const SHOWN: usize = 12;

impl Visit<'_> {
    /// The documents around one, newest last, each with its state and what it amounts to.
    pub(crate) fn links_panel(&self, read: &Read, shape: &Shape, record: &Record) -> Result<Option<Panel>> {
        let access = read.access()?;
        let mut wanted: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
        for (kind, id, _, _) in read.flow(shape.def.kind.into(), record.head.id)? {
            let target = u16::try_from(kind).ok().and_then(|kind| read.model().shapes.of_kind(kind));
            if let Some(target) = target.filter(|s| s.enabled && access.may(s, action::READ)) {
                wanted.entry(target.name()).or_default().insert(id);
            }
        }
        let words = self.words();
        let mut rows = Vec::new();
        for (entity, ids) in wanted {
            let target = read.shape(entity)?;
            let mut looks = Looks::new(read, words, &self.visitor.format, &self.base)?;
            let ids: Vec<i64> = ids.into_iter().rev().take(SHOWN).collect();
            let mut found = Vec::new();
            for other in read.find_many(entity, &ids, false)? {
                if read.may(&target, &other, action::READ)? {
                    found.push(other);
                }
            }
            looks.name(read, &target, &found)?;
            for other in &found {
                let title = target.title(other);
                let text = if title.is_empty() { words.entity(&target) } else { title };
                let key = Cell::Key { text, href: format!("{}/{}", self.path(&target), other.head.id) };
                rows.push(vec![key, state(&looks, &target, other), amount(read, &looks, &target, other)]);
            }
        }
        rows.truncate(SHOWN);
        Ok((!rows.is_empty()).then(|| Panel::Documents { title: words.t("web-linked"), all: None, rows }))
    }
}

fn state(looks: &Looks, shape: &Shape, record: &Record) -> Cell {
    let Some(field) = shape.def.state() else { return Cell::Empty };
    let (Kind::Choice(choice), Value::Text(code)) = (field.kind, shape.value(record, "state")) else {
        return Cell::Empty;
    };
    let pill = choice.option(&code).map(|o| tone(o.tone)).unwrap_or_default();
    Cell::State(pill, looks.words.option(shape, field, &code))
}

/// The grand total: the last amount among the columns of its list.
fn amount(read: &Read, looks: &Looks, shape: &Shape, record: &Record) -> Cell {
    let money = |f: &&FieldDef| matches!(f.kind, Kind::Money) && f.column && looks.access.sees(shape, f.name);
    shape.fields.iter().rfind(money).map_or(Cell::Empty, |f| looks.cell(read, shape, f, record))
}
