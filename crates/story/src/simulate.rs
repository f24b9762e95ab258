//! The simulator: every verb, legal and illegal, in an order that chance chooses; the laws hold after each step.

use crate::buying;
use crate::company::{Calendar, Trade, act, perform, we};
use crate::dice::Dice;
use crate::{guarding, selling, shipping};
use accounting::{ManualEntry, ManualLine, ManualState, Part, Period, Which};
use base::{Date, Error, Id, Money, Percent, Price, Quantity, Result};
use entity::{Custom, Head, Text, Value};
use sales::{Bill, CustomerInvoice, Deliver, Delivery, Order, OrderLine, Reason};
use std::collections::BTreeMap;
use stock::{CostChange, CostChangeLine, Movement, MovementLine, Purpose};
use store::{Read, Set, Tx, Who};

/// How long, and of which seed.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub steps: u64,
    pub seed: u64,
    /// At this step something is broken on purpose: a value of stock is moved without its entry. The next look must find it.
    pub broken_at: Option<u64>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Steps that did something, and steps that were refused, by verb.
    pub done: BTreeMap<&'static str, (u64, u64)>,
    /// How often each rule said no to which verb.
    pub refused: BTreeMap<(&'static str, String), u64>,
    /// The step after which a law did not hold, and its culprits.
    pub broken: Option<(u64, Vec<String>)>,
}

/// Full checks come after so many steps, and at the end.
const FULL: u64 = 500;

/// Plays a plan in a set where a company was founded. Stops at the first law that does not hold.
pub fn simulate(set: &Set, trade: &Trade, calendar: &Calendar, plan: Plan, first: Date) -> Result<Outcome> {
    let mut dice = Dice::new(plan.seed);
    let mut outcome = Outcome::default();
    let mut today = first;
    calendar.turn_to(today)?;
    let founded = trade.clone();
    let ines = set.write(&we(), move |tx| guarding::founded(tx, &founded))?;
    for step in 1..=plan.steps {
        if dice.below(12) == 0 {
            today = today.add_days(1)?;
            calendar.turn_to(today)?;
        }
        let verb = *dice.one(VERBS).ok_or_else(|| Error::broken("no verbs"))?;
        let chance = Dice::new(dice.throw());
        let (trade, (name, run)) = (trade.clone(), verb);
        let who = if name == guarding::ANSWER { Who::user(ines.raw(), "story") } else { we() };
        let ran = set.write(&who, move |tx| run(tx, &trade, today, &mut chance.clone()));
        if let Err(Error::Refused(why)) = &ran
            && let Some(first) = why.first()
        {
            *outcome.refused.entry((name, first.code.to_string())).or_default() += 1;
        }
        let counts = outcome.done.entry(name).or_default();
        match ran {
            Ok(true) => counts.0 += 1,
            // Nothing there to do it with, or a rule said no.
            Ok(false) | Err(Error::Refused(_) | Error::Forbidden { .. } | Error::NotFound { .. }) => counts.1 += 1,
            Err(error) => return Err(error),
        }
        if plan.broken_at == Some(step) {
            set.write(&we(), |tx| {
                tx.execute("UPDATE stock_valuation SET value = value + 1 WHERE quantity > 0", &[]).map(|_| ())
            })?;
        }
        let full = step % FULL == 0 || step == plan.steps;
        let broken = if full { fondaco::commands::laws(set)? } else { set.read(&we(), quick)? };
        if !broken.is_empty() {
            outcome.broken = Some((step, broken));
            return Ok(outcome);
        }
    }
    Ok(outcome)
}

/// What every step touches, from the kept figures: the books balance, inventory is worth what stock says, and control accounts
/// are the open items.
fn quick(read: &Read) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let books = read.number("SELECT COALESCE(SUM(debit) - SUM(credit), 0) FROM accounting_balance", &[])?;
    if books != 0 {
        broken.push(format!("the books are off by {books}"));
    }
    let kept = accounting::kept::books(read)?;
    for one in kept.all_books() {
        let of = |control| kept.controlled(one.company, control);
        let balance = |accounts: Vec<i64>| {
            read.number(
                "SELECT COALESCE(SUM(debit) - SUM(credit), 0) FROM accounting_balance WHERE account IN LIST($1)",
                &[store::id_list(&accounts)],
            )
        };
        let stock = read
            .number("SELECT COALESCE(SUM(value), 0) FROM stock_valuation WHERE company = $1", &[one.company.into()])?;
        let inventory = balance(of(accounting::Control::Stock))?;
        if stock != inventory {
            broken.push(format!("stock is worth {stock}, inventory says {inventory}"));
        }
        let mut accounts = of(accounting::Control::Receivables);
        accounts.extend(of(accounting::Control::Payables));
        let items = read.number(
            "SELECT COALESCE(SUM(open_base), 0) FROM accounting_open_item WHERE company = $1 AND settled = 0",
            &[one.company.into()],
        )?;
        let control = balance(accounts)?;
        if items != control {
            broken.push(format!("open items are {items}, control accounts {control}"));
        }
    }
    Ok(broken)
}

type Verb = (&'static str, fn(&mut Tx, &Trade, Date, &mut Dice) -> Result<bool>);

/// What can happen; the more often it stands here, the more often it does.
const VERBS: &[Verb] = &[
    ("goods come", receive),
    ("goods come", receive),
    ("order", order),
    ("order", order),
    ("order", order),
    ("confirm", confirm),
    ("confirm", confirm),
    ("confirm", confirm),
    ("let through", let_through),
    ("ask about prices", guarding::ask),
    ("ask about prices", guarding::ask),
    (guarding::ANSWER, guarding::answer),
    (guarding::ANSWER, guarding::answer),
    ("put prices right", guarding::put_right),
    ("offer", selling::offer),
    ("send offer", selling::send),
    ("send offer", selling::send),
    ("revise offer", selling::revise),
    ("offer accepted", selling::accepted),
    ("offer accepted", selling::accepted),
    ("amend", selling::amend),
    ("change", selling::change),
    ("change", selling::change),
    ("confirm again", selling::confirm_again),
    ("confirm again", selling::confirm_again),
    ("put on hold", selling::hold),
    ("pick", shipping::pick),
    ("pick", shipping::pick),
    ("picked", shipping::picked),
    ("picked", shipping::picked),
    ("pack and ship", shipping::pack),
    ("pack and ship", shipping::pack),
    ("hand over", shipping::hand_over),
    ("take back", shipping::take_back),
    ("take back", shipping::take_back),
    ("come back", shipping::come_back),
    ("come back", shipping::come_back),
    ("settle", shipping::settle),
    ("settle", shipping::settle),
    ("deliver", deliver),
    ("deliver", deliver),
    ("deliver", deliver),
    ("goods leave", leave),
    ("goods leave", leave),
    ("goods leave", leave),
    ("bill", bill),
    ("bill", bill),
    ("post invoice", post_invoice),
    ("post invoice", post_invoice),
    ("take invoice back", reverse_invoice),
    ("take delivery back", reverse_delivery),
    ("cancel", cancel),
    ("close", close),
    ("scrap", scrap),
    ("difference", difference),
    ("cost changes", cost_changes),
    ("cost changes", cost_changes),
    ("take movement back", reverse_movement),
    ("buy", buying::order),
    ("buy", buying::order),
    ("receive", buying::receive),
    ("receive", buying::receive),
    ("supplier invoice", buying::invoice),
    ("supplier invoice", buying::invoice),
    ("give back", buying::give_back),
    ("take purchase back", buying::reverse),
    ("pay", buying::pay),
    ("pay", buying::pay),
    ("payment comes back", buying::bounce),
    ("by hand", by_hand),
    ("close period", close_period),
    // More often opened than closed, or hardly anything could be posted.
    ("open period", open_period),
    ("open period", open_period),
    ("open period", open_period),
];

/// A record of an entity in a state, by chance.
pub(crate) fn any<E>(tx: &Tx, dice: &mut Dice, table: &str, condition: &str) -> Result<Option<Id<E>>> {
    let count = tx.number(&format!("SELECT COUNT(*) FROM {table} WHERE {condition}"), &[])?;
    if count == 0 {
        return Ok(None);
    }
    let place = dice.below(count.unsigned_abs()) as i64;
    let sql = format!("SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT 1 OFFSET $1");
    let row = tx.row(&sql, &[place.into()])?;
    Ok(row.and_then(|r| r.first().and_then(Value::int)).map(Id::from_raw))
}

/// A few pieces; now and then nothing or less, which is refused.
pub(crate) fn pieces(dice: &mut Dice, most: i64) -> Result<Quantity> {
    let n = if dice.below(40) == 0 { dice.between(-3, 0) } else { dice.between(1, most) };
    Ok(Quantity::whole(n)?)
}

/// Today, or a day around it.
pub(crate) fn around(today: Date, dice: &mut Dice) -> Result<Date> {
    Ok(if dice.below(15) == 0 { today.add_days(dice.between(-40, 3))? } else { today })
}

fn moved(tx: &mut Tx, trade: &Trade, purpose: Purpose, on: Date, lines: Vec<MovementLine>) -> Result<bool> {
    let id = tx.insert(&mut Movement::new(trade.company, trade.warehouse, purpose, on, lines))?;
    act(tx, id, "post")?;
    Ok(true)
}

fn receive(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let mut lines = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let Some(item) = dice.one(&trade.items).copied() else { continue };
        // Odd costs leave odd cents.
        let cost = Price::from_units(dice.between(0, 90_000_000) + 333);
        lines.push(MovementLine::new(item, pieces(dice, 60)?, Some(cost)));
    }
    moved(tx, trade, Purpose::Receipt, around(today, dice)?, lines)
}

fn scrap(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(item) = dice.one(&trade.items).copied() else { return Ok(false) };
    let purpose = if dice.below(2) == 0 { Purpose::Scrap } else { Purpose::InternalUse };
    let line = MovementLine::new(item, pieces(dice, 20)?, None);
    moved(tx, trade, purpose, around(today, dice)?, vec![line])
}

fn difference(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(item) = dice.one(&trade.items).copied() else { return Ok(false) };
    let line = MovementLine::new(item, Quantity::whole(dice.between(-4, 4))?, None);
    moved(tx, trade, Purpose::Difference, today, vec![line])
}

/// An item gets another standard cost, or stock is brought to the one that holds.
fn cost_changes(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(item) = dice.one(&trade.items).copied() else { return Ok(false) };
    let cost = (dice.below(4) > 0).then(|| Price::from_units(dice.between(-1, 70_000_000) + 77));
    let on = around(today, dice)?;
    let gathers = dice.below(4) == 0;
    let lines = if gathers { Vec::new() } else { vec![CostChangeLine::new(item, cost)] };
    let id = tx.insert(&mut CostChange::new(trade.company, on, lines))?;
    if gathers {
        act(tx, id, "gather")?;
    }
    act(tx, id, "post")?;
    Ok(true)
}

fn reverse_movement(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Movement>(tx, dice, "stock_movement", "state = 'posted'")? else { return Ok(false) };
    let reversal = stock::Reversal { posted_on: around(today, dice)?, reason: "by chance".into() };
    perform(tx, id, "reverse", &reversal)?;
    Ok(true)
}

fn order(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(customer) = dice.one(&trade.customers).copied() else { return Ok(false) };
    let mut lines = Vec::new();
    for _ in 0..dice.between(0, 6) {
        let item = if dice.below(5) == 0 { Some(trade.service) } else { dice.one(&trade.items).copied() };
        let Some(item) = item else { continue };
        let mut line = OrderLine::of(item, pieces(dice, 15)?);
        if dice.below(4) == 0 {
            line.price = Some(Price::from_units(dice.between(-1, 50_000_000)));
        }
        if dice.below(4) == 0 {
            line.discount = Percent::from_units(dice.between(0, 1_000_100));
        }
        lines.push(line);
    }
    tx.insert(&mut Order::new(trade.company, customer, today, lines))?;
    Ok(true)
}

fn confirm(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state = 'draft'")? else { return Ok(false) };
    act(tx, id, "confirm")?;
    Ok(true)
}

fn let_through(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let held = any::<Order>(tx, dice, "sales_order", "state = 'confirmed' AND hold <> 'without'")?;
    let Some(id) = held else { return Ok(false) };
    perform(tx, id, "let_through", &sales::Release { reason: Text::new("by chance"), until: None })?;
    Ok(true)
}

fn deliver(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<Order>(tx, dice, "sales_order", "state IN ('confirmed', 'closed') AND delivered <> 'fully'")?;
    let Some(id) = open else { return Ok(false) };
    perform(tx, id, "deliver", &Deliver { posted_on: Some(around(today, dice)?) })?;
    Ok(true)
}

fn leave(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state = 'draft'")? else { return Ok(false) };
    act(tx, id, "post")?;
    Ok(true)
}

fn reverse_delivery(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Delivery>(tx, dice, "sales_delivery", "state <> 'draft'")? else { return Ok(false) };
    let reversal = sales::Reversal { posted_on: around(today, dice)?, reason: "by chance".into() };
    perform(tx, id, "reverse", &reversal)?;
    Ok(true)
}

fn bill(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let open = any::<Order>(tx, dice, "sales_order", "state <> 'draft' AND invoiced <> 'fully'")?;
    let Some(id) = open else { return Ok(false) };
    perform(tx, id, "bill", &Bill { posted_on: Some(around(today, dice)?) })?;
    Ok(true)
}

fn post_invoice(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let draft = any::<CustomerInvoice>(tx, dice, "sales_customer_invoice", "state = 'draft'")?;
    let Some(id) = draft else { return Ok(false) };
    act(tx, id, "post")?;
    Ok(true)
}

fn reverse_invoice(tx: &mut Tx, _: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let posted = any::<CustomerInvoice>(tx, dice, "sales_customer_invoice", "state = 'posted'")?;
    let Some(id) = posted else { return Ok(false) };
    let reversal = sales::Reversal { posted_on: around(today, dice)?, reason: "by chance".into() };
    perform(tx, id, "reverse", &reversal)?;
    Ok(true)
}

fn cancel(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Order>(tx, dice, "sales_order", "state <> 'cancelled'")? else { return Ok(false) };
    perform(tx, id, "cancel", &Reason { reason: Text::new("by chance") })?;
    Ok(true)
}

fn close(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let done = any::<Order>(tx, dice, "sales_order", "state = 'confirmed' AND delivered = 'fully'")?;
    let Some(id) = done else { return Ok(false) };
    act(tx, id, "close")?;
    Ok(true)
}

fn by_hand(tx: &mut Tx, trade: &Trade, today: Date, dice: &mut Dice) -> Result<bool> {
    let kept = accounting::kept::books(tx)?;
    let chart: Vec<Id<accounting::Account>> =
        kept.chart(trade.company).into_iter().filter(|a| !a.heading).map(|a| Id::from_raw(a.head.id)).collect();
    let amount = Money::from_minor(dice.between(1, 900_000));
    let line = |account: Option<Id<accounting::Account>>, debit: Option<Money>, credit: Option<Money>| {
        account.map(|account| ManualLine {
            head: Head::default(),
            account,
            text: None,
            party: trade.customers.first().copied(),
            dimensions: None,
            due_on: None,
            debit,
            credit,
        })
    };
    // Sometimes a cent is missing.
    let other = if dice.below(6) == 0 { amount.checked_add(Money::from_minor(1))? } else { amount };
    let lines =
        [line(dice.one(&chart).copied(), Some(amount), None), line(dice.one(&chart).copied(), None, Some(other))];
    let id = tx.insert(&mut ManualEntry {
        head: Head::default(),
        number: None,
        company: trade.company,
        posted_on: around(today, dice)?,
        text: None,
        currency: None,
        adjustment: false,
        reverse_on: None,
        lines: lines.into_iter().flatten().collect::<Vec<_>>().into(),
        debit: Money::ZERO,
        credit: Money::ZERO,
        entry: None,
        reversed_because: None,
        state: ManualState::Draft,
        custom: Custom::default(),
    })?;
    act(tx, id, "post")?;
    Ok(true)
}

fn close_period(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Period>(tx, dice, "accounting_period", "general = 'open'")? else { return Ok(false) };
    let part = dice.one(&Part::ALL).copied();
    perform(tx, id, "close_softly", &Which { part })?;
    Ok(true)
}

fn open_period(tx: &mut Tx, _: &Trade, _: Date, dice: &mut Dice) -> Result<bool> {
    let Some(id) = any::<Period>(tx, dice, "accounting_period", "1 = 1")? else { return Ok(false) };
    perform(tx, id, "open", &Which { part: None })?;
    Ok(true)
}
