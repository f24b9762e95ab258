//! What is read of electronic bills: whole ones of others, and hostile ones.

use super::{Figure, MOST_LINES, read};
use std::path::Path;

fn bill(lines: &str) -> String {
    format!(
        "<Invoice><ID>R-1</ID><IssueDate>2026-03-02</IssueDate><DocumentCurrencyCode>EUR</DocumentCurrencyCode>\
         <AccountingSupplierParty><Party><PartyName><Name>Ferrum &amp; Co</Name></PartyName></Party></AccountingSupplierParty>{lines}</Invoice>"
    )
}

fn line(id: usize) -> String {
    format!(
        "<InvoiceLine><ID>{id}</ID><InvoicedQuantity unitCode=\"C62\">2</InvoicedQuantity><LineExtensionAmount>10.00</LineExtensionAmount>\
         <Item><Name>Bolt</Name></Item><Price><PriceAmount>500</PriceAmount><BaseQuantity>100</BaseQuantity></Price></InvoiceLine>"
    )
}

fn why(text: &str) -> String {
    let error = read(text).unwrap_err();
    let refusal = &error.refusals()[0];
    format!("{} {:?}", refusal.code, refusal.args)
}

#[test]
fn a_bill_says_who_what_and_how_much() {
    let read = read(&bill(&line(1))).unwrap();
    assert_eq!((read.number.as_str(), read.credit, read.seller.name.as_deref()), ("R-1", false, Some("Ferrum & Co")));
    let line = &read.lines[0];
    // 500 for a hundred is 5 for one.
    assert_eq!((line.quantity, line.price, line.net), (Figure(2_000_000), Figure(5_000_000), Figure(10_000_000)));
    assert_eq!(line.unit.as_deref(), Some("C62"));
}

#[test]
fn less_than_nothing_is_a_credit_note() {
    let minus = line(1).replace("unitCode=\"C62\">2", "unitCode=\"C62\">-2").replace(">10.00", ">-10.00");
    let read = read(&bill(&minus)).unwrap();
    assert!(read.credit);
    assert_eq!((read.lines[0].quantity, read.lines[0].net), (Figure(2_000_000), Figure(10_000_000)));
}

#[test]
fn hostile_files_are_refused_before_they_cost_anything() {
    let entities = format!("<!DOCTYPE x [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;\">]>{}", "a".repeat(9), bill(&line(1)));
    assert!(why(&entities).contains("DOCTYPE"));
    let outside = format!("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}", bill(&line(1)));
    assert!(why(&outside).contains("DOCTYPE"));
    let deep = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
    assert!(why(&deep).starts_with("exchange.bill_unreadable"));
    let long: String = (0..=MOST_LINES).map(line).collect();
    assert!(why(&bill(&long)).starts_with("exchange.bill_too_long"));
    assert!(why(&" ".repeat(super::MOST_BYTES + 1)).starts_with("exchange.bill_too_large"));
    for cut in (0..bill(&line(1)).len()).step_by(7) {
        assert!(read(&bill(&line(1))[..cut]).is_err());
    }
    for (from, to) in [("2026-03-02", "2026-13-02"), (">10.00", ">ten"), (">500", ">1e9"), ("<ID>R-1</ID>", "")] {
        assert!(why(&bill(&line(1)).replace(from, to)).starts_with("exchange.bill_unreadable"), "{from}");
    }
    assert!(why("<Order/>").contains("Invoice"));
}

/// Every whole UBL invoice of others is read, and its lines with what is on or off come to what it says without tax.
#[test]
fn bills_of_others_add_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/conformance/einvoice");
    let Ok(expected) = std::fs::read_to_string(folder.join("expected.jsonl")) else {
        println!("skipped: the examples of electronic invoices are not here");
        return;
    };
    let (mut seen, mut wrong) = (0, Vec::new());
    for case in expected.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let file = case["file"].as_str().unwrap();
        let valid = case["outcome"]["en16931"]["status"] == "VALID";
        if case["syntax"] != "ubl" || !file.starts_with("full/") || !valid {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let bill = match read(&text) {
            Ok(bill) => bill,
            Err(error) => {
                wrong.push(format!("{file}: {error} {:?}", error.refusals()));
                continue;
            }
        };
        seen += 1;
        let lines: i64 = bill.lines.iter().map(|l| l.net.0).sum();
        let extras: i64 = bill.extras.iter().map(|e| e.amount.0).sum();
        let said = text.split("TaxExclusiveAmount").nth(1).and_then(|t| t.split(['>', '<']).nth(1));
        let said = said.and_then(Figure::parse).unwrap().0;
        if lines + extras != said.abs() {
            wrong.push(format!("{file}: {lines} and {extras} instead of {said}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(seen > 20, "{seen} read");
}
