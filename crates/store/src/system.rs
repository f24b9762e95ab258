//! The store's own tables: transactions, audit, search, keys, links and series. No page edits them.

use crate::schema::{Holds::*, Table};

/// The store's own tables.
pub fn tables() -> Vec<Table> {
    vec![
        // Facts about the set itself: schema number, revision of shapes and rights.
        Table::keyed("store_fact", &["name"]).column("name", Text).column("value", Text),
        // One row for each transaction that changed something; `xid` orders followers on PostgreSQL.
        Table::with_id("store_tx")
            .column("xid", Big)
            .column("at", Big)
            .maybe("by_user", Big)
            .column("cause", Text)
            .index(&["xid", "id"]),
        // What changed. `changes` holds old and new of changed fields; an insert holds its content hash.
        Table::with_id("audit")
            .column("tx", Big)
            .column("kind", Big)
            .column("record", Big)
            .column("version", Big)
            .column("action", Text)
            .column("changes", Text)
            .column("hash", Bytes)
            .index(&["kind", "record", "id"])
            .index(&["tx"]),
        // Values of personal fields lie apart under a salt, so that erasing them keeps the chain whole.
        Table::with_id("audit_value")
            .column("audit", Big)
            .column("field", Text)
            .column("salt", Bytes)
            .maybe("old", Text)
            .maybe("new", Text)
            .index(&["audit"]),
        // Each seal covers the transactions up to `through` and its forerunner.
        Table::with_id("audit_seal").column("through", Big).column("at", Big).column("hash", Bytes),
        Table::keyed("search", &["token", "kind", "record"])
            .column("token", Text)
            .column("kind", Big)
            .column("record", Big)
            .column("weight", Big),
        // The same tokens from the record's side, all in one text.
        Table::keyed("search_record", &["kind", "record"])
            .column("kind", Big)
            .column("record", Big)
            .column("tokens", Text),
        Table::keyed("match_key", &["key", "kind", "record"])
            .column("key", Text)
            .column("kind", Big)
            .column("record", Big)
            .column("weight", Big),
        // The same keys from the record's side.
        Table::keyed("match_record", &["kind", "record"])
            .column("kind", Big)
            .column("record", Big)
            .column("keys", Text),
        // Where records of other systems went: import twice is update once.
        Table::keyed("external_key", &["system", "kind", "key"])
            .column("system", Text)
            .column("kind", Big)
            .column("key", Text)
            .column("record", Big)
            .index(&["kind", "record"]),
        // A merged or deleted id answers with its survivor, or as gone while `survivor` is empty.
        Table::keyed("former_id", &["kind", "record"]).column("kind", Big).column("record", Big).maybe("survivor", Big),
        Table::keyed("translation", &["kind", "record", "field", "language"])
            .column("kind", Big)
            .column("record", Big)
            .column("field", Text)
            .column("language", Text)
            .column("text", Text),
        // Which line became which: document flow and progress read it in both directions.
        Table::with_id("link")
            .column("from_kind", Big)
            .column("from_record", Big)
            .maybe("from_line", Big)
            .column("to_kind", Big)
            .column("to_record", Big)
            .maybe("to_line", Big)
            .column("role", Text)
            .maybe("quantity", Big)
            .maybe("amount", Big)
            .index(&["from_kind", "from_record"])
            .index(&["to_kind", "to_record"]),
        Table::keyed("number_series", &["series"]).column("series", Text).column("next", Big).maybe("hash", Text),
        // Records shared with one person or team beyond their scope.
        Table::keyed("share", &["kind", "record", "party"])
            .column("kind", Big)
            .column("record", Big)
            .column("party", Text)
            .column("edit", Small)
            .index(&["party", "kind"]),
        // What files brought in, so that a run can be looked at and taken back.
        Table::with_id("import_run")
            .column("kind", Big)
            .column("file", Text)
            .column("state", Text)
            .column("mapping", Text)
            .column("columns", Text)
            .column("at", Big)
            .maybe("ended_at", Big)
            .maybe("by_user", Big)
            .column("created", Big)
            .column("updated", Big)
            .column("unchanged", Big)
            .column("refused", Big)
            // How many rows of the file are dealt with, written with what they did: the run goes on from there.
            .column("position", Big)
            .index(&["kind", "id"]),
        // A file on its way through the wizard; its bytes lie with those of attachments until nobody needs them.
        Table::keyed("import_ticket", &["name"])
            .column("name", Text)
            .maybe("by_user", Big)
            .column("kind", Big)
            .column("file", Text)
            .column("content", Text)
            .column("mapping", Text)
            .column("words", Text)
            .column("stage", Text)
            .column("told", Text)
            .maybe("run", Big)
            .column("at", Big)
            .column("seen_at", Big)
            .index(&["at"]),
        // The records a run touched; `before` holds what an update replaced until the run can no longer be taken back.
        Table::keyed("import_record", &["run", "kind", "record"])
            .column("run", Big)
            .column("kind", Big)
            .column("record", Big)
            .column("version_before", Big)
            .column("version_after", Big)
            .maybe("before", Text),
        Table::keyed("import_refusal", &["run", "line"])
            .column("run", Big)
            .column("line", Big)
            .column("cells", Text)
            .column("reasons", Text),
        // How far each case of a replayed business has come, written with what its steps did.
        Table::keyed("replay_case", &["system", "key"])
            .column("system", Text)
            .column("key", Text)
            .column("done", Big)
            .column("records", Text),
        // Answers already given under an idempotency key, in the same transaction as their effect.
        Table::keyed("request_key", &["key", "by_user"])
            .column("key", Text)
            .column("by_user", Big)
            .column("route", Text)
            .column("body", Bytes)
            .column("at", Big)
            .column("status", Big)
            .column("answer", Text)
            .index(&["at"]),
        Table::keyed("attachment_chunk", &["content", "position"])
            .column("content", Text)
            .column("position", Big)
            .column("bytes", Bytes),
    ]
}
