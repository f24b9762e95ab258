//! What stands on address cards, whatever version and program wrote them.

use crate::bank::decode;
use crate::lines::{Component, DEEPEST, Fault, MOST_LINES, Property, components, unescape};
use base::{Refusal, Result};
use parties::Use;

/// A larger file is no stack of cards.
pub const MOST_BYTES: usize = 4 << 20;

/// The most cards that one file brings at once.
pub const MOST_CARDS: usize = 500;

/// Ways to reach somebody and places, at most, of one card.
const MOST_WAYS: usize = 20;

/// An e-mail address or a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub value: String,
    pub purpose: Use,
    /// The one they want to be reached by.
    pub preferred: bool,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
    /// As written: a name or a code.
    pub country: String,
}

/// One card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub version: String,
    /// As it is shown.
    pub name: String,
    pub given_name: String,
    pub family_name: String,
    pub organisation: String,
    pub job_title: String,
    pub emails: Vec<Way>,
    pub phones: Vec<Way>,
    pub places: Vec<Place>,
    pub website: String,
    pub note: String,
}

impl Card {
    /// What people call it: the person, the organisation, or how to reach them.
    pub fn title(&self) -> String {
        let first = |ways: &[Way]| ways.first().map(|way| way.value.clone()).unwrap_or_default();
        let all = [self.name.clone(), self.organisation.clone(), first(&self.emails), first(&self.phones)];
        all.into_iter().find(|text| !text.is_empty()).unwrap_or_else(|| "—".to_owned())
    }

    /// True when nobody could be reached or called by it.
    pub fn is_empty(&self) -> bool {
        self.title() == "—"
    }
}

/// Reads the cards of a file. Refuses what holds none, and what is too large to be a stack of cards.
pub fn read(bytes: &[u8]) -> Result<Vec<Card>> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::new("exchange.cards_too_large").arg("limit", MOST_BYTES >> 20).into());
    }
    let roots = components(&decode(bytes)).map_err(|fault| match fault {
        Fault::TooLong => Refusal::new("exchange.cards_too_long").arg("limit", MOST_LINES),
        Fault::TooDeep => Refusal::new("exchange.cards_too_deep").arg("limit", DEEPEST),
    })?;
    let cards: Vec<&Component> = roots.iter().filter(|root| root.name == "VCARD").collect();
    base::ensure!(!cards.is_empty(), "exchange.not_a_card")?;
    if cards.len() > MOST_CARDS {
        let refusal = Refusal::new("exchange.cards_too_many").arg("found", cards.len()).arg("limit", MOST_CARDS);
        return Err(refusal.into());
    }
    Ok(cards.into_iter().map(card).collect())
}

fn card(component: &Component) -> Card {
    let text = |name: &str| component.get(name).map(|line| one_line(&plain(line))).unwrap_or_default();
    let parts = component.get("N").map(split).unwrap_or_default();
    let part = |place: usize| parts.get(place).map(|text| one_line(text)).unwrap_or_default();
    let (mut family_name, mut given_name) = (part(0), part(1));
    let name = text("FN");
    if family_name.is_empty() && given_name.is_empty() && !name.is_empty() && text("ORG") != name {
        // Without parts the last word is the family's, as in most places where cards are written so.
        match name.rsplit_once(' ') {
            Some((given, family)) => (given_name, family_name) = (given.to_owned(), family.to_owned()),
            None => family_name.clone_from(&name),
        }
    }
    let organisation = component.get("ORG").map(split).unwrap_or_default();
    let organisation = organisation.first().map(|text| one_line(text)).unwrap_or_default();
    let title = text("TITLE");
    let full = [given_name.as_str(), family_name.as_str()];
    let full = full.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let mut card = Card {
        version: text("VERSION"),
        name: if name.is_empty() { full } else { name },
        given_name,
        family_name,
        organisation,
        job_title: if title.is_empty() { text("ROLE") } else { title },
        emails: ways(component, "EMAIL"),
        phones: ways(component, "TEL"),
        places: component.all("ADR").take(MOST_WAYS).map(place).filter(|place| *place != Place::default()).collect(),
        website: text("URL"),
        note: component.get("NOTE").map(|line| plain(line).trim().to_owned()).unwrap_or_default(),
    };
    for ways in [&mut card.emails, &mut card.phones] {
        ways.sort_by_key(|way| !way.preferred);
    }
    card
}

/// Text of a line as people read it: unescaped, its own encoding undone.
fn plain(line: &Property) -> String {
    unescape(&decoded(line))
}

/// A line's value with quoted-printable undone; the bytes are in the character set that the line names.
fn decoded(line: &Property) -> String {
    let quoted = |(name, value): &(String, String)| {
        value.eq_ignore_ascii_case("QUOTED-PRINTABLE") && (name == "ENCODING" || name == "TYPE")
    };
    if !line.parameters.iter().any(quoted) {
        return line.value.clone();
    }
    let mut bytes = Vec::with_capacity(line.value.len());
    let mut rest = line.value.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = (*first == b'=').then(|| more.get(..2).and_then(|two| std::str::from_utf8(two).ok())).flatten();
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    let named = line.parameter("CHARSET").and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    match named {
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => decode(&bytes),
    }
}

/// The parts of a value between semicolons, each unescaped.
fn split(line: &Property) -> Vec<String> {
    let value = decoded(line);
    let (mut parts, mut part, mut escaped) = (Vec::new(), String::new(), false);
    for c in value.chars() {
        match c {
            ';' if !escaped => parts.push(unescape(&std::mem::take(&mut part)).trim().to_owned()),
            c => part.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(unescape(&part).trim().to_owned());
    parts
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(200).collect()
}

/// The words that say what a line is for: "TYPE=HOME,CELL" as well as "HOME;CELL".
fn kinds(line: &Property) -> Vec<String> {
    let types = line.parameters.iter().filter(|(name, _)| name == "TYPE");
    types.flat_map(|(_, value)| value.split(',')).map(|word| word.trim().to_ascii_uppercase()).collect()
}

fn ways(component: &Component, name: &str) -> Vec<Way> {
    let mut found: Vec<Way> = Vec::new();
    for line in component.all(name) {
        let value = plain(line);
        let bare = ["tel:", "mailto:"].iter().find_map(|scheme| {
            value.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &value[scheme.len()..])
        });
        let value = one_line(bare.unwrap_or(&value));
        let kinds = kinds(line);
        let says = |word: &str| kinds.iter().any(|kind| kind == word);
        // Nobody is called on a fax or a pager.
        let spoken = name != "TEL" || says("VOICE") || says("CELL") || !(says("FAX") || says("PAGER"));
        if value.is_empty() || found.len() == MOST_WAYS {
            continue;
        }
        let purpose = match (says("CELL"), says("HOME"), spoken) {
            (_, _, false) => Use::Other,
            (true, ..) => Use::Mobile,
            (_, true, _) => Use::Private,
            _ => Use::Work,
        };
        let preferred = says("PREF") || line.parameter("PREF").is_some();
        found.push(Way { value, purpose, preferred });
    }
    found
}

fn place(line: &Property) -> Place {
    let parts = split(line);
    let part = |at: usize| parts.get(at).map(|text| one_line(text)).unwrap_or_default();
    let street: Vec<String> = [part(0), part(2), part(1)].into_iter().filter(|text| !text.is_empty()).collect();
    Place { street: street.join(", "), city: part(3), region: part(4), postal_code: part(5), country: part(6) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_card_of_a_telephone_says_what_stands_on_it() {
        let file = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ortega;Lucía;;Dra.;\r\nFN:Dra. Lucía Ortega\r\nORG:Talleres Ruiz\\; S.L.;Compras\r\n\
            TITLE:Head of purchasing\r\nitem1.EMAIL;type=INTERNET:old@talleres.example\r\nEMAIL;TYPE=WORK,PREF:lucia@talleres.example\r\n\
            TEL;TYPE=CELL:+34 600 111 222\r\nTEL;TYPE=FAX:+34 911 000 000\r\nADR;TYPE=WORK:;;Calle Mayor 1;Madrid;;28013;Spain\r\nEND:VCARD\r\n";
        let card = read(file.as_bytes()).unwrap().remove(0);
        assert_eq!((card.given_name.as_str(), card.family_name.as_str()), ("Lucía", "Ortega"));
        assert_eq!(
            (card.organisation.as_str(), card.job_title.as_str()),
            ("Talleres Ruiz; S.L.", "Head of purchasing")
        );
        assert_eq!(card.emails[0].value, "lucia@talleres.example", "the preferred one stands first");
        assert_eq!(card.phones.iter().map(|p| p.purpose).collect::<Vec<_>>(), [Use::Mobile, Use::Other]);
        assert_eq!((card.places[0].street.as_str(), card.places[0].postal_code.as_str()), ("Calle Mayor 1", "28013"));
    }

    #[test]
    fn old_telephones_write_other_alphabets_as_figures() {
        let file = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=\n=E6=98=8E;;;\nTEL;CELL:138 0000 0000\nEND:VCARD\n\
            BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5=D0=A1=C3=F7\nEND:VCARD\n";
        let cards = read(file.as_bytes()).unwrap();
        assert_eq!((cards[0].family_name.as_str(), cards[0].given_name.as_str()), ("王", "小明"));
        assert_eq!(cards[1].name, "王小明");
    }

    #[test]
    fn what_is_no_card_is_refused_in_words() {
        let code = |bytes: &[u8]| read(bytes).unwrap_err().code().to_owned();
        assert_eq!(code(b"\x89PNG"), "exchange.not_a_card");
        assert_eq!(code(&vec![b' '; MOST_BYTES + 1]), "exchange.cards_too_large");
        assert_eq!(code("BEGIN:VCARD\n".repeat(30).as_bytes()), "exchange.cards_too_deep");
        assert_eq!(code("BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(MOST_CARDS + 1).as_bytes()), "exchange.cards_too_many");
        assert!(read(b"BEGIN:VCARD\nEND:VCARD").unwrap()[0].is_empty());
    }

    proptest! {
        #[test]
        fn nothing_panics(lines in "(BEGIN:VCARD\n|END:VCARD\n|N:[a;\\\\]{0,9}\n|TEL;[A-Z;=,]{0,9}:[=0-9A-F]{0,9}\n|N;QUOTED-PRINTABLE:[=A-F;]{0,9}\n){0,20}") {
            let _ = read(format!("BEGIN:VCARD\n{lines}").as_bytes());
        }
    }
}
