package org.enfilade.internal.recovery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where sessions are while their clients are absent: the port. Safe for use by any thread. */
public interface SessionStore {
    /** Keeps a session. Calls nobody, so that locks may be held. */
    void keep(Absence absence);

    /**
     * Takes a session out, so that nobody else gets it; empty if there is none that this principal may have. Never
     * fails.
     */
    CompletionStage<Optional<Absence>> take(RecoverableSession.Key key, Optional<String> principal);

    /** Takes a session out that nobody shall get any more; {@code false} if it is not here. */
    boolean remove(Absence absence);

    /**
     * Lets go of what is too old, and of the oldest if there is too much, and tells of it. To be called after
     * {@link #keep}, when locks are free.
     */
    void tidy();

    /** How many this node has. */
    int size();

    /** About how many bytes they occupy on this node. */
    long bytes();

    /** Forgets everything, and tells nobody. */
    void close();
}
