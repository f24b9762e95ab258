//! Telephone numbers: as typed by people, stored in the one international form where they can be read so.

use phonenumber::{Mode, country};
use unicode_normalization::UnicodeNormalization;

/// The number in E.164 (`+34911234567`) and whether it could be read so; otherwise the text as typed, without outer blanks.
///
/// `country` is where the party is (ISO 3166): it decides what a number without a prefix means.
pub fn normal(typed: &str, country: Option<&str>) -> (String, bool) {
    // Full-width digits from a Chinese keyboard are the same digits.
    let text: String = typed.nfkc().collect::<String>().trim().to_owned();
    // People write 00 before a country code everywhere; the reader knows only the prefixes of the country itself.
    let dialled = match text.strip_prefix("00") {
        Some(rest) if !rest.starts_with('0') => format!("+{}", rest.trim_start_matches(['-', ' '])),
        _ => text.clone(),
    };
    let region = country.and_then(|c| c.parse::<country::Id>().ok());
    match phonenumber::parse(region, &dialled) {
        Ok(number) if phonenumber::is_valid(&number) || dialled.starts_with('+') => {
            (number.format().mode(Mode::E164).to_string(), true)
        }
        _ => (text, false),
    }
}

/// The digits a person remembers: the last nine, or nothing for short numbers.
pub fn tail(number: &str) -> Option<String> {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits[digits.len().saturating_sub(9)..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_four_countries_become_one_form() {
        let cases = [
            ("0086-21-6888 1234", None, "+862168881234", true),
            ("021-68881234", Some("CN"), "+862168881234", true),
            ("０２１－６８８８１２３４", Some("CN"), "+862168881234", true),
            ("06 698 12345", Some("IT"), "+390669812345", true),
            ("+34 911 23 45 67 ", None, "+34911234567", true),
            ("911 234 567", Some("ES"), "+34911234567", true),
            ("(030) 901820", Some("DE"), "+4930901820", true),
            ("911 234 567", None, "911 234 567", false),
            ("ask Ana", Some("ES"), "ask Ana", false),
        ];
        for (typed, country, wanted, read) in cases {
            assert_eq!(normal(typed, country), (wanted.to_owned(), read), "{typed}");
        }
        assert_eq!(tail("+862168881234").as_deref(), Some("168881234"));
        assert_eq!(tail("112"), None);
    }
}
