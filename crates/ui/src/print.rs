//! A printed document as plain data: what a quotation, an invoice or a reminder says, before anybody chooses between screen and paper.
//!
//! Modules fill it in the language of whoever receives it, with [`crate::Format`]; [`crate::page::printed`] makes the page of it that a
//! browser prints, the crate `paper` the PDF. Both say the same, because nothing but this is handed to them.

use crate::Lang;

/// A document to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// The receiver's language: it decides glyphs, line breaks and the words of the frame, such as "Page 1 of 3".
    pub lang: Lang,
    /// What it is printed on.
    pub sheet: Sheet,
    /// What it is: "Invoice".
    pub title: String,
    /// Its number; empty while it has none.
    pub number: String,
    /// What a scanner reads off a label: it stands there as bars, and below them for eyes.
    pub code: String,
    /// Why it does not count yet, such as "Draft"; stands beside the title on every page.
    pub mark: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Who sends it.
    pub sender: Sender,
    /// Whom it is sent to, as the lines of the address: it stands in the window of the envelope.
    pub recipient: Vec<String>,
    /// Dates, numbers and names beside the address.
    pub facts: Vec<Fact>,
    /// Paragraphs before the tables.
    pub before: Vec<String>,
    /// What it is made of.
    pub tables: Vec<Table>,
    /// What follows from it: how to pay, how it is shipped.
    pub sections: Vec<Section>,
    /// Paragraphs after everything.
    pub after: Vec<String>,
}

/// The size of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// A label of 100 × 150 mm, as carriers stick it on parcels: no letter but sender, receiver, facts and code on one piece.
    Label,
}

/// A label and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// Who sends a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub name: String,
    /// The lines of its address.
    pub address: Vec<String>,
    /// How to reach it: telephone, e-mail, website.
    pub contact: Vec<String>,
    /// What the law wants at the foot of the page: tax number, register, directors.
    pub legal: Vec<String>,
    pub logo: Option<Logo>,
}

/// The picture at the head of the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Rows under headings, with what they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows, where a document has several.
    pub title: Option<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How the totals come about: one row for each tax.
    pub summary: Option<Summary>,
    pub totals: Vec<Total>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words that take the room that the others leave, in several lines if need be.
    #[default]
    Text,
    /// A short word or a date.
    Word,
    /// A figure; figures stand at the right under each other.
    Figure,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// One cell for each column.
    Line(Vec<Cell>),
    /// A heading over the rows that follow.
    Heading(String),
    /// Words between the rows.
    Note(String),
}

/// A cell: what it says, and smaller what is to be known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub notes: Vec<String>,
}

/// A small table beside the totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

/// One figure that the rows add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub label: String,
    pub value: String,
    /// What is to be paid: it stands out.
    pub grand: bool,
}

/// Facts and words under a heading of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub facts: Vec<Fact>,
    pub words: Vec<String>,
}

impl Print {
    /// "Invoice INV-2026-0001": the title as a file and the browser's tab show it.
    pub fn heading(&self) -> String {
        if self.number.is_empty() { self.title.clone() } else { format!("{} {}", self.title, self.number) }
    }

    /// The sender in one line above the address, as it is read through the window of an envelope that comes back.
    pub fn return_line(&self) -> String {
        let parts = std::iter::once(&self.sender.name).chain(&self.sender.address);
        let parts: Vec<&str> = parts.map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
        parts.join(" · ")
    }
}

impl Fact {
    /// A label and what it says.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { label: label.into(), value: value.into() }
    }
}

impl Column {
    /// Words that take the room that is left.
    pub fn text(label: impl Into<String>) -> Column {
        Column { label: label.into(), kind: ColumnKind::Text }
    }

    /// A short word or a date.
    pub fn word(label: impl Into<String>) -> Column {
        Column { label: label.into(), kind: ColumnKind::Word }
    }

    /// A figure.
    pub fn figure(label: impl Into<String>) -> Column {
        Column { label: label.into(), kind: ColumnKind::Figure }
    }
}

impl Cell {
    /// A cell without notes.
    pub fn of(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), notes: Vec::new() }
    }
}

impl Total {
    /// One figure that the rows add up to.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Total {
        Total { label: label.into(), value: value.into(), grand: false }
    }

    /// The one to be paid.
    pub fn grand(label: impl Into<String>, value: impl Into<String>) -> Total {
        Total { grand: true, ..Total::new(label, value) }
    }
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_called_by_its_title_and_number() {
        let mut print = Print { title: "Invoice".to_owned(), ..Print::default() };
        assert_eq!(print.heading(), "Invoice");
        print.number = "INV-2026-0001".to_owned();
        assert_eq!(print.heading(), "Invoice INV-2026-0001");
    }

    #[test]
    fn a_letter_that_comes_back_names_its_sender_in_one_line() {
        let address = vec!["Carrer de la Marina 12".to_owned(), " ".to_owned(), "08005 Barcelona".to_owned()];
        let sender = Sender { name: "Ponte Cycles S.L.".to_owned(), address, ..Sender::default() };
        let print = Print { sender, ..Print::default() };
        assert_eq!(print.return_line(), "Ponte Cycles S.L. · Carrer de la Marina 12 · 08005 Barcelona");
    }
}
