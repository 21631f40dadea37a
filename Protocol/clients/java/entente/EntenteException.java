package entente;

import entente.Messages.Failure;
import entente.Messages.FailureCode;

/**
 * No answer. Treat it as a refusal: without an answer nobody may do anything. A subclass exists only where a caller
 * would act differently.
 */
@SuppressWarnings("serial")
public abstract class EntenteException extends RuntimeException {
    private final FailureCode code;

    EntenteException(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What the wire would call it. */
    public final FailureCode code() {
        return code;
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
            super(FailureCode.UNAVAILABLE, message);
        }
    }

    /** No answer in the time given; whether a command took effect is unknown. */
    public static final class DeadlineExceeded extends EntenteException {
        DeadlineExceeded(String message) {
            super(FailureCode.DEADLINE_EXCEEDED, message);
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
