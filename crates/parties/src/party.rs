//! A party is an organisation or a person we deal with; what it is to us are its roles. Nothing is posted here.

use crate::contact::loaded;
use crate::matching::{self, Traits};
use crate::{
    Address, Category, Channel, Distinction, EmailAddress, Industry, PhoneNumber, Role, RoleName, ownership, phone,
    tax_id,
};
use base::{Id, Money, Refusal, Result};
use entity::{Choice, Custom, Described, Email, Entity, Fields, Head, Input, Lines, Number, Phone, Text, Url, Value};
use platform::{Country, Currency, Language, Team, User};
use store::{Business, Finds, Guard, Made, MatchKey, Merging, Operation, Read, Refusals, Tx, operations};

/// Whether a party is an organisation or a human being.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A firm, an office, a site of one.
    #[default]
    #[choice(tone = "info")]
    Organisation,
    /// A human being.
    #[choice(tone = "violet")]
    Person,
}

/// How many people an organisation has.
#[derive(Choice, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    #[choice(code = "1_10")]
    UpTo10,
    #[choice(code = "11_50")]
    UpTo50,
    #[choice(code = "51_200")]
    UpTo200,
    #[choice(code = "201_500")]
    UpTo500,
    #[choice(code = "501_1000")]
    UpTo1000,
    #[choice(code = "over_1000")]
    Over1000,
}

/// Whether we deal with it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Business as usual.
    #[default]
    #[choice(tone = "success")]
    Active,
    /// New business is refused until somebody lifts it.
    #[choice(tone = "danger")]
    Blocked,
    /// Business has ended.
    Inactive,
}

/// How far somebody trusts it with credit; selling reckons from debts and limits whether it is worse than that.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CreditStatus {
    /// Nothing but the rules of credit stops it.
    #[default]
    #[choice(tone = "success")]
    Ok,
    /// Whoever sells to it is warned.
    #[choice(tone = "warn")]
    Watch,
    /// Each order waits until somebody lets it through.
    #[choice(tone = "danger")]
    Hold,
    /// Nothing is sold to it and nothing leaves.
    #[choice(tone = "danger")]
    Stop,
}

/// Somebody we deal with: an organisation or a person.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "parties.party",
    kind = 50,
    plural = "parties",
    icon = "building-2",
    title = "name",
    code = "code",
    number = "P-{seq}",
    search(name, code, tax_id, website),
    sort = "name",
    unique(code),
    unique(tax_country, tax_id),
    large,
    view(customers = "filter=is_customer%20%3D%20yes&sort=name"),
    view(suppliers = "filter=is_supplier%20%3D%20yes&sort=name"),
    view(people = "filter=form%20%3D%20person&sort=name"),
    view(quiet = "filter=do_not_contact%20%3D%20yes&sort=name"),
    view(blocked = "filter=state%20%3D%20blocked&sort=-changed_at")
)]
pub struct Party {
    pub head: Head,
    /// Drawn from the series unless somebody gives one when it is made.
    #[field(column, indexed, given)]
    pub code: Number,
    #[field(column)]
    pub form: Form,
    #[field(indexed, column, personal)]
    pub name: String,
    #[field(max = 80, personal)]
    pub given_name: Option<String>,
    #[field(max = 80, personal)]
    pub family_name: Option<String>,
    #[field(column)]
    pub category: Option<Id<Category>>,
    pub industry: Option<Id<Industry>>,
    pub size: Option<Size>,
    /// The organisation it belongs to: the group of a company, the company of a site.
    pub parent: Option<Id<Party>>,
    /// Where it is at home; decides what a telephone number without a prefix means.
    #[field(column)]
    pub country: Option<Id<Country>>,
    pub language: Option<Language>,
    #[field(personal)]
    pub website: Option<Url>,
    #[field(personal)]
    pub notes: Option<Text>,
    #[field(section = "roles")]
    pub roles: Lines<Role>,
    #[field(section = "contact")]
    pub addresses: Lines<Address>,
    #[field(section = "contact")]
    pub emails: Lines<EmailAddress>,
    #[field(section = "contact")]
    pub phones: Lines<PhoneNumber>,
    /// The primary e-mail address.
    #[field(computed, column, personal, section = "contact")]
    pub email: Option<Email>,
    /// The primary telephone number.
    #[field(computed, column, personal, section = "contact")]
    pub phone: Option<Phone>,
    /// How it likes to be reached, and when.
    #[field(section = "contact")]
    pub preferred_channel: Option<Channel>,
    #[field(max = 80, personal, section = "contact")]
    pub best_time: Option<String>,
    /// It wants to hear nothing from us but what its own business asks for.
    #[field(indexed, section = "contact")]
    pub do_not_contact: bool,
    #[field(section = "money")]
    pub tax_country: Option<Id<Country>>,
    /// Without the country's prefix; a site has none of its own, it is its company's.
    #[field(max = 30, personal, section = "money")]
    pub tax_id: Option<String>,
    #[field(section = "money")]
    pub currency: Option<Id<Currency>>,
    /// The most they may owe us; empty is no limit.
    #[field(currency = "currency", section = "money")]
    pub credit_limit: Option<Money>,
    /// What somebody said of its credit.
    #[field(section = "money")]
    pub credit_status: CreditStatus,
    #[field(read_only, column, section = "care")]
    pub owner: Option<Id<User>>,
    #[field(read_only, section = "care")]
    pub team: Option<Id<Team>>,
    #[field(read_only, max = 300, section = "care")]
    pub blocked_because: Option<String>,
    /// Parties that look like this one and are somebody else.
    #[field(section = "care")]
    pub distinctions: Lines<Distinction>,
    /// It has the role of a customer that has not ended.
    #[field(computed, indexed, section = "roles")]
    pub is_customer: bool,
    /// It has the role of a supplier that has not ended.
    #[field(computed, indexed, section = "roles")]
    pub is_supplier: bool,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// Why business stops.
#[derive(Input)]
pub struct BlockReason {
    #[field(max = 300)]
    pub reason: String,
}

/// Who looks after it from today on.
#[derive(Input)]
pub struct Transfer {
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
    /// Everything below it goes along.
    pub also_children: bool,
}

/// Taking a person's data away, for good.
#[derive(Input)]
pub struct Erasure {
    /// The code of the person, typed again.
    #[field(max = 60)]
    pub code: String,
}

/// The record that goes into this one.
#[derive(Input)]
pub struct MergeWith {
    pub other: Id<Party>,
}

impl Party {
    /// An active organisation.
    pub fn organisation(name: &str) -> Party {
        Party {
            head: Head::default(),
            code: Number::default(),
            form: Form::Organisation,
            name: name.to_owned(),
            given_name: None,
            family_name: None,
            category: None,
            industry: None,
            size: None,
            parent: None,
            country: None,
            language: None,
            website: None,
            notes: None,
            roles: Lines::default(),
            addresses: Lines::default(),
            emails: Lines::default(),
            phones: Lines::default(),
            email: None,
            phone: None,
            preferred_channel: None,
            best_time: None,
            do_not_contact: false,
            tax_country: None,
            tax_id: None,
            currency: None,
            credit_limit: None,
            credit_status: CreditStatus::Ok,
            owner: None,
            team: None,
            blocked_because: None,
            distinctions: Lines::default(),
            is_customer: false,
            is_supplier: false,
            state: State::Active,
            custom: Custom::default(),
        }
    }

    /// An active person.
    pub fn person(given_name: &str, family_name: &str) -> Party {
        Party {
            form: Form::Person,
            given_name: Some(given_name.to_owned()),
            family_name: Some(family_name.to_owned()),
            ..Party::organisation("")
        }
    }

    /// The party of a code.
    pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<Party>>> {
        let sql =
            store::sql!("parties.by_code", "SELECT id FROM parties_party WHERE code = $1 AND archived_at IS NULL");
        let row = read.row(sql, &[code.into()])?;
        Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
    }

    /// The party and everything below it: companies of a group, sites of a company.
    pub fn family(read: &Read, top: Id<Party>) -> Result<Vec<Id<Party>>> {
        let ids = platform::tree::below(read, "parties_party", "parent", top.raw())?;
        Ok(ids.into_iter().map(Id::from_raw).collect())
    }

    fn activate(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.blocked_because = None;
        Ok(Vec::new())
    }

    fn block(&mut self, _tx: &mut Tx, why: BlockReason) -> Result<Made> {
        self.blocked_because = Some(why.reason);
        Ok(Vec::new())
    }

    fn deactivate(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    fn transfer(&mut self, tx: &mut Tx, to: Transfer) -> Result<Made> {
        let mut made = Made::new();
        if to.also_children {
            let below: Vec<Id<Party>> =
                Party::family(tx, self.id())?.into_iter().filter(|id| *id != self.id()).collect();
            let shape = tx.shape(Self::DEF.name)?;
            for mut child in tx.lock_many(&below)? {
                // Children that somebody else keeps from this user stay with whom they are.
                if (child.owner, child.team) != (to.owner, to.team) && tx.may(&shape, &child.to_record(), "transfer")? {
                    ownership::begin(tx, &child, to.owner, to.team)?;
                    (child.owner, child.team) = (to.owner, to.team);
                    tx.update(&mut child)?;
                    made.push((Self::DEF.name, child.head.id));
                }
            }
        }
        if (self.owner, self.team) != (to.owner, to.team) {
            ownership::begin(tx, self, to.owner, to.team)?;
            (self.owner, self.team) = (to.owner, to.team);
        }
        Ok(made)
    }

    fn merge(&mut self, tx: &mut Tx, with: MergeWith) -> Result<Made> {
        let done = crate::merge::merge(tx, self.id(), &[with.other], &[])?;
        *self = tx.lock(self.id())?;
        Ok(vec![("parties.merge", done.raw())])
    }

    fn can_merge(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.head.archived_at.is_some() { Guard::Hidden } else { Guard::Open })
    }

    /// Empties a person's own data, what hangs on it, and what the history keeps of both. What refers to the person stays, under its
    /// code.
    fn erase(&mut self, tx: &mut Tx, typed: Erasure) -> Result<Made> {
        let same = typed.code.trim() == &*self.code;
        base::ensure!(same, Refusal::new("parties.erase_code").field("code").arg("code", &*self.code))?;
        store::audit::erase(tx, Self::DEF.name, self.head.id)?;
        let host = platform::Host { kind: i64::from(Self::DEF.kind), record: self.head.id };
        platform::erasing::hanging(tx, host, &self.code)?;
        self.name = self.code.to_string();
        (self.given_name, self.family_name) = (None, None);
        (self.website, self.notes, self.tax_id, self.blocked_because) = (None, None, None, None);
        (self.email, self.phone, self.best_time) = (None, None, None);
        self.addresses = Vec::new().into();
        self.emails = Vec::new().into();
        self.phones = Vec::new().into();
        Ok(Vec::new())
    }

    fn can_erase(&self, _read: &Read) -> Result<Guard> {
        Ok(if self.form == Form::Person { Guard::Open } else { Guard::Hidden })
    }

    fn complete_contacts(&mut self, country: Option<&str>) {
        if let Lines::Loaded(emails) = &mut self.emails {
            for line in emails.iter_mut() {
                line.address = Email::new(matching::email(&line.address));
            }
            elect(emails, |l| &mut l.is_primary, |l| !l.is_invalid);
            self.email = emails.iter().find(|l| l.is_primary).map(|l| l.address.clone());
        }
        if let Lines::Loaded(phones) = &mut self.phones {
            for line in phones.iter_mut() {
                let (number, read) = phone::normal(&line.number, country);
                (line.number, line.is_as_typed) = (Phone::new(number), !read);
            }
            elect(phones, |l| &mut l.is_primary, |l| !l.is_invalid);
            self.phone = phones.iter().find(|l| l.is_primary).map(|l| l.number.clone());
        }
        if let Lines::Loaded(addresses) = &mut self.addresses {
            elect(addresses, |l| &mut l.is_primary, |_| true);
        }
    }

    pub(crate) fn traits(&self) -> Traits<'_> {
        Traits {
            name: &self.name,
            emails: loaded(&self.emails).iter().map(|e| &*e.address).collect(),
            phones: loaded(&self.phones).iter().map(|p| &*p.number).collect(),
            website: self.website.as_deref(),
            tax_id: self.tax_id.as_deref().map(|n| (self.tax_country.map_or(0, Id::raw), n)),
            cities: loaded(&self.addresses).iter().filter_map(|a| a.city.as_deref()).collect(),
            organisation: self.form == Form::Organisation,
        }
    }

    fn check_parent(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let Some(parent) = self.parent else { return Ok(()) };
        let above = read.select::<Party>("id = $1", &[parent.into()])?.pop();
        let organisations = self.form == Form::Organisation && above.is_some_and(|p| p.form == Form::Organisation);
        refusals.ensure(organisations, "parties.parent_of_person", "parent");
        if self.head.saved() {
            // Two people who hang two parties under each other at once would each see no circle.
            read.hold("tree", Self::DEF.name)?;
            if platform::tree::above(read, "parties_party", "parent", parent.raw())?.contains(&self.head.id) {
                refusals.add(Refusal::new("parties.parent_in_a_circle").field("parent").record(&self.name));
            }
        }
        Ok(())
    }
}

/// The name of a person from its parts: Chinese names put the family first, without a blank.
pub fn full_name(given: &str, family: &str) -> String {
    if family.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        format!("{family}{given}")
    } else {
        format!("{given} {family}").trim().to_owned()
    }
}

/// Exactly one of several is the primary one: the first marked, or else the first fit one.
pub fn elect<T>(lines: &mut [T], flag: fn(&mut T) -> &mut bool, fit: fn(&T) -> bool) {
    let marked = lines.iter_mut().position(|l| *flag(l));
    let first = marked.or_else(|| lines.iter().position(fit)).or(if lines.is_empty() { None } else { Some(0) });
    for (place, line) in lines.iter_mut().enumerate() {
        *flag(line) = Some(place) == first;
    }
}

/// The ISO code of a country.
pub fn country_code(read: &Read, country: Option<Id<Country>>) -> Result<Option<String>> {
    let Some(country) = country else { return Ok(None) };
    let sql = store::sql!("parties.country_code", "SELECT code FROM platform_country WHERE id = $1");
    Ok(read.row(sql, &[country.into()])?.and_then(|row| row.first().and_then(Value::text).map(str::to_owned)))
}

impl Business for Party {
    const ALIKE: Option<Finds<Self>> = Some(|draft, read| crate::duplicates::like(read, draft));
    const MERGING: Option<Merging> = Some(crate::merge::MERGING);

    const OPERATIONS: &'static [Operation] = &operations![Party:
        activate: [Blocked, Inactive] => Active,
        block(BlockReason): [Active] => Blocked,
        deactivate: [Active, Blocked] => Inactive,
        transfer(Transfer): [] => same,
        merge(MergeWith) if can_merge: [] => same,
        erase(Erasure) if can_erase: [] => Inactive,
    ];

    fn complete(&mut self, read: &Read, touched: &Fields) -> Result<()> {
        let parts = touched.has("given_name") || touched.has("family_name");
        if self.form == Form::Person && (self.name.trim().is_empty() || (parts && !touched.has("name"))) {
            let part = |p: &Option<String>| p.clone().unwrap_or_default();
            self.name = full_name(&part(&self.given_name), &part(&self.family_name));
        }
        if self.country.is_none() {
            let addresses = loaded(&self.addresses);
            let first = addresses.iter().find(|a| a.is_primary).or(addresses.first());
            self.country = first.and_then(|a| a.country).or(self.tax_country);
        }
        if self.tax_id.as_deref().is_some_and(|t| !t.is_empty()) && self.tax_country.is_none() {
            self.tax_country = self.country;
        }
        let country = country_code(read, self.country)?;
        if let Some(typed) = &self.tax_id {
            let of =
                if self.tax_country == self.country { country.clone() } else { country_code(read, self.tax_country)? };
            self.tax_id = Some(tax_id::normal(of.as_deref().unwrap_or(""), typed)).filter(|n| !n.is_empty());
        }
        self.complete_contacts(country.as_deref());
        if let Lines::Loaded(roles) = &self.roles {
            let today = read.today();
            let has = |name| roles.iter().any(|r| r.role == name && r.ends_on.is_none_or(|until| until >= today));
            (self.is_customer, self.is_supplier) = (has(RoleName::Customer), has(RoleName::Supplier));
        }
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        if let Some(number) = &self.tax_id {
            let country = country_code(read, self.tax_country)?;
            refusals.ensure(country.is_some(), "parties.tax_country_missing", "tax_country");
            let verdict = tax_id::verdict(country.as_deref().unwrap_or(""), number);
            let code = match verdict {
                tax_id::Verdict::CheckDigit => Some("parties.tax_check_digit"),
                tax_id::Verdict::Malformed => Some("parties.tax_malformed"),
                _ => None,
            };
            if let Some(code) = code {
                let country = country.unwrap_or_default();
                refusals.add(Refusal::new(code).field("tax_id").arg("value", number).arg("country", country));
            }
        }
        if self.credit_limit.is_some_and(Money::is_negative) {
            refusals.field("parties.credit_limit_negative", "credit_limit");
        }
        refusals.ensure(
            self.credit_limit.is_none() || self.currency.is_some(),
            "parties.credit_limit_currency",
            "currency",
        );
        for (place, role) in loaded(&self.roles).iter().enumerate() {
            if let (Some(from), Some(until)) = (role.starts_on, role.ends_on) {
                refusals.ensure(from <= until, "parties.ends_before_start", format!("roles.{place}.ends_on"));
            }
        }
        for (place, address) in loaded(&self.addresses).iter().enumerate() {
            let inside = |degrees: Option<i64>, most: i64| degrees.is_none_or(|d| d.abs() <= most * 1_000_000);
            refusals.ensure(
                inside(address.latitude, 90),
                "parties.not_on_earth",
                format!("addresses.{place}.latitude"),
            );
            refusals.ensure(
                inside(address.longitude, 180),
                "parties.not_on_earth",
                format!("addresses.{place}.longitude"),
            );
        }
        self.check_parent(read, refusals)?;
        crate::duplicates::refuse(read, self, refusals)
    }

    const MATCH_KEYS: Option<fn(&Self) -> Vec<MatchKey>> = Some(|party| matching::keys(&party.traits()));
}
