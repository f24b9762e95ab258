//! Pages that modules draw: who may open them, what their forms may do, and what strangers see of a public one.

use crate::pages::{Browser, ask, form};
use base::{Error, Refusal, Result};
use platform::page::{Ask, Drawn, Form, Page, Panel, PanelView, Place, Reply, Sheet};
use store::{Read, Tx};
use ui::html;

/// Pages only for these tests; the module must be one that is on.
pub static PAGES: [Page; 2] = [
    Page {
        name: "parties.probe",
        icon: "users",
        reads: "parties.party",
        place: Place::Sidebar,
        key: None,
        draw: draw_probe,
        act: Some(rename),
    },
    Page {
        name: "parties.probe_outside",
        icon: "users",
        reads: "",
        place: Place::Public("probe"),
        key: None,
        draw: draw_outside,
        act: Some(|_, form| match form.get("name") {
            "" => Err(Refusal::new("store.required").field("name").into()),
            _ => Ok(Reply::default()),
        }),
    },
];

pub static PANELS: [Panel; 1] = [Panel {
    name: "parties.probe_panel",
    icon: "users",
    of: "parties.party",
    reads: "parties.party",
    draw: |_, _, id| {
        Ok(PanelView {
            count: Some(3),
            amount: "EUR 5.00".into(),
            content: html! { p { "no. " (id) } },
            ..PanelView::default()
        })
    },
}];

fn draw_probe(read: &Read, ask: &Ask) -> Result<Drawn> {
    let panels = ask.panels_of(read, "parties.party", 1)?;
    let content = html! {
        form method="post" action=(ask.here) { input name="name" value=(ask.typed("name")); }
        @for (name, place) in &panels { div data-panel=(name) { (place) } }
    };
    Ok(Drawn::Page(Box::new(Sheet { title: "Probe".into(), content, ..Sheet::default() })))
}

fn rename(tx: &mut Tx, form: &Form) -> Result<Reply> {
    if form.get("name") == "<no>" {
        return Err(Refusal::new("store.required").field("name").into());
    }
    tx.insert(&mut platform::Team {
        head: entity::Head::default(),
        name: form.get("name").to_owned(),
        parent: None,
        leader: None,
    })?;
    Ok(Reply { to: "/platform/teams".into(), said: None })
}

fn draw_outside(_: &Read, ask: &Ask) -> Result<Drawn> {
    match ask.rest {
        ["right-token"] => {
            let content = html! { form method="post" { input name="note" value=(ask.typed("note")); } };
            let frames = vec!["https://nordbau.example".into(), "https://bad.example; script-src *".into()];
            Ok(Drawn::Page(Box::new(Sheet { title: "For you".into(), content, frames, ..Sheet::default() })))
        }
        _ => Err(Error::not_found("page", "probe")),
    }
}

#[test]
fn a_page_of_a_module_stands_in_the_sidebar_and_keeps_what_was_typed() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let page = lucia.get("/demo/pages/parties/probe");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("href=\"/demo/pages/parties/probe\""), "the sidebar leads to it");
    assert!(page.body.contains("data-lazy=\"/demo/pages/panel/parties/probe-panel/1\""), "its panel loads on its own");

    let refused = lucia.post("/demo/pages/parties/probe", &[("name", "<no>")]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("value=\"&lt;no&gt;\""), "what was typed is still there, as text");

    let done = lucia.post("/demo/pages/parties/probe", &[("name", "Night shift")]);
    assert_eq!((done.status, done.header("location")), (303, Some("/demo/platform/teams")));

    // Without the form's token nothing happens.
    let forged = ask(
        "POST",
        "/demo/pages/parties/probe",
        &[("Cookie", &lucia.cookie), ("Content-Type", "application/x-www-form-urlencoded")],
        &form(&[("name", "Forged")]),
    );
    assert_eq!(forged.status, 403);
    assert_eq!(lucia.get("/demo/pages/parties/nowhere").status, 404);
    assert_eq!(lucia.get("/demo/pages/parties/probe-outside").status, 404, "a public page is not one of the house");
}

#[test]
fn a_panel_shows_what_somebody_may_see_of_a_record() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let panel = lucia.get("/demo/pages/panel/parties/probe-panel/1");
    assert_eq!(panel.status, 200);
    assert!(panel.body.contains("no. 1") && panel.body.contains("EUR 5.00"), "{}", panel.body);
    assert_eq!(lucia.get("/demo/pages/panel/parties/probe-panel/999999").status, 404);
    assert_eq!(ask("GET", "/demo/pages/panel/parties/probe-panel/1", &[], b"").status, 303, "strangers sign in first");
}

#[test]
fn a_public_page_needs_its_token_and_nothing_else() {
    let shown = ask("GET", "/demo/probe/right-token?lang=es", &[], b"");
    assert_eq!(shown.status, 200);
    assert!(shown.body.contains("lang=\"es\"") && !shown.body.contains("/demo/parties"), "no way into the house");
    let policy = shown.header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.contains("frame-ancestors https://nordbau.example") && !policy.contains("script-src *"), "{policy}");
    assert_eq!(ask("GET", "/demo/probe/wrong-token", &[], b"").status, 404);
    assert_eq!(ask("GET", "/nobody/probe/right-token", &[], b"").status, 404);

    const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
    let refused = ask("POST", "/demo/probe/right-token", &[FORM], &form(&[("note", "half \"typed\"")]));
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("half &quot;typed&quot;"), "{}", refused.body);
    let done = ask("POST", "/demo/probe/right-token", &[FORM], &form(&[("name", "Ana")]));
    assert_eq!(done.status, 303);

    // A crowd of posts from one place has to wait; reading goes on.
    let many = (0..40).map(|_| ask("POST", "/demo/probe/right-token", &[FORM], &form(&[("name", "Ana")])).status);
    assert!(many.collect::<Vec<_>>().contains(&422));
    assert_eq!(ask("GET", "/demo/probe/right-token", &[], b"").status, 200);
}
