//! Drives the built page in real browsers, from outside.
//!
//! Start reading at [`Browser::start`], then [`Page`].
//!
//! | module | holds |
//! |---|---|
//! | `options` | which browser, whom it trusts, through which proxy |
//! | `browser` | one file per browser: its driver, arguments, capabilities |
//! | `leash` | what a browser leaves running or lying about is ended with it |
//! | `trust` | authorities made for a test, told to a browser |
//! | `console` | the lines a browser printed in its console |
//! | `tab` | what a new tab shows of an address |
//! | `requests` | every address that Chromium asked for |
//! | `look` | sizes, dark mode, pictures |
//! | `host` | the built page and its reference on loopback, in this process |
//! | `network` | runs a program again inside a network namespace |
//! | `lanes` | the same in several at once, which share the work |
//! | `normal` | takes out of a run what differs from the next and says nothing |
//! | `page` | the page's parts as the tests know them |
//! | `bare` | the probes of a run once more, in bare JavaScript |
//!
//! Invariants: no session accepts a certificate that its browser does not
//! trust; every browser has a home and a profile of its own; nothing a browser
//! started outlives its [`Browser`], also after a panic or Ctrl-C.

mod bare;
mod browser;
mod console;
mod error;
mod host;
pub mod lanes;
mod leash;
mod look;
pub mod network;
pub mod normal;
mod options;
mod page;
mod programs;
mod requests;
mod sight;
mod tab;
mod trust;

pub use bare::{Bare, Reference, Step, replay, steps};
pub use browser::{Browser, Undriven};
pub use error::{Error, Result};
pub use host::{Host, HostOptions};
pub use look::Look;
pub use options::{Blocks, BrowserKind, BrowserOptions, Proxy};
pub use page::{Page, Report};
pub use programs::{axe, dist};
pub use sight::{RUN_PATIENCE, SOON, Sight};
pub use tab::{Opened, TAB_PATIENCE};
