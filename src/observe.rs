//! The probes. Each returns what it saw and judges nothing.

pub mod circumstances;
mod clock;
pub mod element;
pub mod events;
pub mod fetch;
pub mod frame;
pub mod ladder;
pub mod mirror;
pub(crate) mod notify;
pub mod page_events;
pub mod socket;
mod stop;
pub mod stream;

pub use clock::Clock;
pub use stop::Stop;

/// What every probe of a run has around it.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The run's clock.
    pub clock: Clock,
    /// The user's *Stop*.
    pub stop: &'a Stop,
    /// What happens to the page meanwhile.
    pub page_events: &'a page_events::PageEvents,
}
