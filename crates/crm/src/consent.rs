//! What somebody agreed to be told, and by what way, with its proof: rows that are only ever added. Before an address is used the
//! register is asked.

use crate::{Confirmation, Lead, WebForm};
use base::{Date, Id, Instant, Refusal, Result};
use entity::{Choice, Described, Entity, Head, Record, Text, Value};
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
    let blocked = match reach {
        Reach::Email => parties::email_blocked(read, &address)? != (false, false),
        Reach::Telephone => parties::phone_blocked(read, &address)?,
        Reach::Letter => false,
    };
    if blocked || quiet_lead(read, reach, &address)? {
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

/// True when a lead of this address wants to hear nothing; what became of it goes by its own record.
fn quiet_lead(read: &Read, reach: Reach, address: &str) -> Result<bool> {
    let sql = match reach {
        Reach::Email => store::sql!(
            "crm.quiet_email",
            "SELECT COUNT(*) FROM crm_lead_email_address e JOIN crm_lead l ON l.id = e.document \
             WHERE e.address = $1 AND l.do_not_contact = 1 AND l.state <> 'converted'"
        ),
        Reach::Telephone => store::sql!(
            "crm.quiet_phone",
            "SELECT COUNT(*) FROM crm_lead_phone_number n JOIN crm_lead l ON l.id = n.document \
             WHERE n.number = $1 AND l.do_not_contact = 1 AND l.state <> 'converted'"
        ),
        Reach::Letter => return Ok(false),
    };
    Ok(read.number(sql, &[address.into()])? > 0)
}

/// What stands in the register in place of an address that was erased: enough to know a no again, and not to write to.
pub fn erased(address: &str) -> String {
    format!("#{}", digest(address))
}

/// Empties the statements of a person who is erased, and of the leads that the person was: the fingerprint of the address keeps the
/// proof that something was said, and a no its force. Addresses that others share stay theirs.
pub fn erase(tx: &mut Tx, record: &Record) -> Result<()> {
    let person = <Party as Described>::from_record(record).map_err(store::damaged)?;
    let leads: Vec<Lead> = tx.select("became_person = $1 ORDER BY id", &[person.head.id.into()])?;
    let mut addresses: Vec<String> =
        parties::loaded(&person.emails).iter().map(|e| normal(Reach::Email, &e.address)).collect();
    addresses.extend(parties::loaded(&person.phones).iter().map(|p| normal(Reach::Telephone, &p.number)));
    for lead in &leads {
        let lead = tx.get(lead.id())?;
        addresses.extend(parties::loaded(&lead.emails).iter().map(|e| normal(Reach::Email, &e.address)));
        addresses.extend(parties::loaded(&lead.phones).iter().map(|p| normal(Reach::Telephone, &p.number)));
    }
    let leads: Vec<i64> = leads.iter().map(|lead| lead.head.id).collect();
    let condition =
        "(party = $1 OR lead IN LIST($2) OR party IS NULL AND lead IS NULL AND address IN TEXTS($3)) ORDER BY id";
    let addresses = Value::Text(serde_json::to_string(&addresses).unwrap_or_default());
    let said: Vec<Consent> =
        tx.select(condition, &[person.head.id.into(), store::id_list(&leads), addresses.clone()])?;
    for one in said.iter().filter(|one| !one.address.starts_with('#')) {
        store::audit::erase_along::<Consent>(tx, one.id(), |one| {
            (one.address, one.evidence) = (erased(&one.address), None);
        })?;
    }
    let links: Vec<ConsentLink> = tx.select("address IN TEXTS($1) ORDER BY id", std::slice::from_ref(&addresses))?;
    for link in &links {
        store::audit::erase_along::<ConsentLink>(tx, link.id(), |link| link.address = erased(&link.address))?;
        tx.set_archived(ConsentLink::DEF.name, link.head.id, None, true)?;
    }
    let asked: Vec<Confirmation> = tx.select("address IN TEXTS($1) ORDER BY id", &[addresses])?;
    for one in &asked {
        store::audit::erase_along::<Confirmation>(tx, one.id(), |one| {
            (one.address, one.sent_from) = (erased(&one.address), None);
        })?;
        tx.set_archived(Confirmation::DEF.name, one.head.id, None, true)?;
    }
    for id in leads {
        crate::lead::erase(tx, Id::from_raw(id))?;
    }
    Ok(())
}

/// The last statement about an address by way and purpose. Of somebody who was erased a no holds, and a yes does not.
pub fn latest(read: &Read, address: &str) -> Result<Vec<Consent>> {
    let condition = "(address = $1 OR address = $2 AND state <> 'granted') ORDER BY id DESC LIMIT 200";
    let all: Vec<Consent> = read.select(condition, &[address.into(), erased(address).into()])?;
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
