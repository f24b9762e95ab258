//! One event stream per browser: which records changed, as far as this person may see them.

use crate::app::App;
use crate::door;
use crate::http::{Request, Response};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use base::Result;
use entity::Shape;
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

/// What listeners hear of: changed records, and jobs that came further.
#[derive(Clone, Debug, Default)]
pub struct News {
    changes: Vec<Change>,
    jobs: Vec<Job>,
}

/// How far a job is. Steps are no changes of its record, so that followers hear nothing of them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Job {
    id: i64,
    state: String,
    progress: i64,
    total: Option<i64>,
}

/// Who listens to which set.
#[derive(Default)]
pub struct Streams(Mutex<HashMap<String, broadcast::WeakSender<Arc<News>>>>);

impl Streams {
    /// Joins the listeners of a set; the first one starts its follower, which ends with the last.
    fn join(&self, house: &Arc<Installation>, slug: &str, set: &Arc<Set>) -> Option<broadcast::Receiver<Arc<News>>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The follower alone keeps its sender: when it ends, its listeners hear the end.
        all.retain(|_, sender| sender.upgrade().is_some_and(|s| s.receiver_count() > 0));
        let listening = |sender: &broadcast::WeakSender<_>| sender.upgrade().map_or(0, |s| s.receiver_count());
        if all.values().map(listening).sum::<usize>() >= MOST {
            return None;
        }
        if let Some(sender) = all.get(slug).and_then(broadcast::WeakSender::upgrade) {
            return Some(sender.subscribe());
        }
        let (sender, receiver) = broadcast::channel(64);
        all.insert(slug.to_owned(), sender.downgrade());
        let followed = set.clone();
        tokio::spawn(run(house.clone(), slug.to_owned(), followed, sender));
        Some(receiver)
    }
}

/// Follows one set while anybody listens.
async fn run(house: Arc<Installation>, slug: String, set: Arc<Set>, sender: broadcast::Sender<Arc<News>>) {
    let mut cursor: Option<Cursor> = None;
    let mut known: Vec<Job> = Vec::new();
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
            Ok(Ok(Some((changes, next, alive)))) => {
                let jobs = if cursor.is_none() { Vec::new() } else { moved(&known, &alive) };
                (cursor, known) = (Some(next), alive);
                if !changes.is_empty() || !jobs.is_empty() {
                    let _ = sender.send(Arc::new(News { changes, jobs }));
                }
            }
            Ok(Err(error)) => tracing::warn!("following changes: {error}"),
            Err(_) => return,
        }
        tokio::time::sleep(BEAT).await;
    }
}

fn look(read: &Read, from: Option<Cursor>) -> Result<(Vec<Change>, Cursor, Vec<Job>)> {
    let alive = alive(read)?;
    match from {
        None => Ok((Vec::new(), follow::end(read)?, alive)),
        Some(cursor) => {
            let batch = follow::follow(read, &cursor, 500)?;
            Ok((batch.changes, batch.cursor, alive))
        }
    }
}

/// The jobs that run or wait now.
fn alive(read: &Read) -> Result<Vec<Job>> {
    let sql = store::sql!(
        "web.jobs_alive",
        "SELECT id, state, progress, total FROM platform_job WHERE state IN ('running', 'waiting') ORDER BY id LIMIT 200"
    );
    let job = |row: &store::Row| {
        let int = |i: usize| row.get(i).and_then(entity::Value::int);
        let state = row.get(1).and_then(entity::Value::text).unwrap_or_default().to_owned();
        Job { id: int(0).unwrap_or(0), state, progress: int(2).unwrap_or(0), total: int(3) }
    };
    Ok(read.query(sql, &[])?.iter().map(job).collect())
}

/// Jobs that are not where they were; one that is not alive any more has ended, however.
fn moved(before: &[Job], now: &[Job]) -> Vec<Job> {
    let fresh = now.iter().filter(|job| !before.contains(job)).cloned();
    let ended = before.iter().filter(|job| !now.iter().any(|n| n.id == job.id));
    fresh.chain(ended.map(|job| Job { state: "ended".to_owned(), ..job.clone() })).collect()
}

/// GET `/{set}/events`.
pub async fn stream(app: Arc<App>, req: Request) -> axum::response::Response {
    let slug = req.parts().first().map(|s| (*s).to_owned()).unwrap_or_default();
    let (asked, named) = (app.clone(), slug.clone());
    let base = format!("/{slug}");
    let found =
        tokio::task::spawn_blocking(move || door::visitor(&asked, &req, &named).map(|v| v.map(|v| (v.set, v.who))))
            .await;
    let Ok(Ok(Some((set, who)))) = found else {
        return axum::http::StatusCode::UNAUTHORIZED.into_response();
    };
    let Some(receiver) = app.streams.join(&app.house, &slug, &set) else {
        return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let listener = Listener { receiver, set, who, base };
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
    receiver: broadcast::Receiver<Arc<News>>,
    set: Arc<Set>,
    who: Who,
    /// `/demo`: the beginning of every address of this set.
    base: String,
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
                Ok(Ok(news)) => {
                    let (set, who, base) = (self.set.clone(), self.who.clone(), self.base.clone());
                    let told =
                        tokio::task::spawn_blocking(move || set.read(&who, |read| tell(read, &news, &base))).await;
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
fn tell(read: &Read, news: &News, base: &str) -> Result<String> {
    let access = read.access()?;
    let mut out = tell_jobs(read, &news.jobs)?;
    let changes = &news.changes;
    let mut rang = false;
    for change in changes.iter().rev().take(200) {
        let Some(shape) = read.model().shapes.of_kind(change.kind) else { continue };
        if shape.name() == "platform.notification" && !rang {
            let one = read.find_many(shape.name(), &[change.record], false)?.pop();
            rang = one.is_some_and(|n| shape.value(&n, "owner").int() == read.who().user);
        }
        if shape.name() == ALARM
            && let Some(told) = alarm(read, shape, change.record, base)?
        {
            out.push_str(&told);
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

const ALARM: &str = "platform.alarm";

/// A reminder of this person's that rings, with the address at which it can be seen to; without one it rings no more.
fn alarm(read: &Read, shape: &Shape, id: i64, base: &str) -> Result<Option<String>> {
    let one = read.find_many(shape.name(), &[id], false)?.pop();
    let Some(one) = one.filter(|a| read.who().user.is_some() && shape.value(a, "owner").int() == read.who().user)
    else {
        return Ok(None);
    };
    let rings = shape.value(&one, "state").text() == Some("rung");
    let href = rings.then(|| format!("{base}/pages/platform/my-day/alarm/{id}"));
    let data = serde_json::json!({ "id": id, "href": href });
    Ok(Some(format!("event: alarm\ndata: {data}\n\n")))
}

/// How far jobs are that this person may see.
fn tell_jobs(read: &Read, jobs: &[Job]) -> Result<String> {
    let mut out = String::new();
    let shape = read.shape("platform.job")?;
    if jobs.is_empty() || !read.access()?.may(&shape, action::READ) {
        return Ok(out);
    }
    let ids: Vec<i64> = jobs.iter().map(|j| j.id).collect();
    for record in read.find_many(shape.name(), &ids, false)? {
        let Some(job) = jobs.iter().find(|j| j.id == record.head.id) else { continue };
        if read.may(&shape, &record, action::READ)? {
            let data =
                serde_json::json!({ "id": job.id, "state": job.state, "progress": job.progress, "total": job.total });
            out.push_str(&format!("event: job\ndata: {data}\n\n"));
        }
    }
    Ok(out)
}
