//! Dates and moments as people read and type them.

use base::{Date, Instant, Malformed, Weekday};

use super::Format;
use crate::i18n::Lang;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const DAYS: [[&str; 7]; 3] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
];
/// Words for today, in every language, whatever the screen speaks.
const TODAY: [&str; 6] = ["t", "today", "h", "hoy", "今", "今天"];

impl Format {
    /// "16 Nov 2026", "2026年11月16日", "16 nov 2026".
    pub fn date(&self, date: Date) -> String {
        match self.words {
            Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            _ => format!("{} {} {}", date.day(), self.month_short(date.month()), date.year()),
        }
    }

    /// For dense grids: "2026-11-16", in Spanish "16/11/2026".
    pub fn date_numeric(&self, date: Date) -> String {
        match self.region {
            Lang::Es => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
            _ => date.to_string(),
        }
    }

    /// A date of this year or so: "16 Nov", "11月16日", "16 nov".
    pub fn day_month(&self, date: Date) -> String {
        match self.words {
            Lang::Zh => format!("{}月{}日", date.month(), date.day()),
            _ => format!("{} {}", date.day(), self.month_short(date.month())),
        }
    }

    /// Head of a calendar: "November 2026", "2026年11月", "noviembre de 2026".
    pub fn month_year(&self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1).unwrap_or_default();
        match self.words {
            Lang::En => format!("{} {}", MONTHS_EN[month], date.year()),
            Lang::Zh => format!("{}年{}月", date.year(), date.month()),
            Lang::Es => format!("{} de {}", MONTHS_ES[month], date.year()),
        }
    }

    /// "Nov", "11月", "nov"; months run from 1 to 12.
    pub fn month_short(&self, month: i8) -> String {
        let at = usize::try_from(month - 1).unwrap_or_default().min(11);
        match self.words {
            Lang::Zh => format!("{month}月"),
            Lang::En => MONTHS_EN[at][..3].to_string(),
            // The Academy's short form of September has four letters.
            Lang::Es => MONTHS_ES[at][..if at == 8 { 4 } else { 3 }].to_string(),
        }
    }

    /// "Mon", "周一", "lun".
    pub fn weekday_short(&self, day: Weekday) -> &'static str {
        let at = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
        DAYS[self.words as usize][at]
    }

    /// A moment in the reader's zone: "16 Nov 2026, 14:05". A moment outside the calendar shows as it is kept.
    pub fn instant(&self, at: Instant) -> String {
        match at.in_zone(&self.zone) {
            Ok((date, time)) if self.words == Lang::Zh => format!("{} {time}", self.date(date)),
            Ok((date, time)) => format!("{}, {time}", self.date(date)),
            Err(_) => at.to_string(),
        }
    }

    /// How long ago or ahead: "just now", "5 min ago", "in 3 h", "yesterday"; beyond a week the date.
    pub fn relative(&self, at: Instant, now: Instant) -> String {
        let seconds = (now.micros() - at.micros()) / 1_000_000;
        let (ago, size) = (seconds >= 0, seconds.unsigned_abs());
        let (count, unit) = match size {
            0..60 => return ["just now", "刚刚", "ahora mismo"][self.words as usize].to_string(),
            60..3600 => (size / 60, ["min", "分钟", "min"]),
            3600..86_400 => (size / 3600, ["h", "小时", "h"]),
            86_400..604_800 => (size / 86_400, ["d", "天", "d"]),
            _ => return at.date_in(&self.zone).map_or_else(|_| at.to_string(), |date| self.date(date)),
        };
        let unit = unit[self.words as usize];
        match (self.words, ago) {
            (Lang::En, true) => format!("{count} {unit} ago"),
            (Lang::En, false) => format!("in {count} {unit}"),
            (Lang::Zh, true) => format!("{count} {unit}前"),
            (Lang::Zh, false) => format!("{count} {unit}后"),
            (Lang::Es, true) => format!("hace {count} {unit}"),
            (Lang::Es, false) => format!("dentro de {count} {unit}"),
        }
    }

    /// A day from typed text: "2026-11-16", "15/3", "15.3.27", "3月15日", "16 nov 2026", "t", "+7", "-1".
    ///
    /// Without a year it is the year of `today`. Two numbers are day and month; Chinese puts the month first.
    pub fn read_date(&self, text: &str, today: Date) -> Result<Date, Malformed> {
        let text = text.trim().to_lowercase();
        if TODAY.contains(&text.as_str()) {
            return Ok(today);
        }
        let shift = text.strip_prefix('+').or_else(|| text.strip_prefix('-')).or_else(|| text.strip_prefix('\u{2212}'));
        if let Some(days) = shift.and_then(|days| days.parse::<i32>().ok()) {
            let days = if text.starts_with('+') { days } else { -days };
            return today.add_days(i64::from(days)).map_err(|_| Malformed::Date);
        }
        let parts: Vec<Part> = parts_of(&text).ok_or(Malformed::Date)?;
        let month_first = self.region == Lang::Zh || text.contains('月');
        ordered(&parts, month_first, today).ok_or(Malformed::Date)
    }
}

/// A piece of a typed date: a number with its digits counted, or a month by name.
#[derive(Clone, Copy)]
enum Part {
    Number(i16, usize),
    Month(i8),
}

fn parts_of(text: &str) -> Option<Vec<Part>> {
    let pieces = text.split(|c: char| " /.-年月日,".contains(c)).filter(|piece| !piece.is_empty() && *piece != "de");
    pieces
        .map(|piece| {
            if piece.bytes().all(|b| b.is_ascii_digit()) {
                return Some(Part::Number(piece.parse().ok()?, piece.len()));
            }
            let known = |months: &[&str; 12]| {
                let at = months.iter().position(|month| piece.len() >= 3 && month.to_lowercase().starts_with(piece))?;
                i8::try_from(at + 1).ok()
            };
            known(&MONTHS_EN).or_else(|| known(&MONTHS_ES)).map(Part::Month)
        })
        .collect()
}

fn ordered(parts: &[Part], month_first: bool, today: Date) -> Option<Date> {
    let short = |n: i16| i8::try_from(n).ok();
    let full = |n: i16, digits: usize| match digits {
        4 => Some(n),
        2 => Some(2000 + n),
        _ => None,
    };
    let two = |a: i16, b: i16, year: i16| {
        let (month, day) = if month_first { (a, b) } else { (b, a) };
        let swapped = || Date::new(year, short(day)?, short(month)?);
        Date::new(year, short(month)?, short(day)?).or_else(swapped)
    };
    match *parts {
        [Part::Number(year, 4), Part::Number(month, _), Part::Number(day, _)] => {
            Date::new(year, short(month)?, short(day)?)
        }
        [Part::Number(a, 1..=2), Part::Number(b, 1..=2), Part::Number(year, digits)] => two(a, b, full(year, digits)?),
        [Part::Number(a, 1..=2), Part::Number(b, 1..=2)] => two(a, b, today.year()),
        [Part::Number(day, 1..=2), Part::Month(month), Part::Number(year, digits)] => {
            Date::new(full(year, digits)?, month, short(day)?)
        }
        [Part::Month(month), Part::Number(day, 1..=2), Part::Number(year, 4)] => Date::new(year, month, short(day)?),
        [Part::Number(day, 1..=2), Part::Month(month)] => Date::new(today.year(), month, short(day)?),
        [Part::Number(day, 1..=2)] => Date::new(today.year(), today.month(), short(day)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_look_as_each_language_writes_them() {
        let all = Lang::ALL.map(Format::new);
        let date = day("2026-11-16");
        assert_eq!(all.each_ref().map(|f| f.date(date)), ["16 Nov 2026", "2026年11月16日", "16 nov 2026"]);
        assert_eq!(all.each_ref().map(|f| f.date_numeric(date)), ["2026-11-16", "2026-11-16", "16/11/2026"]);
        assert_eq!(all.each_ref().map(|f| f.month_year(date)), ["November 2026", "2026年11月", "noviembre de 2026"]);
        assert_eq!(all.each_ref().map(|f| f.weekday_short(date.weekday())), ["Mon", "周一", "lun"]);
        let at = Instant::parse("2026-11-16T22:30:00Z").unwrap();
        let shanghai = Format::new(Lang::En).in_zone("Asia/Shanghai");
        assert_eq!(shanghai.instant(at), "17 Nov 2026, 06:30");
        let later = Instant::from_micros(at.micros() + 300_000_000);
        assert_eq!(all.each_ref().map(|f| f.relative(at, later)), ["5 min ago", "5 分钟前", "hace 5 min"]);
        assert_eq!(all.each_ref().map(|f| f.relative(later, at)), ["in 5 min", "5 分钟后", "dentro de 5 min"]);
    }

    #[test]
    fn typed_dates_are_read() {
        let today = day("2026-11-21");
        let rows: &[(Lang, &str, Option<&str>)] = &[
            (Lang::En, "t", Some("2026-11-21")),
            (Lang::Zh, "今天", Some("2026-11-21")),
            (Lang::En, "+7", Some("2026-11-28")),
            (Lang::En, "-21", Some("2026-10-31")),
            (Lang::En, "15/3", Some("2026-03-15")),
            (Lang::Es, "15.3.27", Some("2027-03-15")),
            (Lang::Zh, "3/15", Some("2026-03-15")),
            (Lang::Zh, "3月15日", Some("2026-03-15")),
            (Lang::En, "2026年3月5日", Some("2026-03-05")),
            (Lang::En, "16 Nov 2026", Some("2026-11-16")),
            (Lang::Es, "16 sept 2026", Some("2026-09-16")),
            (Lang::Es, "1 de enero de 2027", Some("2027-01-01")),
            (Lang::En, "Nov 16, 2026", Some("2026-11-16")),
            (Lang::En, "7", Some("2026-11-07")),
            (Lang::En, "31/2", None),
            (Lang::En, "soon", None),
            (Lang::En, "", None),
        ];
        for (lang, text, wanted) in rows {
            let got = Format::new(*lang).read_date(text, today).ok();
            assert_eq!(got, wanted.map(day), "{text}");
        }
        for lang in Lang::ALL {
            let format = Format::new(lang);
            assert_eq!(format.read_date(&format.date(today), today), Ok(today));
            assert_eq!(format.read_date(&format.date_numeric(today), today), Ok(today));
        }
    }
}
