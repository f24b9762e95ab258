//! The chain of legal numbers: each entry that drew one carries the hash of what it says and of the entry before it in the series.
//!
//! Whoever changes, removes or swaps one breaks the chain there, and `fondaco check` names it. Nothing that may have to be erased
//! is part of it: parties are said by their ids.

use crate::{JournalEntry, JournalLine};
use base::{Id, Money, Result};
use entity::{Entity as _, Value};
use parties::{Party, loaded};
use platform::Currency;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use store::{Read, Row};

/// What a document states to somebody else; the chain covers it beside the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Whom it is for.
    pub party: Id<Party>,
    pub currency: Id<Currency>,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

impl Stated {
    /// As an entry keeps it: ids and minor units.
    pub fn said(&self) -> String {
        let Stated { party, currency, net, tax, total } = self;
        format!("{} {} {} {} {}", party.raw(), currency.raw(), net.minor(), tax.minor(), total.minor())
    }
}

/// The place of a document in its series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of what it says.
    pub hash: String,
    /// Of the document before it; none where the chain begins.
    pub before: Option<String>,
}

/// The hash of what an entry says, its forerunner's hash included.
pub(crate) fn hash(entry: &JournalEntry) -> String {
    Sha256::digest(said(entry)).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the hash is taken of, in one order for ever: what is added later begins another first line.
fn said(entry: &JournalEntry) -> String {
    let before = entry.previous_hash.as_deref().unwrap_or_default();
    let stated = entry.stated.as_deref().unwrap_or_default();
    let head: [&dyn std::fmt::Display; 12] = [
        &before,
        &entry.number,
        &entry.company.raw(),
        &entry.ledger,
        &entry.posted_on,
        &entry.documented_on,
        &entry.taxed_on,
        &entry.company_currency.raw(),
        &entry.total_base.minor(),
        &entry.source_kind,
        &entry.source,
        &stated,
    ];
    let mut text = String::from("fondaco 1");
    head.iter().for_each(|value| put(&mut text, '\n', value));
    for line in loaded(&entry.lines) {
        put(&mut text, '\n', &line.account.raw());
        figures(line).iter().for_each(|figure| match figure {
            Some(figure) => put(&mut text, '|', figure),
            None => text.push('|'),
        });
        line.due_on.iter().for_each(|day| put(&mut text, '|', day));
    }
    text
}

fn figures(line: &JournalLine) -> [Option<i64>; 8] {
    [
        Some(line.amount_base.minor()),
        Some(line.amount.minor()),
        Some(line.currency.raw()),
        line.party.map(|p| p.raw()),
        line.item.map(|i| i.raw()),
        line.quantity.map(|q| q.units()),
        line.tax_code.map(|t| t.raw()),
        line.tax_base.map(|m| m.minor()),
    ]
}

fn put(text: &mut String, before: char, value: &dyn std::fmt::Display) {
    // Writing into a text cannot fail.
    let _ = write!(text, "{before}{value}");
}

/// Each legal series is one chain up to the hash it ends with; the first document that does not follow is named. Documents from
/// before there were chains stand in front of it.
pub(crate) fn broken(read: &Read) -> Result<Vec<String>> {
    let sql =
        "SELECT series, next, hash FROM number_series WHERE series >= 'legal/' AND series < 'legal0' ORDER BY series";
    let mut broken = Vec::new();
    for row in read.query(sql, &[])? {
        let series = text(&row, 0).unwrap_or_default();
        let mut parts = series.splitn(4, '/').skip(1);
        let (Some(prefix), Some(company), Some(year)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let first = format!("{prefix}-{year}-");
        let drawn = row.get(1).and_then(Value::int).unwrap_or(1) - 1;
        let walk = Walk { first: &first, last: None, hash: None };
        broken.extend(walk.through(read, company.parse().unwrap_or(0), drawn, text(&row, 2))?);
    }
    Ok(broken)
}

fn text(row: &Row, place: usize) -> Option<String> {
    row.get(place).and_then(Value::text).map(str::to_owned)
}

/// How far a series holds.
struct Walk<'a> {
    /// What its numbers begin with.
    first: &'a str,
    last: Option<i64>,
    hash: Option<String>,
}

impl Walk<'_> {
    /// What does not follow first.
    fn through(mut self, read: &Read, company: i64, drawn: i64, end: Option<String>) -> Result<Option<String>> {
        let sql = "SELECT id, number FROM accounting_journal_entry WHERE company = $1 AND number >= $2 AND number < $3 AND hash IS NOT NULL";
        let rows = read.query(sql, &[company.into(), self.first.into(), format!("{}~", self.first).into()])?;
        let mut numbers: Vec<(i64, i64)> = rows
            .iter()
            .map(|row| (self.number(text(row, 1).as_deref()), row.first().and_then(Value::int).unwrap_or(0)))
            .collect();
        numbers.sort_unstable();
        for part in numbers.chunks(500) {
            let ids: Vec<i64> = part.iter().map(|(_, id)| *id).collect();
            let mut entries = store::typed::<JournalEntry>(&read.find_many(JournalEntry::DEF.name, &ids, true)?)?;
            entries.sort_by_key(|entry| (self.number(Some(&entry.number)), entry.head.id));
            for entry in entries {
                if let Some(said) = self.follows(entry) {
                    return Ok(Some(said));
                }
            }
        }
        // The last may be the one that is gone.
        let whole = self.hash == end && self.last.is_none_or(|last| last == drawn);
        Ok((!whole).then(|| {
            let last = self.last.map_or_else(|| "nothing".to_owned(), |last| self.said(last));
            format!("{} is missing or is not the one that was posted: the chain ends with {last}", self.said(drawn))
        }))
    }

    fn follows(&mut self, entry: JournalEntry) -> Option<String> {
        let number = self.number(Some(&entry.number));
        let wanted = self.last.map_or(number, |last| last + 1);
        if number != wanted {
            return Some(format!("{} is missing from its chain; {} follows", self.said(wanted), entry.number));
        }
        if entry.previous_hash != self.hash {
            return Some(format!("{} does not follow the document before it", entry.number));
        }
        if entry.hash.as_deref() != Some(hash(&entry).as_str()) {
            return Some(format!("{} does not say what its hash was taken of", entry.number));
        }
        (self.last, self.hash) = (Some(number), entry.hash);
        None
    }

    fn number(&self, number: Option<&str>) -> i64 {
        number.and_then(|n| n.strip_prefix(self.first)).and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    fn said(&self, number: i64) -> String {
        format!("{}{number:05}", self.first)
    }
}
