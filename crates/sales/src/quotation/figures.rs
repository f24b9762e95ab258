//! What an offer comes to: its own lines, and the options somebody takes.

use super::{Quotation, QuotationLine};
use accounting::taxing::{self, Taxable};
use base::{Date, Id, Money, Price, Quantity, Result};
use parties::loaded;
use platform::Currency;
use store::Read;

/// What an offer comes to, in its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

impl QuotationLine {
    /// What is taxed of it.
    pub(crate) fn taxable(&self) -> Taxable {
        Taxable {
            quantity: self.quantity.unwrap_or(Quantity::ZERO),
            price: self.price.unwrap_or(Price::ZERO),
            discount: self.discount,
            code: self.tax_code,
            tax_inside: self.tax_inside,
            on: None,
        }
    }
}

impl Quotation {
    /// What the customer pays with these options, by the ids of their lines, at the taxes of today: what accepting comes to.
    pub fn figures(&self, read: &Read, options: &[i64]) -> Result<Figures> {
        let taken = |l: &&QuotationLine| l.counts() || (l.optional && options.contains(&l.head.id));
        self.reckoned(read, read.today(), loaded(&self.lines).iter().filter(taken))
    }

    /// Net and gross of each line by itself, and what those that count come to together.
    pub(super) fn reckon_lines(&mut self, read: &Read, on: Date) -> Result<()> {
        for place in 0..self.lines.len() {
            // Options stand beside the offer with their own figures and count in it once they are taken.
            let alone = self.reckoned(read, on, std::iter::once(&self.lines[place]))?;
            (self.lines[place].net, self.lines[place].gross) = (alone.net, alone.total);
        }
        let all = self.reckoned(read, on, loaded(&self.lines).iter().filter(|l| l.counts()))?;
        (self.net, self.tax, self.total) = (all.net, all.tax, all.total);
        Ok(())
    }

    fn reckoned<'a>(&self, read: &Read, on: Date, lines: impl Iterator<Item = &'a QuotationLine>) -> Result<Figures> {
        let lines: Vec<Taxable> = lines.filter(|l| l.form == super::Form::Item).map(QuotationLine::taxable).collect();
        let currency: Id<Currency> = match self.currency {
            Some(currency) if !lines.is_empty() => currency,
            _ => return Ok(Figures::default()),
        };
        let taxed = taxing::reckon(read, self.company, currency, on, &lines)?;
        Ok(Figures { net: taxed.net, tax: taxed.tax, total: taxed.total })
    }
}
