"""Opening handshakes (RFC 6455, 4.2)."""

import h11
from cases import case, orderly
from client import FIN, KEY, PATH, TEXT, frame, request


def opens(data, check=None):
    def run(peer):
        peer.open(data)
        fault = check(peer) if check else None
        return fault or orderly(peer, "101")

    return run


def refused(data):
    def run(peer):
        peer.write(data)
        try:
            return str(peer.answer())
        except h11.RemoteProtocolError:
            return "no answer"

    return run


def add(name, expected, data, check=None):
    run = opens(data, check) if expected == "101" else refused(data)
    case("opening", name, expected, run)


def has(name, values):
    return lambda peer: None if peer.header(name) == values else str(peer.header(name))


def lists(*headers, without=()):
    return request(headers, without=without)


# What is allowed.
add("the plain one", "101", request())
add("names in lower case", "101", request().replace(b"Sec-WebSocket", b"sec-websocket"))
add("names in upper case", "101", request().replace(b"Sec-WebSocket", b"SEC-WEBSOCKET"))
for value in (b"WebSocket", b"WEBSOCKET", b"h2c, websocket", b"websocket, foo/2"):
    add("Upgrade: %s" % value.decode(), "101", lists((b"Upgrade", value), without=("upgrade",)))
for value in (b"upgrade", b"UPGRADE", b"keep-alive, Upgrade", b"Upgrade,keep-alive", b"a ,\tupgrade"):
    add("Connection: %s" % value.decode().replace("\t", " "), "101",
        lists((b"Connection", value), without=("connection",)))
add("Connection in two lines", "101",
    lists(b"Connection: keep-alive", b"Connection: Upgrade", without=("connection",)))
add("spaces around values", "101", request().replace(b": Upgrade", b":   Upgrade  "))
add("no spaces before values", "101", request().replace(b": ", b":"))
add("unknown fields", "101", lists(b"X-One: 1", b"X-Two: 2", b"X-One: 3"))
add("eighty unknown fields", "101", lists(*[b"X-%d: y" % n for n in range(80)]))
add("a cookie of 8 kB", "101", lists(b"Cookie: a=" + b"b" * 8192))
add("an empty field", "101", lists(b"X-Empty: "))
add("Origin: null", "101", lists(b"Origin: null"))
add("an Origin of https", "101", lists(b"Origin: https://app.example"))
add("a query", "101", request(path=PATH + b"?a=%20b&c"))
add("a query of 4 kB", "101", request(path=PATH + b"?a=" + b"b" * 4096))
add("the absolute form of the target", "101", request(path=b"http://localhost" + PATH))
add("Host with a port", "101", lists(b"Host: localhost:8006", without=("host",)))
no_protocol = has(b"sec-websocket-protocol", [])
add("no subprotocol offered, none chosen", "101", request(), no_protocol)
for offer, chosen in (
    ((b"chat",), b"chat"),
    ((b"a, b",), b"a"),
    ((b"a,b",), b"a"),
    ((b"a", b"b"), b"a"),
    ((b"v1.app-x_y+z",), b"v1.app-x_y+z"),
):
    lines = [(b"Sec-WebSocket-Protocol", value) for value in offer]
    add("subprotocols %s" % b" and ".join(offer).decode(), "101", lists(*lines),
        has(b"sec-websocket-protocol", [chosen]))
none = has(b"sec-websocket-extensions", [])
add("no extension offered, none chosen", "101", request(), none)
for offer in (b"x-made-up", b"permessage-bzip2; a=1", b"", b"permessage-deflate;;;"):
    add("extension %s" % (offer.decode() or "(empty)"), "101",
        lists((b"Sec-WebSocket-Extensions", offer)), none)
add("an unknown extension twice", "101",
    lists(b"Sec-WebSocket-Extensions: foo", b"Sec-WebSocket-Extensions: foo"), none)


def slowly(peer):
    """One byte at a time."""
    whole = request()
    for at in range(len(whole) - 1):
        peer.write(whole[at : at + 1])
    return opens(whole[-1:])(peer)


def at_once(peer):
    """The first message comes with the handshake."""
    peer.open(request() + frame(FIN | TEXT, b"early"))
    got = peer.next()
    return orderly(peer, "101") if got == "text early" else got


case("opening", "byte by byte", "101", slowly)
case("opening", "a message in the same packet", "101", at_once)

# What is not.
for field in ("host", "upgrade", "connection", "sec-websocket-key", "sec-websocket-version"):
    status = "400" if field in ("host", "sec-websocket-key") else "426"
    add("without %s" % field, status, request(without=(field,)))
add("Host twice", "400", lists(b"Host: other"))
add("Upgrade: h2c", "426", lists(b"Upgrade: h2c", without=("upgrade",)))
add("Upgrade: websockets", "426", lists(b"Upgrade: websockets", without=("upgrade",)))
add("Connection: keep-alive", "426", lists(b"Connection: keep-alive", without=("connection",)))
add("Connection: close", "426", lists(b"Connection: close", without=("connection",)))
for value in (b"0", b"7", b"8", b"12", b"14", b"013", b"13, 8", b"thirteen", b""):
    add("version %s" % (value.decode() or "(empty)"), "426",
        lists((b"Sec-WebSocket-Version", value), without=("sec-websocket-version",)))
add("version 13 twice", "426", lists(b"Sec-WebSocket-Version: 13"))
add("version 13 and 8", "426", lists(b"Sec-WebSocket-Version: 8"))
for name, key in (
    ("empty", b""),
    ("of 15 bytes", b"AAAAAAAAAAAAAAAAAAAA"),
    ("of 17 bytes", b"AAAAAAAAAAAAAAAAAAAAAAA="),
    ("without padding", KEY[:-2]),
    ("not Base64", b"!!!!!!!!!!!!!!!!!!!!!!=="),
    ("with a space inside", b"dGhlIHNhbXBs ZSBub25jZQ="),
):
    add("a key %s" % name, "400",
        lists((b"Sec-WebSocket-Key", key), without=("sec-websocket-key",)))
add("the key twice", "400", lists((b"Sec-WebSocket-Key", KEY)))
add("two keys", "400", lists(b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="))
for method in (b"POST", b"PUT", b"DELETE", b"get"):
    add("method %s" % method.decode(), "405", request(method=method))
add("HEAD", "426", request(method=b"HEAD"))
add("HTTP/1.0", "426", request(version=b"HTTP/1.0"))
add("HTTP/2 preface", "no answer", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
add("no HTTP at all", "400", b"\x16\x03\x01 hello\r\n\r\n")
add("a space before a colon", "400", request().replace(b"Upgrade: ", b"Upgrade : "))
add("a folded field", "400", request().replace(b"Host: localhost", b"Host:\r\n localhost"))
add("a NUL in a value", "400", lists(b"X-Nul: a\0b"))
add("a head of 300 kB", "431", lists(b"X-Long: " + b"x" * 300_000))
add("another path", "404", request(path=b"/reference/other"))
