//! What curl is asked to do. It takes a proxy from the environment, not from the
//! browser, and `-g` keeps it from reading braces in the address as a pattern.

use why1006_evidence::{Scheme, Target};

use crate::{Shell, Subject, address, line::Line};

/// The key of the example in RFC 6455, section 1.3: the right answer to it is
/// `s3pPLMBiTxaQ9kYGzzhZRbK+xOo=`.
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

/// The handshake, by turns with the app's origin and this page's. Servers remember
/// and take turns: what comes out otherwise for one origin counts only if it does so
/// each time, in this order (`tests/rules/plan.rs` of the diagnosis). An open
/// connection ends when its time is up. The request that curl prints tells the
/// origins apart. The control comes last: a terminal that does not reach our own
/// reference has no open way out.
pub(crate) fn upgrade(subject: &Subject, shell: Shell) -> Option<String> {
    let url = address::web(subject.target)?;
    let protocols = address::protocols(subject.target).join(", ");
    let origins = address::origins(subject);
    let mut line = Line::new(shell);
    let origin = match &origins[..] {
        [page, app] => {
            line = line.words("for origin in", "foreach ($origin in");
            for (at, turn) in [app, app, page, app, page].into_iter().enumerate() {
                line = if at == 0 { line } else { line.joined(",") }.value("", turn);
            }
            line = line.joined_to("; do", ") {").next();
            Header::Turn
        }
        [one] => Header::Value(one),
        _ => return None,
    };
    line = program(line, "--http1.1", "5").folded();
    line = header(header(line, "Connection: ", "Upgrade"), "Upgrade: ", "websocket").folded();
    line = header(header(line, "Sec-WebSocket-Version: ", "13"), KEY, "").folded();
    line = match origin {
        // In double quotes a value is put in and not read again.
        Header::Turn => line.words("-H \"Origin: $origin\"", "-H \"Origin: $origin\""),
        Header::Value(value) => header(line, "Origin: ", value),
    };
    line = line.folded();
    if !protocols.is_empty() {
        line = header(line, "Sec-WebSocket-Protocol: ", &protocols).folded();
    }
    line = line.value("", &url).words("2>&1", "");
    if let Header::Turn = origin {
        line = line.joined_to("; done", " }");
    }
    let Some(reference) = subject.reference else { return line.done() };
    control(line.next(), &address::plain(reference)).done()
}

/// Which origin a request names.
enum Header<'a> {
    /// The one whose turn it is.
    Turn,
    /// This one.
    Value(&'a str),
}

fn control(line: Line, reference: &str) -> Line {
    program(line, "--http1.1", "5").value("", reference).words("2>&1", "")
}

/// Which version of HTTP the server takes if it may choose. The curl that comes
/// with Windows knows no HTTP/2, and without TLS browsers do not use it.
pub(crate) fn http2(target: &Target, shell: Shell) -> Option<String> {
    if shell == Shell::PowerShell || target.scheme? != Scheme::Wss {
        return None;
    }
    let url = address::web(target)?;
    program(Line::new(shell), "--http2", "8").value("", &url).words("2>&1", "").done()
}

/// A web request that shows the TLS handshake and the answer.
pub(crate) fn request(url: &str, shell: Shell) -> Option<String> {
    program(Line::new(shell), "--http1.1", "8").value("", url).words("2>&1", "").done()
}

/// The program and its options. PowerShell parts a bare `-a.b` in two, has taken
/// the name `curl` for something else in 5.1, and decorates what comes by `2>&1`.
///
/// `seconds` end it: a browser's patience with a handshake here is five.
fn program(line: Line, version: &str, seconds: &str) -> Line {
    line.words("curl", "curl.exe")
        .value("", version)
        .words("-g -sS -v -o /dev/null -m", "-g -sS -v --stderr '-' -o NUL -m")
        .words(seconds, seconds)
}

fn header(line: Line, name: &str, value: &str) -> Line {
    line.words("-H", "-H").value(name, value)
}
