//! A country, for addresses, taxes and reports.

use base::{Id, Result};
use entity::{Entity, Head, Value};
use store::{Business, Read, Refusals};

/// A country by its ISO 3166-1 code.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.country",
    kind = 10,
    plural = "countries",
    icon = "globe",
    code = "code",
    search(name, code),
    sort = "name",
    open
)]
pub struct Country {
    pub head: Head,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    /// Two capital letters.
    #[field(unique, column, max = 2)]
    pub code: String,
}

impl Country {
    /// The country of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Country>>> {
        let sql = store::sql!("platform.country", "SELECT id FROM platform_country WHERE code = $1");
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }
}

impl Business for Country {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let capitals = self.code.len() == 2 && self.code.bytes().all(|b| b.is_ascii_uppercase());
        refusals.ensure(capitals, "platform.country_code", "code");
        Ok(())
    }
}
