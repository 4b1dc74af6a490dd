//! The probes. Each returns what it saw and judges nothing.

pub mod circumstances;
mod clock;
pub mod fetch;
mod notify;
pub mod page_events;
pub mod socket;
mod stop;

pub use clock::Clock;
pub use stop::Stop;
