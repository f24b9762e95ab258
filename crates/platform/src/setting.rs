//! A setting is one decision that holds for the whole account set.

use entity::{Entity, Head, Text};
use store::Business;

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
