//! What stock is worth: the cost of every receipt and issue by moving average, FIFO, standard cost or single lot.
//!
//! Pure functions over one *valuation key* (an item of a company in a valuation area, with its lot where lots are
//! valued one by one): state and movement in, value, new state and links out. Values are whole minor units of the
//! company's currency; a unit cost is never rounded on the way, because every share is taken from value and quantity
//! together. Each function keeps these laws, and the tests hold them:
//!
//! * what came in equals what went out plus what is left, to the minor unit;
//! * no quantity means no value: the last piece takes the rest;
//! * an issue does not change a moving average; an average is never negative;
//! * open FIFO layers sum to quantity and value of their key.

mod backdate;
mod difference;
mod landed;
mod movement;
mod standard;
mod state;
mod timeline;

pub use backdate::{Act, Correction, Delta, Entry, History};
pub use difference::{Difference, Rest, Spread, charge_consumers, exchange_part, spread};
pub use landed::{Basis, Goods, allocate};
pub use movement::{
    Cost, Issue, Receipt, Return, Settled, Shortage, current_cost, issue, receive, receive_layers, return_to_supplier,
    returned_cost,
};
pub use standard::{Revaluation, StandardCost, revalue, revalued_since, standard_on};
pub use state::{Layer, Method, Problem, Result, Row, State, Worth};
pub use timeline::{Short, available, check_out};

#[cfg(test)]
mod backdate_tests;
#[cfg(test)]
mod difference_tests;
#[cfg(test)]
mod movement_tests;
#[cfg(test)]
mod textbook_tests;
