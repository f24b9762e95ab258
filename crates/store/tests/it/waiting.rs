//! What waits for the end of a transaction, and what travels together.

use crate::fixture::{Color, Order, shop, we};
use entity::{Custom, Entity as _, Head, Named, Value};
use store::testing::seal_all;
use store::{Engine, audit};

fn red() -> Color {
    Color { head: Head::default(), name: "Red".to_owned(), code: "R".to_owned() }
}

#[test]
fn what_waits_is_there_for_whoever_asks_for_its_table() {
    let shop = shop();
    shop.write(&we(), |tx| {
        let count = "SELECT COUNT(*) FROM shop_field";
        let row = |name: &str| vec!["shop.order".into(), name.into(), "text".into(), name.into()];
        let sql = "INSERT INTO shop_field (entity, name, holds, label) VALUES ($1, $2, $3, $4)";
        let before = tx.statements();
        tx.later("shop_field", sql.to_owned(), row("x_a"), 1)?;
        tx.later("shop_field", sql.to_owned(), row("x_b"), 1)?;
        assert_eq!(tx.statements(), before, "nothing was sent");
        tx.query("SELECT id FROM shop_color", &[])?;
        assert_eq!(tx.statements(), before + 1, "another table does not hurry them");
        assert_eq!(tx.number(count, &[])?, 2);
        assert_eq!(tx.statements(), before + 3, "both in one call, then the question");
        tx.execute("DELETE FROM shop_field", &[]).map(|_| ())
    })
    .unwrap();
    // What an operation that fails left waiting is not written.
    let failed = shop.write(&we(), |tx| {
        let sql = "INSERT INTO shop_field (entity, name, holds, label) VALUES ('shop.order', 'x_c', 'text', 'c')";
        tx.later("shop_field", sql.to_owned(), Vec::new(), 1)?;
        Err::<(), _>(base::Error::not_found("shop.color", 1))
    });
    assert!(failed.is_err());
    assert_eq!(shop.read(&we(), |read| read.number("SELECT COUNT(*) FROM shop_field", &[])).unwrap(), 0);
}

#[test]
fn what_is_asked_at_the_end_is_asked_once_and_may_lead_to_more() {
    let shop = shop();
    fn red_there(tx: &mut store::Tx) {
        let sql = "SELECT id FROM shop_color WHERE code = $1";
        tx.at_end("red", sql, vec!["R".into()], |tx, rows| match rows.is_empty() {
            true => tx.insert(&mut red()).map(|_| ()),
            false => Ok(()),
        });
    }
    let calls = |asks: bool| {
        let before = shop.statements().0;
        let sent = shop.write(&we(), move |tx| {
            let begun = tx.statements();
            tx.insert(&mut Order::new("Nordbau", 100))?;
            if asks {
                red_there(tx);
                red_there(tx);
            }
            Ok(tx.statements() - begun)
        });
        (sent.unwrap(), shop.statements().0 - before)
    };
    let (_, first) = calls(true);
    let plain = calls(false);
    assert!(first > plain.1, "the answer led to a record and its audit");
    assert_eq!(calls(true), plain, "the question travels with what is written");
    let count = |sql: &str| shop.read(&we(), |read| read.number(sql, &[])).unwrap();
    assert_eq!(count("SELECT COUNT(*) FROM shop_color"), 1);
    let together = "SELECT COUNT(DISTINCT tx) FROM audit WHERE id <= (SELECT MIN(id) + 1 FROM audit)";
    assert_eq!((count("SELECT COUNT(*) FROM audit"), count(together)), (4, 1), "one transaction made both");
    seal_all(&shop);
    assert_eq!(shop.read(&we(), audit::verify).unwrap(), Vec::<String>::new());
}

#[test]
fn what_fails_at_the_end_undoes_the_operation() {
    let shop = shop();
    let twice = shop.write(&we(), |tx| {
        tx.insert(&mut Order::new("Nordbau", 100))?;
        let sql = "INSERT INTO shop_field (entity, name, holds, label) VALUES ('shop.order', 'x_a', 'text', 'a')";
        tx.later("shop_field", sql.to_owned(), Vec::new(), 1)?;
        tx.later("shop_field", sql.to_owned(), Vec::new(), 1)
    });
    assert_eq!(twice.unwrap_err().refusals()[0].code, "store.not_unique");
    let left = |table: &str| {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        shop.read(&we(), |read| read.number(&sql, &[])).unwrap()
    };
    assert_eq!((left("shop_order"), left("shop_field"), left("search"), left("audit")), (0, 0, 0, 0));
}

#[test]
fn questions_that_travel_together_see_what_stands_before_them() {
    let shop = shop();
    shop.write(&we(), |tx| {
        tx.insert(&mut red())?;
        let before = tx.statements();
        let raise =
            "INSERT INTO shop_field (entity, name, holds, label) VALUES ($1, 'x_a', 'text', 'a') RETURNING name";
        let answers = tx.together(&[
            (raise, vec!["shop.order".into()]),
            ("SELECT name FROM shop_field WHERE entity = $1", vec!["shop.order".into()]),
            ("SELECT code FROM shop_color", Vec::new()),
        ])?;
        assert_eq!(tx.statements(), before + 1, "one round trip");
        let text = |n: usize| answers[n][0][0].to_string();
        assert_eq!((text(0), text(1), text(2)), ("x_a".to_owned(), "x_a".to_owned(), "R".to_owned()));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_record_that_changes_twice_has_the_words_it_ends_with() {
    let shop = shop();
    let (first, then) = shop
        .write(&we(), |tx| {
            let first = tx.insert(&mut Order::new("Nordbau", 100))?;
            let mut order = tx.lock(first)?;
            order.customer = "Sudbau".to_owned();
            tx.update(&mut order)?;
            Ok((first, tx.insert(&mut Order::new("Westbau", 100))?))
        })
        .unwrap();
    // Another change, of a record that was there before: one is archived, one renamed and named back.
    shop.write(&we(), move |tx| {
        let mut order = tx.lock(then)?;
        order.customer = "Ostbau".to_owned();
        tx.update(&mut order)?;
        tx.set_archived(Order::NAME, first.raw(), None, true)?;
        order.customer = "Westbau".to_owned();
        tx.update(&mut order).map(|_| ())
    })
    .unwrap();
    let found = |word: &str| {
        shop.read(&we(), |read| {
            let shape = read.shape(Order::NAME)?;
            store::search::find(read, std::slice::from_ref(&shape), word, 10)
        })
        .unwrap()
        .len()
    };
    assert_eq!(["nordbau", "sudbau", "ostbau", "westbau"].map(found), [0, 0, 0, 1]);
    let sql = "SELECT COUNT(*) FROM search WHERE kind = $1 AND record = $2";
    let kind = Value::Int(Order::DEF.kind.into());
    let left = shop.read(&we(), |read| read.number(sql, &[kind, first.raw().into()])).unwrap();
    assert_eq!(left, 0, "no word of the archived order is left");
}

#[test]
fn words_are_searched_within_the_transaction_that_wrote_them() {
    let shop = shop();
    shop.write(&we(), |tx| {
        tx.insert(&mut Order::new("Nordbau", 100))?;
        let shape = tx.shape(Order::NAME)?;
        assert_eq!(store::search::find(tx, std::slice::from_ref(&shape), "nordbau", 10)?.len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn lines_that_change_travel_in_one_statement() {
    let shop = shop();
    let ten = |amounts: [i64; 10]| {
        let mut order = Order::new("Nordbau", 0);
        order.lines = amounts
            .iter()
            .flat_map(|a| Order::new("", *a).lines.iter().cloned().collect::<Vec<_>>())
            .collect::<Vec<_>>()
            .into();
        order
    };
    let id = shop.write(&we(), move |tx| tx.insert(&mut ten([100; 10]))).unwrap();
    // How many statements it takes to change these lines, and what stands there afterwards.
    let changed = |places: &'static [usize]| {
        let sent = shop.write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            for place in places {
                let line = &mut order.lines[*place];
                line.amount = base::Money::from_minor(line.amount.minor() + 1 + *place as i64);
                // One says something else too, the others keep their words.
                line.item = if *place == 4 { "nut".into() } else { line.item.clone() };
            }
            let before = tx.statements();
            tx.update(&mut order)?;
            tx.number("SELECT COUNT(*) FROM shop_order_line", &[])?;
            Ok(tx.statements() - before)
        });
        sent.unwrap()
    };
    assert_eq!(changed(&[0]), changed(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    let order: Order = shop.read(&we(), |read| read.get(id)).unwrap();
    let amounts: Vec<i64> = order.lines.iter().map(|l| l.amount.minor()).collect();
    assert_eq!(amounts, [102, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    assert_eq!(order.lines.iter().filter(|l| l.item == "nut").count(), 1);
    assert_eq!((order.lines[4].item.as_str(), order.total.minor()), ("nut", 1_056));
}

#[test]
fn operations_of_one_commit_have_rows_of_their_own() {
    let shop = shop();
    let threads: Vec<_> = (0..8)
        .map(|n: i64| {
            let set = shop.set();
            std::thread::spawn(move || {
                for m in 0..10 {
                    // Every third fails after it wrote.
                    let outcome = set.write(&we(), move |tx| {
                        tx.insert(&mut Order { custom: Custom::default(), ..Order::new(&format!("{n} {m}"), 1) })?;
                        base::ensure!((n + m) % 3 != 0, base::Refusal::new("shop.without_lines"))
                    });
                    assert_eq!(outcome.is_err(), (n + m) % 3 == 0);
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    seal_all(&shop);
    shop.read(&we(), |read| {
        assert_eq!(audit::verify(read)?, Vec::<String>::new());
        let orders = read.number("SELECT COUNT(*) FROM shop_order", &[])?;
        let rows = "SELECT COUNT(DISTINCT a.tx) FROM audit a JOIN store_tx t ON t.id = a.tx WHERE a.kind = $1";
        assert_eq!(read.number(rows, &[Value::Int(Order::DEF.kind.into())])?, orders);
        // On SQLite ids count on without a gap: an operation that failed took none.
        if read.engine() == Engine::Sqlite {
            assert_eq!(read.number("SELECT MAX(id) - MIN(id) + 1 - COUNT(*) FROM store_tx", &[])?, 0);
        }
        Ok(())
    })
    .unwrap();
}
