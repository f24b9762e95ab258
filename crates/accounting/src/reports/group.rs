//! The group's trial balance: every company's balances in the accounts of the group's chart, side by side in one currency.

use super::companies;
use crate::balance::balances;
use crate::group_account::{GroupAccount, code_of};
use crate::{Account, RateKind, kept, rate};
use base::{Date, Id, Money, Result};
use entity::{Entity as _, Input};
use platform::{Company, Currency};
use std::collections::HashMap;
use store::Read;
use store::report::{Cell, Column, Holds, Line, Link, Look, Sheet};

/// All companies on a day.
#[derive(Input, Clone, Debug)]
pub struct OfGroup {
    pub as_of: Option<Date>,
    /// Everything in this currency at closing rates; nothing is that of the first company.
    pub currency: Option<Id<Currency>>,
}

/// One account of a company in the currency of the report.
struct Figure {
    company: usize,
    account: Account,
    amount: Money,
}

pub(super) fn balances_of_group(read: &Read, asked: &OfGroup) -> Result<Sheet> {
    let on = asked.as_of.unwrap_or(read.today());
    let kept = kept::books(read)?;
    let all = companies(read, "accounting.journal_entry")?;
    let first = all.first().copied().ok_or_else(|| base::Refusal::new("accounting.no_books_at_all"))?;
    let currency = asked.currency.map_or_else(|| kept.currency(first), Ok)?;
    let holds = Holds::Money(kept.exponent(currency));
    let mut columns = vec![Column::new("code", Holds::Text), Column::new("name", Holds::Text)];
    for company in &all {
        columns.push(Column::new("balance", holds).of(&kept.company(*company)?.name));
    }
    columns.push(Column::new("total", holds));
    let code = read.get(currency)?.code;
    let mut sheet = Sheet::new(columns)
        .using("as_of", on)
        .using("currency", currency.raw())
        .note("accounting-in_closing_rates", vec![("currency", code)]);
    let chart: Vec<GroupAccount> = read.select("archived_at IS NULL ORDER BY code, id", &[])?;
    let mut by_code: HashMap<&str, Vec<Figure>> = HashMap::new();
    let known: HashMap<&str, ()> = chart.iter().filter(|g| !g.heading).map(|g| (g.code.as_str(), ())).collect();
    let (mut loose, mut totals) = (Vec::new(), vec![Money::ZERO; all.len()]);
    for (place, company) in all.iter().enumerate() {
        let own = kept.currency(*company)?;
        let quote = rate::quote(read, own, currency, RateKind::Closing, on)?;
        for (id, balance) in balances(read, *company, None, on)? {
            let amount = quote.convert(balance, kept.exponent(own), kept.exponent(currency))?;
            totals[place] = totals[place].checked_add(amount)?;
            let figure = Figure { company: place, account: kept.account(id)?.clone(), amount };
            match code_of(&kept, id).and_then(|code| known.get_key_value(code)) {
                Some((code, ())) => by_code.entry(code).or_default().push(figure),
                None => loose.push(figure),
            }
        }
    }
    let mut tree = Tree { chart: &chart, by_code: &by_code, companies: &all, rows: Vec::new() };
    for account in chart.iter().filter(|g| g.parent.is_none_or(|p| !chart.iter().any(|c| c.head.id == p.raw()))) {
        tree.rows_of(account, 0)?;
    }
    sheet.rows = tree.rows;
    if !loose.is_empty() {
        let blank = |_: &Id<Company>| Cell::empty();
        let heading = [Cell::empty(), Cell::word("accounting-not_mapped")].into_iter().chain(all.iter().map(blank));
        sheet.rows.push(Line::of(heading.chain([Cell::empty()]).collect()).looks(Look::Heading));
    }
    loose.sort_by(|a, b| (&a.account.code, a.company).cmp(&(&b.account.code, b.company)));
    for figure in loose {
        let mut sums = vec![Money::ZERO; all.len()];
        sums[figure.company] = figure.amount;
        let record = Link::Record(Account::DEF.name.to_owned(), figure.account.head.id);
        let name = Cell::of(figure.account.name.as_str()).naming(Account::DEF.name, figure.account.head.id);
        let names = [Cell::of(figure.account.code.as_str()), name.to(record)];
        sheet.rows.push(Line::of(cells(names, &sums)?).deep(1));
    }
    // Accounts are converted one by one; what that leaves over is said, so that the whole comes to nothing.
    if totals.iter().any(|t| !t.is_zero()) {
        let left: Vec<Money> = totals.iter().map(|t| t.checked_neg()).collect::<std::result::Result<_, _>>()?;
        sheet.rows.push(Line::of(cells([Cell::empty(), Cell::word("accounting-of_converting")], &left)?));
        totals.iter_mut().for_each(|t| *t = Money::ZERO);
    }
    let names = [Cell::empty(), Cell::word("accounting-total")];
    sheet.rows.push(Line::of(cells(names, &totals)?).looks(Look::Total));
    Ok(sheet)
}

fn cells(names: [Cell; 2], sums: &[Money]) -> Result<Vec<Cell>> {
    let total = Money::sum(sums.iter().copied())?;
    Ok(names.into_iter().chain(sums.iter().map(|s| Cell::of(*s))).chain([Cell::of(total)]).collect())
}

struct Tree<'a> {
    chart: &'a [GroupAccount],
    by_code: &'a HashMap<&'a str, Vec<Figure>>,
    companies: &'a [Id<Company>],
    rows: Vec<Line>,
}

impl Tree<'_> {
    /// An account and what stands below it; answers its sums by company. What nobody uses is left out.
    fn rows_of(&mut self, account: &GroupAccount, depth: u8) -> Result<Vec<Money>> {
        let mut sums = vec![Money::ZERO; self.companies.len()];
        let mut moved = false;
        for figure in self.by_code.get(account.code.as_str()).into_iter().flatten() {
            sums[figure.company] = sums[figure.company].checked_add(figure.amount)?;
            moved = true;
        }
        let place = self.rows.len();
        self.rows.push(Line::default());
        // Deeper than any chart is only a circle that somebody forced.
        for child in self.chart.iter().filter(|c| depth < 16 && c.parent.is_some_and(|p| p.raw() == account.head.id)) {
            for (sum, part) in sums.iter_mut().zip(self.rows_of(child, depth + 1)?) {
                *sum = sum.checked_add(part)?;
            }
        }
        if !moved && self.rows.len() == place + 1 {
            self.rows.pop();
            return Ok(sums);
        }
        let name = Cell::of(account.name.as_str()).naming(GroupAccount::DEF.name, account.head.id);
        let names = [Cell::of(account.code.as_str()), name];
        let mut cells = cells(names, &sums)?;
        for (cell, company) in cells.iter_mut().skip(2).zip(self.companies).filter(|_| !account.heading) {
            let filter = format!("company = #{company} and group_code = \"{}\"", account.code);
            cell.link = Some(Link::List(Account::DEF.name, filter));
        }
        let look = if account.heading { Look::Total } else { Look::Plain };
        self.rows[place] = Line::of(cells).looks(look).deep(depth);
        Ok(sums)
    }
}
