//! Exchange rates as the European Central Bank publishes them: `eurofxref.csv` of the day and `eurofxref-hist.csv` of all days.

use super::unreadable;
use base::{Date, Rate, Result};

/// One euro is so many of a currency on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    pub on: Date,
    /// ISO 4217.
    pub currency: String,
    pub rate: Rate,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// True of a text whose first line names currencies as the bank's files do.
pub fn looks_like(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let mut cells = head.split(',').map(str::trim);
    cells.next() == Some("Date")
        && cells.filter(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase())).count() > 1
}

/// The rates of a file; currencies without a rate on a day are left out.
pub fn ecb(text: &str) -> Result<Vec<Quoted>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let cells = |line: &str| line.split(',').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let head = cells(lines.next().unwrap_or_default());
    let currency = |c: &String| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
    if head.first().map(String::as_str) != Some("Date") || !head.iter().skip(1).any(currency) {
        return Err(unreadable("ECB", "its first line does not name currencies"));
    }
    let mut found = Vec::new();
    for line in lines {
        let row = cells(line);
        let on = row
            .first()
            .and_then(|t| day(t))
            .ok_or_else(|| unreadable("ECB", line.chars().take(40).collect::<String>()))?;
        for (code, value) in head.iter().zip(&row).skip(1).filter(|(code, _)| currency(code)) {
            if value.is_empty() || value == "N/A" {
                continue;
            }
            let rate = Rate::parse(value).map_err(|_| unreadable("ECB", format!("{on} {code} {value}")))?;
            found.push(Quoted { on, currency: code.clone(), rate });
        }
    }
    Ok(found)
}

/// `2026-03-31`, or `31 March 2026` in the file of the day.
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = Date::parse(text) {
        return Some(date);
    }
    let mut parts = text.split_whitespace();
    let (day, month, year) = (parts.next()?, parts.next()?.to_lowercase(), parts.next()?);
    let month = MONTHS.iter().position(|m| *m == month)? + 1;
    Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?)
}
