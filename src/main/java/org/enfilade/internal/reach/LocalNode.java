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
    void emit(Scope scope, Audience audience, Payload event, boolean bestEffort, Emission emission);

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

    /**
     * Gives away the session of a client that has come back to another node, to one that asks only; empty if it is not
     * here, or not this principal's, or says where it may be ({@link Belongings#areHere}). What is sent to it is kept
     * here until it is asked for. Fails if no thread can be had.
     *
     * @param nanos how long ago the client came to who asks; who came here since then stays
     * @param asker the tag of who asks: what it does not fetch before it goes stays here
     */
    CompletionStage<Optional<Belongings>> giveAway(
            String namespace, String pid, Optional<String> principal, long nanos, String asker);

    /**
     * Tells what the client of a session has missed that was given away, and keeps nothing more for it; empty if that
     * is not known, and then the client cannot come back.
     *
     * @param offset what the client says that it has; empty if it says nothing
     */
    CompletionStage<Optional<Missed>> handOver(String namespace, String pid, String offset);

    /**
     * Completes when all that this node has begun to emit to sockets of others has been sent, so that it arrives before
     * the answer.
     */
    CompletionStage<Void> sent();

    /**
     * Tells what this node has for a client whose node has gone; empty if not all of that is here any more, or that of
     * the client cannot be understood. Fails if no thread can be had.
     *
     * @param parent the name of the parent of its namespace; empty if it has none
     * @param standing how far the client is
     */
    CompletionStage<Optional<Recalled>> recall(String namespace, String parent, byte[] standing);

    /** Keeps events of another node in case that goes. */
    void keep(String tag, List<Kept> events);

    /** Keeps what another node has emitted that ends. */
    void inherit(Bequest bequest);

    /** This node is about to lose sight of the others: what they have to know is sent. Waits for a moment. */
    void ending();

    /** Another node has come. */
    void arrives(String node, String tag);

    /** Another node goes; its rooms are forgotten after this. */
    void departs(String node, String tag);
}
