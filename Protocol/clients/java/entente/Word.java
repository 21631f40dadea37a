package entente;

import java.util.Locale;

/** A word of the rules; the constants of one enumeration are in the order of their meaning. */
public interface Word {
    /** The constant's name. */
    String name();

    /** Its number on the wire. */
    int ordinal();

    /** As the rules and JSON spell it: {@code team-colleague}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
