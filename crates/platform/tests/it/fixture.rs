//! A set of the platform with a small shop on it: deals with owner, team and company, and stages that nobody owns.

use base::{Id, Money};
use entity::{Custom, Entity, Head};
use platform::{Company, Grant, Language, Reach, Role, Team, User, seed};
use std::sync::Arc;
use store::testing::Fresh;
use store::{Business, Module, Registered, Registry, Tx, Who, entity};

#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.deal", kind = 900, search(name), sort = "name")]
pub struct Deal {
    pub head: Head,
    #[field(indexed, column)]
    pub name: String,
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    pub company: Option<Id<Company>>,
    pub profit: Money,
}

#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.stage", kind = 901, search(name), sort = "name")]
pub struct Stage {
    pub head: Head,
    #[field(indexed, column)]
    pub name: String,
    pub custom: Custom,
}

impl Business for Deal {}
impl Business for Stage {}

static ENTITIES: [Registered; 2] = [entity::<Deal>(), entity::<Stage>()];
static SHOP: Module =
    Module { name: "shop", entities: &ENTITIES, messages: &[], needs: &[], tables: Vec::new, reports: &[], laws: &[] };
static STALL: Module =
    Module { name: "stall", entities: &[], messages: &[], needs: &["shop"], tables: Vec::new, reports: &[], laws: &[] };

pub fn registry() -> Arc<Registry> {
    Registry::new(&[&platform::MODULE, &SHOP, &STALL], &[], platform::HOOKS)
}

pub fn fresh() -> Fresh {
    Fresh::open(registry())
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn codes(error: base::Error) -> Vec<String> {
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

/// A set as it is after its creation: currencies, countries, roles, one company.
pub fn furnished() -> (Fresh, Id<Company>) {
    let set = fresh();
    let company = set
        .write(&we(), |tx| {
            seed::basics(tx, Language::English)?;
            seed::company(tx, "Ferrum Trading", "EUR", "ES")
        })
        .unwrap();
    (set, company)
}

/// A user with one role of these rights.
pub fn user_with(tx: &mut Tx, name: &str, grants: &[(&str, &str, Reach)]) -> base::Result<Id<User>> {
    let role = tx.insert(&mut Role {
        head: Head::default(),
        name: format!("Role of {name}"),
        code: name.to_lowercase(),
        grants: grants.iter().map(|(e, a, s)| Grant::new(*e, *a, *s)).collect::<Vec<_>>().into(),
        fields: Vec::new().into(),
    })?;
    tx.insert(&mut User::new(name, format!("{}@ferrum.example", name.to_lowercase()), &[role]))
}

pub fn deal(name: &str, owner: Option<Id<User>>, team: Option<Id<Team>>, company: Option<Id<Company>>) -> Deal {
    Deal { head: Head::default(), name: name.into(), owner, team, company, profit: Money::from_minor(100) }
}
