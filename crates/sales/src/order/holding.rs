//! Why an order waits: the customer's credit by its rules, a wish of the customer, a price; and who lets it go on.

use super::{Hold, Order, Progress, Release, State, Wait};
use crate::credit::{self, Account, Asking, Lent};
use crate::credit_rule::{self, Breach, CreditRule, Standing};
use base::{Money, Percent, Refusal, Result, Rounding};
use entity::Text;
use parties::{CreditStatus, Party};
use store::{Guard, Made, Read, Tx};

/// The names of broken rules of this weight, as they are kept.
fn named(broken: &[Breach], status: CreditStatus) -> Option<String> {
    let names: Vec<&str> = broken.iter().filter(|b| b.status == status).map(|b| b.rule.code()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// What a customer's credit says about orders, in figures: for whoever asks without deciding.
pub(crate) fn told(read: &Read, order: &Order) -> Result<(Standing, Vec<Breach>)> {
    let lent = credit::lent(read, order.customer)?;
    let account = credit::look(read, order.company, order.customer)?;
    let rules = credit_rule::of(read, order.company)?;
    let asking = if order.hold == Hold::Credit { Asking::Looking } else { Asking::Leaving };
    let standing = credit_rule::standing(read, &account, &lent, &rules, asking)?;
    let broken = standing.judge(&rules, order.total_base)?;
    Ok((standing, broken))
}

/// True where one of the broken rules keeps an order or its goods waiting.
fn waits(broken: &[Breach]) -> bool {
    broken.iter().any(|b| b.status >= CreditStatus::Hold)
}

/// Refuses where the credit is stopped, whoever would let it through.
fn stopped(broken: &[Breach], record: &str) -> Result<()> {
    let stop = broken.iter().any(|b| b.status == CreditStatus::Stop);
    base::ensure!(!stop, Refusal::new("sales.credit_stopped").record(record))?;
    Ok(())
}

impl Order {
    /// Judges the customer's credit with this order in it; true when the order has to wait. Refuses where it is stopped.
    pub(super) fn credit_refuses(&mut self, read: &Read, account: &Account, party: &Party) -> Result<bool> {
        let rules = credit_rule::of(read, self.company)?;
        let lent = Lent::of(read, party)?;
        (self.hold_rules, self.warnings, self.held_exposure, self.held_limit) = (None, None, None, None);
        if self.hold == Hold::Credit {
            self.hold = Hold::Without;
        }
        let released = self.still_released(read, &rules)?;
        let stops = rules.may_stop() || lent.status == CreditStatus::Stop;
        if credit_rule::carefree(&rules, &lent, self.total_base) || (released && !stops) {
            return Ok(false);
        }
        let standing = credit_rule::standing(read, account, &lent, &rules, Asking::Confirming(self))?;
        let broken = standing.judge(&rules, self.total_base)?;
        stopped(&broken, &party.name)?;
        self.warnings = named(&broken, CreditStatus::Watch);
        if released {
            return Ok(false);
        }
        self.hold_rules = named(&broken, CreditStatus::Hold);
        if self.hold_rules.is_none() {
            return Ok(false);
        }
        self.hold = Hold::Credit;
        (self.held_exposure, self.held_limit) = (Some(standing.exposure.total()?), standing.limit);
        Ok(true)
    }

    /// True while somebody's word still holds: until its day, and while the order did not grow beyond what the rules allow.
    fn still_released(&self, read: &Read, rules: &CreditRule) -> Result<bool> {
        let (Some(at), Some(value)) = (self.released_at, self.released_value) else { return Ok(false) };
        let on = at.date_in(read.zone())?;
        let until = match (self.released_until, rules.again_after_days) {
            (Some(day), _) => Some(day),
            (None, Some(days)) => Some(on.add_days(days)?),
            (None, None) => None,
        };
        let more = rules.again_above.unwrap_or(Percent::ZERO);
        let most = value.checked_add(more.of(value, Rounding::HalfAwayFromZero)?)?;
        Ok(until.is_none_or(|day| read.today() <= day) && self.total_base <= most)
    }

    pub(super) fn can_hold(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.hold == Hold::Without { Guard::Open } else { Guard::Hidden })
    }

    /// Lets an order wait for another reason than credit; what it holds of stock it keeps.
    pub(super) fn put_on_hold(&mut self, _tx: &mut Tx, asked: Wait) -> Result<Made> {
        let why = matches!(asked.hold, Hold::CustomerRequest | Hold::Price);
        base::ensure!(why, Refusal::new("sales.hold_by_hand").field("hold"))?;
        self.hold = asked.hold;
        self.hold_reason = Some(asked.reason);
        Ok(Vec::new())
    }

    pub(super) fn can_let_through(&self, read: &Read) -> Result<Guard> {
        if self.hold != Hold::Without {
            return Ok(Guard::Open);
        }
        // What was within the credit when it was confirmed may not be any more when the goods are to leave.
        let open = self.state == State::Confirmed && self.delivered != Progress::Fully;
        let refused = open && {
            let rules = credit_rule::of(read, self.company)?;
            let broken = told(read, self)?.1;
            waits(&broken) && !self.still_released(read, &rules)?
        };
        Ok(if refused { Guard::Open } else { Guard::Hidden })
    }

    /// Lets an order go on; who did it and why stands in its history. It is asked again when its day is over or it grew.
    pub(super) fn let_through(&mut self, tx: &mut Tx, asked: Release) -> Result<Made> {
        let over = asked.until.is_some_and(|day| day < tx.today());
        base::ensure!(!over, Refusal::new("sales.release_is_over").field("until"))?;
        let waited = self.hold;
        if waited != Hold::CustomerRequest && waited != Hold::Price {
            stopped(&told(tx, self)?.1, &self.number)?;
        }
        self.hold = Hold::Without;
        let said = self.hold_reason.take().map(|t| t.to_string()).unwrap_or_default();
        let words: String = format!("{said}\n{}", asked.reason).trim().chars().take(500).collect();
        self.hold_reason = Some(Text::new(words));
        if waited == Hold::CustomerRequest || waited == Hold::Price {
            return Ok(Vec::new());
        }
        (self.released_until, self.released_value) = (asked.until, Some(self.total_base));
        self.released_at = Some(tx.now());
        if waited == Hold::Credit {
            let done = crate::progress::of(tx, &[self.head.id])?;
            self.hold_rules = None;
            self.reserve(tx, &done)?;
        }
        Ok(Vec::new())
    }
}

/// Asks the customer's credit once more before goods leave. The account is held by the delivery, the orders are in it.
pub(crate) fn may_leave(tx: &Tx, account: &Account, orders: &[Order]) -> Result<()> {
    let Some(first) = orders.first() else { return Ok(()) };
    let rules = credit_rule::of(tx, first.company)?;
    let lent = credit::lent(tx, first.customer)?;
    let value = orders.iter().map(|o| o.total_base).max().unwrap_or(Money::ZERO);
    if credit_rule::carefree(&rules, &lent, value) {
        return Ok(());
    }
    let mut asked = Vec::new();
    for order in orders {
        asked.push((order, order.still_released(tx, &rules)?));
    }
    let stops = rules.may_stop() || lent.status == CreditStatus::Stop;
    if !stops && asked.iter().all(|(_, released)| *released) {
        return Ok(());
    }
    let standing = credit_rule::standing(tx, account, &lent, &rules, Asking::Leaving)?;
    for (order, released) in asked {
        let broken = standing.judge(&rules, order.total_base)?;
        stopped(&broken, &order.number)?;
        if !released && waits(&broken) {
            let kept = accounting::kept::books(tx)?;
            let figures = standing.told(kept.exponent(kept.currency(order.company)?))?;
            return Err(Refusal::new("sales.credit_refuses").record(&*order.number).arg("figures", figures).into());
        }
    }
    Ok(())
}
