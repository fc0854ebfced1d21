package org.enfilade.internal.engine;

/** How much may wait for one client. */
public record OutboxBound(int maxBytes, int maxMessages) {
    /**
     * Whether there is room for a message of so many bytes behind those that wait. A single one may be larger than the
     * bound: the application has made it, and there is no smaller way to send it.
     */
    public boolean hasRoom(int messages, long bytes, int more) {
        return messages == 0 || messages < maxMessages && bytes + more <= maxBytes;
    }
}
