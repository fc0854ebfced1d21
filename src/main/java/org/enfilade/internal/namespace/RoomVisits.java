package org.enfilade.internal.namespace;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.enfilade.Socket;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;
import org.enfilade.internal.reach.Visits;

/**
 * Who comes into the rooms of a namespace and leaves them, on its way to the application: one change after the other,
 * in the order in which they have happened. What is undone before its turn is not told. So what was told, and then what
 * waits, is always how things are; and no more can wait than sockets are in rooms or were when it was told. Safe for
 * use by any thread.
 */
final class RoomVisits implements Visits<ServerSocket>, Mailbox.Droppable {
    /** @param socket {@code null} if it is the room that comes or goes */
    private record Visit(String room, Socket socket) {}

    private final LocalNamespace namespace;
    private final Mailbox mailbox;
    // guarded by this
    /** Whether each comes; else it goes. */
    private final Map<Visit, Boolean> waiting = new LinkedHashMap<>();
    /** Whether the mailbox is to tell the next one. */
    private boolean telling;

    RoomVisits(LocalNamespace namespace, MailboxExecutor executor) {
        this.namespace = namespace;
        this.mailbox = new Mailbox(executor, this::broken);
    }

    @Override
    public void entered(String room, ServerSocket socket, boolean isFirst) {
        if (isFirst) {
            note(new Visit(room, null), true);
        }
        note(new Visit(room, socket), true);
    }

    @Override
    public void left(String room, ServerSocket socket, boolean isLast) {
        note(new Visit(room, socket), false);
        if (isLast) {
            note(new Visit(room, null), false);
        }
    }

    private synchronized void note(Visit visit, boolean comes) {
        if (waiting.remove(visit) == null) {
            waiting.put(visit, comes);
        }
    }

    /** Tells the application what has been noted, on a thread of its own; called without a lock. */
    void tell() {
        synchronized (this) {
            if (telling || waiting.isEmpty()) {
                return;
            }
            telling = true;
        }
        mailbox.add(this);
    }

    /** Tells one, and the next one in a turn of its own. */
    @Override
    public void run() {
        Visit visit;
        boolean comes;
        synchronized (this) {
            telling = false;
            Iterator<Map.Entry<Visit, Boolean>> first = waiting.entrySet().iterator();
            if (!first.hasNext()) {
                return;
            }
            Map.Entry<Visit, Boolean> next = first.next();
            visit = next.getKey();
            comes = next.getValue();
            first.remove();
        }
        try {
            namespace.handler().roomChanged(change(visit, comes), namespace, visit.room, visit.socket);
        } finally {
            tell();
        }
    }

    private static RoomChange change(Visit visit, boolean comes) {
        if (visit.socket == null) {
            return comes ? RoomChange.CREATE : RoomChange.DELETE;
        }
        return comes ? RoomChange.JOIN : RoomChange.LEAVE;
    }

    /** What waits is told with the next change. */
    @Override
    public synchronized void dropped() {
        telling = false;
    }

    private void broken(String reason) {
        Log.error("The observers of rooms of " + LogText.quote(namespace.name()) + " have to wait: " + reason);
    }
}
