//! MT940 and MT942 of SWIFT, as banks of many countries write them; what a field does not hold stays empty.

use super::{Amount, Balance, Entry, Statement, some, tidy};
use base::Date;

/// The statements of a file. Fields that cannot be read are left out, because no two banks agree on them.
pub fn mt940(text: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    // Text after a movement belongs to it; after a closing balance it is about the whole.
    let mut after_movement = false;
    // Statements of several pages: the last balance of a page and the first of the next are both marked as in between.
    let mut page_ends = false;
    for (tag, value) in fields(text) {
        if tag == "20" || found.is_empty() {
            found.push(Statement::default());
            after_movement = false;
        }
        let Some(statement) = found.last_mut() else { continue };
        match tag.as_str() {
            "25" | "25P" => statement.account = some(value.lines().next().unwrap_or_default()),
            "28" | "28C" => statement.number = some(&value),
            "60M" if page_ends => {
                let page = found.pop().unwrap_or_default();
                // Another account's page is not this one's.
                if found.last().is_none_or(|s| s.account != page.account) {
                    found.push(opened(page, &value));
                }
                page_ends = false;
            }
            "60F" | "60M" => {
                let opened = opened(std::mem::take(statement), &value);
                *statement = opened;
            }
            "62F" | "62M" => {
                statement.closing = balance(&value);
                after_movement = false;
                page_ends = tag == "62M";
            }
            "61" => {
                if let Some(entry) = movement(&value) {
                    statement.entries.push(Entry { currency: statement.currency.clone(), ..entry });
                    after_movement = true;
                }
            }
            "86" if after_movement => {
                if let Some(entry) = statement.entries.last_mut() {
                    details(&value, entry);
                }
            }
            _ => {}
        }
    }
    found.retain(|s| *s != Statement::default());
    found
}

fn opened(statement: Statement, value: &str) -> Statement {
    let opening = balance(value);
    let currency = opening.as_ref().and_then(|b| b.currency.clone());
    Statement { opening, currency, ..statement }
}

/// The fields of a message: `:61:` and what follows until the next.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut colon = false;
    for line in text.lines() {
        let line = line.trim_end();
        // A line broken behind its first colon goes on with the next.
        if line == ":" {
            colon = true;
            continue;
        }
        let joined = if std::mem::take(&mut colon) { format!(":{line}") } else { line.to_owned() };
        // The envelope stands before the first field and after the last.
        let joined = joined.rsplit_once("{4:").map_or(joined.as_str(), |(_, rest)| rest).to_owned();
        if joined.starts_with("-}") || joined == "-" {
            continue;
        }
        if let Some((tag, value)) = tagged(&joined) {
            found.push((tag.to_owned(), value.to_owned()));
        } else if let Some((_, value)) = found.last_mut() {
            value.push('\n');
            value.push_str(&joined);
        }
    }
    found
}

fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.trim_start().strip_prefix(':')?.split_once(':')?;
    let bytes = tag.as_bytes();
    let fits = matches!(bytes.len(), 2 | 3)
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes.get(2).is_none_or(u8::is_ascii_uppercase);
    fits.then_some((tag, value))
}

/// Years of two digits are of this century unless they lie far ahead.
fn day(text: &str) -> Option<Date> {
    let digits = text.get(..6).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?;
    let year: i16 = digits[..2].parse().ok()?;
    let year = if year > 79 { 1900 + year } else { 2000 + year };
    Date::new(year, digits[2..4].parse().ok()?, digits[4..6].parse().ok()?)
}

fn balance(value: &str) -> Option<Balance> {
    // The envelope of the next message may follow the last field.
    let value = value.lines().next().unwrap_or_default().replace(' ', "");
    let credit = value.starts_with('C');
    let rest = value.strip_prefix(['C', 'D'])?;
    let on = day(rest);
    let currency = rest.get(6..9)?;
    let amount = Amount::parse(rest.get(9..)?)?;
    Some(Balance { amount: amount.signed(credit), currency: Some(currency.to_owned()), on })
}

/// Field 61: value day, booking day, side, amount, kind, references.
fn movement(value: &str) -> Option<Entry> {
    let mut lines = value.lines();
    let mut first = lines.next().unwrap_or_default().trim().to_owned();
    let mut rest = lines.next();
    // Some break the line between side and amount.
    if first.len() <= 13 {
        first.push_str(rest.unwrap_or_default().trim());
        rest = lines.next();
    }
    let valued_on = day(&first)?;
    let mut at = 6;
    let entry_day = first.get(6..10).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    if entry_day.is_some() {
        at = 10;
    }
    let booked_on = entry_day.and_then(|t| booked(valued_on, t));
    let tail = first.get(at..)?;
    // RC takes a credit back, RD a debit.
    let (reversal, tail) = match tail.strip_prefix('R') {
        Some(rest) => (true, rest),
        None => (false, tail),
    };
    let credit = tail.starts_with('C') != reversal;
    let tail = tail.strip_prefix(['C', 'D'])?;
    // A third letter of the currency may stand before the amount.
    let tail = tail.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(tail);
    let end = tail.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(tail.len());
    let amount = Amount::parse(&tail[..end])?.signed(credit);
    let tail = &tail[end..];
    let code = tail.get(..4).map(str::to_owned);
    let references = tail.get(4..).unwrap_or_default();
    let (ours, banks) = references.split_once("//").unwrap_or((references, ""));
    let reference = some(ours).filter(|r| r != "NONREF");
    let text = rest.map(tidy).unwrap_or_default();
    let booked_on = booked_on.or(Some(valued_on));
    Some(Entry {
        booked_on,
        valued_on: Some(valued_on),
        amount,
        bank_id: some(banks),
        reference,
        text,
        code,
        ..Entry::default()
    })
}

/// The booking day has no year: the one nearest to the value day is meant.
fn booked(valued_on: Date, text: &str) -> Option<Date> {
    let (month, day) = (text[..2].parse().ok()?, text[2..].parse().ok()?);
    let years = [valued_on.year() - 1, valued_on.year(), valued_on.year() + 1];
    let days = years.into_iter().filter_map(|year| Date::new(year, month, day));
    days.min_by_key(|d| valued_on.days_until(*d).abs())
}

/// Field 86 in its three ways: `?20…` of German banks, `/NAME/…` of Dutch ones, and plain text.
fn details(value: &str, entry: &mut Entry) {
    let joined: String = value.lines().collect();
    if joined.len() > 4 && joined.as_bytes()[..3].iter().all(u8::is_ascii_digit) && joined[3..].starts_with(['?', '>'])
    {
        german(&joined[3..], entry);
    } else if joined.starts_with('/') && joined.matches('/').count() >= 2 {
        dutch(&joined, entry);
    } else {
        let said = tidy(&value.lines().collect::<Vec<_>>().join(" "));
        entry.text = tidy(&format!("{} {said}", entry.text));
    }
}

fn german(text: &str, entry: &mut Entry) {
    let mark = text.chars().next().unwrap_or('?');
    let (mut said, mut name) = (String::new(), String::new());
    for field in text.split(mark).filter(|f| f.len() >= 2 && f.is_char_boundary(2)) {
        let (number, value) = field.split_at(2);
        match number {
            _ if ("20".."30").contains(&number) || ("60".."64").contains(&number) => said.push_str(value),
            "31" => entry.account = some(value),
            "32" | "33" => name.push_str(value),
            _ => {}
        }
    }
    entry.name = some(&name);
    let marked = |word: &str| {
        let rest = said.split_once(word)?.1;
        let end =
            ["EREF+", "KREF+", "MREF+", "CRED+", "SVWZ+", "ABWA+", "DEBT+"].iter().filter_map(|w| rest.find(w)).min();
        some(&rest[..end.unwrap_or(rest.len())])
    };
    if let Some(reference) = marked("EREF+").filter(|r| r != "NOTPROVIDED") {
        entry.reference = Some(reference);
    }
    entry.text = marked("SVWZ+").unwrap_or_else(|| tidy(&said));
}

fn dutch(text: &str, entry: &mut Entry) {
    const WORDS: [&str; 16] = [
        "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "ORDP", "BENM", "CSID", "MARF", "TRCD", "PREF", "RTRN", "UDTR",
        "ULTC", "CNTP",
    ];
    let mut word = "";
    let mut values: Vec<(&str, String)> = Vec::new();
    for part in text.split('/') {
        if let Some(known) = WORDS.iter().find(|w| **w == part) {
            word = known;
            values.push((word, String::new()));
        } else if let Some((_, value)) = values.last_mut().filter(|_| !word.is_empty()) {
            if !value.is_empty() {
                value.push('/');
            }
            value.push_str(part);
        }
    }
    let of = |word: &str| values.iter().find(|(w, _)| *w == word).and_then(|(_, v)| some(v.trim_matches('/')));
    entry.name = of("NAME");
    entry.account = of("IBAN");
    if let Some(reference) = of("EREF").filter(|r| r != "NOTPROVIDED") {
        entry.reference = Some(reference);
    }
    entry.text = of("REMI").unwrap_or_else(|| tidy(text));
}
