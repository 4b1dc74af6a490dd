//! What one run of Why1006 saw, as plain versioned data.
//!
//! This crate knows no browser and does no I/O. The page fills [`Evidence`],
//! everything else only reads it: the diagnosis, the shared link, the tests.
//!
//! - [`ask`]: what people paste into the first box, and the address in it
//! - [`mod@code`]: a run's short code, to be read out
//! - [`csp`]: what the policy of the app's page means for it
//! - [`lint`]: what can be known from the address alone
//! - [`host`], [`port`], [`path`]: tables of the standards and the engines
//! - [`target`], [`circumstances`], [`observation`]: the data
//! - [`network`]: what the way to the reference carries
//! - [`packed`]: bytes as the text of a link
//! - [`plain`]: words that somebody else wrote
//! - [`mod@record`]: the data as JSON
//! - [`says`]: the first words of known servers
//! - `schema`: the JSON Schema of the data, with the feature `json` only
//! - [`redact`]: what is taken out before anything leaves the page
//! - [`result`]: a result in pasted text
//! - [`said`]: what the page said when a link was made
//! - [`scan`]: searching and cutting text
//! - [`snippet`]: what the snippet saw on the app's own page, and the line that runs it
//! - [`software`]: the software that the user chose
//! - [`told`]: what the user told

mod caps;
mod tag;

pub mod ask;

pub mod circumstances;
pub mod code;
pub mod csp;
pub mod host;
pub mod lint;
pub mod network;
pub mod observation;
pub mod packed;
pub mod path;
pub mod plain;
pub mod port;
pub mod record;
pub mod redact;
pub mod result;
pub mod said;
pub mod says;
pub mod scan;
#[cfg(feature = "json")]
pub mod schema;
pub mod snippet;
pub mod software;
pub mod target;
pub mod told;

pub use crate::{
    caps::Fault,
    circumstances::{Circumstances, Engine, EngineFamily, PageContext, PageScheme},
    observation::{End, Event, EventKind, Observation, Place, Probe},
    said::Said,
    says::Says,
    software::Software,
    target::{App, PolicySays, Problem, ProblemKind, Scheme, Target},
    told::{Asker, Clue, Told, Vantage, Way},
};

/// The evidence version this build writes. A reader refuses a newer one.
pub const VERSION: u32 = 1;

/// Milliseconds since the run began, from `performance.now()`, to one decimal.
pub type Ms = f64;

record! {
    /// All that one run saw, plus its circumstances. The only thing that is shared
    /// or stored; every verdict is computed from it anew.
    pub struct Evidence {
        /// The layout of this data, [`VERSION`].
        pub version: u32,
        /// The build of the page that ran, for example `0.1.0`.
        pub build: String,
        /// The endpoint under test and its options.
        pub target: Target,
        /// Browser, page and clock of the run.
        pub circumstances: Circumstances,
        /// What each probe saw, in the order in which the probes began.
        pub observations: Vec<Observation>,
        /// What happened to the page itself during the run: hidden, shown, policy.
        pub page_events: Vec<Event>,
        /// What the user told after the run, in no order; another answer to the
        /// same question takes the place of the first.
        pub told: Vec<Told>,
        /// What the way to the reference carries, in the order in which the
        /// cells began; empty where nothing asked for it.
        pub network: Vec<network::Cell>,
        /// The software that the user chose, for the order of what remains alone:
        /// it rules nothing out.
        pub software: Option<Software>,
        /// Milliseconds from the click to the report.
        pub elapsed: Ms,
        /// The user stopped the run before its end.
        pub stopped: bool,
        /// What the page said when this was passed on; not verified.
        pub said: Option<Said>,
    }
}

impl Evidence {
    /// The observation of `probe` at `place`; if there are several the one that
    /// began first, wherever in the list it stands.
    pub fn first(&self, probe: Probe, place: Place) -> Option<&Observation> {
        let found = self.observations.iter().filter(|o| o.probe == probe && o.place == place);
        found.min_by(|a, b| a.begun.total_cmp(&b.begun))
    }
}
