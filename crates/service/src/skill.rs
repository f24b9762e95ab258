//! A skill is something that not everybody of a queue can do: a language, a product, a repair. Tickets that need it go to people who
//! have it, and to nobody else.

use base::{Id, Result};
use entity::{Custom, Entity, Head, Lines, Value};
use parties::loaded;
use platform::User;
use std::collections::HashMap;
use store::{Business, Read, Refusals};

/// Something that not everybody can do.
#[derive(Entity, Clone, Debug)]
#[entity(name = "service.skill", kind = 302, icon = "star", title = "name", code = "name", search(name), sort = "name")]
pub struct Skill {
    pub head: Head,
    #[field(indexed, unique, column, translated, max = 80)]
    pub name: String,
    pub people: Lines<SkilledPerson>,
    pub custom: Custom,
}

/// Somebody who has it.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "service.skilled_person", kind = 303, line_of = "service.skill", title = "person")]
pub struct SkilledPerson {
    pub head: Head,
    #[field(column)]
    pub person: Id<User>,
    /// From 1, a beginner, to 5, who teaches others.
    #[field(column, default = "3")]
    pub level: i64,
}

impl Skill {
    /// A skill that these people have, each with a level.
    pub fn of(name: &str, people: &[(Id<User>, i64)]) -> Skill {
        let one =
            |(person, level): &(Id<User>, i64)| SkilledPerson { head: Head::default(), person: *person, level: *level };
        let people = people.iter().map(one).collect::<Vec<_>>().into();
        Skill { head: Head::default(), name: name.to_owned(), people, custom: Custom::default() }
    }
}

impl Business for SkilledPerson {}

impl Business for Skill {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let people = loaded(&self.people);
        for (place, one) in people.iter().enumerate() {
            let field = |name: &str| format!("people.{place}.{name}");
            refusals.ensure((1..=5).contains(&one.level), "service.level_out_of_range", field("level"));
            let twice = people.iter().take(place).any(|p| p.person == one.person);
            refusals.ensure(!twice, "service.member_twice", field("person"));
        }
        Ok(())
    }
}

/// Whoever has every one of these skills, with the lowest of their levels.
pub(crate) fn people_with(read: &Read, skills: &[Id<Skill>]) -> Result<HashMap<i64, i64>> {
    let ids: Vec<i64> = skills.iter().map(|s| s.raw()).collect();
    let sql = store::sql!(
        "service.people_with_skills",
        "SELECT person, COUNT(*), MIN(level) FROM service_skilled_person WHERE document IN LIST($1) GROUP BY person"
    );
    let rows = read.query(sql, &[store::id_list(&ids)])?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
    let whole = |row: &&store::Row| int(row, 1) == Some(ids.len() as i64);
    Ok(rows.iter().filter(whole).filter_map(|row| Some((int(row, 0)?, int(row, 2)?))).collect())
}
