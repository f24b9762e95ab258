//! Whoever may not read a ticket learns nothing of it, on whatever way; and what is said may be hostile.

use crate::fixture::{World, perform_with, we, world_with};
use base::{Error, Id};
use entity::{Entity, Text, Value};
use parties::story;
use platform::page::{Ask, Drawn, Form};
use platform::{Grant, Reach, Role, User};
use service::{After, Channel, HandOver, MergeInto, Sharing, Ticket};
use std::sync::OnceLock;
use store::list::{self, Question};
use store::{Read, Who, action};
use ui::{Cx, Format, Lang, Messages};

/// Ana has a ticket, and Olga may work on her own ones only.
struct Leaks {
    w: World,
    ticket: Id<Ticket>,
    olga: Id<User>,
}

fn leaks() -> Leaks {
    let w = world_with(platform::HOOKS);
    w.promised();
    w.queue(Sharing::RoundRobin);
    let olga = w
        .write(&we(), |tx| {
            let grant = |entity: &str, verb: &str, scope| Grant::new(entity, verb, scope);
            let mut role = Role {
                head: entity::Head::default(),
                name: "Own".into(),
                code: "own".into(),
                grants: vec![
                    grant("service.ticket", "*", Reach::Own),
                    grant("parties.party", "read", Reach::None),
                    grant("platform.user", "read", Reach::All),
                ]
                .into(),
                fields: Vec::new().into(),
            };
            let role = tx.insert(&mut role)?;
            let service = Role::by_code(tx, "service")?.expect("there is a role for service");
            for login in ["ana@p.example", "tom@p.example", "lea@p.example"] {
                let user = User::by_login(tx, login)?.expect("they work here");
                let mut user = tx.lock(user.id())?;
                user.roles = vec![platform::UserRole { head: entity::Head::default(), role: service }].into();
                tx.update(&mut user)?;
            }
            tx.insert(&mut User::new("Olga", "olga@p.example", &[role]))
        })
        .unwrap();
    let draft = Ticket {
        owner: Some(w.ana),
        description: Some("Unicorn wheels are bent.".into()),
        ..Ticket::new(w.company, Some(w.customer), "Unicorn <script>alert(1)</script>")
    };
    let ticket = w.keep(draft);
    w.says(ticket, "Unicorn <img src=x onerror=alert(1)> & \"quotes\"");
    Leaks { w, ticket, olga }
}

fn words() -> &'static Messages {
    static WORDS: OnceLock<Messages> = OnceLock::new();
    WORDS.get_or_init(|| {
        let modules = crate::fixture::modules();
        let all: Vec<(&str, &str)> = modules.iter().flat_map(|m| m.messages.iter().copied()).collect();
        Messages::build(&all).expect("the messages are well-formed")
    })
}

/// What a page of the module shows somebody.
fn shown(read: &Read, page: usize, rest: &[&str], query: &[(&str, &str)]) -> base::Result<String> {
    let (cx, format) = (Cx::new(words(), Lang::En), Format::new(Lang::En));
    let query: Vec<(String, String)> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let page = &service::pages::PAGES[page];
    let here = format!("/p/pages/service/{}", page.slug());
    let ask = Ask {
        cx: &cx,
        format: &format,
        base: "/p",
        here: &here,
        rest,
        query: &query,
        panels: &[],
        refusals: &[],
        typed: &[],
    };
    Ok(match (page.draw)(read, &ask)? {
        Drawn::Page(sheet) => sheet.content.into_string(),
        Drawn::Region(markup) => markup.into_string(),
        Drawn::Elsewhere(to) => to,
        Drawn::File(_, _, bytes) => String::from_utf8(bytes).unwrap(),
    })
}

fn panel(read: &Read, place: usize, id: i64) -> base::Result<(Option<i64>, String)> {
    let (cx, format) = (Cx::new(words(), Lang::En), Format::new(Lang::En));
    let ask = Ask {
        cx: &cx,
        format: &format,
        base: "/p",
        here: "",
        rest: &[],
        query: &[],
        panels: &[],
        refusals: &[],
        typed: &[],
    };
    let view = (service::panels::PANELS[place].draw)(read, &ask, id)?;
    Ok((view.count, view.content.into_string()))
}

/// What somebody posts to the inbox.
fn posts(l: &Leaks, who: Id<User>, rest: &[&str], fields: &[(&str, &str)]) -> base::Result<platform::page::Reply> {
    let pair = |(k, v): &(&str, &str)| ((*k).to_owned(), (*v).to_owned());
    let form = Form {
        rest: rest.iter().map(|r| (*r).to_owned()).collect(),
        fields: fields.iter().map(pair).collect(),
        ..Form::default()
    };
    let act = service::pages::PAGES[0].act.expect("the inbox acts");
    l.w.write(&Who::user(who.raw(), "test"), move |tx| act(tx, &form))
}

#[test]
fn whoever_may_not_read_a_ticket_meets_it_nowhere() {
    let l = leaks();
    let (ticket, customer) = (l.ticket, l.w.customer);
    let (id, asked) = (ticket.to_string(), ticket.to_string());
    l.w.read(&Who::user(l.olga.raw(), "test"), move |read| {
        let id = asked.as_str();
        let entity = Ticket::DEF.name;
        let all = Question { entity: entity.into(), limit: 50, ..Question::default() };
        assert!(list::page(read, &all)?.records.is_empty(), "list");
        assert_eq!(list::foot(read, &all, true)?.count, 0, "foot");
        assert!(list::groups(read, &all, "state")?.iter().all(|g| g.foot.count == 0), "board");
        assert!(
            list::page(read, &Question { q: "unicorn".into(), ..all.clone() })?.records.is_empty(),
            "search in list"
        );
        assert!(store::search::find(read, &[read.shape(entity)?], "unicorn", 9)?.is_empty(), "search");
        let mut exported = 0;
        list::each(read, &all, &mut |_| {
            exported += 1;
            Ok(())
        })?;
        assert_eq!(exported, 0, "export");
        assert!(
            matches!(read.visible(entity, ticket.raw(), action::READ), Err(Error::NotFound { .. })),
            "record and API"
        );
        for report in service::MODULE.reports {
            let mut asked = entity::Record::blank(report.parameters);
            for (field, value) in report.parameters.iter().zip(asked.values.iter_mut()) {
                *value = if field.name == "per" { Value::from("channel") } else { Value::Null };
            }
            assert!((report.run)(read, &asked)?.rows.is_empty(), "{}", report.name);
        }
        assert_eq!(panel(read, 0, customer.raw())?.0, Some(0), "panel");
        for queue in ["mine", "nobody", "late", "waiting", "open", "solved"] {
            let page = shown(read, 0, &[queue], &[])?;
            assert!(!page.to_lowercase().contains("unicorn") && !page.contains("Nordbau"), "inbox {queue}");
        }
        assert!(matches!(shown(read, 0, &["open", id], &[]), Err(Error::NotFound { .. })), "conversation");
        let found = shown(read, 2, &["find"], &[("q", "Nordbau")])?;
        assert_eq!(found, "[]", "whoever may not read customers finds none by the quick form");
        assert!(!shown(read, 2, &["about", &customer.to_string()], &[])?.contains("unicorn"));
        Ok(())
    })
    .unwrap();
    for (rest, fields) in [
        (vec!["open", &id, "say"], vec![("kind", "note"), ("body", "Me too")]),
        (vec!["open", &id, "done"], vec![]),
        (vec!["open", &id, "do", "take"], vec![]),
        (vec!["open", &id, "to-user", "1"], vec![]),
        (vec!["open", &id, "tag-on", "1"], vec![]),
        (vec!["open", &id, "seen"], vec![("seen", "1")]),
    ] {
        assert!(matches!(posts(&l, l.olga, &rest, &fields), Err(Error::NotFound { .. })), "{rest:?}");
    }
    assert_eq!(l.w.get(l.ticket).messages.len(), 1, "and nothing was written");
    // Her own ones she has.
    let (olga, company) = (l.olga, l.w.company);
    l.w.keep(Ticket { owner: Some(olga), ..Ticket::new(company, None, "Mine alone") });
    let page = l.w.read(&Who::user(olga.raw(), "test"), |read| shown(read, 0, &["open"], &[])).unwrap();
    assert!(page.contains("Mine alone"));
}

#[test]
fn a_closed_field_says_nothing_in_the_inbox() {
    let l = leaks();
    l.w.write(&we(), |tx| {
        let role = Role::by_code(tx, "service")?.expect("there is one");
        let mut role = tx.lock(role)?;
        let closed = |entity: &str, field: &str| platform::FieldRight {
            head: entity::Head::default(),
            entity: entity.into(),
            field: field.into(),
            may_read: false,
            may_edit: false,
        };
        role.fields = vec![
            closed("service.ticket", "customer"),
            closed("service.ticket", "description"),
            closed("service.message", "body"),
        ]
        .into();
        tx.update(&mut role).map(|_| ())
    })
    .unwrap();
    let id = l.ticket.to_string();
    let page =
        l.w.read(&Who::user(l.w.ana.raw(), "test"), move |read| {
            Ok(shown(read, 0, &["open"], &[])? + &shown(read, 0, &["open", &id], &[])?)
        })
        .unwrap();
    assert!(page.contains("T-2026-00001"));
    assert!(!page.contains("Nordbau") && !page.contains("wheels are bent") && !page.contains("onerror"), "{page}");
}

#[test]
fn hostile_words_are_shown_as_words() {
    let l = leaks();
    let id = l.ticket.to_string();
    let page = l.w.read(&Who::user(l.w.ana.raw(), "test"), move |read| shown(read, 0, &["open", &id], &[])).unwrap();
    assert!(page.contains("Unicorn &lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;"));
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
}

#[test]
fn of_two_who_answer_at_once_both_are_heard_and_the_second_is_told() {
    let l = leaks();
    let id = l.ticket.to_string();
    let seen = l.w.get(l.ticket).messages.last().unwrap().head.id.to_string();
    let reply = |who: Id<User>, body: &str| {
        let fields =
            [("kind", "reply"), ("body", body), ("channel", "mail"), ("leads_to", "open"), ("seen", seen.as_str())];
        posts(&l, who, &["mine", &id, "say"], &fields).unwrap()
    };
    assert!(reply(l.w.ana, "A new wheel is on its way.").said.is_none());
    let (word, arguments) = reply(l.w.tom, "Please send a photo.").said.expect("he is told");
    assert_eq!((word, arguments), ("service-inbox-crossed", vec![("name", "Ana".to_owned())]));
    let said: Vec<String> = l.w.get(l.ticket).messages.iter().skip(1).map(|m| m.body.to_string()).collect();
    assert_eq!(said, ["A new wheel is on its way.", "Please send a photo."]);
    // A press of the button twice says it once.
    reply(l.w.tom, "Please send a photo.");
    assert_eq!(l.w.get(l.ticket).messages.len(), 3);
    l.w.says(l.ticket, "Here is the photo.");
    let (word, _) = reply(l.w.tom, "Thank you.").said.expect("he is told");
    assert_eq!(word, "service-inbox-crossed-customer");
}

#[test]
fn an_answer_to_a_ticket_that_became_part_of_another_reaches_that_one() {
    let l = leaks();
    let other = l.w.ticket("Wheels again");
    l.w.does_with(l.w.ana, l.ticket, "merge_into", MergeInto { ticket: other }).unwrap();
    let id = l.ticket.to_string();
    let fields =
        [("kind", "reply"), ("body", "We replace them."), ("channel", "mail"), ("leads_to", "solved"), ("seen", "0")];
    let answered = posts(&l, l.w.tom, &["open", &id, "say"], &fields).unwrap();
    assert_eq!(answered.to, format!("/pages/service/inbox/open/{other}"));
    assert_eq!(answered.said.expect("he is told").0, "service-inbox-merged");
    let stays = l.w.get(other);
    assert_eq!(
        (stays.messages.last().unwrap().body.to_string(), stays.answered_at.is_some()),
        ("We replace them.".into(), true)
    );
    let page = l.w.read(&Who::user(l.w.tom.raw(), "test"), move |read| shown(read, 0, &["open", &id], &[])).unwrap();
    assert_eq!(page, format!("/p/pages/service/inbox/open/{other}"), "and whoever follows the old address lands there");
}

#[test]
fn the_quick_form_finds_by_name_and_number_and_keeps_the_document() {
    let l = leaks();
    l.w.books();
    let (company, customer, bolt) = (l.w.company, l.w.customer, l.w.bolt);
    let order =
        l.w.write(&we(), move |tx| {
            let euro = platform::Currency::by_code(tx, "EUR")?;
            let on = tx.today();
            let line = sales::OrderLine {
                price: Some(base::Price::parse("5")?),
                ..sales::OrderLine::of(bolt, base::Quantity::whole(1)?)
            };
            let mut order = sales::Order::new(company, customer, on, vec![line]);
            order.currency = euro;
            tx.insert(&mut order)
        })
        .unwrap();
    let number = l.w.get(order).number.to_string();
    let found = |q: String| {
        l.w.read(&Who::user(l.w.ana.raw(), "test"), move |read| shown(read, 2, &["find"], &[("q", &q)])).unwrap()
    };
    assert!(found("nordb".into()).contains(&format!("\"id\":\"{customer}\"")));
    let by_number = found(number.clone());
    assert!(
        by_number.contains(&format!("\"id\":\"{customer}:o{order}\"")) && by_number.contains(&number),
        "{by_number}"
    );
    let act = service::pages::PAGES[2].act.expect("the form acts");
    let picked = format!("{customer}:o{order}");
    let fields =
        [("customer", picked.as_str()), ("channel", "phone"), ("description", "Box is wet.\nSince when: today")];
    let form = Form { fields: fields.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(), ..Form::default() };
    let made = l.w.write(&Who::user(l.w.lea.raw(), "test"), move |tx| act(tx, &form)).unwrap();
    let id: i64 = made.to.rsplit('/').next().unwrap().parse().unwrap();
    let ticket = l.w.get(Id::<Ticket>::from_raw(id));
    assert_eq!(
        (ticket.subject.as_str(), ticket.customer, ticket.sales_order),
        ("Box is wet.", Some(customer), Some(order))
    );
    assert_eq!(ticket.owner, Some(l.w.ana), "the queue gave it out");
    assert_eq!(made.said.unwrap().0, "service-quick-made");
}

#[test]
fn who_reads_a_ticket_has_read_it_until_somebody_else_speaks() {
    let l = leaks();
    let id = l.ticket.to_string();
    let unread = |l: &Leaks| {
        let page = l.w.read(&Who::user(l.w.ana.raw(), "test"), |read| shown(read, 0, &["open"], &[])).unwrap();
        page.contains("dot on")
    };
    assert!(unread(&l));
    let last = l.w.get(l.ticket).messages.last().unwrap().head.id.to_string();
    posts(&l, l.w.ana, &["open", &id, "seen"], &[("seen", &last)]).unwrap();
    assert!(!unread(&l));
    l.w.answers(l.w.ana, l.ticket, "We look into it.", After::WaitingCustomer);
    assert!(!unread(&l), "one's own words are no news");
    l.w.says(l.ticket, "And?");
    assert!(unread(&l));
    // Giving it away from the inbox is the same verb as everywhere.
    posts(&l, l.w.ana, &["open", &id, "to-user", &l.w.tom.to_string()], &[]).unwrap();
    assert_eq!(l.w.owner(l.ticket), 't');
    let over = HandOver { owner: Some(l.w.ana), queue: None, because: None };
    l.w.does_with(l.w.tom, l.ticket, "hand_over", over).unwrap();
    let said = service::Reply { body: Text::new("x"), channel: Channel::Phone, leads_to: After::Open };
    assert!(l.w.does_with(l.olga, l.ticket, "reply", said).is_err());
}

#[test]
fn a_credit_note_begun_from_a_ticket_needs_the_right_to_take_the_invoice_back() {
    let l = leaks();
    l.w.books();
    let invoice = l.w.invoiced();
    l.w.change(l.ticket, move |t: &mut Ticket| t.customer_invoice = Some(invoice));
    let asked = || service::Credit { posted_on: crate::fixture::day("2026-11-23"), reason: "Bent wheels".into() };
    let made = l.w.does_with(l.w.ana, l.ticket, "credit", asked()).unwrap();
    let note = l.w.get(Id::<sales::CustomerInvoice>::from_raw(made[0].1));
    assert_eq!((note.form, note.corrects, note.customer), (sales::Form::CreditNote, Some(invoice), l.w.customer));
    assert_eq!(note.total, base::Money::from_minor(3_000));
    let entry = l.w.get(l.ticket).log.last().cloned().unwrap();
    assert_eq!(entry.act, service::Act::Credited);
    assert!(entry.because.is_some_and(|why| why.ends_with("Bent wheels")));
    // Once is enough.
    let again = crate::fixture::codes(l.w.does_with(l.w.ana, l.ticket, "credit", asked()).unwrap_err());
    assert_eq!(again, ["sales.credit_note_waits_already "]);
    // Olga owns this one, and may not touch invoices.
    let (second, olga) = (l.w.invoiced(), l.olga);
    l.w.change(l.ticket, move |t: &mut Ticket| (t.owner, t.customer_invoice) = (Some(olga), Some(second)));
    let refused = l.w.does_with(l.olga, l.ticket, "credit", asked());
    assert!(matches!(refused, Err(Error::NotFound { .. } | Error::Forbidden { .. })));
    assert_eq!(l.w.get(second).state, sales::InvoiceState::Posted);
}

/// A customer's timeline as somebody reads it, page by page.
fn told(l: &Leaks, who: &Who, limit: usize) -> Vec<story::Told> {
    let (customer, mut all, mut after) = (l.w.customer, Vec::new(), String::new());
    loop {
        let (page, next) =
            l.w.read(who, |read| story::page(read, customer, story::Wanted::default(), &after, limit)).unwrap();
        all.extend(page);
        match next {
            Some(next) => after = next,
            None => return all,
        }
    }
}

#[test]
fn what_was_said_about_a_ticket_stands_in_the_customers_timeline_and_internal_notes_only_for_those_who_may_write_them()
{
    let l = leaks();
    let ticket = l.ticket;
    let reply = service::Reply {
        body: "New wheels are on the way.".into(),
        channel: Channel::Mail,
        leads_to: After::WaitingCustomer,
    };
    l.w.write(&Who::user(l.w.ana.raw(), "test"), move |tx| {
        perform_with(tx, ticket, "reply", &reply)?;
        perform_with(tx, ticket, "note", &service::Note { body: "He always complains.".into() }).map(|_| ())
    })
    .unwrap();
    // Rosa reads customers and tickets, and no more.
    let rosa =
        l.w.write(&we(), |tx| {
            let mut role = Role {
                head: entity::Head::default(),
                name: "Reader".into(),
                code: "reader_of_tickets".into(),
                grants: vec![
                    Grant::new("service.ticket", "read", Reach::All),
                    Grant::new("parties.party", "read", Reach::All),
                ]
                .into(),
                fields: Vec::new().into(),
            };
            let role = tx.insert(&mut role)?;
            tx.insert(&mut User::new("Rosa", "rosa@p.example", &[role]))
        })
        .unwrap();
    let said = |all: &[story::Told]| -> Vec<(Option<story::Voice>, String)> {
        let spoken = all.iter().filter(|one| one.sort == story::Sort::Said);
        spoken.map(|one| (one.voice, one.body.clone().unwrap_or_default())).collect()
    };
    let whole = said(&told(&l, &Who::user(l.w.ana.raw(), "test"), 30));
    let bodies: Vec<&str> = whole.iter().map(|(_, body)| body.as_str()).collect();
    let unicorn = "Unicorn <img src=x onerror=alert(1)> & \"quotes\"";
    assert_eq!(bodies, ["He always complains.", "New wheels are on the way.", unicorn]);
    assert_eq!(whole[0].0, Some(story::Voice::Note));
    assert_eq!(whole[1].0, Some(story::Voice::Us));
    assert!(matches!(whole[2].0, Some(story::Voice::Customer(_))));
    assert_eq!(said(&told(&l, &Who::user(l.w.ana.raw(), "test"), 1)), whole, "a page of one each comes to the same");
    let hers = said(&told(&l, &Who::user(rosa.raw(), "test"), 30));
    assert_eq!(hers, whole[1..], "what we wrote for ourselves is not hers");
    // The opening of a ticket is told with the ticket.
    let opening = told(&l, &Who::user(rosa.raw(), "test"), 30);
    let opening = opening.iter().find(|one| one.sort == story::Sort::Ticket).unwrap();
    assert_eq!(opening.body.as_deref(), Some("Unicorn wheels are bent."));
}

#[test]
fn what_we_write_for_ourselves_is_read_only_by_whoever_may_write_it_on_whatever_way() {
    let l = leaks();
    let ticket = l.ticket;
    l.w.write(&Who::user(l.w.ana.raw(), "test"), move |tx| {
        perform_with(tx, ticket, "note", &service::Note { body: "Zebra: he always complains.".into() }).map(|_| ())
    })
    .unwrap();
    let rosa =
        l.w.write(&we(), |tx| {
            let mut role = Role {
                head: entity::Head::default(),
                name: "Reader".into(),
                code: "reader_of_tickets".into(),
                grants: vec![Grant::new("service.ticket", "read", Reach::All)].into(),
                fields: Vec::new().into(),
            };
            let role = tx.insert(&mut role)?;
            tx.insert(&mut User::new("Rosa", "rosa@p.example", &[role]))
        })
        .unwrap();
    let entity = Ticket::DEF.name;
    let ways = move |read: &Read| -> base::Result<Vec<(&'static str, bool)>> {
        let shape = read.shape(entity)?;
        let place = shape.lines_position("messages").expect("a ticket has messages");
        let body = shape.lines[place].1.position("body").expect("a message has a body");
        let told = |record: &entity::Record| {
            let lines = record.lines.get(place).and_then(Option::as_ref).into_iter().flatten();
            lines.into_iter().any(|line| line.values[body].text().is_some_and(|t| t.contains("Zebra")))
        };
        let all = Question { entity: entity.into(), limit: 50, ..Question::default() };
        let id = ticket.to_string();
        Ok(vec![
            ("the record and the interface", told(&read.visible(entity, ticket.raw(), action::READ)?)),
            ("the conversation", shown(read, 0, &["open", &id], &[])?.contains("Zebra")),
            ("the list of the inbox", shown(read, 0, &["open"], &[])?.contains("Zebra")),
            ("the search", !store::search::find(read, &[read.shape(entity)?], "zebra", 9)?.is_empty()),
            ("the search of a list", !list::page(read, &Question { q: "zebra".into(), ..all })?.records.is_empty()),
        ])
    };
    // What the customer said is found and read by both; what we noted only by Ana, and by nobody's search.
    let seen = |who: i64| l.w.read(&Who::user(who, "test"), ways).unwrap();
    assert_eq!(seen(l.w.ana.raw()).iter().map(|(_, seen)| *seen).collect::<Vec<_>>(), [true, true, true, false, false]);
    for (way, seen) in seen(rosa.raw()) {
        assert!(!seen, "{way} tells what is not hers");
    }
    l.w.read(&Who::user(rosa.raw(), "test"), move |read| {
        assert!(shown(read, 0, &["open"], &[])?.contains("Unicorn &lt;img"), "the customer's last word is hers");
        assert_eq!(store::search::find(read, &[read.shape(entity)?], "unicorn", 9)?.len(), 1);
        Ok(())
    })
    .unwrap();
    // Nothing of a ticket goes outside by a page of its own.
    assert!(service::pages::PAGES.iter().all(|page| !matches!(page.place, platform::page::Place::Public(_))));
}
