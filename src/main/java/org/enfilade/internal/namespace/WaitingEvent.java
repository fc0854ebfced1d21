package org.enfilade.internal.namespace;

import org.enfilade.internal.packet.Packet;

/**
 * An event from a client that waits for its handlers. It counts in the {@link Inbox} until they have run, or it is
 * dropped.
 */
final class WaitingEvent implements Mailbox.Droppable {
    private final EventIntake intake;
    private final Packet.Event packet;
    private final Inbox inbox;
    /** What is to be done when the middleware has let it pass, or has not; {@code null} before. */
    private Runnable afterMiddleware;

    private boolean inMiddleware;

    /** @param inbox where it has been counted */
    WaitingEvent(EventIntake intake, Packet.Event packet, Inbox inbox) {
        this.intake = intake;
        this.packet = packet;
        this.inbox = inbox;
    }

    Packet.Event packet() {
        return packet;
    }

    /** Middleware takes its time: the event goes on counting when this run has ended. */
    void keep() {
        inMiddleware = true;
    }

    /** The same event, to be put into the mailbox again. */
    WaitingEvent then(Runnable step) {
        afterMiddleware = step;
        return this;
    }

    @Override
    public void run() {
        inMiddleware = false;
        try {
            if (afterMiddleware == null) {
                intake.handle(this);
            } else {
                afterMiddleware.run();
            }
        } finally {
            if (!inMiddleware) {
                dropped();
            }
        }
    }

    @Override
    public void dropped() {
        inbox.done(packet.length());
    }
}
