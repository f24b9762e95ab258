//! A currency and how many decimals its amounts have; that number is fixed once an amount was stored in it.

use base::{Id, Refusal, Result};
use entity::{Entity, Head, Value};
use store::{Business, Read, Refusals};

/// A currency by its ISO 4217 code.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.currency",
    kind = 9,
    plural = "currencies",
    icon = "coins",
    title = "code",
    code = "code",
    search(code, name),
    sort = "code",
    open,
    kept
)]
pub struct Currency {
    pub head: Head,
    /// Three capital letters.
    #[field(unique, column, max = 3)]
    pub code: String,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    /// Decimals of an amount: 2 for EUR, 0 for JPY. What is stored counts in these units, so it never changes in use.
    #[field(column, default = "2")]
    pub exponent: i64,
}

impl Currency {
    /// The currency of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Currency>>> {
        let sql = store::sql!("platform.currency", "SELECT id FROM platform_currency WHERE code = $1");
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }
}

impl Business for Currency {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let capitals = self.code.len() == 3 && self.code.bytes().all(|b| b.is_ascii_uppercase());
        refusals.ensure(capitals, "platform.currency_code", "code");
        refusals.ensure((0..=4).contains(&self.exponent), "platform.currency_exponent", "exponent");
        if self.head.saved() {
            let sql = store::sql!("platform.currency_exponent", "SELECT exponent FROM platform_currency WHERE id = $1");
            let before = read.number(sql, &[self.head.id.into()])?;
            if before != self.exponent && crate::usage::used(read, "platform.currency", self.head.id, &[])? {
                refusals.add(Refusal::new("platform.currency_exponent_fixed").field("exponent").arg("value", before));
            }
        }
        Ok(())
    }
}
