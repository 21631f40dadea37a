package entente;

import entente.Messages.Position;
import java.util.HexFormat;

/** The newest position seen: answers are never older than that. For any number of threads. */
public final class Session {
    private Position seen = new Position();

    /** A session that has seen nothing yet. */
    public Session() {}

    /** The session that a token was taken from, in this process or another. */
    public Session(String token) {
        seen.merge(HexFormat.of().parseHex(token));
    }

    /** What was seen as a short text, to be handed to another process. */
    public synchronized String token() {
        return HexFormat.of().formatHex(seen.toBytes());
    }

    /** Forgets everything seen. */
    public synchronized void forget() {
        seen = new Position();
    }

    /** A copy of what was seen, or null. */
    synchronized Position position() {
        return seen.toBytes().length == 0 ? null : (Position) seen.copy();
    }

    synchronized void note(Position newer) {
        boolean isNewHistory = newer.directoryEpoch() != seen.directoryEpoch();
        if (newer.directoryEpoch() != 0 && (isNewHistory || isAfter(newer.directory(), seen.directory()))) {
            seen.directoryEpoch(newer.directoryEpoch()).directory(newer.directory());
        }
        isNewHistory = newer.partnershipEpoch() != seen.partnershipEpoch();
        if (newer.partnershipEpoch() != 0 && (isNewHistory || isAfter(newer.partnership(), seen.partnership()))) {
            seen.partnershipEpoch(newer.partnershipEpoch()).partnership(newer.partnership());
        }
    }

    static boolean isOlder(Position answer, Position asked) {
        return answer.directoryEpoch() == asked.directoryEpoch() && isAfter(asked.directory(), answer.directory())
            || answer.partnershipEpoch() == asked.partnershipEpoch()
                && isAfter(asked.partnership(), answer.partnership());
    }

    private static boolean isAfter(long one, long other) {
        return Long.compareUnsigned(one, other) > 0;
    }
}
