//! A note on its own page as it is read, with the records it is about.

use super::Note;
use crate::page::{Ask, Panel, PanelView};
use base::{Error, Id, Result};
use entity::Entity;
use store::Read;
use ui::html;

/// The panels of a note's page.
pub static PANELS: [Panel; 2] = [
    Panel {
        name: "platform.note_text",
        icon: "message-square",
        of: Note::DEF.name,
        reads: Note::DEF.name,
        draw: |read, ask, id| {
            let note: Note = read.get(Id::from_raw(id))?;
            let author = note.owner.map(|owner| read.get(owner)).transpose()?.map(|user| user.name);
            let content = html! {
                (ui::part::rich(&note.body))
                p.mute.small {
                    @if let Some(author) = &author { (author) " · " }
                    @if let Some(at) = note.head.created_at { (ask.format.relative(at, read.now())) }
                }
            };
            Ok(PanelView { content, ..PanelView::default() })
        },
    },
    Panel { name: "platform.note_about", icon: "link", of: Note::DEF.name, reads: Note::DEF.name, draw: about },
];

/// Only what the reader may see; of the rest nothing is said.
fn about(read: &Read, ask: &Ask, id: i64) -> Result<PanelView> {
    let record = read.find(Note::DEF.name, id)?.ok_or_else(|| Error::not_found(Note::DEF.name, id))?;
    let note = <Note as entity::Described>::from_record(&record).map_err(store::damaged)?;
    let mut rows = Vec::new();
    for host in note.about() {
        match host.visible(read) {
            Ok(_) => {}
            Err(Error::NotFound { .. } | Error::Forbidden { .. }) => continue,
            Err(other) => return Err(other),
        }
        let shape = host.shape(read)?;
        let title = read.titles_in(shape.name(), &[host.record], ask.cx.lang.tag())?.remove(&host.record);
        let kind = ask.t(&shape.def.message());
        rows.push((ask.record(read, shape.name(), host.record)?, title.unwrap_or_default(), kind));
    }
    let content = html! {
        ul.mini {
            @for (href, title, kind) in &rows { li { a href=(href) { (title) } span.mute.small.end { (kind) } } }
        }
        @if rows.is_empty() { p.mute { (ask.t("platform-note-about-nothing-yet")) } }
    };
    Ok(PanelView { count: Some(rows.len() as i64), content, ..PanelView::default() })
}
