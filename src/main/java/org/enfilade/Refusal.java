package org.enfilade;

import org.jspecify.annotations.Nullable;

/**
 * Refuses what a client wants, with a reason and, if given, data. Application code throws {@link ConnectionRefused} or
 * {@link EventRefused}.
 */
public abstract sealed class Refusal extends Exception permits ConnectionRefused, EventRefused {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;
    private final boolean hasData;

    Refusal(String message) {
        super(message, null, false, false);
        this.data = null;
        this.hasData = false;
    }

    Refusal(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
        this.hasData = true;
    }

    /** The data; {@code null} if there is none, or if {@code null} was given. */
    public final @Nullable Object data() {
        return data;
    }

    /** Whether data was given, be it {@code null}. */
    public final boolean hasData() {
        return hasData;
    }
}
