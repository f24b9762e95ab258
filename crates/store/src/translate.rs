//! Texts in further languages beside the set's own: item names, terms, dunning texts.

use crate::audit::AuditRow;
use crate::{Read, Tx};
use base::{Error, Refusal, Result};
use entity::{Record, Shape, Value};
use std::collections::{BTreeMap, BTreeSet};

impl Tx<'_> {
    /// Sets or, with an empty text, removes a field's text in a language. It counts as a change of the record: version, audit
    /// and search know it. Rights are the caller's to check, as with [`Tx::save`].
    pub fn translate(&mut self, entity: &str, id: i64, field: &str, language: &str, text: &str) -> Result<()> {
        let shape = self.shape(entity)?;
        let def = shape.field(field).filter(|f| f.translated);
        let Some(def) = def else {
            return Err(Refusal::new("store.not_translated").entity(entity).field(field).into());
        };
        let name = format!("{field}@{language}");
        base::ensure!(is_language(language), Refusal::new("store.not_a_language").field(name.clone()))?;
        let mut refusals = crate::Refusals::default();
        crate::save::check_text(def, text, &|| name.clone(), &mut refusals);
        refusals.into_result()?;
        let mut record = self.lock_record(entity, id)?;
        let before = self.translations(entity, id)?;
        let before = before.get(field).and_then(|texts| texts.get(language)).cloned();
        let after = Some(text.to_owned()).filter(|t| !t.is_empty());
        if before == after {
            return Ok(());
        }
        let mut key = vec![Value::Int(shape.def.kind.into()), id.into(), field.into(), language.into()];
        let sql = match &after {
            Some(text) => {
                key.push(text.as_str().into());
                crate::sql!(
                    "store.translate",
                    "INSERT INTO translation (kind, record, field, language, text) VALUES ($1, $2, $3, $4, $5) \
                     ON CONFLICT (kind, record, field, language) DO UPDATE SET text = excluded.text"
                )
            }
            None => crate::sql!(
                "store.untranslate",
                "DELETE FROM translation WHERE kind = $1 AND record = $2 AND field = $3 AND language = $4"
            ),
        };
        self.execute(sql, &key)?;
        let row = AuditRow::change(&shape, id, "translate", &name, Value::from(before), Value::from(after));
        self.touch(entity, &mut record, row)
    }
}

/// A text in a further language for a record that this transaction made.
#[derive(Clone, Copy, Debug)]
pub struct NewText<'a> {
    /// The record.
    pub id: i64,
    /// The translated field.
    pub field: &'a str,
    /// The language, as BCP 47 writes it.
    pub language: &'a str,
    /// The text.
    pub text: &'a str,
}

impl Tx<'_> {
    /// Gives records that this transaction made their texts in further languages, many at once: seeds and imports. They belong
    /// to the making of the record, so that it keeps its first version; search knows them.
    pub fn translate_new(&mut self, entity: &str, texts: &[NewText]) -> Result<()> {
        let shape = self.shape(entity)?;
        let kind = i64::from(shape.def.kind);
        let mut named = BTreeSet::new();
        for new in texts {
            let refuse = |code: &'static str| Refusal::new(code).entity(entity).field(new.field);
            base::ensure!(shape.field(new.field).is_some_and(|f| f.translated), refuse("store.not_translated"))?;
            base::ensure!(is_language(new.language), refuse("store.not_a_language"))?;
            let sql = crate::sql!(
                "store.translate_new",
                "INSERT INTO translation (kind, record, field, language, text) VALUES ($1, $2, $3, $4, $5)"
            );
            let row = [kind.into(), new.id.into(), new.field.into(), new.language.into(), new.text.into()];
            self.execute(sql, &row)?;
            named.insert(new.id);
        }
        for id in named {
            let record = self.originals.get(&(shape.name(), id)).cloned();
            let record =
                record.ok_or_else(|| Error::broken(format!("{entity} {id} was not made by this transaction")))?;
            self.index_further(&shape, &record)?;
        }
        Ok(())
    }
}

impl Read<'_> {
    /// Every text of a record in further languages: field, then language, then text.
    pub fn translations(&self, entity: &str, id: i64) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
        let kind = i64::from(self.shape(entity)?.def.kind);
        let sql = crate::sql!(
            "store.translations",
            "SELECT field, language, text FROM translation WHERE kind = $1 AND record = $2 ORDER BY field, language"
        );
        let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for row in self.query(sql, &[kind.into(), id.into()])? {
            if let [Value::Text(field), Value::Text(language), Value::Text(text)] = row.as_slice() {
                all.entry(field.clone()).or_default().insert(language.clone(), text.clone());
            }
        }
        Ok(all)
    }

    /// What records are called in a language, where they have a text in it, else in the set's language: one statement, as for
    /// [`Read::titles`].
    pub fn titles_in(&self, entity: &str, ids: &[i64], language: &str) -> Result<BTreeMap<i64, String>> {
        let shape = self.shape(entity)?;
        let title = shape.def.title;
        if ids.is_empty() || !shape.field(title).is_some_and(|f| f.translated) {
            return self.titles(entity, ids);
        }
        let said = |language: &str| {
            format!(
                "(SELECT text FROM translation WHERE kind = {} AND record = t.id AND field = '{title}' AND language = {language})",
                shape.def.kind
            )
        };
        let sql = format!(
            "SELECT t.id, COALESCE({}, {}, t.\"{title}\") FROM \"{}\" t WHERE t.id IN LIST($1)",
            said("$2"),
            said("$3"),
            shape.table()
        );
        let general = language.split('-').next().unwrap_or(language);
        let rows = self.query(&sql, &[crate::access::list(ids), language.into(), general.into()])?;
        let called = |row: &crate::Row| row.get(1).map(ToString::to_string).unwrap_or_default();
        Ok(rows.iter().filter_map(|row| Some((row.first()?.int()?, called(row)))).collect())
    }

    /// Puts a language's texts into records that will be shown or printed, where there are some; `es-MX` falls back on `es`.
    /// Such records must not be saved.
    pub fn in_language(&self, entity: &str, records: &mut [Record], fields: &[&str], language: &str) -> Result<()> {
        let shape = self.shape(entity)?;
        let wanted: Vec<&&str> = fields.iter().filter(|f| shape.field(f).is_some_and(|f| f.translated)).collect();
        if wanted.is_empty() || records.is_empty() {
            return Ok(());
        }
        let general = language.split('-').next().unwrap_or(language);
        let ids: Vec<i64> = records.iter().map(|r| r.head.id).collect();
        let sql = crate::sql!(
            "store.in_language",
            "SELECT record, field, language, text FROM translation WHERE kind = $1 AND record IN LIST($2) \
             AND language IN ($3, $4)"
        );
        let params =
            [Value::Int(shape.def.kind.into()), crate::access::list(&ids), Value::from(general), Value::from(language)];
        let mut rows = self.query(sql, &params)?;
        // The general language first, so that the exact one has the last word.
        rows.sort_by_key(|row| row.get(2).and_then(Value::text) == Some(language));
        let mut texts: BTreeMap<(i64, String), Value> = BTreeMap::new();
        for mut row in rows {
            if let (Some(id), Some(field)) = (row[0].int(), row[1].text().map(str::to_owned)) {
                texts.insert((id, field), row.swap_remove(3));
            }
        }
        for record in records {
            for field in &wanted {
                if let Some(text) = texts.remove(&(record.head.id, (**field).to_owned())) {
                    shape.set(record, field, text);
                }
            }
        }
        Ok(())
    }

    /// The texts of a record in further languages that its search index holds, with their field.
    pub(crate) fn searched_translations(&self, shape: &Shape, id: i64) -> Result<Vec<(String, String)>> {
        if !shape.def.search.iter().any(|name| shape.field(name).is_some_and(|f| f.translated)) {
            return Ok(Vec::new());
        }
        let all = self.translations(shape.name(), id)?;
        Ok(all.into_iter().flat_map(|(field, texts)| texts.into_values().map(move |t| (field.clone(), t))).collect())
    }
}

/// `es`, `zh-CN`: letters, digits and hyphens, as BCP 47 writes them.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()))
        && text.len() <= 20
}
