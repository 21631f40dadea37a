package entente;

import entente.EntenteException.ProtocolBroken;
import entente.EntenteException.Unreachable;
import entente.Messages.CheckBatchRequest;
import entente.Messages.CheckBatchResponse;
import entente.Messages.CheckContentRequest;
import entente.Messages.CheckContentResponse;
import entente.Messages.CheckItem;
import entente.Messages.CheckRequest;
import entente.Messages.CheckResponse;
import entente.Messages.ContentItem;
import entente.Messages.DiscoverRequest;
import entente.Messages.DiscoverResponse;
import entente.Messages.EffectiveRequest;
import entente.Messages.EffectiveResponse;
import entente.Messages.ExplainRequest;
import entente.Messages.ExplainResponse;
import entente.Messages.Hello;
import entente.Messages.Position;
import entente.Messages.WatchRequest;
import entente.Messages.Welcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A line to a cluster; make one per process and share it between threads, requests are pipelined. Every call may throw
 * an {@link EntenteException}.
 */
public final class Client implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, NodeGroup> groups = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Session session;
    private final Duration timeout;

    /** What a client is made with: the token is needed, the rest has values that suit most. */
    public static final class Builder {
        private final String token;
        private List<String> decision = List.of("127.0.0.1:7103");
        private String directory = "127.0.0.1:7101";
        private String partnership = "127.0.0.1:7102";
        private String name = "entente-java";
        private Session session = new Session();
        private Duration timeout = Duration.ofSeconds(10);

        private Builder(String token) {
            this.token = token;
        }

        /** {@code HOST:PORT} of each decision node. */
        public Builder decision(String... endpoints) {
            decision = List.of(endpoints);
            return this;
        }

        /** {@code HOST:PORT} of the directory. */
        public Builder directory(String endpoint) {
            directory = endpoint;
            return this;
        }

        /** {@code HOST:PORT} of the partnership service. */
        public Builder partnership(String endpoint) {
            partnership = endpoint;
            return this;
        }

        /** Who calls, for the services' logs. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** What was seen before. */
        public Builder session(Session session) {
            this.session = session;
            return this;
        }

        /** How long an answer may take, retries included; null for no limit. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** The client; nothing is sent before the first request. */
        public Client build() {
            return new Client(this);
        }
    }

    /** A client that presents this access token. */
    public static Builder withToken(String token) {
        return new Builder(token);
    }

    private Client(Builder builder) {
        session = builder.session;
        timeout = builder.timeout;
        clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "entente-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setRejectedExecutionHandler((task, executor) -> { throw new Unreachable("the client was closed"); });
        Hello hello = new Hello().protocolVersions(List.of(1)).client(builder.name).token(builder.token);
        add("directory", List.of(builder.directory), hello);
        add("partnership", List.of(builder.partnership), hello);
        add("decision", builder.decision, hello);
    }

    private void add(String service, List<String> endpoints, Hello hello) {
        for (String endpoint : endpoints) {
            if (endpoint.matches(".+:\\d+")) continue;
            throw new IllegalArgumentException("`" + endpoint + "` is no endpoint: write HOST:PORT");
        }
        groups.put(service, new NodeGroup(
            endpoints.stream().map(endpoint -> new Node(endpoint, service, hello, clock)).toList()));
    }

    /** Hangs up; what is unanswered fails. The client is of no use afterwards. */
    @Override public void close() {
        groups.values().forEach(NodeGroup::close);
        clock.shutdown();
    }

    /** What this caller has seen so far. */
    public Session session() {
        return session;
    }

    /** Connects, where it is not done yet, and tells how the service greeted. */
    public Welcome hello(String service) {
        return joined(groups.get(service).choose(List.of()).connection().welcome);
    }

    // Questions.

    /** May {@code actor} do {@code action} to {@code target}? */
    public CheckResponse check(String actor, String action, String target) {
        return call(new CheckRequest().actor(actor).action(action).target(target));
    }

    /** Many checks from one state of the facts. */
    public CheckBatchResponse checkBatch(List<CheckItem> checks) {
        return call(new CheckBatchRequest().checks(checks));
    }

    /** A check and its reasons, for people. */
    public ExplainResponse explain(String actor, String action, String target) {
        return call(new ExplainRequest().actor(actor).action(action).target(target));
    }

    /** Every interaction and right of a pair. */
    public EffectiveResponse effective(String actor, String target) {
        return call(new EffectiveRequest().actor(actor).target(target));
    }

    /** How much of {@code item} may {@code viewer} see? */
    public CheckContentResponse checkContent(String viewer, ContentItem item) {
        return call(new CheckContentRequest().viewer(viewer).item(item));
    }

    /** People {@code viewer} may find whose name begins so. */
    public DiscoverResponse discover(String viewer, String prefix, int limit) {
        return call(new DiscoverRequest().viewer(viewer).prefix(prefix).limit(limit));
    }

    /** The answers to {@code checks} and every change of them. */
    public Watch watch(List<CheckItem> checks) {
        return new Watch(this, new WatchRequest().checks(checks), groups.get("decision"));
    }

    // Any call.

    /** Asks the service the request belongs to, and waits for the answer. */
    public <R extends Message> R call(Request<R> request) {
        return call(request, timeout);
    }

    /** The same with a time of its own; null for no limit. */
    public <R extends Message> R call(Request<R> request, Duration timeout) {
        return joined(begin(request, timeout));
    }

    /** Puts a request on its way without waiting; many may be under way on one connection. */
    public <R extends Message> CompletableFuture<R> start(Request<R> request) {
        return start(request, timeout);
    }

    /** The same with a time of its own; null for no limit. */
    public <R extends Message> CompletableFuture<R> start(Request<R> request, Duration timeout) {
        // What the caller does next must not hold up the thread that reads.
        return begin(request, timeout).whenCompleteAsync((answer, problem) -> { });
    }

    /** The items of a streaming call from one node. */
    public <R extends Message> Stream<R> stream(Request<R> request) {
        return new Stream<>(prepared(request), groups.get(request.call().services().get(0)).choose(List.of()));
    }

    private <R extends Message> CompletableFuture<R> begin(Request<R> request, Duration timeout) {
        Request<R> sent = prepared(request);
        NodeGroup group = groups.get(sent.call().services().get(0));
        Long millis = timeout == null ? null : timeout.toMillis();
        Shape.Field key = sent.shape.named("requestKey");
        String requestKey = key == null || sent.call().kind() != Call.Kind.COMMAND ? null : sent.value(key.index);
        Attempts attempts = new Attempts(sent.call(), sent.toBytes(), requestKey, group, session, millis, clock);
        CompletableFuture<R> answer = attempts.answer.handle((told, problem) -> {
            if (problem == null) return understood(sent, told);
            throw Attempts.unwrapped(problem);
        });
        attempts.begin();
        return answer;
    }

    private <R extends Message> R understood(Request<R> sent, Attempts.Answer told) {
        R response = sent.emptyResponse();
        try {
            response.merge(told.payload());
        } catch (WireProblem problem) {
            String reason = ": the answer cannot be read (" + problem.getMessage() + ")";
            throw new ProtocolBroken(told.node().endpoint + reason);
        }
        Shape.Field position = response.shape.named("position");
        if (position != null) {
            Position newer = response.value(position.index);
            Shape.Field atLeast = sent.shape.named("atLeast");
            boolean isCompared = atLeast != null && sent.call().kind() == Call.Kind.QUERY;
            Position asked = isCompared ? sent.value(atLeast.index) : null;
            if (asked != null && Session.isOlder(newer, asked)) {
                throw new ProtocolBroken(told.node().endpoint + ": its answer is older than what the caller has seen");
            }
            session.note(newer);
        }
        return response;
    }

    /** As it is sent: a command with a key by which it is known again, and where it may, after what was seen. */
    @SuppressWarnings("unchecked")
    <R extends Message> Request<R> prepared(Request<R> request) {
        Request<R> sent = (Request<R>) request.copy();
        Shape.Field key = sent.shape.named("requestKey");
        if (key != null && sent.call().kind() == Call.Kind.COMMAND && sent.<String>value(key.index).isEmpty()) {
            byte[] random = new byte[16];
            RANDOM.nextBytes(random);
            sent.take(key.index, "auto-" + HexFormat.of().formatHex(random));
        }
        Shape.Field atLeast = sent.shape.named("atLeast");
        if (atLeast != null && sent.value(atLeast.index) == null) sent.take(atLeast.index, session.position());
        return sent;
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException problem) {
            EntenteException failure = Attempts.unwrapped(problem);
            failure.setStackTrace(Thread.currentThread().getStackTrace());
            throw failure;
        }
    }
}
