//! A role is a set of rights: which actions on which records, how far they reach, and which fields stay closed.

use base::{Id, Refusal, Result};
use entity::{Choice, Entity, Head, Lines};
use store::{Business, Read, Refusals};

/// How far a right reaches; the words of [`store::Scope`].
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    #[default]
    #[choice(tone = "danger")]
    None,
    /// Records one owns.
    Own,
    /// Records of one's team.
    Team,
    /// Records owned by oneself and those below.
    Subtree,
    /// Records of one's companies.
    #[choice(tone = "info")]
    Company,
    /// Everything in the set.
    #[choice(tone = "success")]
    All,
}

impl From<Reach> for store::Scope {
    fn from(reach: Reach) -> store::Scope {
        store::Scope::from_code(reach.code())
    }
}

/// A set of rights that users are given.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.role", kind = 5, icon = "shield", code = "code", search(name, code), sort = "name")]
pub struct Role {
    pub head: Head,
    #[field(indexed, column, translated, max = 80)]
    pub name: String,
    #[field(unique, column, max = 40)]
    pub code: String,
    pub grants: Lines<Grant>,
    pub fields: Lines<FieldRight>,
}

/// One right: an action on the records of an entity, as far as it reaches.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.role_grant", kind = 6, line_of = "platform.role")]
pub struct Grant {
    pub head: Head,
    /// `sales.order`, `sales.*` for a module, `*` for all. What is named more closely decides.
    #[field(max = 80)]
    pub entity: String,
    /// `read`, `edit`, an operation's verb, or `*` for all.
    #[field(max = 60)]
    pub action: String,
    pub scope: Reach,
}

/// What one may do with one field.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.role_field", kind = 7, line_of = "platform.role")]
pub struct FieldRight {
    pub head: Head,
    #[field(max = 80)]
    pub entity: String,
    #[field(max = 80)]
    pub field: String,
    pub may_read: bool,
    pub may_edit: bool,
}

impl Business for Grant {}
impl Business for FieldRight {}

impl Grant {
    /// A right.
    pub fn new(entity: impl Into<String>, action: impl Into<String>, scope: Reach) -> Grant {
        Grant { head: Head::default(), entity: entity.into(), action: action.into(), scope }
    }
}

impl Role {
    /// The role of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Role>>> {
        let found = read.select::<Role>("code = $1 AND archived_at IS NULL", &[code.into()])?;
        Ok(found.first().map(Entity::id))
    }
}

impl Business for Role {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Lines::Loaded(grants) = &self.grants {
            for (place, grant) in grants.iter().enumerate() {
                if !known(read, &grant.entity) {
                    refusals.add(unknown(&grant.entity, &format!("grants.{place}.entity")));
                }
            }
            crate::unlike(&self.grants, |g| (g.entity.clone(), g.action.clone()), "grants", "entity", refusals);
        }
        if let Lines::Loaded(fields) = &self.fields {
            for (place, right) in fields.iter().enumerate() {
                match read.model().shapes.get(&right.entity) {
                    None => refusals.add(unknown(&right.entity, &format!("fields.{place}.entity"))),
                    Some(shape) if shape.field(&right.field).is_none() => {
                        let refusal = Refusal::new("platform.field_unknown").field(format!("fields.{place}.field"));
                        refusals.add(refusal.arg("value", &right.field).arg("entity", &right.entity));
                    }
                    Some(_) => {}
                }
            }
            crate::unlike(&self.fields, |f| (f.entity.clone(), f.field.clone()), "fields", "field", refusals);
        }
        Ok(())
    }
}

fn unknown(entity: &str, field: &str) -> Refusal {
    Refusal::new("platform.entity_unknown").field(field).arg("value", entity)
}

/// True for an entity, a module's `sales.*`, or `*`.
pub(crate) fn known(read: &Read, entity: &str) -> bool {
    match entity.strip_suffix(".*") {
        Some(module) => read.registry().modules.iter().any(|m| m.name == module),
        None => entity == "*" || read.model().shapes.get(entity).is_some(),
    }
}
