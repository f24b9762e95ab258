//! A bill becomes the draft of a supplier invoice: whose it is, which order it is about, which items it names.

use super::{Bill, BillLine, Extra, Figure, read};
use accounting::{Direction, Role, TaxCode, kept, taxing};
use base::{Id, Money, Percent, Price, Quantity, Refusal, Result, Rounding};
use catalog::Item;
use entity::{Entity, Named as _, Value};
use parties::{Party, loaded, tax_id};
use platform::{Company, Country, Currency, attachment};
use purchasing::{InvoiceLine, Order, OrderLine, Sense, SupplierInvoice};
use store::{Read, Tx};

/// What somebody says about a bill that it does not say itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    pub company: Option<Id<Company>>,
    pub supplier: Option<Id<Party>>,
}

/// What a bill became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub invoice: Id<SupplierInvoice>,
    /// How many lines it has, and how many of them found their line of an order.
    pub lines: usize,
    pub ordered: usize,
}

/// Takes a bill in: a draft with the file beside it. The same bill twice is refused.
pub fn take_in(tx: &mut Tx, file: &[u8], name: &str, told: Told) -> Result<Taken> {
    let text = std::str::from_utf8(file).map_err(|_| super::unreadable("UTF-8"))?;
    let bill = read(text.trim_start_matches('\u{feff}'))?;
    let (mut invoice, ordered) = drafted(tx, &bill, told)?;
    let lines = loaded(&invoice.lines).len();
    let id = tx.insert(&mut invoice)?;
    let content = attachment::put(tx, file)?;
    attachment::add(tx, SupplierInvoice::NAME, id.raw(), &content, name, "application/xml")?;
    Ok(Taken { invoice: id, lines, ordered })
}

/// The draft of a bill, and how many of its lines found their line of an order.
pub fn drafted(read: &Read, bill: &Bill, told: Told) -> Result<(SupplierInvoice, usize)> {
    let company = company_of(read, bill, told.company)?;
    let supplier = supplier_of(read, bill, told.supplier)?;
    let refusal = || Refusal::new("exchange.bill_currency").field("file").arg("currency", &*bill.currency);
    let currency = Currency::by_code(read, &bill.currency)?.ok_or_else(refusal)?;
    let order = order_of(read, bill, company, &supplier)?;
    let on = bill.issued_on.unwrap_or(read.today());
    let desk = Desk { read, bill, company, supplier: &supplier, order: order.as_ref(), on };
    let (lines, ordered) = desk.lines(kept::books(read)?.exponent(currency))?;
    let exponent = kept::books(read)?.exponent(currency);
    let corrected = |number: &str| corrected(read, company, supplier.id(), number);
    let draft = SupplierInvoice::new(company, supplier.id(), &bill.number, on, lines);
    let draft = SupplierInvoice {
        sense: if bill.credit { Sense::CreditNote } else { Sense::Invoice },
        corrects: bill.corrects.as_deref().filter(|_| bill.credit).map(corrected).transpose()?.flatten(),
        due_on: bill.due_on,
        taxed_on: bill.taxed_on,
        currency: Some(currency),
        stated_total: bill.total.and_then(|t| t.money(exponent)),
        posted_on: read.today().max(on),
        ..draft
    };
    Ok((draft, ordered))
}

/// The company told, which must not contradict the bill, the one whose tax number stands on it, or the only one.
fn company_of(read: &Read, bill: &Bill, told: Option<Id<Company>>) -> Result<Id<Company>> {
    let all: Vec<Company> = read.select("archived_at IS NULL ORDER BY id", &[])?;
    let plain = |text: &str| tax_id::normal("", text);
    let named = |c: &&Company| {
        let own = c.tax_id.as_deref().map(plain).filter(|own| !own.is_empty());
        own.is_some_and(|own| bill.buyer.numbers.iter().any(|n| same_number(&own, &plain(n))))
    };
    let found = all.iter().find(named);
    match (told, found) {
        (Some(told), Some(found)) if found.id() != told => {
            Err(Refusal::new("exchange.bill_of_other_company").field("company").record(&found.name).into())
        }
        (Some(told), _) => Ok(told),
        (None, Some(found)) => Ok(found.id()),
        (None, None) if all.len() == 1 => Ok(all[0].id()),
        (None, None) => {
            let name = bill.buyer.name.clone().unwrap_or_default();
            Err(Refusal::new("exchange.bill_company_unknown").field("company").arg("name", name).into())
        }
    }
}

/// With or without the letters of the country in front.
fn same_number(ours: &str, theirs: &str) -> bool {
    let bare = |text: &str| {
        text.strip_prefix(|c: char| c.is_ascii_alphabetic()).map(|_| text.get(2..).unwrap_or("").to_owned())
    };
    ours == theirs || bare(ours).as_deref() == Some(theirs) || bare(theirs).as_deref() == Some(ours)
}

/// The supplier told, the one of the tax number, or the only one of the name.
fn supplier_of(read: &Read, bill: &Bill, told: Option<Id<Party>>) -> Result<Party> {
    if let Some(told) = told {
        return read.get(told);
    }
    let mut found = by_number(read, bill)?;
    if found.is_empty() {
        found = by_name(read, bill.seller.name.as_deref().unwrap_or_default())?;
    }
    match found.as_slice() {
        [only] => read.get(*only),
        several => {
            let code =
                if several.is_empty() { "exchange.bill_supplier_unknown" } else { "exchange.bill_supplier_several" };
            let number = bill.seller.numbers.first().cloned().unwrap_or_default();
            let refusal = Refusal::new(code).field("supplier").arg("number", number);
            Err(refusal.arg("name", bill.seller.name.clone().unwrap_or_default()).into())
        }
    }
}

fn by_number(read: &Read, bill: &Bill) -> Result<Vec<Id<Party>>> {
    let (mut countries, mut numbers): (Vec<i64>, Vec<String>) = (Vec::new(), Vec::new());
    let mut add = |code: &str, number: &str| -> Result<()> {
        let code = if code == "EL" { "GR" } else { code };
        if let Some(country) = Country::by_code(read, code)? {
            countries.push(country.raw());
            numbers.push(tax_id::normal(code, number));
        }
        Ok(())
    };
    for number in bill.seller.numbers.iter().take(10) {
        let plain = tax_id::normal("", number);
        if let Some(prefix) = plain.get(..2).filter(|p| p.bytes().all(|b| b.is_ascii_uppercase())) {
            add(prefix, number)?;
        }
        if let Some(home) = &bill.seller.country {
            add(home, number)?;
        }
    }
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let sql = store::sql!(
        "bill.parties_by_tax_id",
        "SELECT id FROM parties_party WHERE tax_country IN LIST($1) AND tax_id IN TEXTS($2) AND archived_at IS NULL ORDER BY id LIMIT 3"
    );
    let numbers = Value::Text(serde_json::to_string(&numbers).unwrap_or_default());
    let rows = read.query(sql, &[store::id_list(&countries), numbers])?;
    Ok(rows.iter().filter_map(|r| r.first().and_then(Value::int)).map(Id::from_raw).collect())
}

/// Letters and digits of a name.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn by_name(read: &Read, name: &str) -> Result<Vec<Id<Party>>> {
    let wanted = bare(name);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = store::sql!(
        "bill.suppliers_by_name",
        "SELECT id, name FROM parties_party WHERE is_supplier = 1 AND archived_at IS NULL ORDER BY id LIMIT 20000"
    );
    let named = |r: &store::Row| {
        let name = r.get(1).and_then(Value::text)?;
        (bare(name) == wanted).then(|| r.first().and_then(Value::int).map(Id::from_raw)).flatten()
    };
    Ok(read.query(sql, &[])?.iter().filter_map(named).collect())
}

fn order_of(read: &Read, bill: &Bill, company: Id<Company>, supplier: &Party) -> Result<Option<Order>> {
    let Some(number) = &bill.order else { return Ok(None) };
    let found: Vec<Order> = read.select(
        "number = $1 AND supplier = $2 AND company = $3 AND archived_at IS NULL",
        &[number.as_str().into(), supplier.id().into(), company.into()],
    )?;
    match found.first() {
        Some(order) => read.get(order.id()).map(Some),
        // Some put their own reference there.
        None => Ok(None),
    }
}

fn corrected(
    read: &Read,
    company: Id<Company>,
    supplier: Id<Party>,
    number: &str,
) -> Result<Option<Id<SupplierInvoice>>> {
    let found: Vec<SupplierInvoice> = read.select(
        "supplier = $1 AND supplier_number = $2 AND company = $3 AND sense = 'invoice' AND archived_at IS NULL ORDER BY id DESC LIMIT 1",
        &[supplier.into(), number.into(), company.into()],
    )?;
    Ok(found.first().map(|i| i.id()))
}

struct Desk<'a, 'c> {
    read: &'a Read<'c>,
    bill: &'a Bill,
    company: Id<Company>,
    supplier: &'a Party,
    order: Option<&'a Order>,
    on: base::Date,
}

impl Desk<'_, '_> {
    /// The lines of the draft. What stands on or off the whole bill is a line of its own, or shared out among the lines of its tax.
    fn lines(&self, exponent: u8) -> Result<(Vec<InvoiceLine>, usize)> {
        let money = |figure: Figure| {
            let refusal = || Refusal::new("exchange.bill_decimals").field("file").arg("currency", &*self.bill.currency);
            figure.money(exponent).ok_or_else(|| base::Error::from(refusal()))
        };
        let (charged, taken): (Vec<&BillLine>, Vec<&BillLine>) = self.bill.lines.iter().partition(|l| l.net.0 >= 0);
        let mut nets: Vec<Money> = charged.iter().map(|l| money(l.net)).collect::<Result<_>>()?;
        let off = taken.iter().map(|l| (l.percent, l.net));
        let off = off.chain(self.bill.extras.iter().filter(|e| e.amount.0 < 0).map(|e| (e.percent, e.amount)));
        for (percent, amount) in off {
            let weight = |(l, net): (&&BillLine, &Money)| if l.percent == percent { net.minor() } else { 0 };
            let weights: Vec<i64> = charged.iter().zip(&nets).map(weight).collect();
            let whole: i64 = weights.iter().sum();
            let amount = money(amount)?;
            // More off than there is cannot be a bill of that tax.
            let fits = whole.checked_add(amount.minor()).is_some_and(|left| left >= 0) && whole > 0;
            base::ensure!(fits, Refusal::new("exchange.bill_takes_off").field("file"))?;
            for (net, part) in nets.iter_mut().zip(base::distribute(amount, &weights)?) {
                *net = net.checked_add(part)?;
            }
        }
        let (mut lines, mut ordered) = (Vec::with_capacity(charged.len()), 0);
        for (line, net) in charged.into_iter().zip(nets) {
            let line = self.line(line, net, exponent)?;
            ordered += usize::from(line.order_line.is_some());
            lines.push(line);
        }
        for extra in self.bill.extras.iter().filter(|e| e.amount.0 > 0) {
            lines.push(self.extra(extra, money(extra.amount)?, exponent)?);
        }
        Ok((lines, ordered))
    }

    fn line(&self, said: &BillLine, net: Money, exponent: u8) -> Result<InvoiceLine> {
        let text = said.description.as_deref().or(said.name.as_deref()).unwrap_or(&said.id);
        let text: String = text.chars().take(300).collect();
        let item = self.item(said)?;
        let ordered = self.order.and_then(|o| self.ordered(o, said, item).map(|l| (o, l)));
        let (quantity, price) = priced(said, net, exponent)?;
        let tax_code = self.tax(said.percent, said.category.as_deref())?;
        let line = match ordered {
            Some((order, line)) => {
                InvoiceLine { price, discount: Percent::ZERO, ..InvoiceLine::of(order, line, quantity) }
            }
            None => InvoiceLine { item, ..InvoiceLine::expense(&text, quantity, price) },
        };
        // What nobody ordered and no item says stands on the account of the last one, until somebody chooses.
        let account = if line.item.is_none() { self.account()? } else { None };
        Ok(InvoiceLine { tax_code: tax_code.or(line.tax_code), account, ..line })
    }

    fn extra(&self, said: &Extra, amount: Money, exponent: u8) -> Result<InvoiceLine> {
        let whole = BillLine { quantity: Figure(1_000_000), ..BillLine::default() };
        let (quantity, price) = priced(&whole, amount, exponent)?;
        let text = said.reason.clone().unwrap_or_else(|| self.bill.number.clone());
        let text: String = text.chars().take(300).collect();
        Ok(InvoiceLine {
            account: self.account()?,
            tax_code: self.tax(said.percent, said.category.as_deref())?,
            ..InvoiceLine::expense(&text, quantity, price)
        })
    }

    /// Our item: by our number, by the number on its package, by what the supplier calls it.
    fn item(&self, said: &BillLine) -> Result<Option<Id<Item>>> {
        if let Some(ours) = &said.ours
            && let Some(item) = Item::by_code(self.read, ours)?
        {
            return Ok(Some(item));
        }
        if let Some(number) = &said.standard
            && let Some((item, _)) = Item::by_barcode(self.read, number)?
        {
            return Ok(Some(item));
        }
        let Some(theirs) = &said.theirs else { return Ok(None) };
        let found: Vec<catalog::SupplierItem> = self.read.select(
            "supplier = $1 AND part_number = $2 AND archived_at IS NULL ORDER BY id LIMIT 1",
            &[self.supplier.id().into(), theirs.as_str().into()],
        )?;
        Ok(found.first().map(|i| i.item))
    }

    /// The line of the order: of the item that the bill names, at the place that it names, or called the same.
    fn ordered<'o>(&self, order: &'o Order, said: &BillLine, item: Option<Id<Item>>) -> Option<&'o OrderLine> {
        let lines = loaded(&order.lines);
        if let Some(item) = item {
            let mine: Vec<&OrderLine> = lines.iter().filter(|l| l.item == item).collect();
            let place = said.order_line.as_deref().and_then(|text| text.parse::<usize>().ok());
            let at = place.and_then(|n| lines.get(n.checked_sub(1)?)).filter(|l| l.item == item);
            return at.or(mine.first().copied());
        }
        let at = said.order_line.as_deref().and_then(|text| text.parse::<usize>().ok());
        at.and_then(|n| lines.get(n.checked_sub(1)?))
    }

    /// The code of purchases with the tax of the bill; nothing where ours would be that anyway, or where we know none.
    fn tax(&self, percent: Option<Figure>, category: Option<&str>) -> Result<Option<Id<TaxCode>>> {
        let Some(percent) = percent.map(|p| Percent::from_units(p.0 / 100)) else { return Ok(None) };
        let kept = kept::books(self.read)?;
        let fits = |code: &TaxCode| {
            code.rate_on(self.on) == Some(percent)
                && (category.is_none() || code.category.is_none() || code.category.as_deref() == category)
        };
        let usual = taxing::code_for(self.read, self.company, Direction::Purchase, self.supplier, None, self.on)?;
        if let Some(usual) = usual
            && fits(kept.tax_code(usual)?)
        {
            return Ok(Some(usual));
        }
        Ok(kept.tax_codes_of(self.company, Direction::Purchase).into_iter().find(|c| fits(c)).map(|c| c.id()))
    }

    /// What the supplier's last expense was booked on, or the account of purchases.
    fn account(&self) -> Result<Option<Id<accounting::Account>>> {
        let sql = store::sql!(
            "bill.last_account",
            "SELECT l.account FROM purchasing_supplier_invoice i JOIN purchasing_invoice_line l ON l.document = i.id \
             WHERE i.supplier = $1 AND i.company = $2 AND l.account IS NOT NULL AND i.archived_at IS NULL \
             ORDER BY i.documented_on DESC, l.id DESC LIMIT 1"
        );
        let row = self.read.row(sql, &[self.supplier.id().into(), self.company.into()])?;
        if let Some(account) = row.and_then(|r| r.first().and_then(Value::int)) {
            return Ok(Some(Id::from_raw(account)));
        }
        accounting::account(self.read, self.company, Role::Purchases, None).map(Some)
    }
}

/// One of something.
const ONE: Quantity = Quantity::from_units(1_000_000);

/// Quantity and price that come to the net of the bill to the cent: as it says, else its net for each, else its net for one.
fn priced(said: &BillLine, net: Money, exponent: u8) -> Result<(Quantity, Price)> {
    let quantity = Quantity::from_units(said.quantity.0);
    let comes_to = |quantity: Quantity, price: Price| -> Result<bool> {
        Ok(price.amount(quantity, exponent, Rounding::HalfAwayFromZero)? == net)
    };
    let steps = 10i64.pow(u32::from(Price::SCALE.saturating_sub(exponent)));
    let whole = net.minor().checked_mul(steps).ok_or(base::Overflow)?;
    if quantity.is_positive() {
        let price = Price::from_units(said.price.0);
        if said.price.0 >= 0 && comes_to(quantity, price)? {
            return Ok((quantity, price));
        }
        let each = i128::from(whole) * i128::from(ONE.units());
        let each = base::decimal::div_round(each, i128::from(quantity.units()), Rounding::HalfAwayFromZero);
        let price = Price::from_units(i64::try_from(each).map_err(|_| base::Overflow)?);
        if comes_to(quantity, price)? {
            return Ok((quantity, price));
        }
    }
    Ok((ONE, Price::from_units(whole)))
}
