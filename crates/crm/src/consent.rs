//! What somebody agreed to be told, and by what way, with its proof: rows that are only ever added. Before an address is used the
//! register is asked.

use crate::{Lead, WebForm};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Head, Text, Value};
use parties::{Party, matching, phone};
use platform::installation::{digest, random_token};
use store::{Business, Read, Refusals, Tx};

/// By what way.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    #[default]
    Email,
    Telephone,
    Letter,
}

/// What for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Offers and what is new.
    #[default]
    Offers,
    Newsletter,
    Surveys,
}

/// Why we may.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    #[default]
    Consent,
    Contract,
    LegitimateInterest,
    Law,
}

/// What was said.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "success")]
    Granted,
    #[choice(tone = "danger")]
    Denied,
    #[choice(tone = "danger")]
    Withdrawn,
}

/// How it was said.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    WebForm,
    #[default]
    Paper,
    Call,
    Email,
    /// By the link that they were given.
    Link,
}

/// One statement about one address.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.consent",
    kind = 282,
    icon = "shield",
    title = "address",
    search(address),
    sort = "-id",
    large,
    posted,
    index(address, id),
    index(lead),
    index(party)
)]
pub struct Consent {
    pub head: Head,
    /// The e-mail address, the number or the place in its normal form: a shared one counts for everybody who has it.
    #[field(read_only, column, personal)]
    pub address: String,
    #[field(read_only, column)]
    pub reach: Reach,
    #[field(read_only, column)]
    pub purpose: Purpose,
    #[field(read_only)]
    pub basis: Basis,
    /// When they said so.
    #[field(read_only, column)]
    pub said_at: Instant,
    #[field(read_only, column)]
    pub said: Said,
    /// The words they read or heard, and which version of them.
    #[field(read_only, max = 4000)]
    pub wording: Option<Text>,
    #[field(read_only)]
    pub wording_version: Option<i64>,
    #[field(read_only)]
    pub web_form: Option<Id<WebForm>>,
    /// What proves it: where it was sent from, where the paper lies.
    #[field(read_only, max = 300, personal)]
    pub evidence: Option<String>,
    #[field(read_only)]
    pub lead: Option<Id<Lead>>,
    #[field(read_only)]
    pub party: Option<Id<Party>>,
    /// The last day on which it holds.
    #[field(read_only)]
    pub expires_on: Option<Date>,
    #[field(read_only, indexed, column)]
    pub state: State,
}

/// A link by which somebody withdraws what they agreed to, without signing in. Only the fingerprint of its secret is kept.
#[derive(Entity, Clone, Debug)]
#[entity(name = "crm.consent_link", kind = 283, icon = "link", title = "address", sort = "-id", aside, index(address))]
pub struct ConsentLink {
    pub head: Head,
    #[field(read_only, column, personal)]
    pub address: String,
    #[field(unique, read_only, secret, max = 64)]
    pub fingerprint: String,
}

impl Business for ConsentLink {}

impl Business for Consent {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(!self.address.is_empty(), "crm.consent_without_address", "address");
        // Nobody's word is made up: what was agreed to stands beside the yes.
        let proven = self.state != State::Granted || self.basis != Basis::Consent || self.wording.is_some();
        refusals.ensure(proven, "crm.consent_without_proof", "wording");
        Ok(())
    }
}

/// What the register answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They agreed, by this statement.
    Yes(Id<Consent>),
    /// They did not, or not any more.
    No(Why),
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody asked them.
    NeverAsked,
    Denied,
    Withdrawn,
    /// It held until a day that is over.
    Expired,
    /// They want nothing at this address at all, or mail to it came back.
    Blocked,
}

/// An address in its normal form. Of a number without its country only the figures are known.
pub fn normal(reach: Reach, address: &str) -> String {
    match reach {
        Reach::Email => matching::email(address),
        Reach::Telephone => phone::normal(address, None).0,
        Reach::Letter => address.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
    }
}

/// True when somebody may be told something by this way. Whoever writes or calls for a purpose asks here first.
pub fn asked(read: &Read, reach: Reach, purpose: Purpose, address: &str) -> Result<Answer> {
    let address = normal(reach, address);
    if reach == Reach::Email && parties::email_blocked(read, &address)? != (false, false) {
        return Ok(Answer::No(Why::Blocked));
    }
    let latest = latest(read, &address)?;
    let Some(said) = latest.into_iter().find(|c| c.reach == reach && c.purpose == purpose) else {
        return Ok(Answer::No(Why::NeverAsked));
    };
    Ok(match said.state {
        State::Denied => Answer::No(Why::Denied),
        State::Withdrawn => Answer::No(Why::Withdrawn),
        State::Granted if said.expires_on.is_some_and(|day| day < read.today()) => Answer::No(Why::Expired),
        State::Granted => Answer::Yes(said.id()),
    })
}

/// The last statement about an address by way and purpose.
pub fn latest(read: &Read, address: &str) -> Result<Vec<Consent>> {
    let all: Vec<Consent> = read.select("address = $1 ORDER BY id DESC LIMIT 200", &[address.into()])?;
    let mut found: Vec<Consent> = Vec::new();
    for one in all {
        if !found.iter().any(|known| (known.reach, known.purpose) == (one.reach, one.purpose)) {
            found.push(one);
        }
    }
    Ok(found)
}

/// What is said, before it is known by whom and how.
pub fn statement(tx: &Tx, reach: Reach, purpose: Purpose, address: &str, state: State) -> Consent {
    Consent {
        head: Head::default(),
        address: normal(reach, address),
        reach,
        purpose,
        basis: Basis::Consent,
        said_at: tx.now(),
        said: Said::Paper,
        wording: None,
        wording_version: None,
        web_form: None,
        evidence: None,
        lead: None,
        party: None,
        expires_on: None,
        state,
    }
}

/// Takes back everything that an address agreed to; how much that was.
pub fn withdraw(tx: &mut Tx, address: &str, said: Said, evidence: Option<String>) -> Result<usize> {
    let granted = latest(tx, address)?.into_iter().filter(|c| c.state == State::Granted);
    let mut count = 0;
    for one in granted.collect::<Vec<_>>() {
        let (lead, party, web_form) = (one.lead, one.party, one.web_form);
        let back = statement(tx, one.reach, one.purpose, &one.address, State::Withdrawn);
        tx.insert(&mut Consent { said, evidence: evidence.clone(), lead, party, web_form, ..back })?;
        count += 1;
    }
    Ok(count)
}

/// Makes a link by which an address withdraws, and answers its secret, which nobody can read again.
pub fn link(tx: &mut Tx, address: &str) -> Result<String> {
    base::ensure!(!address.is_empty(), Refusal::new("crm.consent_without_address"))?;
    let secret = random_token()?;
    let fingerprint = digest(&secret);
    tx.insert(&mut ConsentLink { head: Head::default(), address: address.to_owned(), fingerprint })?;
    Ok(secret)
}

/// The address whose statements a secret opens.
pub fn opened(read: &Read, secret: &str) -> Result<Option<String>> {
    if secret.is_empty() || secret.len() > 200 {
        return Ok(None);
    }
    let condition = "fingerprint = $1 AND archived_at IS NULL";
    let found: Vec<ConsentLink> = read.select(condition, &[Value::from(digest(secret))])?;
    Ok(found.into_iter().next().map(|link| link.address))
}
