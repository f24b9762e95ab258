//! Saving: numbers, versions, lines, audit and refusals.

use crate::fixture::{Color, Order, Reason, State, shop, we};
use base::{Error, Id, Money};
use entity::{Described, Entity, Fields, Head, Record};
use store::{Saved, audit};

fn codes(error: Error) -> Vec<String> {
    error.refusals().iter().map(|r| format!("{} {}", r.code, r.field.clone().unwrap_or_default())).collect()
}

#[test]
fn a_saved_order_has_number_version_total_and_lines() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 12_50))).unwrap();
    let order = shop.read(&we(), |read| read.get::<Order>(id)).unwrap();
    assert!(order.number.ends_with("-00001"), "{}", order.number);
    assert_eq!((order.head.version, order.total, order.lines.len()), (1, Money::from_minor(12_50), 1));
}

#[test]
fn a_change_raises_the_version_and_an_equal_save_does_not() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 12_50))).unwrap();
    let saved = shop
        .write(&we(), move |tx| {
            let mut order = tx.lock(id)?;
            let same = tx.update(&mut order)?;
            order.lines[0].amount = Money::from_minor(20_00);
            Ok((same, tx.update(&mut order)?))
        })
        .unwrap();
    assert_eq!(saved, (Saved::Unchanged, Saved::Updated));
    let order = shop.read(&we(), |read| read.get::<Order>(id)).unwrap();
    assert_eq!((order.head.version, order.total), (2, Money::from_minor(20_00)));
}

#[test]
fn a_stale_version_is_refused() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
    let mut old = shop.read(&we(), |read| read.get::<Order>(id)).unwrap();
    let change = move |tx: &mut store::Tx| {
        let mut order = tx.lock(id)?;
        order.customer.push('!');
        tx.update(&mut order)
    };
    shop.write(&we(), change).unwrap();
    old.customer = "other".into();
    let error = shop
        .write(&we(), move |tx| {
            tx.lock(id)?;
            tx.update(&mut old.clone())
        })
        .unwrap_err();
    assert!(matches!(error, Error::Stale { .. }), "{error}");
}

#[test]
fn every_broken_rule_is_told_at_once() {
    let shop = shop();
    let error = shop
        .write(&we(), |tx| {
            let mut order = Order::new("", 1).to_record();
            let place = |name: &str| tx.shape("shop.order").unwrap().position(name).unwrap();
            order.values[place("email")] = "no address".into();
            order.values[place("state")] = "unheard_of".into();
            tx.save("shop.order", &mut order, &Fields::none())
        })
        .unwrap_err();
    let expected = ["store.required customer", "store.not_an_email email", "store.not_a_choice state"];
    assert_eq!(codes(error), expected);
    let error = shop
        .write(&we(), |tx| {
            let mut order = Order::new("", 1);
            order.email = Some("no address".into());
            tx.insert(&mut order)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["store.required customer", "store.not_an_email email"]);
}

#[test]
fn a_unique_code_is_unique_among_live_records() {
    let shop = shop();
    let color = |code: &str| Color { head: Head::default(), name: "Red".into(), code: code.to_owned() };
    let red = shop.write(&we(), move |tx| tx.insert(&mut color("R"))).unwrap();
    let error = shop.write(&we(), move |tx| tx.insert(&mut color("R"))).unwrap_err();
    assert_eq!(codes(error), ["store.not_unique code"]);
    shop.write(&we(), move |tx| tx.set_archived("shop.color", red.raw(), Some(1), true)).unwrap();
    shop.write(&we(), move |tx| tx.insert(&mut color("R"))).unwrap();
}

#[test]
fn an_unknown_reference_is_refused_by_field() {
    let shop = shop();
    let error = shop
        .write(&we(), |tx| {
            let mut order = Order::new("Nordbau", 1);
            order.color = Some(Id::from_raw(4711));
            tx.save("shop.order", &mut order.to_record(), &Fields::of(["color"]))
        })
        .unwrap_err();
    assert_eq!(codes(error), ["store.reference_unknown color"]);
}

#[test]
fn an_operation_checks_state_and_guard_and_is_audited() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
    let empty = shop
        .write(&we(), |tx| {
            let mut order = Order::new("Leer", 1);
            order.lines.clear();
            tx.insert(&mut order)
        })
        .unwrap();
    let none = Record::default();
    let input = none.clone();
    let error =
        shop.write(&we(), move |tx| tx.perform("shop.order", empty.raw(), "confirm", None, &input)).unwrap_err();
    assert_eq!(codes(error), ["shop.without_lines lines"]);
    let input = none.clone();
    shop.write(&we(), move |tx| tx.perform("shop.order", id.raw(), "confirm", Some(1), &input)).unwrap();
    let input = none.clone();
    let error = shop.write(&we(), move |tx| tx.perform("shop.order", id.raw(), "confirm", None, &input)).unwrap_err();
    assert_eq!(codes(error), ["store.wrong_state "]);
    let input = Reason { reason: "late".into() }.to_record();
    shop.write(&we(), move |tx| tx.perform("shop.order", id.raw(), "cancel", None, &input)).unwrap();
    let (order, actions) = shop
        .read(&we(), |read| {
            let entries = audit::history(read, &read.shape("shop.order")?, id.raw(), None, 10)?;
            Ok((read.get::<Order>(id)?, entries.into_iter().map(|e| e.action).collect::<Vec<_>>()))
        })
        .unwrap();
    assert_eq!((order.state, order.customer.as_str()), (State::Cancelled, "Nordbau (late)"));
    assert_eq!(actions, ["cancel", "confirm", "create"]);
}

#[test]
fn a_line_of_another_document_is_refused() {
    let shop = shop();
    let (one, two) =
        shop.write(&we(), |tx| Ok((tx.insert(&mut Order::new("A", 1))?, tx.insert(&mut Order::new("B", 2))?))).unwrap();
    let error = shop
        .write(&we(), move |tx| {
            let stranger = tx.lock(two)?.lines[0].clone();
            let mut order = tx.lock(one)?;
            order.lines.push(stranger);
            tx.update(&mut order)
        })
        .unwrap_err();
    assert_eq!(codes(error), ["store.foreign_line lines"]);
}

#[test]
fn the_audit_is_sealed_and_tells_when_somebody_changed_the_past() {
    let shop = shop();
    let id = shop.write(&we(), |tx| tx.insert(&mut Order::new("Nordbau", 1))).unwrap();
    shop.write(&we(), move |tx| {
        let mut order = tx.lock(id)?;
        order.customer = "Südbau".into();
        order.email = Some("info@sued.example".into());
        tx.update(&mut order)
    })
    .unwrap();
    store::testing::seal_all(&shop);
    let problems = |shop: &store::Set| {
        shop.read(&we(), |read| {
            let mut wrong = audit::verify(read)?;
            let shape = read.shape(Order::DEF.name)?;
            wrong.extend(audit::walk_back(read, &shape, &read.find(Order::DEF.name, id.raw())?.unwrap())?);
            Ok(wrong)
        })
        .unwrap()
    };
    assert_eq!(problems(&shop), Vec::<String>::new());
    let mut conn = shop.maintenance().unwrap();
    conn.execute("UPDATE audit SET changes = $1 WHERE version = 2", &["{}".into()]).unwrap();
    assert_eq!(problems(&shop).len(), 3, "the row, its seal, and what the order was made as");
    conn.execute("UPDATE shop_order SET total = 999", &[]).unwrap();
    assert!(
        problems(&shop).iter().any(|p| p.contains("no change says why")),
        "a row changed behind the program's back"
    );
    conn.execute("DELETE FROM audit WHERE version = 2", &[]).unwrap();
    assert!(problems(&shop).iter().any(|p| p.contains("does not hold")));
}

#[test]
fn a_record_is_proven_as_it_was_made_until_its_personal_values_are_erased_and_then_no_guess_can_be_confirmed() {
    let shop = shop();
    let id = shop
        .write(&we(), |tx| {
            tx.insert(&mut Order { email: Some("ana@ruiz.example".into()), ..Order::new("Ana Ruiz", 1) })
        })
        .unwrap();
    shop.write(&we(), move |tx| {
        let mut order = tx.lock(id)?;
        order.email = Some("ana@other.example".into());
        tx.update(&mut order)
    })
    .unwrap();
    store::testing::seal_all(&shop);
    let problems = || {
        shop.read(&we(), |read| {
            let mut wrong = audit::verify(read)?;
            let shape = read.shape(Order::DEF.name)?;
            wrong.extend(audit::walk_back(read, &shape, &read.find(Order::DEF.name, id.raw())?.unwrap())?);
            Ok(wrong)
        })
        .unwrap()
    };
    assert_eq!(problems(), Vec::<String>::new());
    let kept = |sql: &str| shop.read(&we(), |read| read.number(sql, &[])).unwrap();
    assert_eq!(kept("SELECT COUNT(*) FROM audit_value"), 2, "a salt for how it was made, values for what changed");
    let mut conn = shop.maintenance().unwrap();
    conn.execute("UPDATE shop_order SET customer = 'Eva'", &[]).unwrap();
    assert!(
        problems().iter().any(|p| p.contains("no change says why")),
        "the salted hash proves as much as a plain one"
    );
    conn.execute("UPDATE shop_order SET customer = 'Ana Ruiz'", &[]).unwrap();
    shop.write(&we(), move |tx| tx.perform(Order::DEF.name, id.raw(), audit::ERASE, None, &Record::default())).unwrap();
    store::testing::seal_all(&shop);
    assert_eq!(problems(), Vec::<String>::new(), "the chain and the steps still hold");
    assert_eq!(kept("SELECT COUNT(*) FROM audit_value"), 0, "no salt, no value, not even of the erasure itself");
    assert_eq!(kept("SELECT COUNT(*) FROM audit WHERE changes LIKE '%ana@%'"), 0);
}

/// What a registry's answers are asked about one verb, in the order in which they are asked.
static ASKED: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());

#[test]
fn every_verb_is_held_asked_about_and_told_of_whoever_runs_it() {
    fn note(what: String) {
        ASKED.lock().unwrap().push(what);
    }
    let hooks = store::Hooks {
        hold: |_, shape, _| {
            note(format!("hold {}", shape.name()));
            Ok(())
        },
        may_transition: |_, _, record, verb| {
            note(format!("may {verb}"));
            let dear = record.values.contains(&entity::Value::Int(99_00));
            Ok(dear.then(|| base::Refusal::new("shop.too_dear")))
        },
        saved: |_, _, _, action| {
            note(format!("saved {action}"));
            Ok(())
        },
        ..store::Hooks::OPEN
    };
    let shop = store::testing::Fresh::open(crate::fixture::registry_with(hooks));
    let make = |amount: i64| shop.write(&we(), move |tx| tx.insert(&mut Order::new("Nordbau", amount))).unwrap();
    let confirm = |id: Id<Order>| {
        shop.write(&we(), move |tx| tx.perform("shop.order", id.raw(), "confirm", None, &Record::default()).map(|_| ()))
    };
    confirm(make(12_50)).unwrap();
    let dear = make(99_00);
    let refused = confirm(dear).unwrap_err();
    assert_eq!(codes(refused), ["shop.too_dear "], "the program itself is no exception");
    assert_eq!(shop.read(&we(), |read| read.get(dear)).unwrap().state, State::Draft);
    let asked = ASKED.lock().unwrap().clone();
    let all = [
        "saved create",
        "hold shop.order",
        "may confirm",
        "saved confirm",
        "saved create",
        "hold shop.order",
        "may confirm",
    ];
    // An operation of SQLite's batch may run again alone; then it is asked again.
    assert!(asked.starts_with(&all.map(str::to_owned)), "{asked:?}");
}

#[test]
fn tidying_puts_tables_in_order_and_no_number_is_given_twice() {
    let shop = shop();
    let color = |code: &str| Color { head: Head::default(), name: "Red".into(), code: code.to_owned() };
    let (colors, order) = shop
        .write(&we(), move |tx| {
            let colors = (0..3).map(|n| tx.insert(&mut color(&format!("T{n}")))).collect::<Result<Vec<_>, Error>>()?;
            Ok((colors, tx.insert(&mut Order::new("Nordbau", 1))?))
        })
        .unwrap();
    // The last one goes: its number stays given.
    let last = colors[2];
    shop.write(&we(), move |tx| tx.execute("DELETE FROM shop_color WHERE id = $1", &[last.into()])).unwrap();
    shop.tidy().unwrap();
    let (color, second) = shop
        .write(&we(), move |tx| Ok((tx.insert(&mut color("T3"))?, tx.insert(&mut Order::new("Nordbau", 2))?)))
        .unwrap();
    assert!(color.raw() > last.raw() && second.raw() > order.raw(), "{color:?} after {last:?}");
}
