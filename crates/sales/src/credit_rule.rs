//! Rules of credit: what besides the limit may stop an order, and whether it warns or blocks. One set of rules a company.

use crate::credit::{Account, Asking, Exposure, Lent};
use accounting::{RateKind, kept, rate};
use base::{Date, Id, Money, Percent, Result, Rounding};
use entity::{Choice, Entity, Head, Value};
use parties::CreditStatus;
use platform::Company;
use store::{Business, Read, Refusals};

/// What a rule does when it is broken.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reaction {
    #[default]
    Ignore,
    #[choice(tone = "warn")]
    Warn,
    #[choice(tone = "danger")]
    Block,
}

/// The rules of a company.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.credit_rule",
    kind = 248,
    icon = "scale",
    title = "company",
    sort = "id",
    unique(company),
    kept,
    aside
)]
pub struct CreditRule {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    /// Orders promised for later than so many days from today do not count yet; empty counts all of them.
    #[field(column)]
    pub horizon_days: Option<i64>,
    /// More than the customer's limit.
    #[field(column, default = "block")]
    pub over_limit: Reaction,
    /// From this share of the limit on the credit is watched: whoever sells more is warned.
    #[field(column)]
    pub watch_from: Option<Percent>,
    /// A customer without a limit.
    #[field(column)]
    pub without_limit: Reaction,
    /// The most that one order may be, with tax, in company currency.
    #[field(currency = "currency", section = "document")]
    pub document_most: Option<Money>,
    #[field(section = "document")]
    pub document: Reaction,
    /// The oldest debt may be so many days overdue.
    #[field(section = "overdue")]
    pub oldest_days: Option<i64>,
    #[field(section = "overdue")]
    pub oldest: Reaction,
    /// When the oldest debt is overdue by more days than these, nothing is sold or leaves, whoever would let it through.
    #[field(section = "overdue")]
    pub stop_days: Option<i64>,
    /// So much of the debts may be overdue.
    #[field(section = "overdue")]
    pub overdue_most: Option<Percent>,
    #[field(section = "overdue")]
    pub overdue: Reaction,
    /// From this level of reminders on.
    #[field(section = "overdue")]
    pub dunning_level: Option<i64>,
    #[field(section = "overdue")]
    pub dunning: Reaction,
    /// From this level of reminders on nothing is sold or leaves.
    #[field(section = "overdue")]
    pub stop_level: Option<i64>,
    /// What was let through is asked again once its value grew by more than this.
    #[field(section = "again")]
    pub again_above: Option<Percent>,
    /// What was let through is asked again after so many days, unless a day was given.
    #[field(section = "again")]
    pub again_after_days: Option<i64>,
    #[field(computed)]
    pub currency: Option<Id<platform::Currency>>,
}

impl Reaction {
    /// What the credit is by a broken rule that reacts so.
    fn status(self) -> CreditStatus {
        match self {
            Reaction::Ignore => CreditStatus::Ok,
            Reaction::Warn => CreditStatus::Watch,
            Reaction::Block => CreditStatus::Hold,
        }
    }
}

impl CreditRule {
    /// True where a debt may be so old, or reminded of so often, that nothing leaves whatever was let through.
    pub(crate) fn may_stop(&self) -> bool {
        self.stop_days.is_some() || self.stop_level.is_some()
    }

    /// The limit blocks, nothing else matters.
    pub fn new(company: Id<Company>) -> CreditRule {
        CreditRule {
            head: Head::default(),
            company,
            horizon_days: None,
            over_limit: Reaction::Block,
            watch_from: None,
            without_limit: Reaction::Ignore,
            document_most: None,
            document: Reaction::Ignore,
            oldest_days: None,
            oldest: Reaction::Ignore,
            stop_days: None,
            overdue_most: None,
            overdue: Reaction::Ignore,
            dunning_level: None,
            dunning: Reaction::Ignore,
            stop_level: None,
            again_above: None,
            again_after_days: None,
            currency: None,
        }
    }
}

impl Business for CreditRule {
    fn complete(&mut self, read: &Read, _touched: &entity::Fields) -> Result<()> {
        if self.company.is_valid() {
            self.currency = Some(kept::books(read)?.currency(self.company)?);
        }
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let days = |n: Option<i64>| n.is_none_or(|n| (0..=3_650).contains(&n));
        refusals.ensure(days(self.horizon_days), "sales.days_range", "horizon_days");
        refusals.ensure(days(self.oldest_days), "sales.days_range", "oldest_days");
        refusals.ensure(days(self.stop_days), "sales.days_range", "stop_days");
        refusals.ensure(days(self.again_after_days), "sales.days_range", "again_after_days");
        let share = |p: Option<Percent>| p.is_none_or(|p| !p.is_negative());
        refusals.ensure(share(self.watch_from), "sales.percent_negative", "watch_from");
        let level = self.stop_level.is_none_or(|level| level > 0);
        refusals.ensure(level, "sales.quantity_not_positive", "stop_level");
        refusals.ensure(share(self.overdue_most), "sales.percent_negative", "overdue_most");
        refusals.ensure(share(self.again_above), "sales.percent_negative", "again_above");
        let most = self.document_most.is_none_or(|m| !m.is_negative());
        refusals.ensure(most, "sales.amount_negative", "document_most");
        // A rule that reacts needs something to hold the customer against.
        let said = |reaction: Reaction, threshold: bool| reaction == Reaction::Ignore || threshold;
        refusals.ensure(said(self.document, self.document_most.is_some()), "sales.threshold_missing", "document_most");
        refusals.ensure(said(self.oldest, self.oldest_days.is_some()), "sales.threshold_missing", "oldest_days");
        refusals.ensure(said(self.overdue, self.overdue_most.is_some()), "sales.threshold_missing", "overdue_most");
        refusals.ensure(said(self.dunning, self.dunning_level.is_some()), "sales.threshold_missing", "dunning_level");
        Ok(())
    }
}

/// The rules of a company; without any of its own the limit blocks.
pub fn of(read: &Read, company: Id<Company>) -> Result<CreditRule> {
    struct Rules(Vec<CreditRule>);
    let kept = read.kept(|| Ok(Rules(read.select("archived_at IS NULL ORDER BY id", &[])?)))?;
    Ok(kept.0.iter().find(|r| r.company == company).cloned().unwrap_or_else(|| CreditRule::new(company)))
}

/// A rule of credit.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    #[default]
    OverLimit,
    WithoutLimit,
    Document,
    Oldest,
    Overdue,
    Dunning,
    /// Near the limit.
    Watch,
    /// What somebody said of the customer's credit.
    Status,
}

/// A rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    pub rule: Rule,
    /// What the credit is by it: watched, on hold, or stopped.
    pub status: CreditStatus,
}

/// What is known of a customer when somebody asks for credit, in company currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub exposure: Exposure,
    /// What of the open items is overdue.
    pub overdue: Money,
    /// How many days the oldest debt is overdue.
    pub oldest_days: i64,
    /// The highest level of reminders on a debt.
    pub dunning_level: i64,
    /// What we lend; nothing is no limit, zero is no credit.
    pub limit: Option<Money>,
    /// What somebody said.
    pub said: CreditStatus,
}

impl Standing {
    /// Which rules an order of this value breaks; the order is in the exposure already. Pure.
    pub fn judge(&self, rules: &CreditRule, value: Money) -> Result<Vec<Breach>> {
        let mut broken = Vec::new();
        let mut add = |rule: Rule, status: CreditStatus, holds: bool| {
            if !holds && status != CreditStatus::Ok {
                broken.push(Breach { rule, status });
            }
        };
        add(Rule::Status, self.said, false);
        let late = rules.stop_days.is_some_and(|most| self.oldest_days > most);
        let reminded = rules.stop_level.is_some_and(|level| self.dunning_level >= level);
        let mut say = |rule: Rule, reaction: Reaction, holds: bool| add(rule, reaction.status(), holds);
        let total = self.exposure.total()?;
        say(Rule::OverLimit, rules.over_limit, self.limit.is_none_or(|l| total <= l));
        say(Rule::WithoutLimit, rules.without_limit, self.limit.is_some());
        say(Rule::Document, rules.document, rules.document_most.is_none_or(|most| value <= most));
        say(Rule::Oldest, rules.oldest, late || rules.oldest_days.is_none_or(|most| self.oldest_days <= most));
        let items = self.exposure.items;
        let share = |most: Percent| -> Result<bool> {
            // Nothing owed, or more paid than owed, is nothing overdue.
            Ok(!items.is_positive() || self.overdue <= most.of(items, Rounding::HalfAwayFromZero)?)
        };
        say(Rule::Overdue, rules.overdue, rules.overdue_most.map(share).transpose()?.unwrap_or(true));
        say(Rule::Dunning, rules.dunning, reminded || rules.dunning_level.is_none_or(|l| self.dunning_level < l));
        add(Rule::Oldest, CreditStatus::Stop, !late);
        add(Rule::Dunning, CreditStatus::Stop, !reminded);
        let near = |(limit, from): (Money, Percent)| -> Result<bool> {
            Ok(total <= limit && total >= from.of(limit, Rounding::HalfAwayFromZero)?)
        };
        let near = self.limit.zip(rules.watch_from).map(near).transpose()?.unwrap_or(false);
        add(Rule::Watch, CreditStatus::Watch, !near);
        Ok(broken)
    }

    /// What the credit is as of now: the worse of what somebody said and what the rules reckon, whatever the next order is worth.
    pub fn status(&self, rules: &CreditRule) -> Result<CreditStatus> {
        Ok(self.judge(rules, Money::ZERO)?.iter().map(|b| b.status).max().unwrap_or_default())
    }

    /// The exposure in figures: open items, delivered, ordered, all of it, and what we lend.
    pub fn told(&self, exponent: u8) -> Result<String> {
        let say = |m: Money| m.format(exponent);
        let e = &self.exposure;
        let sum = format!("{} + {} + {} = {}", say(e.items), say(e.delivered), say(e.orders), say(e.total()?));
        Ok(match self.limit {
            Some(limit) if e.total()? > limit => format!("{sum} > {}", say(limit)),
            Some(limit) => format!("{sum} ≤ {}", say(limit)),
            None => sum,
        })
    }
}

/// True where nothing can be broken, so that nothing has to be asked.
pub fn carefree(rules: &CreditRule, lent: &Lent, value: Money) -> bool {
    let off = |reaction: Reaction| reaction == Reaction::Ignore;
    let limit = lent.limit.is_none() || (off(rules.over_limit) && rules.watch_from.is_none());
    let small = off(rules.document) || rules.document_most.is_none_or(|most| value <= most);
    let known = off(rules.without_limit) || lent.limit.is_some();
    let debts = off(rules.oldest) && off(rules.overdue) && off(rules.dunning) && !rules.may_stop();
    lent.status == CreditStatus::Ok && limit && small && known && debts
}

/// What is known of a customer; the account is held by whoever decides on it.
pub fn standing(read: &Read, account: &Account, lent: &Lent, rules: &CreditRule, asking: Asking) -> Result<Standing> {
    let today = read.today();
    let sql = store::sql!(
        "sales.standing",
        "SELECT COALESCE(SUM(open_base), 0), \
         COALESCE(SUM(CASE WHEN due_on < $3 AND open_base > 0 AND disputed = 0 THEN open_base ELSE 0 END), 0), \
         MIN(CASE WHEN open_base > 0 AND disputed = 0 THEN due_on END), COALESCE(MAX(dunning_level), 0) \
         FROM accounting_open_item WHERE party IN LIST($1) AND side = 'receivable' AND settled = 0 AND company = $2"
    );
    let row = read.row(sql, &[account.listed(), account.company.into(), today.into()])?.unwrap_or_default();
    let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let oldest = row.get(2).and_then(Value::text).map(Date::parse).transpose()?;
    let until = rules.horizon_days.map(|days| today.add_days(days)).transpose()?;
    let later = crate::credit::uncounted(read, account, until, asking)?;
    let exposure = Exposure {
        items: Money::from_minor(int(0)),
        delivered: account.delivered,
        orders: account.orders.checked_sub(later)?,
    };
    let kept = kept::books(read)?;
    let own = kept.currency(account.company)?;
    let theirs = lent.currency.unwrap_or(own);
    let limit = match lent.limit {
        Some(limit) if theirs != own => {
            let quote = rate::quote(read, theirs, own, RateKind::Spot, today)?;
            Some(quote.convert(limit, kept.exponent(theirs), kept.exponent(own))?)
        }
        other => other,
    };
    Ok(Standing {
        exposure,
        overdue: Money::from_minor(int(1)),
        oldest_days: oldest.map_or(0, |due| due.days_until(today).max(0)),
        dunning_level: int(3),
        limit,
        said: lent.status,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(n: i64) -> Money {
        Money::from_minor(n * 100)
    }

    fn broken(standing: &Standing, rules: &CreditRule, value: i64) -> Vec<(Rule, CreditStatus)> {
        standing.judge(rules, euros(value)).unwrap().into_iter().map(|b| (b.rule, b.status)).collect()
    }

    #[test]
    fn each_rule_looks_at_its_own_figure() {
        let exposure = Exposure { items: euros(600), delivered: euros(100), orders: euros(300) };
        let well = Standing { exposure, limit: Some(euros(1_000)), ..Standing::default() };
        let plain = CreditRule::new(Id::from_raw(1));
        assert_eq!(broken(&well, &plain, 300), []);
        let over = Standing { limit: Some(euros(999)), ..well.clone() };
        assert_eq!(broken(&over, &plain, 300), [(Rule::OverLimit, CreditStatus::Hold)]);
        let none = Standing { limit: None, ..well.clone() };
        assert_eq!(broken(&none, &plain, 300), []);
        let strict = CreditRule {
            over_limit: Reaction::Warn,
            without_limit: Reaction::Block,
            document_most: Some(euros(250)),
            document: Reaction::Warn,
            oldest_days: Some(30),
            oldest: Reaction::Block,
            overdue_most: Some(Percent::parse("10").unwrap()),
            overdue: Reaction::Warn,
            dunning_level: Some(2),
            dunning: Reaction::Block,
            ..plain
        };
        assert_eq!(
            broken(&none, &strict, 300),
            [(Rule::WithoutLimit, CreditStatus::Hold), (Rule::Document, CreditStatus::Watch)]
        );
        let late = Standing { overdue: euros(61), oldest_days: 31, dunning_level: 2, ..over };
        assert_eq!(
            broken(&late, &strict, 200),
            [
                (Rule::OverLimit, CreditStatus::Watch),
                (Rule::Oldest, CreditStatus::Hold),
                (Rule::Overdue, CreditStatus::Watch),
                (Rule::Dunning, CreditStatus::Hold)
            ]
        );
        // At the edge of each figure nothing is broken.
        let edge = Standing { overdue: euros(60), oldest_days: 30, dunning_level: 1, ..well };
        assert_eq!(broken(&edge, &strict, 250), []);
    }

    #[test]
    fn who_paid_ahead_is_not_overdue() {
        let rules = CreditRule {
            overdue_most: Some(Percent::ZERO),
            overdue: Reaction::Block,
            ..CreditRule::new(Id::from_raw(1))
        };
        let exposure = Exposure { items: euros(-50), ..Exposure::default() };
        assert_eq!(broken(&Standing { exposure, overdue: euros(10), ..Standing::default() }, &rules, 1), []);
    }
}
