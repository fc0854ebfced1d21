package org.enfilade.internal.reach;

import java.util.List;
import org.enfilade.internal.packet.Payload;

/**
 * What a client has missed.
 *
 * @param events in their order
 */
public record Missed(List<Event> events) {
    /** One event. */
    public record Event(Origin origin, Payload content) {
        void write(BusWriter out) {
            origin.write(out);
            out.payload(content);
            out.flag(content.compress());
        }

        static Event read(BusReader in) throws BusFormatException {
            Origin origin = Origin.read(in);
            Payload content = in.payload();
            return new Event(origin, content.compress(in.flag()));
        }
    }

    static final int LEAST_BYTES = 5;

    public Missed {
        events = List.copyOf(events);
    }

    void write(BusWriter out) {
        out.number(events.size());
        events.forEach(event -> event.write(out));
    }

    static Missed read(BusReader in) throws BusFormatException {
        return new Missed(in.list(LEAST_BYTES, Event::read));
    }
}
