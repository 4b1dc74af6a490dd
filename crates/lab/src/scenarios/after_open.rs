//! Servers whose 101 is correct, and that fail after it.

use std::time::Duration;

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{Act, Answer, HEALTHY, Serve, Web},
};

/// Long enough for the browser to report `open` as an event of its own.
const MOMENT: Act = Act::Wait(Duration::from_millis(300));

/// A text frame with the reserved bit RSV1 set, which no extension allowed.
const RESERVED_BIT: &[u8] = &[0xC1, 0x02, b'h', b'i'];

/// RFC 6455, section 5.7: "Hello", masked, as only a client may send it.
const MASKED: &[u8] = &[0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];

pub(super) fn rows() -> Vec<Scenario> {
    let closes = |id, cause, owner, does, then| {
        Scenario::fails(id, (cause, Stage::Close, owner), does, opens(then)).and_tls()
    };
    let breaks = |id, cause, does, then| {
        let fault = (cause, Stage::Close, Owner::SiteOperator);
        Scenario::fails(id, fault, does, opens(then)).and_tls()
    };
    [
        closes(
            "closes-1000",
            CauseId::NormalClose,
            Owner::AppDeveloper,
            "Opens, then closes with 1000 and the reason `done`.",
            &[MOMENT, Act::Close(1000, "done")],
        ),
        closes(
            "closes-1001",
            CauseId::DeployClose,
            Owner::SiteOperator,
            "Opens, then closes with 1001 and the reason `going away`.",
            &[MOMENT, Act::Close(1001, "going away")],
        ),
        closes(
            "closes-1008",
            CauseId::PolicyClose,
            Owner::AppDeveloper,
            "Opens, then closes with 1008 and the reason `policy`.",
            &[MOMENT, Act::Close(1008, "policy")],
        ),
        closes(
            "closes-1009",
            CauseId::MessageTooBig,
            Owner::SiteOperator,
            "Opens, then closes with 1009, as for a message that is too big.",
            &[MOMENT, Act::Close(1009, "")],
        ),
        closes(
            "closes-1011",
            CauseId::ServerError,
            Owner::SiteOperator,
            "Opens, then closes with 1011 and the reason `internal error`.",
            &[MOMENT, Act::Close(1011, "internal error")],
        ),
        closes(
            "closes-1012",
            CauseId::DeployClose,
            Owner::SiteOperator,
            "Opens, then closes with 1012 and the reason `service restart`.",
            &[MOMENT, Act::Close(1012, "service restart")],
        ),
        closes(
            "closes-4401",
            CauseId::PolicyClose,
            Owner::AppDeveloper,
            "Opens, then closes with 4401 and the reason `Unauthorized`.",
            &[MOMENT, Act::Close(4401, "Unauthorized")],
        ),
        breaks(
            "cut-after-open",
            CauseId::CutAfterOpen,
            "Opens, then ends the connection with a FIN and no close frame.",
            &[MOMENT, Act::Fin],
        ),
        breaks(
            "reset-after-open",
            CauseId::CutAfterOpen,
            "Opens, then ends the connection with an RST.",
            &[MOMENT, Act::Rst],
        ),
        breaks(
            "frame-reserved-bit",
            CauseId::BadUtf8OrFrame,
            "Opens, then sends a frame with the reserved bit RSV1 set.",
            &[MOMENT, Act::Send(RESERVED_BIT), Act::Echo],
        ),
        breaks(
            "frame-masked",
            CauseId::BadUtf8OrFrame,
            "Opens, then sends a masked frame, which only clients may.",
            &[MOMENT, Act::Send(MASKED), Act::Echo],
        ),
    ]
    .concat()
}

fn opens(then: &'static [Act]) -> Serve {
    Serve::Web(Web { upgrade: Answer::open(then), ..HEALTHY })
}
