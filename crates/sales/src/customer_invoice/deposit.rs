//! Deposits: what a customer pays ahead of an order. Its tax is due at once; the invoices of the order take it off again, with that
//! tax, and never more than was invoiced.

use super::billing::price_of;
use super::{CustomerInvoice, CustomerInvoiceLine, Form, Purpose};
use crate::order::Deposit;
use crate::progress::Done;
use crate::{Order, OrderState, credit};
use accounting::taxing::{self, Taxable};
use accounting::{Role, TaxCode};
use base::{Date, Id, Money, Percent, Price, Quantity, Refusal, Result, Rounding, distribute};
use entity::{Entity as _, Head, Value};
use parties::loaded;
use std::collections::{BTreeMap, HashMap};
use store::{Link, Read, Row, Tx};

fn int(row: &Row, place: usize) -> i64 {
    row.get(place).and_then(Value::int).unwrap_or(0)
}

fn quantity(money: Money) -> Quantity {
    Quantity::from_units(money.minor())
}

/// A line of a posted deposit invoice.
struct Paid {
    line: i64,
    document: i64,
    order: i64,
    number: String,
    tax_code: Option<Id<TaxCode>>,
    tax_inside: bool,
    /// With tax, as it was invoiced.
    gross: Money,
    /// What was taken off or credited of it.
    gone: Money,
}

impl Paid {
    fn left(&self) -> Result<Money> {
        Ok(self.gross.checked_sub(self.gone)?)
    }
}

/// The deposits of orders, the earliest first.
fn paid(read: &Read, orders: &[i64]) -> Result<Vec<Paid>> {
    let sql = store::sql!(
        "sales.deposits_of_orders",
        "SELECT l.id, l.document, k.from_record, i.number, l.tax_code, l.tax_inside, k.amount, \
         (SELECT COALESCE(SUM(d.amount), 0) FROM link d WHERE d.from_kind = $3 AND d.from_record = l.document AND d.from_line = l.id \
         AND d.role = 'deducted') FROM link k JOIN sales_customer_invoice_line l ON l.id = k.to_line \
         JOIN sales_customer_invoice i ON i.id = l.document \
         WHERE k.from_kind = $2 AND k.from_record IN LIST($1) AND k.role = 'deposit' ORDER BY k.id"
    );
    let kinds = [i64::from(Order::DEF.kind).into(), i64::from(CustomerInvoice::DEF.kind).into()];
    let [order, invoice] = kinds;
    let one = |row: &Row| Paid {
        line: int(row, 0),
        document: int(row, 1),
        order: int(row, 2),
        number: row.get(3).map(ToString::to_string).unwrap_or_default(),
        tax_code: row.get(4).and_then(Value::int).map(Id::from_raw),
        tax_inside: int(row, 5) == 1,
        gross: Money::from_minor(int(row, 6)),
        gone: Money::from_minor(int(row, 7)),
    };
    Ok(read.query(sql, &[store::id_list(orders), order, invoice])?.iter().map(one).collect())
}

/// What of an order is not invoiced, with tax and in its currency, by tax code; `more` is what an invoice takes of each line, and
/// the second figure what that leaves.
fn open(
    read: &Read,
    order: &Order,
    done: &Done,
    more: &HashMap<i64, Quantity>,
) -> Result<BTreeMap<Option<i64>, (Money, Money)>> {
    let taxable: Vec<Taxable> = loaded(&order.lines).iter().map(crate::OrderLine::taxable).collect();
    let currency = order.currency.unwrap_or(accounting::kept::books(read)?.currency(order.company)?);
    let taxed = taxing::reckon(read, order.company, currency, order.ordered_on, &taxable)?.stated(order.stated_tax)?;
    let mut sums: BTreeMap<Option<i64>, (Money, Money)> = BTreeMap::new();
    for (line, (net, tax, _)) in loaded(&order.lines).iter().zip(&taxed.lines) {
        let gross = net.checked_add(*tax)?;
        let far = done.get(&line.head.id).copied().unwrap_or_default();
        let gone = far.invoiced.checked_add(far.returned)?.min(line.stock_quantity);
        let then = gone.checked_add(more.get(&line.head.id).copied().unwrap_or_default())?.min(line.stock_quantity);
        let left = |gone: Quantity| {
            Ok::<_, base::Error>(gross.checked_sub(credit::share(gross, gone, line.stock_quantity)?)?)
        };
        let sum = sums.entry(line.tax_code.map(|c| c.raw())).or_default();
        *sum = (sum.0.checked_add(left(gone)?)?, sum.1.checked_add(left(then)?)?);
    }
    Ok(sums)
}

fn line(order: &Order, amount: Money, exponent: u8) -> Result<CustomerInvoiceLine> {
    Ok(CustomerInvoiceLine {
        head: Head::default(),
        item: None,
        text: Some(order.number.to_string()),
        quantity: Quantity::whole(1)?,
        unit: None,
        price: price_of(amount, exponent)?,
        discount: Percent::ZERO,
        tax_code: None,
        tax_inside: true,
        dimensions: None,
        net: Money::ZERO,
        stock_quantity: Quantity::ZERO,
        sales_order: Some(order.id()),
        order_line: 0,
        corrects_line: None,
        milestone: None,
        purpose: Purpose::Deposit,
        deducts: None,
    })
}

fn exponent_of(read: &Read, order: &Order) -> Result<u8> {
    let kept = accounting::kept::books(read)?;
    Ok(kept.exponent(order.currency.unwrap_or(kept.currency(order.company)?)))
}

impl CustomerInvoice {
    /// The draft of a deposit on an order: so much of its total, shared out to its taxes as they are in it.
    pub(crate) fn deposit(read: &Read, order: &Order, asked: &Deposit, on: Date) -> Result<CustomerInvoice> {
        let one = asked.percent.is_some() != asked.amount.is_some();
        base::ensure!(one, Refusal::new("sales.deposit_percent_or_amount").field("percent"))?;
        let reckoned = Refusal::new("sales.deposit_with_stated_tax").record(&*order.number);
        base::ensure!(order.stated_tax.is_none(), reckoned)?;
        let share = asked.percent.map(|p| p.of(order.total, Rounding::HalfAwayFromZero)).transpose()?;
        let amount = share.or(asked.amount).unwrap_or(Money::ZERO);
        base::ensure!(amount.is_positive(), Refusal::new("sales.deposit_of_nothing").field("percent"))?;
        let codes = open(read, order, &Done::new(), &HashMap::new())?;
        let weights: Vec<i64> = codes.values().map(|(gross, _)| gross.minor()).collect();
        let exponent = exponent_of(read, order)?;
        let mut lines = Vec::new();
        for (code, part) in codes.keys().zip(distribute(amount, &weights)?) {
            if part.is_positive() {
                let tax_code = code.map(Id::from_raw);
                lines.push(CustomerInvoiceLine {
                    tax_code,
                    tax_inside: tax_code.is_some(),
                    ..line(order, part, exponent)?
                });
            }
        }
        Ok(CustomerInvoice {
            form: Form::Deposit,
            reference: order.reference.clone(),
            currency: order.currency,
            lines: lines.into(),
            ..CustomerInvoice::new(order.company, order.customer, on)
        })
    }

    /// Takes off what was paid ahead of an order: of each tax as much as the invoice takes of what is left, and all with the last.
    pub(super) fn deductions(
        read: &Read,
        order: &Order,
        done: &Done,
        lines: &[CustomerInvoiceLine],
    ) -> Result<Vec<CustomerInvoiceLine>> {
        if order.prepaid.is_zero() {
            return Ok(Vec::new());
        }
        let mut more: HashMap<i64, Quantity> = HashMap::new();
        for line in lines.iter().filter(|l| l.sales_order == Some(order.id())) {
            let sum = more.entry(line.order_line).or_default();
            *sum = sum.checked_add(line.stock_quantity)?;
        }
        let codes = open(read, order, done, &more)?;
        let exponent = exponent_of(read, order)?;
        let last = codes.values().all(|(_, after)| after.is_zero());
        let mut taken = Vec::new();
        for paid in paid(read, &[order.head.id])? {
            let (before, after) = codes.get(&paid.tax_code.map(|c| c.raw())).copied().unwrap_or_default();
            let left = paid.left()?;
            let part = match last || before.is_zero() {
                true => left,
                false => credit::share(left, quantity(before.checked_sub(after)?), quantity(before))?,
            };
            if part.is_positive() {
                taken.push(CustomerInvoiceLine {
                    text: Some(paid.number.clone()),
                    tax_code: paid.tax_code,
                    tax_inside: paid.tax_inside,
                    purpose: Purpose::Deduction,
                    deducts: Some(paid.line),
                    ..line(order, part, exponent)?
                });
            }
        }
        Ok(taken)
    }

    /// What a line of a deposit comes to with tax, as it is typed.
    fn gross(&self, read: &Read, line: &CustomerInvoiceLine) -> Result<Money> {
        let kept = accounting::kept::books(read)?;
        let exponent = kept.exponent(self.currency.unwrap_or(kept.currency(self.company)?));
        Ok(line.price.amount(line.quantity, exponent, Rounding::HalfAwayFromZero)?)
    }

    /// The days whose rates of tax lines of deposits keep, by line of the deposit.
    pub(super) fn deposit_days(&self, read: &Read) -> Result<HashMap<i64, Date>> {
        let ids: Vec<i64> = loaded(&self.lines).iter().filter_map(|l| l.deducts).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = store::sql!(
            "sales.days_of_deposits",
            "SELECT l.id, COALESCE(i.taxed_on, i.posted_on) FROM sales_customer_invoice_line l \
             JOIN sales_customer_invoice i ON i.id = l.document WHERE l.id IN LIST($1)"
        );
        let day = |row: &Row| Some((int(row, 0), Date::parse(row.get(1).and_then(Value::text)?).ok()?));
        Ok(read.query(sql, &[store::id_list(&ids)])?.iter().filter_map(day).collect())
    }

    /// What it moves of deposits, in the document's currency: what it makes of each order, and what it takes of each line of a deposit.
    fn deposits(&self, read: &Read) -> Result<Option<Deposits>> {
        let mut all = Deposits::default();
        for (place, line) in loaded(&self.lines).iter().enumerate() {
            if line.purpose == Purpose::Sale {
                continue;
            }
            let gross = self.gross(read, line)?;
            let (of, taken) = match (self.form, line.purpose) {
                (Form::Deposit, _) => (None, gross.checked_neg()?),
                (Form::CreditNote, Purpose::Deposit) => (line.corrects_line, gross),
                (Form::CreditNote, _) => (line.deducts, gross.checked_neg()?),
                (Form::Invoice, _) => (line.deducts, gross),
            };
            all.0.push((place, of, taken));
        }
        Ok((!all.0.is_empty()).then_some(all))
    }

    /// Moves what is paid ahead of its orders: nothing is taken off twice, no more is asked for than an order still costs. Answers what
    /// the customer weighs more with it.
    pub(super) fn move_deposits(&self, tx: &mut Tx, orders: &[Order], done: &Done) -> Result<Money> {
        let Some(moves) = self.deposits(tx)? else { return Ok(Money::ZERO) };
        let ids: Vec<i64> = orders.iter().map(|o| o.head.id).collect();
        let paid = paid(tx, &ids)?;
        let (order_kind, kind) = (i64::from(Order::DEF.kind), i64::from(CustomerInvoice::DEF.kind));
        let mut links = Vec::new();
        let mut taken: HashMap<i64, Money> = HashMap::new();
        let mut weight = Money::ZERO;
        for order in orders {
            let mut prepaid = order.prepaid;
            for (place, of, gross) in &moves.0 {
                let line = &loaded(&self.lines)[*place];
                if line.sales_order != Some(order.id()) {
                    continue;
                }
                prepaid = prepaid.checked_sub(*gross)?;
                let to = (kind, self.head.id, line.head.id);
                let Some(of) = of else {
                    let (from, amount) = ((order_kind, order.head.id, 0), -gross.minor());
                    links.push(Link { from, to, role: "deposit", quantity: 0, amount });
                    continue;
                };
                let deposit = paid.iter().find(|p| p.line == *of && p.order == order.head.id);
                let deposit = deposit.ok_or_else(|| Refusal::new("sales.deposit_taken_already").field("lines"))?;
                let sum = taken.entry(*of).or_default();
                *sum = sum.checked_add(*gross)?;
                if *sum > deposit.left()? {
                    let refusal = Refusal::new("sales.deposit_taken_already").record(&deposit.number).field("lines");
                    return Err(refusal
                        .arg("left", order.said(tx, deposit.left()?)?)
                        .arg("wanted", order.said(tx, *sum)?)
                        .into());
                }
                let from = (kind, deposit.document, deposit.line);
                links.push(Link { from, to, role: "deducted", quantity: 0, amount: gross.minor() });
            }
            if self.form == Form::Deposit {
                let known = order.state == OrderState::Confirmed;
                base::ensure!(known, Refusal::new("sales.order_not_open").record(&*order.number))?;
                let open = open(tx, order, done, &HashMap::new())?;
                let most = Money::sum(open.values().map(|(left, _)| *left))?;
                let refusal = Refusal::new("sales.deposit_beyond_order").record(&*order.number).field("lines");
                base::ensure!(prepaid <= most, refusal.arg("left", order.said(tx, most.checked_sub(order.prepaid)?)?))?;
            }
            if order.state == OrderState::Confirmed {
                weight = weight.checked_add(order.ahead(order.prepaid)?)?.checked_sub(order.ahead(prepaid)?)?;
            }
            tx.keep(order.id(), &[("prepaid", prepaid.into())])?;
        }
        tx.link(&links)?;
        Ok(weight)
    }

    /// The line of the entry on the account of deposits, and what is left of the line's own figures: a difference of rates or cents
    /// belongs to the revenue that the deposit was for (IFRIC 22). `own` is amount and base as they would be without a deposit.
    pub(super) fn deposit_lines(
        &self,
        read: &Read,
        original: &HashMap<i64, Original>,
        line: &CustomerInvoiceLine,
        own: ledger::Line,
    ) -> Result<[ledger::Line; 2]> {
        let advances = accounting::account(read, self.company, Role::CustomerAdvances, None)?.raw();
        let of = match (self.form, line.purpose) {
            (Form::Deposit, _) => None,
            (_, Purpose::Deposit) => line.corrects_line,
            _ => line.deducts,
        };
        let nothing = ledger::Line { amount: Money::ZERO, base: Money::ZERO, ..own.clone() };
        let Some(original) = of.and_then(|of| original.get(&of)) else {
            return Ok([ledger::Line { account: advances, quantity: None, ..own }, nothing]);
        };
        let gross = self.gross(read, line)?;
        let restores = self.form == Form::CreditNote && line.purpose == Purpose::Deduction;
        let gross = if restores { gross.checked_neg()? } else { gross };
        let part = |whole: Money| -> Result<Money> {
            let upto = |gone: Money| credit::share(whole, quantity(gone), quantity(original.gross));
            Ok(upto(original.gone.checked_add(gross)?)?.checked_sub(upto(original.gone)?)?)
        };
        let (amount, base) = (part(original.net)?, part(original.base)?);
        let rest =
            ledger::Line { amount: own.amount.checked_sub(amount)?, base: own.base.checked_sub(base)?, ..own.clone() };
        Ok([ledger::Line { account: advances, quantity: None, amount, base, ..own }, rest])
    }

    /// What the deposits that it moves were booked at, by their lines.
    pub(super) fn originals(&self, read: &Read) -> Result<HashMap<i64, Original>> {
        if !loaded(&self.lines).iter().any(|l| l.purpose != Purpose::Sale) || self.form == Form::Deposit {
            return Ok(HashMap::new());
        }
        let orders: Vec<i64> = self.orders().iter().map(|o| o.raw()).collect();
        let paid = paid(read, &orders)?;
        let ids: Vec<i64> = paid.iter().map(|p| p.document).collect();
        let sql = store::sql!(
            "sales.deposits_as_booked",
            "SELECT j.source_line, SUM(j.amount), SUM(j.amount_base) FROM sales_customer_invoice i \
             JOIN accounting_journal_line j ON j.document = i.entry WHERE i.id IN LIST($1) AND j.source_line IS NOT NULL \
             GROUP BY j.source_line"
        );
        let booked: HashMap<i64, (i64, i64)> = read
            .query(sql, &[store::id_list(&ids)])?
            .iter()
            .map(|row| (int(row, 0), (-int(row, 1), -int(row, 2))))
            .collect();
        let original = |p: &Paid| {
            let (net, base) = booked.get(&p.line).copied().unwrap_or_default();
            let (net, base) = (Money::from_minor(net), Money::from_minor(base));
            (p.line, Original { gross: p.gross, gone: p.gone, net, base })
        };
        Ok(paid.iter().map(original).collect())
    }
}

/// A line of the document, the line of the deposit that it is about, and what it takes of it with tax; less than nothing gives.
#[derive(Default)]
struct Deposits(Vec<(usize, Option<i64>, Money)>);

/// A deposit as it was booked.
pub(super) struct Original {
    gross: Money,
    gone: Money,
    net: Money,
    base: Money,
}

/// What is paid ahead of orders is what their deposits say less what was taken off.
pub(crate) fn broken(read: &Read) -> Result<Vec<String>> {
    let rows = read.query(
        "SELECT o.number, o.prepaid, COALESCE(k.amount, 0) FROM sales_order o LEFT JOIN ( \
         SELECT d.from_record AS id, SUM(d.amount - COALESCE(t.amount, 0)) AS amount FROM link d LEFT JOIN ( \
         SELECT from_record, from_line, SUM(amount) AS amount FROM link WHERE from_kind = $2 AND role = 'deducted' \
         GROUP BY from_record, from_line) t ON t.from_record = d.to_record AND t.from_line = d.to_line \
         WHERE d.from_kind = $1 AND d.role = 'deposit' GROUP BY d.from_record) k ON k.id = o.id \
         WHERE o.prepaid <> COALESCE(k.amount, 0) OR o.prepaid < 0 LIMIT 20",
        &[i64::from(Order::DEF.kind).into(), i64::from(CustomerInvoice::DEF.kind).into()],
    )?;
    let text = |r: &Row, place: usize| r.get(place).map(ToString::to_string).unwrap_or_default();
    Ok(rows
        .iter()
        .map(|r| format!("order {}: {} paid ahead, {} in its deposits", text(r, 0), text(r, 1), text(r, 2)))
        .collect())
}

/// Whether a line stands in the right kind of document; what is taken off is told as a price above zero.
pub(super) fn fits(line: &CustomerInvoiceLine, form: Form) -> bool {
    let kind = match form {
        Form::Deposit => line.purpose == Purpose::Deposit,
        Form::Invoice => line.purpose != Purpose::Deposit,
        Form::CreditNote => line.purpose == Purpose::Sale || line.corrects_line.is_some(),
    };
    kind && (line.purpose == Purpose::Sale || (line.discount.is_zero() && line.price > Price::ZERO))
}
