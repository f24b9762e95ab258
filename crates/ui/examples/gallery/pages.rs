//! Made-up pages of every archetype.

use std::collections::HashMap;

use base::{Date, Money, Price, Quantity};
use ui::{
    Cx, Format, Markup, html,
    page::*,
    part::*,
};

const PARTIES: [&str; 20] = [
    "Meridian Medical Co.", "Lumen Packaging Co.", "Fjord Instruments S.L.", "Fjord Optics AG", "Granite Retail S.A.",
    "Everline Energy AG", "Umbra Furniture Co.", "Harbor Textiles Ltd", "Nimbus Marine BV", "Zenith Optics AG",
    "Lumen Optics S.A.", "Cobalt Retail Inc", "Delta Retail Co.", "Vega Foods S.A.", "Fjord Robotics GmbH",
    "Ridge Furniture BV", "Umbra Optics Inc", "Cobalt Marine S.L.", "Tundra Logistics S.L.", "Kestrel Packaging S.A.",
];
const PEOPLE: [&str; 8] =
    ["Tom Becker", "Wei Zhang", "Nora Haddad", "Ana Ruiz", "Diego Paz", "Mei Lin", "Lucía Ortega", "Sam Carter"];
const STATES: [(Tone, &str); 5] = [
    (Tone::Neutral, "draft"), (Tone::Info, "confirmed"), (Tone::Violet, "picking"), (Tone::Teal, "delivered"),
    (Tone::Success, "invoiced"),
];

fn day(plus: i64) -> Date {
    Date::new(2026, 11, 21).and_then(|today| today.add_days(plus).ok()).expect("a day of this century")
}

fn state(cx: &Cx<'_>, at: usize) -> Cell {
    let (tone, id) = STATES[at % 5];
    Cell::State(tone, cx.t(id).into())
}

pub fn shell(cx: &Cx<'_>, path: &str, suffix: &str) -> Shell {
    let item = |href: &str, icon, id: &str, count: &str, key| NavItem {
        href: format!("{href}{suffix}"), icon, label: cx.t(id).into(),
        count: (!count.is_empty()).then(|| count.into()), key,
    };
    let group = |label: &str, items| NavGroup { label: (!label.is_empty()).then(|| cx.t(label).into()), items, ..NavGroup::default() };
    let tabs = vec![
        item("/dashboard", "house", "home", "", None), item("/board", "target", "pipeline", "", None),
        item("/merge", "building-2", "customers", "", None), item("/calendar", "map-pin", "visits", "", None),
    ];
    Shell {
        company: Company { name: "Meridian Trading".into(), menu: vec![Action::link("Meridian Iberia", "/list").icon("building")] },
        groups: vec![
            group("", vec![
                item("/dashboard", "house", "home", "", Some("go-home")), item("/inbox", "inbox", "inbox", "12", Some("go-inbox")),
                item("/tasks", "circle-check", "tasks", "5", None),
            ]),
            group("sell", vec![
                item("/board", "target", "pipeline", "", Some("go-board")), item("/customer", "building-2", "customers", "", Some("go-customers")),
                item("/list", "receipt-text", "orders", "", Some("go-orders")), item("/calendar", "map-pin", "visits", "3", None),
            ]),
            group("supply", vec![
                item("/products", "package", "products", "", Some("go-products")), item("/stock", "warehouse", "stock", "", None),
                item("/buy", "shopping-cart", "buy", "", None), item("/import", "factory", "make", "", None),
            ]),
            group("finance", vec![item("/record", "file-text", "invoices", "8", None), item("/settings", "book-open", "ledger", "", None)]),
            group("service", vec![item("/conflict", "headset", "tickets", "4", None)]),
        ],
        tabs,
        user: User { name: "Lucía Ortega".into(), menu: vec![Action::link(cx.t("ui-settings"), "/settings").icon("settings"),
            Action::new("", Does::Menu(theme_actions(cx, "/preferences"))), Action::new("", Does::Menu(language_actions("/preferences"))),
            Action::new("", Does::Menu(vec![Action::post(cx.t("ui-sign-out"), "/sign-out").icon("log-out")]))] },
        bell: ("/inbox".into(), 3),
        palette: "/palette.json?q=".into(),
        events: None,
        help: format!("/help{suffix}"),
        current: format!("{path}{suffix}"),
        single_keys: true,
    }
}

pub fn json(path: &str, q: &str) -> Option<String> {
    match path {
        "/palette.json" => {
            let hits: Vec<_> = PARTIES.iter().filter(|name| name.to_lowercase().contains(&q.to_lowercase())).take(6)
                .map(|name| format!(r#"{{"href":"/customer","icon":"building-2","label":"{name}","hint":"Valencia"}}"#)).collect();
            Some(format!(r#"[{{"label":"Customers","items":[{}]}}]"#, hits.join(",")))
        }
        "/pick.json" => Some(r#"[{"id":"16","label":"Brass servo motor 400W B","code":"P-0016","hints":["646.68","24 m"]},
            {"id":"23","label":"Heavy-duty servo motor 400W XL","code":"P-0023","hints":["743.99","744 box"]},
            {"id":"46","label":"Modular servo motor 400W B","code":"P-0046","hints":["439.59","184 pc"]}]"#.into()),
        "/draft.json" => Some(r#"{"values":{},"outputs":{"total":"60,000.00"},"lines":{},"refusals":[]}"#.into()),
        "/moved.json" => Some(r#"{"columns":{}}"#.into()),
        _ => None,
    }
}

pub fn page(cx: &Cx<'_>, path: &str, query: &HashMap<String, String>) -> (&'static str, Markup) {
    let format = Format::new(cx.lang).in_zone("Europe/Madrid");
    let ok = |markup| ("200 OK", markup);
    match path {
        "/" | "/list" => ok(list(cx, &orders(cx, &format, query.get("group").is_some()))),
        "/empty" => {
            let mut view = orders(cx, &format, false);
            view.rows.rows.clear();
            ok(list(cx, &view))
        }
        "/record" => ok(record(cx, &format, &order(cx, &format, 9, true))),
        "/long" => ok(record(cx, &format, &order(cx, &format, 1200, true))),
        "/posted" => ok(record(cx, &format, &order(cx, &format, 4, false))),
        "/conflict" => {
            let mut view = order(cx, &format, 2, true);
            view.conflict = Some(Conflict { who: "Mei Lin".into(), when: "12 s ago".into(), fields: vec![ConflictField {
                name: "due".into(), label: cx.t("due").into(), mine: "20 Dec 2026".into(), theirs: "4 Jan 2027".into() }] });
            view.refusals = vec!["The order has no delivery address. Choose one of the customer's addresses.".into()];
            view.body.sections[0].fields[2].error = Some("The due date lies before the order date.".into());
            ("409 Conflict", record(cx, &format, &view))
        }
        "/customer" => ok(record(cx, &format, &customer(cx, &format))),
        "/board" => ok(board(cx, &deals(cx, &format))),
        "/calendar" => ok(calendar(cx, &visits(cx, &format, CalendarSpan::Month))),
        "/week" => ok(calendar(cx, &visits(cx, &format, CalendarSpan::Week))),
        "/agenda" => ok(calendar(cx, &visits(cx, &format, CalendarSpan::Agenda))),
        "/dashboard" => ok(dashboard(cx, &home(cx, &format))),
        "/import" => ok(import_wizard(cx, &import(cx, query.get("step").map_or("0", String::as_str)))),
        "/merge" => ok(merge(cx, &merging(cx))),
        "/settings" => ok(settings_table(cx, &settings(cx))),
        "/operation" => ok(form(cx, &operation())),
        "/help" => ok(help(cx)),
        "/sign-in" => ok(sign_in(&Cx { shell: None, ..*cx }, &SignIn {
            name: "Fondaco".into(), action: "/sign-in".into(), next: "/".into(),
            step: if query.contains_key("code") { SignInStep::Code { ticket: "t".into() } } else { SignInStep::Password { login: String::new() } },
            error: query.contains_key("error").then(|| "E-mail and password do not belong together.".into()),
            languages: ui::Lang::ALL.iter().map(|lang| (*lang, format!("/sign-in?lang={}", lang.tag()))).collect(), help: None })),
        "/sets" => ok(choose_set(&Cx { shell: None, ..*cx }, &ChooseSet { name: "Fondaco".into(), create: Some("/new".into()), sign_out: "/out".into(),
            sets: vec![SetLink { name: "Meridian Trading".into(), remark: "EUR · 3 companies".into(), href: "/list".into() },
                SetLink { name: "Training".into(), remark: "EUR · copied yesterday".into(), href: "/list".into() }] })),
        "/broken" => ("500 Internal Server Error", error(cx, &Failure::Broken("7F3A-91C2".into()), &[Action::link(cx.t("ui-reload"), "/broken").primary()])),
        "/forbidden" => ("403 Forbidden", error(cx, &Failure::Forbidden(Some("sales.order:confirm".into())), &[])),
        _ => ("404 Not Found", error(cx, &Failure::NotFound, &[Action::link(cx.t("home"), "/dashboard").primary()])),
    }
}

fn orders(cx: &Cx<'_>, format: &Format, grouped: bool) -> List {
    let column = |id: &str, width, end, phone, sort: Option<Option<bool>>| Column {
        label: cx.t(id).into(), width, end, phone, sort: sort.map(|ascending| Sort { href: format!("?sort={id}"), ascending }),
    };
    let rows: Vec<Row> = (0..40u8).map(|n| {
        let at = usize::from(n);
        let amount = Money::from_minor(1_347_344 + i64::from(n) * 730_817 % 8_000_000);
        let (from, to) = (day(-i64::from(n) / 20), day(14 + i64::from(n % 4) * 15));
        Row { id: n.to_string(), name: format!("SO-{}", 100_000 - i64::from(n)), archived: false, cells: vec![
            Cell::Key { text: format!("SO-{:06}", 100_000 - i64::from(n)), href: "/record".into() },
            Cell::Reference { text: PARTIES[at % 20].into(), href: Some("/customer".into()), face: true },
            Cell::Time { text: format.date(from), iso: from.to_string(), late: false },
            Cell::Time { text: format.date(to), iso: to.to_string(), late: n % 9 == 8 },
            state(cx, at * 7 / 3), Cell::Person(PEOPLE[at % 8].into()), Cell::figure(format.integer(5 + i64::from(n % 7))),
            Cell::figure(format.money(amount, 2)),
        ] }
    }).collect();
    let groups = if grouped { (0..3usize).map(|g| GroupRows { head: state(cx, g), count: format.integer(1482), sum: Some("4,310,223.10".into()),
        rows: rows[g * 6..g * 6 + 6].to_vec(), all: Some(("Show all 1,482".into(), "?status=x".into())) }).collect() } else { vec![] };
    List {
        title: cx.t("orders").into(), icon: "receipt-text",
        actions: vec![Action::link(cx.t("export"), "/export").icon("download").look(Look::Ghost).bare().desk_only(),
            Action::link(cx.t("new"), "/record").icon("plus").primary().key("create")],
        views: [("ui-all", 1), ("view-invoice", 0), ("view-confirmed", 0), ("view-largest", 0), ("view-status", 0)].iter()
            .map(|(id, on)| Tab { label: cx.t(id).into(), href: "/list".into(), current: *on == 1, count: None }).collect(),
        save_view: Some(SaveView { action: "/views".into(), query: "status=draft".into(), team: true }),
        path: "/list".into(), search: Some(Search { value: String::new(), placeholder: cx.t("find-order").into() }),
        chips: if grouped { vec![Chip { label: cx.t("ui-group").into(), value: Cell::text(cx.t("status")), remove: "/list".into() }] } else { vec![] },
        filters: vec![
            Filter { name: "state".into(), label: cx.t("status").into(), control: FilterControl::Choices(STATES.iter().map(|(_, id)| (id.to_string(), cx.t(id).into(), *id == "draft")).collect()) },
            Filter { name: "customer".into(), label: cx.t("customer").into(), control: FilterControl::Reference { source: "/pick.json?q=".into(), id: String::new(), label: String::new() } },
            Filter { name: "due".into(), label: cx.t("due").into(), control: FilterControl::Range { from: String::new(), to: String::new(), date: true } },
        ],
        groupings: vec![Tab { label: cx.t("status").into(), href: "/list?group=status".into(), current: false, count: None }],
        shows: vec![Show { kind: ShowKind::List, href: "/list".into(), current: true }, Show { kind: ShowKind::Board, href: "/board".into(), current: false },
            Show { kind: ShowKind::Calendar, href: "/calendar".into(), current: false }],
        columns: Some(Columns { action: "/columns".into(), all: vec![ColumnChoice { name: "number".into(), label: cx.t("number").into(), shown: true }] }),
        rows: Rows { label: cx.t("orders").into(), selectable: true, groups, columns: vec![
            column("number", Width::S, false, Phone::Key, Some(None)), column("customer", Width::Xl, false, Phone::Name, Some(None)),
            column("ordered", Width::S, false, Phone::Rest, Some(Some(false))), column("due", Width::S, false, Phone::Rest, Some(None)),
            column("status", Width::M, false, Phone::State, None), column("salesperson", Width::L, false, Phone::Rest, None),
            column("lines", Width::Xs, true, Phone::Rest, None), column("total", Width::M, true, Phone::End, Some(None)) ],
            rows: if grouped { vec![] } else { rows } },
        foot: Foot::Now(FootSums { count: format.integer(100_000), sums: vec![(cx.t("total").into(), format.money(Money::from_minor(67_116_630_924), 2))],
            next: Some("?after=50".into()), last: Some("?last".into()), ..FootSums::default() }),
        bulk: Bulk { actions: vec![(cx.t("assign").into(), "user-round", "/bulk".into()), (cx.t("confirm").into(), "check", "/bulk".into()), (cx.t("print").into(), "printer", "/bulk".into())],
            all: None, query: String::new() },
        empty: Empty { icon: "receipt-text", text: "Orders are promises to customers. Confirming one reserves its stock.".into(),
            actions: vec![Action::link(cx.t("new"), "/record").primary().icon("plus"), Action::link("CSV / XLSX", "/import").look(Look::Ghost).icon("upload")] },
        ..List::default()
    }
}

fn events(cx: &Cx<'_>, format: &Format) -> Vec<Event> {
    let row = |icon, tone, title: &str, amount: Option<&str>, back: i64, body: Option<&str>, who: &str| Event {
        icon, tone, title: title.into(), href: None, amount: amount.map(Into::into), when: format.date(day(-back)), iso: day(-back).to_string(),
        body: body.map(Into::into), changes: vec![], who: who.into(),
    };
    let mut all = vec![
        row("phone", Tone::Info, "Call with purchasing", None, 5, Some("Asked for a firm delivery date on the servo motors. They can accept two partial shipments if freight stays on one invoice."), "Wei Zhang"),
        row("receipt-text", Tone::Info, "Order SO-099998 confirmed", Some("2,850.67"), 9, None, "Wei Zhang"),
        row("sticky-note", Tone::Neutral, cx.t("note"), None, 13, Some("New plant manager from January: Carmen Vidal. Prefers WhatsApp, speaks Spanish and English."), "Nora Haddad"),
        row("map-pin", Tone::Teal, "Store visit — Plant 2", None, 17, Some("Checked line 3 with maintenance. Bearings show wear, proposed a yearly kit. 4 photos, 38 min on site."), "Mei Lin"),
        row("headset", Tone::Warn, "Ticket #8817 solved", None, 21, Some("Wrong label on 2 boxes of M8 bolts. Relabelled and credited freight."), "Lucía Ortega"),
        row("mail", Tone::Violet, "Re: Updated quotation Q-2291", None, 25, Some("Thanks — the unit price works for us."), "Mei Lin"),
    ];
    all[1].changes = vec![(cx.t("due").into(), "4 Dec 2026".into(), "20 Dec 2026".into())];
    all
}

fn note_box(cx: &Cx<'_>) -> Composer {
    Composer { action: "/note".into(), kinds: [("note", "sticky-note"), ("call", "phone"), ("email", "mail"), ("task", "circle-check")].iter()
        .map(|(id, icon)| ComposerKind { value: id.to_string(), label: cx.t(id).into(), icon }).collect() }
}

fn order_lines(cx: &Cx<'_>, format: &Format, count: u16, editable: bool) -> Lines {
    const ITEMS: [&str; 5] = ["Inline timing belt HTD A", "Ceramic linear rail 600mm C", "Compact filter cartridge XL", "Sealed servo motor 400W C", "Anodised bracket kit"];
    let column = |name: &str, id: &str, kind, width, typed| LineColumn { name: name.into(), label: cx.t(id).into(), kind, width, editable: typed, optional: false };
    let figure = |scale, least| LineKind::Number { scale, least, product: None };
    let rows = (0..count).map(|n| {
        let (quantity, price, off) = (1 + i64::from(n * 7 % 20), 12_559 + i64::from(n) * 4_711 % 90_000, if n % 4 == 3 { 5 } else { 0 });
        let amount = quantity * price * (100 - off) / 100;
        let price = Price::from_units(price * 10_000);
        LineRow { id: Some(n.to_string()), errors: vec![], cells: vec![
            LineCell { value: n.to_string(), text: ITEMS[usize::from(n) % 5].into(), mine: false },
            LineCell { value: quantity.to_string(), text: format.quantity(Quantity::from_units(quantity * 1_000_000)), mine: false },
            LineCell { value: String::new(), text: "pc".into(), mine: false },
            LineCell { value: base::decimal::format(price.units(), 6), text: format.price(price, 2), mine: false },
            LineCell { value: if off > 0 { off.to_string() } else { String::new() }, text: if off > 0 { off.to_string() } else { String::new() }, mine: false },
            LineCell { value: String::new(), text: format.money(Money::from_minor(amount), 2), mine: false },
        ] }
    }).collect();
    Lines { name: "lines".into(), label: cx.t("lines").into(), editable, add: cx.t("add-product").into(), rows, columns: vec![
        column("item", "product", LineKind::Reference { source: "/pick.json?q=".into() }, Width::Rest, true),
        column("quantity", "quantity", figure(6, 0), Width::Xs, true), column("unit", "unit", LineKind::Text, Width::Xs, false),
        column("price", "price", figure(6, 2), Width::S, true), column("discount", "discount", figure(4, 0), Width::Xs, true),
        column("amount", "amount", LineKind::Number { scale: 2, least: 2, product: Some("quantity price discount".into()) }, Width::M, false),
    ] }
}

fn order(cx: &Cx<'_>, format: &Format, count: u16, editable: bool) -> Record {
    let date = |name: &str, id: &str, at: Date| Field::new(name, cx.t(id), Control::Date { value: format.date(at), iso: at.to_string() });
    let text = |name: &str, id: &str, value: &str| Field::new(name, cx.t(id), Control::Text { value: value.into(), kind: TextKind::Plain });
    let mut fields = vec![
        Field::new("customer", cx.t("customer"), Control::Reference { id: "3".into(), label: PARTIES[2].into(), source: "/pick.json?q=".into(), create: Some("/operation?name=".into()), href: Some("/customer".into()) }).required(),
        date("ordered", "ordered", day(-1)), date("due", "due", day(29)), text("reference", "reference", "PO 4500018823"),
        Field::new("terms", cx.t("terms"), Control::Choice { value: "30".into(), options: vec![Choice { value: "30".into(), label: "30 days net".into() }] }),
        text("ship_from", "ship-from", "Main warehouse · Valencia"),
    ];
    if !editable { fields.iter_mut().for_each(|field| field.readonly = true); }
    let total = |name: &str, id: &str, minor: i64, grand| Total { name: name.into(), label: cx.t(id).into(), text: format.money(Money::from_minor(minor), 2), grand };
    let minus = Action::new(cx.t("send"), Does::Submit { form: "record".into(), action: Some("/send".into()) }).icon("send").desk_only();
    Record {
        icon: "receipt-text", crumbs: vec![Crumb { label: cx.t("orders").into(), href: "/list".into() }], number: "SO-099998".into(),
        title: PARTIES[2].into(), state: Some((Tone::Neutral, cx.t("draft").into())),
        facts: vec![Cell::text("SO-099998"), Cell::text(format.date(day(-1))), Cell::text("Nora Haddad")],
        steps: STATES.iter().enumerate().map(|(n, (_, id))| Step { label: cx.t(id).into(), state: if n == 0 { StepState::Now } else { StepState::Next }, href: (n == 1).then(|| "/record".into()) }).collect(),
        actions: if editable { vec![Action::link(cx.t("print"), "/print").icon("printer").look(Look::Ghost).bare().desk_only(), minus,
            Action::new(cx.t("delivery"), Does::Dialog("/operation".into())).icon("truck").desk_only(),
            Action::new(cx.t("confirm"), Does::Submit { form: "record".into(), action: Some("/confirm".into()) }).icon("check").key("main").primary()] }
            else { vec![Action::post(cx.t("invoice"), "/x").disabled("Nothing has been delivered yet."), Action::new("Reverse", Does::Dialog("/operation".into())).icon("undo-2")] },
        around: Some(Around::Known((Some("/record".into()), None))),
        form: editable.then(|| FormInfo { alike: Some(vec![Alike { name: "Kestrel Packaging".into(), href: Some("/record".into()), merge: Some("/merge".into()), score: "92%".into(), why: "same e-mail, similar name".into() }]), action: "/record".into(), draft: Some("/draft.json".into()), entity: "sales.order".into(), id: "99998".into(), version: 4, key: "k".into(), touched: String::new(), onward: None }),
        locked: (!editable).then(|| "Posted on 3 Nov 2026. Reverse it to correct it.".into()),
        body: RecordBody { sections: vec![Section { title: None, fields }], lines: vec![order_lines(cx, format, count, editable)],
            totals: vec![total("gross", "gross", 4_587_850, false), total("discount", "discount-sum", -74_175, false), total("vat", "vat", 947_871, false), total("total", "grand", 5_461_546, true)],
            ..RecordBody::default() },
        panels: vec![
            Panel::Facts { title: cx.t("links").into(), action: None, rows: vec![
                (cx.t("quotation").into(), Cell::Reference { text: "Q-2291".into(), href: Some("/record".into()), face: false }),
                (cx.t("delivery").into(), Cell::text("OUT/00412 · ready")), (cx.t("invoice").into(), Cell::Empty),
                (cx.t("margin").into(), Cell::text("31.4%")), (cx.t("credit").into(), Cell::figure(format.money(Money::from_minor(1_842_000), 2))) ] },
            Panel::Activity { title: cx.t("activity").into(), composer: Some(note_box(cx)), events: events(cx, format) },
        ],
        ..Record::default()
    }
}

fn customer(cx: &Cx<'_>, format: &Format) -> Record {
    let tile = |label: &str, value: &str, remark: &str| Tile { label: label.into(), value: value.into(), delta: None, remark: remark.into(), href: Some("/list".into()), spark: vec![] };
    let mini = |n: i64, at: usize| vec![Cell::Key { text: format!("SO-09{n}"), href: "/record".into() }, Cell::text(format.day_month(day(-n / 300))), state(cx, at), Cell::figure(format.money(Money::from_minor(n * 244), 2))];
    Record {
        icon: "building-2", crumbs: vec![Crumb { label: cx.t("customers").into(), href: "/list".into() }], title: PARTIES[19].into(), face: true,
        facts: vec![Cell::text("Valencia, ES"), Cell::text(format!("Customer since {}", format.date(day(-900))))],
        actions: vec![Action::link(cx.t("call"), "tel:1").icon("phone").desk_only(), Action::link(cx.t("email"), "mailto:a@b").icon("mail").desk_only(), Action::link(cx.t("orders"), "/record").icon("plus").primary()],
        tiles: vec![tile("Revenue, 12 months", "159,707.26", "+18% vs prior year"), tile("Open balance", "39,022.68", "2 invoices overdue"), tile(cx.t("orders"), "17", "every 23 days on average"), tile(cx.t("tickets"), "1", "waiting on customer")],
        tabs: ["activity", "orders", "invoices", "visits", "tickets"].iter().enumerate().map(|(n, id)| Tab { label: cx.t(id).into(), href: "/customer".into(), current: n == 0, count: (n == 1).then(|| "17".into()) }).collect(),
        body: RecordBody { composer: Some(note_box(cx)), events: events(cx, format), ..RecordBody::default() },
        panels: vec![
            Panel::Facts { title: "Details".into(), action: Some(Action::link("Edit", "/record").icon("pencil").look(Look::Ghost).bare()), rows: vec![
                (cx.t("salesperson").into(), Cell::Person("Mei Lin".into())), (cx.t("email").into(), Cell::Link { text: "ap42@kestrel.example".into(), href: "mailto:ap42@kestrel.example".into() }),
                ("Phone".into(), Cell::text("+34 672 857 857")), (cx.t("terms").into(), Cell::text("30 days net")), ("Tax ID".into(), Cell::text("ESB12345678")) ] },
            Panel::Files { title: "Files".into(), upload: Some("/files".into()), rows: vec![("Framework agreement 2026.pdf".into(), "/file".into(), "412 KB".into())] },
            Panel::Documents { title: cx.t("orders").into(), all: Some("/list".into()), rows: vec![mini(6861, 0), mini(2973, 1), mini(6087, 4), mini(4801, 4), mini(5353, 2)] },
        ],
        ..Record::default()
    }
}

fn deals(cx: &Cx<'_>, format: &Format) -> Board {
    const TITLES: [&str; 6] = ["New plant fit-out", "Valve service plan", "Annual bearings contract", "Motor replacement", "Warehouse automation", "Pilot: vision inspection"];
    let columns = [("fresh", Tone::Neutral, 9u8), ("qualified", Tone::Info, 13), ("proposal", Tone::Violet, 10), ("negotiation", Tone::Warn, 3), ("won", Tone::Success, 11)];
    Board {
        list: List { title: cx.t("pipeline").into(), icon: "target", actions: vec![Action::link(cx.t("new"), "/record").icon("plus").primary().key("create")], path: "/board".into(),
            search: Some(Search { value: String::new(), placeholder: cx.t("find-deal").into() }),
            filters: vec![Filter { name: "owner".into(), label: cx.t("salesperson").into(), control: FilterControl::Text(String::new()) }],
            shows: vec![Show { kind: ShowKind::List, href: "/list".into(), current: false }, Show { kind: ShowKind::Board, href: "/board".into(), current: true }, Show { kind: ShowKind::Calendar, href: "/calendar".into(), current: false }],
            ..List::default() },
        moved: Some("/moved.json?id={id}".into()),
        columns: columns.iter().enumerate().map(|(c, (code, tone, count))| BoardColumn {
            code: code.to_string(), label: cx.t(code).into(), tone: *tone, count: count.to_string(), figures: vec![Figure { label: "Sum".into(), text: format.short(i64::from(*count) * 3_600_000, 2) }], more: None,
            cards: (0..*count).map(|n| {
                let at = usize::from(n) + c * 3;
                let due = day(i64::from(n) * 5 - 3);
                BoardCard { id: format!("{c}{n}"), version: 1, title: TITLES[at % 6].into(), href: "/record".into(),
                    tag: (at % 3 == 0).then(|| (Tone::Violet, "Inbound".into())), party: Some(PARTIES[at % 20].into()),
                    amount: Some(format!("€ {}", format.integer(83_000 - i64::from(n) * 4_500))), date: Some((format.day_month(due), due.to_string(), n == 0)), owner: Some(PEOPLE[at % 8].into()),
                    due: Some(Due { tone: [Tone::Success, Tone::Warn, Tone::Danger, Tone::Neutral][at % 4], label: "Next step".into(), text: format.day_month(due) }),
                    days: Some((format!("{at} d"), (at % 5 == 0).then(|| "Stalled".into()))) }
            }).collect() }).collect(),
        ..Board::default()
    }
}

fn visits(cx: &Cx<'_>, format: &Format, span: CalendarSpan) -> Calendar {
    let first = day(-26);
    let days = (0..if span == CalendarSpan::Month { 42 } else { 7 }).map(|n| {
        let at = if span == CalendarSpan::Month { first } else { day(-5) }.add_days(n).expect("a day of this century");
        let entries = (0..(n * 5 % 4)).map(|k| Entry { id: format!("{n}-{k}"), version: 1, title: PARTIES[usize::try_from(n * 3 + k).unwrap_or(0) % 20].into(), href: "/record".into(),
            time: (k > 0).then(|| format!("{:02}:30", 8 + k * 2)), tone: STATES[usize::try_from(k + n).unwrap_or(0) % 5].0, kind: Some("Visit".into()), ..Entry::default() }).collect();
        Day { iso: at.to_string(), number: at.day(), label: format!("{}, {}", format.weekday_short(at.weekday()), format.date(at)), outside: at.month() != 11, today: at == day(0), entries, more: (n % 9 == 7).then(|| ("3 more".into(), "/agenda".into())), ..Day::default() }
    }).collect();
    let board = deals(cx, format).list;
    Calendar { list: List { title: cx.t("visits").into(), icon: "map-pin", path: "/calendar".into(), ..board },
        spans: [("Month", "/calendar", CalendarSpan::Month), ("Week", "/week", CalendarSpan::Week), ("Agenda", "/agenda", CalendarSpan::Agenda)].iter().map(|(label, href, which)| Tab { label: label.to_string(), href: href.to_string(), current: *which == span, count: None }).collect(),
        label: format.month_year(day(0)), moves: ("?1".into(), "?2".into(), "?3".into()), span,
        weekdays: (0..7).map(|n| format.weekday_short(day(n - 5).weekday()).to_string()).collect(), days, moved: Some("/moved.json?id={id}".into()), hours: (8, 18) }
}

fn home(cx: &Cx<'_>, format: &Format) -> Dashboard {
    let values = [25_600, 27_700, 25_000, 25_900, 23_500, 23_100, 23_700, 27_800, 31_100, 32_400, 32_400, 27_800i64];
    let bars_of = |scale: i64| -> Vec<Bar> { values.iter().enumerate().map(|(n, v)| { let month = i8::try_from((n + 11) % 12 + 1).unwrap_or(1);
        Bar { label: format.month_short(month), value: v * scale, text: format!("{}: {}", format.month_short(month), format.short(v * scale, 2)), href: Some("/list".into()), current: n == 11 } }).collect() };
    let tile = |label: &str, value: String, tone, up, figure: &str| Tile { label: label.into(), value, delta: Some((tone, up, figure.into())), remark: "vs last month".into(), href: Some("/list".into()), spark: values.iter().enumerate().map(|(n, v)| v + (n as i64 * 7919) % 4000).collect() };
    let axis = |v: i64| format.short(v, 2);
    let slices: Vec<Slice> = STATES.iter().zip([512, 1200, 900, 9800, 66_783i64]).map(|((tone, id), value)| Slice { label: cx.t(id).into(), value, text: format.integer(value), tone: *tone, href: Some("/list".into()) }).collect();
    let people: Vec<Bar> = PEOPLE.iter().enumerate().map(|(n, name)| { let v = 1_250_000_000 - n as i64 * 91_000_000; Bar { label: name.to_string(), value: v, text: format.short(v, 2), href: None, current: false } }).collect();
    let panel = |title: &str, remark: &str, columns, content| DashboardPanel { title: title.into(), remark: remark.into(), href: Some("/list".into()), columns, content };
    Dashboard { title: cx.t("home").into(), icon: "house", empty: None,
        actions: vec![Action::link("Last 12 months", "/dashboard").icon("calendar").look(Look::Ghost).desk_only(), Action::link("Edit", "/settings").icon("sliders-horizontal")],
        tiles: vec![tile("Revenue, this month", format.short(2_780_000_000, 2), Tone::Success, true, "12.4%"), tile("Open orders", format.integer(5_763), Tone::Success, true, "3.1%"), tile("Overdue receivables", format.short(41_200_000, 2), Tone::Danger, true, "8.0%"), tile("On-time delivery", "96.2%".into(), Tone::Danger, false, "0.6 pt")],
        panels: vec![panel("Revenue", "EUR, by order month", 4, bars("Revenue", &bars_of(100_000), &axis)), panel("Orders by status", "", 2, donut("Orders by status", &slices, &format.integer(100_000), cx.t("orders"))),
            panel("Revenue by salesperson", "90 days", 3, hbars(&people, true)), panel("Orders per month", "count", 3, line("Orders per month", &bars_of(100), &axis))] }
}

fn import(cx: &Cx<'_>, step: &str) -> Import {
    let counts = vec![(Tone::Success, "Created".to_string(), "4,812".to_string()), (Tone::Info, "Updated".into(), "120".into()), (Tone::Neutral, "Unchanged".into(), "64".into()), (Tone::Danger, "Refused".into(), "4".into())];
    let problems = vec![RowProblem { row: "17".into(), column: "Country".into(), value: "Germny".into(), message: "There is no country “Germny”. Write its two-letter code, such as DE.".into() }];
    Import { title: "Import customers".into(), crumbs: vec![Crumb { label: cx.t("customers").into(), href: "/list".into() }], action: "/import".into(), notes: vec![], more: None, step: match step {
        "1" => ImportStep::Map { columns: vec![ImportColumn { head: "Name".into(), samples: vec!["Aurora AG".into(), "Baltic BV".into()], field: "name".into() }, ImportColumn { head: "VAT".into(), samples: vec!["DE123".into()], field: String::new() }],
            fields: vec![("name".into(), "Name".into()), ("tax".into(), "Tax ID".into())], keys: vec![("name".into(), "Name".into(), true)], settings: vec![], ticket: "t".into() },
        "2" => ImportStep::Rehearsed { counts, problems, ticket: "t".into(), ready: true, back: "/import?step=1".into() },
        "3" => ImportStep::Running { done: 1200, all: 5000, text: "1,200 of 5,000 rows".into(), poll: "/import?step=3".into() },
        "4" => ImportStep::Result { counts, problems, error_file: Some("/errors.csv".into()), revert: Some("/revert".into()), list: Some("/list".into()) },
        _ => ImportStep::Upload { accept: ".csv,.xlsx".into(), template: Some("/template.csv".into()) },
    } }
}

fn merging(cx: &Cx<'_>) -> Merge {
    let row = |name: &str, label: &str, values: [&str; 3], same| MergeRow { name: name.into(), label: label.into(), values: values.iter().map(|v| if v.is_empty() { Cell::Empty } else { Cell::text(*v) }).collect(), filled: values.iter().map(|v| !v.is_empty()).collect(), chosen: 0, same };
    Merge { title: "Merge 3 customers".into(), crumbs: vec![Crumb { label: cx.t("customers").into(), href: "/list".into() }], action: "/merge".into(), back: "/list".into(),
        notes: vec![Note { tone: Tone::Warn, text: "41 orders, 12 invoices and 3 contacts move to the record that stays.".into(), link: None }],
        survivor: 0, records: vec![("1".into(), "Kestrel Packaging S.A.".into(), "C-1".into()), ("2".into(), "Kestrel Packaging".into(), "C-2".into()), ("3".into(), "KESTREL PACK SA".into(), String::new())],
        rows: vec![row("phone", "Phone", ["+34 672 857 857", "", "+34 96 000 00 00"], false), row("email", "Email", ["ap42@kestrel.example", "info@kestrel.example", ""], false), row("country", "Country", ["Spain", "Spain", "Spain"], true)] }
}

fn settings(cx: &Cx<'_>) -> SettingsTable {
    let column = |label: &str, width| Column { label: label.into(), width, end: false, sort: None, phone: Phone::Name };
    SettingsTable { title: "Users".into(), icon: "users", crumbs: vec![Crumb { label: cx.t("ui-settings").into(), href: "/settings".into() }],
        tabs: [("Users", true), ("Roles", false), ("Currencies", false)].iter().map(|(label, current)| Tab { label: label.to_string(), href: "/settings".into(), current: *current, count: None }).collect(),
        rows: Rows { label: "Users".into(), columns: vec![column("Name", Width::Xl), column("Roles", Width::Rest), column("Active", Width::S)], rows: PEOPLE.iter().map(|name| Row { id: name.to_string(), name: name.to_string(), archived: false,
            cells: vec![Cell::Person(name.to_string()), Cell::Tags(vec![(Tone::Info, "Sales".into()), (Tone::Neutral, "Reports".into())]), Cell::Flag(true)] }).collect(), ..Rows::default() },
        form: Some(("Invite a user".into(), "/invite".into(), vec![Field::new("name", "Name", Control::Text { value: String::new(), kind: TextKind::Plain }).required(),
            Field::new("email", "E-mail", Control::Text { value: String::new(), kind: TextKind::Email }).required().help("The invitation goes here and is valid for a week."), Field::new("admin", "Administrator", Control::Flag(false))], "Invite".into())),
        ..SettingsTable::default() }
}

fn operation() -> Form {
    Form { title: "Ship order SO-099998".into(), icon: "truck", notes: vec![Note { tone: Tone::Info, text: "Creates a delivery and moves the goods out of stock.".into(), link: None }],
        fields: vec![Field::new("shipped_on", "Shipped on", Control::Date { value: "21 Nov 2026".into(), iso: "2026-11-21".into() }).required(), Field::new("carrier", "Carrier", Control::Reference { id: String::new(), label: String::new(), source: "/pick.json?q=".into(), create: None, href: None }),
            Field::new("remark", "Remark", Control::Long(String::new())).span(Span::Row)],
        action: "/operation".into(), button: "Ship".into(), back: "/record".into(), more: Some(html! {}), ..Form::default() }
}
