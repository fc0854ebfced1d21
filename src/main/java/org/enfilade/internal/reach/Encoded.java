package org.enfilade.internal.reach;

import java.util.List;

/**
 * Values as they travel: an event, an answer, a description.
 *
 * @param json a JSON array
 * @param attachments the binary values that it has placeholders for; not to be changed
 */
public record Encoded(String json, List<byte[]> attachments) {
    void write(BusWriter out) {
        out.text(json);
        out.number(attachments.size());
        attachments.forEach(out::bytes);
    }

    static Encoded read(BusReader in) throws BusFormatException {
        return new Encoded(in.text(), in.list(1, BusReader::bytes));
    }
}
