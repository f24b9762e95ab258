//! OFX, in its SGML and its XML form: bank and card accounts. Investments are passed over.

use super::{Amount, Balance, Entry, Statement, some, unreadable};
use base::{Date, Result};

/// A tag as it is met: an aggregate that begins, one that ends, or a value.
enum Token<'a> {
    Begin(&'a str),
    End(&'a str),
    Value(&'a str, String),
}

/// The statements of a file: one for each account that it names.
pub fn ofx(text: &str) -> Result<Vec<Statement>> {
    let begin = text.find('<').ok_or_else(|| unreadable("OFX", "it holds no tag"))?;
    let mut found: Vec<Statement> = Vec::new();
    let mut currency = None;
    let mut entry: Option<Entry> = None;
    let mut inside: Vec<&str> = Vec::new();
    for token in tokens(&text[begin..]) {
        match token {
            Token::Begin(tag) => {
                inside.push(tag);
                match tag {
                    "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => {
                        found.push(Statement { currency: currency.clone(), ..Statement::default() });
                    }
                    "STMTTRN" => entry = Some(Entry::default()),
                    _ => {}
                }
            }
            Token::End(tag) => {
                // XML also closes its values, which never stood here.
                if let Some(at) = inside.iter().rposition(|open| *open == tag) {
                    inside.truncate(at);
                }
                if tag == "STMTTRN"
                    && let (Some(entry), Some(statement)) = (entry.take(), found.last_mut())
                {
                    if entry.booked_on.is_none() {
                        return Err(unreadable("OFX", format!("a movement without a day: {}", entry.text)));
                    }
                    statement.entries.push(Entry { currency: statement.currency.clone(), ..entry });
                }
            }
            Token::Value("CURDEF", value) => currency = Some(value.to_uppercase()),
            Token::Value(tag, value) => match (&mut entry, found.last_mut()) {
                (Some(entry), _) => movement(entry, tag, value)?,
                (None, Some(statement)) => about_account(statement, &inside, tag, value)?,
                (None, None) => {}
            },
        }
    }
    Ok(found)
}

fn about_account(statement: &mut Statement, inside: &[&str], tag: &str, value: String) -> Result<()> {
    // An empty value looks like an aggregate that begins, so the last one open need not be the one that counts.
    let within = |names: &[&str]| inside.iter().any(|open| names.contains(open));
    match tag {
        "ACCTID" if within(&["BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"]) => statement.account = Some(value),
        "BALAMT" if within(&["LEDGERBAL"]) => {
            let amount = Amount::parse(&value).ok_or_else(|| unreadable("OFX", format!("a balance of {value:?}")))?;
            let currency = statement.currency.clone();
            statement.closing = Some(Balance { amount, currency, on: None });
        }
        "DTASOF" if within(&["LEDGERBAL"]) => {
            if let Some(closing) = &mut statement.closing {
                closing.on = day(&value);
            }
        }
        _ => {}
    }
    Ok(())
}

fn movement(entry: &mut Entry, tag: &str, value: String) -> Result<()> {
    match tag {
        "TRNTYPE" => entry.code = Some(value),
        "DTPOSTED" => entry.booked_on = day(&value),
        "DTUSER" | "DTAVAIL" => entry.valued_on = day(&value),
        "TRNAMT" => {
            entry.amount = Amount::parse(&value).ok_or_else(|| unreadable("OFX", format!("an amount of {value:?}")))?;
        }
        "FITID" => entry.bank_id = some(&value),
        "REFNUM" => entry.reference = some(&value),
        "CHECKNUM" if entry.reference.is_none() => entry.reference = some(&value).filter(|v| v != "0"),
        "NAME" => entry.name = some(&value),
        "MEMO" => entry.text = super::tidy(&value),
        _ => {}
    }
    Ok(())
}

/// `20110331120000.000[-5:EST]`: the day is what the bank means.
fn day(text: &str) -> Option<Date> {
    let digits = text.get(..8).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?;
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..8].parse().ok()?)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find('<') {
        let Some(end) = rest[begin..].find('>').map(|e| e + begin) else { break };
        let tag = rest[begin + 1..end].trim();
        rest = &rest[end + 1..];
        let value = &rest[..rest.find('<').unwrap_or(rest.len())];
        if let Some(closed) = tag.strip_prefix('/') {
            found.push(Token::End(closed));
        } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
            let value = value.trim();
            // An empty value cannot be told from an aggregate, and an aggregate that never ends does no harm.
            if value.is_empty() { found.push(Token::Begin(tag)) } else { found.push(Token::Value(tag, plain(value))) }
        }
    }
    found
}

fn plain(value: &str) -> String {
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"").replace("&amp;", "&")
}
