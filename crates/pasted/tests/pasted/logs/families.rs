//! One line of each kind, with where the kind is documented.

use super::*;

/// Lines with their source, and what they say of `wss://a.example/ws`.
#[rustfmt::skip]
pub(crate) const LINES: &[(&str, &str, Said)] = &[
    // Rails
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Request origin not allowed: https://why.example", By(Asker::ThisPage)),
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Failed to upgrade to WebSocket (REQUEST_METHOD: GET, HTTP_CONNECTION: close, HTTP_UPGRADE: )", Is(NotUpgraded)),
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Failed to upgrade to WebSocket (REQUEST_METHOD: GET, HTTP_CONNECTION: keep-alive, Upgrade, HTTP_UPGRADE: websocket)", Not(Why::Harmless)),
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Successfully upgraded to WebSocket (REQUEST_METHOD: GET, HTTP_CONNECTION: Upgrade, HTTP_UPGRADE: websocket)", Is(Works)),
    ("rails/rails actioncable/lib/action_cable/connection/authorization.rb", "An unauthorized connection attempt was rejected", Not(Why::AfterOpen)),
    ("rails/rails actionpack/lib/action_dispatch/middleware/debug_exceptions.rb", "ActionController::RoutingError (No route matches [GET] \"/ws\"):", Is(NoRoute)),
    ("rails/rails actionpack/lib/action_dispatch/middleware/debug_exceptions.rb", "ActionController::RoutingError (No route matches [GET] \"/cable\"):", Not(Why::OtherPath)),
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Finished \"/ws/\" [WebSocket] for 192.0.2.1 at 2026-11-28 02:00:00 +0000", Not(Why::Harmless)),
    ("rails/rails actioncable/lib/action_cable/connection/base.rb", "Finished \"/cable/\" [WebSocket] for 192.0.2.1 at 2026-11-28 02:00:00 +0000", Not(Why::OtherPath)),
    // Phoenix
    ("phoenixframework/phoenix lib/phoenix/socket/transport.ex", "Origin of the request: https://a.example", By(Asker::App)),
    ("phoenixframework/phoenix lib/phoenix/socket/transport.ex", "Could not check Websocket subprotocols for Phoenix.Socket transport.", Is(Subprotocol)),
    ("phoenixframework/phoenix lib/phoenix/router.ex", "** (Phoenix.Router.NoRouteError) no route found for GET /ws (AppWeb.Router)", Is(NoRoute)),
    ("phoenixframework/phoenix lib/phoenix/logger.ex", "[info] REFUSED CONNECTION TO AppWeb.UserSocket in 12µs", Of(403)),
    ("phoenixframework/phoenix lib/phoenix/logger.ex", "[info] CONNECTED TO AppWeb.UserSocket in 12µs  Transport: :websocket", Is(Works)),
    // Go
    ("grafana/grafana pkg/services/live/live.go", "logger=live t=2026-11-28T02:00:00Z level=warn msg=\"Request Origin is not authorized\" origin=https://why.example host=localhost:3000 appUrl=http://localhost:3000/ allowedOrigins=", By(Asker::ThisPage)),
    ("gorilla/websocket server.go", "upgrade: websocket: request origin not allowed by Upgrader.CheckOrigin", Is(OriginRefused)),
    ("gorilla/websocket server.go", "upgrade: websocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header", Is(NotUpgraded)),
    ("coder/websocket accept.go", "request Origin \"https://why.example\" is not authorized for Host \"a.example\"", By(Asker::ThisPage)),
    ("coder/websocket accept.go", "WebSocket protocol violation: Connection header \"keep-alive\" does not contain Upgrade", Is(NotUpgraded)),
    ("golang/go net/http/httputil/reverseproxy.go", "2026/11/28 02:00:00 http: proxy error: dial tcp 127.0.0.1:3000: connect: connection refused", Is(UpstreamRefused)),
    ("traefik/traefik pkg/proxy/httputil/proxy.go", "DBG '502 Bad Gateway' caused by: dial tcp 10.0.0.2:3000: connect: connection refused", Is(UpstreamRefused)),
    // Spring and ASP.NET
    ("spring-projects/spring-framework OriginHandshakeInterceptor.java", "DEBUG o.s.w.s.s.s.OriginHandshakeInterceptor - Handshake request rejected, Origin header value https://why.example not allowed", By(Asker::ThisPage)),
    ("spring-projects/spring-framework AbstractSockJsService.java", "Origin header value 'https://why.example' not allowed.", By(Asker::ThisPage)),
    ("spring-projects/spring-framework AbstractHandshakeHandler.java", "ERROR o.s.w.s.s.s.DefaultHandshakeHandler - Handshake failed due to invalid Upgrade header: null", Is(NotUpgraded)),
    ("dotnet/aspnetcore WebSocketMiddleware.cs", "Request origin https://why.example is not in the list of allowed origins.", By(Asker::ThisPage)),
    ("dotnet/aspnetcore HostingRequestFinishedLog.cs", "Request finished HTTP/1.1 GET https://a.example/ws?id=abc - 404 0 - 1.2345ms", Of(404)),
    ("dotnet/aspnetcore HostingRequestFinishedLog.cs", "Request finished HTTP/1.1 GET https://a.example/chathub?id=abc - 101 - - 1.2345ms", Not(Why::OtherPath)),
    // Socket.IO
    ("socketio/engine.io lib/server.ts", "{\"code\":1,\"message\":\"Session ID unknown\"}", Of(400)),
    ("miguelgrinberg/python-engineio base_server.py", "engineio.server - ERROR - https://why.example is not an accepted origin.", By(Asker::ThisPage)),
    // Python
    ("jupyter-server/jupyter_server base/websocket.py", "[W 2026-11-28 02:00:00.000 ServerApp] Blocking Cross Origin WebSocket Attempt.  Origin: https://why.example, Host: a.example", By(Asker::ThisPage)),
    ("tornadoweb/tornado websocket.py", "tornado.general - DEBUG - Cross origin websockets not allowed", Is(OriginRefused)),
    ("tornadoweb/tornado log.py", "WARNING:tornado.access:403 GET /ws (192.0.2.1) 0.50ms", Of(403)),
    ("tornadoweb/tornado log.py", "[W 02:00:00.000 ServerApp] 404 GET /ws?session_id=1 (192.0.2.1) 0.50ms", Of(404)),
    ("encode/uvicorn protocols/websockets/websockets_impl.py", "INFO:     192.0.2.1:5000 - \"WebSocket /ws\" 403", Of(403)),
    ("encode/uvicorn protocols/websockets/websockets_impl.py", "INFO:     192.0.2.1:5000 - \"WebSocket /ws?token=1\" [accepted]", Is(Works)),
    ("encode/uvicorn protocols/http/h11_impl.py", "WARNING:  Unsupported upgrade request.", Not(Why::Harmless)),
    ("encode/uvicorn protocols/http/h11_impl.py", "WARNING:  No supported WebSocket library detected. Please use \"pip install 'uvicorn[standard]'\", or install 'websockets' or 'wsproto' manually.", Is(NoRoute)),
    ("encode/uvicorn protocols/http/h11_impl.py", "INFO:     192.0.2.1:5000 - \"GET /ws HTTP/1.1\" 404 Not Found", Of(404)),
    ("encode/uvicorn protocols/http/h11_impl.py", "ERROR:    Exception in ASGI application", Is(AppError)),
    ("django/channels management/commands/runserver.py", "WebSocket REJECT /ws/ [192.0.2.1:5000]", Of(403)),
    ("django/channels management/commands/runserver.py", "WebSocket CONNECT /ws [192.0.2.1:5000]", Is(Works)),
    ("django/channels management/commands/runserver.py", "HTTP GET /ws 404 [0.02, 192.0.2.1:5000]", Of(404)),
    ("django/daphne daphne/access.py", "192.0.2.1:5000 - - [28/Nov/2026:02:00:00] \"WSREJECT /ws\" - -", Of(403)),
    ("django/channels channels/routing.py", "ValueError: No route found for path 'ws'.", Is(NoRoute)),
    ("python-websockets/websockets exceptions.py", "websockets.exceptions.InvalidOrigin: invalid Origin header: https://why.example", By(Asker::ThisPage)),
    // nginx
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, request: \"GET /ws HTTP/1.1\", host: \"a.example\"", Is(UpstreamRefused)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 upstream timed out (110: Connection timed out) while connecting to upstream, request: \"GET /ws HTTP/1.1\"", Is(UpstreamTimedOut)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 upstream timed out (110: Connection timed out) while reading response header from upstream, request: \"GET /ws HTTP/1.1\"", Is(UpstreamTimedOut)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 upstream timed out (110: Connection timed out) while proxying upgraded connection, request: \"GET /ws HTTP/1.1\"", Is(IdleCut)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 upstream prematurely closed connection while reading response header from upstream, request: \"GET /ws HTTP/1.1\"", Is(UpstreamClosed)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 recv() failed (104: Connection reset by peer) while reading response header from upstream, request: \"GET /ws HTTP/1.1\"", Is(UpstreamClosed)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 recv() failed (104: Connection reset by peer) while proxying upgraded connection, request: \"GET /ws HTTP/1.1\"", Not(Why::AfterOpen)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 no live upstreams while connecting to upstream, request: \"GET /ws HTTP/1.1\"", Is(UpstreamRefused)),
    ("nginx/nginx src/http/ngx_http_upstream.c", "[error] 7#7: *1 upstream sent invalid header while reading response header from upstream, request: \"GET /ws HTTP/1.1\"", Of(502)),
    ("nginx/nginx src/event/ngx_event_openssl.c", "[error] 7#7: *1 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, request: \"GET /ws HTTP/1.1\"", Of(502)),
    ("nginx/nginx src/event/ngx_event_openssl.c", "[crit] 7#7: *1 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 192.0.2.1", Not(Why::NoAddress)),
    ("nginx/nginx src/http/modules/ngx_http_limit_req_module.c", "[error] 7#7: *1 limiting requests, excess: 5.1 by zone \"one\", request: \"GET /ws HTTP/1.1\"", Is(RateLimited)),
    ("nginx/nginx src/http/ngx_http_request.c", "[info] 7#7: *1 client sent plain HTTP request to HTTPS port while reading client request headers, request: \"GET /ws HTTP/1.1\"", Of(400)),
    ("nginx/nginx src/http/ngx_http_core_module.c", "[error] 7#7: *1 open() \"/usr/share/nginx/html/ws\" failed (2: No such file or directory), request: \"GET /ws HTTP/1.1\"", Is(NoRoute)),
    ("nginx/nginx src/event/ngx_event_openssl.c", "nginx: [emerg] SSL_CTX_use_PrivateKey(\"/etc/ssl/a.key\") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)", Is(TlsFiles)),
    ("nginx 1.22.1, run before an app that speaks no HTTP", "2026/11/28 03:17:01 [error] 23410#23410: *9 upstream sent no valid HTTP/1.0 header while reading response header from upstream, client: 127.0.0.1, server: a.example, request: \"GET /ws HTTP/1.1\", upstream: \"http://127.0.0.1:18474/ws\", host: \"a.example\"", Is(NotHttp)),
    ("nginx 1.22.1, run before an app that speaks no TLS", "2026/11/28 03:17:01 [error] 23410#23410: *7 peer closed connection in SSL handshake while SSL handshaking to upstream, client: 127.0.0.1, server: a.example, request: \"GET /ws HTTP/1.1\", upstream: \"https://127.0.0.1:18472/ws\", host: \"a.example\"", Of(502)),
    ("nginx 1.22.1, run with a socket that is quiet", "2026/11/28 03:17:03 [info] 23410#23410: *14 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 127.0.0.1, server: a.example, request: \"GET /ws?ticket=1 HTTP/1.1\", upstream: \"http://127.0.0.1:18475/ws?ticket=1\", host: \"a.example\"", Is(IdleCut)),
    // Access logs
    ("nginx.org ngx_http_log_module, combined", "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /ws?t=1 HTTP/1.1\" 403 153 \"-\" \"Mozilla/5.0\"", Of(403)),
    ("httpd.apache.org mod_log_config, common", "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /ws HTTP/1.1\" 101 153", Is(Works)),
    ("nginx.org ngx_http_log_module, 499", "192.0.2.1 - - [28/Nov/2026:02:00:00 +0000] \"GET /ws HTTP/1.1\" 499 0 \"-\" \"x\"", Not(Why::Harmless)),
    ("caddyserver.com/docs/logging", "{\"level\":\"info\",\"logger\":\"http.log.access\",\"msg\":\"handled request\",\"request\":{\"proto\":\"HTTP/1.1\",\"method\":\"GET\",\"host\":\"a.example\",\"uri\":\"/ws?t=1\",\"headers\":{\"Sec-Websocket-Key\":[\"x\"],\"Origin\":[\"https://why.example\"]}},\"status\":502}", OfBy(502, Asker::ThisPage)),
    ("caddyserver.com/docs/logging", "{\"level\":\"info\",\"logger\":\"http.log.access\",\"msg\":\"handled request\",\"request\":{\"proto\":\"HTTP/2.0\",\"method\":\"GET\",\"host\":\"a.example\",\"uri\":\"/ws\",\"headers\":{\"Accept\":[\"*/*\"]}},\"status\":200}", Not(Why::OtherRequest)),
    ("caddyserver.com/docs/logging", "{\"level\":\"error\",\"logger\":\"http.log.error\",\"msg\":\"dial tcp 127.0.0.1:3000: connect: connection refused\",\"request\":{\"host\":\"a.example\",\"uri\":\"/ws\"},\"status\":502}", Is(UpstreamRefused)),
    ("doc.traefik.io observability/access-logs", "{\"DownstreamStatus\":504,\"RequestHost\":\"a.example\",\"RequestPath\":\"/ws\",\"RequestMethod\":\"GET\"}", Of(504)),
    ("doc.traefik.io observability/access-logs", "{\"DownstreamStatus\":504,\"RequestHost\":\"b.example\",\"RequestPath\":\"/ws\"}", Not(Why::OtherSite)),
    // Apache
    ("apache/httpd modules/proxy/mod_proxy_http.c", "[proxy_http:error] [pid 9] [client 192.0.2.1:5000] AH01114: HTTP: failed to make connection to backend: 127.0.0.1", Is(UpstreamRefused)),
    ("apache/httpd modules/proxy/proxy_util.c", "[proxy:error] [pid 9] (111)Connection refused: AH00957: HTTP: attempt to connect to 127.0.0.1:3000 (127.0.0.1:3000) failed", Is(UpstreamRefused)),
    ("apache/httpd modules/proxy/proxy_util.c", "[proxy:error] [pid 9] (110)Connection timed out: AH00957: HTTP: attempt to connect to 10.0.0.2:3000 (10.0.0.2:3000) failed", Is(UpstreamTimedOut)),
    ("apache/httpd modules/proxy/proxy_util.c", "[proxy:error] [pid 9] [client 192.0.2.1:5000] AH00898: Error reading from remote server returned by /ws", Is(UpstreamClosed)),
    ("apache/httpd modules/proxy/mod_proxy_http.c", "[proxy_http:error] [pid 9] (70007)The timeout specified has expired: [client 192.0.2.1:5000] AH01102: error reading status line from remote server 127.0.0.1:3000", Is(UpstreamTimedOut)),
    ("apache/httpd modules/proxy/mod_proxy.c", "[proxy:warn] [pid 9] [client 192.0.2.1:5000] AH01144: No protocol handler was valid for the URL /ws (scheme 'ws'). If you are using a DSO version of mod_proxy, make sure the proxy submodules are included in the configuration using LoadModule.", Of(500)),
    ("apache/httpd modules/proxy/mod_proxy_wstunnel.c", "[proxy_wstunnel:debug] AH02900: declining URL ws://127.0.0.1:3000/ws  (not WebSocket, Upgrade: header is missing)", Is(NotUpgraded)),
    // HAProxy
    ("docs.haproxy.org configuration 8.5, SC", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/-1/-1/+30 503 212 - - SC-- 1/1/1/1/3 0/0 \"GET /ws HTTP/1.1\"", Is(UpstreamRefused)),
    ("docs.haproxy.org configuration 8.5, <NOSRV>", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/<NOSRV> 10/-1/-1/-1/+30 503 212 - - SC-- 1/1/1/1/0 0/0 \"GET /ws HTTP/1.1\"", Is(UpstreamRefused)),
    ("docs.haproxy.org configuration 8.5, SH", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/30/-1/109 502 212 - - SH-- 1/1/1/1/0 0/0 \"GET /ws HTTP/1.1\"", Is(UpstreamClosed)),
    ("docs.haproxy.org configuration 8.5, sH", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/30/-1/109 504 212 - - sH-- 1/1/1/1/0 0/0 \"GET /ws HTTP/1.1\"", Is(UpstreamTimedOut)),
    ("docs.haproxy.org configuration 8.5, sD", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/30/69/50109 101 212 - - sD-- 1/1/1/1/0 0/0 {a.example} \"GET /ws HTTP/1.1\"", Is(IdleCut)),
    ("docs.haproxy.org configuration 8.5, PR", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in in/<NOSRV> 0/-1/-1/-1/0 403 192 - - PR-- 1/1/0/0/0 0/0 \"GET /ws HTTP/1.1\"", Is(RuleBlocked)),
    ("docs.haproxy.org configuration 8.5, LR", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in in/<NOSRV> 0/-1/-1/-1/0 301 102 - - LR-- 1/1/0/0/0 0/0 \"GET /ws HTTP/1.1\"", Of(301)),
    ("docs.haproxy.org configuration 8.5", "haproxy[1]: 192.0.2.1:33317 [06/Feb/2026:12:14:14.655] in app/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET /index.html HTTP/1.1\"", Not(Why::OtherPath)),
    ("docs.haproxy.org configuration 8.2.2", "haproxy[1]: 192.0.2.1:33313 [06/Feb/2026:12:12:51.443] in app/srv1 0/0/5007 212 cD 0/0/0/0/3 0/0", Is(IdleCut)),
    // Heroku
    ("devcenter.heroku.com error-codes", "heroku[router]: at=error code=H12 desc=\"Request timeout\" method=GET path=\"/ws\" host=a.example request_id=1 fwd=\"192.0.2.1\" dyno=web.1 connect=1ms service=30001ms status=503 bytes=0 protocol=https", Is(UpstreamTimedOut)),
    ("devcenter.heroku.com error-codes", "heroku[router]: at=error code=H10 desc=\"App crashed\" method=GET path=\"/ws\" host=a.example dyno= connect= service= status=503 bytes=", Is(AppError)),
    ("devcenter.heroku.com error-codes", "heroku[router]: at=error code=H15 desc=\"Idle connection\" method=GET path=\"/ws\" host=a.example dyno=web.1 status=503 bytes=0", Is(IdleCut)),
    ("devcenter.heroku.com http-routing", "heroku[router]: at=info method=GET path=\"/ws?t=1\" host=a.example dyno=web.1 connect=1ms service=2ms status=404 bytes=0", Of(404)),
    // Firewalls
    ("owasp-modsecurity/ModSecurity apache2/re.c", "[client 192.0.2.1] ModSecurity: Access denied with code 403 (phase 2). Matched [id \"949110\"] [hostname \"a.example\"] [uri \"/ws\"]", Is(RuleBlocked)),
    ("docs.aws.amazon.com waf logging-fields", "{\"timestamp\":1,\"terminatingRuleId\":\"r\",\"terminatingRuleType\":\"REGULAR\",\"action\":\"BLOCK\",\"httpRequest\":{\"clientIp\":\"192.0.2.1\",\"headers\":[{\"name\":\"Host\",\"value\":\"a.example\"},{\"name\":\"Upgrade\",\"value\":\"websocket\"}],\"uri\":\"/ws\"}}", Is(RuleBlocked)),
    ("docs.aws.amazon.com waf logging-fields", "{\"terminatingRuleType\":\"RATE_BASED\",\"action\":\"BLOCK\",\"httpRequest\":{\"headers\":[{\"name\":\"Host\",\"value\":\"a.example\"}],\"uri\":\"/ws\"}}", Is(RateLimited)),
    ("developers.cloudflare.com log-fields", "{\"Action\":\"block\",\"ClientRequestHost\":\"a.example\",\"ClientRequestPath\":\"/ws\",\"EdgeResponseStatus\":403,\"Source\":\"firewallManaged\"}", Is(RuleBlocked)),
    // Node
    ("nodejs/node doc/api/errors.md", "Error: ENOENT: no such file or directory, open '/etc/ssl/key.pem'", Is(TlsFiles)),
    ("nodejs/node doc/api/errors.md", "Error: listen EADDRINUSE: address already in use :::3000", Not(Why::NotStarted)),
    ("openssl/openssl crypto/x509/x509_err.c", "  code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'", Is(TlsFiles)),
    ("nodejs/node doc/api/errors.md", "Error: ENOENT: no such file or directory, open '/srv/data.json'", Not(Why::NotUnderstood)),
];

/// What a line says.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    Is(Clue),
    Of(u16),
    By(Asker),
    OfBy(u16, Asker),
    Not(Why),
}
use Said::{By, Is, Not, Of, OfBy};

#[test]
fn every_line_says_what_its_source_means() {
    let mut wrong = Vec::new();
    for (source, line, said) in LINES {
        let expected = match *said {
            Is(clue) => Ok(super::clue(clue)),
            Of(number) => Ok(status(number)),
            By(asker) => Ok(refused(asker)),
            OfBy(number, asker) => Ok(status(number).by(asker)),
            Not(why) => Err(why),
        };
        let reading = here(line, URL);
        let is = match (told(&reading).as_slice(), whys(&reading).as_slice()) {
            ([told], []) => Ok(told.clone()),
            ([], [why]) => Err(*why),
            other => panic!("{line}: {other:?}"),
        };
        if is != expected {
            wrong.push(format!("{source}: {line}\n  {is:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
