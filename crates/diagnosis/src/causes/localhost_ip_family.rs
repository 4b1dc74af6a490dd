//! The server listens on the other address family of this machine: `localhost` may
//! lead to `::1` where the server has 127.0.0.1 alone, or the reverse.
//!
//! Supports: another spelling of this machine opens. Rules out: any other host, an
//! answer to a web request. Settles: the other spelling, tried between two failures.

use crate::cause::prelude::*;
use crate::facts::{Difference, Explained};
use crate::plan;
use why1006_evidence::Place;

pub(super) const CAUSE: Cause = Cause {
    id: CauseId::LocalhostIpFamily,
    stage: Stage::Transport,
    owner: Owner::AppDeveloper,
    tier: Tier::B,
    rank: 21,
    shows: CLOSED.or(REFUSING).or(NOT_TLS).spares(OTHERS_AND_APP),
    judge,
    lean,
};

fn judge(f: &Facts) -> Judged {
    if !f.evidence.target.host_class.is_this_machine() {
        return ruled_out(Reason::HostIsNotLocal);
    }
    if plan::other_spelling(&f.evidence.target.host).is_none() {
        return ruled_out(Reason::OtherKindOfAddress);
    }
    if f.explained == Some(Explained::Spelling) {
        return certain(&[Reason::OtherSpellingOpened, Reason::ConfirmedByThird]);
    }
    let opened = f.difference(Place::OtherSpelling, true);
    let or_name = f.explained == Some(Explained::SpellingOrName) && !f.tls_reported();
    if or_name || opened == Difference::Repeated && f.before_open().is_none() {
        return indicated(&[Reason::OtherSpellingOpened, Reason::ConfirmedByThird]);
    }
    if let Some(known) = f.on_the_way() {
        // A spelling that opened is not forgotten in silence.
        let is_against = known.standing == Standing::RuledOut && opened != Difference::None;
        return if is_against { contradicted(known.because[0]) } else { known };
    }
    if f.tls_reported() {
        return ruled_out(Reason::TlsReported);
    }
    if opened != Difference::None {
        return possible(&[Reason::OtherSpellingOpened]);
    }
    if f.is_silent() {
        return ruled_out(Reason::NothingCame);
    }
    if f.went_alike(Place::OtherSpelling) {
        return not_tested(Reason::OtherSpellingFailed);
    }
    possible(&[Reason::HostIsLocal])
}

/// `localhost` leads to either family; an address is one, and was chosen.
fn lean(f: &Facts) -> i32 {
    if f.evidence.target.literal { -40 } else { 0 }
}
