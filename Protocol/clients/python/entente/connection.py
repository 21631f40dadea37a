"""One connection to one service: frames in, frames out, and who waits for which answer."""
from __future__ import annotations

import asyncio
import struct
from typing import AsyncIterator, Callable, Dict, Optional, Union

from .failures import (
    ConnectionLost, DeadlineExceeded, EntenteError, FellBehind, ProtocolBroken, Refused, TooLong, Undecided,
    Unreachable, refusal)
from .messages import Failure, FailureCode, Hello, Welcome
from .wire import Call, WireProblem, decode, encode

VERSION = 1
REQUEST, RESPONSE, ERROR, ITEM, END, CANCEL, PING, PONG, GOING_AWAY = range(9)
HEADER = struct.Struct(">IBBHII")
SHORTEST = HEADER.size - 4
#: The longest answer, and the longest request before `Welcome` names another limit.
FRAME_LIMIT = 4 << 20
REQUEST_LIMIT = 512
STREAM_BACKLOG = 4_096
HEARTBEATS_MISSED = 3


class Connection:
    """From the greeting to the end; when it has ended, or the service goes away, the node makes another."""

    def __init__(self, endpoint: str, service: str, hello: Hello, lost: Callable[[], None]) -> None:
        self.endpoint, self.service, self.hello = endpoint, service, hello
        self.welcome = Welcome()
        self.accepts = True
        self._lost = lost
        self._end: Optional[EntenteError] = None
        self._waiting: Dict[int, Union[asyncio.Future, asyncio.Queue]] = {}
        self._turns = asyncio.Semaphore(REQUEST_LIMIT)
        self._last_id = 1
        self._heard = 0.0
        self._reading: Optional[asyncio.Task] = None
        self._writer: Optional[asyncio.StreamWriter] = None

    @property
    def load(self) -> int:
        return len(self._waiting)

    async def open(self, timeout: float) -> "Connection":
        """Connects and greets."""
        try:
            return await asyncio.wait_for(self._open(), timeout)
        except EntenteError as refused:
            failure = refused
        except asyncio.TimeoutError:
            failure = Unreachable(f"{self.endpoint} does not answer the greeting")
        except OSError as problem:
            failure = Unreachable(f"cannot reach {self.endpoint}: {problem}")
        except asyncio.CancelledError:
            self.close()
            raise
        self.close(failure)
        raise failure

    async def _open(self) -> "Connection":
        host, _, port = self.endpoint.rpartition(":")
        reader, self._writer = await asyncio.open_connection(host.strip("[]"), int(port))
        if self._end is not None:
            # Closed meanwhile.
            self._writer.close()
            raise Unreachable(f"the connection to {self.endpoint} has ended")
        answer = self._waiting[1] = asyncio.get_running_loop().create_future()
        self._send(REQUEST, 1, 1, encode(self.hello))
        self._reading = asyncio.ensure_future(self._read(reader))
        try:
            self.welcome = decode(Welcome, await answer)
        except ConnectionLost as problem:
            raise Unreachable(f"cannot reach {self.endpoint}: {problem}") from None
        except (Refused, Undecided) as refused:
            crowded = refused.code in (FailureCode.RESOURCE_EXHAUSTED, FailureCode.UNAVAILABLE)
            raise Unreachable(f"{self.endpoint}: {refused}") if crowded else refused
        except WireProblem as problem:
            raise ProtocolBroken(f"{self.endpoint}: its greeting cannot be read ({problem})") from None
        if self.welcome.protocol_version not in self.hello.protocol_versions:
            raise ProtocolBroken(f"{self.endpoint} wants to speak version {self.welcome.protocol_version}")
        if self.welcome.service != self.service:
            raise Unreachable(f"at {self.endpoint} answers `{self.welcome.service}`, not `{self.service}`")
        return self

    # Asking.

    async def ask(self, call: Call, payload: bytes, timeout: Optional[float]) -> bytes:
        """Sends a request and waits for its answer."""
        try:
            return await asyncio.wait_for(self._ask(call, payload, timeout), timeout)
        except asyncio.TimeoutError:
            raise DeadlineExceeded(f"no answer to `{call.name}` within {timeout:.3g} s") from None

    async def _ask(self, call: Call, payload: bytes, timeout: Optional[float]) -> bytes:
        async with self._turns:
            answer = asyncio.get_running_loop().create_future()
            id = self._begin(call, payload, timeout, answer)
            try:
                return await answer
            finally:
                self._finish(call, id)

    async def stream(self, call: Call, payload: bytes) -> AsyncIterator[bytes]:
        """Sends a request and tells the items of the stream that answers it."""
        items: asyncio.Queue = asyncio.Queue(STREAM_BACKLOG)
        id = self._begin(call, payload, None, items)
        heart = asyncio.ensure_future(self._listen())
        try:
            while True:
                if items.empty() and id not in self._waiting:
                    raise self._end or FellBehind(f"the stream `{call.name}` was read too slowly")
                item = await items.get()
                if item is None:
                    return
                if isinstance(item, EntenteError):
                    raise item
                yield item
        finally:
            heart.cancel()
            self._finish(call, id)

    def _begin(self, call: Call, payload: bytes, timeout: Optional[float], waiting) -> int:
        if self._end is not None or not self.accepts:
            raise Unreachable(f"the connection to {self.endpoint} has ended")
        limit = self.welcome.maximum_frame or FRAME_LIMIT
        if len(payload) + SHORTEST > limit:
            raise TooLong(f"`{call.name}` has {len(payload)} bytes, {self.endpoint} takes {limit}: split it")
        self._last_id = self._last_id + 1 if self._last_id < 0xFFFF_FFFF else 2
        while self._last_id in self._waiting:
            self._last_id += 1
        self._waiting[self._last_id] = waiting
        millis = 0 if timeout is None else min(max(1, int(timeout * 1000)), 0xFFFF_FFFF)
        self._send(REQUEST, call.number, self._last_id, payload, millis)
        return self._last_id

    def _finish(self, call: Call, id: int) -> None:
        """Nobody waits any more: a request without an answer is given up, a leaving connection hung up."""
        if self._waiting.pop(id, None) is not None and self._end is None:
            self._send(CANCEL, call.number, id)
        if not self.accepts and not self._waiting:
            self.close()

    def _send(self, kind: int, method: int, id: int, payload: bytes = b"", millis: int = 0) -> None:
        self._writer.write(HEADER.pack(SHORTEST + len(payload), VERSION, kind, method, id, millis) + payload)

    # Listening.

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                start = await reader.readexactly(4)
                length = int.from_bytes(start, "big")
                if not SHORTEST <= length <= FRAME_LIMIT:
                    raise ProtocolBroken(f"{self.endpoint} sent a frame of length {length}")
                head = start + await reader.readexactly(SHORTEST)
                _, version, kind, method, id, _ = HEADER.unpack(head)
                if version != VERSION or kind > GOING_AWAY:
                    raise ProtocolBroken(f"{self.endpoint} sent a frame of version {version}, kind {kind}")
                self._received(kind, method, id, await reader.readexactly(length - SHORTEST))
        except EntenteError as failure:
            self._lose(failure)
        except (OSError, asyncio.IncompleteReadError) as problem:
            self._lose(ConnectionLost(f"lost the connection to {self.endpoint}: {problem or 'it ended'}"))

    def _received(self, kind: int, method: int, id: int, payload: bytes) -> None:
        self._heard = asyncio.get_running_loop().time()
        if kind == PING:
            self._send(PONG, 0, id, payload)
        elif kind == GOING_AWAY:
            self.accepts = False
            if not self._waiting:
                self.close()
        elif kind == ERROR and id == 0:
            failure = self._failure(payload)
            raise failure if 1 in self._waiting else ConnectionLost(f"{self.endpoint} ended it: {failure}")
        elif kind in (RESPONSE, ERROR, ITEM, END) and id in self._waiting:
            self._answered(kind, method, id, payload)
        # Anything else answers what was given up meanwhile.

    def _answered(self, kind: int, method: int, id: int, payload: bytes) -> None:
        waiting = self._waiting[id]
        is_stream = isinstance(waiting, asyncio.Queue)
        if kind != ERROR and (kind in (ITEM, END)) != is_stream:
            raise ProtocolBroken(f"{self.endpoint} answered call {method} by the wrong kind of frame")
        if kind != ITEM:
            del self._waiting[id]
        told = {ERROR: lambda: self._failure(payload), END: lambda: None}.get(kind, lambda: payload)()
        if is_stream:
            try:
                waiting.put_nowait(told)
            except asyncio.QueueFull:
                # The reader finds it gone when it has read what waits.
                self._waiting.pop(id, None)
                self._send(CANCEL, method, id)
        elif not waiting.done():
            _tell(waiting, told)

    def _failure(self, payload: bytes) -> EntenteError:
        try:
            return refusal(decode(Failure, payload))
        except WireProblem as problem:
            return ProtocolBroken(f"{self.endpoint}: its refusal cannot be read ({problem})")

    async def _listen(self) -> None:
        """While there is a stream the service is heard at every heartbeat, or it is gone."""
        patience = HEARTBEATS_MISSED * (self.welcome.heartbeat_millis or 1_000) / 1_000
        loop = asyncio.get_running_loop()
        self._heard = loop.time()
        while loop.time() < self._heard + patience:
            await asyncio.sleep(self._heard + patience - loop.time())
        self._lose(ConnectionLost(f"nothing was heard from {self.endpoint} for {patience:.3g} s"))

    # The end.

    def _lose(self, failure: EntenteError) -> None:
        if self._end is None:
            self._lost()
            self.close(failure)

    def close(self, failure: Optional[EntenteError] = None) -> None:
        """Hangs up; tells everybody who waits why."""
        if self._end is not None:
            return
        self._end = failure or ConnectionLost(f"the connection to {self.endpoint} was closed")
        self.accepts = False
        if self._reading is not None and self._reading is not asyncio.current_task():
            self._reading.cancel()
        if self._writer is not None:
            self._writer.transport.abort() if failure else self._writer.close()
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            if isinstance(one, asyncio.Queue):
                one.full() or one.put_nowait(self._end)
            elif not one.done():
                _tell(one, self._end)


def _tell(future: asyncio.Future, told: Union[bytes, EntenteError]) -> None:
    if isinstance(told, EntenteError):
        future.set_exception(told)
        future.exception()  # Whoever waited may have gone.
    else:
        future.set_result(told)
