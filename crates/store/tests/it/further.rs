//! Fields of the set's own, texts in further languages, keys of other systems, legal numbers.

use crate::fixture::{Color, Order, add_field, shop, we};
use base::Error;
use entity::{Entity, Fields, Head, Kind, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::list::{self, Question};
use store::{LineChange, LinesChange, Set, Submission, Tx, audit, search};

fn order(tx: &mut Tx, customer: &str) -> base::Result<i64> {
    tx.insert(&mut Order::new(customer, 100)).map(|id| id.raw())
}

fn color(set: &Set, name: &str, code: &str) -> i64 {
    let color = Color { head: Head::default(), name: name.into(), code: code.into() };
    set.write(&we(), move |tx| tx.insert(&mut color.clone())).unwrap().raw()
}

#[test]
fn a_field_added_while_others_write_is_a_field_like_any_other() {
    let shop = shop();
    let set = shop.set();
    // A second process that has the set open; it is told nothing.
    let other = Set::open(set.location().clone(), set.registry().clone(), store::Options::default()).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let written = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|_| {
                let (set, stop) = (set.clone(), stop.clone());
                scope.spawn(move || {
                    let mut ids = Vec::new();
                    while !stop.load(Ordering::Relaxed) && ids.len() < 200 {
                        ids.push(set.write(&we(), |tx| order(tx, "Nordbau")).unwrap());
                    }
                    ids
                })
            })
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(50));
        set.write(&we(), |tx| add_field(tx, "shop.order", "x_batch", Kind::Text)).unwrap();
        set.write(&we(), |tx| add_field(tx, "shop.order", "x_grade", Kind::Integer)).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
        stop.store(true, Ordering::Relaxed);
        writers.into_iter().map(|w| w.join().unwrap().len()).sum::<usize>()
    });
    assert!(written > 3);
    let submission = Submission {
        entity: "shop.order".into(),
        id: Some(1),
        values: vec![("x_batch".into(), "B-7".into()), ("x_grade".into(), 3.into())],
        lines: vec![("lines".into(), LinesChange::Some(vec![LineChange::default()]))],
        ..Submission::default()
    };
    let refused = other.write(&we(), {
        let submission = submission.clone();
        move |tx| tx.submit(&submission).map(|_| ())
    });
    assert!(matches!(refused, Err(Error::Refused(_))), "an empty line is refused, the fields are known: {refused:?}");
    let sent = Submission { lines: Vec::new(), ..submission };
    other.write(&we(), move |tx| tx.submit(&sent).map(|_| ())).unwrap();
    shop.read(&we(), |read| {
        let ask = |filter: &str, sort: &str| Question {
            entity: "shop.order".into(),
            filter: filter.into(),
            sort: sort.into(),
            limit: 5,
            ..Question::default()
        };
        let ids = |q: &Question| list::page(read, q).unwrap().records.iter().map(|r| r.head.id).collect::<Vec<_>>();
        assert_eq!(ids(&ask("x_batch = B-7 and x_grade > 2", "")), [1]);
        assert_eq!(ids(&ask("x_grade is not empty", "-x_grade")), [1]);
        assert_eq!(ids(&ask("", "x_batch"))[0], 1, "sorted by a field without an index");
        let entry = &audit::history(read, &read.shape("shop.order")?, 1, None, 1)?[0];
        assert_eq!(entry.changes["x_batch"], serde_json::json!([null, "B-7"]));
        // A typed save keeps what the type does not know.
        Ok(())
    })
    .unwrap();
    shop.write(&we(), |tx| {
        let mut order: Order = tx.lock(base::Id::from_raw(1))?;
        order.customer = "Südbau".into();
        tx.update(&mut order)?;
        let mut bare = order.clone();
        bare.custom = entity::Custom::default();
        bare.customer = "Westbau".into();
        tx.update(&mut bare)
    })
    .unwrap();
    let order = shop.read(&we(), |read| read.get::<Order>(base::Id::from_raw(1))).unwrap();
    assert_eq!((order.customer.as_str(), order.custom.0), ("Westbau", vec!["B-7".into(), 3.into()]));
}

#[test]
fn a_field_that_cannot_be_is_refused() {
    let shop = shop();
    let add = |entity: &'static str, name: &'static str, kind: Kind| {
        shop.write(&we(), move |tx| add_field(tx, entity, name, kind)).map_err(|e| e.code().to_owned())
    };
    assert_eq!(add("shop.color", "x_shade", Kind::Text), Err("store.no_custom_fields".into()));
    assert_eq!(add("shop.order", "total", Kind::Text), Err("store.custom_field_name".into()));
    assert_eq!(add("shop.order", "x_a\" TEXT; --", Kind::Text), Err("store.custom_field_name".into()));
    assert_eq!(add("shop.order", "x_rate", Kind::Rate), Err("store.custom_field_kind".into()));
    assert_eq!(add("shop.order", "x_ref", Kind::Reference("shop.nothing")), Err("store.custom_field_kind".into()));
    assert_eq!(add("shop.order", "x_once", Kind::Text), Ok(()));
    assert_eq!(add("shop.order", "x_once", Kind::Text), Err("store.custom_field_taken".into()));
}

#[test]
fn texts_in_further_languages_are_found_printed_and_audited() {
    let shop = shop();
    let id = color(&shop, "Red", "R");
    shop.write(&we(), move |tx| {
        tx.translate("shop.color", id, "name", "es", "Rojo")?;
        tx.translate("shop.color", id, "name", "zh-CN", "红色")?;
        tx.translate("shop.color", id, "name", "es-MX", "Colorado")
    })
    .unwrap();
    let refused = |field: &'static str, language: &'static str, text: String| {
        let run = move |tx: &mut Tx| tx.translate("shop.color", id, field, language, &text);
        shop.write(&we(), run).unwrap_err().code().to_owned()
    };
    assert_eq!(refused("code", "es", "x".into()), "store.not_translated");
    assert_eq!(refused("name", "español", "x".into()), "store.not_a_language");
    assert_eq!(refused("name", "es", "x".repeat(300)), "store.too_long");
    shop.write(&we(), move |tx| {
        let mut red: Color = tx.lock(base::Id::from_raw(id))?;
        red.name = "Crimson".into();
        tx.update(&mut red)
    })
    .unwrap();
    shop.read(&we(), |read| {
        let shapes = [read.shape("shop.color")?];
        for word in ["rojo", "红色", "colorado", "crimson"] {
            assert_eq!(search::find(read, &shapes, word, 5)?.len(), 1, "{word}");
        }
        let named = |language: &str| {
            let mut records = read.find_many("shop.color", &[id], false).unwrap();
            read.in_language("shop.color", &mut records, &["name", "code"], language).unwrap();
            shapes[0].value(&records[0], "name").to_string()
        };
        assert_eq!(["es", "es-MX", "es-AR", "zh-CN", "fr"].map(named), ["Rojo", "Colorado", "Rojo", "红色", "Crimson"]);
        let entries = audit::history(read, &shapes[0], id, None, 9)?;
        assert_eq!(entries.iter().map(|e| e.version).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
        assert_eq!(entries[3].changes["name@es"], serde_json::json!([null, "Rojo"]));
        Ok(())
    })
    .unwrap();
    shop.write(&we(), move |tx| tx.translate("shop.color", id, "name", "es", "")).unwrap();
    shop.read(&we(), |read| {
        assert_eq!(search::find(read, &[read.shape("shop.color")?], "rojo", 5)?.len(), 0);
        assert_eq!(read.translations("shop.color", id)?["name"].len(), 2);
        Ok(())
    })
    .unwrap();
}

#[test]
fn importing_twice_is_updating_once() {
    let shop = shop();
    let import = |key: &'static str, customer: &'static str| {
        shop.write(&we(), move |tx| {
            let id = match tx.external("legacy", "shop.order", key)? {
                Some(id) => {
                    let mut record = tx.lock_record("shop.order", id)?;
                    tx.shape("shop.order")?.set(&mut record, "customer", customer.into());
                    tx.save("shop.order", &mut record, &Fields::none())?;
                    id
                }
                None => order(tx, customer)?,
            };
            tx.remember_external("legacy", "shop.order", key, id)?;
            Ok(id)
        })
        .unwrap()
    };
    let (first, second) = (import("A-1", "Nordbau"), import("A-1", "Südbau"));
    assert_eq!(first, second);
    assert_ne!(import("A-2", "Ferrum"), first);
    shop.read(&we(), |read| {
        assert_eq!(read.external_many("legacy", "shop.order", &["A-1", "A-2", "A-3"])?.len(), 2);
        assert_eq!(read.external("other", "shop.order", "A-1")?, None);
        Ok(())
    })
    .unwrap();
    let taken = shop.write(&we(), |tx| tx.remember_external("legacy", "shop.order", "A-1", 2)).unwrap_err();
    assert_eq!(taken.code(), "store.external_key_taken");
    shop.write(&we(), |tx| {
        tx.execute("INSERT INTO former_id (kind, record, survivor) VALUES (901, 1, 2)", &[])?;
        assert_eq!(tx.external("legacy", "shop.order", "A-1")?, Some(2), "a merged record answers with its survivor");
        tx.execute("UPDATE former_id SET survivor = $1", &[Value::Null])?;
        assert_eq!(tx.external("legacy", "shop.order", "A-1")?, None, "a deleted one is gone");
        let id = order(tx, "Nordbau")?;
        tx.remember_external("legacy", "shop.order", "A-1", id)?;
        assert_eq!(tx.external("legacy", "shop.order", "A-1")?, Some(id));
        Ok(())
    })
    .unwrap();
}

#[test]
fn legal_numbers_leave_no_gap() {
    let shop = shop();
    let draw = |count: usize, fail: bool| {
        shop.write(&we(), move |tx| {
            let first = tx.draw_legal("1/invoice/2026", count)?.first;
            base::ensure!(!fail, "shop.no")?;
            Ok(first)
        })
    };
    assert_eq!(draw(1, false).unwrap(), 1);
    assert_eq!(draw(5, false).unwrap(), 2);
    assert!(draw(3, true).is_err());
    assert_eq!(draw(1, false).unwrap(), 7);
    let name = Order::DEF.name;
    let after = shop.write(&we(), move |tx| {
        tx.draw_legal("1/invoice/2026", 1)?;
        tx.lock_record(name, 1).map(|_| ())
    });
    assert!(after.is_err(), "the number is the last lock");
}

#[test]
fn reading_ends_when_its_time_is_over_and_an_export_goes_on() {
    let time = std::time::Duration::from_millis(300);
    let options = store::Options { reading: time, ..store::Options::default() };
    let shop = store::testing::Fresh::with(crate::fixture::registry(), options);
    let count = |most: i64| {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most}) SELECT COUNT(*) FROM n"
        )
    };
    let begun = std::time::Instant::now();
    let refused = shop.read(&we(), |read| read.number(&count(1_000_000_000), &[])).unwrap_err();
    assert_eq!(refused.code(), "store.reads_too_long", "one long statement");
    assert!(begun.elapsed() < time * 20, "it was stopped after {:?}", begun.elapsed());
    let refused = shop
        .read(&we(), |read| {
            for _ in 0..100 {
                read.number("SELECT COUNT(*) FROM shop_order", &[])?;
                std::thread::sleep(time / 20);
            }
            Ok(())
        })
        .unwrap_err();
    assert_eq!(refused.code(), "store.reads_too_long", "many short ones");
    assert_eq!(shop.read(&we(), |read| read.number(&count(10), &[])).unwrap(), 10, "the next one has its own time");
    shop.write(&we(), move |tx| {
        std::thread::sleep(time * 2);
        tx.number("SELECT COUNT(*) FROM shop_order", &[])
    })
    .unwrap();
    shop.read_long(&we(), |read| {
        std::thread::sleep(time * 2);
        read.number(&count(10), &[])
    })
    .unwrap();
}

#[test]
fn a_set_is_tidied_once_a_day() {
    let now = Arc::new(std::sync::atomic::AtomicI64::new(1_795_000_000_000_000));
    let seen = now.clone();
    let clock: store::Clock = Arc::new(move || base::Instant::from_micros(seen.load(Ordering::Relaxed)));
    let options = store::Options { clock, ..store::Options::default() };
    let shop = store::testing::Fresh::with(crate::fixture::registry(), options);
    assert!(shop.tidy_daily().unwrap());
    assert!(!shop.tidy_daily().unwrap());
    now.fetch_add(25 * 3_600_000_000, Ordering::Relaxed);
    assert!(shop.tidy_daily().unwrap());
}

#[test]
fn search_rows_are_made_anew_when_they_were_declared_otherwise() {
    let shop = shop();
    let ids: Vec<i64> = (0..250).map(|_| shop.write(&we(), |tx| order(tx, "Nordbau")).unwrap()).collect();
    let found = |word: &'static str| {
        shop.read(&we(), move |read| search::find(read, &[read.shape("shop.order")?], word, 500)).unwrap().len()
    };
    assert_eq!((found("nordbau"), shop.renew_search().unwrap()), (250, 0), "a new set is as declared");
    // As a program left it that searched in other fields.
    let gone = ids[7];
    shop.write(&we(), move |tx| {
        tx.execute("UPDATE store_fact SET value = '1| other:Text' WHERE name = 'search:shop.order'", &[])?;
        tx.execute("DELETE FROM search WHERE record = $1", &[gone.into()])?;
        tx.execute("DELETE FROM search_record WHERE record = $1", &[gone.into()])?;
        tx.execute(
            "INSERT INTO search (token, kind, record, weight) SELECT 'stale', kind, record, 1 FROM search_record",
            &[],
        )?;
        tx.execute("UPDATE search_record SET tokens = tokens || $1", &[Value::Text("\nstale\t1".into())])
    })
    .unwrap();
    assert_eq!((found("nordbau"), found("stale")), (249, 249));
    assert_eq!(shop.renew_search().unwrap(), 250);
    assert_eq!((found("nordbau"), found("stale")), (250, 0));
    assert_eq!(shop.renew_search().unwrap(), 0);
}
