package org.enfilade.internal.namespace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Namespace;
import org.enfilade.RoomPage;

/**
 * What a server tells about itself: the one seam through which operations look in, by JMX and by health checks. All of
 * it is read from what is there anyway, or from counts that only rare events change, when somebody asks. Only
 * {@link #rooms} asks other nodes. Counts begin
 * with the deployment. Safe for use by any thread.
 */
public interface Figures {
    /**
     * A declared namespace, or a dynamic one with all of its children together.
     *
     * @param name as it was declared
     * @param isDynamic whether it has children
     * @param children how many it has
     * @param sockets how many sockets have joined on this node
     * @param rooms how many rooms have members on this node; each socket's own is left out
     */
    record OfNamespace(String name, boolean isDynamic, int children, int sockets, int rooms) {}

    /**
     * The cluster as this node sees it.
     *
     * @param node this node's name; empty without a cluster
     * @param others the names of the others that are known to run the application
     * @param messagesSent to others; one that went to two nodes counts twice
     * @param messagesReceived of others
     * @param ownRooms how many rooms with members on this node the others know of; each namespace and each dynamic one
     *     with sockets counts as one too
     * @param otherRooms the same of the others; a room with members on two counts once
     */
    record OfCluster(
            Optional<String> node,
            Set<String> others,
            long messagesSent,
            long messagesReceived,
            int ownRooms,
            int otherRooms) {}

    /**
     * What is kept for clients that may come back, and whether they have; all zero if that is off.
     *
     * @param sessions how many sockets of clients that are away are kept
     * @param sessionBytes about how many bytes they occupy
     * @param logBytes about how many bytes the events occupy that may have to be sent again
     * @param recovered how many clients have come back
     * @param unrecovered sockets that were kept in vain, by the reason
     * @param unknownReturns how many wanted to come back to what is not kept, or not for them
     */
    record OfRecovery(
            int sessions,
            long sessionBytes,
            long logBytes,
            long recovered,
            Map<String, Long> unrecovered,
            long unknownReturns) {}

    /** Whether handshakes are accepted: the application has started, and is neither suspended nor being stopped. */
    boolean isAccepting();

    /** How many connections there are. */
    int connections();

    /**
     * The namespaces with the most sockets, each dynamic one once. Looks at every child.
     *
     * @param max how many at most
     */
    List<OfNamespace> namespaces(int max);

    /** Refused requests by the protocol's error code. */
    Map<Integer, Long> refusedRequests();

    /** How many CONNECT packets were answered with {@code connect_error}. */
    long refusedConnects();

    /** Ended connections by the reason, in lower case with spaces. */
    Map<String, Long> closes();

    /** Connections that were closed for a limit, by the option. */
    Map<String, Long> limits();

    /** The other nodes, and what goes between them and this one. */
    OfCluster cluster();

    /** Asks all nodes for rooms of a namespace; see {@link Namespace#fetchRooms}. It is not created. */
    CompletionStage<RoomPage> rooms(String namespace, String prefix, String after, int max);

    /** Clients that lose their connection, and come back. */
    OfRecovery recovery();

    /** How many bytes wait for and from all clients. */
    long waitingBytes();

    /** How many may; zero before the start. */
    long maxWaitingBytes();
}
