//! An entity of twenty fields is a page of code: written down once below, it is list, form, search, interface, rights and history.

use crate::pages::{Browser, ask_at, opened, serve};
use platform::installation::{Founding, NewIdentity};
use std::sync::Arc;
use store::{Migration, Module, Registry};

// From here.
use base::{Date, Id, Instant, Money, Percent, Quantity, Result};
use entity::{Entity, Head, Number, Phone, Text, Url};
use store::{Business, Read, Refusals, Registered, entity};

/// A machine that is lent to a customer.
#[derive(Entity, Clone, Debug)]
#[entity(name = "trial.machine", kind = 990, number = "M-{seq}", search(name, serial), sort = "name", unique(serial))]
pub struct Machine {
    pub head: Head,
    pub number: Number,
    #[field(column)]
    pub name: String,
    #[field(column)]
    pub serial: Option<String>,
    pub maker: Option<Id<parties::Party>>,
    pub customer: Option<Id<parties::Party>>,
    pub item: Option<Id<catalog::Item>>,
    pub owner: Option<Id<platform::User>>,
    pub team: Option<Id<platform::Team>>,
    pub currency: Option<Id<platform::Currency>>,
    pub worth: Money,
    pub deposit: Option<Percent>,
    pub spare_parts: Quantity,
    #[field(indexed, column)]
    pub lent_on: Option<Date>,
    pub due_on: Option<Date>,
    pub seen_at: Option<Instant>,
    pub checked: bool,
    pub manual: Option<Url>,
    pub hotline: Option<Phone>,
    pub notes: Option<Text>,
    pub place: Option<String>,
}

impl Business for Machine {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.due_on.is_none() || self.due_on >= self.lent_on, "trial.due_too_early", "due_on");
        Ok(())
    }
}

static ENTITIES: &[Registered] = &[entity::<Machine>()];
// To here.

/// Its words; in a module they are three files.
const WORDS: &str = "trial = Trial
trial-machine = Machine
trial-machine-plural = Machines
trial-machine-number = Number
trial-machine-name = Name
trial-machine-serial = Serial number
trial-machine-maker = Maker
trial-machine-customer = Customer
trial-machine-item = Item
trial-machine-owner = Owner
trial-machine-team = Team
trial-machine-currency = Currency
trial-machine-worth = Worth
trial-machine-deposit = Deposit
trial-machine-spare_parts = Spare parts
trial-machine-lent_on = Lent on
trial-machine-due_on = Due on
trial-machine-seen_at = Last seen
trial-machine-checked = Checked
trial-machine-manual = Manual
trial-machine-hotline = Hotline
trial-machine-notes = Notes
trial-machine-place = Place
trial-due_too_early = It cannot be due before it is lent.
";

static TRIAL: Module = Module {
    name: "trial",
    entities: ENTITIES,
    messages: &[("en", WORDS), ("zh-CN", WORDS), ("es", WORDS)],
    needs: &[],
    tables: Vec::new,
    reports: &[],
    laws: &[],
};

#[test]
fn twenty_fields_in_forty_lines_are_list_form_search_interface_and_history() {
    let own = include_str!("twenty.rs");
    let code = own.split("// From here.\n").nth(1).and_then(|t| t.split("// To here.").next()).expect("the marks");
    let lines = code.lines().filter(|l| !l.trim().is_empty()).count();
    assert!(lines <= 40, "{lines} lines");
    let fields = <Machine as entity::Described>::FIELDS.len();
    assert!(fields >= 20, "{fields} fields");

    let mut modules = fondaco::MODULES.to_vec();
    modules.push(&TRIAL);
    const NONE: &[Migration] = &[];
    let registry = Registry::new(&modules, NONE, platform::HOOKS);
    let house = opened("twenty", &registry);
    let me = NewIdentity {
        login: "trial@demo.example".to_owned(),
        name: "Trial".to_owned(),
        language: "en".to_owned(),
        password: "canal-bridge-lantern".to_owned(),
    };
    let me = house.add_identity(&me).expect("an identity");
    house
        .create_set(&Founding {
            name: "trial".to_owned(),
            title: "Trial".to_owned(),
            language: platform::Language::English,
            company: "Trial Ltd.".to_owned(),
            currency: "EUR".to_owned(),
            country: "ES".to_owned(),
            administrator: Some(me.id),
        })
        .expect("a set");
    let port = serve(Arc::new(house), &registry, web::pages::Pages::default());
    let who = Browser::at(port, "trial", "trial@demo.example");

    let page = who.get("/trial/trial/machines/new");
    assert_eq!(page.status, 200);
    let labels = WORDS
        .lines()
        .filter_map(|l| l.split_once(" = "))
        .filter(|(key, _)| key.strip_prefix("trial-machine-").is_some_and(|f| f != "plural" && f != "number"));
    for (key, label) in labels {
        assert!(page.body.contains(label), "{key} is in the form");
    }
    let filled = [
        ("_key", "machine-1"),
        ("name", "Wheel truing stand"),
        ("serial", "WT-77"),
        ("worth", "1250.50"),
        ("spare_parts", "3"),
        ("lent_on", "2026-11-02"),
        ("due_on", "2026-11-01"),
    ];
    let early = who.post("/trial/trial/machines", &filled);
    assert_eq!(early.status, 422);
    assert!(
        early.body.contains("cannot be due before") && early.body.contains("Wheel truing stand"),
        "what was typed stays"
    );
    let mut better = filled.to_vec();
    better.retain(|(name, _)| *name != "due_on");
    let made = who.post("/trial/trial/machines", &better);
    let place = made.header("location").expect("it is made").to_owned();

    let found = who.get("/trial/trial/machines?filter=serial+%3D+%22WT-77%22+and+lent_on+%3D+2026-11-02&sort=-lent_on");
    assert!(found.body.contains(">Wheel truing stand<"), "the filter finds it");
    let list = who.get("/trial/trial/machines?q=truing");
    assert!(list.body.contains("Wheel truing stand"), "the search knows it");

    let json = [
        ("Cookie", who.cookie.as_str()),
        ("X-Token", who.token.as_str()),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", "machine-2"),
    ];
    let body = br#"{"name": "Spoke cutter", "serial": "SC-1", "worth": "80.00", "spare_parts": "0", "checked": true}"#;
    let second = ask_at(port, "POST", "/trial/api/trial/machines", &json, body);
    assert_eq!(second.status, 201, "{}", second.body);
    let twice = ask_at(port, "POST", "/trial/api/trial/machines", &[json[0], json[1], json[2]], body);
    assert_eq!(twice.status, 422);
    assert!(twice.body.contains("store.not_unique") && twice.body.contains("Serial number"), "{}", twice.body);
    let answer = who.get(second.header("location").expect("where it is"));
    assert!(answer.body.contains("\"M-00002\"") && answer.body.contains("\"lent_on\""), "{}", answer.body);
    assert!(who.get("/trial/api/openapi.json").body.contains("/trial/machines"));
    assert!(who.get("/trial/trial/machines/export?format=csv").body.contains("Spoke cutter"));
    let told = who.get(&format!("{place}/timeline"));
    assert_eq!(told.status, 200);
    assert!(told.body.contains("Trial"), "who made it is told: {}", told.body);
}
