//! The customer's page: who he is, what he is worth, what is going on, and everything that every module knows about him.

use crate::{Affiliation, Party, loaded};
use base::{Id, Result};
use entity::{Entity, Value};
use platform::page::{Ask, Drawn, Listed, Page, Panel, PanelView, Place, Sheet, listed, tone};
use std::collections::BTreeMap;
use store::{Read, action};
use ui::part::{Action, Crumb, Tone, avatar, icon, pill};
use ui::{Markup, html};

/// The module's pages.
pub const PAGES: [Page; 2] = [
    Page {
        name: "parties.overview",
        icon: "layout-dashboard",
        reads: Party::DEF.name,
        place: Place::Record(Party::DEF.name),
        key: None,
        draw: overview,
        act: None,
    },
    Page {
        name: "parties.story",
        icon: "history",
        reads: Party::DEF.name,
        place: Place::Record(Party::DEF.name),
        key: None,
        draw: crate::story::draw,
        act: None,
    },
];

/// What this module adds to the page itself.
pub const PANELS: [Panel; 2] = [
    Panel {
        name: "parties.contacts",
        icon: "users",
        of: Party::DEF.name,
        reads: Affiliation::DEF.name,
        draw: contacts,
    },
    Panel { name: "parties.group", icon: "network", of: Party::DEF.name, reads: Party::DEF.name, draw: group },
];

/// Panels of key figures stand in a row above the others.
const ABOVE: &str = ".figures";

fn overview(read: &Read, ask: &Ask) -> Result<Drawn> {
    let Some(id) = ask.id() else { return Err(base::Error::not_found("page", "overview")) };
    let record = match read.visible(Party::DEF.name, id, action::READ) {
        Err(base::Error::NotFound { .. }) => match read.survivor(Party::DEF.name, id)? {
            Some(survivor) => return Ok(Drawn::Elsewhere(ask.below(survivor))),
            None => return Err(base::Error::not_found(Party::DEF.name, id)),
        },
        other => other?,
    };
    let shape = read.shape(Party::DEF.name)?;
    let party = <Party as entity::Described>::from_record(&record).map_err(store::damaged)?;
    let (list, form) = (ask.list(read, Party::DEF.name)?, ask.record(read, Party::DEF.name, id)?);
    let panels = ask.panels_of(read, Party::DEF.name, id)?;
    let (above, below): (Vec<_>, Vec<_>) = panels.into_iter().partition(|(name, _)| name.ends_with(ABOVE));
    let state = shape.def.state().and_then(|f| match f.kind {
        entity::Kind::Choice(choice) => choice.option(party.state.code()).map(|o| tone(o.tone)),
        _ => None,
    });
    let state_word = ask.t(&format!("parties-party-state-{}", party.state.code()));
    let facts = facts(read, ask, &party)?;
    let content = html! {
        div.rec {
            div.body {
                div.head {
                    (avatar(&party.name, true, true))
                    div.grow {
                        h1 { (party.name) }
                        div.sub {
                            (pill(state.unwrap_or(Tone::Neutral), &state_word))
                            span { (party.code.to_string()) }
                            @for fact in &facts { span { (fact) } }
                        }
                    }
                }
                @for (_, place) in &above { (place) }
                div.parts { @for (_, place) in &below { (place) } }
            }
            aside aria-label=(ask.t("parties-overview-timeline")) {
                div.asec { a href={ (ask.base) "/pages/parties/story/" (id) } { (ask.t("parties-story-whole")) } }
                section data-lazy={ (form) "/timeline" } { div.asec {} @for _ in 0..4 { div.skel {} } }
            }
        }
    };
    let mut actions = vec![Action::link(ask.t("parties-overview-record"), form).icon("pencil")];
    let mut offer = |entity: &str, id_of: &str, label: &str| -> Result<()> {
        let shape = read.model().shapes.get(entity).filter(|s| s.enabled);
        if shape.is_some_and(|s| read.access().is_ok_and(|a| a.may(s, action::CREATE))) {
            let address = format!("{}/new?{id_of}={id}", ask.list(read, entity)?);
            actions.push(Action::link(ask.t(label), address).icon("plus"));
        }
        Ok(())
    };
    offer("sales.quotation", "customer", "parties-overview-offer")?;
    offer("sales.contract", "customer", "parties-overview-contract")?;
    offer("sales.order", "customer", "parties-overview-order")?;
    if let Some(last) = actions.pop() {
        actions.push(last.primary());
    }
    Ok(Drawn::Page(Box::new(Sheet {
        title: party.name.clone(),
        crumbs: vec![Crumb { label: ask.t("parties-party-plural"), href: list.clone() }],
        actions,
        content,
        current: list,
        ..Sheet::default()
    })))
}

/// Place, owner, mail and telephone on one line.
fn facts(read: &Read, ask: &Ask, party: &Party) -> Result<Vec<Markup>> {
    let mut facts = Vec::new();
    let town = loaded(&party.addresses).iter().find_map(|a| a.city.clone());
    let country =
        party.country.map(|c| read.titles_in("platform.country", &[c.raw()], ask.cx.lang.tag())).transpose()?;
    let country = country.and_then(|names| names.into_values().next());
    let place = [town, country].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !place.is_empty() {
        facts.push(html! { (icon("map-pin")) " " (place) });
    }
    if let Some(owner) = party.owner {
        let names = read.titles("platform.user", &[owner.raw()])?;
        facts.push(html! { (names.into_values().next().unwrap_or_default()) });
    }
    facts.extend(reach(read, ask, party)?);
    Ok(facts)
}

/// How it may be reached: what it wished first, then mail and telephone. What it does not want is told instead of offered.
fn reach(read: &Read, ask: &Ask, party: &Party) -> Result<Vec<Markup>> {
    let mut facts = Vec::new();
    if party.do_not_contact {
        facts.push(pill(Tone::Danger, &ask.t("parties-party-do_not_contact")));
    }
    if let Some(channel) = party.preferred_channel {
        let word = ask.t(&format!("parties-party-preferred_channel-{}", channel.code()));
        facts.push(html! { (ask.t("parties-party-preferred_channel")) ": " (word) });
    }
    if let Some(time) = &party.best_time {
        facts.push(html! { (ask.t("parties-party-best_time")) ": " (time) });
    }
    let shown = |text: String, href: String, closed: bool| match closed {
        true => html! { s { (text) } " " (pill(Tone::Warn, &ask.t("parties-overview-unwanted"))) },
        false => html! { a href=(href) { (text) } },
    };
    if let Some(email) = party.email.as_deref() {
        let closed = party.do_not_contact || crate::email_blocked(read, email)? != (false, false);
        facts.push(shown(email.to_owned(), format!("mailto:{email}"), closed));
    }
    if let Some(phone) = party.phone.as_deref() {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let closed = party.do_not_contact || crate::phone_blocked(read, phone)?;
        facts.push(shown(phone.to_owned(), format!("tel:{digits}"), closed));
    }
    Ok(facts)
}

/// The people of an organisation as a tree of who reports to whom, with what they do when it buys and how they stand to us; of a
/// person, where he works.
fn contacts(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let filter = format!("organisation = #{id} and is_active = yes");
    let view =
        listed(read, ask, &Listed { entity: Affiliation::DEF.name, filter: &filter, sort: "", shows: &[], sums: "" })?;
    if view.count == Some(0) {
        let filter = format!("person = #{id} and is_active = yes");
        let shows = &["organisation"];
        return listed(
            read,
            ask,
            &Listed { entity: Affiliation::DEF.name, filter: &filter, sort: "", shows, sums: "" },
        );
    }
    let question = store::list::Question {
        entity: Affiliation::DEF.name.to_owned(),
        filter,
        limit: 60,
        ..store::list::Question::default()
    };
    let found = store::typed::<Affiliation>(&store::list::page(read, &question)?.records)?;
    let people: Vec<i64> = found.iter().map(|a| a.person.raw()).collect();
    let names = read.titles(Party::DEF.name, &people)?;
    let mut below: BTreeMap<Option<i64>, Vec<&Affiliation>> = BTreeMap::new();
    for one in &found {
        let above = one.reports_to.map(Id::raw).filter(|boss| people.contains(boss) && *boss != one.person.raw());
        below.entry(above).or_default().push(one);
    }
    let path = ask.list(read, Party::DEF.name)?;
    let mut drawn = Vec::new();
    let content = html! { ul.tree { (branch(ask, &below, None, &names, &path, &mut drawn)) } };
    Ok(PanelView { content, ..view })
}

fn branch(
    ask: &Ask,
    below: &BTreeMap<Option<i64>, Vec<&Affiliation>>,
    above: Option<i64>,
    names: &BTreeMap<i64, String>,
    path: &str,
    drawn: &mut Vec<i64>,
) -> Markup {
    let mut rows = Vec::new();
    for one in below.get(&above).into_iter().flatten() {
        let person = one.person.raw();
        if drawn.contains(&person) {
            continue;
        }
        drawn.push(person);
        let inner = branch(ask, below, Some(person), names, path, drawn);
        let word = |field: &str, code: &str| ask.t(&format!("parties-affiliation-{field}-{code}"));
        let shade = |code: &str, choice: &'static entity::ChoiceDef| {
            choice.option(code).map(|o| tone(o.tone)).unwrap_or_default()
        };
        rows.push(html! {
            li {
                a href={ (path) "/" (person) } { (names.get(&person).cloned().unwrap_or_default()) }
                span.mute.small { " " (one.role.clone().unwrap_or_default()) }
                @if let Some(role) = one.buying_role { " " (pill(shade(role.code(), <crate::BuyingRole as entity::Choice>::DEF), &word("buying_role", role.code()))) }
                @if let Some(attitude) = one.attitude { " " (pill(shade(attitude.code(), <crate::Attitude as entity::Choice>::DEF), &word("attitude", attitude.code()))) }
                @if !inner.0.is_empty() { ul { (inner) } }
            }
        });
    }
    html! { @for row in &rows { (row) } }
}

/// The group a company belongs to, and what belongs to it.
fn group(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let filter = format!("parent = #{id}");
    let mut view = listed(
        read,
        ask,
        &Listed { entity: Party::DEF.name, filter: &filter, sort: "name", shows: &["state"], sums: "" },
    )?;
    let sql = store::sql!("parties.parent_of", "SELECT parent FROM parties_party WHERE id = $1");
    let parent = read.row(sql, &[id.into()])?.and_then(|r| r.first().and_then(Value::int));
    if let Some(parent) = parent {
        let shape = read.shape(Party::DEF.name)?;
        if let Some(above) = read.find(Party::DEF.name, parent)?
            && read.may(&shape, &above, action::READ)?
        {
            let rest = view.content;
            let list = ask.list(read, Party::DEF.name)?;
            view.content = html! {
                p { span.mute.small { (ask.t("parties-overview-belongs")) " " } a href={ (list) "/" (parent) } { (shape.title(&above)) } }
                (rest)
            };
        }
    }
    Ok(view)
}
