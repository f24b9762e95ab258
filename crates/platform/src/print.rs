//! Prints of modules: which records there is paper for, who may print them, and the words and figures of whoever receives it.
//!
//! A module describes its documents as [`ui::print::Print`]. The program lists every module's layouts in one table; the web shows them
//! at `/{set}/{module}/{plural}/{id}/print` and makes the PDF of the same.

use crate::{Attachment, Company, Country, Currency, Language, attachment};
use base::{Date, Id, Money, Percent, Price, Quantity, Result};
use entity::{Entity, Record};
use std::collections::HashMap;
use store::{Read, Scope, action};
use ui::print::{Fact, Logo, Print, Sender, Sheet};
use ui::{Arg, Format, Lang, Messages};

/// How the records of an entity are printed.
pub struct Layout {
    /// `sales.quotation`.
    pub entity: &'static str,
    /// Its fields that stand on the paper, those of lines as `lines.price`: whoever may not see one of them prints nothing.
    pub shows: &'static [&'static str],
    /// Further entities whose records stand on the paper; whoever prints may read them.
    pub reads: &'static [&'static str],
    /// The documents of a record, each on sheets of its own. Rights on the record itself are checked before.
    pub make: fn(&Read, &Asked, i64) -> Result<Vec<Print>>,
}

/// What somebody asks of a print.
pub struct Asked<'a> {
    /// Every word there is.
    pub words: &'a Messages,
    /// The query in order: `lang`, and what a layout takes.
    pub query: &'a [(String, String)],
}

/// Words and figures of one language, for whoever receives a document.
pub struct Wording<'a> {
    words: &'a Messages,
    pub lang: Lang,
    pub format: Format,
    /// Code and decimals of each currency.
    currencies: HashMap<i64, (String, u8)>,
}

/// Countries whose office paper is Letter.
const LETTER: &[&str] = &["US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "HN", "NI", "PA", "PH", "PR", "SV", "VE"];
/// Countries where Spanish is read.
const SPANISH: &[&str] = &[
    "ES", "MX", "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "GQ", "GT", "HN", "NI", "PA", "PE", "PR", "PY", "SV",
    "UY", "VE",
];

impl Layout {
    /// True when whoever asks may print this record, which they can read.
    pub fn may(&self, read: &Read, record: &Record) -> Result<bool> {
        let (shape, access) = (read.shape(self.entity)?, read.access()?);
        if !shape.enabled || !read.may(&shape, record, action::READ)? {
            return Ok(false);
        }
        let sees = |name: &&str| match name.split_once('.') {
            None => access.sees(&shape, name),
            Some((lines, name)) => {
                let line = shape.lines.iter().find(|(at, _)| shape.fields[*at].name == lines);
                access.sees(&shape, lines) && line.is_some_and(|(_, line)| access.sees(line, name))
            }
        };
        let model = read.model();
        let reads = |entity: &&str| {
            model.shapes.get(entity).is_some_and(|s| s.enabled && access.scope(s, action::READ) != Scope::None)
        };
        Ok(self.shows.iter().all(sees) && self.reads.iter().all(reads))
    }
}

impl<'a> Asked<'a> {
    /// The first value of a name in the query, empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.query.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
    }

    /// Words and figures for a receiver of a language and a country. Whoever prints may choose another language; without any it is
    /// that of the country.
    pub fn wording(
        &self,
        read: &Read,
        language: Option<Language>,
        country: Option<Id<Country>>,
    ) -> Result<Wording<'a>> {
        let lang = match (Lang::from_tag(self.get("lang")), language) {
            (Some(chosen), _) => chosen,
            (None, Some(language)) => lang_of(language),
            (None, None) => lang_of(spoken_in(read, country)?),
        };
        let currencies: Vec<Currency> = read.select("1 = 1", &[])?;
        let known = |c: Currency| (c.head.id, (c.code, u8::try_from(c.exponent).unwrap_or(2)));
        Ok(Wording {
            words: self.words,
            lang,
            format: Format::new(lang).in_zone(read.zone().to_owned()),
            currencies: currencies.into_iter().map(known).collect(),
        })
    }
}

impl Wording<'_> {
    /// The words for an id.
    pub fn t(&self, id: &str) -> String {
        self.words.t(self.lang, id).to_owned()
    }

    /// The words for an id with texts put in.
    pub fn with(&self, id: &str, texts: &[(&str, &str)]) -> String {
        let arguments: Vec<_> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.words.t_args(self.lang, id, &arguments)
    }

    /// A labelled text.
    pub fn fact(&self, label: &str, value: impl Into<String>) -> Fact {
        Fact::new(self.t(label), value)
    }

    /// "16 Nov 2026".
    pub fn date(&self, date: Date) -> String {
        self.format.date(date)
    }

    /// `EUR`.
    pub fn code(&self, currency: Id<Currency>) -> &str {
        self.currencies.get(&currency.raw()).map_or("", |(code, _)| code)
    }

    fn exponent(&self, currency: Id<Currency>) -> u8 {
        self.currencies.get(&currency.raw()).map_or(2, |(_, exponent)| *exponent)
    }

    /// An amount without its currency, which stands at the head of its column.
    pub fn money(&self, amount: Money, currency: Id<Currency>) -> String {
        self.format.money(amount, self.exponent(currency))
    }

    /// An amount with its currency.
    pub fn amount(&self, amount: Money, currency: Id<Currency>) -> String {
        self.format.money_code(amount, self.exponent(currency), self.code(currency))
    }

    /// A price of one unit.
    pub fn price(&self, price: Price, currency: Id<Currency>) -> String {
        self.format.price(price, self.exponent(currency))
    }

    /// "12.5".
    pub fn quantity(&self, quantity: Quantity) -> String {
        self.format.quantity(quantity)
    }

    /// "21%".
    pub fn percent(&self, percent: Percent) -> String {
        self.format.percent(percent)
    }

    /// What records are called in this language.
    pub fn titles(&self, read: &Read, entity: &str, ids: &[i64]) -> Result<HashMap<i64, String>> {
        Ok(read.titles_in(entity, ids, self.lang.tag())?.into_iter().collect())
    }

    /// What one record is called in this language.
    pub fn title<E: Entity>(&self, read: &Read, id: Id<E>) -> Result<String> {
        Ok(self.titles(read, E::NAME, &[id.raw()])?.remove(&id.raw()).unwrap_or_default())
    }
}

/// The language of screens and papers for a language of a record.
/// The language in which somebody in a country is written to, unless they chose another.
pub fn spoken_in(read: &Read, country: Option<Id<Country>>) -> Result<Language> {
    Ok(match country_code(read, country)?.as_str() {
        "CN" => Language::Chinese,
        code if SPANISH.contains(&code) => Language::Spanish,
        _ => Language::English,
    })
}

fn lang_of(language: Language) -> Lang {
    match language {
        Language::English => Lang::En,
        Language::Chinese => Lang::Zh,
        Language::Spanish => Lang::Es,
    }
}

/// `ES`; empty where there is none.
pub fn country_code(read: &Read, country: Option<Id<Country>>) -> Result<String> {
    let found = country.map(|id| read.select::<Country>("id = $1", &[id.into()])).transpose()?;
    Ok(found.and_then(|mut all| all.pop()).map(|c| c.code).unwrap_or_default())
}

/// The beginning of a document of a company: its letterhead and the size of its paper.
pub fn letter(read: &Read, wording: &Wording, company: Id<Company>) -> Result<Print> {
    let company: Company = read.get(company)?;
    let text = |text: &Option<entity::Text>| -> Vec<String> {
        let lines = text.as_ref().map(ToString::to_string).unwrap_or_default();
        lines.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect()
    };
    let code = country_code(read, Some(company.country))?;
    let mut legal = vec![company.name.clone()];
    if let Some(number) = &company.tax_id {
        legal.push(wording.with("platform-print-tax-number", &[("number", number)]));
    }
    legal.extend(text(&company.legal_notice));
    let contact = [&company.phone.as_ref().map(ToString::to_string), &company.email.as_ref().map(ToString::to_string)];
    let website = company.website.as_ref().map(|u| plain_address(&u.to_string()));
    let sender = Sender {
        name: company.name.clone(),
        address: text(&company.address),
        contact: contact.into_iter().flatten().cloned().chain(website).collect(),
        legal,
        logo: logo(read, company.logo)?,
    };
    let sheet = if LETTER.contains(&code.as_str()) { Sheet::Letter } else { Sheet::A4 };
    Ok(Print { lang: wording.lang, sheet, sender, ..Print::default() })
}

/// `ponte.example` of `https://ponte.example/`.
fn plain_address(address: &str) -> String {
    let plain = address.trim_start_matches("https://").trim_start_matches("http://");
    plain.trim_end_matches('/').to_owned()
}

/// The picture of a company; one that is gone is no reason not to print.
fn logo(read: &Read, file: Option<Id<Attachment>>) -> Result<Option<Logo>> {
    let Some(file) = file else { return Ok(None) };
    let Some(file) = read.select::<Attachment>("id = $1", &[file.into()])?.pop() else { return Ok(None) };
    let bytes = attachment::bytes(read, &file)?;
    Ok(Some(Logo { media_type: file.media_type, bytes }))
}
