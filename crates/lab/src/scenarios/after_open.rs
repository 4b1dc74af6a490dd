//! Servers whose 101 is correct, and that go silent or cut the line after it.

use std::time::Duration;

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web},
};

/// Long enough for the browser to report `open` as an event of its own.
pub(super) const MOMENT: Act = Act::Wait(Duration::from_millis(300));

/// A close frame with 1000, for servers that send theirs by hand.
pub(super) const CLOSE_1000: &[u8] = &[0x88, 0x02, 0x03, 0xE8];

/// A text frame of 100 bytes that ends after ten.
const CUT_SHORT: &[u8] = b"\x81\x64ten bytes.";

/// More than any delay on the way, and less than a page waits.
const SECOND: Act = Act::Wait(Duration::from_secs(1));

pub(super) fn rows() -> Vec<Scenario> {
    let works = |id, does, then| Scenario::works(id, does, opens(then));
    let cut = |id, does, then| {
        let fault = (CauseId::CutAfterOpen, Stage::Close, Owner::SiteOperator);
        Scenario::fails(id, fault, does, opens(then))
    };
    [
        works(
            "opens-silent",
            "Opens, never sends a message, and answers the close frame.",
            &[Act::AwaitClose, Act::Send(CLOSE_1000), Act::Fin],
        )
        .like("open_silent")
        .and_tls(),
        works(
            "close-unanswered",
            "Opens, and answers neither messages nor the close frame.",
            &[Act::Silence],
        )
        .like("open_close_unanswered")
        .and_tls(),
        works(
            "close-answered-late",
            "Opens, and answers the close frame after a second.",
            &[Act::AwaitClose, SECOND, Act::Send(CLOSE_1000), Act::Fin],
        )
        .and_tls(),
        works(
            "close-cut",
            "Opens, and answers the close frame with a FIN in place of its own.",
            &[Act::AwaitClose, Act::Fin],
        )
        .alone(),
        cut(
            "cut-after-open",
            "Opens, then ends the connection with a FIN and no close frame.",
            &[MOMENT, Act::Fin],
        )
        .like("open_fin")
        .and_tls(),
        cut(
            "reset-after-open",
            "Opens, then ends the connection with an RST.",
            &[MOMENT, Act::Rst],
        )
        .like("open_rst")
        .and_tls(),
        cut("cut-at-101", "Ends the connection with a FIN right after the 101.", &[Act::Fin])
            .like("fin_at_101")
            .and_tls(),
        cut(
            "cut-after-idle",
            "Opens, and ends the connection with a FIN after a second of quiet.",
            &[SECOND, Act::Fin],
        )
        .like("open_idle_fin")
        .and_tls(),
        cut(
            "cut-in-a-frame",
            "Opens, then ends the connection with a FIN in the middle of a frame.",
            &[MOMENT, Act::Send(CUT_SHORT), Act::Fin],
        )
        .like("frame_trunc_fin")
        .and_tls(),
    ]
    .concat()
}

/// A healthy server that does this after its 101.
pub(super) const fn opens(then: &'static [Act]) -> Serve {
    Serve::Web(Web { upgrade: Answer::open(then), ..HEALTHY })
}
