"""Messages as bytes and as JSON: a coder that reads the tables of `messages`, so that no message needs code."""
from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple, Optional, Tuple, Type, TypeVar

DEPTH_LIMIT = 32
FIELD_LIMIT = 131_072
_SAFE_INTEGER = 2 ** 53
_BITS = {"int32": 32, "int64": 64, "uint32": 32, "uint64": 64}
_types: dict = {}

M = TypeVar("M", bound="Message")


class WireProblem(ValueError):
    """Bytes or JSON that are no such message."""


class Word(IntEnum):
    """A word of the rules, ordered as its numbers are; `str()` spells it as JSON does: `team-colleague`."""

    @property
    def word(self) -> str:
        return self.name.lower().replace("_", "-")

    def __str__(self) -> str:
        return self.word

    @classmethod
    def _missing_(cls, value):
        """A number from a later release is unspecified."""
        return cls(0) if isinstance(value, int) and value != 0 else None


class Call(NamedTuple):
    """A call: its number in frames, whether it is a query, a command or a stream, and who answers it."""
    number: int
    name: str
    kind: str
    services: Tuple[str, ...]
    response: str


class Message:
    """Fields by name; those not given are at their default, optional ones None."""
    __slots__ = ()
    TABLE: tuple = ()

    def __init__(self, **values: Any) -> None:
        for field in fields(type(self)):
            setattr(self, field.name, values.pop(field.name) if field.name in values else field.default())
        if values:
            raise TypeError(f"{type(self).__name__} has no field `{next(iter(values))}`")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name in self.__slots__)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown if value)})"

    def __bytes__(self) -> bytes:
        return encode(self)


class Request(Message):
    """A message that is a call."""
    __slots__ = ()
    CALL: Call

    @classmethod
    def response_type(cls) -> Type[Message]:
        return _types[cls.CALL.response]


def register(names: dict) -> None:
    """Lets tables name their types."""
    _types.update((name, value) for name, value in names.items() if isinstance(value, type))


def message_type(name: str) -> Type[Message]:
    """The class of that name: `CheckRequest`."""
    return _types[name]


def request_type(call: str) -> Type[Request]:
    """The class of the requests of a call: `checkBatch`."""
    return next(t for t in _types.values() if getattr(t, "CALL", None) and t.CALL.name == call)


class Field:
    __slots__ = ("number", "name", "json", "kind", "type", "repeated", "optional", "packed", "wire", "tag")

    def __init__(self, entry: str) -> None:
        number, self.name, type = entry.split()
        self.number = int(number)
        self.repeated, self.optional = type.endswith("*"), type.endswith("?")
        type = type.rstrip("*?")
        self.type: Any = _types.get(type)
        self.kind = type
        if self.type is not None:
            self.kind = "word" if issubclass(self.type, Word) else "message"
        first, *rest = self.name.rstrip("_").split("_")
        self.json = first + "".join(word.capitalize() for word in rest)
        self.wire = 2 if self.kind in ("string", "message") else 0
        self.packed = self.repeated and self.wire == 0
        self.tag = _varint(self.number << 3 | (2 if self.packed else self.wire))

    def default(self) -> Any:
        if self.repeated:
            return []
        if self.optional:
            return None
        if self.type is not None:
            return self.type(0) if self.kind == "word" else self.type()
        return {"string": "", "bool": False}.get(self.kind, 0)


@lru_cache(maxsize=None)
def fields(type: Type[Message]) -> Tuple[Field, ...]:
    return tuple(Field(entry) for entry in type.TABLE)


@lru_cache(maxsize=None)
def _by_number(type: Type[Message]) -> dict:
    return {field.number: field for field in fields(type)}


# Writing.

def encode(message: Message) -> bytes:
    """The bytes of a message."""
    out = bytearray()
    for field in fields(type(message)):
        value = getattr(message, field.name)
        if value is None or field.repeated and not value:
            continue
        if field.packed:
            _append(out, field.tag, b"".join(_varint(_number(field, one)) for one in value))
        elif field.repeated:
            for one in value:
                _append(out, field.tag, _delimited(field, one))
        elif field.wire == 2:
            data = _delimited(field, value)
            if data or field.optional:
                _append(out, field.tag, data)
        elif field.optional or value:
            out += field.tag + _varint(_number(field, value))
    return bytes(out)


def _append(out: bytearray, tag: bytes, data: bytes) -> None:
    out += tag + _varint(len(data)) + data


def _delimited(field: Field, value: Any) -> bytes:
    return encode(value) if field.kind == "message" else value.encode("utf-8")


def _number(field: Field, value: Any) -> int:
    bits = _BITS.get(field.kind)
    if bits and not (-(1 << bits - 1) <= value < 1 << bits - 1 if field.kind[0] == "i" else 0 <= value < 1 << bits):
        raise WireProblem(f"`{field.json}`: {value} does not fit into {field.kind}")
    return int(value) & 0xFFFF_FFFF_FFFF_FFFF


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


# Reading.

def decode(type: Type[M], data: bytes, depth: int = 1, into: Optional[M] = None) -> M:
    """The message in `data`.

    Raises WireProblem where there is none.
    """
    if depth > DEPTH_LIMIT:
        raise WireProblem(f"messages nested more than {DEPTH_LIMIT} deep")
    message, known, at, count = into or type(), _by_number(type), 0, 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        number, wire, count = tag >> 3, tag & 7, count + 1
        if not 1 <= number < 1 << 29:
            raise WireProblem(f"field number {number}")
        if count > FIELD_LIMIT:
            raise WireProblem(f"more than {FIELD_LIMIT} fields")
        value, at = _read_value(data, at, wire)
        if number in known:
            _take(message, known[number], wire, value, depth)
    return message


def _read_value(data: bytes, at: int, wire: int) -> Tuple[Any, int]:
    if wire == 0:
        return _read_varint(data, at)
    if wire == 2:
        length, at = _read_varint(data, at)
    elif wire in (1, 5):
        length = 8 if wire == 1 else 4
    else:
        raise WireProblem("a group, or no wire type at all")
    if length > len(data) - at:
        raise WireProblem("a value longer than the message")
    return data[at:at + length], at + length


def _read_varint(data: bytes, at: int) -> Tuple[int, int]:
    value = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if shift == 63 and byte > 1:
            raise WireProblem("a varint above 64 bits")
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise WireProblem("the message ends inside a varint")


def _take(message: Message, field: Field, wire: int, value: Any, depth: int) -> None:
    if field.packed and wire == 2:
        items, at = getattr(message, field.name), 0
        while at < len(value):
            one, at = _read_varint(value, at)
            items.append(_scalar(field, one))
            if len(items) > FIELD_LIMIT:
                raise WireProblem(f"`{field.json}` has more than {FIELD_LIMIT} values")
        return
    if wire != field.wire:
        raise WireProblem(f"`{field.json}` has wire type {wire} instead of {field.wire}")
    if field.kind == "message":
        given = None if field.repeated else getattr(message, field.name)
        value = decode(field.type, value, depth + 1, given)
    else:
        value = _scalar(field, value)
    if field.repeated:
        getattr(message, field.name).append(value)
    else:
        setattr(message, field.name, value)


def _scalar(field: Field, value: Any) -> Any:
    if field.kind == "string":
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise WireProblem(f"`{field.json}` is not UTF-8") from None
    if field.kind == "bool":
        return value != 0
    if field.kind == "word":
        return field.type(value & 0xFFFF_FFFF)
    bits = _BITS[field.kind]
    value &= (1 << bits) - 1
    return value - (1 << bits) if field.kind[0] == "i" and value >> bits - 1 else value


# JSON.

def to_json(message: Message) -> dict:
    """The message as JSON has it, as a dictionary."""
    shown = ((field, getattr(message, field.name)) for field in fields(type(message)))
    return {
        field.json: [_json(one) for one in value] if field.repeated else _json(value)
        for field, value in shown if value is not None}


def _json(value: Any) -> Any:
    if isinstance(value, Message):
        return to_json(value)
    if isinstance(value, Word):
        return value.word
    is_wide = isinstance(value, int) and not -_SAFE_INTEGER <= value <= _SAFE_INTEGER
    return str(value) if is_wide else value


def from_json(type: Type[M], json: dict) -> M:
    """The message that JSON describes.

    Raises WireProblem where it has a member or a word the message does not know.
    """
    known = {field.json: field for field in fields(type)}
    if not isinstance(json, dict):
        raise WireProblem(f"{type.__name__} is an object, not {json!r}")
    unknown = [name for name in json if name not in known]
    if unknown:
        raise WireProblem(f"{type.__name__} has no member `{unknown[0]}`, only {', '.join(known)}")
    given = {known[name]: value for name, value in json.items() if value is not None}
    return type(**{
        field.name: [_value(field, one) for one in value] if field.repeated else _value(field, value)
        for field, value in given.items()})


def _value(field: Field, value: Any) -> Any:
    if field.kind == "message":
        return from_json(field.type, value)
    if field.kind == "word":
        words = {word.word: word for word in field.type}
        if value not in words:
            raise WireProblem(f"`{field.json}`: `{value}` is none of {', '.join(words)}")
        return words[value]
    expected = {"string": str, "bool": bool}.get(field.kind, (int, str))
    if not isinstance(value, expected) or isinstance(value, bool) and field.kind != "bool":
        raise WireProblem(f"`{field.json}`: {value!r} is no {field.kind}")
    if field.kind in _BITS:
        try:
            return int(value)
        except ValueError:
            raise WireProblem(f"`{field.json}`: {value!r} is no {field.kind}") from None
    return value
