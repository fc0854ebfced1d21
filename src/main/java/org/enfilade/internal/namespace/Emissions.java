package org.enfilade.internal.namespace;

import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Emission;

/**
 * How events that want no acknowledgement go to the sockets of one namespace on this node. Any thread.
 *
 * @param <S> a socket
 */
interface Emissions<S> {
    /** @param emission what other nodes know it by */
    void toAudience(Payload event, Audience audience, boolean bestEffort, Emission emission);

    /** @throws IllegalStateException if middleware emits too much */
    void toSocket(S socket, Payload event, boolean bestEffort);
}
