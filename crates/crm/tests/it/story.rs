//! The timeline of a customer: what was noted, said and sold, at the customer, at its people and at its opportunities, in one stream.

use crate::fixture::{World, pieces, we};
use crate::opportunities::{Way, way};
use base::{Id, Instant};
use parties::story::{self, Sort, Told, Wanted, hanging};
use parties::{Affiliation, Party};
use platform::{Activity, ActivityType, Attachment, Event, EventKind, attachment};
use sales::{Order, OrderLine};
use store::Who;

/// Nordbau with Olaf as its buyer, an opportunity, an order, and somebody else's note.
fn told(way: &Way) -> Id<Party> {
    let w = &way.w;
    let opportunity = way.deal("Bolts for the fair", 100, "2026-02-01");
    let (customer, company, bolt, ana) = (w.customer, w.company, w.bolt, w.ana);
    w.write(&we(), move |tx| {
        let olaf = tx.insert(&mut Party::person("Olaf", "Brandt"))?;
        tx.insert(&mut Affiliation::of(olaf, customer, "Buyer"))?;
        platform::note::add(tx, "parties.party", customer.raw(), "Pays on time.", &[])?;
        platform::note::add(tx, "parties.party", olaf.raw(), "Prefers the morning.", &[])?;
        let call = Activity::new(ActivityType::Call, "Ask for the drawings", None, Some(ana));
        platform::activity::plan(tx, "crm.opportunity", opportunity.raw(), call)?;
        let at = Instant::parse("2026-01-06T09:00:00Z").unwrap();
        let meeting = Event::new(EventKind::Meeting, "Visit of the works", at, at, Some(ana));
        platform::event::plan(tx, "crm.opportunity", opportunity.raw(), meeting)?;
        let private = Event { private: true, ..Event::new(EventKind::Call, "Salary", at, at, Some(ana)) };
        platform::event::plan(tx, "parties.party", customer.raw(), private)?;
        tx.insert(&mut Order::new(company, customer, tx.today(), vec![OrderLine::of(bolt, pieces(1))]))?;
        let other = tx.insert(&mut Party::organisation("Somebody else"))?;
        platform::note::add(tx, "parties.party", other.raw(), "Not about Nordbau.", &[])?;
        Ok(olaf)
    })
    .unwrap()
}

fn read(w: &World, who: &Who, wanted: Wanted, limit: usize) -> Vec<Told> {
    let (customer, mut all, mut after) = (w.customer, Vec::new(), String::new());
    loop {
        let (page, next) = w.read(who, |read| story::page(read, customer, wanted, &after, limit)).unwrap();
        assert!(page.len() <= limit);
        all.extend(page);
        match next {
            Some(next) => after = next,
            None => return all,
        }
    }
}

fn sorts(all: &[Told]) -> Vec<&'static str> {
    let mut codes: Vec<_> = all.iter().map(|one| one.sort.code()).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn what_happened_at_people_opportunities_and_orders_stands_at_the_customer() {
    let way = way();
    told(&way);
    let w = &way.w;
    let all = read(w, &we(), Wanted::default(), 30);
    assert_eq!(sorts(&all), ["call", "call", "document", "document", "meeting", "note", "note"]);
    assert!(all.iter().all(|one| one.body.as_deref() != Some("Not about Nordbau.")));
    assert!(all.windows(2).all(|two| two[0].at >= two[1].at), "the newest first");
    let notes = read(w, &we(), Wanted { sort: Some(Sort::Note), by: None }, 30);
    let bodies: Vec<_> = notes.iter().filter_map(|one| one.body.as_deref()).collect();
    assert_eq!(bodies, ["Prefers the morning.", "Pays on time."]);
    assert_eq!(sorts(&read(w, &we(), Wanted { sort: Some(Sort::Meeting), by: None }, 30)), ["meeting"]);
    assert!(read(w, &we(), Wanted { sort: None, by: Some(w.tom.raw()) }, 30).is_empty(), "Tom did nothing");
}

#[test]
fn pages_of_one_come_to_the_same_as_one_page() {
    let way = way();
    told(&way);
    let w = &way.w;
    let key = |all: Vec<Told>| all.iter().map(|one| one.record).collect::<Vec<_>>();
    let whole = key(read(w, &we(), Wanted::default(), 30));
    let single = key(read(w, &we(), Wanted::default(), 1));
    let mut unlike = single.clone();
    unlike.sort_unstable();
    unlike.dedup();
    assert_eq!((unlike.len(), single.len()), (whole.len(), whole.len()), "nothing twice, nothing lost");
}

#[test]
fn the_first_of_many_orders_and_what_was_noted_on_it_are_still_told() {
    let way = way();
    let w = &way.w;
    let (customer, company, bolt) = (w.customer, w.company, w.bolt);
    let first = w
        .write(&we(), move |tx| {
            let mut ids = Vec::new();
            for _ in 0..230 {
                let mut order = Order::new(company, customer, tx.today(), vec![OrderLine::of(bolt, pieces(1))]);
                ids.push(tx.insert(&mut order)?);
            }
            platform::note::add(tx, "sales.order", ids[0].raw(), "Where it all began.", &[])?;
            Ok(ids[0])
        })
        .unwrap();
    let all = read(w, &we(), Wanted::default(), 30);
    let orders: Vec<i64> = all.iter().filter(|one| one.record.0 == "sales.order").map(|one| one.record.1).collect();
    assert_eq!(orders.len(), 230, "every page of them");
    assert_eq!(orders.last(), Some(&first.raw()));
    assert!(all.iter().any(|one| one.body.as_deref() == Some("Where it all began.")), "also what hangs on the oldest");
    assert!(orders.windows(2).all(|two| two[0] > two[1]), "each once, the newest first");
}

#[test]
fn what_is_planned_and_filed_anywhere_at_a_customer_counts_at_the_customer() {
    let way = way();
    let olaf = told(&way);
    let w = &way.w;
    let (customer, ana) = (w.customer, w.ana);
    let counted = |who: &Who| {
        let both = |read: &store::Read| {
            let planned = hanging::newest::<Activity>(read, customer, 5)?;
            Ok((planned, hanging::newest::<Attachment>(read, customer, 5)?.0))
        };
        w.read(who, both).unwrap()
    };
    let ((one, newest), files) = counted(&we());
    assert_eq!((one, newest.len(), files), (1, 1, 0), "the call of the opportunity");
    w.write(&we(), move |tx| {
        for (entity, id) in [("parties.party", customer.raw()), ("parties.party", olaf.raw())] {
            let task = Activity::new(ActivityType::Task, "Send the catalogue", None, Some(ana));
            platform::activity::plan(tx, entity, id, task)?;
            let content = attachment::put(tx, format!("drawing of {id}").as_bytes())?;
            attachment::add(tx, entity, id, &content, "drawing.txt", "text/plain")?;
        }
        let other = tx.insert(&mut Party::organisation("Elsewhere"))?;
        let task = Activity::new(ActivityType::Task, "Nothing to do with it", None, Some(ana));
        platform::activity::plan(tx, "parties.party", other.raw(), task).map(|_| ())
    })
    .unwrap();
    let ((three, newest), files) = counted(&we());
    assert_eq!((three, newest.len(), files), (3, 3, 2));
    assert!(newest.windows(2).all(|two| two[0] > two[1]), "the newest first");
}
