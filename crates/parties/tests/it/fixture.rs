//! A set with two countries and the parties of a small trader.

use base::Id;
use entity::Head;
use parties::{EmailAddress, Party, PhoneNumber};
use platform::{Country, Currency, User};
use std::collections::HashMap;
use std::sync::Arc;
use store::testing::Fresh;
use store::{Access, Hooks, Registry, Scope, Who};

pub fn registry() -> Arc<Registry> {
    // Users see what they own; the program sees everything.
    let hooks = Hooks {
        access: |_, who| {
            let user = who.user.unwrap_or(0);
            let actions = ["read", "create", "edit", "transfer"];
            let mut grants: HashMap<_, _> =
                actions.iter().map(|a| (("parties.party".to_owned(), (*a).to_owned()), Scope::Own)).collect();
            grants.insert(("parties.party".to_owned(), "archive".to_owned()), Scope::Own);
            Ok(Arc::new(Access { user, grants, ..Access::default() }))
        },
        ..Hooks::OPEN
    };
    Registry::new(&[&platform::MODULE, &parties::MODULE], &[], hooks)
}

pub struct World {
    pub set: Fresh,
    pub spain: Id<Country>,
    pub germany: Id<Country>,
    pub euro: Id<Currency>,
    pub ana: Id<User>,
    pub wang: Id<User>,
}

impl std::ops::Deref for World {
    type Target = Fresh;
    fn deref(&self) -> &Fresh {
        &self.set
    }
}

pub fn world() -> World {
    let set = Fresh::open(registry());
    let (spain, germany, euro, ana, wang) = set
        .write(&we(), |tx| {
            let country = |code: &str| Country { head: Head::default(), name: code.into(), code: code.into() };
            Ok((
                tx.insert(&mut country("ES"))?,
                tx.insert(&mut country("DE"))?,
                tx.insert(&mut Currency {
                    head: Head::default(),
                    code: "EUR".into(),
                    name: "Euro".into(),
                    exponent: 2,
                })?,
                tx.insert(&mut User::new("Ana", "ana@we.example", &[]))?,
                tx.insert(&mut User::new("Wang", "wang@we.example", &[]))?,
            ))
        })
        .unwrap();
    World { set, spain, germany, euro, ana, wang }
}

pub fn we() -> Who {
    Who::program("test")
}

pub fn codes(error: base::Error) -> Vec<String> {
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

/// An organisation with this e-mail address and number, where given.
pub fn firm(name: &str, email: &str, phone: &str) -> Party {
    let mut party = Party::organisation(name);
    if !email.is_empty() {
        party.emails = vec![EmailAddress::of(email)].into();
    }
    if !phone.is_empty() {
        party.phones = vec![PhoneNumber::of(phone)].into();
    }
    party
}

impl World {
    pub fn add(&self, party: Party) -> Id<Party> {
        self.set.write(&we(), move |tx| tx.insert(&mut party.clone())).unwrap()
    }

    pub fn party(&self, id: Id<Party>) -> Party {
        self.set.read(&we(), |read| read.get(id)).unwrap()
    }

    pub fn change(&self, id: Id<Party>, change: impl Fn(&mut Party) + Send + 'static) -> base::Result<()> {
        self.set.write(&we(), move |tx| {
            let mut party = tx.lock(id)?;
            change(&mut party);
            tx.update(&mut party).map(|_| ())
        })
    }
}
