//! Where somebody stands on the way from stranger to customer and back: suspect, prospect, customer, key customer, dormant, lost; each
//! change with its day and its reason. What follows from offers and orders the program does, what takes judgement a person.

use base::{Date, Id, Result};
use entity::{Choice, Entity, Fields, Head, Input, Text, Value};
use parties::Party;
use platform::job::{Step, Work};
use std::collections::HashMap;
use store::{Business, Made, Operation, Read, Refusals, Row, Tx, operations};

/// Where somebody stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Might want something one day.
    #[default]
    Suspect,
    /// An opportunity or an offer is there.
    #[choice(tone = "info")]
    Prospect,
    /// Has ordered.
    #[choice(tone = "success")]
    Customer,
    /// One that matters more than others.
    #[choice(tone = "violet")]
    Key,
    /// Has not ordered for much longer than usual.
    #[choice(tone = "warn")]
    Dormant,
    #[choice(tone = "danger")]
    Lost,
}

/// Why somebody stands there.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    #[default]
    ByHand,
    /// An opportunity or an offer.
    Offered,
    FirstOrder,
    /// No order for several times the usual interval.
    Silence,
    OrderedAgain,
}

/// Where one party stands now.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.lifecycle",
    kind = 285,
    icon = "route",
    title = "party",
    sort = "-began_on",
    unique(party),
    view(dormant = "filter=stage%20%3D%20dormant&sort=began_on"),
    view(key = "filter=stage%20%3D%20key&sort=-began_on")
)]
pub struct Lifecycle {
    pub head: Head,
    #[field(column, once)]
    pub party: Id<Party>,
    #[field(read_only, indexed, column)]
    pub stage: Stage,
    /// Since when.
    #[field(computed, indexed, column)]
    pub began_on: Option<Date>,
    #[field(read_only, column)]
    pub why: Why,
    #[field(read_only, column)]
    pub last_order_on: Option<Date>,
    /// Days between two orders, the median.
    #[field(read_only, column)]
    pub rhythm: Option<i64>,
}

/// One change, written once.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.lifecycle_change",
    kind = 286,
    icon = "history",
    title = "began_on",
    sort = "-id",
    aside,
    large,
    posted,
    index(party, id),
    index(stage, began_on)
)]
pub struct LifecycleChange {
    pub head: Head,
    #[field(read_only, column)]
    pub party: Id<Party>,
    #[field(read_only, column)]
    pub before: Option<Stage>,
    #[field(read_only, column)]
    pub stage: Stage,
    /// The day from which it holds: that of the order, not of the night in which it was noticed.
    #[field(read_only, column)]
    pub began_on: Date,
    #[field(read_only, column)]
    pub why: Why,
    #[field(read_only, max = 500)]
    pub note: Option<Text>,
}

/// Where to, by hand.
#[derive(Input, Clone, Debug)]
pub struct MoveTo {
    pub stage: Stage,
    #[field(max = 500)]
    pub note: Option<Text>,
}

impl Business for LifecycleChange {}

impl Business for Lifecycle {
    const OPERATIONS: &'static [Operation] = &operations![Lifecycle: move_to(MoveTo): [] => same];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        self.began_on.get_or_insert(read.today());
        Ok(())
    }

    fn check(&self, _read: &Read, _refusals: &mut Refusals) -> Result<()> {
        Ok(())
    }
}

impl Lifecycle {
    /// Somebody who might want something one day.
    pub fn of(party: Id<Party>) -> Lifecycle {
        Lifecycle {
            head: Head::default(),
            party,
            stage: Stage::Suspect,
            began_on: None,
            why: Why::ByHand,
            last_order_on: None,
            rhythm: None,
        }
    }

    /// What follows from the books for it; one that is not kept yet stands nowhere.
    fn follows(&self, facts: &Facts, today: Date, times: i64) -> Vec<Follows> {
        let now = self.began_on.filter(|_| self.head.saved()).map(|since| (self.stage, since));
        course(now, facts, today, times)
    }

    fn tells(&self) -> (Option<Date>, Option<i64>) {
        (self.last_order_on, self.rhythm)
    }

    fn move_to(&mut self, tx: &mut Tx, to: MoveTo) -> Result<Made> {
        base::ensure!(to.stage != self.stage, "crm.stands_there_already")?;
        let (before, today) = (self.stage, tx.today());
        (self.stage, self.began_on, self.why) = (to.stage, Some(today), Why::ByHand);
        let change = LifecycleChange {
            head: Head::default(),
            party: self.party,
            before: Some(before),
            stage: to.stage,
            began_on: today,
            why: Why::ByHand,
            note: to.note,
        };
        let made = tx.insert(&mut change.clone())?;
        Ok(vec![(LifecycleChange::DEF.name, made.raw())])
    }
}

/// What the books say of a party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Since when there is an opportunity or an offer.
    pub offered_on: Option<Date>,
    /// The days of its orders, each once, the oldest first.
    pub orders: Vec<Date>,
}

/// A stage and since when; nothing for a stranger.
pub type Stands = Option<(Stage, Date)>;

/// A step that follows from the facts.
pub type Follows = (Stage, Date, Why);

/// Orders from which a rhythm can be told.
const RHYTHM: usize = 3;
/// Nobody is dormant sooner, in days.
const SOONEST: i64 = 30;

impl Facts {
    /// Days between two orders, the median; of two middle ones the longer.
    pub fn rhythm(&self) -> Option<i64> {
        if self.orders.len() < RHYTHM {
            return None;
        }
        let mut gaps: Vec<i64> = self.orders.windows(2).map(|two| two[0].days_until(two[1])).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }

    /// The last order and the rhythm, as they are kept.
    fn tells(&self) -> (Option<Date>, Option<i64>) {
        (self.orders.last().copied(), self.rhythm())
    }

    /// The day on which they have been silent for too long.
    fn silent_on(&self, times: i64) -> Option<Date> {
        let wait = self.rhythm()?.saturating_mul(times).max(SOONEST);
        self.orders.last()?.add_days(wait).ok()
    }
}

/// Every step that follows for somebody who stands at a stage since a day. What a person decided holds until something new happens.
pub fn course(now: Stands, facts: &Facts, today: Date, times: i64) -> Vec<Follows> {
    let (mut at, mut steps) = (now, Vec::new());
    while let Some(step) = next(at, facts, today, times) {
        at = Some((step.0, step.1));
        steps.push(step);
        // First customer, then dormant, then back: more cannot follow from one reading of the books.
        if steps.len() == 4 {
            break;
        }
    }
    steps
}

fn next(now: Stands, facts: &Facts, today: Date, times: i64) -> Option<Follows> {
    let Some((stage, since)) = now else {
        return first(facts).or_else(|| Some((Stage::Prospect, facts.offered_on?, Why::Offered)));
    };
    match stage {
        Stage::Suspect => first(facts).or_else(|| Some((Stage::Prospect, facts.offered_on?, Why::Offered))),
        Stage::Prospect => first(facts),
        Stage::Customer | Stage::Key => {
            let day = facts.silent_on(times).filter(|day| *day > since && *day <= today)?;
            Some((Stage::Dormant, day, Why::Silence))
        }
        Stage::Dormant | Stage::Lost => {
            let again = facts.orders.iter().find(|day| **day > since)?;
            Some((Stage::Customer, *again, Why::OrderedAgain))
        }
    }
}

fn first(facts: &Facts) -> Option<Follows> {
    facts.orders.first().map(|day| (Stage::Customer, *day, Why::FirstOrder))
}

/// The job's name.
pub(crate) const TASK: &str = "crm.lifecycle";
/// Parties of one step.
const MOST: i64 = 200;
/// How many times the usual interval is too long; the setting that says otherwise.
const TIMES: &str = "crm.dormant_times";
const USUAL: i64 = 2;

/// One step of the job: some parties, then a rest of six hours.
pub(crate) fn step(tx: &mut Tx, work: &Work) -> Result<Step> {
    let after: i64 = work.cursor.parse().unwrap_or(0);
    let last = review(tx, after)?;
    Ok(match last {
        Some(last) => Step::Next { cursor: last.to_string(), progress: work.progress + MOST, total: None },
        None => Step::Later(String::new(), base::Instant::from_micros(tx.now().micros() + 6 * 3_600_000_000)),
    })
}

/// Brings some parties after an id to where the books put them; the last of them where there may be more.
pub fn review(tx: &mut Tx, after: i64) -> Result<Option<i64>> {
    let sql = store::sql!(
        "crm.parties_in_turn",
        "SELECT id FROM parties_party WHERE id > $1 AND archived_at IS NULL ORDER BY id LIMIT $2"
    );
    let ids: Vec<i64> = numbers(&tx.query(sql, &[after.into(), MOST.into()])?);
    let times = platform::setting::get_or(tx, TIMES, USUAL)?.max(1);
    let mut facts = gather(tx, &ids)?;
    let known: Vec<Lifecycle> = tx.select("party IN LIST($1) AND archived_at IS NULL", &[store::id_list(&ids)])?;
    let (today, mut stale, mut new) = (tx.today(), Vec::new(), Vec::new());
    for id in &ids {
        let one = known.iter().find(|one| one.party.raw() == *id);
        let facts = facts.entry(*id).or_default();
        match one {
            Some(one) if !one.follows(facts, today, times).is_empty() || one.tells() != facts.tells() => {
                stale.push(one.id());
            }
            None if !course(None, facts, today, times).is_empty() => new.push(Lifecycle::of(Id::from_raw(*id))),
            _ => {}
        }
    }
    // Locked in one order, and looked at again: a person may have decided meanwhile.
    for one in tx.lock_many(&stale)?.into_iter().chain(new) {
        let facts = facts.entry(one.party.raw()).or_default();
        keep(tx, one, facts, times)?;
    }
    Ok(ids.last().copied().filter(|_| ids.len() as i64 == MOST))
}

fn keep(tx: &mut Tx, mut one: Lifecycle, facts: &Facts, times: i64) -> Result<()> {
    let (party, mut before) = (one.party, one.head.saved().then_some(one.stage));
    for (stage, began_on, why) in one.follows(facts, tx.today(), times) {
        let change = LifecycleChange { head: Head::default(), party, before, stage, began_on, why, note: None };
        tx.insert(&mut change.clone())?;
        (one.stage, one.began_on, one.why) = (stage, Some(began_on), why);
        before = Some(stage);
    }
    (one.last_order_on, one.rhythm) = facts.tells();
    if one.head.saved() { tx.update(&mut one).map(|_| ()) } else { tx.insert(&mut one).map(|_| ()) }
}

fn numbers(rows: &[Row]) -> Vec<i64> {
    rows.iter().filter_map(|row| row.first().and_then(Value::int)).collect()
}

/// What the books say of some parties, two statements for all of them.
fn gather(read: &Read, ids: &[i64]) -> Result<HashMap<i64, Facts>> {
    let mut all: HashMap<i64, Facts> = HashMap::new();
    let list = store::id_list(ids);
    let day = |row: &Row, place: usize| row.get(place).and_then(Value::text).and_then(|text| Date::parse(text).ok());
    let sql = store::sql!(
        "crm.order_days",
        "SELECT customer, ordered_on FROM sales_order WHERE customer IN LIST($1) AND state IN ('confirmed', 'amending', \
         'closed') AND archived_at IS NULL GROUP BY customer, ordered_on ORDER BY customer, ordered_on"
    );
    for row in read.query(sql, std::slice::from_ref(&list))? {
        if let (Some(party), Some(day)) = (row.first().and_then(Value::int), day(&row, 1)) {
            all.entry(party).or_default().orders.push(day);
        }
    }
    let sql = store::sql!(
        "crm.offer_days",
        "SELECT customer, MIN(created_at) FROM (SELECT customer, created_at FROM crm_opportunity WHERE customer IN LIST($1) \
         AND state = 'open' AND archived_at IS NULL UNION ALL SELECT customer, created_at FROM sales_quotation \
         WHERE customer IN LIST($1) AND state = 'sent' AND archived_at IS NULL) o GROUP BY customer"
    );
    let zone = base::Zone::named(read.zone()).unwrap_or(base::Zone::UTC);
    for row in read.query(sql, &[list])? {
        let at = row.get(1).and_then(Value::int).map(base::Instant::from_micros);
        if let (Some(party), Some(at)) = (row.first().and_then(Value::int), at) {
            all.entry(party).or_default().offered_on = Some(zone.local(at)?.date);
        }
    }
    Ok(all)
}

/// Where somebody stands as of now, also where the job has not come by yet, and every change, the newest first.
pub fn of(read: &Read, party: Id<Party>) -> Result<(Stands, Vec<LifecycleChange>)> {
    let changes: Vec<LifecycleChange> = read.select("party = $1 ORDER BY id DESC LIMIT 50", &[party.into()])?;
    let stored: Vec<Lifecycle> = read.select("party = $1 AND archived_at IS NULL", &[party.into()])?;
    let now = stored.first().and_then(|one| Some((one.stage, one.began_on?)));
    let facts = gather(read, &[party.raw()])?.remove(&party.raw()).unwrap_or_default();
    let times = platform::setting::get_or(read, TIMES, USUAL)?.max(1);
    let steps = course(now, &facts, read.today(), times);
    Ok((steps.last().map(|(stage, day, _)| (*stage, *day)).or(now), changes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn ordered(days: &[&str]) -> Facts {
        Facts { offered_on: None, orders: days.iter().map(|text| day(text)).collect() }
    }

    fn told(now: Option<(Stage, &str)>, facts: &Facts, today: &str) -> Vec<String> {
        let now = now.map(|(stage, since)| (stage, day(since)));
        let steps = course(now, facts, day(today), 2);
        steps.iter().map(|(stage, on, why)| format!("{} {on} {}", stage.code(), why.code())).collect()
    }

    #[test]
    fn an_offer_makes_a_prospect_and_the_first_order_a_customer_on_its_day() {
        let offered = Facts { offered_on: Some(day("2026-01-05")), orders: Vec::new() };
        assert_eq!(told(None, &offered, "2026-01-10"), ["prospect 2026-01-05 offered"]);
        assert_eq!(told(None, &Facts::default(), "2026-01-10"), Vec::<String>::new());
        let first = ordered(&["2026-01-08"]);
        assert_eq!(
            told(Some((Stage::Prospect, "2026-01-05")), &first, "2026-01-10"),
            ["customer 2026-01-08 first_order"]
        );
    }

    #[test]
    fn who_orders_every_thirty_days_is_dormant_after_sixty_silent_ones() {
        let rhythm = ordered(&["2026-01-01", "2026-01-31", "2026-03-02"]);
        assert_eq!(rhythm.rhythm(), Some(30));
        let customer = Some((Stage::Customer, "2026-01-01"));
        assert_eq!(told(customer, &rhythm, "2026-04-30"), Vec::<String>::new());
        assert_eq!(told(customer, &rhythm, "2026-05-01"), ["dormant 2026-05-01 silence"]);
        // Seen for the first time, both happened on their days.
        assert_eq!(
            told(None, &rhythm, "2026-06-01"),
            ["customer 2026-01-01 first_order", "dormant 2026-05-01 silence"]
        );
        let again = ordered(&["2026-01-01", "2026-01-31", "2026-03-02", "2026-06-10"]);
        let back = told(Some((Stage::Dormant, "2026-05-01")), &again, "2026-06-11");
        assert_eq!(back, ["customer 2026-06-10 ordered_again"]);
    }

    #[test]
    fn who_ordered_twice_has_no_rhythm_and_who_orders_daily_has_a_month() {
        assert_eq!(
            told(Some((Stage::Customer, "2026-01-01")), &ordered(&["2026-01-01", "2026-01-03"]), "2027-01-01"),
            [""; 0]
        );
        let daily = ordered(&["2026-01-01", "2026-01-02", "2026-01-03"]);
        assert_eq!(told(Some((Stage::Customer, "2026-01-01")), &daily, "2026-02-01"), [""; 0]);
        assert_eq!(told(Some((Stage::Customer, "2026-01-01")), &daily, "2026-02-02"), ["dormant 2026-02-02 silence"]);
    }

    #[test]
    fn what_a_person_decided_holds_until_something_new_happens() {
        let rhythm = ordered(&["2026-01-01", "2026-01-31", "2026-03-02"]);
        assert_eq!(told(Some((Stage::Key, "2026-05-02")), &rhythm, "2026-12-01"), [""; 0], "raised after the silence");
        assert_eq!(told(Some((Stage::Lost, "2026-05-02")), &rhythm, "2026-12-01"), [""; 0]);
        let again = ordered(&["2026-01-01", "2026-01-31", "2026-03-02", "2026-11-30"]);
        let back = told(Some((Stage::Lost, "2026-05-02")), &again, "2026-12-01");
        assert_eq!(back, ["customer 2026-11-30 ordered_again"]);
        assert_eq!(told(Some((Stage::Key, "2026-02-01")), &rhythm, "2026-05-01"), ["dormant 2026-05-01 silence"]);
    }
}
