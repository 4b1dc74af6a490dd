//! The rules: sound on what was measured, well-formed on everything.

mod after_open;
mod app;
mod arbitrary;
mod attempts;
mod boxes;
mod catalogue;
mod compare;
mod further;
mod measured;
mod narrow;
mod network;
mod plan;
mod probes;
mod properties;
mod receiver;
mod snippet;
mod software;
mod steps;
mod stories;
mod table;
mod terminal;
mod told;
mod verdicts;
mod way;
