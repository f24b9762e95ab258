//! The people and firms of the demonstration company, a trader in bicycle parts between China, Europe and America. All invented.

mod rows;

use crate::{
    Address, AddressUse, Affiliation, Attitude, BuyingRole, Category, EmailAddress, Form, Industry, Party, PhoneNumber,
    Role, Size, Use,
};
use base::{Error, Id, Money, Result};
use entity::{Entity, Head, Text, Url};
use platform::{Country, Currency, Language, seed};
use rows::{FIRMS, Firm, GROUPS, INDUSTRIES, PEOPLE, Person};
use std::collections::BTreeMap;
use store::Tx;

/// What was made, for whoever builds further demonstration data on it.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Every party by the short key of its row: `ribera`, `chen`.
    pub parties: BTreeMap<&'static str, Id<Party>>,
    /// Categories by code: `DEALER`, `WORKSHOP`, `ONLINE`, `MAKER`, `CLUB`.
    pub categories: BTreeMap<&'static str, Id<Category>>,
}

impl Demo {
    /// A party of the demonstration by its key.
    pub fn party(&self, key: &str) -> Result<Id<Party>> {
        self.parties.get(key).copied().ok_or_else(|| Error::not_found(Party::DEF.name, key))
    }
}

/// Fills an account set that has its currencies and countries. The same every time.
pub fn fill(tx: &mut Tx, language: Language) -> Result<Demo> {
    let mut demo = Demo::default();
    let mut industries = BTreeMap::new();
    for (code, names) in GROUPS {
        let mut row =
            Category { head: Head::default(), code: code.to_owned(), name: seed::name(&names, language).to_owned() };
        let id = seed::called(tx, &mut row, &names, language)?;
        demo.categories.insert(code, id);
    }
    for (code, names) in INDUSTRIES {
        let mut row =
            Industry { head: Head::default(), code: code.to_owned(), name: seed::name(&names, language).to_owned() };
        let id = seed::called(tx, &mut row, &names, language)?;
        industries.insert(code, id);
    }
    for (place, firm) in FIRMS.iter().enumerate() {
        let mut party = organisation(tx, place, firm, &demo, &industries)?;
        demo.parties.insert(firm.key, tx.insert(&mut party)?);
    }
    for (place, person) in PEOPLE.iter().enumerate() {
        let mut party = human(tx, place, person)?;
        demo.parties.insert(person.key, tx.insert(&mut party)?);
    }
    affiliations(tx, &demo)?;
    Ok(demo)
}

fn country(tx: &Tx, code: &str) -> Result<Id<Country>> {
    Country::by_code(tx, code)?.ok_or_else(|| Error::not_found(Country::DEF.name, code))
}

fn currency(tx: &Tx, country: &str) -> Result<Id<Currency>> {
    let code = match country {
        "CN" => "CNY",
        "US" => "USD",
        _ => "EUR",
    };
    Currency::by_code(tx, code)?.ok_or_else(|| Error::not_found(Currency::DEF.name, code))
}

fn language_of(country: &str) -> Language {
    match country {
        "CN" => Language::Chinese,
        "ES" => Language::Spanish,
        _ => Language::English,
    }
}

/// A number in the ranges that are kept free for stories where a country has such, and an unlikely one elsewhere.
fn number(country: &str, place: usize) -> String {
    match country {
        "ES" => format!("+34 910 00{:02} {:02}", place / 50, 10 + place % 50),
        "CN" => format!("+86 21 5555 {:04}", 100 + place),
        "US" => format!("+1 503 555 01{place:02}"),
        _ => format!("+49 30 23125 {:03}", 100 + place),
    }
}

fn street(country: &str, place: usize) -> String {
    let n = place * 7 % 89 + 1;
    let pick = |names: [&str; 5]| names[place % 5].to_owned();
    match country {
        "ES" => format!("Calle {} {n}", pick(["del Molino", "Mayor", "de la Fuente", "San Antón", "del Puerto"])),
        "CN" => format!("{}{n}号", pick(["长江路", "人民路", "工业大道", "建设路", "滨海路"])),
        "US" => format!("{n} {}", pick(["Mill Street", "Harbor Way", "Oak Avenue", "Foundry Road", "River Drive"])),
        _ => format!("{} {n}", pick(["Mühlenweg", "Hauptstraße", "Am Hafen", "Gewerbepark", "Lindenallee"])),
    }
}

/// A Spanish number in the range of no province, with the check digit that belongs to it.
fn spanish_tax_id(place: usize) -> Option<String> {
    let digits = format!("00{:05}", 10_000 + place * 37);
    ('0'..='9').map(|check| format!("B{digits}{check}")).find(|n| crate::tax_id::verdict("ES", n).acceptable())
}

fn organisation(
    tx: &Tx,
    place: usize,
    firm: &Firm,
    demo: &Demo,
    industries: &BTreeMap<&str, Id<Industry>>,
) -> Result<Party> {
    let home = country(tx, firm.country)?;
    let mut party = Party::organisation(firm.name);
    party.category = demo.categories.get(firm.category).copied();
    party.industry = industries.get(firm.industry).copied();
    party.size = Some([Size::UpTo10, Size::UpTo50, Size::UpTo200, Size::UpTo500, Size::Over1000][firm.size.min(4)]);
    party.parent = demo.parties.get(firm.parent).copied();
    party.country = Some(home);
    party.language = Some(language_of(firm.country));
    party.website = Some(Url::new(format!("https://www.{}.example", firm.key.replace('_', "-"))));
    party.roles = firm.roles.iter().map(|r| Role::of(*r)).collect::<Vec<_>>().into();
    party.currency = Some(currency(tx, firm.country)?);
    if firm.credit > 0 {
        party.credit_limit = Some(Money::from_minor(firm.credit * 100_000));
    }
    if firm.country == "ES" && firm.parent.is_empty() {
        (party.tax_country, party.tax_id) = (Some(home), spanish_tax_id(place));
    }
    party.notes = (!firm.notes.is_empty()).then(|| Text::new(firm.notes));
    party.addresses = addresses(firm, place, home).into();
    party.emails = vec![EmailAddress::of(&format!("info@{}.example", firm.key.replace('_', "-")))].into();
    party.phones = vec![PhoneNumber::of(&number(firm.country, place))].into();
    Ok(party)
}

fn addresses(firm: &Firm, place: usize, home: Id<Country>) -> Vec<Address> {
    let at = |purpose, shift: usize| {
        let mut address = Address::of(purpose, firm.city, Some(home));
        address.street = Some(Text::new(street(firm.country, place + shift)));
        address.postal_code = Some(firm.postal_code.to_owned());
        address
    };
    let mut bill = at(AddressUse::Bill, 0);
    bill.is_primary = true;
    let mut all = vec![bill];
    if firm.size > 0 {
        all.push(at(AddressUse::Ship, 2));
    }
    if firm.category == "DEALER" || firm.category == "WORKSHOP" {
        let mut shop = at(AddressUse::Store, 0);
        shop.opening_hours = Some(Text::new("Mo–Fr 09:30–18:30, Sa 10:00–14:00"));
        shop.visit_hours = Some("Tu–Th 10:00–12:00".to_owned());
        (shop.latitude, shop.longitude) = (Some(firm.place.0), Some(firm.place.1));
        all.push(shop);
    }
    all
}

fn human(tx: &Tx, place: usize, person: &Person) -> Result<Party> {
    let firm = FIRMS.iter().find(|f| f.key == person.firm);
    let at = firm.map_or("ES", |f| f.country);
    let mut party = Party::person(person.given, person.family);
    party.country = Some(country(tx, at)?);
    party.language = Some(language_of(at));
    let domain = person.firm.replace('_', "-");
    party.emails = vec![EmailAddress::of(&format!("{}@{domain}.example", person.key))].into();
    let mut mobile = PhoneNumber::of(&number(at, 60 + place));
    mobile.purpose = Use::Mobile;
    party.phones = vec![mobile].into();
    debug_assert_eq!(party.form, Form::Person);
    Ok(party)
}

fn affiliations(tx: &mut Tx, demo: &Demo) -> Result<()> {
    let mut ties = Vec::new();
    for (place, person) in PEOPLE.iter().enumerate() {
        let mut tie = Affiliation::of(demo.party(person.key)?, demo.party(person.firm)?, person.role);
        tie.reports_to = demo.parties.get(person.above).copied();
        let decides = person.above.is_empty();
        tie.buying_role = Some(if decides { BuyingRole::DecisionMaker } else { BuyingRole::Evaluator });
        tie.attitude = Some([Attitude::Champion, Attitude::Friendly, Attitude::Neutral, Attitude::Friendly][place % 4]);
        ties.push(tie);
        if !person.also.is_empty() {
            ties.push(Affiliation::of(demo.party(person.key)?, demo.party(person.also)?, "Adviser"));
        }
    }
    tx.insert_many(&mut ties)
}
