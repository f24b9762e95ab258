//! Where the benchmarks keep their data sets: one installation for each database, one account set for each size.

use crate::Arguments;
use crate::data::Ground;
use base::{Context, Id, Result};
use entity::{Entity, Lines};
use platform::installation::{Founding, Installation, NewIdentity, Place};
use platform::{Country, Grant, Language, Reach, Role, Team, User};
use std::path::PathBuf;
use std::sync::Arc;
use store::{Options, Set, Who};

/// Teams of a set; each owns an equal part of the parties.
pub const TEAMS: usize = 50;
/// Who signs in.
pub const LOGIN: &str = "bench@bench.example";
/// With what: invented, of a set that is thrown away.
pub const PASSWORD: &str = "measure-twice-cut-once";

/// An open installation with the data set of one size.
pub struct Bench {
    /// The installation, to open and remove sets.
    #[expect(dead_code, reason = "keeps the installation open while its sets are measured")]
    pub house: Installation,
    /// The set's name.
    pub name: String,
    /// The set.
    pub set: Arc<Set>,
}

/// The folder of everything the benchmarks keep: `BENCH_DIR`, or beside the build.
pub fn folder() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("BENCH_DIR") {
        return Ok(PathBuf::from(dir));
    }
    let program = std::env::current_exe().context("finding this program")?;
    Ok(program.parent().map(|p| p.join("bench-data")).unwrap_or_else(|| PathBuf::from("bench-data")))
}

/// The arguments that lead the server to the same place.
pub fn at(arguments: &Arguments) -> Result<Vec<String>> {
    Ok(match arguments.database.as_str() {
        "sqlite" => vec!["--data".to_owned(), folder()?.to_string_lossy().into_owned()],
        url => vec!["--database".to_owned(), url.to_owned()],
    })
}

fn house(arguments: &Arguments) -> Result<Installation> {
    let place = match arguments.database.as_str() {
        "sqlite" => Place::Folder(folder()?),
        url => Place::of(url),
    };
    Installation::open(place, fondaco::registry(), Options::default())
}

/// A fresh, empty set of this size's name, its teams and users in place; what was there goes.
pub fn fresh(arguments: &Arguments) -> Result<Bench> {
    founded(arguments, &format!("n{}", arguments.size))
}

/// The set of this size that a benchmark fills in its own way, filled first where it is missing or was left half done.
pub fn of_its_own<T>(
    arguments: &Arguments,
    word: &str,
    know: impl Fn(&Set) -> Result<Option<T>>,
    fill: impl FnOnce(&Set) -> Result<()>,
) -> Result<(Bench, T)> {
    let (house, name) = (house(arguments)?, format!("{word}{}", arguments.size));
    if house.sets()?.iter().any(|s| s.name == name) {
        let set = house.set(&name)?;
        if let Some(known) = know(&set)? {
            return Ok((Bench { house, name, set }, known));
        }
    }
    drop(house);
    let bench = founded(arguments, &name)?;
    fill(&bench.set)?;
    bench.set.seal()?;
    bench.set.tidy()?;
    let known = know(&bench.set)?.context("the set is filled")?;
    Ok((bench, known))
}

fn founded(arguments: &Arguments, name: &str) -> Result<Bench> {
    let house = house(arguments)?;
    let name = name.to_owned();
    if house.sets()?.iter().any(|s| s.name == name) {
        house.remove_set(&name)?;
    }
    let identity = match house.identity(LOGIN)? {
        Some(identity) => identity,
        None => house.add_identity(&NewIdentity {
            login: LOGIN.to_owned(),
            name: "Bench".to_owned(),
            language: "en".to_owned(),
            password: PASSWORD.to_owned(),
        })?,
    };
    let set = house.create_set(&Founding {
        name: name.clone(),
        title: format!("{} parties", arguments.size),
        language: Language::English,
        company: "Bench S.L.".to_owned(),
        currency: "EUR".to_owned(),
        country: "ES".to_owned(),
        administrator: Some(identity.id),
    })?;
    set.write(&Who::program("bench"), people)?;
    Ok(Bench { house, name, set })
}

/// The set of this size, imported first where it is missing or was left half done.
pub fn filled(arguments: &Arguments) -> Result<Bench> {
    let house = house(arguments)?;
    let name = format!("n{}", arguments.size);
    if house.sets()?.iter().any(|s| s.name == name) {
        let set = house.set(&name)?;
        if parties(&set)? >= arguments.size as i64 {
            return Ok(Bench { house, name, set });
        }
    }
    drop(house);
    let bench = fresh(arguments)?;
    crate::import::fill(&bench.set, 0, arguments.size)?;
    bench.set.tidy()?;
    Ok(bench)
}

/// The highest number given to a party: how many there are, as none is ever removed.
pub fn parties(set: &Set) -> Result<i64> {
    set.read(&Who::program("bench"), |read| read.number("SELECT COALESCE(MAX(id), 0) FROM parties_party", &[]))
}

fn login(team: usize) -> String {
    format!("team{team}@bench.example")
}

/// Fifty teams, and in each a user who sees what his team owns.
fn people(tx: &mut store::Tx) -> Result<()> {
    let grants = vec![Grant::new("parties.*", "*", Reach::Team)];
    let mut role = Role {
        head: entity::Head::default(),
        name: "Team only".to_owned(),
        code: "team_only".to_owned(),
        grants: Lines::from(grants),
        fields: Lines::default(),
    };
    let role = tx.insert(&mut role)?;
    for number in 0..TEAMS {
        let name = format!("Team {number:02}");
        let mut team = Team { head: entity::Head::default(), name: name.clone(), parent: None, leader: None };
        let team = tx.insert(&mut team)?;
        let mut user = User { team: Some(team), ..User::new(name, login(number), &[role]) };
        tx.insert(&mut user)?;
    }
    Ok(())
}

/// What the parties of a set refer to.
pub fn ground(set: &Set) -> Result<Ground> {
    set.read(&Who::program("bench"), |read| {
        let countries = read.select::<Country>("archived_at IS NULL", &[])?;
        let users = read.select::<User>("team IS NOT NULL ORDER BY id", &[])?;
        Ok(Ground {
            countries: countries.into_iter().map(|c| (c.code.to_string(), Id::from_raw(c.head.id))).collect(),
            teams: users.iter().filter_map(|u| Some((u.team?, u.id()))).collect(),
        })
    })
}

/// The administrator, who sees everything, and a user who sees what his team owns.
pub fn askers(set: &Set) -> Result<[(&'static str, Who); 2]> {
    set.read(&Who::program("bench"), |read| {
        let who = |login: &str| -> Result<Who> {
            let user = User::by_login(read, login)?.context("the set has its users")?;
            Ok(Who::user(user.head.id, "bench"))
        };
        Ok([("all", who(LOGIN)?), ("team", who(&login(7))?)])
    })
}
