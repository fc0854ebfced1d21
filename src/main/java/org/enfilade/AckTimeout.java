package org.enfilade;

import java.util.List;

/**
 * An awaited acknowledgement did not come in time, or the socket left before it: how a stage of {@code emitWithAck} or
 * {@code serverSideEmitWithAck} fails. Only the library makes it.
 */
public abstract class AckTimeout extends Exception {
    private static final long serialVersionUID = 1L;

    /** For the library. */
    protected AckTimeout(String message) {
        super(message, null, false, false);
    }

    /** The answers that did come, in the order of their arrival; empty for a single socket. */
    public abstract List<Arguments> responses();

    /** The ids of the sockets that did not answer, without those on nodes that did not report. */
    public abstract List<String> missingSockets();

    /**
     * The names of the nodes of a cluster that did not report their answers, or those of their sockets: such a node has
     * left, or does not respond.
     */
    public abstract List<String> missingNodes();
}
