//! Pages that modules draw: who may open them, what their forms may do, and what strangers see of a public one.

use crate::pages::{Browser, ask, form, house};
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

#[test]
fn a_customers_page_shows_what_every_module_knows_to_whom_it_may() {
    let (lucia, mei) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("mei@demo.example"));
    // Somebody who was invoiced: there is something to tell.
    let customer = house().set().read(&store::Who::program("test"), |read| {
        read.number("SELECT customer FROM sales_customer_invoice WHERE state = 'posted' ORDER BY id DESC LIMIT 1", &[])
    });
    let customer = customer.expect("the demonstration company sells");
    let page = lucia.get(&format!("/demo/pages/parties/overview/{customer}"));
    assert_eq!(page.status, 200);
    for panel in fondaco::PANELS.iter().flat_map(|panels| panels.iter()).filter(|p| p.of == "parties.party") {
        let address = panel.address("/demo", customer);
        assert!(page.body.contains(&format!("data-lazy=\"{address}\"")), "{} has its place", panel.name);
        let answer = lucia.get(&address);
        assert_eq!(answer.status, 200, "{}: {}", panel.name, answer.body);
    }
    let profit = lucia.get(&format!("/demo/pages/panel/sales/profit/{customer}"));
    assert!(profit.body.contains("EUR"), "{}", profit.body);

    // Purchasing sees the party and its people, and nothing of what it buys or owes.
    let theirs = mei.get(&format!("/demo/pages/parties/overview/{customer}"));
    assert_eq!(theirs.status, 200);
    for hidden in ["sales/orders", "sales/invoices", "sales/profit", "accounting/owed"] {
        assert!(!theirs.body.contains(&format!("/panel/{hidden}/")), "{hidden}");
        assert_eq!(mei.get(&format!("/demo/pages/panel/{hidden}/{customer}")).status, 404, "{hidden}");
    }
    assert_eq!(lucia.get("/demo/pages/parties/overview/999999").status, 404);
}

#[test]
fn what_is_left_of_a_customer_is_what_the_books_say_of_his_documents() {
    use entity::Value;
    let set = house().set();
    let ran = set.read(&store::Who::program("test"), |read| {
        let customer = read.number("SELECT customer FROM sales_customer_invoice WHERE state = 'posted' ORDER BY id DESC LIMIT 1", &[])?;
        let report = read.registry().report("sales.customer_profit").expect("the report is there");
        let sheet = (report.run)(read, &sales::profit::asked(base::Id::from_raw(customer)))?;
        let total = sheet.rows.last().and_then(|row| row.cells.last()).and_then(|cell| cell.value.int());
        // The same by another way: revenue and cost of his documents of the same twelve months.
        let until = read.today();
        let from = until.add_months(-12)?.add_days(1)?;
        let sql = "SELECT COALESCE(SUM(-l.amount_base), 0) FROM accounting_journal_entry e \
                   JOIN accounting_journal_line l ON l.document = e.id JOIN accounting_account a ON a.id = l.account \
                   WHERE e.posted_on >= $2 AND e.posted_on <= $3 \
                     AND a.nature IN ('revenue', 'other_income', 'cost_of_sales', 'expense', 'other_expense') \
                     AND ((e.source_kind = 234 AND e.source IN (SELECT id FROM sales_customer_invoice WHERE customer = $1)) \
                       OR (e.source_kind = 232 AND e.source IN (SELECT id FROM sales_delivery WHERE customer = $1)))";
        let books = read.number(sql, &[customer.into(), Value::from(from), Value::from(until)])?;
        Ok((total, books, sheet.rows.len()))
    });
    let (total, books, rows) = ran.expect("it answers");
    assert_eq!(total, Some(books));
    assert!(rows > 3, "accounts with their entries below them");
}

#[test]
fn credit_stands_at_the_customer_at_his_offers_and_at_his_opportunities() {
    use base::Id;
    use sales::credit::{self, Asking};
    let (lucia, mei) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("mei@demo.example"));
    let set = house().set();
    // Somebody who owes something and has an opportunity; he is lent less than he owes, and offered something.
    let (customer, opportunity, offer, exposure) = set
        .write(&store::Who::program("test"), |tx| {
            let row = tx.row(
                "SELECT o.customer, MIN(o.id), MIN(o.company) FROM crm_opportunity o WHERE o.customer IN \
                 (SELECT party FROM accounting_open_item WHERE side = 'receivable' AND settled = 0 AND open_base > 100) \
                 GROUP BY o.customer ORDER BY o.customer LIMIT 1",
                &[],
            )?;
            let row = row.expect("a customer who owes and wants more");
            let int = |place: usize| row[place].int().expect("an id");
            let customer: Id<parties::Party> = Id::from_raw(int(0));
            let mut party = tx.lock(customer)?;
            let euro = platform::Currency::by_code(tx, "EUR")?;
            (party.credit_limit, party.currency) = (Some(base::Money::from_minor(100)), euro);
            tx.update(&mut party)?;
            let company: Id<platform::Company> = Id::from_raw(int(2));
            let mut offer = sales::Quotation::new(company, customer, tx.today(), Vec::new());
            let offer = tx.insert(&mut offer)?;
            let rules = sales::credit_rule::of(tx, company)?;
            let account = credit::look(tx, company, customer)?;
            let lent = credit::lent(tx, customer)?;
            let standing = sales::credit_rule::standing(tx, &account, &lent, &rules, Asking::Looking)?;
            Ok((customer.raw(), int(1), offer.raw(), standing.exposure.total()?))
        })
        .expect("it is written");
    let amount = ui::fmt::Format::new(ui::Lang::En).money(exposure, 2);
    for (panel, id) in [("sales/standing", customer), ("sales/offer-standing", offer), ("crm/credit", opportunity)] {
        let answer = lucia.get(&format!("/demo/pages/panel/{panel}/{id}"));
        assert_eq!(answer.status, 200, "{panel}: {}", answer.body);
        for word in ["Exposure", "Limit", "Still free", &amount] {
            assert!(answer.body.contains(word), "{panel} says {word}: {}", answer.body);
        }
        assert_eq!(mei.get(&format!("/demo/pages/panel/{panel}/{id}")).status, 404, "{panel} is not hers");
    }
    // They stand where somebody promises something, without another page.
    for (record, panel) in [
        (format!("/demo/sales/quotations/{offer}"), format!("panel/sales/offer-standing/{offer}")),
        (format!("/demo/crm/opportunities/{opportunity}"), format!("panel/crm/credit/{opportunity}")),
    ] {
        assert!(lucia.get(&record).body.contains(&panel), "{record} has its place for {panel}");
    }
}

#[test]
fn an_order_a_delivery_and_an_invoice_tell_the_tickets_about_them() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let set = house().set();
    let found = set
        .read(&store::Who::program("test"), |read| {
            let sql = "SELECT id, subject, sales_order, customer_invoice FROM service_ticket WHERE sales_order IS NOT NULL \
                       AND customer_invoice IS NOT NULL ORDER BY id DESC LIMIT 1";
            read.row(sql, &[])
        })
        .expect("it answers")
        .expect("a ticket about an order and its invoice");
    let subject = found[1].text().expect("a subject").to_owned();
    for (panel, record, place) in [("of-order", "sales/orders", 2), ("of-invoice", "sales/customer-invoices", 3)] {
        let id = found[place].int().expect("an id");
        let page = lucia.get(&format!("/demo/{record}/{id}"));
        assert!(
            page.body.contains(&format!("/pages/panel/service/{panel}/{id}")),
            "{record} has its place for tickets"
        );
        let told = lucia.get(&format!("/demo/pages/panel/service/{panel}/{id}"));
        assert!(told.body.contains(&subject), "{record}: {}", told.body);
    }
    // Of a delivery as well; there is none about one yet.
    let delivery = set
        .read(&store::Who::program("test"), |read| read.number("SELECT MAX(id) FROM sales_delivery", &[]))
        .expect("it answers");
    assert_eq!(lucia.get(&format!("/demo/pages/panel/service/of-delivery/{delivery}")).status, 200);
}

#[test]
fn the_revenue_of_a_customer_is_the_net_of_his_invoices_of_twelve_months() {
    use entity::Value;
    let lucia = Browser::sign_in("lucia@demo.example");
    let (customer, net) = house()
        .set()
        .read(&store::Who::program("test"), |read| {
            let year = read.today().add_months(-12)?;
            let sql = "SELECT customer, SUM(CASE WHEN form = 'credit_note' THEN -net ELSE net END) FROM sales_customer_invoice \
                       WHERE state = 'posted' AND posted_on > $1 AND posted_on <= $2 GROUP BY customer ORDER BY 2 DESC LIMIT 1";
            let row = read.row(sql, &[Value::from(year), read.today().into()])?.expect("somebody was invoiced");
            Ok((row[0].int().expect("a customer"), row[1].int().expect("a sum")))
        })
        .expect("it answers");
    let figures = lucia.get(&format!("/demo/pages/panel/sales/figures/{customer}")).body;
    let amount = ui::fmt::Format::new(ui::Lang::En).money_code(base::Money::from_minor(net), 2, "EUR");
    assert!(net > 0 && figures.contains(&amount), "{amount}: {figures}");
}

/// Names beside the boxes of a picker, and which of them are ticked.
fn boxes(page: &str, name: &str) -> Vec<(String, bool)> {
    let sign = format!("name=\"{name}\"");
    let one = |rest: &str| {
        let (tag, after) = rest.split_once('>')?;
        let text = after.split("</label>").next()?;
        let words: String = text.split('<').map(|part| part.rsplit('>').next().unwrap_or(part)).collect();
        Some((words.trim().to_owned(), tag.contains("checked")))
    };
    let inputs = page.split("<input type=\"checkbox\" ").skip(1);
    inputs.filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(&sign))).filter_map(one).collect()
}

#[test]
fn the_colleague_picker_offers_oneself_first_then_ones_team_and_shows_whom_one_ticks() {
    let tom = Browser::sign_in("tom@demo.example");
    let page = tom.get("/demo/pages/platform/calendar?span=week").body;
    let offered = boxes(&page, "people");
    assert_eq!(offered[0], ("Tom Becker".to_owned(), true), "{offered:?}");
    let place = |name: &str| offered.iter().position(|(n, _)| n == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(place("Diego Paz") < place("Noor Haddad"), "whoever sells stands before whoever serves: {offered:?}");
    assert!(offered.iter().skip(1).all(|(_, ticked)| !ticked));
    // Ticking Diego and a room shows both beside Tom, and the boxes stay ticked.
    let find = |sql: &'static str| {
        house().set().read(&store::Who::program("test"), move |read| read.number(sql, &[])).expect("it answers")
    };
    let (me, diego, canal) = (
        find("SELECT id FROM platform_user WHERE name = 'Tom Becker'"),
        find("SELECT id FROM platform_user WHERE name = 'Diego Paz'"),
        find("SELECT id FROM platform_resource WHERE name = 'Room Canal'"),
    );
    let shown = format!("people={me}&people={diego}&resources={canal}");
    let page = tom.get(&format!("/demo/pages/platform/calendar?span=team&{shown}")).body;
    let ticked =
        |name| boxes(&page, name).into_iter().filter(|(_, ticked)| *ticked).map(|(n, _)| n).collect::<Vec<_>>();
    assert_eq!(ticked("people"), ["Tom Becker", "Diego Paz"]);
    assert_eq!(ticked("resources"), ["Room Canal (8)"]);
    for name in ["Tom Becker", "Diego Paz", "Room Canal"] {
        assert!(page.contains(&format!(">{name}</time>")), "{name} has a column");
    }
    // What is proposed is booked with all of them.
    assert!(page.contains(&format!("&amp;people={me}&amp;people={diego}&amp;resources={canal}\"")), "{page}");
    let form = tom.get(&format!("/demo/pages/platform/calendar/new?{shown}")).body;
    let chosen = boxes(&form, "resources").into_iter().filter(|(_, ticked)| *ticked).collect::<Vec<_>>();
    assert_eq!(chosen, [("Room Canal (8)".to_owned(), true)]);
}

#[test]
fn the_timeline_has_people_and_rooms_as_rows_and_a_week_across() {
    let tom = Browser::sign_in("tom@demo.example");
    let page = tom.get("/demo/pages/platform/calendar?span=timeline").body;
    let rows: Vec<&str> = page.split("<div class=\"hr\">").skip(1).filter_map(|r| r.split('<').next()).collect();
    assert_eq!(rows.first(), Some(&"Tom Becker"), "{rows:?}");
    for name in ["Diego Paz", "Room Canal", "Delivery van"] {
        assert!(rows.contains(&name), "{name}: {rows:?}");
    }
    assert_eq!(page.matches("<div class=\"slot").count(), rows.len() * 7, "a cell for each day of each row");
    // The sales meeting stands with its people and its room.
    let canal = page.split(">Room Canal</div>").nth(1).and_then(|rest| rest.split("<div class=\"hr\">").next());
    let meeting = tom.get("/demo/pages/platform/calendar?span=week").body.contains("Sales meeting");
    assert_eq!(canal.is_some_and(|row| row.contains("Sales meeting")), meeting);
}

#[test]
fn the_short_form_asks_when_a_room_is_taken_and_books_it_when_that_is_meant() {
    let (tom, noor) = (Browser::sign_in("tom@demo.example"), Browser::sign_in("noor@demo.example"));
    let van = house()
        .set()
        .read(&store::Who::program("test"), |r| {
            r.number("SELECT id FROM platform_resource WHERE kind = 'vehicle'", &[])
        })
        .expect("it answers");
    let van = van.to_string();
    let book = |who: &Browser, title: &str, accepted: bool| {
        let mut fields = vec![
            ("title", title),
            ("kind", "visit"),
            ("day", "2031-03-05"),
            ("from", "10:00"),
            ("until", "12:00"),
            ("repeat", "never"),
            ("reminder", "none"),
            ("resources", &van),
        ];
        fields.extend(accepted.then_some(("accepted", "1")));
        who.post("/demo/pages/platform/calendar/new", &fields)
    };
    let made = book(&tom, "Fetch hubs", false);
    assert_eq!(made.status, 303, "{}", made.body);
    let asked = book(&noor, "Carry frames", false);
    assert_eq!(asked.status, 422, "{}", asked.body);
    assert!(asked.body.contains("Delivery van is busy then"), "{}", asked.body);
    assert_eq!(
        boxes(&asked.body, "resources").iter().filter(|(_, ticked)| *ticked).count(),
        1,
        "nothing typed is lost"
    );
    let meant = book(&noor, "Carry frames", true);
    assert_eq!(meant.status, 303, "{}", meant.body);
}

#[test]
fn a_customer_shows_what_stands_there_with_warranty_and_contract() {
    let (noor, mei) = (Browser::sign_in("noor@demo.example"), Browser::sign_in("mei@demo.example"));
    let row = house()
        .set()
        .read(&store::Who::program("test"), |read| {
            let sql = "SELECT p.customer, p.serial, c.number, p.id FROM service_installed_piece p JOIN sales_contract c \
                       ON c.id = p.contract WHERE p.state = 'in_use' ORDER BY p.customer, p.id DESC LIMIT 1";
            read.row(sql, &[])
        })
        .expect("it answers")
        .expect("a piece under contract");
    let (customer, piece) = (row[0].int().expect("a customer"), row[3].int().expect("a piece"));
    let page = noor.get(&format!("/demo/pages/parties/overview/{customer}")).body;
    assert!(page.contains(&format!("/pages/panel/service/installed/{customer}")), "{page}");
    let panel = noor.get(&format!("/demo/pages/panel/service/installed/{customer}")).body;
    for word in [row[1].text().expect("a serial"), row[2].text().expect("a number"), "until "] {
        assert!(panel.contains(word), "{word}: {panel}");
    }
    assert_eq!(mei.get(&format!("/demo/pages/panel/service/installed/{customer}")).status, 404, "not hers");
    // The piece tells its tickets, and a ticket may name it.
    assert_eq!(noor.get(&format!("/demo/pages/panel/service/of-piece/{piece}")).status, 200);
    let form = noor.get(&format!("/demo/service/tickets/new?piece={piece}"));
    assert_eq!(form.status, 200);
    assert!(form.body.contains(row[1].text().expect("a serial")), "the form knows the piece");
}
