"""A WebSocket client that shares no code with the server: h11 reads the answer
to the opening handshake, wsproto reads the frames and fails on any that breaks
RFC 6455. What the server is sent is made here byte by byte, since a client that
keeps the rules cannot send what breaks them."""

import base64
import hashlib
import socket
import struct

import h11
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage
from wsproto.utilities import LocalProtocolError

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
PATH = b"/reference/socket"
CAP = 64 * 1024
PATIENCE = 10

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
FIN, RSV1, RSV2, RSV3 = 0x80, 0x40, 0x20, 0x10


def frame(first, payload=b"", mask=b"\x37\xfa\x21\x3d", length=None, form=None):
    """A frame: first byte, payload, mask (None: unmasked). `length` is claimed
    in place of the true one, in the `form` "B", "H" or "Q"."""
    size = len(payload) if length is None else length
    form = form or ("B" if size < 126 else "H" if size < 65536 else "Q")
    bit = 0 if mask is None else 0x80
    if form == "B":
        head = struct.pack("!BB", first, bit | size)
    else:
        head = struct.pack("!BB" + form, first, bit | (126 if form == "H" else 127), size)
    if mask is None:
        return head + payload
    key = (mask * (len(payload) // 4 + 1))[: len(payload)]
    masked = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return head + mask + masked.to_bytes(len(payload), "big")


def closing(code, reason=b""):
    return frame(FIN | CLOSE, struct.pack("!H", code) + reason)


def request(headers=(), path=PATH, method=b"GET", version=b"HTTP/1.1", without=()):
    """An opening handshake. `headers` come behind the usual ones, of which those
    named in `without` (lower case) are left out."""
    usual = [
        (b"Host", b"localhost"),
        (b"Upgrade", b"websocket"),
        (b"Connection", b"Upgrade"),
        (b"Sec-WebSocket-Key", KEY),
        (b"Sec-WebSocket-Version", b"13"),
    ]
    lines = [(n, v) for n, v in usual if n.lower().decode() not in without]
    lines += [header if isinstance(header, tuple) else header.split(b": ", 1) for header in headers]
    head = method + b" " + path + b" " + version + b"\r\n"
    return head + b"".join(n + b": " + v + b"\r\n" for n, v in lines) + b"\r\n"


class Peer:
    """One connection to the server."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def write(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # The server has ended the connection; reading tells how.

    def read(self):
        try:
            return self.socket.recv(65536)
        except ConnectionResetError:
            return b"reset"

    def answer(self):
        """Reads the head of the answer; bytes behind it are kept."""
        http = h11.Connection(h11.CLIENT)
        # h11 has to know that an upgrade was asked for.
        http.send(h11.Request(method="GET", target="/", headers=[
            ("Host", "a"), ("Upgrade", "websocket"), ("Connection", "Upgrade")]))
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                http.receive_data(self.read())
                continue
            self.headers = [(bytes(n).lower(), bytes(v)) for n, v in event.headers]
            self.rest = http.trailing_data[0]
            return event.status_code

    def header(self, name):
        return [value for n, value in self.headers if n == name]

    def open(self, data=None, extensions=()):
        """Opens, checks the answer, and takes the greeting."""
        self.write(data or request())
        status = self.answer()
        if status != 101:
            raise AssertionError("not opened: %d" % status)
        accept = base64.b64encode(hashlib.sha1(KEY + GUID).digest())
        assert self.header(b"sec-websocket-accept") == [accept], self.headers
        assert [v.lower() for v in self.header(b"upgrade")] == [b"websocket"], self.headers
        assert [v.lower() for v in self.header(b"connection")] == [b"upgrade"], self.headers
        for extension in extensions:
            extension.finalize(self.header(b"sec-websocket-extensions")[0].decode())
        self.connection = Connection(ConnectionType.CLIENT, list(extensions), self.rest)
        self.queue = self.connection.events()
        greeting = self.next()
        assert greeting.startswith('text {"why1006":1,'), greeting
        return self

    def next(self):
        """The next whole message, control frame or end, as a line of text."""
        kind, content = None, None
        while True:
            try:
                event = next(self.queue)
            except StopIteration:
                if self.ended():
                    return self.end()
                data = self.read()
                if not data or data == b"reset":
                    return "reset" if data else "end"
                self.connection.receive_data(data)
                self.queue = self.connection.events()
                continue
            except LocalProtocolError as error:
                return "wsproto: %s" % error
            if isinstance(event, (TextMessage, BytesMessage)):
                kind = "text" if isinstance(event, TextMessage) else "binary"
                content = event.data if content is None else content + event.data
                if event.message_finished:
                    return "%s %s" % (kind, content if kind == "text" else bytes(content).hex())
            elif isinstance(event, Pong):
                return "pong %s" % bytes(event.payload).hex()
            elif isinstance(event, Ping):
                return "ping %s" % bytes(event.payload).hex()
            elif isinstance(event, CloseConnection):
                self.reason = event.reason
                # wsproto tells of a broken frame as if it were a close.
                word = "close %d" if self.ended() else "server broke the rules (%d): " + event.reason
                return word % event.code

    def ended(self):
        return self.connection.state.name in ("CLOSED", "REMOTE_CLOSING")

    def end(self):
        """What comes behind the last frame: nothing but the end."""
        data = self.read()
        return "end" if not data else "reset" if data == b"reset" else "bytes after the close"

    def finish(self):
        """Answers the server's close frame; the server then ends the stream."""
        self.write(closing(1000))
        return self.end()
