//! The fiscal calendar: a year cut into months, and the period at its end that takes adjustments only.

use base::{Date, Overflow};

/// One period of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// 1, 2, 3 … within the year.
    pub number: i64,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// True for the one that only takes adjustments, on the last day of the year.
    pub adjustment: bool,
}

/// Cuts the year from `starts_on` to `ends_on` at the ends of months, with one adjustment period on the last day.
pub fn calendar(starts_on: Date, ends_on: Date) -> Result<Vec<Cut>, Overflow> {
    let mut cuts = Vec::new();
    let mut from = starts_on;
    while from <= ends_on {
        let until = from.last_of_month().min(ends_on);
        cuts.push(Cut { number: cuts.len() as i64 + 1, starts_on: from, ends_on: until, adjustment: false });
        from = until.add_days(1)?;
    }
    let number = cuts.len() as i64 + 1;
    cuts.push(Cut { number, starts_on: ends_on, ends_on, adjustment: true });
    Ok(cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn a_year_has_its_months_and_an_adjustment_period() {
        let year = calendar(day("2026-01-01"), day("2026-12-31")).unwrap();
        assert_eq!(year.len(), 13);
        assert_eq!((year[1].starts_on, year[1].ends_on), (day("2026-02-01"), day("2026-02-28")));
        assert!(year[12].adjustment && year[12].starts_on == day("2026-12-31"));
        // A short first year, and one that ends in June.
        assert_eq!(calendar(day("2026-11-17"), day("2026-12-31")).unwrap().len(), 3);
        assert_eq!(calendar(day("2026-07-01"), day("2027-06-30")).unwrap()[11].ends_on, day("2027-06-30"));
    }
}
