//! How far an order has come: ordered, picked, shipped, invoiced, paid; reckoned from the documents that took it there.

use crate::{OrderState, Progress};
use base::Result;
use entity::{Choice as _, Record, Shape, Value};
use platform::page::Ask;
use std::collections::HashMap;
use store::Read;
use ui::part::Cell;

/// How far an order is on each step of its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub ordered: Progress,
    pub picked: Progress,
    pub shipped: Progress,
    pub invoiced: Progress,
    pub paid: Progress,
}

/// The words of the steps, in order.
const STEPS: [&str; 5] =
    ["sales-way-ordered", "sales-way-picked", "sales-way-shipped", "sales-way-invoiced", "sales-way-paid"];

impl Way {
    /// The steps in order.
    pub fn steps(self) -> [Progress; 5] {
        [self.ordered, self.picked, self.shipped, self.invoiced, self.paid]
    }

    /// The whole way in one line: what is done, done in part and still to do.
    fn told(self, ask: &Ask) -> String {
        let one = |(word, progress): (&str, Progress)| {
            let mark = match progress {
                Progress::Fully => '✓',
                Progress::Partially => '◐',
                Progress::Not => '○',
            };
            format!("{mark} {}", ask.t(word))
        };
        STEPS.into_iter().zip(self.steps()).map(one).collect::<Vec<_>>().join("  ")
    }
}

/// What the documents say of some orders, in one question: goods ordered and gone, goods in deliveries that wait to leave, what their
/// invoices came to and what of it is open. An invoice over several orders counts for each.
fn figures(read: &Read, orders: &[i64]) -> Result<HashMap<(i64, i64), (i64, i64)>> {
    let sql = store::sql!(
        "sales.order_way",
        "SELECT 1, document, SUM(CASE WHEN goods = 1 THEN stock_quantity ELSE 0 END), 0 FROM sales_order_line \
         WHERE document IN LIST($1) GROUP BY document \
         UNION ALL \
         SELECT 2, l.document, SUM(d.quantity), 0 FROM sales_order_line l JOIN sales_delivery_line d ON d.order_line = l.id \
         JOIN sales_delivery v ON v.id = d.document \
         WHERE l.document IN LIST($2) AND v.state = 'draft' AND v.archived_at IS NULL GROUP BY l.document \
         UNION ALL \
         SELECT 3, document, SUM(delivered), 0 FROM sales_progress WHERE document IN LIST($3) GROUP BY document \
         UNION ALL \
         SELECT 4, x.document, SUM(o.amount), SUM(o.open) FROM ( \
           SELECT DISTINCT l.document AS document, i.document AS invoice FROM sales_order_line l \
           JOIN sales_customer_invoice_line i ON i.order_line = l.id WHERE l.document IN LIST($4) \
         ) x JOIN sales_customer_invoice c ON c.id = x.invoice JOIN accounting_open_item o ON o.entry = c.entry \
         WHERE c.state = 'posted' AND o.side = 'receivable' GROUP BY x.document"
    );
    let list = store::id_list(orders);
    let rows = read.query(sql, &[list.clone(), list.clone(), list.clone(), list])?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    Ok(rows.iter().map(|row| ((int(row, 1), int(row, 0)), (int(row, 2), int(row, 3)))).collect())
}

/// How far orders are, by order.
pub fn of(read: &Read, shape: &Shape, orders: &[Record]) -> Result<HashMap<i64, Way>> {
    let ids: Vec<i64> = orders.iter().map(|order| order.head.id).collect();
    let figures = figures(read, &ids)?;
    let one = |order: &Record| {
        let id = order.head.id;
        let figure = |which: i64| figures.get(&(id, which)).copied().unwrap_or_default();
        let word = |name: &str| {
            let value = shape.value(order, name);
            value.text().and_then(Progress::from_code).unwrap_or_default()
        };
        let (shipped, invoiced) = (word("delivered"), word("invoiced"));
        let (goods, picked) = (figure(1).0, figure(2).0.saturating_add(figure(3).0));
        let state = shape.value(order, "state");
        let taken = !matches!(state.text().and_then(OrderState::from_code), None | Some(OrderState::Draft));
        let (owed, open) = figure(4);
        let way = Way {
            ordered: if taken { Progress::Fully } else { Progress::Not },
            picked: if shipped == Progress::Fully { shipped } else { progress(picked, goods) },
            shipped,
            invoiced,
            paid: match figures.contains_key(&(id, 4)) {
                true if open == 0 && invoiced == Progress::Fully => Progress::Fully,
                true if open.abs() < owed.abs() || open == 0 => Progress::Partially,
                _ => Progress::Not,
            },
        };
        // What was called for by nobody yet has not begun, whatever its empty lines say.
        (id, if taken { way } else { Way::default() })
    };
    Ok(orders.iter().map(one).collect())
}

fn progress(done: i64, all: i64) -> Progress {
    match done {
        _ if done >= all => Progress::Fully,
        1.. => Progress::Partially,
        _ => Progress::Not,
    }
}

/// The ways of the orders that a panel shows, a cell each.
pub(super) fn cells(read: &Read, ask: &Ask, orders: &[Record]) -> Result<HashMap<i64, Cell>> {
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let shape = read.shape("sales.order")?;
    let ways = of(read, &shape, orders)?;
    Ok(ways.into_iter().map(|(id, way)| (id, Cell::Text(way.told(ask)))).collect())
}
