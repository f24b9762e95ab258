//! Statements as CSV, by the headings that banks of many countries use; columns nobody knows are left alone.

use super::{Amount, Entry, Statement, some, unreadable};
use base::{Date, Result};

/// What a column holds, and the headings by which banks call it, in lower case.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Day,
        &[
            "date",
            "booking date",
            "transaction date",
            "posted_on",
            "buchungstag",
            "buchungsdatum",
            "fecha",
            "fecha operación",
            "fecha operacion",
            "f. operación",
            "datum",
            "日期",
            "交易日期",
            "记账日期",
            "交易时间",
        ],
    ),
    (Column::Valued, &["value date", "valued_on", "wertstellung", "valutadatum", "fecha valor", "f. valor", "起息日"]),
    (Column::Amount, &["amount", "betrag", "umsatz", "importe", "cantidad", "金额", "交易金额", "发生额"]),
    (
        Column::Credit,
        &[
            "credit",
            "paid in",
            "money in",
            "haben",
            "abono",
            "ingreso",
            "ingresos",
            "收入",
            "收入金额",
            "贷方发生额",
            "贷方金额",
        ],
    ),
    (
        Column::Debit,
        &[
            "debit",
            "paid out",
            "money out",
            "soll",
            "cargo",
            "gasto",
            "gastos",
            "支出",
            "支出金额",
            "借方发生额",
            "借方金额",
        ],
    ),
    (Column::Balance, &["balance", "saldo", "余额", "账户余额"]),
    (Column::Currency, &["currency", "währung", "waehrung", "divisa", "moneda", "币种"]),
    (
        Column::Text,
        &[
            "description",
            "text",
            "details",
            "memo",
            "purpose",
            "verwendungszweck",
            "buchungstext",
            "concepto",
            "descripción",
            "descripcion",
            "摘要",
            "用途",
            "备注",
        ],
    ),
    (
        Column::Name,
        &[
            "name",
            "counterparty",
            "payee",
            "begünstigter/zahlungspflichtiger",
            "auftraggeber / begünstigter",
            "beneficiario",
            "ordenante",
            "对方户名",
            "对方名称",
            "对方账户名",
        ],
    ),
    (
        Column::Account,
        &[
            "iban",
            "account",
            "counterparty account",
            "kontonummer/iban",
            "kontonummer",
            "cuenta",
            "对方账号",
            "对方账户",
        ],
    ),
    (
        Column::Reference,
        &["reference", "end-to-end reference", "kundenreferenz", "kundenreferenz (end-to-end)", "referencia", "参考号"],
    ),
    (Column::Id, &["id", "transaction id", "transaction_id", "bank_id", "交易流水号", "流水号"]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Day,
    Valued,
    Amount,
    Credit,
    Debit,
    Balance,
    Currency,
    Text,
    Name,
    Account,
    Reference,
    Id,
}

/// One statement without an account: whoever takes it in says whose it is. Balances come from the balance column, where there is one.
pub fn csv(text: &str) -> Result<Vec<Statement>> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().map_err(|e| unreadable("CSV", e))?;
    // Some banks write a few lines about the account above the headings.
    let known = |row: &csv::StringRecord| {
        let columns: Vec<Option<Column>> = row.iter().map(column).collect();
        let has = |wanted: Column| columns.contains(&Some(wanted));
        (has(Column::Day) && (has(Column::Amount) || has(Column::Credit) || has(Column::Debit))).then_some(columns)
    };
    let found = rows.iter().take(40).enumerate().find_map(|(place, row)| known(row).map(|columns| (place, columns)));
    let (place, columns) = found.ok_or_else(|| unreadable("CSV", "no headings for day and amount"))?;
    let cell = |row: &'_ csv::StringRecord, wanted: Column| -> Option<String> {
        let at = columns.iter().position(|c| *c == Some(wanted))?;
        row.get(at).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
    };
    let body: Vec<&csv::StringRecord> =
        rows[place + 1..].iter().filter(|r| r.iter().any(|c| !c.trim().is_empty())).collect();
    let american = body.iter().filter_map(|row| cell(row, Column::Day)).any(|d| month_first(&d));
    let mut statement = Statement::default();
    let mut balances = Vec::new();
    for (line, row) in body.iter().enumerate() {
        let wrong = |what: &str| unreadable("CSV", format!("line {}: {what}", place + line + 2));
        let Some(said) = cell(row, Column::Day) else { continue };
        let booked_on = day(&said, american).ok_or_else(|| wrong(&said))?;
        let read = |column: Column| -> Result<Option<Amount>> {
            cell(row, column).map(|t| amount(&t).ok_or_else(|| wrong(&t))).transpose()
        };
        let moved = match (read(Column::Amount)?, read(Column::Credit)?, read(Column::Debit)?) {
            (Some(amount), _, _) => amount,
            (None, None, None) => return Err(wrong("no amount")),
            (None, credit, debit) => Amount(credit.unwrap_or_default().0 - debit.unwrap_or_default().0.abs()),
        };
        let currency = cell(row, Column::Currency).map(|c| c.to_uppercase());
        statement.currency = statement.currency.or_else(|| currency.clone());
        balances.push((booked_on, moved, read(Column::Balance)?));
        statement.entries.push(Entry {
            booked_on: Some(booked_on),
            valued_on: cell(row, Column::Valued).and_then(|t| day(&t, american)),
            amount: moved,
            currency,
            bank_id: cell(row, Column::Id),
            reference: cell(row, Column::Reference),
            text: cell(row, Column::Text).map(|t| super::tidy(&t)).unwrap_or_default(),
            name: cell(row, Column::Name).and_then(|t| some(&t)),
            account: cell(row, Column::Account),
            code: None,
            announced: false,
        });
    }
    oldest_first(&mut statement, &mut balances);
    Ok(vec![statement])
}

/// Most banks write the newest line first; then the running balances agree only backwards.
fn oldest_first(statement: &mut Statement, balances: &mut [(Date, Amount, Option<Amount>)]) {
    let runs = |rows: &[(Date, Amount, Option<Amount>)]| {
        rows.windows(2).all(|pair| match (pair[0].2, pair[1].2) {
            (Some(before), Some(after)) => before.0.checked_add(pair[1].1.0) == Some(after.0),
            _ => true,
        })
    };
    let falling = balances.windows(2).all(|pair| pair[0].0 >= pair[1].0);
    let turned: Vec<_> = balances.iter().rev().copied().collect();
    if balances.len() > 1
        && falling
        && (!runs(balances) || balances[0].0 > balances[balances.len() - 1].0)
        && runs(&turned)
    {
        statement.entries.reverse();
        balances.reverse();
    }
    let currency = statement.currency.clone();
    let of = |amount: Amount, on: Date| super::Balance { amount, currency: currency.clone(), on: Some(on) };
    if let Some((on, moved, Some(after))) = balances.first().copied() {
        statement.opening = after.0.checked_sub(moved.0).map(|a| of(Amount(a), on));
    }
    if let Some((on, _, Some(after))) = balances.last().copied() {
        statement.closing = Some(of(after, on));
    }
}

fn column(heading: &str) -> Option<Column> {
    let plain = heading.trim().trim_matches('"').to_lowercase();
    HEADINGS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(column, _)| *column)
}

fn delimiter(text: &str) -> u8 {
    let first: String = text.lines().take(20).collect::<Vec<_>>().join("\n");
    let count = |mark: char| first.matches(mark).count();
    [(';', b';'), ('\t', b'\t'), (',', b',')]
        .into_iter()
        .max_by_key(|(mark, _)| count(*mark))
        .map_or(b',', |(_, byte)| byte)
}

fn parts(text: &str) -> Option<Vec<i64>> {
    let day = text.split([' ', 'T']).next()?;
    day.split(['-', '/', '.']).map(|p| p.parse().ok()).collect()
}

fn month_first(text: &str) -> bool {
    text.contains('/') && parts(text).is_some_and(|p| p.len() == 3 && p[0] <= 12 && p[1] > 12 && p[1] <= 31)
}

fn day(text: &str, american: bool) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let parts = parts(text).filter(|p| p.len() == 3)?;
    let (year, month, day) = match (parts[0] > 31, american) {
        (true, _) => (parts[0], parts[1], parts[2]),
        (false, true) => (parts[2], parts[0], parts[1]),
        (false, false) => (parts[2], parts[1], parts[0]),
    };
    let year = if year < 100 { year + 2000 } else { year };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// The last of point and comma is the decimal mark when one or two digits follow it.
fn amount(text: &str) -> Option<Amount> {
    if text.chars().any(char::is_alphabetic) {
        return None;
    }
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')).collect();
    let (plain, minus) = match plain.strip_suffix('-') {
        Some(rest) => (rest.to_owned(), true),
        None => (plain, text.trim().starts_with('(')),
    };
    let last = plain.rfind(['.', ',']);
    let decimals = last.map_or(0, |at| plain.len() - at - 1);
    let several = last.is_some_and(|at| plain[..at].contains(plain.as_bytes()[at] as char));
    let plain = match last {
        Some(at) if decimals != 3 && !several => {
            format!("{}.{}", plain[..at].replace(['.', ','], ""), &plain[at + 1..])
        }
        _ => plain.replace(['.', ','], ""),
    };
    Amount::parse(&plain).map(|a| if minus { Amount(-a.0.abs()) } else { a })
}
