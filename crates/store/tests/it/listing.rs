//! Lists: pages by key, filters, foots, groups and searches, for whoever may see what.

use crate::fixture::{Order, registry_with, shop, we};
use base::{Date, Error, Money};
use entity::{Described, Value};
use store::list::{self, Archived, Question};
use store::testing::Fresh;
use store::{Access, Hooks, Read, Scope, Set, Who, search};

const NAMES: [&str; 6] =
    ["Nordbau GmbH", "Ferrum S.A.", "上海机械有限公司", "Müller & Söhne", "Atlas Ltd", "Zenith Optics"];

fn fill(set: &Set, count: i64) {
    set.write(&we(), move |tx| {
        let mut orders: Vec<Order> = (0..count)
            .map(|i| {
                let mut order = Order::new(NAMES[i as usize % NAMES.len()], 100 * i);
                order.placed = Date::parse("2026-01-01")?.add_days(i % 40)?;
                order.due = if i % 3 == 0 { None } else { Some(order.placed.add_days(i % 7)?) };
                order.owner = Some(1 + i % 5);
                order.team = Some(1 + i % 2);
                order.email = (i % 10 == 0).then(|| entity::Email::new(format!("buyer{i}@nordbau.example")));
                Ok(order)
            })
            .collect::<base::Result<_>>()?;
        tx.insert_many(&mut orders)
    })
    .unwrap();
}

fn ask(filter: &str, sort: &str, limit: usize) -> Question {
    Question { entity: "shop.order".into(), filter: filter.into(), sort: sort.into(), limit, ..Question::default() }
}

fn walk(read: &Read, mut question: Question, back: bool) -> Vec<i64> {
    let mut seen = Vec::new();
    if back {
        question.cursor = list::page(read, &question).unwrap().last;
    }
    for _ in 0..1000 {
        let page = list::page(read, &question).unwrap();
        let mut ids: Vec<i64> = page.records.iter().map(|r| r.head.id).collect();
        if back {
            ids.reverse();
        }
        seen.extend(ids);
        match if back { page.previous } else { page.next } {
            Some(cursor) => question.cursor = cursor,
            None => return seen,
        }
    }
    panic!("the pages never end");
}

#[test]
fn pages_walk_through_every_row_once_in_both_directions() {
    let shop = shop();
    fill(&shop, 100);
    shop.read(&we(), |read| {
        for sort in ["placed", "-placed", "due", "-due", "customer", "-customer", "id", "-id"] {
            let ahead = walk(read, ask("", sort, 7), false);
            let mut back = walk(read, ask("", sort, 7), true);
            assert_eq!(ahead.len(), 100, "{sort}");
            back.reverse();
            assert_eq!(ahead, back, "{sort}");
            let mut unique = ahead.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), 100, "{sort}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn names_stand_in_reading_order_and_rows_without_a_value_last() {
    let shop = shop();
    fill(&shop, 12);
    shop.read(&we(), |read| {
        let shape = read.shape("shop.order")?;
        let names = |sort: &str, field: &str| -> Vec<String> {
            let page = list::page(read, &ask("", sort, 50)).unwrap();
            let mut names: Vec<String> = page.records.iter().map(|r| shape.value(r, field).to_string()).collect();
            names.dedup();
            names
        };
        assert_eq!(names("customer", "customer"), [NAMES[2], NAMES[4], NAMES[1], NAMES[3], NAMES[0], NAMES[5]]);
        assert_eq!(names("due", "due").last().map(String::as_str), Some(""));
        assert_eq!(names("-due", "due").last().map(String::as_str), Some(""));
        Ok(())
    })
    .unwrap();
}

#[test]
fn filters_are_typed_and_answered() {
    let shop = shop();
    fill(&shop, 100);
    shop.read(&we(), |read| {
        let count = |filter: &str| list::foot(read, &ask(filter, "", 50), true).unwrap().count;
        for (filter, expected) in [
            ("", 100),
            ("state = draft", 100),
            ("state != draft", 0),
            ("total >= 50.00", 50),
            ("total > 50 and total <= 60.00", 10),
            ("total > 50.005 and total < 60.995", 10),
            ("total = 50.005", 0),
            ("total != 50.005", 100),
            ("total in (50, 50.005)", 1),
            ("customer = \"Atlas Ltd\"", 16),
            ("customer contains mull", 17),
            ("not customer contains mull", 83),
            ("due is empty", 34),
            ("due is not empty and placed < 2026-01-05", 8),
            ("placed in (2026-01-01, 2026-01-02)", 6),
            ("owner = 3 or (owner = 4 and not state = draft)", 20),
            ("owner in (1, 2)", 40),
            ("owner not in (1, 2)", 60),
            ("id > 95", 5),
            ("created_at = today", 100),
            ("created_at in last 1 days", 100),
            ("created_at < today", 0),
            ("lines.amount > 50 and lines.item = bolt", 49),
            ("not lines.amount > 50", 51),
            ("lines.item in (nut, screw)", 0),
        ] {
            assert_eq!(count(filter), expected, "{filter}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_filter_that_makes_no_sense_is_refused_never_ignored() {
    let shop = shop();
    shop.read(&we(), |read| {
        let code = |filter: &str| match list::page(read, &ask(filter, "", 5)) {
            Err(Error::Refused(refusals)) => refusals[0].code.to_string(),
            other => panic!("{filter}: {other:?}"),
        };
        for (filter, expected) in [
            ("nonsense = 1", "store.filter_unknown_name"),
            ("customer.name = x", "store.filter_unknown_name"),
            ("state = open", "store.filter_mistyped"),
            ("state > draft", "store.filter_mistyped"),
            ("placed = tuesday", "store.filter_mistyped"),
            ("total > 1e308", "store.filter_mistyped"),
            ("total > 99999999999999999999", "store.filter_mistyped"),
            ("state draft", "store.filter_comparison_missing"),
            ("state = draft )", "store.filter_unexpected"),
            ("(state = draft", "store.filter_unexpected"),
            ("customer = \"x", "store.filter_quote_open"),
            ("((((((((state = draft))))))))", "store.filter_too_deep"),
            ("id = 1; drop table shop_order", "store.filter_unexpected"),
            ("placed in last x days", "store.filter_mistyped"),
        ] {
            assert_eq!(code(filter), expected, "{filter}");
        }
        let many = (0..51).map(|i| format!("id = {i}")).collect::<Vec<_>>().join(" or ");
        assert_eq!(code(&many), "store.filter_too_many");
        let sorted = |sort: &str| list::page(read, &ask("", sort, 5)).map(|_| ());
        assert!(matches!(sorted("nope"), Err(Error::Refused(_))));
        assert!(list::page(read, &Question { cursor: "fv1.t'--".into(), ..ask("", "", 5) }).is_err());
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_foot_and_the_groups_add_up() {
    let shop = shop();
    fill(&shop, 100);
    shop.read(&we(), |read| {
        let groups = list::groups(read, &ask("", "", 50), "customer")?;
        assert_eq!(groups.iter().map(|g| g.foot.count).sum::<i64>(), 100);
        assert_eq!(groups.len(), 6);
        Ok(())
    })
    .unwrap();
}

#[test]
fn search_finds_words_prefixes_han_phone_and_slips() {
    let shop = shop();
    fill(&shop, 60);
    shop.read(&we(), |read| {
        let shapes = [read.shape("shop.order")?];
        let found = |q: &str| search::find(read, &shapes, q, 100).unwrap().len();
        for (q, expected) in [
            ("nordbau", 14),
            ("nord", 14),
            ("MULLER soh", 10),
            ("机械", 10),
            ("海机", 10),
            ("海械", 0),
            ("nordbua", 14),
            ("buyer30@nordbau.example", 1),
            ("00007", 1),
            ("unheard", 0),
            ("", 0),
            ("' OR 1=1 --", 0),
        ] {
            assert_eq!(found(q), expected, "{q}");
        }
        assert!(found("nordbua") > 0, "one slip is forgiven");
        Ok(())
    })
    .unwrap();
}

fn scoped() -> Fresh {
    // The scope travels in the cause, so that one hook serves every case.
    let hooks = Hooks {
        access: |_, who| {
            let mut access =
                Access { user: who.user.unwrap_or(0), team: Some(2), below: vec![1, 3], ..Access::default() };
            access.grants.insert(("shop.order".into(), "*".into()), Scope::from_code(&who.cause));
            access.hidden.insert(("shop.order".into(), "email".into()));
            Ok(std::sync::Arc::new(access))
        },
        ..Hooks::OPEN
    };
    Fresh::open(registry_with(hooks))
}

#[test]
fn every_way_out_gives_each_scope_the_same_rows() {
    let shop = scoped();
    fill(&shop, 100);
    for (scope, expected) in [("none", 0), ("own", 20), ("team", 50), ("subtree", 40), ("company", 100), ("all", 100)] {
        let who = Who::user(3, scope);
        shop.read(&who, |read| {
            let question = ask("", "-placed", 9);
            let ways: Vec<(&str, usize)> = if scope == "none" {
                assert!(matches!(list::page(read, &question), Err(Error::Forbidden { .. })));
                assert!(matches!(list::foot(read, &question, true), Err(Error::Forbidden { .. })));
                assert!(matches!(list::groups(read, &question, "state"), Err(Error::Forbidden { .. })));
                vec![("search", search::find(read, &[read.shape("shop.order")?], "SO", 1000)?.len())]
            } else {
                let mut exported = 0;
                list::each(read, &question, &mut |_| {
                    exported += 1;
                    Ok(())
                })?;
                vec![
                    ("list", walk(read, question.clone(), false).len()),
                    ("count", list::foot(read, &question, true)?.count as usize),
                    ("groups", list::groups(read, &question, "state")?.iter().map(|g| g.foot.count as usize).sum()),
                    ("board", list::groups(read, &question, "customer")?.iter().map(|g| g.foot.count as usize).sum()),
                    ("export", exported),
                    ("search", search::find(read, &[read.shape("shop.order")?], "so", 1000)?.len()),
                    ("one by one", (1..=100).filter(|id| read.visible("shop.order", *id, "read").is_ok()).count()),
                ]
            };
            for (way, rows) in ways {
                assert_eq!(rows, expected, "{scope} by {way}");
            }
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn a_hidden_field_leaves_by_no_way() {
    let shop = scoped();
    fill(&shop, 20);
    shop.read(&Who::user(3, "all"), |read| {
        let place = read.shape("shop.order")?.position("email").unwrap();
        let page = list::page(read, &ask("", "", 50))?;
        assert!(page.records.iter().all(|r| r.values[place] == Value::Null));
        assert_eq!(read.visible("shop.order", 1, "read")?.values[place], Value::Null);
        for filter in ["email = \"buyer0@nordbau.example\"", "email is empty"] {
            assert!(list::page(read, &ask(filter, "", 5)).is_err(), "{filter}");
        }
        assert!(list::page(read, &ask("", "email", 5)).is_err());
        assert!(list::groups(read, &ask("", "", 5), "email").is_err());
        Ok(())
    })
    .unwrap();
}

#[test]
fn archived_records_leave_list_and_search_and_come_back() {
    let shop = shop();
    fill(&shop, 6);
    let look = |shop: &Set| {
        shop.read(&we(), |read| {
            let live = list::foot(read, &ask("", "", 5), true)?.count;
            let only = Question { archived: Archived::Only, ..ask("", "id", 5) };
            let found = search::find(read, &[read.shape("shop.order")?], "atlas", 10)?.len();
            Ok((live, list::page(read, &only)?.records.len(), found))
        })
        .unwrap()
    };
    assert_eq!(look(&shop), (6, 0, 1));
    shop.write(&we(), |tx| tx.set_archived("shop.order", 5, None, true)).unwrap();
    assert_eq!(look(&shop), (5, 1, 0));
    shop.write(&we(), |tx| tx.set_archived("shop.order", 5, None, false)).unwrap();
    assert_eq!(look(&shop), (6, 0, 1));
}

#[test]
fn money_of_a_record_round_trips() {
    let order = Order::new("Nordbau", 9_99);
    assert_eq!(Order::from_record(&order.to_record()).unwrap().total, Money::ZERO);
}

#[test]
fn a_filter_beside_words_loses_no_row_and_a_cut_list_says_so() {
    let shop = shop();
    for _ in 0..3 {
        fill(&shop, 2_040);
    }
    let asked = |filter: &str| Question { q: "nordbau".into(), ..ask(filter, "id", 50) };
    shop.read(&we(), |read| {
        // The oldest of 1,020: more than are weighed stand before it.
        let page = list::page(read, &asked("id = 1"))?;
        assert_eq!(page.records.iter().map(|r| r.head.id).collect::<Vec<_>>(), [1]);
        let foot = list::foot(read, &asked("id = 1"), false)?;
        assert_eq!((foot.count, foot.more), (1, false));
        let foot = list::foot(read, &asked(""), false)?;
        assert_eq!((foot.count, foot.more, foot.sums.len()), (1_000, true, 0));
        Ok(())
    })
    .unwrap();
}
