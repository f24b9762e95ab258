//! Revisions of an offer: a new one begins as a copy, says what is different, and takes the old one's place when it is sent.

use super::{Form, Quotation, QuotationLine, State};
use base::{Date, Id, Refusal, Result};
use entity::{Choice, Entity, Head, Lines, Number, Value};
use parties::loaded;
use store::{Business, Read, Tx};

/// What of an offer is different.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aspect {
    /// A line is new.
    #[default]
    #[choice(tone = "success")]
    Added,
    /// A line is no longer offered.
    #[choice(tone = "danger")]
    Removed,
    Text,
    Quantity,
    Price,
    Discount,
    Optional,
    ValidUntil,
    Requested,
}

/// One thing that is different from the revision before.
#[derive(Entity, Clone, Debug, PartialEq, Eq)]
#[entity(name = "sales.quotation_change", kind = 238, line_of = "sales.quotation", title = "subject")]
pub struct QuotationChange {
    pub head: Head,
    #[field(read_only)]
    pub aspect: Aspect,
    /// The line by its item or words, or the offer itself.
    #[field(read_only, max = 300)]
    pub subject: String,
    #[field(read_only, max = 400)]
    pub before: Option<String>,
    #[field(read_only, max = 400)]
    pub after: Option<String>,
}

impl Business for QuotationChange {}

/// The revision that follows one, draft or sent.
pub(super) fn after(read: &Read, quotation: i64) -> Result<Option<Id<Quotation>>> {
    let sql = store::sql!(
        "sales.next_revision",
        "SELECT id FROM sales_quotation WHERE previous = $1 AND archived_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    let row = read.row(sql, &[quotation.into()])?;
    Ok(row.and_then(|r| r.first().and_then(Value::int)).map(Id::from_raw))
}

impl Quotation {
    /// The number without its revision.
    fn root(&self) -> &str {
        let suffix = format!("-{}", self.revision);
        if self.revision > 1 { self.number.strip_suffix(&*suffix).unwrap_or(&self.number) } else { &self.number }
    }

    pub(super) fn next_revision(&self, on: Date) -> Quotation {
        let revision = self.revision + 1;
        let copy = |l: &QuotationLine| QuotationLine { from_line: Some(l.head.id), head: Head::default(), ..l.clone() };
        Quotation {
            head: Head::default(),
            number: Number::new(format!("{}-{revision}", self.root())),
            revision,
            previous: Some(self.id()),
            offered_on: on,
            valid_until: None,
            lines: loaded(&self.lines).iter().map(copy).collect::<Vec<_>>().into(),
            changes: Lines::default(),
            decided_by: None,
            decided_at: None,
            decided_from: None,
            declined_because: None,
            state: State::Draft,
            ..self.clone()
        }
    }

    /// The revision before no longer holds; one that became an order does.
    pub(super) fn supersede(&self, tx: &mut Tx) -> Result<()> {
        let Some(previous) = self.previous else { return Ok(()) };
        let mut before = tx.lock(previous)?;
        base::ensure!(
            before.state != State::Accepted,
            Refusal::new("sales.earlier_revision_accepted").record(&*before.number)
        )?;
        before.state = State::Superseded;
        tx.update(&mut before).map(|_| ())
    }

    /// Says what is different from the revision before.
    pub(super) fn compare(&mut self, read: &Read) -> Result<()> {
        let Some(previous) = self.previous else { return Ok(()) };
        let before: Quotation = read.get(previous)?;
        let names = names(read, &before, self)?;
        let found = differences(&before, self, |l| subject(l, &names));
        let alike =
            |a: &QuotationChange, b: &QuotationChange| QuotationChange { head: b.head.clone(), ..a.clone() } == *b;
        let known = loaded(&self.changes);
        if known.len() != found.len() || !found.iter().zip(known).all(|(a, b)| alike(a, b)) {
            self.changes = found.into();
        }
        Ok(())
    }
}

type Names = std::collections::BTreeMap<i64, String>;

fn names(read: &Read, before: &Quotation, after: &Quotation) -> Result<Names> {
    let lines = loaded(&before.lines).iter().chain(loaded(&after.lines));
    let mut items: Vec<i64> = lines.filter_map(|l| l.item).map(|i| i.raw()).collect();
    items.sort_unstable();
    items.dedup();
    read.titles(catalog::Item::DEF.name, &items)
}

fn subject(line: &QuotationLine, names: &Names) -> String {
    let item = line.item.and_then(|i| names.get(&i.raw()).cloned());
    let said = item.or_else(|| line.text.clone()).unwrap_or_default();
    said.chars().take(300).collect()
}

/// What two revisions say differently, line by line in the order of the later one; what is gone stands last.
fn differences(
    before: &Quotation,
    after: &Quotation,
    subject: impl Fn(&QuotationLine) -> String,
) -> Vec<QuotationChange> {
    let mut found = Vec::new();
    let mut say = |aspect: Aspect, subject: &str, before: Option<String>, after: Option<String>| {
        if before != after || matches!(aspect, Aspect::Added | Aspect::Removed) {
            let cut = |text: Option<String>| text.map(|t| t.chars().take(400).collect());
            let (before, after) = (cut(before), cut(after));
            found.push(QuotationChange { head: Head::default(), aspect, subject: subject.to_owned(), before, after });
        }
    };
    for line in loaded(&after.lines) {
        let name = subject(line);
        let Some(old) = loaded(&before.lines).iter().find(|l| Some(l.head.id) == line.from_line) else {
            say(Aspect::Added, &name, None, told(line));
            continue;
        };
        if (old.item, old.form) != (line.item, line.form) {
            say(Aspect::Removed, &subject(old), told(old), None);
            say(Aspect::Added, &name, None, told(line));
            continue;
        }
        say(Aspect::Text, &name, old.text.clone(), line.text.clone());
        say(Aspect::Quantity, &name, old.quantity.map(|q| q.to_string()), line.quantity.map(|q| q.to_string()));
        say(Aspect::Price, &name, old.price.map(|p| p.to_string()), line.price.map(|p| p.to_string()));
        say(Aspect::Discount, &name, percent(old), percent(line));
        let mark = |l: &QuotationLine| l.optional.then(|| "✓".to_owned());
        say(Aspect::Optional, &name, mark(old), mark(line));
        let day = |l: &QuotationLine| l.requested.map(|d| d.to_string());
        say(Aspect::Requested, &name, day(old), day(line));
    }
    for old in loaded(&before.lines) {
        if !loaded(&after.lines).iter().any(|l| l.from_line == Some(old.head.id)) {
            say(Aspect::Removed, &subject(old), told(old), None);
        }
    }
    let day = |day: Option<Date>| day.map(|d| d.to_string());
    let number = after.root().to_owned();
    say(Aspect::ValidUntil, &number, day(before.valid_until), day(after.valid_until));
    say(Aspect::Requested, &number, day(before.requested), day(after.requested));
    found
}

fn percent(line: &QuotationLine) -> Option<String> {
    (!line.discount.is_zero()).then(|| format!("{} %", line.discount))
}

/// A whole line in short: how many at which price.
fn told(line: &QuotationLine) -> Option<String> {
    if line.form != Form::Item {
        return line.text.clone();
    }
    let (quantity, price) = (line.quantity?, line.price.unwrap_or_default());
    Some(format!("{quantity} × {price}"))
}
