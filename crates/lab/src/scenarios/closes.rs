//! Servers that open and then send a close frame, legal or not.
//!
//! Half of the rows have a `wss://` twin, at least one for each way in which
//! engines report the end; the code at work is the same.

use why1006_diagnosis::{CauseId, Owner, Stage};

use super::after_open::{CLOSE_1000, MOMENT, opens};
use crate::{Scenario, behaviour::Act};

/// A close frame without a code.
const NO_CODE: &[u8] = &[0x88, 0x00];

/// A close frame with half a code.
const HALF_CODE: &[u8] = &[0x88, 0x01, 0x03];

/// A close frame with 1000 and the reason FF FE, which is no UTF-8.
const BAD_REASON: &[u8] = &[0x88, 0x04, 0x03, 0xE8, 0xFF, 0xFE];

/// A close frame with 1000 and the reason `bye`.
const BYE: &[u8] = b"\x88\x05\x03\xE8bye";

/// Why a server closes.
type Why = (CauseId, Stage, Owner);

const NORMAL: Why = (CauseId::NormalClose, Stage::Close, Owner::AppDeveloper);
const DEPLOY: Why = (CauseId::DeployClose, Stage::Close, Owner::SiteOperator);
const BREACH: Why = (CauseId::BadUtf8OrFrame, Stage::Close, Owner::SiteOperator);
const POLICY: Why = (CauseId::PolicyClose, Stage::Close, Owner::AppDeveloper);
const TOO_BIG: Why = (CauseId::MessageTooBig, Stage::Close, Owner::SiteOperator);
const ERROR: Why = (CauseId::ServerError, Stage::Close, Owner::SiteOperator);

pub(super) fn rows() -> Vec<Scenario> {
    [registered(), private(), illegal(), without_code(), ends()].concat()
}

/// Codes of RFC 6455, section 7.4.1, and of the IANA registry.
fn registered() -> Vec<Scenario> {
    let one = Scenario::fails;
    [
        one(
            "closes-1000",
            NORMAL,
            "Opens, then closes with 1000 and the reason `done`.",
            opens(&[MOMENT, Act::Close(1000, "done")]),
        )
        .like("close_1000")
        .and_tls(),
        one(
            "closes-1001",
            DEPLOY,
            "Opens, then closes with 1001 and the reason `going away`.",
            opens(&[MOMENT, Act::Close(1001, "going away")]),
        )
        .like("close_1001")
        .and_tls(),
        one(
            "closes-1002",
            BREACH,
            "Opens, then closes with 1002, as for a breach of the protocol.",
            opens(&[MOMENT, Act::Close(1002, "")]),
        )
        .like("close_1002")
        .and_tls(),
        one(
            "closes-1003",
            BREACH,
            "Opens, then closes with 1003, as for data of a kind it does not take.",
            opens(&[MOMENT, Act::Close(1003, "")]),
        )
        .like("close_1003")
        .alone(),
        one(
            "closes-1007",
            BREACH,
            "Opens, then closes with 1007, as for text that is no UTF-8.",
            opens(&[MOMENT, Act::Close(1007, "")]),
        )
        .like("close_1007")
        .alone(),
        one(
            "closes-1008",
            POLICY,
            "Opens, then closes with 1008 and the reason `policy`.",
            opens(&[MOMENT, Act::Close(1008, "policy")]),
        )
        .like("close_1008")
        .and_tls(),
        one(
            "closes-1009",
            TOO_BIG,
            "Opens, then closes with 1009, as for a message that is too big.",
            opens(&[MOMENT, Act::Close(1009, "")]),
        )
        .like("close_1009")
        .and_tls(),
        one(
            "closes-1010",
            BREACH,
            "Opens, then closes with 1010, as for an extension that it misses.",
            opens(&[MOMENT, Act::Close(1010, "")]),
        )
        .like("close_1010")
        .alone(),
        one(
            "closes-1011",
            ERROR,
            "Opens, then closes with 1011 and the reason `internal error`.",
            opens(&[MOMENT, Act::Close(1011, "internal error")]),
        )
        .like("close_1011")
        .and_tls(),
        one(
            "closes-1012",
            DEPLOY,
            "Opens, then closes with 1012 and the reason `service restart`.",
            opens(&[MOMENT, Act::Close(1012, "service restart")]),
        )
        .like("close_1012")
        .and_tls(),
        one(
            "closes-1013",
            DEPLOY,
            "Opens, then closes with 1013 and the reason `try again`.",
            opens(&[MOMENT, Act::Close(1013, "try again")]),
        )
        .like("close_1013")
        .alone(),
        one(
            "closes-1014",
            ERROR,
            "Opens, then closes with 1014 and the reason `bad gateway`.",
            opens(&[MOMENT, Act::Close(1014, "bad gateway")]),
        )
        .like("close_1014")
        .and_tls(),
        one(
            "closes-3000",
            POLICY,
            "Opens, then closes with 3000, registered for `unauthorized`.",
            opens(&[MOMENT, Act::Close(3000, "unauth")]),
        )
        .like("close_3000")
        .and_tls(),
        one(
            "closes-3008",
            POLICY,
            "Opens, then closes with 3008, registered for `timeout`.",
            opens(&[MOMENT, Act::Close(3008, "timeout")]),
        )
        .alone(),
    ]
    .concat()
}

/// Codes with a meaning to one app only, in the range for them and outside.
fn private() -> Vec<Scenario> {
    let one = |id, does, then| Scenario::fails(id, POLICY, does, opens(then));
    [
        one(
            "closes-4000",
            "Opens, then closes with 4000 and no reason.",
            &[MOMENT, Act::Close(4000, "")],
        )
        .like("close_4000")
        .alone(),
        one(
            "closes-4401",
            "Opens, then closes with 4401 and the reason `Unauthorized`.",
            &[MOMENT, Act::Close(4401, "Unauthorized")],
        )
        .like("close_4401")
        .and_tls(),
        one(
            "closes-4999",
            "Opens, then closes with 4999 and a reason beyond ASCII.",
            &[MOMENT, Act::Close(4999, "réason ✓")],
        )
        .like("close_4999")
        .alone(),
        one(
            "closes-at-101",
            "Closes with 4401 right after the 101.",
            &[Act::Close(4401, "Unauthorized")],
        )
        .like("close_at_101")
        .and_tls(),
        // The number breaks the protocol, but it is why the app closed that
        // helps: whoever picks a number of his own and a reason means it.
        one(
            "closes-2999",
            "Opens, then closes by the app's own rule with 2999, outside the range for that.",
            &[MOMENT, Act::Close(2999, "session expired")],
        )
        .like("close_bad_2999")
        .alone(),
        one(
            "closes-5000",
            "Opens, then closes by the app's own rule with 5000, outside the range for that.",
            &[MOMENT, Act::Close(5000, "session expired")],
        )
        .like("close_bad_5000")
        .and_tls(),
    ]
    .concat()
}

/// Numbers that no close frame may carry and that mean nothing to an app.
fn illegal() -> Vec<Scenario> {
    let one = |id, does, then| Scenario::fails(id, BREACH, does, opens(then));
    [
        one(
            "closes-0",
            "Opens, then sends a close frame with the code 0.",
            &[MOMENT, Act::Close(0, "")],
        )
        .like("close_bad_0")
        .alone(),
        one(
            "closes-999",
            "Opens, then sends a close frame with 999, below all codes.",
            &[MOMENT, Act::Close(999, "")],
        )
        .like("close_bad_999")
        .alone(),
        one(
            "closes-1004",
            "Opens, then sends a close frame with 1004, which is reserved.",
            &[MOMENT, Act::Close(1004, "")],
        )
        .like("close_bad_1004")
        .alone(),
        one(
            "closes-1005",
            "Opens, then sends a close frame with 1005, which stands for no code.",
            &[MOMENT, Act::Close(1005, "")],
        )
        .like("close_bad_1005")
        .and_tls(),
        one(
            "closes-1006",
            "Opens, then sends a close frame with 1006, which stands for no close frame.",
            &[MOMENT, Act::Close(1006, "")],
        )
        .like("close_bad_1006")
        .and_tls(),
        one(
            "closes-1015",
            "Opens, then sends a close frame with 1015, which stands for failed TLS.",
            &[MOMENT, Act::Close(1015, "")],
        )
        .like("close_bad_1015")
        .and_tls(),
        one(
            "closes-1016",
            "Opens, then sends a close frame with 1016, the first of the unassigned ones.",
            &[MOMENT, Act::Close(1016, "")],
        )
        .like("close_bad_1016")
        .alone(),
        one(
            "closes-65535",
            "Opens, then sends a close frame with 65535, the highest number it can hold.",
            &[MOMENT, Act::Close(65535, "")],
        )
        .like("close_bad_65535")
        .alone(),
    ]
    .concat()
}

/// Close frames without a whole code, or with a broken reason.
fn without_code() -> Vec<Scenario> {
    [
        Scenario::fails(
            "closes-without-code",
            NORMAL,
            "Opens, then closes without a code.",
            opens(&[MOMENT, Act::Send(NO_CODE), Act::AwaitClose]),
        )
        .like("close_none")
        .and_tls(),
        Scenario::fails(
            "closes-half-code",
            BREACH,
            "Opens, then sends a close frame of one byte.",
            opens(&[MOMENT, Act::Send(HALF_CODE), Act::AwaitClose]),
        )
        .like("close_1byte")
        .alone(),
        Scenario::fails(
            "closes-bad-utf8",
            BREACH,
            "Opens, then closes with 1000 and a reason that is no UTF-8.",
            opens(&[MOMENT, Act::Send(BAD_REASON), Act::AwaitClose]),
        )
        .like("close_badutf8")
        .alone(),
    ]
    .concat()
}

/// How the TCP connection ends after a close frame.
fn ends() -> Vec<Scenario> {
    let one = |id, does, then| Scenario::fails(id, NORMAL, does, opens(then));
    [
        one(
            "closes-1000-no-fin",
            "Opens, closes with 1000, and never ends the TCP connection.",
            &[MOMENT, Act::Send(CLOSE_1000), Act::Silence],
        )
        .like("close_1000_nofin")
        .alone(),
        one(
            "closes-1000-fin",
            "Opens, closes with 1000, and sends a FIN without awaiting the answer.",
            &[MOMENT, Act::Send(BYE), Act::Fin],
        )
        .like("close_1000_fin")
        .and_tls(),
        one(
            "closes-1000-reset",
            // An RST at once may destroy the frame before it is read.
            "Opens, closes with 1000, and sends an RST after the answer.",
            &[MOMENT, Act::Send(BYE), Act::AwaitClose, Act::Rst],
        )
        .like("close_1000_rst")
        .and_tls(),
    ]
    .concat()
}
