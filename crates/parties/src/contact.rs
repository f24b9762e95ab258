//! What a party has several of: roles, addresses, e-mail addresses, telephone numbers.

use crate::Party;
use base::{Date, Id, Result};
use entity::{Choice, Email, Entity, Head, Lines, Named, Phone, Text};
use platform::Country;
use store::{Business, Read};

/// What a party is to us.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoleName {
    /// Buys from us.
    #[default]
    #[choice(tone = "success")]
    Customer,
    /// Sells to us.
    #[choice(tone = "info")]
    Supplier,
    /// Carries goods.
    #[choice(tone = "teal")]
    Carrier,
    /// Works for us.
    #[choice(tone = "violet")]
    Employee,
    /// Sells with us.
    #[choice(tone = "warn")]
    ChannelPartner,
}

/// One role of a party and the time it holds.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "parties.role", kind = 51, line_of = "parties.party")]
pub struct Role {
    pub head: Head,
    pub role: RoleName,
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
}

/// What an address is for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AddressUse {
    /// Where invoices go.
    #[default]
    Bill,
    /// Where goods go.
    Ship,
    /// Where work is done.
    Site,
    /// Where the public buys.
    Store,
}

/// One postal address of a party.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "parties.address",
    kind = 52,
    plural = "addresses",
    line_of = "parties.party",
    title = "city",
    search(city, postal_code, name)
)]
pub struct Address {
    pub head: Head,
    pub purpose: AddressUse,
    /// What people call the place: "Warehouse North".
    #[field(personal)]
    pub name: Option<String>,
    /// Street and number, in as many lines as it takes.
    #[field(max = 300, personal)]
    pub street: Option<Text>,
    #[field(max = 20, personal)]
    pub postal_code: Option<String>,
    #[field(max = 80, personal)]
    pub city: Option<String>,
    #[field(max = 80)]
    pub region: Option<String>,
    pub country: Option<Id<Country>>,
    /// Millionths of a degree, north positive.
    #[field(personal)]
    pub latitude: Option<i64>,
    /// Millionths of a degree, east positive.
    #[field(personal)]
    pub longitude: Option<i64>,
    #[field(max = 300)]
    pub opening_hours: Option<Text>,
    /// When visits suit them: "Tue–Thu 10–12".
    pub visit_hours: Option<String>,
    pub is_primary: bool,
}

/// Whether an e-mail address or number is used at work or at home.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// At work.
    #[default]
    Work,
    /// At home.
    Private,
    /// Carried along.
    Mobile,
    /// Invoices and reminders.
    Billing,
    /// Anything else.
    Other,
}

/// How somebody likes to be reached.
#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Email,
    Phone,
    /// A short message to a telephone.
    Message,
    Letter,
    Visit,
}

/// One e-mail address of a party. Its flags protect every record that holds the same address, see [`email_blocked`].
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(
    name = "parties.email_address",
    kind = 53,
    plural = "email-addresses",
    line_of = "parties.party",
    search(address)
)]
pub struct EmailAddress {
    pub head: Head,
    #[field(indexed, personal)]
    pub address: Email,
    pub purpose: Use,
    pub is_primary: bool,
    /// Mail to it came back.
    pub is_invalid: bool,
    /// Its owner wants no mail.
    pub is_opted_out: bool,
}

/// Where a party is reached by e-mail: at the address for this use, else at the first one. Nothing where mail came back or nobody
/// wants any, here or at whoever else has the address.
pub fn mail_address(read: &Read, party: Id<Party>, wanted: Use) -> Result<Option<String>> {
    let party: Party = read.get(party)?;
    let mut emails: Vec<&EmailAddress> = loaded(&party.emails).iter().collect();
    emails.sort_by_key(|e| (e.purpose != wanted, !e.is_primary, e.head.id));
    for email in emails.into_iter().filter(|e| e.purpose == wanted || e.purpose != Use::Private) {
        if !email.is_invalid && !email.is_opted_out && email_blocked(read, &email.address)? == (false, false) {
            return Ok(Some(email.address.0.clone()));
        }
    }
    Ok(None)
}

/// One telephone number of a party.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "parties.phone_number", kind = 54, line_of = "parties.party", search(number))]
pub struct PhoneNumber {
    pub head: Head,
    /// In the international form where it could be read so.
    #[field(indexed, personal)]
    pub number: Phone,
    pub purpose: Use,
    pub is_primary: bool,
    pub is_invalid: bool,
    /// Its owner wants no calls.
    pub is_opted_out: bool,
    /// The number could not be read in the country of the party and stands as typed.
    #[field(computed)]
    pub is_as_typed: bool,
}

/// Another party that looks alike and is somebody else: said once, by whoever looked, and never asked again.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "parties.distinction", kind = 55, line_of = "parties.party")]
pub struct Distinction {
    pub head: Head,
    pub other: Id<Party>,
}

impl Business for Role {}
impl Business for Address {}
impl Business for EmailAddress {}
impl Business for PhoneNumber {}
impl Business for Distinction {}

impl Role {
    /// A role that holds from now on.
    pub fn of(role: RoleName) -> Role {
        Role { head: Head::default(), role, starts_on: None, ends_on: None }
    }

    /// True when it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.starts_on.is_none_or(|from| from <= day) && self.ends_on.is_none_or(|until| until >= day)
    }
}

impl EmailAddress {
    /// A work address.
    pub fn of(address: &str) -> EmailAddress {
        EmailAddress {
            head: Head::default(),
            address: Email::from(address),
            purpose: Use::Work,
            is_primary: false,
            is_invalid: false,
            is_opted_out: false,
        }
    }
}

impl PhoneNumber {
    /// A work number.
    pub fn of(number: &str) -> PhoneNumber {
        PhoneNumber {
            head: Head::default(),
            number: Phone::from(number),
            purpose: Use::Work,
            is_primary: false,
            is_invalid: false,
            is_opted_out: false,
            is_as_typed: false,
        }
    }
}

impl Address {
    /// An address in a city.
    pub fn of(purpose: AddressUse, city: &str, country: Option<Id<Country>>) -> Address {
        Address {
            head: Head::default(),
            purpose,
            name: None,
            street: None,
            postal_code: None,
            city: Some(city.to_owned()),
            region: None,
            country,
            latitude: None,
            longitude: None,
            opening_hours: None,
            visit_hours: None,
            is_primary: false,
        }
    }
}

/// The lines, or none where they were not loaded.
pub fn loaded<T: Named>(lines: &Lines<T>) -> &[T] {
    match lines {
        Lines::Loaded(lines) => lines,
        Lines::NotLoaded => &[],
    }
}

/// True when nobody may be called at a number, whichever record holds it: it leads nowhere, or its owner wants no calls, or nothing.
pub fn phone_blocked(read: &Read, number: &str) -> Result<bool> {
    let sql = store::sql!(
        "parties.phone_blocked",
        "SELECT COUNT(*) FROM parties_phone_number n JOIN parties_party p ON p.id = n.document \
         WHERE n.number = $1 AND (n.is_invalid = 1 OR n.is_opted_out = 1 OR p.do_not_contact = 1)"
    );
    Ok(read.number(sql, &[number.into()])? > 0)
}

/// Why no mail may go to an address, whichever record holds it: it came back somewhere, or its owner opted out somewhere.
/// Archived records protect too. The answer is (invalid, opted out).
pub fn email_blocked(read: &Read, address: &str) -> Result<(bool, bool)> {
    let sql = store::sql!(
        "parties.email_blocked",
        "SELECT COALESCE(MAX(e.is_invalid), 0), COALESCE(MAX(CASE WHEN p.do_not_contact = 1 THEN 1 ELSE e.is_opted_out END), 0) \
         FROM parties_email_address e JOIN parties_party p ON p.id = e.document WHERE e.address = $1"
    );
    let row = read.row(sql, &[crate::matching::email(address).into()])?.unwrap_or_default();
    let flag = |place: usize| row.get(place).and_then(entity::Value::int) == Some(1);
    Ok((flag(0), flag(1)))
}
