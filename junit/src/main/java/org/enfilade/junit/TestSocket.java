package org.enfilade.junit;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A {@link SocketIOTestClient} in one namespace. Events that arrive are kept until the test takes them, in their order.
 *
 * <p>It may be used from any thread, and ends with its client at the latest.
 */
public final class TestSocket {
    private final SocketIOTestClient client;
    private final String namespace;
    private final String id;

    // All of these are guarded by the client, which receives for us.
    private final List<Received> inbox = new ArrayList<>();
    private final Map<Integer, Question> questions = new HashMap<>();
    private int lastAckId = -1;
    private String reason;

    TestSocket(SocketIOTestClient client, String namespace, String id) {
        this.client = client;
        this.namespace = namespace;
        this.id = id;
    }

    /** The socket's id, which the server gave. */
    public String id() {
        return id;
    }

    /** The namespace that it has joined. */
    public String namespace() {
        return namespace;
    }

    /** Whether neither side has ended it. */
    public boolean isConnected() {
        synchronized (client) {
            return reason == null;
        }
    }

    // --- out

    /**
     * Sends an event, and does not wait.
     *
     * @param arguments written by JSON-B: texts, numbers, records, collections, {@code byte[]}, null
     * @throws IllegalStateException if it is not connected
     */
    public void emit(String event, Object... arguments) {
        send(-1, event, arguments);
    }

    /**
     * Sends an event, and waits for its acknowledgement.
     *
     * @param arguments written by JSON-B: texts, numbers, records, collections, {@code byte[]}, null
     * @throws IllegalStateException if it is not connected
     * @throws AssertionError if none comes
     */
    public Received call(String event, Object... arguments) {
        synchronized (client) {
            Question question = ask(event, arguments);
            return client.await(
                    "the acknowledgement of " + event + " in " + namespace, () -> question.answer, this::arrived);
        }
    }

    /**
     * Sends an event, and does not wait: for a test that has to do something first, so that the server can answer.
     *
     * @param arguments written by JSON-B: texts, numbers, records, collections, {@code byte[]}, null
     * @return completes with the acknowledgement, on another thread; with an {@code AssertionError} if the socket ends
     *     before
     * @throws IllegalStateException if it is not connected
     */
    public CompletableFuture<Received> emitWithAck(String event, Object... arguments) {
        synchronized (client) {
            return ask(event, arguments).future;
        }
    }

    private Question ask(String event, Object... arguments) {
        int ackId = ++lastAckId;
        Question question = new Question(event);
        questions.put(ackId, question);
        send(ackId, event, arguments);
        return question;
    }

    /** An event that is to be acknowledged. */
    private static final class Question {
        private final String event;
        private final CompletableFuture<Received> future = new CompletableFuture<>();
        private Received answer; // guarded by the client

        Question(String event) {
            this.event = event;
        }
    }

    private void send(int ackId, String event, Object... arguments) {
        List<Object> all = new ArrayList<>();
        all.add(event);
        all.addAll(arguments == null ? Collections.singletonList(null) : Arrays.asList(arguments));
        send('2', ackId, all);
    }

    private void send(char type, int ackId, List<Object> values) {
        synchronized (client) {
            if (reason != null) {
                throw new IllegalStateException("the socket in " + namespace + " is disconnected: " + reason);
            }
            List<byte[]> attachments = new ArrayList<>();
            StringBuilder array = new StringBuilder("[");
            for (Object value : values) {
                array.append(array.length() == 1 ? "" : ",")
                        .append(client.json().write(value, attachments));
            }
            char binaryType = (char) (type + 3);
            client.sendPacket(
                    attachments.isEmpty() ? type : binaryType,
                    namespace,
                    (ackId < 0 ? "" : ackId) + array.append(']').toString(),
                    attachments);
        }
    }

    /**
     * Leaves the namespace; the connection stays, and the client can {@linkplain SocketIOTestClient#connect join}
     * again.
     */
    public void disconnect() {
        synchronized (client) {
            if (reason == null) {
                client.sendPacket('1', namespace, "", List.of());
                end("io client disconnect");
            }
        }
    }

    // --- in

    /**
     * Takes the next event of this name, and waits for it if it has not arrived. Events of other names stay.
     *
     * @throws AssertionError if none comes, with all that did
     */
    public Received next(String event) {
        synchronized (client) {
            return client.await("the event " + event + " in " + namespace, () -> take(event), this::arrived);
        }
    }

    private Received take(String event) {
        for (Iterator<Received> events = inbox.iterator(); events.hasNext(); ) {
            Received received = events.next();
            if (received.name().equals(event)) {
                events.remove();
                return received;
            }
        }
        return null;
    }

    private String arrived() {
        return inbox.isEmpty() ? "; no other event has arrived" : "; there is " + inbox;
    }

    /**
     * The events that have arrived and nobody has taken, at this moment. To see that an event is <em>not</em> sent,
     * wait for something that the server does after it: events of one socket keep their order.
     */
    public List<Received> received() {
        synchronized (client) {
            return List.copyOf(inbox);
        }
    }

    /**
     * Waits until the server, or the end of the connection, has disconnected this socket.
     *
     * @return what other clients call the reason: {@code io server disconnect}, {@code transport close};
     *     {@code io client disconnect} if this side has done it
     * @throws AssertionError if nothing of that happens
     */
    public String disconnected() {
        synchronized (client) {
            return client.await("the end of the socket in " + namespace, () -> reason, this::arrived);
        }
    }

    // --- called by the client, which holds its lock

    void event(int ackId, String name, List<JsonValue> arguments, List<byte[]> attachments) {
        inbox.add(new Received(
                name,
                arguments,
                attachments,
                client.json(),
                ackId < 0 ? null : (event, values) -> send('3', ackId, List.of(values))));
    }

    void acknowledged(int ackId, List<JsonValue> arguments, List<byte[]> attachments) {
        Question question = questions.remove(ackId);
        if (question == null) {
            // It was under way when this side left.
            return;
        }
        question.answer = new Received(question.event, arguments, attachments, client.json(), null);
        // Elsewhere, since this thread has the client's lock.
        question.future.completeAsync(() -> question.answer);
    }

    void dismissed() {
        end("io server disconnect");
    }

    void lineEnded() {
        end("transport close");
    }

    private void end(String why) {
        if (reason == null) {
            reason = why;
        }
        questions
                .values()
                .forEach(question -> question.future.completeAsync(() -> {
                    throw new AssertionError(
                            "disconnected (" + why + "), awaiting the acknowledgement of " + question.event);
                }));
        questions.clear();
    }
}
