package org.enfilade.internal.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.internal.log.Log;

/** Notices the applications that are in the cluster under this one's name, and are others; says so once for each. */
final class OtherApplications {
    /** Whoever is in the grid can make up names. */
    private static final int MAX_NAMED = 20;

    private final Introduction own;
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    OtherApplications(Introduction own) {
        this.own = own;
    }

    /** A node has told what it runs. */
    void heard(String node, Introduction other) {
        if (own.isAnother(other) && named.size() < MAX_NAMED && named.add(other.application())) {
            Log.warning(
                    "Node " + node + " runs another application, " + other + ", under the name that this one, " + own
                            + ", has in the cluster: each gets what the other emits. If that is not meant, give each "
                            + "a name of its own by "
                            + "enfilade.cluster.name");
        }
    }
}
