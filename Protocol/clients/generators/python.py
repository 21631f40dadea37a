"""Python: classes with annotated attributes, and the table the coder reads."""
import keyword

TYPES = {"string": "str", "bool": "bool"}
HEAD = '''"""The messages and words of Entente, made from `entente.proto` by `Protocol/clients/generate`."""
from __future__ import annotations

from typing import List, Optional

from .wire import Call, Message, Request, Word, register
'''


def files(schema):
    parts = [HEAD]
    for enumeration in schema.enumerations:
        members = "".join(f"    {constant} = {number}\n" for constant, _, number in enumeration.members)
        parts.append(f"\nclass {enumeration.name}(Word):\n{members}")
    for message in schema.messages:
        parts.append(_message(message, schema.words))
    parts.append("\nregister(globals())\n")
    return {"python/entente/messages.py": "\n".join(parts)}


def _message(message, words):
    lines = [f"\nclass {message.name}({'Request' if message.call else 'Message'}):"]
    if message.comment:
        lines.append(f'    """{message.comment}"""')
    if message.call:
        call = message.call
        lines.append(
            f'    CALL = Call({call.number}, "{call.name}", "{call.kind}", {tuple(call.services)!r}, '
            f'"{call.response}")')
    fields = [(field, _name(field)) for field in message.fields]
    slots = "".join(f'"{name}", ' for _, name in fields)
    lines.append(f"    __slots__ = ({slots.rstrip()})")
    lines.append("    TABLE = (")
    lines += [f'        "{field.entry(name)}",' for field, name in fields]
    lines.append("    )")
    lines += [f"    {name}: {_type(field, words)}" for field, name in fields]
    return "\n".join(lines) + "\n"


def _name(field):
    return field.name + "_" if keyword.iskeyword(field.name) else field.name


def _type(field, words):
    scalar = field.type in ("int32", "int64", "uint32", "uint64")
    type = "int" if scalar else TYPES.get(field.type, field.type)
    return {"": type, "optional": f"Optional[{type}]", "repeated": f"List[{type}]"}[field.label]
