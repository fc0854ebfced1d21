package org.enfilade.internal.engine;

/**
 * Why a session ends that its client, or what is sent to it, has brought to an end.
 *
 * @param what for the log
 * @param limit the option whose limit was reached, without the prefix; {@code null} if it was none
 */
public record Reproach(String what, String limit) {
    static final Reproach TOO_LONG = new Reproach("a message longer than maxHttpBufferSize", "maxHttpBufferSize");
    static final Reproach OUTBOX =
            new Reproach("more waits for the client than its outbox holds", "outboxMaxBytes and outboxMaxPackets");
    static final Reproach NO_PACKET = of("no packet of Engine.IO");
    /** Of a POST. */
    public static final Reproach NO_PAYLOAD = of("a body that is no payload");
    /** Counted in the sum of all clients. */
    public static final Reproach NO_ROOM =
            new Reproach("more waits of all clients than enfilade.maxWaitingBytes", "maxWaitingBytes");

    /** One that is no limit's. */
    public static Reproach of(String what) {
        return new Reproach(what, null);
    }
}
