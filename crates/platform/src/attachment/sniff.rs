//! What a file is, by its first bytes; names and claims can say anything.

/// First bytes, and the type they stand for.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
];

/// Programs are not taken: nobody files one with an order.
const PROGRAM: &str = "program";

/// Types that are zip archives inside, by what they claim.
const ZIPPED: &[&str] = &[
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
];

/// Older office files.
const OLE: &[&str] =
    &["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook"];

/// Kinds of plain text that keep their claim.
const TEXTS: &[&str] = &[
    "text/plain",
    "text/csv",
    "text/markdown",
    "text/calendar",
    "text/vcard",
    "text/xml",
    "application/xml",
    "application/json",
    "message/rfc822",
];

/// What nobody shows in a browser, only saves.
const UNKNOWN: &str = "application/octet-stream";

/// The type of a file by its first bytes. Nothing for programs, and for one that claims to be what its bytes are not.
pub fn sniff(head: &[u8], claimed: &str) -> Option<&'static str> {
    let claimed = claimed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let among = |types: &[&'static str]| types.iter().find(|t| **t == claimed).copied();
    let found = by_magic(head);
    let sure = match found {
        Some(PROGRAM) => return None,
        Some("application/zip") => among(ZIPPED).or(found),
        Some("application/x-ole-storage") => among(OLE).or(Some(UNKNOWN)),
        Some(other) => Some(other),
        None if is_text(head) => among(TEXTS).or(Some("text/plain")),
        None => Some(UNKNOWN),
    };
    let vague = claimed.is_empty() || claimed == UNKNOWN;
    // What a browser would show or open must be what it says; anything else is merely saved.
    let picture = |name: &str| name.starts_with("image/") || name == "application/pdf";
    let same = sure == Some(claimed.as_str()) || (claimed == "image/jpg" && sure == Some("image/jpeg"));
    let lies = picture(&claimed) && claimed != "image/svg+xml" && !same;
    if lies && !vague { None } else { sure }
}

fn by_magic(head: &[u8]) -> Option<&'static str> {
    if head.len() >= 12 && head.starts_with(b"RIFF") {
        return match &head[8..12] {
            b"WEBP" => Some("image/webp"),
            b"WAVE" => Some("audio/wav"),
            _ => Some(UNKNOWN),
        };
    }
    if head.len() >= 12 && &head[4..8] == b"ftyp" {
        return match &head[8..12] {
            b"heic" | b"heix" | b"mif1" => Some("image/heic"),
            b"avif" => Some("image/avif"),
            _ => Some("video/mp4"),
        };
    }
    MAGIC.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name)
}

/// Text as a person would type it: UTF-8, perhaps cut at the end, and no control characters.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or("\0"),
        Err(_) => return false,
    };
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide_and_lies_are_refused() {
        let pdf = b"%PDF-1.7 ...";
        for (head, claimed, expected) in [
            (&pdf[..], "application/pdf", Some("application/pdf")),
            (pdf, "", Some("application/pdf")),
            (pdf, "image/png", None),
            (b"\x89PNG\r\n\x1a\n\0\0", "image/png", Some("image/png")),
            (b"hello", "image/png", None),
            (b"\xff\xd8\xff\xe0", "image/jpg", Some("image/jpeg")),
            (b"MZ\x90\0", "application/pdf", None),
            (b"#!/bin/sh\n", "text/plain", None),
            (b"<html><script>alert(1)</script>", "text/html", Some("text/plain")),
            (b"<svg onload=alert(1)>", "image/svg+xml", Some("text/plain")),
            (b"a;b\n1;2", "text/csv; charset=utf-8", Some("text/csv")),
            (b"PK\x03\x04..", ZIPPED[1], Some(ZIPPED[1])),
            (b"PK\x03\x04..", "text/plain", Some("application/zip")),
            (b"\0\x01\x02", "application/x-thing", Some(UNKNOWN)),
            (b"RIFF1234WEBPVP8 ", "image/webp", Some("image/webp")),
        ] {
            assert_eq!(sniff(head, claimed), expected, "{claimed}: {:?}", String::from_utf8_lossy(head));
        }
    }
}
