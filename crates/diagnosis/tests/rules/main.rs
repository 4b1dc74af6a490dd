//! The rules: sound on what was measured, well-formed on everything.

mod app;
mod arbitrary;
mod attempts;
mod catalogue;
mod further;
mod measured;
mod probes;
mod properties;
mod stories;
mod table;
mod way;
