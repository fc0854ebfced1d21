package org.enfilade.internal.namespace;

import java.util.Optional;
import org.enfilade.ConnectionError;

/** A request that was refused, for the application. */
public record RefusedRequest(int code, String message, String uri, Optional<String> address)
        implements ConnectionError {
    /** @param address empty if it is not known */
    public RefusedRequest(int code, String message, String uri, String address) {
        this(code, message, uri, Optional.of(address).filter(known -> !known.isEmpty()));
    }
}
