//! The progress board of purchasing: each line that is still to come or to be invoiced, with its three dates and how late it is.

use base::{Date, Id, Result};
use entity::{Described as _, Input, Value};
use parties::Party;
use platform::Company;
use store::report::{Cell, Column, Holds, Line, Link, Report, Sheet};
use store::{Read, Row, action};

/// The reports of purchasing.
pub const REPORTS: &[Report] = &[Report {
    name: "purchasing.progress",
    icon: "list-checks",
    reads: "purchasing.order",
    parameters: Wanted::FIELDS,
    run: |read, record| progress(read, &Wanted::from_record(record).map_err(store::damaged)?),
}];

/// Which lines.
#[derive(Input, Clone, Debug)]
pub struct Wanted {
    pub company: Option<Id<Company>>,
    pub supplier: Option<Id<Party>>,
    /// Only what should be here by now.
    pub only_late: bool,
    /// Late as of this day; nothing is today.
    pub as_of: Option<Date>,
}

const NOTICE: &str = "purchasing.shipping_notice";

/// More lines than this are cut.
const MOST: usize = 1_000;

fn progress(read: &Read, wanted: &Wanted) -> Result<Sheet> {
    let on = wanted.as_of.unwrap_or(read.today());
    let mut sheet = Sheet {
        columns: vec![
            Column::new("order", Holds::Text),
            Column::new("supplier", Holds::Text),
            Column::new("line", Holds::Text),
            Column::new("ordered", Holds::Quantity),
            Column::new("received", Holds::Quantity),
            Column::new("rejected", Holds::Quantity),
            Column::new("invoiced", Holds::Quantity),
            Column::new("requested", Holds::Date),
            Column::new("confirmed", Holds::Date),
            Column::new("forecast", Holds::Date),
            Column::new("days_late", Holds::Integer),
            Column::new("announced", Holds::Quantity),
            Column::new("arrives_on", Holds::Date),
            Column::new("reminded_on", Holds::Date),
        ],
        ..Sheet::default()
    };
    let rows = lines(read, wanted, on)?;
    sheet.cut = rows.len() > MOST;
    let ids = |at: usize| rows.iter().filter_map(|r| r.get(at).and_then(Value::int)).collect::<Vec<_>>();
    let names = read.titles("parties.party", &ids(2))?;
    for row in rows.iter().take(MOST) {
        let int = |at: usize| row.get(at).and_then(Value::int).unwrap_or(0);
        let cell = |at: usize| Cell::of(row.get(at).cloned().unwrap_or(Value::Null));
        let due = row.get(12).and_then(Value::text).and_then(|t| Date::parse(t).ok());
        let late = due.map(|due| due.days_until(on)).filter(|days| *days > 0 && int(5) < int(4));
        let supplier = names.get(&int(2)).cloned().unwrap_or_default();
        sheet.rows.push(Line::of(vec![
            cell(1).to(Link::Record("purchasing.order".to_owned(), int(0))),
            Cell::of(supplier).to(Link::Record("parties.party".to_owned(), int(2))),
            cell(3),
            cell(4),
            cell(5),
            cell(6),
            cell(7),
            cell(9),
            cell(10),
            cell(11),
            late.map_or(Cell::empty(), Cell::of),
            if row.get(14).is_some_and(|v| !v.is_null()) {
                cell(14).to(Link::Record(NOTICE.to_owned(), int(16)))
            } else {
                Cell::empty()
            },
            cell(15),
            cell(13),
        ]));
    }
    Ok(sheet)
}

/// Lines of released orders of which something is to come or to be invoiced, the earliest expected first.
fn lines(read: &Read, wanted: &Wanted, on: Date) -> Result<Vec<Row>> {
    let mut params: Vec<Value> = Vec::new();
    let shape = read.shape("purchasing.order")?;
    let Some(mine) = read.access()?.narrowed(&shape, action::READ, "o", &mut params) else { return Ok(Vec::new()) };
    let mut narrow = String::new();
    for (column, id) in
        [("o.company", wanted.company.map(|c| c.raw())), ("o.supplier", wanted.supplier.map(|s| s.raw()))]
    {
        if let Some(id) = id {
            params.push(id.into());
            narrow.push_str(&format!(" AND {column} = ${}", params.len()));
        }
    }
    if wanted.only_late {
        params.push(on.into());
        let day = params.len();
        narrow.push_str(&format!(
            " AND COALESCE(l.forecast, l.confirmed, l.requested, o.requested) < ${day} AND COALESCE(p.received, 0) < l.quantity"
        ));
    }
    let sql = format!(
        "SELECT o.id, o.number, o.supplier, l.description, l.quantity, COALESCE(p.received, 0), COALESCE(p.rejected, 0), \
           COALESCE(p.invoiced, 0), l.id, COALESCE(l.requested, o.requested), l.confirmed, l.forecast, \
           COALESCE(l.forecast, l.confirmed, l.requested, o.requested), o.reminded_on, \
           n.announced, n.arrives_on, n.notice \
         FROM purchasing_order o JOIN purchasing_order_line l ON l.document = o.id \
         LEFT JOIN purchasing_progress p ON p.line = l.id \
         LEFT JOIN (SELECT a.order_line, SUM(a.quantity) AS announced, MIN(s.arrives_on) AS arrives_on, MIN(s.id) AS notice \
           FROM purchasing_shipping_notice s JOIN purchasing_notice_line a ON a.document = s.id \
           WHERE s.state = 'announced' AND s.archived_at IS NULL GROUP BY a.order_line) n ON n.order_line = l.id \
         WHERE o.state = 'released' AND o.archived_at IS NULL \
         AND (COALESCE(p.received, 0) < l.quantity OR COALESCE(p.invoiced, 0) < l.quantity){mine}{narrow} \
         ORDER BY COALESCE(l.forecast, l.confirmed, l.requested, o.requested, '9999-12-31'), o.id, l.position LIMIT {}",
        MOST + 1
    );
    read.query(&sql, &params)
}
