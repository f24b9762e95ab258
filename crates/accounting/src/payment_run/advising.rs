//! Remittance advice: each supplier hears what a booked run pays, by whose numbers, so that nobody asks what the money was for.

use super::{PaymentRun, RunLine, State};
use crate::open_item::OpenItem;
use crate::payment::State as PaymentState;
use crate::{JournalEntry, Payment};
use base::{Id, Money, Refusal, Result};
use entity::{Entity as _, Text};
use parties::printing::Receiver;
use parties::{AddressUse, Party, Use, loaded};
use platform::print::Asked;
use platform::{Company, Host, mail};
use std::collections::BTreeMap;
use store::{Guard, Made, Read, Tx};
use ui::Arg;

/// What one supplier is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub payment: Settlement,
    pub party: Id<Party>,
    pub lines: Vec<AdviceLine>,
}

/// The payment behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    pub number: String,
    pub amount: Money,
}

/// One debt of an advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdviceLine {
    /// The supplier's own number where we know it.
    pub theirs: Option<String>,
    pub ours: String,
    pub documented_on: base::Date,
    pub owed: Money,
    pub discount: Money,
    pub paid: Money,
    pub account: Option<Id<crate::PartyAccount>>,
}

/// The advices of a run by supplier: of a booked one its payments, without those that were taken back, and before that what would be paid.
pub fn advices(read: &Read, run: &PaymentRun) -> Result<Vec<Advice>> {
    let booked = run.state == State::Booked;
    let lines: Vec<&RunLine> =
        loaded(&run.lines).iter().filter(|l| !l.left_out && (!booked || l.payment.is_some())).collect();
    let debts = Debts::of(read, &lines)?;
    let mut parties: Vec<Id<Party>> = lines.iter().filter_map(|l| l.party).collect();
    parties.sort_unstable();
    parties.dedup();
    let mut payments: Vec<i64> = lines.iter().filter_map(|l| l.payment).map(|p| p.raw()).collect();
    payments.sort_unstable();
    payments.dedup();
    let payments = store::typed::<Payment>(&read.find_many(Payment::DEF.name, &payments, false)?)?;
    let mut advices = Vec::with_capacity(parties.len());
    for party in parties {
        let mine: Vec<&RunLine> = lines.iter().filter(|l| l.party == Some(party)).copied().collect();
        let payment = match payments.iter().find(|p| p.party == party) {
            Some(paid) if paid.state != PaymentState::Posted => continue,
            Some(paid) => Settlement { number: paid.number.clone().unwrap_or_default(), amount: paid.amount },
            None => Settlement { number: run.number.to_string(), amount: Money::sum(mine.iter().map(|l| l.amount))? },
        };
        if payment.amount.is_positive() {
            let lines = mine.iter().filter_map(|l| debts.told(l).transpose()).collect::<Result<_>>()?;
            advices.push(Advice { payment, party, lines });
        }
    }
    Ok(advices)
}

/// The debts of a run with the entries that opened them.
struct Debts {
    items: BTreeMap<i64, OpenItem>,
    entries: BTreeMap<i64, JournalEntry>,
}

impl Debts {
    fn of(read: &Read, lines: &[&RunLine]) -> Result<Debts> {
        let items: Vec<i64> = lines.iter().map(|l| l.item.raw()).collect();
        let items = store::typed::<OpenItem>(&read.find_many(OpenItem::DEF.name, &items, false)?)?;
        let mut entries: Vec<i64> = items.iter().map(|i| i.entry.raw()).collect();
        entries.sort_unstable();
        entries.dedup();
        let entries = store::typed::<JournalEntry>(&read.find_many(JournalEntry::DEF.name, &entries, true)?)?;
        Ok(Debts {
            items: items.into_iter().map(|i| (i.head.id, i)).collect(),
            entries: entries.into_iter().map(|e| (e.head.id, e)).collect(),
        })
    }

    /// What a supplier is told of a line.
    fn told(&self, line: &RunLine) -> Result<Option<AdviceLine>> {
        let Some(item) = self.items.get(&line.item.raw()) else { return Ok(None) };
        let entry = self.entries.get(&item.entry.raw());
        let place = usize::try_from(item.entry_line).unwrap_or(usize::MAX);
        Ok(Some(AdviceLine {
            theirs: entry.and_then(|e| loaded(&e.lines).get(place)).and_then(|l| l.text.clone()),
            ours: item.number.clone(),
            documented_on: entry.map_or(item.posted_on, |e| e.documented_on),
            owed: line.amount.checked_add(line.discount)?,
            discount: line.discount,
            paid: line.amount,
            account: line.account,
        }))
    }
}

impl PaymentRun {
    /// Without a mail server it is printed.
    pub(super) fn can_advise(&self, read: &Read) -> Result<Guard> {
        let refusal = || Refusal::new("platform.mail_off");
        Ok(if mail::sends(read)? { Guard::Open } else { Guard::Closed(refusal()) })
    }

    /// Each supplier's advice goes out as PDF where there is an address for it, once; who has none stands on the run.
    pub(super) fn advise(&mut self, tx: &mut Tx) -> Result<Made> {
        let words = mail::words(tx)?;
        let asked = Asked { words: &words, query: &[] };
        let host = Host::of(tx, PaymentRun::DEF.name, self.head.id)?;
        let company = self.company.ok_or_else(|| Refusal::new("store.required").field("company"))?;
        let name = tx.get::<Company>(company)?.name;
        let (mut sent, mut unreached) = (0, Vec::new());
        for advice in advices(tx, self)? {
            let party: Party = tx.get(advice.party)?;
            let Some(to) = parties::mail_address(tx, advice.party, Use::Billing)?.filter(|to| mail::address(to)) else {
                unreached.push(party.name);
                continue;
            };
            // The language of the paper that goes along.
            let country = Receiver::of(tx, advice.party, AddressUse::Bill)?.country();
            let lang = asked.wording(tx, party.language, country)?.lang;
            let texts = [("company", Arg::Text(&name)), ("number", Arg::Text(&advice.payment.number))];
            let draft = mail::Draft {
                key: format!("remittance {} {}", self.head.id, advice.party),
                to,
                subject: words.t_args(lang, "accounting-remittance-mail-subject", &texts),
                body: words.t_args(lang, "accounting-remittance-mail-body", &texts),
                name: Some(party.name),
                host: Some(host),
                company: Some(company),
                print: Some((host, format!("party={}", advice.party), format!("{}.pdf", advice.payment.number))),
                ..mail::Draft::default()
            };
            mail::queue(tx, draft)?;
            sent += 1;
        }
        (self.advised_at, self.advised) = (Some(tx.now()), Some(sent));
        self.unreached = (!unreached.is_empty()).then(|| Text::new(unreached.join("\n")));
        Ok(Made::new())
    }
}
