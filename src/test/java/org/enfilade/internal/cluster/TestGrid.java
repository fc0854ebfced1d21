package org.enfilade.internal.cluster;

import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;

/** Some members of a grid in this JVM. */
public interface TestGrid {
    /**
     * A bus on a member, not yet open, of which few megabytes may wait. The member is started if there is none of that
     * name.
     */
    ClusterBus bus(String member, String application);

    /** A guest of an application, on a member that is started if there is none of that name. */
    GuestBus guest(String member, String application);

    /** Ends a member as its process does that is told to. */
    void stop(String member);

    /** Ends a member as its process does that is killed. */
    void kill(String member);

    /** Whether a bus, or all of its server, takes what it is sent. */
    default void deaf(ClusterBus bus, Heard heard, boolean deaf) {
        heard.deaf(deaf);
    }

    /** Makes what is sent by one to the other fail, until {@link #mend}. The receiver may be deaf by then. */
    void breakSending(ClusterBus from, ClusterBus to, Heard heard);

    void mend(ClusterBus from, ClusterBus to, Heard heard);

    /** Ends all members. */
    void end();
}
