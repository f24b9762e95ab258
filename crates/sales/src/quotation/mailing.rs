//! Sending an offer by e-mail: its PDF, and the link by which the customer answers.

use super::Quotation;
use crate::offer_link;
use base::{Refusal, Result};
use entity::{Email, Entity, Input, Text};
use parties::printing::Receiver;
use parties::{AddressUse, Party};
use platform::print::Asked;
use platform::{Host, User, mail};
use store::{Guard, Made, Read, Tx};
use ui::Arg;

/// To whom, and what is said besides.
#[derive(Input, Clone, Debug)]
pub struct SendLink {
    pub recipient: Email,
    #[field(max = 4000)]
    pub message: Option<Text>,
}

impl Quotation {
    /// Without a mail server the link is copied by hand.
    pub(super) fn can_send_link(&self, read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("platform.mail_off");
        Ok(if mail::sends(read)? { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// Earlier links open no more: only the last letter is answered.
    pub(super) fn send_link(&mut self, tx: &mut Tx, wish: SendLink) -> Result<Made> {
        let site = mail::site(tx)?;
        let secret = offer_link::create(tx, self.id())?;
        let customer: Party = tx.get(self.customer)?;
        let reader = self.contact.map(|contact| tx.get::<Party>(contact)).transpose()?;
        let name = reader.as_ref().map_or_else(|| customer.name.clone(), |reader| reader.name.clone());
        let language = reader.and_then(|reader| reader.language).or(customer.language);
        let country = Receiver::of(tx, self.customer, AddressUse::Bill)?.country();
        let words = mail::words(tx)?;
        let lang = Asked { words: &words, query: &[] }.wording(tx, language, country)?.lang;
        let sender = match tx.who().user {
            Some(user) => tx.get::<User>(base::Id::from_raw(user))?.name,
            None => tx.get(self.company)?.name,
        };
        let message = wish.message.map_or_else(|| words.t(lang, "sales-offer-mail-usual").to_owned(), |text| text.0);
        let texts = [
            ("number", Arg::Text(&self.number)),
            ("message", Arg::Text(&message)),
            ("link", Arg::Text(mail::LINK)),
            ("sender", Arg::Text(&sender)),
        ];
        let host = Host::of(tx, Quotation::DEF.name, self.head.id)?;
        let draft = mail::Draft {
            key: format!("offer {}", platform::installation::digest(&secret)),
            to: wish.recipient.0,
            name: Some(name),
            subject: words.t_args(lang, "sales-offer-mail-subject", &texts),
            body: words.t_args(lang, "sales-offer-mail-body", &texts),
            link: Some(format!("{site}/offer/{secret}?lang={}", lang.tag())),
            host: Some(host),
            company: Some(self.company),
            print: Some((host, String::new(), format!("{}.pdf", &*self.number))),
        };
        // Whoever sells may not read what others send: nothing to follow.
        mail::queue(tx, draft)?;
        Ok(Made::new())
    }
}
