package entente.conformance;

import entente.Client;
import entente.EntenteException;
import entente.EntenteException.Refused;
import entente.Message;
import entente.Messages;
import entente.Messages.CheckBatchRequest;
import entente.Messages.CheckContentRequest;
import entente.Messages.CheckRequest;
import entente.Messages.DiscoverRequest;
import entente.Messages.EffectiveRequest;
import entente.Messages.ExplainRequest;
import entente.Messages.WatchItem;
import entente.Messages.WatchRequest;
import entente.Request;
import entente.Session;
import entente.Watch;
import entente.WatchEvent;
import entente.WireProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code conformance/run} asks of a client, told to the Java one; see {@code conformance/README.md} for the lines. */
public final class Conformance {
    private static final HexFormat HEX = HexFormat.of();

    private Client client;
    private Duration usual;
    private Watch watch;
    private Load load;
    private CompletableFuture<? extends Message> started;

    /** Checks without end from a few threads, until it is told to stop. */
    private static final class Load {
        final AtomicInteger answers = new AtomicInteger();
        final Queue<EntenteException> failures = new ConcurrentLinkedQueue<>();
        final List<Thread> threads = new ArrayList<>();
        volatile boolean isOver;

        Load(Client client, Request<?> request) {
            for (int count = 0; count < 4; count++) {
                Thread thread = new Thread(() -> run(client, request));
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        }

        void run(Client client, Request<?> request) {
            while (!isOver) {
                try {
                    client.call(request);
                    answers.incrementAndGet();
                } catch (EntenteException failure) {
                    failures.add(failure);
                }
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Conformance conformance = new Conformance();
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(conformance.answer(line.split(" ")).replace('\n', ' ').stripTrailing());
        }
    }

    private String answer(String[] words) throws InterruptedException {
        try {
            return "ok " + tell(words);
        } catch (EntenteException failure) {
            return "failed " + failed(failure);
        } catch (CompletionException problem) {
            return "failed " + failed((EntenteException) problem.getCause());
        } catch (WireProblem problem) {
            return "problem " + problem.getMessage();
        }
    }

    private String tell(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "vector":
                Message message = Message.named(words[1]);
                message.merge(bytes(words, 2));
                return (message.toBytes().length == 0 ? "-" : hex(message)) + " " + message;
            case "json":
                return "unsupported";
            case "open":
                close();
                usual = Duration.ofMillis(Long.parseLong(words[5]));
                client = Client.withToken(words[1]).decision(words[2].split(",")).directory(words[3]).partnership(words[4])
                    .timeout(usual).session(words.length > 6 ? new Session(words[6]) : new Session()).build();
                return "";
            case "close":
                close();
                return "";
            case "start":
                started = client.start(request(words[1], bytes(words, 2)));
                return "";
            case "outcome":
                return hex(started.join());
            case "hello":
                return hex(client.hello(words[1]));
            case "session":
                return client.session().token();
            case "call":
                return hex(client.call(request(words[1], bytes(words, 3)), time(words[2])));
            case "ask":
                return words[2].equals("0") ? hex(ask(request(words[1], bytes(words, 3))))
                    : hex(client.call(request(words[1], bytes(words, 3)), time(words[2])));
            case "many":
                return many(words);
            case "begin":
                load = new Load(client, request(words[1], bytes(words, 2)));
                return "";
            case "count":
                return String.valueOf(load.answers.get());
            case "end":
                load.isOver = true;
                for (Thread thread : load.threads) thread.join();
                return load.answers + " " + load.failures.size() + " " + (load.failures.isEmpty() ? "" : load.failures.peek());
            case "watches":
                WatchRequest watched = new WatchRequest();
                watched.merge(bytes(words, 1));
                watch = client.watch(watched.checks());
                return "";
            case "next":
                WatchEvent event = watch.next();
                if (event instanceof WatchEvent.Interrupted interrupted) return "interrupted " + failed(interrupted.failure());
                WatchEvent.Answers answers = (WatchEvent.Answers) event;
                return (answers.isComplete() ? "complete " : "changed ") + hex(new WatchItem().answers(answers.answers()));
            case "unwatch":
                watch.close();
                return "";
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    /** By the method of the client that is made for it. */
    private Message ask(Request<?> request) {
        if (request instanceof CheckRequest it) return client.check(it.actor(), it.action(), it.target());
        if (request instanceof CheckBatchRequest it) return client.checkBatch(it.checks());
        if (request instanceof ExplainRequest it) return client.explain(it.actor(), it.action(), it.target());
        if (request instanceof EffectiveRequest it) return client.effective(it.actor(), it.target());
        if (request instanceof CheckContentRequest it) return client.checkContent(it.viewer(), it.item());
        DiscoverRequest it = (DiscoverRequest) request;
        return client.discover(it.viewer(), it.prefix(), it.limit());
    }

    /** All on their way before any answer is waited for. */
    private String many(String[] words) {
        List<CompletableFuture<? extends Message>> started = new ArrayList<>();
        for (int place = 3; place < words.length; place++) {
            started.add(client.start(request(words[1], bytes(words, place)), time(words[2])));
        }
        StringBuilder answers = new StringBuilder();
        for (CompletableFuture<? extends Message> one : started) answers.append(' ').append(hex(one.join()));
        return answers.substring(1);
    }

    private void close() {
        if (client != null) client.close();
        client = null;
    }

    private static Request<?> request(String call, byte[] bytes) {
        Request<?> request = Messages.request(call);
        request.merge(bytes);
        return request;
    }

    private Duration time(String millis) {
        return millis.equals("0") ? usual : Duration.ofMillis(Long.parseLong(millis));
    }

    private static byte[] bytes(String[] words, int place) {
        return place < words.length ? HEX.parseHex(words[place]) : new byte[0];
    }

    private static String hex(Message message) {
        return HEX.formatHex(message.toBytes());
    }

    private static String failed(EntenteException failure) {
        String kind = failure.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String state = failure instanceof Refused refused && refused.failure().details() != null
            && refused.failure().details().state() != null ? refused.failure().details().state() : "-";
        return kind + " " + failure.code().word() + " " + state + " " + failure.getMessage();
    }
}
