//! What was measured, row by row.

/// The rows of `observability.md`, section 4 (and 7 to 9 where named), with
/// the truth. Columns: scenario | what is true of it | scheme | Chromium |
/// Firefox | WebKitGTK, in that document's words: `ok`, `E CODE` (error and
/// close, never opened), `O …` (opened, then), `NNNNc` (close code, clean),
/// `pending`; then `R` resolved, `X` rejected, `T` silent for the web request
/// to the path, and after a slash for the one to `/` where it differs. `late`:
/// after 3.1 s. `-`: nothing was measured.
pub(crate) const ROWS: &str = "
ok_echo | works | wss | ok · RE | ok · RE | ok · RE
ok_echo_hang_get | works | wss | ok · TT | ok · TT | ok · TT
slow_ok | works | wss | ok · RE | ok · RE | ok · RE
open_silent | works | wss | O silent | O silent | O silent
ok_origin_only | origin-rejected | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
ok_origin_only | origin-rejected | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
sub_unoffered | subprotocol-mismatch | wss | E 1006 · RE | ok · RE | E 1006 · RE
sub_ignored | subprotocol-mismatch | wss | E 1006 · RE | - | -
sub_required | subprotocol-mismatch | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_200 | not-websocket-endpoint | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
http_404 | not-websocket-endpoint | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_404 | not-websocket-endpoint | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_404_up_200_get | not-websocket-endpoint | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
http_401 | auth-at-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_403 | waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_403_all | waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_407 | corp-proxy-firewall | wss | E 1006 · XE/R | E 1006 · RE | E 1006 · RE
http_426 | proxy-upgrade-headers | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_502_all | upstream-down | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
redir_301_path | redirected-handshake | wss | E 1006 · RE | E 1006 · RE | ok · RE
redir_302_login | redirected-handshake | wss | E 1006 · RL | E 1006 · RL | ok · RL
redir_307_login | redirected-handshake | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
redir_wss | redirected-handshake | wss | E 1006 · XE/R | E 1006 · XE/R | ok · XE
redir_wss | redirected-handshake | wss | E 1006 · XE | E 1006 · XE | -
redir_https | redirected-handshake | ws | E 1006 · RL | E 1006 · RL | ok · RL
bad_accept | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
no_upgrade_hdr | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
ext_unneg | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http10_101 | bad-handshake | wss | ok · RE | E 1006 · RE | E 1006 · RE
garbage_resp | connection-reset | wss | E 1006 · XE | E 1006 · RL | E 1006 · XE
empty_resp | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
empty_resp_ws | connection-reset | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
rst_resp_ws | connection-reset,waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
tcp_banner | not-http-server | ws | E 1006 · XE | E 1006 · RL | E 1006 · XE
tcp_rst_first | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
nginx_444 | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
h2_goaway | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
hang_resp | server-silent | wss | pending · TT | pending · TT | pending · TT
hang_resp, but the root answers | server-silent | wss | pending · TT/R | pending · TT/R | pending · TT/R
hang_resp_ws | upgrade-swallowed | wss | pending · RL | pending · RL | pending · RL
hang_resp_ws | upgrade-swallowed | ws | pending · RL | pending · RL | pending · RL
a filter swallows upgrades | upgrade-swallowed | wss | pending · RL | pending · RL | pending · RL
nginx_strip before ok_echo_hang_get | proxy-upgrade-headers | wss | pending · TT | pending · TT | pending · TT
nginx_504 with the default 60 s | upstream-down | wss | pending · TT | pending · TT | pending · TT
nginx_504, but the root answers | upstream-down | wss | pending · TT/R | pending · TT/R | pending · TT/R
tcp_silence | server-silent | wss | pending · TT | pending · TT | pending · TT
refused | refused | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
refused | refused | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
refused, after failures of another tab | refused | wss | - | pending · XE | -
http_404, after failures of another tab | not-websocket-endpoint | wss | - | pending · RE | -
tls_expired, after failures of another tab | expired-or-wrong-host-cert | wss | - | pending · XE | -
drop | dropped-by-firewall | wss | pending · TT | pending · TT | pending · TT
blackhole | dropped-by-firewall | ws | pending · TT | pending · TT | pending · TT
noarp | dropped-by-firewall | wss | pending · XT | pending · XT | pending · XT
noarp, waited for | dropped-by-firewall | wss | late E 1006 · XT | late E 1006 · XT | late E 1006 · XT
reject_admin | refused,corp-proxy-firewall | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_nx | dns | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_servfail | dns | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_timeout | dns | wss | pending · TT | pending · TT | pending · TT
tls_expired | expired-or-wrong-host-cert | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_wronghost | expired-or-wrong-host-cert | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_selfsigned | tls-untrusted | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_untrusted | tls-untrusted | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_missinginter | incomplete-chain | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_10only | tls-version | wss | E 1006 · XE | E 1006 · XE | ok · RE
tls_oldcipher | tls-version | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
tls_sni_alert | tls-version | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
real_tls11 | tls-version | wss | E 1006 · XE | E 1015 · XE | ok · RE
real_oldcipher | tls-version | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
real_reject_sni | tls-version | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_clientcert13 | client-certificate | wss | E 1006 · XE | E 1006 · XE | E 1006 · TT
tls_clientcert_opt | client-certificate | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_mtls | client-certificate | wss | E 1006 · RE | E 1006 · RE | E 1006 · TT
real_mtls13 | client-certificate | wss | E 1006 · XE | pending · TT | E 1006 · TT
plain_on_wss | wss-to-plain-port | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
plain_hang_on_wss | wss-to-plain-port | wss | pending · TT | pending · TT | pending · TT
plain_400_on_wss | wss-to-plain-port | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_on_ws | ws-to-tls-port | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
nginx_http_to_https | ws-to-tls-port | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_strip | proxy-upgrade-headers | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_502 | upstream-down | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_h2_ok | works | wss | ok · RE | ok · RE | ok · XT
node_h2_only | http2-only | wss | E 1006 · RE | E 1015 · RE | E 1006 · RE
h2_only | http2-only | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
h2_connect_ok | http2-only | wss | E 1006 · RE | ok · RE | E 1006 · RE
h2_connect_403 | http2-extended-connect | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
h2_connect_silent | http2-extended-connect | wss | E 1006 · RE | pending · RE | E 1006 · RE
h2_connect_rst_h1ok | http2-extended-connect | wss | ok · RE | E 1006 · RE | ok · RE
proxy: CONNECT gets 403 | corp-proxy-firewall,proxy-refuses-connect | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
proxy: CONNECT gets 403 | corp-proxy-firewall,proxy-refuses-connect | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
proxy: 407 | proxy-sign-in,corp-proxy-firewall | wss | E 1006 · TT | E 1006 · TT | E 1006 · TT
proxy: hangs | corp-proxy-firewall | wss | pending · TT | pending · TT | pending · TT
proxy: TLS interception, not trusted | tls-interception,tls-untrusted,corp-proxy-firewall | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
proxy: TLS interception, trusted, refuses by a page | corp-proxy-firewall,intercepted-upstream-fault | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
open_fin | cut-after-open | wss | O 1006 | O 1006 | O 1006
open_rst | cut-after-open | wss | O 1006 | O E 1006 | O E 1006
open_fin | cut-after-open | ws | O 1006 | O 1006 | O 1006
open_close_on_msg | policy-close | wss | O 1008c | O 1008c | O 1008c
close_1000 | normal-close | wss | O 1000c | O 1000c | O 1000c
close_1001 | deploy-close | wss | O 1001c | O 1001c | O 1001c
close_1002 | bad-utf8-or-frame | wss | O 1002c | O 1002c | O 1002c
close_1003 | bad-utf8-or-frame | wss | O 1003c | O 1003c | O 1003c
close_1007 | bad-utf8-or-frame | wss | O 1007c | O 1007c | O 1007c
close_1008 | policy-close | wss | O 1008c | O 1008c | O 1008c
close_1009 | message-too-big | wss | O 1009c | O 1009c | O 1009c
close_1010 | bad-utf8-or-frame | wss | O 1010c | O 1010c | O 1010c
close_1011 | server-error | wss | O 1011c | O 1011c | O 1011c
close_1012 | deploy-close | wss | O 1012c | O 1012c | O E 1006
close_1013 | deploy-close | wss | O 1013c | O 1013c | O E 1006
close_1014 | server-error | wss | O 1014c | O 1014 | O E 1006
close_3000 | policy-close | wss | O 3000c | O 3000c | O 3000c
close_4000 | policy-close | wss | O 4000c | O 4000c | O 4000c
close_4401 | policy-close | wss | O 4401c | O 4401c | O 4401c
close_4401 | policy-close | ws | O 4401c | O 4401c | O 4401c
close_4999 | policy-close | wss | O 4999c | O 4999c | O 4999c
close_none | normal-close | wss | O 1005c | O 1005c | O 1005c
close_bad_0 | bad-utf8-or-frame | wss | O 0c | O 0c | O E 1006
close_bad_999 | bad-utf8-or-frame | wss | O 999c | O 999c | O E 1006
close_bad_1004 | bad-utf8-or-frame | wss | O 1004c | O 1004c | O E 1006
close_bad_1005 | bad-utf8-or-frame | wss | O E 1006 | O 1005c | O E 1006
close_bad_1006 | bad-utf8-or-frame | wss | O E 1006 | O 1006c | O E 1006
close_bad_1015 | bad-utf8-or-frame | wss | O E 1006 | O 1015c | O E 1006
close_bad_1016 | bad-utf8-or-frame | wss | O 1016c | O 1016c | O E 1006
close_bad_2999 | bad-utf8-or-frame | wss | O 2999c | O 2999c | O E 1006
close_bad_5000 | bad-utf8-or-frame | wss | O 5000c | O 5000c | O E 1006
close_bad_65535 | bad-utf8-or-frame | wss | O 65535c | O 65535c | O E 1006
frame_rsv1 | bad-utf8-or-frame | wss | O E 1006 | O E 1006 | O E 1006
pmd_bad_data | permessage-deflate | wss | O deflate E 1006 | O deflate E 1006 | O deflate E 1006
close_1000_fin | normal-close | wss | O 1000c | O 1000 | O 1000c
close_1000_rst | normal-close | wss | O 1000 | O E 1000 | O E 1000
frame_masked | bad-utf8-or-frame | wss | O E 1006 | O m 1006 | O E 1006
frame_huge_len | bad-utf8-or-frame | wss | O 1006 | O E 1006 | O 1006
frame_http_tail | bad-utf8-or-frame | wss | O E 1006 | O 1006 | O 1006
fin_at_101 | cut-after-open | wss | O 1006 · RE | 1006 · RE | O 1006 · RE
";
