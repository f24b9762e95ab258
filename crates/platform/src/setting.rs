//! A setting is one decision that holds for the whole account set.

use base::Result;
use entity::{Entity, Head, Text};
use std::fmt::Display;
use std::str::FromStr;
use store::{Business, Read, Tx};

/// One decision: a key such as `sales.quotation_days` and its value as text.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.setting",
    kind = 12,
    icon = "settings",
    title = "setting",
    code = "setting",
    sort = "setting"
)]
pub struct Setting {
    pub head: Head,
    /// `module.word`.
    #[field(unique, indexed, column, max = 80)]
    pub setting: String,
    #[field(column, max = 4000)]
    pub value: Option<Text>,
}

impl Business for Setting {}

/// The value of a setting as a number, a yes or no (`true`), a date or a text; nothing where it is not set or not of that kind.
pub fn get<T: FromStr>(read: &Read, setting: &str) -> Result<Option<T>> {
    let sql = store::sql!(
        "platform.setting",
        "SELECT value FROM platform_setting WHERE setting = $1 AND archived_at IS NULL"
    );
    let row = read.row(sql, &[setting.into()])?;
    Ok(row.and_then(|r| r.first().and_then(entity::Value::text).and_then(|text| text.parse().ok())))
}

/// The value of a setting, or what holds while nobody decided.
pub fn get_or<T: FromStr>(read: &Read, setting: &str, otherwise: T) -> Result<T> {
    Ok(get(read, setting)?.unwrap_or(otherwise))
}

/// Decides a setting; it is audited like any record.
pub fn set(tx: &mut Tx, setting: &str, value: impl Display) -> Result<()> {
    let value = Some(Text::new(value.to_string()));
    let there = tx.select::<Setting>("setting = $1 AND archived_at IS NULL", &[setting.into()])?;
    match there.first() {
        Some(known) => {
            let mut known = tx.lock(known.id())?;
            known.value = value;
            tx.update(&mut known)?;
        }
        None => {
            tx.insert(&mut Setting { head: Head::default(), setting: setting.to_owned(), value })?;
        }
    }
    Ok(())
}
