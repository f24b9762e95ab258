//! The tables change from one release to the next: rows, the set's own columns and ids that were given survive on both engines.

use crate::fixture::we;
use entity::Value;
use std::sync::Arc;
use store::schema::{Holds, Table, columns_of, from_text, to_text};
use store::testing::Place;
use store::{Engine, Hooks, Location, Migration, Module, Options, Registry, Set, archive, differ};

fn before() -> Vec<Table> {
    let mut posted = Table::with_id("till_entry").column("amount", Holds::Big).maybe("text", Holds::Text);
    posted.posted = true;
    let mut goods = Table::with_id("till_goods")
        .column("name", Holds::Text)
        .column("weight", Holds::Text)
        .maybe("shelf", Holds::Big)
        .maybe("old", Holds::Text)
        .index(&["shelf"])
        .unique(&["name"]);
    goods.columns[2].references = Some("till_shelf".into());
    let shelf = Table::with_id("till_shelf").column("name", Holds::Text);
    let gone = Table::with_id("till_gone").column("name", Holds::Text);
    [store_tables(), vec![goods, shelf, posted, gone]].concat()
}

fn after() -> Vec<Table> {
    // Weight becomes a number, the shelf is wanted, old goes, names get their order, entries a due day, and a table of its own.
    let mut goods = Table::with_id("till_goods")
        .column("name", Holds::Text)
        .maybe("name_sort", Holds::Bytes)
        .column("weight", Holds::Big)
        .column("shelf", Holds::Big)
        .column("color", Holds::Text)
        .index(&["weight"])
        .unique(&["name"]);
    goods.columns[3].references = Some("till_shelf".into());
    let shelf =
        Table::with_id("till_shelf").column("name", Holds::Text).maybe("name_sort", Holds::Bytes).index(&["name_sort"]);
    let mut posted =
        Table::with_id("till_entry").column("amount", Holds::Big).column("text", Holds::Text).maybe("due", Holds::Text);
    posted.posted = true;
    let mut new = Table::with_id("till_new").maybe("goods", Holds::Big);
    new.columns[0].references = Some("till_goods".into());
    [store_tables(), vec![goods, shelf, posted, new]].concat()
}

fn store_tables() -> Vec<Table> {
    Registry::new(&[], &[], Hooks::OPEN).tables(&[])
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn steps() -> Vec<Migration> {
    let (old, new) = (to_text(&before()), after());
    let first = differ::step("", &before()).unwrap().unwrap();
    let second = differ::step(&old, &new).unwrap().unwrap();
    assert_eq!(first.golden, old);
    [first, second]
        .into_iter()
        .zip(1..)
        .map(|(step, number)| Migration {
            number,
            name: "till",
            sqlite: leak(step.sqlite),
            postgres: leak(step.postgres),
        })
        .collect()
}

fn registry(steps: &[Migration]) -> Arc<Registry> {
    Registry::new(&[], Box::leak(steps.to_vec().into_boxed_slice()), Hooks::OPEN)
}

#[test]
fn a_golden_text_reads_back_and_equal_tables_need_no_step() {
    let text = to_text(&after());
    assert_eq!(to_text(&from_text(&text).unwrap()), text);
    assert_eq!(differ::step(&text, &after()), Ok(None));
    let keyed = [Table::keyed("till_goods", &["name"]).column("name", Holds::Text)];
    assert!(differ::step(&text, &keyed).unwrap_err().contains("till_goods"));
    assert!(from_text("what is this line of text").is_err());
}

#[test]
fn rows_and_own_columns_survive_a_rebuild() {
    let steps = steps();
    let place = Place::here();
    place.make();
    let open = |steps: &[Migration]| Set::open(place.location().clone(), registry(steps), Options::default()).unwrap();
    let set = open(&steps[..1]);
    set.write(&we(), |tx| {
        for sql in [
            "INSERT INTO till_shelf (name) VALUES ('Zinc')",
            "INSERT INTO till_shelf (name) VALUES ('älter')",
            "ALTER TABLE till_goods ADD COLUMN x_batch TEXT",
            "INSERT INTO till_goods (name, weight, shelf, old, x_batch) VALUES ('bolt', '40', 2, 'o', 'B-1')",
            "INSERT INTO till_goods (name, weight, shelf, old, x_batch) VALUES ('nut', '', 1, 'o', NULL)",
            "INSERT INTO till_goods (name, weight, shelf) VALUES ('last', '', 1)",
            "DELETE FROM till_goods WHERE name = 'last'",
            "INSERT INTO till_entry (amount) VALUES (5)",
        ] {
            tx.execute(sql, &[])?;
        }
        Ok(())
    })
    .unwrap();
    drop(set);
    let set = open(&steps);
    let rows = |sql: &str| set.read(&we(), |read| read.query(sql, &[])).unwrap();
    let text = |t: &str| Value::Text(t.into());
    assert_eq!(
        rows("SELECT id, name, weight, shelf, color, x_batch FROM till_goods ORDER BY id"),
        [
            vec![Value::Int(1), text("bolt"), Value::Int(40), Value::Int(2), text(""), text("B-1")],
            vec![Value::Int(2), text("nut"), Value::Int(0), Value::Int(1), text(""), Value::Null],
        ]
    );
    assert_eq!(rows("SELECT name FROM till_shelf ORDER BY name_sort"), [[text("älter")], [text("Zinc")]]);
    assert_eq!(rows("SELECT amount, text, due FROM till_entry"), [vec![Value::Int(5), text(""), Value::Null]]);
    assert_eq!(rows("SELECT COUNT(*) FROM till_goods WHERE name_sort IS NULL"), [[Value::Int(0)]]);
    let refused = |sql: &'static str| set.write(&we(), move |tx| tx.execute(sql, &[])).unwrap_err().code().to_owned();
    assert_eq!(refused("UPDATE till_entry SET amount = 6"), "store.posted_row");
    assert_eq!(
        refused("INSERT INTO till_goods (name, weight, shelf, color) VALUES ('bolt', 1, 1, '')"),
        "store.not_unique"
    );
    assert_eq!(
        refused("INSERT INTO till_goods (name, weight, shelf, color) VALUES ('a', 1, 99, '')"),
        "store.reference_gone"
    );
    assert_eq!(refused("INSERT INTO till_new (goods) VALUES (99)"), "store.reference_gone");
    let id = set
        .write(&we(), |tx| {
            tx.returning(
                "INSERT INTO till_goods (name, weight, shelf, color) VALUES ('new', 1, 1, '') RETURNING id",
                &[],
            )
        })
        .unwrap();
    let expected = if set.engine() == Engine::Sqlite { 5 } else { 6 };
    assert!(id[0][0].int() >= Some(4) && id[0][0].int() <= Some(expected), "ids go on: {id:?}");
    let mut conn = set.maintenance().unwrap();
    assert_eq!(columns_of(&mut conn, "till_gone").unwrap(), []);
}

#[test]
fn a_backup_of_an_older_schema_is_brought_up_to_date() {
    let steps = steps();
    let (old, folder) = (Place::here(), Place::file());
    old.make();
    let set = Set::open(old.location().clone(), registry_of(&steps[..1], till_before), Options::default()).unwrap();
    set.write(&we(), |tx| {
        tx.execute("INSERT INTO till_shelf (name) VALUES ('Zinc')", &[])?;
        tx.execute("INSERT INTO till_goods (name, weight, shelf) VALUES ('bolt', '40', 1)", &[])
    })
    .unwrap();
    let Location::File(path) = folder.location() else { panic!("a file place is a file") };
    let file = path.with_extension("backup");
    assert_eq!(archive::backup(&set, &file, &mut archive::quietly).unwrap().schema, 1);
    for place in [Some(Place::file()), Place::postgres()].into_iter().flatten() {
        let newer = registry_of(&steps, till_after);
        archive::restore(&file, place.location(), &newer, &mut archive::quietly).unwrap();
        let set = Set::open(place.location().clone(), newer, Options::default()).unwrap();
        let row = set.read(&we(), |read| read.row("SELECT weight, color FROM till_goods", &[])).unwrap();
        assert_eq!(row.unwrap(), [Value::Int(40), Value::Text(String::new())]);
        // An older program does not restore what it does not know.
        let again = file.with_extension("newer");
        archive::backup(&set, &again, &mut archive::quietly).unwrap();
        let older =
            archive::restore(&again, place.location(), &registry_of(&steps[..1], till_before), &mut archive::quietly);
        assert!(matches!(older, Err(base::Error::Unavailable(_))));
    }
}

/// A registry whose tables are the till's, so that a backup holds them.
fn registry_of(steps: &[Migration], tables: fn() -> Vec<Table>) -> Arc<Registry> {
    let module = Module { name: "till", entities: &[], messages: &[], needs: &[], tables, reports: &[], laws: &[] };
    Registry::new(&[Box::leak(Box::new(module))], Box::leak(steps.to_vec().into_boxed_slice()), Hooks::OPEN)
}

fn till_before() -> Vec<Table> {
    before().into_iter().filter(|t| t.name.starts_with("till_")).collect()
}

fn till_after() -> Vec<Table> {
    after().into_iter().filter(|t| t.name.starts_with("till_")).collect()
}

#[test]
fn a_migrated_set_has_the_same_columns_as_a_fresh_one() {
    let steps = steps();
    let (old, new) = (Place::here(), Place::here());
    let columns = |place: &Place| {
        let set = Set::open(place.location().clone(), registry(&steps), Options::default()).unwrap();
        let mut conn = set.maintenance().unwrap();
        let mut all = Vec::new();
        for table in after() {
            let mut columns = columns_of(&mut conn, &table.name).unwrap();
            columns.sort_by(|a, b| a.0.cmp(&b.0));
            all.push((table.name, columns));
        }
        all
    };
    old.make();
    drop(Set::open(old.location().clone(), registry(&steps[..1]), Options::default()).unwrap());
    new.make();
    assert_eq!(columns(&old), columns(&new));
}
