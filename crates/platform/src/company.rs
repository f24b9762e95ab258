//! A company is one legal entity with its own ledger and currency; a set of books holds one or several.

use crate::{Attachment, Country, Currency};
use base::{Id, Refusal, Result};
use entity::{Entity, Head, Text};
use store::{Business, Read, Refusals};

/// One legal entity. Every document names the one it belongs to.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.company",
    kind = 8,
    plural = "companies",
    icon = "building",
    code = "code",
    search(name, code, tax_id),
    sort = "name",
    kept
)]
pub struct Company {
    pub head: Head,
    #[field(indexed, column)]
    pub name: String,
    /// The short word that stands in numbers and filters.
    #[field(unique, column, max = 20)]
    pub code: String,
    /// What its books are kept in; fixed once the company has posted.
    #[field(column)]
    pub currency: Id<Currency>,
    #[field(column)]
    pub country: Id<Country>,
    /// The postal address as it stands on paper.
    #[field(max = 500)]
    pub address: Option<Text>,
    pub logo: Option<Id<Attachment>>,
    #[field(column, max = 40)]
    pub tax_id: Option<String>,
    /// The time zone its days begin in, `Europe/Madrid`; the first company's holds for the set.
    #[field(max = 60)]
    pub zone: Option<String>,
}

/// The time zone of a set: its first company's.
pub(crate) fn zone(conn: &mut store::Conn) -> Result<Option<String>> {
    let sql =
        store::sql!("platform.zone", "SELECT zone FROM platform_company WHERE zone IS NOT NULL ORDER BY id LIMIT 1");
    Ok(conn.row(sql, &[])?.and_then(|row| row.first().and_then(entity::Value::text).map(str::to_owned)))
}

impl Business for Company {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(zone) = &self.zone
            && base::Instant::from_micros(0).date_in(zone).is_err()
        {
            refusals.add(Refusal::new("platform.time_zone_unknown").field("zone").arg("value", zone));
        }
        if !self.head.saved() {
            return Ok(());
        }
        let before = read.row("SELECT currency FROM platform_company WHERE id = $1", &[self.head.id.into()])?;
        let changed = before.and_then(|row| row.first().and_then(entity::Value::int)) != Some(self.currency.raw());
        if changed && crate::usage::used(read, "platform.company", self.head.id, &["platform.user_company"])? {
            refusals.add(Refusal::new("platform.company_currency_fixed").field("currency").record(&self.name));
        }
        Ok(())
    }
}
