//! A custom field is one that this account set added to an entity for itself.

use base::{Refusal, Result};
use entity::{Choice, Entity, Head, Kind};
use store::{Business, Read, Refusals};

/// Fields that one set may add to one entity.
pub const MOST: i64 = 100;

/// What a custom field can hold.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// One line of text.
    #[default]
    Text,
    /// Text of several lines.
    LongText,
    /// A whole number.
    Integer,
    /// A number with up to six decimals.
    Quantity,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
}

impl Holds {
    /// The kind of field it makes.
    pub fn kind(self) -> Kind {
        match self {
            Holds::Text => Kind::Text,
            Holds::LongText => Kind::LongText,
            Holds::Integer => Kind::Integer,
            Holds::Quantity => Kind::Quantity,
            Holds::YesNo => Kind::Bool,
            Holds::Date => Kind::Date,
            Holds::Email => Kind::Email,
            Holds::Phone => Kind::Phone,
            Holds::Url => Kind::Url,
        }
    }
}

/// A field that this set added to an entity.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.custom_field",
    kind = 13,
    icon = "list-plus",
    title = "label",
    sort = "label",
    unique(entity, name)
)]
pub struct CustomField {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub label: String,
    #[field(column, max = 80)]
    pub entity: String,
    /// The column: `x_`, then small letters, digits and underscores.
    #[field(column, max = 50)]
    pub name: String,
    #[field(column)]
    pub holds: Holds,
    pub position: i64,
}

impl Business for CustomField {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        match read.model().shapes.get(&self.entity) {
            None => refusals.add(Refusal::new("platform.entity_unknown").field("entity").arg("value", &self.entity)),
            Some(shape) if !shape.def.custom => {
                refusals.add(Refusal::new("platform.no_custom_fields").field("entity").arg("value", &self.entity));
            }
            Some(_) => {}
        }
        let word = self.name.strip_prefix("x_").unwrap_or_default();
        let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        refusals.ensure(plain && !word.is_empty(), "platform.custom_field_name", "name");
        if self.head.saved() {
            let before: Vec<CustomField> = read.select("id = $1", &[self.head.id.into()])?;
            let same = |b: &CustomField| b.entity == self.entity && b.name == self.name && b.holds == self.holds;
            refusals.ensure(before.first().is_none_or(same), "platform.custom_field_fixed", "name");
        } else {
            let sql =
                store::sql!("platform.custom_fields", "SELECT COUNT(*) FROM platform_custom_field WHERE entity = $1");
            let count = read.number(sql, &[self.entity.as_str().into()])?;
            if count >= MOST {
                refusals.add(Refusal::new("platform.too_many_custom_fields").field("entity").arg("most", MOST));
            }
        }
        Ok(())
    }
}
