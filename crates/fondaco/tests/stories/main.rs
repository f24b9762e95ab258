//! One story a process, told through the program's own modules and reactions, each ending in a ledger as text.

mod books;
mod buying;
mod closing;
mod freight;
mod returning;
mod selling;
