//! The built page in real browsers, against the reference and the lab.
//!
//! One program, so that it is linked once. Its tests take turns: browsers that
//! compete for the processor would fail by their clocks alone.

mod access;
mod app;
mod compare;
mod fallback;
mod fixes;
mod guide;
mod host_file;
mod hostile;
mod input;
mod invite;
mod links;
mod network;
mod options;
mod paste;
mod phone;
mod preset;
mod reading;
mod reports;
mod requests;
mod servers;
mod sharing;
mod smoke;
mod snippet;
mod stop;
mod support;
mod terminal;
