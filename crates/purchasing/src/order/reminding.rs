//! A supplier is reminded of what should be here by now: the order keeps when and how often, its print says of what.

use super::{Extent, Order};
use crate::held;
use base::{Date, Id, Quantity, Refusal, Result};
use entity::{Email, Entity as _, Input, Text};
use parties::printing::Receiver;
use parties::{AddressUse, Party, loaded};
use platform::print::Asked;
use platform::{Host, User, mail};
use store::{Guard, Made, Read, Tx};
use ui::Arg;

/// To whom, and what is said besides.
#[derive(Input, Clone, Debug)]
pub struct SendReminder {
    pub recipient: Email,
    #[field(max = 4000)]
    pub message: Option<Text>,
}

/// Where a supplier is written to, as far as is known.
pub(super) fn address(read: &Read, supplier: Id<Party>) -> Result<Option<String>> {
    parties::mail_address(read, supplier, parties::Use::Work)
}

/// A line of which something is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    /// Its place in the order, counted from 0.
    pub place: usize,
    /// What has not come, in the line's unit.
    pub open: Quantity,
    /// The day on which it was expected, as the progress board counts it.
    pub due: Date,
    pub days: i64,
}

impl Order {
    /// What of its goods should have come before a day and did not. A service is done, not awaited.
    pub(crate) fn late(&self, read: &Read, on: Date) -> Result<Vec<Late>> {
        let done = held::progress(read, &[self.head.id])?;
        let mut late = Vec::new();
        for (place, line) in loaded(&self.lines).iter().enumerate().filter(|(_, line)| !line.is_service) {
            let came = done.get(&line.head.id).map_or(Quantity::ZERO, |p| p.received);
            let open = line.quantity.checked_sub(came)?;
            let due = line.expected().or(self.requested).filter(|due| *due < on && open.is_positive());
            late.extend(due.map(|due| Late { place, open, due, days: due.days_until(on) }));
        }
        Ok(late)
    }

    /// Asked for every screen: decided by what is read already.
    pub(super) fn overdue(&self, read: &Read) -> Result<Guard> {
        let late = self.received != Extent::Fully && self.due_on.is_some_and(|due| due < read.today());
        Ok(if late { Guard::Open } else { Guard::Hidden })
    }

    /// Without a mail server the letter is printed.
    pub(super) fn can_send_reminder(&self, read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("platform.mail_off");
        Ok(match self.overdue(read)? {
            Guard::Open if !mail::sends(read)? => Guard::Closed(refusal()),
            other => other,
        })
    }

    /// Reminds the supplier by e-mail: the letter about what is late and the order behind it go along as a PDF.
    pub(super) fn send_reminder(&mut self, tx: &mut Tx, wish: SendReminder) -> Result<Made> {
        self.remind(tx)?;
        let supplier: Party = tx.get(self.supplier)?;
        let country = Receiver::of(tx, self.supplier, AddressUse::Bill)?.country();
        let words = mail::words(tx)?;
        let lang = Asked { words: &words, query: &[] }.wording(tx, supplier.language, country)?.lang;
        let sender = match tx.who().user {
            Some(user) => tx.get::<User>(Id::from_raw(user))?.name,
            None => tx.get(self.company)?.name,
        };
        let usual = || words.t(lang, "purchasing-reminder-mail-usual").to_owned();
        let message = wish.message.map_or_else(usual, |text| text.0);
        let texts =
            [("number", Arg::Text(&self.number)), ("message", Arg::Text(&message)), ("sender", Arg::Text(&sender))];
        let host = Host::of(tx, Order::DEF.name, self.head.id)?;
        let draft = mail::Draft {
            key: format!("purchase reminder {} {}", self.head.id, self.reminders),
            to: wish.recipient.0,
            name: Some(supplier.name),
            subject: words.t_args(lang, "purchasing-reminder-mail-subject", &texts),
            body: words.t_args(lang, "purchasing-reminder-mail-body", &texts),
            link: None,
            host: Some(host),
            company: Some(self.company),
            print: Some((host, String::new(), format!("{}.pdf", &*self.number))),
        };
        // Whoever buys may not read what others send: nothing to follow.
        mail::queue(tx, draft)?;
        Ok(Made::new())
    }

    pub(super) fn remind(&mut self, tx: &mut Tx) -> Result<Made> {
        let today = tx.today();
        base::ensure!(!self.late(tx, today)?.is_empty(), Refusal::new("purchasing.nothing_late"))?;
        self.reminded_on = Some(today);
        self.reminders += 1;
        Ok(Vec::new())
    }
}
