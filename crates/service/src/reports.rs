//! What is counted of customer service: how much comes, what waits, how soon we answer and solve, what we kept of our promises.

mod facts;
mod figures;

use crate::{Channel, Level, Priority, Ticket};
use base::{Date, Result};
use entity::{Choice, Described as _, Entity, Input, Record};
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Report, Sheet};

use facts::Group;

/// The module's reports.
pub const REPORTS: &[Report] = &[
    Report {
        name: "service.volume",
        icon: "chart-column",
        reads: Ticket::DEF.name,
        parameters: Asked::FIELDS,
        run: |read, record| figures::volume(read, &asked(record)?),
    },
    Report {
        name: "service.backlog",
        icon: "hourglass",
        reads: Ticket::DEF.name,
        parameters: Backlog::FIELDS,
        run: |read, record| figures::backlog(read, &asked(record)?),
    },
    Report {
        name: "service.times",
        icon: "timer",
        reads: Ticket::DEF.name,
        parameters: Asked::FIELDS,
        run: |read, record| figures::times(read, &asked(record)?),
    },
    Report {
        name: "service.kept",
        icon: "circle-check",
        reads: Ticket::DEF.name,
        parameters: Asked::FIELDS,
        run: |read, record| figures::kept(read, &asked(record)?),
    },
    Report {
        name: "service.outcome",
        icon: "history",
        reads: Ticket::DEF.name,
        parameters: Asked::FIELDS,
        run: |read, record| figures::outcome(read, &asked(record)?),
    },
];

/// By what tickets are put together.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Kind,
    Priority,
    Level,
    Channel,
    Customer,
    Item,
    Queue,
    Owner,
}

/// Tickets of a time, by something.
#[derive(Input, Clone, Debug)]
pub struct Asked {
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub per: By,
}

/// What waits, by something.
#[derive(Input, Clone, Debug)]
pub struct Backlog {
    pub per: By,
}

fn asked<I: Input>(record: &Record) -> Result<I> {
    I::from_record(record).map_err(store::damaged)
}

impl By {
    /// The column of a ticket.
    fn column(self) -> &'static str {
        match self {
            By::Kind => "kind",
            By::Priority => "priority",
            By::Level => "level",
            By::Channel => "channel",
            By::Customer => "customer",
            By::Item => "item",
            By::Queue => "queue",
            By::Owner => "owner",
        }
    }

    /// The entity whose records it names; none where it is a choice.
    fn entity(self) -> Option<&'static str> {
        match self {
            By::Kind => Some("service.ticket_type"),
            By::Customer => Some("parties.party"),
            By::Item => Some("catalog.item"),
            By::Queue => Some("service.queue"),
            By::Owner => Some("platform.user"),
            By::Priority | By::Level | By::Channel => None,
        }
    }

    /// The codes of a choice in their order.
    fn codes(self) -> Vec<&'static str> {
        let of = |def: &'static entity::ChoiceDef| def.options.iter().map(|o| o.code).collect();
        match self {
            By::Priority => of(<Priority as Choice>::DEF),
            By::Level => of(<Level as Choice>::DEF),
            By::Channel => of(<Channel as Choice>::DEF),
            _ => Vec::new(),
        }
    }
}

/// The days that a report is about: this month, unless somebody said otherwise.
fn days(read: &Read, asked: &Asked) -> Result<(Date, Date)> {
    let today = read.today();
    let ends = asked.ends_on.unwrap_or(today);
    let starts = asked.starts_on.unwrap_or(ends.first_of_month());
    base::ensure!(starts <= ends, base::Refusal::new("service.ends_before_it_starts").field("ends_on"))?;
    Ok((starts, ends))
}

/// The first cell of a row: what the tickets have in common, leading to them.
fn head(by: By, group: &Group, only: &str) -> Cell {
    let and = |filter: String| {
        let counted = format!("{filter} and (kind is empty or kind.counts = yes) and merged_into is empty");
        if only.is_empty() { counted } else { format!("{counted} and {only}") }
    };
    let column = by.column();
    match group {
        Group::Nothing => {
            Cell::word("service-report-nothing").to(Link::List(Ticket::DEF.name, and(format!("{column} is empty"))))
        }
        Group::Record(id, name) => {
            let link = Link::List(Ticket::DEF.name, and(format!("{column} = #{id}")));
            let cell = Cell::of(name.as_str());
            let named = by.entity().map_or(cell.clone(), |entity| cell.naming(entity, *id));
            named.to(link)
        }
        Group::Code(code) => Cell::word(format!("service-ticket-{column}-{code}"))
            .to(Link::List(Ticket::DEF.name, and(format!("{column} = {code}")))),
    }
}

/// A sheet with a total below.
fn finish(mut sheet: Sheet, total: Vec<Cell>) -> Sheet {
    if !sheet.rows.is_empty() {
        let cells = std::iter::once(Cell::word("service-report-total")).chain(total).collect();
        sheet.rows.push(Line::of(cells).looks(Look::Total));
    }
    sheet
}

fn integers(names: &[&'static str]) -> Vec<Column> {
    names.iter().map(|name| Column::new(name, Holds::Integer)).collect()
}
