"""A client of Entente: may this person do this to that person?

    from entente import Client, Verdict

    with Client(["10.0.0.1:7103", "10.0.0.2:7103"], token=token) as client:
        if client.check("ada", "chat.start", "grace").verdict == Verdict.ALLOW:
            start_chat()
"""
from .blocking import Client
from .client import Answers, AsyncClient, Interrupted, Session
from .failures import (
    ConnectionLost, DeadlineExceeded, EntenteError, FellBehind, ProtocolBroken, Refused, TooLong, Undecided,
    Unreachable)
from .messages import *  # noqa: F401,F403
from .wire import from_json, to_json
