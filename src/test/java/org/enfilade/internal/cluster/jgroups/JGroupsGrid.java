package org.enfilade.internal.cluster.jgroups;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.enfilade.internal.cluster.Heard;
import org.enfilade.internal.cluster.TestGrid;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FORK;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.LOCAL_PING;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.Util;

/** Channels with about the stack of WildFly, which fails faster. */
final class JGroupsGrid implements TestGrid {
    private static final long WAITING_BYTES = 8 << 20;

    private final Map<String, JChannel> channels = new HashMap<>();

    JChannel channel(String member) {
        return channels.computeIfAbsent(member, name -> {
            try {
                return started(name);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static JChannel started(String name) throws Exception {
        TCP tcp = new TCP();
        tcp.setBindAddress(InetAddress.getByName("127.0.0.1"));
        tcp.setBindPort(0);
        JChannel channel = new JChannel(
                tcp,
                new LOCAL_PING(),
                new MERGE3().setMinInterval(500).setMaxInterval(1_000),
                new FD_ALL3().setTimeout(8_000).setInterval(1_000),
                new VERIFY_SUSPECT2().setTimeout(1_000),
                new NAKACK2(),
                new UNICAST3(),
                new STABLE(),
                new GMS().setJoinTimeout(300),
                new UFC().setMaxCredits(1_000_000),
                new MFC(),
                new FRAG4(),
                new FORK());
        // would listen on more than the loopback device
        tcp.getDiagnosticsHandler().setEnabled(false);
        channel.setName(name);
        channel.connect("enfilade-test");
        return channel;
    }

    @Override
    public ClusterBus bus(String member, String application) {
        return new JGroupsBus(channel(member), application, WAITING_BYTES);
    }

    @Override
    public GuestBus guest(String member, String application) {
        return new JGroupsGuestBus(channel(member), application, false);
    }

    @Override
    public void stop(String member) {
        channels.remove(member).close();
    }

    @Override
    public void kill(String member) {
        try {
            Util.shutdown(channels.remove(member));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void breakSending(ClusterBus from, ClusterBus to, Heard heard) {
        heard.deaf(true);
    }

    @Override
    public void mend(ClusterBus from, ClusterBus to, Heard heard) {
        heard.deaf(false);
    }

    @Override
    public void end() {
        channels.values().forEach(JChannel::close);
    }
}
