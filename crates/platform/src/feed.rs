//! A feed is a secret address at which other programs read one person's calendar. Its text is shown once; only its SHA-256 is
//! kept, so that nobody who reads the database reads the calendar from outside.

use crate::User;
use crate::installation::{digest, random_token};
use crate::token::TokenText;
use base::{Error, Id, Result};
use entity::{Entity, Head};
use store::{Business, Read, Tx};

/// The word in its address: `/{set}/feed/{token}`.
pub const WORD: &str = "feed";

/// One person's feed; a new one ends the one before.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.calendar_feed", kind = 42, icon = "calendar-range", title = "owner", aside, index(owner))]
pub struct Feed {
    pub head: Head,
    /// Whose calendar it is.
    #[field(read_only, column)]
    pub owner: Id<User>,
    #[field(unique, read_only, secret, max = 64)]
    pub fingerprint: String,
}

impl Business for Feed {}

/// Draws the text of an address, before the transaction that keeps its fingerprint: an operation may run twice.
pub fn draw() -> Result<TokenText> {
    Ok(TokenText::new(random_token()?))
}

/// Makes the feed of whoever asks; the address before it leads nowhere from then on.
pub fn create(tx: &mut Tx, text: &TokenText) -> Result<Id<Feed>> {
    end(tx)?;
    let owner = tx.who().user.map(Id::from_raw).ok_or_else(|| Error::forbidden(Feed::DEF.name, "create"))?;
    tx.insert(&mut Feed { head: Head::default(), owner, fingerprint: digest(text.expose()) })
}

/// Ends the feed of whoever asks.
pub fn end(tx: &mut Tx) -> Result<()> {
    let owner = tx.who().user.unwrap_or(0);
    let live: Vec<Feed> = tx.select("owner = $1 AND archived_at IS NULL ORDER BY id", &[owner.into()])?;
    for feed in live {
        tx.set_archived(Feed::DEF.name, feed.head.id, None, true)?;
    }
    Ok(())
}

/// Somebody's live feed.
pub fn of(read: &Read, owner: Id<User>) -> Result<Option<Feed>> {
    Ok(read.select::<Feed>("owner = $1 AND archived_at IS NULL", &[owner.into()])?.pop())
}

/// The feed of an address, while its owner works here.
pub fn by_token(read: &Read, text: &str) -> Result<Option<Feed>> {
    let found = read.select::<Feed>("fingerprint = $1 AND archived_at IS NULL", &[digest(text).into()])?.pop();
    let Some(feed) = found else { return Ok(None) };
    let owner = read.get(feed.owner)?;
    Ok((owner.active && owner.head.archived_at.is_none()).then_some(feed))
}
