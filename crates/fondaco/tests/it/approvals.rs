//! Approvals over the wire: a verb that waits, the question, the list of whoever is asked, the answer, and the interface.

use crate::pages::{Browser, ask, house};
use base::Id;
use entity::{Named as _, Record, Text};
use platform::User;
use platform::approval::{Approver, Definition, Step, course::Rule};
use store::Who;

/// Blocking a party of this name waits for Inés.
fn defined(name: &'static str) {
    let made = house().set().write(&Who::program("test"), move |tx| {
        let ines = User::by_login(tx, "ines@demo.example")?.expect("the accountant");
        let steps = vec![Step::new("Books", Rule::Any)];
        let approvers = vec![Approver::person(1, Id::from_raw(ines.head.id))];
        let definition = Definition::new(name, "parties.party", "block", steps, approvers);
        let condition = Some(Text::new(format!("name = \"{name}\"")));
        let id = tx.insert(&mut Definition { condition, ..definition })?;
        tx.perform(Definition::NAME, id.raw(), "activate", None, &Record::default()).map(|_| ())
    });
    made.expect("the definition holds");
}

fn party(who: &Browser, name: &str) -> String {
    let made = who.post("/demo/parties/parties", &[("_key", name), ("name", name), ("form", "organisation")]);
    assert_eq!(made.status, 303, "{}", made.body);
    made.header("location").expect("a record").to_owned()
}

#[test]
fn a_verb_waits_on_its_page_until_whoever_is_asked_said_yes() {
    defined("Approba GmbH");
    let (lucia, ines) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("ines@demo.example"));
    let place = party(&lucia, "Approba GmbH");
    let page = lucia.get(&place).body;
    assert!(page.contains(&format!("{place}/approval/block")), "the button asks instead of blocking");
    assert!(!page.contains(&format!("\"{place}/block\"")), "{page}");
    let refused = lucia.post(&format!("{place}/block"), &[("reason", "Late"), ("_input", "1"), ("_key", "b1")]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Approba GmbH waits for approval"), "{}", refused.body);

    let form = lucia.get(&format!("{place}/approval/block"));
    assert!(form.status == 200 && form.body.contains("name=\"reason\"") && !form.body.contains("name=\"chosen\""));
    let asked = lucia.post(&format!("{place}/approval/block"), &[("reason", "They pay late"), ("_key", "a1")]);
    assert_eq!(asked.status, 303, "{}", asked.body);
    let waits = lucia.get(&place).body;
    assert!(waits.contains("Inés Vidal") && waits.contains("AR-"), "the page shows who is asked");
    assert!(!waits.contains("/approval-requests/1/approve\""), "whoever asks does not answer");

    let list = ines.get("/demo/platform/approval-requests?filter=asked.open_for%20%3D%20me&sort=id");
    assert!(list.status == 200 && list.body.contains("Approba GmbH"), "{}", list.body);
    assert!(list.body.contains("asked.open_for"), "the sidebar leads to what waits");
    let id = house()
        .set()
        .read(&Who::program("test"), |read| Ok(User::by_login(read, "ines@demo.example")?.map(|u| u.head.id)));
    let panel = format!("/demo/pages/panel/platform/approvals/{}", id.expect("it reads").expect("Inés"));
    assert!(ines.get(&panel).body.contains("Approba GmbH") && lucia.get(&panel).status == 404, "her day is hers");
    let mine = lucia.get("/demo/platform/approval-requests?filter=asked.open_for%20%3D%20me").body;
    assert!(!mine.contains("Approba GmbH"));
    let document = ines.get(&place).body;
    let request =
        document.split("/platform/approval-requests/").nth(1).and_then(|rest| rest.split(['"', '/', '?']).next());
    let request = format!("/demo/platform/approval-requests/{}", request.expect("a request"));
    assert!(document.contains(&format!("{request}/approve")) && document.contains(&format!("{request}/reject")));
    let own = ines.get(&request).body;
    for (page, what) in [(&document, "the document"), (&own, "the request")] {
        let main = page.split("data-do=\"main\"").next().and_then(|before| before.rsplit('<').next());
        assert!(
            main.is_some_and(|tag| tag.contains(&format!("{request}/approve\""))),
            "the main key of {what} says yes"
        );
        assert_eq!(page.matches("data-do=\"main\"").count(), 1, "and nothing else");
    }
    assert!(own.contains(&place), "the request leads to its document");
    assert!(own.contains("Bloquear"), "and says the verb in her words");
    let no = lucia.post(&format!("{request}/approve"), &[("_input", "1"), ("_key", "n1")]);
    assert_eq!(no.status, 403);
    let yes = ines.post(&format!("{request}/approve"), &[("comment", "High time"), ("_input", "1"), ("_key", "y1")]);
    assert_eq!(yes.status, 303, "{}", yes.body);
    let done = lucia.post(&format!("{place}/block"), &[("reason", "Late"), ("_input", "1"), ("_key", "b2")]);
    assert_eq!(done.status, 303, "{}", done.body);
    let timeline = lucia.get(&format!("{place}/timeline")).body;
    for word in ["Approval asked for", "They pay late", "Approved · Books", "High time", "Carried out"] {
        assert!(timeline.contains(word), "{word} in {timeline}");
    }
    let bell = lucia.get("/demo/notifications").body;
    assert!(bell.contains("Decision on your request"), "{bell}");
}

#[test]
fn the_interface_refuses_asks_and_answers_alike() {
    defined("Approba Dos");
    let lucia = Browser::sign_in("lucia@demo.example");
    let place = party(&lucia, "Approba Dos");
    let id = place.rsplit('/').next().expect("an id").to_owned();
    let token = |login: &'static str| {
        let text = platform::token::draw().expect("random bytes");
        let kept = text.clone();
        let made = house().set().write(&Who::program("test"), move |tx| {
            let user = User::by_login(tx, login)?.expect("somebody");
            platform::token::create(tx, &kept, "approvals", Id::from_raw(user.head.id), &[], None)
        });
        made.map(|_| text.expose().to_owned()).expect("a token")
    };
    let (asker, approver) = (token("lucia@demo.example"), token("ines@demo.example"));
    let post = |token: &str, path: &str, body: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
        ask("POST", &format!("/demo/api/{path}"), &headers, body.as_bytes())
    };
    let refused = post(&asker, &format!("parties/parties/{id}/block"), r#"{"reason":"Late"}"#);
    assert!(refused.status == 422 && refused.body.contains("platform.approval_needed"), "{}", refused.body);
    let wrong = post(&asker, &format!("parties/parties/{id}/approval/block"), r#"{"why":"Late"}"#);
    assert!(wrong.status == 422 && wrong.body.contains("store.field_unknown"), "{}", wrong.body);
    let asked = post(&asker, &format!("parties/parties/{id}/approval/block"), r#"{"reason":"Late"}"#);
    assert_eq!(asked.status, 201, "{}", asked.body);
    let request = asked.header("location").expect("the request").trim_start_matches("/demo/api/").to_owned();
    assert_eq!(post(&asker, &format!("{request}/approve"), "{}").status, 403);
    let yes = post(&approver, &format!("{request}/approve"), r#"{"comment":"Fine"}"#);
    assert!(yes.status == 200 && yes.body.contains("\"approved\""), "{}", yes.body);
    assert_eq!(post(&asker, &format!("parties/parties/{id}/block"), r#"{"reason":"Late"}"#).status, 200);
    let gone = post(&asker, &format!("parties/parties/{id}/approval/nothing"), "{}");
    assert_eq!(gone.status, 404);
}
