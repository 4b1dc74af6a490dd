//! What the network panel of the developer tools gives: this browser saw it,
//! and unlike the console it shows the answer to the upgrade itself.
//!
//! - `har`: a HAR file, the whole log of the panel
//! - `block`: the headers of one request, as they are shown or copied
//! - `copy`: a request that was copied as a command; no answer is in it
//! - `exchange`: what a request and its answer say

mod accept;
mod block;
mod copy;
mod exchange;
mod har;
mod json;

pub(crate) use self::block::Blocks;
use self::exchange::Exchange;
use crate::{
    asker::Askers,
    attribution::{Mark, Place},
    gather::{Gather, Line},
    reading::{Source, Why},
};
use why1006_evidence::{Told, Way};

/// What an exchange is held against.
#[derive(Clone, Copy)]
pub(crate) struct Test<'t> {
    pub(crate) mark: &'t Mark<'t>,
    pub(crate) askers: &'t Askers<'t>,
    pub(crate) source: Source,
}

/// Reads a paste that is a HAR file or a copied request as a whole; false if it
/// is neither.
pub(crate) fn document<'t>(text: &'t str, test: Test, gather: &mut Gather<'t>) -> bool {
    har::read(text, test, gather) || copy::read(text, test, gather)
}

/// What one exchange about an address says.
fn take<'t>(
    exchange: &Exchange,
    (address, place): (&'t str, Place),
    line: Line<'t>,
    test: Test,
    gather: &mut Gather<'t>,
) {
    match (place, exchange.is_socket) {
        (Place::Not(why), true) => gather.leave_other(why, address, line),
        // The pages, scripts and pictures of an app are of no use, and many.
        (Place::Not(_), false) => gather.leave(Why::OtherRequest, "", line),
        (Place::Socket, _) | (Place::Request, true) => {
            match exchange.says(test.askers, test.mark.offers()) {
                Ok(told) => gather.hears(told, 1, line),
                Err(why) => gather.leave(why, "", line),
            }
        }
        (Place::Request, false) => match exchange.status {
            Some(status @ 102..600) if test.source == Source::ThisPage => {
                gather.hears(Told::status(Way::Request, status), 1, line);
            }
            _ => gather.leave(Why::OtherRequest, "", line),
        },
    }
}
