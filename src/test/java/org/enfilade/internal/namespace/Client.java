package org.enfilade.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.enfilade.internal.engine.Dialect;
import org.enfilade.internal.engine.Dialects;
import org.enfilade.internal.engine.FakeWire;
import org.enfilade.internal.engine.Inbound;

/** A client that speaks raw packets: without Engine.IO's type, binary ones as {@code #0102}. */
final class Client {
    final FakeWire wire = new FakeWire();
    private final TestServer test;
    private final Inbound inbound;
    /** Of the session. */
    String id;

    Client(TestServer test) {
        this(test, Dialects.REVISION_4);
        assertThat(wire.take()).hasSize(1);
    }

    private Client(TestServer test, Dialect dialect) {
        this.test = test;
        inbound = test.server.engine().openWebSocket(dialect, wire, session -> {
            id = session.id();
            return test.server.connect(session, test.request());
        });
    }

    /** One of Socket.IO 2, whose binary packets begin with their type; it has received the handshake, or more. */
    static Client older(TestServer test) {
        Client client = new Client(test, Dialects.of(3, false));
        test.executor.run();
        return client;
    }

    /** Sends packets in one go; what the application does about them waits. */
    Client post(String... packets) {
        for (String packet : packets) {
            if (packet.startsWith("#")) {
                inbound.binary(HexFormat.of().parseHex(packet.substring(1)));
            } else {
                inbound.text("4" + packet);
            }
        }
        return this;
    }

    /** Sends packets in one go, and lets the application run. */
    Client send(String... packets) {
        post(packets);
        test.executor.run();
        return this;
    }

    /** Joins; returns the socket's id. */
    String join(String namespace) {
        send("0" + namespace + ",");
        List<String> answer = received();
        String head = namespace.equals("/") ? "0{\"sid\":\"" : "0" + namespace + ",{\"sid\":\"";
        assertThat(answer).as("the answer to CONNECT").isNotEmpty();
        assertThat(answer.get(0)).startsWith(head).endsWith("\"}");
        return answer.get(0).substring(head.length(), answer.get(0).length() - 2);
    }

    /** The packets since the last call. */
    List<String> received() {
        return wire.take().stream()
                .map(frame -> frame.startsWith("4") ? frame.substring(1) : frame)
                .toList();
    }

    /** The connection is lost. */
    void lose() {
        inbound.closed();
        test.executor.run();
    }

    /** The connection is lost, and the application has not run yet. */
    void drop() {
        inbound.closed();
    }

    /** The connection fails. */
    void fail() {
        inbound.failed();
        test.executor.run();
    }

    void pong() {
        inbound.text("3");
    }

    boolean isClosed() {
        return wire.isClosed();
    }
}
