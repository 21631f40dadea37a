package entente;

/** Bytes that are no such message. */
public final class WireProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    WireProblem(String message) {
        super(message);
    }
}
