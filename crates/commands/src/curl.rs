//! What curl is asked to do. It takes a proxy from the environment, not from the
//! browser, and `-g` keeps it from reading braces in the address as a pattern.

use why1006_evidence::{Scheme, Target};

use crate::{Shell, Subject, address, line::Line};

/// The key of the example in RFC 6455, section 1.3: the right answer to it is
/// `s3pPLMBiTxaQ9kYGzzhZRbK+xOo=`.
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

/// The handshake, once for each origin. An open connection ends when its time is
/// up. The request that curl prints tells the two apart.
pub(crate) fn upgrade(subject: &Subject, shell: Shell) -> Option<String> {
    let url = address::web(subject.target)?;
    let protocols = address::protocols(subject.target).join(", ");
    let mut line = Line::new(shell);
    for (at, origin) in address::origins(subject).iter().enumerate() {
        line = if at == 0 { line } else { line.next() };
        line = program(line, "--http1.1").folded();
        line = header(header(line, "Connection: ", "Upgrade"), "Upgrade: ", "websocket").folded();
        line = header(header(line, "Sec-WebSocket-Version: ", "13"), KEY, "").folded();
        line = header(line, "Origin: ", origin).folded();
        if !protocols.is_empty() {
            line = header(line, "Sec-WebSocket-Protocol: ", &protocols).folded();
        }
        line = line.value("", &url).words("2>&1", "");
    }
    line.done()
}

/// Which version of HTTP the server takes if it may choose. The curl that comes
/// with Windows knows no HTTP/2, and without TLS browsers do not use it.
pub(crate) fn http2(target: &Target, shell: Shell) -> Option<String> {
    if shell == Shell::PowerShell || target.scheme? != Scheme::Wss {
        return None;
    }
    let url = address::web(target)?;
    program(Line::new(shell), "--http2").value("", &url).words("2>&1", "").done()
}

/// A web request that shows the TLS handshake and the answer.
pub(crate) fn request(url: &str, shell: Shell) -> Option<String> {
    program(Line::new(shell), "--http1.1").value("", url).words("2>&1", "").done()
}

/// The program and its options. PowerShell parts a bare `-a.b` in two, has taken
/// the name `curl` for something else in 5.1, and decorates what comes by `2>&1`.
fn program(line: Line, version: &str) -> Line {
    line.words("curl", "curl.exe")
        .value("", version)
        .words("-g -sS -v -o /dev/null -m 8", "-g -sS -v --stderr '-' -o NUL -m 8")
}

fn header(line: Line, name: &str, value: &str) -> Line {
    line.words("-H", "-H").value(name, value)
}
