package org.enfilade.internal.cluster.jgroups;

import org.enfilade.spi.GuestBus;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.protocols.FORK;

/**
 * The way of a guest over a JGroups channel: what it sends bears the header of the fork that the nodes have, so that
 * theirs take it. It has no fork of its own, which would keep a node off this channel, and leaves nothing in it.
 */
public final class JGroupsGuestBus implements GuestBus {
    private final JChannel channel;
    private final String stack;
    private final boolean isNoNodeEver;
    private volatile boolean closed;

    /**
     * A guest on a channel that is connected.
     *
     * @param application the nodes' name in the cluster
     * @param isNoNodeEver see {@link GuestBus#isNoNodeEver}
     */
    public JGroupsGuestBus(JChannel channel, String application, boolean isNoNodeEver) {
        this.channel = channel;
        this.stack = JGroupsBus.stack(application);
        this.isNoNodeEver = isNoNodeEver;
    }

    @Override
    public String self() {
        return JGroupsBus.name(address());
    }

    private Address address() {
        Address address = channel.getAddress();
        if (address == null) {
            throw new IllegalStateException("The channel is not connected");
        }
        return address;
    }

    @Override
    public boolean isNoNodeEver() {
        return isNoNodeEver;
    }

    @Override
    public void send(byte[] message) {
        View view = channel.getView();
        if (closed || view == null) {
            throw new IllegalStateException("The channel is not connected");
        }
        Address self = address();
        RuntimeException failure = null;
        for (Address member : view.getMembers()) {
            if (!member.equals(self) || isNodeHere()) {
                failure = send(member, message, failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One node that cannot be reached keeps no other from being told. */
    private RuntimeException send(Address member, byte[] bytes, RuntimeException before) {
        try {
            Message message = new BytesMessage(member, bytes);
            message.putHeader(FORK.ID, new FORK.ForkHeader(stack, JGroupsBus.FORK_CHANNEL));
            channel.send(message);
            return before;
        } catch (Exception e) {
            return new IllegalStateException("A message to " + member + " is lost", e);
        }
    }

    /** Whether a node of the application has its fork on this channel. */
    private boolean isNodeHere() {
        FORK fork = channel.getProtocolStack().findProtocol(FORK.class);
        return fork != null && fork.get(stack) != null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
