//! Which debts a payment settles: the proposal, oldest first, and what a line may say.

use super::{Exchange, Flow, Payment, PaymentLine, State};
use crate::open_item::OpenItem;
use crate::{DiscountOffer, RateKind, kept, terms};
use base::{Date, Id, Money, Result};
use entity::{Entity as _, Lines, Named as _};
use parties::loaded;
use std::collections::BTreeMap;
use store::{Read, Refusals};

/// The most items a proposal looks at.
const MOST: usize = 500;

impl Payment {
    /// Proposes what is settled: debts of the payment's direction and currency, the one due longest first, with the discount that is
    /// offered on the day.
    pub(super) fn propose(&mut self, read: &Read) -> Result<()> {
        let items = open_items(read, self)?;
        let ids: Vec<i64> = items.iter().map(|i| i.head.id).collect();
        let offers = terms::offers_on(read, &ids, self.posted_on)?;
        let sign = self.direction.sign();
        let mut rest = self.usable()?;
        let mut lines = Vec::new();
        for item in &items {
            if !rest.is_positive() {
                break;
            }
            let (wanted, offered) = wanted(item, offers.get(&item.head.id), sign)?;
            let mut line = PaymentLine::of(Id::from_raw(item.head.id), wanted.min(rest));
            line.discount = if rest >= wanted { offered } else { Money::ZERO };
            rest = rest.checked_sub(line.amount)?;
            lines.push(line);
        }
        if self.direction == Flow::Received {
            take_back(&mut lines, &mut rest)?;
        }
        let small = kept::books(read)?.books(self.company).map_or(Money::ZERO, |b| b.small());
        if let (Some(line), true) = (lines.last_mut(), rest.is_zero()) {
            let item = items.iter().find(|i| i.head.id == line.item.raw());
            let open = item.map_or(Ok(Money::ZERO), |i| i.open.checked_mul(sign))?;
            let left = open.checked_sub(line.amount)?.checked_sub(line.discount)?;
            if left <= small {
                line.written_off = left;
            }
        }
        let same = |a: &PaymentLine, b: &PaymentLine| {
            (a.item, a.amount, a.discount, a.written_off) == (b.item, b.amount, b.discount, b.written_off)
        };
        let known = loaded(&self.lines);
        if known.len() != lines.len() || !known.iter().zip(&lines).all(|(a, b)| same(a, b)) {
            self.lines = lines.into();
        }
        Ok(())
    }

    /// Fills what lines say about their items.
    pub(super) fn complete_lines(&mut self, read: &Read) -> Result<()> {
        let (currency, on) = (self.currency, self.posted_on);
        let Lines::Loaded(lines) = &mut self.lines else { return Ok(()) };
        let items = items_of(read, lines)?;
        for line in lines.iter_mut() {
            let Some(item) = items.get(&line.item) else { continue };
            line.currency = Some(item.currency);
            line.payment_currency = currency;
            line.open = item.open.checked_mul(self.direction.sign())?;
            match currency.filter(|c| *c != item.currency) {
                None => line.paid = None,
                Some(own) if line.paid.is_none() => {
                    let exchange = Exchange::between(read, item.currency, own, RateKind::Spot, on)?;
                    line.paid = Some(exchange.worth(line.amount)?);
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// A line settles no more than is open, an item once, with no more discount than was offered.
    pub(super) fn check_lines(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        debug_assert!(self.state == State::Draft);
        let lines = loaded(&self.lines);
        let small = kept::books(read)?.books(self.company)?.small();
        let ids: Vec<i64> = lines.iter().map(|l| l.item.raw()).collect();
        let items = items_of(read, lines)?;
        // Whether the day of an offer has passed is for a person to overlook.
        let given: Vec<i64> = lines.iter().filter(|l| !l.discount.is_zero()).map(|l| l.item.raw()).collect();
        let offers = terms::offers_on(read, &given, Date::parse("1900-01-01").unwrap_or(self.posted_on))?;
        for (place, line) in lines.iter().enumerate() {
            let field = |name: &str| format!("lines.{place}.{name}");
            let Some(item) = items.get(&line.item) else { continue };
            refusals.ensure(item.company == self.company, "accounting.item_of_other_company", field("item"));
            refusals.ensure(!ids[..place].contains(&line.item.raw()), "accounting.item_twice", field("item"));
            let settles = line.settles()?.checked_mul(self.direction.sign())?;
            let fits = settles.signum() == item.open.signum()
                && settles.checked_abs()? <= item.open.checked_abs()?
                && line.amount.signum() * line.takes().signum() >= 0;
            refusals.ensure(fits, "accounting.more_than_open", field("amount"));
            let offered = offers.get(&line.item.raw()).map_or(0, |o| o.amount.minor().abs());
            let given = line.discount.minor().abs() <= offered && line.discount.signum() * line.amount.signum() >= 0;
            refusals.ensure(given, "accounting.discount_not_offered", field("discount"));
            let slight = line.written_off.checked_abs()? <= small;
            refusals.ensure(slight, "accounting.write_off_too_large", field("written_off"));
        }
        Ok(())
    }
}

/// What is to be paid of a debt and what may be kept as a discount, as a payment of this sign counts them.
pub(super) fn wanted(item: &OpenItem, offer: Option<&DiscountOffer>, sign: i64) -> Result<(Money, Money)> {
    let open = item.open.checked_mul(sign)?;
    let offered = offer.map_or(Ok(Money::ZERO), |o| o.amount.checked_mul(sign))?;
    // A debt that was paid in part before may owe less than the discount.
    let offered = if offered < open { offered } else { Money::ZERO };
    Ok((open.checked_sub(offered)?, offered))
}

/// Debts that a payment of this direction can settle, in the order in which they fall due.
fn open_items(read: &Read, payment: &Payment) -> Result<Vec<OpenItem>> {
    let Some(currency) = payment.currency else { return Ok(Vec::new()) };
    let found: Vec<OpenItem> = read.select(
        "party = $1 AND side = $2 AND settled = 0 AND company = $3 AND currency = $4 AND archived_at IS NULL ORDER BY due_on, id LIMIT 2000",
        &[
            payment.party.into(),
            entity::Choice::code(payment.ledger_side()).into(),
            payment.company.into(),
            currency.into(),
        ],
    )?;
    let sign = payment.direction.sign();
    // What is blocked or disputed is not paid by itself; what a customer pays of it is his word.
    let taken = |i: &OpenItem| {
        i.open.signum() == sign && (payment.direction == Flow::Received || (i.blocked.is_none() && !i.disputed))
    };
    Ok(found.into_iter().filter(taken).take(MOST).collect())
}

/// The items of lines, read at once.
fn items_of(read: &Read, lines: &[PaymentLine]) -> Result<BTreeMap<Id<OpenItem>, OpenItem>> {
    let mut ids: Vec<i64> = lines.iter().filter(|l| l.item.is_valid()).map(|l| l.item.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let items: Vec<OpenItem> = store::typed(&read.find_many(OpenItem::NAME, &ids, false)?)?;
    Ok(items.into_iter().map(|i| (i.id(), i)).collect())
}

/// Who paid more than his debts less the discounts did not take them: what is over pays the discounts first.
fn take_back(lines: &mut [PaymentLine], rest: &mut Money) -> Result<()> {
    for line in lines.iter_mut() {
        let back = line.discount.min(*rest);
        line.discount = line.discount.checked_sub(back)?;
        line.amount = line.amount.checked_add(back)?;
        *rest = rest.checked_sub(back)?;
    }
    Ok(())
}
