//! What a payment posts: money against the debts it settles, at the rate each came in with; the difference is a gain or a loss.

use super::{Exchange, Means, Payment, PaymentLine};
use crate::open_item::OpenItem;
use crate::terms::{self, DiscountOffer};
use crate::{JournalEntry, Role, Side, account};
use base::decimal::div_round;
use base::{Error, Id, Money, Refusal, Result, Rounding};
use entity::Named as _;
use ledger::Line;
use parties::loaded;
use platform::Currency;
use store::{Read, Tx};

/// What moves on the account at the bank or in hand, in company currency.
pub(super) fn money_moved(read: &Read, payment: &Payment) -> Result<Money> {
    let exchange = Exchange::spot(read, currency(payment)?, payment.company, payment.posted_on)?;
    exchange.worth(payment.amount)
}

fn currency(payment: &Payment) -> Result<Id<Currency>> {
    payment.currency.ok_or_else(|| Refusal::new("store.required").field("currency").into())
}

/// Bank or cash against receivables or payables. Discounts, small differences, fees and differences of exchange go to their own
/// accounts; what nothing settles becomes an open item on account.
pub(super) fn draft(tx: &mut Tx, payment: &Payment) -> Result<ledger::Draft> {
    let (read, sign): (&Read, i64) = (tx, payment.direction.sign());
    let currency = currency(payment)?;
    let exchange = Exchange::spot(read, currency, payment.company, payment.posted_on)?;
    let line = |account: i64, amount: Money, base: Money| Line { amount, ..Line::of(account, currency.raw(), base) };
    let mut draft = ledger::Draft::new();
    let moved = payment.amount.checked_mul(sign)?;
    let moved_base = exchange.worth(moved)?;
    draft.push(line(money_account(read, payment)?.raw(), moved, moved_base));
    let fee = payment.fee.unwrap_or(Money::ZERO);
    let fee_base = exchange.worth(fee)?;
    if !fee.is_zero() {
        draft.push(line(role(read, payment, Role::BankFee)?, fee, fee_base));
    }
    let mut left = payment.on_account.checked_mul(sign)?;
    let mut left_base = moved_base.checked_add(fee_base)?;
    let lines = loaded(&payment.lines);
    let items: Vec<Id<OpenItem>> = lines.iter().map(|l| l.item).collect();
    if !items.iter().all(|id| tx.holds(*id)) {
        tx.lock_many(&items)?;
    }
    for (place, one) in lines.iter().enumerate() {
        let paid = one.takes().checked_mul(sign)?;
        // Cents of converting go where the last of the money goes.
        let last = place + 1 == lines.len() && left.is_zero();
        let paid_base = if last { left_base } else { exchange.worth(paid)? };
        left_base = left_base.checked_sub(paid_base)?;
        settle(tx, payment, one, paid_base, &mut draft)?;
    }
    if !left.is_zero() {
        left = left.checked_neg()?;
        let control = match payment.ledger_side() {
            Side::Receivable => Role::Receivable,
            Side::Payable => Role::Payable,
        };
        let account = role(tx, payment, control)?;
        let party = Some(payment.party.raw());
        draft.push(Line { party, ..line(account, left, left_base.checked_neg()?) });
    }
    Ok(draft)
}

fn role(read: &Read, payment: &Payment, role: Role) -> Result<i64> {
    account(read, payment.company, role, None).map(|a| a.raw())
}

fn money_account(read: &Read, payment: &Payment) -> Result<Id<crate::Account>> {
    match (payment.means, payment.bank_account) {
        (Means::Cash, _) => account(read, payment.company, Role::Cash, None),
        (Means::Bank, Some(bank)) => read.get(bank)?.clearing(read),
        (Means::Bank, None) => account(read, payment.company, Role::PaymentClearing, None),
    }
}

/// One item: what leaves it, and where its discount, its small difference and the exchange go.
fn settle(
    tx: &mut Tx,
    payment: &Payment,
    line: &PaymentLine,
    paid_base: Money,
    draft: &mut ledger::Draft,
) -> Result<()> {
    let item = tx.held(line.item)?.ok_or_else(|| Error::not_found(OpenItem::NAME, line.item))?;
    let sign = payment.direction.sign();
    let exchange = Exchange::spot(tx, item.currency, payment.company, payment.posted_on)?;
    let own = item.currency.raw();
    let to = |account: i64, amount: Money, base: Money| Line { amount, ..Line::of(account, own, base) };
    let mut worth = paid_base;
    let mut others = Vec::new();
    if !line.discount.is_zero() {
        let discount = line.discount.checked_mul(sign)?;
        others = discount_lines(tx, payment, &item, discount, &exchange)?;
    }
    if !line.written_off.is_zero() {
        let off = line.written_off.checked_mul(sign)?;
        others.push(to(role(tx, payment, Role::SmallDifference)?, off, exchange.worth(off)?));
    }
    for other in &others {
        worth = worth.checked_add(other.base)?;
    }
    let part = line.settles()?.checked_mul(sign)?;
    let open = settlement::OpenItem { amount: item.open, base: item.open_base };
    let done = settlement::settle(open, part, worth).map_err(terms::reckoning)?;
    draft.push(Line {
        party: Some(item.party.raw()),
        settles: Some(item.head.id),
        ..to(item.account.raw(), part.checked_neg()?, done.cleared.base.checked_neg()?)
    });
    for other in others {
        draft.push(other);
    }
    exchange_difference(tx, payment.company, done.realised, draft)
}

/// What the exchange rate gained is income, what it lost expense, of the day of the payment.
pub(crate) fn exchange_difference(
    read: &Read,
    company: Id<platform::Company>,
    gained: Money,
    draft: &mut ledger::Draft,
) -> Result<()> {
    if gained.is_zero() {
        return Ok(());
    }
    let role = if gained.is_positive() { Role::ExchangeGain } else { Role::ExchangeLoss };
    let own = crate::kept::books(read)?.currency(company)?;
    let account = account(read, company, role, None)?.raw();
    draft.push(Line { amount: Money::ZERO, ..Line::of(account, own.raw(), gained.checked_neg()?) });
    Ok(())
}

/// A discount is revenue or cost that was not; where the terms say so, the tax on it was not either.
fn discount_lines(
    read: &Read,
    payment: &Payment,
    item: &OpenItem,
    discount: Money,
    exchange: &Exchange,
) -> Result<Vec<Line>> {
    let offers: Vec<DiscountOffer> =
        read.select("item = $1 AND archived_at IS NULL ORDER BY id LIMIT 1", &[item.head.id.into()])?;
    let mut lines = Vec::new();
    let mut net = discount;
    if offers.first().is_some_and(|o| o.reduces_tax) {
        lines = tax_reduced(read, item, discount)?;
        net = discount.checked_sub(Money::sum(lines.iter().map(|l| l.amount))?)?;
    }
    let of = match item.side {
        Side::Receivable => Role::DiscountGiven,
        Side::Payable => Role::DiscountTaken,
    };
    let account = role(read, payment, of)?;
    lines.push(Line { amount: net, ..Line::of(account, item.currency.raw(), exchange.worth(net)?) });
    Ok(lines)
}

/// The tax lines of the invoice behind an item, turned, in the share that the discount has of its total; at the invoice's own rate,
/// as tax law wants corrections.
fn tax_reduced(read: &Read, item: &OpenItem, discount: Money) -> Result<Vec<Line>> {
    let entry: JournalEntry = read.get(item.entry)?;
    let owed = |l: &&crate::JournalLine| l.account == item.account && l.party == Some(item.party);
    let total = Money::sum(entry.lines.iter().filter(owed).map(|l| l.amount))?;
    if total.is_zero() {
        return Ok(Vec::new());
    }
    let share = |of: Money| -> Result<Money> {
        let product = i128::from(of.minor()) * i128::from(discount.minor());
        let part = div_round(product, -i128::from(total.minor()), Rounding::HalfAwayFromZero);
        Ok(Money::from_minor(i64::try_from(part).map_err(|_| base::Overflow)?))
    };
    let taxed = entry.lines.iter().filter(|l| l.tax_code.is_some() && l.tax_base.is_some());
    taxed
        .map(|l| {
            Ok(Line {
                amount: share(l.amount)?,
                tax_code: l.tax_code.map(|t| t.raw()),
                tax_base: l.tax_base.map(share).transpose()?,
                ..Line::of(l.account.raw(), l.currency.raw(), share(l.amount_base)?)
            })
        })
        .collect()
}
