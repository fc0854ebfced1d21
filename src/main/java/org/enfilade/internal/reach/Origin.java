package org.enfilade.internal.reach;

/**
 * Which emission an event comes from: the same on all nodes that get it.
 *
 * @param node the tag of the node whose emission it is
 * @param number among those of that node; 0 if nobody else has got it
 */
public record Origin(String node, long number) {
    /** No other node has got it. */
    public static final Origin NONE = new Origin("", 0);

    public boolean isNone() {
        return number == 0;
    }

    // Java 17 keeps the class of a record whose hashCode it has made, and so an undeployed application.
    @Override
    public int hashCode() {
        return 31 * node.hashCode() + Long.hashCode(number);
    }

    void write(BusWriter out) {
        out.text(node);
        out.number(number);
    }

    static Origin read(BusReader in) throws BusFormatException {
        return new Origin(in.text(), in.number());
    }
}
