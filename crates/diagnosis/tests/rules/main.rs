//! The rules: sound on what was measured, well-formed on everything.

mod app;
mod arbitrary;
mod attempts;
mod catalogue;
mod measured;
mod probes;
mod properties;
mod table;
mod way;
