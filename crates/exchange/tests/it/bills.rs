//! Electronic bills become drafts of supplier invoices: the supplier, the order and the items are found, and nothing comes twice.

use accounting::{Account, Books, Direction, TaxCode};
use base::{Date, Id, Money, Percent, Price, Quantity};
use catalog::{Dimension, Item, SupplierItem, Unit};
use entity::{Custom, Described, Entity, Head, Named as _, Record};
use exchange::bill::books::{Taken, Told, take_in};
use parties::Party;
use platform::{Company, Country, Currency};
use purchasing::{InvoiceState, Order, OrderLine, Sense, SupplierInvoice};
use stock::Warehouse;
use store::testing::Fresh;
use store::{Hooks, Registry, Tx, Who};

fn we() -> Who {
    Who::program("test")
}

fn perform<E: Entity>(tx: &mut Tx, id: Id<E>, verb: &str, input: &Record) -> base::Result<store::Made> {
    tx.perform(E::NAME, id.raw(), verb, None, input)
}

struct World {
    set: Fresh,
    company: Id<Company>,
    supplier: Id<Party>,
    bolt: Id<Item>,
    order: Order,
    tax: Id<TaxCode>,
}

fn supplier(name: &str, country: Id<Country>, tax_id: Option<&str>) -> Party {
    let mut party = Party::organisation(name);
    party.roles = vec![parties::Role::of(parties::RoleName::Supplier)].into();
    (party.tax_country, party.tax_id) = (Some(country), tax_id.map(str::to_owned));
    party
}

/// A house in Spain that ordered 100 bolts and a repair of a Dutch supplier.
fn world() -> World {
    let modules = [
        &platform::MODULE,
        &parties::MODULE,
        &catalog::MODULE,
        &accounting::MODULE,
        &stock::MODULE,
        &purchasing::MODULE,
    ];
    let set = Fresh::open(Registry::new(&modules, &[], Hooks::OPEN));
    let made = set.write(&we(), move |tx| {
        platform::seed::basics(tx, platform::Language::English)?;
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let spain = Country::by_code(tx, "ES")?.unwrap();
        let mut house = Company::new("Ponte Cycles", "PC", euro, spain);
        house.tax_id = Some("B12345674".into());
        let company = tx.insert(&mut house)?;
        tx.insert(&mut Company::new("Other", "OT", euro, spain))?;
        let ledger = tx.insert(&mut Books::new(company))?;
        let founding = accounting::Founding {
            chart: accounting::charts::Chart::General,
            language: platform::Language::English,
            starts_on: Date::parse("2026-01-01").unwrap(),
        };
        perform(tx, ledger, "open", &founding.to_record())?;
        let percent = Percent::parse("21").unwrap();
        let tax = tx.insert(&mut TaxCode::new(company, "IN21", "21 %", Direction::Purchase, percent))?;
        let netherlands = Country::by_code(tx, "NL")?.unwrap();
        let ferrum = tx.insert(&mut supplier("Ferrum B.V.", netherlands, Some("NL809163160B01")))?;
        tx.insert(&mut supplier("Zonder Nummer", netherlands, None))?;
        let piece = tx.insert(&mut Unit::of("pc", "Piece", Dimension::Count, (1, 1), "C62"))?;
        let bolt = tx.insert(&mut Item::goods("BOLT", "Bolt", piece))?;
        let mut repair = Item::goods("REPAIR", "Repair", piece);
        repair.nature = catalog::Nature::Service;
        let repair = tx.insert(&mut repair)?;
        tx.insert(&mut SupplierItem {
            head: Head::default(),
            item: bolt,
            supplier: ferrum,
            part_number: Some("F-77".into()),
            part_name: None,
            lead_time_days: None,
            unit: None,
            minimum: None,
            multiple: None,
            currency: euro,
            breaks: Vec::new().into(),
            starts_on: None,
            ends_on: None,
            is_preferred: true,
            custom: Custom::default(),
        })?;
        let line =
            |item, n: i64, at: &str| OrderLine::new(item, Quantity::whole(n).unwrap()).at(Price::parse(at).unwrap());
        let lines = vec![line(bolt, 100, "5"), line(repair, 1, "40")];
        let warehouse = tx.insert(&mut Warehouse::new(company, "MAIN", "Main"))?;
        let order = Order::new(company, ferrum, Date::parse("2026-02-20").unwrap(), lines);
        let order = tx.insert(&mut Order { warehouse: Some(warehouse), ..order })?;
        perform(tx, order, "release", &Record::default())?;
        Ok((company, ferrum, bolt, tx.get(order)?, tax))
    });
    let (company, supplier, bolt, order, tax) = made.unwrap();
    World { set, company, supplier, bolt, order, tax }
}

const LINE: &str = "<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode=\"C62\">60</cbc:InvoicedQuantity>\
    <cbc:LineExtensionAmount currencyID=\"EUR\">300.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Bout M8</cbc:Name>\
    <cac:SellersItemIdentification><cbc:ID>F-77</cbc:ID></cac:SellersItemIdentification>\
    <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>\
    <cac:Price><cbc:PriceAmount currencyID=\"EUR\">5.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>";

impl World {
    /// A bill of the supplier over 60 bolts, with what is replaced in it.
    fn bill(&self, replaced: &[(&str, &str)]) -> Vec<u8> {
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" \
             xmlns:cac=\"urn:cac\" xmlns:cbc=\"urn:cbc\"><cbc:ID>F-2026/118</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>\
             <cbc:DueDate>2026-04-01</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\
             <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\
             <cac:OrderReference><cbc:ID>{}</cbc:ID></cac:OrderReference>\
             <cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode>\
             </cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>NL809163160B01</cbc:CompanyID></cac:PartyTaxScheme>\
             <cac:PartyLegalEntity><cbc:RegistrationName>Ferrum BV</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>\
             </cac:AccountingSupplierParty><cac:AccountingCustomerParty><cac:Party><cac:PartyTaxScheme>\
             <cbc:CompanyID>ESB12345674</cbc:CompanyID></cac:PartyTaxScheme></cac:Party></cac:AccountingCustomerParty>\
             <cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID=\"EUR\">363.00</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>\
             {LINE}</Invoice>",
            &*self.order.number
        );
        for (from, to) in replaced {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        text.into_bytes()
    }

    fn take(&self, file: Vec<u8>, told: Told) -> base::Result<Taken> {
        self.set.write(&we(), move |tx| take_in(tx, &file, "bill.xml", told))
    }

    fn invoice(&self, taken: Taken) -> SupplierInvoice {
        self.set.read(&we(), move |read| read.get(taken.invoice)).unwrap()
    }

    fn refused(&self, replaced: &[(&str, &str)], told: Told) -> String {
        let error = self.take(self.bill(replaced), told).unwrap_err();
        let refusal = error.refusals().first().unwrap_or_else(|| panic!("no refusal: {error}"));
        format!("{} {}", refusal.code, refusal.field.clone().unwrap_or_default())
    }
}

#[test]
fn a_bill_in_ubl_is_a_draft_with_its_order_and_comes_once() {
    let w = world();
    let taken = w.take(w.bill(&[]), Told::default()).unwrap();
    assert_eq!((taken.lines, taken.ordered), (1, 1));
    let invoice = w.invoice(taken);
    assert_eq!((invoice.state, invoice.sense, invoice.company), (InvoiceState::Draft, Sense::Invoice, w.company));
    assert_eq!((invoice.supplier, invoice.supplier_number.as_str()), (w.supplier, "F-2026/118"));
    assert_eq!(invoice.documented_on.to_string(), "2026-03-02");
    assert_eq!(invoice.due_on.map(|d| d.to_string()).as_deref(), Some("2026-04-01"));
    let money = |text: &str| Money::parse(text, 2).unwrap();
    assert_eq!((invoice.net, invoice.total, invoice.stated_total), (money("300"), money("363"), Some(money("363"))));
    let line = &invoice.lines[0];
    assert_eq!((line.purchase_order, line.order_line), (Some(w.order.id()), Some(w.order.lines[0].head.id)));
    assert_eq!((line.item, line.quantity, line.tax_code), (Some(w.bolt), Quantity::whole(60).unwrap(), Some(w.tax)));
    // The file stays beside it.
    let files =
        w.set.read(&we(), move |read| platform::attachment::of(read, SupplierInvoice::NAME, taken.invoice.raw()));
    assert_eq!(files.unwrap()[0].name, "bill.xml");
    // The same bill once more, also where somebody writes its number another way.
    assert_eq!(w.refused(&[], Told::default()), "purchasing.invoice_twice supplier_number");
    assert_eq!(w.refused(&[("F-2026/118", "f 2026-118")], Told::default()), "purchasing.invoice_twice supplier_number");
    // It is posted like any other.
    w.set.write(&we(), move |tx| perform(tx, taken.invoice, "post", &Record::default()).map(|_| ())).unwrap();
}

#[test]
fn who_is_meant_is_found_told_or_asked_for() {
    let w = world();
    // Without a number the name tells, however it is written.
    let nameless = [("<cac:PartyTaxScheme><cbc:CompanyID>NL809163160B01</cbc:CompanyID></cac:PartyTaxScheme>", "")];
    assert_eq!(w.invoice(w.take(w.bill(&nameless), Told::default()).unwrap()).supplier, w.supplier);
    let stranger = [("NL809163160B01", "NL001234567B01"), ("Ferrum BV", "Somebody"), ("F-2026/118", "S-1")];
    assert_eq!(w.refused(&stranger, Told::default()), "exchange.bill_supplier_unknown supplier");
    let told = Told { supplier: Some(w.supplier), company: None };
    assert_eq!(w.invoice(w.take(w.bill(&stranger), told).unwrap()).supplier, w.supplier);
    // Two of one name.
    w.set
        .write(&we(), |tx| {
            let country = Country::by_code(tx, "NL")?.unwrap();
            tx.insert(&mut supplier("Ferrum bv", country, None)).map(|_| ())
        })
        .unwrap();
    assert_eq!(w.refused(&nameless, Told::default()), "exchange.bill_supplier_several supplier");
    // Two companies, and a bill for neither.
    let unknown = [("ESB12345674", "ESA00000000"), ("F-2026/118", "S-2")];
    assert_eq!(w.refused(&unknown, Told::default()), "exchange.bill_company_unknown company");
    let told = Told { company: Some(w.company), supplier: None };
    assert_eq!(w.invoice(w.take(w.bill(&unknown), told).unwrap()).company, w.company);
    let other = w.set.read(&we(), |read| Ok(read.select::<Company>("code = 'OT'", &[])?[0].id())).unwrap();
    let told = Told { company: Some(other), supplier: None };
    assert_eq!(w.refused(&[("F-2026/118", "S-3")], told), "exchange.bill_of_other_company company");
    assert_eq!(w.refused(&[(">EUR<", ">XXQ<")], Told::default()), "exchange.bill_currency file");
}

#[test]
fn what_nobody_ordered_and_what_is_on_or_off_the_whole_bill_are_drafted_to_the_cent() {
    let w = world();
    let more = "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Vracht\
        </cbc:AllowanceChargeReason><cbc:Amount>12.50</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>\
        </cac:TaxCategory></cac:AllowanceCharge><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>\
        <cbc:Amount>30.01</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent></cac:TaxCategory>\
        </cac:AllowanceCharge><cac:LegalMonetaryTotal>";
    let third =
        LINE.replace("F-77", "?").replace(">60<", ">3<").replace("300.00", "10.00").replace(">5.00<", ">3.333333<");
    let with = format!("{LINE}{third}");
    let file = w.bill(&[("<cac:LegalMonetaryTotal>", more), (LINE, &with), ("363.00", "353.91")]);
    let taken = w.take(file, Told::default()).unwrap();
    assert_eq!((taken.lines, taken.ordered), (3, 1));
    let invoice = w.invoice(taken);
    let nets: Vec<String> = invoice.lines.iter().map(|l| l.net.format(2)).collect();
    // 30.01 off the two lines of that tax, in proportion.
    assert_eq!(nets, ["270.96", "9.03", "12.50"]);
    assert_eq!(invoice.net, Money::parse("292.49", 2).unwrap());
    assert_eq!(Some(invoice.total), invoice.stated_total);
    let purchases = w.set.read(&we(), |read| Ok(read.select::<Account>("code = '5010'", &[])?[0].id())).unwrap();
    assert_eq!((invoice.lines[1].account, invoice.lines[2].account), (Some(purchases), Some(purchases)));
    assert_eq!(invoice.lines[2].description.as_deref(), Some("Vracht"));
    // More off than on.
    let greedy = more.replace("30.01", "900.00");
    let refused = w.refused(&[("<cac:LegalMonetaryTotal>", &greedy), ("F-2026/118", "G-1")], Told::default());
    assert_eq!(refused, "exchange.bill_takes_off file");
}

#[test]
fn a_credit_note_names_what_it_corrects() {
    let w = world();
    let first = w.take(w.bill(&[]), Told::default()).unwrap();
    let reference = "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-2026/118</cbc:ID></cac:InvoiceDocumentReference>\
        </cac:BillingReference><cac:OrderReference>";
    let note = w.bill(&[
        ("<cbc:ID>F-2026/118</cbc:ID>", "<cbc:ID>C-9</cbc:ID>"),
        ("<cac:OrderReference>", reference),
        ("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", ""),
        ("InvoicedQuantity", "CreditedQuantity"),
        ("InvoiceLine", "CreditNoteLine"),
        ("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"", "<CreditNote xmlns=\"urn:c\""),
        ("</Invoice>", "</CreditNote>"),
    ]);
    let note = w.invoice(w.take(note, Told::default()).unwrap());
    assert_eq!((note.sense, note.corrects), (Sense::CreditNote, Some(first.invoice)));
    assert_eq!(note.total, Money::parse("363", 2).unwrap());
}
