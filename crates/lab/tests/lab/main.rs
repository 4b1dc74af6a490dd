//! Whether each scenario really does what its sentence says, seen by clients
//! that share no code with the lab.

mod client;
mod command;
mod conditions;
mod first_words;
mod headers;
mod heads;
mod http2;
mod interception;
mod lifetime;
mod localhost;
mod malformed;
mod middleboxes;
mod namespace;
mod paths;
mod redirects;
mod secure;
mod stateful;
mod table;
mod wire;
