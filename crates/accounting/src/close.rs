//! The close of a month as a list of what is done and what is still open, each open point with the documents behind it.

use crate::balance::balances;
use crate::closing::{self, blocking};
use crate::{BankAccount, BankTransaction, Part, Period, PeriodState, Revaluation, Role, YearState, kept};
use base::{Date, Error, Money, Result};
use entity::{Entity, Value};
use platform::page::{Ask, Drawn, Page, Place, Sheet, currencies};
use std::collections::BTreeMap;
use store::{Read, action};
use ui::part::{Action, Crumb, Does, Look, Tone, icon, pill};
use ui::{Arg, Markup, html};

/// The module's pages.
pub const PAGES: [Page; 2] = [
    Page {
        name: "accounting.close",
        icon: "list-checks",
        reads: Period::DEF.name,
        place: Place::Sidebar,
        key: None,
        draw,
        act: None,
    },
    Page {
        name: "accounting.close_period",
        icon: "list-checks",
        reads: Period::DEF.name,
        place: Place::Record(Period::DEF.name),
        key: None,
        draw,
        act: None,
    },
];

/// Most documents that a point names.
const MOST: usize = 12;

/// How a point of the list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Done,
    /// Somebody has to act before the period closes.
    Open,
    /// Worth a look; it keeps nothing open.
    Look,
}

/// A point of the list.
struct Point {
    standing: Standing,
    title: &'static str,
    text: String,
    content: Markup,
}

impl Point {
    fn new(standing: Standing, title: &'static str, text: String) -> Point {
        Point { standing, title, text, content: html! {} }
    }

    fn draw(&self, ask: &Ask) -> Markup {
        let (sign, word, tone) = match self.standing {
            Standing::Done => ("circle-check", "accounting-close-done", Tone::Success),
            Standing::Open => ("circle-alert", "accounting-close-open", Tone::Danger),
            Standing::Look => ("eye", "accounting-close-look", Tone::Warn),
        };
        html! {
            section.card.panel.part.pressing[self.standing == Standing::Open] {
                header { h2 { (icon(sign)) (ask.t(self.title)) } (pill(tone, &ask.t(word))) }
                p.mute { (self.text) }
                (self.content)
            }
        }
    }
}

/// The period asked for; without one the oldest of an open year that still takes postings and lies behind us, else today's.
fn period_of(read: &Read, ask: &Ask) -> Result<Option<Period>> {
    if let Some(id) = ask.id() {
        let record = read.visible(Period::DEF.name, id, action::READ)?;
        return Ok(Some(entity::Described::from_record(&record).map_err(store::damaged)?));
    }
    let company = match crate::reports::company_of(read, None, Period::DEF.name) {
        Ok(company) => company,
        Err(Error::Refused(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let all: Vec<Period> = read.select(
        "company = $1 AND adjustment = 0 AND archived_at IS NULL AND starts_on <= $2 ORDER BY starts_on DESC LIMIT 60",
        &[company.into(), read.today().into()],
    )?;
    let open = |p: &&Period| Part::ALL.iter().any(|part| p.state_of(*part) == PeriodState::Open);
    let behind = all.iter().filter(open).rfind(|p| p.ends_on < read.today());
    Ok(behind.or(all.first()).cloned())
}

fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let Some(period) = period_of(read, ask)? else {
        return Err(base::Refusal::new("accounting.no_books_at_all").into());
    };
    let points = points(read, ask, &period)?;
    let done = points.iter().filter(|p| p.standing != Standing::Open).count();
    let said = [("done", Arg::Count(number(done))), ("all", Arg::Count(number(points.len())))];
    let content = html! {
        div.wrap {
            div.close-head {
                div { h2 { (period.name) } p.mute { (ask.cx.t_args("accounting-close-progress", &said)) } }
                progress max=(points.len()) value=(done) aria-label=(ask.t("accounting-page-close")) {}
                (parts(ask, &period))
            }
            div.close-points { @for point in &points { (point.draw(ask)) } }
        }
    };
    let record = ask.record(read, Period::DEF.name, period.head.id)?;
    let crumb = Crumb { label: period.name.clone(), href: record.clone() };
    let mut actions = beside(read, ask, &period)?;
    let verb = |id: &str, verb: &str| Action::new(ask.t(id), Does::Dialog(format!("{record}/{verb}")));
    let may = read.access()?.may(&*read.shape(Period::DEF.name)?, "close_softly");
    let open = Part::ALL.iter().any(|p| matches!(period.state_of(*p), PeriodState::Open));
    let soft = Part::ALL.iter().any(|p| matches!(period.state_of(*p), PeriodState::Soft));
    if may && (soft || open) {
        actions.push(verb("accounting-period-op-close_for_good", "close_for_good"));
    }
    if may && soft {
        actions.push(verb("accounting-period-op-open", "open"));
    }
    if may && open {
        let look = if done == points.len() { Look::Primary } else { Look::Plain };
        actions.push(Action { look, key: Some("main"), ..verb("accounting-period-op-close_softly", "close_softly") });
    }
    Ok(Drawn::Page(Box::new(Sheet { crumbs: vec![crumb], actions, content, ..Sheet::default() })))
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The months before and after.
fn beside(read: &Read, ask: &Ask, period: &Period) -> Result<Vec<Action>> {
    let near = |sql: &str| -> Result<Option<Period>> {
        Ok(read.select(sql, &[period.company.into(), period.starts_on.into()])?.into_iter().next())
    };
    let mut found = Vec::new();
    let before = near(
        "company = $1 AND adjustment = 0 AND archived_at IS NULL AND starts_on < $2 ORDER BY starts_on DESC LIMIT 1",
    )?;
    let after =
        near("company = $1 AND adjustment = 0 AND archived_at IS NULL AND starts_on > $2 ORDER BY starts_on LIMIT 1")?;
    let base = format!("{}/pages/accounting/close", ask.base);
    for (period, key, sign) in [(before, "record-previous", "chevron-left"), (after, "record-next", "chevron-right")] {
        if let Some(period) = period {
            let link = Action::new(period.name.clone(), Does::Link(format!("{base}/{}", period.head.id)));
            // On a phone there is room for what is done with this month, not for the names of two others.
            found.push(Action { icon: Some(sign), key: Some(key), bare: true, ..link });
        }
    }
    Ok(found)
}

/// What each part of the books still takes.
fn parts(ask: &Ask, period: &Period) -> Markup {
    html! {
        ul.close-parts {
            @for part in Part::ALL {
                @let state = period.state_of(part);
                @let tone = match state {
                    PeriodState::Open => Tone::Success,
                    PeriodState::Soft => Tone::Warn,
                    PeriodState::Hard => Tone::Danger,
                    PeriodState::Future => Tone::Neutral,
                };
                li {
                    span { (ask.t(&format!("accounting-period-{}", part.code()))) }
                    (pill(tone, &ask.t(&format!("accounting-period-{}-{}", part.code(), state.code()))))
                }
            }
        }
    }
}

fn points(read: &Read, ask: &Ask, period: &Period) -> Result<Vec<Point>> {
    let bank = |b: &closing::Blocking| b.entity == BankTransaction::DEF.name;
    let (moved, drafted): (Vec<_>, Vec<_>) = blocking(read, period, None)?.into_iter().partition(bank);
    let balances = balances(read, period.company, None, period.ends_on)?;
    Ok(vec![
        earlier(read, ask, period)?,
        blocked(
            read,
            ask,
            ["accounting-close-drafts", "accounting-close-drafts-none", "accounting-close-drafts-open"],
            &drafted,
        )?,
        blocked(
            read,
            ask,
            ["accounting-close-bank", "accounting-close-bank-none", "accounting-close-bank-open"],
            &moved,
        )?,
        statements(read, ask, period)?,
        revalued(read, ask, period)?,
        waiting(read, ask, period, &balances, Role::ReceivedNotInvoiced, "accounting-close-received")?,
        waiting(read, ask, period, &balances, Role::DeliveredNotInvoiced, "accounting-close-delivered")?,
        waiting(read, ask, period, &balances, Role::LandedCost, "accounting-close-landed")?,
        tax(read, ask, period)?,
    ])
}

/// Months close one after the other.
fn earlier(read: &Read, ask: &Ask, period: &Period) -> Result<Point> {
    let before: Vec<Period> = read.select(
        "company = $1 AND ends_on < $2 AND adjustment = 0 AND archived_at IS NULL ORDER BY starts_on DESC LIMIT 60",
        &[period.company.into(), period.starts_on.into()],
    )?;
    let open: Vec<&Period> =
        before.iter().filter(|p| Part::ALL.iter().any(|part| matches!(p.state_of(*part), PeriodState::Open))).collect();
    let title = "accounting-close-earlier";
    if open.is_empty() {
        return Ok(Point::new(Standing::Done, title, ask.t("accounting-close-earlier-none")));
    }
    let base = format!("{}/pages/accounting/close", ask.base);
    let links = open.iter().take(MOST).map(|p| (p.name.clone(), format!("{base}/{}", p.head.id), String::new()));
    let content = rows(ask, &links.collect::<Vec<_>>(), open.len());
    let text = ask.cx.t_args("accounting-close-earlier-open", &[("count", Arg::Count(number(open.len())))]);
    Ok(Point { content, ..Point::new(Standing::Look, title, text) })
}

/// Documents that keep the period open, in the words for them, for none and for some: what is not posted, what the bank moved.
fn blocked(read: &Read, ask: &Ask, words: [&'static str; 3], found: &[closing::Blocking]) -> Result<Point> {
    let [title, none, open] = words;
    if found.is_empty() {
        return Ok(Point::new(Standing::Done, title, ask.t(none)));
    }
    let text = ask.cx.t_args(open, &[("count", Arg::Count(number(found.len())))]);
    let content = named(read, ask, found)?;
    Ok(Point { content, ..Point::new(Standing::Open, title, text) })
}

/// Whether the statements of every bank account reach the last day.
fn statements(read: &Read, ask: &Ask, period: &Period) -> Result<Point> {
    let sql = store::sql!(
        "accounting.statements_until",
        "SELECT b.id, b.name, MAX(s.ends_on) FROM accounting_bank_account b \
         LEFT JOIN accounting_bank_statement s ON s.bank_account = b.id AND s.archived_at IS NULL \
         WHERE b.company = $1 AND b.archived_at IS NULL GROUP BY b.id, b.name ORDER BY b.name"
    );
    let mut short = Vec::new();
    for row in read.query(sql, &[period.company.into()])? {
        let until = row.get(2).and_then(Value::text).map(Date::parse).transpose()?;
        if until.is_some_and(|day| day >= period.ends_on) {
            continue;
        }
        let id = row.first().and_then(Value::int).unwrap_or(0);
        let name = row.get(1).map(ToString::to_string).unwrap_or_default();
        let until = until.map_or_else(|| ask.t("accounting-close-statements-never"), |day| ask.format.date(day));
        short.push((name, ask.record(read, BankAccount::DEF.name, id)?, until));
    }
    let title = "accounting-close-statements";
    if short.is_empty() {
        return Ok(Point::new(Standing::Done, title, ask.t("accounting-close-statements-none")));
    }
    let content = rows(ask, &short, short.len());
    Ok(Point { content, ..Point::new(Standing::Look, title, ask.t("accounting-close-statements-open")) })
}

/// Whether what is owed in other currencies was valued at the closing rate.
fn revalued(read: &Read, ask: &Ask, period: &Period) -> Result<Point> {
    let title = "accounting-close-revaluation";
    let currency = kept::books(read)?.currency(period.company)?;
    let sql = store::sql!(
        "accounting.foreign_items_open",
        "SELECT COUNT(*) FROM accounting_open_item WHERE company = $1 AND settled = 0 AND currency <> $2 AND posted_on <= $3 \
         AND archived_at IS NULL"
    );
    let foreign = read.number(sql, &[period.company.into(), currency.raw().into(), period.ends_on.into()])?;
    let done: Vec<Revaluation> = read.select(
        "company = $1 AND state = 'posted' AND revalued_on >= $2 AND revalued_on <= $3 ORDER BY id LIMIT 1",
        &[period.company.into(), period.starts_on.into(), period.ends_on.into()],
    )?;
    if let Some(done) = done.first() {
        let number = done.number.clone().unwrap_or_default();
        let link = (number, ask.record(read, Revaluation::DEF.name, done.head.id)?, ask.format.date(done.revalued_on));
        let content = rows(ask, &[link], 1);
        return Ok(Point { content, ..Point::new(Standing::Done, title, ask.t("accounting-close-revaluation-done")) });
    }
    if foreign == 0 {
        return Ok(Point::new(Standing::Done, title, ask.t("accounting-close-revaluation-none")));
    }
    let text = ask.cx.t_args("accounting-close-revaluation-open", &[("count", Arg::Count(foreign))]);
    let link = format!("{}/new", ask.list(read, Revaluation::DEF.name)?);
    let content = rows(ask, &[(ask.t("accounting-close-revaluation-make"), link, String::new())], 1);
    Ok(Point { content, ..Point::new(Standing::Look, title, text) })
}

/// What stands on an account that should come to nothing as invoices arrive or leave.
fn waiting(
    read: &Read,
    ask: &Ask,
    period: &Period,
    balances: &BTreeMap<i64, Money>,
    role: Role,
    title: &'static str,
) -> Result<Point> {
    let kept = kept::books(read)?;
    let Some(account) = kept.role(period.company, role, None) else {
        return Ok(Point::new(Standing::Done, title, ask.t("accounting-close-waiting-none")));
    };
    let balance = balances.get(&account.raw()).copied().unwrap_or(Money::ZERO);
    if balance.is_zero() {
        return Ok(Point::new(Standing::Done, title, ask.t("accounting-close-waiting-none")));
    }
    let currency = kept.currency(period.company)?;
    let amount = ask.format.money_code(
        balance.checked_abs()?,
        kept.exponent(currency),
        currencies(read)?.code(Some(currency.raw())),
    );
    let ledger = format!(
        "{}/reports/accounting/general-ledger?company={}&account={account}&ends_on={}",
        ask.base, period.company, period.ends_on
    );
    let name = format!("{} {}", kept.account(account.raw())?.code, kept.account(account.raw())?.name);
    let content = rows(ask, &[(name, ledger, amount)], 1);
    Ok(Point { content, ..Point::new(Standing::Look, title, ask.t("accounting-close-waiting-open")) })
}

/// The return of the period and whether its part of the books is closed.
fn tax(read: &Read, ask: &Ask, period: &Period) -> Result<Point> {
    let closed = matches!(period.tax, PeriodState::Soft | PeriodState::Hard);
    let link = format!(
        "{}/reports/accounting/tax-return?company={}&starts_on={}&ends_on={}",
        ask.base, period.company, period.starts_on, period.ends_on
    );
    let content = rows(ask, &[(ask.t("accounting-close-tax-return"), link, String::new())], 1);
    let year = read.get(period.fiscal_year)?;
    let (standing, text) = match (closed, year.state) {
        (true, _) | (_, YearState::Closed) => (Standing::Done, "accounting-close-tax-done"),
        _ => (Standing::Look, "accounting-close-tax-open"),
    };
    Ok(Point { content, ..Point::new(standing, "accounting-close-tax", ask.t(text)) })
}

/// Documents by what they are and what they are called.
fn named(read: &Read, ask: &Ask, found: &[closing::Blocking]) -> Result<Markup> {
    let mut links = Vec::new();
    for one in found.iter().take(MOST) {
        let shape = read.shape(one.entity)?;
        let word = ask.t(&shape.def.message());
        links.push((one.name.clone(), ask.record(read, one.entity, one.id)?, word));
    }
    Ok(rows(ask, &links, found.len()))
}

/// Names that lead somewhere, with a remark; how many more there are.
fn rows(ask: &Ask, links: &[(String, String, String)], all: usize) -> Markup {
    let more = all.saturating_sub(links.len());
    html! {
        ul.mini {
            @for (name, href, remark) in links { li { a href=(href) { (name) } span.mute.num { (remark) } } }
        }
        @if more > 0 { p.mute.small { (ask.cx.t_args("accounting-close-more", &[("count", Arg::Count(number(more)))])) } }
    }
}
