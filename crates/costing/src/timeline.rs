//! Whether something can go out on a past day without the stock running short on any later one.

use base::{Overflow, Quantity};

use crate::Result;

/// The first movement at which the stock would run short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// Its place among the later movements; nothing when stock is short at once.
    pub at: Option<usize>,
    /// How much is missing there.
    pub missing: Quantity,
}

/// How much may go out at a moment: the least that is on hand from then on, and never less than nothing.
///
/// `on_hand` is the balance at that moment, `later` the signed quantities of all movements after it, in their order.
pub fn available(on_hand: Quantity, later: &[Quantity]) -> Result<Quantity> {
    let mut balance = i128::from(on_hand.units());
    let mut least = balance;
    for moved in later {
        balance += i128::from(moved.units());
        least = least.min(balance);
    }
    let units = i64::try_from(least.max(0)).map_err(|_| Overflow)?;
    Ok(Quantity::from_units(units))
}

/// Where the stock would run short if `wanted` went out at a moment, or nothing if it never does.
///
/// For an issue at `t`: min over t' ≥ t of balance(t') − wanted ≥ 0. Taking back a receipt is an issue at its moment.
/// A stock that was short before is not held against an issue of nothing more.
pub fn check_out(on_hand: Quantity, later: &[Quantity], wanted: Quantity) -> Result<Option<Short>> {
    let mut balance = i128::from(on_hand.units()) - i128::from(wanted.units());
    let steps = later.iter().enumerate().map(|(at, moved)| (Some(at), i128::from(moved.units())));
    for (at, moved) in std::iter::once((None, 0)).chain(steps) {
        balance += moved;
        if balance < 0 && wanted.is_positive() {
            let missing = i64::try_from(-balance).map_err(|_| Overflow)?;
            return Ok(Some(Short { at, missing: Quantity::from_units(missing) }));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(n: i64) -> Quantity {
        Quantity::whole(n).unwrap()
    }

    #[test]
    fn an_issue_looks_at_every_later_day() {
        let later = [whole(-6), whole(10), whole(-9)];
        assert_eq!(available(whole(10), &later), Ok(whole(4)));
        assert_eq!(check_out(whole(10), &later, whole(4)), Ok(None));
        assert_eq!(check_out(whole(10), &later, whole(5)), Ok(Some(Short { at: Some(0), missing: whole(1) })));
        assert_eq!(check_out(whole(10), &later, whole(11)), Ok(Some(Short { at: None, missing: whole(1) })));
        assert_eq!(available(whole(10), &[]), Ok(whole(10)));
        assert_eq!(available(whole(-3), &[]), Ok(Quantity::ZERO));
    }

    proptest! {
        #[test]
        fn what_is_available_can_go_out_and_one_unit_more_cannot(
            on_hand in 0i64..100, later in prop::collection::vec(-20i64..20, 0..20),
        ) {
            let later: Vec<Quantity> = later.into_iter().map(Quantity::from_units).collect();
            let on_hand = Quantity::from_units(on_hand);
            let free = available(on_hand, &later).unwrap();
            if free.is_positive() {
                prop_assert_eq!(check_out(on_hand, &later, free), Ok(None));
            }
            let more = free.checked_add(Quantity::from_units(1)).unwrap();
            prop_assert!(check_out(on_hand, &later, more).unwrap().is_some());
        }
    }
}
