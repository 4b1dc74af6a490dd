//! Spring on Java, SignalR and others on ASP.NET Core.

use why1006_evidence::Clue::*;

use super::row::{Row, refuses, row};

/// spring-projects/spring-framework, `OriginHandshakeInterceptor.java`,
/// `AbstractSockJsService.java` and `AbstractHandshakeHandler.java`;
/// dotnet/aspnetcore, `src/Middleware/WebSockets/src/WebSocketMiddleware.cs` and
/// `HttpConnectionDispatcher.Log.cs`.
pub(super) const ROWS: &[Row] = &[
    refuses("Handshake request rejected, Origin header value ", ""),
    refuses("Origin header value '", "").with("' not allowed"),
    row("Handshake failed due to invalid Upgrade header: ", NotUpgraded),
    row("Handshake failed due to invalid Connection header", NotUpgraded),
    refuses("Request origin ", "").with("is not in the list of allowed origins"),
];
