package org.enfilade.spi;

import java.util.Set;

/**
 * How the nodes of a cluster reach one another: a node is one deployment of the application on one server. Enfilade
 * opens a bus when the application starts and closes it when the application ends; in between it is used by any thread.
 *
 * <p>A bus need not know which nodes have the application: what is sent to a node without it comes to nothing there.
 */
public interface ClusterBus {
    /** Who is told what happens. Its methods never throw, and never block unless they say so. */
    interface Listener {
        /**
         * The nodes that can be reached from now on, this one not among them. Called once before
         * {@link ClusterBus#open} returns, and then after each change, by one thread at a time.
         */
        void view(Set<String> others);

        /**
         * A message has come in. What one node sends comes in its order and on one thread at a time; messages of
         * different nodes may come at the same time.
         *
         * @param from the name of the node that sent it
         * @param message not to be changed
         */
        void received(String from, byte[] message);

        /**
         * The grid is about to leave this server, though the application has not ended: what the others have to know
         * is sent now, and this may wait for them for some seconds. Where clients can come back, their connections end,
         * so that they go to other nodes. Need not be called.
         */
        default void ending() {}
    }

    /**
     * Joins the cluster. Called once, before anything else.
     *
     * @throws RuntimeException if that is impossible, as where another deployment on the same server has an open bus of
     *     the same application, which is not harmed; the application then does not start
     */
    void open(Listener listener);

    /**
     * This node's name, by which the others know it; it belongs to the server and does not change between open and
     * close.
     */
    String self();

    /**
     * Sends a message without waiting for its receiver. While both nodes are in each other's view, it arrives, once,
     * and after whatever the same thread has sent to that node before.
     *
     * @param node one of the view; for another one the message is lost
     * @param message not changed afterwards; up to some megabytes
     * @throws RuntimeException if it cannot be sent; nothing else is harmed
     */
    void send(String node, byte[] message);

    /** Leaves the cluster: nothing is received afterwards, and no thread is left. Idempotent, and never throws. */
    void close();
}
