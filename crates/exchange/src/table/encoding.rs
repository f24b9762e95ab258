//! Which character encoding a text file is in, and reading it as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding found at the head of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) encoding: &'static Encoding,
    /// Length of the byte order mark, zero without one.
    pub(crate) mark: usize,
}

/// Decides the encoding from the first bytes of a file, which may end inside a character.
pub(crate) fn detect(head: &[u8]) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Found { encoding, mark };
    }
    let encoding = if let Some(utf16) = utf16_by_zeros(head) {
        utf16
    } else if is_utf8_so_far(head) {
        UTF_8
    } else if is_chinese(head) {
        GB18030
    } else {
        WINDOWS_1252
    };
    Found { encoding, mark: 0 }
}

/// Delimiters, digits and line ends have a zero byte on one side in UTF-16, and in no other encoding we know.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = |count: usize| count > 0 && count * 50 >= pairs;
    if enough(odd) && odd >= even * 10 {
        Some(UTF_16LE)
    } else if enough(even) && even >= odd * 10 {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn is_utf8_so_far(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // Without a length the error is only that the head ends inside a character.
        Err(error) => error.error_len().is_none(),
    }
}

/// Western accented letters followed by plain ones also form valid GB18030 pairs. Real Chinese text, however, consists
/// nearly wholly of the common characters, whose two bytes are both high.
fn is_chinese(head: &[u8]) -> bool {
    let (mut common, mut other, mut at) = (0usize, 0usize, 0usize);
    while at < head.len() {
        let lead = head[at];
        let width = match (lead, head.get(at + 1)) {
            (0..=0x7f, _) => 1,
            (0x81..=0xfe, None) => break,
            (0x81..=0xfe, Some(0x30..=0x39)) => match head.get(at + 2..at + 4) {
                None => break,
                Some([0x81..=0xfe, 0x30..=0x39]) => 4,
                Some(_) => return false,
            },
            (0xa1..=0xf7, Some(0xa1..=0xfe)) => {
                common += 1;
                at += 2;
                continue;
            }
            (0x81..=0xfe, Some(0x40..=0x7e | 0x80..=0xfe)) => 2,
            _ => return false,
        };
        other += usize::from(width > 1);
        at += width;
    }
    common > 0 && common >= other * 4
}

/// Text of a file as UTF-8, a piece at a time. What cannot be decoded becomes U+FFFD.
pub(crate) struct Decoded<'a> {
    source: Box<dyn Read + Send + 'a>,
    decoder: Decoder,
    raw: Vec<u8>,
    finished: bool,
}

impl<'a> Decoded<'a> {
    /// Reads from behind the byte order mark.
    pub(crate) fn new(source: Box<dyn Read + Send + 'a>, encoding: &'static Encoding) -> Decoded<'a> {
        Decoded {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 64 * 1024],
            finished: false,
        }
    }

    /// Puts the next piece into `text`; false when there is none.
    pub(crate) fn next_piece(&mut self, text: &mut String) -> io::Result<bool> {
        text.clear();
        while text.is_empty() && !self.finished {
            let count = match self.source.read(&mut self.raw) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.finished = count == 0;
            let room = self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * count + 16);
            text.reserve(room);
            // With that much room the decoder always takes all of the input at once.
            let _ = self.decoder.decode_to_string(&self.raw[..count], text, self.finished);
        }
        Ok(!text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let spanish = "nombre;ciudad\nMartínez;Málaga\nNúñez;Cádiz\n";
        let chinese = "名称,城市\n北京贸易公司,上海\n";
        let cases: &[(Vec<u8>, &Encoding, usize)] = &[
            (b"a,b\n1,2\n".to_vec(), UTF_8, 0),
            (spanish.as_bytes().to_vec(), UTF_8, 0),
            ([b"\xef\xbb\xbf", chinese.as_bytes()].concat(), UTF_8, 3),
            (utf16(chinese, false), UTF_16LE, 0),
            (utf16(chinese, true), UTF_16BE, 0),
            (utf16(&format!("\u{feff}{spanish}"), false), UTF_16LE, 2),
            (utf16(&format!("\u{feff}{spanish}"), true), UTF_16BE, 2),
            (GB18030.encode(chinese).0.into_owned(), GB18030, 0),
            (WINDOWS_1252.encode(spanish).0.into_owned(), WINDOWS_1252, 0),
            (WINDOWS_1252.encode("Größe;Preis €\nKöln;Straße\n").0.into_owned(), WINDOWS_1252, 0),
            (chinese.as_bytes()[..chinese.len() - 8].to_vec(), UTF_8, 0),
            (Vec::new(), UTF_8, 0),
        ];
        for (bytes, encoding, mark) in cases {
            assert_eq!(detect(bytes), Found { encoding, mark: *mark }, "{bytes:?}");
        }
    }
}
