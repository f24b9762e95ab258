//! The customers that the business lives on: what they were invoiced in a time, what it cost, and what part of all that is.

use accounting::{Nature, reports::company_of};
use base::{Date, Id, Money, Result};
use entity::{Described as _, Entity, Input, Tone, Value};
use parties::Party;
use platform::Company;
use std::collections::BTreeMap;
use store::report::{Cell, Column, Holds, Line, Link, Look, Report, Sheet};
use store::{Read, action};

use crate::{CustomerInvoice, Delivery};

/// Customers that have a line of their own; the others share one.
const NAMED: usize = 50;

/// The report.
pub const REPORT: Report = Report {
    name: "sales.top_customers",
    icon: "star",
    reads: "sales.customer_invoice",
    parameters: Asked::FIELDS,
    run: |read, record| sheet(read, &Asked::from_record(record).map_err(store::damaged)?),
};

/// Of which company and time; empty is the last twelve months.
#[derive(Input, Clone, Debug)]
pub struct Asked {
    pub company: Option<Id<Company>>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// What a customer brought, in company currency.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    invoices: i64,
    revenue: i64,
    cost: i64,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.invoices += other.invoices;
        self.revenue += other.revenue;
        self.cost += other.cost;
    }
}

/// Revenue and cost of goods by customer, out of the entries of the invoices, credit notes and deliveries that the reader may see.
fn sums(read: &Read, company: Id<Company>, from: Date, until: Date) -> Result<BTreeMap<i64, Sums>> {
    let books = accounting::kept::books(read)?;
    let of = |nature: Nature| -> Value {
        store::id_list(
            &books.chart(company).iter().filter(|a| a.nature == nature).map(|a| a.head.id).collect::<Vec<_>>(),
        )
    };
    let access = read.access()?;
    let mut found: BTreeMap<i64, Sums> = BTreeMap::new();
    // Invoices are counted, deliveries only cost.
    for (def, table, counts) in [
        (&CustomerInvoice::DEF, "sales_customer_invoice", "COUNT(DISTINCT d.id)"),
        (&Delivery::DEF, "sales_delivery", "0"),
    ] {
        let mut params: Vec<Value> =
            vec![company.into(), from.into(), until.into(), of(Nature::Revenue), of(Nature::CostOfSales)];
        let Some(mine) = access.narrowed(&*read.shape(def.name)?, action::READ, "d", &mut params) else { continue };
        let sql = format!(
            "SELECT d.customer, {counts}, SUM(CASE WHEN l.account IN LIST($4) THEN -l.amount_base ELSE 0 END), \
             SUM(CASE WHEN l.account IN LIST($5) THEN l.amount_base ELSE 0 END) FROM accounting_journal_entry e \
             JOIN {table} d ON d.id = e.source JOIN accounting_journal_line l ON l.document = e.id \
             WHERE e.company = $1 AND e.posted_on >= $2 AND e.posted_on <= $3 AND e.source_kind = {} \
             AND (l.account IN LIST($4) OR l.account IN LIST($5)) AND d.archived_at IS NULL{mine} GROUP BY d.customer",
            def.kind
        );
        for row in read.query(&sql, &params)? {
            let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
            found.entry(int(0)).or_default().add(Sums { invoices: int(1), revenue: int(2), cost: int(3) });
        }
    }
    Ok(found)
}

fn sheet(read: &Read, asked: &Asked) -> Result<Sheet> {
    let company = company_of(read, asked.company, "sales.customer_invoice")?;
    let until = asked.ends_on.unwrap_or(read.today());
    let from = asked.starts_on.unwrap_or(until.add_months(-12)?.add_days(1)?);
    base::ensure!(from <= until, base::Refusal::new("sales.ends_before_start").field("ends_on"))?;
    let books = accounting::kept::books(read)?;
    let currency = books.currency(company)?;
    let money = Holds::Money(books.exponent(currency));
    let columns = vec![
        Column::new("customer", Holds::Text),
        Column::new("invoices", Holds::Integer),
        Column::new("revenue", money),
        Column::new("share", Holds::Percent),
        Column::new("cost", money),
        Column::new("margin", money),
        Column::new("margin_rate", Holds::Percent),
    ];
    let mut sheet = Sheet::new(columns)
        .using("company", company)
        .using("starts_on", from)
        .using("ends_on", until)
        .note("accounting-in_currency", vec![("currency", read.get(currency)?.code)])
        .drawn(&[("cost", Tone::Neutral), ("margin", Tone::Success)]);
    let mut all: Vec<(i64, Sums)> = sums(read, company, from, until)?.into_iter().collect();
    all.sort_by_key(|(customer, sums)| (-sums.revenue, *customer));
    let mut total = Sums::default();
    all.iter().for_each(|(_, sums)| total.add(*sums));
    let row = |head: Cell, sums: Sums, behind: Option<Link>| -> Line {
        let revenue = Cell::of(Money::from_minor(sums.revenue));
        let margin = sums.revenue - sums.cost;
        Line::of(vec![
            head,
            Cell::of(sums.invoices),
            match behind {
                Some(link) => revenue.to(link),
                None => revenue,
            },
            Cell::share(sums.revenue, total.revenue),
            Cell::of(Money::from_minor(sums.cost)),
            Cell::of(Money::from_minor(margin)),
            Cell::share(margin, sums.revenue),
        ])
    };
    let first: Vec<i64> = all.iter().take(NAMED).map(|(customer, _)| *customer).collect();
    let names = read.titles(Party::DEF.name, &first)?;
    for (customer, sums) in all.iter().take(NAMED) {
        let name = names.get(customer).cloned().unwrap_or_default();
        let head =
            Cell::of(name).naming(Party::DEF.name, *customer).to(Link::Record(Party::DEF.name.to_owned(), *customer));
        let filter = format!("customer = #{customer} and posted_on >= {from} and posted_on <= {until}");
        sheet.rows.push(row(head, *sums, Some(Link::List(CustomerInvoice::DEF.name, filter))));
    }
    if all.len() > NAMED {
        let mut others = Sums::default();
        all.iter().skip(NAMED).for_each(|(_, sums)| others.add(*sums));
        sheet.rows.push(row(Cell::word("sales-report-top-customers-others"), others, None));
    }
    if !all.is_empty() {
        sheet.rows.push(row(Cell::word("sales-report-top-customers-all"), total, None).looks(Look::Total));
    }
    Ok(sheet)
}
