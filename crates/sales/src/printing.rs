//! What of selling goes on paper: quotations, contracts, order confirmations, delivery notes, carrier labels, invoices and
//! credit notes.

mod contract;
mod delivery;
mod invoice;
mod order;
mod package;
mod quotation;

use accounting::kept;
use accounting::taxing::TaxGroup;
use base::{Date, Id, Money, Percent, Price, Quantity, Result};
use catalog::{CustomerItem, Item, Unit};
use parties::Party;
use parties::printing::Receiver;
use platform::print::{Asked, Layout, Wording, letter};
use platform::{Company, Currency};
use std::collections::HashMap;
use store::Read;
use ui::print::{Cell, Column, Fact, Print, Row, Summary, Table, Total};

/// The module's prints, for the program's list.
pub const PRINTS: [Layout; 6] =
    [quotation::LAYOUT, contract::LAYOUT, order::LAYOUT, delivery::LAYOUT, package::LAYOUT, invoice::LAYOUT];

/// What a line of any of these documents says about what is sold.
#[derive(Clone, Debug, Default)]
struct Sold {
    item: Option<Id<Item>>,
    /// What somebody wrote instead of the item's name.
    text: Option<String>,
    quantity: Quantity,
    unit: Option<Id<Unit>>,
    price: Price,
    discount: Percent,
    tax_code: Option<Id<accounting::TaxCode>>,
    /// The price is with tax; what the line comes to is said without.
    tax_inside: bool,
    net: Money,
    notes: Vec<String>,
}

/// Who gets it, in their language, from whom.
struct Writing<'a> {
    wording: Wording<'a>,
    receiver: Receiver,
    company: Id<Company>,
}

impl<'a> Writing<'a> {
    fn to(read: &Read, asked: &Asked<'a>, company: Id<Company>, receiver: Receiver) -> Result<Writing<'a>> {
        let wording = asked.wording(read, receiver.party.language, receiver.country())?;
        Ok(Writing { wording, receiver, company })
    }

    /// The letter with its address; title, facts and tables are the document's.
    fn letter(&self, read: &Read, contact: Option<Id<Party>>) -> Result<Print> {
        let contact = contact.map(|id| read.get(id)).transpose()?;
        let country = read.get(self.company)?.country;
        Ok(Print {
            recipient: self.receiver.lines(read, contact.as_ref(), country)?,
            ..letter(read, &self.wording, self.company)?
        })
    }

    /// What stands on every document about its receiver.
    fn receiver_facts(&self, read: &Read, reference: Option<&String>) -> Result<Vec<Fact>> {
        let wording = &self.wording;
        let mut facts = Vec::new();
        facts.extend(reference.map(|r| wording.fact("sales-print-your-reference", r.as_str())));
        facts.push(wording.fact("sales-print-customer-number", self.receiver.party.code.to_string()));
        facts.extend(self.receiver.tax_number(read)?.map(|n| wording.fact("sales-print-your-tax-number", n)));
        Ok(facts)
    }

    /// The names that lines need, read at once.
    fn names(&self, read: &Read, lines: &[Sold]) -> Result<Names> {
        Names::read(read, &self.wording, &self.receiver.party, lines)
    }

    /// Columns of lines with prices; a column for discounts only where there is one.
    fn columns(&self, currency: Id<Currency>, lines: &[Sold]) -> Vec<Column> {
        let wording = &self.wording;
        let mut columns = vec![
            Column::word(wording.t("sales-print-position")),
            Column::text(wording.t("sales-print-description")),
            Column::figure(wording.t("sales-print-quantity")),
            Column::word(wording.t("sales-print-unit")),
            Column::figure(wording.t("sales-print-price")),
        ];
        if lines.iter().any(|l| !l.discount.is_zero()) {
            columns.push(Column::figure(wording.t("sales-print-discount")));
        }
        columns.push(Column::figure(wording.t("sales-print-tax")));
        columns.push(Column::figure(wording.with("sales-print-net-in", &[("currency", wording.code(currency))])));
        columns
    }

    /// One line with its price, its number first.
    fn line(&self, read: &Read, names: &Names, priced: &Priced, place: usize, sold: &Sold) -> Result<Row> {
        let wording = &self.wording;
        let mut cells = vec![
            Cell::of(place.to_string()),
            names.cell(wording, sold),
            Cell::of(wording.quantity(sold.quantity)),
            names.unit(sold),
            Cell::of(wording.price(sold.price, priced.currency)),
        ];
        if priced.discounts {
            cells.push(Cell::of(if sold.discount.is_zero() { String::new() } else { wording.percent(sold.discount) }));
        }
        let rate = sold.tax_code.map(|code| rate(read, code, priced.on)).transpose()?.flatten();
        cells.push(Cell::of(rate.map_or_else(String::new, |r| wording.percent(r))));
        cells.push(Cell::of(wording.money(sold.net, priced.currency)));
        Ok(Row::Line(cells))
    }

    /// Net, each tax and the total; with several taxes the base of each stands beside them.
    fn totals(&self, read: &Read, priced: &Priced, groups: &[TaxGroup], net: Money, total: Money) -> Result<Table> {
        let wording = &self.wording;
        let names = self.tax_names(read, groups)?;
        let name = |g: &TaxGroup| names.get(&g.code.raw()).cloned().unwrap_or_default();
        let mut totals = vec![Total::new(wording.t("sales-print-net"), wording.money(net, priced.currency))];
        for group in groups {
            let tax = if group.reverse_charge { Money::ZERO } else { group.tax };
            totals.push(Total::new(name(group), wording.money(tax, priced.currency)));
        }
        totals.push(Total::grand(wording.t("sales-print-total"), wording.amount(total, priced.currency)));
        let several = groups.len() > 1 || groups.iter().any(|g| g.base != net);
        let summary = several.then(|| Summary {
            columns: vec![
                Column::text(wording.t("sales-print-tax")),
                Column::figure(wording.t("sales-print-tax-base")),
                Column::figure(wording.t("sales-print-tax-amount")),
            ],
            rows: groups
                .iter()
                .map(|g| {
                    let tax = if g.reverse_charge { Money::ZERO } else { g.tax };
                    vec![name(g), wording.money(g.base, priced.currency), wording.money(tax, priced.currency)]
                })
                .collect(),
        });
        Ok(Table { totals, summary, ..Table::default() })
    }

    fn tax_names(&self, read: &Read, groups: &[TaxGroup]) -> Result<HashMap<i64, String>> {
        let ids: Vec<i64> = groups.iter().map(|g| g.code.raw()).collect();
        self.wording.titles(read, "accounting.tax_code", &ids)
    }

    /// What the law wants said where the buyer owes the tax.
    fn reverse_charge(&self, groups: &[TaxGroup]) -> Option<String> {
        groups.iter().any(|g| g.reverse_charge).then(|| self.wording.t("sales-print-reverse-charge"))
    }
}

/// What lines are priced in, and the day that decides their tax.
struct Priced {
    currency: Id<Currency>,
    on: Date,
    discounts: bool,
}

impl Priced {
    fn of(currency: Id<Currency>, on: Date, lines: &[Sold]) -> Priced {
        Priced { currency, on, discounts: lines.iter().any(|l| !l.discount.is_zero()) }
    }
}

fn rate(read: &Read, code: Id<accounting::TaxCode>, on: Date) -> Result<Option<Percent>> {
    let kept = kept::books(read)?;
    let code = kept.tax_code(code)?;
    Ok(if code.reverse_charge { None } else { code.rate_on(on) })
}

/// Items and units in the language of a document, and what the customer calls the items.
struct Names {
    items: HashMap<i64, Item>,
    titles: HashMap<i64, String>,
    units: HashMap<i64, String>,
    own: HashMap<i64, CustomerItem>,
}

impl Names {
    fn read(read: &Read, wording: &Wording, customer: &Party, lines: &[Sold]) -> Result<Names> {
        let mut ids: Vec<i64> = lines.iter().filter_map(|l| l.item).map(|i| i.raw()).collect();
        ids.sort_unstable();
        ids.dedup();
        let items = crate::order::read_items(read, ids.iter().map(|id| Id::from_raw(*id)), false)?;
        let mut units: Vec<i64> = lines.iter().filter_map(|l| l.unit).map(|u| u.raw()).collect();
        units.extend(items.values().map(|i| i.base_unit.raw()));
        units.sort_unstable();
        units.dedup();
        let own: Vec<CustomerItem> = read.select(
            "customer = $1 AND item IN LIST($2) AND archived_at IS NULL ORDER BY id",
            &[customer.head.id.into(), store::id_list(&ids)],
        )?;
        Ok(Names {
            titles: wording.titles(read, "catalog.item", &ids)?,
            units: unit_names(read, wording, &units)?,
            own: own.into_iter().map(|o| (o.item.raw(), o)).collect(),
            items,
        })
    }

    /// What is sold, with its number, the customer's number and the notes of the line.
    fn cell(&self, wording: &Wording, sold: &Sold) -> Cell {
        let id = sold.item.map_or(0, |i| i.raw());
        let title = self.titles.get(&id).cloned().unwrap_or_default();
        let text = sold.text.clone().filter(|t| !t.trim().is_empty()).unwrap_or(title);
        let mut numbers = Vec::new();
        numbers.extend(self.items.get(&id).map(|i| wording.with("sales-print-item-number", &[("number", &i.code)])));
        let own = self.own.get(&id).map(|o| wording.with("sales-print-your-number", &[("number", &o.part_number)]));
        numbers.extend(own);
        let mut notes = vec![numbers.join(" · ")];
        notes.extend(sold.notes.iter().cloned());
        notes.extend(sold.tax_inside.then(|| wording.t("sales-print-price-with-tax")));
        notes.retain(|n| !n.is_empty());
        Cell { text, notes }
    }

    /// What a line counts in: its unit, or the item's.
    fn unit(&self, sold: &Sold) -> Cell {
        let base = sold.item.and_then(|i| self.items.get(&i.raw())).map(|i| i.base_unit);
        Cell::of(sold.unit.or(base).and_then(|u| self.units.get(&u.raw())).map_or("", String::as_str))
    }
}

/// What units are called in the language of a document.
fn unit_names(read: &Read, wording: &Wording, ids: &[i64]) -> Result<HashMap<i64, String>> {
    let mut records = read.find_many("catalog.unit", ids, false)?;
    read.in_language("catalog.unit", &mut records, &["name"], wording.lang.tag())?;
    Ok(store::typed::<Unit>(&records)?.into_iter().map(|u| (u.head.id, u.name)).collect())
}
