//! A web form lets strangers turn to us: what they write becomes a lead, once, with where they came from and what they agreed to.

use crate::consent::{self, Purpose, Reach, Said};
use crate::{Channel, Consent, ConsentState, Lead, LeadState, Source};
use base::{Error, Id, Instant, Refusal, Result};
use entity::{Choice, Email, Entity, Fields, Head, Phone, Record, Text, Url};
use parties::{Party, matching};
use platform::installation::{digest, random_token};
use platform::{Company, Language, note};
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// Whether it takes anything.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Draft,
    #[choice(tone = "success")]
    Open,
    #[choice(tone = "danger")]
    Closed,
}

/// What happens when the sender is a lead already that somebody works on.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// What they wrote joins that lead as a note.
    #[default]
    Join,
    /// It is a lead of its own.
    Another,
}

/// A form on a web site.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.web_form", kind = 280, icon = "globe", search(name), sort = "name", title = "name")]
pub struct WebForm {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    /// What stands above it.
    #[field(max = 120)]
    pub heading: String,
    #[field(max = 2000)]
    pub introduction: Option<Text>,
    #[field(max = 500)]
    pub thanks: Option<Text>,
    #[field(section = "asking", default = "1")]
    pub asks_organisation: bool,
    #[field(section = "asking", default = "1")]
    pub asks_telephone: bool,
    #[field(section = "asking", default = "1")]
    pub asks_interest: bool,
    /// Which company its leads belong to.
    #[field(section = "origin")]
    pub company: Id<Company>,
    #[field(column, section = "origin")]
    pub source: Option<Id<Source>>,
    /// Where the address names no other.
    #[field(max = 120, section = "origin")]
    pub campaign: Option<String>,
    #[field(section = "origin")]
    pub known: Known,
    /// What they agree to when they tick it; without it nothing is asked.
    #[field(max = 4000, section = "consent")]
    pub wording: Option<Text>,
    #[field(section = "consent")]
    pub purpose: Purpose,
    /// It counts only once they confirm it by a link that their address is sent.
    #[field(section = "consent")]
    pub confirms: bool,
    /// Counts the changes of the wording.
    #[field(computed, section = "consent")]
    pub wording_version: Option<i64>,
    /// Web sites that may show it in a frame, one a line: https://nordbau.example.
    #[field(max = 1000, section = "limits")]
    pub sites: Option<Text>,
    /// More in an hour wait for the next one.
    #[field(default = "60", section = "limits")]
    pub most_an_hour: i64,
    /// What its address ends in.
    #[field(read_only, unique, max = 64, section = "limits")]
    pub token: Option<String>,
    /// Proves that a form was drawn here.
    #[field(read_only, secret, max = 64)]
    pub salt: Option<String>,
    #[field(indexed, column)]
    pub state: State,
}

/// One form that was sent; the same one sent again is known by its key.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.web_entry",
    kind = 281,
    plural = "web-entries",
    icon = "inbox",
    title = "sent_at",
    sort = "-id",
    aside,
    large,
    index(web_form, sent_at)
)]
pub struct WebEntry {
    pub head: Head,
    #[field(read_only, column)]
    pub web_form: Id<WebForm>,
    #[field(read_only, column)]
    pub sent_at: Instant,
    #[field(read_only, unique, inner, max = 100)]
    pub key: String,
    #[field(read_only, column)]
    pub lead: Option<Id<Lead>>,
    /// It joined a lead that was there.
    #[field(read_only, column)]
    pub joined: bool,
    #[field(read_only, max = 60, personal)]
    pub sent_from: Option<String>,
}

impl Business for WebEntry {}

impl Business for WebForm {
    const OPERATIONS: &'static [Operation] = &operations![WebForm:
        open: [Draft, Closed] => Open,
        close: [Open] => Closed,
    ];

    fn complete(&mut self, read: &Read, _touched: &Fields) -> Result<()> {
        let before = match self.head.saved() {
            true => read.select::<WebForm>("id = $1", &[self.head.id.into()])?.pop(),
            false => None,
        };
        let (old, version) = before.map_or((None, None), |form| (form.wording, form.wording_version));
        self.wording_version = match &self.wording {
            None => version,
            Some(_) if self.wording == old => version,
            Some(_) => Some(version.unwrap_or(0) + 1),
        };
        Ok(())
    }

    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        for site in self.sites().filter(|site| !is_site(site)) {
            refusals.add(Refusal::new("crm.form_site").field("sites").arg("value", site.to_owned()));
        }
        refusals.ensure((1..=10_000).contains(&self.most_an_hour), "crm.form_most_an_hour", "most_an_hour");
        Ok(())
    }
}

/// `https://`, a host, perhaps a port; nothing else may frame us.
fn is_site(site: &str) -> bool {
    let host = site.strip_prefix("https://").unwrap_or_default();
    !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b))
}

impl WebForm {
    /// A form that is not open yet.
    pub fn new(name: &str, company: Id<Company>) -> WebForm {
        WebForm {
            head: Head::default(),
            name: name.to_owned(),
            heading: name.to_owned(),
            introduction: None,
            thanks: None,
            asks_organisation: true,
            asks_telephone: true,
            asks_interest: true,
            company,
            source: None,
            campaign: None,
            known: Known::Join,
            wording: None,
            purpose: Purpose::Offers,
            confirms: false,
            wording_version: None,
            sites: None,
            most_an_hour: 60,
            token: None,
            salt: None,
            state: State::Draft,
        }
    }

    fn open(&mut self, tx: &mut Tx) -> Result<Made> {
        if self.confirms {
            platform::mail::site(tx)?;
        }
        if self.token.is_none() {
            (self.token, self.salt) = (Some(random_token()?), Some(random_token()?));
        }
        Ok(Vec::new())
    }

    fn close(&mut self, _tx: &mut Tx) -> Result<Made> {
        Ok(Vec::new())
    }

    /// The sites that may show it.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.sites.as_deref().unwrap_or_default().lines().map(str::trim).filter(|site| !site.is_empty())
    }

    /// The form of an address; nothing when it is wrong, or takes nothing now.
    pub fn by_token(read: &Read, token: &str) -> Result<Option<WebForm>> {
        if token.is_empty() || token.len() > 64 {
            return Ok(None);
        }
        let condition = "token = $1 AND state = 'open' AND archived_at IS NULL";
        Ok(read.select(condition, &[token.into()])?.pop())
    }

    /// A new key, to be drawn with the form: it tells that the form came from here, when, and that two sendings are one.
    pub fn draw_key(&self, read: &Read) -> Result<String> {
        let random: String = random_token()?.chars().take(22).collect();
        let at = read.now().micros();
        let proof = self.proof(&random, at);
        Ok(format!("{random}.{at}.{proof}"))
    }

    fn proof(&self, random: &str, at: i64) -> String {
        let text = format!("{}.{random}.{at}", self.salt.as_deref().unwrap_or_default());
        digest(&text).chars().take(32).collect()
    }

    /// Refuses a key that was not drawn here, is a day old, or comes back faster than a person writes.
    fn check_key(&self, read: &Read, key: &str) -> Result<()> {
        let parts: Vec<&str> = key.split('.').collect();
        let [random, at, proof] = parts[..] else { return Err(Refusal::new("crm.form_again").into()) };
        let at: i64 = at.parse().map_err(|_| Refusal::new("crm.form_again"))?;
        let age = read.now().micros() - at;
        base::ensure!(proof == self.proof(random, at) && (0..OLDEST).contains(&age), "crm.form_again")?;
        base::ensure!(age >= FASTEST, "crm.form_too_fast")?;
        Ok(())
    }
}

/// Nobody fills in a form faster, in microseconds; programs do.
const FASTEST: i64 = 2_000_000;
/// A page that was left open for a day is drawn anew.
const OLDEST: i64 = 86_400_000_000;
const HOUR: i64 = 3_600_000_000;

/// What somebody sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub key: String,
    pub given_name: String,
    pub family_name: String,
    pub organisation: String,
    pub email: String,
    pub telephone: String,
    pub interest: String,
    /// A field that people do not see; whoever fills it in is a program.
    pub trap: String,
    pub agrees: bool,
    /// Site, medium, campaign, search words, advertisement.
    pub utm: [String; 5],
    pub landing_page: String,
    pub language: Option<Language>,
    pub address: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A lead, and the secret of the link by which its sender withdraws, where they agreed to something.
    Made(Id<Lead>, Option<String>),
    /// It joined a lead that was there.
    Joined(Id<Lead>, Option<String>),
    /// It had been sent before.
    Again,
    /// A program sent it; nothing was kept.
    Nothing,
}

/// Takes what somebody sent: one lead, however often they press.
pub fn submit(tx: &mut Tx, form: &WebForm, sent: &Sent) -> Result<Outcome> {
    if !sent.trap.trim().is_empty() {
        return Ok(Outcome::Nothing);
    }
    // Two clicks at once are one after the other.
    tx.hold("crm.web_form", &form.head.id.to_string())?;
    let known: Vec<WebEntry> = tx.select("key = $1", &[sent.key.as_str().into()])?;
    if !known.is_empty() {
        return Ok(Outcome::Again);
    }
    form.check_key(tx, &sent.key)?;
    let sql = store::sql!("crm.web_entries", "SELECT COUNT(*) FROM crm_web_entry WHERE web_form = $1 AND sent_at > $2");
    let lately = tx.number(sql, &[form.head.id.into(), (tx.now().micros() - HOUR).into()])?;
    base::ensure!(lately < form.most_an_hour, "crm.form_busy")?;
    let email = matching::email(&sent.email);
    let plain = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace) && email.len() <= 200
    });
    base::ensure!(plain, Refusal::new("crm.form_email").field("email"))?;
    let open = open_lead(tx, &email)?.filter(|_| form.known == Known::Join);
    let (lead, joined) = match open {
        Some(lead) => (join(tx, form, lead, sent)?, true),
        None => (make(tx, form, sent, &email)?, false),
    };
    let secret = match (&form.wording, sent.agrees) {
        (Some(_), true) if form.confirms => {
            crate::confirmation::ask(tx, form, sent, &email, lead)?;
            None
        }
        (Some(_), true) => Some(agree(tx, form, sent, &email, lead)?),
        _ => None,
    };
    tx.insert(&mut WebEntry {
        head: Head::default(),
        web_form: Id::from_raw(form.head.id),
        sent_at: tx.now(),
        key: sent.key.clone(),
        lead: Some(lead),
        joined,
        sent_from: some(&sent.address, 60),
    })?;
    Ok(if joined { Outcome::Joined(lead, secret) } else { Outcome::Made(lead, secret) })
}

/// Text as it was typed, without what cannot be seen; empty is nothing.
fn some(text: &str, most: usize) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').take(most).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn make(tx: &mut Tx, form: &WebForm, sent: &Sent, email: &str) -> Result<Id<Lead>> {
    let one_line = |text: &str, most: usize| some(&text.replace('\n', " "), most);
    let mut lead = Lead::new(form.company, "", "", "");
    lead.given_name = one_line(&sent.given_name, 80);
    lead.family_name = one_line(&sent.family_name, 80);
    lead.organisation = one_line(&sent.organisation, 200).filter(|_| form.asks_organisation);
    if lead.given_name.is_none() && lead.family_name.is_none() && lead.organisation.is_none() {
        lead.family_name = one_line(email, 80);
    }
    lead.email = Some(Email::from(email));
    lead.phone = one_line(&sent.telephone, 40).filter(|_| form.asks_telephone).map(Phone::new);
    lead.interest = some(&sent.interest, 4_000).filter(|_| form.asks_interest).map(Text::new);
    (lead.channel, lead.source, lead.language) = (Channel::WebForm, form.source, sent.language);
    let [source, medium, campaign, term, content] = &sent.utm;
    lead.utm_source = one_line(source, 120);
    lead.utm_medium = one_line(medium, 120);
    lead.utm_campaign = one_line(campaign, 120).or_else(|| form.campaign.clone());
    lead.utm_term = one_line(term, 120);
    lead.utm_content = one_line(content, 120);
    let page =
        one_line(&sent.landing_page, 200).filter(|page| page.starts_with("https://") || page.starts_with("http://"));
    lead.landing_page = page.map(Url::new);
    let id = tx.insert(&mut lead)?;
    // Somebody is to look after it at once, by the rules; where there are none it waits in the queue.
    match tx.perform(Lead::DEF.name, id.raw(), "assign", None, &Record::default()) {
        Ok(_) | Err(Error::Refused(_)) => Ok(id),
        Err(other) => Err(other),
    }
}

/// The lead of an address that somebody still works on, the newest.
fn open_lead(read: &Read, email: &str) -> Result<Option<Lead>> {
    let condition = "id IN (SELECT document FROM crm_lead_email_address WHERE address = $1) AND archived_at IS NULL \
                     ORDER BY id DESC LIMIT 20";
    let found: Vec<Lead> = read.select(condition, &[email.into()])?;
    Ok(found.into_iter().find(|lead| !matches!(lead.state, LeadState::Converted | LeadState::Disqualified)))
}

fn join(tx: &mut Tx, form: &WebForm, lead: Lead, sent: &Sent) -> Result<Id<Lead>> {
    let told = [&sent.given_name, &sent.family_name, &sent.organisation, &sent.telephone];
    let told: Vec<String> = told.into_iter().filter_map(|text| some(&text.replace('\n', " "), 200)).collect();
    let mut lines = vec![form.name.clone()];
    lines.extend((!told.is_empty()).then(|| told.join(", ")));
    lines.extend(some(&sent.interest, 4_000));
    note::add(tx, Lead::DEF.name, lead.head.id, &lines.join("\n"), &[])?;
    Ok(lead.id())
}

fn agree(tx: &mut Tx, form: &WebForm, sent: &Sent, email: &str, lead: Id<Lead>) -> Result<String> {
    let said = consent::statement(tx, Reach::Email, form.purpose, email, ConsentState::Granted);
    let party: Option<Id<Party>> = None;
    tx.insert(&mut Consent {
        said: Said::WebForm,
        wording: form.wording.clone(),
        wording_version: form.wording_version,
        web_form: Some(Id::from_raw(form.head.id)),
        evidence: some(&sent.address, 60),
        lead: Some(lead),
        party,
        ..said
    })?;
    consent::link(tx, email)
}
