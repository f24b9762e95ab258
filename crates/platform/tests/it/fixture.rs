//! A set of the platform with a small shop on it: deals with owner, team and company, and stages that nobody owns.

use base::{Id, Money, Result};
use entity::{Choice, Custom, Entity, Fields, Head, Input, Lines};
use platform::{Company, Currency, Grant, Language, Reach, Role, Team, User, seed};
use std::sync::Arc;
use store::testing::Fresh;
use store::{Business, Made, Module, Operation, Read, Registered, Registry, Tx, Who, entity, operations};

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

#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    Submitted,
    Released,
}

/// Something to buy: a verb releases it, with or without handing it in before.
#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.purchase", kind = 902, title = "what", sort = "-id", editable(draft))]
pub struct Purchase {
    pub head: Head,
    pub what: String,
    pub purpose: Option<String>,
    pub company: Option<Id<Company>>,
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    pub expert: Option<Id<User>>,
    pub lines: Lines<PurchaseLine>,
    #[field(computed)]
    pub total: Money,
    pub currency: Option<Id<Currency>>,
    #[field(read_only)]
    pub sent_back: Option<String>,
    pub state: State,
}

#[derive(Entity, Clone, Debug)]
#[entity(name = "shop.purchase_line", kind = 903, line_of = "shop.purchase")]
pub struct PurchaseLine {
    pub head: Head,
    pub item: String,
    pub price: Money,
}

#[derive(Input)]
pub struct Reason {
    pub reason: String,
}

impl Business for PurchaseLine {}

impl Business for Purchase {
    const OPERATIONS: &'static [Operation] = &operations![Purchase:
        submit: [Draft] => Submitted,
        release: [Draft, Submitted] => Released,
        give_back(Reason): [Submitted] => Draft,
        haggle: [Draft, Released] => same,
    ];

    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        if let Lines::Loaded(lines) = &self.lines {
            self.total = Money::sum(lines.iter().map(|l| l.price))?;
        }
        Ok(())
    }
}

impl Purchase {
    pub fn new(what: &str, euros: i64) -> Purchase {
        let line = PurchaseLine { head: Head::default(), item: what.to_owned(), price: Money::from_minor(100 * euros) };
        Purchase {
            head: Head::default(),
            what: what.to_owned(),
            purpose: None,
            company: None,
            owner: None,
            team: None,
            expert: None,
            lines: vec![line].into(),
            total: Money::ZERO,
            currency: None,
            sent_back: None,
            state: State::Draft,
        }
    }

    fn submit(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Made::new())
    }

    /// Saves itself on the way, as documents with followers do.
    fn release(&mut self, tx: &mut Tx) -> Result<Made> {
        self.what.push('!');
        tx.update(self)?;
        Ok(Made::new())
    }

    fn give_back(&mut self, _tx: &mut Tx, why: Reason) -> Result<Made> {
        self.sent_back = Some(why.reason);
        Ok(Made::new())
    }

    /// One euro less on every line.
    fn haggle(&mut self, _tx: &mut Tx) -> Result<Made> {
        for line in self.lines.iter_mut() {
            line.price = line.price.checked_sub(Money::from_minor(100))?;
        }
        Ok(Made::new())
    }
}

impl Business for Deal {}
impl Business for Stage {}

static ENTITIES: [Registered; 4] =
    [entity::<Deal>(), entity::<Stage>(), entity::<PurchaseLine>(), entity::<Purchase>()];
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
pub fn user_with(tx: &mut Tx, name: &str, grants: &[(&str, &str, Reach)]) -> Result<Id<User>> {
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
