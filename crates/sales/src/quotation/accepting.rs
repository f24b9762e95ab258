//! The customer's answer: what was offered becomes the order in one step, at the figures he read.

use super::{Form, Quotation, QuotationLine, State};
use crate::{Order, OrderLine, Reason};
use base::{Date, Error, Id, Refusal, Result};
use entity::{Entity, Input, Record, Text};
use parties::loaded;
use platform::Host;
use platform::notification::{self, Topic};
use std::collections::BTreeSet;
use store::{Link, Made, Tx};

/// What accepting asks for.
#[derive(Input, Clone, Debug, Default)]
pub struct Accept {
    /// The options the customer takes, by the number of their lines: `3, 5`. Those chosen already stay chosen.
    #[field(max = 200)]
    pub options: Option<String>,
    /// Who said so.
    #[field(max = 120)]
    pub name: Option<String>,
}

/// Who answered from outside, from where and when: kept with the offer as proof.
#[derive(Clone, Debug)]
pub struct Decided {
    pub name: String,
    pub from: String,
}

/// The customer accepts with these of the options, by the ids of their lines. The order is there when this returns.
pub fn accept(tx: &mut Tx, id: Id<Quotation>, options: &[i64], by: &Decided) -> Result<Made> {
    let offer = tx.lock(id)?;
    open(tx, &offer)?;
    base::ensure!(!by.name.trim().is_empty(), Refusal::new("sales.name_missing").field("name"))?;
    let numbered = loaded(&offer.lines).iter().enumerate().filter(|(_, l)| l.optional && options.contains(&l.head.id));
    let places: Vec<String> = numbered.map(|(place, _)| (place + 1).to_string()).collect();
    let asked = Accept { options: Some(places.join(", ")), name: Some(by.name.trim().chars().take(120).collect()) };
    proven(tx, offer, by)?;
    tx.perform(Quotation::DEF.name, id.raw(), "accept", None, &entity::Described::to_record(&asked))
}

/// The customer declines.
pub fn decline(tx: &mut Tx, id: Id<Quotation>, reason: &str, by: &Decided) -> Result<()> {
    let offer = tx.lock(id)?;
    open(tx, &offer)?;
    base::ensure!(!reason.trim().is_empty(), Refusal::new("sales.reason_missing").field("reason"))?;
    let asked = Reason { reason: Text::new(reason.trim().chars().take(500).collect::<String>()) };
    proven(tx, offer, by)?;
    tx.perform(Quotation::DEF.name, id.raw(), "decline", None, &entity::Described::to_record(&asked)).map(|_| ())
}

/// An offer that can still be answered; each other state says what became of it.
fn open(tx: &Tx, offer: &Quotation) -> Result<()> {
    let code = match offer.state {
        State::Sent if offer.over(tx) => "sales.offer_expired",
        State::Sent => return Ok(()),
        State::Draft => "sales.offer_not_sent",
        State::Accepted => "sales.offer_accepted_already",
        State::Declined => "sales.offer_declined_already",
        State::Expired => "sales.offer_expired",
        State::Superseded => "sales.offer_superseded",
    };
    Err(Refusal::new(code).record(&*offer.number).into())
}

/// Notes who answers and from where, before the answer takes its further locks.
fn proven(tx: &mut Tx, mut offer: Quotation, by: &Decided) -> Result<()> {
    offer.decided_by = Some(by.name.trim().chars().take(120).collect()).filter(|n: &String| !n.is_empty());
    offer.decided_from = Some(by.from.chars().take(60).collect()).filter(|n: &String| !n.is_empty());
    tx.update(&mut offer).map(|_| ())
}

/// Rings the bell of whoever looks after the offer, unless he answered it himself.
pub(super) fn ring(tx: &mut Tx, offer: &Quotation, topic: Topic) -> Result<()> {
    let Some(owner) = offer.owner.filter(|o| tx.who().user != Some(o.raw())) else { return Ok(()) };
    let customer = tx.titles(parties::Party::DEF.name, &[offer.customer.raw()])?;
    let name = customer.into_values().next().unwrap_or_default();
    let host = Host { kind: Quotation::DEF.kind.into(), record: offer.head.id };
    notification::ring(tx, owner, topic, &format!("{} · {name}", &*offer.number), Some(host)).map(|_| ())
}

/// The order of what was offered; confirmed at once by whoever may confirm orders, and by the customer himself.
pub(super) fn run(offer: &mut Quotation, tx: &mut Tx, asked: Accept) -> Result<Made> {
    base::ensure!(!offer.over(tx), Refusal::new("sales.offer_expired").record(&*offer.number).field("valid_until"))?;
    let taken = options(offer, asked.options.as_deref().unwrap_or_default())?;
    for (place, line) in offer.lines.iter_mut().enumerate() {
        line.chosen |= taken.contains(&place);
    }
    let today = tx.today();
    let (mut order, lines) = becomes(offer, today)?;
    let id = tx.insert(&mut order)?;
    link(tx, offer, &lines, &order)?;
    let shape = tx.shape(Order::DEF.name)?;
    if tx.access()?.may(&shape, "confirm") {
        tx.perform(Order::DEF.name, id.raw(), "confirm", None, &Record::default())?;
    }
    offer.sales_order = Some(id);
    offer.decided_at = Some(tx.now());
    offer.decided_by = asked.name.filter(|n| !n.trim().is_empty()).or(offer.decided_by.take());
    totals(offer, &order);
    ring(tx, offer, Topic::Task)?;
    Ok(vec![(Order::DEF.name, id.raw())])
}

/// The order's draft, and the lines of the offer that went into it, in its order.
fn becomes(offer: &Quotation, on: Date) -> Result<(Order, Vec<QuotationLine>)> {
    let taken: Vec<QuotationLine> = loaded(&offer.lines).iter().filter(|l| l.counts()).cloned().collect();
    let ordered = |l: &QuotationLine| {
        // The price is agreed: no rule finds another one.
        l.ordered().map(|line| OrderLine { quotation_line: Some(l.head.id), ..line })
    };
    let lines: Vec<OrderLine> = taken.iter().filter_map(ordered).collect();
    base::ensure!(!lines.is_empty(), Refusal::new("sales.quotation_without_lines").field("lines"))?;
    let words: Vec<&str> =
        loaded(&offer.lines).iter().filter(|l| l.form == Form::Note).filter_map(|l| l.text.as_deref()).collect();
    let notes = (!words.is_empty()).then(|| Text::new(words.join("\n").chars().take(2000).collect::<String>()));
    Ok((Order { notes, quotation: Some(offer.id()), ..offer.ordered(on, lines) }, taken))
}

/// Line became line, so that the way from the offer to the invoice can be walked.
fn link(tx: &mut Tx, offer: &Quotation, lines: &[QuotationLine], order: &Order) -> Result<()> {
    let (from, to) = (i64::from(Quotation::DEF.kind), i64::from(Order::DEF.kind));
    let links: Vec<Link> = lines
        .iter()
        .zip(loaded(&order.lines))
        .map(|(l, o)| Link {
            from: (from, offer.head.id, l.head.id),
            to: (to, order.head.id, o.head.id),
            role: "ordered",
            quantity: o.stock_quantity.units(),
            amount: o.gross_base.minor(),
        })
        .collect();
    tx.link(&links)
}

/// The offer's own totals are those of what was taken.
fn totals(offer: &mut Quotation, order: &Order) {
    (offer.net, offer.tax, offer.total) = (order.net, order.tax, order.total);
}

/// The places of options named by the numbers of their lines.
fn options(offer: &Quotation, text: &str) -> Result<BTreeSet<usize>> {
    let mut places = BTreeSet::new();
    for word in text.split([',', ';', ' ']).map(str::trim).filter(|w| !w.is_empty()) {
        let place = word.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let line = place.and_then(|p| loaded(&offer.lines).get(p).map(|l| (p, l)));
        let Some((place, _)) = line.filter(|(_, l)| l.optional) else {
            let refusal = Refusal::new("sales.no_such_option").field("options").arg("line", word);
            return Err(Error::from(refusal));
        };
        places.insert(place);
    }
    Ok(places)
}
