package org.enfilade.internal.cluster;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.reach.Answers;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.reach.BusReader;
import org.enfilade.internal.reach.BusWriter;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Courier;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Question;
import org.enfilade.internal.time.Ticker;
import org.enfilade.internal.watch.Watcher;
import org.enfilade.spi.ClusterBus;

/**
 * This node among the others: sends what concerns them to those that it concerns, and does what they send. What it does
 * itself on the bus's threads never blocks.
 */
public final class ClusterPeers implements Peers, Courier, ClusterBus.Listener {
    private static final int TAG_BYTES = 6;

    private final ClusterBus bus;
    private final LocalNode local;
    private final String tag = newTag();
    private final Introduction introduction;
    private final OtherApplications otherApplications;
    private final Watcher watcher;
    private final Ticker ticker;
    private final RareWarning guests = new RareWarning();
    private final Sender sender;
    private final Interests interests = new Interests();
    private final PeerNodes nodes;
    private final Announcements announcements;
    private final Requests requests;
    private final Conversation conversation = new Arriving();
    private Recipient recipient; // not changed any more once this is open
    private volatile boolean closed;

    /** A node that is not in the cluster yet. It runs the application that introduces itself so. */
    public ClusterPeers(ClusterBus bus, LocalNode local, Ticker ticker, Introduction introduction, Watcher watcher) {
        this.introduction = introduction;
        this.otherApplications = new OtherApplications(introduction);
        this.bus = bus;
        this.local = local;
        this.watcher = watcher;
        this.ticker = ticker;
        this.sender = new Sender(bus, watcher);
        this.nodes =
                new PeerNodes(node -> new OutgoingMessages(node, sender, local::atEndOfRun), interests, local::departs);
        this.announcements = new Announcements(tag, nodes.all(), ticker);
        this.requests = new Requests(ticker);
    }

    private static String newTag() {
        byte[] bytes = new byte[TAG_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Before it joins the cluster: who gets what other nodes have for this one alone. */
    public void deliverTo(Recipient mail) {
        recipient = mail;
    }

    /** Joins the cluster. Once. */
    public void open() {
        bus.open(this);
    }

    /** Leaves the cluster. What waits for other nodes is completed without them. Idempotent. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sender.close();
        nodes.all().forEach(node -> node.send(new BusMessage.Goodbye()));
        bus.close();
        announcements.close();
        requests.close();
    }

    // --- Cluster

    @Override
    public Optional<String> node() {
        return Optional.of(bus.self());
    }

    @Override
    public Set<String> others() {
        return nodes.known();
    }

    @Override
    public int ownRooms() {
        return announcements.size();
    }

    @Override
    public int otherRooms() {
        return interests.size();
    }

    // --- from the bus

    @Override
    public void view(Set<String> others) {
        nodes.takeOut(others).forEach(this::notExpected);
        nodes.takeIn(others).forEach(node -> node.send(hello(false)));
    }

    private BusMessage.Hello hello(boolean isReply) {
        return new BusMessage.Hello(tag, isReply, recipient != null, introduction);
    }

    /** Nothing is expected any more of a node that has gone, or is another one now. */
    private void notExpected(PeerNode node) {
        announcements.gone(node);
        requests.gone(node.name());
        carriedIsLost(node);
    }

    private void carriedIsLost(PeerNode node) {
        if (recipient != null) {
            recipient.gone(node.tag());
        }
    }

    @Override
    public void received(String from, byte[] message) {
        if (closed) {
            return;
        }
        watcher.messageReceived(from, message.length);
        // What binds values for the application looks for it there.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClusterPeers.class.getClassLoader());
        try {
            arrived(from, message, true);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void ending() {
        if (!closed) {
            local.ending();
        }
    }

    private void arrived(String from, byte[] bytes, boolean mayBeSeveral) {
        try {
            BusMessage message = BusCodec.decode(bytes);
            if (!mayBeSeveral && message instanceof BusMessage.Several) {
                throw new BusFormatException("several messages in one of several");
            }
            message.arrive(from, conversation);
        } catch (BusFormatException | IllegalArgumentException e) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.isMisunderstood(e.getMessage());
            } else {
                guests.log(
                        ticker.nanos(),
                        () -> "Somebody sends what this node does not understand, which is ignored: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            Log.error("A message of node " + from + " could not be handled", e);
        }
    }

    /**
     * What other nodes say. What concerns the cluster is void from a node outside the view: once it enters it, both say
     * it again.
     */
    private final class Arriving implements Conversation {
        @Override
        public void hello(String from, String itsTag, boolean isReply, boolean takesMail, Introduction other) {
            PeerNode node = nodes.get(from);
            if (node == null) {
                return;
            }
            if (node.isIntroduced() && node.tag().equals(itsTag)) {
                if (!isReply) {
                    // It may have lost sight of this one, while this one has not of it, and may have told it nothing
                    // meanwhile.
                    node.repeats();
                    carriedIsLost(node);
                }
            } else {
                PeerNode before = node;
                node = nodes.introduced(before, itsTag, takesMail);
                notExpected(before);
                if (node == null) {
                    return;
                }
                local.arrives(from, itsTag);
                otherApplications.heard(from, other);
            }
            // before the list, which is for those who have been introduced
            if (!isReply) {
                node.send(ClusterPeers.this.hello(true));
            }
            announcements.list(node);
        }

        @Override
        public void goodbye(String from) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.goes();
                notExpected(node);
            }
        }

        @Override
        public void listBegins(String from, String itsTag) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.listBegins(itsTag);
            }
        }

        @Override
        public void listEnds(String from) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.listEnds();
            }
        }

        @Override
        public void changes(String from, List<Change> changes, long number) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.changes(changes);
                if (number > 0) {
                    node.send(new BusMessage.Known(number));
                }
            }
        }

        @Override
        public void known(String from, long number) {
            PeerNode node = nodes.get(from);
            if (node != null) {
                announcements.known(node, number);
            }
        }

        @Override
        public void told(String from, Command command) {
            command.perform(local, from);
        }

        /** What a stranger says who stays one is no reason to send him all events any more. */
        @Override
        public void cast(String from, boolean isNoNodeEver, Command command) {
            PeerNode node = nodes.get(from);
            if (node != null && isNoNodeEver) {
                node.isNoNode();
            }
            command.perform(local, from);
        }

        @Override
        public void asked(String from, long id, Question<?> question) {
            answer(from, id, question);
        }

        private <A> void answer(String from, long id, Question<A> question) {
            try {
                question.perform(local).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        guarded(from, id, () -> send(from, id, question, answer));
                    } else {
                        noAnswer(from, id, failure);
                    }
                });
            } catch (RuntimeException e) {
                noAnswer(from, id, e);
            }
        }

        private <A> void send(String from, long id, Question<A> question, A answer) {
            BusWriter content = new BusWriter();
            question.writeAnswer(answer, content);
            PeerNode node = nodes.get(from);
            if (node != null) {
                // so that nobody waits for one that is too long
                Runnable lost = () -> node.send(new BusMessage.NoAnswer(id));
                node.send(new BusMessage.Answer(id, content.toBytes()), lost);
            }
        }

        private void guarded(String from, long id, Runnable answering) {
            try {
                answering.run();
            } catch (RuntimeException | Error e) {
                noAnswer(from, id, e);
            }
        }

        /** So that nobody waits for it. */
        private void noAnswer(String from, long id, Throwable failure) {
            Log.error("A question of node " + from + " could not be answered", failure);
            PeerNode node = nodes.get(from);
            if (node != null) {
                node.send(new BusMessage.NoAnswer(id));
            }
        }

        @Override
        public void answered(String from, long id, byte[] answer) throws BusFormatException {
            requests.answered(from, id, answer);
        }

        @Override
        public void refused(String from, long id) {
            requests.refused(from, id);
        }

        @Override
        public void carried(String from, byte[] content) throws BusFormatException {
            PeerNode node = nodes.get(from);
            if (node != null && node.isIntroduced() && recipient != null) {
                recipient.arrived(node.tag(), new BusReader(content));
            }
        }

        @Override
        public void several(String from, List<byte[]> messages) {
            local.asOneRun(() -> messages.forEach(message -> arrived(from, message, false)));
        }
    }

    // --- Courier

    @Override
    public boolean reaches(String itsTag) {
        return nodes.mailed(itsTag) != null;
    }

    @Override
    public boolean send(String itsTag, byte[] message) {
        PeerNode node = nodes.mailed(itsTag);
        return node != null && node.carry(message);
    }

    // --- Peers

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public void changed(String key, String room, boolean occupied) {
        announcements.changed(key, room, occupied);
    }

    @Override
    public CompletionStage<Void> tellRooms() {
        return announcements.tellRooms();
    }

    @Override
    public Set<String> tell(Command command) {
        Set<String> receivers = command.receivers(nodes);
        if (receivers.isEmpty()) {
            return receivers;
        }
        byte[] bytes = BusCodec.encode(new BusMessage.Tell(command));
        for (String receiver : receivers) {
            PeerNode node = nodes.get(receiver);
            if (node != null) {
                node.tell(bytes);
            }
        }
        return receivers;
    }

    /**
     * Of nodes that have not been introduced nobody knows whether they run the application: they are asked, and not
     * waited for.
     */
    @Override
    public <A> CompletionStage<Answers<A>> ask(Question<A> question) {
        Set<String> receivers = question.receivers(nodes);
        Set<String> awaited = new HashSet<>(receivers);
        awaited.retainAll(nodes.allNodes());
        Requests.Request<A> request = requests.open(question, awaited);
        byte[] bytes = receivers.isEmpty() ? null : BusCodec.encode(new BusMessage.Ask(request.id(), question));
        for (String receiver : receivers) {
            PeerNode node = nodes.get(receiver);
            if (node != null) {
                node.send(bytes, () -> request.lost(receiver));
            }
            // One may have gone before it was waited for.
            if (awaited.contains(receiver) && (node == null || !node.isIntroduced())) {
                request.gone(receiver);
            }
        }
        return request.result();
    }
}
