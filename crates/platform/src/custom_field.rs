//! A custom field is one that this account set added to an entity for itself.

use base::{Id, Refusal, Result};
use entity::{Choice, Entity, Head, Kind, Value};
use store::{Business, Conn, Read, Refusals, Tx};

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
    /// True once its column exists; until then nobody sees the field.
    #[field(read_only, column)]
    pub ready: bool,
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
        refusals.ensure(store::custom_field_name(&self.name), "platform.custom_field_name", "name");
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

/// The fields of this set whose column exists, in the order people gave them.
pub(crate) fn of_set(conn: &mut Conn) -> Result<Vec<entity::CustomField>> {
    let sql = store::sql!(
        "platform.custom_fields_of_set",
        "SELECT entity, name, holds, label FROM platform_custom_field WHERE ready = 1 ORDER BY entity, position, id"
    );
    let field = |row: &store::Row| {
        let text = |i: usize| row.get(i).and_then(Value::text).map(str::to_owned);
        let kind = <Holds as Choice>::from_code(&text(2)?)?.kind();
        Some(entity::CustomField { entity: text(0)?, name: text(1)?, kind, label: text(3)? })
    };
    Ok(conn.query(sql, &[])?.iter().filter_map(field).collect())
}

/// Keeps a new field and orders the job that adds its column.
pub fn create(tx: &mut Tx, field: &mut CustomField) -> Result<Id<CustomField>> {
    let id = tx.insert(field)?;
    crate::job::order(tx, TASK, "all", "")?;
    Ok(id)
}

/// The job that adds columns.
pub const TASK: &str = "platform.custom_fields";

/// Adds the column of the next field that lacks one, and shows the field; false when none does.
pub fn add_column(tx: &mut Tx) -> Result<bool> {
    let Some(field) = tx.select::<CustomField>("ready = 0 ORDER BY id LIMIT 1", &[])?.pop() else { return Ok(false) };
    let mut field = tx.lock(field.id())?;
    if field.ready {
        return Ok(true);
    }
    let (kind, label) = (field.holds.kind(), field.label.clone());
    tx.add_field(&entity::CustomField { entity: field.entity.clone(), name: field.name.clone(), kind, label })?;
    field.ready = true;
    tx.update(&mut field)?;
    Ok(true)
}
