package org.enfilade.internal.namespace;

import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.LogText;

/**
 * The events of other nodes in one namespace on their way to the application, one after the other. What comes while too
 * many wait is dropped. Safe for use by any thread.
 */
final class ServerSideIntake {
    private final String namespace;
    private final Mailbox mailbox;
    private final Inbox inbox;
    // guarded by this
    private boolean drops;

    ServerSideIntake(String namespace, MailboxExecutor executor, Inbox inbox) {
        this.namespace = namespace;
        this.mailbox = new Mailbox(executor, this::broken);
        this.inbox = inbox;
    }

    /** @param dropped called instead of the task if there is no room for it, or no thread */
    void receive(Runnable task, Runnable dropped, int size) {
        boolean taken = inbox.take(size);
        if (taken) {
            mailbox.add(new Waiting(task, dropped, size));
        } else {
            dropped.run();
        }
        boolean isNew;
        synchronized (this) {
            isNew = !taken && !drops;
            drops = !taken;
        }
        if (isNew) {
            broken("too many wait");
        }
    }

    private void broken(String reason) {
        Log.error("Events of other nodes are dropped: " + reason + " in namespace " + LogText.quote(namespace));
    }

    private final class Waiting implements Mailbox.Droppable {
        private final Runnable task;
        private final Runnable dropped;
        private final int size;

        Waiting(Runnable task, Runnable dropped, int size) {
            this.task = task;
            this.dropped = dropped;
            this.size = size;
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                inbox.done(size);
            }
        }

        @Override
        public void dropped() {
            inbox.done(size);
            dropped.run();
        }
    }
}
