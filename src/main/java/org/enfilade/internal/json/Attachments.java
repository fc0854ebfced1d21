package org.enfilade.internal.json;

import java.util.List;

/**
 * The binary values of the JSON that this thread's JSON-B is working on: its (de)serializers take no parameters of
 * ours.
 */
final class Attachments {
    private static final ThreadLocal<List<byte[]>> CURRENT = new ThreadLocal<>();

    private Attachments() {}

    /** Returns what to give to {@link #restore}. */
    static List<byte[]> enter(List<byte[]> attachments) {
        List<byte[]> outer = CURRENT.get();
        CURRENT.set(attachments);
        return outer;
    }

    static void restore(List<byte[]> outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** Those of the JSON that is being written. */
    static BinaryParts written() {
        return (BinaryParts) current();
    }

    static List<byte[]> current() {
        List<byte[]> attachments = CURRENT.get();
        if (attachments == null) {
            throw new IllegalStateException("No JSON is being bound by this thread");
        }
        return attachments;
    }
}
