"""Data frames: lengths, masks, fragments, UTF-8, limits (RFC 6455, 5)."""

from cases import case, echo, fails, orderly
from client import BINARY, CAP, FIN, PING, PONG, RSV1, RSV2, RSV3, TEXT, closing, frame

# Lengths at every border of the header's forms.
for size in (0, 1, 125, 126, 127, 128, 65535, CAP):
    text = "x" * size
    case("messages", "text of %d bytes" % size, "echo",
         echo(frame(FIN | TEXT, text.encode()), message=text))
    data = bytes(n * 7 % 256 for n in range(size))
    case("messages", "binary of %d bytes" % size, "echo",
         echo(frame(FIN | BINARY, data), message=data))
for name, mask in (("of zeros", b"\0" * 4), ("of ones", b"\xff" * 4), ("of one byte", b"\0\0\0\x01")):
    case("messages", "a mask %s" % name, "echo",
         echo(frame(FIN | TEXT, b"masked", mask), message="masked"))
for piece in (1, 7, 1000):
    whole = frame(FIN | BINARY, bytes(300) * (piece if piece < 100 else 200))
    chopped = [whole[at : at + piece] for at in range(0, len(whole), piece)]
    case("messages", "written %d bytes at a time" % piece, "echo",
         echo(*chopped, message=bytes(300) * (piece if piece < 100 else 200)))


def many(peer):
    """A hundred messages in one packet come back in order."""
    peer.write(b"".join(frame(FIN | TEXT, b"%d" % n) for n in range(100)))
    got = [peer.next() for _ in range(100)]
    return orderly(peer, "echo") if got == ["text %d" % n for n in range(100)] else str(got)[:60]


case("messages", "a hundred in one packet", "echo", many)

# Lengths in longer forms than they need (5.2).
for form, size in (("H", 5), ("H", 125), ("Q", 5), ("Q", 126), ("Q", 65535)):
    payload = b"x" * size
    def run(peer, form=form, payload=payload):
        peer.write(frame(FIN | TEXT, payload, form=form))
        got = peer.next()
        # The frame may have been read as a whole before its form is minded.
        if got == "text " + payload.decode():
            got = peer.next()
        return got if peer.finish() == "end" else got + ", no end"
    case("messages", "length %d in the form of %d bits" % (size, {"H": 16, "Q": 64}[form]),
         "close 1002", run)

# Fragments.
def parts(opcode, *payloads, between=b""):
    frames = [frame(opcode if at == 0 else 0, payload) for at, payload in enumerate(payloads[:-1])]
    last = frame(FIN | (0 if frames else opcode), payloads[-1])
    return between.join(frames + [last])


for kind, opcode in (("text", TEXT), ("binary", BINARY)):
    whole = (lambda text: text) if kind == "text" else (lambda text: text.encode())
    case("fragments", "%s in two" % kind, "echo",
         echo(parts(opcode, b"a", b"b"), message=whole("ab")))
    case("fragments", "%s in three, all empty" % kind, "echo",
         echo(parts(opcode, b"", b"", b""), message=whole("")))
    case("fragments", "%s, the first and the last empty" % kind, "echo",
         echo(parts(opcode, b"", b"middle", b""), message=whole("middle")))
    case("fragments", "%s in a thousand of one byte" % kind, "echo",
         echo(parts(opcode, *[b"x"] * 1000), message=whole("x" * 1000)))
    case("fragments", "%s up to the cap" % kind, "echo",
         echo(parts(opcode, *[b"y" * (CAP // 4)] * 4), message=whole("y" * CAP)))
    case("fragments", "%s over the cap" % kind, "close 1009",
         fails(parts(opcode, *[b"y" * (CAP // 4)] * 4, b"z")))
case("fragments", "two messages one after the other", "echo",
     lambda peer: (peer.write(parts(TEXT, b"a", b"b")), echo(parts(BINARY, b"c", b"d"),
                   message=b"cd")(peer) if peer.next() == "text ab" else "lost")[1])


def interrupted(control, answers):
    def run(peer):
        peer.write(parts(TEXT, b"a", b"b", b"c", between=control))
        got = [peer.next() for _ in range(len(answers) + 1)]
        if got != answers + ["text abc"]:
            return str(got)[:60]
        return orderly(peer, "echo")
    return run


case("fragments", "a pong in between", "echo", interrupted(frame(FIN | PONG, b"p"), []))


def pinged(peer):
    """Pings between fragments are answered before the message is whole."""
    peer.write(frame(TEXT, b"a") + frame(FIN | PING, b"one"))
    first = peer.next()
    peer.write(frame(0, b"b") + frame(FIN | PING, b"two"))
    second = peer.next()
    peer.write(frame(FIN, b"c"))
    got = [first, second, peer.next()]
    wanted = ["pong " + b"one".hex(), "pong " + b"two".hex(), "text abc"]
    return orderly(peer, "echo") if got == wanted else str(got)[:60]


def closed(peer):
    peer.write(frame(TEXT, b"a") + closing(1000))
    got = peer.next()
    return got if peer.end() == "end" else got + ", no end"


case("fragments", "pings in between", "echo", pinged)
case("fragments", "a close in between", "close 1000", closed)
case("fragments", "a continuation of nothing", "close 1002", fails(frame(FIN, b"x")))
case("fragments", "a first part of nothing", "close 1002", fails(frame(0, b"x")))
case("fragments", "a continuation behind a whole message", "close 1002",
     lambda peer: (peer.write(frame(FIN | TEXT, b"a")), peer.next(), fails(frame(FIN, b"x"))(peer))[2])
for kind, opcode in (("text", TEXT), ("binary", BINARY)):
    case("fragments", "a new %s before the last part" % kind, "close 1002",
         fails(frame(TEXT, b"a"), frame(FIN | opcode, b"b")))
    case("fragments", "a new %s in parts before the last part" % kind, "close 1002",
         fails(frame(TEXT, b"a"), frame(opcode, b"b")))

# UTF-8.
for name, text in (
    ("U+0000", "\0"), ("U+007F", "\x7f"), ("U+0080", "\x80"), ("U+07FF", "\u07ff"),
    ("U+0800", "\u0800"), ("U+D7FF", "\ud7ff"), ("U+E000", "\ue000"), ("U+FEFF", "\ufeff"),
    ("U+FFFE", "\ufffe"), ("U+FFFF", "\uffff"), ("U+10000", "\U00010000"),
    ("U+10FFFF", "\U0010ffff"), ("several planes", "κόσμε ✓ 🦀 é"),
):
    case("UTF-8", name, "echo", echo(frame(FIN | TEXT, text.encode()), message=text))
CRAB = "🦀"
for at in (1, 2, 3):
    case("UTF-8", "four bytes, parted after %d" % at, "echo",
         echo(parts(TEXT, CRAB.encode()[:at], CRAB.encode()[at:]), message=CRAB))
case("UTF-8", "four bytes in four parts", "echo",
     echo(parts(TEXT, *[bytes([byte]) for byte in CRAB.encode()]), message=CRAB))
BAD = (
    ("a lone continuation 80", b"\x80"), ("a lone continuation BF", b"\xbf"),
    ("two bytes cut short", b"\xc3"), ("three bytes cut short", b"\xe2\x9c"),
    ("four bytes cut short", b"\xf0\x9f\xa6"), ("cut short in the middle", b"a\xe2\x9cb"),
    ("overlong C0 AF", b"\xc0\xaf"), ("overlong C1 BF", b"\xc1\xbf"),
    ("overlong E0 80 AF", b"\xe0\x80\xaf"), ("overlong F0 80 80 AF", b"\xf0\x80\x80\xaf"),
    ("surrogate D800", b"\xed\xa0\x80"), ("surrogate DFFF", b"\xed\xbf\xbf"),
    ("a pair of surrogates", b"\xed\xa0\xbd\xed\xb8\x80"),
    ("above U+10FFFF", b"\xf4\x90\x80\x80"), ("F5", b"\xf5\x80\x80\x80"),
    ("five bytes", b"\xf8\x88\x80\x80\x80"), ("FE", b"\xfe"), ("FF", b"\xff"),
    ("good, then bad", "κόσμε".encode() + b"\xed\xa0\x80edited"),
)
for name, bad in BAD:
    case("UTF-8", name, "close 1007", fails(frame(FIN | TEXT, bad)))
case("UTF-8", "bad in the second part", "close 1007", fails(parts(TEXT, b"good", b"\xff")))
case("UTF-8", "bad across two parts", "close 1007", fails(parts(TEXT, b"\xf4", b"\x90\x80\x80")))
case("UTF-8", "the last part never completes", "close 1007", fails(parts(TEXT, b"\xf0\x9f", b"")))
case("UTF-8", "binary may be anything", "echo",
     echo(frame(FIN | BINARY, b"\xff\xfe\x80"), message=b"\xff\xfe\x80"))

# Masks, reserved bits, opcodes.
for name, first in (("text", FIN | TEXT), ("binary", FIN | BINARY), ("ping", FIN | PING)):
    case("bits", "%s without a mask" % name, "close 1002", fails(frame(first, b"x", None)))
case("bits", "a close without a mask", "close 1002", fails(frame(FIN | 8, b"\x03\xe8", None)))
case("bits", "a continuation without a mask", "close 1002",
     fails(frame(TEXT, b"a"), frame(FIN, b"b", None)))
BITS = [("RSV1", RSV1), ("RSV2", RSV2), ("RSV3", RSV3), ("RSV1 and RSV2", RSV1 | RSV2),
        ("all three", RSV1 | RSV2 | RSV3)]
for name, bits in BITS:
    case("bits", "%s on text" % name, "close 1002", fails(frame(FIN | bits | TEXT, b"x")))
for name, bits in BITS[:3]:
    case("bits", "%s on a ping" % name, "close 1002", fails(frame(FIN | bits | PING, b"x")))
    case("bits", "%s on a continuation" % name, "close 1002",
         fails(frame(TEXT, b"a"), frame(FIN | bits, b"b")))
for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
    case("bits", "opcode %d" % opcode, "close 1002", fails(frame(FIN | opcode, b"x")))

# Limits.
for kind, opcode in (("text", TEXT), ("binary", BINARY)):
    case("limits", "%s one byte over the cap" % kind, "close 1009",
         fails(frame(FIN | opcode, b"x" * (CAP + 1))))
    case("limits", "%s of 8 MiB, all of it written" % kind, "close 1009",
         fails(frame(FIN | opcode, b"x" * (8 << 20))))
for name, length in (("1 TiB", 1 << 40), ("2^63 - 1 bytes", (1 << 63) - 1)):
    def run(peer, length=length):
        peer.write(frame(FIN | BINARY, b"", length=length, form="Q"))
        return peer.next()
    case("limits", "a frame that claims %s" % name, "close 1009", run)
case("limits", "a frame that claims 2^63 bytes", ("close 1002", "close 1009"),
     lambda peer: (peer.write(frame(FIN | BINARY, b"", length=1 << 63, form="Q")), peer.next())[1])
case("limits", "one byte over in a thousand parts", "close 1009",
     fails(parts(BINARY, *[b"x" * 66] * 993)))
