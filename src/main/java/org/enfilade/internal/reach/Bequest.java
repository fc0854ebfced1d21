package org.enfilade.internal.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.enfilade.internal.packet.Payload;

/**
 * What a node has emitted that ends, or a part of it: others' clients may lack it whose nodes have gone too.
 *
 * @param tag of the node
 * @param since those up to that number are not in it, though they may be lacked
 * @param relations to all other nodes that it knew, and to those that have come after it
 * @param emissions with rising numbers
 */
public record Bequest(String tag, long since, List<Relation> relations, List<Left> emissions) {
    /**
     * What was sent to a node: all that says so, behind one number and up to another one; and all behind that, since it
     * had gone.
     *
     * @param node the name of that node
     * @param tag of that node
     * @param lacks the highest number of what was sent to it that is not here any more, though it may be lacked
     */
    public record Relation(String node, String tag, long after, long at, long lacks) {
        static final int LEAST_BYTES = 5;

        void write(BusWriter out) {
            out.text(node);
            out.text(tag);
            out.number(after);
            out.number(at);
            out.number(lacks);
        }

        static Relation read(BusReader in) throws BusFormatException {
            return new Relation(in.text(), in.text(), in.number(), in.number(), in.number());
        }
    }

    /**
     * One emission.
     *
     * @param receivers the names of the nodes that it was sent to
     */
    public record Left(long number, Scope scope, Audience audience, Set<String> receivers, Payload event) {
        static final int LEAST_BYTES = 9;

        void write(BusWriter out) {
            out.number(number);
            scope.write(out);
            audience.write(out);
            out.texts(receivers);
            out.payload(event);
            out.flag(event.compress());
        }

        static Left read(BusReader in) throws BusFormatException {
            long number = in.number();
            Scope scope = Scope.read(in);
            Audience audience = Audience.read(in);
            Set<String> receivers = Set.copyOf(in.texts());
            Payload event = in.payload();
            return new Left(number, scope, audience, receivers, event.compress(in.flag()));
        }

        /** About how many bytes it takes. */
        int length() {
            return OWN_BYTES + event.length();
        }
    }

    private static final int OWN_BYTES = 64;
    private static final int MAX_BYTES = 64 * 1024;

    public Bequest {
        relations = List.copyOf(relations);
        emissions = List.copyOf(emissions);
    }

    /** The same in parts that are not too long for a message. */
    public List<Bequest> parts() {
        List<Bequest> parts = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int to = 0; to < emissions.size(); to++) {
            bytes += emissions.get(to).length();
            if (bytes >= MAX_BYTES) {
                parts.add(new Bequest(tag, since, relations, emissions.subList(from, to + 1)));
                from = to + 1;
                bytes = 0;
            }
        }
        parts.add(new Bequest(tag, since, relations, emissions.subList(from, emissions.size())));
        return parts;
    }

    void write(BusWriter out) {
        out.text(tag);
        out.number(since);
        out.number(relations.size());
        relations.forEach(relation -> relation.write(out));
        out.number(emissions.size());
        emissions.forEach(left -> left.write(out));
    }

    static Bequest read(BusReader in) throws BusFormatException {
        return new Bequest(
                in.text(),
                in.number(),
                in.list(Relation.LEAST_BYTES, Relation::read),
                in.list(Left.LEAST_BYTES, Left::read));
    }
}
