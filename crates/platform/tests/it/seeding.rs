//! What a set begins with.

use crate::fixture::{codes, furnished, we};
use platform::{Country, Currency, Language, Role, seed};
use store::list::{self, Question};

#[test]
fn the_basics_are_there_once_and_in_three_languages() {
    let (set, _) = furnished();
    set.write(&we(), |tx| seed::basics(tx, Language::English)).unwrap();
    set.read(&we(), |read| {
        let count = |sql: &str| read.number(sql, &[]);
        assert_eq!(count("SELECT COUNT(*) FROM platform_country")?, 249);
        assert_eq!(count("SELECT COUNT(*) FROM platform_currency")?, 153);
        assert_eq!(count("SELECT COUNT(*) FROM platform_role")?, 8);
        let yen = read.get(Currency::by_code(read, "JPY")?.unwrap())?;
        assert_eq!((yen.name.as_str(), yen.exponent), ("Yen", 0));
        let spain = Country::by_code(read, "ES")?.unwrap();
        let name = read.row(
            "SELECT text FROM translation WHERE kind = 10 AND record = $1 AND language = 'zh-CN'",
            &[spain.into()],
        )?;
        assert_eq!(name.unwrap()[0].text(), Some("西班牙"));
        let found = |word: &str| store::search::find(read, &[read.shape("platform.country")?], word, 5);
        assert!(["西班牙", "España", "spain"].iter().all(|w| found(w).unwrap()[0].id == spain.raw()));
        let manager = read.get(Role::by_code(read, "manager")?.unwrap())?;
        assert!(manager.grants.iter().any(|g| g.entity == "*"));
        assert_eq!(read.titles_in("platform.role", &[manager.head.id], "zh-CN")?[&manager.head.id], "经理");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_company_needs_a_known_currency() {
    let (set, _) = furnished();
    let error = set.write(&we(), |tx| seed::company(tx, "Zwei", "XXX", "ES")).unwrap_err();
    assert_eq!(codes(error), ["platform.currency_unknown "]);
    let second = set.write(&we(), |tx| seed::company(tx, "Ferrum Trading", "USD", "US")).unwrap();
    assert_eq!(set.read(&we(), |r| r.get(second)).unwrap().code, "FERR2");
}

#[test]
fn a_list_in_another_language_takes_one_statement_more_and_names_none() {
    let (set, _) = furnished();
    set.read(&we(), |read| {
        let asked =
            Question { entity: "platform.country".into(), sort: "name".into(), limit: 50, ..Question::default() };
        let before = read.statements();
        let mut found = list::page(read, &asked)?.records;
        let page = read.statements() - before;
        read.in_language("platform.country", &mut found, &["name"], "zh-CN")?;
        assert_eq!((page, read.statements() - before), (1, 2), "the page, and its texts");
        let shape = read.shape("platform.country")?;
        let ids: Vec<i64> = found.iter().map(|r| r.head.id).collect();
        let before = read.statements();
        let names = read.titles_in("platform.country", &ids, "es-MX")?;
        assert_eq!(read.statements() - before, 1, "names of any number of records");
        let spain = Country::by_code(read, "ES")?.unwrap().raw();
        assert_eq!(
            read.titles_in("platform.country", &[spain], "es-MX")?[&spain],
            "España",
            "the general language serves"
        );
        assert_eq!(
            read.titles_in("platform.country", &[spain], "fr")?[&spain],
            "Spain",
            "the set's own serves where none is"
        );
        assert_eq!(names.len(), 50);
        // The order is that of the column, so that pages go on by key whatever the reader's language.
        assert!(shape.title(&found[0]).chars().any(|c| c as u32 > 0x2e80));
        Ok(())
    })
    .unwrap();
}
