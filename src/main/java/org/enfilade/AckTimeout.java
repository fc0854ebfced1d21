package org.enfilade;

import java.util.List;

/**
 * An awaited acknowledgement did not come in time, or the socket left before it: how a stage of {@code emitWithAck} fails.
 */
public class AckTimeout extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Arguments> responses;

    /** For the library. */
    public AckTimeout(String message, List<Arguments> responses) {
        super(message, null, false, false);
        this.responses = List.copyOf(responses);
    }

    /** The answers that did come, in the order of their arrival; empty for a single socket. */
    public List<Arguments> responses() {
        return responses;
    }
}
