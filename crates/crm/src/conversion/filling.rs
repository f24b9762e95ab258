//! What goes over from a lead: only into what is empty. What is said otherwise stays, and is told.

use crate::{Lead, Opportunity};
use base::Result;
use entity::{Described as _, Entity, Record, Shape, Text};
use parties::{Address, AddressUse, EmailAddress, Form, Party, PhoneNumber, loaded};
use store::Tx;

/// Fills what a party lacks; `alone` is true for the only party that comes of the lead. Answers what differs, a line each: the
/// field, what the party says, what the lead says.
pub(super) fn fill(tx: &Tx, lead: &Lead, party: &mut Party, alone: bool) -> Result<Vec<String>> {
    let mut differing = Vec::new();
    let mut note = |field: &str, theirs: &str, ours: &str| differing.push(format!("{field}: {theirs} ≠ {ours}"));
    let firm = party.form == Form::Organisation;
    if firm {
        put(&mut party.website, &lead.website, |theirs, ours| note("website", theirs, ours));
        put_plain(&mut party.industry, lead.industry);
        put_plain(&mut party.size, lead.size);
        let name = lead.organisation.as_deref().unwrap_or("");
        if party.head.saved() && !name.is_empty() && party.name.trim() != name.trim() {
            note("name", &party.name, name);
        }
    } else if party.head.saved() && party.name.trim() != lead.name.trim() {
        note("name", &party.name, &lead.name);
    }
    put_plain(&mut party.country, lead.country);
    put_plain(&mut party.language, lead.language);
    // Mail and telephone are the person's where there is one.
    if !firm || alone {
        add_emails(lead, party);
        add_phones(lead, party);
        put_plain(&mut party.preferred_channel, lead.preferred_channel);
        party.best_time = party.best_time.take().or(lead.best_time.clone());
        // A wish to be left alone holds wherever it was said.
        party.do_not_contact |= lead.do_not_contact;
    }
    if firm || alone {
        add_address(lead, party);
    }
    own_fields(tx, lead, party)?;
    Ok(differing)
}

fn put<T: Clone + PartialEq + std::fmt::Display>(
    slot: &mut Option<T>,
    value: &Option<T>,
    mut differs: impl FnMut(&str, &str),
) {
    match (slot.as_ref(), value) {
        (None, Some(value)) => *slot = Some(value.clone()),
        (Some(theirs), Some(ours)) if theirs != ours => differs(&theirs.to_string(), &ours.to_string()),
        _ => {}
    }
}

fn put_plain<T: Copy>(slot: &mut Option<T>, value: Option<T>) {
    *slot = slot.or(value);
}

fn add_emails(lead: &Lead, party: &mut Party) {
    let mut emails = loaded(&party.emails).to_vec();
    for email in loaded(&lead.emails) {
        if !emails.iter().any(|e| e.address == email.address) {
            emails.push(EmailAddress { purpose: email.purpose, ..EmailAddress::of(&email.address) });
        }
    }
    party.emails = emails.into();
}

fn add_phones(lead: &Lead, party: &mut Party) {
    let mut phones = loaded(&party.phones).to_vec();
    for phone in loaded(&lead.phones) {
        if !phones.iter().any(|p| p.number == phone.number) {
            phones.push(PhoneNumber { purpose: phone.purpose, ..PhoneNumber::of(&phone.number) });
        }
    }
    party.phones = phones.into();
}

/// An address goes over whole or not at all: half of one and half of another is a place that does not exist.
fn add_address(lead: &Lead, party: &mut Party) {
    let said = lead.street.is_some() || lead.city.is_some();
    if !said || !loaded(&party.addresses).is_empty() {
        return;
    }
    let address = Address {
        street: lead.street.clone().map(Text::new),
        postal_code: lead.postal_code.clone(),
        region: lead.region.clone(),
        city: lead.city.clone(),
        ..Address::of(AddressUse::Bill, "", lead.country)
    };
    party.addresses = vec![address].into();
}

/// Fields that the set added to both under one name, of one kind.
fn own_fields<E: Entity>(tx: &Tx, lead: &Lead, target: &mut E) -> Result<()> {
    let (from, to) = (tx.shape(Lead::DEF.name)?, tx.shape(E::DEF.name)?);
    let source: Record = lead.to_record();
    let mut record = target.to_record();
    let own = |shape: &Shape| shape.fields.iter().filter(|f| f.name.starts_with("x_")).copied().collect::<Vec<_>>();
    let mut changed = false;
    for field in own(&from) {
        let alike = to
            .field(field.name)
            .is_some_and(|f| std::mem::discriminant(&f.kind) == std::mem::discriminant(&field.kind));
        let value = from.value(&source, field.name);
        if alike && !value.is_null() && to.value(&record, field.name).is_null() {
            to.set(&mut record, field.name, value);
            changed = true;
        }
    }
    if changed {
        *target = E::from_record(&record).map_err(store::damaged)?;
    }
    Ok(())
}

/// Fills what an opportunity lacks; what the lead wants goes below what is described already.
pub(super) fn fill_opportunity(tx: &Tx, lead: &Lead, opportunity: &mut Opportunity) -> Result<()> {
    opportunity.lead = opportunity.lead.or(Some(lead.id()));
    if opportunity.lead == Some(lead.id()) {
        opportunity.source = opportunity.source.or(lead.source);
        opportunity.campaign = opportunity.campaign.take().or(lead.utm_campaign.clone());
    }
    if let Some(interest) = &lead.interest {
        let known = opportunity.description.as_deref().unwrap_or("");
        if !known.contains(&**interest) {
            let joined = if known.is_empty() { interest.to_string() } else { format!("{known}\n\n{interest}") };
            opportunity.description = Some(Text::new(joined.chars().take(10_000).collect::<String>()));
        }
    }
    own_fields(tx, lead, opportunity)
}
