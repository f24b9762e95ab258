//! A tag is a coloured word that users put on any record.

use entity::{Choice, Entity, Head};
use store::Business;

/// The colour of a tag.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Grey.
    #[default]
    Neutral,
    /// Blue.
    #[choice(tone = "info")]
    Blue,
    /// Violet.
    #[choice(tone = "violet")]
    Violet,
    /// Teal.
    #[choice(tone = "teal")]
    Teal,
    /// Green.
    #[choice(tone = "success")]
    Green,
    /// Amber.
    #[choice(tone = "warn")]
    Amber,
    /// Red.
    #[choice(tone = "danger")]
    Red,
}

/// A coloured word for any record.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.tag", kind = 15, icon = "tag", code = "name", search(name), sort = "name", open)]
pub struct Tag {
    pub head: Head,
    #[field(unique, indexed, column, max = 40)]
    pub name: String,
    #[field(column)]
    pub colour: Colour,
}

impl Business for Tag {}
