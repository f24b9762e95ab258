//! Matching: what a movement of the bank most likely is, and the verbs by which a person or a rule says so.

use crate::bank_match::{BankMatch, MatchLine};
use crate::open_item::OpenItem;
use crate::statement::{BankStatement, BankTransaction};
use crate::{Account, BankAccount, Control, Flow, PartyAccount, Payment, PaymentLine, Side, iban, kept, terms};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Entity, Head, Input, Named as _, Value};
use parties::Party;
use platform::job::{JobKind, Step, Work};
use std::collections::BTreeSet;
use store::{Business, Made, Operation, Read, Refusals, Tx, operations};

/// The job that matches a statement, one movement in a transaction.
pub const TASK: &str = "accounting.bank_statement";

/// The kind of job, for the program's list.
pub const JOB: JobKind = JobKind { task: TASK, step: match_next, tries: 5 };

/// From so many points on nobody is asked.
pub const CERTAIN: i64 = 70;
/// How far from a payment's day a movement of the same amount may lie.
const WINDOW: i64 = 7;
/// How long ago a payment may have been made.
const OLDEST: i64 = 180;

/// A rule for movements that come again and again: whose they are, or what they are booked to.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.match_rule",
    kind = 132,
    plural = "match-rules",
    icon = "wand-sparkles",
    title = "name",
    search(name),
    sort = "priority"
)]
pub struct MatchRule {
    pub head: Head,
    #[field(indexed, column, max = 80)]
    pub name: String,
    /// The lowest is asked first.
    #[field(indexed, column)]
    pub priority: i64,
    /// Nothing is every account.
    #[field(column)]
    pub bank_account: Option<Id<BankAccount>>,
    #[field(column)]
    pub direction: Option<Flow>,
    /// The text holds this, whatever the case.
    #[field(column, max = 80)]
    pub text_has: Option<String>,
    /// The other side's name holds this.
    #[field(max = 80)]
    pub name_has: Option<String>,
    /// Up to this amount.
    pub most: Option<Money>,
    pub currency: Option<Id<platform::Currency>>,
    /// What it is: a fee, interest.
    #[field(column)]
    pub account: Option<Id<Account>>,
    /// Whose it is.
    #[field(column)]
    pub party: Option<Id<Party>>,
    /// What a payment may differ by; the difference goes to the account.
    pub tolerance: Option<Money>,
}

/// What a movement may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A payment that is in the books already.
    Payment(Id<Payment>),
    /// These open items of a party, not yet in the books as paid.
    Items(Id<Party>, Vec<Id<OpenItem>>),
    /// An account, by a rule.
    Account(Id<Account>),
}

/// A guess, with how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub what: What,
    /// 100 exact reference and amount, 80 amount and party, 75 rule, 60 amount and days, 40 the party's account, 20 a similar name.
    pub score: i64,
    /// What is booked to this account because the amounts differ within a rule's tolerance.
    pub rest: Option<(Id<Account>, Money)>,
}

/// Books what is left of a movement to an account.
#[derive(Input, Clone, Debug)]
pub struct Booking {
    pub account: Id<Account>,
    /// Nothing is all that is left.
    pub amount: Option<Money>,
    #[field(max = 200)]
    pub text: Option<String>,
}

/// Says whose a movement is.
#[derive(Input, Clone, Debug)]
pub struct Belongs {
    pub party: Id<Party>,
    /// Nothing: the oldest debts first, the rest on account.
    pub item: Option<Id<OpenItem>>,
}

/// Says which payment a movement shows.
#[derive(Input, Clone, Debug)]
pub struct Payed {
    pub payment: Id<Payment>,
}

/// Takes back what was matched.
#[derive(Input, Clone, Debug)]
pub struct Unmatching {
    pub posted_on: Date,
}

impl BankTransaction {
    /// What is not in the books yet, with its sign.
    pub fn left(&self) -> Result<Money> {
        Ok(self.amount.checked_sub(self.matched)?)
    }

    fn flow(&self) -> Flow {
        if self.amount.is_negative() { Flow::Paid } else { Flow::Received }
    }

    /// The surest guess becomes a match; one that is not sure enough is refused.
    fn accept(&mut self, tx: &mut Tx) -> Result<Made> {
        self.open()?;
        match sure(propose(tx, self)?) {
            Some(candidate) => book(tx, self, &candidate),
            None => Err(Refusal::new("accounting.no_sure_match").record(&self.text).into()),
        }
    }

    fn book(&mut self, tx: &mut Tx, asked: Booking) -> Result<Made> {
        self.open()?;
        let amount = asked.amount.unwrap_or(self.left()?);
        let line = MatchLine { text: asked.text, ..MatchLine::account(asked.account, amount) };
        write(tx, self, amount, vec![line])
    }

    fn assign(&mut self, tx: &mut Tx, asked: Belongs) -> Result<Made> {
        self.open()?;
        let items = asked.item.into_iter().collect();
        let made = book(tx, self, &Candidate { what: What::Items(asked.party, items), score: 100, rest: None })?;
        learn(tx, self, asked.party)?;
        Ok(made)
    }

    /// As much of it as is left shows a payment that is in the books.
    fn match_payment(&mut self, tx: &mut Tx, asked: Payed) -> Result<Made> {
        self.open()?;
        book(tx, self, &Candidate { what: What::Payment(asked.payment), score: 100, rest: None })
    }

    /// The matches it takes part in are taken back; payments stay, and wait for a statement again.
    fn unmatch(&mut self, tx: &mut Tx, asked: Unmatching) -> Result<Made> {
        let sql = store::sql!(
            "accounting.matches_of",
            "SELECT m.id FROM accounting_bank_match m JOIN accounting_match_line l ON l.document = m.id \
             WHERE l.movement = $1 AND m.state = 'posted' ORDER BY m.id"
        );
        let rows = tx.query(sql, &[self.head.id.into()])?;
        let ids: Vec<i64> = rows.iter().filter_map(|r| r.first().and_then(Value::int)).collect();
        if ids.is_empty() {
            return Err(Refusal::new("accounting.not_matched").record(&self.text).into());
        }
        let input = crate::Reversal { posted_on: asked.posted_on, reason: self.text.chars().take(200).collect() };
        let mut made = Made::new();
        for id in ids {
            made.extend(tx.perform(BankMatch::NAME, id, "reverse", None, &entity::Described::to_record(&input))?);
        }
        Ok(made)
    }

    fn open(&self) -> Result<()> {
        if self.settled { Err(Refusal::new("accounting.already_matched").record(&self.text).into()) } else { Ok(()) }
    }
}

/// The one guess that is sure and has no equal.
pub(crate) fn sure(mut candidates: Vec<Candidate>) -> Option<Candidate> {
    candidates.sort_by_key(|c| std::cmp::Reverse(c.score));
    let best = candidates.first()?.clone();
    let rival = candidates.get(1).is_some_and(|c| c.score == best.score);
    (best.score >= CERTAIN && !rival).then_some(best)
}

/// Makes the match, and the payment behind it where there is none yet.
fn book(tx: &mut Tx, movement: &BankTransaction, candidate: &Candidate) -> Result<Made> {
    let left = movement.left()?;
    match &candidate.what {
        What::Account(account) => write(tx, movement, left, vec![MatchLine::account(*account, left)]),
        What::Payment(payment) => {
            let open: Payment = tx.lock(*payment)?;
            let (mut amount, mut lines) = (left, Vec::new());
            if let Some((account, rest)) = candidate.rest {
                amount = left.checked_sub(rest)?;
                lines.push(MatchLine::account(account, rest));
            }
            let shown = open.unmatched()?.amount.checked_mul(open.direction.sign())?;
            let part = if amount.minor().abs() > shown.minor().abs() { shown } else { amount };
            lines.push(MatchLine::payment(*payment, part));
            let total = Money::sum(lines.iter().map(|l| l.amount))?;
            write(tx, movement, total, lines)
        }
        What::Items(party, items) => {
            let payment = pay(tx, movement, *party, items, left)?;
            write(tx, movement, left, vec![MatchLine::payment(payment, left)])
        }
    }
}

/// A payment that the statement shows and nobody had entered.
fn pay(
    tx: &mut Tx,
    movement: &BankTransaction,
    party: Id<Party>,
    items: &[Id<OpenItem>],
    left: Money,
) -> Result<Id<Payment>> {
    let flow = movement.flow();
    let amount = left.checked_abs()?;
    let mut payment = Payment::new(movement.company, flow, party, amount, movement.booked_on);
    payment.bank_account = Some(movement.bank_account);
    payment.text = Some(movement.text.chars().take(200).collect());
    // The bank's mark keeps two equal payments of one day apart.
    if !items.is_empty() {
        payment = payment.settling(lines(tx, items, flow, amount, movement.booked_on)?);
    }
    let id = tx.insert(&mut payment)?;
    tx.perform(Payment::NAME, id.raw(), "post", None, &entity::Record::default())?;
    Ok(id)
}

/// These items, in their order, as far as the money goes; with the discount where that makes it fit.
fn lines(read: &Read, items: &[Id<OpenItem>], flow: Flow, amount: Money, on: Date) -> Result<Vec<PaymentLine>> {
    let ids: Vec<i64> = items.iter().map(|i| i.raw()).collect();
    let offers = terms::offers_on(read, &ids, on)?;
    let mut rest = amount;
    let mut lines = Vec::new();
    for id in items {
        let item = read.get(*id)?;
        let open = item.open.checked_mul(flow.sign())?;
        let offered = offers.get(&id.raw()).map_or(Ok(Money::ZERO), |o| o.amount.checked_mul(flow.sign()))?;
        let reduced = open.checked_sub(offered)?;
        let mut line = PaymentLine::of(*id, open.min(rest));
        if rest < open && rest >= reduced {
            line.discount = open.checked_sub(rest)?.min(offered);
        }
        rest = rest.checked_sub(line.amount)?;
        if line.amount.is_positive() {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn write(tx: &mut Tx, movement: &BankTransaction, amount: Money, mut lines: Vec<MatchLine>) -> Result<Made> {
    lines.insert(0, MatchLine::movement(movement.id(), amount));
    let mut made = BankMatch::new(movement.bank_account, movement.booked_on, lines);
    let id = tx.insert(&mut made)?;
    made.book(tx)?;
    made.state = crate::bank_match::State::Posted;
    tx.update(&mut made)?;
    Ok(vec![(BankMatch::NAME, id.raw())])
}

/// Remembers from which account a party pays.
fn learn(tx: &mut Tx, movement: &BankTransaction, party: Id<Party>) -> Result<()> {
    let Some(number) = movement.other_account.as_deref().filter(|n| iban::valid(n)) else { return Ok(()) };
    let sql =
        store::sql!("accounting.account_known", "SELECT 1 FROM accounting_party_account WHERE number = $1 LIMIT 1");
    if tx.row(sql, &[number.into()])?.is_none() {
        let holder = movement.name.clone();
        tx.insert(&mut PartyAccount { holder, ..PartyAccount::new(party, number) })?;
    }
    Ok(())
}

/// What a movement may be: exact reference before amount and party, before amount and day, before account, before a similar name.
pub fn propose(read: &Read, movement: &BankTransaction) -> Result<Vec<Candidate>> {
    let left = movement.left()?;
    let said = plain(&format!("{} {}", movement.reference.as_deref().unwrap_or_default(), movement.text));
    let rule = rule_for(read, movement)?;
    let mut party = match &movement.other_account {
        Some(number) => PartyAccount::party_of(read, number)?,
        None => None,
    };
    party = party.or(rule.as_ref().and_then(|r| r.party));
    let mut found = payments(read, movement, left, &said, party, rule.as_ref())?;
    if found.iter().all(|c| c.score < CERTAIN) {
        found.extend(items(read, movement, left, &said, party)?);
    }
    if let Some(account) = rule.as_ref().filter(|r| r.tolerance.is_none()).and_then(|r| r.account)
        && found.iter().all(|c| c.score < 90)
    {
        found.push(Candidate { what: What::Account(account), score: 85, rest: None });
    }
    if let (true, Some(party)) = (found.is_empty(), party) {
        found.push(Candidate { what: What::Items(party, Vec::new()), score: 40, rest: None });
    }
    Ok(found)
}

fn payments(
    read: &Read,
    movement: &BankTransaction,
    left: Money,
    said: &str,
    party: Option<Id<Party>>,
    rule: Option<&MatchRule>,
) -> Result<Vec<Candidate>> {
    let waiting: Vec<Payment> = read.select(
        "company = $1 AND state = 'posted' AND posted_on >= $2 AND posted_on <= $3 AND direction = $4 AND currency = $5 \
         AND means = 'bank' AND amount <> matched AND archived_at IS NULL ORDER BY posted_on, id LIMIT 1000",
        &[
            movement.company.into(),
            movement.booked_on.add_days(-OLDEST)?.into(),
            movement.booked_on.add_days(WINDOW)?.into(),
            movement.flow().code().into(),
            movement.currency.into(),
        ],
    )?;
    let mut found = Vec::new();
    for payment in waiting.iter().filter(|p| p.bank_account.is_none_or(|b| b == movement.bank_account)) {
        let open = payment.unmatched()?.amount.checked_mul(payment.direction.sign())?;
        let mut names = [payment.number.as_deref(), payment.reference.as_deref()].into_iter().flatten();
        let named = names.any(|n| mentions(said, n));
        let near = payment.posted_on.days_until(movement.booked_on).abs() <= WINDOW;
        let gap = left.checked_sub(open)?;
        let tolerated = rule.and_then(|r| Some((r.account?, r.tolerance?.minor())));
        let rest = tolerated.filter(|(_, most)| gap.minor().abs() <= *most && !gap.is_zero()).map(|(to, _)| (to, gap));
        let same = gap.is_zero() || rest.is_some();
        let score = match (named, same, party == Some(payment.party), near) {
            (true, true, _, _) => 100,
            (true, false, _, _) => 90,
            (_, true, true, _) => 80,
            (_, true, _, true) => {
                if similar(read, movement, payment.party)? {
                    72
                } else {
                    60
                }
            }
            _ => continue,
        };
        found.push(Candidate { what: What::Payment(payment.id()), score, rest });
    }
    Ok(found)
}

fn items(
    read: &Read,
    movement: &BankTransaction,
    left: Money,
    said: &str,
    party: Option<Id<Party>>,
) -> Result<Vec<Candidate>> {
    let side = if left.is_negative() { Side::Payable } else { Side::Receivable };
    let open: Vec<OpenItem> = read.select(
        "company = $1 AND side = $2 AND settled = 0 AND currency = $3 AND archived_at IS NULL ORDER BY due_on, id LIMIT 2000",
        &[movement.company.into(), side.code().into(), movement.currency.into()],
    )?;
    let open: Vec<OpenItem> = open.into_iter().filter(|i| i.open.signum() == left.signum()).collect();
    let ids: Vec<i64> = open.iter().map(|i| i.head.id).collect();
    let offers = terms::offers_on(read, &ids, movement.booked_on)?;
    let wanted = |item: &OpenItem| -> Result<Vec<Money>> {
        let offered = offers.get(&item.head.id).map_or(Money::ZERO, |o| o.amount);
        Ok(vec![item.open, item.open.checked_sub(offered)?])
    };
    let named: Vec<&OpenItem> = open.iter().filter(|i| mentions(said, &i.number)).collect();
    let one_party: BTreeSet<i64> = named.iter().map(|i| i.party.raw()).collect();
    let mut found = Vec::new();
    if let (1, Some(first)) = (one_party.len(), named.first()) {
        let full = Money::sum(named.iter().map(|i| i.open))?;
        let mut reduced = Money::ZERO;
        for item in &named {
            reduced = reduced.checked_add(*wanted(item)?.last().unwrap_or(&item.open))?;
        }
        let exact = left == full || left == reduced;
        let ids = named.iter().map(|i| i.id()).collect();
        let what = What::Items(first.party, ids);
        found.push(Candidate { what, score: if exact { 98 } else { 88 }, rest: None });
        return Ok(found);
    }
    for item in &open {
        if !wanted(item)?.contains(&left) {
            continue;
        }
        let score = match party {
            Some(party) if party == item.party => 80,
            Some(_) => continue,
            None if similar(read, movement, item.party)? => 72,
            None => 50,
        };
        found.push(Candidate { what: What::Items(item.party, vec![item.id()]), score, rest: None });
    }
    // A party that owes the same twice pays the older debt first.
    let mut seen = BTreeSet::new();
    found.retain(|c| match &c.what {
        What::Items(party, _) => seen.insert(party.raw()),
        _ => true,
    });
    Ok(found)
}

/// The first rule that fits.
fn rule_for(read: &Read, movement: &BankTransaction) -> Result<Option<MatchRule>> {
    let rules: Vec<MatchRule> = read.select("archived_at IS NULL ORDER BY priority, id", &[])?;
    let has = |text: &str, part: &Option<String>| {
        part.as_deref().is_none_or(|p| text.to_lowercase().contains(&p.to_lowercase()))
    };
    let name = movement.name.clone().unwrap_or_default();
    Ok(rules.into_iter().find(|rule| {
        rule.bank_account.is_none_or(|b| b == movement.bank_account)
            && rule.direction.is_none_or(|d| d == movement.flow())
            && has(&movement.text, &rule.text_has)
            && has(&name, &rule.name_has)
            && rule.most.is_none_or(|most| movement.amount.minor().abs() <= most.minor())
    }))
}

/// Capitals and digits with single blanks: how references are compared.
fn plain(text: &str) -> String {
    let mut said = String::from(" ");
    for c in text.chars() {
        if c.is_alphanumeric() {
            said.extend(c.to_uppercase());
        } else if !said.ends_with(' ') {
            said.push(' ');
        }
    }
    said.push(' ');
    said
}

/// True when a text names a number as words of their own, so that 12 is not found in 123. Very short ones prove nothing.
fn mentions(said: &str, number: &str) -> bool {
    let number = plain(number);
    number.trim().len() >= 4 && (said.contains(&number) || said.contains(&format!(" {} ", number.replace(' ', ""))))
}

/// True when half of the words of the longer name stand in the other.
fn similar(read: &Read, movement: &BankTransaction, party: Id<Party>) -> Result<bool> {
    let Some(name) = &movement.name else { return Ok(false) };
    let title = read.titles(Party::NAME, &[party.raw()])?.remove(&party.raw()).unwrap_or_default();
    let words = |text: &str| plain(text).split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let (a, b) = (words(name), words(&title));
    let common = a.intersection(&b).filter(|w| w.chars().count() > 2).count();
    Ok(common > 0 && common * 2 >= a.len().max(b.len()))
}

/// One movement of a statement; what is not sure waits for a person.
fn match_next(tx: &mut Tx, work: &Work) -> Result<Step> {
    let after: i64 = work.cursor.parse().unwrap_or(0);
    let statement: i64 = work.key.parse().unwrap_or(0);
    let next: Vec<BankTransaction> = tx.select(
        "statement = $1 AND id > $2 AND settled = 0 AND archived_at IS NULL ORDER BY id LIMIT 1",
        &[statement.into(), after.into()],
    )?;
    let Some(movement) = next.first() else { return Ok(Step::Done) };
    let movement: BankTransaction = tx.lock(movement.id())?;
    if let Some(candidate) = sure(propose(tx, &movement)?) {
        book(tx, &movement, &candidate)?;
    }
    Ok(Step::Next { cursor: movement.head.id.to_string(), progress: work.progress + 1, total: None })
}

/// Every movement of a statement that has a sure match, each in a transaction of its own.
pub fn order(tx: &mut Tx, statement: Id<BankStatement>) -> Result<()> {
    platform::job::order(tx, TASK, &statement.to_string(), "").map(|_| ())
}

impl Business for BankTransaction {
    const OPERATIONS: &'static [Operation] = &operations![BankTransaction:
        accept: [] => same,
        book(Booking): [] => same,
        assign(Belongs): [] => same,
        match_payment(Payed): [] => same,
        unmatch(Unmatching): [] => same,
    ];
}

impl Business for MatchRule {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let looks = self.text_has.is_some() || self.name_has.is_some() || self.tolerance.is_some();
        refusals.ensure(looks, "accounting.rule_fits_all", "text_has");
        refusals.ensure(self.account.is_some() || self.party.is_some(), "accounting.rule_says_nothing", "account");
        if let Some(account) = self.account {
            let control = kept::books(read)?.account(account.raw())?.control;
            refusals.ensure(control == Control::Without, "accounting.control_by_hand", "account");
        }
        let money = self.most.or(self.tolerance);
        refusals.ensure(money.is_none() || self.currency.is_some(), "accounting.terms_currency", "currency");
        Ok(())
    }
}
