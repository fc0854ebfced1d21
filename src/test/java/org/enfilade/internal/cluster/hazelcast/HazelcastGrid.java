package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.internal.cluster.Heard;
import org.enfilade.internal.cluster.TestGrid;
import org.enfilade.spi.ClusterBus;
import org.enfilade.spi.GuestBus;

/** Hazelcasts that find each other on the loopback device. */
final class HazelcastGrid implements TestGrid {
    private static final long WAITING_BYTES = 8 << 20;

    private final Map<String, HazelcastInstance> instances = new HashMap<>();
    private final String cluster = "enfilade-" + System.nanoTime();

    HazelcastInstance instance(String member) {
        return instances.computeIfAbsent(member, name -> Hazelcast.newHazelcastInstance(config(name)));
    }

    private Config config(String member) {
        Config config = new Config(cluster + "-" + member + "-" + System.nanoTime());
        config.setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.partition.count", "11");
        config.setProperty("hazelcast.operation.thread.count", "2");
        config.setProperty("hazelcast.operation.generic.thread.count", "2");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "5");
        config.getJetConfig().setEnabled(false);
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(freePort()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(addresses());
        return config;
    }

    private List<String> addresses() {
        return instances.values().stream()
                .map(instance -> instance.getCluster().getLocalMember().getAddress())
                .map(address -> address.getHost() + ":" + address.getPort())
                .toList();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ClusterBus bus(String member, String application) {
        return new HazelcastBus(instance(member), application, WAITING_BYTES);
    }

    @Override
    public GuestBus guest(String member, String application) {
        return new HazelcastGuestBus(instance(member), application);
    }

    @Override
    public void stop(String member) {
        instances.remove(member).shutdown();
    }

    @Override
    public void kill(String member) {
        instances.remove(member).getLifecycleService().terminate();
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
        instances.values().forEach(instance -> instance.getLifecycleService().terminate());
    }
}
