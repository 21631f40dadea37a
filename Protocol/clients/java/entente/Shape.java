package entente;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of one kind of message, read from its table: number, name, type; {@code ?} optional, {@code *} a list. */
final class Shape {
    enum Kind { STRING, BOOL, INT32, INT64, UINT32, UINT64, WORD, MESSAGE }

    /** One field. */
    static final class Field {
        final int index;
        final int number;
        final String name;
        final String type;
        final boolean optional;
        final boolean repeated;
        final Kind kind;
        /** Of a word, what its numbers mean. */
        final Word[] words;

        Field(int index, String entry) {
            String[] parts = entry.split(" ");
            this.index = index;
            number = Integer.parseInt(parts[0]);
            name = parts[1];
            optional = parts[2].endsWith("?");
            repeated = parts[2].endsWith("*");
            type = optional || repeated ? parts[2].substring(0, parts[2].length() - 1) : parts[2];
            words = Messages.words(type);
            kind = words != null ? Kind.WORD
                : Character.isUpperCase(type.charAt(0)) ? Kind.MESSAGE : Kind.valueOf(type.toUpperCase(Locale.ROOT));
        }

        int wireType() {
            return kind == Kind.STRING || kind == Kind.MESSAGE ? 2 : 0;
        }

        boolean isPacked() {
            return repeated && wireType() == 0;
        }

        Object standard() {
            if (repeated) return new ArrayList<>();
            if (optional) return null;
            return switch (kind) {
                case STRING -> "";
                case BOOL -> false;
                case INT32, UINT32 -> 0;
                case INT64, UINT64 -> 0L;
                case WORD -> words[0];
                case MESSAGE -> Messages.create(type);
            };
        }
    }

    final String name;
    private final String[] table;
    private List<Field> fields;
    private Map<Integer, Field> byNumber;

    Shape(String name, String... table) {
        this.name = name;
        this.table = table;
    }

    int size() {
        return table.length;
    }

    synchronized List<Field> fields() {
        if (fields == null) {
            List<Field> all = new ArrayList<>();
            byNumber = new HashMap<>();
            for (String entry : table) {
                Field field = new Field(all.size(), entry);
                all.add(field);
                byNumber.put(field.number, field);
            }
            fields = List.copyOf(all);
        }
        return fields;
    }

    /** The field of that number, or null. */
    Field numbered(int number) {
        fields();
        return byNumber.get(number);
    }

    /** The field of that name, or null. */
    Field named(String name) {
        return fields().stream().filter(field -> field.name.equals(name)).findFirst().orElse(null);
    }
}
