package org.enfilade;

/** What {@link ConnectionRefused} and {@link EventRefused} have in common. */
public sealed interface Refusal permits ConnectionRefused, EventRefused {
    /** The reason, as the client may see it. */
    String getMessage();

    /** The additional data; {@code null} if there is none, or if it is null. */
    Object data();

    /** Whether data was given, be it {@code null}. */
    boolean hasData();
}
