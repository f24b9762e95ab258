//! A customer invoice or credit note: what is owed for what, by when, to which account.

use super::{Priced, Sold, Writing};
use crate::customer_invoice::{CustomerInvoice, CustomerInvoiceLine, Form, Purpose, State};
use accounting::{DiscountOffer, OpenItem, RateKind, kept, printing, rate};
use base::{Id, Money, Result};
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::Currency;
use platform::print::{Asked, Layout, Wording};
use store::Read;
use ui::print::{Print, Section, Table};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.customer_invoice",
    shows: &[
        "number",
        "form",
        "customer",
        "reference",
        "posted_on",
        "taxed_on",
        "due_on",
        "lines",
        "lines.text",
        "lines.quantity",
        "lines.price",
        "lines.discount",
        "lines.net",
        "net",
        "tax",
        "total",
        "corrects",
    ],
    reads: &[],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let invoice: CustomerInvoice = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, invoice.customer, AddressUse::Bill)?;
    let to = Writing::to(read, asked, invoice.company, receiver)?;
    let wording = &to.wording;
    let own = kept::books(read)?.currency(invoice.company)?;
    let currency = invoice.currency.unwrap_or(own);
    let credit = invoice.form == Form::CreditNote;
    let mut print = to.letter(read, None)?;
    print.title = wording.t(match invoice.form {
        Form::CreditNote => "sales-print-credit-note",
        Form::Invoice => "sales-print-invoice",
        Form::Deposit => "sales-print-deposit-invoice",
    });
    print.number = invoice.number.clone().unwrap_or_default();
    print.mark = match invoice.state {
        State::Draft => Some(wording.t("sales-print-draft")),
        State::Reversed => Some(wording.t("sales-print-reversed")),
        State::Posted => None,
    };
    print.facts.push(wording.fact("sales-print-date", wording.date(invoice.posted_on)));
    let taxed_on = invoice.taxed_on.filter(|day| *day != invoice.posted_on);
    print.facts.extend(taxed_on.map(|day| wording.fact("sales-print-taxed-on", wording.date(day))));
    if let Some(day) = invoice.due_on.filter(|_| !credit) {
        print.facts.push(wording.fact("sales-print-due", wording.date(day)));
    }
    if let Some(corrected) = invoice.corrects {
        let number = read.get(corrected)?.number.unwrap_or_default();
        print.facts.push(wording.fact("sales-print-corrects", number));
    }
    let orders = orders(read, &invoice)?;
    if !orders.is_empty() {
        print.facts.push(wording.fact("sales-print-our-order", orders));
    }
    print.facts.extend(to.receiver_facts(read, invoice.reference.as_ref())?);
    let taxed = invoice.taxed(read)?;
    let lines: Vec<Sold> = loaded(&invoice.lines).iter().map(|line| sold(wording, line)).collect();
    let names = to.names(read, &lines)?;
    let priced = Priced::of(currency, invoice.taxed_on.unwrap_or(invoice.posted_on), &lines);
    let rows = lines.iter().enumerate().map(|(at, sold)| to.line(read, &names, &priced, at + 1, sold));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let totals = to.totals(read, &priced, &taxed.groups, taxed.net, taxed.total)?;
    print.tables.push(Table { columns: to.columns(currency, &lines), rows, ..totals });
    if !credit {
        print.sections.extend(pay(read, &to, &invoice, currency)?);
    }
    print.after.extend(to.reverse_charge(&taxed.groups));
    if currency != own && !taxed.tax.is_zero() {
        print.after.push(own_tax(read, &to, &invoice, (currency, own), taxed.tax)?);
    }
    Ok(vec![print])
}

fn sold(wording: &Wording, line: &CustomerInvoiceLine) -> Sold {
    let said = line.text.clone().unwrap_or_default();
    // A milestone stands below what it is a part of.
    let (text, notes) = match (line.purpose, line.milestone) {
        (Purpose::Deposit, _) => {
            (Some(wording.with("sales-print-deposit-on", &[("number", said.as_str())])), Vec::new())
        }
        (Purpose::Deduction, _) => {
            (Some(wording.with("sales-print-deposit-taken", &[("number", said.as_str())])), Vec::new())
        }
        (Purpose::Sale, Some(_)) => (None, vec![said]),
        (Purpose::Sale, None) => (line.text.clone(), Vec::new()),
    };
    Sold {
        item: line.item,
        text,
        quantity: line.quantity,
        unit: line.unit,
        price: line.price,
        discount: line.discount,
        tax_code: line.tax_code,
        tax_inside: line.tax_inside,
        net: line.net,
        notes,
    }
}

/// The numbers of the orders it is for.
fn orders(read: &Read, invoice: &CustomerInvoice) -> Result<String> {
    let mut ids: Vec<i64> = loaded(&invoice.lines).iter().filter_map(|l| l.sales_order).map(|o| o.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let titles = read.titles("sales.order", &ids)?;
    Ok(titles.into_values().collect::<Vec<_>>().join(", "))
}

/// Where to pay, and what paying early saves. Instalments stand with their days where there are several.
fn pay(read: &Read, to: &Writing, invoice: &CustomerInvoice, currency: Id<Currency>) -> Result<Option<Section>> {
    let wording = &to.wording;
    let number = invoice.number.clone().unwrap_or_default();
    let Some(mut section) = printing::payment(read, wording, invoice.company, currency, &number)? else {
        return Ok(None);
    };
    let Some(entry) = invoice.entry else { return Ok(Some(section)) };
    let items: Vec<OpenItem> = read.select(
        "entry = $1 AND party = $2 AND archived_at IS NULL ORDER BY due_on, id",
        &[entry.into(), invoice.customer.into()],
    )?;
    if items.len() > 1 {
        for item in &items {
            let texts = [("amount", &*wording.amount(item.amount, currency)), ("date", &*wording.date(item.due_on))];
            section.words.push(wording.with("sales-print-instalment", &texts));
        }
    }
    let ids: Vec<i64> = items.iter().map(|i| i.head.id).collect();
    let offers: Vec<DiscountOffer> =
        read.select("item IN LIST($1) AND archived_at IS NULL ORDER BY until, id", &[store::id_list(&ids)])?;
    for offer in offers {
        let texts = [("amount", &*wording.amount(offer.amount, currency)), ("date", &*wording.date(offer.until))];
        section.words.push(wording.with("sales-print-discount-until", &texts));
    }
    Ok(Some(section))
}

/// The tax in the company's currency: the law wants it where an invoice is in another one.
fn own_tax(
    read: &Read,
    to: &Writing,
    invoice: &CustomerInvoice,
    (currency, own): (Id<Currency>, Id<Currency>),
    tax: Money,
) -> Result<String> {
    let kept = kept::books(read)?;
    let quote = rate::quote(read, currency, own, RateKind::Spot, invoice.posted_on)?;
    let amount = quote.convert(tax, kept.exponent(currency), kept.exponent(own))?;
    Ok(to.wording.with("sales-print-own-tax", &[("amount", &to.wording.amount(amount, own))]))
}
