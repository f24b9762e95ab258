//! A company is one legal entity with its own ledger and currency; a set of books holds one or several.

use crate::{Attachment, Country, Currency};
use base::{Id, Refusal, Result};
use entity::{Email, Entity, Head, Phone, Text, Url};
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
    /// A picture among the company's own files: it stands at the head of what is printed.
    pub logo: Option<Id<Attachment>>,
    /// How it is reached, as it stands on paper.
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub website: Option<Url>,
    #[field(column, max = 40)]
    pub tax_id: Option<String>,
    /// What the law wants at the foot of letters: register, seat, directors.
    #[field(max = 500)]
    pub legal_notice: Option<Text>,
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

/// The most bytes of a logo: it goes into every document.
const LOGO: i64 = 1_000_000;

impl Company {
    /// A company of this name and short word.
    pub fn new(name: &str, code: &str, currency: Id<Currency>, country: Id<Country>) -> Company {
        Company {
            head: Head::default(),
            name: name.to_owned(),
            code: code.to_owned(),
            currency,
            country,
            address: None,
            logo: None,
            phone: None,
            email: None,
            website: None,
            tax_id: None,
            legal_notice: None,
            zone: None,
        }
    }

    /// The logo is a picture among the company's own files: another record's file would leave through every letter.
    fn check_logo(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let Some(file) = self.logo else { return Ok(()) };
        let Some(file) = read.select::<Attachment>("id = $1 AND archived_at IS NULL", &[file.into()])?.pop() else {
            return Ok(());
        };
        let own = file.host_kind == i64::from(Self::DEF.kind) && file.host == self.head.id && self.head.saved();
        refusals.ensure(own, "platform.logo_of_another_record", "logo");
        let picture = matches!(file.media_type.as_str(), "image/png" | "image/jpeg");
        refusals.ensure(picture, "platform.logo_no_picture", "logo");
        refusals.ensure(file.size <= LOGO, "platform.logo_too_large", "logo");
        Ok(())
    }
}

impl Business for Company {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(zone) = &self.zone
            && base::Instant::from_micros(0).date_in(zone).is_err()
        {
            refusals.add(Refusal::new("platform.time_zone_unknown").field("zone").arg("value", zone));
        }
        self.check_logo(read, refusals)?;
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
