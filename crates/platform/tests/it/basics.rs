//! Users, teams, companies and currencies keep their rules.

use crate::fixture::{codes, fresh, we};
use base::Id;
use entity::{Entity, Fields, Head, Value};
use platform::{Company, Country, Currency, Team, User};

fn currency(code: &str) -> Currency {
    Currency { head: Head::default(), code: code.into(), name: code.into(), exponent: 2 }
}

fn team(name: &str) -> Team {
    Team { head: Head::default(), name: name.into(), parent: None, leader: None }
}

fn company(set: &store::Set) -> Id<Company> {
    set.write(&we(), |tx| {
        let currency = tx.insert(&mut currency("EUR"))?;
        let country = tx.insert(&mut Country { head: Head::default(), name: "Spain".into(), code: "ES".into() })?;
        tx.insert(&mut Company::new("Ferrum", "FE", currency, country))
    })
    .unwrap()
}

#[test]
fn a_new_user_works_in_the_only_company_and_signs_in_with_small_letters() {
    let set = fresh();
    let company = company(&set);
    let id = set.write(&we(), |tx| tx.insert(&mut User::new("Ana", " Ana@Ferrum.example ", &[]))).unwrap();
    let user = set.read(&we(), |read| read.get(id)).unwrap();
    assert_eq!((user.login.as_ref(), user.companies[0].company), ("ana@ferrum.example", company));
    let found = set.read(&we(), |read| User::by_login(read, "ANA@ferrum.example")).unwrap();
    assert_eq!(found.map(|u| u.id()), Some(id));
    let error = set.write(&we(), |tx| tx.insert(&mut User::new("Eva", "ana@ferrum.example", &[]))).unwrap_err();
    assert_eq!(codes(error), ["store.not_unique login"]);
}

#[test]
fn nobody_stands_above_themselves() {
    let set = fresh();
    let error = set
        .write(&we(), |tx| {
            let top = tx.insert(&mut User::new("Top", "top@x.example", &[]))?;
            let mut middle = User::new("Middle", "middle@x.example", &[]);
            middle.manager = Some(top);
            let middle = tx.insert(&mut middle)?;
            let mut top = tx.lock(top)?;
            top.manager = Some(middle);
            tx.update(&mut top)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["platform.manager_in_a_circle manager"]);
    let error = set
        .write(&we(), |tx| {
            let id = tx.insert(&mut team("Sales"))?;
            let mut sales = tx.lock(id)?;
            sales.parent = Some(id);
            tx.update(&mut sales)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["platform.team_in_a_circle parent"]);
}

#[test]
fn the_decimals_of_a_currency_in_use_stay() {
    let set = fresh();
    company(&set);
    let change = |code: &'static str| {
        set.write(&we(), move |tx| {
            let id = Currency::by_code(tx, code)?.unwrap_or_else(|| Id::from_raw(0));
            let mut currency = tx.lock(id)?;
            currency.exponent = 3;
            tx.update(&mut currency)
        })
    };
    assert_eq!(codes(change("EUR").unwrap_err()), ["platform.currency_exponent_fixed exponent"]);
    set.write(&we(), |tx| tx.insert(&mut currency("TND"))).unwrap();
    change("TND").unwrap();
}

#[test]
fn an_unknown_time_zone_is_refused() {
    let set = fresh();
    let error = set
        .write(&we(), |tx| {
            let shape = tx.shape(User::DEF.name)?;
            let mut record = shape.blank();
            for (field, value) in [("name", "Ana"), ("login", "a@x.example"), ("zone", "Mars/Olympus")] {
                shape.set(&mut record, field, Value::from(value));
            }
            tx.save(User::DEF.name, &mut record, &Fields::of(["name", "login", "zone"]))
        })
        .unwrap_err();
    assert_eq!(codes(error), ["platform.time_zone_unknown zone"]);
}

#[test]
fn everybody_keeps_his_own_preferences_and_nobody_elses() {
    let (set, _) = crate::fixture::furnished();
    let (ana, eva) = set
        .write(&we(), |tx| Ok((crate::fixture::user_with(tx, "Ana", &[])?, crate::fixture::user_with(tx, "Eva", &[])?)))
        .unwrap();
    let wish = platform::Preferences { theme: platform::Theme::Dark, ..platform::Preferences::default() };
    let who = store::Who::user(ana.raw(), "test");
    let (own, foreign) = (wish.clone(), wish);
    set.write(&who, move |tx| User::prefer(tx, ana, &own)).unwrap();
    assert_eq!(set.read(&we(), |r| r.get(ana)).unwrap().theme, platform::Theme::Dark);
    assert!(set.write(&who, move |tx| User::prefer(tx, eva, &foreign)).is_err());
}

#[test]
fn every_statement_is_understood_by_the_engine() {
    let set = fresh();
    let mut conn = set.maintenance().unwrap();
    let ours: Vec<_> = store::statements().into_iter().filter(|s| s.name.starts_with("platform.")).collect();
    assert!(ours.len() > 30);
    for statement in ours {
        conn.check(statement).unwrap_or_else(|error| panic!("{}: {error}", statement.name));
    }
}
