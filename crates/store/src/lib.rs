//! SQLite and PostgreSQL behind one transaction: saving, finding, auditing and searching every entity by its description.
//!
//! The only crate that knows SQL drivers. Start at [`Set`] (an open account set), [`Tx`] (what writes), [`Read`] (what reads).

mod access;
pub mod archive;
pub mod audit;
mod checkpoint;
mod conn;
mod custom;
mod destroy;
pub mod differ;
mod directive;
mod external;
pub mod filter;
mod flow;
pub mod follow;
mod insert;
mod later;
pub mod list;
pub mod migrate;
pub(crate) mod read;
mod registry;
mod repoint;
pub mod report;
mod save;
pub mod schema;
pub mod search;
mod series;
mod set;
mod sort;
mod sql;
mod submit;
mod system;
pub mod testing;
mod translate;
mod tx;
mod vault;
mod writer;

pub use access::{Access, Predicate, Scope, action, list as id_list};
pub use conn::{Conn, Engine, Row, rewrite};
pub use custom::{MOST as MOST_CUSTOM_FIELDS, plain_name as custom_field_name};
pub use destroy::Dependant;
pub use flow::Link;
pub use insert::marks;
#[doc(hidden)]
pub use inventory;
pub use later::Ask;
pub use read::{Read, Who, typed};
pub use registry::{
    Begins, Business, Candidate, Control, Finds, Guard, Hooks, Law, Made, MatchKey, Merging, Migration, Model, Module,
    OfLine, Operation, Reaction, Refusals, Registered, Registry, Seen, Wish, damaged, entity,
};
pub use repoint::Hanging;
pub use save::Saved;
pub use series::Drawn;
pub use set::{Clock, Location, Options, Set, connect, system_now};
pub use sql::{Sql, statements};
pub use submit::{LineChange, LinesChange, Submission};
pub use translate::NewText;
pub use tx::{AfterCommit, ROW_BUDGET, Rank, Tx};
pub use vault::{Vault, lies_open};
