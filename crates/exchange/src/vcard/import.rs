//! Making leads or contacts of address cards: first a look that shows who is known already, then what was chosen is taken in.

use super::cards::{self, Card, Place, Way};
use base::{Error, Id, Refusal, Result};
use crm::{Channel, Lead, LeadEmail, LeadPhone, Source};
use entity::{Entity, Fields, Text, Url};
use parties::matching::{self, Traits};
use parties::{Address, AddressUse, Affiliation, Distinction, EmailAddress, Party, PhoneNumber, duplicates};
use platform::{Company, Country};
use store::{Business, Candidate, Read, Seen, Tx, action};

/// What becomes of the cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Somebody who may become a customer.
    Leads,
    /// A person we know, at their organisation.
    Contacts,
}

/// One card and whoever looks like it.
#[derive(Clone, Debug)]
pub struct Look {
    pub card: Card,
    pub alike: Vec<Candidate>,
}

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub made: usize,
    /// Organisations that were not known.
    pub organisations: usize,
}

/// How sure it is that two are the same, so that a card is not chosen by itself.
pub const SURE: i64 = 80;

impl As {
    /// `leads` or `contacts`.
    pub fn code(self) -> &'static str {
        match self {
            As::Leads => "leads",
            As::Contacts => "contacts",
        }
    }

    /// The opposite; anything else is leads.
    pub fn of(code: &str) -> As {
        if code == "contacts" { As::Contacts } else { As::Leads }
    }

    /// What is made.
    pub fn entity(self) -> &'static str {
        match self {
            As::Leads => Lead::DEF.name,
            As::Contacts => Party::DEF.name,
        }
    }
}

/// The cards of a file, each once.
fn distinct(bytes: &[u8]) -> Result<Vec<Card>> {
    let mut found: Vec<Card> = Vec::new();
    for card in cards::read(bytes)? {
        if !card.is_empty() && !found.contains(&card) {
            found.push(card);
        }
    }
    base::ensure!(!found.is_empty(), "exchange.not_a_card")?;
    Ok(found)
}

fn may_make(read: &Read, entity: &'static str) -> Result<()> {
    read.allowed(&*read.shape(entity)?, action::CREATE)
}

/// What a file would bring; nothing is stored.
pub fn look(read: &Read, bytes: &[u8], into: As) -> Result<Vec<Look>> {
    may_make(read, into.entity())?;
    let countries = Countries::of(read)?;
    let company = company(read)?;
    let mut looks = Vec::new();
    for card in distinct(bytes)? {
        let alike = match into {
            As::Leads => {
                let mut lead = lead(&card, company, None, &countries);
                lead.complete(read, &Fields::default())?;
                crm::lead::alike(read, &lead)?
            }
            As::Contacts => {
                let mut person = person(&card, &countries);
                person.complete(read, &Fields::default())?;
                duplicates::like(read, &person)?
            }
        };
        looks.push(Look { card, alike });
    }
    Ok(looks)
}

/// Takes in the chosen cards of a file, by their place in it: all of them, or none with the reasons.
pub fn take(tx: &mut Tx, bytes: &[u8], into: As, source: Option<Id<Source>>, chosen: &[usize]) -> Result<Taken> {
    may_make(tx, into.entity())?;
    let cards = distinct(bytes)?;
    let chosen: Vec<&Card> = chosen.iter().filter_map(|place| cards.get(*place)).collect();
    base::ensure!(!chosen.is_empty(), "exchange.cards_none_chosen")?;
    let countries = Countries::of(tx)?;
    let company = company(tx)?;
    let (mut taken, mut reasons) = (Taken::default(), Vec::new());
    for card in chosen {
        let outcome = match into {
            As::Leads => tx.insert(&mut lead(card, company, source, &countries)).map(|_| ()),
            As::Contacts => contact(tx, card, &countries, &mut taken),
        };
        match outcome {
            Ok(()) => taken.made += 1,
            Err(Error::Refused(refusals)) => {
                reasons
                    .extend(refusals.into_iter().map(|r| if r.record.is_none() { r.record(card.title()) } else { r }));
            }
            Err(other) => return Err(other),
        }
    }
    if reasons.is_empty() { Ok(taken) } else { Err(Error::Refused(reasons)) }
}

/// The company that somebody's new leads belong to.
fn company(read: &Read) -> Result<Id<Company>> {
    let first = read.select::<Company>("archived_at IS NULL ORDER BY id LIMIT 1", &[])?.pop();
    Ok(first.ok_or_else(|| Refusal::new("exchange.cards_without_company"))?.id())
}

fn some(text: &str, most: usize) -> Option<String> {
    let text: String = text.trim().chars().take(most).collect();
    (!text.is_empty()).then_some(text)
}

/// Each address or number once: a telephone and a fax often share theirs.
fn once(ways: &[Way]) -> impl Iterator<Item = &Way> {
    ways.iter().enumerate().filter(|(place, way)| !ways[..*place].iter().any(|w| w.value == way.value)).map(|(_, w)| w)
}

/// An address of a page as it can be opened.
fn website(text: &str) -> Option<Url> {
    let text = some(text, 200)?;
    let scheme = text.contains("://");
    Some(Url::new(if scheme { text } else { format!("https://{text}") }))
}

fn lead(card: &Card, company: Id<Company>, source: Option<Id<Source>>, countries: &Countries) -> Lead {
    let mut lead = Lead::new(company, "", "", "");
    lead.given_name = some(&card.given_name, 80);
    lead.family_name = some(&card.family_name, 80);
    lead.organisation = some(&card.organisation, 200);
    if lead.given_name.is_none() && lead.family_name.is_none() && lead.organisation.is_none() {
        lead.family_name = some(&card.title(), 80);
    }
    lead.job_title = some(&card.job_title, 120);
    lead.interest = some(&card.note, 4_000).map(Text::new);
    lead.website = website(&card.website);
    (lead.channel, lead.source) = (Channel::Card, source);
    let email = |way: &Way| LeadEmail { purpose: way.purpose, ..LeadEmail::of(&way.value) };
    let phone = |way: &Way| LeadPhone { purpose: way.purpose, ..LeadPhone::of(&way.value) };
    lead.emails = once(&card.emails).map(email).collect::<Vec<_>>().into();
    lead.phones = once(&card.phones).map(phone).collect::<Vec<_>>().into();
    if let Some(place) = card.places.first() {
        lead.street = some(&place.street, 300);
        lead.postal_code = some(&place.postal_code, 20);
        lead.city = some(&place.city, 80);
        lead.region = some(&place.region, 80);
        lead.country = countries.find(&place.country);
    }
    lead
}

fn person(card: &Card, countries: &Countries) -> Party {
    let mut person = Party::person("", "");
    person.given_name = some(&card.given_name, 80);
    person.family_name = some(&card.family_name, 80);
    person.name = some(&card.name, 200).unwrap_or_else(|| card.title());
    if person.given_name.is_some() || person.family_name.is_some() {
        // The name follows from its parts, without titles that stand around it on a card.
        person.name = String::new();
    }
    person.notes = some(&card.note, 4_000).map(Text::new);
    let email = |way: &Way| EmailAddress { purpose: way.purpose, ..EmailAddress::of(&way.value) };
    let phone = |way: &Way| PhoneNumber { purpose: way.purpose, ..PhoneNumber::of(&way.value) };
    person.emails = once(&card.emails).map(email).collect::<Vec<_>>().into();
    person.phones = once(&card.phones).map(phone).collect::<Vec<_>>().into();
    person.addresses = card.places.iter().map(|place| address(place, countries)).collect::<Vec<_>>().into();
    person
}

fn address(place: &Place, countries: &Countries) -> Address {
    Address {
        street: some(&place.street, 300).map(Text::new),
        postal_code: some(&place.postal_code, 20),
        city: some(&place.city, 80),
        region: some(&place.region, 80),
        country: countries.find(&place.country),
        ..Address::of(AddressUse::Bill, "", None)
    }
}

/// Makes the person, their organisation where it is not known, and the tie between the two. Whoever chose a card that looks like
/// somebody says that it is somebody else.
fn contact(tx: &mut Tx, card: &Card, countries: &Countries, taken: &mut Taken) -> Result<()> {
    let mut person = person(card, countries);
    let mut draft = person.clone();
    draft.complete(tx, &Fields::default())?;
    let alike = duplicates::like(tx, &draft)?;
    let others = alike.iter().filter(|c| c.entity == Party::DEF.name && matches!(c.seen, Seen::Open(_)));
    let others = others.map(|c| Distinction { head: entity::Head::default(), other: Id::from_raw(c.id) });
    person.distinctions = others.collect::<Vec<_>>().into();
    let person = tx.insert(&mut person)?;
    let Some(name) = some(&card.organisation, 200) else { return Ok(()) };
    let traits = Traits { name: &name, organisation: true, ..Traits::default() };
    let known = duplicates::candidates(tx, &matching::keys(&traits), &name, None)?;
    let mut known = known.into_iter().filter(|c| c.entity == Party::DEF.name && c.score >= SURE);
    let known = known.find(|c| matches!(&c.seen, Seen::Open(title) if title.to_lowercase() == name.to_lowercase()));
    let organisation = match known {
        Some(known) => Id::from_raw(known.id),
        None => {
            taken.organisations += 1;
            let mut organisation = Party::organisation(&name);
            organisation.website = website(&card.website);
            tx.insert(&mut organisation)?
        }
    };
    tx.insert(&mut Affiliation { role: some(&card.job_title, 120), ..Affiliation::of(person, organisation, "") })?;
    Ok(())
}

/// Countries by code and by what they are called in the set.
struct Countries(Vec<Country>);

impl Countries {
    fn of(read: &Read) -> Result<Countries> {
        Ok(Countries(read.select("archived_at IS NULL ORDER BY id", &[])?))
    }

    fn find(&self, text: &str) -> Option<Id<Country>> {
        let text = text.trim();
        let same = |country: &&Country| {
            country.code.eq_ignore_ascii_case(text) || country.name.to_lowercase() == text.to_lowercase()
        };
        self.0.iter().find(same).filter(|_| !text.is_empty()).map(|country| country.id())
    }
}
