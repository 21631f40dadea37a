"""What `conformance/run` asks of a client, told to the Python one; see `conformance/README.md` for the lines."""
import json
import sys
import threading
from concurrent.futures import wait
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
from entente import Answers, Client, EntenteError, Refused, Session, messages, wire  # noqa: E402

KINDS = {
    "Refused": "refused", "Unreachable": "unreachable", "ConnectionLost": "connection-lost",
    "DeadlineExceeded": "deadline-exceeded", "TooLong": "too-long", "ProtocolBroken": "protocol-broken",
    "FellBehind": "fell-behind", "Undecided": "undecided"}


class Load:
    """Checks without end from a few threads, until it is told to stop."""

    def __init__(self, client, request):
        self.client, self.request = client, request
        self.answered, self.failures, self.stops = 0, [], threading.Event()
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def run(self):
        while not self.stops.is_set():
            try:
                self.client.call(self.request)
                self.answered += 1
            except EntenteError as failure:
                self.failures.append(failure)

    def end(self):
        self.stops.set()
        for thread in self.threads:
            thread.join()


class Testee:
    client = watch = load = started = None

    def vector(self, name, hex=""):
        message = wire.decode(wire.message_type(name), bytes.fromhex(hex))
        return f"{bytes(message).hex() or '-'} {json.dumps(wire.to_json(message))}"

    def json(self, name, text):
        return bytes(wire.from_json(wire.message_type(name), json.loads(text))).hex()

    def open(self, token, decision, directory, partnership, millis, session=""):
        self.close()
        self.client = Client(
            decision.split(","), token=token, directory=directory, partnership=partnership,
            timeout=int(millis) / 1000, session=Session(session))
        return ""

    def close(self):
        if self.client:
            self.client.close()
            self.client = None
        return ""

    def start(self, method, hex):
        self.started = self.client.start(self.request(method, hex))
        return ""

    def outcome(self):
        return bytes(self.started.result()).hex()

    def hello(self, service):
        return bytes(self.client.hello(service)).hex()

    def session(self):
        return self.client.session.token

    def call(self, method, millis, hex=""):
        return bytes(self.client.call(self.request(method, hex), **self.time(millis))).hex()

    def ask(self, method, millis, hex=""):
        """The same by the method of the client that is made for it."""
        it, time = self.request(method, hex), self.time(millis)
        asks = {
            "check": lambda c: c.check(it.actor, it.action, it.target, call_context=it.call_context, **time),
            "checkBatch": lambda c: c.check_batch(it.checks, **time),
            "explain": lambda c: c.explain(it.actor, it.action, it.target, audience=it.audience, **time),
            "effective": lambda c: c.effective(it.actor, it.target, **time),
            "checkContent": lambda c: c.check_content(it.viewer, it.item, **time),
            "discover": lambda c: c.discover(it.viewer, it.prefix, it.limit, **time)}
        return bytes(asks[method](self.client)).hex()

    def many(self, method, millis, *hexes):
        """All on their way before any answer is waited for."""
        started = [self.client.start(self.request(method, hex), **self.time(millis)) for hex in hexes]
        wait(started)
        return " ".join(bytes(one.result()).hex() for one in started)

    def begin(self, method, hex):
        self.load = Load(self.client, self.request(method, hex))
        return ""

    def count(self):
        return str(self.load.answered)

    def end(self):
        self.load.end()
        failures = self.load.failures
        return f"{self.load.answered} {len(failures)} {failures[0] if failures else ''}"

    def watches(self, hex):
        self.watch = self.client.watch(wire.decode(messages.WatchRequest, bytes.fromhex(hex)).checks)
        return ""

    def next(self):
        event = next(self.watch)
        if not isinstance(event, Answers):
            return "interrupted " + self.failed(event.failure)
        item = messages.WatchItem(answers=event.answers)
        return f"{'complete' if event.is_complete else 'changed'} {bytes(item).hex()}"

    def unwatch(self):
        self.watch.close()
        return ""

    def request(self, method, hex):
        return wire.decode(wire.request_type(method), bytes.fromhex(hex))

    def time(self, millis):
        return {"timeout": int(millis) / 1000} if millis != "0" else {}

    def failed(self, failure):
        details = failure.failure.details if isinstance(failure, Refused) else None
        state = details.state if details else None
        return f"{KINDS[type(failure).__name__]} {failure.code} {state or '-'} {failure}"

    def answer(self, line):
        verb, *words = line.split(" ", 2) if line.startswith("json ") else line.split(" ")
        try:
            return f"ok {getattr(self, verb)(*words)}"
        except EntenteError as failure:
            return f"failed {self.failed(failure)}"
        except wire.WireProblem as problem:
            return f"problem {problem}"


testee = Testee()
for line in sys.stdin:
    print(testee.answer(line.rstrip("\n")).replace("\n", " ").rstrip(), flush=True)
