"""A cluster to call: which node is asked, what is asked again, and what the caller has seen so far."""
from __future__ import annotations

import asyncio
import copy
import random
import secrets
import time
from typing import Any, AsyncIterator, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

from .connection import Connection
from .failures import (
    ConnectionLost, DeadlineExceeded, EntenteError, FellBehind, ProtocolBroken, Refused, Undecided, Unreachable)
from .messages import (
    CallContext, CheckBatchRequest, CheckContentRequest, CheckItem, CheckRequest, ContentItem, DiscoverRequest,
    EffectiveRequest, ExplainRequest, FailureCode, Hello, Position, WatchedAnswer, WatchRequest, Welcome)
from .wire import Request, WireProblem, decode, encode

PORTS = {"directory": 7101, "partnership": 7102, "decision": 7103}
ATTEMPTS = 6
#: How long one node may take to answer a question before another is asked: longer than the two seconds for
#: which a service may hold it back until it has seen what the caller has seen.
ATTEMPT_TIMEOUT = 3.0
CONNECT_TIMEOUT = 3.0
LATE = 1.0
USUAL: Any = object()


class Session:
    """The newest position seen: answers are never older than that. `token` hands it to another process."""

    def __init__(self, token: str = "") -> None:
        self.position = decode(Position, bytes.fromhex(token))

    @property
    def token(self) -> str:
        return encode(self.position).hex()

    def note(self, newer: Position) -> None:
        for source in ("directory", "partnership"):
            epoch, mine = getattr(newer, source + "_epoch"), getattr(self.position, source + "_epoch")
            if epoch and (epoch != mine or getattr(newer, source) > getattr(self.position, source)):
                setattr(self.position, source + "_epoch", epoch)
                setattr(self.position, source, getattr(newer, source))

    def forget(self) -> None:
        self.position = Position()


def _is_older(answer: Position, asked: Position) -> bool:
    return any(
        getattr(answer, source + "_epoch") == getattr(asked, source + "_epoch")
        and getattr(answer, source) < getattr(asked, source) for source in ("directory", "partnership"))


def _pause(first: float, most: float, failures: int) -> float:
    return min(most, first * 2 ** min(failures - 1, 24)) * random.uniform(0.5, 1)


class Node:
    """One process of a service: a connection made when it is needed, and whether to leave it alone."""

    def __init__(self, endpoint: str, service: str, hello: Hello) -> None:
        self.endpoint, self.service, self.hello = endpoint, service, hello
        self._opening: Optional[asyncio.Task] = None
        self._connection: Optional[Connection] = None
        self._failures, self._rests_until, self._is_closed = 0, 0.0, False

    @property
    def is_healthy(self) -> bool:
        return time.monotonic() >= self._rests_until

    @property
    def load(self) -> int:
        return self._connection.load if self._connection else 0

    async def connection(self) -> Connection:
        if self._is_closed:
            raise Unreachable("the client was closed")
        if self._connection is not None and self._connection.accepts:
            return self._connection
        if self._opening is None:
            fresh = Connection(self.endpoint, self.service, self.hello, self.rest)
            self._opening = asyncio.ensure_future(fresh.open(CONNECT_TIMEOUT))
            self._opening.add_done_callback(self._opened)
        opening = self._opening
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            if opening.cancelled():
                raise Unreachable(f"the connection to {self.endpoint} was closed") from None
            raise

    def _opened(self, opening: asyncio.Task) -> None:
        self._opening = None
        if not opening.cancelled() and opening.exception() is None:
            self._connection = opening.result()

    async def ask(self, request: Request, payload: bytes, timeout: Optional[float]) -> bytes:
        began = time.monotonic()
        try:
            connection = await asyncio.wait_for(self.connection(), timeout)
        except asyncio.TimeoutError:
            raise DeadlineExceeded(f"no connection to {self.endpoint} within {timeout:.3g} s") from None
        left = None if timeout is None else max(0.001, timeout - (time.monotonic() - began))
        answer = await connection.ask(request.CALL, payload, left)
        self._failures = 0
        return answer

    def learn(self, failure: EntenteError, patience: Optional[float]) -> None:
        """A node that cannot answer now, or not in time, is left alone for a while."""
        late = isinstance(failure, DeadlineExceeded) and (patience or LATE) >= LATE
        unready = isinstance(failure, (Unreachable, Refused, Undecided)) and failure.code == FailureCode.UNAVAILABLE
        if (late or unready) and self.is_healthy:
            self.rest()

    def rest(self) -> None:
        self._failures += 1
        self._rests_until = time.monotonic() + _pause(0.05, 5, self._failures)

    def close(self) -> None:
        self._is_closed = True
        if self._opening is not None:
            self._opening.cancel()
        if self._connection is not None:
            self._connection.close()


class NodeGroup:
    """The nodes of one service, and how many retries there may be: a share of the calls, and a reserve."""

    def __init__(self, nodes: List[Node]) -> None:
        self.nodes, self._turn, self._retries = nodes, 0, 2_048.0
        self.is_closed = False

    def choose(self, tried: Sequence[Node]) -> Node:
        """Not tried first, then healthy, then the fewest unanswered, then in turn."""
        self._turn += 1
        count = len(self.nodes)
        turns = (self.nodes[(self._turn + step) % count] for step in range(count))
        return min(turns, key=lambda node: (node in tried, not node.is_healthy, node.load))

    def has_other(self, tried: Sequence[Node], harmless: bool) -> bool:
        return any((harmless or node.is_healthy) and node not in tried for node in self.nodes)

    def close(self) -> None:
        self.is_closed = True
        for node in self.nodes:
            node.close()

    def deposit(self) -> None:
        self._retries = min(2_048.0, self._retries + 0.2)

    def withdraw(self) -> bool:
        if self._retries < 1:
            return False
        self._retries -= 1
        return True


def _may_repeat(request: Request, failure: EntenteError) -> bool:
    """A question always; a command where nothing was sent, or where the service knows it by its key."""
    is_question = request.CALL.kind != "command"
    if isinstance(failure, (Unreachable, ConnectionLost, Undecided)):
        return True
    return is_question and (
        isinstance(failure, DeadlineExceeded)
        or isinstance(failure, Refused) and failure.code == FailureCode.UNAVAILABLE)


class Answers(NamedTuple):
    """Answers of a watch that changed; all of them where `is_complete`."""
    answers: List[WatchedAnswer]
    is_complete: bool


class Interrupted(NamedTuple):
    """Until complete answers come, do not rely on an `allow` told before."""
    failure: EntenteError


Check = Union[CheckItem, Tuple[str, str, str]]


class Questions:
    """The questions to the decision service, for those who wait and for those who await."""

    def call(self, request: Request, *, timeout: Optional[float] = USUAL, service: str = "") -> Any:
        raise NotImplementedError

    def check(self, actor: str, action: str, target: str, *, call_context: Optional[CallContext] = None,
              timeout: Optional[float] = USUAL) -> Any:
        """May `actor` do `action` to `target`? Answers a CheckResponse."""
        request = CheckRequest(actor=actor, action=action, target=target, call_context=call_context)
        return self.call(request, timeout=timeout)

    def check_batch(self, checks: Iterable[Check], *, timeout: Optional[float] = USUAL) -> Any:
        """Many checks from one state of the facts. Answers a CheckBatchResponse."""
        return self.call(CheckBatchRequest(checks=_items(checks)), timeout=timeout)

    def explain(self, actor: str, action: str, target: str, *, audience: Optional[str] = None,
                timeout: Optional[float] = USUAL) -> Any:
        """A check and its reasons, for people. Answers an ExplainResponse."""
        request = ExplainRequest(actor=actor, action=action, target=target, audience=audience)
        return self.call(request, timeout=timeout)

    def effective(self, actor: str, target: str, *, timeout: Optional[float] = USUAL) -> Any:
        """Every interaction and right of a pair. Answers an EffectiveResponse."""
        return self.call(EffectiveRequest(actor=actor, target=target), timeout=timeout)

    def check_content(self, viewer: str, item: ContentItem, *, timeout: Optional[float] = USUAL) -> Any:
        """How much of `item` may `viewer` see? Answers a CheckContentResponse."""
        return self.call(CheckContentRequest(viewer=viewer, item=item), timeout=timeout)

    def discover(self, viewer: str, prefix: str, limit: int = 20, *, timeout: Optional[float] = USUAL) -> Any:
        """People `viewer` may find whose name begins so. Answers a DiscoverResponse."""
        return self.call(DiscoverRequest(viewer=viewer, prefix=prefix, limit=limit), timeout=timeout)


def _items(checks: Iterable[Check]) -> List[CheckItem]:
    return [
        check if isinstance(check, CheckItem)
        else CheckItem(actor=check[0], action=check[1], target=check[2]) for check in checks]


class AsyncClient(Questions):
    """A line to a cluster for one event loop; share it between tasks, requests are pipelined.

    `decision` is one `HOST:PORT` or several: a node that fails is left alone and another is asked.
    """

    def __init__(self, decision: Union[str, Sequence[str]] = "127.0.0.1:7103", *, token: str,
                 directory: str = "127.0.0.1:7101", partnership: str = "127.0.0.1:7102",
                 session: Optional[Session] = None, timeout: Optional[float] = 10.0,
                 name: str = "entente-python") -> None:
        self.session = session or Session()
        self._timeout = timeout
        hello = Hello(protocol_versions=[1], client=name, token=token)
        nodes = [decision] if isinstance(decision, str) else list(decision)
        places = {"directory": [directory], "partnership": [partnership], "decision": nodes}
        for endpoint in (one for many in places.values() for one in many):
            if not endpoint.rpartition(":")[2].isdigit():
                raise ValueError(f"`{endpoint}` is no endpoint: write HOST:PORT")
        self._groups = {
            service: NodeGroup([Node(endpoint, service, hello) for endpoint in endpoints])
            for service, endpoints in places.items()}

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        """Hangs up; what is unanswered fails. The client is of no use afterwards."""
        for group in self._groups.values():
            group.close()

    async def hello(self, service: str = "decision") -> Welcome:
        """Connects, where it is not done yet, and tells how the service greeted."""
        return (await self._groups[service].choose(()).connection()).welcome

    async def call(self, request: Request, *, timeout: Optional[float] = USUAL, service: str = "") -> Any:
        """Asks the service the request belongs to; `timeout` in seconds, retries included.

        Raises an EntenteError where there is no answer.
        """
        timeout = self._timeout if timeout is USUAL else timeout
        deadline = None if timeout is None else time.monotonic() + timeout
        sent = self._prepared(request)
        answer, node = await self._attempts(sent, service, deadline)
        try:
            response = decode(request.response_type(), answer)
        except WireProblem as problem:
            raise ProtocolBroken(f"{node.endpoint}: the answer cannot be read ({problem})") from None
        position = getattr(response, "position", None)
        if position is not None:
            asked = getattr(sent, "at_least", None)
            if asked is not None and request.CALL.kind == "query" and _is_older(position, asked):
                raise ProtocolBroken(f"{node.endpoint}: its answer is older than what the caller has seen")
            self.session.note(position)
        return response

    def _prepared(self, request: Request) -> Request:
        """The request as it is sent: a command with a key by which it is known again when it is repeated, and
        where it may, one that asks for a state at least as new as the session has seen."""
        sent = copy.copy(request)
        if request.CALL.kind == "command" and not request.request_key:
            sent.request_key = "auto-" + secrets.token_hex(16)
        seen = self.session.position
        if "at_least" in request.__slots__ and request.at_least is None and seen != Position():
            sent.at_least = copy.copy(seen)
        return sent

    async def _attempts(self, request: Request, service: str,
                        deadline: Optional[float]) -> Tuple[bytes, Node]:
        payload = encode(request)
        group = self._groups[service or request.CALL.services[0]]
        group.deposit()
        tried: List[Node] = []
        loss: Optional[EntenteError] = None
        attempts = pauses = 0
        while True:
            node = group.choose(tried)
            attempts += 1
            tried.append(node)
            left = None if deadline is None else max(0.001, deadline - time.monotonic())
            if request.CALL.kind == "query":
                left = ATTEMPT_TIMEOUT if left is None else min(left, ATTEMPT_TIMEOUT)
            try:
                return await node.ask(request, payload, left), node
            except EntenteError as failure:
                node.learn(failure, left)
                if isinstance(failure, Refused) and failure.says_history_was_replaced:
                    self.session.forget()
                told = failure
                if request.CALL.kind == "command":
                    # Whoever is told that nothing was sent, or of a refusal, gives the command again under another
                    # key; so the first loss is told, unless the end tells for sure what became of it.
                    if loss is None and failure.leaves_open:
                        loss = failure
                    told = (failure if loss is None or failure.settles_lost_command else loss).of(request.request_key)
                is_over = group.is_closed or deadline is not None and deadline <= time.monotonic()
                if is_over or not _may_repeat(request, failure):
                    raise told from None
                harmless = isinstance(failure, Unreachable)
                has_other = group.has_other(tried, harmless)
                if not (harmless and has_other) and (attempts >= ATTEMPTS or not group.withdraw()):
                    raise told from None
                if not has_other:
                    pauses += 1
                    pause = _pause(0.025, 1, pauses)
                    if deadline is not None and deadline <= time.monotonic() + pause:
                        raise told from None
                    await asyncio.sleep(pause)
                    tried = []

    async def stream(self, request: Request, *, service: str = "") -> AsyncIterator[Any]:
        """The items of a streaming call from one node; ends when the node goes."""
        node = self._groups[service or request.CALL.services[0]].choose(())
        async for item in self._stream(node, request):
            yield item

    async def _stream(self, node: Node, request: Request) -> AsyncIterator[Any]:
        connection = await node.connection()
        items = connection.stream(request.CALL, encode(self._prepared(request)))
        try:
            async for item in items:
                try:
                    yield decode(request.response_type(), item)
                except WireProblem as problem:
                    raise ProtocolBroken(f"{node.endpoint}: an item cannot be read ({problem})") from None
        finally:
            await items.aclose()

    async def watch(self, checks: Iterable[Check]) -> AsyncIterator[Union[Answers, Interrupted]]:
        """The answers to `checks` and every change of them; goes on at another node when one is lost."""
        request, group = WatchRequest(checks=_items(checks)), self._groups["decision"]
        failures, lost = 0, ()
        while True:
            if failures > 1:
                await asyncio.sleep(_pause(0.025, 5, failures - 1))
            node, is_complete = group.choose(lost), True
            items = self._stream(node, request)
            try:
                async for item in items:
                    self.session.note(item.position)
                    failures, lost = 0, ()
                    yield Answers(item.answers, is_complete)
                    is_complete = False
                raise ConnectionLost(f"{node.endpoint} goes away")
            except EntenteError as failure:
                node.learn(failure, None)
                replaced = isinstance(failure, Refused) and failure.says_history_was_replaced
                if replaced:
                    self.session.forget()
                mendable = isinstance(failure, (Unreachable, ConnectionLost, FellBehind))
                if group.is_closed or not (mendable or replaced or failure.code == FailureCode.UNAVAILABLE):
                    raise
                failures, lost = failures + 1, (node,)
                if failures == 1:
                    yield Interrupted(failure)
            finally:
                await items.aclose()
