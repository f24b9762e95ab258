//! Files of every kind arrive whole, twice is once, and what is refused says where and why.

use crate::fixture::*;
use base::Error;
use exchange::import::history;
use std::sync::Arc;
use store::Who;

const HEAD: &str = "No;Name;Limit;Country;City;Mail;Phone\n";

fn file() -> String {
    format!(
        "{HEAD}1;Nordbau GmbH;1.250,50;DE;Köln;info@nordbau.example;0221 4710001\n\
         2;Ferrum S.A.;0,00;ES;León;ventas@ferrum.example;911 234 567\n\
         3;上海平安贸易有限公司;99,90;CN;上海;hello@pingan.example;021-68881234\n"
    )
}

#[test]
fn every_encoding_brings_the_same_records() {
    let text = file();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let marked = [&[0xef, 0xbb, 0xbf][..], text.as_bytes()].concat();
    let western = text.replace("上海平安贸易有限公司", "Señor Müller").replace("上海", "Málaga");
    let western = encoding_rs::WINDOWS_1252.encode(&western).0.into_owned();
    for (name, bytes) in
        [("utf-8", text.into_bytes()), ("mark", marked), ("utf-16", utf16), ("gb18030", gb), ("1252", western)]
    {
        let set = world();
        let report = import(&set, &mapping(CUSTOMERS), bytes);
        assert_eq!(report.counts, counts(3, 0, 0, 0), "{name}: {:?}", report.problems);
        assert_eq!(number(&set, "SELECT SUM(credit_limit) FROM parties_party"), 125_050 + 9_990, "{name}");
        assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_phone_number WHERE number LIKE '+%'"), 3, "{name}");
        assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_address WHERE city = 'León'"), 1, "{name}");
        assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_party WHERE is_customer = 1"), 3, "{name}");
    }
}

#[test]
fn twice_is_once_and_a_change_is_an_update() {
    let set = world();
    let mapping = mapping(CUSTOMERS);
    assert_eq!(import(&set, &mapping, file()).counts, counts(3, 0, 0, 0));
    let again = import(&set, &mapping, file());
    assert_eq!(again.counts, counts(0, 0, 3, 0), "{:?}", again.problems);
    let moved = file().replace("León", "Bilbao").replace("info@nordbau", "office@nordbau");
    assert_eq!(import(&set, &mapping, moved).counts, counts(0, 2, 1, 0));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_address"), 3);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_email_address"), 3);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_address WHERE city = 'Bilbao'"), 1);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM external_key WHERE system = 'old'"), 3);
}

#[test]
fn empty_cells_leave_fields_alone_unless_told_to_clear() {
    let set = world();
    import(&set, &mapping(CUSTOMERS), file());
    let emptied = format!("{HEAD}2;Ferrum S.A.;;ES;León;ventas@ferrum.example;\n");
    assert_eq!(import(&set, &mapping(CUSTOMERS), emptied.clone()).counts, counts(0, 0, 1, 0));
    let clearing = mapping(&format!("clear = true\n{CUSTOMERS}"));
    assert_eq!(import(&set, &clearing, emptied).counts, counts(0, 1, 0, 0));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_party WHERE credit_limit IS NULL"), 1);
}

#[test]
fn refused_rows_say_where_and_why_and_import_again_once_corrected() {
    let set = world();
    let mapping = mapping(CUSTOMERS);
    let bytes = format!(
        "{HEAD}1;Nordbau GmbH;12,50;DE;Köln;info@nordbau.example;\n\
         2;Ferrum;1,50;Atlantis;León;;\n\
         3;;1,50;ES;León;;\n\
         4;Baltic BV;12,505;ES;Riga;;\n\
         5;Twin;1,00;ES;Riga;INFO@nordbau.example;\n\
         ;Nobody;1,00;ES;Riga;;\n\
         7;Last;1,00;ES;Riga;not an address;\n"
    );
    let dry = rehearse(&set, &mapping, bytes.clone());
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_party"), 0);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM import_run"), 0);
    let report = import(&set, &mapping, bytes);
    assert_eq!((dry.counts.clone(), problems(&dry)), (report.counts.clone(), problems(&report)));
    assert_eq!(report.counts, counts(1, 0, 0, 6));
    let expected = [
        "3 Country exchange.reference_missing",
        "4 Name store.required",
        "5 Limit exchange.number_has_too_many_decimals",
        "6 Mail parties.looks_like",
        "7  exchange.key_empty",
        "8 Mail store.not_an_email",
    ];
    assert_eq!(problems(&report), expected);
    let run = report.run.unwrap();
    let file = set
        .read(&we(), |read| history::error_file(read, &history::run(read, run)?, "Why", &|r| r.code.to_string()))
        .unwrap();
    let corrected = String::from_utf8(file).unwrap().replace("Atlantis", "ES").replace("12,505", "12,50");
    assert!(corrected.contains("exchange.key_empty"), "{corrected}");
    let report = import(&set, &mapping, corrected);
    assert_eq!(report.counts, counts(2, 0, 0, 4), "{:?}", problems(&report));
}

#[test]
fn a_row_that_the_database_refuses_takes_no_neighbour_with_it() {
    let set = world();
    let units = mapping("entity = \"catalog.unit\"\n[fields]\ncode = \"Code\"\nname = \"Name\"\n");
    let mut text = String::from("Code,Name\n");
    for n in 0..40 {
        text.push_str(&format!("U{},Unit {n}\n", if n == 23 { 7 } else { n }));
    }
    let report = import(&set, &units, text);
    assert_eq!((report.counts.created, report.counts.refused), (39, 1), "{:?}", report.problems);
    assert_eq!(problems(&report), ["25 Code store.not_unique"]);
}

#[test]
fn choices_templates_and_translations_are_understood() {
    let set = world();
    let map = mapping(
        "entity = \"catalog.item_group\"\nkey = { field = \"code\" }\n[fields]\ncode = { template = \"G-{A}{B}\" }\n\
         name = \"Name\"\n\"name@es\" = \"Nombre\"\nparent = { template = \"G-{Parent}\" }\n",
    );
    let text = "A,B,Name,Nombre,Parent\n1,,Bikes,Bicis,\n1,2,Road bikes,Bicis de carretera,1\n";
    assert_eq!(rehearse(&set, &map, text).counts, counts(2, 0, 0, 0));
    assert_eq!(import(&set, &map, text).counts, counts(2, 0, 0, 0));
    assert_eq!(import(&set, &map, text).counts, counts(0, 0, 2, 0));
    assert_eq!(
        import(&set, &map, text.replace("Bicis\n", "").replace("Bicis,", "Bicicletas,")).counts,
        counts(0, 1, 1, 0)
    );
    assert_eq!(number(&set, "SELECT COUNT(*) FROM translation WHERE text = 'Bicicletas'"), 1);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM catalog_item_group WHERE parent IS NOT NULL"), 1);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_before_anything_is_read() {
    let set = world();
    let map = mapping(
        "entity = \"parties.party\"\n[fields]\nname = \"Nome\"\nnmae = \"Name\"\nemail = \"Mail\"\nparent = \"Limit\"\n",
    );
    let Err(Error::Refused(refusals)) = import_as(&set, &we(), &map, file()) else { panic!("it was accepted") };
    let mut codes: Vec<&str> = refusals.iter().map(|r| &*r.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["exchange.column_missing", "exchange.field_closed", "exchange.field_unknown"]);
    assert!(exchange::import::Mapping::parse("feilds = 1").is_err());
}

#[test]
fn rights_hold_for_files_as_for_forms() {
    let set = world();
    let map =
        mapping("entity = \"parties.party\"\nkey = { field = \"code\" }\n[fields]\ncode = \"Code\"\nname = \"Name\"\n");
    let text = "Code,Name\nA-1,Aurora AG\nA-2,Boreal SL\n";
    let stranger = import_as(&set, &Who::user(2, "test"), &map, text);
    assert!(matches!(stranger, Err(Error::Forbidden { .. })), "{stranger:?}");
    let own = import_as(&set, &Who::user(1, "test"), &map, text).unwrap();
    assert_eq!(own.counts, counts(2, 0, 0, 0), "{:?}", own.problems);
    import(&set, &map, "Code,Name\nB-1,Somebody else\n");
    // The record is not his: he neither sees nor changes it, and its code is taken.
    let others = import_as(&set, &Who::user(1, "test"), &map, "Code,Name\nB-1,Mine now\n").unwrap();
    assert_eq!(others.counts, counts(0, 0, 0, 1));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_party WHERE name = 'Mine now'"), 0);
}

#[test]
fn two_imports_at_once_make_each_record_once() {
    let set = world();
    let map = Arc::new(mapping(CUSTOMERS));
    let mut text = HEAD.to_owned();
    for n in 0..150 {
        text.push_str(&format!("{n};Customer number {n};{n},00;ES;Lugo;c{n}@many.example;\n"));
    }
    let text = Arc::new(text);
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let (set, map, text) = (set.set(), map.clone(), text.clone());
            std::thread::spawn(move || import(&set, &map, text.as_bytes()))
        })
        .collect();
    let reports: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    let (created, refused) =
        reports.iter().fold((0, 0), |(c, r), one| (c + one.counts.created, r + one.counts.refused));
    assert_eq!((created, refused), (150, 0), "{:?}", reports.iter().map(problems).collect::<Vec<_>>());
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_party"), 150);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM external_key"), 150);
}

#[test]
fn headings_in_three_languages_find_their_fields() {
    let set = world();
    let label = |_: &str, field: &str, option: Option<&str>| -> Vec<String> {
        let words: &[&str] = match (field, option) {
            ("name", None) => &["Name", "名称", "Nombre"],
            ("credit_limit", None) => &["Credit limit", "信用额度", "Límite de crédito"],
            ("city", None) => &["City", "城市", "Ciudad"],
            ("email", None) => &["E-mail", "电子邮件", "Correo"],
            _ => &[],
        };
        words.iter().map(|w| (*w).to_owned()).collect()
    };
    set.read(&we(), |read| {
        let shape = read.shape("parties.party")?;
        let access = read.access()?;
        for heads in [
            ["Name", "CREDIT LIMIT", "City", "e-mail"],
            ["名称", "信用额度", "城市", "电子邮件"],
            ["nombre", "Limite de credito", "Ciudad", "Correo"],
        ] {
            let columns: Vec<String> = heads.iter().map(|h| (*h).to_owned()).chain(["?".to_owned()]).collect();
            let paths = exchange::import::auto(&shape, &access, &columns, &label);
            let paths: Vec<&str> = paths.iter().map(|p| p.as_deref().unwrap_or("-")).collect();
            assert_eq!(paths, ["name", "credit_limit", "addresses.1.city", "emails.1.address", "-"], "{heads:?}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_file_with_a_row_for_each_line_brings_records_with_all_their_lines() {
    let set = world();
    let first = "id,Name,Form,Addresses * City,Addresses * Purpose,E-mail addresses * Address\n";
    let mapping = mapping(
        r#"
entity = "parties.party"
key = { field = "id", column = "id" }
[fields]
name = "Name"
"addresses.*.city" = "Addresses * City"
"addresses.*.purpose" = "Addresses * Purpose"
"emails.*.address" = "E-mail addresses * Address"
"#,
    );
    let made = "entity = \"parties.party\"\n[fields]\nname = \"Name\"\n";
    import(&set, &crate::fixture::mapping(made), "Name\nNordbau\nFerrum\nBlank\n");
    let ids: Vec<i64> = set
        .read(&we(), |r| r.query("SELECT id FROM parties_party ORDER BY id", &[]))
        .unwrap()
        .iter()
        .filter_map(|row| row[0].int())
        .collect();
    let file = format!(
        "{first}{a},Nordbau,,Kiel,bill,a@nordbau.example\n{a},Nordbau,,Bremen,ship,\n{a},Nordbau,,Ulm,ship,\n\
         {b},Ferrum,,León,bill,b@ferrum.example\n{c},Blank,,,,\n",
        a = ids[0],
        b = ids[1],
        c = ids[2]
    );
    let report = import(&set, &mapping, file.clone());
    assert_eq!(report.counts, counts(0, 2, 1, 0), "{:?}", report.problems);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_address"), 4);
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_email_address"), 2);
    let again = import(&set, &mapping, file.clone());
    assert_eq!(again.counts, counts(0, 0, 3, 0), "the same file changes nothing: {:?}", again.problems);
    let moved = import(&set, &mapping, file.replace("Ulm", "Jena"));
    assert_eq!(moved.counts, counts(0, 1, 2, 0));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM parties_address WHERE city = 'Jena'"), 1);
}
