//! Jobs: steps, one live job a key, tries, leases that are taken over, several runners.

use crate::fixture::{registry, user_with, we};
use base::{Error, Id, Instant, Result};
use entity::{Entity, Named as _, Record};
use platform::job::{self, Beat, Job, JobKind, LongJob, Runner, State, Step, Tell, Work};
use platform::{Reach, notification, setting};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::testing::Fresh;
use store::{Options, Set, Tx, Who};

static KINDS: &[JobKind] = &[
    JobKind { task: "test.count", step: count, tries: 3 },
    JobKind { task: "test.fail", step: fail, tries: 3 },
    JobKind { task: "test.wait", step: wait, tries: 3 },
];

/// Counts to what it was ordered with, one a step, and notes each in a setting.
fn count(tx: &mut Tx, work: &Work) -> Result<Step> {
    let to: i64 = work.input.parse().unwrap_or(3);
    let done: i64 = work.cursor.parse().unwrap_or(0) + 1;
    let name = format!("count.{}", work.key);
    let noted: i64 = setting::get_or(tx, &name, 0)?;
    setting::set(tx, &name, noted + 1)?;
    Ok(if done == to { Step::Done } else { Step::Next { cursor: done.to_string(), progress: done, total: Some(to) } })
}

fn fail(tx: &mut Tx, work: &Work) -> Result<Step> {
    setting::set(tx, &format!("fail.{}", work.key), 1)?;
    Err(Error::Unavailable("the mail server".into()))
}

fn wait(tx: &mut Tx, work: &Work) -> Result<Step> {
    if work.cursor.is_empty() {
        return Ok(Step::Later("second".into(), Instant::from_micros(tx.now().micros() + 60_000_000)));
    }
    Ok(Step::Done)
}

struct Plant {
    set: Fresh,
    clock: Arc<AtomicI64>,
}

impl Plant {
    fn new() -> Plant {
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000_000));
        let seen = clock.clone();
        let now = Arc::new(move || Instant::from_micros(seen.load(Ordering::Relaxed)));
        Plant { set: Fresh::with(registry(), Options { clock: now, ..Options::default() }), clock }
    }

    fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    fn order(&self, task: &'static str, key: &'static str, input: &'static str) -> Id<Job> {
        self.set.write(&we(), move |tx| job::order(tx, task, key, input)).unwrap()
    }

    fn job(&self, id: Id<Job>) -> Job {
        self.set.read(&we(), |r| r.get(id)).unwrap()
    }

    fn number(&self, name: &str) -> i64 {
        self.set.read(&we(), |r| setting::get_or(r, name, 0)).unwrap()
    }

    fn runner(&self) -> Runner {
        Runner::new(self.set.set(), KINDS)
    }
}

#[test]
fn a_job_does_its_steps_and_ends() {
    let plant = Plant::new();
    let id = plant.order("test.count", "a", "4");
    assert_eq!(plant.order("test.count", "a", "9"), id, "one live job a key");
    assert!(plant.runner().run_step().unwrap());
    let half = plant.job(id);
    assert_eq!((half.state, half.progress, half.total), (State::Running, 1, Some(4)));
    plant.pass(61);
    assert_eq!(plant.runner().run_all().unwrap(), 1);
    let done = plant.job(id);
    assert_eq!((done.state, done.progress, done.alive), (State::Done, 4, None));
    assert_eq!(plant.number("count.a"), 4);
    assert_ne!(plant.order("test.count", "a", "1"), id, "after its end another may begin");
    assert!(!Runner::new(plant.set.set(), &[]).run_one().unwrap(), "unknown kinds are left alone");
}

#[test]
fn a_lost_lease_is_taken_over_and_its_loser_does_nothing_more() {
    let plant = Plant::new();
    let id = plant.order("test.count", "a", "5");
    let (first, second) = (plant.runner(), plant.runner());
    assert!(first.run_step().unwrap());
    assert!(!second.run_one().unwrap(), "it is held");
    plant.pass(61);
    assert!(second.run_one().unwrap());
    assert_eq!((plant.job(id).state, plant.number("count.a")), (State::Done, 5), "no step was done twice");
    assert!(!first.run_one().unwrap());
}

#[test]
fn a_failing_job_waits_longer_each_time_and_is_given_up_aloud() {
    let plant = Plant::new();
    let ana = plant.set.write(&we(), |tx| user_with(tx, "Ana", &[("*", "*", Reach::All)])).unwrap();
    let who = Who::user(ana.raw(), "test");
    let id = plant.set.write(&who, |tx| job::order(tx, "test.fail", "x", "")).unwrap();
    let runner = plant.runner();
    assert!(runner.run_one().unwrap());
    assert!(!runner.run_one().unwrap(), "not at once again");
    let waiting = plant.job(id);
    assert_eq!((waiting.state, waiting.attempts), (State::Waiting, 1));
    assert!(waiting.error.unwrap().contains("mail server"));
    plant.pass(3);
    assert!(runner.run_one().unwrap());
    plant.pass(3);
    assert!(!runner.run_one().unwrap(), "twice as long");
    plant.pass(3);
    assert!(runner.run_one().unwrap());
    let failed = plant.job(id);
    assert_eq!((failed.state, failed.alive), (State::Failed, None));
    assert_eq!(plant.number("fail.x"), 0, "a failed step leaves nothing");
    assert_eq!(plant.set.read(&we(), |r| notification::unseen(r, ana)).unwrap(), 1);
    plant.set.write(&who, move |tx| tx.perform(Job::DEF.name, id.raw(), "retry", None, &Record::default())).unwrap();
    assert!(runner.run_one().unwrap());
    assert_eq!(plant.job(id).state, State::Waiting);
}

#[test]
fn a_job_waits_for_its_moment_and_is_cancelled() {
    let plant = Plant::new();
    let id = plant.order("test.wait", "a", "");
    let runner = plant.runner();
    assert_eq!(runner.run_all().unwrap(), 1);
    assert_eq!((plant.job(id).state, plant.job(id).cursor.unwrap().0), (State::Waiting, "second".to_owned()));
    plant.pass(61);
    assert_eq!(runner.run_all().unwrap(), 1);
    assert_eq!(plant.job(id).state, State::Done);
    let other = plant.order("test.count", "b", "3");
    assert!(runner.run_step().unwrap());
    plant
        .set
        .write(&we(), move |tx| tx.perform(Job::DEF.name, other.raw(), "cancel", None, &Record::default()))
        .unwrap();
    plant.pass(61);
    assert!(!runner.run_one().unwrap());
    assert_eq!((plant.job(other).state, plant.number("count.b")), (State::Cancelled, 1));
}

#[test]
fn several_runners_share_the_work_and_do_nothing_twice() {
    let plant = Plant::new();
    plant
        .set
        .write(&we(), |tx| (0..20).try_for_each(|n| job::order(tx, "test.count", &format!("k{n}"), "3").map(|_| ())))
        .unwrap();
    let running: Vec<_> = (0..3).map(|_| plant.runner().start().unwrap()).collect();
    let left =
        || plant.set.read(&we(), |r| r.number("SELECT COUNT(*) FROM platform_job WHERE state <> 'done'", &[])).unwrap();
    for _ in 0..400 {
        if left() == 0 {
            break;
        }
        running.iter().for_each(job::Running::wake);
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(running);
    assert_eq!(left(), 0);
    assert!((0..20).all(|n| plant.number(&format!("count.k{n}")) == 3));
}

#[test]
fn a_field_of_ones_own_shows_once_its_column_exists() {
    let plant = Plant::new();
    let add = |name: &'static str, holds: platform::Holds| {
        plant.set.write(&we(), move |tx| {
            tx.insert(&mut platform::CustomField::new("shop.deal", name, &name.to_uppercase(), holds))
        })
    };
    assert_eq!(add("x_region", platform::Holds::Text).unwrap_err().code(), "platform.no_custom_fields");
    let of = |entity: &'static str, name: &'static str| {
        plant.set.write(&we(), move |tx| {
            tx.insert(&mut platform::CustomField::new(entity, name, "Region", platform::Holds::YesNo))
        })
    };
    assert_eq!(of("shop.stage", "region; drop").unwrap_err().code(), "platform.custom_field_name");
    of("shop.stage", "x_region").unwrap();
    let shape = || plant.set.model().shapes.get("shop.stage").unwrap().field("x_region").is_some();
    assert!(!shape());
    plant.set.write(&we(), job::order_standing).unwrap();
    assert_eq!(Runner::new(plant.set.set(), job::STANDING).run_all().unwrap(), 4);
    plant.set.read(&we(), |_| Ok(())).unwrap();
    assert!(shape());
    plant
        .set
        .write(&we(), |tx| {
            let shape = tx.shape("shop.stage")?;
            let mut record = shape.blank();
            shape.set(&mut record, "name", "First".into());
            shape.set(&mut record, "x_region", true.into());
            tx.save("shop.stage", &mut record, &entity::Fields::none())?;
            let read = tx.find("shop.stage", record.head.id)?.unwrap();
            assert_eq!(shape.value(&read, "x_region"), true.into());
            Ok(())
        })
        .unwrap();
}

/// Counts to what it was ordered with, a transaction each, as far as it is let.
fn march(set: &Arc<Set>, who: &Who, work: &Work, tell: Tell) -> Result<Step> {
    let all: i64 = work.input.parse().unwrap_or(0);
    loop {
        let done = set.write_job(who, |tx| {
            let done = setting::get_or(tx, "marched", 0i64)? + 1;
            setting::set(tx, "marched", done)?;
            Ok(done)
        })?;
        if done >= all {
            return Ok(Step::Done);
        }
        match tell(done, Some(all))? {
            Beat::Go => std::thread::sleep(Duration::from_millis(2)),
            Beat::Off => return Ok(Step::Done),
            Beat::Leave => return Ok(Step::Later(String::new(), set.now())),
        }
    }
}

/// Is called off in its very last moment, when there is nobody left to hear it.
fn last_moment(set: &Arc<Set>, _who: &Who, work: &Work, _tell: Tell) -> Result<Step> {
    let id = work.job.raw();
    set.write(&we(), move |tx| tx.perform(Job::NAME, id, "cancel", None, &Record::default()))?;
    Ok(Step::Done)
}

static LONG: &[LongJob] = &[
    LongJob { task: "test.march", run: march, tries: 3 },
    LongJob { task: "test.last_moment", run: last_moment, tries: 3 },
];

#[test]
fn a_long_job_leaves_when_its_program_ends_and_another_goes_on() {
    let plant = Plant::new();
    let id = plant.order("test.march", "a", "400");
    let running = Runner::of_long(plant.set.set(), LONG).start().unwrap();
    let marched = || plant.number("marched");
    while marched() < 5 {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(running);
    let (left, job) = (marched(), plant.job(id));
    assert!((5..400).contains(&left), "{left}");
    assert_eq!((job.state, job.total), (State::Waiting, Some(400)), "it waits for whoever comes next");
    assert!(Runner::of_long(plant.set.set(), LONG).run_one().unwrap());
    assert_eq!((plant.job(id).state, marched()), (State::Done, 400), "it went on from there");
}

#[test]
fn a_long_job_that_is_called_off_hears_so() {
    let plant = Plant::new();
    let id = plant.order("test.march", "a", "100000");
    let running = Runner::of_long(plant.set.set(), LONG).start().unwrap();
    while plant.job(id).state != State::Running {
        std::thread::sleep(Duration::from_millis(5));
    }
    plant.set.write(&we(), move |tx| tx.perform(Job::NAME, id.raw(), "cancel", None, &Record::default())).unwrap();
    drop(running);
    assert_eq!(plant.job(id).state, State::Cancelled);
    assert!(plant.number("marched") < 100_000);
}

#[test]
fn a_long_job_that_was_finished_when_it_was_called_off_is_done() {
    let plant = Plant::new();
    let id = plant.order("test.last_moment", "a", "");
    assert!(Runner::of_long(plant.set.set(), LONG).run_one().unwrap());
    assert_eq!(plant.job(id).state, State::Done, "nothing is left of it that could be called off");
}

#[test]
fn the_hundred_and_first_field_is_refused() {
    let plant = Plant::new();
    let add = |n: usize| {
        plant.set.write(&we(), move |tx| {
            let (name, label) = (format!("x_f{n}"), format!("Field {n}"));
            tx.insert(&mut platform::CustomField::new("shop.stage", &name, &label, platform::Holds::Text))
        })
    };
    (0..100).for_each(|n| {
        add(n).unwrap();
    });
    assert_eq!(add(100).unwrap_err().code(), "platform.too_many_custom_fields");
    let chinese = plant.set.write(&we(), |tx| {
        let mut field = platform::CustomField::new("shop.stage", "", "门店规模", platform::Holds::Choice);
        tx.insert(&mut field).map(|_| ())
    });
    let codes = crate::fixture::codes(chinese.unwrap_err());
    assert!(codes.iter().any(|c| c.starts_with("platform.custom_options_missing")), "{codes:?}");
    assert!(
        !codes.iter().any(|c| c.starts_with("platform.custom_field_name")),
        "a name is made of any label: {codes:?}"
    );
}
