//! The mail server: whom e-mail is handed to, under what name, and whether this set may send at all. A copy of a set does not.

use super::{Draft, Mail, queue};
use crate::{User, installation::random_token};
use base::{Id, Refusal, Result, ensure};
use entity::{Choice, Email, Entity, Head, Input, Url, Value};
use std::net::IpAddr;
use store::{Begins, Business, Guard, Made, Operation, Read, Refusals, Tx, operations};

/// How the way there is kept from others.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Safety {
    /// It begins open and is encrypted before anything is said; a server that cannot is not used. Usually port 587.
    #[default]
    Starttls,
    /// Encrypted from the first byte. Usually port 465.
    Tls,
    /// Open: for a server on this machine or in a network of one's own.
    Plain,
}

/// Whether this set sends.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Off,
    #[choice(tone = "success")]
    On,
}

/// Where e-mail is handed in.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.mail_server",
    kind = 44,
    plural = "mail-servers",
    icon = "server",
    title = "host",
    sort = "id"
)]
pub struct MailServer {
    pub head: Head,
    #[field(column, max = 200)]
    pub host: String,
    #[field(column, default = "587")]
    pub port: i64,
    #[field(column)]
    pub safety: Safety,
    #[field(max = 200)]
    pub login: Option<String>,
    /// Locked with the key of the installation.
    #[field(read_only, secret, max = 2000)]
    pub password: Option<String>,
    /// There is one.
    #[field(computed)]
    pub has_password: bool,
    /// Whom e-mail comes from.
    #[field(column, section = "sender")]
    pub from_address: Email,
    #[field(section = "sender", max = 120)]
    pub from_name: Option<String>,
    #[field(section = "sender")]
    pub reply_to: Option<Email>,
    /// What links in e-mail begin with: `https://erp.example/ponte`.
    #[field(section = "sender", max = 200)]
    pub site: Option<Url>,
    /// More wait for the next hour.
    #[field(section = "limits", default = "500")]
    pub most_an_hour: i64,
    /// Larger ones are not handed in.
    #[field(section = "limits", default = "10")]
    pub most_megabytes: i64,
    /// The set that it was switched on for, locked: in a copy it says nothing.
    #[field(read_only, secret, max = 400)]
    pub on_for: Option<String>,
    #[field(indexed, column)]
    pub state: State,
}

/// The password that the mail server wants.
#[derive(Input, Clone)]
pub struct SetPassword {
    #[field(secret, max = 200)]
    pub password: Option<String>,
}

/// To whom the test goes.
#[derive(Input, Clone, Debug)]
pub struct SendTest {
    pub recipient: Email,
}

/// What the secrets of a mail server are locked for.
const PURPOSE: &str = "mail server";

impl Business for MailServer {
    const OPERATIONS: &'static [Operation] = &operations![MailServer:
        set_password(SetPassword): [Off, On] => same,
        send_test(SendTest): [Off, On] => same,
        switch_on if can_switch_on: [Off, On] => On,
        switch_off: [On] => Off,
    ];

    fn prefill(&self, read: &Read, verb: &str) -> Result<Begins> {
        let Some(user) = read.who().user.filter(|_| verb == "send_test") else { return Ok(Vec::new()) };
        let user: User = read.get(Id::from_raw(user))?;
        Ok(vec![("recipient", Value::from(user.login.0))])
    }

    fn complete(&mut self, _read: &Read, _touched: &entity::Fields) -> Result<()> {
        self.host = self.host.trim().to_lowercase();
        self.has_password = self.password.is_some();
        Ok(())
    }

    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
        refusals.ensure(!self.host.is_empty() && self.host.chars().all(plain), "platform.mail_host", "host");
        refusals.ensure((1..=65_535).contains(&self.port), "platform.mail_port", "port");
        refusals.ensure(super::address(&self.from_address), "platform.mail_address_of_ours", "from_address");
        let reply = self.reply_to.as_ref().is_none_or(|reply| super::address(reply));
        refusals.ensure(reply, "platform.mail_address_of_ours", "reply_to");
        let open = self.safety != Safety::Plain || self.login.is_none() || near(&self.host);
        refusals.ensure(open, "platform.mail_password_in_the_open", "safety");
        refusals.ensure((1..=100_000).contains(&self.most_an_hour), "platform.mail_most_an_hour", "most_an_hour");
        refusals.ensure((1..=50).contains(&self.most_megabytes), "platform.mail_most_megabytes", "most_megabytes");
        if let Some(before) = self.head.saved().then(|| read.get(self.id())).transpose()? {
            // A password is said to whom it is for: another server would learn it.
            let moved = before.password.is_some() && self.password == before.password && before.host != self.host;
            refusals.ensure(!moved, "platform.mail_password_of_another", "host");
        }
        Ok(())
    }
}

/// True for this machine.
fn near(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|a: IpAddr| a.is_loopback())
}

impl MailServer {
    /// A server that wants no password, off.
    pub fn new(host: &str, port: i64, from_address: &str) -> MailServer {
        MailServer {
            head: Head::default(),
            host: host.to_owned(),
            port,
            safety: Safety::default(),
            login: None,
            password: None,
            has_password: false,
            from_address: Email::new(from_address),
            from_name: None,
            reply_to: None,
            site: None,
            most_an_hour: 500,
            most_megabytes: 10,
            on_for: None,
            state: State::Off,
        }
    }

    /// An empty password takes the old one away.
    fn set_password(&mut self, tx: &mut Tx, wish: SetPassword) -> Result<Made> {
        self.password = match wish.password.filter(|password| !password.is_empty()) {
            None => None,
            Some(password) => {
                let vault = tx.vault().ok_or_else(|| Refusal::new("platform.key_missing"))?;
                Some(vault.lock(PURPOSE, &password)?)
            }
        };
        Ok(Vec::new())
    }

    /// The password in the clear, for the moment in which it is said.
    pub(super) fn opened(&self, read: &Read) -> Option<String> {
        read.vault()?.open(PURPOSE, self.password.as_deref()?)
    }

    /// A letter to oneself, which also goes out while everything else is switched off.
    fn send_test(&mut self, tx: &mut Tx, wish: SendTest) -> Result<Made> {
        let words = super::words(tx)?;
        let user = tx.who().user.map(|id| tx.get::<User>(Id::from_raw(id))).transpose()?;
        let lang = super::lang(user.map(|user| user.language).unwrap_or_default());
        let draft = Draft {
            key: format!("{}{}", trial(tx)?, random_token()?),
            to: wish.recipient.0,
            subject: words.t(lang, "platform-mail-test-subject").to_owned(),
            body: words.t(lang, "platform-mail-test-body").to_owned(),
            ..Draft::default()
        };
        let id = queue(tx, draft)?;
        Ok(vec![(Mail::DEF.name, id.raw())])
    }

    /// One server at a time; a set that is a copy is switched on anew.
    fn can_switch_on(&self, read: &Read) -> Result<Guard> {
        if self.state == State::On && self.is_on(read)? {
            return Ok(Guard::Hidden);
        }
        let another: Vec<MailServer> =
            read.select("state = 'on' AND id <> $1 AND archived_at IS NULL LIMIT 1", &[self.head.id.into()])?;
        let refusal =
            |other: &MailServer| Refusal::new("platform.mail_server_another").arg("host", other.host.as_str());
        Ok(another.first().map_or(Guard::Open, |other| Guard::Closed(refusal(other))))
    }

    fn switch_on(&mut self, tx: &mut Tx) -> Result<Made> {
        ensure!(self.password.is_none() || self.opened(tx).is_some(), "platform.mail_password_unreadable")?;
        let epoch = named(tx)?;
        self.on_for = Some(match tx.vault() {
            Some(vault) => vault.lock(PURPOSE, &epoch)?,
            None => epoch,
        });
        Ok(Vec::new())
    }

    fn switch_off(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.on_for = None;
        Ok(Vec::new())
    }

    /// True when it was switched on in this set, and not in the one that this is a copy of.
    fn is_on(&self, read: &Read) -> Result<bool> {
        let Some(kept) = self.on_for.as_deref().filter(|_| self.state == State::On) else { return Ok(false) };
        let said = read.vault().map_or_else(|| Some(kept.to_owned()), |vault| vault.open(PURPOSE, kept));
        Ok(said == Some(named(read)?))
    }
}

/// This set, as it is locked; one that was founded and never restored has no epoch.
fn named(read: &Read) -> Result<String> {
    Ok(format!("set {}", read.epoch()?))
}

/// What the keys of tests of this set begin with.
pub(super) fn trial(read: &Read) -> Result<String> {
    Ok(format!("test {} ", read.epoch()?))
}

/// The server of this set, and whether more than tests may go out.
pub(super) fn at_work(read: &Read) -> Result<Option<(MailServer, bool)>> {
    let all: Vec<MailServer> = read.select("archived_at IS NULL ORDER BY state DESC, id LIMIT 10", &[])?;
    let on = all.iter().position(|server| server.state == State::On).unwrap_or(0);
    let Some(server) = all.into_iter().nth(on) else { return Ok(None) };
    let sends = server.is_on(read)?;
    Ok(Some((server, sends)))
}

/// True when e-mail that is queued now goes out by itself.
pub fn sends(read: &Read) -> Result<bool> {
    Ok(at_work(read)?.is_some_and(|(_, sends)| sends))
}

/// What a link in an e-mail begins with; refuses where nobody said it, or nothing is sent.
pub fn site(read: &Read) -> Result<String> {
    let server = at_work(read)?.filter(|(_, sends)| *sends).ok_or_else(|| Refusal::new("platform.mail_off"))?.0;
    let site = server.site.ok_or_else(|| Refusal::new("platform.mail_without_site"))?;
    Ok(site.trim_end_matches('/').to_owned())
}
