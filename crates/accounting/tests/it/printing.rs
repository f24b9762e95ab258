//! Statements and reminders on paper say what the books say, to each customer in his language.

use crate::fixture::{World, we, world};
use accounting::printing::PRINTS;
use base::Error;
use parties::Party;
use platform::Language;
use platform::print::Asked;
use ui::print::{Print, Row, Table};
use ui::{Lang, Messages};

pub fn printed(w: &World, entity: &str, id: i64, query: &[(&str, &str)]) -> base::Result<Vec<Print>> {
    let modules = [&platform::MODULE, &parties::MODULE, &accounting::MODULE];
    let own = modules.iter().flat_map(|m| m.messages.iter().copied());
    let words = Messages::build(&ui::i18n::SOURCES.into_iter().chain(own).collect::<Vec<_>>()).unwrap();
    let query: Vec<(String, String)> = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let layout = PRINTS.iter().find(|l| l.entity == entity).unwrap();
    w.read(&we(), |read| (layout.make)(read, &Asked { words: &words, query: &query }, id))
}

pub fn rows(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &Row| match row {
        Row::Line(cells) => cells.iter().map(|c| c.text.clone()).collect(),
        Row::Heading(text) | Row::Note(text) => vec![text.clone()],
    };
    table.rows.iter().map(row).collect()
}

pub fn totals(table: &Table) -> Vec<String> {
    table.totals.iter().map(|t| format!("{}: {}", t.label, t.value)).collect()
}

fn speaks(w: &World, language: Language) {
    let id = w.customer;
    w.write(&we(), move |tx| {
        let mut party: Party = tx.lock(id)?;
        party.language = Some(language);
        tx.update(&mut party)
    })
    .unwrap();
}

#[test]
fn a_statement_lists_what_is_open_and_adds_it_up() {
    let w = world();
    let empty = printed(&w, "parties.party", w.customer.raw(), &[]).unwrap();
    assert_eq!(empty.len(), 1);
    assert!(empty[0].tables.is_empty() && empty[0].before[0].ends_with("nothing was open in our books."));
    w.post("2026-01-31", &[("1100", "1000.00"), ("4000", "-1000.00")]).unwrap();
    w.post("2026-02-10", &[("1100", "250.50"), ("4000", "-250.50")]).unwrap();
    // Paid on account: it stands against what is owed.
    w.post("2026-02-20", &[("1010", "100.00"), ("1100", "-100.00")]).unwrap();
    // What is owed to a supplier is no concern of a customer's statement.
    w.post("2026-02-21", &[("5000", "70.00"), ("2000", "-70.00")]).unwrap();
    let prints = printed(&w, "parties.party", w.customer.raw(), &[]).unwrap();
    let table = &prints[0].tables[0];
    let seen: Vec<[String; 3]> = rows(table).into_iter().map(|r| [r[1].clone(), r[4].clone(), r[5].clone()]).collect();
    assert_eq!(
        seen,
        [
            ["31 Jan 2026", "1,000.00", "1,000.00"],
            ["10 Feb 2026", "250.50", "250.50"],
            ["20 Feb 2026", "\u{2212}100.00", "\u{2212}100.00"],
        ]
    );
    assert_eq!(totals(table), ["Of it overdue: 1,150.50", "Open in total: EUR\u{a0}1,150.50"]);
    assert_eq!(prints[0].recipient, ["Nordbau GmbH"]);
    assert_eq!(printed(&w, "parties.party", w.supplier.raw(), &[]).unwrap()[0].tables.len(), 0);
}

#[test]
fn each_reminded_customer_gets_a_letter_with_fee_and_interest() {
    let w = world();
    speaks(&w, Language::Spanish);
    let procedure = w.procedure("10.00");
    w.debt("2026-01-31", "1000.00");
    let first = w.remind(procedure, "2026-02-10");
    let draft = printed(&w, "accounting.dunning_run", first.raw(), &[]).unwrap();
    assert_eq!(draft[0].mark.as_deref(), Some("Borrador"));
    w.release(first).unwrap();
    let letter = &printed(&w, "accounting.dunning_run", first.raw(), &[]).unwrap()[0];
    assert_eq!((letter.lang, letter.title.as_str(), letter.mark.as_deref()), (Lang::Es, "Recordatorio de pago", None));
    assert_eq!(totals(&letter.tables[0]), ["Total a pagar: 1000,00\u{a0}EUR"]);
    let second = w.remind(procedure, "2026-03-17");
    w.release(second).unwrap();
    let letter = &printed(&w, "accounting.dunning_run", second.raw(), &[]).unwrap()[0];
    let run = w.dunning_run(second);
    assert_eq!((run.fees, run.asked), (base::Money::from_minor(500), base::Money::from_minor(100_000)));
    let wanted = [
        "Total pendiente: 1000,00".to_owned(),
        "Gastos de reclamación: 5,00".to_owned(),
        format!("Intereses de demora: {}", ui::Format::new(Lang::Es).money(run.interest, 2)),
    ];
    assert_eq!(totals(&letter.tables[0])[..3], wanted);
    let all = run.asked.checked_add(run.fees).unwrap().checked_add(run.interest).unwrap();
    assert_eq!(
        totals(&letter.tables[0])[3],
        format!("Total a pagar: {}", ui::Format::new(Lang::Es).money_code(all, 2, "EUR"))
    );
    assert!(letter.facts.iter().any(|f| f.label == "Recordatorio n.º" && f.value == "2"));
    // Letter by letter, and nothing for somebody whom the run does not ask.
    let mine = w.customer.raw().to_string();
    assert_eq!(printed(&w, "accounting.dunning_run", second.raw(), &[("party", &mine)]).unwrap().len(), 1);
    let other = w.supplier.raw().to_string();
    let none = printed(&w, "accounting.dunning_run", second.raw(), &[("party", &other)]);
    assert!(matches!(none, Err(Error::Refused(r)) if r[0].code == "accounting.nobody_to_remind"));
}
