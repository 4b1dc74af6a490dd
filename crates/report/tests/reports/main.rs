//! Reports of recorded runs, and of hostile ones.

mod golden;
mod hostile;
mod secrets;
mod support;
