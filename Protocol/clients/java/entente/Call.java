package entente;

import java.util.List;

/** A call: its number in frames, its name, whether it asks, commands or streams, and who answers it. */
public record Call(int number, String name, Kind kind, List<String> services) {
    /** What a call is. */
    public enum Kind { QUERY, COMMAND, STREAM }
}
