//! A decision is one thing that happened to a request or at a control, written once: who, in whose place, on which content, why
//! and by which way.

use crate::approval::Request;
use crate::{Company, User};
use base::{Id, Result};
use entity::{Choice, Entity, Head, Text};
use store::{Business, Tx};

/// What happened.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// Somebody asked.
    #[default]
    #[choice(tone = "info")]
    Asked,
    #[choice(tone = "success")]
    Approved,
    #[choice(tone = "danger")]
    Rejected,
    /// Sent back to be changed.
    #[choice(tone = "warn")]
    Returned,
    /// An approver brought in another one.
    #[choice(tone = "info")]
    Added,
    /// An approver left it to another one.
    #[choice(tone = "info")]
    Transferred,
    /// Somebody with the right to it put another approver in.
    #[choice(tone = "warn")]
    Reassigned,
    /// It went to whoever stands in for the approver, or back.
    #[choice(tone = "info")]
    Delegated,
    /// A step nobody had to decide.
    Skipped,
    /// Time was up; those asked were reminded.
    #[choice(tone = "warn")]
    Reminded,
    /// Time was up or nobody was there; the next ones were asked.
    #[choice(tone = "warn")]
    Escalated,
    /// Nobody could be asked.
    #[choice(tone = "danger")]
    Stuck,
    /// The document changed, so what was approved no longer holds.
    #[choice(tone = "warn")]
    Voided,
    /// Whoever asked took it back.
    Recalled,
    /// The document no longer needs it.
    Lapsed,
    /// What was asked for was done.
    #[choice(tone = "success")]
    CarriedOut,
    /// What was approved could not be done.
    #[choice(tone = "danger")]
    Hindered,
    /// A control of the house stopped the document.
    #[choice(tone = "warn")]
    Held,
    /// Somebody with the right to it let it past a control.
    #[choice(tone = "warn")]
    Overridden,
}

/// One row of the record of an approval.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.approval_decision",
    kind = 30,
    icon = "stamp",
    title = "subject",
    sort = "-id",
    posted,
    aside,
    index(source_kind, source, id),
    index(control, id)
)]
pub struct Decision {
    pub head: Head,
    /// The document as it was called then.
    #[field(column)]
    pub subject: String,
    /// The verb that waits, `release`.
    #[field(max = 80)]
    pub operation: String,
    #[field(column)]
    pub request: Option<Id<Request>>,
    /// The control, `sales.order.credit`, where it is about one and not about a request.
    #[field(max = 120)]
    pub control: Option<String>,
    pub source_kind: i64,
    pub source: i64,
    #[field(column)]
    pub company: Option<Id<Company>>,
    #[field(column)]
    pub what: What,
    /// The step it was about, counted from 1.
    pub step: Option<i64>,
    #[field(column, max = 80)]
    pub step_name: Option<String>,
    /// Who; nobody is the program itself, when time was up.
    #[field(column)]
    pub person: Option<Id<User>>,
    /// In whose place.
    #[field(column)]
    pub behalf_of: Option<Id<User>>,
    #[field(column, max = 2000)]
    pub comment: Option<Text>,
    /// The hash of what the document said.
    #[field(max = 64)]
    pub content: String,
    /// By which way: a page, the interface, a job.
    #[field(max = 300)]
    pub via: String,
}

impl Business for Decision {}

/// What happened to a request, before it is written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said<'a> {
    pub what: What,
    /// The step, counted from 0.
    pub step: Option<usize>,
    pub person: Option<Id<User>>,
    pub behalf_of: Option<Id<User>>,
    pub comment: Option<&'a str>,
}

/// Writes down what happened to a request.
pub(crate) fn write(tx: &mut Tx, request: &Request, said: Said) -> Result<()> {
    let step = said.step.and_then(|at| request.steps.get(at).map(|step| (at as i64 + 1, step.name.clone())));
    let via = tx.who().cause.chars().take(300).collect();
    let person = said.person.or(tx.who().user.map(Id::from_raw));
    let comment = said.comment.map(str::trim).filter(|text| !text.is_empty());
    tx.insert(&mut Decision {
        head: Head::default(),
        subject: request.subject.clone(),
        operation: request.operation.clone(),
        request: Some(request.id()),
        control: None,
        source_kind: request.source_kind,
        source: request.source,
        company: request.company,
        what: said.what,
        step: step.as_ref().map(|(at, _)| *at),
        step_name: step.map(|(_, name)| name),
        person,
        behalf_of: said.behalf_of,
        comment: comment.map(|text| Text::new(text.chars().take(2_000).collect::<String>())),
        content: request.content.clone(),
        via,
    })?;
    Ok(())
}
