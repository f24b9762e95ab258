//! A person or an organisation as an address card of version 4.0.

use crate::lines::{Writer, escape};
use base::{Id, Result};
use entity::Entity;
use parties::{Affiliation, Form, Party, Use, country_code, loaded};
use store::Read;

/// The card of a party that one may read, as its record is masked for the reader.
pub fn card_of(read: &Read, party: &Party) -> Result<String> {
    let mut out = Writer::default();
    out.line("BEGIN:VCARD");
    out.line("VERSION:4.0");
    out.line("PRODID:-//Fondaco//Contacts//EN");
    out.text("FN", &party.name);
    let text = |part: &Option<String>| part.as_deref().map(escape).unwrap_or_default();
    if party.form == Form::Person {
        out.line(&format!("N:{};{};;;", text(&party.family_name), text(&party.given_name)));
        let (organisation, role) = works_at(read, party.id())?;
        if let Some(name) = organisation {
            out.text("ORG", &name);
        }
        if let Some(role) = role {
            out.text("TITLE", &role);
        }
    } else {
        out.line("KIND:org");
        out.text("ORG", &party.name);
    }
    for email in loaded(&party.emails).iter().filter(|email| !email.is_invalid) {
        let preferred = if email.is_primary { ";PREF=1" } else { "" };
        out.line(&format!("EMAIL{}{preferred}:{}", kind(email.purpose), escape(&email.address)));
    }
    for phone in loaded(&party.phones).iter().filter(|phone| !phone.is_invalid) {
        let preferred = if phone.is_primary { ";PREF=1" } else { "" };
        out.line(&format!("TEL{}{preferred}:{}", kind(phone.purpose), escape(&phone.number)));
    }
    for address in loaded(&party.addresses) {
        let country = country_code(read, address.country)?.unwrap_or_default();
        let street = address.street.as_deref().map(escape).unwrap_or_default();
        let (city, region) = (text(&address.city), text(&address.region));
        out.line(&format!("ADR:;;{street};{city};{region};{};{country}", text(&address.postal_code)));
    }
    if let Some(website) = &party.website {
        out.line(&format!("URL:{}", escape(website)));
    }
    out.line("END:VCARD");
    Ok(out.finish())
}

fn kind(purpose: Use) -> &'static str {
    match purpose {
        Use::Private => ";TYPE=home",
        Use::Mobile => ";TYPE=cell",
        _ => ";TYPE=work",
    }
}

/// Where a person works, as far as the reader may see it, and as what.
fn works_at(read: &Read, person: Id<Party>) -> Result<(Option<String>, Option<String>)> {
    let ties = "person = $1 AND is_active = 1 AND archived_at IS NULL ORDER BY id LIMIT 20";
    let shape = read.shape(Affiliation::DEF.name)?;
    let parties = read.shape(Party::DEF.name)?;
    for tie in read.select::<Affiliation>(ties, &[person.into()])? {
        let Some(record) = read.find(Affiliation::DEF.name, tie.head.id)? else { continue };
        let Some(organisation) = read.find(Party::DEF.name, tie.organisation.raw())? else { continue };
        let sees = read.may(&shape, &record, store::action::READ)?
            && read.may(&parties, &organisation, store::action::READ)?;
        if sees {
            return Ok((Some(parties.title(&organisation)), tie.role));
        }
    }
    Ok((None, None))
}
