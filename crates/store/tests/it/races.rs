//! Two sessions at once: each locking rule, on SQLite one after the other, on PostgreSQL truly side by side.

use crate::fixture::{Color, Order, shop, we};
use base::{Error, Id, Result};
use entity::{Entity, Head, Named, Record};
use std::collections::BTreeSet;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;
use store::testing::{Fresh, seal_all};
use store::{Engine, Rank, Tx, audit};

/// Runs the same operation in several sessions that begin together, each several times.
fn race<T: Send + 'static>(
    shop: &Fresh,
    sessions: usize,
    times: usize,
    run: impl Fn(&mut Tx) -> Result<T> + Clone + Send + 'static,
) -> Vec<Result<T>> {
    let gate = Arc::new(Barrier::new(sessions));
    let threads: Vec<_> = (0..sessions)
        .map(|_| {
            let (set, gate, run) = (shop.set(), gate.clone(), run.clone());
            std::thread::spawn(move || {
                gate.wait();
                (0..times).map(|_| set.write(&we(), run.clone())).collect::<Vec<_>>()
            })
        })
        .collect();
    threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
}

fn order(shop: &Fresh) -> Id<Order> {
    shop.write(&we(), |tx| tx.insert(&mut Order::new("0", 1))).unwrap()
}

#[test]
fn no_update_is_lost() {
    let shop = shop();
    let id = order(&shop);
    let outcomes = race(&shop, 6, 20, move |tx| {
        let mut order = tx.lock(id)?;
        order.customer = (order.customer.parse::<i64>().unwrap() + 1).to_string();
        tx.update(&mut order)
    });
    assert!(outcomes.iter().all(Result::is_ok));
    let order = shop.read(&we(), |read| read.get(id)).unwrap();
    assert_eq!((order.customer.as_str(), order.head.version), ("120", 121));
    seal_all(&shop);
    shop.read(&we(), |read| {
        assert_eq!(audit::verify(read)?, Vec::<String>::new());
        let shape = read.shape(Order::NAME)?;
        assert_eq!(audit::walk_back(read, &shape, &read.find(Order::NAME, id.raw())?.unwrap())?, Vec::<String>::new());
        Ok(())
    })
    .unwrap();
}

#[test]
fn of_two_saves_of_one_version_one_is_stale() {
    let shop = shop();
    let id = order(&shop);
    let seen = shop.read(&we(), |read| read.get(id)).unwrap();
    let outcomes = race(&shop, 4, 1, move |tx| {
        tx.lock(id)?;
        let mut mine = seen.clone();
        mine.customer = format!("{:?}", std::thread::current().id());
        tx.update(&mut mine)
    });
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|o| matches!(o, Err(Error::Stale { .. }))).count(), 3);
}

#[test]
fn the_second_of_two_operations_sees_the_state_that_the_first_left() {
    let shop = shop();
    let id = order(&shop);
    let outcomes =
        race(&shop, 4, 1, move |tx| tx.perform(Order::DEF.name, id.raw(), "confirm", None, &Record::default()));
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    assert!(outcomes.iter().filter_map(|o| o.as_ref().err()).all(|e| e.code() == "store.wrong_state"));
}

#[test]
fn a_unique_code_is_given_once() {
    let shop = shop();
    let outcomes =
        race(&shop, 4, 1, |tx| tx.insert(&mut Color { head: Head::default(), name: "Red".into(), code: "R".into() }));
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
    assert!(outcomes.iter().filter_map(|o| o.as_ref().err()).all(|e| e.code() == "store.not_unique"));
}

#[test]
fn a_rule_that_spans_rows_holds_under_its_key() {
    let shop = shop();
    // The rule: at most one red. Without the key both sessions would look before either has written.
    let outcomes = race(&shop, 4, 1, |tx| {
        tx.lock_key("rule", "one red")?;
        let reds = tx.number("SELECT COUNT(*) FROM shop_color WHERE name = 'Red'", &[])?;
        std::thread::sleep(Duration::from_millis(5));
        base::ensure!(reds == 0, "shop.red_already")?;
        let code = base::Key::random().to_string()[..8].to_owned();
        tx.insert(&mut Color { head: Head::default(), name: "Red".into(), code })
    });
    assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1);
}

#[test]
fn working_numbers_are_unique_and_nobody_waits_for_them() {
    let shop = shop();
    let outcomes = race(&shop, 6, 10, |tx| {
        let mut order = Order::new("Nordbau", 1);
        tx.insert(&mut order)?;
        Ok(order.number.to_string())
    });
    let numbers: BTreeSet<String> = outcomes.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers.len(), 60);
    if shop.engine() == Engine::Sqlite {
        return;
    }
    // Two transactions each hold a number until both have one: neither waits for the other.
    let gate = Arc::new(Barrier::new(2));
    let outcomes = race(&shop, 2, 1, move |tx| {
        tx.insert(&mut Order::new("Nordbau", 1))?;
        gate.wait();
        Ok(())
    });
    assert!(outcomes.iter().all(Result::is_ok));
}

#[test]
fn legal_numbers_have_no_gap_and_stand_in_the_order_of_their_moments() {
    let shop = shop();
    let drawn = Arc::new(Mutex::new(Vec::new()));
    let seen = drawn.clone();
    let outcomes = race(&shop, 6, 10, move |tx| {
        let id = tx.insert(&mut Order::new("Nordbau", 1))?;
        base::ensure!(id.raw() % 7 != 0, "shop.every_seventh_fails")?;
        let number = tx.draw_legal("1/invoice/2026", 1)?.first;
        seen.lock().unwrap().push((number, tx.now()));
        base::ensure!(id.raw() % 5 != 0, "shop.every_fifth_fails_late")?;
        Ok((number, tx.now()))
    });
    let mut numbers: Vec<_> = outcomes.into_iter().filter_map(Result::ok).collect();
    numbers.sort();
    assert_eq!(numbers.iter().map(|n| n.0).collect::<Vec<_>>(), (1..=numbers.len() as i64).collect::<Vec<_>>());
    assert!(numbers.windows(2).all(|pair| pair[0].1 <= pair[1].1), "moments follow numbers");
    assert!(drawn.lock().unwrap().len() > numbers.len(), "some failed after drawing");
}

#[test]
fn a_deadlock_runs_again() {
    let shop = shop();
    let (one, two) = (order(&shop), order(&shop));
    let turn = Arc::new(Mutex::new(0));
    // Each session takes the two in another order, which the rules forbid and the store survives.
    let outcomes = race(&shop, 2, 4, move |tx| {
        let mut turn = turn.lock().unwrap();
        *turn += 1;
        let (first, second) = if *turn % 2 == 0 { (one, two) } else { (two, one) };
        drop(turn);
        tx.lock(first)?;
        std::thread::sleep(Duration::from_millis(30));
        let mut order = tx.lock(second)?;
        order.customer.push('!');
        tx.update(&mut order)
    });
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let length = |id: Id<Order>| shop.read(&we(), |read| read.get(id)).unwrap().customer.len();
    assert_eq!(length(one) + length(two), 2 + 8);
}

#[test]
fn a_lock_out_of_order_is_refused() {
    let shop = shop();
    let id = order(&shop);
    let outcome = shop.write(&we(), move |tx| {
        tx.rank(Rank::Stock);
        tx.lock(id).map(|_| ())
    });
    assert!(matches!(outcome, Err(Error::Broken(_))));
}

#[test]
fn two_imports_of_one_key_make_one_record() {
    let shop = shop();
    let outcomes = race(&shop, 4, 3, |tx| {
        if let Some(id) = tx.external("legacy", "shop.order", "A-1")? {
            return Ok(id);
        }
        let id = tx.insert(&mut Order::new("Nordbau", 1))?.raw();
        tx.remember_external("legacy", "shop.order", "A-1", id)?;
        Ok(id)
    });
    let ids: BTreeSet<i64> = outcomes.into_iter().map(Result::unwrap).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_order", &[])).unwrap(), 1);
}

#[test]
fn many_rows_of_one_insert_keep_their_order() {
    let shop = shop();
    let outcomes = race(&shop, 3, 2, |tx| {
        let mut colors: Vec<Color> = (0..700)
            .map(|i| Color {
                head: Head::default(),
                name: format!("Shade {i}"),
                code: base::Key::random().to_string()[..10].into(),
            })
            .collect();
        tx.insert_many(&mut colors)?;
        Ok(colors)
    });
    shop.read(&we(), |read| {
        for color in outcomes.into_iter().flat_map(Result::unwrap) {
            assert_eq!(read.get::<Color>(color.id())?.code, color.code);
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn more_readers_than_connections_take_turns() {
    let shop = shop();
    let set = shop.set();
    std::thread::scope(|scope| {
        for _ in 0..24 {
            let set = set.clone();
            scope.spawn(move || {
                set.read(&we(), |read| {
                    std::thread::sleep(Duration::from_millis(10));
                    read.number("SELECT COUNT(*) FROM shop_order", &[])
                })
                .unwrap()
            });
        }
    });
}
