//! Who we deal with: organisations and people, in whatever roles, with their addresses and the ties between them.
//!
//! [`Party`] is the one record of somebody; [`duplicates`] finds that somebody is already known; [`merge`] makes two records
//! one, and undoes it. This module posts nothing.

mod affiliation;
mod contact;
pub mod demo;
pub mod duplicates;
mod group;
pub mod matching;
pub mod merge;
mod ownership;
mod pages;
mod party;
pub mod phone;
pub mod printing;
pub mod story;
pub mod tax_id;

pub use affiliation::{Affiliation, Attitude, BuyingRole};
pub use contact::{Address, AddressUse, Channel, Distinction, EmailAddress, PhoneNumber, Role, RoleName, Use};
pub use contact::{email_blocked, loaded, mail_address, phone_blocked};
pub use group::{Category, Industry};
pub use merge::{Merge, Merged};
pub use ownership::{Ownership, owner_on};
pub use pages::{PAGES, PANELS};
pub use party::{
    BlockReason, CreditStatus, Erasure, Form, MergeWith, Party, Size, State, Transfer, country_code, elect, full_name,
};

use store::{Module, Registered, entity};

/// The module's name.
pub const NAME: &str = "parties";

// Entity numbers 50 to 69 are this module's.
static ENTITIES: [Registered; 12] = [
    entity::<Role>(),
    entity::<Address>(),
    entity::<EmailAddress>(),
    entity::<PhoneNumber>(),
    entity::<Distinction>(),
    entity::<Party>(),
    entity::<Affiliation>(),
    entity::<Ownership>(),
    entity::<Merged>(),
    entity::<Merge>(),
    entity::<Category>(),
    entity::<Industry>(),
];

/// The module's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[],
    tables: Vec::new,
    reports: &[],
    laws: &[],
};
