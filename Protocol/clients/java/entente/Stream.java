package entente;

import entente.EntenteException.ProtocolBroken;
import entente.EntenteException.Unreachable;

/** The items of a streaming call from one node. Read it in one thread; closing it tells the service to stop. */
public final class Stream<R extends Message> implements AutoCloseable {
    private final Request<R> request;
    private final Node node;
    private final Connection connection;
    private final Connection.Entry entry;

    Stream(Request<R> request, Node node) {
        this.request = request;
        this.node = node;
        connection = node.connection();
        entry = connection.send(request.call(), request.toBytes(), null, true);
    }

    /** Waits for the next item; null at the end. */
    public R next() {
        try {
            Object next = entry.items.take();
            if (next instanceof byte[] payload) {
                R item = request.emptyResponse();
                item.merge(payload);
                return item;
            }
            entry.items.add(next);
            if (next instanceof EntenteException failure) throw failure;
            return null;
        } catch (WireProblem problem) {
            throw new ProtocolBroken(node.endpoint + ": an item cannot be read (" + problem.getMessage() + ")");
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the waiting thread was interrupted");
        }
    }

    @Override public void close() {
        connection.giveUp(entry);
    }
}
