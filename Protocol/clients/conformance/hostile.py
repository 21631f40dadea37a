"""Servers that do not keep to the protocol, one bad habit each, and what a client must make of it."""
import socket
import struct
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from entente import messages, wire  # noqa: E402

RESPONSE, ERROR, ITEM, END, PING, GOING_AWAY = 1, 2, 3, 4, 6, 8
WELCOME = bytes(messages.Welcome(
    protocol_version=1, service="decision", instance="hostile", maximum_frame=4 << 20, heartbeat_millis=200))
USER = bytes(messages.CreateUserResponse(user=messages.User(id="ada")))
ALLOW = bytes(messages.CheckResponse(verdict=messages.Verdict.ALLOW, reason=messages.Reason.PARTNERSHIP))


def frame(kind, method, id, payload=b"", version=1, length=None):
    length = 12 + len(payload) if length is None else length
    return struct.pack(">IBBHII", length, version, kind, method, id, 0) + payload


def failure(code, state=None):
    details = messages.FailureDetails(state=state) if state else None
    return bytes(messages.Failure(code=code, message="no", details=details))


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


def refuses(code, state=None):
    return [lambda r: frame(ERROR, 111, r, failure(code, state))]


GONE = object()  # Hang up, and listen no more.
DONE = [lambda r: frame(RESPONSE, 111, r, USER)]
UNDECIDED = refuses(CODE.UNAVAILABLE, "undecided")

# name: (what it says to a command, then to its repetition and so on, the last ever after; the answer that is right).
FATES = {
    "hangs up, then carries it out": ([[None], DONE], "ok"),
    "hangs up and is gone": ([[GONE]], "failed connection-lost"),
    "hangs up, then is silent": ([[None], [HOLD]], "failed connection-lost"),
    "hangs up twice, then is undecided for ever": ([[None], [None], UNDECIDED], "failed connection-lost"),
    "is undecided twice, then carries it out": ([UNDECIDED, UNDECIDED, DONE], "ok"),
    "is undecided for ever": ([UNDECIDED], "failed undecided"),
    "is undecided, then gone": ([UNDECIDED, [GONE]], "failed undecided"),
    "is silent": ([[HOLD]], "failed deadline-exceeded"),
    "hangs up, then refuses by a replaced history": (
        [[None], refuses(CODE.FAILED_PRECONDITION, "history-restored")], "failed connection-lost"),
    "hangs up, then refuses by another state": (
        [[None], refuses(CODE.FAILED_PRECONDITION, "rejected")], "failed refused failed-precondition rejected"),
    **{f"hangs up, then refuses: {code.word}": ([[None], refuses(code)], f"failed refused {code.word}")
        for code in (CODE.INVALID_ARGUMENT, CODE.NOT_FOUND, CODE.ALREADY_EXISTS, CODE.CONFLICT)},
    **{f"hangs up, then refuses: {code.word}": ([[None], refuses(code)], "failed connection-lost")
        for code in (
            CODE.UNAUTHENTICATED, CODE.PERMISSION_DENIED, CODE.RESOURCE_EXHAUSTED, CODE.UNAVAILABLE,
            CODE.DEADLINE_EXCEEDED, CODE.UNIMPLEMENTED, CODE.INTERNAL)},
}


class Hostile:
    """Listens on a port of its own until closed; treats every connection alike."""

    welcome = WELCOME

    def __init__(self, name):
        self.greeting, self.answer, self.right = HABITS[name]
        self.bytewise = "byte by byte" in name
        self.listen()

    def listen(self):
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
                greeting = [lambda r: frame(RESPONSE, 1, r, self.welcome)] if self.greeting is True else self.greeting
                if self.say(connection, greeting, self.read(stream)[0]):
                    while self.replies(connection, *self.read(stream)):
                        pass
        except (OSError, struct.error):
            pass
        connection.close()

    def read(self, stream):
        length, _, _, _, id, _ = struct.unpack(">IBBHII", stream.read(16))
        return id, stream.read(length - 12)

    def replies(self, connection, id, payload):
        return self.say(connection, self.answer, id)

    def say(self, connection, parts, id):
        for part in parts:
            if part is GONE:
                # Closing alone would not end the waiting for the next one.
                self.listener.shutdown(socket.SHUT_RDWR)
            if part in (None, GONE):
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


class HostileSource(Hostile):
    """A directory that does not tell what became of a command; keeps the keys by which it was asked."""

    welcome = bytes(messages.Welcome(protocol_version=1, service="directory", maximum_frame=4 << 20))

    def __init__(self, name):
        self.greeting, self.bytewise = True, False
        self.answers, self.right = FATES[name]
        self.keys = []
        self.listen()

    def replies(self, connection, id, payload):
        if not payload:
            return True  # It gives up what it waited for.
        self.keys.append(wire.decode(messages.CreateUserRequest, payload).request_key)
        return self.say(connection, self.answers[min(len(self.keys), len(self.answers)) - 1], id)
