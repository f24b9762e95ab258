//! Remittance advice: what a payment run pays each supplier, by the supplier's numbers and ours.

use crate::payment_run::{Advice, PaymentRun, State, advices};
use crate::{PartyAccount, iban, kept};
use base::{Id, Money, Refusal, Result};
use parties::AddressUse;
use parties::printing::Receiver;
use platform::print::{Asked, Layout, Wording, letter};
use platform::{Company, Currency};
use store::Read;
use ui::print::{Cell, Column, Print, Row, Section, Table, Total};

pub(super) const LAYOUT: Layout = Layout {
    entity: "accounting.payment_run",
    shows: &["lines", "lines.amount", "lines.discount", "lines.account", "pay_on"],
    reads: &["parties.party", "accounting.open_item", "accounting.payment"],
    make: made,
};

/// The advices of a run, by name of the supplier; with `party` in the query that supplier's alone.
fn made(read: &Read, asked: &Asked, run: i64) -> Result<Vec<Print>> {
    let run: PaymentRun = read.get(Id::from_raw(run))?;
    let mut all = advices(read, &run)?;
    if let Ok(party) = asked.get("party").parse::<i64>() {
        all.retain(|a| a.party.raw() == party);
    }
    let (Some(company), Some(currency), false) = (run.company, run.currency, all.is_empty()) else {
        return Err(Refusal::new("accounting.nobody_to_advise").record(&*run.number).into());
    };
    let mut prints = Vec::with_capacity(all.len());
    for advice in &all {
        let receiver = Receiver::of(read, advice.party, AddressUse::Bill)?;
        let wording = asked.wording(read, receiver.party.language, receiver.country())?;
        let print = one(read, &wording, &receiver, &run, (company, currency), advice)?;
        prints.push((receiver.party.name, print));
    }
    prints.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(prints.into_iter().map(|(_, print)| print).collect())
}

fn one(
    read: &Read,
    wording: &Wording,
    receiver: &Receiver,
    run: &PaymentRun,
    (company, currency): (Id<Company>, Id<Currency>),
    advice: &Advice,
) -> Result<Print> {
    let mut print = letter(read, wording, company)?;
    print.title = wording.t("accounting-print-remittance");
    print.mark = (run.state != State::Booked).then(|| wording.t("accounting-print-draft"));
    print.recipient = receiver.lines(read, None, kept::books(read)?.company(company)?.country)?;
    print.facts = vec![
        wording.fact("accounting-print-pay-on", wording.date(run.pay_on)),
        wording.fact("accounting-print-payment-number", advice.payment.number.as_str()),
        wording.fact("accounting-print-supplier-number", receiver.party.code.to_string()),
    ];
    let sum = wording.amount(advice.payment.amount, currency);
    print.before = vec![
        wording.with("accounting-print-remittance-intro", &[("amount", &sum), ("date", &wording.date(run.pay_on))]),
    ];
    print.tables.push(table(wording, currency, advice)?);
    let account = advice.lines.iter().find_map(|l| l.account).map(|id| read.get::<PartyAccount>(id)).transpose()?;
    print.sections.extend(account.map(|account| {
        let mut facts = vec![wording.fact("accounting-print-account", iban::spaced(&account.number))];
        facts.extend(account.bic.map(|bic| wording.fact("accounting-print-bic", bic)));
        facts.push(wording.fact("accounting-print-reference", advice.payment.number.as_str()));
        Section { title: wording.t("accounting-print-your-account"), facts, words: Vec::new() }
    }));
    Ok(print)
}

fn table(wording: &Wording, currency: Id<Currency>, advice: &Advice) -> Result<Table> {
    let discounted = advice.lines.iter().any(|l| !l.discount.is_zero());
    let mut columns = vec![
        Column::text(wording.t("accounting-print-your-number")),
        Column::word(wording.t("accounting-print-date")),
        Column::word(wording.t("accounting-print-our-number")),
        Column::figure(wording.t("accounting-print-amount")),
    ];
    if discounted {
        columns.push(Column::figure(wording.t("accounting-print-discount")));
    }
    columns.push(Column::figure(wording.with("accounting-print-paid", &[("currency", wording.code(currency))])));
    let row = |line: &crate::payment_run::AdviceLine| {
        let mut cells = vec![
            Cell::of(line.theirs.as_deref().unwrap_or(&line.ours)),
            Cell::of(wording.date(line.documented_on)),
            Cell::of(line.ours.as_str()),
            Cell::of(wording.money(line.owed, currency)),
        ];
        if discounted {
            cells.push(Cell::of(wording.money(line.discount, currency)));
        }
        cells.push(Cell::of(wording.money(line.paid, currency)));
        Row::Line(cells)
    };
    let total = Money::sum(advice.lines.iter().map(|l| l.paid))?;
    let totals = vec![Total::grand(wording.t("accounting-print-transferred"), wording.amount(total, currency))];
    Ok(Table { columns, rows: advice.lines.iter().map(row).collect(), totals, ..Table::default() })
}
