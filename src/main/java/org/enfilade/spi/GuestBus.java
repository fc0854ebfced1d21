package org.enfilade.spi;

/**
 * How a guest reaches the nodes of an application: a process, or another application, that is no node of it. A guest
 * tells the nodes something, and hears nothing. Used by any thread.
 */
public interface GuestBus {
    /** What {@link ClusterBus.Listener#received} names as the sender of what this guest sends. */
    String self();

    /**
     * Whether what is sent comes from a member of the grid on which no node of the application will ever run. Nodes
     * then send nothing to that member.
     */
    boolean isNoNodeEver();

    /**
     * Sends a message to each node that can be reached. What one thread sends comes to each of them in its order. May
     * wait for a node that does not take what it is sent.
     *
     * @param message not changed afterwards; up to some megabytes
     * @throws RuntimeException if it cannot be sent, to some of the nodes at least
     */
    void send(byte[] message);

    /** Nothing is sent any more. What belongs to the server, or to whoever has made it, stays open. Never throws. */
    void close();
}
