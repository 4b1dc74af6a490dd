//! Node: Socket.IO with Engine.IO, and what keeps a server from starting.

use why1006_evidence::Clue::*;

use super::row::{Means, Row, means, nothing, row, status};
use crate::reading::Why;

/// socketio/engine.io, `lib/server.ts` (all are answered with 400);
/// miguelgrinberg/python-engineio, `base_server.py` and `async_server.py`;
/// nodejs/node, `doc/api/errors.md`; openssl, `crypto/x509/x509_err.c` and
/// `crypto/pem/pem_err.c`.
pub(super) const ROWS: &[Row] = &[
    status("Session ID unknown", 400),
    status("Transport unknown", 400),
    status("Bad handshake method", 400),
    status("Unsupported protocol version", 400),
    means("is not an accepted origin", Means::RefusesBefore),
    status("client is using an unsupported version of the Socket.IO", 400),
    row("ERR_OSSL_X509_KEY_VALUES_MISMATCH", TlsFiles).of_server(),
    row("ERR_OSSL_PEM_NO_START_LINE", TlsFiles).of_server(),
    row("ERR_OSSL_PEM_BAD_END_LINE", TlsFiles).of_server(),
    row("key values mismatch", TlsFiles).of_server(),
    row("ENOENT: no such file or directory, open '", TlsFiles).with(".pem'").of_server(),
    row("ENOENT: no such file or directory, open '", TlsFiles).with(".key'").of_server(),
    row("ENOENT: no such file or directory, open '", TlsFiles).with(".crt'").of_server(),
    row("EACCES: permission denied, open '", TlsFiles).with(".pem'").of_server(),
    row("EACCES: permission denied, open '", TlsFiles).with(".key'").of_server(),
    nothing("listen EADDRINUSE: address already in use", Why::NotStarted).of_server(),
];
