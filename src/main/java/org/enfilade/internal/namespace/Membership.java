package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.enfilade.DisconnectReason;
import org.enfilade.internal.engine.Message;
import org.enfilade.internal.reach.RoomIndex;

/**
 * What one client is in one namespace: pending, while middleware runs; then admitted or refused; and it ends once. Also
 * its rooms, and what is held back from it. Only decides; calls nobody but the room index. Safe for use by any thread.
 */
class Membership {
    private enum State {
        PENDING,
        /** In its rooms; the other nodes are being told. */
        ADMITTED,
        /**
         * Its events are welcome; what is sent to it waits, until CONNECT has been sent or the other nodes know of its
         * rooms.
         */
        HOLDING,
        CONNECTED,
        ENDED
    }

    private final String id;
    private final RoomIndex<?> index;
    private final int maxRooms;
    private volatile State state = State.PENDING;
    // guarded by this
    private final HeldBack heldBack;
    /** The rooms while the socket is pending, and again while the disconnecting handlers run. */
    private Set<String> ownRooms = Set.of();
    /** Whether nothing is held back for joins any more. */
    private boolean hurries;
    /** Whether a thread sends what was held back, and CONNECT before it. */
    private boolean releasing;
    /** What is to be done when it has. */
    private List<Runnable> deferred = List.of();
    /** What was held back when the server ended this, and DISCONNECT; for the thread that sends. */
    private List<Message> farewell = List.of();

    /** @param index the rooms of the namespace, where the socket is from its admission to its end */
    Membership(String id, RoomIndex<?> index, int maxRooms, HeldBack heldBack) {
        this.id = id;
        this.index = index;
        this.maxRooms = maxRooms;
        this.heldBack = heldBack;
    }

    boolean isConnected() {
        State now = state;
        return now == State.HOLDING || now == State.CONNECTED;
    }

    final synchronized boolean isPending() {
        return state == State.PENDING;
    }

    final synchronized boolean isAdmitted() {
        return state != State.PENDING && state != State.ENDED;
    }

    /** Whether nothing is held back. */
    final boolean isFlowing() {
        return state == State.CONNECTED;
    }

    final boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Begins with rooms. */
    final synchronized void beIn(Collection<String> rooms) {
        ownRooms = new LinkedHashSet<>(rooms);
    }

    // --- the admission

    /**
     * It is admitted; {@code false} if it is too late.
     *
     * @param enter puts the socket into the room index, in these rooms
     */
    synchronized boolean admit(Consumer<Set<String>> enter) {
        if (state != State.PENDING) {
            return false;
        }
        state = State.ADMITTED;
        enter.accept(ownRooms);
        ownRooms = Set.of();
        return true;
    }

    /** The other nodes know; the caller sends CONNECT, and then what {@link #next} gives. {@code false}: too late. */
    synchronized boolean connect() {
        if (state != State.ADMITTED) {
            return false;
        }
        state = State.HOLDING;
        releasing = true;
        return true;
    }

    /** It is not admitted; {@code false} if it is too late. */
    synchronized boolean refuse() {
        if (state != State.PENDING) {
            return false;
        }
        state = State.ENDED;
        heldBack.takeAll();
        ownRooms = Set.of();
        return true;
    }

    // --- what is held back

    /**
     * What becomes of a message.
     *
     * @throws IllegalStateException if middleware emits too much. A broadcast, which meets other sockets too, hears
     *     nothing of it
     */
    Delivery deliver(Message message, boolean bestEffort) {
        return state == State.CONNECTED ? Delivery.SEND : holdBack(message, bestEffort);
    }

    private synchronized Delivery holdBack(Message message, boolean bestEffort) {
        if (state == State.CONNECTED) {
            return Delivery.SEND;
        }
        if (state == State.ENDED || bestEffort || heldBack.add(message)) {
            return Delivery.NONE;
        }
        if (state == State.PENDING) {
            throw new IllegalStateException("too many events emitted to a socket that has not joined yet");
        }
        return Delivery.TOO_MUCH;
    }

    /** Holds back a message, unless it has ended; {@code false} if that is too much. */
    final synchronized boolean hold(Message message) {
        return state == State.ENDED || heldBack.add(message);
    }

    /** Whether a thread sends what was held back, which then does this when it has. */
    final synchronized boolean defer(Runnable task) {
        if (releasing) {
            deferred = new ArrayList<>(deferred);
            deferred.add(task);
        }
        return releasing;
    }

    /** What was deferred, if nothing is being sent. */
    final synchronized List<Runnable> takeDeferred() {
        List<Runnable> due = releasing ? List.of() : deferred;
        deferred = releasing ? deferred : List.of();
        return due;
    }

    /** Holds back nothing of what it does. */
    final synchronized void letGo() {
        heldBack.takeAll();
    }

    /** What is to be sent next, by the one thread that may; empty if its turn is over. */
    synchronized List<Message> next() {
        if (!farewell.isEmpty()) {
            List<Message> last = farewell;
            farewell = List.of();
            return last;
        }
        if (state == State.HOLDING) {
            List<Message> held = hurries ? heldBack.takeAll() : heldBack.takeFree();
            if (!held.isEmpty()) {
                return held;
            }
            if (hurries || !heldBack.isFenced()) {
                state = State.CONNECTED;
            }
        }
        releasing = false;
        return List.of();
    }

    /** Puts the last message behind what is held back, and keeps both from the end; {@code false} if nothing is. */
    synchronized boolean sendLast(Message message) {
        if (state != State.HOLDING) {
            return false;
        }
        hurries = true;
        List<Message> last = new ArrayList<>(heldBack.takeAll());
        last.add(message);
        farewell = last;
        return true;
    }

    /** Holds back nothing any more; whether the caller is to send what {@link #next} gives. */
    synchronized boolean hurry() {
        hurries |= state == State.HOLDING;
        return beginRelease();
    }

    /** Holds back from now on what is sent, until the fence is opened. */
    synchronized HeldBack.Fence hold() {
        if (state == State.CONNECTED && !hurries) {
            state = State.HOLDING;
        }
        return heldBack.fence();
    }

    /** Whether the caller is to send what {@link #next} gives. */
    synchronized boolean open(HeldBack.Fence fence) {
        heldBack.open(fence);
        return beginRelease();
    }

    private boolean beginRelease() {
        if (releasing || state != State.HOLDING) {
            return false;
        }
        releasing = true;
        return true;
    }

    // --- rooms

    synchronized Set<String> rooms() {
        return switch (state) {
            case PENDING, ENDED -> Set.copyOf(ownRooms);
            case ADMITTED, HOLDING, CONNECTED -> index.rooms(id);
        };
    }

    /**
     * Joins all of these rooms or none.
     *
     * @throws IllegalStateException if these are too many
     */
    void join(String... rooms) {
        if (!tryJoin(Arrays.asList(rooms))) {
            throw new IllegalStateException(
                    "a socket in more than " + maxRooms + " rooms; see enfilade.maxRoomsPerSocket");
        }
    }

    private synchronized boolean tryJoin(List<String> rooms) {
        if (state == State.ENDED) {
            return true;
        }
        if (state != State.PENDING) {
            return index.join(id, rooms, maxRooms);
        }
        Set<String> wanted = new LinkedHashSet<>(ownRooms);
        wanted.addAll(rooms);
        boolean fits = wanted.size() + 1 <= maxRooms;
        if (fits) {
            ownRooms = wanted;
        }
        return fits;
    }

    /** Leaves rooms; whether that concerns the other nodes. */
    boolean leave(String... rooms) {
        synchronized (this) {
            // after the end: the id may be that of another socket of the same client by now
            if (state == State.PENDING || state == State.ENDED) {
                Set<String> kept = new LinkedHashSet<>(ownRooms);
                Arrays.asList(rooms).forEach(kept::remove);
                ownRooms = kept;
                return false;
            }
        }
        for (String room : rooms) {
            index.leave(id, room);
        }
        return true;
    }

    // --- the end

    /** Ends; {@code null} if it has ended. */
    synchronized EndedMembership end(DisconnectReason reason) {
        if (state == State.ENDED) {
            return null;
        }
        Set<String> left = state == State.PENDING ? Set.of() : index.remove(id);
        EndedMembership ended = new EndedMembership(isConnected(), left, false);
        state = State.ENDED;
        heldBack.takeAll();
        ownRooms = Set.of();
        return ended;
    }

    /** Shows these rooms, though the socket is in none any more. */
    synchronized void show(Set<String> rooms) {
        ownRooms = rooms;
    }
}
