//! A small made-up business out of two tables: replayed, interrupted and taken up again, and replayed once more.

use exchange::import::no_labels;
use exchange::replay::{Replay, Report, Script};
use parties::{Party, Role, RoleName};
use platform::{Company, Country, Currency, Language};
use std::path::PathBuf;
use store::testing::Fresh;
use store::{Set, Who};

/// Two orders to a supplier: the first comes with two unfit bolts, the second is still on its way.
const BOUGHT: &str = "No,Ordered,Due,Supplier,Item,Quantity,Price,Came,Unfit,State\n\
    1,2011-01-10,2011-01-20,Ferrum,BOLT,100,2.00,98,2,done\n\
    1,2011-01-10,2011-01-20,Ferrum,CHAIN,10,20.00,10,0,done\n\
    2,2011-03-01,2011-03-15,Ferrum,BOLT,50,2.10,0,0,open\n";

/// Three orders of customers; half a cent of tax counts as one.
const SOLD: &str = "No,Ordered,Shipped,Due,Customer,Item,Quantity,Price,Discount,Tax,Freight\n\
    A,2011-01-05,2011-01-12,2011-01-24,Nordbau,BOLT,20,5.00,0,8.0050,4.5000\n\
    B,2011-02-01,2011-02-08,2011-02-20,Velo,CHAIN,4,50.00,0.10,15.2,0\n\
    B,2011-02-01,2011-02-08,2011-02-20,Velo,BOLT,10,5.00,0,15.2,0\n\
    C,2011-02-03,2011-02-10,2011-02-22,Nordbau,SADDLE,1,30.00,0,2.4,0\n";

const SCRIPT: &str = r#"
system = "oldshop"

[[stream]]
name = "house"
key = { value = "all" }
[[stream.step]]
on = { value = "2011-01-01" }
make = "accounting.books"
do = "open"
fields.company = { value = "Ponte Cycles" }
input.chart = { value = "general" }
input.language = { value = "en" }
input.starts_on = { day = true }
[[stream.step]]
on = { value = "2011-01-01" }
make = "stock.warehouse"
fields.company = { value = "Ponte Cycles" }
fields.code = { value = "MAIN" }
fields.name = { value = "Main" }
[[stream.step]]
on = { value = "2011-01-01" }
make = "accounting.tax_code"
as = "tax"
fields.company = { value = "Ponte Cycles" }
fields.code = { value = "ST" }
fields.name = { value = "Sales tax" }
fields.direction = { value = "sale" }
fields."rates.1.starts_on" = { value = "2011-01-01" }
fields."rates.1.rate" = { value = "8" }
[[stream.step]]
on = { value = "2011-01-01" }
make = "accounting.tax_rule"
fields.company = { value = "Ponte Cycles" }
fields.direction = { value = "sale" }
fields.destination = { value = "anywhere" }
fields.starts_on = { value = "2011-01-01" }
fields.tax_code = { of = "tax" }
[[stream.step]]
on = { value = "2011-01-01" }
make = "stock.movement"
do = "post"
fields.company = { value = "Ponte Cycles" }
fields.purpose = { value = "opening" }
fields.warehouse = { value = "MAIN" }
fields.posted_on = { day = true }
fields."lines.1.item" = { value = "BOLT" }
fields."lines.1.quantity" = { value = "20" }
fields."lines.1.unit_cost" = { value = "2.00" }

[[stream]]
name = "purchase"
file = "bought.csv"
key = "No"
[[stream.step]]
on = "Ordered"
make = "purchasing.order"
as = "order"
do = "release"
fields.company = { value = "Ponte Cycles" }
fields.supplier = "Supplier"
fields.ordered_on = { day = true }
fields.warehouse = { value = "MAIN" }
fields."lines.*.item" = "Item"
fields."lines.*.quantity" = "Quantity"
fields."lines.*.price" = "Price"
[[stream.step]]
on = "Due"
rows_unless = { Came = "0" }
make = "purchasing.goods_receipt"
as = "receipt"
do = "post"
fields.company = { value = "Ponte Cycles" }
fields.supplier = "Supplier"
fields.posted_on = { day = true }
fields."lines.*.order_line" = { line = "order" }
fields."lines.*.quantity" = "Came"
fields."lines.*.rejected" = "Unfit"
[[stream.step]]
on = "Due"
rows_unless = { Unfit = "0" }
make = "purchasing.supplier_return"
do = "post"
fields.company = { value = "Ponte Cycles" }
fields.supplier = "Supplier"
fields.posted_on = { day = true }
fields."lines.*.receipt_line" = { line = "receipt" }
fields."lines.*.quantity" = "Unfit"
fields."lines.*.status" = { value = "blocked" }
[[stream.step]]
on = "Due"
where = { State = "done" }
of = "order"
do = "invoice"
makes = "purchasing.supplier_invoice"
as = "invoice"
input.supplier_number = { template = "F-{No}" }
input.documented_on = { day = true }
[[stream.step]]
on = "Due"
where = { State = "done" }
change = "invoice"
do = "post"
fields.posted_on = { day = true }
[[stream.step]]
on = "Due"
days = 30
where = { State = "done" }
make = "accounting.payment"
do = "post"
fields.company = { value = "Ponte Cycles" }
fields.direction = { value = "paid" }
fields.party = "Supplier"
fields.currency = { value = "EUR" }
fields.posted_on = { day = true }
fields.amount = { of = "invoice", field = "total" }

[[stream]]
name = "sale"
file = "sold.csv"
key = "No"
[[stream.step]]
on = "Ordered"
make = "sales.order"
as = "order"
do = "confirm"
fields.company = { value = "Ponte Cycles" }
fields.customer = "Customer"
fields.ordered_on = { day = true }
fields.requested = "Shipped"
fields.currency = { value = "EUR" }
fields.reference = "No"
fields.stated_tax = { column = "Tax", round = true }
fields."lines.*.item" = "Item"
fields."lines.*.quantity" = "Quantity"
fields."lines.*.price" = "Price"
fields."lines.*.discount" = { column = "Discount", values = { "0.10" = "10" } }
fields."lines.1.item" = { value = "FREIGHT" }
fields."lines.1.quantity" = { value = "1" }
fields."lines.1.price" = "Freight"
[[stream.step]]
on = "Shipped"
of = "order"
do = "deliver"
makes = "sales.delivery"
as = "delivery"
input.posted_on = { day = true }
[[stream.step]]
on = "Shipped"
of = "delivery"
do = "post"
[[stream.step]]
on = "Shipped"
of = "order"
do = "bill"
makes = "sales.customer_invoice"
as = "invoice"
input.posted_on = { day = true }
[[stream.step]]
on = "Shipped"
change = "invoice"
do = "post"
fields.due_on = "Due"
[[stream.step]]
on = "Due"
make = "accounting.payment"
do = "post"
fields.company = { value = "Ponte Cycles" }
fields.direction = { value = "received" }
fields.party = "Customer"
fields.currency = { value = "EUR" }
fields.posted_on = { day = true }
fields.amount = { of = "invoice", field = "total" }
fields.reference = "No"
[[stream.step]]
on = "Due"
days = 300
where = { Customer = "Velo" }
find = "parties.party"
which = "Customer"
do = "deactivate"
"#;

fn we() -> Who {
    Who::program("test")
}

/// Tables in a folder of their own.
struct Tables(PathBuf);

impl Tables {
    fn of(name: &str) -> Tables {
        let folder = std::env::temp_dir().join(format!("fondaco_replay_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("bought.csv"), BOUGHT).unwrap();
        std::fs::write(folder.join("sold.csv"), SOLD).unwrap();
        Tables(folder)
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A company without books, two items and whom it deals with.
fn company() -> Fresh {
    let set = Fresh::open(fondaco::registry());
    set.write(&we(), |tx| {
        platform::seed::basics(tx, Language::English)?;
        let euro = Currency::by_code(tx, "EUR")?.unwrap();
        let country = Country::by_code(tx, "ES")?.unwrap();
        tx.insert(&mut Company::new("Ponte Cycles", "PC", euro, country))?;
        let piece = tx.insert(&mut catalog::Unit::of("pc", "Piece", catalog::Dimension::Count, (1, 1), "C62"))?;
        for (code, name) in [("BOLT", "Bolt"), ("CHAIN", "Chain")] {
            tx.insert(&mut catalog::Item::goods(code, name, piece))?;
        }
        let mut freight = catalog::Item::goods("FREIGHT", "Freight", piece);
        freight.nature = catalog::Nature::Service;
        tx.insert(&mut freight)?;
        for name in ["Nordbau", "Velo"] {
            tx.insert(&mut Party::organisation(name))?;
        }
        let mut supplier = Party::organisation("Ferrum");
        supplier.roles = vec![Role::of(RoleName::Supplier)].into();
        tx.insert(&mut supplier).map(|_| ())
    })
    .unwrap();
    set
}

/// Replays as far as somebody wants it to.
fn replay(set: &Set, tables: &Tables, go_on: &dyn Fn(&Report) -> bool) -> Report {
    let script = Script::parse(SCRIPT).unwrap();
    let who = we();
    let replay = Replay { set, who: &who, script: &script, folder: &tables.0, labels: &no_labels, progress: go_on };
    replay.run().unwrap()
}

fn number(set: &Set, sql: &'static str) -> i64 {
    set.read(&we(), |read| read.number(sql, &[])).unwrap()
}

fn saddle(set: &Set) {
    set.write(&we(), |tx| {
        let piece = tx.row("SELECT id FROM catalog_unit WHERE code = 'pc'", &[])?;
        let piece = base::Id::from_raw(piece.and_then(|r| r.first().and_then(entity::Value::int)).unwrap());
        let mut saddle = catalog::Item::goods("SADDLE", "Saddle", piece);
        // Somebody else delivers it: nothing is kept.
        saddle.nature = catalog::Nature::Service;
        tx.insert(&mut saddle).map(|_| ())
    })
    .unwrap();
}

/// What an accountant looks at when everything but the saddle is done.
fn right(set: &Set) {
    assert_eq!(fondaco::commands::laws(set).unwrap(), Vec::<String>::new());
    assert_eq!(number(set, "SELECT COUNT(*) FROM purchasing_order"), 2);
    assert_eq!(number(set, "SELECT COUNT(*) FROM purchasing_goods_receipt WHERE state = 'posted'"), 1);
    assert_eq!(number(set, "SELECT COUNT(*) FROM purchasing_supplier_return WHERE state = 'posted'"), 1);
    assert_eq!(number(set, "SELECT COUNT(*) FROM sales_delivery WHERE state = 'posted'"), 2);
    // 98 bolts and 10 chains are invoiced and paid; the two unfit bolts went back before.
    assert_eq!(number(set, "SELECT SUM(total) FROM purchasing_supplier_invoice WHERE state = 'posted'"), 39_600);
    // 100 and 4.50 of freight and 8.01 of tax; 180 and 50 and 15.20.
    assert_eq!(number(set, "SELECT SUM(net) FROM sales_customer_invoice WHERE state = 'posted'"), 33_450);
    assert_eq!(number(set, "SELECT SUM(total) FROM sales_customer_invoice WHERE state = 'posted'"), 35_771);
    assert_eq!(number(set, "SELECT SUM(total) FROM sales_order WHERE reference <> 'C'"), 35_771);
    assert_eq!(number(set, "SELECT COUNT(*) FROM accounting_payment WHERE state = 'posted'"), 3);
    assert_eq!(number(set, "SELECT COUNT(*) FROM accounting_open_item WHERE settled = 0"), 0, "everybody has paid");
    // 20 + 98 bolts less 30, and 10 chains less 4.
    assert_eq!(number(set, "SELECT SUM(quantity) FROM stock_valuation"), 94_000_000);
    assert_eq!(number(set, "SELECT COUNT(*) FROM parties_party WHERE state = 'inactive' AND name = 'Velo'"), 1);
    let by_day = "SELECT COUNT(*) FROM accounting_journal_entry WHERE posted_on = '2011-02-08'";
    assert_eq!(number(set, by_day), 2, "a delivery and its invoice stand on their own day");
}

#[test]
fn a_business_replayed_twice_is_there_once() {
    let (set, tables) = (company(), Tables::of("twice"));
    let report = replay(&set, &tables, &|_| true);
    assert!(report.finished);
    // The saddle is not known here: its order stops, the others do not.
    assert_eq!((report.stopped, report.problems[0].key.as_str(), report.problems[0].step), (1, "C", 1));
    assert_eq!(report.problems[0].refusals[0].code, "exchange.reference_missing");
    right(&set);
    let again = replay(&set, &tables, &|_| true);
    assert_eq!((again.done, again.before, again.stopped), (0, report.done, 1));
    right(&set);
    // Once it is known, its order goes on; a service is invoiced without a delivery, so it stops there.
    saddle(&set);
    let more = replay(&set, &tables, &|_| true);
    assert_eq!((more.done, more.stopped, more.problems[0].step), (1, 1, 2));
    assert_eq!(number(&set, "SELECT COUNT(*) FROM sales_order WHERE state = 'confirmed'"), 3);
}

#[test]
fn an_interrupted_replay_goes_on_where_it_was() {
    let (set, tables) = (company(), Tables::of("interrupted"));
    let mut runs = 0;
    let mut before = 0;
    loop {
        // One transaction, then somebody pulls the plug.
        let report = replay(&set, &tables, &|_| false);
        assert_eq!(report.before, before, "nothing that was done is done again");
        before += report.done;
        runs += 1;
        if report.finished || report.done == 0 {
            break;
        }
        assert!(runs < 50, "it gets no further");
    }
    assert!(runs > 4, "it was interrupted {runs} times");
    replay(&set, &tables, &|_| true);
    right(&set);
}

#[test]
fn what_does_not_fit_is_said_before_anything_is_done() {
    let (set, tables) = (company(), Tables::of("fitting"));
    let refused = |text: String| {
        let script = Script::parse(&text).unwrap();
        let who = we();
        let nothing = &|_: &Report| true;
        let replay =
            Replay { set: &set, who: &who, script: &script, folder: &tables.0, labels: &no_labels, progress: nothing };
        replay.run().unwrap_err().code().to_owned()
    };
    for (old, new, code) in [
        ("change = \"invoice\"", "change = \"invoise\"", "exchange.replay_name_unknown"),
        ("fields.customer = \"Customer\"", "fields.customer = \"Client\"", "exchange.column_missing"),
        ("fields.due_on = \"Due\"", "fields.due = \"Due\"", "exchange.field_unknown"),
        ("do = \"confirm\"", "do = \"confirmed\"", "not_found"),
        ("as = \"delivery\"", "as = \"order\"", "exchange.replay_name_twice"),
        ("of = \"delivery\"\ndo = \"post\"", "of = \"delivery\"", "exchange.replay_step_unclear"),
    ] {
        assert!(SCRIPT.contains(old), "{old}");
        assert_eq!(refused(SCRIPT.replace(old, new)), code, "{new}");
    }
    assert_eq!(Script::parse("stream = 1").unwrap_err().code(), "exchange.replay_malformed");
    assert_eq!(number(&set, "SELECT COUNT(*) FROM accounting_books"), 0);
}
