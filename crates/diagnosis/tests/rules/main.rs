//! The rules: sound on what was measured, well-formed on everything.

mod after_open;
mod app;
mod arbitrary;
mod catalogue;
mod measured;
mod plan;
mod properties;
mod table;
mod verdicts;
