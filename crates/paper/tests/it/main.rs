//! Tests of printed documents, one binary.

mod printing;
mod samples;
