//! Credit notes: what they take back of which line of which invoice. Only what is posted counts; a draft takes nothing back yet.

use super::{CustomerInvoice, CustomerInvoiceLine, Form, State};
use crate::credit;
use crate::{Order, Reversal};
use base::{Date, Id, Money, Quantity, Ratio, Refusal, Result, Rounding};
use entity::{Entity as _, Head, Value};
use parties::loaded;
use std::collections::{BTreeMap, HashMap};
use store::{Guard, Made, Read, Row, Tx};

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

/// What posted credit notes took back of lines of invoices, by line, in the unit of the line and in base units.
fn credited(read: &Read, lines: &[i64]) -> Result<HashMap<i64, (Quantity, Quantity)>> {
    let sql = store::sql!(
        "sales.credited",
        "SELECT l.corrects_line, SUM(l.quantity), SUM(l.stock_quantity) FROM sales_customer_invoice_line l \
         JOIN sales_customer_invoice i ON i.id = l.document WHERE l.corrects_line IN LIST($1) AND i.form = 'credit_note' \
         AND i.state = 'posted' GROUP BY l.corrects_line"
    );
    let units = |r: &Row, place: usize| Quantity::from_units(int(r, place));
    let rows = read.query(sql, &[store::id_list(lines)])?;
    Ok(rows.iter().map(|r| (int(r, 0), (units(r, 1), units(r, 2)))).collect())
}

/// What of the tax of a line a further part of it takes back. All parts add up to the tax.
fn taken(tax: Money, gone: Quantity, part: Quantity, whole: Quantity) -> Result<Money> {
    let upto = credit::share(tax, gone.checked_add(part)?, whole)?;
    Ok(upto.checked_sub(credit::share(tax, gone, whole)?)?)
}

/// A line that takes so many base units of another one back.
fn opposite(line: &CustomerInvoiceLine, quantity: Quantity, stock_quantity: Quantity) -> CustomerInvoiceLine {
    CustomerInvoiceLine {
        head: Head::default(),
        quantity,
        stock_quantity,
        corrects_line: Some(line.head.id),
        ..line.clone()
    }
}

impl CustomerInvoice {
    /// What of a stated tax falls on each line; nothing where we reckoned it.
    fn stated_by_line(&self) -> Result<Option<Vec<Money>>> {
        let Some(tax) = self.stated_tax else { return Ok(None) };
        let nets: Vec<i64> = loaded(&self.lines).iter().map(|l| l.net.minor()).collect();
        Ok(Some(base::distribute(tax, &nets)?))
    }

    /// The credit note of so many base units of lines of orders, at the prices and taxes they were invoiced with, the latest invoice
    /// first. Nothing where nothing of it was invoiced.
    pub(crate) fn credit(
        read: &Read,
        orders: &[Order],
        wanted: &BTreeMap<i64, Quantity>,
        on: Date,
    ) -> Result<Option<CustomerInvoice>> {
        let Some(first) = orders.first().filter(|_| !wanted.is_empty()) else { return Ok(None) };
        let sql = store::sql!(
            "sales.invoices_of_lines",
            "SELECT DISTINCT l.document FROM sales_customer_invoice_line l JOIN sales_customer_invoice i ON i.id = l.document \
             WHERE l.order_line IN LIST($1) AND i.form = 'invoice' AND i.state = 'posted' ORDER BY l.document DESC"
        );
        let ids: Vec<i64> = wanted.keys().copied().collect();
        let ids: Vec<i64> = read.query(sql, &[store::id_list(&ids)])?.iter().map(|r| int(r, 0)).collect();
        let mut invoices: Vec<CustomerInvoice> =
            store::typed(&read.find_many(CustomerInvoice::DEF.name, &ids, true)?)?;
        invoices.sort_by_key(|i| std::cmp::Reverse((i.posted_on, i.head.id)));
        let known: Vec<i64> = invoices.iter().flat_map(|i| loaded(&i.lines)).map(|l| l.head.id).collect();
        let credited = credited(read, &known)?;
        let mut left = wanted.clone();
        let mut lines = Vec::new();
        let mut of: Vec<&CustomerInvoice> = Vec::new();
        let mut stated = Some(Money::ZERO);
        for invoice in &invoices {
            let taxes = invoice.stated_by_line()?;
            for (place, line) in loaded(&invoice.lines).iter().enumerate() {
                let Some(wanted) = left.get_mut(&line.order_line) else { continue };
                let gone = credited.get(&line.head.id).copied().unwrap_or_default().1;
                let part = (*wanted).min(line.stock_quantity.checked_sub(gone)?);
                if !part.is_positive() {
                    continue;
                }
                *wanted = wanted.checked_sub(part)?;
                let tax =
                    taxes.as_ref().map(|taxes| taken(taxes[place], gone, part, line.stock_quantity)).transpose()?;
                stated = stated.zip(tax).map(|(sum, tax)| sum.checked_add(tax)).transpose()?;
                let ratio = Ratio::new(line.quantity.units(), line.stock_quantity.units()).unwrap_or(Ratio::ONE);
                lines.push(opposite(line, ratio.apply(part, Rounding::HalfAwayFromZero)?, part));
                of.push(invoice);
            }
        }
        let Some(original) = of.first() else { return Ok(None) };
        let alike = of.iter().all(|i| i.currency == original.currency);
        base::ensure!(alike, Refusal::new("sales.credit_in_two_currencies").record(&*first.number))?;
        let one = of.iter().all(|i| i.head.id == original.head.id);
        Ok(Some(CustomerInvoice {
            form: Form::CreditNote,
            taxed_on: Some(original.taxed_on.unwrap_or(original.posted_on)),
            currency: original.currency,
            corrects: one.then(|| original.id()),
            lines: lines.into(),
            stated_tax: stated,
            ..CustomerInvoice::new(first.company, first.customer, on)
        }))
    }

    pub(super) fn can_reverse(&self, read: &Read) -> Result<Guard> {
        if self.form == Form::CreditNote {
            return Ok(Guard::Hidden);
        }
        let sql = store::sql!(
            "sales.credit_note_waits",
            "SELECT COUNT(*) FROM sales_customer_invoice WHERE corrects = $1 AND state = 'draft' AND archived_at IS NULL"
        );
        let waits = read.number(sql, &[self.head.id.into()])? > 0;
        Ok(if waits { Guard::Closed(Refusal::new("sales.credit_note_waits_already")) } else { Guard::Open })
    }

    /// Begins to take a posted invoice back: a draft of the credit note over all that no other took back yet, at the rates of the
    /// original. Once that is posted the invoice is reversed; with less in it, the rest stays.
    pub(super) fn reverse(&mut self, tx: &mut Tx, asked: Reversal) -> Result<Made> {
        let known: Vec<i64> = loaded(&self.lines).iter().map(|l| l.head.id).collect();
        let credited = credited(tx, &known)?;
        let mut lines = Vec::new();
        let taxes = self.stated_by_line()?;
        let mut stated = taxes.as_ref().map(|_| Money::ZERO);
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let (gone, stock) = credited.get(&line.head.id).copied().unwrap_or_default();
            let quantity = line.quantity.checked_sub(gone)?;
            if quantity.is_positive() {
                let tax = taxes.as_ref().map(|taxes| taken(taxes[place], gone, quantity, line.quantity)).transpose()?;
                stated = stated.zip(tax).map(|(sum, tax)| sum.checked_add(tax)).transpose()?;
                lines.push(opposite(line, quantity, line.stock_quantity.checked_sub(stock)?));
            }
        }
        base::ensure!(
            !lines.is_empty(),
            Refusal::new("sales.credited_already").record(self.number.as_deref().unwrap_or_default())
        )?;
        let mut note = CustomerInvoice {
            head: Head::default(),
            number: None,
            form: Form::CreditNote,
            posted_on: asked.posted_on,
            taxed_on: Some(self.taxed_on.unwrap_or(self.posted_on)),
            due_on: None,
            corrects: Some(self.id()),
            entry: None,
            hash: None,
            previous_hash: None,
            reversed_because: None,
            state: State::Draft,
            lines: lines.into(),
            stated_tax: stated,
            ..self.clone()
        };
        let id = tx.insert(&mut note)?;
        self.reversed_because = Some(asked.reason);
        Ok(vec![(CustomerInvoice::DEF.name, id.raw())])
    }

    /// Holds the invoices that a credit note takes back, and refuses to take back more than they say.
    pub(super) fn corrected(&self, tx: &mut Tx) -> Result<Vec<CustomerInvoice>> {
        let lines: Vec<&CustomerInvoiceLine> =
            loaded(&self.lines).iter().filter(|l| l.corrects_line.is_some()).collect();
        if self.form != Form::CreditNote || lines.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = lines.iter().filter_map(|l| l.corrects_line).collect();
        let sql = store::sql!(
            "sales.invoices_corrected",
            "SELECT DISTINCT document FROM sales_customer_invoice_line WHERE id IN LIST($1)"
        );
        let documents: Vec<Id<CustomerInvoice>> =
            tx.query(sql, &[store::id_list(&ids)])?.iter().map(|r| Id::from_raw(int(r, 0))).collect();
        let invoices = tx.lock_many(&documents)?;
        let credited = credited(tx, &ids)?;
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            let Some(of) = line.corrects_line else { continue };
            let original = invoices.iter().flat_map(|i| loaded(&i.lines)).find(|l| l.head.id == of);
            let whole = original.map_or(Quantity::ZERO, |l| l.quantity);
            let left = whole.checked_sub(credited.get(&of).copied().unwrap_or_default().0)?;
            if line.quantity > left {
                let refusal = Refusal::new("sales.more_than_invoiced").field(format!("lines.{place}.quantity"));
                return Err(refusal.arg("left", left).arg("wanted", line.quantity).into());
            }
        }
        Ok(invoices)
    }

    /// Invoices of which nothing is left are reversed now.
    pub(super) fn mark_reversed(&self, tx: &mut Tx, invoices: Vec<CustomerInvoice>) -> Result<()> {
        if invoices.is_empty() {
            return Ok(());
        }
        let known: Vec<i64> = invoices.iter().flat_map(|i| loaded(&i.lines)).map(|l| l.head.id).collect();
        let before = credited(tx, &known)?;
        for mut invoice in invoices {
            let mut all = true;
            for line in loaded(&invoice.lines) {
                let mine = loaded(&self.lines).iter().filter(|l| l.corrects_line == Some(line.head.id));
                let mine = Quantity::sum(mine.map(|l| l.quantity))?;
                let gone = before.get(&line.head.id).copied().unwrap_or_default().0.checked_add(mine)?;
                all &= gone >= line.quantity;
            }
            if all && invoice.state == State::Posted {
                invoice.state = State::Reversed;
                tx.update(&mut invoice)?;
            }
        }
        Ok(())
    }
}
