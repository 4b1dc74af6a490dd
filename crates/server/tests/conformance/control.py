"""Control frames and the closing handshake (RFC 6455, 5.5 and 7)."""

import socket
import struct

from cases import case, fails, orderly
from client import BINARY, CLOSE, FIN, PING, PONG, TEXT, closing, frame


def ponged(*payloads):
    def run(peer):
        for payload in payloads:
            peer.write(frame(FIN | PING, payload))
            got = peer.next()
            if got != "pong " + payload.hex():
                return got[:60]
        return orderly(peer, "pong")
    return run


case("control", "an empty ping", "pong", ponged(b""))
case("control", "a ping with text", "pong", ponged(b"hello"))
case("control", "a ping with any bytes", "pong", ponged(bytes(range(120, 245))))
case("control", "a ping of 125 bytes", "pong", ponged(b"p" * 125))
case("control", "ten pings, one by one", "pong", ponged(*[b"%d" % n for n in range(10)]))


def burst(peer):
    """Of several pings at once only the last has to be answered (5.5.3)."""
    peer.write(b"".join(frame(FIN | PING, b"%d" % n) for n in range(10)))
    peer.write(frame(FIN | TEXT, b"after"))
    got = []
    while not got or not got[-1].startswith(("text", "close", "end")):
        got.append(peer.next())
    wanted = ["pong " + (b"%d" % n).hex() for n in range(10)]
    pongs = got[:-1]
    ordered = [pong for pong in wanted if pong in pongs] == pongs
    if got[-1] == "text after" and pongs and pongs[-1] == wanted[-1] and ordered:
        return orderly(peer, "pong")
    return str(got)[:60]


def passed(*frames):
    def run(peer):
        for data in frames:
            peer.write(data)
        peer.write(frame(FIN | TEXT, b"still here"))
        got = peer.next()
        return orderly(peer, "ignored") if got == "text still here" else got[:60]
    return run


def chopped(peer):
    for byte in frame(FIN | PING, b"slowly"):
        peer.write(bytes([byte]))
    got = peer.next()
    return orderly(peer, "pong") if got == "pong " + b"slowly".hex() else got[:60]


case("control", "ten pings at once", "pong", burst)
case("control", "a ping byte by byte", "pong", chopped)
case("control", "an empty pong that nobody asked for", "ignored", passed(frame(FIN | PONG)))
case("control", "a pong of 125 bytes", "ignored", passed(frame(FIN | PONG, b"p" * 125)))
case("control", "a hundred pongs", "ignored", passed(*[frame(FIN | PONG, b"x")] * 100))
for name, opcode in (("ping", PING), ("pong", PONG), ("close", CLOSE)):
    payload = b"\x03\xe8" + b"r" * 124
    case("control", "a %s of 126 bytes" % name, "close 1002", fails(frame(FIN | opcode, payload)))
    case("control", "a %s in two parts" % name, "close 1002",
         fails(frame(opcode, b"\x03\xe8"), frame(FIN, b"x")))
case("control", "a ping of 65,535 bytes", "close 1002", fails(frame(FIN | PING, b"p" * 65535)))

# Closing.


def answered(*frames):
    """The close frame that answers ours; then the server ends the stream."""
    def run(peer):
        for data in frames:
            peer.write(data)
        got = peer.next()
        end = peer.end()
        return got if end == "end" else "%s, then %s" % (got[:60], end)
    return run


for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
             3000, 3999, 4000, 4401, 4999):
    case("close", "with %d" % code, "close %d" % code, answered(closing(code)))
# In IANA's registry, and newer than the library's list.
case("close", "with 1014", ("close 1014", "close 1002"), answered(closing(1014)))
for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535):
    case("close", "with %d" % code, "close 1002", answered(closing(code)))
# 1005 is what a library calls a close frame without a code.
case("close", "without a code", ("close 1000", "close 1005"), answered(frame(FIN | CLOSE)))
case("close", "with half a code", "close 1002", answered(frame(FIN | CLOSE, b"\x03")))
case("close", "with a reason", "close 1000", answered(closing(1000, b"all done")))
case("close", "with a reason in many scripts", "close 4000", answered(closing(4000, "κόσμε ✓".encode())))
case("close", "with a reason of 123 bytes", "close 1000", answered(closing(1000, b"r" * 123)))
for name, reason in (("overlong", b"\xc0\xaf"), ("a surrogate", b"\xed\xa0\x80"), ("cut short", b"ok \xe2\x9c")):
    case("close", "with a reason that is no UTF-8: %s" % name, ("close 1007", "close 1002"),
         answered(closing(1000, reason)))
case("close", "twice", "close 1000", answered(closing(1000), closing(1001)))
case("close", "then a message", "close 1000", answered(closing(1000), frame(FIN | TEXT, b"late")))
case("close", "then a ping", "close 1000", answered(closing(1000), frame(FIN | PING, b"late")))
case("close", "then 100 kB", "close 1000", answered(closing(1000), frame(FIN | BINARY, b"x" * 100_000)))
case("close", "byte by byte", "close 1000", answered(*[bytes([b]) for b in closing(1000, b"slow")]))


def message_first(peer):
    peer.write(frame(FIN | TEXT, b"a") + closing(1000))
    got = [peer.next(), peer.next()]
    return got[1] if got[0] == "text a" and peer.end() == "end" else str(got)


def half_closed(peer):
    peer.socket.shutdown(socket.SHUT_WR)
    return peer.end()


def cut_frame(peer):
    peer.write(frame(FIN | BINARY, b"x" * 100)[:50])
    peer.socket.shutdown(socket.SHUT_WR)
    return peer.end()


def asked(text, code, reason):
    def run(peer):
        peer.write(frame(FIN | TEXT, text))
        got = peer.next()
        if peer.reason != reason:
            return "%s %r" % (got, peer.reason)
        end = peer.finish()
        return got if end == "end" else "%s, then %s" % (got, end)
    return run


def talked_past(peer):
    """What comes behind the server's close frame is read, not answered, and
    costs it nothing: no reset, up to our own close frame."""
    peer.write(frame(FIN | TEXT, b"close 4000"))
    got = peer.next()
    for _ in range(100):
        peer.write(frame(FIN | BINARY, b"x" * 10_000))
    end = peer.finish()
    return got if end == "end" else "%s, then %s" % (got, end)


case("close", "right behind a message", "close 1000", message_first)
case("close", "the stream ends without a close frame", "end", half_closed)
case("close", "the stream ends inside a frame", "end", cut_frame)
case("close", "asked for: 4401 and a reason", "close 4401",
     asked(b"close 4401 signed out", 4401, "signed out"))
case("close", "asked for: 1011", "close 1011", asked(b"close 1011 boom", 1011, "boom"))
case("close", "asked for, with messages still coming", "close 4000", talked_past)
