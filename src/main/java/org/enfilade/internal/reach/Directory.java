package org.enfilade.internal.reach;

import java.util.Set;

/** Which other nodes there are, by name. Safe for use by any thread. */
public interface Directory {
    /** The nodes that have, or may have, a socket of the audience. */
    Set<String> nodesWith(Scope scope, Audience audience);

    /** The nodes that run the application, whatever their sockets. */
    Set<String> allNodes();
}
