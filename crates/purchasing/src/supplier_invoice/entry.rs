//! What an invoice says in the books: what was owed without an invoice is cleared at the value it was booked with, taxes are claimed,
//! the supplier is owed, and what lies between is a difference of price or of exchange.

use super::{InvoiceLine, Sense, SupplierInvoice};
use crate::difference::Late;
use crate::held::{self, Cleared, Held, Link};
use crate::order::{Order, OrderLine};
use crate::{GoodsReceipt, rules, share};
use accounting::taxing::{self, Taxable};
use accounting::{Direction, InventoryMode, RateKind, Role, account, kept, rate, terms};
use base::{Id, Money, Quantity, Refusal, Result};
use catalog::{Item, ItemGroup};
use parties::{Party, loaded};
use platform::{Company, Currency};
use std::collections::BTreeMap;
use store::Tx;

/// The entry but for differences of price, which stock has to be asked about.
pub(super) struct Booked {
    pub draft: ledger::Draft,
    pub late: Vec<Late>,
    pub due: terms::Due,
    pub supplier: Party,
}

/// What is the same for all lines.
struct Book<'a, 'c> {
    tx: &'a Tx<'c>,
    company: Id<Company>,
    mode: InventoryMode,
    /// The invoice's currency, and the company's.
    currency: Id<Currency>,
    own: Id<Currency>,
    groups: BTreeMap<i64, Option<Id<ItemGroup>>>,
    invoice: &'a SupplierInvoice,
    draft: ledger::Draft,
    late: Vec<Late>,
}

pub(super) fn book(invoice: &SupplierInvoice, tx: &Tx, held: &mut Held) -> Result<Booked> {
    let kept = kept::books(tx)?;
    let own = kept.currency(invoice.company)?;
    let currency = invoice.currency.unwrap_or(own);
    let quote = rate::quote(tx, currency, own, RateKind::Spot, invoice.posted_on)?;
    let (from, to) = (kept.exponent(currency), kept.exponent(own));
    let convert = |amount: Money| quote.convert(amount, from, to);
    let lines = loaded(&invoice.lines);
    let costs: Vec<i64> = lines.iter().map(|l| l.cost.minor()).collect();
    // Converted once and shared out, so that no cent hangs on how many lines there are.
    let bases = base::distribute(convert(Money::sum(lines.iter().map(|l| l.cost))?)?, &costs)?;
    let mut book = Book {
        tx,
        company: invoice.company,
        mode: kept.books(invoice.company)?.inventory_mode,
        currency,
        own,
        groups: groups(tx, lines)?,
        invoice,
        draft: ledger::Draft::new(),
        late: Vec::new(),
    };
    for (at, (line, base)) in lines.iter().zip(&bases).enumerate() {
        book.line(held, line, *base, at)?;
    }
    let sign = invoice.sign();
    let mut others = Money::sum(bases)?.checked_mul(sign)?;
    for line in tax_lines(invoice, tx, currency, &convert)? {
        let line = ledger::Line {
            base: line.base.checked_mul(sign)?,
            amount: line.amount.checked_mul(sign)?,
            tax_base: line.tax_base.map(|b| b.checked_mul(sign)).transpose()?,
            ..line
        };
        others = others.checked_add(line.base)?;
        book.draft.push(line);
    }
    let supplier = tx.select::<Party>("id = $1", &[invoice.supplier.into()])?.pop();
    let supplier = supplier.ok_or_else(|| base::Error::not_found("parties.party", invoice.supplier))?;
    let small = small(invoice, tx, &supplier)?.checked_mul(sign)?;
    let small_base = convert(small)?;
    book.push(Role::SmallDifference, None, None, small, small_base)?;
    let payable = account(tx, invoice.company, Role::Payable, None)?;
    let total = invoice.total.checked_mul(sign)?.checked_add(small)?;
    base::ensure!(!total.is_zero(), Refusal::new("purchasing.invoice_over_nothing").field("lines"))?;
    // The supplier is owed what the other lines come to, so that the entry balances to the cent; each instalment is an item.
    let due = due(invoice, tx, invoice.total.checked_add(small.checked_mul(sign)?)?)?;
    let weights: Vec<i64> = due.instalments.iter().map(|i| i.amount.minor()).collect();
    let bases = base::distribute(others.checked_add(small_base)?.checked_neg()?, &weights)?;
    for (instalment, base) in due.instalments.iter().zip(bases) {
        book.draft.push(ledger::Line {
            amount: instalment.amount.checked_mul(-sign)?,
            party: Some(invoice.supplier.raw()),
            due_on: Some(instalment.due_on),
            // What the supplier calls it, for whoever tells him what was paid.
            text: invoice.supplier_number.clone(),
            ..ledger::Line::of(payable.raw(), currency.raw(), base)
        });
    }
    Ok(Booked { draft: book.draft, late: book.late, due, supplier })
}

/// How it falls due: by its terms, or all on the day that the paper says.
fn due(invoice: &SupplierInvoice, tx: &Tx, total: Money) -> Result<terms::Due> {
    let on = match invoice.payment_term {
        Some(_) => invoice.documented_on,
        None => invoice.due_on.unwrap_or(invoice.documented_on),
    };
    let due = terms::due(tx, invoice.payment_term, total, invoice.tax, on)?;
    // Nothing is gained by a credit note that is taken early.
    let plain = |i: &terms::Instalment| terms::Instalment { offers: Vec::new(), ..i.clone() };
    Ok(match invoice.sense {
        Sense::Invoice => due,
        Sense::CreditNote => terms::Due { instalments: due.instalments.iter().map(plain).collect(), ..due },
    })
}

fn tax_lines(
    invoice: &SupplierInvoice,
    tx: &Tx,
    currency: Id<Currency>,
    convert: &dyn Fn(Money) -> Result<Money>,
) -> Result<Vec<ledger::Line>> {
    let taxable = |l: &InvoiceLine| Taxable {
        quantity: l.quantity,
        price: l.price,
        discount: l.discount,
        code: l.tax_code,
        tax_inside: false,
        on: None,
    };
    let taxable: Vec<Taxable> = loaded(&invoice.lines).iter().map(taxable).collect();
    let on = invoice.taxed_on.unwrap_or(invoice.documented_on);
    let groups = taxing::reckon(tx, invoice.company, currency, on, &taxable)?.groups;
    taxing::entry_lines(tx, invoice.company, currency, Direction::Purchase, &groups, convert)
}

/// What the paper says beyond what we reckon, if it is little enough to be written off.
fn small(invoice: &SupplierInvoice, tx: &Tx, supplier: &Party) -> Result<Money> {
    let Some(stated) = invoice.stated_total else { return Ok(Money::ZERO) };
    let difference = stated.checked_sub(invoice.total)?;
    let tolerance = rules(tx)?.tolerance(tx, invoice.company, supplier.category, None)?;
    let most = tolerance.total_small.unwrap_or(kept::books(tx)?.books(invoice.company)?.small());
    let refusal = || {
        let refusal = Refusal::new("purchasing.total_differs").field("stated_total");
        refusal.arg("stated", stated.minor()).arg("reckoned", invoice.total.minor())
    };
    base::ensure!(difference.checked_abs()? <= most, refusal())?;
    Ok(difference)
}

fn groups(tx: &Tx, lines: &[InvoiceLine]) -> Result<BTreeMap<i64, Option<Id<ItemGroup>>>> {
    let mut ids: Vec<i64> = lines.iter().filter_map(|l| l.item).map(|i| i.raw()).collect();
    ids.sort_unstable();
    ids.dedup();
    let items = store::typed::<Item>(&tx.find_many("catalog.item", &ids, false)?)?;
    Ok(items.into_iter().map(|i| (i.head.id, i.item_group)).collect())
}

impl Book<'_, '_> {
    fn group(&self, item: Option<Id<Item>>) -> Option<Id<ItemGroup>> {
        item.and_then(|i| self.groups.get(&i.raw()).copied().flatten())
    }

    /// A line in the invoice's currency on the account of a role.
    fn push(
        &mut self,
        role: Role,
        item: Option<Id<Item>>,
        line: Option<i64>,
        amount: Money,
        base: Money,
    ) -> Result<()> {
        if amount.is_zero() && base.is_zero() {
            return Ok(());
        }
        let account = account(self.tx, self.company, role, self.group(item))?;
        self.draft.push(ledger::Line {
            // In the company's own currency both figures are one.
            amount: if self.currency == self.own { base } else { amount },
            item: item.map(|i| i.raw()),
            source_line: line,
            ..ledger::Line::of(account.raw(), self.currency.raw(), base)
        });
        Ok(())
    }

    /// A line in the company's own currency.
    fn own(&mut self, role: Role, line: &InvoiceLine, base: Money) -> Result<()> {
        let account = account(self.tx, self.company, role, self.group(line.item))?;
        self.draft.push(ledger::Line {
            item: line.item.map(|i| i.raw()),
            source_line: Some(line.head.id),
            ..ledger::Line::of(account.raw(), self.own.raw(), base)
        });
        Ok(())
    }

    fn line(&mut self, held: &mut Held, line: &InvoiceLine, base: Money, at: usize) -> Result<()> {
        let sign = self.invoice.sign();
        let (amount, signed) = (line.cost.checked_mul(sign)?, base.checked_mul(sign)?);
        let Some(order_line) = line.order_line else { return self.expense(line, amount, signed, at) };
        let (order, ordered) = held.line(line.purchase_order, order_line)?;
        self.fits(order, at)?;
        let (order, ordered) = (order.head.id, ordered.clone());
        if line.price_only {
            self.flow(held, order, line, Quantity::ZERO, Money::ZERO)?;
            if ordered.is_service {
                return self.push(Role::Purchases, line.item, Some(line.head.id), amount, signed);
            }
            return self.lower(held, line, &ordered, amount, signed);
        }
        let quantity = Quantity::from_units(line.quantity.units() * sign);
        let progress = held.change(order_line);
        progress.invoiced = progress.invoiced.checked_add(quantity)?;
        let too_much = Refusal::new("purchasing.more_than_invoiced").field(format!("lines.{at}.quantity"));
        base::ensure!(!progress.invoiced.is_negative(), too_much)?;
        if ordered.is_service {
            self.flow(held, order, line, quantity, Money::ZERO)?;
            return self.push(Role::Purchases, line.item, Some(line.head.id), amount, signed);
        }
        if self.mode == InventoryMode::NatureOfExpense {
            self.push(Role::Purchases, line.item, Some(line.head.id), amount, signed)?;
        }
        match self.invoice.sense {
            Sense::Invoice => self.charge(held, order, line, base),
            Sense::CreditNote => self.credit(held, order, line, base),
        }
    }

    fn fits(&self, order: &Order, at: usize) -> Result<()> {
        let refusal =
            |code: &'static str| Refusal::new(code).field(format!("lines.{at}.order_line")).record(&*order.number);
        let same = order.company == self.company && order.supplier == self.invoice.supplier;
        base::ensure!(same, refusal("purchasing.order_of_other_supplier"))?;
        base::ensure!(order.currency == Some(self.currency), refusal("purchasing.other_currency"))?;
        let open = matches!(order.state, crate::order::State::Released | crate::order::State::Closed);
        base::ensure!(open, refusal("purchasing.order_not_released"))
    }

    /// An expense: on its own account, or where purchases of its item are booked.
    fn expense(&mut self, line: &InvoiceLine, amount: Money, base: Money, at: usize) -> Result<()> {
        let Some(account) = line.account else {
            let goods = line.item.map(|i| self.tx.select::<Item>("id = $1", &[i.into()])).transpose()?;
            let goods = goods.and_then(|mut i| i.pop()).is_some_and(|i| i.nature == catalog::Nature::Goods);
            // What nobody ordered never came, as far as stock knows.
            let refusal = Refusal::new("purchasing.goods_without_order").field(format!("lines.{at}.order_line"));
            base::ensure!(!goods, refusal)?;
            return self.push(Role::Purchases, line.item, Some(line.head.id), amount, base);
        };
        self.draft.push(ledger::Line {
            amount,
            item: line.item.map(|i| i.raw()),
            source_line: Some(line.head.id),
            text: line.description.clone().unwrap_or_default(),
            ..ledger::Line::of(account.raw(), self.currency.raw(), base)
        });
        Ok(())
    }

    /// Goods are invoiced: what came is cleared at the value it was booked with, what did not come stands at the invoice's price.
    fn charge(&mut self, held: &mut Held, order: i64, line: &InvoiceLine, base: Money) -> Result<()> {
        let order_line = line.order_line.unwrap_or_default();
        let mut taken = held.clear(order_line, line.receipt_line, line.quantity)?;
        let mut left = line.quantity.checked_sub(Quantity::sum(taken.iter().map(|t| t.quantity))?)?;
        if line.receipt_line.is_some() && left.is_positive() {
            taken.extend(held.clear(order_line, None, left)?);
            left = line.quantity.checked_sub(Quantity::sum(taken.iter().map(|t| t.quantity))?)?;
        }
        let mut done = Quantity::ZERO;
        for part in &taken {
            // Parts are differences of running totals, so that they add up to the line.
            let upto = done.checked_add(part.quantity)?;
            let of = |whole: Money| -> Result<Money> {
                Ok(share::amount(whole, upto, line.quantity)?.checked_sub(share::amount(
                    whole,
                    done,
                    line.quantity,
                )?)?)
            };
            let (amount, actual) = (of(line.cost)?, of(base)?);
            self.clear(held, line, part, amount, actual)?;
            done = upto;
        }
        if left.is_positive() {
            let amount = line.cost.checked_sub(share::amount(line.cost, done, line.quantity)?)?;
            let rest = base.checked_sub(share::amount(base, done, line.quantity)?)?;
            held.go_ahead(order_line, left, amount, rest)?;
            self.owed(line, amount, rest)?;
            self.flow(held, order, line, left, rest)?;
        }
        Ok(())
    }

    /// A part of a receipt: its value leaves the clearing account, and what the invoice says beyond it is exchange or price.
    fn clear(
        &mut self,
        held: &mut Held,
        line: &InvoiceLine,
        part: &Cleared,
        amount: Money,
        actual: Money,
    ) -> Result<()> {
        held.link(Link {
            from: held::place::<GoodsReceipt>(part.receipt, part.line),
            to: held::place::<SupplierInvoice>(self.invoice.head.id, line.head.id),
            role: "invoiced",
            quantity: part.quantity,
            amount: part.base,
        });
        let price = self.exchange(line, part.rate, amount, actual)?.checked_sub(part.base)?;
        // Without a difference of price the paper's amount is the receipt's, but for a cent of conversion.
        self.owed(line, if price.is_zero() { amount } else { part.amount }, part.base)?;
        if !price.is_zero() {
            let clearing = held.clearing(part.line)?;
            self.late.push(Late {
                receipt: part.receipt,
                receipt_line: part.line,
                source_line: line.head.id,
                amount: price,
                matched: part.quantity,
                received: clearing.received,
            });
        }
        Ok(())
    }

    /// Books what only the rate of exchange made; answers what the amount is worth at the rate of the receipt.
    fn exchange(&mut self, line: &InvoiceLine, rate: (Money, Money), amount: Money, actual: Money) -> Result<Money> {
        if self.currency == self.own || rate.0.is_zero() {
            return Ok(actual);
        }
        let at_receipt = share::scale(amount, rate.1.minor(), rate.0.minor())?;
        let gap = costing::exchange_part(actual, at_receipt);
        let gap = gap.map_err(|_| base::Error::from(base::Overflow))?;
        if self.mode == InventoryMode::CostOfSales {
            let role = if gap.is_negative() { Role::ExchangeGain } else { Role::ExchangeLoss };
            self.push(role, line.item, Some(line.head.id), Money::ZERO, gap)?;
        }
        Ok(at_receipt)
    }

    /// Goods are credited: those that went back leave the account at their value, of those still here the invoice is awaited again.
    fn credit(&mut self, held: &mut Held, order: i64, line: &InvoiceLine, base: Money) -> Result<()> {
        let order_line = line.order_line.unwrap_or_default();
        let before = held.of(order_line);
        let back = line.quantity.min(before.ahead);
        let (amount, actual) =
            (share::amount(line.cost, back, line.quantity)?, share::amount(base, back, line.quantity)?);
        let (mut moved, mut left) = (Money::ZERO, line.quantity);
        if back.is_positive() {
            let (was_amount, was) = held.catch_up(order_line, back)?;
            let at_rate = self.exchange(line, (was_amount, was), amount.checked_neg()?, actual.checked_neg()?)?;
            let price = at_rate.checked_add(was)?;
            let told = if price.is_zero() { amount } else { was_amount };
            self.owed(line, told.checked_neg()?, was.checked_neg()?)?;
            if self.mode == InventoryMode::CostOfSales {
                self.own(Role::PriceDifference, line, price)?;
            }
            moved = was;
            left = left.checked_sub(back)?;
        }
        if left.is_positive() {
            let (rest_amount, rest) = (line.cost.checked_sub(amount)?, base.checked_sub(actual)?);
            held.reopen(order_line, left, rest)?;
            self.owed(line, rest_amount.checked_neg()?, rest.checked_neg()?)?;
            moved = moved.checked_add(rest)?;
        }
        self.flow(held, order, line, Quantity::from_units(-line.quantity.units()), moved.checked_neg()?)
    }

    /// A lower price for goods that stay: the goods bear it as far as they are here.
    fn lower(
        &mut self,
        held: &Held,
        line: &InvoiceLine,
        ordered: &OrderLine,
        amount: Money,
        base: Money,
    ) -> Result<()> {
        if self.mode == InventoryMode::NatureOfExpense {
            self.push(Role::Purchases, line.item, Some(line.head.id), amount, base)?;
        }
        let rows = held.of_line(ordered.head.id);
        let weights: Vec<i64> = rows.iter().map(|c| c.received.units()).collect();
        base::ensure!(!weights.is_empty(), Refusal::new("purchasing.not_received"))?;
        for (row, amount) in rows.iter().zip(base::distribute(base, &weights)?) {
            let (matched, received) = (row.received, row.received);
            let source_line = line.head.id;
            self.late.push(Late {
                receipt: row.receipt,
                receipt_line: row.line,
                source_line,
                amount,
                matched,
                received,
            });
        }
        Ok(())
    }

    /// The account of goods received, not invoiced; the continental way has none.
    fn owed(&mut self, line: &InvoiceLine, amount: Money, base: Money) -> Result<()> {
        if self.mode == InventoryMode::NatureOfExpense {
            return Ok(());
        }
        self.push(Role::ReceivedNotInvoiced, line.item, Some(line.head.id), amount, base)
    }

    fn flow(&self, held: &mut Held, order: i64, line: &InvoiceLine, quantity: Quantity, amount: Money) -> Result<()> {
        held.link(Link {
            from: held::place::<Order>(order, line.order_line.unwrap_or_default()),
            to: held::place::<SupplierInvoice>(self.invoice.head.id, line.head.id),
            role: "invoiced",
            quantity,
            amount,
        });
        Ok(())
    }
}

/// Takes back that a quantity was invoiced ahead of its goods; what came meanwhile waits for an invoice.
pub(super) fn give_back(held: &mut Held, order_line: i64, quantity: Quantity, base: Money) -> Result<()> {
    let ahead = quantity.min(held.of(order_line).ahead);
    let mut given = Money::ZERO;
    if ahead.is_positive() {
        given = held.catch_up(order_line, ahead)?.1;
    }
    let (left, rest) = (quantity.checked_sub(ahead)?, base.checked_sub(given)?);
    if left.is_positive() {
        return held.reopen(order_line, left, rest);
    }
    // Invoices at different prices lie in one figure; what this one had put there leaves exactly.
    held.go_ahead(order_line, Quantity::ZERO, Money::ZERO, rest.checked_neg()?)
}

/// Takes back that a quantity was credited: what waits is invoiced again, what went back is invoiced and not here.
pub(super) fn charge_again(held: &mut Held, order_line: i64, quantity: Quantity, base: Money) -> Result<()> {
    let taken = held.clear(order_line, None, quantity)?;
    let cleared = Quantity::sum(taken.iter().map(|t| t.quantity))?;
    let rest = base.checked_sub(Money::sum(taken.iter().map(|t| t.base))?)?;
    let left = quantity.checked_sub(cleared)?;
    match taken.last() {
        Some(last) if left.is_zero() => held.put_back(last.line, Quantity::ZERO, rest.checked_neg()?),
        _ => held.go_ahead(order_line, left, rest, rest),
    }
}
