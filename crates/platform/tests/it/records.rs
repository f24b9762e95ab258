//! What can be attached to any record: notes, files, activities, tags; and the timeline that shows them.

use crate::fixture::{Deal, codes, deal, furnished, user_with, we};
use base::{Date, Error, Id};
use entity::{Head, Record};
use platform::attachment::{self, Content};
use platform::notification::{self, Topic};
use platform::timeline::{self, Cursor, What};
use platform::{
    Activity, ActivityType, Audience, FieldRight, Reach, Role, SavedView, Tag, User, activity, note, saved_view,
    setting, tag,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::testing::Fresh;
use store::{Options, Tx, Who};

const DEAL: &str = "shop.deal";

struct Desk {
    set: Fresh,
    ana: Id<User>,
    eva: Id<User>,
    deal: Id<Deal>,
}

/// Ana owns a deal that Eva cannot see.
fn desk() -> Desk {
    let (set, _) = furnished();
    let (ana, eva, deal) = set.write(&we(), set_up).unwrap();
    Desk { set, ana, eva, deal }
}

fn set_up(tx: &mut Tx) -> base::Result<(Id<User>, Id<User>, Id<Deal>)> {
    let ana = user_with(tx, "Ana", &[("shop.deal", "*", Reach::Own)])?;
    let eva = user_with(tx, "Eva", &[("shop.deal", "*", Reach::Own)])?;
    let deal = tx.insert(&mut deal("Bridge", Some(ana), None, None))?;
    Ok((ana, eva, deal))
}

impl Desk {
    fn ana(&self) -> Who {
        Who::user(self.ana.raw(), "test")
    }

    fn eva(&self) -> Who {
        Who::user(self.eva.raw(), "test")
    }

    fn share(&self) {
        let (deal, eva) = (self.deal.raw(), self.eva);
        self.set
            .write(&self.ana(), move |tx| platform::share(tx, DEAL, deal, platform::Party::User(eva), false))
            .unwrap();
    }

    fn store(&self, bytes: &[u8]) -> Content {
        attachment::store(&self.set, &self.ana(), bytes).unwrap()
    }
}

#[test]
fn a_note_is_seen_with_its_record_and_a_mention_rings_the_bell() {
    let desk = desk();
    let (id, eva) = (desk.deal.raw(), desk.eva);
    let write = move |tx: &mut Tx| note::add(tx, DEAL, id, "Eva, call them\ntoday", &[eva]);
    let error = desk.set.write(&desk.ana(), write).unwrap_err();
    assert_eq!(codes(error), ["platform.mention_cannot_see body"]);
    let stranger = desk.set.write(&desk.eva(), write).unwrap_err();
    assert!(matches!(stranger, Error::NotFound { .. }));
    desk.share();
    let written = desk.set.write(&desk.ana(), write).unwrap();
    desk.set
        .read(&desk.eva(), |read| {
            assert_eq!(note::of(read, DEAL, id)?.len(), 1);
            assert_eq!(notification::unseen(read, eva)?, 2, "the share and the mention");
            let bell = notification::newest(read, eva, None, 10)?;
            assert_eq!(
                (bell[0].topic, bell[0].text.as_str(), bell[0].host),
                (Topic::Mention, "Eva, call them today", Some(id))
            );
            Ok(())
        })
        .unwrap();
    desk.set.write(&desk.eva(), move |tx| notification::seen(tx, eva, i64::MAX)).unwrap();
    assert_eq!(desk.set.read(&desk.eva(), |r| notification::unseen(r, eva)).unwrap(), 0);
    let error = desk.set.write(&desk.eva(), move |tx| note::edit(tx, written, "mine now")).unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }), "one changes one's own notes");
    desk.set.write(&desk.ana(), move |tx| note::remove(tx, written)).unwrap();
    assert_eq!(desk.set.read(&desk.ana(), |r| note::of(r, DEAL, id)).unwrap().len(), 0);
}

#[test]
fn a_file_is_stored_once_in_pieces_and_seen_with_its_record() {
    let desk = desk();
    let id = desk.deal.raw();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..2_500_000u32).map(|n| (n % 251) as u8));
    let content = desk.store(&bytes);
    assert_eq!(desk.store(&bytes), content);
    let pieces = desk.set.read(&we(), |r| r.number("SELECT COUNT(*) FROM attachment_chunk", &[])).unwrap();
    assert_eq!(pieces, 3);
    let named = content.clone();
    let file = desk
        .set
        .write(&desk.ana(), move |tx| attachment::add(tx, DEAL, id, &named, "../../offer\".pdf", "application/pdf"))
        .unwrap();
    desk.set
        .read(&desk.ana(), |read| {
            let file = attachment::visible(read, file)?;
            assert_eq!(
                (file.name.as_str(), file.media_type.as_str(), file.size),
                ("offer.pdf", "application/pdf", 2_500_009)
            );
            assert!(attachment::bytes(read, &file)? == bytes);
            Ok(())
        })
        .unwrap();
    assert!(matches!(desk.set.read(&desk.eva(), |r| attachment::visible(r, file)), Err(Error::NotFound { .. })));
    desk.share();
    assert!(desk.set.read(&desk.eva(), |r| attachment::visible(r, file)).is_ok());
    let lie = content.clone();
    let error =
        desk.set.write(&desk.ana(), move |tx| attachment::add(tx, DEAL, id, &lie, "a.png", "image/png")).unwrap_err();
    assert_eq!(codes(error), ["platform.file_type "]);
    let guess = Content { sha256: "0".repeat(64), size: 1 };
    let error = desk.set.write(&desk.ana(), move |tx| attachment::add(tx, DEAL, id, &guess, "a", "")).unwrap_err();
    assert_eq!(codes(error), ["platform.file_gone "]);
    let error = desk.set.write(&desk.eva(), move |tx| attachment::remove(tx, file)).unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }), "a share to read is not one to change");
    desk.set.write(&we(), |tx| setting::set(tx, attachment::LIMIT, 1_000)).unwrap();
    let error = attachment::store(&desk.set, &desk.ana(), &[1; 1_001]).unwrap_err();
    assert_eq!(codes(error), ["platform.file_too_large "]);
}

#[test]
fn bytes_that_nobody_names_are_swept_after_a_day() {
    let clock = Arc::new(AtomicI64::new(1_795_000_000_000_000));
    let seen = clock.clone();
    let options = Options {
        clock: Arc::new(move || base::Instant::from_micros(seen.load(Ordering::Relaxed))),
        ..Options::default()
    };
    let set = Fresh::with(crate::fixture::registry(), options);
    let (ana, _, deal) = set.write(&we(), set_up).unwrap();
    let who = Who::user(ana.raw(), "test");
    let kept = attachment::store(&set, &who, b"kept").unwrap();
    attachment::store(&set, &who, b"forgotten").unwrap();
    set.write(&who, move |tx| attachment::add(tx, DEAL, deal.raw(), &kept, "kept.txt", "text/plain")).unwrap();
    assert_eq!(set.write(&we(), attachment::sweep).unwrap(), 0);
    clock.fetch_add(25 * 3_600 * 1_000_000, Ordering::Relaxed);
    assert_eq!(set.write(&we(), attachment::sweep).unwrap(), 1);
    let left = set.read(&we(), |r| r.number("SELECT COUNT(*) FROM attachment_chunk", &[])).unwrap();
    assert_eq!(left, 1);
}

#[test]
fn an_activity_is_planned_done_and_reopened() {
    let desk = desk();
    let (id, eva) = (desk.deal.raw(), desk.eva);
    let due = Date::parse("2026-12-01").unwrap();
    let planned = desk
        .set
        .write(&desk.ana(), move |tx| {
            activity::plan(tx, DEAL, id, Activity::new(ActivityType::Call, "Call the mayor", Some(due), Some(eva)))
        })
        .unwrap();
    assert_eq!(desk.set.read(&we(), |r| notification::unseen(r, eva)).unwrap(), 1);
    let run = |name: &'static str| {
        desk.set.write(&we(), move |tx| tx.perform("platform.activity", planned.raw(), name, None, &Record::default()))
    };
    run("finish").unwrap();
    let state = || desk.set.read(&we(), |r| r.get(planned)).unwrap();
    assert!(state().done_at.is_some());
    assert_eq!(run("finish").unwrap_err().code(), "store.wrong_state");
    run("reopen").unwrap();
    assert!(state().done_at.is_none());
    assert_eq!(desk.set.read(&desk.ana(), |r| activity::of(r, DEAL, id)).unwrap().len(), 1);
}

#[test]
fn tags_are_put_and_taken() {
    let desk = desk();
    let id = desk.deal.raw();
    let put = move |tx: &mut Tx| {
        let made = tx.insert(&mut Tag { head: Head::default(), name: "Hot".into(), colour: platform::Colour::Red })?;
        tag::put(tx, DEAL, id, made)?;
        tag::put(tx, DEAL, id, made)?;
        Ok(made)
    };
    let made = desk.set.write(&desk.ana(), put).unwrap();
    let names = || desk.set.read(&desk.ana(), |r| Ok(tag::of(r, DEAL, id)?.len())).unwrap();
    assert_eq!(names(), 1);
    assert!(desk.set.read(&desk.eva(), |r| tag::of(r, DEAL, id)).is_err());
    desk.set.write(&desk.ana(), move |tx| tag::take(tx, DEAL, id, made)).unwrap();
    assert_eq!(names(), 0);
}

fn word(what: &What) -> String {
    match what {
        What::Changed(entry) => entry.action.clone(),
        What::Noted(note) => note.body.0.clone(),
        What::Filed(file) => file.name.clone(),
        What::Planned(activity) => activity.title.clone(),
        What::Booked(event) => event.title.clone(),
        What::Decided(decision) => decision.subject.clone(),
    }
}

#[test]
fn the_timeline_mixes_everything_newest_first_in_pages() {
    let desk = desk();
    let id = desk.deal.raw();
    let deal = desk.deal;
    let ana = desk.ana();
    desk.set.write(&ana, move |tx| note::add(tx, DEAL, id, "first note", &[])).unwrap();
    let content = desk.store(b"hello");
    desk.set.write(&ana, move |tx| attachment::add(tx, DEAL, id, &content, "hello.txt", "text/plain")).unwrap();
    desk.set
        .write(&ana, move |tx| {
            let mut deal = tx.lock(deal)?;
            deal.name = "Big bridge".into();
            deal.profit = base::Money::from_minor(900);
            tx.update(&mut deal)
        })
        .unwrap();
    desk.set
        .write(&ana, move |tx| activity::plan(tx, DEAL, id, Activity::new(ActivityType::Task, "plan", None, None)))
        .unwrap();
    let page = |after: Option<Cursor>, limit| {
        desk.set
            .read(&ana, |r| {
                let (events, next) = timeline::of(r, DEAL, id, after, limit)?;
                Ok((events.iter().map(|e| word(&e.what)).collect::<Vec<_>>(), next))
            })
            .unwrap()
    };
    let expected = ["plan", "edit", "hello.txt", "first note", "create"];
    assert_eq!(page(None, 10), (expected.map(str::to_owned).to_vec(), None));
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let (words, next) = page(after, 2);
        assert!(words.len() <= 2);
        all.extend(words);
        match next {
            Some(cursor) => after = Some(Cursor::read(&cursor.write()).unwrap()),
            None => break,
        }
    }
    assert_eq!(all, expected);
    assert!(Cursor::read("1.2.x.4").is_none());
    assert!(desk.set.read(&desk.eva(), |r| timeline::of(r, DEAL, id, None, 5)).is_err());

    // A field that is closed to Ana leaves no trace in her timeline.
    desk.set
        .write(&we(), |tx| {
            let id = Role::by_code(tx, "ana")?.unwrap();
            let mut role = tx.lock(id)?;
            let head = Head::default();
            let (entity, field) = (DEAL.to_owned(), "profit".to_owned());
            role.fields = vec![FieldRight { head, entity, field, may_read: false, may_edit: false }].into();
            tx.update(&mut role)
        })
        .unwrap();
    desk.set
        .read(&ana, |r| {
            let (events, _) = timeline::of(r, DEAL, id, None, 10)?;
            let fields: Vec<_> = events
                .iter()
                .filter_map(|e| match &e.what {
                    What::Changed(entry) if entry.action == "edit" => {
                        Some(entry.changes.keys().cloned().collect::<Vec<_>>())
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(fields, [["name"]]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn settings_are_typed_and_views_are_shared_as_far_as_they_say() {
    let desk = desk();
    desk.set
        .write(&we(), |tx| {
            assert_eq!(setting::get::<i64>(tx, "sales.days")?, None);
            setting::set(tx, "sales.days", 30)?;
            setting::set(tx, "sales.days", 14)?;
            setting::set(tx, "sales.open", true)?;
            assert_eq!(setting::get::<i64>(tx, "sales.days")?, Some(14));
            assert!(setting::get_or(tx, "sales.open", false)?);
            setting::get_or(tx, "sales.limit", 7).map(|limit| assert_eq!(limit, 7))
        })
        .unwrap();
    let view = |shared: Audience| SavedView {
        head: Head::default(),
        name: "Open".into(),
        entity: DEAL.into(),
        query: "filter=name%20~%20a".into(),
        owner: None,
        team: None,
        shared,
        position: 0,
    };
    let id = desk
        .set
        .write(&desk.ana(), move |tx| {
            let mut own = view(Audience::Private);
            saved_view::keep(tx, &mut own)?;
            Ok(entity::Entity::id(&own))
        })
        .unwrap();
    let count = |who: &Who| desk.set.read(who, |r| Ok(saved_view::of(r, DEAL)?.len())).unwrap();
    assert_eq!((count(&desk.ana()), count(&desk.eva())), (1, 0));
    let error = desk.set.write(&desk.ana(), move |tx| saved_view::keep(tx, &mut view(Audience::Public))).unwrap_err();
    assert_eq!(codes(error), ["platform.view_for_everybody shared"]);
    desk.set.write(&we(), move |tx| saved_view::keep(tx, &mut view(Audience::Public))).unwrap();
    assert_eq!((count(&desk.ana()), count(&desk.eva())), (2, 1));
    assert!(desk.set.write(&desk.eva(), move |tx| saved_view::remove(tx, id)).is_err());
    desk.set.write(&desk.ana(), move |tx| saved_view::remove(tx, id)).unwrap();
    assert_eq!(count(&desk.ana()), 1);
}
