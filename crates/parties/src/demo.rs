//! The people and firms of the demonstration company. All invented.
