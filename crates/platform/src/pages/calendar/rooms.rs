//! Rooms and vehicles in the calendar: beside people, under them, and among what has to be free.

use super::View;
use crate::pages::entries::{self, Seen};
use crate::{Resource, WorkingTime};
use base::{Date, Id, Result, Zone};
use entity::Entity;
use std::collections::BTreeMap;
use store::Read;
use ui::page::{CalendarEntry as Entry, DiaryColumn, DiaryLine as Line};
use worktime::Calendar;

/// Every room and vehicle, as calendars need them.
pub struct Rooms(Vec<Resource>);

impl Rooms {
    pub fn of(read: &Read) -> Result<Rooms> {
        let mut records =
            read.records_where(Resource::DEF.name, "archived_at IS NULL ORDER BY kind, name, id LIMIT 40", &[])?;
        let language = read.get::<crate::User>(crate::pages::reader(read)?)?.language;
        read.in_language(Resource::DEF.name, &mut records, &["name"], entity::Choice::code(language))?;
        let all: Vec<Resource> = store::typed(&records)?;
        Ok(Rooms(all))
    }

    pub fn ids(&self) -> Vec<i64> {
        self.0.iter().map(|r| r.head.id).collect()
    }

    /// Id and name, with the seats where it has some.
    pub fn all(&self) -> impl Iterator<Item = (i64, String)> {
        let name = |r: &Resource| r.seats.map_or_else(|| r.name.clone(), |seats| format!("{} ({seats})", r.name));
        self.0.iter().map(move |r| (r.head.id, name(r)))
    }

    fn get(&self, id: i64) -> Option<&Resource> {
        self.0.iter().find(|r| r.head.id == id)
    }

    fn name(&self, id: i64) -> String {
        self.get(id).map(|r| r.name.clone()).unwrap_or_default()
    }

    /// When it may be used; at any time unless somebody said so.
    pub fn hours(&self, time: &WorkingTime, id: i64, zone: &Zone) -> Calendar {
        let own = self.get(id).and_then(|r| r.calendar).and_then(|calendar| time.calendar(calendar));
        own.unwrap_or_else(|| Calendar::always(zone.clone()))
    }

    /// Its day beside those of people.
    pub fn column(
        &self,
        ask: &crate::page::Ask,
        view: &View,
        all: &[Seen],
        id: i64,
        entry: &dyn Fn(&Seen, Date) -> Entry,
    ) -> DiaryColumn {
        let (whole, timed) =
            entries::column(all, view.at, &|seen| seen.resources.contains(&id), &|seen| entry(seen, view.at));
        let day = view.at;
        DiaryColumn {
            iso: day.to_string(),
            label: format!("{}, {}", ask.format.weekday_short(day.weekday()), ask.format.date(day)),
            head: self.name(id),
            whole,
            timed,
            ..DiaryColumn::default()
        }
    }
}

/// The week of everybody and everything that is shown, under each other.
pub fn lines(
    view: &View,
    all: &[Seen],
    time: &WorkingTime,
    (people, rooms): (&BTreeMap<i64, String>, &Rooms),
    (first, last): (Date, Date),
    entry: &dyn Fn(&Seen, Date) -> Entry,
) -> Result<Vec<Line>> {
    let mut days = Vec::new();
    let mut day = first;
    while day <= last {
        days.push(day);
        day = day.add_days(1)?;
    }
    let line = |head: String, calendar: Option<Calendar>, takes: &dyn Fn(&Seen) -> bool| Line {
        head,
        off: days.iter().map(|day| calendar.as_ref().is_some_and(|c| c.day(*day).is_off())).collect(),
        days: days
            .iter()
            .map(|day| all.iter().filter(|seen| seen.on(*day) && takes(seen)).map(|seen| entry(seen, *day)).collect())
            .collect(),
    };
    let mut lines = Vec::new();
    for person in &view.people {
        let head = people.get(person).cloned().unwrap_or_default();
        lines.push(line(head, time.of_user(Id::from_raw(*person)), &|seen| seen.people.contains(person)));
    }
    for resource in &view.resources {
        let hours = rooms.hours(time, *resource, &view.zone);
        lines.push(line(rooms.name(*resource), Some(hours), &|seen| seen.resources.contains(resource)));
    }
    Ok(lines)
}
