//! Rights: every entity, every scope, every way out; and changes that take effect at once.

use crate::fixture::{Deal, codes, deal, fresh, furnished, user_with, we};
use base::{Error, Id, Result};
use entity::{Entity, Head, Shape};
use platform::{
    Attendee, Company, Event, FieldRight, Grant, Party, Reach, Role, Team, User, module_state, seed, share, unshare,
};
use std::collections::BTreeSet;
use store::list::{self, Question};
use store::testing::Fresh;
use store::{Read, Scope, Who, search};

const REACHES: [Reach; 6] = [Reach::None, Reach::Own, Reach::Team, Reach::Subtree, Reach::Company, Reach::All];

struct Office {
    set: Fresh,
    chief: Id<User>,
    clerk: Id<User>,
    role: Id<Role>,
}

/// Two companies, two teams, a chief above a clerk, and deals of each kind; both share one role.
fn office() -> Office {
    let (set, first) = furnished();
    let (chief, clerk, role) = set
        .write(&we(), move |tx| {
            let second = seed::company(tx, "Other Trading", "USD", "US")?;
            let team = |name: &str| Team { head: Head::default(), name: name.into(), parent: None, leader: None };
            let (north, south) = (tx.insert(&mut team("North"))?, tx.insert(&mut team("South"))?);
            let role = tx.insert(&mut Role {
                head: Head::default(),
                name: "Under test".into(),
                code: "under_test".into(),
                grants: Vec::new().into(),
                fields: Vec::new().into(),
            })?;
            let works_in = |company: Id<Company>| vec![platform::UserCompany { head: Head::default(), company }].into();
            let mut chief = User::new("Chief", "chief@ferrum.example", &[role]);
            chief.team = Some(north);
            chief.companies = works_in(first);
            let chief = tx.insert(&mut chief)?;
            let mut clerk = User::new("Clerk", "clerk@ferrum.example", &[role]);
            clerk.team = Some(south);
            clerk.manager = Some(chief);
            clerk.companies = works_in(second);
            let clerk = tx.insert(&mut clerk)?;
            let mut deals = Vec::new();
            for owner in [None, Some(chief), Some(clerk)] {
                for team in [None, Some(north), Some(south)] {
                    for company in [None, Some(first), Some(second)] {
                        deals.push(deal(&format!("Deal {}", deals.len()), owner, team, company));
                    }
                }
            }
            tx.insert_many(&mut deals)?;
            events(tx, chief, clerk)?;
            Ok((chief, clerk, role))
        })
        .unwrap();
    Office { set, chief, clerk, role }
}

/// Events of everybody and nobody, private or not, the clerk invited or not.
fn events(tx: &mut store::Tx, chief: Id<User>, clerk: Id<User>) -> Result<()> {
    let mut events = Vec::new();
    for (place, owner) in [None, Some(chief), Some(clerk)].into_iter().enumerate() {
        for (turn, private) in [false, true].into_iter().enumerate() {
            for (step, invited) in [false, true].into_iter().enumerate() {
                let start = base::Instant::from_micros(
                    4_000_000_000_000_000 + (place * 4 + turn * 2 + step) as i64 * 3_600_000_000,
                );
                let mut event = Event::new(platform::EventKind::Meeting, "Deal talk", start, start, owner);
                event.private = private;
                event.attendees = invited.then(|| Attendee::colleague(clerk)).into_iter().collect::<Vec<_>>().into();
                events.push(event);
            }
        }
    }
    tx.insert_many(&mut events)
}

impl Office {
    fn grant(&self, entity: &str, reach: Reach) {
        let (role, entity) = (self.role, entity.to_owned());
        self.set
            .write(&we(), move |tx| {
                let mut role = tx.lock(role)?;
                role.grants = vec![Grant::new(entity.clone(), "*", reach)].into();
                tx.update(&mut role)
            })
            .unwrap();
    }
}

type Rows = BTreeSet<i64>;
/// One way by which records leave the store.
type Way = (&'static str, fn(&Read, &Shape) -> Result<Option<Rows>>);

/// One way by which they are counted.
type Counted = (&'static str, fn(&Read, &Shape) -> Result<i64>);

fn question(shape: &Shape) -> Question {
    Question { entity: shape.name().to_owned(), limit: 7, ..Question::default() }
}

/// Ways out that give rows. A new way is one line here.
const WAYS: &[Way] = &[("list", by_list), ("export", by_export), ("one by one", one_by_one), ("search", by_search)];

/// Ways out that give counts. A new way is one line here.
const COUNTS: &[Counted] = &[
    ("foot", |read, shape| Ok(list::foot(read, &question(shape), true)?.count)),
    ("filtered", |read, shape| {
        let all = Question { filter: "id > 0".into(), ..question(shape) };
        Ok(list::foot(read, &all, true)?.count)
    }),
    ("groups", |read, shape| {
        let access = read.access()?;
        let by = shape.fields.iter().find(|f| list::groupable(f) && access.sees(shape, f.name));
        match by {
            Some(by) => Ok(list::groups(read, &question(shape), by.name)?.iter().map(|g| g.foot.count).sum()),
            None => Ok(list::foot(read, &question(shape), true)?.count),
        }
    }),
];

fn by_list(read: &Read, shape: &Shape) -> Result<Option<Rows>> {
    let mut asked = question(shape);
    let mut rows = Rows::new();
    loop {
        let page = list::page(read, &asked)?;
        rows.extend(page.records.iter().map(|r| r.head.id));
        match page.next {
            Some(next) => asked.cursor = next,
            None => return Ok(Some(rows)),
        }
    }
}

fn by_export(read: &Read, shape: &Shape) -> Result<Option<Rows>> {
    let mut rows = Rows::new();
    list::each(read, &question(shape), &mut |record| {
        rows.insert(record.head.id);
        Ok(())
    })?;
    Ok(Some(rows))
}

fn one_by_one(read: &Read, shape: &Shape) -> Result<Option<Rows>> {
    let all = read.records_where(shape.name(), "archived_at IS NULL", &[])?;
    let visible = |id: &i64| read.visible(shape.name(), *id, "read").is_ok();
    Ok(Some(all.iter().map(|r| r.head.id).filter(visible).collect()))
}

/// Deals all have the word "deal"; other entities are asked for nothing they must have.
fn by_search(read: &Read, shape: &Shape) -> Result<Option<Rows>> {
    if shape.name() != Deal::DEF.name {
        return Ok(None);
    }
    let hits = search::find(read, &[read.shape(shape.name())?], "deal", 1_000)?;
    Ok(Some(hits.iter().map(|h| h.id).collect()))
}

#[test]
fn every_entity_in_every_scope_shows_the_same_rows_by_every_way() {
    let office = office();
    let names: Vec<&str> =
        office.set.registry().defs().iter().filter(|d| d.line_of.is_none()).map(|d| d.name).collect();
    assert!(names.len() >= 14);
    for name in names {
        for reach in REACHES {
            office.grant(name, reach);
            for user in [office.chief, office.clerk] {
                office.set.read(&Who::user(user.raw(), "test"), |read| check(read, name, reach)).unwrap();
            }
        }
    }
}

/// Compares each way with what the rule says about each record in hand.
fn check(read: &Read, name: &str, reach: Reach) -> Result<()> {
    let shape = read.shape(name)?;
    let access = read.access()?;
    let all = read.records_where(name, "archived_at IS NULL", &[])?;
    let named = named(read, &shape)?;
    let reads = |r: &&entity::Record| access.covers(&shape, "read", r) || named.contains(&r.head.id);
    let expected: Rows = all.iter().filter(reads).map(|r| r.head.id).collect();
    if !access.may(&shape, "read") {
        assert!(matches!(by_list(read, &shape), Err(Error::Forbidden { .. })), "{name} {reach:?}");
        assert!(matches!(list::foot(read, &question(&shape), true), Err(Error::Forbidden { .. })), "{name} {reach:?}");
        assert_eq!(one_by_one(read, &shape)?, Some(Rows::new()), "{name} {reach:?} one by one");
        return Ok(());
    }
    for (way, rows) in WAYS {
        if let Some(rows) = rows(read, &shape)? {
            assert_eq!(rows, expected, "{name} {reach:?} by {way}");
        }
    }
    for (way, count) in COUNTS {
        assert_eq!(count(read, &shape)?, expected.len() as i64, "{name} {reach:?} by {way}");
    }
    Ok(())
}

/// Records whose lines name whoever asks.
fn named(read: &Read, shape: &Shape) -> Result<Rows> {
    let Some((lines, column)) = shape.def.participants else { return Ok(Rows::new()) };
    let place = shape.lines_position(lines).unwrap();
    let (table, user) = (shape.lines[place].1.table(), read.who().user.unwrap());
    let rows = read.query(&format!("SELECT document FROM {table} WHERE {column} = $1"), &[user.into()])?;
    Ok(rows.iter().map(|row| row[0].int().unwrap()).collect())
}

#[test]
fn each_scope_reaches_the_deals_it_says() {
    let office = office();
    for (reach, chief, clerk) in
        [(Reach::Own, 9, 9), (Reach::Team, 9, 9), (Reach::Subtree, 18, 9), (Reach::Company, 9, 9), (Reach::All, 27, 27)]
    {
        office.grant("shop.deal", reach);
        for (user, expected) in [(office.chief, chief), (office.clerk, clerk)] {
            let found = office.set.read(&Who::user(user.raw(), "test"), |read| {
                Ok(list::foot(read, &question(&*read.shape("shop.deal")?), true)?.count)
            });
            assert_eq!(found.unwrap(), expected, "{reach:?}");
        }
    }
}

#[test]
fn a_right_to_a_module_reaches_common_records_of_the_company() {
    let office = office();
    office.grant("shop.*", Reach::Own);
    let scope = |entity: &str| {
        office.set.read(&Who::user(office.chief.raw(), "test"), |r| Ok(r.access()?.scope(&*r.shape(entity)?, "read")))
    };
    assert_eq!((scope("shop.deal").unwrap(), scope("shop.stage").unwrap()), (Scope::Own, Scope::All));
    office.grant("shop.stage", Reach::Own);
    assert_eq!(scope("shop.stage").unwrap(), Scope::None);
}

#[test]
fn two_roles_add_up_and_the_closest_name_decides_within_one() {
    let set = fresh();
    let user = set
        .write(&we(), |tx| {
            let grants = [("*", "*", Reach::All), ("shop.*", "*", Reach::None), ("shop.deal", "read", Reach::Own)];
            user_with(tx, "Eva", &[("shop.deal", "read", Reach::Company)])?;
            user_with(tx, "Ana", &grants)
        })
        .unwrap();
    let who = Who::user(user.raw(), "test");
    let scopes = |action: &'static str| {
        set.read(&who, |read| {
            let of = |name: &str| -> Result<Scope> { Ok(read.access()?.scope(&*read.shape(name)?, action)) };
            Ok((of("shop.deal")?, of("shop.stage")?, of("platform.user")?))
        })
        .unwrap()
    };
    assert_eq!(scopes("read"), (Scope::Own, Scope::None, Scope::All));
    assert_eq!(scopes("edit"), (Scope::None, Scope::None, Scope::All));
    set.write(&we(), move |tx| {
        let role = Role::by_code(tx, "eva")?.unwrap();
        let mut ana = tx.lock(user)?;
        ana.roles.push(platform::UserRole { head: Head::default(), role });
        tx.update(&mut ana)
    })
    .unwrap();
    assert_eq!(scopes("read").0, Scope::Company, "the widest of both roles, at once");
}

#[test]
fn a_deactivated_user_may_do_nothing_from_the_next_transaction_on() {
    let (set, _) = furnished();
    let admin = set
        .write(&we(), |tx| seed::administrator(tx, "Ana", "ana@ferrum.example", platform::Language::Spanish))
        .unwrap();
    let who = Who::user(admin.raw(), "test");
    assert!(set.read(&who, |read| Ok(read.access()?.everything)).unwrap());
    set.write(&we(), move |tx| {
        let mut ana = tx.lock(admin)?;
        ana.active = false;
        tx.update(&mut ana)
    })
    .unwrap();
    let error = set.read(&who, |read| read.access()).unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }));
}

#[test]
fn a_token_leaves_only_what_it_names() {
    let (set, _) = furnished();
    let admin = set
        .write(&we(), |tx| seed::administrator(tx, "Ana", "ana@ferrum.example", platform::Language::English))
        .unwrap();
    let who = Who { limits: vec!["shop.deal:read".into()], ..Who::user(admin.raw(), "token") };
    set.read(&who, |read| {
        let scope =
            |name: &str, action: &str| -> Result<Scope> { Ok(read.access()?.scope(&*read.shape(name)?, action)) };
        assert_eq!(scope("shop.deal", "read")?, Scope::All);
        assert_eq!(scope("shop.deal", "edit")?, Scope::None);
        assert_eq!(scope("shop.stage", "read")?, Scope::None);
        assert_eq!(scope("platform.user", "read")?, Scope::None);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_shared_deal_is_seen_and_a_share_taken_back_hides_it() {
    let office = office();
    office.grant("shop.deal", Reach::Own);
    let who = Who::user(office.clerk.raw(), "test");
    let (chief, clerk) = (office.chief, office.clerk);
    let foreign = office
        .set
        .read(&we(), |r| Ok(r.select::<Deal>("owner = $1 AND team IS NULL ORDER BY id", &[chief.into()])?[0].id()))
        .unwrap();
    let sees =
        |action: &'static str| office.set.read(&who, |r| Ok(r.visible("shop.deal", foreign.raw(), action).is_ok()));
    let count =
        || office.set.read(&who, |r| Ok(list::foot(r, &question(&*r.shape("shop.deal")?), true)?.count)).unwrap();
    assert_eq!((sees("read").unwrap(), count()), (false, 9));
    let owner = Who::user(chief.raw(), "test");
    let give =
        move |edit: bool| move |tx: &mut store::Tx| share(tx, "shop.deal", foreign.raw(), Party::User(clerk), edit);
    office.set.write(&owner, give(false)).unwrap();
    assert_eq!((sees("read").unwrap(), sees("edit").unwrap(), count()), (true, false, 10));
    office.set.write(&owner, give(true)).unwrap();
    assert!(sees("edit").unwrap());
    office.set.write(&owner, move |tx| unshare(tx, "shop.deal", foreign.raw(), Party::User(clerk))).unwrap();
    assert_eq!((sees("read").unwrap(), count()), (false, 9));
    let error = office.set.write(&who, give(true)).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "what one cannot see one cannot share");
}

#[test]
fn a_closed_field_stays_closed_until_another_role_opens_it() {
    let office = office();
    office.grant("shop.deal", Reach::All);
    let role = office.role;
    office
        .set
        .write(&we(), move |tx| {
            let mut role = tx.lock(role)?;
            let right = |field: &str, may_read: bool| FieldRight {
                head: Head::default(),
                entity: "shop.deal".into(),
                field: field.into(),
                may_read,
                may_edit: false,
            };
            role.fields = vec![right("profit", false), right("name", true)].into();
            tx.update(&mut role)
        })
        .unwrap();
    let who = Who::user(office.chief.raw(), "test");
    let seen = || {
        office
            .set
            .read(&who, |r| {
                let (access, shape) = (r.access()?, r.shape("shop.deal")?);
                Ok((access.sees(&shape, "profit"), access.edits(&shape, "name"), access.sees(&shape, "name")))
            })
            .unwrap()
    };
    assert_eq!(seen(), (false, false, true));
    let chief = office.chief;
    office
        .set
        .write(&we(), move |tx| {
            let id = tx.insert(&mut Role {
                head: Head::default(),
                name: "Controller".into(),
                code: "controller".into(),
                grants: vec![Grant::new("shop.deal", "*", Reach::All)].into(),
                fields: Vec::new().into(),
            })?;
            let mut user = tx.lock(chief)?;
            user.roles.push(platform::UserRole { head: Head::default(), role: id });
            tx.update(&mut user)
        })
        .unwrap();
    assert_eq!(seen(), (true, true, true));
}

#[test]
fn a_module_that_is_off_has_no_rights_and_is_not_needed() {
    let (set, _) = furnished();
    let admin = set
        .write(&we(), |tx| seed::administrator(tx, "Ana", "ana@ferrum.example", platform::Language::English))
        .unwrap();
    let who = Who::user(admin.raw(), "test");
    let scope = || set.read(&who, |r| Ok(r.access()?.scope(&*r.shape("shop.deal")?, "read"))).unwrap();
    let switch = |module: &'static str, on: bool| set.write(&we(), move |tx| module_state::switch(tx, module, on));
    assert_eq!(scope(), Scope::All);
    assert_eq!(codes(switch("shop", false).unwrap_err()), ["platform.module_needed enabled"]);
    switch("stall", false).unwrap();
    switch("shop", false).unwrap();
    assert_eq!(scope(), Scope::None);
    assert!(!set.model().shapes.get("shop.deal").unwrap().enabled);
    assert_eq!(codes(switch("stall", true).unwrap_err()), ["platform.module_needs enabled"]);
    assert_eq!(codes(switch("platform", false).unwrap_err()), ["platform.module_always_on enabled"]);
    switch("shop", true).unwrap();
    assert_eq!(scope(), Scope::All);
}
