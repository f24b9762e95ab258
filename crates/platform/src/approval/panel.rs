//! What waits for somebody's answer, on the page of his day.

use super::request::Request;
use super::standing;
use crate::page::{Ask, Panel, PanelView};
use base::{Id, Result};
use entity::Named as _;
use store::Read;
use ui::html;

/// Requests shown; the list holds the rest.
const SHOWN: i64 = 6;

/// The panels of approvals.
pub static PANELS: [Panel; 1] =
    [Panel { name: "platform.approvals", icon: "stamp", of: "platform.user", reads: Request::NAME, draw }];

fn draw(read: &Read, ask: &Ask, user: i64) -> Result<PanelView> {
    let waiting = standing::waiting(read, Id::from_raw(user))?;
    let list = ask.list(read, Request::NAME)?;
    let condition = "id IN (SELECT document FROM platform_approval_asked WHERE open_for = $1) ORDER BY id LIMIT $2";
    let oldest: Vec<Request> = read.select(condition, &[user.into(), SHOWN.into()])?;
    let content = html! {
        ul.mini {
            @for request in &oldest {
                li {
                    a href={ (list) "/" (request.head.id) } { (request.subject) }
                    @if let Some(at) = request.head.created_at { span.mute.small.end { (ask.format.relative(at, read.now())) } }
                }
            }
        }
    };
    Ok(PanelView {
        count: Some(waiting),
        href: Some(format!("{list}?filter=asked.open_for%20%3D%20me&sort=id")),
        content,
        pressing: waiting > 0,
        ..PanelView::default()
    })
}
