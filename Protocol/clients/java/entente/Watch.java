package entente;

import entente.EntenteException.ConnectionLost;
import entente.EntenteException.FellBehind;
import entente.EntenteException.Unreachable;
import entente.Messages.FailureCode;
import entente.Messages.WatchItem;
import entente.Messages.WatchRequest;
import java.util.List;

/**
 * The answers to some checks and every change of them; goes on at another node when one is lost, and says so. Read it
 * in one thread.
 */
public final class Watch implements AutoCloseable {
    private final Client client;
    private final WatchRequest request;
    private final NodeGroup group;
    private Stream<WatchItem> items;
    private Node node;
    private List<Node> lost = List.of();
    private int failures;
    private boolean isComplete;

    Watch(Client client, WatchRequest request, NodeGroup group) {
        this.client = client;
        this.request = request;
        this.group = group;
    }

    /** Waits for what comes next; throws an EntenteException that trying again cannot mend. */
    public WatchEvent next() {
        while (true) {
            try {
                if (items == null) begin();
                WatchItem item = items.next();
                if (item == null) throw new ConnectionLost(node.endpoint + " goes away");
                client.session().note(item.position());
                failures = 0;
                lost = List.of();
                boolean isFirst = isComplete;
                isComplete = false;
                return new WatchEvent.Answers(item.answers(), isFirst);
            } catch (EntenteException failure) {
                close();
                if (group.isClosed() || Thread.currentThread().isInterrupted() || !canGoOn(failure)) throw failure;
                node.learn(failure, null);
                if (failure.saysHistoryWasReplaced()) client.session().forget();
                failures += 1;
                lost = List.of(node);
                if (failures == 1) return new WatchEvent.Interrupted(failure);
            }
        }
    }

    private void begin() {
        node = group.choose(lost);
        if (failures > 1) pause(Node.pauseMillis(25, 5_000, failures - 1));
        items = new Stream<>(client.prepared(request), node);
        isComplete = true;
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the waiting thread was interrupted");
        }
    }

    private static boolean canGoOn(EntenteException failure) {
        return failure instanceof Unreachable || failure instanceof ConnectionLost || failure instanceof FellBehind
            || failure.code() == FailureCode.UNAVAILABLE || failure.saysHistoryWasReplaced();
    }

    @Override public void close() {
        if (items != null) items.close();
        items = null;
    }
}
