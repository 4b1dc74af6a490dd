//! What programs print that do not run here: as public reports quote it, with
//! the host replaced by that of the test.

use why1006_evidence::{Asker, Clue::*, Told, Way, target::App};
use why1006_evidence::{PageScheme, Target};
use why1006_pasted::{Fault, Source, Why, read};

use crate::{context, here, target, told, whys};

const URL: &str = "wss://a.example/ws";

/// What one text about the target is read as: one thing understood, or named.
const QUOTED: &[(&str, Result<Told, Why>)] = &[
    // github.com/curl/curl, issue 568: curl 7.46, Windows in Chinese.
    (
        "curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308) - 给函数提供的标志无效",
        Ok(Told::new(Way::Terminal, TlsProtocol)),
    ),
    // github.com/mozilla/srihash.org, issue 432: curl.exe of Windows 10.
    (
        "> curl.exe -v https://a.example/\n*   Trying 185.199.109.153...\n* TCP_NODELAY set\n* Connected to a.example (185.199.109.153) port 443 (#0)\n* schannel: SSL/TLS connection with a.example port 443 (step 1/3)\n* schannel: checking server certificate revocation\n* schannel: failed to receive handshake, need more data\n* schannel: encrypted data got 3939\n* schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.\n* Closing connection 0\n* schannel: shutting down SSL/TLS connection with a.example port 443\n* schannel: clear security context handle\ncurl: (35) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target princip",
        Ok(Told::new(Way::TerminalWeb, CertName)),
    ),
    // github.com/loda-lang/loda-cpp, issue 178: only Schannel asks for this.
    (
        "curl: (35) schannel: next InitializeSecurityContext failed: Unknown error (0x80092012) - Die Sperrfunktion konnte keine Sperrprüfung für das Zertifikat durchführen.",
        Err(Why::Tool),
    ),
    (
        "curl: (77) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - Die Zertifikatkette wurde von einer nicht vertrauenswürdigen Zertifizierungsstelle ausgestellt.",
        Ok(Told::new(Way::Terminal, CertAuthority)),
    ),
    // github.com/r-hub/rhub, issue 496.
    (
        "curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_ILLEGAL_MESSAGE (0x80090326) - This error usually occurs when a fatal SSL/TLS alert is received (e.g. handshake failed).",
        Ok(Told::new(Way::Terminal, TlsAlert)),
    ),
    // github.com/libressl/portable, issue 369: macOS 10.13.
    (
        "$ curl https://a.example/ws -v\nRebuilt URL to: https://a.example/\n*   Trying 192.30.255.112...\n* TCP_NODELAY set\n* Connected to a.example (192.30.255.112) port 443 (#0)\n* ALPN, offering h2\n* ALPN, offering http/1.1\n* Cipher selection: ALL:!EXPORT:!EXPORT40:!EXPORT56:!aNULL:!LOW:!RC4:@STRENGTH\n* successfully set certificate verify locations:\n*   CAfile: /etc/ssl/cert.pem\n  CApath: none\n* TLSv1.2 (OUT), TLS handshake, Client hello (1):\n* LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:443\n* stopped the pause stream!\n* Closing connection 0\ncurl: (35) LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:443",
        Ok(Told::new(Way::TerminalWeb, ClosedEarly)),
    ),
    // github.com/Homebrew/homebrew-cask, issue 41608.
    (
        "curl: (56) LibreSSL SSL_read: SSL_ERROR_SYSCALL, errno 54",
        Ok(Told::new(Way::Terminal, ClosedEarly)),
    ),
    // github.com/2bc4/twitch-hls-client, issue 39: rustls.
    (
        "curl: (60) rustls_connection_process_new_packets: invalid peer certificate: UnknownIssuer",
        Ok(Told::new(Way::Terminal, CertAuthority)),
    ),
    // github.com/QT-DevOps/DevOpsIssues, issue 82: curl 7.58 names the reason.
    (
        "me@ip-172-31-82-241:~$ curl https://a.example\ncurl: (7) Failed to connect to a.example port 443: Connection refused",
        Ok(Told::new(Way::TerminalWeb, Refused)),
    ),
    // github.com/zodern/meteor-up, issue 818: the meter ends in the same line.
    (
        "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0curl: (7) Failed to connect to a.example port 443: Connection refused",
        Ok(Told::new(Way::Terminal, Refused)),
    ),
    // github.com/openssl/openssl, issue 13154: OpenSSL 1.1.1, and the
    // certificate that was sent along is not the one that signed.
    (
        "$ openssl s_client -connect a.example:443\nCONNECTED(00000003)\ndepth=0 C = ES, ST = Andalucia, CN = *.sspa.example\nverify error:num=20:unable to get local issuer certificate\nverify return:1\ndepth=0 C = ES, ST = Andalucia, CN = *.sspa.example\nverify error:num=21:unable to verify the first certificate\nverify return:1\n---\nCertificate chain\n 0 s:C = ES, ST = Andalucia, CN = *.sspa.example\n   i:C = BE, O = GlobalSign nv-sa, CN = GlobalSign RSA OV SSL CA 2018\n 1 s:C = ES, O = FNMT-RCM, OU = AC Componentes Inform\\C3\\A1ticos\n   i:C = ES, O = FNMT-RCM, OU = AC RAIZ FNMT-RCM\n---",
        Ok(Told::new(Way::TerminalTls, CertIncomplete)),
    ),
    // github.com/openssl/openssl, issue 1361: OpenSSL 1.0 writes names with
    // slashes, and this issuer was sent along.
    (
        "depth=0 C = UK, O = OpenSSL Group, CN = Test Server Cert\nverify error:num=21:unable to verify the first certificate\nverify return:1\nCONNECTED(00000003)\n---\nCertificate chain\n 0 s:/C=UK/O=OpenSSL Group/CN=Test Server Cert\n   i:/C=UK/O=OpenSSL Group/CN=OpenSSL Test Intermediate CA\n 1 s:/C=UK/O=OpenSSL Group/CN=OpenSSL Test Intermediate CA\n   i:/C=UK/O=OpenSSL Group/CN=OpenSSL Test Root CA\n---",
        Ok(Told::new(Way::TerminalTls, CertAuthority)),
    ),
    // github.com/openssl/openssl, issue 5168: nothing but the end of it.
    (
        "Verify return code: 21 (unable to verify the first certificate)",
        Ok(Told::new(Way::TerminalTls, CertAuthority)),
    ),
    // github.com/websockets/wscat, issue 136.
    (
        "➸ wscat -c wss://a.example/ws\nerror: Unexpected server response: 200",
        Ok(Told::status(Way::Terminal, 200)),
    ),
    // github.com/cosin2077/easyVoice, issue 65, and ws in a script.
    ("WebSocket error: Unexpected server response: 403", Ok(Told::status(Way::Terminal, 403))),
    // github.com/nsdkinx/vkmax, issue 8.
    (
        "websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 403",
        Ok(Told::status(Way::Terminal, 403)),
    ),
    // github.com/vi/websocat, issues 146 and 55.
    (
        "websocat: WebSocketError: Received unexpected status code",
        Ok(Told::new(Way::Terminal, Unspecific)),
    ),
    (
        "websocat: WebSocketError: WebSocketError: Received unexpected status code (403 Forbidden)",
        Ok(Told::status(Way::Terminal, 403)),
    ),
    // github.com/gorilla/websocket, issues 156, 951; kairen/pod-websocket-exec, 1.
    (
        "2016/08/26 20:48:49 dial:dial tcp 192.0.2.1:443: getsockopt: connection refused",
        Ok(Told::new(Way::Terminal, Refused)),
    ),
    ("2021/05/12 16:19:57 websocket: bad handshake", Ok(Told::new(Way::Terminal, Unspecific))),
    ("websocket: bad handshake 403 Forbidden", Ok(Told::status(Way::Terminal, 403))),
    // github.com/d2iq-archive/mesos-dns, issue 198.
    (
        "; <<>> DiG 9.8.1-P1 <<>> a.example\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 54361\n;; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 13, ADDITIONAL: 10\n\n;; QUESTION SECTION:\n;a.example.\tIN\tA\n\n;; ANSWER SECTION:\na.example. 60\tIN\tA\t10.129.196.13\na.example. 60\tIN\tA\t10.129.196.44",
        Err(Why::NameFound),
    ),
    // github.com/home-assistant/plugin-dns, issue 85.
    (
        "Server:         172.30.32.3\nAddress:        172.30.32.3#53\n\n** server can't find a.example: SERVFAIL",
        Ok(Told::new(Way::TerminalReach, NameNotResolved)),
    ),
    // github.com/weaveworks/weave, issue 1275.
    (
        "Server:\t\t172.17.42.1\nAddress:\t172.17.42.1#53\n\n*** Can't find a.example: No answer",
        Ok(Told::new(Way::TerminalReach, NameNotResolved)),
    ),
    // github.com/holmium/dnsforwarder, issue 116: Windows in Chinese, slow.
    (
        "C:\\Users\\me>nslookup a.example\nDNS request timed out.\n    timeout was 2 seconds.\n服务器:  UnKnown\nAddress:  127.0.0.1\n\n非权威应答:\n名称:    a.example\nAddresses:  199.16.158.179\n          199.16.158.168",
        Err(Why::NameFound),
    ),
    // github.com/XTLS/Xray-core, issue 652: no answer at all.
    (
        "C:\\Windows\\system32>nslookup -timeout=10 a.example\nDNS request timed out.\n    timeout was 10 seconds.\n服务器:  UnKnown\nAddress:  127.0.0.1\n\nDNS request timed out.\n    timeout was 10 seconds.\n*** 请求 UnKnown 超时",
        Ok(Told::new(Way::TerminalReach, NameNotResolved)),
    ),
    // github.com/Quad9DNS/documentation, pull request 6.
    (
        "Resolve-DnsName : a.example : DNS name does not exist\nAt line:1 char:1\n+ Resolve-DnsName a.example\n+ ~~~~~~~~~~~~~~~~~~~~~~~~~\n    + CategoryInfo          : ResourceUnavailable: (a.example:String) [Resolve-DnsName], Win32Exception\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName",
        Ok(Told::new(Way::TerminalReach, NameNotResolved)),
    ),
    // github.com/PowerShell/PowerShell, issue 25818.
    (
        "PS C:\\Users\\Chin> Test-NetConnection a.example -Port 443\n\nComputerName     : a.example\nRemoteAddress    : 192.0.2.8\nRemotePort       : 443\nInterfaceAlias   : vEthernet (external switch)\nSourceAddress    : 192.168.30.162\nTcpTestSucceeded : True",
        Ok(Told::new(Way::TerminalReach, Works)),
    ),
    // github.com/udp2raw-multiplatform, issue 2.
    (
        "Ping request could not find host a.example. Please check the name and try again.",
        Ok(Told::new(Way::TerminalReach, NameNotResolved)),
    ),
    // Windows in German, from its own resources as support threads quote them.
    (
        "C:\\>ping a.example\n\nPing wird ausgeführt für a.example [192.0.2.1] mit 32 Bytes Daten:\nZeitüberschreitung der Anforderung.\nZeitüberschreitung der Anforderung.\n\nPing-Statistik für 192.0.2.1:\n    Pakete: Gesendet = 2, Empfangen = 0, Verloren = 2\n    (100% Verlust),",
        Err(Why::Ping),
    ),
];

/// The texts alone.
pub(crate) fn texts() -> impl Iterator<Item = String> {
    QUOTED.iter().map(|(text, _)| (*text).to_owned())
}

#[test]
fn quoted_texts_are_understood() {
    for (text, expected) in QUOTED {
        let reading = here(text, URL);
        let told: Vec<Told> =
            told(&reading).into_iter().map(|told| Told { asker: None, ..told }).collect();
        match expected {
            Ok(one) => assert_eq!(told, std::slice::from_ref(one), "{text}\n{reading:#?}"),
            Err(why) => {
                assert_eq!(told, [], "{text}");
                assert!(whys(&reading).contains(why), "{text}\n{reading:#?}");
            }
        }
    }
}

#[test]
fn whose_origin_was_named() {
    let head = |origin: &str| {
        format!(
            "> GET /ws HTTP/1.1\n> Host: a.example\n{origin}> Upgrade: websocket\n> Connection: Upgrade\n> \n< HTTP/1.1 403 Forbidden\n< \n"
        )
    };
    let with = |target: &Target, text: &str| told(&read(text, &context(target, Source::ThisPage)));
    let plain = target(URL);
    let mut apps = target(URL);
    apps.app = Some(App {
        origin: "https://app.example:8443".into(),
        scheme: PageScheme::Https,
        here: false,
        policy: None,
        upgrades: false,
    });
    for (origin, unknown, known) in [
        ("> Origin: https://why.example\n", Asker::ThisPage, Asker::ThisPage),
        ("> origin: HTTPS://WHY.example:443/\n", Asker::ThisPage, Asker::ThisPage),
        ("> Origin: https://a.example\n", Asker::App, Asker::Other),
        ("> Origin: http://a.example\n", Asker::Other, Asker::Other),
        ("> Origin: https://app.example:8443\n", Asker::Other, Asker::App),
        ("> Origin: https://app.example\n", Asker::Other, Asker::Other),
        ("> Origin: null\n", Asker::Other, Asker::Other),
        ("", Asker::Nobody, Asker::Nobody),
    ] {
        let expected = |asker| [Told::status(Way::Terminal, 403).by(asker)];
        assert_eq!(with(&plain, &head(origin)), expected(unknown), "{origin}");
        assert_eq!(with(&apps, &head(origin)), expected(known), "{origin}");
    }
    // Its begin was cut off, so an origin may have stood there.
    let cut = "> Upgrade: websocket\n> \n< HTTP/1.1 403 Forbidden\n< \n";
    assert_eq!(with(&plain, cut), [Told::status(Way::Terminal, 403)]);
    let command = "$ curl -i -H 'Origin: https://why.example' https://a.example/ws\nHTTP/2 403 \nserver: x\n\nno\n";
    assert_eq!(with(&plain, command), [Told::status(Way::TerminalWeb, 403).by(Asker::ThisPage)]);
}

/// As curl 7.88 printed it of servers that were broken on purpose.
#[test]
fn a_101_is_judged_as_a_browser_would() {
    let ask = "> GET /ws HTTP/1.1\n> Host: a.example\n> Connection: Upgrade\n> Upgrade: websocket\n> Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n> Origin: https://why.example\n";
    let good = "< HTTP/1.1 101 Switching Protocols\n< Upgrade: websocket\n< Connection: Upgrade\n< Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\n";
    let extension = "< Sec-WebSocket-Extensions: permessage-deflate\n";
    let clue = |text: String| {
        let told = told(&here(&text, URL));
        assert!(told.iter().all(|t| t.way == Way::Terminal), "{text}");
        told.into_iter().map(|t| t.clue).collect::<Vec<_>>()
    };
    assert_eq!(clue(format!("{ask}> \n{good}< \n")), [Works]);
    assert_eq!(clue(format!("{ask}> \n{good}{extension}< \n")), [BadHandshake]);
    let offered = "> Sec-WebSocket-Extensions: permessage-deflate\n";
    assert_eq!(clue(format!("{ask}{offered}> \n{good}{extension}< \n")), [Works]);
    // The head ended before its time, and not only in the copy.
    for end in [
        "* Connection #0 to host a.example left intact",
        "* Closing connection 0",
        "* Closing connection 0\ncurl: (56) Too large response headers: 308527 > 307200",
    ] {
        assert_eq!(clue(format!("{ask}> \n{good}{end}\n")), [BrokenHead], "{end}");
    }
}

#[test]
fn a_reset_may_come_while_curl_connects() {
    let text = "*   Trying 192.0.2.1:443...\n* connect to 192.0.2.1 port 443 failed: Connection reset by peer\n* Failed to connect to a.example port 443 after 0 ms: Couldn't connect to server\n* Closing connection 0\ncurl: (7) Failed to connect to a.example port 443 after 0 ms: Couldn't connect to server";
    assert_eq!(told(&here(text, URL)), [Told::new(Way::Terminal, ClosedEarly)]);
}

#[test]
fn the_reference_is_the_control_of_the_commands() {
    let text = |status: &str| {
        format!(
            "*   Trying 192.0.2.7:443...\n* Connected to why.example (192.0.2.7) port 443 (#0)\n> GET /reference/http HTTP/1.1\n> Host: why.example\n> Accept: */*\n> \n< HTTP/1.1 {status}\n< content-type: application/json\n< \n* Connection #0 to host why.example left intact"
        )
    };
    assert_eq!(told(&here(&text("200 OK"), URL)), [Told::new(Way::TerminalReference, Works)]);
    assert_eq!(told(&here(&text("403 Forbidden"), URL)), []);
    assert_eq!(told(&here(&text("200 OK").replace("/reference/http", "/other"), URL)), []);
}

#[test]
fn outputs_of_others_are_given_back() {
    for (text, why, about) in [
        ("curl: (6) Could not resolve host: b.example", Why::OtherSite, "b.example"),
        (
            "$ curl -v https://b.example/ws?k=1\ncurl: (52) Empty reply from server",
            Why::OtherSite,
            "b.example",
        ),
        (
            "> GET /ws HTTP/1.1\n> Host: b.example\n> \n< HTTP/1.1 404 Not Found\n< ",
            Why::OtherSite,
            "b.example",
        ),
        (
            "* Connected to a.example (192.0.2.1) port 80 (#0)\n> GET /ws HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 301 Moved\n< ",
            Why::OtherAddress,
            "a.example",
        ),
        (
            "> GET /s/9f86d081884c7d659a2feaa0c55ad015/x?k=1 HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 404 Not Found\n< ",
            Why::OtherPath,
            "/s/…/x",
        ),
        (
            "$ openssl s_client -connect b.example:443\nconnect:errno=111",
            Why::OtherSite,
            "b.example",
        ),
        ("** server can't find b.example: NXDOMAIN", Why::OtherSite, "b.example"),
        (
            "nc: connect to a.example port 8443 (tcp) failed: Connection refused",
            Why::OtherAddress,
            "a.example",
        ),
        ("error: getaddrinfo ENOTFOUND b.example", Why::NotUnderstood, ""),
    ] {
        let reading = here(text, URL);
        assert_eq!(told(&reading), [], "{text}");
        let named = reading.ignored.first().map(|one| (one.why, one.about.as_str()));
        assert_eq!(named, Some((why, about)), "{text}");
    }
    // The network below is the same for every path.
    let refused = "$ curl https://a.example/other\ncurl: (7) Failed to connect to a.example port 443: Connection refused";
    assert_eq!(told(&here(refused, URL)), [Told::new(Way::TerminalWeb, Refused)]);
}

#[test]
fn what_is_cut_off_is_named() {
    for text in [
        "* Connected to a.example (192.0.2.1) port 443 (#0)\n> GET /ws HTTP/1.1\n> Host: a.example\n> Upgrade: websocket",
        "< HTTP/1.1 403 Forbidden\n< Server: x",
        "> GET /ws HTTP/1.1\n> Host: a.example\n> Upgrade: websocket\n> \n< HTTP/1.1 101 Switching Protocols\n< Upgrade: websocket",
        "curl: (52) Empty reply from server",
        "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a.example\n   i:CN = R3",
        "$ curl -sS https://a.example/ws\n<html>hello</html>",
    ] {
        let reading = here(text, URL);
        assert_eq!(reading.fault, Some(Fault::NothingUseful), "{text}\n{reading:#?}");
        assert_eq!(whys(&reading), [Why::NotTold], "{text}");
    }
}

#[test]
fn a_name_that_was_not_checked_does_not_work() {
    let chain = |name: &str| {
        format!(
            "CONNECTED(00000005)\ndepth=0 CN = {name}\nverify return:1\n---\nServer certificate\nsubject=CN = {name}\nissuer=CN = R3\n---\nNew, TLSv1/SSLv3, Cipher is AEAD-AES256-GCM-SHA384\nSSL-Session:\n    Protocol  : TLSv1.3\n    Verify return code: 0 (ok)\n---"
        )
    };
    let works = [Told::new(Way::TerminalTls, Works)];
    assert_eq!(told(&here(&chain("a.example"), URL)), works);
    assert_eq!(told(&here(&chain("*.example"), URL)), works);
    let other = here(&chain("b.example"), URL);
    assert_eq!((told(&other), whys(&other)), (vec![], vec![Why::NotTold]));
    // All names are visible only where somebody printed them.
    let names = format!("{}\n            DNS:b.example, DNS:*.b.example\n", chain("b.example"));
    assert_eq!(told(&here(&names, URL)), [Told::new(Way::TerminalTls, CertName)]);
}

#[test]
fn a_console_beside_a_terminal_is_read_as_well() {
    let text = "$ curl -sS https://a.example/ws\ncurl: (60) SSL certificate problem: certificate has expired\nMore details here: https://curl.se/docs/sslcerts.html\n\nWebSocket connection to 'wss://a.example/ws' failed: Error in connection establishment: net::ERR_CERT_DATE_INVALID";
    let both = [Told::new(Way::TerminalWeb, CertDate), Told::new(Way::Console, CertDate)];
    let reading = here(text, URL);
    assert_eq!((told(&reading), whys(&reading)), (both.to_vec(), vec![]));
}

#[test]
fn a_certificate_that_was_passed_over_hides_the_answer() {
    let text = "$ curl -k -i https://a.example/ws\nHTTP/1.1 403 Forbidden\nServer: x\n\n";
    let reading = here(text, URL);
    assert_eq!((told(&reading), whys(&reading)), (vec![], vec![Why::Unchecked]));
    let good = "* SSL certificate verify ok.\n> GET /ws HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 403 Forbidden\n< ";
    let text = format!("$ curl -k -v https://a.example/ws\n{good}");
    assert_eq!(told(&here(&text, URL)), [Told::status(Way::TerminalWeb, 403).by(Asker::Nobody)]);
}
