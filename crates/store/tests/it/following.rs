//! Followers miss nothing, whatever order transactions are begun and finished in.

use crate::fixture::{Order, shop, we};
use store::follow::{self, Change, Cursor};
use store::testing::seal_all;
use store::{Engine, Set, audit};

fn read_on(shop: &Set, cursor: &mut Cursor, limit: usize) -> Vec<Change> {
    let mut all = Vec::new();
    loop {
        let batch = shop.read(&we(), |read| follow::follow(read, cursor, limit)).unwrap();
        all.extend(batch.changes);
        // A cursor survives as text.
        *cursor = batch.cursor.to_string().parse().unwrap();
        if !batch.more {
            return all;
        }
    }
}

#[test]
fn changes_come_once_in_order_with_what_they_did() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
    seal_all(&shop);
    let mut cursor = Cursor::START;
    let first = read_on(&shop, &mut cursor, 10);
    assert_eq!(first.iter().map(|c| (c.kind, c.record, c.action.as_str())).collect::<Vec<_>>(), [(901, 1, "create")]);
    let begun = shop.read(&we(), follow::end).unwrap();
    assert_eq!(begun, cursor);
    for _ in 0..7 {
        shop.write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            order.customer.push('!');
            tx.update(&mut order)
        })
        .unwrap();
    }
    seal_all(&shop);
    let versions: Vec<i64> = read_on(&shop, &mut cursor, 2).iter().map(|c| c.version).collect();
    assert_eq!(versions, [2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(read_on(&shop, &mut cursor, 2), []);
    assert!("nonsense".parse::<Cursor>().is_err());
}

#[test]
fn a_transaction_that_commits_late_is_not_overtaken() {
    let shop = shop();
    if shop.engine() == Engine::Sqlite {
        return;
    }
    let mut late = shop.maintenance().unwrap();
    late.batch(
        "BEGIN; INSERT INTO store_tx (xid, at, cause) VALUES (CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT), 1, 'late'); \
         INSERT INTO audit (tx, kind, record, version, action, changes, hash) \
         SELECT MAX(id), 900, 4711, 1, 'create', '{}', '' FROM store_tx",
    )
    .unwrap();
    let mut cursor = Cursor::START;
    for _ in 0..3 {
        shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
        assert_eq!(read_on(&shop, &mut cursor, 10), [], "what is later waits for what is earlier");
        assert_eq!(shop.seal().unwrap(), 0, "and so does the seal");
    }
    late.batch("COMMIT").unwrap();
    seal_all(&shop);
    let records: Vec<i64> = read_on(&shop, &mut cursor, 2).iter().map(|c| c.record).collect();
    assert_eq!(records, [4711, 1, 2, 3]);
    let problems = shop.read(&we(), audit::verify).unwrap();
    assert_eq!(problems[0], "the audit of kind 900 record 4711 version 1 was changed", "its hash is not one");
}

#[test]
fn a_follower_among_many_writers_sees_every_record_once() {
    let shop = shop();
    let set = shop.set();
    let mut cursor = Cursor::START;
    let mut seen = Vec::new();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let set = set.clone();
                scope.spawn(move || {
                    (0..25).for_each(|_| {
                        set.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
                    });
                })
            })
            .collect();
        while !writers.iter().all(|w| w.is_finished()) {
            seen.extend(read_on(&set, &mut cursor, 7).iter().map(|c| c.record));
        }
    });
    seal_all(&shop);
    seen.extend(read_on(&set, &mut cursor, 7).iter().map(|c| c.record));
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((count, seen.len()), (100, 100));
}
