package org.enfilade.internal.namespace;

import java.util.List;
import org.enfilade.internal.recovery.RecoverableSession;

/**
 * A client that comes from another node, while both nodes keep what is sent to it.
 *
 * @param rooms all but its own
 * @param since the position behind which this node has it
 */
record Arrival(RecoverableSession session, List<String> rooms, long since) {}
