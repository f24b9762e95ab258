//! Open items in another currency: what settling them gains or loses, and what they are worth at a month's end.

use base::decimal::div_round;
use base::{Money, Rounding};

use crate::{Problem, Result};

/// What is open of a debt. A receivable is positive, a payable negative, in both currencies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenItem {
    /// In the currency of the document.
    pub amount: Money,
    /// In company currency, at the rate it was booked with.
    pub base: Money,
}

/// What a payment does to an open item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What leaves the receivables or payables account; its base is at the original rate.
    pub cleared: OpenItem,
    /// What the exchange rate gained; a loss is negative (IAS 21.28).
    pub realised: Money,
    /// What stays open, still at the original rate.
    pub rest: OpenItem,
}

/// Settles a part of an open item with a payment worth `paid` in company currency at its own rate.
///
/// `part` is in the currency of the document, with the sign of the item; what a discount or a write-off clears is
/// part of it, and of `paid` at the rate of the payment. A part clears its share at the original rate, the last part
/// all that is left, so that no cent of company currency stays on a settled item. A revaluation in between does not
/// count: it stands on another account and was reversed.
pub fn settle(open: OpenItem, part: Money, paid: Money) -> Result<Settlement> {
    let fits = part.signum() == open.amount.signum() && part.checked_abs()? <= open.amount.checked_abs()?;
    if !fits || part.is_zero() {
        return Err(Problem::MoreThanOpen);
    }
    let share = i128::from(open.base.minor()) * i128::from(part.minor());
    let share = div_round(share, i128::from(open.amount.minor()), Rounding::HalfAwayFromZero);
    let base = i64::try_from(share).map(Money::from_minor).map_err(|_| Problem::Overflow)?;
    let cleared = OpenItem { amount: part, base };
    Ok(Settlement {
        cleared,
        realised: paid.checked_sub(base)?,
        rest: OpenItem { amount: open.amount.checked_sub(part)?, base: open.base.checked_sub(base)? },
    })
}

/// What an open item would gain at the closing rate, where it is worth `closing` in company currency; a loss is negative.
///
/// Posted against an adjustment account and reversed on the first day of the next period, so that settling reckons
/// with the original rate and nothing counts twice (IAS 21.23, 21.28). For receivables, payables, goods received not
/// invoiced, loans; not for stock, prepaid goods or equity. A bank account is adjusted itself and not reversed.
pub fn unrealised(open: OpenItem, closing: Money) -> Result<Money> {
    Ok(closing.checked_sub(open.base)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn item(amount: i64, base: i64) -> OpenItem {
        OpenItem { amount: Money::from_minor(amount), base: Money::from_minor(base) }
    }

    /// TV6: 1,000 dollars booked at 0.90, at 0.95 at the month's end, paid at 0.93.
    #[test]
    fn a_revaluation_is_reversed_and_the_payment_reckons_with_the_original_rate() {
        let receivable = item(100_000, 90_000);
        assert_eq!(unrealised(receivable, Money::from_minor(95_000)), Ok(Money::from_minor(5_000)));
        let paid = settle(receivable, receivable.amount, Money::from_minor(93_000)).unwrap();
        assert_eq!(paid.realised, Money::from_minor(3_000));
        assert_eq!((paid.cleared, paid.rest), (receivable, OpenItem::default()));
        // The mirror of it: what we owe costs more.
        let payable = item(-100_000, -90_000);
        assert_eq!(unrealised(payable, Money::from_minor(-95_000)), Ok(Money::from_minor(-5_000)));
        assert_eq!(settle(payable, payable.amount, Money::from_minor(-93_000)).unwrap().realised.minor(), -3_000);
    }

    #[test]
    fn a_part_clears_its_share_and_never_more_than_is_open() {
        let open = item(300, 100);
        let first = settle(open, Money::from_minor(100), Money::from_minor(40)).unwrap();
        assert_eq!((first.cleared, first.rest, first.realised.minor()), (item(100, 33), item(200, 67), 7));
        let last = settle(first.rest, Money::from_minor(200), Money::from_minor(67)).unwrap();
        assert_eq!((last.rest, last.realised), (OpenItem::default(), Money::ZERO));
        for part in [301, 0, -1] {
            assert_eq!(settle(open, Money::from_minor(part), Money::ZERO), Err(Problem::MoreThanOpen), "{part}");
        }
    }

    proptest! {
        #[test]
        fn all_parts_together_realise_what_was_paid_less_what_was_booked(
            amount in 1i64..1_000_000, base in 1i64..1_000_000, parts in prop::collection::vec((1i64..200_000, 0i64..200_000), 1..10),
            owed: bool,
        ) {
            let sign = if owed { -1 } else { 1 };
            let mut open = item(amount * sign, base * sign);
            let (mut realised, mut paid_in_all) = (0, 0);
            for (part, paid) in parts {
                if open.amount.is_zero() { break }
                let part = part.min(open.amount.minor().abs()) * sign;
                let done = settle(open, Money::from_minor(part), Money::from_minor(paid * sign)).unwrap();
                prop_assert_eq!(done.cleared.base.checked_add(done.rest.base), Ok(open.base));
                realised += done.realised.minor();
                paid_in_all += paid * sign;
                open = done.rest;
            }
            prop_assert_eq!(realised, paid_in_all - base * sign + open.base.minor());
            prop_assert!(!open.amount.is_zero() || open.base.is_zero());
        }
    }
}
