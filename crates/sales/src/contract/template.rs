//! The text of contracts of a kind in one language, with words in braces that each contract fills in.

use super::Kind;
use base::{Id, Refusal, Result};
use entity::{Custom, Entity, Head, Text};
use parties::Party;
use platform::Language;
use store::{Business, Read, Refusals};

/// The words that a text may hold in braces.
pub const WORDS: [&str; 8] = ["customer", "company", "number", "start", "end", "value", "notice", "renewal"];

/// The text of contracts of a kind.
#[derive(Entity, Clone, Debug)]
#[entity(name = "sales.contract_template", kind = 257, icon = "file-text", title = "name", search(name), sort = "name")]
pub struct ContractTemplate {
    pub head: Head,
    #[field(column, max = 80)]
    pub name: String,
    #[field(column)]
    pub kind: Kind,
    /// The language it is written in; contracts take the one of their customer.
    #[field(column)]
    pub language: Language,
    /// Paragraphs are parted by empty lines. {customer}, {company}, {number}, {start}, {end}, {value}, {notice} and {renewal} are filled in.
    #[field(max = 20_000)]
    pub body: Text,
    pub custom: Custom,
}

impl ContractTemplate {
    /// A text for contracts of a kind.
    pub fn new(name: &str, kind: Kind, language: Language, body: &str) -> ContractTemplate {
        let body = Text::new(body);
        ContractTemplate {
            head: Head::default(),
            name: name.to_owned(),
            kind,
            language,
            body,
            custom: Custom::default(),
        }
    }
}

impl Business for ContractTemplate {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.body.trim().is_empty(), "sales.words_missing", "body");
        check(Some(&self.body), "body", refusals);
        Ok(())
    }
}

/// The newest template of a kind in the language in which the customer is written to, or else in another one.
pub(super) fn fitting(read: &Read, kind: Kind, customer: Id<Party>) -> Result<Option<Id<ContractTemplate>>> {
    let all: Vec<ContractTemplate> = read.select("archived_at IS NULL ORDER BY id DESC", &[])?;
    let party = read.get(customer)?;
    let language = match party.language {
        Some(language) => language,
        None => platform::print::spoken_in(read, party.country)?,
    };
    let of_kind = || all.iter().filter(|t| t.kind == kind);
    Ok(of_kind().find(|t| t.language == language).or_else(|| of_kind().next()).map(Entity::id))
}

/// Refuses words in braces that no contract can fill in.
pub(super) fn check(text: Option<&Text>, field: &str, refusals: &mut Refusals) {
    let Some(text) = text else { return };
    if let Err(word) = said(text, |word| WORDS.contains(&word).then(String::new)) {
        refusals.add(Refusal::new("sales.template_word_unknown").field(field).arg("word", word));
    }
}

/// A text with its words in braces filled in, or the first word that nobody knows. A brace that is never closed is a brace.
pub fn said(text: &str, fill: impl Fn(&str) -> Option<String>) -> std::result::Result<String, String> {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((word, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(&fill(word.trim()).ok_or_else(|| word.trim().to_owned())?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn words_in_braces_are_filled_in_and_an_unknown_one_is_named() {
        let fill = |word: &str| (word == "start").then(|| "1 May".to_owned());
        assert_eq!(said("From { start } on, 100 %.", fill).unwrap(), "From 1 May on, 100 %.");
        assert_eq!(said("From {start} on {", fill).unwrap(), "From 1 May on {");
        assert_eq!(said("Until {stop}", fill), Err("stop".to_owned()));
    }
}
