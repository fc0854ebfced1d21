package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Namespace;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Belongings;
import org.enfilade.internal.reach.Missed;
import org.enfilade.internal.reach.RoomIndex;
import org.enfilade.internal.recovery.RecoverableSession;

/** A namespace on this node, as its sockets and the broadcasts to them see it. */
interface LocalNamespace extends Namespace {
    /** What the application does in it. */
    NamespaceHandler handler();

    /** Its sockets and their rooms. */
    RoomIndex<ServerSocket> rooms();

    /** A socket is admitted, with these rooms. */
    void add(ServerSocket socket, Set<String> joined);

    /** One more socket has its place in it; not the first one. */
    void retain();

    /** A socket is gone, whether it had joined or not. */
    void release();

    /** Tells the application who has come into rooms and left them, if it wants to know. */
    void tellVisits();

    /**
     * Does that, and tells the other nodes which rooms have become occupied or empty; completes when they know. Never
     * fails.
     */
    CompletionStage<Void> tellRooms();

    /** Sends an event to sockets of all nodes. */
    void send(Payload event, Audience audience);

    /** {@link org.enfilade.internal.reach.LocalNode#giveAway}; empty if no client can come back. */
    CompletionStage<Optional<RecoverableSession>> giveAway(
            String pid, Optional<String> principal, long nanos, String asker);

    /** The node of that tag has gone. */
    void departs(String node);

    /** Whether the client of a session is here, and has come in that time. */
    boolean hasComeWithin(String pid, long nanos);

    /** What can be said of a session of that private id that is not given away. */
    Optional<Belongings> whereabouts(String pid);

    /** {@link org.enfilade.internal.reach.LocalNode#handOver}. */
    CompletionStage<Optional<Missed>> handOver(String pid, String offset);

    /** How events go to its sockets. */
    Emissions<ServerSocket> emissions();

    /** Shows an emission to the outgoing catch-all, if there is one. */
    void showOutgoing(ServerSocket receiver, Payload emission, boolean wantsAck);

    /**
     * Sends to these sockets and gathers their acknowledgements.
     *
     * @param timeout {@code null} for the option's value
     */
    CompletableFuture<List<Arguments>> collect(
            Payload emission, List<ServerSocket> receivers, Duration timeout, boolean bestEffort);

    /** Takes an event of another node; calls the application elsewhere, since this may be a thread of the bus. */
    void serverSide(Payload emission, ServerSideAck ack);
}
