package org.enfilade.internal.namespace;

import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.watch.Watcher;

/** How a server meets the other nodes that serve its application. */
public interface Network {
    /** There are no others. */
    Network NONE = (own, watcher) -> Peers.NONE;

    /**
     * The others, for a server that is being made.
     *
     * @param own this node; nothing may be asked of it before the server has been made
     * @param watcher hears what happens
     */
    Peers connect(LocalNode own, Watcher watcher);
}
