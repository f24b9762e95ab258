//! A link lets the customer read one offer and answer it without signing in. Only the fingerprint of its secret is kept.

use crate::{Quotation, QuotationState};
use base::{Id, Instant, Refusal, Result};
use entity::{Choice, Entity, Head};
use platform::installation::{digest, random_token};
use store::{Business, Made, Operation, Read, Tx, operations};

/// Whether it still opens.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    #[choice(tone = "success")]
    Open,
    #[choice(tone = "danger")]
    Revoked,
}

/// A link to one offer.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "sales.offer_link",
    kind = 239,
    icon = "link",
    title = "quotation",
    sort = "-id",
    index(quotation, state),
    aside
)]
pub struct OfferLink {
    pub head: Head,
    #[field(read_only, column)]
    pub quotation: Id<Quotation>,
    #[field(unique, read_only, secret, max = 64)]
    pub fingerprint: String,
    #[field(read_only, column)]
    pub revoked_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

impl OfferLink {
    fn revoke(&mut self, tx: &mut Tx) -> Result<Made> {
        self.revoked_at = Some(tx.now());
        Ok(Vec::new())
    }
}

impl Business for OfferLink {
    const OPERATIONS: &'static [Operation] = &operations![OfferLink: revoke: [Open] => Revoked];
}

/// Makes the one link to an offer and answers its secret, which nobody can read again; earlier ones open no more.
pub fn create(tx: &mut Tx, id: Id<Quotation>) -> Result<String> {
    let offer = tx.lock(id)?;
    let sent = offer.state == QuotationState::Sent;
    base::ensure!(sent, Refusal::new("sales.link_before_sending").record(&*offer.number))?;
    revoke(tx, id)?;
    let secret = random_token()?;
    tx.insert(&mut OfferLink {
        head: Head::default(),
        quotation: id,
        fingerprint: digest(&secret),
        revoked_at: None,
        state: State::Open,
    })?;
    Ok(secret)
}

/// Ends every link to an offer; how many.
pub fn revoke(tx: &mut Tx, id: Id<Quotation>) -> Result<usize> {
    let open: Vec<OfferLink> = tx.select("quotation = $1 AND state = 'open' ORDER BY id", &[id.into()])?;
    for link in &open {
        tx.perform(OfferLink::DEF.name, link.head.id, "revoke", None, &entity::Record::default())?;
    }
    Ok(open.len())
}

/// The offer that a secret opens; nothing when it is wrong or was taken back.
pub fn opened(read: &Read, secret: &str) -> Result<Option<Id<Quotation>>> {
    if secret.is_empty() || secret.len() > 200 {
        return Ok(None);
    }
    let found: Vec<OfferLink> =
        read.select("fingerprint = $1 AND state = 'open' AND archived_at IS NULL", &[digest(secret).into()])?;
    Ok(found.first().map(|link| link.quotation))
}
