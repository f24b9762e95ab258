//! The text of calendar files and address cards: folded lines of name, parameters and value, in components within each other.
//! What others write badly is read as far as it can be.

/// Lines of a file, and how deep components lie in each other.
pub const MOST_LINES: usize = 200_000;
pub const DEEPEST: usize = 8;

/// A longer line holds an attachment, which is left out.
const LONGEST: usize = 64 << 10;

/// A component such as VEVENT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// In capitals.
    pub name: String,
    pub properties: Vec<Property>,
    pub parts: Vec<Component>,
}

/// One line: "DTSTART;TZID=Europe/Madrid:20261123T090000".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// In capitals.
    pub name: String,
    /// Names in capitals.
    pub parameters: Vec<(String, String)>,
    /// As it stands in the file.
    pub value: String,
}

impl Component {
    /// The first property of a name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// All of a name.
    pub fn all<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// The text of a property, unescaped and without surrounding space; nothing when it is empty.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|property| unescape(&property.value).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// How many components of each name it holds, itself among them.
    #[cfg(test)]
    pub fn count(&self, into: &mut std::collections::BTreeMap<String, i64>) {
        *into.entry(self.name.clone()).or_default() += 1;
        self.parts.iter().for_each(|part| part.count(into));
    }
}

impl Property {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why a file is not read further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More lines than [`MOST_LINES`].
    TooLong,
    /// Components within each other deeper than [`DEEPEST`].
    TooDeep,
}

/// The outermost components of a file; lines outside of any are passed over.
pub fn components(text: &str) -> Result<Vec<Component>, Fault> {
    let mut roots: Vec<Component> = Vec::new();
    let mut open: Vec<Component> = Vec::new();
    for (place, line) in unfold(text.trim_start_matches('\u{feff}')).enumerate() {
        if place >= MOST_LINES {
            return Err(Fault::TooLong);
        }
        let Some(property) = property(&line) else { continue };
        match property.name.as_str() {
            "BEGIN" => {
                if open.len() == DEEPEST {
                    return Err(Fault::TooDeep);
                }
                open.push(Component { name: property.value.trim().to_ascii_uppercase(), ..Component::default() });
            }
            "END" => close(&mut open, &mut roots, property.value.trim()),
            _ => {
                if let Some(component) = open.last_mut() {
                    component.properties.push(property);
                }
            }
        }
    }
    // What is never closed ends with the file.
    while let Some(name) = open.last().map(|component| component.name.clone()) {
        close(&mut open, &mut roots, &name);
    }
    Ok(roots)
}

/// Closes a component, and those within it that were forgotten; an end of something that was never begun is passed over.
fn close(open: &mut Vec<Component>, roots: &mut Vec<Component>, name: &str) {
    if !open.iter().any(|component| component.name.eq_ignore_ascii_case(name)) {
        return;
    }
    while let Some(component) = open.pop() {
        let met = component.name.eq_ignore_ascii_case(name);
        match open.last_mut() {
            Some(outer) => outer.parts.push(component),
            None => roots.push(component),
        }
        if met {
            return;
        }
    }
}

/// Lines as they were before they were folded; whole lines that are too long are cut.
fn unfold(text: &str) -> impl Iterator<Item = String> {
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).peekable();
    std::iter::from_fn(move || {
        let mut whole = lines.next()?.to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with([' ', '\t'])) {
            if whole.len() + more.len() <= LONGEST {
                whole.push_str(&more[1..]);
            }
        }
        // Quoted-printable text goes on where its line ends in "=".
        while whole.ends_with('=') && quoted_printable(&whole) {
            let Some(more) = lines.next() else { break };
            whole.pop();
            if whole.len() + more.len() <= LONGEST {
                whole.push_str(more);
            }
        }
        if whole.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
            whole.truncate(end);
        }
        Some(whole)
    })
}

/// True when the parameters of a line say so.
fn quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.len() < 300 && head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

/// A line's name, parameters and value; nothing for a line that is none.
fn property(line: &str) -> Option<Property> {
    let end = line.find([';', ':'])?;
    let name = line[..end].trim();
    let plain =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.' || b == b'_');
    if !plain {
        return None;
    }
    // "item1.DTSTART": some write a group before the name.
    let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
    let mut parameters = Vec::new();
    let mut rest = &line[end..];
    while let Some(parameter) = rest.strip_prefix(';') {
        let end = unquoted(parameter, &[';', ':'])?;
        // Cards of version 2.1 write "TEL;HOME" for "TEL;TYPE=HOME".
        let (name, value) = parameter[..end].split_once('=').unwrap_or(("TYPE", &parameter[..end]));
        parameters.push((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
        rest = &parameter[end..];
    }
    Some(Property { name, parameters, value: rest.strip_prefix(':')?.to_owned() })
}

/// The place of the first of these characters outside quotation marks.
fn unquoted(text: &str, marks: &[char]) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && marks.contains(&c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// "a\, b\nc" as people read it.
pub fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'N')) => text.push('\n'),
            ('\\', Some(other)) => text.push(other),
            (c, _) => text.push(c),
        }
    }
    text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect()
}

/// The opposite.
pub fn escape(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// Writes lines, folded so that none is longer than 75 bytes.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// A line as it is: "BEGIN:VEVENT".
    pub fn line(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escape(value)));
    }

    /// The whole file.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_unfolded_parameters_read_and_texts_unescaped() {
        let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:Lunch\\, with\r\n  Nordbau\\nand \\;\r\nATTENDEE;CN=\"Ortega; Lucía\":mailto:l@x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let calendars = components(file).unwrap();
        let event = &calendars[0].parts[0];
        assert_eq!(event.text("SUMMARY").unwrap(), "Lunch, with Nordbau\nand ;");
        let attendee = event.get("ATTENDEE").unwrap();
        assert_eq!((attendee.parameter("CN"), attendee.value.as_str()), (Some("Ortega; Lucía"), "mailto:l@x"));
    }

    #[test]
    fn what_is_badly_written_is_read_as_far_as_it_can_be() {
        let file = "\u{feff}begin:vcalendar\nnonsense\n:\n;\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nEND:VEVENT\nEND:VTODO\nBEGIN:VEVENT\nUID:2\n";
        let calendars = components(file).unwrap();
        let ids: Vec<_> = calendars[0].parts.iter().filter_map(|event| event.text("UID")).collect();
        assert_eq!((calendars.len(), ids), (1, vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(components("PK\u{3}\u{4}"), Ok(Vec::new()));
        assert_eq!(components(""), Ok(Vec::new()));
        let deep = "BEGIN:VCALENDAR\n".repeat(20);
        assert_eq!(components(&deep), Err(Fault::TooDeep));
        assert_eq!(components(&"A:b\n".repeat(MOST_LINES + 1)), Err(Fault::TooLong));
    }

    #[test]
    fn long_lines_are_folded_within_75_bytes() {
        let mut writer = Writer::default();
        writer.text("SUMMARY", &"会议，与北方建筑公司。".repeat(10));
        let file = writer.finish();
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let back = components(&format!("BEGIN:VCALENDAR\r\n{file}")).unwrap();
        assert_eq!(back[0].text("SUMMARY").unwrap(), "会议，与北方建筑公司。".repeat(10));
    }

    proptest! {
        #[test]
        fn a_text_survives_the_file(text in "[^\\p{Cc}]{0,80}") {
            let mut writer = Writer::default();
            writer.text("SUMMARY", &format!("x{text}x"));
            let back = components(&format!("BEGIN:VCALENDAR\r\n{}", writer.finish())).unwrap();
            prop_assert_eq!(back[0].text("SUMMARY").unwrap(), format!("x{text}x"));
        }

        #[test]
        fn nothing_panics(text in "(?s).{0,300}", lines in "(BEGIN:V[A-Z]{3,6}\n|END:V[A-Z]{3,6}\n|[A-Z;=:\" ]{0,12}\n){0,20}") {
            let _ = (components(&text), components(&lines));
        }
    }
}
