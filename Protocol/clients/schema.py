"""Reads `entente.proto`: just what that file uses of the language, in the order of the file."""
import re
from dataclasses import dataclass, field
from pathlib import Path

SCALARS = ("string", "bool", "int32", "int64", "uint32", "uint64")


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@dataclass
class Field:
    number: int
    name: str
    type: str
    label: str  # "", "optional" or "repeated"

    @property
    def json(self):
        return camel(self.name)

    def entry(self, name):
        """The field as one entry of a table: number, name, type, marked `?` for optional, `*` for repeated."""
        return f"{self.number} {name} {self.type}{ {'': '', 'optional': '?', 'repeated': '*'}[self.label] }"


@dataclass
class Call:
    number: int
    name: str
    kind: str  # "query", "command" or "stream"
    services: list
    request: str
    response: str = ""


@dataclass
class Message:
    name: str
    comment: str
    fields: list = field(default_factory=list)
    call: Call = None


@dataclass
class Enumeration:
    name: str
    members: list  # of (constant without the enumeration's name, word, number)


class Schema:
    def __init__(self, path=Path(__file__).resolve().parent.parent / "entente.proto"):
        self.messages, self.enumerations, self.calls = [], [], []
        comment, current = "", None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("//"):
                comment = line[2:].strip()
            elif line.startswith("message "):
                current = Message(line.split()[1], comment)
                self.messages.append(current)
                self._pair(current)
                current = None if line.endswith("{}") else current
            elif line.startswith("enum "):
                current = Enumeration(line.split()[1], [])
                if current.name != "Method":
                    self.enumerations.append(current)
            elif line.startswith("}"):
                current = None
            elif isinstance(current, Message):
                label, type, name, number = re.fullmatch(
                    r"  (?:(optional|repeated) )?(\w+) (\w+) = (\d+);", line).groups()
                current.fields.append(Field(int(number), name, type, label or ""))
            elif isinstance(current, Enumeration):
                constant, number = re.fullmatch(r"  (\w+) = (\d+);", line).groups()
                prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", current.name).upper() + "_"
                constant = constant[len(prefix):]
                current.members.append((constant, constant.lower().replace("_", "-"), int(number)))
            if not line.startswith("//"):
                comment = ""

    def _pair(self, message):
        """Finds in its comment which call a message belongs to."""
        asks = re.match(r"Call (\d+), `(\w+)`: a (\w+); answered by ([\w, ]+);", message.comment)
        answers = re.match(r"(?:The answer to|One item of the stream that answers) `(\w+)`", message.comment)
        if asks:
            number, name, kind, services = asks.groups()
            message.call = Call(int(number), name, kind, services.split(", "), message.name)
            self.calls.append(message.call)
        elif answers:
            next(call for call in self.calls if call.name == answers[1]).response = message.name

    @property
    def words(self):
        return {enumeration.name for enumeration in self.enumerations}
