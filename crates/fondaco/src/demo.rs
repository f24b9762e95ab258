//! The demonstration company: founded once, of our own invention, and served again as it was left.

mod agenda;
mod ahead;
mod books;
mod contracts;
mod corners;
mod deals;
mod dimensions;
mod floor;
mod months;
mod pieces;
mod service;
mod supply;
mod trade;

use base::{Id, Instant, Result};
use entity::{Choice as _, Entity, Head};
use parties::Party;
use platform::installation::{Founding, Installation, NewIdentity};
use platform::{Activity, ActivityType, Language, MailServer, Role, Team, User};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Options, Set, Tx, Who};

/// The set's name in addresses.
const NAME: &str = "demo";

/// How to sign in.
pub struct SignIn {
    pub login: &'static str,
    pub password: &'static str,
}

const SIGN_IN: SignIn = SignIn { login: "lucia@demo.example", password: "canal-bridge-lantern" };

/// Makes the demonstration company unless it is there.
pub fn ready(house: &Installation) -> Result<SignIn> {
    if house.sets()?.iter().any(|s| s.name == NAME) {
        // What was interrupted is made anew; what people did in it since is theirs.
        let done = house
            .set(NAME)?
            .read(&Who::program("demo"), |read| read.number("SELECT COUNT(*) FROM parties_party", &[]))?;
        if done > 0 {
            return Ok(SIGN_IN);
        }
        house.remove_set(NAME)?;
    }
    let identity = match house.identity(SIGN_IN.login)? {
        Some(identity) => identity,
        None => house.add_identity(&NewIdentity {
            login: SIGN_IN.login.to_owned(),
            name: "Lucía Ortega".to_owned(),
            language: "en".to_owned(),
            password: SIGN_IN.password.to_owned(),
        })?,
    };
    let set = house.create_set(&Founding {
        name: NAME.to_owned(),
        title: "Ponte Cycles".to_owned(),
        language: Language::English,
        company: "Ponte Cycles S.L.".to_owned(),
        currency: "EUR".to_owned(),
        country: "ES".to_owned(),
        administrator: Some(identity.id),
    })?;
    colleagues(house, &set)?;
    set.write(&Who::program("demo"), |tx| {
        let parties = parties::demo::fill(tx, Language::English)?;
        catalog::demo::fill(tx, &parties, Language::English).map(|_| ())
    })?;
    books::keep(&set)?;
    corners::agree(&set)?;
    let shop = trade::trade(&set)?;
    pieces::sell(&set)?;
    ahead::bill(&set, &shop)?;
    corners::sell(&set, &shop)?;
    months::end(&set)?;
    floor::fill(&set, &shop)?;
    deals::win(&set)?;
    contracts::draw_up(&set)?;
    service::serve(&set)?;
    life(&set)?;
    corners::work(&set, &shop)?;
    post(&set)?;
    agenda::fill(&set)?;
    Ok(SIGN_IN)
}

/// Inserts a record that everybody reads the name of, with that name in English, 中文 and Español.
fn called<E: Entity>(tx: &mut Tx, record: &mut E, names: [&str; 3]) -> Result<Id<E>> {
    platform::seed::called(tx, record, &names, Language::English)
}

/// The set once more, on a clock that stands where its hand was put, so that what is told of the past also stands there.
fn on_a_clock(set: &Set) -> Result<(Set, Arc<AtomicI64>)> {
    let hand = Arc::new(AtomicI64::new(set.now().micros()));
    let seen = hand.clone();
    let clock = Arc::new(move || Instant::from_micros(seen.load(Ordering::Relaxed)));
    let options = Options { clock, ..Options::default() };
    Ok((Set::open(set.location().clone(), crate::registry(), options)?, hand))
}

/// Who else works there, each in his own language; they sign in with the same password.
const COLLEAGUES: [(&str, &str, &str, &str); 6] = [
    ("mei@demo.example", "Mei Lin", "zh-CN", "purchasing"),
    ("tom@demo.example", "Tom Becker", "en", "sales"),
    ("diego@demo.example", "Diego Paz", "es", "sales"),
    ("ines@demo.example", "Inés Vidal", "es", "accountant"),
    ("noor@demo.example", "Noor Haddad", "en", "service"),
    ("pablo@demo.example", "Pablo Ruiz", "es", "service"),
];

fn colleagues(house: &Installation, set: &Set) -> Result<()> {
    for (login, name, language, role) in COLLEAGUES {
        let identity = match house.identity(login)? {
            Some(identity) => identity,
            None => house.add_identity(&NewIdentity {
                login: login.to_owned(),
                name: name.to_owned(),
                language: language.to_owned(),
                password: SIGN_IN.password.to_owned(),
            })?,
        };
        let user = set.write(&Who::program("demo"), move |tx| {
            let names = if role == "service" {
                ["Support", "客户支持", "Soporte"]
            } else {
                ["Sales", "销售部", "Ventas"]
            };
            let role = Role::by_code(tx, role)?.ok_or_else(|| base::Error::not_found("platform.role", role))?;
            let known: Vec<Team> = tx.select("name = $1", &[names[0].into()])?;
            let team = match known.first() {
                Some(team) => team.id(),
                None => {
                    let mut team =
                        Team { head: Head::default(), name: names[0].to_owned(), parent: None, leader: None };
                    called(tx, &mut team, names)?
                }
            };
            let mut user = User::new(name, login, &[role]);
            user.language = Language::from_code(language).unwrap_or_default();
            user.team = Some(team);
            tx.insert(&mut user)
        })?;
        house.join(identity.id, NAME, user)?;
    }
    Ok(())
}

/// Where e-mail would be handed in; nobody switched it on.
fn post(set: &Set) -> Result<()> {
    set.write(&Who::program("demo"), |tx| {
        let mut server = MailServer::new("mail.ponte.example", 587, "office@ponte.example");
        server.from_name = Some("Ponte Cycles".to_owned());
        server.site = Some("https://erp.ponte.example/demo".into());
        tx.insert(&mut server).map(|_| ())
    })
}

/// What people noted and have to do, each in their own name.
fn life(set: &Set) -> Result<()> {
    let notes = [
        "Met them at the Eurobike stand. They want a sample box of the 11-speed chains before Christmas.",
        "New workshop manager from January; prefers calls before ten.",
        "Paid the last three invoices early. Ask about a yearly contract.",
        "Complained about scratched rims in the last delivery. Photos are filed; replacement is on its way.",
    ];
    let tasks = [
        ("Call about the spring order", ActivityType::Call, 2),
        ("Send the dealer price list", ActivityType::Email, 1),
        ("Visit the new warehouse", ActivityType::Meeting, 6),
        ("Check the certificate of the supplier", ActivityType::Task, 4),
        ("Confirm the delivery day", ActivityType::Call, 0),
        ("Prepare the fair in Shanghai", ActivityType::Deadline, 12),
    ];
    let (users, parties) = set.read(&Who::program("demo"), |read| {
        let users: Vec<User> = read.select("archived_at IS NULL ORDER BY id", &[])?;
        let parties: Vec<Party> = read.select("archived_at IS NULL ORDER BY id LIMIT 24", &[])?;
        Ok((users, parties))
    })?;
    for (place, party) in parties.iter().enumerate().filter(|(place, _)| place % 3 == 0 || place % 2 == 0) {
        let Some(owner) = users.get(place % users.len().max(1)).map(Entity::id) else { continue };
        let id: Id<Party> = party.id();
        set.write(&Who::user(owner.raw(), "demo"), move |tx| {
            if place % 3 == 0 {
                platform::note::add(tx, Party::DEF.name, id.raw(), notes[place / 3 % notes.len()], &[])?;
            }
            if place % 2 == 0 {
                let (title, kind, days) = tasks[place / 2 % tasks.len()];
                let activity = Activity::new(kind, title, Some(tx.today().add_days(days)?), Some(owner));
                platform::activity::plan(tx, Party::DEF.name, id.raw(), activity)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
