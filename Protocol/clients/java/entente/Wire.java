package entente;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as bytes: a coder that reads the tables, so that no message needs code. */
final class Wire {
    private static final int DEPTH_LIMIT = 32;
    private static final int FIELD_LIMIT = 131_072;

    private Wire() {}

    // Writing.

    static byte[] encode(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Shape.Field field : message.shape.fields()) {
            Object value = message.value(field.index);
            if (value == null) continue;
            if (field.isPacked()) {
                ByteArrayOutputStream inner = new ByteArrayOutputStream();
                for (Object one : (List<?>) value) varint(inner, number(field, one));
                if (inner.size() > 0) delimited(out, field, inner.toByteArray());
            } else if (field.repeated) {
                for (Object one : (List<?>) value) delimited(out, field, bytes(one));
            } else if (field.wireType() == 2) {
                byte[] data = bytes(value);
                if (data.length > 0 || field.optional) delimited(out, field, data);
            } else {
                long number = number(field, value);
                if (number == 0 && !field.optional) continue;
                varint(out, (long) field.number << 3);
                varint(out, number);
            }
        }
        return out.toByteArray();
    }

    private static void delimited(ByteArrayOutputStream out, Shape.Field field, byte[] data) {
        varint(out, (long) field.number << 3 | 2);
        varint(out, data.length);
        out.writeBytes(data);
    }

    private static byte[] bytes(Object value) {
        return value instanceof Message message ? encode(message) : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static long number(Shape.Field field, Object value) {
        return switch (field.kind) {
            case BOOL -> (Boolean) value ? 1 : 0;
            case WORD -> ((Word) value).ordinal();
            case UINT32 -> Integer.toUnsignedLong((Integer) value);
            case INT32 -> (Integer) value;
            default -> (Long) value;
        };
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        while ((value & ~0x7FL) != 0) {
            out.write((int) value & 0x7F | 0x80);
            value >>>= 7;
        }
        out.write((int) value);
    }

    // Reading.

    static void merge(Message message, byte[] bytes) {
        merge(message, ByteBuffer.wrap(bytes), 1);
    }

    private static void merge(Message message, ByteBuffer data, int depth) {
        if (depth > DEPTH_LIMIT) throw new WireProblem("messages nested more than " + DEPTH_LIMIT + " deep");
        for (int count = 1; data.hasRemaining(); count++) {
            long tag = varint(data);
            long number = tag >>> 3;
            if (number < 1 || number >= 1 << 29) throw new WireProblem("field number " + Long.toUnsignedString(number));
            if (count > FIELD_LIMIT) throw new WireProblem("more than " + FIELD_LIMIT + " fields");
            int type = (int) tag & 7;
            Shape.Field field = message.shape.numbered((int) number);
            if (type == 0) {
                long value = varint(data);
                if (field != null) take(message, field, value);
            } else {
                ByteBuffer value = slice(data, type);
                if (field != null) take(message, field, type, value, depth);
            }
        }
    }

    private static ByteBuffer slice(ByteBuffer data, int type) {
        long length = switch (type) {
            case 1 -> 8;
            case 2 -> varint(data);
            case 5 -> 4;
            default -> throw new WireProblem("a group, or no wire type at all");
        };
        if (length < 0 || length > data.remaining()) throw new WireProblem("a value longer than the message");
        ByteBuffer slice = data.slice(data.position(), (int) length);
        data.position(data.position() + (int) length);
        return slice;
    }

    private static long varint(ByteBuffer data) {
        long value = 0;
        for (int shift = 0; data.hasRemaining(); shift += 7) {
            byte one = data.get();
            if (shift == 63 && (one & 0xFF) > 1) throw new WireProblem("a varint above 64 bits");
            value |= (one & 0x7FL) << shift;
            if (one >= 0) return value;
        }
        throw new WireProblem("the message ends inside a varint");
    }

    private static void take(Message message, Shape.Field field, long value) {
        if (field.wireType() != 0) throw wrongType(field, 0);
        set(message, field, scalar(field, value));
    }

    private static void take(Message message, Shape.Field field, int type, ByteBuffer value, int depth) {
        if (field.isPacked() && type == 2) {
            List<Object> items = message.value(field.index);
            while (value.hasRemaining()) {
                items.add(scalar(field, varint(value)));
                if (items.size() > FIELD_LIMIT) throw new WireProblem("`" + field.name + "` is too long");
            }
        } else if (field.wireType() != 2 || type != 2) {
            throw wrongType(field, type);
        } else if (field.kind == Shape.Kind.STRING) {
            set(message, field, text(field, value));
        } else {
            Message given = field.repeated ? null : message.value(field.index);
            Message part = given != null ? given : Messages.create(field.type);
            merge(part, value, depth + 1);
            set(message, field, part);
        }
    }

    private static WireProblem wrongType(Shape.Field field, int type) {
        return new WireProblem("`" + field.name + "` has wire type " + type + " instead of " + field.wireType());
    }

    private static void set(Message message, Shape.Field field, Object value) {
        if (field.repeated) message.<List<Object>>value(field.index).add(value);
        else message.take(field.index, value);
    }

    private static String text(Shape.Field field, ByteBuffer value) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
        } catch (CharacterCodingException problem) {
            throw new WireProblem("`" + field.name + "` is not UTF-8");
        }
    }

    private static Object scalar(Shape.Field field, long value) {
        return switch (field.kind) {
            case BOOL -> value != 0;
            case INT32, UINT32 -> (int) value;
            case WORD -> {
                int number = (int) value;
                yield field.words[number >= 0 && number < field.words.length ? number : 0];
            }
            default -> value;
        };
    }
}
