package org.enfilade.internal.cluster.jgroups;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.order.InOrder;
import org.enfilade.spi.ClusterBus;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.fork.ForkChannel;
import org.jgroups.protocols.BasicTCP;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.UUID;

/**
 * A fork of a JGroups channel that the server has anyway. The view is the channel's: it has nodes without the
 * application too, whose JGroups drops what they are sent.
 *
 * <p>JGroups numbers the messages between two nodes, sends again what is lost, and delivers in order; a node that stops
 * to answer is taken out of the view. A message may come from a node that is not in the view yet.
 *
 * <p>With the transport TCP (5.5.2), one thread of JGroups writes to the sockets of all nodes. A process that is
 * stopped and not dead holds it up once the socket is full, and with it what goes to the others, until it is suspected;
 * unless what UFC lets out at a time ({@code max_credits}, 5 MB by default) fits into the socket's buffers: of 4 MB it
 * did not always, of 500 kB it did.
 */
final class JGroupsBus implements ClusterBus {
    /** One fork stack for each application, so that with its only channel it goes away. */
    static final String FORK_CHANNEL = "bus";

    private static final long WAITING_BYTES = 64L << 20;
    private static final long CLOSING_MILLIS = 1_000;

    private final JChannel main;
    private final Address self;
    private final String application;
    private final long waitingBytes;
    private final CountDownLatch viewed = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ThreadPoolExecutor threads;
    private final InOrder views = new InOrder();

    /** By the name of the node. */
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    private volatile Listener listener;
    private volatile ForkChannel fork;

    // guarded by this
    private View latest;
    private boolean telling;

    JGroupsBus(JChannel main, String application) {
        this(main, application, WAITING_BYTES);
    }

    /** @param waitingBytes how many bytes may wait for a node that does not take them */
    JGroupsBus(JChannel main, String application, long waitingBytes) {
        this.main = main;
        self = main.getAddress();
        this.application = application;
        this.waitingBytes = waitingBytes;
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), JGroupsBus::thread);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "enfilade-jgroups");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void open(Listener listener) {
        if (self == null || closed.get()) {
            throw new IllegalStateException("The channel is not connected, or the bus has been closed");
        }
        this.listener = listener;
        try {
            fork = new ForkChannel(
                    main,
                    stack(application),
                    FORK_CHANNEL,
                    true,
                    ProtocolStack.Position.ABOVE,
                    main.getProtocolStack().getTopProtocol().getClass());
            fork.setReceiver(new Inbound());
            fork.connect(main.getClusterName());
            if (fork.getView() == null) {
                throw new IllegalStateException("The channel has no view");
            }
        } catch (Exception e) {
            boolean isTaken = e instanceof IllegalArgumentException
                    && String.valueOf(e.getMessage()).contains("already present");
            if (isTaken) {
                abandon();
            }
            close();
            if (isTaken) {
                throw new IllegalStateException(
                        "\"" + application
                                + "\" is in the cluster already, by another deployment on this server; give one of the"
                                + " two another name by enfilade.cluster.name, or keep it out by "
                                + "enfilade.cluster=false",
                        e);
            }
            throw new IllegalStateException("JGroups gives no fork of the channel " + main.getClusterName(), e);
        }
        synchronized (this) {
            telling = true;
            View first = latest;
            views.add(() -> tell(first));
            views.add(viewed::countDown);
        }
        views.run();
        awaitFirstView();
        warnOfNagle();
    }

    /** The fork of that name is the other deployment's, and closing ours would end it. */
    private void abandon() {
        if (fork != null) {
            main.removeChannelListener(fork);
            fork = null;
        }
    }

    /**
     * JGroups (5.4 and 5.5) leaves Nagle's algorithm on, and a small message then waits for the acknowledgement of the
     * one before.
     */
    private void warnOfNagle() {
        if (main.getProtocolStack().getTransport() instanceof BasicTCP tcp && !tcp.tcpNodelay()) {
            Log.info("JGroups has tcp_nodelay off, so events may take 40 ms longer to other nodes; "
                    + "docs/guide/cluster.md says how to set it");
        }
    }

    @Override
    public String self() {
        return name(self);
    }

    /** The fork stack of an application. */
    static String stack(String application) {
        return "enfilade " + application;
    }

    /** The logical name could change, and another node need not know it. */
    static String name(Address address) {
        return address instanceof UUID uuid ? uuid.toStringLong() : address.toString();
    }

    @Override
    public void send(String node, byte[] message) {
        if (fork == null || closed.get() || !main.isConnected()) {
            throw new IllegalStateException("The channel is not connected");
        }
        Lane lane = lanes.get(node);
        if (lane != null) {
            lane.add(message);
        }
    }

    private void send(Address node, byte[] message) {
        try {
            fork.send(new BytesMessage(node, message));
        } catch (Exception e) {
            if (!closed.get()) {
                Log.warning("A message to " + node + " is lost", e);
            }
        }
    }

    private void accept(View view) {
        synchronized (this) {
            // two threads may tell us while the fork connects, afterwards it is one
            if (telling || latest == null || latest.getViewId().compareToIDs(view.getViewId()) < 0) {
                latest = view;
            }
            if (telling) {
                views.add(() -> tell(view));
            }
        }
        views.run();
    }

    /** One view at a time; the listener does not block. */
    private void tell(View view) {
        if (closed.get()) {
            return;
        }
        Map<String, Address> others = new LinkedHashMap<>();
        for (Address member : view.getMembers()) {
            if (!member.equals(self)) {
                others.put(name(member), member);
            }
        }
        for (String node : Set.copyOf(lanes.keySet())) {
            if (!others.containsKey(node)) {
                lanes.remove(node).close();
            }
        }
        others.forEach((node, address) ->
                lanes.computeIfAbsent(node, n -> new Lane(waitingBytes, threads, message -> send(address, message))));
        listener.view(Collections.unmodifiableSet(new LinkedHashSet<>(others.keySet())));
    }

    private void receive(Message message) {
        awaitFirstView();
        if (closed.get()) {
            return;
        }
        byte[] bytes = message.getArray();
        int offset = message.getOffset();
        int length = message.getLength();
        if (bytes != null && (offset != 0 || length != bytes.length)) {
            bytes = Arrays.copyOfRange(bytes, offset, offset + length);
        }
        listener.received(name(message.getSrc()), bytes == null ? new byte[0] : bytes);
    }

    /** For as long as {@link #open} takes: the fork receives before it says so. */
    private void awaitFirstView() {
        try {
            viewed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        viewed.countDown();
        endThreads();
        ForkChannel leaving = fork;
        if (leaving == null) {
            return;
        }
        try {
            leaving.setReceiver(null);
            leaving.close();
        } catch (RuntimeException e) {
            Log.debug("The fork did not close", e);
        } finally {
            // JGroups (5.5.2) keeps the fork as a listener of the channel, and with it the class loader of the
            // application
            main.removeChannelListener(leaving);
        }
    }

    /**
     * What has been sent gets a moment to leave. A thread that JGroups holds for a node that does not answer ends when
     * that node has left.
     */
    private void endThreads() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
                lanes.values().forEach(Lane::close);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Inbound implements Receiver {
        @Override
        public void viewAccepted(View view) {
            accept(view);
        }

        @Override
        public void receive(Message message) {
            JGroupsBus.this.receive(message);
        }
    }
}
