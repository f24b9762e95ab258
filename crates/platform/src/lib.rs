//! What every module stands on: companies, users, roles and rights, settings, and what can be attached to any record.
//!
//! [`MODULE`] is the module's list of entities.

pub mod activity;
pub mod alarm;
pub mod approval;
pub mod attachment;
pub mod bulk_change;
mod company;
mod country;
mod currency;
pub mod custom_field;
pub mod erasing;
pub mod event;
pub mod feed;
pub mod host;
pub mod installation;
pub mod job;
pub mod mail;
pub mod module_state;
pub mod note;
pub mod notification;
pub mod page;
mod pages;
pub mod print;
pub mod resource;
pub mod rights;
mod role;
pub mod saved_view;
pub mod seed;
pub mod setting;
pub mod tag;
mod team;
pub mod timeline;
pub mod token;
pub mod tree;
mod usage;
mod user;
pub mod working_calendar;

pub use activity::{Activity, ActivityType, CheckItem, Collaborator, Priority};
pub use alarm::Alarm;
pub use attachment::Attachment;
pub use bulk_change::BulkChange;
pub use company::Company;
pub use country::Country;
pub use currency::Currency;
pub use custom_field::{CustomField, CustomOption, Holds};
pub use event::{Attendee, Event, EventKind, Reminder};
pub use host::Host;
pub use job::Job;
pub use mail::{Mail, MailServer};
pub use module_state::ModuleState;
pub use note::{Note, NoteLink};
pub use notification::{Notification, Topic};
pub use pages::PAGES;
pub use resource::{Booking, Resource, ResourceKind};
pub use rights::{HOOKS, Party, share, shares, unshare};
pub use role::{FieldRight, Grant, Reach, Role};
pub use saved_view::{Audience, SavedView};
pub use setting::Setting;
pub use tag::{Colour, Tag};
pub use team::Team;
pub use token::{Token, TokenText};
pub use usage::used;
pub use user::{Density, Language, Preferences, Theme, User, UserCompany, UserRole};
pub use working_calendar::{SpecialDay, WorkingCalendar, WorkingHours, WorkingTime};

use base::Refusal;
use entity::Lines;
use store::schema::{Holds::*, Table};
use store::{Module, Refusals, Registered, entity};

/// The module's name; it is always on.
pub const NAME: &str = "platform";

// Entity numbers 1 to 49 are the platform's.
static ENTITIES: [Registered; 46] = [
    entity::<UserRole>(),
    entity::<UserCompany>(),
    entity::<User>(),
    entity::<Team>(),
    entity::<Grant>(),
    entity::<FieldRight>(),
    entity::<Role>(),
    entity::<Company>(),
    entity::<Currency>(),
    entity::<Country>(),
    entity::<SavedView>(),
    entity::<Setting>(),
    entity::<CustomOption>(),
    entity::<CustomField>(),
    entity::<ModuleState>(),
    entity::<Tag>(),
    entity::<Attachment>(),
    entity::<Token>(),
    entity::<NoteLink>(),
    entity::<Note>(),
    entity::<Collaborator>(),
    entity::<CheckItem>(),
    entity::<Activity>(),
    entity::<Notification>(),
    entity::<Job>(),
    entity::<BulkChange>(),
    entity::<WorkingHours>(),
    entity::<SpecialDay>(),
    entity::<WorkingCalendar>(),
    entity::<Resource>(),
    entity::<Booking>(),
    entity::<Attendee>(),
    entity::<Reminder>(),
    entity::<Event>(),
    entity::<Alarm>(),
    entity::<feed::Feed>(),
    entity::<Mail>(),
    entity::<MailServer>(),
    entity::<approval::Step>(),
    entity::<approval::Approver>(),
    entity::<approval::Definition>(),
    entity::<approval::RequestStep>(),
    entity::<approval::Asked>(),
    entity::<approval::Request>(),
    entity::<approval::Decision>(),
    entity::<approval::Delegation>(),
];

/// The platform's entities, messages and tables.
pub static MODULE: Module = Module {
    name: NAME,
    entities: &ENTITIES,
    messages: &[
        ("en", include_str!("../messages/en.ftl")),
        ("zh-CN", include_str!("../messages/zh-CN.ftl")),
        ("es", include_str!("../messages/es.ftl")),
    ],
    needs: &[],
    tables,
    reports: approval::reports::REPORTS,
    laws: &[],
};

fn tables() -> Vec<Table> {
    vec![
        Table::keyed("tag_link", &["kind", "record", "tag"])
            .column("kind", Big)
            .column("record", Big)
            .column("tag", Big)
            .index(&["tag"]),
        // At which record the notes, files and activities of another show too.
        Table::keyed("host_also", &["kind", "record", "from_kind", "from_record"])
            .column("kind", Big)
            .column("record", Big)
            .column("from_kind", Big)
            .column("from_record", Big)
            .index(&["from_kind", "from_record"]),
        // When bytes were last wanted, and whether all their pieces are there: what nobody named for a day is swept.
        Table::keyed("attachment_upload", &["content"])
            .column("content", Text)
            .column("size", Big)
            .column("at", Big)
            .column("ready", Small)
            .index(&["at"]),
    ]
}

/// A sign-in name as it is stored and compared.
pub(crate) fn lower(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Refuses lines that say the same thing twice, at the second one's field.
pub(crate) fn unlike<T, K: PartialEq>(
    lines: &Lines<T>,
    key: impl Fn(&T) -> K,
    name: &str,
    field: &str,
    refusals: &mut Refusals,
) {
    let Lines::Loaded(lines) = lines else { return };
    let keys: Vec<K> = lines.iter().map(key).collect();
    for place in (1..keys.len()).filter(|i| keys[..*i].contains(&keys[*i])) {
        refusals.add(Refusal::new("platform.named_twice").field(format!("{name}.{place}.{field}")));
    }
}
