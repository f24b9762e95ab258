//! A program that captures bills, such as one that reads scanned paper, delivers them as drafts: once each, told field by field.

use crate::at_once::{count, json_of, token};
use crate::pages::{ask, house};
use serde_json::json;
use store::Who;

#[test]
fn a_captured_bill_is_a_draft_once_however_often_it_is_delivered() {
    let bearer = token("capture");
    let send = |path: &str, key: Option<&str>, body: &serde_json::Value| {
        let mut headers = vec![("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        ask("POST", path, &headers, body.to_string().as_bytes())
    };
    let here = "/demo/api/purchasing/supplier-invoices";
    let (supplier, account) = house()
        .set()
        .read(&Who::program("test"), |read| {
            let supplier =
                "SELECT id FROM parties_party WHERE is_supplier = 1 AND archived_at IS NULL ORDER BY id LIMIT 1";
            let account = "SELECT id FROM accounting_account WHERE code = '628' ORDER BY id LIMIT 1";
            Ok((read.number(supplier, &[])?, read.number(account, &[])?))
        })
        .expect("they are there");
    let bill = json!({
        "company": 1, "supplier": supplier, "supplier_number": "OCR-0815", "documented_on": "2026-11-02",
        "posted_on": "2026-11-03", "stated_total": "121.00",
        "lines": [{ "description": "Electricity", "quantity": "1", "price": "100", "account": account }],
    });
    // What is missing is told without anything being stored.
    let mut poor = bill.clone();
    poor["lines"] = json!([{ "description": "Electricity", "quantity": "1", "price": "100" }]);
    let told = json_of(&send(&format!("{here}/draft"), None, &poor));
    assert!(told.to_string().contains("purchasing.expense_without_account"), "{told}");
    let stored = || count("SELECT COUNT(*) FROM purchasing_supplier_invoice WHERE supplier_number LIKE '%0815'");
    assert_eq!(stored(), 0);
    let made = send(here, Some("capture-0815"), &bill);
    assert_eq!(made.status, 201, "{}", made.body);
    let made = json_of(&made);
    assert_eq!((made["state"].as_str(), made["stated_total"].as_str()), (Some("draft"), Some("121.00")), "{made}");
    // Delivered once more under its key it is the same; under another one it is refused, also with its number written another way.
    assert_eq!(json_of(&send(here, Some("capture-0815"), &bill))["id"], made["id"]);
    let mut again = bill.clone();
    again["supplier_number"] = json!("ocr 0815");
    let refused = send(here, Some("capture-0816"), &again);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("purchasing.invoice_twice"), "{}", refused.body);
    assert_eq!(stored(), 1);
}
