//! The commands, held to the shells that take them.

mod posix;
mod power_shell;
mod shown;
mod subjects;
