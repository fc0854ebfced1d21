package org.enfilade.internal.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.enfilade.internal.cluster.hazelcast.Frame.Kind;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.order.InOrder;
import org.enfilade.spi.ClusterBus;

/**
 * Topics of a Hazelcast that the server has anyway: one for each node, so that its Hazelcast gives it what others send
 * in their order, on one thread, and one for all, where each says that it is there. The view has the nodes with the
 * application whose {@link Link} is up, which is more than being a member of the cluster: they have heard each other.
 *
 * <p>What Hazelcast loses takes the node out of the view and brings it back, see {@link Link}; what was on its way then
 * is lost. If that was the last message for a while, this is seen after {@link #TICK_MILLIS}.
 *
 * <p>{@link #send} waits for its receiver in one case: of each 100,000 messages Hazelcast has one answered, for up to 5
 * s.
 */
final class HazelcastBus implements ClusterBus {
    private static final long WAITING_BYTES = 64L << 20;
    private static final long TICK_MILLIS = 1_000;
    /** Behind the prefix: the topic for all. */
    static final String ALL = "nodes";

    /** What is known of another node's bus. */
    private record Node(Link link, UUID member) {
        Node of(UUID another) {
            return new Node(link, another);
        }
    }

    private final HazelcastInstance hazelcast;
    private final String application;
    private final String prefix;
    private final long waitingBytes;
    private final UUID self;
    private final ScheduledThreadPoolExecutor timer;
    /** By the name of the node. */
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    private final InOrder views = new InOrder();
    private final Undoing undoing = new Undoing();

    private volatile Listener listener;
    private volatile boolean closed;

    // guarded by this
    private boolean opened;
    private Set<String> told;

    HazelcastBus(HazelcastInstance hazelcast, String application) {
        this(hazelcast, application, WAITING_BYTES);
    }

    /** @param waitingBytes how many bytes may wait for a node that does not take them */
    HazelcastBus(HazelcastInstance hazelcast, String application, long waitingBytes) {
        this.hazelcast = hazelcast;
        this.waitingBytes = waitingBytes;
        this.application = application;
        prefix = prefix(application);
        // kept even where Hazelcast gives its member another one, after a partition
        self = hazelcast.getCluster().getLocalMember().getUuid();
        timer = new ScheduledThreadPoolExecutor(1, HazelcastBus::thread);
    }

    /** What the names of an application's topics begin with. */
    static String prefix(String application) {
        return "enfilade " + application + " ";
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "enfilade-hazelcast");
        thread.setDaemon(true);
        return thread;
    }

    /** The first view is empty: who else is there says so at once, but later. */
    @Override
    public void open(Listener listener) {
        synchronized (this) {
            if (opened || closed) {
                throw new IllegalStateException("The bus has been open already");
            }
            opened = true;
        }
        this.listener = listener;
        occupy();
        changed();
        try {
            listen(hazelcast.getTopic(prefix + self));
            ITopic<byte[]> all = hazelcast.getTopic(prefix + ALL);
            listen(all);
            UUID membership = hazelcast.getCluster().addMembershipListener(new Leaving());
            afterwards(() -> hazelcast.getCluster().removeMembershipListener(membership));
            // Payara ends Hazelcast before it ends the applications.
            UUID lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this::changed);
            afterwards(() -> hazelcast.getLifecycleService().removeLifecycleListener(lifecycle));
            byte[] announcement = new Frame(Kind.ANNOUNCE, self, 0, 0).encoded();
            all.publish(announcement);
            timer.scheduleWithFixedDelay(
                    () -> tick(all, announcement), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void changed(LifecycleEvent event) {
        if (event.getState() == LifecycleEvent.LifecycleState.SHUTTING_DOWN) {
            listener.ending();
        }
    }

    /** Two deployments of one name on one member would take each other's messages. */
    private void occupy() {
        if (hazelcast.getUserContext().putIfAbsent(prefix, Boolean.TRUE) != null) {
            throw new IllegalStateException("\"" + application
                    + "\" is in the cluster already, by another deployment on this server; give one of the"
                    + " two another name by enfilade.cluster.name, or keep it out by enfilade.cluster=false");
        }
        afterwards(() -> hazelcast.getUserContext().remove(prefix));
    }

    /** Once it is added, each member knows of the listener. */
    private void listen(ITopic<byte[]> topic) {
        UUID registration = topic.addMessageListener(this::received);
        afterwards(() -> topic.removeMessageListener(registration));
    }

    private void afterwards(Runnable undo) {
        undoing.add(() -> attempt(undo));
    }

    @Override
    public String self() {
        return self.toString();
    }

    @Override
    public void send(String node, byte[] message) {
        if (closed || listener == null) {
            throw new IllegalStateException("The bus is not open");
        }
        Node to = nodes.get(node);
        if (to != null) {
            to.link.send(message);
        }
    }

    private void received(Message<byte[]> message) {
        attempt(() -> handle(Frame.decode(message.getMessageObject()), message.getPublishingMember()));
    }

    private void handle(Frame frame, Member member) {
        if (closed || frame.from().equals(self)) {
            return;
        }
        switch (frame.kind()) {
            case ANNOUNCE -> announced(frame.from(), member);
            case HELLO, WELCOME -> hello(frame, member);
            case BYE -> bye(frame.from());
            case GUEST -> listener.received(frame.from().toString(), frame.payload());
            default -> {
                Node node = nodes.get(frame.from().toString());
                if (node != null) {
                    pass(frame, node.link);
                }
            }
        }
    }

    private void announced(UUID from, Member member) {
        String name = from.toString();
        if (!nodes.containsKey(name) && isPresent(member)) {
            Node arrived = new Node(link(name), member.getUuid());
            if (nodes.putIfAbsent(name, arrived) == null) {
                arrived.link.tick();
            }
        }
    }

    private void hello(Frame frame, Member member) {
        if (isPresent(member)) {
            String name = frame.from().toString();
            Node known = nodes.get(name);
            Link link = known == null ? link(name) : known.link;
            // What one node says comes on one thread; its announcement comes on another, and may have been first.
            Node node = nodes.merge(name, new Node(link, member.getUuid()), (before, now) -> before.of(now.member));
            pass(frame, node.link);
        }
    }

    /** A message can be late, and its sender have left. */
    private boolean isPresent(Member member) {
        return member.getUuid() != null && hazelcast.getCluster().getMembers().contains(member);
    }

    private Link link(String node) {
        ITopic<byte[]> topic = hazelcast.getTopic(prefix + node);
        return new Link(self, waitingBytes, topic::publish);
    }

    private void bye(UUID from) {
        if (nodes.remove(from.toString()) != null) {
            changed();
        }
    }

    private void pass(Frame frame, Link link) {
        switch (link.handle(frame)) {
            case CHANGED -> changed();
            case MESSAGE -> {
                listener.received(frame.from().toString(), frame.payload());
                link.taken();
            }
            case NOTHING -> {}
        }
    }

    /** Tells the view if it is another. */
    private void changed() {
        synchronized (this) {
            Set<String> view = new TreeSet<>();
            nodes.forEach((name, node) -> {
                if (node.link.isUp()) {
                    view.add(name);
                }
            });
            if (!view.equals(told)) {
                told = Collections.unmodifiableSet(view);
                views.add(() -> tell(view));
            }
        }
        views.run();
    }

    private void tell(Set<String> view) {
        if (!closed) {
            listener.view(Collections.unmodifiableSet(view));
        }
    }

    private void tick(ITopic<byte[]> all, byte[] announcement) {
        attempt(() -> {
            Set<Member> members = hazelcast.getCluster().getMembers();
            if (nodes.values()
                    .removeIf(node -> members.stream()
                            .noneMatch(member -> member.getUuid().equals(node.member)))) {
                changed();
            }
            all.publish(announcement);
            nodes.values().forEach(node -> attempt(node.link::tick));
        });
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (HazelcastInstanceNotActiveException e) {
            Log.debug("Hazelcast has ended before the application", e);
        } catch (RuntimeException e) {
            if (closed) {
                Log.debug("Hazelcast failed", e);
            } else {
                Log.warning("Hazelcast failed", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        timer.shutdownNow();
        nodes.values().forEach(node -> attempt(node.link::bye));
        undoing.run();
        nodes.clear();
        try {
            timer.awaitTermination(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Leaving implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            // it says so itself when the application is there
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            UUID gone = event.getMember().getUuid();
            if (nodes.values().removeIf(node -> gone.equals(node.member))) {
                changed();
            }
        }
    }
}
