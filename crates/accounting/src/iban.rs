//! International bank account numbers: how they are written, and whether the check digits agree (ISO 13616).

/// Without blanks and in capitals, as it is stored and sent.
pub fn normal(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Lengths by country; others are judged by their check digits alone.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 \
    FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 \
    MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 \
    TN24 TR26 UA29 VA22 VG24 XK20";

/// True for a number whose length and check digits are right.
pub fn valid(normal: &str) -> bool {
    let bytes = normal.as_bytes();
    let shaped = (15..=34).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !shaped {
        return false;
    }
    let known = LENGTHS.split_whitespace().find(|one| one[..2] == normal[..2]);
    if known.is_some_and(|one| one[2..].parse() != Ok(bytes.len())) {
        return false;
    }
    // Letters count from 10; the country and the check digits stand last. The whole leaves 1 when divided by 97.
    let digits = bytes[4..].iter().chain(&bytes[..4]);
    let rest = digits.fold(0u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter.to_ascii_uppercase() - b'A') + 10) % 97,
    });
    rest == 1
}

/// In groups of four, as people read it.
pub fn spaced(normal: &str) -> String {
    let mut text = String::with_capacity(normal.len() + normal.len() / 4);
    for (place, c) in normal.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_and_lengths_decide() {
        for good in [
            "ES91 2100 0418 4502 0005 1332",
            "de89370400440532013000",
            "GB82 WEST 1234 5698 7654 32",
            "NO9386011117947",
        ] {
            assert!(valid(&normal(good)), "{good}");
        }
        for bad in
            ["ES91 2100 0418 4502 0005 1333", "DE8937040044053201300", "", "1234", "XX00", "ES912100041845020005133É"]
        {
            assert!(!valid(&normal(bad)), "{bad}");
        }
        assert_eq!(spaced("ES9121000418450200051332"), "ES91 2100 0418 4502 0005 1332");
    }
}
