//! A quotation as the customer reads it: introduction, lines under their headings, options beside the total, closing words.

use super::{Priced, Sold, Writing};
use crate::quotation::{Form, Quotation, QuotationLine, State};
use accounting::taxing::{self, Taxable};
use base::{Id, Price, Quantity, Result};
use entity::Text;
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::print::{Asked, Layout};
use store::Read;
use ui::print::{Print, Row, Table};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.quotation",
    shows: &[
        "number",
        "revision",
        "customer",
        "contact",
        "subject",
        "reference",
        "offered_on",
        "valid_until",
        "introduction",
        "closing",
        "lines",
        "lines.text",
        "lines.quantity",
        "lines.price",
        "lines.discount",
        "lines.net",
        "net",
        "tax",
        "total",
        "owner",
    ],
    reads: &[],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let offer: Quotation = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, offer.customer, AddressUse::Bill)?;
    let to = Writing::to(read, asked, offer.company, receiver)?;
    let wording = &to.wording;
    let mut print = to.letter(read, offer.contact)?;
    print.title = wording.t("sales-print-quotation");
    print.number = offer.number.to_string();
    print.mark = match offer.state {
        State::Draft => Some(wording.t("sales-print-draft")),
        State::Superseded | State::Expired | State::Declined => Some(wording.t("sales-print-no-longer-valid")),
        State::Sent | State::Accepted => None,
    };
    print.subject = offer.subject.clone();
    print.facts.push(wording.fact("sales-print-date", wording.date(offer.offered_on)));
    print.facts.extend(offer.valid_until.map(|day| wording.fact("sales-print-valid-until", wording.date(day))));
    if offer.revision > 1 {
        print.facts.push(wording.fact("sales-print-revision", offer.revision.to_string()));
    }
    print.facts.extend(offer.requested.map(|day| wording.fact("sales-print-requested", wording.date(day))));
    print.facts.extend(to.receiver_facts(read, offer.reference.as_ref())?);
    if let Some(owner) = offer.owner {
        print.facts.push(wording.fact("sales-print-our-contact", wording.title(read, owner)?));
    }
    print.before = paragraphs(offer.introduction.as_ref());
    let table = table(read, &to, &offer)?;
    print.tables.push(table.0);
    print.after.extend(table.1);
    print.after.extend(paragraphs(offer.closing.as_ref()));
    Ok(vec![print])
}

/// Paragraphs are parted by empty lines.
pub(super) fn paragraphs(text: Option<&Text>) -> Vec<String> {
    let text = text.map(ToString::to_string).unwrap_or_default().replace("\r\n", "\n");
    text.split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// The lines with their totals, and what is to be said about the tax.
fn table(read: &Read, to: &Writing, offer: &Quotation) -> Result<(Table, Option<String>)> {
    let Some(currency) = offer.currency else { return Ok((Table::default(), None)) };
    let lines = loaded(&offer.lines);
    let sold: Vec<Sold> = lines.iter().map(|l| sold(to, l)).collect();
    let names = to.names(read, &sold)?;
    let priced = Priced::of(currency, offer.offered_on, &sold);
    let (mut rows, mut place) = (Vec::with_capacity(lines.len()), 0);
    for (line, sold) in lines.iter().zip(&sold) {
        let words = || line.text.clone().unwrap_or_default();
        rows.push(match line.form {
            Form::Section => Row::Heading(words()),
            Form::Note => Row::Note(words()),
            Form::Item => {
                place += 1;
                to.line(read, &names, &priced, place, sold)?
            }
        });
    }
    let counted: Vec<Taxable> = lines.iter().filter(|l| l.counts()).map(QuotationLine::taxable).collect();
    let taxed = taxing::reckon(read, offer.company, currency, offer.offered_on, &counted)?;
    let totals = to.totals(read, &priced, &taxed.groups, offer.net, offer.total)?;
    let said = to.reverse_charge(&taxed.groups);
    Ok((Table { columns: to.columns(currency, &sold), rows, ..totals }, said))
}

fn sold(to: &Writing, line: &QuotationLine) -> Sold {
    let wording = &to.wording;
    let mut notes = Vec::new();
    if line.optional {
        let said = if line.chosen { "sales-print-option-chosen" } else { "sales-print-option" };
        notes.push(wording.t(said));
    }
    notes.extend(line.requested.map(|day| wording.with("sales-print-wanted-on", &[("date", &wording.date(day))])));
    Sold {
        item: line.item,
        text: line.text.clone(),
        quantity: line.quantity.unwrap_or(Quantity::ZERO),
        unit: line.unit,
        price: line.price.unwrap_or(Price::ZERO),
        discount: line.discount,
        tax_code: line.tax_code,
        tax_inside: line.tax_inside,
        net: line.net,
        notes,
    }
}
