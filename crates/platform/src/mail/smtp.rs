//! Handing one e-mail to a mail server, so that afterwards it is known whether the server has it.

use super::server::{MailServer, Safety};
use super::{LINK, Mail, Trouble};
use base::{Context, Result};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;

/// The longest wait for one answer of the server.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why one did not go out, what the server said, and whether another try makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub trouble: Trouble,
    pub answer: String,
    pub again: bool,
}

impl Failure {
    pub fn new(trouble: Trouble, answer: impl ToString, again: bool) -> Failure {
        Failure { trouble, answer: answer.to_string(), again }
    }
}

/// The way to a mail server, open for as long as there is something to hand in.
pub(super) struct Way {
    server: MailServer,
    password: Option<String>,
    open: Option<SmtpConnection>,
}

impl Way {
    pub fn to(server: MailServer, password: Option<String>) -> Way {
        Way { server, password, open: None }
    }

    /// Hands one e-mail in. What goes wrong before the server was told of it may be tried again; afterwards nobody knows.
    pub fn hand_in(&mut self, mail: &Mail, pdf: Option<Vec<u8>>) -> std::result::Result<(), Failure> {
        let message = letter(&self.server, mail, pdf).map_err(|e| Failure::new(Trouble::Refused, e, false))?;
        let bytes = message.formatted();
        if bytes.len() as i64 > self.server.most_megabytes * 1_000_000 {
            return Err(Failure::new(Trouble::TooLarge, bytes.len(), false));
        }
        let kept = self.open.take().and_then(|mut way| way.test_connected().then_some(way));
        let mut way = kept.map_or_else(|| self.connect(), Ok)?;
        match way.send(message.envelope(), &bytes) {
            Ok(_) => {
                self.open = Some(way);
                Ok(())
            }
            Err(error) if error.is_transient() => Err(Failure::new(Trouble::Unreachable, error, true)),
            Err(error) if error.is_permanent() || error.is_client() => {
                Err(Failure::new(Trouble::Refused, error, false))
            }
            Err(error) => Err(Failure::new(Trouble::Unknown, error, false)),
        }
    }

    fn connect(&self) -> std::result::Result<SmtpConnection, Failure> {
        let unreachable = |error| Failure::new(Trouble::Unreachable, error, true);
        let server = &self.server;
        let port = u16::try_from(server.port).unwrap_or(587);
        let domain = server.from_address.rsplit('@').next().unwrap_or("localhost");
        let hello = ClientId::Domain(domain.to_owned());
        let tls = || TlsParameters::new(server.host.clone()).map_err(unreachable);
        let wrap = (server.safety == Safety::Tls).then(tls).transpose()?;
        let place = (server.host.as_str(), port);
        let mut way =
            SmtpConnection::connect(place, Some(PATIENCE), &hello, wrap.as_ref(), None).map_err(unreachable)?;
        if server.safety == Safety::Starttls {
            way.starttls(&tls()?, &hello).map_err(unreachable)?;
        }
        if let Some(login) = &server.login {
            let password = self.password.clone();
            let password = password.ok_or_else(|| Failure::new(Trouble::Login, "", true))?;
            let credentials = Credentials::new(login.clone(), password);
            way.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .map_err(|error| Failure::new(Trouble::Login, error, true))?;
        }
        Ok(way)
    }

    /// Says goodbye, so that the server does not wait.
    pub fn close(mut self) {
        if let Some(mut way) = self.open.take() {
            let _ = way.quit();
        }
    }
}

/// The message as it travels: text, and the PDF beside it. Its number comes from its key, so that one that arrives twice can be told.
fn letter(server: &MailServer, mail: &Mail, pdf: Option<Vec<u8>>) -> Result<Message> {
    let person = |name: Option<&String>, address: &str| -> Result<Mailbox> {
        Ok(Mailbox::new(name.cloned(), address.parse().context("reading an e-mail address")?))
    };
    let domain = server.from_address.rsplit('@').next().unwrap_or("localhost");
    let number = crate::installation::digest(&mail.key);
    let mut message = Message::builder()
        .from(person(server.from_name.as_ref(), &server.from_address)?)
        .to(person(mail.recipient_name.as_ref(), &mail.recipient)?)
        .subject(mail.subject.clone())
        .message_id(Some(format!("<{}@{domain}>", &number[..32])));
    if let Some(reply) = &server.reply_to {
        message = message.reply_to(person(None, reply)?);
    }
    let text = mail.link.as_ref().map_or_else(|| mail.body.to_string(), |link| mail.body.replace(LINK, link));
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text);
    let made = match (pdf, &mail.file) {
        (Some(bytes), Some(name)) => {
            let kind = ContentType::parse("application/pdf").context("naming a type")?;
            let file = Attachment::new(name.clone()).body(bytes, kind);
            message.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
        }
        _ => message.singlepart(text),
    };
    made.context("writing an e-mail")
}
