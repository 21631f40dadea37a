"""Node: the table the coder reads, and the types of TypeScript beside it."""
SCALARS = {
    "string": "string", "bool": "boolean", "int32": "number", "uint32": "number", "int64": "bigint",
    "uint64": "bigint"}
HEAD = "// {} of Entente. Made from `entente.proto` by `Protocol/clients/generate`; do not edit.\n"


def files(schema):
    return {"node/messages.js": _tables(schema), "node/messages.d.ts": _types(schema)}


def _tables(schema):
    parts = [HEAD.format("The messages, words and calls"), "/** The words of each enumeration, by number. */"]
    parts.append("export const words = {")
    for enumeration in schema.enumerations:
        assert [number for _, _, number in enumeration.members] == list(range(len(enumeration.members)))
        spelled = ", ".join(f'"{word}"' for _, word, _ in enumeration.members)
        parts.append(f"  {enumeration.name}: [{spelled}],")
    parts.append("};\n\n/** The fields of each message: number, name, type; `?` is optional, `*` a list. */")
    parts.append("export const tables = {")
    for message in schema.messages:
        entries = ", ".join(f'"{field.entry(field.json)}"' for field in message.fields)
        parts.append(f"  {message.name}: [{entries}],")
    parts.append("};\n\n/** The calls. */\nexport const calls = {")
    for call in schema.calls:
        services = ", ".join(f'"{service}"' for service in call.services)
        parts.append(
            f'  {call.name}: {{ name: "{call.name}", number: {call.number}, kind: "{call.kind}", '
            f'services: [{services}], request: "{call.request}", response: "{call.response}" }},')
    parts.append("};\n")
    return "\n".join(parts)


def _types(schema):
    parts = [HEAD.format("The types of the messages, words and calls")]
    for enumeration in schema.enumerations:
        spelled = " | ".join(f'"{word}"' for _, word, _ in enumeration.members)
        parts.append(f"export type {enumeration.name} = {spelled};")
    for message in schema.messages:
        comment = f"/** {message.comment} */\n" if message.comment else ""
        parts.append(f"\n{comment}export interface {message.name} {{")
        for field in message.fields:
            type = SCALARS.get(field.type, field.type) + ("[]" if field.label == "repeated" else "")
            parts.append(f"  {field.json}{'?' if field.label == 'optional' else ''}: {type};")
        parts.append("}")
    for name, kinds in (("Calls", ("query", "command")), ("Streams", ("stream",))):
        parts.append(f"\nexport interface {name} {{")
        parts += [
            f"  {call.name}: {{ request: {call.request}; response: {call.response} }};"
            for call in schema.calls if call.kind in kinds]
        parts.append("}")
    messages = "\n".join(f"  {message.name}: {message.name};" for message in schema.messages)
    parts.append(f"\nexport interface Messages {{\n{messages}\n}}")
    words = "\n".join(f"  {enumeration.name}: {enumeration.name}[];" for enumeration in schema.enumerations)
    parts.append(f"\n/** The words of each enumeration, by number. */\nexport const words: {{\n{words}\n}};\n")
    return "\n".join(parts)
