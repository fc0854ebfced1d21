package org.enfilade.internal.cluster;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;

/**
 * Another node, from when it comes into the view until it leaves it or starts anew; then there is another object for
 * it. It is a stranger until it says hello, introduced until its list is whole, and known from then on; or gone, when
 * it has said goodbye, or that it will never be a node.
 */
final class PeerNode {
    private enum State {
        STRANGER,
        /** It runs the application; not all that it has is known, so it gets everything. */
        INTRODUCED,
        KNOWN,
        GONE
    }

    private final String name;
    private final OutgoingMessages outgoing;
    private final Interests interests;
    private final BiConsumer<String, String> departing;
    /** What its sockets' ids end with; empty as long as it has not told. */
    private final String tag;
    /** Whether it has somebody for what is carried to it. */
    private final boolean takesMail;

    private final Listening listening = new Listening();
    private final AtomicBoolean isMisunderstood = new AtomicBoolean();
    // changed under this, together with the interests
    private volatile State state;

    private PeerNode(
            String name,
            OutgoingMessages outgoing,
            Interests interests,
            BiConsumer<String, String> departing,
            String tag,
            boolean takesMail,
            State state) {
        this.name = name;
        this.outgoing = outgoing;
        this.interests = interests;
        this.departing = departing;
        this.tag = tag;
        this.takesMail = takesMail;
        this.state = state;
    }

    /** A node that nothing is known of. */
    static PeerNode stranger(
            String name, OutgoingMessages outgoing, Interests interests, BiConsumer<String, String> departing) {
        return new PeerNode(name, outgoing, interests, departing, "", false, State.STRANGER);
    }

    /** The node that now runs where this one did. */
    PeerNode introduced(String newTag, boolean willTakeMail) {
        return new PeerNode(name, outgoing, interests, departing, newTag, willTakeMail, State.INTRODUCED);
    }

    // --- what it has told

    /** It tells its rooms anew; what it has told before counts until it begins. */
    synchronized void repeats() {
        if (isIntroduced()) {
            state = State.INTRODUCED;
        }
    }

    /** A list that was meant for somebody else, or comes from somebody who has said goodbye, is void. */
    synchronized void listBegins(String itsTag) {
        if (isIntroduced() && tag.equals(itsTag)) {
            state = State.INTRODUCED;
            interests.forget(name);
        }
    }

    synchronized void listEnds() {
        if (isIntroduced()) {
            interests.completed();
            state = State.KNOWN;
        }
    }

    synchronized void changes(List<Change> changes) {
        if (isIntroduced()) {
            changes.forEach(change -> interests.change(name, change));
        }
    }

    /** It has said goodbye, or left the view, or is another one now. */
    void goes() {
        if (isIntroduced()) {
            departing.accept(name, tag);
        }
        synchronized (this) {
            state = State.GONE;
            interests.forget(name);
        }
    }

    /** A stranger there will never say hello. */
    synchronized void isNoNode() {
        if (state == State.STRANGER) {
            state = State.GONE;
        }
    }

    String name() {
        return name;
    }

    String tag() {
        return tag;
    }

    /** Whether it has told that it runs the application. */
    boolean isIntroduced() {
        State now = state;
        return now == State.INTRODUCED || now == State.KNOWN;
    }

    /** Whether what is carried reaches somebody there. */
    boolean takesMail() {
        return takesMail && isIntroduced();
    }

    /** Whether all its rooms are known. */
    boolean isKnown() {
        return state == State.KNOWN;
    }

    /** Whether it may have rooms that are not known. */
    boolean mayHaveMore() {
        State now = state;
        return now == State.STRANGER || now == State.INTRODUCED;
    }

    // --- what it is told

    Listening listening() {
        return listening;
    }

    /** Tells it something at the end of what runs on the calling thread, or now. */
    void tell(byte[] message) {
        outgoing.addForEnd(message);
    }

    /** Sends a message now. */
    void send(BusMessage message) {
        send(message, () -> {});
    }

    /** @param lost is run if it cannot be sent, maybe on another thread */
    void send(BusMessage message, Runnable lost) {
        byte[] bytes = encoded(message);
        if (bytes == null) {
            lost.run();
        } else {
            send(bytes, lost);
        }
    }

    void send(byte[] message, Runnable lost) {
        outgoing.add(message, lost);
    }

    /** Sends a message for its recipient there, and says whether it could. */
    boolean carry(byte[] content) {
        byte[] message = encoded(new BusMessage.Carried(content));
        return message != null && outgoing.sendApart(message);
    }

    /** {@code null} if it is too long. */
    private byte[] encoded(BusMessage message) {
        try {
            return BusCodec.encode(message);
        } catch (IllegalArgumentException e) {
            Log.error("Node " + name + " did not get a message: " + e.getMessage());
            return null;
        }
    }

    /**
     * Says that it has sent something that this node does not understand: once; whoever wants to know more reads on at
     * DEBUG.
     */
    void isMisunderstood(String why) {
        Supplier<String> message =
                () -> "Node " + name + " sends what this one does not understand, which is ignored: " + why;
        if (isMisunderstood.getAndSet(true)) {
            Log.debug(message);
        } else {
            Log.warning(message.get());
        }
    }
}
