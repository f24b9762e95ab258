//! A working calendar says when work is done: the hours of a week and the days that differ, of a company, a team or a person, or
//! by itself for promises such as support around the clock.

use crate::{Company, Team, User};
use base::{Date, Id, Refusal, Result, Weekday, Zone};
use entity::{Choice, Entity, Fields, Head, Lines, Value};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{Business, Read, Refusals};
use worktime::{Calendar, Hours, Layer, Week};

/// Which days hours are for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum On {
    /// Monday to Friday.
    #[default]
    Workdays,
    /// All seven.
    EveryDay,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A working calendar. What it leaves open, the one above says: a person's the team's, a team's the company's.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.working_calendar",
    kind = 32,
    icon = "calendar-clock",
    code = "name",
    search(name),
    sort = "name",
    open,
    kept
)]
pub struct WorkingCalendar {
    pub head: Head,
    #[field(indexed, unique, column)]
    pub name: String,
    /// Where its hours are told; empty is the zone of whoever it holds for.
    #[field(column, max = 60)]
    pub zone: Option<String>,
    /// It holds for everybody of this company.
    #[field(column)]
    pub of_company: Option<Id<Company>>,
    /// It holds for everybody of this team.
    #[field(column)]
    pub of_team: Option<Id<Team>>,
    /// It holds for this person.
    #[field(column)]
    pub of_person: Option<Id<User>>,
    /// The ordinary week; none is the week of the calendar above.
    pub hours: Lines<WorkingHours>,
    /// Holidays, make-up days and short days.
    pub days: Lines<SpecialDay>,
}

/// Hours of the ordinary week.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.working_hours", kind = 33, plural = "working-hours", line_of = "platform.working_calendar")]
pub struct WorkingHours {
    pub head: Head,
    pub weekdays: On,
    #[field(max = 5)]
    pub opens: String,
    /// Earlier than it opens is the next day.
    #[field(max = 5)]
    pub closes: String,
}

/// A day with other hours than its week says; without any it is a day off.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.special_day", kind = 34, line_of = "platform.working_calendar", title = "name")]
pub struct SpecialDay {
    pub head: Head,
    pub day: Date,
    pub name: Option<String>,
    #[field(max = 5)]
    pub opens: Option<String>,
    #[field(max = 5)]
    pub closes: Option<String>,
}

impl Business for WorkingHours {}
impl Business for SpecialDay {}

impl WorkingHours {
    /// Hours on these days.
    pub fn new(weekdays: On, opens: &str, closes: &str) -> WorkingHours {
        WorkingHours { head: Head::default(), weekdays, opens: opens.to_owned(), closes: closes.to_owned() }
    }

    fn week(&self) -> Option<Vec<(Weekday, u16, u16)>> {
        let (from, until) = (minutes(&self.opens)?, minutes(&self.closes)?);
        Some(self.weekdays.days().iter().map(|day| (*day, from, until)).collect())
    }
}

impl SpecialDay {
    /// A day off.
    pub fn off(day: Date, name: &str) -> SpecialDay {
        SpecialDay { head: Head::default(), day, name: Some(name.to_owned()), opens: None, closes: None }
    }

    /// A day with these hours.
    pub fn with(day: Date, name: &str, opens: &str, closes: &str) -> SpecialDay {
        SpecialDay { opens: Some(opens.to_owned()), closes: Some(closes.to_owned()), ..SpecialDay::off(day, name) }
    }

    /// Its hours; none is a day off, and nothing at all means that they cannot be read.
    fn hours(&self) -> Option<Option<Hours>> {
        match (&self.opens, &self.closes) {
            (None, None) => Some(None),
            (Some(from), Some(until)) => Hours::new(minutes(from)?, minutes(until)?).ok().map(Some),
            _ => None,
        }
    }
}

impl On {
    fn days(self) -> &'static [Weekday] {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        match self {
            On::Workdays => &[Monday, Tuesday, Wednesday, Thursday, Friday],
            On::EveryDay => &[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday],
            On::Monday => &[Monday],
            On::Tuesday => &[Tuesday],
            On::Wednesday => &[Wednesday],
            On::Thursday => &[Thursday],
            On::Friday => &[Friday],
            On::Saturday => &[Saturday],
            On::Sunday => &[Sunday],
        }
    }
}

/// A time of day as people write it, "9", "9:30", "0930" or "24:00", in minutes; nothing for anything else.
pub fn minutes(text: &str) -> Option<u16> {
    let text = text.trim().replace(['.', 'h'], ":");
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) => (hour.to_owned(), if minute.is_empty() { "0".to_owned() } else { minute.to_owned() }),
        None if text.len() > 2 => text.split_at_checked(text.len() - 2).map(|(h, m)| (h.to_owned(), m.to_owned()))?,
        None => (text, "0".to_owned()),
    };
    let plain = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(&hour) || !plain(&minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (minute < 60 && (hour < 24 || hour == 24 && minute == 0)).then_some(hour * 60 + minute)
}

/// "09:30".
pub fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn tidy(text: &mut String) {
    if let Some(minutes) = minutes(text) {
        *text = clock(minutes);
    }
}

impl Business for WorkingCalendar {
    fn complete(&mut self, _read: &Read, _touched: &Fields) -> Result<()> {
        if let Lines::Loaded(hours) = &mut self.hours {
            hours.iter_mut().for_each(|line| [&mut line.opens, &mut line.closes].into_iter().for_each(tidy));
        }
        if let Lines::Loaded(days) = &mut self.days {
            let times = days.iter_mut().flat_map(|day| [&mut day.opens, &mut day.closes]);
            times.flatten().for_each(tidy);
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(zone) = &self.zone
            && Zone::named(zone).is_err()
        {
            refusals.add(Refusal::new("platform.time_zone_unknown").field("zone").arg("value", zone));
        }
        let levels = [self.of_company.is_some(), self.of_team.is_some(), self.of_person.is_some()];
        let many = levels.iter().filter(|level| **level).count() > 1;
        refusals.ensure(!many, "platform.calendar_of_several", "of_person");
        if let Some(other) = self.rival(read)? {
            refusals.add(Refusal::new("platform.calendar_taken").field("name").arg("other", other));
        }
        for (place, line) in self.hours.iter().enumerate() {
            let readable = line.week().is_some_and(|week| Week::of(week).is_ok());
            refusals.ensure(readable, "platform.hours_unreadable", format!("hours.{place}.opens"));
        }
        for (place, day) in self.days.iter().enumerate() {
            refusals.ensure(day.hours().is_some(), "platform.hours_unreadable", format!("days.{place}.opens"));
        }
        // Below a company the week may come from above; whatever stands alone must have one, or nothing would ever be due.
        let stands_alone = self.of_team.is_none() && self.of_person.is_none();
        let loaded = matches!(self.hours, Lines::Loaded(_));
        refusals.ensure(!stands_alone || !loaded || !self.hours.is_empty(), "platform.calendar_without_hours", "hours");
        Ok(())
    }
}

impl WorkingCalendar {
    /// A calendar that holds for nobody yet.
    pub fn new(name: &str, hours: Vec<WorkingHours>, days: Vec<SpecialDay>) -> WorkingCalendar {
        WorkingCalendar {
            head: Head::default(),
            name: name.to_owned(),
            zone: None,
            of_company: None,
            of_team: None,
            of_person: None,
            hours: hours.into(),
            days: days.into(),
        }
    }

    /// The name of another calendar of the same company, team or person.
    fn rival(&self, read: &Read) -> Result<Option<String>> {
        let (company, team, person) = (self.of_company, self.of_team, self.of_person);
        let condition =
            "id <> $1 AND archived_at IS NULL AND (of_company = $2 OR of_team = $3 OR of_person = $4) LIMIT 1";
        let id = |id: Option<i64>| Value::Int(id.unwrap_or(0));
        let params = [self.head.id.into(), id(company.map(Id::raw)), id(team.map(Id::raw)), id(person.map(Id::raw))];
        Ok(read.select::<WorkingCalendar>(condition, &params)?.pop().map(|other| other.name))
    }

    fn layer(&self) -> Layer {
        let week: Vec<_> = self.hours.iter().filter_map(WorkingHours::week).flatten().collect();
        let mut days: BTreeMap<Date, Vec<Hours>> = BTreeMap::new();
        for day in self.days.iter() {
            days.entry(day.day).or_default().extend(day.hours().flatten());
        }
        Layer {
            zone: self.zone.as_deref().and_then(|zone| Zone::named(zone).ok()),
            week: if week.is_empty() { None } else { Week::of(week).ok() },
            exceptions: days.into_iter().map(|(day, hours)| (day, worktime::Day::of(hours))).collect(),
        }
    }
}

/// Working time of everybody, as it is kept in memory.
#[derive(Debug, Default)]
pub struct WorkingTime {
    layers: HashMap<i64, Layer>,
    names: HashMap<(i64, Date), String>,
    companies: HashMap<i64, (Option<i64>, Option<Zone>)>,
    teams: HashMap<i64, (Option<i64>, Option<i64>)>,
    people: HashMap<i64, Person>,
    zone: String,
}

/// What decides about somebody's working time: calendar, zone, team, company.
#[derive(Debug, Default)]
struct Person {
    calendar: Option<i64>,
    zone: Option<Zone>,
    team: Option<i64>,
    company: Option<i64>,
}

impl WorkingTime {
    /// Working time of the set; read once for each revision.
    pub fn of(read: &Read) -> Result<Arc<WorkingTime>> {
        read.kept(|| WorkingTime::load(read))
    }

    fn load(read: &Read) -> Result<WorkingTime> {
        let mut time = WorkingTime { zone: read.zone().to_owned(), ..WorkingTime::default() };
        let mut of: HashMap<(u8, i64), i64> = HashMap::new();
        let sql = store::sql!(
            "platform.working_calendars",
            "SELECT id FROM platform_working_calendar WHERE archived_at IS NULL"
        );
        let ids: Vec<i64> = read.query(sql, &[])?.iter().filter_map(|row| row.first()?.int()).collect();
        for record in read.find_many(WorkingCalendar::DEF.name, &ids, true)? {
            let calendar = <WorkingCalendar as entity::Described>::from_record(&record).map_err(store::damaged)?;
            let id = calendar.head.id;
            let (company, team, person) = (calendar.of_company, calendar.of_team, calendar.of_person);
            let levels = [company.map(Id::raw), team.map(Id::raw), person.map(Id::raw)];
            for (level, whose) in (0u8..).zip(levels) {
                of.extend(whose.map(|whose| ((level, whose), id)));
            }
            for day in calendar.days.iter() {
                time.names.extend(day.name.clone().map(|name| ((id, day.day), name)));
            }
            time.layers.insert(id, calendar.layer());
        }
        let zone = |value: Option<&Value>| value.and_then(Value::text).and_then(|zone| Zone::named(zone).ok());
        let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
        let sql = store::sql!("platform.company_zones", "SELECT id, zone FROM platform_company");
        for row in read.query(sql, &[])? {
            let id = int(&row, 0).unwrap_or(0);
            time.companies.insert(id, (of.get(&(0, id)).copied(), zone(row.get(1))));
        }
        let sql = store::sql!("platform.team_parents", "SELECT id, parent FROM platform_team");
        for row in read.query(sql, &[])? {
            let id = int(&row, 0).unwrap_or(0);
            time.teams.insert(id, (of.get(&(1, id)).copied(), int(&row, 1)));
        }
        let sql = store::sql!(
            "platform.people_in_time",
            "SELECT u.id, u.zone, u.team, (SELECT c.company FROM platform_user_company c WHERE c.document = u.id \
             ORDER BY c.position LIMIT 1) FROM platform_user u"
        );
        for row in read.query(sql, &[])? {
            let id = int(&row, 0).unwrap_or(0);
            let calendar = of.get(&(2, id)).copied();
            time.people
                .insert(id, Person { calendar, zone: zone(row.get(1)), team: int(&row, 2), company: int(&row, 3) });
        }
        Ok(time)
    }

    /// A calendar by itself; nothing when it has no week of its own.
    pub fn calendar(&self, id: Id<WorkingCalendar>) -> Option<Calendar> {
        let set = Layer { zone: Zone::named(&self.zone).ok(), ..Layer::default() };
        Calendar::of(&[self.layers.get(&id.raw())?.clone(), set]).ok()
    }

    /// When a company works; nothing when nobody said so.
    pub fn of_company(&self, company: Id<Company>) -> Option<Calendar> {
        Calendar::of(&self.company_layers(Some(company.raw()))).ok()
    }

    /// When a team works, as one of a company; nothing when nobody said so.
    pub fn of_team(&self, team: Id<Team>, company: Option<Id<Company>>) -> Option<Calendar> {
        let member = Person { team: Some(team.raw()), company: company.map(Id::raw), ..Person::default() };
        let mut layers: Vec<Layer> = self.chain(&member).iter().filter_map(|id| self.layers.get(id).cloned()).collect();
        layers.extend(self.company_layers(member.company));
        Calendar::of(&layers).ok()
    }

    /// When somebody works; nothing when nobody said so.
    pub fn of_user(&self, user: Id<User>) -> Option<Calendar> {
        let person = self.people.get(&user.raw())?;
        let mut layers: Vec<Layer> = self.chain(person).iter().filter_map(|id| self.layers.get(id).cloned()).collect();
        // Somebody who lives elsewhere keeps the company's hours on the wall of that place.
        layers.push(Layer { zone: person.zone.clone(), ..Layer::default() });
        layers.extend(self.company_layers(person.company));
        Calendar::of(&layers).ok()
    }

    /// Where somebody is.
    pub fn zone_of(&self, user: Id<User>) -> Zone {
        let person = self.people.get(&user.raw());
        let own = person.and_then(|person| person.zone.clone());
        let company = person.and_then(|person| self.companies.get(&person.company?)?.1.clone());
        own.or(company).or_else(|| Zone::named(&self.zone).ok()).unwrap_or(Zone::UTC)
    }

    /// What a day is called that differs for somebody: the holiday's name.
    pub fn day_name(&self, user: Id<User>, day: Date) -> Option<&str> {
        let person = self.people.get(&user.raw())?;
        let company = person.company.and_then(|company| self.companies.get(&company)?.0);
        let mut all = self.chain(person).into_iter().chain(company);
        let of = all.find(|id| self.layers.get(id).is_some_and(|layer| layer.exceptions.contains_key(&day)))?;
        self.names.get(&(of, day)).map(String::as_str)
    }

    /// The person's calendar, the team's, and those of the teams above it.
    fn chain(&self, person: &Person) -> Vec<i64> {
        let mut chain: Vec<i64> = person.calendar.into_iter().collect();
        let mut team = person.team;
        // Teams stand above each other without a circle; the count only holds while one is being mended.
        for _ in 0..self.teams.len() {
            let Some((calendar, parent)) = team.and_then(|team| self.teams.get(&team)) else { break };
            chain.extend(calendar);
            team = *parent;
        }
        chain
    }

    fn company_layers(&self, company: Option<i64>) -> Vec<Layer> {
        let found = company.and_then(|company| self.companies.get(&company));
        let calendar = found.and_then(|(calendar, _)| self.layers.get(&(*calendar)?).cloned());
        let zone = found.and_then(|(_, zone)| zone.clone()).or_else(|| Zone::named(&self.zone).ok());
        calendar.into_iter().chain([Layer { zone, ..Layer::default() }]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        for (text, minutes_of) in [
            ("9", 540),
            ("9:30", 570),
            ("09.30", 570),
            ("930", 570),
            ("0930", 570),
            ("24:00", 1440),
            ("8h", 480),
            ("0", 0),
        ] {
            assert_eq!(minutes(text), Some(minutes_of), "{text}");
        }
        for text in ["", "25", "24:01", "9:60", "nine", "12345", ":", "9:3x", "-1", "十"] {
            assert_eq!(minutes(text), None, "{text}");
        }
        assert_eq!(clock(570), "09:30");
    }
}
