//! The pages of address cards: look at a file of them, choose, take in; and one person or organisation as a card to keep.

use super::{As, Look, MOST_CARDS, card_of, import, look, take};
use base::{Error, Id, Refusal, Result};
use crm::Source;
use entity::{Described, Entity};
use parties::Party;
use platform::attachment;
use platform::page::{Ask, Drawn, Form, Page, Place, Reply, Sheet};
use store::{Candidate, Read, Seen, Tx, action, list};
use ui::part::{Crumb, Tone, icon, pill};
use ui::{Arg, Markup, html};

/// The pages.
pub const PAGES: [Page; 2] = [
    Page {
        name: "crm.card_file",
        icon: "users",
        reads: "crm.lead",
        place: Place::Linked,
        key: None,
        draw,
        act: Some(act),
    },
    Page {
        name: "parties.card",
        icon: "download",
        reads: "parties.party",
        place: Place::Record("parties.party"),
        key: None,
        draw: one,
        act: None,
    },
];

/// Where the page is, below a set.
const HERE: &str = "/pages/crm/card-file";

fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    match ask.rest {
        [] | ["look"] => page(read, ask),
        ["look", content] | ["take", content] => looked(read, ask, content),
        _ => Err(Error::not_found("page", ask.rest.join("/"))),
    }
}

fn sheet(read: &Read, ask: &Ask, content: Markup) -> Result<Drawn> {
    let cards = format!("{}/pages/crm/cards", ask.base);
    let leads = ask.list(read, "crm.lead")?;
    let crumbs = vec![
        Crumb { label: ask.t("crm-lead-plural"), href: leads },
        Crumb { label: ask.t("crm-page-cards"), href: cards.clone() },
    ];
    Ok(Drawn::Page(Box::new(Sheet { crumbs, content, current: cards, ..Sheet::default() })))
}

fn token(ask: &Ask) -> Markup {
    html! { input type="hidden" name="_token" value=(ask.cx.token); }
}

/// Where the cards come from, such as a fair.
fn sources(read: &Read, ask: &Ask, chosen: &str) -> Result<Markup> {
    let all = read.select::<Source>("archived_at IS NULL AND is_active = 1 ORDER BY name_sort, id LIMIT 200", &[])?;
    Ok(html! {
        div.fld {
            label for="source" { (ask.t("crm-lead-source")) }
            select.inp #source name="source" {
                option value="" { "—" }
                @for source in &all {
                    option value=(source.head.id) selected[source.head.id.to_string() == chosen] { (source.name) }
                }
            }
        }
    })
}

fn page(read: &Read, ask: &Ask) -> Result<Drawn> {
    let into = As::of(ask.typed("into"));
    let limit = ask.cx.t_args("exchange-cards-what", &[("limit", Arg::Count(MOST_CARDS as i64))]);
    let content = html! {
        div.wrap {
            section.card.panel {
                header { h2 { (icon("upload")) " " (ask.t("exchange-cards-in")) } }
                p.mute { (limit) }
                form method="post" action=(ask.below("look")) enctype="multipart/form-data" data-full {
                    (token(ask))
                    div.sec { div.flds {
                        div.fld {
                            label for="cards-file" { (ask.t("exchange-cards-file")) }
                            input.inp #cards-file type="file" name="file" accept=".vcf,text/vcard" required;
                        }
                        div.fld {
                            label for="into" { (ask.t("exchange-cards-into")) }
                            select.inp #into name="into" {
                                @for one in [As::Leads, As::Contacts] {
                                    option value=(one.code()) selected[one == into] { (word(ask, one)) }
                                }
                            }
                        }
                        (sources(read, ask, ask.typed("source"))?)
                    } }
                    div.acts { button.btn.pri { (ask.t("exchange-cards-look")) } }
                }
            }
        }
    };
    sheet(read, ask, content)
}

fn word(ask: &Ask, into: As) -> String {
    ask.t(match into {
        As::Leads => "exchange-cards-leads",
        As::Contacts => "exchange-cards-contacts",
    })
}

/// What a file would bring, and whom it looks like, before anything is taken in.
fn looked(read: &Read, ask: &Ask, content: &str) -> Result<Drawn> {
    let bytes = attachment::held(read, content)?.ok_or_else(|| Error::not_found("page", "card_file"))?;
    let said = |name: &str| if ask.typed(name).is_empty() { ask.get(name) } else { ask.typed(name) };
    let into = As::of(said("into"));
    let looks = look(read, &bytes, into)?;
    let again: Vec<&str> = ask.typed.iter().filter(|(name, _)| name == "card").map(|(_, v)| v.as_str()).collect();
    let mut rows = Vec::new();
    for (place, look) in looks.iter().enumerate() {
        let known = look.alike.iter().any(|candidate| candidate.score >= import::SURE);
        let chosen = if ask.typed.is_empty() { !known } else { again.contains(&place.to_string().as_str()) };
        rows.push(row(read, ask, place, look, chosen)?);
    }
    let count = [("n", Arg::Count(looks.len() as i64)), ("what", Arg::Text(&word(ask, into)))];
    let markup = html! {
        div.wrap {
            p { (ask.cx.t_args("exchange-cards-would", &count)) }
            form method="post" action=(ask.below(format_args!("take/{content}"))) data-full {
                (token(ask))
                input type="hidden" name="into" value=(into.code());
                table.grid {
                    thead { tr {
                        th scope="col" { (ask.t("exchange-cards-choose")) }
                        th scope="col" { (ask.t("exchange-cards-who")) }
                        th scope="col" { (ask.t("exchange-cards-reach")) }
                        th scope="col" { (ask.t("exchange-cards-alike")) }
                    } }
                    tbody { @for row in &rows { (row) } }
                }
                @if into == As::Leads { div.sec { div.flds { (sources(read, ask, said("source"))?) } } }
                div.acts {
                    a.btn href=(ask.here) { (ask.t("exchange-cards-other")) }
                    button.btn.pri { (ask.t("exchange-cards-take")) }
                }
            }
        }
    };
    sheet(read, ask, markup)
}

fn row(read: &Read, ask: &Ask, place: usize, look: &Look, chosen: bool) -> Result<Markup> {
    let card = &look.card;
    let mut alike = Vec::new();
    for candidate in look.alike.iter().take(3) {
        alike.push(candidate_of(read, ask, candidate)?);
    }
    let ways = card.emails.iter().take(2).chain(card.phones.iter().take(2));
    let firm = [card.organisation.as_str(), card.job_title.as_str()];
    let firm: Vec<&str> = firm.into_iter().filter(|text| !text.is_empty()).collect();
    Ok(html! {
        tr {
            td { input type="checkbox" name="card" value=(place) checked[chosen] aria-label=(card.title()); }
            td { b { (card.title()) } @if !firm.is_empty() { br; span.mute.small { (firm.join(" · ")) } } }
            td { @for way in ways { div.small { (way.value) } } }
            td { @for one in &alike { div.small { (one) } } }
        }
    })
}

fn candidate_of(read: &Read, ask: &Ask, candidate: &Candidate) -> Result<Markup> {
    let tone = if candidate.score >= import::SURE { Tone::Warn } else { Tone::Neutral };
    let share = format!("{} %", candidate.score);
    Ok(match &candidate.seen {
        Seen::Open(title) => html! {
            a href=(ask.record(read, candidate.entity, candidate.id)?) { (title) } " " (pill(tone, &share))
        },
        Seen::Hidden { .. } => html! { (ask.t("exchange-cards-hidden")) " " (pill(tone, &share)) },
    })
}

fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let into = As::of(form.get("into"));
    match (form.part(0), form.part(1)) {
        ("look", _) => {
            let file = form.files.first().ok_or_else(|| Refusal::new("exchange.not_a_card").field("file"))?;
            look(tx, &file.2, into)?;
            let content = attachment::hold(tx, &file.2)?;
            let source: i64 = form.get("source").parse().unwrap_or(0);
            Ok(Reply { to: format!("{HERE}/look/{content}?into={}&source={source}", into.code()), said: None })
        }
        ("take", content) => {
            let bytes = attachment::held(tx, content)?.ok_or_else(|| Refusal::new("platform.file_gone"))?;
            let chosen: Vec<usize> = form.all("card").filter_map(|place| place.parse().ok()).collect();
            let source = form.get("source").parse().ok().filter(|id: &i64| *id > 0).map(Id::from_raw);
            let taken = take(tx, &bytes, into, source, &chosen)?;
            let said = vec![("made", taken.made.to_string()), ("organisations", taken.organisations.to_string())];
            let (to, word) = match into {
                As::Leads => ("/crm/leads", "exchange-cards-taken"),
                As::Contacts => ("/parties/parties?view=people", "exchange-cards-taken-contacts"),
            };
            Ok(Reply { to: to.to_owned(), said: Some((word, said)) })
        }
        _ => Err(Error::not_found("page", form.rest.join("/"))),
    }
}

/// One party as a card, without what its reader may not see.
fn one(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "card"))?;
    let mut record = read.visible(Party::DEF.name, id, action::READ)?;
    list::mask(&*read.shape(Party::DEF.name)?, &*read.access()?, &mut record);
    let party = <Party as Described>::from_record(&record).map_err(store::damaged)?;
    let name = format!("{}.vcf", &*party.code);
    Ok(Drawn::File("text/vcard; charset=utf-8", name, card_of(read, &party)?.into_bytes()))
}
