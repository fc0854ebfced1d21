package org.enfilade.internal.reach;

import java.util.List;
import org.enfilade.internal.packet.Payload;

/**
 * What the sockets of one node have acknowledged.
 *
 * @param answers in the order of their arrival
 * @param missingSockets the ids of those that have not answered
 */
public record Acks(List<Payload> answers, List<String> missingSockets) {
    /** Nobody was asked. */
    public static final Acks NONE = new Acks(List.of(), List.of());

    public Acks {
        answers = List.copyOf(answers);
        missingSockets = List.copyOf(missingSockets);
    }

    void write(BusWriter out) {
        out.number(answers.size());
        answers.forEach(out::payload);
        out.texts(missingSockets);
    }

    static Acks read(BusReader in) throws BusFormatException {
        return new Acks(in.list(2, BusReader::payload), in.texts());
    }
}
