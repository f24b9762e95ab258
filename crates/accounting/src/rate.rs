//! Exchange rates by day and kind. A missing rate is an error, never a silent one.

use base::{Date, Id, Money, Rate, Refusal, Result, Rounding};
use entity::{Choice, Entity, Head};
use platform::Currency;
use std::collections::BTreeMap;
use store::{Business, Read, Refusals, Tx};

/// What a rate is for.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RateKind {
    /// Of the day, for documents and payments.
    #[default]
    Spot,
    /// Of the month, for statements of groups.
    Average,
    /// Of the last day, for valuing open items.
    Closing,
}

/// How much one unit of a currency is worth in another on a day.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.exchange_rate",
    kind = 112,
    icon = "arrow-left-right",
    title = "quoted_on",
    sort = "-quoted_on",
    unique(base_currency, currency, kind, quoted_on)
)]
pub struct ExchangeRate {
    pub head: Head,
    /// One unit of this …
    #[field(column)]
    pub base_currency: Id<Currency>,
    /// … is so many of this.
    #[field(column)]
    pub currency: Id<Currency>,
    #[field(column)]
    pub kind: RateKind,
    #[field(indexed, column)]
    pub quoted_on: Date,
    #[field(column)]
    pub rate: Rate,
}

impl Business for ExchangeRate {
    fn check(&self, _read: &Read, refusals: &mut Refusals) -> Result<()> {
        refusals.ensure(self.base_currency != self.currency, "accounting.rate_of_itself", "currency");
        refusals.ensure(self.rate.mantissa() > 0, "accounting.rate_not_positive", "rate");
        Ok(())
    }
}

/// A rate as it applies to a conversion: as quoted, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// The same currency.
    One,
    /// One unit is so many of the target.
    Forth(Rate),
    /// One unit of the target is so many of it.
    Back(Rate),
    /// Over a third currency: one unit of the third is so many of it, and so many of the target.
    Over(Rate, Rate),
}

impl Quote {
    /// Converts an amount between currencies with these numbers of decimals; a half goes away from zero.
    pub fn convert(self, amount: Money, from: u8, to: u8) -> Result<Money> {
        Ok(match self {
            Quote::One => amount,
            Quote::Forth(rate) => rate.convert(amount, from, to, Rounding::HalfAwayFromZero)?,
            Quote::Back(rate) => rate.convert_back(amount, from, to, Rounding::HalfAwayFromZero)?,
            Quote::Over(source, target) => {
                // Six more decimals in between, so that rounding happens once.
                let between = source.convert_back(amount, from, 8, Rounding::HalfEven)?;
                target.convert(between, 8, to, Rounding::HalfAwayFromZero)?
            }
        })
    }
}

/// The last known rate of a kind on or before a day, at most so many days old.
pub fn quote(read: &Read, from: Id<Currency>, to: Id<Currency>, kind: RateKind, on: Date) -> Result<Quote> {
    if from == to {
        return Ok(Quote::One);
    }
    if let Some(rate) = last(read, from, to, kind, on)? {
        return Ok(Quote::Forth(rate));
    }
    if let Some(rate) = last(read, to, from, kind, on)? {
        return Ok(Quote::Back(rate));
    }
    let sql = store::sql!(
        "accounting.rate_over",
        "SELECT a.base_currency FROM accounting_exchange_rate a JOIN accounting_exchange_rate b \
         ON b.base_currency = a.base_currency AND b.kind = a.kind AND b.quoted_on = a.quoted_on \
         WHERE a.currency = $1 AND b.currency = $2 AND a.kind = $3 AND a.quoted_on <= $4 AND a.quoted_on >= $5 \
         AND a.archived_at IS NULL AND b.archived_at IS NULL ORDER BY a.quoted_on DESC LIMIT 1"
    );
    let oldest = on.add_days(-MOST_DAYS)?;
    let params = [from.into(), to.into(), kind.code().into(), on.into(), oldest.into()];
    if let Some(third) = read.row(sql, &params)?.and_then(|r| r.first().and_then(entity::Value::int)) {
        let third = Id::from_raw(third);
        if let (Some(source), Some(target)) = (last(read, third, from, kind, on)?, last(read, third, to, kind, on)?) {
            return Ok(Quote::Over(source, target));
        }
    }
    // Closing and average rates fall back on the day's own.
    if kind != RateKind::Spot {
        return quote(read, from, to, RateKind::Spot, on);
    }
    let code = |id: Id<Currency>| read.get(id).map(|c| c.code);
    Err(Refusal::new("accounting.no_rate").arg("from", code(from)?).arg("to", code(to)?).arg("day", on).into())
}

/// How old a rate may be.
const MOST_DAYS: i64 = 10;

fn last(read: &Read, from: Id<Currency>, to: Id<Currency>, kind: RateKind, on: Date) -> Result<Option<Rate>> {
    let sql = store::sql!(
        "accounting.rate_last",
        "SELECT rate FROM accounting_exchange_rate WHERE base_currency = $1 AND currency = $2 AND kind = $3 \
         AND quoted_on <= $4 AND quoted_on >= $5 AND archived_at IS NULL ORDER BY quoted_on DESC LIMIT 1"
    );
    let oldest = on.add_days(-MOST_DAYS)?;
    let params = [from.into(), to.into(), kind.code().into(), on.into(), oldest.into()];
    let row = read.row(sql, &params)?;
    let text = row.as_ref().and_then(|r| r.first()).and_then(entity::Value::text);
    text.map(|t| Rate::from_storage(t).map_err(base::Error::from)).transpose()
}

/// Takes in rates that somebody publishes: one unit of `base` is so many of each currency on a day. Known ones are corrected, currencies
/// that the set does not have are passed over. Answers how many were new or changed.
pub fn take_in(tx: &mut Tx, base: &str, quoted: &[(Date, String, Rate)]) -> Result<usize> {
    let Some(from) = Currency::by_code(tx, base)? else {
        return Err(Refusal::new("accounting.currency_unknown").record(base).into());
    };
    let (Some(first), Some(last)) = (quoted.iter().map(|q| q.0).min(), quoted.iter().map(|q| q.0).max()) else {
        return Ok(0);
    };
    let known: Vec<ExchangeRate> = tx.select(
        "base_currency = $1 AND kind = 'spot' AND quoted_on >= $2 AND quoted_on <= $3 AND archived_at IS NULL",
        &[from.into(), first.into(), last.into()],
    )?;
    let known: BTreeMap<(Id<Currency>, Date), ExchangeRate> =
        known.into_iter().map(|r| ((r.currency, r.quoted_on), r)).collect();
    let mut currencies: BTreeMap<&str, Option<Id<Currency>>> = BTreeMap::new();
    let (mut fresh, mut changed) = (Vec::new(), 0);
    for (on, code, rate) in quoted {
        if !currencies.contains_key(code.as_str()) {
            currencies.insert(code, Currency::by_code(tx, code)?);
        }
        let Some(to) = currencies.get(code.as_str()).copied().flatten() else { continue };
        match known.get(&(to, *on)) {
            None => fresh.push(ExchangeRate {
                head: Head::default(),
                base_currency: from,
                currency: to,
                kind: RateKind::Spot,
                quoted_on: *on,
                rate: *rate,
            }),
            Some(one) if one.rate.same_value(*rate) => {}
            Some(one) => {
                let mut one: ExchangeRate = tx.lock(Id::from_raw(one.head.id))?;
                one.rate = *rate;
                tx.update(&mut one)?;
                changed += 1;
            }
        }
    }
    changed += fresh.len();
    if !fresh.is_empty() {
        tx.insert_many(&mut fresh)?;
    }
    Ok(changed)
}
