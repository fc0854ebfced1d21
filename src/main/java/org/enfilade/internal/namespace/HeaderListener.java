package org.enfilade.internal.namespace;

import org.enfilade.ResponseHeaders;

/** The application, which may add headers to answers. Must not throw. */
@FunctionalInterface
public interface HeaderListener {
    /** There is nobody to ask. */
    HeaderListener NONE = (headers, first) -> {};

    /** @param first whether it is the first answer of a connection */
    void answering(ResponseHeaders headers, boolean first);
}
