package entente;

import entente.EntenteException.ConnectionLost;
import entente.EntenteException.DeadlineExceeded;
import entente.EntenteException.Refused;
import entente.EntenteException.Undecided;
import entente.EntenteException.Unreachable;
import entente.Messages.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One call on its way through the nodes, with what is asked again after a failure. */
final class Attempts {
    private static final int MAXIMUM = 6;
    /**
     * How long one node may take to answer a question before another is asked: longer than the two seconds for which a
     * service may hold it back until it has seen what the caller has seen.
     */
    private static final long QUESTION_MILLIS = 3_000;

    /** An answer, and who gave it. */
    record Answer(byte[] payload, Node node) {}

    final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final Call call;
    private final byte[] payload;
    private final String requestKey;
    private final NodeGroup group;
    private final Session session;
    private final Long millis;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock;
    private List<Node> tried = new ArrayList<>();
    private int count;
    private int pauses;
    /** The first loss of a command: it may have been carried out then, whatever becomes of it later. */
    private EntenteException loss;

    /** The key is that of a command; null for a question. */
    Attempts(Call call, byte[] payload, String requestKey, NodeGroup group, Session session, Long millis,
            ScheduledExecutorService clock) {
        this.call = call;
        this.payload = payload;
        this.requestKey = requestKey;
        this.group = group;
        this.session = session;
        this.millis = millis;
        this.clock = clock;
    }

    void begin() {
        group.deposit();
        attempt();
    }

    private Long left() {
        return millis == null ? null : millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private void attempt() {
        try {
            attemptNow();
        } catch (Unreachable closed) {
            finish(closed);
        }
    }

    private void attemptNow() {
        Node node = group.choose(tried);
        tried.add(node);
        count += 1;
        Long left = left() == null ? null : Math.max(1, left());
        if (call.kind() == Call.Kind.QUERY) left = left == null ? QUESTION_MILLIS : Math.min(left, QUESTION_MILLIS);
        Long patience = left;
        node.connection().send(call, payload, left, false).answer.whenComplete((bytes, problem) -> {
            if (bytes != null) {
                node.answered();
                answer.complete(new Answer(bytes, node));
            } else {
                failed(node, unwrapped(problem), patience);
            }
        });
    }

    static EntenteException unwrapped(Throwable problem) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        if (cause instanceof EntenteException failure) return failure;
        return new EntenteException.ProtocolBroken(String.valueOf(cause));
    }

    private void failed(Node node, EntenteException failure, Long patience) {
        node.learn(failure, patience);
        if (failure.saysHistoryWasReplaced()) session.forget();
        if (requestKey != null && failure.leavesOpen() && loss == null) loss = failure;
        boolean isHarmless = failure instanceof Unreachable;
        boolean isOver = group.isClosed() || left() != null && left() <= 0;
        boolean hasOther = group.hasOther(tried, isHarmless);
        boolean isFree = isHarmless && hasOther;
        if (isOver || !mayRepeat(failure) || !isFree && (count >= MAXIMUM || !group.withdraw())) {
            finish(failure);
        } else if (hasOther) {
            attempt();
        } else {
            pauses += 1;
            long pause = Node.pauseMillis(25, 1_000, pauses);
            if (left() != null && left() <= pause) {
                finish(failure);
                return;
            }
            tried = new ArrayList<>();
            try {
                clock.schedule(this::attempt, pause, TimeUnit.MILLISECONDS);
            } catch (Unreachable closed) {
                finish(closed);
            }
        }
    }

    /**
     * Whoever is told that nothing was sent, or of a refusal, gives the command again under another key; so the first
     * loss is told, unless the end tells for sure what became of it.
     */
    private void finish(EntenteException failure) {
        EntenteException told = loss == null || failure.settlesLostCommand() ? failure : loss;
        answer.completeExceptionally(requestKey == null ? told : told.of(requestKey));
    }

    /** A question always; a command where nothing was sent, or where the service knows it by its key. */
    private boolean mayRepeat(EntenteException failure) {
        if (failure instanceof Unreachable || failure instanceof ConnectionLost) return true;
        if (failure instanceof Undecided) return true;
        boolean isUnready = failure instanceof Refused && failure.code() == FailureCode.UNAVAILABLE;
        return call.kind() != Call.Kind.COMMAND && (failure instanceof DeadlineExceeded || isUnready);
    }
}
