//! Files of many banks with what must come out of them, read in place where they are installed.

use super::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance").join(name);
    if path.join("expected.jsonl").exists() {
        return Some(path);
    }
    println!("skipped: the examples of {name} are not here");
    None
}

fn cases(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn content(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

fn amount(value: &Value) -> Amount {
    Amount::parse(value.as_str().unwrap()).unwrap()
}

fn sum<'a>(entries: impl Iterator<Item = &'a Entry>) -> Amount {
    Amount(entries.map(|e| e.amount.0).sum())
}

#[test]
fn mt940_reads_as_an_independent_reader_does() {
    let Some(folder) = folder("bank") else { return };
    let mut wrong = Vec::new();
    for case in cases(&folder) {
        let file = case["file"].as_str().unwrap();
        if !file.starts_with("mt940/") {
            continue;
        }
        let found = mt940(&content(&folder.join(file)));
        let facts = &case["facts"];
        if facts["reader_error"].is_string() {
            continue;
        }
        // The other reader keeps one account and two balances of a file and the movements of all its statements.
        let account = found.iter().rev().find_map(|s| s.account.clone());
        let has = |value: &Value, of: fn(&Statement) -> &Option<Balance>| {
            let all: Vec<Amount> = found.iter().filter_map(|s| of(s).as_ref().map(|b| b.amount)).collect();
            if value.is_null() { all.is_empty() } else { all.contains(&amount(&value["amount"])) }
        };
        let count = found.iter().map(|s| s.entries.len() as u64).sum::<u64>();
        let same = account.as_deref() == facts["account"].as_str()
            && has(&facts["opening"], |s| &s.opening)
            && has(&facts["closing"], |s| &s.closing)
            && count == facts["transactions"].as_u64().unwrap()
            && sum(found.iter().flat_map(|s| &s.entries)) == amount(&facts["sum"]);
        if !same {
            wrong.push(format!("{file}: {found:?} against {facts}"));
        }
        for (one, mine) in facts["first"].as_array().unwrap().iter().zip(found.iter().flat_map(|s| &s.entries)) {
            let text = |key: &str| one[key].as_str().filter(|t| *t != "None" && *t != "NONREF").map(str::to_owned);
            let said = one["amount"].as_str().unwrap().split(' ').next().and_then(Amount::parse);
            let day = mine.valued_on.map(|d| d.to_string());
            if (said, one["date"].as_str().map(str::to_owned)) != (Some(mine.amount), day.clone()) {
                wrong.push(format!("{file}: {mine:?} against {one}"));
            }
            if text("bank_reference").is_some() && text("bank_reference") != mine.bank_id {
                wrong.push(format!("{file}: {:?} against {one}", mine.bank_id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ofx_reads_as_an_independent_reader_does() {
    let Some(folder) = folder("bank") else { return };
    let mut wrong = Vec::new();
    for case in cases(&folder) {
        let file = case["file"].as_str().unwrap();
        if !file.starts_with("ofx/") {
            continue;
        }
        let found = ofx(&content(&folder.join(file)));
        if case["facts"]["reader_error"].is_string() {
            assert!(found.is_err() || found.is_ok(), "{file} must not panic");
            continue;
        }
        let found = found.unwrap();
        for account in case["facts"]["accounts"].as_array().unwrap() {
            let id = account["id"].as_str().unwrap();
            let Some(mine) = found.iter().find(|s| s.account.as_deref() == Some(id)) else {
                wrong.push(format!("{file}: no account {id}"));
                continue;
            };
            // Purchases of securities are no movements of a bank account; the other reader counts them.
            if account["type"] == "" {
                continue;
            }
            let balance = account["balance"].as_str().and_then(Amount::parse);
            let same = mine.entries.len() as u64 == account["transactions"].as_u64().unwrap()
                && sum(mine.entries.iter()) == amount(&account["sum"])
                && mine.closing.as_ref().map(|b| b.amount) == balance;
            if !same {
                wrong.push(format!("{file} {id}: {mine:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn camt_reads_as_the_schema_means() {
    let Some(folder) = folder("iso20022") else { return };
    let mut wrong = Vec::new();
    for case in cases(&folder) {
        let file = case["file"].as_str().unwrap();
        if !file.starts_with("camt") {
            continue;
        }
        let found = camt(&content(&folder.join(file))).unwrap();
        let expected = case["facts"]["statements"].as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{file}");
        for (mine, theirs) in found.iter().zip(expected) {
            let part = |credit: bool| sum(mine.entries.iter().filter(|e| (e.amount.0 >= 0) == credit));
            let balance = |code: &str| {
                let one = theirs["balances"].as_array().unwrap().iter().find(|b| b["type"] == code)?;
                Some(amount(&one["amount"]).signed(one["sign"] == "CRDT"))
            };
            let opening = balance("OPBD").or_else(|| balance("PRCD"));
            // The first version named accounts in a way that the expectation does not look at.
            let same = (theirs["account"].is_null() || mine.account.as_deref() == theirs["account"].as_str())
                && part(true) == amount(&theirs["credits"])
                && part(false) == Amount(-amount(&theirs["debits"]).0)
                && mine.opening.as_ref().map(|b| b.amount) == opening
                && mine.closing.as_ref().map(|b| b.amount) == balance("CLBD");
            if !same {
                wrong.push(format!("{file}: {mine:?} against {theirs}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cut anywhere, no file makes a reader panic.
#[test]
fn what_is_cut_off_is_refused_or_read_but_never_panics() {
    for name in ["bank", "iso20022"] {
        let Some(folder) = folder(name) else { return };
        for case in cases(&folder) {
            let text = content(&folder.join(case["file"].as_str().unwrap()));
            let step = (text.len() / 40).max(1);
            for end in (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
                let _ = read(&text[..end]);
                let _ = mt940(&text[end..]);
                let _ = ofx(&text[end..]);
            }
        }
    }
}

#[test]
fn an_order_is_valid_by_the_schema() {
    let Some(folder) = folder("iso20022") else { return };
    let file = std::env::temp_dir().join(format!("fondaco_pain_{}.xml", std::process::id()));
    std::fs::write(&file, pain001(&tests::order())).unwrap();
    let schema = folder.join("xsd/pain.001.001.09.xsd");
    match std::process::Command::new("xmllint").arg("--noout").arg("--schema").arg(&schema).arg(&file).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => println!("skipped: xmllint is not installed"),
    }
    std::fs::remove_file(&file).unwrap();
}
