package org.enfilade.internal.namespace;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.recovery.RecoverableSession;

/**
 * What a socket begins with: new, or what its client has had before.
 *
 * @param id the socket's
 * @param data {@code null} if it is made when it is asked for
 * @param isRecovered whether the client has come back
 */
record Beginning(String id, Map<String, Object> data, boolean isRecovered, Parts parts) {
    /**
     * What does it.
     *
     * @param ready when the application may be called for the socket, which never fails; {@code null} for at once
     */
    record Parts(Membership membership, Continuity continuity, CompletionStage<Void> ready) {}

    /** That of a client who cannot come back. */
    static Beginning plain(String id, Membership membership) {
        return new Beginning(id, null, false, new Parts(membership, Continuity.NONE, null));
    }

    /** That of a client who may come back. */
    static <M extends Membership & Continuity> Beginning fresh(RecoverableSession session, M membership) {
        return new Beginning(session.id(), session.data(), false, new Parts(membership, membership, null));
    }

    /** That of a client who has come back. */
    static <M extends Membership & Continuity> Beginning again(
            RecoverableSession session, M membership, CompletionStage<Void> ready) {
        return new Beginning(session.id(), session.data(), true, new Parts(membership, membership, ready));
    }
}
