package entente;

import entente.EntenteException.DeadlineExceeded;
import entente.EntenteException.Refused;
import entente.EntenteException.Undecided;
import entente.EntenteException.Unreachable;
import entente.Messages.FailureCode;
import entente.Messages.Hello;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One process of a service: a connection made when it is needed, and whether to leave it alone. */
final class Node {
    private static final int CONNECT_MILLIS = 3_000;
    private static final long LATE_MILLIS = 1_000;

    final String endpoint;
    private final String service;
    private final Hello hello;
    private final ScheduledExecutorService clock;
    private Connection connection;
    private int failures;
    private long restsUntil = System.nanoTime();

    Node(String endpoint, String service, Hello hello, ScheduledExecutorService clock) {
        this.endpoint = endpoint;
        this.service = service;
        this.hello = hello;
        this.clock = clock;
    }

    /** Between half of the pause and all of it, so that callers who failed together do not come back together. */
    static long pauseMillis(long first, long most, int failures) {
        double pause = Math.min(most, first * Math.pow(2, Math.min(failures - 1, 24)));
        return (long) Math.ceil(pause * ThreadLocalRandom.current().nextDouble(0.5, 1));
    }

    synchronized Connection connection() {
        if (connection == null || !connection.accepts()) {
            connection = new Connection(endpoint, service, hello, clock, this::rest);
            connection.start(CONNECT_MILLIS);
        }
        return connection;
    }

    synchronized boolean isHealthy() {
        return System.nanoTime() - restsUntil >= 0;
    }

    synchronized int load() {
        return connection == null ? 0 : connection.load();
    }

    synchronized void answered() {
        failures = 0;
    }

    /** A node that cannot answer now, or not in time, is left alone for a while. */
    void learn(EntenteException failure, Long patienceMillis) {
        boolean isPatient = patienceMillis == null || patienceMillis >= LATE_MILLIS;
        boolean isLate = failure instanceof DeadlineExceeded && isPatient;
        boolean isUnready = failure instanceof Refused && failure.code() == FailureCode.UNAVAILABLE
            || failure instanceof Undecided || failure instanceof Unreachable;
        if ((isLate || isUnready) && isHealthy()) rest();
    }

    private synchronized void rest() {
        failures += 1;
        restsUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis(50, 5_000, failures));
    }

    void close() {
        Connection open;
        synchronized (this) {
            open = connection;
        }
        // Not under the lock: whoever hears of it may ask about this node at once.
        if (open != null) open.close(null);
    }
}
