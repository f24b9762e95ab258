//! Trial balance, balance sheet, income statement and cash flow, live from the kept balances, beside an earlier time.

use super::{ComparedPeriod, OnDay, Period, account_cells, company_of, money, sheet, time, year_start};
use crate::balance::{self, balances};
use crate::{Account, FiscalYear, Nature, kept};
use base::{Date, Id, Money, Result};
use entity::{Entity as _, Value};
use platform::Company;
use std::collections::BTreeMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};

const READS: &str = "accounting.journal_entry";

fn amount(money: Money) -> Cell {
    Cell::of(Value::from(money))
}

fn of(balances: &BTreeMap<i64, Money>, account: &Account) -> Money {
    balances.get(&account.head.id).copied().unwrap_or(Money::ZERO)
}

/// Opening balance, debits, credits and closing balance of every account that moved.
pub(super) fn trial_balance(read: &Read, asked: &Period) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let kept = kept::books(read)?;
    let until = asked.ends_on.unwrap_or(read.today());
    let from = match asked.starts_on {
        Some(from) => from,
        None => year_start(read, company, until)?,
    };
    let holds = money(read, company)?;
    let opening = balances(read, company, None, from.add_days(-1)?)?;
    let moved = turnover(read, company, from, until)?;
    let columns = vec![
        Column::new("code", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("opening", holds),
        Column::new("debit", holds),
        Column::new("credit", holds),
        Column::new("closing", holds),
    ];
    let mut sheet = sheet(read, company, columns)?.using("starts_on", from).using("ends_on", until);
    let mut sums = [Money::ZERO; 4];
    for account in kept.chart(company).into_iter().filter(|a| !a.heading) {
        let start = of(&opening, account);
        let (debit, credit) = moved.get(&account.head.id).copied().unwrap_or((Money::ZERO, Money::ZERO));
        if start.is_zero() && debit.is_zero() && credit.is_zero() {
            continue;
        }
        let end = start.checked_add(debit)?.checked_sub(credit)?;
        let figures = [start, debit, credit, end];
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum = sum.checked_add(figure)?;
        }
        let names = account_cells(account, Some(from), until);
        sheet.rows.push(Line::of(names.into_iter().chain(figures.map(amount)).collect()));
    }
    let total = [Cell::empty(), Cell::word("accounting-total")].into_iter().chain(sums.map(amount));
    sheet.rows.push(Line::of(total.collect()).looks(Look::Total));
    Ok(sheet)
}

/// Debits and credits of each account between two days: whole periods from the kept sums, the rest line by line.
fn turnover(read: &Read, company: Id<Company>, from: Date, until: Date) -> Result<BTreeMap<i64, (Money, Money)>> {
    let mut sums: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut add = |rows: Vec<store::Row>, sign: i64| {
        for row in rows {
            let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
            let sum = sums.entry(int(0)).or_default();
            *sum = (sum.0 + int(1) * sign, sum.1 + int(2) * sign);
        }
    };
    add(
        read.query(
            store::sql!(
                "accounting.turnover_whole",
                "SELECT b.account, SUM(b.debit), SUM(b.credit) FROM accounting_period p \
             JOIN accounting_balance b ON b.period = p.id AND b.company = $1 AND b.ledger = 1 \
             WHERE p.company = $1 AND p.starts_on >= $2 AND p.ends_on <= $3 GROUP BY b.account"
            ),
            &[company.into(), from.into(), until.into()],
        )?,
        1,
    );
    let parts: Vec<crate::Period> = read.select(
        "company = $1 AND starts_on <= $3 AND ends_on >= $2 AND (starts_on < $2 OR ends_on > $3) ORDER BY id",
        &[company.into(), from.into(), until.into()],
    )?;
    for period in &parts {
        let of = |day: Date| balance::first_days(read, company, period, day.min(period.ends_on));
        for (sign, moved) in [(1, of(until)?), (-1, of(from.add_days(-1)?)?)] {
            add(moved.into_iter().map(|(a, d, c)| vec![a.into(), d.into(), c.into()]).collect(), sign);
        }
    }
    Ok(sums.into_iter().map(|(a, (d, c))| (a, (Money::from_minor(d), Money::from_minor(c)))).collect())
}

/// One statement being put together: two figures a row, the second for comparison.
struct Statement<'a> {
    chart: Vec<&'a Account>,
    now: BTreeMap<i64, Money>,
    then: Option<BTreeMap<i64, Money>>,
    from: Option<Date>,
    until: Date,
    rows: Vec<Line>,
}

type Figures = (Money, Money);

fn plus(a: Figures, b: Figures) -> Result<Figures> {
    Ok((a.0.checked_add(b.0)?, a.1.checked_add(b.1)?))
}

impl Statement<'_> {
    fn cells(&self, figures: Figures) -> Vec<Cell> {
        let mut cells = vec![amount(figures.0)];
        if self.then.is_some() {
            cells.push(amount(figures.1));
        }
        cells
    }

    fn line(&mut self, names: [Cell; 2], figures: Figures, look: Look, depth: u8) {
        let cells = names.into_iter().chain(self.cells(figures)).collect();
        self.rows.push(Line::of(cells).looks(look).deep(depth));
    }

    fn heading(&mut self, word: &str) {
        let width = if self.then.is_some() { 2 } else { 1 };
        let mut cells = vec![Cell::empty(), Cell::word(word)];
        cells.extend((0..width).map(|_| Cell::empty()));
        self.rows.push(Line::of(cells).looks(Look::Heading));
    }

    /// The accounts of a nature with their sum; `sign` −1 shows credits as positive.
    fn section(&mut self, natures: &[Nature], word: &str, sign: i64) -> Result<Figures> {
        let mut sum = (Money::ZERO, Money::ZERO);
        let mut lines = Vec::new();
        for account in self.chart.iter().filter(|a| natures.contains(&a.nature) && !a.heading) {
            let now = of(&self.now, account).checked_mul(sign)?;
            let then = self.then.as_ref().map_or(Money::ZERO, |t| of(t, account)).checked_mul(sign)?;
            if now.is_zero() && then.is_zero() {
                continue;
            }
            sum = plus(sum, (now, then))?;
            lines.push((account_cells(account, self.from, self.until), (now, then)));
        }
        if lines.is_empty() {
            return Ok(sum);
        }
        self.heading(word);
        for (names, figures) in lines {
            self.line(names, figures, Look::Plain, 1);
        }
        self.total(word, sum);
        Ok(sum)
    }

    fn total(&mut self, word: &str, figures: Figures) {
        self.line([Cell::empty(), Cell::word(format!("{word}-total"))], figures, Look::Total, 0);
    }

    fn sheet(self, read: &Read, company: Id<Company>, columns: Vec<Column>) -> Result<Sheet> {
        Ok(Sheet { rows: self.rows, ..sheet(read, company, columns)? })
    }
}

fn columns(holds: Holds, now: String, then: Option<String>) -> Vec<Column> {
    let mut columns = vec![Column::new("code", Holds::Text), Column::new("name", Holds::Text)];
    columns.push(Column::new("amount", holds).of(now));
    if let Some(then) = then {
        columns.push(Column::new("amount", holds).of(then));
    }
    columns
}

/// Assets, liabilities and equity on a day; the result not yet carried over stands with equity.
pub(super) fn balance_sheet(read: &Read, asked: &OnDay) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let kept = kept::books(read)?;
    let on = asked.as_of.unwrap_or(read.today());
    let holds = money(read, company)?;
    let then = asked.compared_as_of.map(|day| balances(read, company, None, day)).transpose()?;
    let mut s = Statement {
        chart: kept.chart(company),
        now: balances(read, company, None, on)?,
        then,
        from: None,
        until: on,
        rows: Vec::new(),
    };
    use Nature::*;
    let mut assets = s.section(&[Cash], "accounting-statement-cash", 1)?;
    for (nature, word) in [
        (Receivable, "accounting-statement-receivables"),
        (Inventory, "accounting-statement-inventories"),
        (CurrentAsset, "accounting-statement-current_assets"),
        (FixedAsset, "accounting-statement-fixed_assets"),
    ] {
        assets = plus(assets, s.section(&[nature], word, 1)?)?;
    }
    s.total("accounting-statement-assets", assets);
    let mut debts = (Money::ZERO, Money::ZERO);
    for (nature, word) in [
        (Payable, "accounting-statement-payables"),
        (CurrentLiability, "accounting-statement-current_liabilities"),
        (LongLiability, "accounting-statement-long_liabilities"),
    ] {
        debts = plus(debts, s.section(&[nature], word, -1)?)?;
    }
    s.total("accounting-statement-liabilities", debts);
    let mut equity = s.section(&[Equity], "accounting-statement-equity", -1)?;
    let result = |balances: &BTreeMap<i64, Money>| {
        let sum = s.chart.iter().filter(|a| !a.nature.lasting()).map(|a| of(balances, a));
        Money::sum(sum).and_then(Money::checked_neg)
    };
    let result = (result(&s.now)?, s.then.as_ref().map(result).transpose()?.unwrap_or(Money::ZERO));
    s.line([Cell::empty(), Cell::word("accounting-statement-result")], result, Look::Plain, 1);
    equity = plus(equity, result)?;
    s.total("accounting-statement-equity_and_result", equity);
    let both = plus(debts, equity)?;
    s.total("accounting-statement-liabilities_and_equity", both);
    let compared = asked.compared_as_of.map(|day| day.to_string());
    let sheet = s.sheet(read, company, columns(holds, on.to_string(), compared))?;
    Ok(sheet.using("as_of", on).using("compared_as_of", asked.compared_as_of))
}

/// Income and expense of a time, with the margins between them.
pub(super) fn income_statement(read: &Read, asked: &ComparedPeriod) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let kept = kept::books(read)?;
    let until = asked.ends_on.unwrap_or(read.today());
    let from = match asked.starts_on {
        Some(from) => from,
        None => year_start(read, company, until)?,
    };
    let compared = match (asked.compared_starts_on, asked.compared_ends_on) {
        (None, None) => None,
        (Some(start), Some(end)) => Some((start, end)),
        (None, Some(end)) => Some((year_start(read, company, end)?, end)),
        (Some(start), None) => Some((start, start.add_days(from.days_until(until))?)),
    };
    let holds = money(read, company)?;
    let mut s = Statement {
        chart: kept.chart(company),
        now: without_closing(read, company, from, until)?,
        then: compared.map(|(from, until)| without_closing(read, company, from, until)).transpose()?,
        from: Some(from),
        until,
        rows: Vec::new(),
    };
    use Nature::*;
    let revenue = s.section(&[Revenue], "accounting-statement-revenue", -1)?;
    let cost = s.section(&[CostOfSales], "accounting-statement-cost_of_sales", -1)?;
    let gross = plus(revenue, cost)?;
    s.total("accounting-statement-gross_profit", gross);
    let expense = s.section(&[Expense], "accounting-statement-expenses", -1)?;
    let operating = plus(gross, expense)?;
    s.total("accounting-statement-operating_profit", operating);
    let other = s.section(&[OtherIncome], "accounting-statement-other_income", -1)?;
    let less = s.section(&[OtherExpense], "accounting-statement-other_expenses", -1)?;
    let result = plus(plus(operating, other)?, less)?;
    s.total("accounting-statement-net_result", result);
    let then = compared.map(|(from, until)| time(from, until));
    let sheet = s.sheet(read, company, columns(holds, time(from, until), then))?;
    let sheet = sheet.using("starts_on", from).using("ends_on", until);
    Ok(sheet.using("compared_starts_on", compared.map(|c| c.0)).using("compared_ends_on", compared.map(|c| c.1)))
}

/// Movements between two days without the entries that carried a result over.
fn without_closing(read: &Read, company: Id<Company>, from: Date, until: Date) -> Result<BTreeMap<i64, Money>> {
    let mut moved = balances(read, company, Some(from), until)?;
    let carried = store::sql!(
        "accounting.carried_over",
        "SELECT l.account, SUM(l.amount_base) FROM accounting_fiscal_year y \
         JOIN accounting_journal_entry e ON e.source_kind = $4 AND e.source = y.id \
         JOIN accounting_journal_line l ON l.document = e.id \
         WHERE y.company = $1 AND e.company = $1 AND e.journal = 'closing' AND e.posted_on >= $2 AND e.posted_on <= $3 \
         AND e.ledger = 1 AND e.archived_at IS NULL GROUP BY l.account"
    );
    let years = i64::from(FiscalYear::DEF.kind);
    for row in read.query(carried, &[company.into(), from.into(), until.into(), years.into()])? {
        let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
        let sum = moved.entry(int(0)).or_insert(Money::ZERO);
        *sum = sum.checked_sub(Money::from_minor(int(1)))?;
    }
    Ok(moved)
}

/// Where cash came from and went to, by the indirect method: the result, what did not move cash, and what else moved.
pub(super) fn cash_flow(read: &Read, asked: &Period) -> Result<Sheet> {
    let company = company_of(read, asked.company, READS)?;
    let kept = kept::books(read)?;
    let until = asked.ends_on.unwrap_or(read.today());
    let from = match asked.starts_on {
        Some(from) => from,
        None => year_start(read, company, until)?,
    };
    let holds = money(read, company)?;
    let chart = kept.chart(company);
    let moved = balances(read, company, Some(from), until)?;
    let opening = balances(read, company, None, from.add_days(-1)?)?;
    let sum = |natures: &[Nature], of_what: &BTreeMap<i64, Money>| {
        Money::sum(chart.iter().filter(|a| natures.contains(&a.nature)).map(|a| of(of_what, a)))
    };
    use Nature::*;
    let mut s =
        Statement { chart: Vec::new(), now: BTreeMap::new(), then: None, from: Some(from), until, rows: Vec::new() };
    let group = |s: &mut Statement, lines: &[(&str, &[Nature])], word: &str| -> Result<Money> {
        let mut all = Money::ZERO;
        for (line, natures) in lines {
            let figure = sum(natures, &moved)?.checked_neg()?;
            s.line([Cell::empty(), Cell::word(*line)], (figure, Money::ZERO), Look::Plain, 1);
            all = all.checked_add(figure)?;
        }
        s.total(word, (all, Money::ZERO));
        Ok(all)
    };
    let operating = group(
        &mut s,
        &[
            ("accounting-statement-net_result-total", &[Revenue, OtherIncome, CostOfSales, Expense, OtherExpense]),
            ("accounting-statement-change_receivables", &[Receivable]),
            ("accounting-statement-change_inventories", &[Inventory]),
            ("accounting-statement-change_payables", &[Payable]),
            ("accounting-statement-change_other", &[CurrentAsset, CurrentLiability]),
        ],
        "accounting-statement-cash_operating",
    )?;
    let investing = group(
        &mut s,
        &[("accounting-statement-change_fixed_assets", &[FixedAsset])],
        "accounting-statement-cash_investing",
    )?;
    let financing = group(
        &mut s,
        &[("accounting-statement-change_loans", &[LongLiability]), ("accounting-statement-change_equity", &[Equity])],
        "accounting-statement-cash_financing",
    )?;
    let change = operating.checked_add(investing)?.checked_add(financing)?;
    let start = sum(&[Cash], &opening)?;
    s.total("accounting-statement-cash_change", (change, Money::ZERO));
    s.line([Cell::empty(), Cell::word("accounting-statement-cash_opening")], (start, Money::ZERO), Look::Plain, 0);
    s.total("accounting-statement-cash_closing", (start.checked_add(change)?, Money::ZERO));
    let mut sheet = s.sheet(read, company, columns(holds, time(from, until), None))?;
    // Its lines are no accounts, so they have no codes.
    sheet.columns.remove(0);
    sheet.rows.iter_mut().for_each(|row| drop(row.cells.remove(0)));
    Ok(sheet.using("starts_on", from).using("ends_on", until))
}
