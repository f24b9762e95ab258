//! The books on the start page: what there is, what is owed and what this month brought, each figure the statement's own.

use crate::balance::balances;
use crate::reports::company_of;
use crate::{Account, Nature, kept};
use base::{Date, Id, Money, Result};
use platform::Company;
use platform::page::{Ask, HOUSE, Listed, Panel, PanelView, currencies, listed};
use std::collections::BTreeMap;
use store::Read;
use ui::part::{Bar, Tile, bars};

const READS: &str = "accounting.journal_entry";

/// What the start page shows of the books.
pub const PANELS: [Panel; 4] = [
    Panel { name: "accounting.figures", icon: "landmark", of: HOUSE, reads: READS, draw: figures },
    Panel { name: "accounting.revenue", icon: "chart-column", of: HOUSE, reads: READS, draw: revenue },
    Panel {
        name: "accounting.overdue",
        icon: "hourglass",
        of: "platform.user",
        reads: "accounting.open_item",
        draw: |read, ask, _| {
            let filter = format!("side = receivable and settled = no and due_on < {} and open > 0", read.today());
            items(read, ask, &filter)
        },
    },
    Panel {
        name: "accounting.to_pay",
        icon: "banknote",
        of: "platform.user",
        reads: "accounting.open_item",
        draw: |read, ask, _| {
            let week = read.today().add_days(7)?;
            items(read, ask, &format!("side = payable and settled = no and due_on <= {week}"))
        },
    },
];

fn items(read: &Read, ask: &Ask, filter: &str) -> Result<PanelView> {
    let wanted = Listed {
        entity: "accounting.open_item",
        filter,
        sort: "due_on",
        shows: &["party", "due_on", "open"],
        sums: "open",
    };
    let view = listed(read, ask, &wanted)?;
    Ok(PanelView { pressing: view.count.is_some_and(|n| n > 0), ..view })
}

/// The first company whose books are open and which the reader sees; nothing where there is none.
fn company(read: &Read) -> Result<Option<Id<Company>>> {
    match company_of(read, None, READS) {
        Ok(company) => Ok(Some(company)),
        Err(base::Error::Refused(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The sum of accounts of some natures; debit is positive.
fn sum(read: &Read, company: Id<Company>, of: &BTreeMap<i64, Money>, natures: &[Nature]) -> Result<Money> {
    let kept = kept::books(read)?;
    let mut total = Money::ZERO;
    for account in kept.chart(company).into_iter().filter(|a: &&Account| natures.contains(&a.nature)) {
        total = total.checked_add(of.get(&account.head.id).copied().unwrap_or(Money::ZERO))?;
    }
    Ok(total)
}

const EARNED: &[Nature] = &[Nature::Revenue];
const RESULT: &[Nature] =
    &[Nature::Revenue, Nature::OtherIncome, Nature::CostOfSales, Nature::Expense, Nature::OtherExpense];

fn figures(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    let Some(company) = company(read)? else { return Ok(PanelView::figures(&[])) };
    let kept = kept::books(read)?;
    let currency = kept.currency(company)?;
    let (exponent, code) = (kept.exponent(currency), currencies(read)?.code(Some(currency.raw())).to_owned());
    let today = read.today();
    let month = today.first_of_month();
    let before = (month.add_months(-1)?, month.add_days(-1)?);
    let now = balances(read, company, None, today)?;
    let (this, last) =
        (balances(read, company, Some(month), today)?, balances(read, company, Some(before.0), before.1)?);
    let say = |m: Money| ask.format.money_code(m, exponent, &code);
    let report = |name: &str| Some(format!("{}/reports/accounting/{name}?company={company}", ask.base));
    let plain =
        |id: &str, value: Money, remark: String, href: Option<String>| Tile::of(ask.t(id), say(value), remark, href);
    let in_month = |id: &str, natures: &[Nature]| -> Result<Tile> {
        let (value, then) =
            (sum(read, company, &this, natures)?.checked_neg()?, sum(read, company, &last, natures)?.checked_neg()?);
        let text = say(then);
        let remark = ask.cx.t_args("accounting-home-last-month", &[("amount", ui::Arg::Text(&text))]);
        let href = format!(
            "{}/reports/accounting/income-statement?company={company}&starts_on={month}&ends_on={today}",
            ask.base
        );
        Ok(plain(id, value, remark, Some(href)))
    };
    let tiles = [
        plain(
            "accounting-home-cash",
            sum(read, company, &now, &[Nature::Cash])?,
            String::new(),
            report("balance-sheet"),
        ),
        plain(
            "accounting-home-receivables",
            sum(read, company, &now, &[Nature::Receivable])?,
            String::new(),
            report("aged-items"),
        ),
        plain(
            "accounting-home-payables",
            sum(read, company, &now, &[Nature::Payable])?.checked_neg()?,
            String::new(),
            report("balance-sheet"),
        ),
        in_month("accounting-home-revenue", EARNED)?,
        in_month("accounting-home-result", RESULT)?,
    ];
    Ok(PanelView::figures(&tiles))
}

/// Revenue of twelve months as bars, each leading to its income statement.
fn revenue(read: &Read, ask: &Ask, _: i64) -> Result<PanelView> {
    let Some(company) = company(read)? else { return Ok(PanelView::default()) };
    let kept = kept::books(read)?;
    let exponent = kept.exponent(kept.currency(company)?);
    let today = read.today();
    let first = today.first_of_month();
    let mut all = Vec::new();
    let mut year = Money::ZERO;
    for back in (0..12).rev() {
        let from = first.add_months(-back)?;
        let until: Date = if back == 0 { today } else { from.add_months(1)?.add_days(-1)? };
        let value = sum(read, company, &balances(read, company, Some(from), until)?, EARNED)?.checked_neg()?;
        year = year.checked_add(value)?;
        let text = format!("{}: {}", ask.format.month_year(from), ask.format.money(value, exponent));
        let href = format!(
            "{}/reports/accounting/income-statement?company={company}&starts_on={from}&ends_on={until}",
            ask.base
        );
        all.push(Bar {
            label: ask.format.month_short(from.month()).to_owned(),
            value: value.minor().max(0),
            text,
            href: Some(href),
            current: back == 0,
        });
    }
    let axis = |minor: i64| ask.format.short(minor, exponent);
    let title = ask.t("accounting-panel-revenue");
    let code = currencies(read)?.code(Some(kept.currency(company)?.raw())).to_owned();
    Ok(PanelView {
        amount: ask.format.money_code(year, exponent, &code),
        href: Some(format!("{}/reports/accounting/income-statement?company={company}", ask.base)),
        content: bars(&title, &all, &axis),
        ..PanelView::default()
    })
}
