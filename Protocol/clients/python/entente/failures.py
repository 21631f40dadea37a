"""Why a call has no answer. A class exists only where a caller would act differently."""
from __future__ import annotations

from typing import Optional

from .messages import Failure, FailureCode


class EntenteError(Exception):
    """No answer. Treat it as a refusal: without an answer nobody may do anything."""

    #: What the wire would call it.
    code = FailureCode.INTERNAL
    #: The key under which a command was sent of which it is not known what became: repeated with it, it is carried
    #: out once at most. None for questions, and where nothing is in doubt.
    request_key: Optional[str] = None
    #: Whether a command may have been carried out all the same.
    leaves_open = False

    @property
    def settles_lost_command(self) -> bool:
        """Whether it tells what became of a command that was sent before under the same key, and lost."""
        return False

    def of(self, request_key: str) -> EntenteError:
        """The same failure of a command that was sent under this key: another, since all who wait share one."""
        if not self.leaves_open:
            return self
        told = type(self)(
            f"{self}; it may have taken effect: look before repeating it, "
            f"or repeat it with the request key `{request_key}`")
        told.request_key = request_key
        return told


class Refused(EntenteError):
    """The service refused; nothing was changed. `failure` has its code, message and details."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.code.word}: {failure.message}")
        self.failure = failure
        self.code = failure.code

    @property
    def says_history_was_replaced(self) -> bool:
        details = self.failure.details
        return details is not None and details.state == "history-restored"

    @property
    def settles_lost_command(self) -> bool:
        """These come after the key was looked up, or would have come the first time; others may come from before."""
        return not self.says_history_was_replaced and self.code in (
            FailureCode.INVALID_ARGUMENT, FailureCode.NOT_FOUND, FailureCode.ALREADY_EXISTS, FailureCode.CONFLICT,
            FailureCode.FAILED_PRECONDITION)


class Undecided(EntenteError):
    """The service itself does not know whether the command took effect: its disk failed."""
    code = FailureCode.UNAVAILABLE
    leaves_open = True


def refusal(failure: Failure) -> EntenteError:
    """What a caller is told of an error frame."""
    if failure.details is not None and failure.details.state == "undecided":
        return Undecided(f"{failure.code.word}: {failure.message}")
    return Refused(failure)


class Unreachable(EntenteError):
    """Nothing of the request was sent; trying again does no harm."""
    code = FailureCode.UNAVAILABLE


class ConnectionLost(EntenteError):
    """Sent, and the connection ended before the answer: whether a command took effect is unknown."""
    code = FailureCode.UNAVAILABLE
    leaves_open = True


class DeadlineExceeded(EntenteError):
    """No answer in the time given; whether a command took effect is unknown."""
    code = FailureCode.DEADLINE_EXCEEDED
    leaves_open = True


class TooLong(EntenteError):
    """The request is longer than the service takes in one frame; nothing was sent."""
    code = FailureCode.INVALID_ARGUMENT


class ProtocolBroken(EntenteError):
    """The other side does not speak this protocol as agreed."""


class FellBehind(EntenteError):
    """A stream was read too slowly and was cut off; begin it again."""
    code = FailureCode.RESOURCE_EXHAUSTED
