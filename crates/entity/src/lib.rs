//! What a business entity is: its fields, their kinds, references and choices, declared once as a Rust type.
//!
//! This crate is data and conversion only. It knows no database, no page and no user; `store`, `ui` and `web` read it.
//!
//! * [`EntityDef`], [`FieldDef`], [`Kind`]: the constant description that `#[derive(Entity)]` writes.
//! * [`Record`], [`Value`]: one row as plain data, the form in which generic code handles every entity.
//! * [`Shape`]: a description as one account set sees it, custom fields included.

mod def;
mod record;
mod shape;
mod types;
mod value;

pub use def::{BoardDef, ChoiceDef, EntityDef, FieldDef, Kind, OptionDef, Reserved, Tone, VARIABLE_TEXT, ViewDef};
pub use entity_derive::{Choice, Entity, Input};
pub use record::{Custom, Described, Entity, Fields, Head, Input, Lines, Named, Record};
pub use shape::{CustomField, STANDARD, Shape, Shapes, Slot, choice_of, reference_to};
pub use types::{Choice, Email, FieldType, Number, Phone, Text, Url};
pub use value::{Mismatch, Value};

/// What the derive's code names; not for use by hand.
#[doc(hidden)]
pub mod derived {
    pub use crate::*;
}
