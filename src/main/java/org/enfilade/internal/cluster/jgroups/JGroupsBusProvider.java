package org.enfilade.internal.cluster.jgroups;

import java.util.Optional;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.ClusterBusProvider;
import org.enfilade.spi.GuestBus;
import org.jgroups.JChannel;

/** The channel of WildFly's subsystem jgroups. */
public final class JGroupsBusProvider implements ClusterBusProvider {
    private static final String CHANNEL = "java:jboss/jgroups/channel/default";

    @Override
    public String name() {
        return "JGroups";
    }

    @Override
    public Optional<ClusterBus> find(Site site) {
        if (isAbsent()) {
            return Optional.empty();
        }
        ChannelStart.OF_THIS_DEPLOYMENT.await();
        return Channel.find(site);
    }

    @Override
    public Optional<GuestBus> findForGuest(Site site) {
        if (isAbsent()) {
            return Optional.empty();
        }
        ChannelStart.OF_THIS_DEPLOYMENT.await();
        return Channel.findForGuest(site);
    }

    private static boolean isAbsent() {
        try {
            Class.forName("org.jgroups.fork.ForkChannel", false, JGroupsBusProvider.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /** A class of its own, since verifying a class may load those that it uses. */
    private static final class Channel {
        static Optional<ClusterBus> find(Site site) {
            return site.lookup(CHANNEL, JChannel.class).map(main -> new JGroupsBus(main, site.application()));
        }

        /** Any application may be deployed on a server. */
        static Optional<GuestBus> findForGuest(Site site) {
            return site.lookup(CHANNEL, JChannel.class)
                    .map(main -> new JGroupsGuestBus(main, site.application(), false));
        }
    }
}
