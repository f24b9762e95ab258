//! The bank's desk: files of the bank come in, and each movement that is not in the books shows what it most likely is.

use crate::matching::{Belongs, Booking, Candidate, Payed, What, propose, sure};
use crate::statement::{BankStatement, BankTransaction};
use crate::{Account, BankAccount, OpenItem, Payment, Side};
use base::{Date, Id, Money, Refusal, Result};
use entity::{Described, Entity, Record, Value};
use parties::Party;
use platform::page::{Ask, Drawn, Form, Page, Place, Reply, Sheet, currencies, encode};
use std::collections::BTreeMap;
use store::list::{self, Question};
use store::{Read, Tx, action};
use ui::part::{Empty, Tone, empty, icon, pill};
use ui::{Arg, Markup, html};

/// Movements shown at once: each asks what it may be.
const ROWS: usize = 15;
/// Guesses shown of each.
const GUESSES: usize = 3;

/// The page; what a file of a bank says is read by whoever knows its formats.
pub const fn page(act: fn(&mut Tx, &Form) -> Result<Reply>) -> Page {
    Page {
        name: "accounting.bank_desk",
        icon: "landmark",
        reads: "accounting.bank_transaction",
        place: Place::Sidebar,
        key: None,
        draw,
        act: Some(act),
    }
}

/// On a payment run: the file with which the bank pays it.
pub const fn order_page(draw: fn(&Read, &Ask) -> Result<Drawn>) -> Page {
    Page {
        name: "accounting.bank_order",
        icon: "download",
        reads: "accounting.payment_run",
        place: Place::Record("accounting.payment_run"),
        key: None,
        draw,
        act: None,
    }
}

/// What is said when files were taken in: movements that are new, those that were known, rates.
pub fn taken_in(new: usize, known: usize, quoted: usize) -> Reply {
    let said = match (new + known, quoted) {
        (0, 1..) => ("accounting-bank-quoted", vec![("count", quoted.to_string())]),
        _ => ("accounting-bank-taken-in", vec![("new", new.to_string()), ("known", known.to_string())]),
    };
    Reply { to: String::new(), said: Some(said) }
}

/// No file, or too many at once.
pub fn too_many(most: usize) -> Refusal {
    Refusal::new("accounting.bank_files").field("file").arg("most", most)
}

/// One of our accounts with what its last statement says and what waits.
struct Shown {
    account: BankAccount,
    until: Option<Date>,
    closing: Option<Money>,
    waiting: i64,
    left: Money,
}

fn accounts(read: &Read) -> Result<Vec<Shown>> {
    let question = Question {
        entity: BankAccount::DEF.name.to_owned(),
        sort: "name".to_owned(),
        limit: 100,
        ..Question::default()
    };
    let ours: Vec<BankAccount> = store::typed(&list::page(read, &question)?.records)?;
    let waiting = store::sql!(
        "accounting.movements_waiting",
        "SELECT bank_account, COUNT(*), SUM(amount - matched) FROM accounting_bank_transaction \
         WHERE company = $1 AND settled = 0 AND archived_at IS NULL GROUP BY bank_account"
    );
    let mut counted: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let companies: std::collections::BTreeSet<i64> = ours.iter().map(|a| a.company.raw()).collect();
    for company in companies {
        for row in read.query(waiting, &[company.into()])? {
            let int = |place: usize| row.get(place).and_then(Value::int).unwrap_or(0);
            counted.insert(int(0), (int(1), int(2)));
        }
    }
    let last = store::sql!(
        "accounting.last_statement",
        "SELECT ends_on, closing FROM accounting_bank_statement WHERE bank_account = $1 AND archived_at IS NULL \
         ORDER BY ends_on DESC, id DESC LIMIT 1"
    );
    let mut found = Vec::new();
    for account in ours {
        let row = read.row(last, &[account.head.id.into()])?;
        let until = row.as_ref().and_then(|r| r.first()?.text().map(Date::parse)).transpose()?;
        let closing = row.as_ref().and_then(|r| r.get(1)?.int()).map(Money::from_minor);
        let (waiting, left) = counted.get(&account.head.id).copied().unwrap_or_default();
        found.push(Shown { account, until, closing, waiting, left: Money::from_minor(left) });
    }
    Ok(found)
}

fn draw(read: &Read, ask: &Ask) -> Result<Drawn> {
    let accounts = accounts(read)?;
    let may = read.access()?.may(&*read.shape(BankStatement::DEF.name)?, action::CREATE);
    let of: Option<i64> = ask.get("account").parse().ok();
    let content = html! {
        div.wrap {
            (balances(read, ask, &accounts, of)?)
            @if may && !accounts.is_empty() { (upload(ask, &accounts)) }
            (waiting(read, ask, of)?)
        }
    };
    Ok(Drawn::Page(Box::new(Sheet { content, ..Sheet::default() })))
}

/// Our accounts; each leads to what waits on it.
fn balances(read: &Read, ask: &Ask, accounts: &[Shown], of: Option<i64>) -> Result<Markup> {
    if accounts.is_empty() {
        let nothing = Empty { icon: "landmark", text: ask.t("accounting-bank-no-account"), actions: Vec::new() };
        return Ok(empty(ask.cx, &nothing));
    }
    let money = currencies(read)?;
    let say = |amount: Money, account: &BankAccount| {
        let currency = Some(account.currency.raw());
        ask.format.money_code(amount, money.exponent(currency), money.code(currency))
    };
    let statements = ask.list(read, BankStatement::DEF.name)?;
    Ok(html! {
        div.kpis {
            @for one in accounts {
                @let id = one.account.head.id;
                @let filter = encode(&format!("bank_account = #{id}"));
                div.card.kpi aria-current=[(of == Some(id)).then_some("true")] {
                    div.lab { a href={ (statements) "?filter=" (filter) } { (one.account.name) } }
                    div.v { @match one.closing { Some(closing) => (say(closing, &one.account)), None => "—" } }
                    div.d { span { @match one.until {
                        Some(day) => (ask.cx.t_args("accounting-bank-until", &[("day", Arg::Text(&ask.format.date(day)))])),
                        None => (ask.t("accounting-close-statements-never")),
                    } } }
                    @if one.waiting > 0 {
                        a.small href={ (ask.here) "?account=" (id) } {
                            (ask.cx.t_args("accounting-bank-waiting", &[
                                ("count", Arg::Count(one.waiting)), ("amount", Arg::Text(&say(one.left, &one.account))),
                            ]))
                        }
                    }
                }
            }
        }
    })
}

/// Where a file is laid down.
fn upload(ask: &Ask, accounts: &[Shown]) -> Markup {
    html! {
        form.card.panel.bank-file method="post" action=(ask.here) enctype="multipart/form-data" {
            (ask.cx.token_field())
            input type="hidden" name="do" value="file";
            ui-upload {
                label.drop {
                    (icon("upload"))
                    b { (ask.t("accounting-bank-drop")) }
                    span.mute.small { "CAMT.053 · MT940 · OFX · CSV · " (ask.t("accounting-bank-rates")) }
                    input type="file" name="file" multiple required accept=".xml,.sta,.mt940,.940,.ofx,.qfx,.csv,.txt";
                    span.mono data-chosen role="status" {}
                }
            }
            div.acts {
                label.fld {
                    span.lbl { (ask.t("accounting-bank-account")) }
                    select.inp name="account" {
                        option value="" { (ask.t("accounting-bank-as-said")) }
                        @for one in accounts {
                            option value=(one.account.head.id) selected[ask.typed("account") == one.account.head.id.to_string()] { (one.account.name) }
                        }
                    }
                }
                button.btn.pri { (ask.t("accounting-bank-take-in")) }
            }
        }
    }
}

/// What is not in the books, the oldest first.
fn waiting(read: &Read, ask: &Ask, of: Option<i64>) -> Result<Markup> {
    let only = of.map(|id| format!(" and bank_account = #{id}")).unwrap_or_default();
    let question = Question {
        entity: BankTransaction::DEF.name.to_owned(),
        filter: format!("settled = no{only}"),
        sort: "booked_on".to_owned(),
        limit: ROWS,
        cursor: ask.get("from").to_owned(),
        ..Question::default()
    };
    let page = list::page(read, &question)?;
    if page.records.is_empty() {
        let nothing = Empty { icon: "circle-check", text: ask.t("accounting-close-bank-none"), actions: Vec::new() };
        return Ok(empty(ask.cx, &nothing));
    }
    let shape = read.shape(BankTransaction::DEF.name)?;
    let access = read.access()?;
    let mut rows = Vec::new();
    for (place, record) in page.records.iter().enumerate() {
        let movement: BankTransaction = BankTransaction::from_record(record).map_err(store::damaged)?;
        let may = access.may(&shape, "accept");
        rows.push(row(read, ask, &movement, may, place == 0)?);
    }
    let query = of.map(|id| format!("&account={id}")).unwrap_or_default();
    Ok(html! {
        h2 { (ask.t("accounting-bank-open")) }
        ul.bank-moves { @for row in &rows { (row) } }
        @if let Some(next) = &page.next {
            p { a.btn href={ (ask.here) "?from=" (encode(next)) (query) } { (ask.t("accounting-bank-more")) } }
        }
    })
}

fn row(read: &Read, ask: &Ask, movement: &BankTransaction, may: bool, first: bool) -> Result<Markup> {
    let guesses = if may { propose(read, movement)? } else { Vec::new() };
    let certain = sure(guesses.clone());
    let mut shown: Vec<&Candidate> = guesses.iter().collect();
    shown.sort_by_key(|c| std::cmp::Reverse(c.score));
    shown.truncate(GUESSES);
    let money = currencies(read)?;
    let currency = Some(movement.currency.raw());
    let left = ask.format.money_code(movement.left()?, money.exponent(currency), money.code(currency));
    let record = ask.record(read, BankTransaction::DEF.name, movement.head.id)?;
    let mut says = Vec::new();
    for guess in &shown {
        says.push((code(guess), said(read, ask, guess)?, guess.score, certain.as_ref() == Some(*guess)));
    }
    let unsure = first && certain.is_none();
    Ok(html! {
        li.card {
            div.what {
                span.mute.small { (ask.format.date(movement.booked_on)) }
                a href=(record) { b { (movement.name.clone().unwrap_or_else(|| movement.text.clone())) } }
                @if movement.name.is_some() { span.mute.small { (movement.text) } }
            }
            b.num.amount { (left) }
            form method="post" action=(ask.here) {
                (ask.cx.token_field())
                input type="hidden" name="movement" value=(movement.head.id);
                @for (place, (value, text, score, certain)) in says.iter().enumerate() {
                    button.btn.pri[*certain] name="guess" value=(value) autofocus[first && place == 0 && *certain] {
                        (text) " " (pill(if *score >= 70 { Tone::Success } else { Tone::Neutral }, &format!("{score} %")))
                    }
                }
                @if may {
                    @if says.is_empty() { span.mute.small { (ask.t("accounting-bank-no-guess")) } }
                    a.btn.ghost href={ (record) "/assign" } data-dialog { (ask.t("accounting-bank-transaction-op-assign")) }
                    a.btn.ghost href={ (record) "/book" } data-dialog autofocus[unsure && says.is_empty()] { (ask.t("accounting-bank-transaction-op-book")) }
                }
            }
        }
    })
}

/// A guess as the form sends it.
fn code(guess: &Candidate) -> String {
    match &guess.what {
        What::Payment(payment) => format!("p{payment}"),
        What::Account(account) => format!("a{account}"),
        What::Items(party, items) => {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            format!("i{party}:{}", items.join(","))
        }
    }
}

/// A guess in words.
fn said(read: &Read, ask: &Ask, guess: &Candidate) -> Result<String> {
    let name = |party: Id<Party>| -> Result<String> {
        Ok(read.titles(Party::DEF.name, &[party.raw()])?.remove(&party.raw()).unwrap_or_default())
    };
    Ok(match &guess.what {
        What::Payment(id) => {
            let payment: Payment = read.get(*id)?;
            format!("{} · {}", payment.number.clone().unwrap_or_default(), name(payment.party)?)
        }
        What::Account(id) => {
            let account: Account = read.get(*id)?;
            format!("{} {}", account.code, account.name)
        }
        What::Items(party, items) if items.is_empty() => {
            ask.cx.t_args("accounting-bank-on-account", &[("party", Arg::Text(&name(*party)?))])
        }
        What::Items(party, items) => {
            let first: OpenItem = read.get(items[0])?;
            let more = if items.len() > 1 { format!(" +{}", items.len() - 1) } else { String::new() };
            let word = if first.side == Side::Receivable { "↓" } else { "↑" };
            format!("{word} {}{more} · {}", first.number, name(*party)?)
        }
    })
}

/// Books the guess that somebody pressed, by the verbs of the movement: the right to them is asked there.
pub fn pressed(tx: &mut Tx, form: &Form) -> Result<Reply> {
    let gone = || base::Error::not_found(BankTransaction::DEF.name, form.get("movement"));
    let number = |text: &str| text.parse::<i64>().map_err(|_| gone());
    let id = number(form.get("movement"))?;
    let (verb, input) = match form.get("guess").split_at_checked(1) {
        Some(("p", payment)) => ("match_payment", Payed { payment: Id::from_raw(number(payment)?) }.to_record()),
        Some(("a", account)) => {
            let asked = Booking { account: Id::from_raw(number(account)?), amount: None, text: None };
            ("book", asked.to_record())
        }
        Some(("i", rest)) => {
            let (party, items) = rest.split_once(':').unwrap_or((rest, ""));
            let party = Id::from_raw(number(party)?);
            match items.split(',').filter(|i| !i.is_empty()).collect::<Vec<_>>().as_slice() {
                [] => ("assign", Belongs { party, item: None }.to_record()),
                [one] => ("assign", Belongs { party, item: Some(Id::from_raw(number(one)?)) }.to_record()),
                // Several debts at once are what the bank's text names; nobody could say them better.
                _ => ("accept", Record::default()),
            }
        }
        _ => return Err(gone()),
    };
    tx.perform(BankTransaction::DEF.name, id, verb, None, &input)?;
    Ok(Reply { to: String::new(), said: Some(("accounting-bank-matched", Vec::new())) })
}
