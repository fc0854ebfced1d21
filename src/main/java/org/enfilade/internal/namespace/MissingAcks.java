package org.enfilade.internal.namespace;

import java.util.List;
import org.enfilade.AckTimeout;
import org.enfilade.Arguments;

/** Acknowledgements that have not come. */
final class MissingAcks extends AckTimeout {
    private static final long serialVersionUID = 1L;

    private final transient List<Arguments> responses;
    private final List<String> missingSockets;
    private final List<String> missingNodes;

    MissingAcks(String message, List<Arguments> responses, List<String> missingSockets, List<String> missingNodes) {
        super(message);
        this.responses = List.copyOf(responses);
        this.missingSockets = List.copyOf(missingSockets);
        this.missingNodes = List.copyOf(missingNodes);
    }

    @Override
    public List<Arguments> responses() {
        return responses;
    }

    @Override
    public List<String> missingSockets() {
        return missingSockets;
    }

    @Override
    public List<String> missingNodes() {
        return missingNodes;
    }
}
