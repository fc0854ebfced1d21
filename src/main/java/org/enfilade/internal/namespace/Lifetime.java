package org.enfilade.internal.namespace;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a namespace stays: one that was declared for ever, the child of a parent as long as somebody is in it or may
 * rely on it. Safe for use by any thread.
 */
final class Lifetime {
    private final ServerNamespace namespace;
    private final Homes homes;
    private final ServerParent parent;
    private final boolean cleansUp;
    // guarded by this
    private int occupants;
    private boolean over;
    /**
     * Whether somebody has ever been admitted, or the application has asked for it: else it goes with its last socket.
     */
    private boolean stays;
    /** Whether the application has asked for it, and may rely on it. */
    private boolean kept;

    /** How many children the connection has made that this one is for; {@code null} if none has. */
    private AtomicInteger maker;

    /**
     * The lifetime of a namespace.
     *
     * @param homes where it is, and is taken out of
     * @param parent {@code null} for one that is no child
     * @param cleansUp whether a child goes when nobody is left in it
     */
    Lifetime(ServerNamespace namespace, Homes homes, ServerParent parent, boolean cleansUp) {
        this.namespace = namespace;
        this.homes = homes;
        this.parent = parent;
        this.cleansUp = cleansUp;
    }

    /** Counts a socket from before its middleware; {@code false} if the namespace has just been cleaned up. */
    synchronized boolean enter() {
        if (over) {
            return false;
        }
        if (occupants++ == 0 && stays && parent != null) {
            parent.revived(namespace);
        }
        return true;
    }

    /**
     * The connection that has made this child, by the number of those that it has made. Called once, before anybody
     * else sees it.
     */
    synchronized void madeBy(AtomicInteger connection) {
        maker = connection;
    }

    /** The application asks for it: it stays though nobody has joined; {@code false} if it has just been cleaned up. */
    synchronized boolean keep() {
        if (over) {
            return false;
        }
        if (parent != null && !kept) {
            stays = true;
            kept = true;
            parent.revived(namespace);
        }
        return true;
    }

    /** Somebody is admitted. */
    synchronized void admitted() {
        stays = true;
    }

    /**
     * A socket is gone, whether it had joined or not. An empty child is cleaned up if the application wants that, and
     * always if nobody was ever admitted: else names alone would fill the memory.
     */
    void release() {
        synchronized (this) {
            if (--occupants > 0 || parent == null) {
                return;
            }
            if (stays && !cleansUp) {
                if (!kept) {
                    parent.deserted(namespace);
                }
                return;
            }
            over = true;
        }
        remove();
    }

    /** Makes room for another child, if nobody is here. */
    void removeIfDeserted() {
        synchronized (this) {
            if (over || kept || occupants > 0) {
                return;
            }
            over = true;
        }
        remove();
    }

    private void remove() {
        homes.remove(namespace);
        AtomicInteger count;
        synchronized (this) {
            count = maker;
            maker = null;
        }
        if (count != null) {
            count.decrementAndGet();
        }
    }
}
