package org.enfilade;

import java.util.Set;

/**
 * The nodes that serve this application together, as this node sees them at the moment. A server without a cluster is a node that is
 * alone. All methods may be called from any thread and never block.
 */
public interface Cluster {
    /** This node's name, which the server's cluster has given it; empty if the server has no cluster. */
    String node();

    /** The names of the other nodes that are known to run the application; a snapshot. */
    Set<String> others();

    /** How many messages this node has sent to others since it started; one that went to two nodes counts twice. */
    long messagesSent();

    /** How many messages of others have come in since this node started. */
    long messagesReceived();

    /** How many rooms with members on this node the others know of; each namespace and each dynamic one with sockets counts as one too. */
    int ownRooms();

    /** The same for the rooms with members on other nodes; a room with members on two counts once. */
    int otherRooms();
}
