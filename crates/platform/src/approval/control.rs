//! Controls: what the house stops of its own accord, and who let it past, when and why.

use super::decision::{Decision, What};
use base::{Id, Result};
use entity::{Head, Record, Shape, Text};
use store::{Control, Read, Tx};

/// The name of a control of an entity, as decisions keep it: `sales.order.credit`.
pub(crate) fn key(entity: &str, control: &Control) -> String {
    format!("{entity}.{}", control.name)
}

/// The controls of an entity that a verb gets past.
pub(crate) fn overridden(read: &Read, entity: &str, action: &str) -> Vec<&'static Control> {
    let controls = read.registry().get(entity).map(|r| r.controls).unwrap_or_default();
    controls.iter().filter(|c| c.overrides.contains(&action)).collect()
}

/// Writes down that a control stopped a document, and why. The module that stops it calls this in the same step.
pub fn held(tx: &mut Tx, entity: &str, record: &Record, control: &str, why: &str) -> Result<()> {
    let controls = tx.registry().get(entity).map(|r| r.controls).unwrap_or_default();
    match controls.iter().find(|c| c.name == control) {
        Some(control) => write(tx, entity, record, control, What::Held, control.name, why),
        None => Err(base::Error::not_found("control", format!("{entity}.{control}"))),
    }
}

/// Writes down that a verb got a record past its controls, with the words of whoever ran it.
pub(crate) fn follow(tx: &mut Tx, shape: &Shape, record: &Record, action: &str) -> Result<()> {
    for control in overridden(tx, shape.name(), action) {
        let why = shape.value(record, control.reason).to_string();
        write(tx, shape.name(), record, control, What::Overridden, action, &why)?;
    }
    Ok(())
}

fn write(
    tx: &mut Tx,
    entity: &str,
    record: &Record,
    control: &Control,
    what: What,
    verb: &str,
    why: &str,
) -> Result<()> {
    let shape = tx.shape(entity)?;
    let (user, via) = (tx.who().user, tx.who().cause.chars().take(300).collect());
    tx.insert(&mut Decision {
        head: Head::default(),
        subject: shape.title(record).chars().take(200).collect(),
        operation: verb.to_owned(),
        request: None,
        control: Some(key(entity, control)),
        source_kind: shape.def.kind.into(),
        source: record.head.id,
        company: shape.value(record, "company").int().map(Id::from_raw),
        what,
        step: None,
        step_name: None,
        person: user.map(Id::from_raw),
        behalf_of: None,
        comment: Some(why.trim())
            .filter(|w| !w.is_empty())
            .map(|w| Text::new(w.chars().take(2_000).collect::<String>())),
        content: super::content::hash(&shape, record, &[]),
        via,
    })?;
    Ok(())
}
