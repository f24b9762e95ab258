//! A lead is somebody who may become a customer: who, where from, what they want and who looks after it. It posts nothing.

use crate::{CloseReason, Conversion, Convert, Opportunity, Source, assignment};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Custom, Email, Entity, Fields, Head, Input, Lines, Number, Phone, Text, Url, Value};
use parties::matching::{self, Traits};
use parties::{Industry, Party, Size, Use, country_code, duplicates, elect, full_name, loaded, phone};
use platform::{Company, Country, Language, Team, User};
use store::{Begins, Business, Candidate, Finds, Guard, Made, MatchKey, Operation, Read, Refusals, Tx, operations};

/// Where the lead stands.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has worked on it yet.
    #[default]
    New,
    #[choice(tone = "info")]
    Working,
    /// It waits for a day.
    #[choice(tone = "violet")]
    Nurturing,
    /// Worth an opportunity.
    #[choice(tone = "teal")]
    Qualified,
    /// It became a customer, a contact or an opportunity.
    #[choice(tone = "success")]
    Converted,
    #[choice(tone = "danger")]
    Disqualified,
}

/// How it reached us.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    #[default]
    ByHand,
    WebForm,
    Email,
    Call,
    Chat,
    /// A scan at a fair.
    Event,
    /// A business card.
    Card,
    Import,
    /// Another program.
    Program,
}

/// Somebody who may become a customer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.lead",
    kind = 260,
    icon = "user-plus",
    title = "name",
    number = "L-{year}-{seq}",
    search(name, organisation, number, website),
    sort = "-id",
    board = "state",
    calendar = "resume_on",
    large,
    editable(new, working, nurturing, qualified),
    index(owner, state),
    index(state, resume_on),
    view(queue = "filter=owner%20is%20empty%20and%20state%20=%20new&sort=id"),
    view(mine = "filter=owner%20=%20me%20and%20state%20in%20(new,%20working,%20qualified)&sort=-id"),
    view(nurturing = "filter=state%20=%20nurturing&sort=resume_on"),
    view(converted = "filter=state%20=%20converted&sort=-id"),
    view(quiet = "filter=do_not_contact%20%3D%20yes&sort=-id")
)]
pub struct Lead {
    pub head: Head,
    #[field(column)]
    pub number: Number,
    /// The person, or the organisation where nobody is named.
    #[field(computed, optional, indexed, column, personal)]
    pub name: String,
    #[field(max = 80, personal)]
    pub given_name: Option<String>,
    #[field(max = 80, personal)]
    pub family_name: Option<String>,
    #[field(column)]
    pub organisation: Option<String>,
    /// What they do there.
    #[field(max = 120)]
    pub job_title: Option<String>,
    /// What they want, in their words.
    #[field(max = 4000, personal)]
    pub interest: Option<Text>,
    /// The primary address; one that is typed here joins the others.
    #[field(column, personal, section = "contact")]
    pub email: Option<Email>,
    /// The primary number; one that is typed here joins the others.
    #[field(personal, section = "contact")]
    pub phone: Option<Phone>,
    #[field(section = "contact")]
    pub emails: Lines<LeadEmail>,
    #[field(section = "contact")]
    pub phones: Lines<LeadPhone>,
    /// How they like to be reached, and when.
    #[field(section = "contact")]
    pub preferred_channel: Option<parties::Channel>,
    #[field(max = 80, personal, section = "contact")]
    pub best_time: Option<String>,
    /// They want to hear nothing from us but what they asked for.
    #[field(indexed, section = "contact")]
    pub do_not_contact: bool,
    #[field(section = "contact")]
    pub website: Option<Url>,
    #[field(max = 300, personal, section = "contact")]
    pub street: Option<String>,
    #[field(max = 20, personal, section = "contact")]
    pub postal_code: Option<String>,
    #[field(max = 80, personal, section = "contact")]
    pub city: Option<String>,
    #[field(max = 80, section = "contact")]
    pub region: Option<String>,
    #[field(section = "contact")]
    pub country: Option<Id<Country>>,
    #[field(section = "contact")]
    pub language: Option<Language>,
    #[field(section = "firm")]
    pub industry: Option<Id<Industry>>,
    #[field(section = "firm")]
    pub size: Option<Size>,
    #[field(section = "origin")]
    pub channel: Channel,
    #[field(column, section = "origin")]
    pub source: Option<Id<Source>>,
    #[field(max = 120, section = "origin")]
    pub utm_source: Option<String>,
    #[field(max = 120, section = "origin")]
    pub utm_medium: Option<String>,
    #[field(max = 120, section = "origin")]
    pub utm_campaign: Option<String>,
    #[field(max = 120, section = "origin")]
    pub utm_term: Option<String>,
    #[field(max = 120, section = "origin")]
    pub utm_content: Option<String>,
    /// The page on which they turned to us.
    #[field(section = "origin")]
    pub landing_page: Option<Url>,
    #[field(column, section = "care")]
    pub owner: Option<Id<User>>,
    #[field(section = "care")]
    pub team: Option<Id<Team>>,
    #[field(section = "care")]
    pub company: Id<Company>,
    /// When it comes back.
    #[field(read_only, indexed, section = "care")]
    pub resume_on: Option<Date>,
    /// How often somebody began to work on it.
    #[field(read_only, default = "0", section = "care")]
    pub attempts: i64,
    #[field(read_only, section = "care")]
    pub loss_reason: Option<Id<CloseReason>>,
    #[field(read_only, max = 1000, section = "care")]
    pub loss_note: Option<Text>,
    /// When somebody first worked on it.
    #[field(read_only, section = "care")]
    pub worked_at: Option<Instant>,
    #[field(read_only, section = "became")]
    pub became_organisation: Option<Id<Party>>,
    #[field(read_only, section = "became")]
    pub became_person: Option<Id<Party>>,
    #[field(read_only, section = "became")]
    pub became_opportunity: Option<Id<Opportunity>>,
    #[field(read_only, indexed, section = "became")]
    pub converted_at: Option<Instant>,
    #[field(read_only, section = "became")]
    pub converted_by: Option<Id<User>>,
    #[field(read_only, section = "became")]
    pub conversion: Option<Id<Conversion>>,
    #[field(indexed, column)]
    pub state: State,
    pub custom: Custom,
}

/// One e-mail address of a lead.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.lead_email_address", kind = 261, line_of = "crm.lead", title = "address", search(address), large)]
pub struct LeadEmail {
    pub head: Head,
    #[field(indexed, personal)]
    pub address: Email,
    pub purpose: Use,
    pub is_primary: bool,
}

/// One telephone number of a lead.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "crm.lead_phone_number", kind = 262, line_of = "crm.lead", title = "number", search(number), large)]
pub struct LeadPhone {
    pub head: Head,
    #[field(indexed, personal)]
    pub number: Phone,
    pub purpose: Use,
    pub is_primary: bool,
    /// The number could not be read in the country of the lead and stands as typed.
    #[field(computed)]
    pub is_as_typed: bool,
}

/// Until when a lead waits.
#[derive(Input, Clone, Debug)]
pub struct Nurture {
    pub resume_on: Date,
}

/// Why a lead comes to nothing.
#[derive(Input, Clone, Debug)]
pub struct Disqualify {
    pub reason: Id<CloseReason>,
    #[field(max = 1000)]
    pub note: Option<Text>,
}

/// Who looks after it from now on.
#[derive(Input, Clone, Debug)]
pub struct HandOver {
    pub owner: Option<Id<User>>,
    pub team: Option<Id<Team>>,
}

/// Empties a lead whose person is erased, and what hangs on it. Where it came from and what became of it stays, under its number.
pub(crate) fn erase(tx: &mut Tx, id: Id<Lead>) -> Result<()> {
    let word = tx.header(id)?.number.to_string();
    let host = platform::Host { kind: i64::from(Lead::DEF.kind), record: id.raw() };
    platform::erasing::hanging(tx, host, &word)?;
    store::audit::erase_along::<Lead>(tx, id, |lead| {
        lead.name = word;
        (lead.given_name, lead.family_name, lead.job_title, lead.interest) = (None, None, None, None);
        (lead.email, lead.phone, lead.website, lead.loss_note) = (None, None, None, None);
        lead.best_time = None;
        (lead.street, lead.postal_code, lead.city, lead.landing_page) = (None, None, None, None);
        (lead.emails, lead.phones) = (Vec::new().into(), Vec::new().into());
    })
}

impl LeadEmail {
    /// A work address.
    pub fn of(address: &str) -> LeadEmail {
        LeadEmail { head: Head::default(), address: Email::from(address), purpose: Use::Work, is_primary: false }
    }
}

impl LeadPhone {
    /// A work number.
    pub fn of(number: &str) -> LeadPhone {
        let head = Head::default();
        LeadPhone { head, number: Phone::from(number), purpose: Use::Work, is_primary: false, is_as_typed: false }
    }
}

impl Lead {
    /// Somebody of an organisation; either may be empty.
    pub fn new(company: Id<Company>, given_name: &str, family_name: &str, organisation: &str) -> Lead {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Lead {
            head: Head::default(),
            number: Number::default(),
            name: String::new(),
            given_name: some(given_name),
            family_name: some(family_name),
            organisation: some(organisation),
            job_title: None,
            interest: None,
            emails: Lines::default(),
            phones: Lines::default(),
            email: None,
            phone: None,
            preferred_channel: None,
            best_time: None,
            do_not_contact: false,
            website: None,
            street: None,
            postal_code: None,
            city: None,
            region: None,
            country: None,
            language: None,
            industry: None,
            size: None,
            channel: Channel::ByHand,
            source: None,
            utm_source: None,
            utm_medium: None,
            utm_campaign: None,
            utm_term: None,
            utm_content: None,
            landing_page: None,
            owner: None,
            team: None,
            company,
            resume_on: None,
            attempts: 0,
            loss_reason: None,
            loss_note: None,
            worked_at: None,
            became_organisation: None,
            became_person: None,
            became_opportunity: None,
            converted_at: None,
            converted_by: None,
            conversion: None,
            state: State::New,
            custom: Custom::default(),
        }
    }

    /// The same, with a way to reach them.
    pub fn reached_at(mut self, emails: &[&str], phones: &[&str]) -> Lead {
        self.emails = emails.iter().map(|e| LeadEmail::of(e)).collect::<Vec<_>>().into();
        self.phones = phones.iter().map(|p| LeadPhone::of(p)).collect::<Vec<_>>().into();
        self
    }

    /// The person's name; empty where nobody is named.
    pub(crate) fn person(&self) -> String {
        full_name(self.given_name.as_deref().unwrap_or(""), self.family_name.as_deref().unwrap_or(""))
    }

    fn work(&mut self, tx: &mut Tx) -> Result<Made> {
        self.attempts += 1;
        self.worked_at.get_or_insert(tx.now());
        self.resume_on = None;
        if self.owner.is_none() {
            // Whoever takes one out of the queue has it.
            self.owner = tx.who().user.map(Id::from_raw);
        }
        Ok(Vec::new())
    }

    fn qualify(&mut self, tx: &mut Tx) -> Result<Made> {
        self.worked_at.get_or_insert(tx.now());
        self.resume_on = None;
        Ok(Vec::new())
    }

    /// Parks it until a day.
    fn nurture(&mut self, tx: &mut Tx, asked: Nurture) -> Result<Made> {
        let past = Refusal::new("crm.resume_in_the_past").field("resume_on").arg("day", asked.resume_on);
        base::ensure!(asked.resume_on > tx.today(), past)?;
        self.resume_on = Some(asked.resume_on);
        Ok(Vec::new())
    }

    /// Back among the new ones; who had it and may still work keeps it, otherwise it is given out again.
    fn resume(&mut self, tx: &mut Tx) -> Result<Made> {
        self.resume_on = None;
        let active = match self.owner {
            Some(owner) => tx.get(owner)?.active,
            None => false,
        };
        if active {
            return Ok(Vec::new());
        }
        self.owner = None;
        self.assign(tx)
    }

    fn disqualify(&mut self, tx: &mut Tx, asked: Disqualify) -> Result<Made> {
        crate::source::applies(tx, asked.reason, crate::Applies::Leads)?;
        (self.loss_reason, self.loss_note, self.resume_on) = (Some(asked.reason), asked.note, None);
        Ok(Vec::new())
    }

    fn reopen(&mut self, _tx: &mut Tx) -> Result<Made> {
        (self.loss_reason, self.loss_note) = (None, None);
        Ok(Vec::new())
    }

    /// Gives it out by the rules.
    fn assign(&mut self, tx: &mut Tx) -> Result<Made> {
        let decision = assignment::decide(tx, self)?;
        let made = assignment::carry_out(tx, self, decision)?;
        Ok(vec![(crate::Assignment::DEF.name, made.raw())])
    }

    fn can_assign(&self, _read: &Read) -> Result<Guard> {
        let open = matches!(self.state, State::New | State::Working | State::Qualified);
        Ok(if open { Guard::Open } else { Guard::Hidden })
    }

    fn hand_over(&mut self, tx: &mut Tx, to: HandOver) -> Result<Made> {
        if let Some(owner) = to.owner {
            let user: User = tx.get(owner)?;
            let refusal = Refusal::new("crm.owner_inactive").field("owner").record(&user.name);
            base::ensure!(user.active && user.head.archived_at.is_none(), refusal)?;
            self.team = to.team.or(user.team).or(self.team);
        } else {
            self.team = to.team.or(self.team);
        }
        self.owner = to.owner;
        Ok(Vec::new())
    }

    /// The primary ways to reach it. What stands in the one field is typed anew when it is neither among the lines nor what was
    /// primary before.
    fn complete_contacts(&mut self, country: Option<&str>, before: (Option<String>, Option<String>)) {
        if let Lines::Loaded(emails) = &mut self.emails {
            for line in emails.iter_mut() {
                line.address = Email::new(matching::email(&line.address));
            }
            let typed = self
                .email
                .take()
                .map(|e| matching::email(&e))
                .filter(|e| !e.is_empty() && Some(e) != before.0.as_ref());
            if let Some(typed) = typed {
                emails.iter_mut().for_each(|l| l.is_primary = *l.address == *typed);
                if !emails.iter().any(|l| l.is_primary) {
                    emails.push(LeadEmail { is_primary: true, ..LeadEmail::of(&typed) });
                }
            }
            elect(emails, |l| &mut l.is_primary, |_| true);
            self.email = emails.iter().find(|l| l.is_primary).map(|l| l.address.clone());
        }
        if let Lines::Loaded(phones) = &mut self.phones {
            for line in phones.iter_mut() {
                let (number, read) = phone::normal(&line.number, country);
                (line.number, line.is_as_typed) = (Phone::new(number), !read);
            }
            let typed = self.phone.take().map(|p| phone::normal(&p, country));
            let typed = typed.filter(|(n, _)| !n.is_empty() && Some(n) != before.1.as_ref());
            if let Some((typed, read)) = typed {
                phones.iter_mut().for_each(|l| l.is_primary = *l.number == *typed);
                if !phones.iter().any(|l| l.is_primary) {
                    phones.push(LeadPhone { is_primary: true, is_as_typed: !read, ..LeadPhone::of(&typed) });
                }
            }
            elect(phones, |l| &mut l.is_primary, |_| true);
            self.phone = phones.iter().find(|l| l.is_primary).map(|l| l.number.clone());
        }
    }

    /// The primary address and number as they are stored.
    fn reached_before(&self, read: &Read) -> Result<(Option<String>, Option<String>)> {
        if !self.head.saved() {
            return Ok((None, None));
        }
        let sql = store::sql!("crm.lead_reached", "SELECT email, phone FROM crm_lead WHERE id = $1");
        let row = read.row(sql, &[self.head.id.into()])?.unwrap_or_default();
        let text = |place: usize| row.get(place).and_then(Value::text).map(str::to_owned);
        Ok((text(0), text(1)))
    }

    /// What is known of the person.
    fn traits<'a>(&'a self, name: &'a str) -> Traits<'a> {
        Traits {
            name,
            emails: loaded(&self.emails).iter().map(|e| &*e.address).collect(),
            phones: loaded(&self.phones).iter().map(|p| &*p.number).collect(),
            cities: self.city.as_deref().into_iter().collect(),
            ..Traits::default()
        }
    }

    /// What is known of the organisation: its people's addresses tell its domain.
    fn firm<'a>(&'a self, name: &'a str) -> Traits<'a> {
        let website = self.website.as_deref();
        Traits { website, organisation: true, ..self.traits(name) }
    }
}

/// Leads and parties that may be the same person or organisation, best first.
pub fn alike(read: &Read, lead: &Lead) -> Result<Vec<Candidate>> {
    let own = Some((Lead::DEF.kind, lead.head.id));
    let person = lead.person();
    let mut found = duplicates::candidates(read, &matching::keys(&lead.traits(&person)), &person, own)?;
    if let Some(name) = lead.organisation.as_deref().filter(|n| !n.trim().is_empty()) {
        for candidate in duplicates::candidates(read, &matching::keys(&lead.firm(name)), name, own)? {
            match found.iter_mut().find(|c| (c.entity, c.id) == (candidate.entity, candidate.id)) {
                Some(known) if known.score >= candidate.score => {}
                Some(known) => *known = candidate,
                None => found.push(candidate),
            }
        }
    }
    found.sort_by_key(|c| (-c.score, -(c.reasons.len() as i64), c.id));
    found.truncate(MOST_ALIKE);
    Ok(found)
}

/// At most this many candidates are shown.
const MOST_ALIKE: usize = 5;

impl Business for LeadEmail {}
impl Business for LeadPhone {}

impl Business for Lead {
    const ALIKE: Option<Finds<Self>> = Some(|draft, read| alike(read, draft));

    const OPERATIONS: &'static [Operation] = &operations![Lead:
        work: [New, Nurturing] => Working,
        qualify: [New, Working] => Qualified,
        nurture(Nurture): [New, Working, Qualified] => Nurturing,
        resume: [Nurturing] => New,
        disqualify(Disqualify): [New, Working, Nurturing, Qualified] => Disqualified,
        reopen: [Disqualified] => New,
        assign if can_assign: [] => same,
        hand_over(HandOver): [New, Working, Nurturing, Qualified] => same,
        convert(Convert) if can_convert: [Working, Qualified, Converted] => Converted,
        undo_conversion if can_undo_conversion: [Converted] => Qualified,
    ];

    fn prefill(&self, read: &Read, verb: &str) -> Result<Begins> {
        if verb == "convert" { self.convert_into(read) } else { Ok(Vec::new()) }
    }

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        let person = self.person();
        self.name = if person.is_empty() { self.organisation.clone().unwrap_or_default() } else { person };
        let country = country_code(read, self.country)?;
        let before = self.reached_before(read)?;
        self.complete_contacts(country.as_deref(), before);
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.name.trim().is_empty(), "crm.lead_without_name", "family_name");
        Ok(())
    }

    const MATCH_KEYS: Option<fn(&Self) -> Vec<MatchKey>> = Some(Lead::keys);
}

impl Lead {
    /// The keys of the person, and of the firm that is named.
    fn keys(&self) -> Vec<MatchKey> {
        let person = self.person();
        let mut keys = matching::keys(&self.traits(&person));
        if let Some(name) = &self.organisation {
            keys.extend(matching::keys(&self.firm(name)));
        }
        keys.sort_by(|a, b| (-a.weight, &a.key).cmp(&(-b.weight, &b.key)));
        keys.dedup_by(|later, first| later.key == first.key);
        keys
    }
}
