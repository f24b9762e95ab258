//! The house over the wire: who may touch account sets, what a removed one answers, own password, sessions and shares.

use crate::pages::{Browser, ask, house};
use platform::installation::{NewIdentity, Stand};
use std::time::Duration;
use store::Who;

/// Waits until the latest errand of a set is over.
fn settled(set: &str) -> Stand {
    for _ in 0..900 {
        let errand = house().house.errands().unwrap().into_iter().find(|e| e.set == set).unwrap();
        if errand.stand != Stand::Running {
            return errand.stand;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the errand for {set} does not end");
}

/// Somebody of his own, so that tests do not sign each other out.
fn newcomer(login: &str) -> Browser {
    let new = NewIdentity {
        login: login.to_owned(),
        name: "Nora Newcomer".to_owned(),
        language: "en".to_owned(),
        password: "canal-bridge-lantern".to_owned(),
    };
    house().house.add_identity(&new).unwrap();
    house().house.admit(login, "demo", &["sales"]).unwrap();
    Browser::sign_in(login)
}

#[test]
fn account_sets_are_founded_copied_and_removed_by_their_steward_only_and_a_removed_one_says_so() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let tom = Browser::sign_in("tom@demo.example");
    for path in ["", "/new", "/of/demo/remove", "/backups/x.fondaco"] {
        assert_eq!(tom.get(&format!("/demo/settings/sets{path}")).status, 403, "{path}");
    }
    assert_eq!(tom.post("/demo/settings/sets/of/demo/backup", &[]).status, 403);
    assert_eq!(tom.post("/demo/settings/sets/of/demo/remove", &[("_confirm", "demo")]).status, 403);
    let founding = [("name", "annex"), ("title", "Annex"), ("currency", "EUR"), ("country", "ES"), ("language", "en")];
    assert_eq!(lucia.post("/demo/settings/sets/new", &founding).status, 303);
    assert_eq!(lucia.post("/demo/settings/sets/new", &founding).status, 422, "the name is taken");
    assert_eq!(lucia.get("/annex").status, 200);
    assert_eq!(lucia.post("/annex/settings/tokens", &[("label", "shop"), ("scopes", "")]).status, 200);
    assert_eq!(lucia.post("/demo/settings/sets/of/annex/copy", &[("name", "annex-2")]).status, 303);
    assert_eq!(settled("annex"), Stand::Done);
    let live = "SELECT COUNT(*) FROM platform_token WHERE archived_at IS NULL";
    let count = |set: &str| {
        let opened = house().house.set(set).unwrap();
        opened.read(&Who::program("test"), |read| read.number(live, &[])).unwrap()
    };
    assert_eq!((count("annex"), count("annex-2")), (1, 0), "a copy has no live tokens");
    assert_eq!(lucia.post("/demo/settings/sets/of/annex-2/remove", &[("_confirm", "annex")]).status, 422);
    assert_eq!(lucia.post("/demo/settings/sets/of/annex-2/remove", &[("_confirm", "annex-2")]).status, 303);
    assert_eq!(settled("annex-2"), Stand::Done);
    assert_eq!(lucia.get("/annex-2").status, 410);
    let bearer = ("Authorization", "Bearer fondaco_0000");
    assert_eq!(ask("GET", "/annex-2/api/parties/parties", &[bearer], b"").status, 410);
    assert_eq!(ask("GET", "/never-was/api/parties/parties", &[bearer], b"").status, 401);
    assert_eq!(lucia.get("/annex").status, 200, "its neighbour serves on");
    assert_eq!(lucia.get("/demo/settings/sets/backups/..%2F..%2Finstallation.db").status, 400);
}

#[test]
fn a_password_is_changed_with_the_old_one_and_sessions_elsewhere_end() {
    let nora = newcomer("nora@demo.example");
    let phone = Browser::sign_in("nora@demo.example");
    let change = |old: &str, new: &str, again: &str| {
        nora.post("/demo/me/security/password", &[("old", old), ("password", new), ("again", again)]).status
    };
    assert_eq!(change("canal-bridge-lantern", "a-new-long-sentence", "another"), 422);
    assert_eq!(change("not-the-old-one", "a-new-long-sentence", "a-new-long-sentence"), 422);
    assert_eq!(change("canal-bridge-lantern", "short", "short"), 422);
    assert_eq!(phone.get("/demo/me").status, 200);
    assert_eq!(change("canal-bridge-lantern", "a-new-long-sentence", "a-new-long-sentence"), 303);
    assert_eq!(phone.get("/demo/me").status, 303, "signed out elsewhere");
    assert_eq!(nora.get("/demo/me/security").status, 200, "not here");
}

#[test]
fn a_second_factor_is_not_set_up_or_switched_off_without_the_password() {
    let olaf = newcomer("olaf@demo.example");
    let post = |step: &str, password: &str| {
        olaf.post("/demo/me/security/factor", &[("step", step), ("password", password)]).status
    };
    assert_eq!(post("begin", "not-my-password"), 422);
    assert!(!olaf.get("/demo/me/security/factor").body.contains("svg class=\"qr\""));
    assert_eq!(post("begin", "canal-bridge-lantern"), 303);
    let page = olaf.get("/demo/me/security/factor").body;
    assert!(page.contains("class=\"qr\"") && page.contains("otpauth://totp/Fondaco:olaf%40demo.example"), "{page}");
    let answer = olaf.post("/demo/me/security/factor", &[("step", "confirm"), ("code", "12")]);
    assert_eq!(answer.status, 422);
}

#[test]
fn a_share_gives_exactly_what_it_says_and_ends() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let pia = newcomer("pia@demo.example");
    let set = house().house.set("demo").unwrap();
    let (user, record) = set
        .write(&Who::user(1, "test"), |tx| {
            let user = platform::User::by_login(tx, "pia@demo.example")?.expect("she is there");
            let owner = Some(base::Id::from_raw(1));
            let mut plan = platform::Activity::new(platform::ActivityType::Task, "Hidden plan", None, owner);
            let id = tx.insert(&mut plan)?;
            Ok((entity::Entity::id(&user).raw(), id.raw()))
        })
        .unwrap();
    let page = format!("/demo/platform/activities/{record}");
    let shares = format!("{page}/shares");
    let user = user.to_string();
    assert_eq!(pia.get(&page).status, 404);
    assert_eq!(lucia.post(&shares, &[]).status, 422, "with whom is not said");
    assert_eq!(lucia.post(&shares, &[("user", &user), ("may", "read")]).status, 303);
    assert_eq!(pia.get(&page).status, 200);
    assert!(!pia.get(&page).body.contains("id=\"record\""), "to read, not to change");
    assert_eq!(pia.get(&shares).status, 403, "and not to share further");
    assert_eq!(lucia.post(&shares, &[("user", &user), ("may", "edit")]).status, 303);
    assert!(pia.get(&page).body.contains("id=\"record\""));
    assert_eq!(lucia.post(&shares, &[("end", &format!("user:{user}"))]).status, 303);
    assert_eq!(pia.get(&page).status, 404);
}

#[test]
fn every_daily_list_of_the_demonstration_company_has_life() {
    let count = |sql: String| house().set().read(&Who::program("test"), move |read| read.number(&sql, &[])).unwrap();
    for entity in fondaco::SIDEBAR.iter().flat_map(|group| group.daily) {
        let table = entity.replace('.', "_");
        assert!(count(format!("SELECT COUNT(*) FROM \"{table}\"")) > 0, "{entity} is empty");
    }
    // The bank said everything up to today, and little of it waits; of the months behind us one is open.
    let of = |table: &str, which: &str| count(format!("SELECT COUNT(*) FROM accounting_{table} WHERE {which}"));
    let waiting = of("bank_transaction", "settled = 0");
    assert!((1..10).contains(&waiting) && of("bank_transaction", "settled = 1") > 300, "{waiting} movements wait");
    assert!(of("payment_run", "state = 'booked'") > 0 && of("dunning_run", "state = 'released'") > 0);
    let today = house().set().read(&Who::program("test"), |read| Ok(read.today())).unwrap();
    let behind = format!("adjustment = 0 AND ends_on < '{}'", today.first_of_month());
    assert_eq!(of("period", &format!("{behind} AND general = 'open'")), 1);
    assert!(of("period", &format!("{behind} AND general <> 'open' AND tax <> 'open'")) > 20);
}

#[test]
fn an_accountant_sees_the_dimensions_of_the_house_and_their_rules() {
    let ines = Browser::sign_in("ines@demo.example");
    assert!(ines.get("/demo/accounting/dimensions").body.contains("Centro de coste"));
    assert!(ines.get("/demo/accounting/dimension-rules").body.contains("Wages have a cost centre"));
}

#[test]
fn an_order_whose_customer_asked_to_wait_stands_on_the_page_of_what_is_held() {
    let held = Browser::sign_in("lucia@demo.example").get("/demo/pages/sales/held").body;
    assert!(held.contains("SO-"), "{held}");
}
