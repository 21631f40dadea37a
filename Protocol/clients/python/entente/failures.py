"""Why a call has no answer. A class exists only where a caller would act differently."""
from __future__ import annotations

from .messages import Failure, FailureCode


class EntenteError(Exception):
    """No answer. Treat it as a refusal: without an answer nobody may do anything."""

    #: What the wire would call it.
    code = FailureCode.INTERNAL


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


class Unreachable(EntenteError):
    """Nothing of the request was sent; trying again does no harm."""
    code = FailureCode.UNAVAILABLE


class ConnectionLost(EntenteError):
    """Sent, and the connection ended before the answer: whether a command took effect is unknown."""
    code = FailureCode.UNAVAILABLE


class DeadlineExceeded(EntenteError):
    """No answer in the time given; whether a command took effect is unknown."""
    code = FailureCode.DEADLINE_EXCEEDED


class TooLong(EntenteError):
    """The request is longer than the service takes in one frame; nothing was sent."""
    code = FailureCode.INVALID_ARGUMENT


class ProtocolBroken(EntenteError):
    """The other side does not speak this protocol as agreed."""


class FellBehind(EntenteError):
    """A stream was read too slowly and was cut off; begin it again."""
    code = FailureCode.RESOURCE_EXHAUSTED
