package org.enfilade.hostile;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.enfilade.Ack;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/**
 * What a client can have done with what it sends, in every namespace:
 *
 * <ul>
 *   <li>{@code ping}: acknowledged at once
 *   <li>{@code echo}: what was sent, acknowledged or emitted back
 *   <li>{@code list}, {@code texts}, {@code map}: reads one argument of that type; {@code list} gives it back
 *   <li>{@code numbers}, {@code decimal}, {@code integer}, {@code decimals}, {@code integers}, {@code any}: reads one
 *   of these
 *   <li>{@code ask}: asks the client for an acknowledgement, {@code question}, and tells how many values came
 *   <li>{@code slow}: waits at the {@link Gate}
 * </ul>
 */
abstract class Toys {
    @Inject
    Gate gate;

    @NonBlocking
    String ping(@Observes @On("ping") Socket socket) {
        return "pong";
    }

    void echo(@Observes @On("echo") SocketEvent event, Socket socket, Ack<Object> ack) {
        Object[] args = event.arguments().toList().toArray();
        if (ack.isRequested()) {
            ack.sendAll(args);
        } else {
            socket.emit("echo", args);
        }
    }

    List<Object> list(@Observes @On("list") List<Object> list) {
        return list;
    }

    int texts(@Observes @On("texts") List<String> texts) {
        return texts.size();
    }

    int map(@Observes @On("map") Map<String, Object> map) {
        return map.size();
    }

    int numbers(@Observes @On("numbers") Numbers numbers) {
        return numbers.hashCode();
    }

    int decimal(@Observes @On("decimal") BigDecimal decimal) {
        return decimal.hashCode();
    }

    int integer(@Observes @On("integer") BigInteger integer) {
        return integer.hashCode();
    }

    int decimals(@Observes @On("decimals") List<BigDecimal> decimals) {
        return decimals.hashCode();
    }

    int integers(@Observes @On("integers") Map<String, BigInteger> integers) {
        return integers.hashCode();
    }

    int any(@Observes @On("any") Object any) {
        return any.hashCode();
    }

    void ask(@Observes @On("ask") Socket socket) {
        socket.emitWithAck("question")
                .thenAccept(answer -> socket.emit("answered", answer.toList().size()));
    }

    void slow(@Observes @On("slow") SocketEvent event) throws InterruptedException {
        gate.pass();
    }
}
