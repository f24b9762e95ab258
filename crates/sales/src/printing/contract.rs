//! A contract as both sign it: what it is about, its text with what was agreed on filled in, what it covers, and room for two signatures.

use super::quotation::paragraphs;
use super::{Names, Sold, Writing};
use crate::contract::{Contract, ContractLine, Kind, Renewal, State, said};
use base::{Id, Price, Result};
use entity::Text;
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::print::{Asked, Layout};
use store::Read;
use ui::print::{Cell, Column, Fact, Print, Row, Section, Table, Total};

pub(super) const LAYOUT: Layout = Layout {
    entity: "sales.contract",
    shows: &[
        "number",
        "kind",
        "subject",
        "customer",
        "contact",
        "reference",
        "starts_on",
        "ends_on",
        "renewal",
        "renewal_months",
        "notice_days",
        "lines",
        "lines.text",
        "lines.quantity",
        "lines.price",
        "lines.net",
        "value",
        "terms",
        "owner",
    ],
    reads: &[],
    make,
};

fn make(read: &Read, asked: &Asked, id: i64) -> Result<Vec<Print>> {
    let contract: Contract = read.get(Id::from_raw(id))?;
    let receiver = Receiver::of(read, contract.customer, AddressUse::Bill)?;
    let to = Writing::to(read, asked, contract.company, receiver)?;
    let wording = &to.wording;
    let mut print = to.letter(read, contract.contact)?;
    print.title = wording.t(match contract.kind {
        Kind::Sales => "sales-print-contract-sales",
        Kind::Service => "sales-print-contract-service",
    });
    print.number = contract.number.to_string();
    print.mark = match contract.state {
        State::Draft => Some(wording.t("sales-print-draft")),
        State::Ended => Some(wording.t("sales-print-no-longer-valid")),
        State::Active => None,
    };
    print.subject = contract.subject.clone();
    print.facts.push(wording.fact("sales-print-contract-start", wording.date(contract.starts_on)));
    print.facts.push(wording.fact("sales-print-contract-end", end(&to, &contract)));
    print.facts.extend(to.receiver_facts(read, contract.reference.as_ref())?);
    if let Some(owner) = contract.owner {
        print.facts.push(wording.fact("sales-print-our-contact", wording.title(read, owner)?));
    }
    let text = contract.terms.as_deref().unwrap_or_default();
    let fill = |word: &str| fill(read, &to, &contract, word);
    // Drafts refuse unknown words, so that only a text that was imported may still hold one: it stands there as it is.
    let text = said(text, fill).unwrap_or_else(|_| text.to_owned());
    print.before = paragraphs(Some(&Text::new(text)));
    print.tables.extend(table(read, &to, &contract)?);
    let sign = |who: String| Section {
        title: who,
        facts: ["sales-print-received-on", "sales-print-signature"]
            .iter()
            .map(|label| wording.fact(label, format!("\n{}", "_".repeat(40))))
            .collect::<Vec<Fact>>(),
        ..Section::default()
    };
    print.sections.push(sign(to.receiver.party.name.clone()));
    print.sections.push(sign(read.get(contract.company)?.name));
    Ok(vec![print])
}

fn end(to: &Writing, contract: &Contract) -> String {
    let open = || to.wording.t("sales-print-contract-open");
    contract.ends_on.map_or_else(open, |day| to.wording.date(day))
}

/// What a word in braces says in this contract.
fn fill(read: &Read, to: &Writing, contract: &Contract, word: &str) -> Option<String> {
    let wording = &to.wording;
    let number = |n: Option<i64>| n.unwrap_or(0).to_string();
    Some(match word {
        "customer" => to.receiver.party.name.clone(),
        "company" => read.get(contract.company).ok()?.name,
        "number" => contract.number.to_string(),
        "start" => wording.date(contract.starts_on),
        "end" => end(to, contract),
        "value" => contract.currency.map_or_else(String::new, |currency| wording.amount(contract.value, currency)),
        "notice" => wording.with("sales-print-contract-days", &[("n", &number(contract.notice_days))]),
        "renewal" => match contract.renewal {
            Renewal::Ends => wording.t("sales-print-contract-ends"),
            Renewal::Automatic => {
                wording.with("sales-print-contract-goes-on", &[("n", &number(contract.renewal_months))])
            }
        },
        _ => return None,
    })
}

/// What it covers, with its worth below.
fn table(read: &Read, to: &Writing, contract: &Contract) -> Result<Option<Table>> {
    let lines = loaded(&contract.lines);
    let (Some(currency), false) = (contract.currency, lines.is_empty()) else { return Ok(None) };
    let wording = &to.wording;
    let sold: Vec<Sold> = lines.iter().map(line_of).collect();
    let names: Names = to.names(read, &sold)?;
    let columns = vec![
        Column::word(wording.t("sales-print-position")),
        Column::text(wording.t("sales-print-description")),
        Column::figure(wording.t("sales-print-quantity")),
        Column::word(wording.t("sales-print-unit")),
        Column::figure(wording.t("sales-print-price")),
        Column::figure(wording.with("sales-print-net-in", &[("currency", wording.code(currency))])),
    ];
    let row = |(place, sold): (usize, &Sold)| {
        Row::Line(vec![
            Cell::of((place + 1).to_string()),
            names.cell(wording, sold),
            Cell::of(wording.quantity(sold.quantity)),
            names.unit(sold),
            Cell::of(wording.price(sold.price, currency)),
            Cell::of(wording.money(sold.net, currency)),
        ])
    };
    let rows = sold.iter().enumerate().map(row).collect();
    let value = Total::grand(wording.t("sales-print-contract-value"), wording.amount(contract.value, currency));
    Ok(Some(Table { columns, rows, totals: vec![value], ..Table::default() }))
}

fn line_of(line: &ContractLine) -> Sold {
    Sold {
        item: Some(line.item),
        text: line.text.clone(),
        quantity: line.quantity,
        unit: line.unit,
        price: line.price.unwrap_or(Price::ZERO),
        net: line.net,
        ..Sold::default()
    }
}
