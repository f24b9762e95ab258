//! What customers get on paper: in their language, with their numbers, and with what the law wants.

use crate::fixture::{World, day, perform, perform_with, pieces, price, we, world};
use accounting::charts::Chart;
use accounting::{BankAccount, Costing, ExchangeRate, RateKind};
use base::{Id, Percent, Rate};
use entity::{Entity, Head, Named as _, Text};
use parties::{Address, AddressUse, Party};
use platform::print::{Asked, Layout};
use platform::{Company, Country, Currency, Language};
use sales::printing::PRINTS;
use sales::{CustomerInvoice, Order, OrderLine, Quotation, QuotationLine, Reversal};
use stock::Purpose;
use ui::print::{Cell, Print, Row, Sheet, Table};
use ui::{Lang, Messages};

fn words() -> Messages {
    let modules = [&platform::MODULE, &parties::MODULE, &catalog::MODULE, &accounting::MODULE, &sales::MODULE];
    let own = modules.iter().flat_map(|m| m.messages.iter().copied());
    Messages::build(&ui::i18n::SOURCES.into_iter().chain(own).collect::<Vec<_>>()).unwrap()
}

fn layout(entity: &str) -> &'static Layout {
    PRINTS.iter().find(|l| l.entity == entity).unwrap()
}

pub fn printed<E: Entity>(w: &World, id: Id<E>, query: &[(&str, &str)]) -> Print {
    let words = words();
    let query: Vec<(String, String)> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let asked = Asked { words: &words, query: &query };
    let mut all = w.read(&we(), |read| (layout(E::NAME).make)(read, &asked, id.raw())).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn trading() -> World {
    let w = world(Chart::General, Costing::MovingAverage);
    w.moved(Purpose::Opening, "2026-01-02", 100, Some("10")).unwrap();
    w
}

/// Changes the customer.
fn customer(w: &World, change: impl Fn(&mut Party, &store::Read) -> base::Result<()> + Send + Sync + Clone + 'static) {
    let id = w.customer;
    w.write(&we(), move |tx| {
        let mut party = tx.lock(id)?;
        change(&mut party, tx)?;
        tx.update(&mut party)
    })
    .unwrap();
}

fn facts(print: &Print) -> Vec<String> {
    print.facts.iter().map(|f| format!("{}: {}", f.label, f.value)).collect()
}

fn line(cells: &[Cell]) -> String {
    let cell =
        |c: &Cell| if c.notes.is_empty() { c.text.clone() } else { format!("{} [{}]", c.text, c.notes.join("; ")) };
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

/// A table as lines of text.
pub fn lines(table: &Table) -> Vec<String> {
    let mut all = vec![table.columns.iter().map(|c| c.label.as_str()).collect::<Vec<_>>().join(" | ")];
    all.extend(table.rows.iter().map(|row| match row {
        Row::Line(cells) => line(cells),
        Row::Heading(text) => format!("= {text}"),
        Row::Note(text) => format!("~ {text}"),
    }));
    all.extend(table.totals.iter().map(|t| format!("{}{}: {}", if t.grand { "* " } else { "" }, t.label, t.value)));
    all
}

#[test]
fn an_offer_shows_headings_options_and_notes_and_its_totals_without_options() {
    let w = trading();
    let (company, party) = (w.company, w.customer);
    let mut offered = vec![
        QuotationLine::section("Frame"),
        QuotationLine { discount: Percent::parse("10").unwrap(), ..QuotationLine::of(w.bolt, pieces(10)) },
        QuotationLine::of(w.hours, pieces(2)),
        QuotationLine::of(w.bolt, pieces(5)).at(price("20")).option(),
        QuotationLine::note("Without assembly."),
    ];
    offered[2].text = Some("Fitting on site".into());
    let id = w
        .write(&we(), move |tx| {
            let mut offer = Quotation::new(company, party, day("2026-03-02"), offered.clone());
            offer.subject = Some("A frame for your yard".into());
            offer.introduction = Some(Text::new("Thank you for asking.\n\nWe offer as follows."));
            offer.closing = Some(Text::new("We look forward to hearing from you."));
            tx.insert(&mut offer)
        })
        .unwrap();
    let print = printed(&w, id, &[]);
    assert_eq!((print.title.as_str(), print.mark.as_deref()), ("Quotation", Some("Draft")));
    assert_eq!(print.subject.as_deref(), Some("A frame for your yard"));
    assert_eq!(print.before, ["Thank you for asking.", "We offer as follows."]);
    assert_eq!(print.after, ["We look forward to hearing from you."]);
    assert_eq!(
        lines(&print.tables[0]),
        [
            "No. | Description | Quantity | Unit | Price | Discount | Tax | Net EUR",
            "= Frame",
            "1 | Bolt [Item BOLT] | 10 | Piece | 25.00 | 10% | 19% | 225.00",
            "2 | Fitting on site [Item HOUR] | 2 | Piece | 60.00 |  | 19% | 120.00",
            "3 | Bolt [Item BOLT; Option, not in the total] | 5 | Piece | 20.00 |  | 19% | 100.00",
            "~ Without assembly.",
            "Net: 345.00",
            "19 %: 65.55",
            "* Total: EUR\u{a0}410.55",
        ]
    );
    assert!(facts(&print).contains(&"Valid until: 1 Apr 2026".to_owned()), "{:?}", facts(&print));
    w.write(&we(), move |tx| {
        let mut offer = tx.lock(id)?;
        offer.valid_until = Some(day("2099-12-31"));
        tx.update(&mut offer)?;
        perform(tx, id, "send")
    })
    .unwrap();
    assert_eq!(printed(&w, id, &[]).mark, None);
}

#[test]
fn a_customer_reads_his_own_language_figures_and_numbers_whoever_prints() {
    let w = trading();
    let bolt = w.bolt;
    customer(&w, |party, read| {
        party.language = Some(Language::Chinese);
        party.country = Country::by_code(read, "CN")?;
        Ok(())
    });
    let party = w.customer;
    w.write(&we(), move |tx| {
        tx.translate("catalog.item", bolt.raw(), "name", "zh-CN", "螺栓")?;
        let own = catalog::CustomerItem {
            head: Head::default(),
            item: bolt,
            customer: party,
            part_number: "LS-77".into(),
            part_name: None,
        };
        tx.insert(&mut own.clone()).map(|_| ())
    })
    .unwrap();
    // Ordered today it can be there today, as was asked.
    let today = w.read(&we(), |read| Ok(read.today().to_string())).unwrap();
    let order = w.ordered(&today, 48, 0).unwrap();
    let print = printed(&w, order, &[]);
    assert_eq!((print.lang, print.title.as_str(), print.mark.as_deref()), (Lang::Zh, "订单确认", None));
    assert_eq!(
        lines(&print.tables[0])[1],
        "1 | 螺栓 [货号 BOLT · 贵方货号 LS-77] | 48 | Piece | 25.00 | 19% | 1,200.00"
    );
    assert_eq!(print.recipient.last().map(String::as_str), Some("CHINA"));
    let part = |place: usize| today.split('-').nth(place).unwrap().trim_start_matches('0');
    let dated = format!("订单日期: {}年{}月{}日", part(0), part(1), part(2));
    assert!(facts(&print).contains(&dated), "{:?}", facts(&print));
    // Whoever prints may choose another language once.
    let print = printed(&w, order, &[("lang", "es")]);
    assert_eq!((print.lang, print.title.as_str()), (Lang::Es, "Confirmación de pedido"));
    assert_eq!(
        lines(&print.tables[0])[1],
        "1 | Bolt [Artículo BOLT · Su n.º LS-77] | 48 | Piece | 25,00 | 19\u{202f}% | 1200,00"
    );
    // Without a language of its own it is that of its country.
    customer(&w, |party, read| {
        party.language = None;
        party.country = Country::by_code(read, "MX")?;
        Ok(())
    });
    assert_eq!(printed(&w, order, &[]).lang, Lang::Es);
}

#[test]
fn a_delivery_note_goes_where_the_goods_go_and_says_no_prices() {
    let w = trading();
    customer(&w, |party, read| {
        let germany = Country::by_code(read, "DE")?;
        let place = |purpose, street: &str, code: &str, city: &str| Address {
            street: Some(Text::new(street)),
            postal_code: Some(code.into()),
            ..Address::of(purpose, city, germany)
        };
        party.addresses = vec![
            place(AddressUse::Bill, "Am Wall 1", "28195", "Bremen"),
            place(AddressUse::Ship, "Hafenstraße 9\nTor 3", "27568", "Bremerhaven"),
        ]
        .into();
        Ok(())
    });
    let order = w.ordered("2026-03-02", 10, 2).unwrap();
    let confirmation = printed(&w, order, &[]);
    assert_eq!(confirmation.recipient, ["Nordbau GmbH", "Am Wall 1", "28195 Bremen", "GERMANY"]);
    assert_eq!(confirmation.sections[0].title, "Delivery address");
    let delivery = w.delivered(order, "2026-03-04").unwrap();
    let print = printed(&w, delivery, &[]);
    assert_eq!(print.title, "Delivery note");
    assert_eq!(print.recipient, ["Nordbau GmbH", "Hafenstraße 9", "Tor 3", "27568 Bremerhaven", "GERMANY"]);
    assert_eq!(lines(&print.tables[0]), ["No. | Description | Quantity | Unit", "1 | Bolt [Item BOLT] | 10 | Piece"]);
    let number = w.read(&we(), |r| r.get(order)).unwrap().number;
    assert!(facts(&print).contains(&format!("Our order: {}", &*number)));
}

#[test]
fn a_label_goes_where_the_goods_go_under_the_carriers_number_or_its_own() {
    let w = trading();
    customer(&w, |party, read| {
        let germany = Country::by_code(read, "DE")?;
        let place = |purpose, street: &str, city: &str| Address {
            street: Some(Text::new(street)),
            ..Address::of(purpose, city, germany)
        };
        party.addresses = vec![
            place(AddressUse::Bill, "Am Wall 1", "Bremen"),
            place(AddressUse::Ship, "<b>Hafenstraße</b> 9", "Bremerhaven"),
        ]
        .into();
        Ok(())
    });
    let order = w.ordered("2026-03-02", 10, 0).unwrap();
    let deliver = sales::Deliver { posted_on: Some(day("2026-03-04")) };
    let made = w.write(&we(), move |tx| perform_with(tx, order, "deliver", &deliver)).unwrap();
    let delivery: Id<sales::Delivery> = Id::from_raw(made[0].1);
    let pack = sales::Pack { weight: Some(pieces(4)), carrier: None, tracking_number: Some("1Z999".into()) };
    let made = w.write(&we(), move |tx| perform_with(tx, delivery, "pack", &pack)).unwrap();
    let package: Id<sales::Package> = Id::from_raw(made[0].1);
    let print = printed(&w, package, &[]);
    assert_eq!((print.sheet, print.title.as_str(), print.code.as_str()), (Sheet::Label, "Package", "1Z999"));
    assert_eq!(print.sender.name, "Ponte Cycles");
    assert_eq!(print.recipient, ["Nordbau GmbH", "<b>Hafenstraße</b> 9", "Bremerhaven", "GERMANY"]);
    let ordered = w.read(&we(), move |r| Ok(r.get(order)?.number.to_string())).unwrap();
    let shipped = w.read(&we(), move |r| Ok(r.get(delivery)?.number.to_string())).unwrap();
    let said = |order: &str, note: &str, rest: &[&str]| -> Vec<String> {
        let own = [format!("{order}: {ordered}"), format!("{note}: {shipped}")];
        own.into_iter().chain(rest.iter().map(|r| (*r).to_owned())).collect()
    };
    let english = said("Our order", "Delivery note", &["Weight: 4\u{a0}kg", "Tracking no.: 1Z999"]);
    assert_eq!(facts(&print), english);
    let chinese = printed(&w, package, &[("lang", "zh-CN")]);
    assert_eq!((chinese.title.as_str(), chinese.code.as_str()), ("包裹", "1Z999"));
    assert!(facts(&chinese).contains(&"重量: 4\u{a0}kg".to_owned()), "{:?}", facts(&chinese));
    let spanish = printed(&w, package, &[("lang", "es")]);
    assert!(facts(&spanish).contains(&"N.º de seguimiento: 1Z999".to_owned()), "{:?}", facts(&spanish));
    // Without the carrier's number it goes under its own.
    w.write(&we(), move |tx| {
        let mut package = tx.lock(package)?;
        (package.tracking_number, package.weight) = (None, None);
        tx.update(&mut package)
    })
    .unwrap();
    let print = printed(&w, package, &[]);
    assert!(print.number.starts_with("PK-") && print.code == print.number, "{}", print.code);
    assert_eq!(facts(&print), said("Our order", "Delivery note", &[]));
}

#[test]
fn an_invoice_says_where_to_pay_and_its_credit_note_what_it_corrects() {
    let w = trading();
    let company = w.company;
    w.write(&we(), move |tx| {
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let account = tx.row("SELECT id FROM accounting_account WHERE code = '1010'", &[])?.unwrap()[0].int().unwrap();
        tx.insert(&mut BankAccount::new(company, "Caja Norte", "ES9121000418450200051332", euro, Id::from_raw(account)))
    })
    .unwrap();
    let order = w.ordered("2026-03-02", 10, 0).unwrap();
    w.delivered(order, "2026-03-04").unwrap();
    let invoice = w.billed(order, "2026-03-05").unwrap();
    let print = printed(&w, invoice, &[]);
    assert_eq!((print.title.as_str(), print.mark.as_deref()), ("Invoice", None));
    assert!(print.number.starts_with("INV-"), "{}", print.number);
    assert_eq!(
        lines(&print.tables[0])[1..],
        [
            "1 | Bolt [Item BOLT] | 10 | Piece | 25.00 | 19% | 250.00",
            "Net: 250.00",
            "19 %: 47.50",
            "* Total: EUR\u{a0}297.50"
        ]
    );
    let paid: Vec<String> = print.sections[0].facts.iter().map(|f| format!("{}: {}", f.label, f.value)).collect();
    assert_eq!(paid[..2], ["Bank account: Caja Norte", "IBAN: ES91 2100 0418 4502 0005 1332"]);
    assert_eq!(paid[2], format!("Reference: {}", print.number));
    let reversal = Reversal { posted_on: day("2026-03-10"), reason: "Wrong bolts".into() };
    let made = w.write(&we(), move |tx| perform_with(tx, invoice, "reverse", &reversal)).unwrap();
    let note: Id<CustomerInvoice> = Id::from_raw(made.iter().find(|m| m.0 == CustomerInvoice::NAME).unwrap().1);
    let credit = printed(&w, note, &[]);
    assert_eq!(credit.title, "Credit note");
    assert!(facts(&credit).contains(&format!("Corrects invoice: {}", print.number)), "{:?}", facts(&credit));
    assert!(credit.sections.is_empty(), "nobody pays a credit note");
    assert_eq!(printed(&w, invoice, &[]).mark, None, "a draft takes nothing back yet");
    w.write(&we(), move |tx| perform(tx, note, "post")).unwrap();
    assert_eq!(printed(&w, invoice, &[]).mark.as_deref(), Some("Taken back"));
}

#[test]
fn an_invoice_in_another_currency_says_its_tax_in_the_companys() {
    let w = trading();
    let (company, party, bolt) = (w.company, w.customer, w.bolt);
    let order: Id<Order> = w
        .write(&we(), move |tx| {
            let (euro, dollar) = (Currency::by_code(tx, "EUR")?.unwrap(), Currency::by_code(tx, "USD")?.unwrap());
            let (head, kind, rate) = (Head::default(), RateKind::Spot, Rate::parse("0.9")?);
            let quoted_on = day("2026-03-01");
            tx.insert(&mut ExchangeRate { head, base_currency: dollar, currency: euro, kind, quoted_on, rate })?;
            let mut order =
                Order::new(company, party, day("2026-03-02"), vec![OrderLine::of(bolt, pieces(10)).at(price("20"))]);
            order.currency = Some(dollar);
            let id = tx.insert(&mut order)?;
            perform(tx, id, "confirm")?;
            Ok(id)
        })
        .unwrap();
    w.delivered(order, "2026-03-04").unwrap();
    let invoice = w.billed(order, "2026-03-05").unwrap();
    let print = printed(&w, invoice, &[]);
    assert!(lines(&print.tables[0]).contains(&"* Total: USD\u{a0}238.00".to_owned()));
    // 38.00 USD of tax at 0.9.
    assert_eq!(print.after, ["The tax amounts to EUR\u{a0}34.20."]);
}

#[test]
fn the_letterhead_is_the_companys_and_the_paper_that_of_its_country() {
    let w = trading();
    let company = w.company;
    let order = w.ordered("2026-03-02", 1, 0).unwrap();
    let change = move |country: &'static str| {
        w.write(&we(), move |tx| {
            let mut us: Company = tx.lock(company)?;
            us.country = Country::by_code(tx, country)?.unwrap();
            us.address = Some(Text::new("Carrer de la Marina 12\n08005 Barcelona"));
            us.tax_id = Some("B12345674".into());
            us.legal_notice = Some(Text::new("Registro Mercantil de Barcelona, hoja B-98765"));
            us.phone = Some("+34930000000".into());
            us.website = Some("https://ponte.example/".into());
            tx.update(&mut us)
        })
        .unwrap();
        printed(&w, order, &[])
    };
    let print = change("ES");
    assert_eq!(print.sheet, Sheet::A4);
    assert_eq!(print.sender.address, ["Carrer de la Marina 12", "08005 Barcelona"]);
    assert_eq!(print.sender.contact, ["+34930000000", "ponte.example"]);
    assert_eq!(
        print.sender.legal,
        ["Ponte Cycles", "Tax no. B12345674", "Registro Mercantil de Barcelona, hoja B-98765"]
    );
    assert_eq!(change("US").sheet, Sheet::Letter);
}
