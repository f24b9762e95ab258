//! An attachment is a file that belongs to a record; equal files are stored once, in the set's own database.

use crate::User;
use base::Id;
use entity::{Entity, Head};
use store::Business;

/// A file that belongs to a record.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.attachment",
    kind = 16,
    icon = "paperclip",
    search(name),
    index(host_kind, host, id),
    index(content)
)]
pub struct Attachment {
    pub head: Head,
    /// The file name as it came, without folders.
    #[field(column)]
    pub name: String,
    /// What it is, by its first bytes.
    #[field(column, max = 100)]
    pub media_type: String,
    /// Bytes.
    #[field(column)]
    pub size: i64,
    /// The SHA-256 of the bytes, under which they are stored.
    #[field(read_only, max = 64)]
    pub content: String,
    /// The entity number of the record it belongs to; 0 while it waits for one.
    #[field(read_only)]
    pub host_kind: i64,
    /// The record it belongs to.
    #[field(read_only)]
    pub host: i64,
    #[field(column)]
    pub owner: Option<Id<User>>,
}

impl Business for Attachment {}
