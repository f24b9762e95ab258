//! Where records of other systems went: what is imported twice is made once and updated once.

use crate::{Engine, Read, Tx, conn};
use base::{Error, Refusal, Result};
use entity::Value;
use std::collections::HashMap;

impl Read<'_> {
    /// The record that another system's key stands for, its survivor after a merge; nothing when it is unknown or gone.
    pub fn external(&self, system: &str, entity: &str, key: &str) -> Result<Option<i64>> {
        Ok(self.external_many(system, entity, &[key])?.remove(key))
    }

    /// The same for many keys at once; unknown ones are absent.
    pub fn external_many(&self, system: &str, entity: &str, keys: &[&str]) -> Result<HashMap<String, i64>> {
        let kind = i64::from(self.shape(entity)?.def.kind);
        let sql = crate::sql!(
            "store.external",
            "SELECT e.key, CASE WHEN f.record IS NULL THEN e.record ELSE f.survivor END FROM external_key e \
             LEFT JOIN former_id f ON f.kind = e.kind AND f.record = e.record \
             WHERE e.system = $1 AND e.kind = $2 AND e.key IN TEXTS($3)"
        );
        let rows = self.query(sql, &[system.into(), kind.into(), list(keys)])?;
        let found: HashMap<String, i64> =
            rows.iter().filter_map(|row| Some((row.first()?.text()?.to_owned(), row.get(1)?.int()?))).collect();
        let unknown = keys.iter().filter(|key| !found.contains_key(**key));
        self.unknown_keys.borrow_mut().extend(unknown.map(|key| (system.to_owned(), kind, (*key).to_owned())));
        Ok(found)
    }
}

impl Tx<'_> {
    /// Remembers which record another system's key stands for.
    pub fn remember_external(&mut self, system: &str, entity: &str, key: &str, id: i64) -> Result<()> {
        self.remember_external_many(system, entity, &[(key, id)])
    }

    /// The same for many keys at once.
    ///
    /// When somebody else imported one of the keys meanwhile, this operation runs again on PostgreSQL and finds the record; a
    /// key that already stands for another record is refused.
    pub fn remember_external_many(&mut self, system: &str, entity: &str, keys: &[(&str, i64)]) -> Result<()> {
        let kind = i64::from(self.shape(entity)?.def.kind);
        let mut sorted = keys.to_vec();
        // One order for everybody: two imports of the same keys wait for each other instead of deadlocking.
        sorted.sort_unstable();
        sorted.dedup();
        let names: Vec<&str> = sorted.iter().map(|(key, _)| *key).collect();
        let known = self.external_many(system, entity, &names)?;
        let insert = crate::sql!(
            "store.remember_external",
            "INSERT INTO external_key (system, kind, key, record) VALUES ($1, $2, $3, $4) ON CONFLICT (system, kind, key) DO NOTHING"
        );
        let revive = crate::sql!(
            "store.revive_external",
            "UPDATE external_key SET record = $4 WHERE system = $1 AND kind = $2 AND key = $3 AND record IN \
             (SELECT record FROM former_id WHERE kind = $2 AND survivor IS NULL)"
        );
        for (key, id) in sorted {
            let asked = (system.to_owned(), kind, key.to_owned());
            let params = [Value::from(system), kind.into(), key.into(), id.into()];
            let kept = match known.get(key) {
                Some(other) => *other == id,
                None => self.execute(insert, &params)? == 1 || self.execute(revive, &params)? == 1,
            };
            if kept {
                self.unknown_keys.borrow_mut().remove(&asked);
                continue;
            }
            // It stood for nothing when this operation looked: somebody was faster, and the next run finds the record.
            let raced = self.engine() == Engine::Postgres && self.unknown_keys.borrow().contains(&asked);
            return Err(match raced {
                true => Error::Unavailable(conn::RETRY.to_owned()),
                false => Refusal::new("store.external_key_taken").arg("system", system).arg("key", key).into(),
            });
        }
        Ok(())
    }
}

fn list(keys: &[&str]) -> Value {
    Value::Text(serde_json::Value::from(keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>()).to_string())
}
