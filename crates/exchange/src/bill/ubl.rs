//! Reading UBL 2.1 invoices and credit notes.

use super::{Bill, BillLine, Extra, Figure, MOST_BYTES, MOST_LINES, Someone, unreadable};
use crate::bank::tree::{self, Node};
use base::{Date, Refusal, Result};

/// The bill that a text holds. What its sender left out stays empty; what cannot be booked without is a refusal.
pub fn read(text: &str) -> Result<Bill> {
    if text.len() > MOST_BYTES {
        return Err(Refusal::new("exchange.bill_too_large").field("file").arg("most", MOST_BYTES / 1_000_000).into());
    }
    // UBL has no document type; whoever sends one wants entities expanded or other files read.
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err(unreadable("DOCTYPE"));
    }
    let document = tree::read(text).map_err(|_| unreadable("XML"))?;
    let (root, credit) = match (document.at("Invoice"), document.at("CreditNote")) {
        (Some(root), _) => (root, false),
        (None, Some(root)) => (root, true),
        (None, None) => return Err(unreadable("Invoice")),
    };
    let (lines, quantity) =
        if credit { ("CreditNoteLine", "CreditedQuantity") } else { ("InvoiceLine", "InvoicedQuantity") };
    let count = root.all(lines).count();
    if count > MOST_LINES {
        return Err(Refusal::new("exchange.bill_too_long").field("file").arg("most", MOST_LINES).into());
    }
    let needed = |path: &'static str| root.text_at(path).ok_or_else(|| unreadable(path));
    let mut bill = Bill {
        number: needed("ID")?,
        credit: credit || root.text_at("InvoiceTypeCode").is_some_and(|code| code == "381"),
        issued_on: Some(day(&needed("IssueDate")?, "IssueDate")?),
        due_on: root.text_at("DueDate").or(root.text_at("PaymentMeans/PaymentDueDate")).and_then(|t| date(&t)),
        taxed_on: root.text_at("TaxPointDate").and_then(|t| date(&t)),
        currency: needed("DocumentCurrencyCode")?,
        seller: someone(root.at("AccountingSupplierParty/Party").ok_or_else(|| unreadable("AccountingSupplierParty"))?),
        buyer: root.at("AccountingCustomerParty/Party").map(someone).unwrap_or_default(),
        order: root.text_at("OrderReference/ID"),
        corrects: root.text_at("BillingReference/InvoiceDocumentReference/ID"),
        lines: root.all(lines).map(|node| line(node, quantity)).collect::<Result<_>>()?,
        extras: root.all("AllowanceCharge").map(extra).collect::<Result<_>>()?,
        total: figure(root, "LegalMonetaryTotal/TaxInclusiveAmount")?,
    };
    if bill.lines.is_empty() {
        return Err(unreadable(lines));
    }
    let nets = bill.lines.iter().map(|l| l.net.0).chain(bill.extras.iter().map(|e| e.amount.0));
    if nets.map(i128::from).sum::<i128>() < 0 {
        turn(&mut bill);
    }
    Ok(bill)
}

/// An invoice over less than nothing is a credit note, and the other way round.
fn turn(bill: &mut Bill) {
    bill.credit = !bill.credit;
    let minus = |figure: &mut Figure| figure.0 = -figure.0;
    for line in &mut bill.lines {
        minus(&mut line.net);
        if line.quantity.0 < 0 {
            minus(&mut line.quantity);
        }
        if line.price.0 < 0 {
            minus(&mut line.price);
        }
    }
    bill.extras.iter_mut().for_each(|extra| minus(&mut extra.amount));
    bill.total.iter_mut().for_each(minus);
}

fn day(text: &str, place: &'static str) -> Result<Date> {
    date(text).ok_or_else(|| unreadable(place))
}

/// A day; some write a time zone behind it.
fn date(text: &str) -> Option<Date> {
    Date::parse(text.get(..10)?).ok()
}

fn figure(node: &Node, path: &'static str) -> Result<Option<Figure>> {
    match node.text_at(path) {
        Some(text) => Figure::parse(&text).map(Some).ok_or_else(|| unreadable(path)),
        None => Ok(None),
    }
}

fn someone(node: &Node) -> Someone {
    let mut numbers: Vec<String> = node.all("PartyTaxScheme").filter_map(|n| n.text_at("CompanyID")).collect();
    numbers.extend(node.text_at("PartyLegalEntity/CompanyID"));
    numbers.extend(node.all("PartyIdentification").filter_map(|n| n.text_at("ID")));
    Someone {
        name: node.text_at("PartyLegalEntity/RegistrationName").or_else(|| node.text_at("PartyName/Name")),
        numbers,
        country: node.text_at("PostalAddress/Country/IdentificationCode"),
    }
}

fn line(node: &Node, quantity: &'static str) -> Result<BillLine> {
    let amount = figure(node, "LineExtensionAmount")?.ok_or_else(|| unreadable("LineExtensionAmount"))?;
    let price = figure(node, "Price/PriceAmount")?.ok_or_else(|| unreadable("PriceAmount"))?;
    let per = figure(node, "Price/BaseQuantity")?.filter(|q| q.0 > 0).map_or(1_000_000, |q| q.0);
    let each =
        base::decimal::div_round(i128::from(price.0) * 1_000_000, i128::from(per), base::Rounding::HalfAwayFromZero);
    let tax = node.at("Item/ClassifiedTaxCategory");
    Ok(BillLine {
        id: node.text_at("ID").unwrap_or_default(),
        name: node.text_at("Item/Name"),
        description: node.text_at("Item/Description"),
        ours: node.text_at("Item/BuyersItemIdentification/ID"),
        theirs: node.text_at("Item/SellersItemIdentification/ID"),
        standard: node.text_at("Item/StandardItemIdentification/ID"),
        quantity: figure(node, quantity)?.unwrap_or(Figure(1_000_000)),
        unit: node.at(quantity).and_then(|q| q.attribute("unitCode")).map(str::to_owned),
        price: Figure(i64::try_from(each).map_err(|_| unreadable("PriceAmount"))?),
        net: amount,
        percent: tax.map(|t| figure(t, "Percent")).transpose()?.flatten(),
        category: tax.and_then(|t| t.text_at("ID")),
        order_line: node.text_at("OrderLineReference/LineID"),
    })
}

fn extra(node: &Node) -> Result<Extra> {
    let charge = node.text_at("ChargeIndicator").is_some_and(|t| t == "true" || t == "1");
    let amount = figure(node, "Amount")?.ok_or_else(|| unreadable("AllowanceCharge/Amount"))?;
    let tax = node.at("TaxCategory");
    Ok(Extra {
        amount: Figure(if charge { amount.0 } else { -amount.0 }),
        reason: node.text_at("AllowanceChargeReason"),
        percent: tax.map(|t| figure(t, "Percent")).transpose()?.flatten(),
        category: tax.and_then(|t| t.text_at("ID")),
    })
}
