package entente;

import java.util.List;

/** Messages as JSON text, as logs and the command line show them. */
final class JSON {
    private static final long SAFE_INTEGER = 1L << 53;

    private JSON() {}

    static String text(Message message) {
        StringBuilder out = new StringBuilder();
        write(out, message);
        return out.toString();
    }

    private static void write(StringBuilder out, Message message) {
        char separator = '{';
        for (Shape.Field field : message.shape.fields()) {
            Object value = message.value(field.index);
            if (value == null) continue;
            out.append(separator).append('"').append(field.name).append("\":");
            separator = ',';
            if (value instanceof List<?> list) {
                char before = '[';
                for (Object one : list) {
                    write(out.append(before), field, one);
                    before = ',';
                }
                out.append(list.isEmpty() ? "[]" : "]");
            } else {
                write(out, field, value);
            }
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static void write(StringBuilder out, Shape.Field field, Object value) {
        switch (field.kind) {
            case MESSAGE -> write(out, (Message) value);
            case STRING -> quote(out, (String) value);
            case WORD -> quote(out, ((Word) value).word());
            case UINT32 -> out.append(Integer.toUnsignedLong((Integer) value));
            case INT64, UINT64 -> {
                long number = (Long) value;
                boolean isUnsigned = field.kind == Shape.Kind.UINT64;
                String text = isUnsigned ? Long.toUnsignedString(number) : Long.toString(number);
                boolean isSafe = number <= SAFE_INTEGER && number >= (isUnsigned ? 0 : -SAFE_INTEGER);
                out.append(isSafe ? text : '"' + text + '"');
            }
            default -> out.append(value);
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '"' || one == '\\') out.append('\\').append(one);
            else if (one < 0x20) out.append(String.format("\\u%04x", (int) one));
            else out.append(one);
        }
        out.append('"');
    }
}
