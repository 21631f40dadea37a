"""Servers that do not keep to the protocol, one bad habit each, and what a client must make of it."""
import socket
import struct
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from entente import messages  # noqa: E402

RESPONSE, ERROR, ITEM, END, PING, GOING_AWAY = 1, 2, 3, 4, 6, 8
WELCOME = bytes(messages.Welcome(
    protocol_version=1, service="decision", instance="hostile", maximum_frame=4 << 20, heartbeat_millis=200))
ALLOW = bytes(messages.CheckResponse(verdict=messages.Verdict.ALLOW, reason=messages.Reason.PARTNERSHIP))


def frame(kind, method, id, payload=b"", version=1, length=None):
    length = 12 + len(payload) if length is None else length
    return struct.pack(">IBBHII", length, version, kind, method, id, 0) + payload


def failure(code):
    return bytes(messages.Failure(code=code, message="no"))


HOLD = object()  # Stay connected, say nothing more.
CODE = messages.FailureCode
BROKEN, UNREACHABLE, LOST, LATE = "protocol-broken", "unreachable", "connection-lost", "deadline-exceeded"

# name: (what it says to Hello, what it says to the request with id R, the kinds of failure that are right).
HABITS = {
    "hangs up at once": ([None], [], [UNREACHABLE]),
    "never greets": ([HOLD], [], [UNREACHABLE, LATE]),
    "greets with garbage": ([b"HTTP/1.1 400 Bad Request\r\n\r\n" * 4], [], [BROKEN]),
    "greets with an unreadable message": ([lambda r: frame(RESPONSE, 1, r, b"\x0a\xff")], [], [BROKEN]),
    "greets half": ([lambda r: frame(RESPONSE, 1, r, WELCOME)[:20], None], [], [UNREACHABLE]),
    "speaks another version": (
        [lambda r: frame(RESPONSE, 1, r, bytes(messages.Welcome(protocol_version=9, service="decision")))],
        [], [BROKEN]),
    "is another service": (
        [lambda r: frame(RESPONSE, 1, r, bytes(messages.Welcome(protocol_version=1, service="directory")))],
        [], [UNREACHABLE]),
    "refuses the greeting": ([lambda r: frame(ERROR, 1, r, failure(CODE.UNAUTHENTICATED)), None], [], ["refused"]),
    "is full": ([lambda r: frame(ERROR, 0, 0, failure(CODE.RESOURCE_EXHAUSTED)), None], [], [UNREACHABLE]),
    "refuses unreadably": ([lambda r: frame(ERROR, 1, r, b"\xff")], [], [BROKEN]),
    "hangs up on a request": (True, [None], [LOST]),
    "never answers": (True, [HOLD], [LATE]),
    "answers garbage": (True, [b"\x00" * 64], [BROKEN]),
    "sends an oversize frame": (True, [b"\xff\xff\xff\xff", HOLD], [BROKEN]),
    "sends a frame just too long": (True, [struct.pack(">I", (4 << 20) + 1), HOLD], [BROKEN]),
    "sends a frame too short": (True, [lambda r: frame(RESPONSE, 301, r, length=11), HOLD], [BROKEN]),
    "sends an unknown version": (True, [lambda r: frame(RESPONSE, 301, r, ALLOW, version=2), HOLD], [BROKEN]),
    "sends an unknown kind": (True, [lambda r: frame(99, 301, r, ALLOW), HOLD], [BROKEN]),
    "sends half a header and waits": (True, [b"\x00\x00\x00", HOLD], [LATE]),
    "sends half a header and hangs up": (True, [b"\x00\x00\x00", None], [LOST]),
    "sends half a frame and waits": (True, [lambda r: frame(RESPONSE, 301, r, ALLOW)[:-1], HOLD], [LATE]),
    "sends half a frame and hangs up": (True, [lambda r: frame(RESPONSE, 301, r, ALLOW)[:-1], None], [LOST]),
    "answers somebody else": (True, [lambda r: frame(RESPONSE, 301, r + 1000, ALLOW), HOLD], [LATE]),
    "answers by a stream": (True, [lambda r: frame(ITEM, 301, r, ALLOW), HOLD], [BROKEN]),
    "answers by the end of a stream": (True, [lambda r: frame(END, 301, r), HOLD], [BROKEN]),
    "answers an unreadable message": (True, [lambda r: frame(RESPONSE, 301, r, b"\x08"), HOLD], [BROKEN]),
    "answers by another wire type": (True, [lambda r: frame(RESPONSE, 301, r, b"\x0a\x01a"), HOLD], [BROKEN]),
    "refuses a request unreadably": (True, [lambda r: frame(ERROR, 301, r, b"\x12\x01\xff"), HOLD], [BROKEN]),
    "refuses by a code from the future": (True, [lambda r: frame(ERROR, 301, r, b"\x08\x63\x12\x01x"), HOLD],
        ["refused"]),
    "ends the connection by an error": (True, [lambda r: frame(ERROR, 0, 0, failure(CODE.INVALID_ARGUMENT)), None],
        [LOST]),
    "pings and goes away without an answer": (True, [frame(PING, 0, 7), frame(GOING_AWAY, 0, 0), None],
        [LOST, UNREACHABLE]),
    "answers twice, and what nobody asked": (
        True, [lambda r: frame(RESPONSE, 301, 77, ALLOW) + frame(RESPONSE, 301, r, ALLOW) * 2, HOLD], ["ok"]),
    "answers byte by byte": (True, [lambda r: frame(RESPONSE, 301, r, ALLOW), HOLD], ["ok"]),
    "answers words from the future": (True, [lambda r: frame(RESPONSE, 301, r, b"\x08\x63\x10\x63\xc2\x3e\x02hi"), HOLD],
        ["ok"]),
}


class Hostile:
    """Listens on a port of its own until closed; treats every connection alike."""

    def __init__(self, name):
        self.greeting, self.answer, self.right = HABITS[name]
        self.bytewise = "byte by byte" in name
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.open = [self.listener]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.open.append(connection)
            threading.Thread(target=self.treat, args=(connection,), daemon=True).start()

    def treat(self, connection):
        try:
            with connection.makefile("rb") as stream:
                greeting = [lambda r: frame(RESPONSE, 1, r, WELCOME)] if self.greeting is True else self.greeting
                if self.say(connection, greeting, self.read(stream)):
                    while self.say(connection, self.answer, self.read(stream)):
                        pass
        except (OSError, struct.error):
            pass
        connection.close()

    def read(self, stream):
        length, _, _, _, id, _ = struct.unpack(">IBBHII", stream.read(16))
        stream.read(length - 12)
        return id

    def say(self, connection, parts, id):
        for part in parts:
            if part is None:
                connection.shutdown(socket.SHUT_RDWR)
                return False
            if part is not HOLD:
                data = part(id) if callable(part) else part
                for piece in [data[i:i + 1] for i in range(len(data))] if self.bytewise else [data]:
                    connection.sendall(piece)
        return True

    def close(self):
        for one in self.open:
            one.close()
