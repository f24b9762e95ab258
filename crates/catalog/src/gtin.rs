//! Barcodes of goods: the numbers on packages, refused when their check digit says that one was mistyped.

/// Whether a text is a GTIN of 8, 12, 13 or 14 digits with the right check digit.
pub fn valid(code: &str) -> bool {
    let digits: Option<Vec<u32>> = code.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|d| matches!(d.len(), 8 | 12 | 13 | 14)) else { return false };
    // From the right, beginning beside the check digit, every second digit counts three times.
    let sum: u32 = digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 3 } else { *d }).sum();
    sum.is_multiple_of(10)
}

/// The same number as every scanner sends it: 14 digits, zeros in front.
pub fn normal(code: &str) -> String {
    format!("{:0>14}", code.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        for right in ["4006381333931", "96385074", "036000291452", "00012345600012", "9780201379624"] {
            assert!(valid(right), "{right}");
        }
        for wrong in ["4006381333932", "96385075", "12345", "", "40063813339x1"] {
            assert!(!valid(wrong), "{wrong}");
        }
        assert_eq!(normal("036000291452"), "00036000291452");
    }
}
