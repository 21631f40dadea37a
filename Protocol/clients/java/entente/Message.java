package entente;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fields by name; those not set are at their default, optional ones null. Not for several threads at once. */
public abstract class Message {
    final Shape shape;
    private final Object[] values;

    Message(Shape shape) {
        this.shape = shape;
        values = new Object[shape.size()];
    }

    /** The bytes that travel. */
    public final byte[] toBytes() {
        return Wire.encode(this);
    }

    /** Reads fields from bytes, over those that are set. */
    public final void merge(byte[] bytes) {
        Wire.merge(this, bytes);
    }

    /** An empty message of the kind called so in the schema. */
    public static Message named(String name) {
        return Messages.create(name);
    }

    @SuppressWarnings("unchecked")
    final <T> T value(int index) {
        if (values[index] == null) values[index] = shape.fields().get(index).standard();
        return (T) values[index];
    }

    final void take(int index, Object value) {
        values[index] = value instanceof List<?> list ? new ArrayList<>(list) : value;
    }

    /** A copy that shares what is inside. */
    final Message copy() {
        Message copy = Messages.create(shape.name);
        for (int index = 0; index < values.length; index++) copy.values[index] = values[index];
        return copy;
    }

    @Override public final boolean equals(Object other) {
        return other instanceof Message message && message.shape == shape && Arrays.equals(toBytes(), message.toBytes());
    }

    @Override public final int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /** The message as JSON. */
    @Override public final String toString() {
        return JSON.text(this);
    }
}
