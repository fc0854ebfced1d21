package org.enfilade.internal.namespace;

import org.enfilade.internal.engine.Reproach;

/**
 * More of a client waits than may; its connection is to be closed. Its events that wait are dropped, other than those
 * of a client that has made a mistake.
 */
final class OverLimit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reproach reproach;

    OverLimit(Reproach reproach) {
        super(reproach.what(), null, false, false);
        this.reproach = reproach;
    }

    Reproach reproach() {
        return reproach;
    }
}
