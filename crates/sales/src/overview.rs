//! What selling adds to a customer's page: offers, orders, shipments, invoices, what he buys, what he is worth and what is left of it.

mod schedule;
pub mod standing;
pub mod way;

use crate::profit;
use base::{Date, Money, Result};
use catalog::Item;
use entity::{Entity, Value};
use platform::page::{Ask, Listed, Panel, PanelView, currencies, encode, listed, listed_with, new_of};
use store::Read;
use store::list::{self, Question};
use ui::part::{Cell, Tile};

/// The panels, in the order in which they stand.
pub const PANELS: [Panel; 14] = [
    Panel {
        name: "sales.figures",
        icon: "chart-column",
        of: "parties.party",
        reads: "sales.customer_invoice",
        draw: figures,
    },
    Panel {
        name: "sales.standing",
        icon: "scale",
        of: "parties.party",
        reads: "sales.order",
        draw: standing::of_customer,
    },
    Panel {
        name: "sales.offer_standing",
        icon: "scale",
        of: "sales.quotation",
        reads: "sales.order",
        draw: standing::of_offer,
    },
    Panel {
        name: "sales.order_standing",
        icon: "scale",
        of: "sales.order",
        reads: "sales.order",
        draw: standing::of_order,
    },
    Panel {
        name: "sales.milestones",
        icon: "flag",
        of: "sales.order",
        reads: "sales.milestone",
        draw: |read, ask, id| {
            let (filter, shows) = (format!("sales_order = #{id}"), ["planned_on", "state", "due"]);
            let wanted =
                Listed { entity: "sales.milestone", filter: &filter, sort: "planned_on", shows: &shows, sums: "due" };
            let view = listed(read, ask, &wanted)?;
            with_new(read, ask, id, ("billing", "milestones"), ("sales.milestone", view))
        },
    },
    Panel {
        name: "sales.schedule",
        icon: "calendar-range",
        of: "sales.order",
        reads: "sales.schedule_line",
        draw: |read, ask, id| {
            let view = schedule::panel(read, ask, id)?;
            with_new(read, ask, id, ("partial", "scheduled"), ("sales.schedule_line", view))
        },
    },
    Panel {
        name: "sales.quotations",
        icon: "file-text",
        of: "parties.party",
        reads: "sales.quotation",
        draw: |read, ask, id| documents(read, ask, id, "sales.quotation", "", &["state", "total"]),
    },
    Panel { name: "sales.orders", icon: "shopping-cart", of: "parties.party", reads: "sales.order", draw: orders },
    Panel {
        name: "sales.shipments",
        icon: "truck",
        of: "parties.party",
        reads: "sales.delivery",
        draw: |read, ask, id| documents(read, ask, id, "sales.delivery", "", &["posted_on", "state"]),
    },
    Panel {
        name: "sales.invoices",
        icon: "receipt-text",
        of: "parties.party",
        reads: "sales.customer_invoice",
        draw: |read, ask, id| {
            let filter = "form != credit_note and state != draft";
            documents(read, ask, id, "sales.customer_invoice", filter, &["posted_on", "state", "total"])
        },
    },
    Panel {
        name: "sales.credit_notes",
        icon: "undo-2",
        of: "parties.party",
        reads: "sales.customer_invoice",
        draw: |read, ask, id| {
            let filter = "form = credit_note and state != draft";
            documents(read, ask, id, "sales.customer_invoice", filter, &["posted_on", "state", "total"])
        },
    },
    Panel { name: "sales.bought", icon: "package", of: "parties.party", reads: "sales.customer_invoice", draw: bought },
    Panel {
        name: "sales.contracts",
        icon: "scroll-text",
        of: "parties.party",
        reads: "sales.contract",
        draw: |read, ask, id| {
            let (filter, shows) = (format!("customer = #{id}"), ["subject", "ends_on", "state", "value"]);
            let wanted = Listed { entity: "sales.contract", filter: &filter, sort: "", shows: &shows, sums: "value" };
            listed(read, ask, &wanted)
        },
    },
    Panel {
        name: "sales.profit",
        icon: "trending-up",
        of: "parties.party",
        reads: "accounting.journal_entry",
        draw: profit::panel,
    },
];

/// What waits for somebody on the selling side: of everything the reader may see.
pub const DAY: [Panel; 3] = [
    Panel {
        name: "sales.late",
        icon: "truck",
        of: "platform.user",
        reads: "sales.order",
        draw: |read, ask, _| {
            let filter =
                format!("state = confirmed and hold != credit and delivered != fully and requested < {}", read.today());
            waiting(read, ask, &filter, &["customer", "requested", "total"])
        },
    },
    Panel {
        name: "sales.held",
        icon: "lock",
        of: "platform.user",
        reads: "sales.order",
        draw: |read, ask, _| waiting(read, ask, "state = confirmed and hold = credit", &["customer", "total"]),
    },
    Panel {
        name: "sales.to_invoice",
        icon: "receipt-text",
        of: "platform.user",
        reads: "sales.order",
        draw: |read, ask, _| {
            let filter = "state = confirmed and delivered != not and invoiced != fully";
            waiting(read, ask, filter, &["customer", "total"])
        },
    },
];

fn waiting(read: &Read, ask: &Ask, filter: &str, shows: &[&str]) -> Result<PanelView> {
    let view = listed(read, ask, &Listed { entity: "sales.order", filter, sort: "requested", shows, sums: "total" })?;
    Ok(PanelView { pressing: view.count.is_some_and(|n| n > 0), ..view })
}

/// With the way to make one more of what belongs to an order, while that is open for it and says so in this field.
fn with_new(
    read: &Read,
    ask: &Ask,
    id: i64,
    (field, word): (&str, &str),
    (entity, view): (&str, PanelView),
) -> Result<PanelView> {
    let record = read.visible("sales.order", id, store::action::READ)?;
    let shape = read.shape("sales.order")?;
    let says = |field: &str| shape.value(&record, field).text().map(str::to_owned).unwrap_or_default();
    let open = matches!(says("state").as_str(), "draft" | "amending") && says(field) == word;
    let new = if open { new_of(read, ask, entity, ("sales_order", id))? } else { None };
    Ok(PanelView { new, ..view })
}

fn documents(read: &Read, ask: &Ask, id: i64, entity: &str, only: &str, shows: &[&str]) -> Result<PanelView> {
    let filter = match only {
        "" => format!("customer = #{id}"),
        only => format!("customer = #{id} and {only}"),
    };
    let sums = if shows.contains(&"total") { "total" } else { "" };
    listed(read, ask, &Listed { entity, filter: &filter, sort: "", shows, sums })
}

/// Orders with the way of each: ordered, picked, shipped, invoiced, paid.
fn orders(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let filter = format!("customer = #{id} and state != cancelled");
    let wanted =
        Listed { entity: "sales.order", filter: &filter, sort: "", shows: &["ordered_on", "total"], sums: "total" };
    listed_with(read, ask, &wanted, &|read, found| way::cells(read, ask, found))
}

/// Minor units by currency.
type Sums = Vec<(Option<i64>, i64)>;

/// Net of posted invoices between two days, credit notes taken off, per currency, as far as the reader sees invoices and their net.
fn revenue(read: &Read, id: i64, from: Date, until: Date) -> Result<Sums> {
    let shape = read.shape("sales.customer_invoice")?;
    let access = read.access()?;
    let mut params: Vec<Value> = vec![id.into(), from.into(), until.into()];
    let rights = access.narrowed(&shape, store::action::READ, "i", &mut params).filter(|_| access.sees(&shape, "net"));
    let Some(rights) = rights else { return Ok(Sums::new()) };
    let sql = format!(
        "SELECT i.currency, SUM(CASE WHEN i.form = 'credit_note' THEN -i.net ELSE i.net END) FROM sales_customer_invoice i \
         WHERE i.customer = $1 AND i.state = 'posted' AND i.posted_on > $2 AND i.posted_on <= $3 AND i.archived_at IS NULL{rights} \
         GROUP BY i.currency ORDER BY i.currency"
    );
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int);
    Ok(read.query(&sql, &params)?.iter().map(|row| (int(row, 0), int(row, 1).unwrap_or(0))).collect())
}

/// Revenue of twelve months beside the twelve before, open orders, and how often the customer orders.
fn figures(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let today = read.today();
    let (year, before) = (today.add_months(-12)?, today.add_months(-24)?);
    let money = currencies(read)?;
    let said = |sums: &[(Option<i64>, i64)]| -> String {
        let one = |(currency, units): &(Option<i64>, i64)| {
            ask.format.money_code(Money::from_minor(*units), money.exponent(*currency), money.code(*currency))
        };
        if sums.is_empty() { ask.format.integer(0) } else { sums.iter().map(one).collect::<Vec<_>>().join(" · ") }
    };
    let now = revenue(read, id, year, today)?;
    let then = revenue(read, id, before, year)?;
    let before = ask.cx.t_args("sales-figures-before", &[("amount", ui::Arg::Text(&said(&then)))]);
    let mut tiles = vec![Tile::of(ask.t("sales-figures-revenue"), said(&now), before, None)];
    if platform::page::lists(read, "sales.order")? {
        let orders = Question {
            entity: "sales.order".to_owned(),
            filter: format!("customer = #{id} and state != cancelled and ordered_on > {year}"),
            ..Question::default()
        };
        let count = list::foot(read, &orders, true)?.count;
        let every = if count > 1 { 365 / count } else { 0 };
        let rhythm = match every {
            0 => String::new(),
            days => ask.cx.t_args("sales-figures-every", &[("days", ui::Arg::Count(days))]),
        };
        let href = format!("{}?filter={}", ask.list(read, "sales.order")?, encode(&orders.filter));
        tiles.push(Tile::of(ask.t("sales-figures-orders"), ask.format.integer(count), rhythm, href));
        let open =
            Question { filter: format!("customer = #{id} and state = confirmed and invoiced != fully"), ..orders };
        let foot = list::foot(read, &open, true)?;
        let sums: Vec<(Option<i64>, i64)> =
            foot.sums.iter().filter(|s| s.field == "total").map(|s| (s.currency, s.units)).collect();
        let held =
            Question { filter: format!("customer = #{id} and state = confirmed and hold = credit"), ..open.clone() };
        let held = list::foot(read, &held, true)?.count;
        let remark = match held {
            0 => String::new(),
            n => ask.cx.t_args("sales-figures-held", &[("n", ui::Arg::Count(n))]),
        };
        let href = format!("{}?filter={}", ask.list(read, "sales.order")?, encode(&open.filter));
        tiles.push(Tile::of(ask.t("sales-figures-open"), said(&sums), remark, href));
    }
    Ok(PanelView::figures(&tiles))
}

/// What the customer bought most often in two years, how many items that were and what they came to: the base of the next offer.
fn bought(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let shape = read.shape("sales.customer_invoice")?;
    let access = read.access()?;
    let mut params: Vec<Value> = vec![id.into(), read.today().add_months(-24)?.to_string().into()];
    let mine =
        access.narrowed(&shape, store::action::READ, "i", &mut params).unwrap_or_else(|| " AND 1 = 0".to_owned());
    let from = format!(
        "FROM sales_customer_invoice i JOIN sales_customer_invoice_line l ON l.document = i.id \
         WHERE i.customer = $1 AND i.state <> 'draft' AND i.posted_on > $2 AND l.item IS NOT NULL AND i.archived_at IS NULL{mine}"
    );
    let sql = format!(
        "SELECT l.item, COUNT(*), SUM(CASE WHEN i.form = 'credit_note' THEN -l.stock_quantity ELSE l.stock_quantity END), \
         MAX(i.posted_on) {from} GROUP BY l.item ORDER BY 2 DESC, l.item LIMIT 6"
    );
    let rows = read.query(&sql, &params)?;
    let items = read.number(&format!("SELECT COUNT(DISTINCT l.item) {from}"), &params)?;
    let sums = format!(
        "SELECT i.currency, SUM(CASE WHEN i.form = 'credit_note' THEN -l.net ELSE l.net END) {from} GROUP BY i.currency ORDER BY 1"
    );
    let money = currencies(read)?;
    let said = |row: &store::Row| {
        let (currency, units) = (row.first().and_then(Value::int), row.get(1).and_then(Value::int).unwrap_or(0));
        ask.format.money_code(Money::from_minor(units), money.exponent(currency), money.code(currency))
    };
    let amount = read.query(&sums, &params)?.iter().map(said).collect::<Vec<_>>().join(" · ");
    let int = |row: &store::Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let ids: Vec<i64> = rows.iter().map(|r| int(r, 0)).collect();
    let names = read.titles_in(Item::DEF.name, &ids, ask.cx.lang.tag())?;
    let cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| {
            let item = int(row, 0);
            let text = names.get(&item).cloned().unwrap_or_default();
            let href = ask.record(read, Item::DEF.name, item).unwrap_or_default();
            let times = ask.cx.t_args("sales-bought-times", &[("n", ui::Arg::Count(int(row, 1)))]);
            let quantity = ask.format.quantity(base::Quantity::from_units(int(row, 2)));
            vec![Cell::Key { text, href }, Cell::Text(times), Cell::figure(quantity)]
        })
        .collect();
    let content = ui::page::mini(&cells, &ask.t("ui-none-yet"));
    Ok(PanelView { count: Some(items), amount, content, ..PanelView::default() })
}
