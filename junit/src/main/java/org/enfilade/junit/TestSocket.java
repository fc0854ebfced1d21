package org.enfilade.junit;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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
    private final Map<Integer, String> asked = new HashMap<>();
    private final Map<Integer, Received> answers = new HashMap<>();
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
            int ackId = ++lastAckId;
            asked.put(ackId, event);
            send(ackId, event, arguments);
            client.await(
                    "the acknowledgement of " + event + " in " + namespace, () -> answers.get(ackId), this::arrived);
            return answers.remove(ackId);
        }
    }

    private void send(int ackId, String event, Object... arguments) {
        List<Object> all = new ArrayList<>();
        all.add(event);
        all.addAll(arguments == null ? java.util.Collections.singletonList(null) : java.util.Arrays.asList(arguments));
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

    /** Leaves the namespace; the connection stays, and the client can {@linkplain SocketIOTestClient#connect join} again. */
    public void disconnect() {
        synchronized (client) {
            if (reason == null) {
                client.sendPacket('1', namespace, "", List.of());
                reason = "io client disconnect";
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
     * The events that have arrived and nobody has taken, at this moment. To see that an event is <em>not</em> sent, wait for something
     * that the server does after it: events of one socket keep their order.
     */
    public List<Received> received() {
        synchronized (client) {
            return List.copyOf(inbox);
        }
    }

    /**
     * Waits until the server, or the end of the connection, has disconnected this socket.
     *
     * @return what other clients call the reason: {@code io server disconnect}, {@code transport close}; {@code io client disconnect}
     *     if this side has done it
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
        String event = asked.remove(ackId);
        if (event == null) {
            throw new IllegalStateException("an acknowledgement that nobody has asked for: " + ackId);
        }
        answers.put(ackId, new Received(event, arguments, attachments, client.json(), null));
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
    }
}
