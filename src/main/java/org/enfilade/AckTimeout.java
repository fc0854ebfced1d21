package org.enfilade;

import java.util.List;

/**
 * An awaited acknowledgement did not come in time, or the socket left before it: how a stage of {@code emitWithAck} or
 * {@code serverSideEmitWithAck} fails.
 */
public class AckTimeout extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Arguments> responses;
    private final List<String> missingSockets;
    private final List<String> missingNodes;

    /** For the library. */
    public AckTimeout(
            String message, List<Arguments> responses, List<String> missingSockets, List<String> missingNodes) {
        super(message, null, false, false);
        this.responses = List.copyOf(responses);
        this.missingSockets = List.copyOf(missingSockets);
        this.missingNodes = List.copyOf(missingNodes);
    }

    /** The answers that did come, in the order of their arrival; empty for a single socket. */
    public List<Arguments> responses() {
        return responses;
    }

    /** The ids of the sockets that did not answer, those on nodes that did not report left out. */
    public List<String> missingSockets() {
        return missingSockets;
    }

    /** The names of the nodes of a cluster that did not report what their sockets, or they themselves, answered: they have gone, or do not respond. */
    public List<String> missingNodes() {
        return missingNodes;
    }
}
