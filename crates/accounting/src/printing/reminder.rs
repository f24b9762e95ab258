//! Reminders: the letters of a dunning run, one for each customer that still owes.

use crate::dunning::{DunningLine, DunningProcedure, DunningRun, Letter, State};
use crate::{OpenItem, kept};
use base::{Id, Money, Refusal, Result};
use entity::Entity as _;
use parties::printing::Receiver;
use parties::{AddressUse, loaded};
use platform::Currency;
use platform::print::{Asked, Layout, Wording, letter};
use std::collections::HashMap;
use store::Read;
use ui::print::{Cell, Print, Row, Table, Total};

pub(super) const LAYOUT: Layout = Layout {
    entity: "accounting.dunning_run",
    shows: &["lines", "lines.open", "lines.interest", "fees", "interest"],
    reads: &["parties.party", "accounting.open_item"],
    make: letters,
};

/// The letters of a run, by name of the party; with `party` in the query that party's alone.
fn letters(read: &Read, asked: &Asked, run: i64) -> Result<Vec<Print>> {
    let run: DunningRun = read.get(Id::from_raw(run))?;
    let procedure: DunningProcedure = read.get(run.procedure)?;
    let mut letters = run.letters(read)?;
    if let Ok(party) = asked.get("party").parse::<i64>() {
        letters.retain(|l| l.party.raw() == party);
    }
    if letters.is_empty() {
        return Err(Refusal::new("accounting.nobody_to_remind").record(&*run.number).into());
    }
    let ids: Vec<i64> = loaded(&run.lines).iter().map(|l| l.item.raw()).collect();
    let items = store::typed::<OpenItem>(&read.find_many(OpenItem::DEF.name, &ids, false)?)?;
    let items: HashMap<i64, OpenItem> = items.into_iter().map(|i| (i.head.id, i)).collect();
    let mut prints = Vec::with_capacity(letters.len());
    for letter in &letters {
        let receiver = Receiver::of(read, letter.party, AddressUse::Bill)?;
        let wording = asked.wording(read, receiver.party.language, receiver.country())?;
        let print = reminder(read, &wording, &receiver, &run, &procedure, letter, &items)?;
        prints.push((receiver.party.name, print));
    }
    prints.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(prints.into_iter().map(|(_, print)| print).collect())
}

fn reminder(
    read: &Read,
    wording: &Wording,
    receiver: &Receiver,
    run: &DunningRun,
    procedure: &DunningProcedure,
    letter: &Letter,
    items: &HashMap<i64, OpenItem>,
) -> Result<Print> {
    let currency = procedure.currency;
    let mut print = self::letter(read, wording, run.company)?;
    print.title = wording.t("accounting-print-reminder");
    print.mark = (run.state != State::Released).then(|| wording.t("accounting-print-draft"));
    print.recipient = receiver.lines(read, None, kept::books(read)?.company(run.company)?.country)?;
    print.facts = vec![
        wording.fact("accounting-print-date", wording.date(run.run_on)),
        wording.fact("accounting-print-level", letter.level.to_string()),
        wording.fact("accounting-print-customer-number", receiver.party.code.to_string()),
    ];
    let level = letter.level.checked_sub(1).and_then(|at| loaded(&procedure.levels).get(at));
    let own = level.and_then(|l| l.text.as_ref()).map(ToString::to_string).filter(|t| !t.trim().is_empty());
    print.before = match own {
        Some(text) => vec![text],
        None if letter.level <= 1 => vec![wording.t("accounting-print-reminder-first")],
        None => vec![wording.t("accounting-print-reminder-again")],
    };
    let lines: Vec<&DunningLine> =
        loaded(&run.lines).iter().filter(|l| !l.left_out && l.party == letter.party).collect();
    print.tables.push(table(wording, currency, letter, &lines, items)?);
    let reference = format!("{} {}", &*run.number, &*receiver.party.code);
    print.sections.extend(super::payment(read, wording, run.company, currency, &reference)?);
    Ok(print)
}

fn table(
    wording: &Wording,
    currency: Id<Currency>,
    letter: &Letter,
    lines: &[&DunningLine],
    items: &HashMap<i64, OpenItem>,
) -> Result<Table> {
    let row = |line: &&DunningLine| {
        let item = items.get(&line.item.raw());
        Row::Line(vec![
            Cell::of(item.map_or("", |i| i.number.as_str())),
            Cell::of(item.map_or_else(String::new, |i| wording.date(i.posted_on))),
            Cell::of(wording.date(line.due_on)),
            Cell::of(wording.format.integer(line.days_overdue)),
            Cell::of(wording.money(item.map_or(line.open, |i| i.amount), currency)),
            Cell::of(wording.money(line.open, currency)),
        ])
    };
    let total = Money::sum([letter.asked, letter.fee, letter.interest])?;
    let mut totals = Vec::new();
    if total != letter.asked {
        totals.push(Total::new(wording.t("accounting-print-total-open"), wording.money(letter.asked, currency)));
    }
    for (label, amount) in [("accounting-print-fee", letter.fee), ("accounting-print-interest", letter.interest)] {
        if !amount.is_zero() {
            totals.push(Total::new(wording.t(label), wording.money(amount, currency)));
        }
    }
    totals.push(Total::grand(wording.t("accounting-print-to-pay"), wording.amount(total, currency)));
    let columns = super::statement::columns(wording, wording.code(currency));
    Ok(Table { columns, rows: lines.iter().map(row).collect(), totals, ..Table::default() })
}
