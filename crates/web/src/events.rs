//! One event stream per browser: which records changed, as far as this person may see them.

use crate::app::App;
use crate::door;
use crate::http::{Request, Response};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use base::Result;
use futures_util::stream;
use platform::installation::{Installation, Standing};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::follow::{self, Change, Cursor};
use store::{Read, Set, Who, action};
use tokio::sync::broadcast;

/// How often a set that somebody listens to is asked for changes.
const BEAT: Duration = Duration::from_millis(700);
/// Most streams of the whole program.
const MOST: usize = 2_000;
/// A stream says something this often, so that a dead connection is noticed.
const ALIVE: Duration = Duration::from_secs(25);

/// Who listens to which set.
#[derive(Default)]
pub struct Streams(Mutex<HashMap<String, broadcast::Sender<Arc<Vec<Change>>>>>);

impl Streams {
    /// Joins the listeners of a set; the first one starts its follower, which ends with the last.
    fn join(
        &self,
        house: &Arc<Installation>,
        slug: &str,
        set: &Arc<Set>,
    ) -> Option<broadcast::Receiver<Arc<Vec<Change>>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, sender| sender.receiver_count() > 0);
        if all.values().map(broadcast::Sender::receiver_count).sum::<usize>() >= MOST {
            return None;
        }
        if let Some(sender) = all.get(slug) {
            return Some(sender.subscribe());
        }
        let (sender, receiver) = broadcast::channel(64);
        all.insert(slug.to_owned(), sender.clone());
        let followed = set.clone();
        tokio::spawn(run(house.clone(), slug.to_owned(), followed, sender));
        Some(receiver)
    }
}

/// Follows one set while anybody listens.
async fn run(house: Arc<Installation>, slug: String, set: Arc<Set>, sender: broadcast::Sender<Arc<Vec<Change>>>) {
    let mut cursor: Option<Cursor> = None;
    while sender.receiver_count() > 0 {
        let (asked, from) = (set.clone(), cursor.clone());
        let (house, slug) = (house.clone(), slug.clone());
        let step = tokio::task::spawn_blocking(move || {
            // A set that is to be removed is let go of: the streams end, and the pages hear why when they ask.
            if house.standing(&slug)? != Some(Standing::Ready) {
                return Ok(None);
            }
            asked.read(&Who::program("events"), |read| look(read, from)).map(Some)
        })
        .await;
        match step {
            Ok(Ok(None)) => return,
            Ok(Ok(Some((changes, next)))) => {
                cursor = Some(next);
                if !changes.is_empty() {
                    let _ = sender.send(Arc::new(changes));
                }
            }
            Ok(Err(error)) => tracing::warn!("following changes: {error}"),
            Err(_) => return,
        }
        tokio::time::sleep(BEAT).await;
    }
}

fn look(read: &Read, from: Option<Cursor>) -> Result<(Vec<Change>, Cursor)> {
    match from {
        None => Ok((Vec::new(), follow::end(read)?)),
        Some(cursor) => {
            let batch = follow::follow(read, &cursor, 500)?;
            Ok((batch.changes, batch.cursor))
        }
    }
}

/// GET `/{set}/events`.
pub async fn stream(app: Arc<App>, req: Request) -> axum::response::Response {
    let slug = req.parts().first().map(|s| (*s).to_owned()).unwrap_or_default();
    let (asked, named) = (app.clone(), slug.clone());
    let found =
        tokio::task::spawn_blocking(move || door::visitor(&asked, &req, &named).map(|v| v.map(|v| (v.set, v.who))))
            .await;
    let Ok(Ok(Some((set, who)))) = found else {
        return axum::http::StatusCode::UNAUTHORIZED.into_response();
    };
    let Some(receiver) = app.streams.join(&app.house, &slug, &set) else {
        return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let listener = Listener { receiver, set, who };
    let body = Body::from_stream(stream::unfold(listener, |mut listener| async move {
        let text = listener.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), listener))
    }));
    let response: Response = crate::app::streamed(body);
    response
        .header(header::CONTENT_TYPE, "text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::HeaderName::from_static("x-accel-buffering"), "no")
        .into_axum()
}

struct Listener {
    receiver: broadcast::Receiver<Arc<Vec<Change>>>,
    set: Arc<Set>,
    who: Who,
}

impl Listener {
    /// The next piece of the stream; nothing when it is over.
    async fn next(&mut self) -> Option<String> {
        loop {
            match tokio::time::timeout(ALIVE, self.receiver.recv()).await {
                Err(_) => return Some(": still here\n\n".to_owned()),
                Ok(Err(broadcast::error::RecvError::Closed)) => return None,
                // Whoever is too slow misses some news; pages still check versions when they save.
                Ok(Err(broadcast::error::RecvError::Lagged(_))) => {}
                Ok(Ok(changes)) => {
                    let (set, who) = (self.set.clone(), self.who.clone());
                    let told = tokio::task::spawn_blocking(move || set.read(&who, |read| tell(read, &changes))).await;
                    match told {
                        Ok(Ok(text)) if text.is_empty() => {}
                        Ok(Ok(text)) => return Some(text),
                        // A right was taken away, or the set is gone: the stream ends, and the page learns why when it asks.
                        _ => return None,
                    }
                }
            }
        }
    }
}

/// Entity, id and version of what this person may read; nothing else leaves.
fn tell(read: &Read, changes: &[Change]) -> Result<String> {
    let access = read.access()?;
    let mut out = String::new();
    let mut rang = false;
    for change in changes.iter().rev().take(200) {
        let Some(shape) = read.model().shapes.of_kind(change.kind) else { continue };
        if shape.name() == "platform.notification" && !rang {
            let one = read.find_many(shape.name(), &[change.record], false)?.pop();
            rang = one.is_some_and(|n| shape.value(&n, "owner").int() == read.who().user);
        }
        if !shape.enabled || shape.def.line_of.is_some() || !access.may(shape, action::READ) {
            continue;
        }
        let visible = match read.find_many(shape.name(), &[change.record], false)?.pop() {
            Some(record) => read.may(shape, &record, action::READ)?,
            None => false,
        };
        if visible {
            let data = serde_json::json!({ "entity": shape.name(), "id": change.record, "version": change.version });
            out.push_str(&format!("event: changed\ndata: {data}\n\n"));
        }
    }
    if rang {
        let data = serde_json::json!({ "unread": crate::places::unread(read)? });
        out.push_str(&format!("event: bell\ndata: {data}\n\n"));
    }
    Ok(out)
}
