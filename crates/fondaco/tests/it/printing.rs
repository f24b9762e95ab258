//! Documents of the demonstration company as pages and files: whoever may read a record and all that stands on it may print it.

use crate::pages::{Browser, ask, house};
use base::Id;
use entity::{Entity, Head};
use platform::installation::NewIdentity;
use platform::{FieldRight, Grant, Reach, Role, User};
use sales::{CustomerInvoice, Delivery, Order};
use store::Who;

/// The newest record of each printed entity of the demonstration company.
fn places() -> Vec<(&'static str, String)> {
    let set = house().set();
    let newest = |entity: &'static str| {
        set.read(&Who::program("test"), |read| {
            let shape = read.shape(entity)?;
            let newest = read.records_where(entity, "archived_at IS NULL ORDER BY id DESC LIMIT 1", &[])?;
            let place = |id: i64| format!("{}/{}/{id}", shape.def.module(), shape.def.plural);
            Ok(newest.first().map(|r| (entity, place(r.head.id))))
        })
        .unwrap()
    };
    fondaco::PRINTS.iter().flat_map(|p| p.iter()).filter_map(|l| newest(l.entity)).collect()
}

#[test]
fn every_layout_names_fields_that_are_there_and_words_that_are_said() {
    let registry = fondaco::registry();
    let shapes = registry.shapes(&[], &std::collections::HashSet::new());
    for layout in fondaco::PRINTS.iter().flat_map(|p| p.iter()) {
        let shape = shapes.get(layout.entity).unwrap_or_else(|| panic!("no entity {}", layout.entity));
        for name in layout.shows {
            let there = match name.split_once('.') {
                None => shape.field(name).is_some(),
                Some((lines, name)) => {
                    shape.lines.iter().any(|(at, line)| shape.fields[*at].name == lines && line.field(name).is_some())
                }
            };
            assert!(there, "{}: {name}", layout.entity);
        }
        assert!(layout.reads.iter().all(|entity| shapes.get(entity).is_some()), "{}", layout.entity);
    }
}

#[test]
fn each_document_is_a_page_to_print_and_a_file() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let places = places();
    for entity in [Order::DEF.name, Delivery::DEF.name, CustomerInvoice::DEF.name, "parties.party"] {
        assert!(places.iter().any(|(e, _)| *e == entity), "the demonstration company has no {entity}");
    }
    for (entity, place) in &places {
        let record = lucia.get(&format!("/demo/{place}"));
        assert!(record.body.contains(&format!("{place}/print\"")), "{entity} has no print button");
        for lang in ["en", "zh-CN", "es"] {
            let page = lucia.get(&format!("/demo/{place}/print?lang={lang}"));
            assert_eq!(page.status, 200, "{place}: {}", page.body);
            assert!(page.body.contains(&format!("class=\"doc\" lang=\"{lang}\"")), "{place}");
            assert!(page.body.contains("Ponte Cycles S.L."));
        }
        let file = lucia.get(&format!("/demo/{place}/print.pdf?lang=es"));
        assert_eq!(file.status, 200, "{place}: {}", file.body);
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert!(file.header("content-disposition").is_some_and(|d| d.starts_with("inline; filename=")));
        assert!(file.body.starts_with("%PDF-"), "{place}");
    }
    // What cannot be printed has neither page nor button.
    assert_eq!(lucia.get("/demo/catalog/items/1/print").status, 404);
    assert!(!lucia.get("/demo/catalog/items/1").body.contains("/print\""));
}

#[test]
fn a_program_fetches_the_file_with_its_token() {
    let token = platform::token::draw().expect("random bytes");
    let kept = token.clone();
    let made = house().set().write(&Who::program("test"), move |tx| {
        let user = User::by_login(tx, "lucia@demo.example")?.expect("Lucía");
        platform::token::create(tx, &kept, "prints", Id::from_raw(user.head.id), &[], None)
    });
    made.expect("a token");
    let header = format!("Bearer {}", token.expose());
    let (_, place) = places().into_iter().find(|(e, _)| *e == CustomerInvoice::DEF.name).unwrap();
    let path = format!("/demo/api/{place}/print.pdf");
    let file = ask("GET", &path, &[("Authorization", &header)], b"");
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")), "{}", file.body);
    assert_eq!(ask("GET", &path, &[], b"").status, 401);
    let missing = ask("GET", "/demo/api/sales/customer-invoices/999999/print.pdf", &[("Authorization", &header)], b"");
    assert_eq!(missing.status, 404);
}

#[test]
fn whoever_may_not_see_a_figure_does_not_print_it() {
    let (entity, place) = places().into_iter().find(|(e, _)| *e == CustomerInvoice::DEF.name).unwrap();
    // Rita reads invoices but not what they come to; Otto reads no invoices; Clara reads all of them.
    let with = |login: &'static str, grant: &'static str, hidden: Option<&'static str>| {
        let made = house().set().write(&Who::program("test"), move |tx| {
            let right = |field: &str| FieldRight {
                head: Head::default(),
                entity: entity.into(),
                field: field.into(),
                may_read: false,
                may_edit: false,
            };
            let code = login.split('@').next().unwrap_or_default().to_owned();
            let grants = vec![Grant::new(grant, "read", Reach::All)].into();
            let fields = hidden.map(right).into_iter().collect::<Vec<_>>().into();
            tx.insert(&mut Role { head: Head::default(), name: code.clone(), code, grants, fields }).map(|_| ())
        });
        made.expect("a role");
        let new = NewIdentity {
            login: login.to_owned(),
            name: login.to_owned(),
            language: "en".to_owned(),
            password: "canal-bridge-lantern".to_owned(),
        };
        house().house.add_identity(&new).unwrap();
        house().house.admit(login, "demo", &[login.split('@').next().unwrap_or_default()]).unwrap();
        Browser::sign_in(login)
    };
    let rita = with("rita@demo.example", entity, Some("total"));
    assert_eq!(rita.get(&format!("/demo/{place}")).status, 200);
    assert!(!rita.get(&format!("/demo/{place}")).body.contains("/print\""));
    let refused = rita.get(&format!("/demo/{place}/print"));
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("hidden from you") && !refused.body.contains("class=\"doc\""));
    assert_eq!(rita.get(&format!("/demo/{place}/print.pdf")).status, 422);
    let otto = with("otto@demo.example", "catalog.item", None);
    assert_eq!(otto.get(&format!("/demo/{place}/print")).status, 404);
    assert_eq!(otto.get(&format!("/demo/{place}/print.pdf")).status, 404);
    let clara = with("clara@demo.example", entity, None);
    assert_eq!(clara.get(&format!("/demo/{place}/print.pdf")).status, 200);
}
