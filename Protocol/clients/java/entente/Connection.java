package entente;

import entente.EntenteException.ConnectionLost;
import entente.EntenteException.DeadlineExceeded;
import entente.EntenteException.FellBehind;
import entente.EntenteException.ProtocolBroken;
import entente.EntenteException.TooLong;
import entente.EntenteException.Unreachable;
import entente.Messages.Failure;
import entente.Messages.FailureCode;
import entente.Messages.Hello;
import entente.Messages.Welcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One connection to one service: frames in, frames out, and who waits for which answer. A thread reads and a thread
 * writes, so that no caller ever waits for the network. When it has ended, or the service goes away, the node makes
 * another.
 */
final class Connection {
    private static final int VERSION = 1;
    private static final int REQUEST = 0, RESPONSE = 1, ERROR = 2, ITEM = 3, END = 4, CANCEL = 5, PING = 6, PONG = 7;
    private static final int GOING_AWAY = 8;
    private static final int SHORTEST = 12;
    /** The longest answer, and the longest request where {@code Welcome} names no limit. */
    private static final int FRAME_LIMIT = 4 << 20;
    /** A service takes 1,024 unanswered requests of a connection; what is asked beyond this waits here. */
    private static final int REQUEST_LIMIT = 512;
    private static final int STREAM_BACKLOG = 4_096;
    private static final int HEARTBEATS_MISSED = 3;
    private static final byte[] NOTHING = {};

    /** A request without an answer. */
    static final class Entry {
        final Call call;
        final byte[] payload;
        final long deadline;
        final boolean hasDeadline;
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        /** Of a stream: its items, and at the end this entry itself. */
        final BlockingQueue<Object> items;
        private int id;
        private ScheduledFuture<?> timer;

        Entry(Call call, byte[] payload, Long millis, boolean isStream) {
            this.call = call;
            this.payload = payload;
            hasDeadline = millis != null;
            deadline = hasDeadline ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) : 0;
            items = isStream ? new LinkedBlockingQueue<>() : null;
        }
    }

    final CompletableFuture<Welcome> welcome = new CompletableFuture<>();
    private final String endpoint;
    private final String service;
    private final Hello hello;
    private final ScheduledExecutorService clock;
    private final Runnable lost;
    private Socket socket = new Socket();
    private final BlockingQueue<byte[]> output = new LinkedBlockingQueue<>();
    private final Map<Integer, Entry> waiting = new HashMap<>();
    private final Deque<Entry> line = new ArrayDeque<>();
    private int requestLimit = FRAME_LIMIT;
    private int heartbeatMillis = 1_000;
    private int lastID = 1;
    private int streams;
    private boolean isOpen;
    private boolean isLeaving;
    private EntenteException end;
    private volatile long heard;

    Connection(String endpoint, String service, Hello hello, ScheduledExecutorService clock, Runnable lost) {
        this.endpoint = endpoint;
        this.service = service;
        this.hello = hello;
        this.clock = clock;
        this.lost = lost;
    }

    /** Begins to connect and greet, on a thread of its own. */
    void start(int timeoutMillis) {
        clock.schedule(() -> {
            if (!welcome.isDone()) lose(new Unreachable(endpoint + " does not answer the greeting"));
        }, timeoutMillis, TimeUnit.MILLISECONDS);
        thread("reader", () -> run(timeoutMillis));
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "entente-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized boolean accepts() {
        return end == null && !isLeaving;
    }

    synchronized int load() {
        return waiting.size() + line.size();
    }

    // Asking.

    /** Puts a request on its way; its answer, or its queue of items, is to be waited for. */
    Entry send(Call call, byte[] payload, Long millis, boolean isStream) {
        Entry entry = new Entry(call, payload, millis, isStream);
        EntenteException refusal = null;
        synchronized (this) {
            if (end != null || isLeaving) refusal = new Unreachable("the connection to " + endpoint + " has ended");
            else if (isOpen) refusal = lengthProblem(entry);
            if (refusal == null) {
                if (millis != null) {
                    entry.timer = clock.schedule(() -> expire(entry, millis), millis, TimeUnit.MILLISECONDS);
                }
                if (isStream && streams++ == 0) awaitHeartbeat();
                line.add(entry);
                sendWaiting();
            }
        }
        if (refusal != null) fail(entry, refusal);
        return entry;
    }

    private EntenteException lengthProblem(Entry entry) {
        if (entry.payload.length + SHORTEST <= requestLimit) return null;
        return new TooLong("`%s` has %d bytes, %s takes %d: split it".formatted(
            entry.call.name(), entry.payload.length, endpoint, requestLimit));
    }

    private void expire(Entry entry, long millis) {
        giveUp(entry);
        fail(entry, new DeadlineExceeded("no answer to `" + entry.call.name() + "` within " + millis + " ms"));
    }

    /** Nobody waits for it any more. */
    void giveUp(Entry entry) {
        synchronized (this) {
            line.remove(entry);
            if (waiting.remove(entry.id, entry)) write(CANCEL, entry.call.number(), entry.id, NOTHING, 0);
        }
        afterAnAnswer(entry);
    }

    /** One fewer: another may have its turn, and a leaving connection its end. */
    private void afterAnAnswer(Entry entry) {
        boolean isFinished;
        synchronized (this) {
            if (entry.items != null && entry.answer.complete(NOTHING)) streams -= 1;
            sendWaiting();
            isFinished = isLeaving && waiting.isEmpty() && line.isEmpty();
        }
        if (isFinished) close(null);
    }

    private void sendWaiting() {
        while (isOpen && end == null && waiting.size() < REQUEST_LIMIT && !line.isEmpty()) {
            Entry entry = line.remove();
            do lastID += 1; while (lastID == 0 || lastID == 1 || waiting.containsKey(lastID));
            entry.id = lastID;
            waiting.put(entry.id, entry);
            long left = TimeUnit.NANOSECONDS.toMillis(entry.deadline - System.nanoTime());
            int millis = entry.hasDeadline ? (int) Math.min(Math.max(1, left), 0xFFFF_FFFFL) : 0;
            write(REQUEST, entry.call.number(), entry.id, entry.payload, millis);
        }
    }

    private void write(int kind, int method, int id, byte[] payload, int millis) {
        output.add(ByteBuffer.allocate(16 + payload.length)
            .putInt(SHORTEST + payload.length).put((byte) VERSION).put((byte) kind).putShort((short) method)
            .putInt(id).putInt(millis).put(payload).array());
    }

    // The threads.

    private void run(int timeoutMillis) {
        try {
            Socket socket = connect(timeoutMillis);
            socket.setTcpNoDelay(true);
            thread("writer", () -> drain(socket));
            synchronized (this) {
                write(REQUEST, hello.call().number(), 1, hello.toBytes(), 0);
            }
            DataInputStream input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            while (true) readFrame(input);
        } catch (IOException problem) {
            boolean hadGreeted = welcome.isDone();
            String what = endpoint + ": " + (problem.getMessage() == null ? "it ended" : problem.getMessage());
            lose(hadGreeted
                ? new ConnectionLost("lost the connection to " + what) : new Unreachable("cannot reach " + what));
        } catch (EntenteException failure) {
            lose(failure);
        } catch (RuntimeException problem) {
            lose(new ProtocolBroken(endpoint + ": " + problem));
        }
    }

    /** To the first address of the name that answers. */
    private Socket connect(int timeoutMillis) throws IOException {
        int colon = endpoint.lastIndexOf(':');
        int port = Integer.parseInt(endpoint.substring(colon + 1));
        IOException problem = null;
        for (InetAddress address : InetAddress.getAllByName(endpoint.substring(0, colon))) {
            Socket fresh = new Socket();
            synchronized (this) {
                if (end != null) throw new IOException("closed");
                socket = fresh;
            }
            try {
                fresh.connect(new InetSocketAddress(address, port), timeoutMillis);
                return fresh;
            } catch (IOException failure) {
                problem = failure;
            }
        }
        throw problem;
    }

    private void drain(Socket socket) {
        try {
            OutputStream stream = socket.getOutputStream();
            while (true) {
                byte[] frame = output.take();
                if (frame.length == 0) return;
                stream.write(frame);
            }
        } catch (IOException problem) {
            // The reader finds out too.
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
        }
    }

    private void readFrame(DataInputStream input) throws IOException {
        int length = input.readInt();
        if (length < SHORTEST || length > FRAME_LIMIT) {
            throw broken("it sent a frame of length " + Integer.toUnsignedString(length));
        }
        int version = input.readUnsignedByte();
        int kind = input.readUnsignedByte();
        if (version != VERSION || kind > GOING_AWAY) {
            throw broken("it sent a frame of version " + version + ", kind " + kind);
        }
        input.readUnsignedShort();
        int id = input.readInt();
        input.readInt();
        byte[] payload = new byte[length - SHORTEST];
        input.readFully(payload);
        heard = System.nanoTime();
        received(kind, id, payload);
    }

    // What frames mean.

    private void received(int kind, int id, byte[] payload) {
        switch (kind) {
            case PING -> {
                synchronized (this) {
                    write(PONG, 0, id, payload, 0);
                }
            }
            case GOING_AWAY -> {
                boolean isFinished;
                synchronized (this) {
                    isLeaving = true;
                    isFinished = waiting.isEmpty() && line.isEmpty();
                }
                if (isFinished) close(null);
            }
            case RESPONSE, ERROR, ITEM, END -> answered(kind, id, payload);
            default -> { }
        }
    }

    private void answered(int kind, int id, byte[] payload) {
        if (!welcome.isDone() && id == 1) {
            greeted(kind, payload);
        } else if (kind == ERROR && id == 0) {
            EntenteException failure = refusal(payload);
            if (!welcome.isDone()) throw beforeTheGreeting(failure);
            throw new ConnectionLost(endpoint + " ended it: " + failure.getMessage());
        } else {
            Entry entry;
            synchronized (this) {
                entry = waiting.get(id);
            }
            // Anything else answers what was given up meanwhile.
            if (entry != null) answered(entry, kind, payload);
        }
    }

    private void answered(Entry entry, int kind, byte[] payload) {
        if (kind != ERROR && (kind == ITEM || kind == END) != (entry.items != null)) {
            throw broken("it answered `" + entry.call.name() + "` by the wrong kind of frame");
        }
        if (kind == ITEM) {
            if (entry.items.size() < STREAM_BACKLOG) {
                entry.items.add(payload);
            } else {
                giveUp(entry);
                fail(entry, new FellBehind("the stream `" + entry.call.name() + "` was read too slowly"));
            }
            return;
        }
        synchronized (this) {
            waiting.remove(entry.id);
        }
        afterAnAnswer(entry);
        if (kind == ERROR) {
            fail(entry, refusal(payload));
        } else {
            if (entry.timer != null) entry.timer.cancel(false);
            if (entry.items != null) entry.items.add(entry);
            entry.answer.complete(payload);
        }
    }

    private void greeted(int kind, byte[] payload) {
        if (kind == ERROR) throw beforeTheGreeting(refusal(payload));
        Welcome told = new Welcome();
        try {
            told.merge(payload);
        } catch (WireProblem problem) {
            throw broken("its greeting cannot be read (" + problem.getMessage() + ")");
        }
        if (kind != RESPONSE || !hello.protocolVersions().contains(told.protocolVersion())) {
            throw broken("it wants to speak version " + told.protocolVersion());
        }
        if (!told.service().equals(service)) {
            throw new Unreachable("at " + endpoint + " answers `" + told.service() + "`, not `" + service + "`");
        }
        List<Entry> tooLong = new ArrayList<>();
        synchronized (this) {
            if (told.maximumFrame() > 0) requestLimit = told.maximumFrame();
            if (told.heartbeatMillis() > 0) heartbeatMillis = told.heartbeatMillis();
            for (Entry entry : line) if (lengthProblem(entry) != null) tooLong.add(entry);
            line.removeAll(tooLong);
            isOpen = true;
            sendWaiting();
        }
        for (Entry entry : tooLong) fail(entry, lengthProblem(entry));
        welcome.complete(told);
    }

    /** Nothing of what waits was sent, and another node may have room for it. */
    private EntenteException beforeTheGreeting(EntenteException failure) {
        boolean isCrowded =
            failure.code() == FailureCode.RESOURCE_EXHAUSTED || failure.code() == FailureCode.UNAVAILABLE;
        return isCrowded ? new Unreachable(endpoint + ": " + failure.getMessage()) : failure;
    }

    private EntenteException refusal(byte[] payload) {
        Failure failure = new Failure();
        try {
            failure.merge(payload);
            return EntenteException.refusal(failure);
        } catch (WireProblem problem) {
            return broken("its refusal cannot be read (" + problem.getMessage() + ")");
        }
    }

    private ProtocolBroken broken(String reason) {
        return new ProtocolBroken(endpoint + ": " + reason);
    }

    /** While there is a stream the service is heard at every heartbeat, or it is gone. */
    private void awaitHeartbeat() {
        heard = System.nanoTime();
        listen();
    }

    private void listen() {
        long patience = (long) HEARTBEATS_MISSED * heartbeatMillis;
        clock.schedule(() -> {
            boolean isWanted;
            synchronized (this) {
                isWanted = streams > 0 && end == null;
            }
            if (!isWanted) return;
            if (!isOpen || System.nanoTime() - heard < TimeUnit.MILLISECONDS.toNanos(patience)) listen();
            else lose(new ConnectionLost("nothing was heard from " + endpoint + " for " + patience + " ms"));
        }, Math.max(1, patience / 2), TimeUnit.MILLISECONDS);
    }

    // The end.

    private void lose(EntenteException failure) {
        synchronized (this) {
            if (end != null) return;
        }
        lost.run();
        close(failure);
    }

    /** Hangs up; tells everybody who waits why. */
    void close(EntenteException failure) {
        List<Entry> sent;
        List<Entry> unsent;
        Socket open;
        EntenteException reason =
            failure != null ? failure : new ConnectionLost("the connection to " + endpoint + " was closed");
        synchronized (this) {
            if (end != null) return;
            end = reason;
            sent = List.copyOf(waiting.values());
            unsent = List.copyOf(line);
            waiting.clear();
            line.clear();
            output.add(NOTHING);
            open = socket;
        }
        try {
            open.close();
        } catch (IOException problem) {
            // It is gone either way.
        }
        EntenteException before = reason instanceof ConnectionLost ? new Unreachable(reason.getMessage()) : reason;
        welcome.completeExceptionally(before);
        for (Entry entry : sent) fail(entry, reason);
        for (Entry entry : unsent) fail(entry, before);
    }

    private void fail(Entry entry, EntenteException failure) {
        if (entry.timer != null) entry.timer.cancel(false);
        if (entry.items != null) entry.items.add(failure);
        entry.answer.completeExceptionally(failure);
    }
}
