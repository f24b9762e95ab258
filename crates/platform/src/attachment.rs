//! An attachment is a file that belongs to a record; equal files are stored once, in the set's own database.

mod sniff;

use crate::{Host, User};
use base::{Context, Error, Id, Refusal, Result, ensure};
use entity::{Entity, Head, Value};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use store::{Business, Read, Row, Set, Tx, Who, action};

pub use sniff::sniff;

/// A file that belongs to a record.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "platform.attachment",
    kind = 16,
    icon = "paperclip",
    search(name),
    index(host_kind, host, id),
    index(content)
)]
pub struct Attachment {
    pub head: Head,
    /// The file name as it came, without folders.
    #[field(column, personal)]
    pub name: String,
    /// What it is, by its first bytes.
    #[field(read_only, column, max = 100)]
    pub media_type: String,
    /// Bytes.
    #[field(read_only, column)]
    pub size: i64,
    /// The SHA-256 of the bytes, under which they are stored.
    #[field(read_only, max = 64)]
    pub content: String,
    /// The entity number of the record it belongs to.
    #[field(read_only)]
    pub host_kind: i64,
    /// The record it belongs to.
    #[field(read_only)]
    pub host: i64,
    #[field(read_only, column)]
    pub owner: Option<Id<User>>,
}

impl Business for Attachment {}

/// Bytes of one stored piece: 1 MiB.
const CHUNK: usize = 1 << 20;
/// The most bytes of a file, unless the set decides otherwise: 25 MB.
pub const MOST: i64 = 25_000_000;
/// The setting that holds another limit, in bytes.
pub const LIMIT: &str = "platform.attachment_bytes";
/// What nobody named for a day, in microseconds, is swept.
const UNNAMED: i64 = 24 * 3_600 * 1_000_000;

/// Bytes that were stored and wait to be named by an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The SHA-256 of the bytes.
    pub sha256: String,
    /// How many.
    pub size: i64,
}

/// Stores bytes ahead of the operation that names them, a piece at a time, so that nobody waits long for the writer.
/// Bytes that are there already are not stored again.
pub fn store(set: &Set, who: &Who, bytes: &[u8]) -> Result<Content> {
    let most = set.read(who, |read| crate::setting::get_or(read, LIMIT, MOST))?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    ensure!(size <= most, Refusal::new("platform.file_too_large").arg("most", most / 1_000_000))?;
    ensure!(size > 0, "platform.file_empty")?;
    let sha256 = crate::installation::hex(&Sha256::digest(bytes));
    let content = sha256.clone();
    let there = set.write(who, move |tx| announce(tx, &content, size))?;
    if !there {
        for (position, piece) in bytes.chunks(CHUNK).enumerate() {
            let (content, piece) = (sha256.clone(), piece.to_vec());
            set.write_job(who, move |tx| write_piece(tx, &content, position, &piece))?;
        }
        let content = sha256.clone();
        set.write(who, move |tx| {
            tx.execute("UPDATE attachment_upload SET ready = 1 WHERE content = $1", &[content.as_str().into()])
        })?;
    }
    Ok(Content { sha256, size })
}

/// Stores bytes in this transaction: a picture or a signed paper that comes with a form. Larger files go ahead with [`store`].
pub fn put(tx: &mut Tx, bytes: &[u8]) -> Result<Content> {
    let most = crate::setting::get_or(tx, LIMIT, MOST)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    ensure!(size <= most, Refusal::new("platform.file_too_large").arg("most", most / 1_000_000))?;
    ensure!(size > 0, "platform.file_empty")?;
    let sha256 = crate::installation::hex(&Sha256::digest(bytes));
    if !announce(tx, &sha256, size)? {
        for (position, piece) in bytes.chunks(CHUNK).enumerate() {
            write_piece(tx, &sha256, position, piece)?;
        }
        tx.execute("UPDATE attachment_upload SET ready = 1 WHERE content = $1", &[sha256.as_str().into()])?;
    }
    Ok(Content { sha256, size })
}

/// Stores a file that is worked on and then forgotten, such as one to import: no record names it, and a day after it was last
/// wanted it is swept. It is read piece by piece, whatever its size.
pub fn store_file(set: &Set, who: &Who, path: &Path) -> Result<Content> {
    const DOING: &str = "reading an uploaded file";
    let mut file = File::open(path).context(DOING)?;
    let (mut sum, mut size) = (Sha256::new(), 0i64);
    let mut piece = vec![0; CHUNK];
    loop {
        let read = fill(&mut file, &mut piece).context(DOING)?;
        sum.update(&piece[..read]);
        size += read as i64;
        if read < CHUNK {
            break;
        }
    }
    ensure!(size > 0, "platform.file_empty")?;
    let sha256 = crate::installation::hex(&sum.finalize());
    let content = sha256.clone();
    if !set.write(who, move |tx| announce(tx, &content, size))? {
        file.seek(SeekFrom::Start(0)).context(DOING)?;
        for position in 0.. {
            let read = fill(&mut file, &mut piece).context(DOING)?;
            let (content, bytes) = (sha256.clone(), piece[..read].to_vec());
            if read > 0 {
                set.write_job(who, move |tx| write_piece(tx, &content, position, &bytes))?;
            }
            if read < CHUNK {
                break;
            }
        }
        let content = sha256.clone();
        set.write(who, move |tx| {
            tx.execute("UPDATE attachment_upload SET ready = 1 WHERE content = $1", &[content.as_str().into()])
        })?;
    }
    Ok(Content { sha256, size })
}

/// Keeps a small file for the next step of whoever sent it: no record names it, and a day later it is swept.
pub fn hold(tx: &mut Tx, bytes: &[u8]) -> Result<String> {
    let content = crate::installation::hex(&Sha256::digest(bytes));
    ensure!(!bytes.is_empty(), "platform.file_empty")?;
    if !announce(tx, &content, bytes.len() as i64)? {
        for (position, bytes) in bytes.chunks(CHUNK).enumerate() {
            write_piece(tx, &content, position, bytes)?;
        }
        tx.execute("UPDATE attachment_upload SET ready = 1 WHERE content = $1", &[content.as_str().into()])?;
    }
    Ok(content)
}

/// A file that is held; nothing once it was swept.
pub fn held(read: &Read, content: &str) -> Result<Option<Vec<u8>>> {
    let mut all: Option<Vec<u8>> = None;
    for position in 0.. {
        let Some(bytes) = piece(read, content, position)? else { break };
        all.get_or_insert_default().extend(bytes);
    }
    Ok(all.filter(|bytes| crate::installation::hex(&Sha256::digest(bytes)) == content))
}

/// Reads until a piece is full or the file is over.
fn fill(file: &mut File, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < piece.len() {
        match file.read(&mut piece[read..])? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}

/// Wants stored bytes for another day; false when they were swept.
pub fn want(tx: &mut Tx, content: &str) -> Result<bool> {
    let sql = "UPDATE attachment_upload SET at = $1 WHERE content = $2 AND ready = 1";
    let now = tx.now();
    Ok(tx.execute(sql, &[now.into(), content.into()])? > 0)
}

/// Stored bytes as a stream, a piece in memory at a time.
pub struct Reader {
    set: Arc<Set>,
    content: String,
    next: i64,
    piece: std::io::Cursor<Vec<u8>>,
}

impl Reader {
    /// Reads from the first byte.
    pub fn new(set: Arc<Set>, content: &str) -> Reader {
        Reader { set, content: content.to_owned(), next: 0, piece: std::io::Cursor::default() }
    }
}

impl std::io::Read for Reader {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.piece.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            let (content, position) = (self.content.as_str(), self.next);
            let found = self.set.read(&Who::program("file"), |read| piece(read, content, position));
            match found.map_err(|error| std::io::Error::other(error.to_string()))? {
                Some(bytes) => self.piece = std::io::Cursor::new(bytes),
                None => return Ok(0),
            }
            self.next += 1;
        }
    }
}

/// Notes that these bytes are wanted now; true when they are all there.
fn announce(tx: &mut Tx, content: &str, size: i64) -> Result<bool> {
    let sql = store::sql!(
        "platform.announce",
        "INSERT INTO attachment_upload (content, size, at, ready) VALUES ($1, $2, $3, 0) \
         ON CONFLICT (content) DO UPDATE SET at = excluded.at RETURNING ready"
    );
    let rows = tx.returning(sql, &[content.into(), size.into(), tx.now().into()])?;
    Ok(rows.first().and_then(|r| r.first()).and_then(Value::int) == Some(1))
}

fn write_piece(tx: &mut Tx, content: &str, position: usize, piece: &[u8]) -> Result<()> {
    let sql = store::sql!(
        "platform.attachment_piece",
        "INSERT INTO attachment_chunk (content, position, bytes) VALUES ($1, $2, $3) \
         ON CONFLICT (content, position) DO NOTHING"
    );
    tx.execute(sql, &[content.into(), (position as i64).into(), Value::Bytes(piece.to_vec())])?;
    Ok(())
}

/// Names stored bytes as a file of a record that one may change. The type is what the bytes say; one that claims to be
/// something else is refused.
pub fn add(tx: &mut Tx, entity: &str, id: i64, content: &Content, name: &str, claimed: &str) -> Result<Id<Attachment>> {
    let host = Host::of(tx, entity, id)?;
    let shape = host.shape(tx)?;
    let record = tx.find(shape.name(), id)?.ok_or_else(|| Error::not_found(entity, id))?;
    tx.must(&shape, &record, action::EDIT)?;
    // Holding the row keeps the sweeper from taking the bytes away between here and the commit.
    let sql = "SELECT size FROM attachment_upload WHERE content = $1 AND ready = 1 FOR UPDATE";
    let stored = tx.row(sql, &[content.sha256.as_str().into()])?;
    let stored = stored.and_then(|r| r.first().and_then(Value::int));
    let size = stored.ok_or_else(|| Refusal::new("platform.file_gone"))?;
    let head = piece(tx, &content.sha256, 0)?.unwrap_or_default();
    let media_type = sniff(&head, claimed)
        .ok_or_else(|| Refusal::new("platform.file_type").arg("value", claimed.chars().take(80).collect::<String>()))?;
    tx.insert(&mut Attachment {
        head: Head::default(),
        name: plain_name(name),
        media_type: media_type.to_owned(),
        size,
        content: content.sha256.clone(),
        host_kind: host.kind,
        host: host.record,
        owner: tx.who().user.map(Id::from_raw),
    })
}

/// A file name without folders and without what would break a header or a disk.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: &char| !c.is_control() && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*' | '\u{202e}');
    let text: String = last.chars().filter(hidden).take(150).collect();
    let text = text.trim().trim_start_matches('.').trim();
    if text.is_empty() { "file".to_owned() } else { text.to_owned() }
}

/// The files of a record that one may see, newest first.
pub fn of(read: &Read, entity: &str, id: i64) -> Result<Vec<Attachment>> {
    let host = Host::of(read, entity, id)?;
    host.visible(read)?;
    let condition = "host_kind = $1 AND host = $2 AND archived_at IS NULL ORDER BY id DESC";
    read.select(condition, &[host.kind.into(), host.record.into()])
}

/// A file, if one may see the record that it belongs to.
pub fn visible(read: &Read, id: Id<Attachment>) -> Result<Attachment> {
    let file = read.get(id).map_err(|_| Error::not_found("platform.attachment", id))?;
    let host = Host { kind: file.host_kind, record: file.host };
    if host.shows(read)? { Ok(file) } else { Err(Error::not_found("platform.attachment", id)) }
}

/// One piece of stored bytes, from 0; nothing after the last.
pub fn piece(read: &Read, content: &str, position: i64) -> Result<Option<Vec<u8>>> {
    let sql = store::sql!(
        "platform.attachment_read",
        "SELECT bytes FROM attachment_chunk WHERE content = $1 AND position = $2"
    );
    let row = read.row(sql, &[content.into(), position.into()])?;
    Ok(row.and_then(|row: Row| match row.into_iter().next() {
        Some(Value::Bytes(bytes)) => Some(bytes),
        _ => None,
    }))
}

/// All bytes of a file, proven to be those that were stored.
pub fn bytes(read: &Read, file: &Attachment) -> Result<Vec<u8>> {
    let mut all = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    for position in 0.. {
        match piece(read, &file.content, position)? {
            Some(bytes) => all.extend(bytes),
            None => break,
        }
    }
    if crate::installation::hex(&Sha256::digest(&all)) != file.content {
        return Err(Error::broken(format!("the bytes of attachment {} are damaged", file.head.id)));
    }
    Ok(all)
}

/// Takes a file off its record; it stays in the archive.
pub fn remove(tx: &mut Tx, id: Id<Attachment>) -> Result<()> {
    let file = visible(tx, id)?;
    let host = Host { kind: file.host_kind, record: file.host };
    let shape = host.shape(tx)?;
    let record = host.visible(tx)?;
    tx.must(&shape, &record, action::EDIT)?;
    tx.set_archived("platform.attachment", id.raw(), None, true)
}

/// Sweeps bytes that no file named for a day, a few at a time. Returns how many were swept.
pub fn sweep(tx: &mut Tx) -> Result<usize> {
    let before = tx.now().micros() - UNNAMED;
    let rows = tx.query(
        "SELECT content FROM attachment_upload WHERE at < $1 AND NOT EXISTS \
         (SELECT 1 FROM platform_attachment a WHERE a.content = attachment_upload.content) LIMIT 20 FOR UPDATE",
        &[before.into()],
    )?;
    let mut swept = 0;
    for content in rows.iter().filter_map(|r| r.first().and_then(Value::text)) {
        // Asked again under the lock: an operation may have named it meanwhile.
        swept += usize::from(drop_unnamed(tx, content)?);
    }
    Ok(swept)
}

/// Deletes the bytes of a file that no record names; true when they went.
pub(crate) fn drop_unnamed(tx: &mut Tx, content: &str) -> Result<bool> {
    let named = "SELECT COUNT(*) FROM platform_attachment WHERE content = $1";
    if tx.number(named, &[content.into()])? > 0 {
        return Ok(false);
    }
    tx.execute("DELETE FROM attachment_chunk WHERE content = $1", &[content.into()])?;
    tx.execute("DELETE FROM attachment_upload WHERE content = $1", &[content.into()])?;
    Ok(true)
}
