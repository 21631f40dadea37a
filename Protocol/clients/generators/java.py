"""Java: a class a message with an accessor and a setter a field, over the table the coder reads."""
BOXED = {
    "string": "String", "bool": "Boolean", "int32": "Integer", "uint32": "Integer", "int64": "Long",
    "uint64": "Long"}
PLAIN = {"bool": "boolean", "int32": "int", "uint32": "int", "int64": "long", "uint64": "long"}
TAKEN = {"private", "class", "default", "package", "wait", "notify"}
HEAD = """package entente;

import java.util.List;

/** The messages and words of Entente. Made from `entente.proto` by `Protocol/clients/generate`; do not edit. */
public final class Messages {
    private Messages() {}
"""


def files(schema):
    parts = [HEAD]
    for enumeration in schema.enumerations:
        assert [number for _, _, number in enumeration.members] == list(range(len(enumeration.members)))
        constants = ", ".join(constant for constant, _, _ in enumeration.members)
        parts.append(f"    public enum {enumeration.name} implements Word {{ {constants} }}\n")
    parts += [_message(message) for message in schema.messages]
    parts.append(_switch("Message", "create", "new {0}()", [message.name for message in schema.messages]))
    parts.append(_switch("Word[]", "words", "{0}.values()", [one.name for one in schema.enumerations]))
    calls = [(call.name, call.request) for call in schema.calls]
    cases = "".join(f'            case "{name}" -> new {request}();\n' for name, request in calls)
    parts.append("    /** An empty request of the call of that name, or null. */\n"
                 f"    public static Request<?> request(String call) {{\n        return switch (call) {{\n{cases}"
                 f"            default -> null;\n        }};\n    }}\n")
    return {"java/entente/Messages.java": "\n".join(parts) + "}\n"}


def _switch(type, name, form, names):
    cases = "".join(f'            case "{one}" -> {form.format(one)};\n' for one in names)
    return (f"    /** What is called so in the schema, or null. */\n"
            f"    static {type} {name}(String name) {{\n        return switch (name) {{\n{cases}"
            f"            default -> null;\n        }};\n    }}\n")


def _message(message):
    parent = f"Request<{message.call.response}>" if message.call else "Message"
    lines = [f"    /** {message.comment} */"] if message.comment else []
    lines.append(f"    public static final class {message.name} extends {parent} {{")
    entries = "".join(f',\n            "{field.entry(field.json)}"' for field in message.fields)
    lines.append(f'        static final Shape SHAPE = new Shape("{message.name}"{entries});')
    if message.call:
        call = message.call
        services = ", ".join(f'"{service}"' for service in call.services)
        lines.append(f'        static final Call CALL = new Call({call.number}, "{call.name}", '
                     f'Call.Kind.{call.kind.upper()}, List.of({services}));')
    lines.append(f"\n        public {message.name}() {{ super(SHAPE); }}")
    if message.call:
        lines.append("\n        @Override public Call call() { return CALL; }")
        lines.append(f"\n        @Override {message.call.response} emptyResponse() "
                     f"{{ return new {message.call.response}(); }}")
    for index, field in enumerate(message.fields):
        name = field.json + "_" if field.json in TAKEN else field.json
        boxed = BOXED.get(field.type, field.type)
        if field.label == "repeated":
            boxed = type = f"List<{boxed}>"
        else:
            type = boxed if field.label == "optional" else PLAIN.get(field.type, boxed)
        lines.append(f"\n        public {type} {name}() {{ return this.<{boxed}>value({index}); }}")
        lines.append(f"\n        public {message.name} {name}({type} value) {{ take({index}, value); return this; }}")
    lines.append("    }\n")
    return "\n".join(lines)
