//! Entries that balance by construction: debits and credits of one business step, checked before anything is written.
//!
//! A [`Draft`] gathers lines; [`Draft::close`] gives an [`Entry`], which nobody can change and which is the only thing the books take.
//! Amounts are minor units: `amount` of the document's currency, `base` of the company's. Debits are positive, credits negative.

mod periods;

pub use periods::{Cut, calendar};

use base::{Date, Money, Overflow, Quantity};
use std::fmt;

/// One line of an entry. The numbers of accounts, parties, items and currencies are those of whoever keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account: i64,
    /// In the company's currency; debit positive, credit negative.
    pub base: Money,
    /// In the line's currency, with the same sign. Differences of exchange have none.
    pub amount: Money,
    /// The line's currency.
    pub currency: i64,
    /// Whom it concerns, on control accounts always.
    pub party: Option<i64>,
    /// What it concerns.
    pub item: Option<i64>,
    /// How much of it, in base units, with the sign of the amount.
    pub quantity: Option<Quantity>,
    /// The interned set of dimension values.
    pub dimensions: Option<i64>,
    /// When it is to be paid.
    pub due_on: Option<Date>,
    /// The tax code of a tax or of its base.
    pub tax_code: Option<i64>,
    /// The taxed amount behind a tax line, in company currency.
    pub tax_base: Option<Money>,
    /// The open item that this line settles or reduces; without one, a line on a control account opens an item.
    pub settles: Option<i64>,
    /// The line of the source document.
    pub source_line: Option<i64>,
    /// What it says.
    pub text: String,
}

impl Line {
    /// A line in the company's own currency.
    pub fn of(account: i64, currency: i64, base: Money) -> Line {
        Line { account, base, amount: base, currency, ..Line::default() }
    }
}

/// Why lines are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbalanced {
    /// Nothing was posted.
    Empty,
    /// Debits less credits in company currency.
    Base(Money),
    /// Debits less credits in a currency that all lines share.
    Currency(i64, Money),
    /// An amount left what a book can hold.
    Overflow,
}

impl fmt::Display for Unbalanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unbalanced::Empty => write!(f, "an entry without lines"),
            Unbalanced::Base(gap) => write!(f, "debits and credits differ by {gap} minor units"),
            Unbalanced::Currency(currency, gap) => {
                write!(f, "debits and credits in currency {currency} differ by {gap} minor units")
            }
            Unbalanced::Overflow => write!(f, "an amount does not fit"),
        }
    }
}

impl std::error::Error for Unbalanced {}

impl From<Overflow> for Unbalanced {
    fn from(_: Overflow) -> Unbalanced {
        Unbalanced::Overflow
    }
}

/// Lines being gathered.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    lines: Vec<Line>,
}

impl Draft {
    /// Nothing yet.
    pub fn new() -> Draft {
        Draft::default()
    }

    /// Adds a line as it is; one without any amount, also of a taxed base, says nothing and is left out.
    pub fn line(mut self, line: Line) -> Draft {
        self.push(line);
        self
    }

    /// The same, in place.
    pub fn push(&mut self, line: Line) {
        if !(line.base.is_zero() && line.amount.is_zero() && line.tax_base.is_none_or(Money::is_zero)) {
            self.lines.push(line);
        }
    }

    /// What was said so far.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The same, for whoever completes what lines are about.
    pub fn lines_mut(&mut self) -> &mut [Line] {
        &mut self.lines
    }

    /// True while nothing was said: then there is nothing to post.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Debits an account in the company's currency.
    pub fn debit(self, account: i64, currency: i64, base: Money) -> Draft {
        self.line(Line::of(account, currency, base))
    }

    /// Credits an account in the company's currency.
    pub fn credit(self, account: i64, currency: i64, base: Money) -> Draft {
        let base = base.checked_neg().unwrap_or(base);
        self.line(Line::of(account, currency, base))
    }

    /// Debits less credits so far, in company currency.
    pub fn gap(&self) -> Result<Money, Overflow> {
        Money::sum(self.lines.iter().map(|l| l.base))
    }

    /// Puts what converting left over, a few minor units, on this account, so that the entry balances. More than `most` stays
    /// visible as an unbalanced entry.
    pub fn round_off(mut self, account: i64, currency: i64, most: Money) -> Result<Draft, Overflow> {
        let gap = self.gap()?;
        if !gap.is_zero() && gap.checked_abs()? <= most {
            self.push(Line { amount: Money::ZERO, ..Line::of(account, currency, gap.checked_neg()?) });
        }
        Ok(self)
    }

    /// The entry, if debits equal credits: in company currency always, and in the document's currency when all lines share one.
    pub fn close(self) -> Result<Entry, Unbalanced> {
        if self.lines.is_empty() {
            return Err(Unbalanced::Empty);
        }
        let gap = self.gap()?;
        if !gap.is_zero() {
            return Err(Unbalanced::Base(gap));
        }
        let currency = self.lines[0].currency;
        if self.lines.iter().all(|l| l.currency == currency) {
            let gap = Money::sum(self.lines.iter().map(|l| l.amount))?;
            if !gap.is_zero() {
                return Err(Unbalanced::Currency(currency, gap));
            }
        }
        Ok(Entry { lines: self.lines })
    }
}

/// Lines that balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    lines: Vec<Line>,
}

impl Entry {
    /// The lines, in the order they were given.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines themselves, for whoever writes them.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// Debits, which are also the credits, in company currency.
    pub fn total(&self) -> Result<Money, Overflow> {
        Money::sum(self.lines.iter().map(|l| l.base).filter(|b| b.is_positive()))
    }

    /// The mirror: every debit a credit. Taking back is an entry of its own; nothing posted changes.
    pub fn mirrored(&self) -> Result<Entry, Overflow> {
        let mut lines = self.lines.clone();
        for line in &mut lines {
            line.base = line.base.checked_neg()?;
            line.amount = line.amount.checked_neg()?;
            line.quantity = line.quantity.map(Quantity::checked_neg).transpose()?;
            line.tax_base = line.tax_base.map(Money::checked_neg).transpose()?;
        }
        Ok(Entry { lines })
    }
}

/// What settles when `part` of an open item is paid, §3.9 of the field's practice: the item leaves at the rate it came in with, the
/// last part takes the whole rest, and the difference to what was paid is a gain or a loss.
///
/// `open` and `open_base` are what is still open of the item, `paid_base` what `part` is worth at the rate of the payment; all with
/// the item's sign. Answers what leaves the item in company currency and the realised difference (`paid_base` less that).
pub fn settle(part: Money, open: Money, open_base: Money, paid_base: Money) -> Result<(Money, Money), Overflow> {
    let leaves = if part == open {
        open_base
    } else {
        let product = i128::from(open_base.minor()) * i128::from(part.minor());
        let open = i128::from(open.minor());
        let rounded = base::decimal::div_round(product, open, base::Rounding::HalfAwayFromZero);
        Money::from_minor(i64::try_from(rounded).map_err(|_| Overflow)?)
    };
    Ok((leaves, paid_base.checked_sub(leaves)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EUR: i64 = 1;
    const USD: i64 = 2;

    fn cents(n: i64) -> Money {
        Money::from_minor(n)
    }

    #[test]
    fn an_entry_balances_or_is_none() {
        let sale = Draft::new().debit(1200, EUR, cents(11_900)).credit(4000, EUR, cents(10_000));
        assert_eq!(sale.clone().close(), Err(Unbalanced::Base(cents(1_900))));
        let sale = sale.credit(2200, EUR, cents(1_900)).close().expect("it balances");
        assert_eq!((sale.lines().len(), sale.total()), (3, Ok(cents(11_900))));
        assert_eq!(Draft::new().debit(1, EUR, Money::ZERO).close(), Err(Unbalanced::Empty));
    }

    #[test]
    fn one_currency_balances_by_itself() {
        let usd = |account, base, amount| Line { amount: cents(amount), ..Line::of(account, USD, cents(base)) };
        let entry = Draft::new().line(usd(1, 90, 100)).line(usd(2, -90, -101)).close();
        assert_eq!(entry, Err(Unbalanced::Currency(USD, cents(-1))));
        // A payment in another currency balances in the company's.
        let mixed = Draft::new().line(usd(1, 90, 100)).credit(2, EUR, cents(90)).close();
        assert!(mixed.is_ok());
    }

    #[test]
    fn a_cent_of_conversion_is_put_where_it_is_seen() {
        // In one currency the document's amounts must balance too: nothing was converted, so nothing may be left over.
        let gap = Draft::new().debit(1, EUR, cents(101)).credit(2, EUR, cents(100));
        let rounded = gap.clone().round_off(9, EUR, cents(2)).unwrap();
        assert_eq!(rounded.close(), Err(Unbalanced::Currency(EUR, cents(1))));
        let usd = Line { amount: cents(110), ..Line::of(1, USD, cents(101)) };
        let rest = Line { amount: cents(-110), ..Line::of(2, USD, cents(-100)) };
        let draft = Draft::new().line(usd).line(rest).round_off(9, EUR, cents(2)).unwrap();
        assert_eq!(draft.close().unwrap().lines()[2].base, cents(-1));
        assert!(gap.round_off(9, EUR, Money::ZERO).unwrap().close().is_err());
    }

    /// 1,000 USD booked at 0.90 and paid at 0.93 gain 30.00, whatever the month end between them said (test vector 6).
    #[test]
    fn an_item_leaves_at_the_rate_it_came_in_with() {
        assert_eq!(
            settle(cents(100_000), cents(100_000), cents(90_000), cents(93_000)),
            Ok((cents(90_000), cents(3_000)))
        );
        // Three parts of 100.01 that came in at 90.01: the last takes the rest.
        let (first, _) = settle(cents(3_333), cents(10_001), cents(9_001), cents(3_000)).unwrap();
        let (second, _) = settle(cents(3_333), cents(6_668), cents(9_001 - first.minor()), cents(3_000)).unwrap();
        let rest = cents(9_001 - first.minor() - second.minor());
        let (third, _) = settle(cents(3_335), cents(3_335), rest, cents(3_000)).unwrap();
        assert_eq!((first, second, third), (cents(3_000), cents(3_000), cents(3_001)));
    }

    proptest! {
        #[test]
        fn what_balances_also_balances_backwards(amounts in proptest::collection::vec(-1_000_000_000i64..1_000_000_000, 1..20)) {
            let mut draft = Draft::new();
            for (account, amount) in amounts.iter().enumerate() {
                draft.push(Line::of(account as i64, EUR, cents(*amount)));
            }
            let gap = draft.gap().unwrap();
            draft.push(Line::of(99, EUR, gap.checked_neg().unwrap()));
            if let Ok(entry) = draft.close() {
                let back = entry.mirrored().unwrap();
                prop_assert_eq!(Money::sum(back.lines().iter().map(|l| l.base)), Ok(Money::ZERO));
                prop_assert_eq!(back.mirrored().unwrap(), entry);
            }
        }
    }
}
