//! What a replay file says: which tables hold the cases of a business, and what happened to each of them step by step.

use crate::import::{Join, Reading, Source, Texts};
use base::{Refusal, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A business to replay.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// The system it comes from. Records that steps make are known by its keys, and cases are counted under its name.
    pub system: String,
    /// Its streams; of one day, the cases of the first come first.
    pub stream: Vec<Stream>,
}

/// Cases of one kind, such as the orders of customers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stream {
    pub name: String,
    /// The table, a row for each line; without one there is a single case.
    pub file: Option<String>,
    pub read: Reading,
    /// What tells cases apart: rows with the same key are the lines of one case.
    pub key: Source,
    /// Rows are left out unless each of these columns holds one of the given texts.
    #[serde(rename = "where")]
    pub only: BTreeMap<String, Texts>,
    pub join: Vec<Join>,
    pub step: Vec<Step>,
}

/// What happens to a case on one day: a record is made, found or changed, a verb is run, or both.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Step {
    /// The day, which decides the order of everything.
    pub on: Source,
    /// So many days after it.
    pub days: i64,
    /// The entity of which a record is made.
    pub make: Option<String>,
    /// The entity of which a record is looked for that is there already, and how it is found.
    pub find: Option<String>,
    pub which: Source,
    /// The name of a record of this case that is changed.
    pub change: Option<String>,
    /// The name of the record whose verb is run, where it is none that this step makes or changes.
    pub of: Option<String>,
    /// The verb.
    #[serde(rename = "do")]
    pub verb: Option<String>,
    /// The entity of the record that the verb makes, where later steps go on with it.
    pub makes: Option<String>,
    /// What later steps call the record that was made.
    #[serde(rename = "as")]
    pub name: Option<String>,
    /// The step is left out unless the case's first row holds these texts.
    #[serde(rename = "where")]
    pub only: BTreeMap<String, Texts>,
    /// It is left out where the first row holds one of these.
    pub unless: BTreeMap<String, Texts>,
    /// Rows that bring a line; a step with lines and no such row is left out.
    pub rows_where: BTreeMap<String, Texts>,
    pub rows_unless: BTreeMap<String, Texts>,
    /// Fields of the record; `lines.*.item` is a line for each row, `lines.1.item` one line behind these.
    pub fields: BTreeMap<String, Given>,
    /// What the verb asks for.
    pub input: BTreeMap<String, Given>,
}

/// Where a value comes from: the file, or what was made before.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Given {
    Earlier(Earlier),
    Source(Source),
}

/// Something that earlier steps of the case know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Earlier {
    /// A record by its name, or one of its fields.
    pub of: Option<String>,
    pub field: Option<String>,
    /// The line that the same row brought to this record.
    pub line: Option<String>,
    /// The day of the step, or so many days after it.
    pub day: bool,
    pub days: i64,
}

impl Script {
    /// Reads a replay file.
    pub fn parse(text: &str) -> Result<Script> {
        let refused = |why: String| Refusal::new("exchange.replay_malformed").arg("why", why);
        let read = toml::from_str::<Script>(text);
        let script = read.map_err(|e| refused(e.to_string().split_whitespace().collect::<Vec<_>>().join(" ")))?;
        base::ensure!(!script.system.is_empty(), refused("system is missing".to_owned()))?;
        for (place, stream) in script.stream.iter().enumerate() {
            let twice = script.stream[..place].iter().any(|s| s.name == stream.name);
            base::ensure!(
                !stream.name.is_empty() && !twice,
                refused("every stream needs a name of its own".to_owned())
            )?;
        }
        Ok(script)
    }
}
