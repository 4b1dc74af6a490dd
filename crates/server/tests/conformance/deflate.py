"""Compressed messages (RFC 7692)."""

import random
import zlib

from cases import case, orderly
from client import BINARY, CAP, FIN, PATH, PING, RSV1, RSV2, TEXT, closing, frame, request
from wsproto.extensions import PerMessageDeflate

BOTH = "server_no_context_takeover; client_no_context_takeover"


def packed(data, level=6, bits=15):
    engine = zlib.compressobj(level, wbits=-bits)
    whole = engine.compress(data) + engine.flush(zlib.Z_SYNC_FLUSH)
    assert whole.endswith(b"\0\0\xff\xff")
    return whole[:-4]


def offering(offer=b"permessage-deflate; client_max_window_bits"):
    return request([(b"Sec-WebSocket-Extensions", offer)])


def opened(peer, offer=b"permessage-deflate; client_max_window_bits"):
    return peer.open(offering(offer), [PerMessageDeflate()])


# Negotiation.
for offer, answer in (
    ("permessage-deflate", BOTH),
    ("permessage-deflate; client_max_window_bits", BOTH),
    ("permessage-deflate; client_max_window_bits=8", BOTH),
    ("permessage-deflate; client_max_window_bits=15", BOTH),
    ("permessage-deflate; server_no_context_takeover", BOTH),
    ("permessage-deflate; client_no_context_takeover", BOTH),
    ("permessage-deflate;server_no_context_takeover;client_no_context_takeover", BOTH),
    ("permessage-deflate; server_max_window_bits=9", BOTH + "; server_max_window_bits=9"),
    ("permessage-deflate; server_max_window_bits=15", BOTH + "; server_max_window_bits=15"),
    ('permessage-deflate; server_max_window_bits="12"', BOTH + "; server_max_window_bits=12"),
    ("permessage-foo, permessage-deflate", BOTH),
    ("permessage-deflate; made_up, permessage-deflate", BOTH),
    ("permessage-deflate; server_max_window_bits=10, permessage-deflate",
     BOTH + "; server_max_window_bits=10"),
    ("permessage-deflate; made_up", None),
    ("permessage-deflate; server_max_window_bits", None),
    ("permessage-deflate; server_max_window_bits=7", None),
    ("permessage-deflate; server_max_window_bits=16", None),
    ("permessage-deflate; server_max_window_bits=09", None),
    ("permessage-deflate; client_max_window_bits=16", None),
    ("permessage-deflate; client_max_window_bits=x", None),
    ("permessage-deflate; server_no_context_takeover=1", None),
    ("permessage-deflate; client_no_context_takeover; client_no_context_takeover", None),
):
    def run(peer, offer=offer):
        peer.open(offering(offer.encode()))
        got = peer.header(b"sec-websocket-extensions")
        peer.write(closing(1000))
        peer.next()
        return got[0].decode() if got else "declined"
    case("deflate", "offer `%s`" % offer, "permessage-deflate; " + answer if answer else "declined", run)


def echo(frames, message, offer=b"permessage-deflate; client_max_window_bits"):
    def run(peer):
        opened(peer, offer)
        for data in frames:
            peer.write(data)
        got = peer.next()
        kind = "text" if isinstance(message, str) else "binary"
        if got != "%s %s" % (kind, message if kind == "text" else message.hex()):
            return got[:60]
        return orderly(peer, "echo")
    return run


def fails(*frames):
    def run(peer):
        opened(peer)
        for data in frames:
            peer.write(data)
        got = peer.next()
        if not got.startswith("close "):
            return got[:60]
        end = peer.finish()
        return got if end == "end" else "%s, then %s" % (got, end)
    return run


NOISE = random.Random(1006).randbytes(CAP)
C = FIN | RSV1
for size in (0, 1, 125, 126, 65535, CAP):
    for kind, data in (("compressible", b"x" * size), ("random", NOISE[:size])):
        case("deflate", "%s, %d bytes" % (kind, size), "echo",
             echo([frame(C | BINARY, packed(data))], data))
case("deflate", "text", "echo", echo([frame(C | TEXT, packed("κόσμε ✓ 🦀".encode()))], "κόσμε ✓ 🦀"))
for level in (0, 1, 9):
    case("deflate", "level %d" % level, "echo",
         echo([frame(C | TEXT, packed(b"level " * 500, level))], "level " * 500))
case("deflate", "a client's window of 9 bits", "echo",
     echo([frame(C | BINARY, packed(NOISE[:5000] * 2, bits=9))], NOISE[:5000] * 2))
case("deflate", "a last block inside (7.2.3.4)", "echo",
     echo([frame(C | TEXT, bytes.fromhex("f348cdc9c9070000"))], "Hello"))
case("deflate", "two blocks (7.2.3.5)", "echo",
     echo([frame(C | TEXT, bytes.fromhex("f248050000 00ffffcac9c90700".replace(" ", "")))], "Hello"))
case("deflate", "a stored block (7.2.3.3)", "echo",
     echo([frame(C | TEXT, bytes.fromhex("000500faff48656c6c6f00"))], "Hello"))
case("deflate", "a message that is not compressed", "echo",
     echo([frame(FIN | TEXT, b"plain")], "plain"))
HELLO = packed(b"Hello")
case("deflate", "in two parts", "echo",
     echo([frame(RSV1 | TEXT, HELLO[:3]), frame(FIN, HELLO[3:])], "Hello"))
case("deflate", "in parts of one byte", "echo",
     echo([frame(RSV1 | TEXT, HELLO[:1])] + [frame(0, bytes([b])) for b in HELLO[1:]] + [frame(FIN)], "Hello"))
case("deflate", "an empty first part", "echo",
     echo([frame(RSV1 | TEXT), frame(FIN, HELLO)], "Hello"))
case("deflate", "byte by byte", "echo",
     echo([bytes([b]) for b in frame(C | TEXT, HELLO)], "Hello"))


def pinged(peer):
    opened(peer)
    peer.write(frame(RSV1 | TEXT, HELLO[:3]) + frame(FIN | PING, b"p"))
    got = [peer.next()]
    peer.write(frame(FIN, HELLO[3:]))
    got.append(peer.next())
    return orderly(peer, "echo") if got == ["pong 70", "text Hello"] else str(got)


def mixed(peer):
    """Each message stands for itself: no window is kept."""
    opened(peer)
    for n in range(20):
        text = ("message %d " % n) * n
        data = frame(C | TEXT, packed(text.encode())) if n % 2 else frame(FIN | TEXT, text.encode())
        peer.write(data)
        if peer.next() != "text " + text:
            return "lost at %d" % n
    return orderly(peer, "echo")


case("deflate", "a ping in between", "echo", pinged)
case("deflate", "twenty, every other one compressed", "echo", mixed)


def within(bits):
    """Our own zlib with so small a window reads what the server packed."""
    def run(peer):
        data = NOISE[:3000] * 8
        peer.open(offering(b"permessage-deflate; server_max_window_bits=%d" % bits))
        peer.write(frame(C | BINARY, packed(data)))
        raw = b""
        while len(raw) < 4 or len(raw) < 4 + int.from_bytes(raw[2:4], "big"):
            raw += peer.read()
        if raw[0] != C | BINARY or raw[1] != 126:
            return "frame %s" % raw[:4].hex()
        engine = zlib.decompressobj(-bits)
        plain = engine.decompress(raw[4:] + b"\0\0\xff\xff")
        return "echo" if plain == data else "other data"
    return run


for bits in (9, 10, 12, 15):
    case("deflate", "the server keeps to a window of %d bits" % bits, "echo", within(bits))

BOMB = packed(b"\0" * (64 << 20), 9)
case("deflate", "a bomb of 64 MiB", "close 1009", fails(frame(C | BINARY, BOMB)))
case("deflate", "one byte over the cap", "close 1009", fails(frame(C | BINARY, packed(b"x" * (CAP + 1)))))
case("deflate", "random, one byte over the cap", "close 1009",
     fails(frame(C | BINARY, packed(NOISE + b"x"))))
case("deflate", "empty blocks without end", "close 1009",
     fails(frame(C | BINARY, b"\0\0\0\xff\xff" * 40_000)))
case("deflate", "no deflated data", "close 1007", fails(frame(C | TEXT, b"\xff" * 20)))
case("deflate", "a block of the reserved type", "close 1007", fails(frame(C | TEXT, b"\x07")))
case("deflate", "a distance beyond the start", "close 1007",
     fails(frame(C | TEXT, bytes.fromhex("02050500"))))
case("deflate", "text that is no UTF-8", "close 1007", fails(frame(C | TEXT, packed(b"ok \xff"))))
case("deflate", "RSV1 on a continuation", "close 1002",
     fails(frame(RSV1 | TEXT, HELLO[:3]), frame(C, HELLO[3:])))
case("deflate", "RSV1 on a ping", "close 1002", fails(frame(C | PING, b"p")))
case("deflate", "RSV1 and RSV2", "close 1002", fails(frame(C | RSV2 | TEXT, HELLO)))
case("deflate", "a new message before the last part", "close 1002",
     fails(frame(RSV1 | TEXT, HELLO[:3]), frame(C | TEXT, HELLO)))
case("deflate", "without a mask", "close 1002", fails(frame(C | TEXT, HELLO, None)))
