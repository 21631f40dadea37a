"""The same client for programs without an event loop: it has one of its own, on a thread of its own."""
from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import Any, Iterable, Iterator, Optional, Union

from .client import USUAL, Answers, AsyncClient, Check, Interrupted, Questions, Session
from .messages import Welcome
from .wire import Request


class Client(Questions):
    """A line to a cluster; share it between threads. Takes what AsyncClient takes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._client = AsyncClient(*arguments, **options)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="entente", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        """Hangs up; what is unanswered fails. The client is of no use afterwards."""
        async def hang_up() -> None:
            self._client.close()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            _, late = await asyncio.wait(others, timeout=2) if others else ((), ())
            for task in late:
                task.cancel()
        if not self._loop.is_closed():
            self._wait(hang_up())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    @property
    def session(self) -> Session:
        """What this caller has seen so far."""
        return self._client.session

    def hello(self, service: str = "decision") -> Welcome:
        """Connects, where it is not done yet, and tells how the service greeted."""
        return self._wait(self._client.hello(service))

    def call(self, request: Request, *, timeout: Optional[float] = USUAL, service: str = "") -> Any:
        """Asks the service the request belongs to; `timeout` in seconds, retries included.

        Raises an EntenteError where there is no answer.
        """
        return self._wait(self._client.call(request, timeout=timeout, service=service))

    def start(self, request: Request, *, timeout: Optional[float] = USUAL, service: str = "") -> "Future[Any]":
        """Puts a request on its way without waiting; many may be under way on one connection."""
        call = self._client.call(request, timeout=timeout, service=service)
        return asyncio.run_coroutine_threadsafe(call, self._loop)

    def stream(self, request: Request, *, service: str = "") -> Iterator[Any]:
        """The items of a streaming call from one node; ends when the node goes."""
        return self._iterate(self._client.stream(request, service=service))

    def watch(self, checks: Iterable[Check]) -> Iterator[Union[Answers, Interrupted]]:
        """The answers to `checks` and every change of them; goes on at another node when one is lost."""
        return self._iterate(self._client.watch(checks))

    def _wait(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def _iterate(self, items: Any) -> Iterator[Any]:
        async def next_item() -> Any:
            return await items.__anext__()
        try:
            while True:
                try:
                    item = self._wait(next_item())
                except StopAsyncIteration:
                    return
                yield item
        finally:
            if not self._loop.is_closed():
                self._wait(items.aclose())
