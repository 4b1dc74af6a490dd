//! Programs that open a real WebSocket.

use crate::{Shell, Subject, address, line::Line};

/// The connection as the app opens it. On Windows wscat is a batch file, which
/// reads `&` and `%` in an address as its own; so there only websocat.
pub(crate) fn clients(subject: &Subject, shell: Shell) -> Option<String> {
    let url = address::socket(subject.target)?;
    let protocols = address::protocols(subject.target);
    let origins = address::origins(subject);
    let origin = origins.last()?;
    let mut line = Line::new(shell).words("websocat -v", "websocat.exe -v");
    line = line.value("--origin=", origin);
    if !protocols.is_empty() {
        line = line.value("--protocol=", &protocols.join(", "));
    }
    line = line.value("", &url).words("</dev/null 2>&1", "");
    if shell == Shell::PowerShell {
        return line.done();
    }
    line = line.next().words("wscat", "").value("--connect=", &url).value("--origin=", origin);
    for name in &protocols {
        line = line.value("--subprotocol=", name);
    }
    line.done()
}
