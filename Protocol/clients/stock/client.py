"""A client of Entente on the `protobuf` package: `client.py HOST:PORT ACTOR ACTION TARGET` asks one check.

`protoc --python_out=. entente.proto` has made `entente_pb2`; everything that is not in there is here.
"""
import os
import socket
import struct
import sys

import entente_pb2 as entente

HEADER = struct.Struct(">IBBHII")  # length, version, kind, method, request id, time left
REQUEST, RESPONSE, ERROR, ITEM, END, CANCEL, PING, PONG, GOING_AWAY = range(9)


class Refused(Exception):
    """The service said no to the request itself; `failure.code` says what to do about it."""

    def __init__(self, failure):
        super().__init__(failure.message)
        self.failure = failure


class Connection:
    def __init__(self, address, token, timeout=5.0):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout)
        self.timeout, self.last_id = timeout, 0
        self.maximum = 4 << 20
        hello = entente.Hello(protocol_versions=[1], client="my-backend 2.3", token=token)
        self.welcome = self.call(entente.METHOD_HELLO, hello, entente.Welcome)
        self.maximum = self.welcome.maximum_frame

    def call(self, method, request, response_type):
        """Sends one request and waits for its answer; other frames are dealt with meanwhile."""
        self.last_id += 1
        self.send(REQUEST, method, self.last_id, request.SerializeToString(), int(self.timeout * 1000))
        while True:
            kind, id, payload = self.receive()
            if kind == PING:
                self.send(PONG, 0, id, payload)
            elif kind == ERROR and id in (0, self.last_id):
                raise Refused(entente.Failure.FromString(payload))
            elif kind == RESPONSE and id == self.last_id:
                return response_type.FromString(payload)

    def send(self, kind, method, id, payload=b"", time_left=0):
        self.socket.sendall(HEADER.pack(12 + len(payload), 1, kind, method, id, time_left) + payload)

    def receive(self):
        length, version, kind, _, id, _ = HEADER.unpack(self.exactly(HEADER.size))
        if version != 1 or not 12 <= length <= self.maximum:
            raise ConnectionError(f"no frame of this protocol: version {version}, length {length}")
        return kind, id, self.exactly(length - 12)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("the service hung up")
            data += piece
        return data


address, actor, action, target = sys.argv[1:]
connection = Connection(address, os.environ["ENTENTE_TOKEN"])
question = entente.CheckRequest(actor=actor, action=action, target=target)
answer = connection.call(entente.METHOD_CHECK, question, entente.CheckResponse)
print(entente.Verdict.Name(answer.verdict).removeprefix("VERDICT_"), end=" ")
print(entente.Reason.Name(answer.reason).removeprefix("REASON_"))
