//! Numbers as bars that every scanner reads: Code 128 (ISO/IEC 15417), two digits in one sign wherever that is shorter.

/// The widths of bars and gaps of each sign in modules, beginning with a bar: values 0 to 105, eleven modules each.
const SIGNS: &str = "\
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 \
123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 \
131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 \
213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 \
141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 \
124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 \
411131 211412 211214 211232";
/// A sign and its gap.
const SIGN: usize = 7;
/// The sign that ends every code.
const STOP: &str = "2331112";
/// Values that choose how what follows is read: pairs of digits, or one letter a sign.
const TO_PAIRS: u8 = 99;
const TO_LETTERS: u8 = 100;
const START_LETTERS: u8 = 104;
const START_PAIRS: u8 = 105;
/// Modules that stay white before and after the bars.
const QUIET: usize = 10;
/// The thinnest bar that handheld scanners read for certain, and the widest that still looks like a label, in millimetres.
const THIN: f32 = 0.19;
const WIDE: f32 = 0.5;

/// A text as bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Bars and gaps in turn, beginning and ending with a bar, in modules.
    pub widths: Vec<u8>,
}

impl Bars {
    /// The bars of a text; nothing for one that is empty or has letters beyond printable ASCII, which no Code 128 holds.
    pub fn of(text: &str) -> Option<Bars> {
        let values = values(text)?;
        let mut widths = Vec::with_capacity(values.len() * 6 + SIGN);
        for value in values {
            let at = usize::from(value) * SIGN;
            widths.extend(SIGNS.bytes().skip(at).take(SIGN - 1).map(|b| b - b'0'));
        }
        widths.extend(STOP.bytes().map(|b| b - b'0'));
        Some(Bars { widths })
    }

    /// From the first bar to the last, in modules.
    pub fn modules(&self) -> usize {
        self.widths.iter().map(|w| usize::from(*w)).sum()
    }

    /// How wide one module is where the code has so much room, white edges included, both in millimetres. Nothing when its bars would
    /// be too thin for a scanner.
    pub fn module(&self, room: f32) -> Option<f32> {
        let module = (room / (self.modules() + 2 * QUIET) as f32).min(WIDE);
        (module >= THIN).then_some(module)
    }

    /// Where each bar begins and how wide it is, in modules.
    pub fn bars(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut at = 0;
        self.widths.iter().enumerate().filter_map(move |(place, width)| {
            let (from, width) = (at, usize::from(*width));
            at += width;
            (place % 2 == 0).then_some((from, width))
        })
    }
}

/// The values of the signs, from the one that starts to the one that proves the sum.
fn values(text: &str) -> Option<Vec<u8>> {
    let letters = text.as_bytes();
    if letters.is_empty() || !letters.iter().all(|b| (32..127).contains(b)) {
        return None;
    }
    let digits = |from: usize| letters[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut pairs = digits(0) >= 4 || (letters.len() == 2 && digits(0) == 2);
    let mut values = vec![if pairs { START_PAIRS } else { START_LETTERS }];
    let mut at = 0;
    while at < letters.len() {
        let run = digits(at);
        if pairs && run >= 2 {
            values.push((letters[at] - b'0') * 10 + letters[at + 1] - b'0');
            at += 2;
            continue;
        }
        if pairs {
            values.push(TO_LETTERS);
            pairs = false;
        }
        // To change costs a sign: it pays for four digits at the end and for six before other letters. An odd one stays outside.
        let worth = run >= 6 || (run >= 4 && at + run == letters.len());
        if worth && run % 2 == 0 {
            values.push(TO_PAIRS);
            pairs = true;
            continue;
        }
        values.push(letters[at] - 32);
        at += 1;
    }
    let sum = values.iter().enumerate().map(|(place, value)| place.max(1) * usize::from(*value)).sum::<usize>();
    values.push(u8::try_from(sum % 103).unwrap_or(0));
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ones are black.
    fn modules(text: &str) -> String {
        let widths = Bars::of(text).unwrap().widths;
        let part = |(place, width): (usize, &u8)| ["1", "0"][place % 2].repeat(usize::from(*width));
        widths.iter().enumerate().map(part).collect()
    }

    #[test]
    fn a_text_becomes_the_signs_that_the_rules_want() {
        // Start, signs, and the sum of each value times its place, modulo 103.
        let cases: [(&str, &[u8]); 9] = [
            ("Wikipedia", &[104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88]),
            ("PJJ123C", &[104, 48, 42, 42, 17, 18, 19, 35, 55]),
            ("12", &[105, 12, 14]),
            ("123", &[104, 17, 18, 19, 8]),
            ("1234", &[105, 12, 34, 82]),
            ("12345", &[105, 12, 34, 100, 21, 54]),
            // Six digits before another letter are worth the change, the seventh stays outside; the last two are not.
            ("098x1234567y23", &[104, 16, 25, 24, 88, 17, 99, 23, 45, 67, 100, 89, 18, 19, 101]),
            ("1Z999AA10123456784", &[104, 17, 58, 25, 25, 25, 33, 33, 17, 99, 1, 23, 45, 67, 84, 2]),
            (" ~", &[104, 0, 94, 86]),
        ];
        for (text, wanted) in cases {
            assert_eq!(values(text).unwrap(), wanted, "{text}");
        }
        for none in ["", "PK-2026-0001\n", "Köln", "包裹", "a\u{7f}"] {
            assert_eq!(Bars::of(none), None, "{none:?}");
        }
    }

    #[test]
    fn signs_become_bars_and_gaps() {
        // Start of pairs, 12, the sum 14, stop.
        assert_eq!(modules("12"), ["11010011100", "10110011100", "10011001110", "1100011101011"].concat());
        // Start of letters, A, the sum 34, stop.
        assert_eq!(modules("A"), ["11010010000", "10100011000", "10001011000", "1100011101011"].concat());
        let bars: Vec<_> = Bars::of("12").unwrap().bars().take(4).collect();
        assert_eq!(bars, [(0, 2), (3, 1), (6, 3), (11, 1)]);
    }

    #[test]
    fn every_sign_is_eleven_modules_and_like_no_other() {
        let signs: Vec<&str> = SIGNS.split(' ').collect();
        assert_eq!(signs.len(), 106);
        for sign in &signs {
            let widths: Vec<u32> = sign.chars().map(|c| c.to_digit(10).unwrap()).collect();
            assert_eq!(widths.iter().sum::<u32>(), 11, "{sign}");
            // The black of a sign is even: one misread edge is noticed.
            assert_eq!(widths.iter().step_by(2).sum::<u32>() % 2, 0, "{sign}");
        }
        assert_eq!(signs.iter().collect::<std::collections::HashSet<_>>().len(), 106);
    }

    #[test]
    fn bars_are_as_wide_as_there_is_room_and_never_too_thin_to_be_read() {
        assert_eq!(Bars::of("12").unwrap().module(90.0), Some(0.5));
        let long = Bars::of("1Z999AA10123456784").unwrap();
        assert_eq!(long.modules(), 16 * 11 + 13);
        assert_eq!(long.module(90.0), Some(90.0 / 209.0));
        assert_eq!(Bars::of(&"W".repeat(60)).unwrap().module(90.0), None);
    }
}
