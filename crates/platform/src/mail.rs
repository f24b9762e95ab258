//! Outgoing e-mail: each is queued in the transaction that wants it and sent afterwards by a job, once for each key.

mod sending;
mod server;
mod smtp;

use crate::{Company, Host, Language, User};
use base::{Context, Id, Instant, Refusal, Result, ensure};
use entity::{Choice, Email, Entity, Head, Text};
use std::sync::Arc;
use store::{Business, Guard, Made, Operation, Read, Tx, operations};
use ui::{Lang, Messages};

pub use sending::{Printer, TASK, deliver};
pub use server::{MailServer, Safety, SendTest, SetPassword, State as Switch, sends, site};

/// Whether it went out.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Waits for its turn, or for another try.
    #[default]
    #[choice(tone = "info")]
    Waiting,
    /// Is being handed to the mail server.
    #[choice(tone = "info")]
    Sending,
    /// The mail server took it.
    #[choice(tone = "success")]
    Sent,
    /// It did not go out, and is not tried again by itself.
    #[choice(tone = "danger")]
    Failed,
    Cancelled,
}

/// Why it did not go out.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// No way to the mail server, or it said "later".
    #[default]
    Unreachable,
    /// The mail server does not let us in.
    Login,
    /// The mail server said no to this one.
    Refused,
    /// The connection broke when it was handed over: whether it went out is not known, so it is not sent a second time.
    Unknown,
    /// Its PDF could not be made.
    Print,
    /// It is larger than the mail server takes.
    TooLarge,
    /// It was queued in the set that this one is a copy of, which sends it.
    Copied,
}

/// One e-mail, from when it is wanted until it went out.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.mail",
    kind = 43,
    icon = "mail",
    title = "subject",
    search(subject, recipient),
    sort = "-id",
    large,
    index(state, due_at),
    index(host_kind, host),
    view(failed = "filter=state%20%3D%20failed"),
    view(waiting = "filter=state%20in%20(waiting%2C%20sending)")
)]
pub struct Mail {
    pub head: Head,
    #[field(read_only, column, max = 200, personal)]
    pub subject: String,
    #[field(read_only, indexed, column, personal)]
    pub recipient: Email,
    #[field(read_only, max = 120, personal)]
    pub recipient_name: Option<String>,
    #[field(read_only, max = 20000, personal)]
    pub body: Text,
    /// What stands in the text for [`LINK`]: whoever has it may act, so it is gone once it went out.
    #[field(read_only, secret, max = 400)]
    pub link: Option<String>,
    /// The PDF that goes with it.
    #[field(read_only, max = 120)]
    pub file: Option<String>,
    /// Two of one key are one.
    #[field(read_only, unique, inner, max = 160)]
    pub key: String,
    /// The record whose print is the PDF, and which of its documents.
    #[field(read_only, inner)]
    pub prints_kind: Option<i64>,
    #[field(read_only, inner)]
    pub prints: Option<i64>,
    #[field(read_only, inner, max = 200)]
    pub prints_which: Option<String>,
    /// What it is about.
    #[field(read_only)]
    pub host_kind: Option<i64>,
    #[field(read_only)]
    pub host: Option<i64>,
    #[field(read_only)]
    pub company: Option<Id<Company>>,
    /// Who wanted it.
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
    /// The set in which it was queued: a copy sends nothing that the first one sends.
    #[field(read_only, inner, max = 80)]
    pub epoch: Option<String>,
    /// Not before this moment; while it is being sent, the moment at which whoever sends it has died.
    #[field(read_only, volatile)]
    pub due_at: Instant,
    #[field(read_only, column, volatile)]
    pub attempts: i64,
    #[field(read_only, column)]
    pub trouble: Option<Trouble>,
    /// What the mail server answered.
    #[field(read_only, max = 1000)]
    pub answer: Option<Text>,
    #[field(read_only, column)]
    pub sent_at: Option<Instant>,
    #[field(indexed, column)]
    pub state: State,
}

impl Business for Mail {
    const OPERATIONS: &'static [Operation] = &operations![Mail:
        send_again if can_send: [Failed] => Waiting,
        cancel: [Waiting, Failed] => Cancelled,
    ];
}

impl Mail {
    /// The address may have been opted out or the set copied since; whoever presses it decides.
    fn can_send(&self, read: &Read) -> Result<Guard> {
        let closed = || Refusal::new("platform.mail_off");
        Ok(if sends(read)? { Guard::Open } else { Guard::Closed(closed()) })
    }

    fn send_again(&mut self, tx: &mut Tx) -> Result<Made> {
        (self.trouble, self.answer, self.attempts) = (None, None, 0);
        (self.due_at, self.epoch) = (tx.now(), Some(tx.epoch()?));
        Ok(Vec::new())
    }

    fn cancel(&mut self, _tx: &mut Tx) -> Result<Made> {
        self.link = None;
        Ok(Vec::new())
    }
}

/// What is to be sent.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What makes it one: whoever queues the same key twice queues one.
    pub key: String,
    pub to: String,
    pub name: Option<String>,
    pub subject: String,
    pub body: String,
    /// An address that only whoever receives it may know; it stands where the text says [`LINK`].
    pub link: Option<String>,
    /// What it is about.
    pub host: Option<Host>,
    pub company: Option<Id<Company>>,
    /// The record whose print goes along as PDF, which of its documents (`party=7`), and the name of the file.
    pub print: Option<(Host, String, String)>,
}

/// Where the link stands in the text.
pub const LINK: &str = "[link]";

/// The longest text, in characters.
const BODY: usize = 20_000;

/// Queues an e-mail; one of the same key that is there already is the answer instead. It is sent once this transaction holds.
pub fn queue(tx: &mut Tx, draft: Draft) -> Result<Id<Mail>> {
    tx.lock_key("mail", &draft.key)?;
    if let Some(known) = tx.select::<Mail>("key = $1", &[draft.key.as_str().into()])?.pop() {
        return Ok(known.id());
    }
    let to = draft.to.trim();
    ensure!(address(to), Refusal::new("platform.mail_address").field("email").arg("value", to))?;
    ensure!(draft.body.chars().count() <= BODY, Refusal::new("platform.mail_long").arg("most", BODY as i64))?;
    let file = draft.print.as_ref().map(|(_, _, name)| one_line(name, 120));
    let (prints, which) = draft.print.map(|(host, which, _)| (host, which)).unzip();
    tx.insert(&mut Mail {
        head: Head::default(),
        subject: one_line(&draft.subject, 200),
        recipient: Email::new(to),
        recipient_name: draft.name.map(|name| one_line(&name, 120)).filter(|name| !name.is_empty()),
        body: Text::new(draft.body.replace('\r', "")),
        link: draft.link,
        file,
        key: draft.key,
        prints_kind: prints.map(|host| host.kind),
        prints: prints.map(|host| host.record),
        prints_which: which.filter(|which| !which.is_empty()),
        host_kind: draft.host.map(|host| host.kind),
        host: draft.host.map(|host| host.record),
        company: draft.company,
        owner: tx.who().user.map(Id::from_raw),
        epoch: Some(tx.epoch()?),
        due_at: tx.now(),
        attempts: 0,
        trouble: None,
        answer: None,
        sent_at: None,
        state: State::Waiting,
    })
}

/// One line without anything that a mail server could take for the next header.
fn one_line(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// True for one e-mail address and nothing besides.
pub fn address(text: &str) -> bool {
    text.len() <= 254 && text.is_ascii() && text.parse::<lettre::Address>().is_ok()
}

/// Every word of this program, for whoever writes letters in the language of whoever receives them.
pub fn words(read: &Read) -> Result<Arc<Messages>> {
    struct Words(Arc<Messages>);
    let kept = read.kept(|| {
        let mut sources: Vec<(&str, &str)> = ui::i18n::SOURCES.to_vec();
        sources.extend(read.registry().modules.iter().flat_map(|m| m.messages.iter().copied()));
        Messages::build(&sources).context("reading the messages").map(|words| Words(Arc::new(words)))
    })?;
    Ok(kept.0.clone())
}

/// The language of a letter for a language of a record.
pub fn lang(language: Language) -> Lang {
    Lang::from_tag(language.code()).unwrap_or(Lang::En)
}
