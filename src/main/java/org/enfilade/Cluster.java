package org.enfilade;

import java.util.Optional;
import java.util.Set;

/**
 * The nodes that serve this application together, as this node sees them at the moment. A server without a cluster is a
 * node that is alone. All methods may be called from any thread and never block.
 */
public interface Cluster {
    /** This node's name, which the server's cluster has given it; empty if the server has no cluster. */
    Optional<String> node();

    /** The names of the other nodes that are known to run the application; a snapshot. */
    Set<String> others();
}
