//! Documents that are made and carried on in one step, by the interface and on pages: both happen or neither.

use crate::pages::{Answer, Browser, ask, house};
use base::Id;
use platform::User;
use serde_json::{Value as Json, json};
use store::Who;

pub fn json_of(answer: &Answer) -> Json {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body))
}

/// A program that works for Lucía.
pub fn token(name: &'static str) -> String {
    let token = platform::token::draw().expect("random bytes");
    let kept = token.clone();
    let made = house().set().write(&Who::program("test"), move |tx| {
        let user = User::by_login(tx, "lucia@demo.example")?.expect("Lucía");
        platform::token::create(tx, &kept, name, Id::from_raw(user.head.id), &[], None)
    });
    made.expect("a token");
    format!("Bearer {}", token.expose())
}

/// The item of which most is free, and a customer who ordered last without being held.
fn wanted() -> (i64, i64) {
    let read = house().set().read(&Who::program("test"), |read| {
        let item = "SELECT item FROM stock_position GROUP BY item ORDER BY SUM(on_hand - reserved) DESC LIMIT 1";
        let customer = "SELECT customer FROM sales_order WHERE invoiced = 'fully' ORDER BY id DESC LIMIT 1";
        Ok((read.number(item, &[])?, read.number(customer, &[])?))
    });
    read.expect("they are there")
}

pub fn count(sql: &'static str) -> i64 {
    house().set().read(&Who::program("test"), |read| read.number(sql, &[])).expect("it counts")
}

#[test]
fn an_order_is_confirmed_delivered_and_invoiced_in_three_requests() {
    let bearer = token("at once");
    let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    let send = |path: &str, body: &Json| ask("POST", path, &headers, body.to_string().as_bytes());
    let (item, customer) = wanted();
    let order = json!({ "customer": customer, "reference": "AT-1", "lines": [{ "item": item, "quantity": "2", "price": "10" }] });
    let made = send("/demo/api/sales/orders?then=confirm", &order);
    assert_eq!(made.status, 201, "{}", made.body);
    let made = json_of(&made);
    assert_eq!((made["state"].as_str(), made["hold"].as_str()), (Some("confirmed"), Some("without")), "{made}");
    let here = format!("/demo/api/sales/orders/{}", made["id"]);
    // The answer comes from the transaction itself; whoever reads the record afterwards reads the same.
    assert_eq!(made, json_of(&ask("GET", &here, &headers, b"")));
    let delivered = json_of(&send(&format!("{here}/deliver?then=post"), &json!({})));
    assert_eq!(delivered["delivered"], "fully", "{delivered}");
    let billed = json_of(&send(&format!("{here}/bill?then=post"), &json!({})));
    assert_eq!(billed["invoiced"], "fully", "{billed}");
    assert_eq!(billed, json_of(&ask("GET", &here, &headers, b"")));
    // What does not follow there is refused by name, and nothing was delivered or made for it.
    let orders = count("SELECT COUNT(*) FROM sales_order WHERE reference = 'AT-1'");
    for (path, body) in [
        (format!("{here}/deliver?then=reverse"), json!({})),
        ("/demo/api/sales/orders?then=close".to_owned(), order.clone()),
    ] {
        let refused = send(&path, &body);
        assert_eq!(refused.status, 422, "{path}: {}", refused.body);
        assert_eq!(json_of(&refused)["errors"][0]["field"], "then", "{path}: {}", refused.body);
    }
    // The same key with another second step is another request.
    let keyed = [headers[0], headers[1], ("Idempotency-Key", "at-once-0001")];
    let again = |path: &str| ask("POST", path, &keyed, order.to_string().as_bytes()).status;
    assert_eq!(again("/demo/api/sales/orders?then=confirm"), 201);
    assert_eq!((again("/demo/api/sales/orders?then=confirm"), again("/demo/api/sales/orders")), (201, 422));
    let orders = orders + 1;
    // What the second verb refuses leaves nothing of the first: no order without lines, no delivery beyond what there is.
    let empty =
        send("/demo/api/sales/orders?then=confirm", &json!({ "customer": customer, "reference": "AT-1", "lines": [] }));
    assert_eq!(empty.status, 422, "{}", empty.body);
    assert_eq!(count("SELECT COUNT(*) FROM sales_order WHERE reference = 'AT-1'"), orders);
}

#[test]
fn a_page_offers_what_usually_follows() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let (item, customer) = wanted();
    let page = lucia.get("/demo/sales/orders/new").body;
    assert!(page.contains("Create and confirm") && page.contains("/demo/sales/orders?then=confirm"), "{page}");
    let (item, customer) = (item.to_string(), customer.to_string());
    let today = house().set().read(&Who::program("test"), |read| Ok(read.today().to_string())).expect("a day");
    let lines = json!([{ "item": item, "quantity": "1", "price": "10" }]).to_string();
    let typed = [
        ("customer", customer.as_str()),
        ("company", "1"),
        ("reference", "AT-2"),
        ("ordered_on", &today),
        ("requested", &today),
        ("partial", "allowed"),
        ("lines", &lines),
    ];
    let made = lucia.post("/demo/sales/orders?then=confirm", &typed);
    assert_eq!(made.status, 303, "{}", made.body);
    let order = made.header("location").expect("the order's page").to_owned();
    let dialog = lucia.get(&format!("{order}/deliver")).body;
    assert!(dialog.contains("Deliver and post") && dialog.contains("/deliver?then=post"), "{dialog}");
    let posted = lucia.post(&format!("{order}/deliver?then=post"), &[("_input", "1"), ("posted_on", &today)]);
    assert_eq!((posted.status, posted.header("location")), (303, Some(order.as_str())), "{}", posted.body);
    let id = order.rsplit('/').next().and_then(|id| id.parse::<i64>().ok()).expect("an id");
    let state =
        house().set().read(&Who::program("test"), |read| Ok(read.get::<sales::Order>(Id::from_raw(id))?.delivered));
    assert_eq!(state.expect("it is read"), sales::Progress::Fully);
    // A verb that asks for something, or that no new order stands for, is refused and makes nothing.
    let orders = count("SELECT COUNT(*) FROM sales_order WHERE reference = 'AT-2'");
    for verb in ["cancel", "close", "nonsense"] {
        let refused = lucia.post(&format!("/demo/sales/orders?then={verb}"), &typed);
        assert_eq!(refused.status, 422, "{verb}: {}", refused.body);
    }
    assert_eq!(count("SELECT COUNT(*) FROM sales_order WHERE reference = 'AT-2'"), orders);
    // Nobody is offered a verb they may not run.
    let rita = Browser::sign_in("mei@demo.example");
    let theirs = rita.get("/demo/sales/orders/new").body;
    assert!(!theirs.contains("then=confirm"), "{theirs}");
}
