//! What a column seems to hold, and which readings of its numbers and dates its rows leave open.

use super::Hints;
use crate::cell::{Number, WrittenDate, boolean};
use crate::{DateOrder, Decimal};

/// What most cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Date,
    Bool,
    Email,
    Phone,
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<T> {
    /// Nothing depends on it.
    NotNeeded,
    /// Given as a hint, or the only reading that the column allows.
    Sure(T),
    /// The column allows several readings; the other columns of the file settled it.
    Likely(T),
    /// Several readings are possible and mean different things, or the rows contradict each other.
    Ambiguous,
}

impl<T: Copy> Choice<T> {
    /// The reading, if there is one.
    pub fn get(self) -> Option<T> {
        match self {
            Choice::Sure(reading) | Choice::Likely(reading) => Some(reading),
            Choice::NotNeeded | Choice::Ambiguous => None,
        }
    }
}

/// What a column seems to hold, judged by the first rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    pub kind: Kind,
    pub decimal: Choice<Decimal>,
    pub date_order: Choice<DateOrder>,
    /// Whether dates have years of two digits, which are refused until somebody says which century is meant.
    pub two_digit_years: bool,
    /// How many of the rows looked at have something in this column.
    pub filled: u64,
}

/// Whether a first row looks like headings: something is written, and nothing that is a number, a date or an address.
///
/// Words such as "No" stay headings, so a table of words alone is taken to have them; a hint says otherwise.
pub(super) fn is_header(cells: &[String]) -> bool {
    let is_value = |text: &str| {
        let number = [Decimal::Point, Decimal::Comma].iter().any(|mark| Number::read(text, *mark).is_some());
        number || WrittenDate::read(text).is_some() || is_email(text) || is_phone(text)
    };
    let mut filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && !filled.any(is_value)
}

/// Guesses for all columns; what one column leaves open is settled by the others where they agree.
pub(super) fn columns<'r>(width: usize, rows: impl Iterator<Item = &'r [String]>, hints: &Hints) -> Vec<Guess> {
    let mut tallies = vec![Tally::default(); width];
    for row in rows {
        for (tally, cell) in tallies.iter_mut().zip(row) {
            tally.add(cell);
        }
    }
    let mut guesses: Vec<Guess> = tallies.iter().map(|tally| tally.guess(hints)).collect();
    let decimal = agreed(guesses.iter().map(|guess| guess.decimal).filter(|choice| *choice != Choice::Ambiguous)).get();
    let order =
        agreed(guesses.iter().map(|guess| guess.date_order).filter(|choice| *choice != Choice::Ambiguous)).get();
    for (guess, tally) in guesses.iter_mut().zip(&tallies) {
        if let (Choice::Ambiguous, Some(reading), false) = (guess.decimal, decimal, tally.decimals_contradict()) {
            guess.decimal = Choice::Likely(reading);
            guess.kind = tally.number_kind(reading);
        }
        if let (Choice::Ambiguous, Some(reading), false) = (guess.date_order, order, tally.orders_contradict()) {
            guess.date_order = Choice::Likely(reading);
        }
    }
    guesses
}

/// The one reading that all columns which need one have in common; one column that is open makes it open.
pub(super) fn agreed<T: Copy + PartialEq>(choices: impl Iterator<Item = Choice<T>>) -> Choice<T> {
    let mut agreed = Choice::NotNeeded;
    for choice in choices.filter(|choice| !matches!(choice, Choice::NotNeeded)) {
        agreed = match (agreed, choice.get()) {
            (_, None) => return Choice::Ambiguous,
            (Choice::NotNeeded, Some(reading)) => Choice::Sure(reading),
            (before, Some(reading)) if before.get() == Some(reading) => before,
            _ => return Choice::Ambiguous,
        };
    }
    agreed
}

/// Counts over the cells of one column.
#[derive(Clone, Debug, Default)]
struct Tally {
    filled: u64,
    bools: u64,
    emails: u64,
    phones: u64,
    numbers: u64,
    /// Numbers that only a decimal point, or only a decimal comma, can explain.
    only_point: u64,
    only_comma: u64,
    /// Numbers that either mark explains, with another value.
    either_mark: u64,
    /// Numbers with decimals, if the mark is a point or a comma.
    fractions_with_point: u64,
    fractions_with_comma: u64,
    dates: u64,
    /// Dates that only one order explains, by [`ORDERS`].
    only_order: [u64; 3],
    /// Dates that several orders explain as different days.
    several_orders: u64,
    short_years: u64,
}

const ORDERS: [DateOrder; 3] = [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy];

impl Tally {
    fn add(&mut self, cell: &str) {
        let text = cell.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        if is_email(text) {
            self.emails += 1;
        } else if boolean(text).is_some() && !matches!(text, "0" | "1") {
            self.bools += 1;
        } else if !self.add_date(text) && !self.add_number(text) && is_phone(text) {
            self.phones += 1;
        }
    }

    fn add_date(&mut self, text: &str) -> bool {
        // Eight digits in a row are more often a number than a date, so they do not make a date column.
        let Some(written) = WrittenDate::read(text).filter(|written| written.separator.is_some()) else {
            return false;
        };
        // Any century serves to see which orders are possible.
        let readings = ORDERS.map(|order| written.date(order, Some(2000)));
        let mut possible = readings.iter().flatten();
        let Some(first) = possible.next() else { return false };
        self.dates += 1;
        self.short_years += u64::from(ORDERS.iter().all(|order| written.short_year(*order)));
        if written.year_first() || readings.iter().flatten().count() > 1 && possible.all(|day| day == first) {
            return true;
        }
        // Nobody writes month.day.year with points, so points mean day.month.year where that is possible.
        let points = written.separator == Some('.') && readings[1].is_some();
        let only = readings.iter().flatten().count() == 1;
        match (points, only, readings.iter().position(Option::is_some)) {
            (true, _, _) => self.only_order[1] += 1,
            (false, true, Some(order)) => self.only_order[order] += 1,
            _ => self.several_orders += 1,
        }
        true
    }

    fn add_number(&mut self, text: &str) -> bool {
        let sound = |number: &Number| {
            let spaced = matches!(number.grouped_by, Some(' ' | '\u{a0}' | '\u{202f}'));
            let like_a_phone = number.is_whole() && spaced && number.digits() >= 9;
            !number.has_leading_zero() && number.digits() <= 18 && !like_a_phone
        };
        let point = Number::read(text, Decimal::Point).filter(sound);
        let comma = Number::read(text, Decimal::Comma).filter(sound);
        self.fractions_with_point += u64::from(point.as_ref().is_some_and(|n| !n.is_whole()));
        self.fractions_with_comma += u64::from(comma.as_ref().is_some_and(|n| !n.is_whole()));
        match (point, comma) {
            (None, None) => return false,
            (Some(_), None) => self.only_point += 1,
            (None, Some(_)) => self.only_comma += 1,
            (Some(point), Some(comma)) => self.either_mark += u64::from(!point.same_value(&comma)),
        }
        self.numbers += 1;
        true
    }

    /// One odd cell in twenty does not change what a column is; it will be refused by itself.
    fn mostly(&self, count: u64) -> bool {
        count > 0 && count * 20 >= self.filled * 19
    }

    fn guess(&self, hints: &Hints) -> Guess {
        let mut guess = Guess {
            kind: Kind::Text,
            decimal: Choice::NotNeeded,
            date_order: Choice::NotNeeded,
            two_digit_years: false,
            filled: self.filled,
        };
        if self.mostly(self.bools) {
            guess.kind = Kind::Bool;
        } else if self.mostly(self.emails) {
            guess.kind = Kind::Email;
        } else if self.mostly(self.dates) {
            guess.kind = Kind::Date;
            guess.date_order = self.date_order(hints.date_order);
            guess.two_digit_years = self.short_years > 0;
        } else if self.mostly(self.numbers) {
            guess.decimal = self.decimal(hints.decimal);
            guess.kind = match guess.decimal {
                Choice::NotNeeded => Kind::Integer,
                Choice::Sure(mark) | Choice::Likely(mark) => self.number_kind(mark),
                Choice::Ambiguous => Kind::Decimal,
            };
        } else if self.mostly(self.phones) {
            guess.kind = Kind::Phone;
        }
        guess
    }

    fn decimal(&self, hint: Option<Decimal>) -> Choice<Decimal> {
        match (hint, self.only_point, self.only_comma, self.either_mark) {
            (_, 0, 0, 0) => Choice::NotNeeded,
            (Some(hint), ..) => Choice::Sure(hint),
            (None, 1.., 0, _) => Choice::Sure(Decimal::Point),
            (None, 0, 1.., _) => Choice::Sure(Decimal::Comma),
            _ => Choice::Ambiguous,
        }
    }

    fn number_kind(&self, mark: Decimal) -> Kind {
        let fractions = match mark {
            Decimal::Point => self.fractions_with_point,
            Decimal::Comma => self.fractions_with_comma,
        };
        if fractions > 0 { Kind::Decimal } else { Kind::Integer }
    }

    fn date_order(&self, hint: Option<DateOrder>) -> Choice<DateOrder> {
        let mut sure = ORDERS.iter().zip(self.only_order).filter(|(_, count)| *count > 0).map(|(order, _)| *order);
        match (hint, sure.next(), sure.next()) {
            (_, None, _) if self.several_orders == 0 => Choice::NotNeeded,
            (Some(hint), ..) => Choice::Sure(hint),
            (None, Some(order), None) => Choice::Sure(order),
            _ => Choice::Ambiguous,
        }
    }

    fn decimals_contradict(&self) -> bool {
        self.only_point > 0 && self.only_comma > 0
    }

    fn orders_contradict(&self) -> bool {
        self.only_order.iter().filter(|count| **count > 0).count() > 1
    }
}

/// One @ between a name and a domain with a point, and no blank anywhere.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let labels = domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty());
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | ',' | ';' | '<' | '>');
    !name.is_empty() && labels && text.len() <= 254 && name.chars().all(plain) && domain.chars().all(plain)
}

/// Seven to fifteen digits, and something that plain numbers do not have: a plus, brackets or separated groups.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    let allowed = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '.' | '/' | '(' | ')'));
    let marked = plus || rest.chars().any(|c| !c.is_ascii_digit()) || rest.starts_with("00");
    let starts = rest.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    (7..=15).contains(&digits) && allowed && marked && starts
}
