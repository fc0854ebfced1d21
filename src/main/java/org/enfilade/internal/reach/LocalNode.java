package org.enfilade.internal.reach;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.packet.Payload;

/**
 * What commands and questions of other nodes find on this one: it concerns this node only. Any thread; never blocks,
 * never throws.
 */
public interface LocalNode {
    /** Sends an event; {@code event} is the array that begins with its name. */
    void emit(Scope scope, Audience audience, Payload event, boolean bestEffort);

    /** Sends an event and gathers the answers; completes when all are there, or the time is up, and never fails. */
    CompletionStage<Acks> emitWithAck(
            Scope scope, Audience audience, Payload event, Duration timeout, boolean bestEffort);

    /** Describes the sockets; never fails. */
    CompletionStage<Payload> sockets(Scope scope, Audience audience);

    /** Counts the members of rooms; fails if no thread can be had. */
    CompletionStage<RoomCounts> rooms(String namespace, RoomQuery query);

    /** Makes the sockets join rooms. */
    void join(Scope scope, Audience audience, List<String> rooms);

    /** Makes the sockets leave rooms. */
    void leave(Scope scope, Audience audience, List<String> rooms);

    /** Disconnects the sockets, or closes their connections. */
    void disconnect(Scope scope, Audience audience, boolean close);

    /** Hands an event to the application, in the namespace if it exists. */
    void serverSideEmit(String namespace, Payload event);

    /**
     * The same; completes with what the application answers, or empty once it is clear that it does not. Never fails,
     * but may never complete, since the application may forget its answer.
     */
    CompletionStage<Optional<Payload>> serverSideEmitWithAck(String namespace, Payload event);

    /** Does what came at once, and writes to each client at its end what it gets of that. */
    void asOneRun(Runnable task);

    /**
     * What has something sent when it is run: at the end of what runs on the calling thread, once however often it is
     * asked for, or at once if nothing does.
     *
     * @param sending never throws
     */
    Runnable atEndOfRun(Runnable sending);
}
