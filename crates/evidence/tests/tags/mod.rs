//! Every tag that is out in links and files. They are added to, and never changed.

/// Where a tag stands, and every tag that version 1 may have there.
pub(crate) const TAGS: &[(&str, &str)] = &[
    ("/target/scheme", "ws wss"),
    (
        "/target/host_class",
        "public localhost loopback private unspecified mdns local-name reserved none",
    ),
    (
        "/target/path_shape",
        "root action-cable socket-io phoenix graphql mqtt pusher sockjs grafana jupyter \
         dev-server plain",
    ),
    (
        "/target/problems/0/kind",
        "empty too-long no-address placeholder wrong-scheme fragment no-host bad-host bad-port \
         unreadable bad-protocol blocked-port added-scheme http-scheme credentials invisible \
         control direction space socket-io-query bad-app bad-policy upgraded other",
    ),
    ("/target/app/scheme", "http https other"),
    ("/target/app/policy", "blocks unclear allows"),
    ("/circumstances/engine/family", "chromium firefox webkit unknown"),
    ("/circumstances/page/scheme", "http https other"),
    ("/circumstances/local_network", "granted denied prompt other"),
    ("/circumstances/no_reference", "no-file index-page malformed mixed-content other"),
    (
        "/observations/0/probe",
        "websocket fetch-no-cors fetch-cors status-class redirect-frame address-space other",
    ),
    (
        "/observations/0/place",
        "target root reference nowhere other-scheme other-spelling other-path other",
    ),
    ("/observations/0/end", "settled gave-up stopped void"),
    (
        "/observations/0/events/0/kind",
        "threw open message error close closing resolved rejected load policy hidden visible \
         blurred focused offline online clock-jump other",
    ),
];

/// The same for tags that stand in `v1-later.json`.
pub(crate) const TAGS_LATER: &[(&str, &str)] = &[
    (
        "/observations/0/events/1/says",
        "action-cable-welcome action-cable-ping action-cable-unauthorized \
     action-cable-invalid-request action-cable-restart action-cable-disconnect engine-io-open \
     engine-io-ping pusher-established pusher-error signalr phoenix graphql mqtt stomp sockjs-open \
     sockjs-heartbeat sockjs-close dev-server asks-for-login other",
    ),
    (
        "/told/0/way",
        "console request app-console tab other-network private-window other-browser app \
         clock terminal terminal-web terminal-tls terminal-reach terminal-reference \
         panel server-log other",
    ),
    (
        "/told/0/clue",
        "status page no-answer auth-failed sign-in-prompt network-sign-in block-notice \
         proxy-auth tunnel-failed proxy-unreachable subprotocol bad-handshake redirects \
         not-http broken-head closed-early refused unreachable name-not-resolved \
         connect-timed-out handshake-timed-out timed-out closed-by-script tls-protocol \
         tls-version tls-alert tls-name alpn cert-date cert-name cert-authority \
         cert-self-signed cert-other cert-unspecific client-cert http2-stream \
         broken-frame bad-text broken-compression message-too-big page-policy mixed-content \
         local-network offline unsafe-port blocked-by-client too-many-sockets unspecific \
         nothing works fails clock-right clock-wrong cannot \
         cert-incomplete origin-refused not-upgraded no-route upstream-refused \
         upstream-timed-out upstream-closed idle-cut app-error rule-blocked rate-limited \
         tls-files not-arrived other",
    ),
    ("/told/2/asker", "this-page app nobody other"),
    ("/told/2/vantage", "browser machine server elsewhere other"),
    (
        "/network/0/transport",
        "fetch stream events socket messages hold socket-http2 fetch-http2 other",
    ),
    (
        "/network/0/outcome",
        "passed failed silent buffered altered cut limited refused-by-reference not-possible \
         not-run foreign other",
    ),
    ("/network/0/mirror/version", "1.0 1.1 2 3 other"),
    ("/circumstances/passed_over/0/why", "unreachable foreign mixed-content malformed other"),
    (
        "/software",
        "nginx apache caddy haproxy traefik ingress-nginx nginx-proxy-manager iis node-ws \
         socketio action-cable django-channels uvicorn phoenix signalr spring jupyter grafana \
         home-assistant vite next cloudflare aws-alb aws-nlb aws-api-gateway aws-cloudfront \
         heroku azure other",
    ),
];
