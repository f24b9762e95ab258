//! What hangs on a person goes with the person's data: what was noted, filed, planned and booked is emptied, and that it was there stays.

use crate::attachment::{self, Attachment};
use crate::{Activity, Event, Host, Note};
use base::Result;
use entity::{Named as _, Text};
use store::{Business, Tx, audit};

/// Empties everything that hangs on a record whose own data are being erased, in its history too. `word` stands where something has to
/// stand. Files that no other record has are gone at once.
pub fn hanging(tx: &mut Tx, host: Host, word: &str) -> Result<()> {
    for id in on::<Note>(tx, host)? {
        audit::erase_along::<Note>(tx, id, |note| note.body = Text::new(word))?;
        tx.set_archived(Note::NAME, id.raw(), None, true)?;
    }
    for id in on::<Activity>(tx, host)? {
        audit::erase_along::<Activity>(tx, id, |activity| {
            (activity.title, activity.description) = (word.to_owned(), None);
        })?;
    }
    for id in on::<Event>(tx, host)? {
        audit::erase_along::<Event>(tx, id, |event| {
            (event.title, event.description, event.result, event.place) = (word.to_owned(), None, None, None);
            for attendee in event.attendees.iter_mut().filter(|a| a.person.is_none()) {
                (attendee.name, attendee.email) = (Some(word.to_owned()), None);
            }
        })?;
    }
    for id in on::<Attachment>(tx, host)? {
        let mut content = String::new();
        audit::erase_along::<Attachment>(tx, id, |file| {
            content = std::mem::take(&mut file.content);
            (file.name, file.size) = (word.to_owned(), 0);
        })?;
        tx.set_archived(Attachment::NAME, id.raw(), None, true)?;
        attachment::drop_unnamed(tx, &content)?;
    }
    for id in on::<crate::Mail>(tx, host)? {
        audit::erase_along::<crate::Mail>(tx, id, |mail| {
            (mail.subject, mail.body) = (word.to_owned(), Text::new(word));
            (mail.recipient, mail.recipient_name, mail.answer) = (entity::Email::new("-"), None, None);
            if mail.state == crate::mail::State::Waiting {
                mail.state = crate::mail::State::Cancelled;
            }
        })?;
    }
    let sql = store::sql!(
        "platform.erase_rings",
        "UPDATE platform_notification SET text = $1 WHERE host_kind = $2 AND host = $3"
    );
    tx.execute(sql, &[word.into(), host.kind.into(), host.record.into()])?;
    Ok(())
}

/// Records of one kind that hang on a record, archived ones too, in the order in which they are locked.
fn on<E: Business>(tx: &Tx, host: Host) -> Result<Vec<base::Id<E>>> {
    let sql = format!("SELECT id FROM \"{}\" WHERE host_kind = $1 AND host = $2 ORDER BY id", E::DEF.table());
    let rows = tx.query(&sql, &[host.kind.into(), host.record.into()])?;
    Ok(rows.iter().filter_map(|row| row.first()?.int()).map(base::Id::from_raw).collect())
}
