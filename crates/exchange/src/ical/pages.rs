//! The pages of calendar files: look at one and take it in, get one out, and the secret address at which other programs read a
//! calendar.

use super::{Look, MOST_EVENTS, Outlook, event_file, feed_file, import, look};
use base::{Error, Id, Refusal, Result};
use entity::Entity as _;
use platform::event::Repeat;
use platform::feed::{self, Feed};
use platform::page::{Ask, Drawn, Form, Page, Place, Reply, Sheet};
use platform::{Event, User, attachment};
use store::{Read, Tx, action};
use ui::part::{Crumb, Tone, icon, pill};
use ui::{Arg, Markup, html};

/// The pages.
pub const PAGES: [Page; 3] = [
    Page {
        name: "platform.calendar_file",
        icon: "calendar-range",
        reads: "platform.event",
        place: Place::Linked,
        key: None,
        draw,
        act: Some(act),
    },
    Page {
        name: "platform.event_file",
        icon: "download",
        reads: "platform.event",
        place: Place::Record("platform.event"),
        key: None,
        draw: one,
        act: None,
    },
    Page {
        name: "platform.calendar_feed",
        icon: "calendar-range",
        reads: "",
        place: Place::Public(feed::WORD),
        key: None,
        draw: public,
        act: None,
    },
];

const TYPE: &str = "text/calendar; charset=utf-8";

/// Where the page is, below a set.
const HERE: &str = "/pages/platform/calendar-file";

/// Events of a file that are shown before it is taken in.
const SHOWN: usize = 100;

fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    match ask.rest {
        [] => page(read, ask),
        // What was posted there comes back with its refusals.
        ["look"] | ["feed"] => page(read, ask),
        ["look", content] | ["take", content] => looked(read, ask, content),
        ["mine"] => {
            let file = feed_file(read, reader(read)?)?;
            Ok(Drawn::File(TYPE, "calendar.ics".to_owned(), file.into_bytes()))
        }
        _ => Err(Error::not_found("page", ask.rest.join("/"))),
    }
}

/// One event as a file, a series with everything that was taken out of it.
fn one(read: &Read, ask: &Ask) -> Result<Drawn> {
    let id = ask.id().ok_or_else(|| Error::not_found("page", "event_file"))?;
    read.visible(Event::DEF.name, id, action::READ)?;
    Ok(Drawn::File(TYPE, format!("event-{id}.ics"), event_file(read, Id::from_raw(id))?.into_bytes()))
}

fn reader(read: &Read) -> Result<Id<User>> {
    read.who().user.map(Id::from_raw).ok_or_else(|| Error::not_found("page", "calendar"))
}

fn sheet(ask: &Ask, content: Markup) -> Drawn {
    let calendar = format!("{}/pages/platform/calendar", ask.base);
    let crumbs = vec![Crumb { label: ask.t("platform-page-calendar"), href: calendar.clone() }];
    Drawn::Page(Box::new(Sheet { crumbs, content, current: calendar, ..Sheet::default() }))
}

fn token(ask: &Ask) -> Markup {
    html! { input type="hidden" name="_token" value=(ask.cx.token); }
}

fn page(read: &Read, ask: &Ask) -> Result<Drawn> {
    let t = |id: &str| ask.t(id);
    let limit = ask.cx.t_args("exchange-ical-in-what", &[("limit", Arg::Count(MOST_EVENTS as i64))]);
    let content = html! {
        div.wrap {
            section.card.panel {
                header { h2 { (icon("upload")) " " (t("exchange-ical-in")) } }
                p.mute { (limit) }
                form method="post" action=(ask.below("look")) enctype="multipart/form-data" data-full {
                    (token(ask))
                    div.flds {
                        div.fld.two {
                            label for="ics-file" { (t("exchange-ical-file")) }
                            input.inp #ics-file type="file" name="file" accept=".ics,text/calendar" required;
                        }
                    }
                    div.acts { button.btn.pri { (t("exchange-ical-look")) } }
                }
            }
            section.card.panel {
                header { h2 { (icon("download")) " " (t("exchange-ical-out")) } }
                p.mute { (t("exchange-ical-out-what")) }
                div.acts { a.btn href=(ask.below("mine")) download data-full { (t("exchange-ical-get")) } }
            }
            (address(read, ask)?)
        }
    };
    Ok(sheet(ask, content))
}

/// The secret address: made, shown once, ended.
fn address(read: &Read, ask: &Ask) -> Result<Markup> {
    let t = |id: &str| ask.t(id);
    let known = feed::of(read, reader(read)?)?;
    // The secret stands in the address of this one answer and nowhere else; shown only while it really leads somewhere.
    let secret = Some(ask.get("secret")).filter(|secret| !secret.is_empty());
    let secret = match secret {
        Some(secret) if feed::by_token(read, secret)?.map(|f| f.head.id) == known.as_ref().map(|f| f.head.id) => secret,
        _ => "",
    };
    let site = ask.get("at");
    let plain = site.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "http" | "https") && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
    });
    let site = if plain { site } else { "" };
    Ok(html! {
        section.card.panel {
            header { h2 { (icon("link")) " " (t("exchange-ical-feed")) } }
            p.mute { (t("exchange-ical-feed-what")) }
            @if !secret.is_empty() && known.is_some() {
                div.fld {
                    label for="feed-address" { (t("exchange-ical-feed-address")) }
                    input.inp #feed-address readonly value={ (site) (ask.base) "/" (feed::WORD) "/" (secret) ".ics" };
                    p.help { (t("exchange-ical-feed-once")) }
                }
            } @else if let Some(at) = known.as_ref().and_then(|feed| feed.head.created_at) {
                p { (ask.cx.t_args("exchange-ical-feed-since", &[("day", Arg::Text(&ask.format.instant(at)))])) }
            }
            form.acts method="post" action=(ask.below("feed")) {
                (token(ask))
                button.btn { (t(if known.is_some() { "exchange-ical-feed-anew" } else { "exchange-ical-feed-make" })) }
                @if known.is_some() {
                    button.btn.bad formaction=(ask.below("feed/end")) { (t("exchange-ical-feed-end")) }
                }
            }
        }
    })
}

/// What a file would bring, before it is taken in.
fn looked(read: &Read, ask: &Ask, content: &str) -> Result<Drawn> {
    let bytes = attachment::held(read, content)?.ok_or_else(|| Error::not_found("page", "calendar_file"))?;
    let looks = look(read, &bytes)?;
    let count = |wanted: fn(&Outlook) -> bool| looks.iter().filter(|look| wanted(&look.outlook)).count() as i64;
    let (new, changed) = (count(|o| *o == Outlook::New), count(|o| *o == Outlook::Changed));
    let left = looks.len() as i64 - new - changed;
    let counts = [("made", Arg::Count(new)), ("changed", Arg::Count(changed)), ("left", Arg::Count(left))];
    let more = looks.len().saturating_sub(SHOWN);
    let content = html! {
        div.wrap {
            p { (ask.cx.t_args("exchange-ical-would", &counts)) }
            table.grid {
                thead { tr {
                    th scope="col" { (ask.t("platform-event-title")) }
                    th scope="col" { (ask.t("platform-event-starts_at")) }
                    th scope="col" { (ask.t("exchange-ical-outlook")) }
                } }
                tbody { @for look in looks.iter().take(SHOWN) { (row(ask, look)) } }
            }
            @if more > 0 { p.mute { (ask.cx.t_args("exchange-ical-more", &[("n", Arg::Count(more as i64))])) } }
            form.acts method="post" action=(ask.below(format_args!("take/{content}"))) data-full {
                (token(ask))
                @if left > 0 { input type="hidden" name="leave_out" value="1"; }
                a.btn href=(ask.here) { (ask.t("exchange-ical-other")) }
                @if new + changed > 0 {
                    button.btn.pri { (ask.t(if left > 0 { "exchange-ical-take-rest" } else { "exchange-ical-take" })) }
                }
            }
        }
    };
    Ok(sheet(ask, content))
}

fn row(ask: &Ask, look: &Look) -> Markup {
    let (tone, word) = match &look.outlook {
        Outlook::New => (Tone::Success, "exchange-ical-new"),
        Outlook::Changed => (Tone::Info, "exchange-ical-changed"),
        Outlook::LeftOut(_) => (Tone::Warn, "exchange-ical-left"),
    };
    html! {
        tr {
            @if let Some(event) = &look.event {
                td { (event.title) }
                td {
                    @if event.all_day {
                        @if let Ok(local) = event.clock().local(event.starts_at) { (ask.format.date(local.date)) }
                    } @else { (ask.format.instant(event.starts_at)) }
                    @if event.rule.is_some() {
                        " · " (ask.t(&format!("platform-event-repeat-{}", repeat(event).code())))
                    }
                }
            } @else if let Outlook::LeftOut(reason) = &look.outlook {
                td colspan="2" { (reason_of(ask, reason)) }
            }
            td { (pill(tone, &ask.t(word))) }
        }
    }
}

fn repeat(event: &Event) -> Repeat {
    event.repeat
}

fn reason_of(ask: &Ask, reason: &Refusal) -> String {
    let arguments: Vec<(&str, Arg)> = reason.args.iter().map(|(name, text)| (name.as_ref(), Arg::Text(text))).collect();
    let record = reason.record.as_deref().unwrap_or_default();
    let mut all = vec![("record", Arg::Text(record))];
    all.extend(arguments);
    ask.cx.t_args(&reason.code.replace('.', "-"), &all)
}

fn act(tx: &mut Tx, form: &Form) -> Result<Reply> {
    match (form.part(0), form.part(1)) {
        ("look", _) => {
            let file = form.files.first().ok_or_else(|| Refusal::new("exchange.not_a_calendar").field("file"))?;
            look(tx, &file.2)?;
            let content = attachment::hold(tx, &file.2)?;
            Ok(Reply { to: format!("{HERE}/look/{content}"), said: None })
        }
        ("take", content) => {
            let bytes = attachment::held(tx, content)?.ok_or_else(|| Refusal::new("platform.file_gone"))?;
            let taken = import(tx, &bytes, form.get("leave_out") == "1")?;
            let said = [("made", taken.made), ("changed", taken.changed), ("left", taken.left_out)];
            let said = said.into_iter().map(|(name, n)| (name, n.to_string())).collect();
            Ok(Reply { to: "/pages/platform/calendar".to_owned(), said: Some(("exchange-ical-taken", said)) })
        }
        ("feed", "end") => {
            feed::end(tx)?;
            Ok(Reply { to: HERE.to_owned(), said: Some(("exchange-ical-feed-ended", Vec::new())) })
        }
        ("feed", _) => {
            let text = feed::draw()?;
            feed::create(tx, &text)?;
            Ok(Reply { to: format!("{HERE}?secret={}&at={}", text.expose(), form.origin), said: None })
        }
        _ => Err(Error::not_found("page", form.rest.join("/"))),
    }
}

/// Without sign-in: whoever holds the address reads the calendar, and nothing else.
fn public(read: &Read, ask: &Ask) -> Result<Drawn> {
    let secret = ask.rest.first().map_or("", |secret| secret.strip_suffix(".ics").unwrap_or(secret));
    let Some(Feed { owner, .. }) = feed::by_token(read, secret)? else {
        let content = html! { p { (ask.t("exchange-ical-feed-gone")) } };
        return Ok(Drawn::Page(Box::new(Sheet { content, gone: true, ..Sheet::default() })));
    };
    Ok(Drawn::File(TYPE, "calendar.ics".to_owned(), feed_file(read, owner)?.into_bytes()))
}
