//! Approvals: which verbs of which documents wait for whose yes, who is asked in which order, and what the answers lead to.
//!
//! A [`Definition`] says what waits. Asking makes a [`Request`], which asks people step by step and keeps each answer as a
//! [`Decision`]. The store asks [`may_transition`] before it runs a verb, so that no way in gets round it.

mod content;
pub mod control;
pub mod course;
mod decision;
mod definition;
mod delegation;
mod gate;
mod late;
mod panel;
pub mod reports;
mod request;
mod resolve;
mod running;
pub mod standing;

pub use decision::{Decision, What};
pub use definition::{Approver, Definition, How, Late, State as DefinitionState, Step};
pub use delegation::Delegation;
pub use gate::{Wish, ask, hold, may_transition, saved};
pub use late::JOB as LATE;
pub use panel::PANELS;
pub use request::{Asked, Came, Comment, Instead, Other, Rejection, Request, RequestStep, State, StepState, Vote, Why};
pub use running::CARRY_OUT;
