//! Payment terms: in which instalments a document falls due, and what is offered for paying early.

use crate::{JournalEntry, OpenItem};
use base::{Date, Id, Money, Percent, Refusal, Result, Rounding};
use entity::{Choice, Entity, Head, Lines, Named as _, Value};
use parties::loaded;
use platform::Currency;
use settlement::{DueBy, EarlyOffer, Part, Share};
use store::{Business, Read, Refusals, Tx};

/// What an early payment discount does to tax.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DiscountTax {
    /// The discount is of the gross; tax falls with it on the day of the payment.
    #[default]
    ReducedOnPayment,
    /// The invoice reckons tax on the discounted net at once; the discount is of the net, and the payment changes no tax.
    OnDiscounted,
    /// The discount is of the net; tax stays.
    Unchanged,
}

/// Payment terms.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.payment_term",
    kind = 115,
    plural = "payment-terms",
    icon = "calendar-clock",
    title = "name",
    code = "code",
    search(code, name),
    sort = "code",
    unique(code),
    open
)]
pub struct PaymentTerm {
    pub head: Head,
    #[field(indexed, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 120)]
    pub name: String,
    /// The currency of stated amounts; needed only where there are some.
    pub currency: Option<Id<Currency>>,
    /// No instalment is the whole, due at once.
    pub instalments: Lines<TermInstalment>,
    pub offers: Lines<TermOffer>,
    #[field(column)]
    pub discount_tax: DiscountTax,
}

/// An instalment of payment terms.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.term_instalment", kind = 116, line_of = "accounting.payment_term", title = "percent")]
pub struct TermInstalment {
    pub head: Head,
    /// Of the total. Neither a share nor an amount is what the other instalments leave.
    pub percent: Option<Percent>,
    pub amount: Option<Money>,
    pub months: i64,
    pub days: i64,
    /// Then the end of that month.
    pub end_of_month: bool,
    /// Then the next such day of a month, 1 to 31.
    pub day_of_month: Option<i64>,
}

/// A discount for paying early.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "accounting.term_offer", kind = 117, line_of = "accounting.payment_term", title = "percent")]
pub struct TermOffer {
    pub head: Head,
    pub percent: Percent,
    pub days: i64,
    /// Then the end of that month.
    pub end_of_month: bool,
}

/// What is offered on one open item: so much less until that day.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.discount_offer",
    kind = 118,
    icon = "badge-percent",
    title = "item",
    sort = "until",
    posted,
    aside,
    large
)]
pub struct DiscountOffer {
    pub head: Head,
    #[field(read_only, column)]
    pub item: Id<OpenItem>,
    /// The last day of it.
    #[field(read_only, indexed, column)]
    pub until: Date,
    #[field(read_only)]
    pub currency: Id<Currency>,
    /// What need not be paid, with the sign of the item.
    #[field(read_only, column)]
    pub amount: Money,
    /// Tax falls with it when it is taken.
    #[field(read_only)]
    pub reduces_tax: bool,
}

/// An instalment as a document falls due, with what is offered on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalment {
    pub due_on: Date,
    /// With the sign of the total.
    pub amount: Money,
    pub offers: Vec<Offer>,
}

/// So much less until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub until: Date,
    /// With the sign of the total.
    pub amount: Money,
}

/// How a document falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// In the order of the terms; they sum to the total exactly. Each is one line on the control account, so one open item.
    pub instalments: Vec<Instalment>,
    /// What the discount does to tax. With [`DiscountTax::OnDiscounted`] the document reckons tax on `taxed_share` of its net.
    pub discount_tax: DiscountTax,
    /// The share of the net that tax is reckoned on.
    pub taxed_share: Percent,
}

/// How a document of this total and tax, both with the sign of the invoice, falls due. The one function that other modules ask.
///
/// Without terms all is due on the day of the document. Terms that do not make up the total are refused.
pub fn due(read: &Read, term: Option<Id<PaymentTerm>>, total: Money, tax: Money, documented_on: Date) -> Result<Due> {
    match term {
        Some(term) => read.get(term)?.due(total, tax, documented_on),
        None => {
            let whole = Instalment { due_on: documented_on, amount: total, offers: Vec::new() };
            let (discount_tax, taxed_share) = (DiscountTax::default(), Percent::HUNDRED);
            Ok(Due { instalments: vec![whole], discount_tax, taxed_share })
        }
    }
}

impl PaymentTerm {
    /// Terms without instalments or offers.
    pub fn new(code: &str, name: &str) -> PaymentTerm {
        PaymentTerm {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            currency: None,
            instalments: Lines::default(),
            offers: Lines::default(),
            discount_tax: DiscountTax::default(),
        }
    }

    /// All of it so many days after the document.
    pub fn days(code: &str, name: &str, days: i64) -> PaymentTerm {
        PaymentTerm { instalments: vec![TermInstalment::rest(days)].into(), ..PaymentTerm::new(code, name) }
    }

    /// How a document of this total and tax falls due under these terms.
    pub fn due(&self, total: Money, tax: Money, documented_on: Date) -> Result<Due> {
        let parts: Vec<Part> = loaded(&self.instalments).iter().map(TermInstalment::part).collect();
        let reckoned = settlement::instalments(total, documented_on, &parts).map_err(reckoning)?;
        let early: Vec<EarlyOffer> = loaded(&self.offers).iter().map(TermOffer::offer).collect();
        let early = settlement::offers(documented_on, &early).map_err(reckoning)?;
        let net = total.checked_sub(tax)?;
        let mut instalments: Vec<Instalment> = reckoned
            .iter()
            .map(|i| Instalment { due_on: i.due, amount: i.amount, offers: Vec::with_capacity(early.len()) })
            .collect();
        let weights: Vec<i64> = instalments.iter().map(|i| i.amount.minor().abs()).collect();
        for (until, percent) in &early {
            let of = if self.discount_tax == DiscountTax::ReducedOnPayment { total } else { net };
            let whole = percent.of(of, Rounding::HalfAwayFromZero)?;
            for (instalment, amount) in instalments.iter_mut().zip(base::distribute(whole, &weights)?) {
                if *until <= instalment.due_on && !amount.is_zero() {
                    instalment.offers.push(Offer { until: *until, amount });
                }
            }
        }
        let largest = early.iter().map(|(_, percent)| *percent).max().unwrap_or(Percent::ZERO);
        let taxed_share = match self.discount_tax {
            DiscountTax::OnDiscounted => Percent::HUNDRED.checked_sub(largest)?,
            _ => Percent::HUNDRED,
        };
        Ok(Due { instalments, discount_tax: self.discount_tax, taxed_share })
    }
}

impl TermInstalment {
    /// All that the others leave, so many days later.
    pub fn rest(days: i64) -> TermInstalment {
        let head = Head::default();
        TermInstalment { head, percent: None, amount: None, months: 0, days, end_of_month: false, day_of_month: None }
    }

    fn part(&self) -> Part {
        let share = match (self.percent, self.amount) {
            (Some(percent), _) => Share::Percent(percent),
            (None, Some(amount)) => Share::Fixed(amount),
            (None, None) => Share::Rest,
        };
        let due = DueBy {
            months: i32::try_from(self.months).unwrap_or(0),
            days: self.days,
            end_of_month: self.end_of_month,
            day_of_month: self.day_of_month.and_then(|d| i8::try_from(d).ok()),
        };
        Part { share, due }
    }
}

impl TermOffer {
    fn offer(&self) -> EarlyOffer {
        let until = DueBy { days: self.days, end_of_month: self.end_of_month, ..DueBy::default() };
        EarlyOffer { discount: self.percent, until }
    }
}

impl Due {
    /// Writes the offers down on the open items that the entry opened; the entry has one line on the control account for each
    /// instalment, in their order.
    pub fn grant(&self, tx: &mut Tx, entry: Id<JournalEntry>) -> Result<()> {
        if self.instalments.iter().all(|i| i.offers.is_empty()) {
            return Ok(());
        }
        let items: Vec<OpenItem> =
            tx.select("entry = $1 AND archived_at IS NULL ORDER BY entry_line", &[entry.raw().into()])?;
        let mut offers = Vec::new();
        for (instalment, item) in self.instalments.iter().filter(|i| !i.amount.is_zero()).zip(&items) {
            // The books turn the sign of what we owe.
            let sign = instalment.amount.signum() * item.amount.signum();
            for offer in &instalment.offers {
                offers.push(DiscountOffer {
                    head: Head::default(),
                    item: Id::from_raw(item.head.id),
                    until: offer.until,
                    currency: item.currency,
                    amount: offer.amount.checked_mul(sign)?,
                    reduces_tax: self.discount_tax == DiscountTax::ReducedOnPayment,
                });
            }
        }
        if offers.is_empty() { Ok(()) } else { tx.insert_many(&mut offers) }
    }
}

/// The best offer on each of these items that still stands on a day, by item.
pub(crate) fn offers_on(
    read: &Read,
    items: &[i64],
    on: Date,
) -> Result<std::collections::BTreeMap<i64, DiscountOffer>> {
    let mut best = std::collections::BTreeMap::new();
    if items.is_empty() {
        return Ok(best);
    }
    let found: Vec<DiscountOffer> = read.select(
        "item IN LIST($1) AND until >= $2 AND archived_at IS NULL ORDER BY id",
        &[store::id_list(items), on.into()],
    )?;
    for offer in found {
        let known: Option<&DiscountOffer> = best.get(&offer.item.raw());
        if known.is_none_or(|k| k.amount.minor().abs() < offer.amount.minor().abs()) {
            best.insert(offer.item.raw(), offer);
        }
    }
    Ok(best)
}

/// The term of a code.
pub fn by_code(read: &Read, code: &str) -> Result<Option<Id<PaymentTerm>>> {
    let sql = store::sql!(
        "accounting.term_by_code",
        "SELECT id FROM accounting_payment_term WHERE code = $1 AND archived_at IS NULL"
    );
    let row = read.row(sql, &[code.into()])?;
    Ok(row.and_then(|row| row.first().and_then(Value::int)).map(Id::from_raw))
}

/// What the arithmetic of debts refuses, in the words of the books.
pub(crate) fn reckoning(problem: settlement::Problem) -> base::Error {
    match problem {
        settlement::Problem::Overflow => base::Overflow.into(),
        settlement::Problem::MoreThanOpen => Refusal::new("accounting.more_than_open").field("amount").into(),
        settlement::Problem::TermsDoNotSum | settlement::Problem::NoSuchDay => {
            Refusal::new("accounting.terms_do_not_sum").entity(PaymentTerm::NAME).field("instalments").into()
        }
    }
}

impl Business for TermInstalment {}
impl Business for TermOffer {}
impl Business for DiscountOffer {}

impl Business for PaymentTerm {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        let (mut share, mut rests, mut stated) = (Percent::ZERO, 0, false);
        for (place, line) in loaded(&self.instalments).iter().enumerate() {
            let field = |name: &str| format!("instalments.{place}.{name}");
            let both = line.percent.is_some() && line.amount.is_some();
            refusals.ensure(!both, "accounting.percent_or_amount", field("amount"));
            let whole = line.percent.is_none_or(|p| !p.is_negative() && p <= Percent::HUNDRED);
            refusals.ensure(whole, "accounting.percent_range", field("percent"));
            refusals.ensure(
                line.day_of_month.is_none_or(|d| (1..=31).contains(&d)),
                "accounting.day_of_month",
                field("day_of_month"),
            );
            refusals.ensure((0..=120).contains(&line.months), "accounting.due_too_late", field("months"));
            refusals.ensure((0..=3_650).contains(&line.days), "accounting.due_too_late", field("days"));
            share = share.checked_add(line.percent.unwrap_or(Percent::ZERO))?;
            stated |= line.amount.is_some();
            rests += usize::from(line.percent.is_none() && line.amount.is_none());
        }
        // Stated amounts make up a total only by chance; something must take the rest.
        let sums = match (loaded(&self.instalments).is_empty(), rests) {
            (true, _) => true,
            (false, 0) => !stated && share == Percent::HUNDRED,
            (false, one) => one == 1 && share <= Percent::HUNDRED,
        };
        refusals.ensure(sums, "accounting.terms_do_not_sum", "instalments");
        refusals.ensure(!stated || self.currency.is_some(), "accounting.terms_currency", "currency");
        for (place, offer) in loaded(&self.offers).iter().enumerate() {
            let within = offer.percent.is_positive() && offer.percent < Percent::HUNDRED;
            refusals.ensure(within, "accounting.percent_range", format!("offers.{place}.percent"));
            refusals.ensure(
                (0..=3_650).contains(&offer.days),
                "accounting.due_too_late",
                format!("offers.{place}.days"),
            );
        }
        Ok(())
    }
}
