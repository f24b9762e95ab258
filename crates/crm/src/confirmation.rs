//! A confirmation waits until whoever was named in a web form says once more, from the mailbox itself, that they agree.

use crate::consent::{self, Purpose, Reach, Said};
use crate::web_form::Sent;
use crate::{Consent, ConsentState, Lead, WebForm};
use base::{Error, Id, Instant, Result};
use entity::{Choice, Entity, Head, Text, Value};
use platform::installation::{digest, random_token};
use platform::mail;
use store::{Business, Made, Operation, Read, Tx, operations};

/// Whether they said it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "info")]
    Asked,
    #[choice(tone = "success")]
    Confirmed,
}

/// What somebody ticked in a form, until they confirm it by the link that their address is sent. Only the fingerprint of its secret
/// is kept.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "crm.confirmation",
    kind = 287,
    icon = "mail-check",
    title = "address",
    sort = "-id",
    aside,
    index(address)
)]
pub struct Confirmation {
    pub head: Head,
    #[field(read_only, column, personal)]
    pub address: String,
    #[field(read_only, column)]
    pub web_form: Id<WebForm>,
    #[field(read_only)]
    pub purpose: Purpose,
    /// The words they read, and which version of them.
    #[field(read_only, max = 4000)]
    pub wording: Text,
    #[field(read_only)]
    pub wording_version: Option<i64>,
    #[field(read_only)]
    pub lead: Option<Id<Lead>>,
    /// Where the form was sent from.
    #[field(read_only, max = 60, personal)]
    pub sent_from: Option<String>,
    #[field(unique, read_only, secret, max = 64)]
    pub fingerprint: String,
    #[field(read_only, column)]
    pub expires_at: Instant,
    #[field(read_only, column)]
    pub confirmed_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

/// How long the link opens, in microseconds: three days.
const OPENS: i64 = 3 * 86_400_000_000;

impl Business for Confirmation {
    const OPERATIONS: &'static [Operation] = &operations![Confirmation: confirm: [Asked] => Confirmed];
}

impl Confirmation {
    fn confirm(&mut self, tx: &mut Tx) -> Result<Made> {
        self.confirmed_at = Some(tx.now());
        Ok(Vec::new())
    }
}

/// Sends the link to an address. Whoever was asked and has not answered yet is not asked again: a form is no way to fill mailboxes.
/// Nothing is sent, and nothing counts as agreed, where this set sends no e-mail.
pub(crate) fn ask(tx: &mut Tx, form: &WebForm, sent: &Sent, email: &str, lead: Id<Lead>) -> Result<()> {
    let Some(wording) = form.wording.clone() else { return Ok(()) };
    let site = match mail::site(tx) {
        Ok(site) => site,
        Err(Error::Refused(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    let now = tx.now();
    let condition =
        "address = $1 AND web_form = $2 AND state = 'asked' AND expires_at > $3 AND archived_at IS NULL LIMIT 1";
    let waiting: Vec<Confirmation> = tx.select(condition, &[email.into(), form.head.id.into(), now.into()])?;
    if !waiting.is_empty() || !mail::address(email) {
        return Ok(());
    }
    let secret = random_token()?;
    let id = tx.insert(&mut Confirmation {
        head: Head::default(),
        address: email.to_owned(),
        web_form: Id::from_raw(form.head.id),
        purpose: form.purpose,
        wording: wording.clone(),
        wording_version: form.wording_version,
        lead: Some(lead),
        sent_from: Some(sent.address.chars().take(60).collect()).filter(|from: &String| !from.is_empty()),
        fingerprint: digest(&secret),
        expires_at: Instant::from_micros(now.micros() + OPENS),
        confirmed_at: None,
        state: State::Asked,
    })?;
    let (words, lang) = (mail::words(tx)?, mail::lang(sent.language.unwrap_or_default()));
    let company: platform::Company = tx.get(form.company)?;
    let texts = [
        ("company", ui::Arg::Text(&company.name)),
        ("wording", ui::Arg::Text(&wording)),
        ("link", ui::Arg::Text(mail::LINK)),
    ];
    let draft = mail::Draft {
        key: format!("confirmation {id}"),
        to: email.to_owned(),
        subject: words.t_args(lang, "crm-confirm-subject", &texts),
        body: words.t_args(lang, "crm-confirm-body", &texts),
        link: Some(format!("{site}/confirm/{secret}?lang={}", lang.tag())),
        host: Some(platform::Host { kind: i64::from(Lead::DEF.kind), record: lead.raw() }),
        company: Some(form.company),
        ..mail::Draft::default()
    };
    mail::queue(tx, draft).map(|_| ())
}

/// What a secret confirms; nothing when it is wrong, was used, or is too old.
pub fn opened(read: &Read, secret: &str) -> Result<Option<Confirmation>> {
    if secret.is_empty() || secret.len() > 200 {
        return Ok(None);
    }
    let condition = "fingerprint = $1 AND state = 'asked' AND expires_at > $2 AND archived_at IS NULL";
    Ok(read.select(condition, &[Value::from(digest(secret)), read.now().into()])?.pop())
}

/// Notes what was agreed to, once, and answers the secret of the link by which it is withdrawn; nothing when the link opens nothing.
pub fn confirm(tx: &mut Tx, secret: &str, from: &str) -> Result<Option<String>> {
    let Some(asked) = opened(tx, secret)? else { return Ok(None) };
    // Of two clicks at once the second finds it confirmed.
    tx.perform(Confirmation::DEF.name, asked.head.id, "confirm", None, &entity::Record::default())?;
    let said = consent::statement(tx, Reach::Email, asked.purpose, &asked.address, ConsentState::Granted);
    let proof: Vec<&str> =
        [asked.sent_from.as_deref(), Some(from)].into_iter().flatten().filter(|f| !f.is_empty()).collect();
    tx.insert(&mut Consent {
        said: Said::WebForm,
        wording: Some(asked.wording),
        wording_version: asked.wording_version,
        web_form: Some(asked.web_form),
        evidence: Some(proof.join(" · ")).filter(|proof| !proof.is_empty()),
        lead: asked.lead,
        ..said
    })?;
    consent::link(tx, &asked.address).map(Some)
}
