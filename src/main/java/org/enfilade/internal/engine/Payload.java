package org.enfilade.internal.engine;

import java.util.List;

/** The body of a polling request or answer: packets, separated. */
final class Payload {
    static final char SEPARATOR = '\u001e';

    private Payload() {}

    static String join(List<Message> messages) {
        if (messages.size() == 1) {
            return messages.get(0).payload();
        }
        StringBuilder out = new StringBuilder();
        for (Message message : messages) {
            if (out.length() > 0) {
                out.append(SEPARATOR);
            }
            out.append(message.payload());
        }
        return out.toString();
    }

    /** Cuts a body into its packets, which may be empty. */
    static String[] split(String body) {
        return body.split("\u001e", -1);
    }
}
