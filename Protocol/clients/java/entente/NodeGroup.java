package entente;

import java.util.List;

/** The nodes of one service, and how many retries there may be: a share of the calls, and a reserve. */
final class NodeGroup {
    private static final double RESERVE = 2_048;
    private static final double SHARE = 0.2;

    final List<Node> nodes;
    private int turn;
    private double retries = RESERVE;
    private volatile boolean isClosed;

    NodeGroup(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Not tried first, then healthy, then the fewest unanswered, then in turn. */
    synchronized Node choose(List<Node> tried) {
        turn = (turn + 1) % nodes.size();
        Node best = null;
        long bestRank = 0;
        for (int step = 0; step < nodes.size(); step++) {
            Node node = nodes.get((turn + step) % nodes.size());
            long rank = (tried.contains(node) ? 2L << 32 : 0) + (node.isHealthy() ? 0 : 1L << 32) + node.load();
            if (best == null || rank < bestRank) {
                best = node;
                bestRank = rank;
            }
        }
        return best;
    }

    boolean hasOther(List<Node> tried, boolean isHarmless) {
        return nodes.stream().anyMatch(node -> (isHarmless || node.isHealthy()) && !tried.contains(node));
    }

    void close() {
        isClosed = true;
        nodes.forEach(Node::close);
    }

    boolean isClosed() {
        return isClosed;
    }

    synchronized void deposit() {
        retries = Math.min(RESERVE, retries + SHARE);
    }

    synchronized boolean withdraw() {
        if (retries < 1) return false;
        retries -= 1;
        return true;
    }
}
