//! Writing an invoice down: lines copied from orders, totals reckoned, and whether the same paper was here before.

use super::{Sense, SupplierInvoice};
use crate::goods_receipt::describe;
use accounting::taxing::{self, Taxable};
use accounting::{Control, Direction, InventoryMode, PartyTerms, Role, kept, terms};
use base::{Date, Id, Refusal, Result};
use catalog::Item;
use entity::{Entity as _, Fields, Lines, Value};
use parties::{Party, loaded};
use std::collections::BTreeMap;
use store::{Read, Refusals};

pub(super) fn complete(invoice: &mut SupplierInvoice, read: &Read, touched: &Fields) -> Result<()> {
    let kept = kept::books(read)?;
    let company_currency = kept.currency(invoice.company)?;
    let Some(supplier) = read.select::<Party>("id = $1", &[invoice.supplier.into()])?.pop() else { return Ok(()) };
    let currency = *invoice.currency.get_or_insert(supplier.currency.unwrap_or(company_currency));
    let taxed_on = invoice.taxed_on.unwrap_or(invoice.documented_on);
    let Lines::Loaded(lines) = &mut invoice.lines else { return Ok(()) };
    let open: Vec<i64> = lines.iter().filter(|l| l.purchase_order.is_none()).filter_map(|l| l.order_line).collect();
    let described = describe(read, &open)?;
    for line in lines.iter_mut().filter(|l| l.purchase_order.is_none()) {
        let Some(of) = line.order_line.and_then(|id| described.get(&id)) else { continue };
        line.purchase_order = Some(Id::from_raw(of.order));
        line.item = Some(Id::from_raw(of.item));
        line.unit = of.unit.map(Id::from_raw);
        line.description = line.description.take().or_else(|| of.description.clone());
        line.dimensions = line.dimensions.or(of.dimensions.map(Id::from_raw));
    }
    let asking: Vec<i64> =
        lines.iter().filter(|l| l.tax_code.is_none()).filter_map(|l| l.item).map(|i| i.raw()).collect();
    let items = store::typed::<Item>(&read.find_many("catalog.item", &asking, false)?)?;
    let groups: BTreeMap<i64, _> = items.iter().map(|i| (i.head.id, i.item_group)).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        // Whoever cleared the tax of a line meant it.
        if line.tax_code.is_none() && !touched.has_line("lines", at, "tax_code") {
            let group = line.item.and_then(|i| groups.get(&i.raw()).copied().flatten());
            line.tax_code = taxing::code_for(read, invoice.company, Direction::Purchase, &supplier, group, taxed_on)?;
        }
    }
    let taxable = |l: &super::InvoiceLine| Taxable {
        quantity: l.quantity,
        price: l.price,
        discount: l.discount,
        code: l.tax_code,
        tax_inside: false,
        on: None,
    };
    let taxable: Vec<Taxable> = lines.iter().map(taxable).collect();
    let taxed = taxing::reckon(read, invoice.company, currency, taxed_on, &taxable)?;
    for (line, (net, tax, lost)) in lines.iter_mut().zip(&taxed.lines) {
        (line.net, line.tax, line.cost) = (*net, *tax, net.checked_add(*lost)?);
    }
    (invoice.net, invoice.tax, invoice.total) = (taxed.net, taxed.tax, taxed.total);
    if invoice.payment_term.is_none() && invoice.due_on.is_none() {
        invoice.payment_term = PartyTerms::of(read, invoice.supplier)?.and_then(|t| t.supplier_term);
    }
    if invoice.due_on.is_none() {
        let due = terms::due(read, invoice.payment_term, invoice.total, invoice.tax, invoice.documented_on)?;
        invoice.due_on = due.instalments.iter().map(|i| i.due_on).max().or(Some(invoice.documented_on));
    }
    let year = year_of(read, invoice)?;
    let known = supplier.tax_id.clone().unwrap_or_else(|| format!("#{}", invoice.supplier));
    let word = match invoice.sense {
        Sense::Invoice => "",
        Sense::CreditNote => "-",
    };
    invoice.duplicate_key = Some(format!("{known}/{word}{}/{year}", normal(&invoice.supplier_number)));
    invoice.looks_like = similar(read, invoice)?;
    Ok(())
}

/// A number as two people would both write it: digits and capital letters, without leading noughts.
pub(crate) fn normal(number: &str) -> String {
    let plain: String = number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    plain.trim_start_matches('0').to_owned()
}

fn year_of(read: &Read, invoice: &SupplierInvoice) -> Result<String> {
    let sql = store::sql!(
        "purchasing.year_of",
        "SELECT name FROM accounting_fiscal_year WHERE company = $1 AND starts_on <= $2 AND ends_on >= $2 AND archived_at IS NULL"
    );
    let row = read.row(sql, &[invoice.company.into(), invoice.documented_on.into()])?;
    let calendar = || invoice.documented_on.year().to_string();
    Ok(row.and_then(|r| r.first().map(ToString::to_string)).unwrap_or_else(calendar))
}

/// The latest other invoice of this supplier over as much, within a week.
fn similar(read: &Read, invoice: &SupplierInvoice) -> Result<Option<Id<SupplierInvoice>>> {
    let sql = store::sql!(
        "purchasing.similar",
        "SELECT id FROM purchasing_supplier_invoice WHERE supplier = $1 AND documented_on >= $2 AND documented_on <= $3 \
         AND total = $4 AND sense = $5 AND id <> $6 AND state <> 'reversed' AND archived_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    let around = |days: i64| -> Result<Date> { Ok(invoice.documented_on.add_days(days)?) };
    let params = [
        invoice.supplier.into(),
        around(-7)?.into(),
        around(7)?.into(),
        invoice.total.into(),
        invoice.sense.code().into(),
        invoice.head.id.into(),
    ];
    Ok(read.row(sql, &params)?.and_then(|r| r.first().and_then(Value::int)).map(Id::from_raw))
}

pub(super) fn check(invoice: &SupplierInvoice, read: &Read, refusals: &mut Refusals) -> Result<()> {
    let kept = kept::books(read)?;
    for (at, line) in loaded(&invoice.lines).iter().enumerate() {
        let field = |name: &str| format!("lines.{at}.{name}");
        refusals.ensure(line.quantity.is_positive(), "purchasing.quantity_not_positive", field("quantity"));
        refusals.ensure(!line.price.is_negative(), "purchasing.price_negative", field("price"));
        let known = line.order_line.is_none() || line.purchase_order.is_some();
        refusals.ensure(known, "purchasing.no_such_order_line", field("order_line"));
        let lowered = !line.price_only || (invoice.sense == Sense::CreditNote && line.order_line.is_some());
        refusals.ensure(lowered, "purchasing.price_only_credit", field("price_only"));
        if let Some(account) = line.account.and_then(|a| kept.account(a.raw()).ok()) {
            // Freight that was shared among goods is charged against what was shared out. Where purchases are booked by their
            // nature nothing stands there.
            let shares = kept.books(invoice.company)?.inventory_mode == InventoryMode::CostOfSales;
            let landed = shares && kept.role(invoice.company, Role::LandedCost, None) == line.account;
            let takes = account.control == Control::Without || landed;
            let fits = account.company == invoice.company && !account.heading && takes;
            refusals.ensure(fits, "purchasing.account_takes_no_expense", field("account"));
        }
        let booked = line.order_line.is_some() || line.account.is_some() || line.item.is_some();
        refusals.ensure(booked, "purchasing.expense_without_account", field("account"));
    }
    let Some(key) = &invoice.duplicate_key else { return Ok(()) };
    let sql = store::sql!(
        "purchasing.invoice_twice",
        "SELECT COALESCE(number, supplier_number) FROM purchasing_supplier_invoice WHERE company = $1 AND duplicate_key = $2 \
         AND id <> $3 AND archived_at IS NULL LIMIT 1"
    );
    let params = [invoice.company.into(), key.as_str().into(), invoice.head.id.into()];
    if let Some(other) = read.row(sql, &params)?.and_then(|r| r.first().map(ToString::to_string)) {
        refusals.add(Refusal::new("purchasing.invoice_twice").field("supplier_number").arg("other", other));
    }
    if let Some(of) = invoice.corrects {
        let corrected = read.select::<SupplierInvoice>("id = $1", &[of.into()])?.pop();
        let fits = corrected.is_some_and(|c| c.supplier == invoice.supplier && c.sense == Sense::Invoice);
        refusals.ensure(fits && of != invoice.id(), "purchasing.corrects_other_supplier", "corrects");
    }
    Ok(())
}
