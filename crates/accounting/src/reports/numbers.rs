//! Legal numbers: of each series how many were drawn, how many stand in the books, and how many go back behind the day of one before.

use super::{OfCompany, company_of};
use base::Result;
use entity::Value;
use store::report::{Cell, Column, Holds, Line, Look, Sheet};
use store::{Read, Row};

/// Every series of a company, the latest year first; what an auditor asks for: nothing missing, and days in the order of numbers.
pub(super) fn legal_numbers(read: &Read, asked: &OfCompany) -> Result<Sheet> {
    let company = company_of(read, asked.company, "accounting.journal_entry")?;
    let columns = vec![
        Column::new("first", Holds::Text),
        Column::new("last", Holds::Text),
        Column::new("starts_on", Holds::Date),
        Column::new("ends_on", Holds::Date),
        Column::new("drawn", Holds::Integer),
        Column::new("missing", Holds::Integer),
        Column::new("backwards", Holds::Integer),
    ];
    let mut sheet = Sheet::new(columns).using("company", company.raw());
    let drawn = "SELECT series, next FROM number_series WHERE series >= 'legal/' AND series < 'legal0' ORDER BY series";
    let found = store::sql!(
        "accounting.numbers_found",
        "SELECT COUNT(*), MIN(posted_on), MAX(posted_on), SUM(CASE WHEN posted_on < before THEN 1 ELSE 0 END) FROM ( \
           SELECT posted_on, MAX(posted_on) OVER (ORDER BY LENGTH(number), number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) \
           AS before FROM (SELECT number, MIN(posted_on) AS posted_on FROM accounting_journal_entry WHERE company = $1 \
           AND number >= $2 AND number < $3 GROUP BY number) once) ordered"
    );
    let int = |row: &Row, place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
    let mut series = Vec::new();
    for row in read.query(drawn, &[])? {
        let name = row.first().and_then(Value::text).unwrap_or_default();
        let mut parts = name.splitn(4, '/').skip(1);
        let (Some(prefix), Some(of), Some(year)) = (parts.next(), parts.next(), parts.next()) else { continue };
        if of.parse() == Ok(company.raw()) && int(&row, 1) > 1 {
            series.push((year.to_owned(), prefix.to_owned(), int(&row, 1) - 1));
        }
    }
    series.sort_by(|a, b| (&b.0, &a.1).cmp(&(&a.0, &b.1)));
    for (year, prefix, drawn) in series {
        let begins = format!("{prefix}-{year}-");
        let row = read
            .row(found, &[company.into(), begins.as_str().into(), format!("{begins}~").into()])?
            .unwrap_or_default();
        let missing = drawn - int(&row, 0);
        let cells = vec![
            Cell::of(format!("{begins}{:05}", 1)),
            Cell::of(format!("{begins}{drawn:05}")),
            Cell::of(row.get(1).cloned().unwrap_or_default()),
            Cell::of(row.get(2).cloned().unwrap_or_default()),
            Cell::of(drawn),
            Cell::of(missing),
            Cell::of(int(&row, 3)),
        ];
        let line = Line::of(cells);
        sheet.rows.push(if missing == 0 { line } else { line.looks(Look::Total) });
    }
    Ok(sheet)
}
