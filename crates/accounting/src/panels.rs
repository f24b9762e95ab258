//! What the books add to a customer's page: what he owes and since when, what he paid, and what was spent on him.

use crate::OpenItem;
use base::{Money, Result};
use entity::{Entity, Value};
use platform::page::{Ask, Listed, Panel, PanelView, currencies, encode, listed};
use store::list::{self, Question};
use store::{Read, action};
use ui::Arg;
use ui::part::{Cell, Tone};

/// The panels, in the order in which they stand.
pub const PANELS: [Panel; 3] = [
    Panel {
        name: "accounting.owed",
        icon: "hourglass",
        of: "parties.party",
        reads: "accounting.open_item",
        draw: owed,
    },
    Panel {
        name: "accounting.receipts",
        icon: "banknote",
        of: "parties.party",
        reads: "accounting.payment",
        draw: |read, ask, id| {
            let filter = format!("party = #{id} and direction = received and state = posted");
            let shows = &["posted_on", "amount"];
            listed(
                read,
                ask,
                &Listed { entity: "accounting.payment", filter: &filter, sort: "", shows, sums: "amount" },
            )
        },
    },
    Panel {
        name: "accounting.expenses",
        icon: "wallet",
        of: "parties.party",
        reads: "accounting.journal_entry",
        draw: expenses,
    },
];

/// Open items with what is overdue, the highest dunning level and what is in dispute.
fn owed(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let base = format!("party = #{id} and side = receivable and settled = no");
    let wanted =
        Listed { entity: OpenItem::DEF.name, filter: &base, sort: "due_on", shows: &["due_on", "open"], sums: "open" };
    let mut view = listed(read, ask, &wanted)?;
    let today = read.today();
    let late = Question {
        entity: OpenItem::DEF.name.to_owned(),
        filter: format!("{base} and due_on < {today} and open > 0"),
        ..Question::default()
    };
    let foot = list::foot(read, &late, true)?;
    let sql = store::sql!(
        "accounting.dunned_highest",
        "SELECT COALESCE(MAX(dunning_level), 0) FROM accounting_open_item WHERE party = $1 AND side = 'receivable' AND settled = 0"
    );
    let level = read.number(sql, &[id.into()])?;
    let money = currencies(read)?;
    let sums =
        foot.sums.iter().filter(|s| s.field == "open").map(|s| {
            ask.format.money_code(Money::from_minor(s.units), money.exponent(s.currency), money.code(s.currency))
        });
    let overdue = sums.collect::<Vec<_>>().join(" · ");
    view.pressing = foot.count > 0;
    let href = format!("{}?filter={}", ask.list(read, OpenItem::DEF.name)?, encode(&late.filter));
    let items = view.content;
    view.content = ui::html! {
        @if foot.count > 0 {
            p.small {
                a href=(href) { (ui::part::pill(Tone::Danger, &ask.cx.t_args("accounting-owed-overdue", &[("amount", Arg::Text(&overdue))]))) }
                @if level > 0 {
                    " " (ui::part::pill(Tone::Warn, &ask.cx.t_args("accounting-owed-dunned", &[("level", Arg::Count(level))])))
                }
            }
        }
        (items)
    };
    Ok(view)
}

/// Costs that were posted with the customer's name: freight, fees, visits.
fn expenses(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let shape = read.shape("accounting.journal_entry")?;
    let mut params: Vec<Value> = vec![id.into()];
    let mine =
        read.access()?.narrowed(&shape, action::READ, "e", &mut params).unwrap_or_else(|| " AND 1 = 0".to_owned());
    let from = format!(
        "FROM accounting_journal_line l JOIN accounting_journal_entry e ON e.id = l.document \
         JOIN accounting_account a ON a.id = l.account \
         WHERE l.party = $1 AND a.nature IN ('expense', 'other_expense'){mine}"
    );
    let sums = read.query(
        &format!("SELECT e.company_currency, COUNT(*), SUM(l.amount_base) {from} GROUP BY e.company_currency"),
        &params,
    )?;
    let rows = read.query(
        &format!("SELECT e.id, e.number, e.posted_on, l.amount_base, e.company_currency {from} ORDER BY e.posted_on DESC, l.id DESC LIMIT 5"),
        &params,
    )?;
    let money = currencies(read)?;
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
    let count = sums.iter().filter_map(|r| int(r, 1)).sum();
    let amount = sums.iter().map(|r| {
        let (currency, units) = (int(r, 0), int(r, 2).unwrap_or(0));
        ask.format.money_code(Money::from_minor(units), money.exponent(currency), money.code(currency))
    });
    let amount = amount.collect::<Vec<_>>().join(" · ");
    let mut cells = Vec::new();
    for row in &rows {
        let text = row.get(1).map(ToString::to_string).unwrap_or_default();
        let day = row.get(2).and_then(Value::text).and_then(|d| base::Date::parse(d).ok());
        let when =
            day.map_or(Cell::Empty, |d| Cell::Time { text: ask.format.date(d), iso: d.to_string(), late: false });
        let exponent = money.exponent(int(row, 4));
        let figure = ask.format.money(Money::from_minor(int(row, 3).unwrap_or(0)), exponent);
        let href = ask.record(read, "accounting.journal_entry", int(row, 0).unwrap_or(0))?;
        cells.push(vec![Cell::Key { text, href }, when, Cell::figure(figure)]);
    }
    let content = ui::page::mini(&cells, &ask.t("ui-none-yet"));
    Ok(PanelView { count: Some(count), amount, content, ..PanelView::default() })
}
