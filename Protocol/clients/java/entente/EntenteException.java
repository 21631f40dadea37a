package entente;

import entente.Messages.Failure;
import entente.Messages.FailureCode;
import java.util.Set;

/**
 * No answer. Treat it as a refusal: without an answer nobody may do anything. A subclass exists only where a caller
 * would act differently.
 */
@SuppressWarnings("serial")
public abstract class EntenteException extends RuntimeException {
    private static final Set<FailureCode> SETTLING = Set.of(
        FailureCode.INVALID_ARGUMENT, FailureCode.NOT_FOUND, FailureCode.ALREADY_EXISTS, FailureCode.CONFLICT,
        FailureCode.FAILED_PRECONDITION);

    private final FailureCode code;
    private final String requestKey;

    EntenteException(FailureCode code, String message) {
        super(message);
        this.code = code;
        requestKey = null;
    }

    /** Of a command that was sent under {@code requestKey}; null where that is not known, or it is none. */
    private EntenteException(FailureCode code, String message, String requestKey) {
        super(requestKey == null ? message : message + "; it may have taken effect: look before repeating it, "
            + "or repeat it with the request key `" + requestKey + "`");
        this.code = code;
        this.requestKey = requestKey;
    }

    /** What a caller is told of an error frame. */
    static EntenteException refusal(Failure failure) {
        boolean isUndecided = failure.details() != null && "undecided".equals(failure.details().state());
        return isUndecided
            ? new Undecided(failure.code().word() + ": " + failure.message(), null) : new Refused(failure);
    }

    /** What the wire would call it. */
    public final FailureCode code() {
        return code;
    }

    /**
     * The key under which a command was sent of which it is not known what became: repeated with it, it is carried out
     * once at most. Null for questions, and where nothing is in doubt.
     */
    public final String requestKey() {
        return requestKey;
    }

    /** Whether a command may have been carried out all the same. */
    final boolean leavesOpen() {
        return this instanceof ConnectionLost || this instanceof DeadlineExceeded || this instanceof Undecided;
    }

    /**
     * Whether it tells what became of a command that was sent before under the same key, and lost: these refusals come
     * after the key was looked up, or would have come the first time; others may come from before.
     */
    final boolean settlesLostCommand() {
        return this instanceof Refused && SETTLING.contains(code) && !saysHistoryWasReplaced();
    }

    /** The same failure of a command that was sent under this key: another, since all who wait share one. */
    final EntenteException of(String requestKey) {
        if (this instanceof ConnectionLost) return new ConnectionLost(getMessage(), requestKey);
        if (this instanceof DeadlineExceeded) return new DeadlineExceeded(getMessage(), requestKey);
        if (this instanceof Undecided) return new Undecided(getMessage(), requestKey);
        return this;
    }

    final boolean saysHistoryWasReplaced() {
        return this instanceof Refused refused && refused.failure.details() != null
            && "history-restored".equals(refused.failure.details().state());
    }

    /** The service refused; nothing was changed. */
    public static final class Refused extends EntenteException {
        private final transient Failure failure;

        Refused(Failure failure) {
            super(failure.code(), failure.code().word() + ": " + failure.message());
            this.failure = failure;
        }

        /** Its code, message and details. */
        public Failure failure() {
            return failure;
        }
    }

    /** Nothing of the request was sent; trying again does no harm. */
    public static final class Unreachable extends EntenteException {
        Unreachable(String message) {
            super(FailureCode.UNAVAILABLE, message);
        }
    }

    /** Sent, and the connection ended before the answer: whether a command took effect is unknown. */
    public static final class ConnectionLost extends EntenteException {
        ConnectionLost(String message) {
            this(message, null);
        }

        private ConnectionLost(String message, String requestKey) {
            super(FailureCode.UNAVAILABLE, message, requestKey);
        }
    }

    /** No answer in the time given; whether a command took effect is unknown. */
    public static final class DeadlineExceeded extends EntenteException {
        DeadlineExceeded(String message) {
            this(message, null);
        }

        private DeadlineExceeded(String message, String requestKey) {
            super(FailureCode.DEADLINE_EXCEEDED, message, requestKey);
        }
    }

    /** The service itself does not know whether the command took effect: its disk failed. */
    public static final class Undecided extends EntenteException {
        private Undecided(String message, String requestKey) {
            super(FailureCode.UNAVAILABLE, message, requestKey);
        }
    }

    /** The request is longer than the service takes in one frame; nothing was sent. */
    public static final class TooLong extends EntenteException {
        TooLong(String message) {
            super(FailureCode.INVALID_ARGUMENT, message);
        }
    }

    /** The other side does not speak this protocol as agreed. */
    public static final class ProtocolBroken extends EntenteException {
        ProtocolBroken(String message) {
            super(FailureCode.INTERNAL, message);
        }
    }

    /** A stream was read too slowly and was cut off; begin it again. */
    public static final class FellBehind extends EntenteException {
        FellBehind(String message) {
            super(FailureCode.RESOURCE_EXHAUSTED, message);
        }
    }
}
