//! Accidents: the power goes, the process is killed, an operation breaks what it must not. What was acknowledged is there, whole.

use crate::child;
use crate::fixture::{Color, Order, registry, shop, we};
use base::{Error, Money};
use entity::{Head, Lines};
use std::io::{BufRead, BufReader, Write};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};
use store::testing::{Fresh, Place, seal_all};
use store::{Engine, Location, Migration, Options, Registry, Set, Tx, audit};

#[test]
fn every_writing_connection_waits_for_the_disk() {
    let shop = shop();
    let told = shop
        .write(&we(), |tx| {
            let settings: &[&str] = match tx.engine() {
                Engine::Sqlite => &["PRAGMA synchronous", "PRAGMA journal_mode", "PRAGMA foreign_keys"],
                Engine::Postgres => &["SHOW synchronous_commit", "SHOW fsync", "SHOW full_page_writes"],
            };
            settings.iter().map(|s| Ok(tx.row(s, &[])?.unwrap()[0].to_string())).collect::<base::Result<Vec<_>>>()
        })
        .unwrap();
    match shop.engine() {
        Engine::Sqlite => assert_eq!(told, ["2", "wal", "1"]),
        Engine::Postgres => assert_eq!(told, ["on"; 3], "a server without fsync loses what it acknowledged"),
    }
    let mut conn = shop.maintenance().unwrap();
    let (setting, safe) = match shop.engine() {
        Engine::Sqlite => ("PRAGMA synchronous", "2"),
        Engine::Postgres => ("SHOW synchronous_commit", "on"),
    };
    assert_eq!(conn.row(setting, &[]).unwrap().unwrap()[0].to_string(), safe);
}

const WRITE: &str = "FONDACO_CHILD_WRITES";

fn order_of_two(tx: &mut Tx) -> base::Result<i64> {
    let mut order = Order::new("Nordbau", 100);
    let mut second = order.lines[0].clone();
    second.amount = Money::from_minor(50);
    if let Lines::Loaded(lines) = &mut order.lines {
        lines.push(second);
    }
    tx.insert(&mut order).map(|id| id.raw())
}

/// Not a test by itself: a child that writes and says each id that was acknowledged, until it is killed or has written enough.
#[test]
fn child_writes() {
    let Some(words) = child::words(WRITE) else { return };
    let [location, threads, count] = words.as_slice() else { panic!("{words:?}") };
    let set = Set::open(child::location(location), registry(), Options::default()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..threads.parse().unwrap() {
            scope.spawn(|| {
                for _ in 0..count.parse().unwrap() {
                    let id = set.write(&we(), order_of_two).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "ack {id}").and_then(|()| out.flush()).unwrap();
                }
            });
        }
    });
}

#[test]
fn each_commit_reaches_the_disk() {
    let place = Place::file();
    let probe = std::process::Command::new("strace").args(["-f", "true"]).output();
    if !probe.is_ok_and(|p| p.status.success()) {
        println!("skipped: strace cannot be used here");
        return;
    }
    let Location::File(file) = place.location() else { panic!("a file place is a file") };
    drop(Set::open(place.location().clone(), registry(), Options::default()).unwrap());
    let log = file.with_extension("strace");
    let mut command = std::process::Command::new("strace");
    command.args(["-f", "-e", "trace=fdatasync,fsync", "-o"]).arg(&log).arg(std::env::current_exe().unwrap());
    let words = [child::text(place.location()), "1".into(), "20".into()];
    let status = child::under(command, "accidents::child_writes", WRITE, &words).wait_with_output().unwrap();
    assert!(status.status.success());
    let syncs = std::fs::read_to_string(&log).unwrap().lines().filter(|l| l.contains("sync(")).count();
    assert!(syncs >= 20, "{syncs} syncs for 20 commits of one writer");
}

fn kills() -> usize {
    std::env::var("FONDACO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5)
}

/// A set after a kill: everything that was acknowledged is there, and nothing is there by half.
fn is_sound(place: &Place, acknowledged: &[i64]) -> i64 {
    let set = Set::open(place.location().clone(), registry(), Options::default()).unwrap();
    seal_all(&set);
    // Everything is looked at, which takes its time after some thousand orders.
    set.read_long(&we(), |read| {
        let mut sorted = acknowledged.to_vec();
        sorted.sort_unstable();
        for ids in sorted.chunks(5_000) {
            assert_eq!(read.find_many("shop.order", ids, false)?.len(), ids.len(), "an acknowledged order is lost");
        }
        for (what, sql) in [
            ("orders without their two lines", "SELECT COUNT(*) FROM shop_order o WHERE (SELECT COUNT(*) FROM shop_order_line l WHERE l.document = o.id) <> 2"),
            ("orders without their audit", "SELECT COUNT(*) FROM shop_order o WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.kind = 901 AND a.record = o.id)"),
            ("audit without its order", "SELECT COUNT(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.id = a.record)"),
            ("orders that cannot be found", "SELECT COUNT(*) FROM shop_order o WHERE NOT EXISTS (SELECT 1 FROM search s WHERE s.kind = 901 AND s.record = o.id)"),
            ("lines without their order", "SELECT COUNT(*) FROM shop_order_line l WHERE NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.id = l.document)"),
            ("numbers given twice", "SELECT COUNT(*) FROM (SELECT number FROM shop_order GROUP BY number HAVING COUNT(*) > 1) x"),
            ("wrong totals", "SELECT COUNT(*) FROM shop_order WHERE total <> 150"),
        ] {
            assert_eq!(read.number(sql, &[])?, 0, "{what}");
        }
        assert_eq!(audit::verify(read)?, Vec::<String>::new());
        if read.engine() == Engine::Sqlite {
            assert_eq!(read.row("PRAGMA quick_check", &[])?.unwrap()[0].to_string(), "ok");
        }
        read.number("SELECT COUNT(*) FROM shop_order", &[])
    })
    .unwrap()
}

/// Kills a writing process at random moments. `FONDACO_KILLS=1000 cargo test -p store --release accidents::a_killed` is the long run.
#[test]
fn a_killed_process_loses_nothing_it_acknowledged() {
    let begun = Instant::now();
    let (mut total, mut unsaid) = (0, 0);
    let mut place = Place::here();
    let mut acknowledged = Vec::new();
    for kill in 0..kills() {
        // A fresh set now and then keeps the proof short, however many kills there are.
        if kill % 20 == 0 {
            place = Place::here();
            place.make();
            drop(Set::open(place.location().clone(), registry(), Options::default()).unwrap());
            acknowledged.clear();
        }
        let words = [child::text(place.location()), "4".into(), "1000000".into()];
        let mut child = child::start("accidents::child_writes", WRITE, &words);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("ack ") {
            line.clear();
            assert!(out.read_line(&mut line).unwrap() > 0, "the child ended before it wrote");
        }
        let moment = u64::from(base::Key::random().bytes()[0]) + 20;
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(moment));
            child.kill().unwrap();
            child.wait().unwrap();
        });
        loop {
            // A line that the kill cut short was not acknowledged.
            if let Some(id) = line.strip_suffix('\n').and_then(|l| l.strip_prefix("ack ")).and_then(|n| n.parse().ok())
            {
                acknowledged.push(id);
                total += 1;
            }
            line.clear();
            if out.read_line(&mut line).unwrap() == 0 {
                break;
            }
        }
        killer.join().unwrap();
        unsaid += is_sound(&place, &acknowledged) - acknowledged.len() as i64;
    }
    println!("{} kills, {total} acknowledged orders, {:?}", kills(), begun.elapsed());
    assert!(unsaid >= 0 && total > 0);
}

fn migrations(list: Vec<Migration>) -> Arc<Registry> {
    let steps: &'static [Migration] = Box::leak(list.into_boxed_slice());
    Registry::new(&crate::fixture::MODULES, steps, crate::fixture::HOOKS)
}

fn first() -> Migration {
    let tables = registry().tables(&[]);
    let sql = |engine| &*Box::leak(store::schema::create_all(&tables, engine).into_boxed_str());
    Migration { number: 1, name: "initial", sqlite: sql(Engine::Sqlite), postgres: sql(Engine::Postgres) }
}

fn slow() -> Migration {
    let sqlite = "ALTER TABLE shop_color ADD COLUMN half TEXT; CREATE TABLE more (n INTEGER); INSERT INTO more \
                  WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000000) SELECT n FROM c;";
    let postgres = "ALTER TABLE shop_color ADD COLUMN half TEXT; CREATE TABLE more AS SELECT n FROM generate_series(1, 200000000) n;";
    Migration { number: 2, name: "slow", sqlite, postgres }
}

const MIGRATE: &str = "FONDACO_CHILD_MIGRATES";

/// Not a test by itself: a child that is killed in the middle of a migration.
#[test]
fn child_migrates() {
    let Some(words) = child::words(MIGRATE) else { return };
    println!("begins");
    let _ = Set::open(child::location(&words[0]), migrations(vec![first(), slow()]), Options::default());
}

#[test]
fn an_interrupted_migration_leaves_the_old_state() {
    let place = Place::here();
    place.make();
    let open = |list: Vec<Migration>| Set::open(place.location().clone(), migrations(list), Options::default());
    let write = |set: &Set| {
        set.write(&we(), |tx| tx.insert(&mut Color { head: Head::default(), name: "Red".into(), code: "R".into() }))
    };
    write(&open(vec![first()]).unwrap()).unwrap();
    // One that fails.
    let wrong = "ALTER TABLE shop_color ADD COLUMN half TEXT; CREATE TABLE more (n INTEGER); SELECT nonsense;";
    let broken = Migration { number: 2, name: "wrong", sqlite: wrong, postgres: wrong };
    assert!(matches!(open(vec![first(), broken]), Err(Error::Broken(_))));
    // One that is killed.
    let mut child = child::start("accidents::child_migrates", MIGRATE, &[child::text(place.location())]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("begins") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "the child ended before it began");
    }
    std::thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    if let Location::Schema { schema, .. } = place.location() {
        // The server finds out about the hung-up client when it next speaks to it; a test does not wait that long.
        let set = open(vec![first()]).unwrap();
        let sql = format!(
            "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND \
             query LIKE '%generate_series(1, 200000000)%' AND state = 'active' AND EXISTS (SELECT 1 FROM pg_locks l JOIN pg_class c \
             ON c.oid = l.relation WHERE l.pid = pg_stat_activity.pid AND c.relnamespace = CAST('{schema}' AS regnamespace))"
        );
        set.maintenance().unwrap().query(&sql, &[]).unwrap();
    }
    let set = open(vec![first()]).unwrap();
    assert_eq!(set.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_color", &[])).unwrap(), 1);
    let mut conn = set.maintenance().unwrap();
    assert_eq!(store::schema::columns_of(&mut conn, "more").unwrap(), []);
    assert!(!store::schema::columns_of(&mut conn, "shop_color").unwrap().iter().any(|(name, _)| name == "half"));
    assert_eq!(store::migrate::schema_number(&mut conn).unwrap(), Some(1));
    drop(set);
    // A newer set is left alone by an older program.
    let good = "ALTER TABLE shop_color ADD COLUMN half TEXT;";
    drop(open(vec![first(), Migration { number: 2, name: "good", sqlite: good, postgres: good }]).unwrap());
    assert!(matches!(open(vec![first()]), Err(Error::Unavailable(_))));
}

/// Runs operations so that on SQLite they share one batch: the writer is kept busy until all of them wait.
fn together<T: Send + 'static>(shop: &Fresh, runs: Vec<fn(&mut Tx) -> base::Result<T>>) -> Vec<base::Result<T>> {
    let set = shop.set();
    let barrier = Arc::new(Barrier::new(2));
    let busy = std::thread::spawn({
        let (set, barrier) = (set.clone(), barrier.clone());
        move || {
            set.write(&we(), move |_| {
                barrier.wait();
                std::thread::sleep(Duration::from_millis(60));
                Ok(())
            })
        }
    });
    barrier.wait();
    let threads: Vec<_> = runs
        .into_iter()
        .map(|run| {
            let set = set.clone();
            std::thread::spawn(move || set.write(&we(), run))
        })
        .collect();
    let outcomes = threads.into_iter().map(|t| t.join().unwrap()).collect();
    busy.join().unwrap().unwrap();
    outcomes
}

type Run = fn(&mut Tx) -> base::Result<i64>;

#[test]
fn one_bad_operation_of_a_batch_hurts_only_itself() {
    let shop = shop();
    shop.write(&we(), |tx| tx.insert(&mut Color { head: Head::default(), name: "Red".into(), code: "R".into() }))
        .unwrap();
    let good: Run = order_of_two;
    let bad: [(Run, &str); 6] = [
        (
            |tx| {
                order_of_two(tx)?;
                tx.execute("INSERT INTO shop_order_line (document, position, item, quantity, amount) VALUES (4711, 0, 'x', 1, 1)", &[])?;
                Ok(0)
            },
            "store.reference_gone",
        ),
        (
            |tx| {
                order_of_two(tx)?;
                tx.insert(&mut Color { head: Head::default(), name: "Red".into(), code: "R".into() }).map(|id| id.raw())
            },
            "store.not_unique",
        ),
        (
            |tx| {
                order_of_two(tx)?;
                panic!("in the middle")
            },
            "broken",
        ),
        (
            |tx| {
                order_of_two(tx)?;
                // Swallowed by the operation, and still not half a truth.
                let _ = tx.execute("INSERT INTO shop_order_line (document) VALUES (NULL)", &[]);
                Ok(0)
            },
            "broken",
        ),
        (
            |tx| {
                order_of_two(tx)?;
                tx.execute("ROLLBACK", &[])?;
                Ok(0)
            },
            "broken",
        ),
        (
            |tx| {
                order_of_two(tx)?;
                base::ensure!(false, "shop.no")?;
                Ok(0)
            },
            "shop.no",
        ),
    ];
    let mut saved = 0;
    for (culprit, code) in bad {
        if code == "broken" && shop.engine() == Engine::Postgres && saved == 16 {
            // Ending the transaction by hand is what only SQLite does by itself.
            continue;
        }
        let outcomes = together(&shop, vec![good, good, culprit, good, good]);
        saved += 4;
        for (place, outcome) in outcomes.iter().enumerate() {
            match (place, outcome) {
                (2, Err(error)) => assert_eq!(error.code(), code),
                (2, Ok(_)) => panic!("the culprit of {code} heard nothing"),
                (_, outcome) => assert!(outcome.is_ok(), "a neighbour of {code} heard {outcome:?}"),
            }
        }
        let orders = shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_order", &[])).unwrap();
        assert_eq!(orders, saved, "after {code}");
        let told = shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM audit WHERE kind = 901", &[])).unwrap();
        assert_eq!(told, saved, "the audit after {code}");
    }
    seal_all(&shop);
    assert_eq!(shop.read(&we(), audit::verify).unwrap(), Vec::<String>::new());
}

#[test]
fn what_runs_after_a_commit_may_write_and_may_fail() {
    let shop = shop();
    let set = shop.set();
    let id = shop
        .write(&we(), move |tx| {
            let again = set.clone();
            tx.after_commit(move || {
                again.write(&we(), order_of_two).unwrap();
            });
            tx.after_commit(|| panic!("nobody is woken"));
            order_of_two(tx)
        })
        .unwrap();
    assert_eq!(id, 1);
    let orders = shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_order", &[])).unwrap();
    assert_eq!(orders, 2);
}

#[test]
fn an_operation_that_begins_another_hears_so() {
    let shop = shop();
    let set = shop.set();
    let outcome = shop.write(&we(), move |_| set.write(&we(), order_of_two));
    assert!(matches!(outcome, Err(Error::Broken(_))), "{outcome:?}");
    shop.write(&we(), order_of_two).unwrap();
}

#[test]
fn many_processes_open_and_write_one_set() {
    let place = Place::here();
    place.make();
    // Each opened set stands for a process: it shares nothing with the others but the database.
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let location = place.location().clone();
            std::thread::spawn(move || {
                let set = Set::open(location, registry(), Options { connections: 2, ..Options::default() }).unwrap();
                (0..25).map(|_| set.write(&we(), order_of_two).unwrap()).collect::<Vec<_>>()
            })
        })
        .collect();
    let acknowledged: Vec<i64> = threads.into_iter().flat_map(|t| t.join().unwrap()).collect();
    assert_eq!(is_sound(&place, &acknowledged), 100);
}

#[test]
fn connections_that_the_server_dropped_are_replaced() {
    let shop = shop();
    if shop.engine() == Engine::Sqlite {
        return;
    }
    // Six readers at once open six connections, which then wait.
    let gate = Barrier::new(6);
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| shop.read(&we(), |_| Ok(gate.wait())).map(|_| ()).unwrap());
        }
    });
    shop.write(&we(), order_of_two).unwrap();
    let pids = |set: &Set| {
        let gate = Barrier::new(6);
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..6)
                .map(|_| {
                    scope.spawn(|| {
                        set.read(&we(), |read| {
                            gate.wait();
                            read.number("SELECT CAST(pg_backend_pid() AS BIGINT)", &[])
                        })
                        .unwrap()
                    })
                })
                .collect();
            all.into_iter().map(|t| t.join().unwrap()).collect::<Vec<i64>>()
        })
    };
    let mut conn = shop.maintenance().unwrap();
    for pid in pids(&shop) {
        conn.query(&format!("SELECT CAST(pg_terminate_backend({pid}) AS TEXT)"), &[]).unwrap();
    }
    std::thread::sleep(Duration::from_millis(100));
    for _ in 0..8 {
        shop.write(&we(), order_of_two).unwrap();
        shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_order", &[])).unwrap();
    }
}
