//! An API token lets a program act as one user of one set, limited to what the token names.

use crate::User;
use crate::installation::{digest, random_token};
use base::{Id, Instant, Refusal, Result, ensure};
use entity::{Entity, Head, Text};
use store::{Business, Read, Refusals, Set, Tx, Who, action};

/// The last use is noted at most this often, in microseconds: an hour.
const NOTED: i64 = 3_600_000_000;
/// What a token begins with, so that people and scanners recognise one that leaked.
const START: &str = "fondaco_";

/// A token of a program. Its text is shown once; only its SHA-256 is kept.
#[derive(Entity, Clone, Debug)]
#[entity(name = "platform.token", kind = 17, icon = "key", search(label), sort = "label")]
pub struct Token {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub label: String,
    /// The user it acts as.
    #[field(read_only, column)]
    pub owner: Id<User>,
    /// What it may do of what the user may, one `entity:action` a line; empty is all.
    #[field(read_only, max = 4000)]
    pub scopes: Option<Text>,
    #[field(unique, read_only, secret, max = 64)]
    pub fingerprint: String,
    #[field(read_only, column, volatile)]
    pub used_at: Option<Instant>,
    #[field(column)]
    pub expires_at: Option<Instant>,
}

impl Business for Token {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        for limit in self.limits() {
            if !known(read, &limit) {
                refusals.add(Refusal::new("platform.token_scope").field("scopes").arg("value", limit));
            }
        }
        Ok(())
    }
}

impl Token {
    fn limits(&self) -> Vec<String> {
        let scopes = self.scopes.as_ref().map(|s| s.0.as_str()).unwrap_or_default();
        scopes.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }
}

fn known(read: &Read, limit: &str) -> bool {
    let Some((entity, verb)) = limit.split_once(':') else { return false };
    let operation = read.registry().get(entity).is_some_and(|r| r.operations.iter().any(|o| o.name == verb));
    crate::role::known(read, entity) && (verb == "*" || action::ALL.contains(&verb) || operation)
}

/// The text of a token, shown once to whoever made it.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenText(String);

impl TokenText {
    pub(crate) fn new(text: String) -> TokenText {
        TokenText(text)
    }

    /// The text, to show or to write into a file.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TokenText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenText")
    }
}

/// Draws the text of a token, before the transaction that keeps its fingerprint: an operation may run twice.
pub fn draw() -> Result<TokenText> {
    Ok(TokenText(format!("{START}{}", random_token()?)))
}

/// Makes a token for a user: for oneself, or for anybody by whoever may change users.
pub fn create(
    tx: &mut Tx,
    text: &TokenText,
    label: &str,
    owner: Id<User>,
    scopes: &[String],
    expires_at: Option<Instant>,
) -> Result<Id<Token>> {
    let own = tx.who().user == Some(owner.raw());
    let shape = tx.shape("platform.user")?;
    let others = tx.access()?.may(&shape, action::EDIT);
    ensure!(own || others, Refusal::new("platform.token_for_another").field("owner"))?;
    // A token that is itself limited cannot make one that is not.
    ensure!(tx.who().limits.is_empty(), Refusal::new("platform.token_by_token"))?;
    tx.insert(&mut Token {
        head: Head::default(),
        label: label.to_owned(),
        owner,
        scopes: (!scopes.is_empty()).then(|| Text::new(scopes.join("\n"))),
        fingerprint: digest(text.expose()),
        used_at: None,
        expires_at,
    })
}

/// Ends every live token of a set; how many there were.
pub fn revoke_all(tx: &mut Tx) -> Result<usize> {
    let live: Vec<Token> = tx.select("archived_at IS NULL ORDER BY id", &[])?;
    for token in &live {
        tx.set_archived(Token::DEF.name, token.head.id, None, true)?;
    }
    Ok(live.len())
}

/// Ends one of somebody's own tokens.
pub fn revoke(tx: &mut Tx, id: i64) -> Result<()> {
    let token: Token = tx.get(Id::from_raw(id))?;
    let own = tx.who().user == Some(token.owner.raw());
    let shape = tx.shape("platform.user")?;
    ensure!(own || tx.access()?.may(&shape, action::EDIT), Refusal::new("platform.token_for_another").field("owner"))?;
    tx.set_archived(Token::DEF.name, id, None, true)
}

/// Who acts with this text, if it is a live token of this set and its user is active.
pub fn authenticate(set: &Set, text: &str) -> Result<Option<Who>> {
    if !text.starts_with(START) {
        return Ok(None);
    }
    let program = Who::program("token");
    let fingerprint = digest(text);
    let found = set.read(&program, |read| {
        let token = read.select::<Token>("fingerprint = $1 AND archived_at IS NULL", &[fingerprint.into()])?.pop();
        let Some(token) = token.filter(|t| t.expires_at.is_none_or(|at| at > read.now())) else { return Ok(None) };
        let user = read.get(token.owner)?;
        Ok((user.active && user.head.archived_at.is_none()).then_some(token))
    })?;
    let Some(token) = found else { return Ok(None) };
    let now = set.now();
    if token.used_at.is_none_or(|at| now.micros() - at.micros() > NOTED) {
        let id = token.head.id;
        set.write_job(&program, move |tx| {
            // When it was used is no change of the token: no version, no audit.
            let sql = store::sql!("platform.token_used", "UPDATE platform_token SET used_at = $1 WHERE id = $2");
            tx.execute(sql, &[now.into(), id.into()])
        })?;
    }
    let limits = token.limits();
    Ok(Some(Who { user: Some(token.owner.raw()), cause: format!("token {}", token.head.id), limits }))
}
