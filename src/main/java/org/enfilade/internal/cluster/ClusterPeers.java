package org.enfilade.internal.cluster;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.NodeAnswers;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.reach.Scope;
import org.enfilade.internal.time.Ticker;
import org.enfilade.spi.ClusterBus;

/**
 * This node among the others: sends what concerns them to those that it concerns, and does what they send. What it does itself on the
 * bus's threads never blocks.
 */
public final class ClusterPeers implements Peers, ClusterBus.Listener {
    private static final int TAG_BYTES = 6;
    private static final int TAG_LENGTH = 8;
    /** The others need as long as they were given, and their answer is on its way for a while. */
    private static final Duration WAY = Duration.ofMillis(500);

    private static final Duration DESCRIPTION = Duration.ofSeconds(5);

    private final ClusterBus bus;
    private final LocalNode local;
    private final Ticker ticker;
    private final String tag = newTag();
    private final Introduction introduction;
    private final OtherApplications otherApplications;
    // changed under this, together; read by anybody
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final Interests interests = new Interests();
    private final Announcements announcements;
    private final Requests requests;
    private final Set<String> misunderstood = ConcurrentHashMap.newKeySet();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private volatile boolean closed;

    /** A node that is not in the cluster yet. It runs the application that introduces itself so. */
    public ClusterPeers(ClusterBus bus, LocalNode local, Ticker ticker, Introduction introduction) {
        this.introduction = introduction;
        this.otherApplications = new OtherApplications(introduction);
        this.bus = bus;
        this.local = local;
        this.ticker = ticker;
        this.announcements = new Announcements(
                tag,
                this::send,
                ticker,
                node -> Log.warning("Node " + node + " does not answer, and is not waited for until it does"));
        this.requests = new Requests(ticker);
    }

    private static String newTag() {
        byte[] bytes = new byte[TAG_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
        members.keySet().forEach(node -> send(node, new BusMessage.Goodbye()));
        bus.close();
        announcements.close();
        requests.close();
    }

    // --- Cluster

    @Override
    public String node() {
        return bus.self();
    }

    @Override
    public Set<String> others() {
        Set<String> known = new HashSet<>();
        members.forEach((node, member) -> {
            if (member.state() == Member.State.KNOWN) {
                known.add(node);
            }
        });
        return known;
    }

    @Override
    public long messagesSent() {
        return sent.sum();
    }

    @Override
    public long messagesReceived() {
        return received.sum();
    }

    @Override
    public int ownRooms() {
        return announcements.size();
    }

    @Override
    public int otherRooms() {
        return interests.size();
    }

    // --- the others come and go

    @Override
    public void view(Set<String> others) {
        Set<String> gone = new HashSet<>();
        Set<String> come = new HashSet<>(others);
        synchronized (this) {
            gone.addAll(members.keySet());
            gone.removeAll(others);
            come.removeAll(members.keySet());
            gone.forEach(node -> {
                members.remove(node);
                interests.forget(node);
                unreachable.remove(node);
            });
            come.forEach(node -> members.put(node, Member.STRANGER));
        }
        gone.forEach(this::notExpected);
        come.forEach(node -> send(node, new BusMessage.Hello(tag, false, introduction)));
    }

    private void notExpected(String node) {
        announcements.left(node);
        requests.left(node);
    }

    /** What is said by a node that is not in the view is void: when it is, this one says hello, and all is said again. */
    private void hello(String node, BusMessage.Hello hello) {
        boolean isNew;
        synchronized (this) {
            Member before = members.get(node);
            if (before == null) {
                return;
            }
            isNew = !before.tag().equals(hello.tag());
            if (isNew || !hello.isReply()) {
                // It may have lost sight of this one, while this one has not of it, and may have told it nothing
                // meanwhile.
                members.put(node, new Member(Member.State.UNKNOWN, hello.tag()));
            }
            if (isNew) {
                interests.forget(node);
            }
        }
        if (isNew) {
            notExpected(node);
            otherApplications.heard(node, hello.introduction());
        }
        // before the list, which is for those who have been introduced
        if (!hello.isReply()) {
            send(node, new BusMessage.Hello(tag, true, introduction));
        }
        announcements.list(node);
        if (!members.containsKey(node)) {
            notExpected(node);
        }
    }

    /** A list that was meant for somebody else, or comes from somebody who has said goodbye, is void. */
    private synchronized void listBegins(String node, String itsTag) {
        Member member = members.get(node);
        if (member != null && member.tag().equals(itsTag)) {
            members.put(node, new Member(Member.State.UNKNOWN, itsTag));
            interests.forget(node);
        }
    }

    private synchronized void listEnds(String node) {
        Member member = members.get(node);
        if (isIntroduced(member)) {
            members.put(node, new Member(Member.State.KNOWN, member.tag()));
        }
    }

    private void changes(String node, BusMessage.Changes changes) {
        synchronized (this) {
            if (isIntroduced(members.get(node))) {
                changes.changes().forEach(change -> interests.change(node, change));
            }
        }
        if (changes.number() > 0) {
            send(node, new BusMessage.Known(changes.number()));
        }
    }

    private void goodbye(String node) {
        synchronized (this) {
            members.computeIfPresent(node, (same, member) -> new Member(Member.State.GONE, ""));
            interests.forget(node);
        }
        notExpected(node);
    }

    // --- receiving

    @Override
    public void received(String from, byte[] message) {
        if (closed) {
            return;
        }
        received.increment();
        // What binds values for the application looks for it there.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClusterPeers.class.getClassLoader());
        try {
            handle(from, BusCodec.decode(message));
        } catch (BusFormatException | IllegalArgumentException e) {
            misunderstood(from, e.getMessage());
        } catch (RuntimeException e) {
            Log.error("A message of node " + from + " could not be handled", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A warning for each node; whoever wants to know more reads on at DEBUG. */
    private void misunderstood(String from, String why) {
        Supplier<String> message =
                () -> "Node " + from + " sends what this one does not understand, which is ignored: " + why;
        if (misunderstood.add(from)) {
            Log.warning(message.get());
        } else {
            Log.debug(message);
        }
    }

    private void handle(String from, BusMessage message) {
        if (message instanceof BusMessage.Emit emit) {
            local.emit(emit.scope(), emit.audience(), emit.event(), emit.bestEffort());
        } else if (message instanceof BusMessage.Changes changes) {
            changes(from, changes);
        } else if (message instanceof BusMessage.Known known) {
            announcements.known(from, known.number());
        } else if (message instanceof BusMessage.Hello hello) {
            hello(from, hello);
        } else if (message instanceof BusMessage.ListBegin begin) {
            listBegins(from, begin.tag());
        } else if (message instanceof BusMessage.ListEnd) {
            listEnds(from);
        } else if (message instanceof BusMessage.Goodbye) {
            goodbye(from);
        } else {
            handleRest(from, message);
        }
    }

    private void handleRest(String from, BusMessage message) {
        if (message instanceof BusMessage.Move move) {
            if (move.join()) {
                local.join(move.scope(), move.audience(), move.rooms());
            } else {
                local.leave(move.scope(), move.audience(), move.rooms());
            }
        } else if (message instanceof BusMessage.Disconnect disconnect) {
            local.disconnect(disconnect.scope(), disconnect.audience(), disconnect.close());
        } else if (message instanceof BusMessage.AskForAcks ask) {
            BusMessage.Emit emit = ask.emit();
            Duration timeout = Duration.ofMillis(ask.timeoutMillis());
            local.emitWithAck(emit.scope(), emit.audience(), emit.event(), timeout, emit.bestEffort())
                    .thenAccept(all -> answer(from, ask.id(), all.answers(), all.missingSockets()));
        } else if (message instanceof BusMessage.AskForSockets ask) {
            local.sockets(ask.scope(), ask.audience())
                    .thenAccept(all -> answer(from, ask.id(), List.of(all), List.of()));
        } else if (message instanceof BusMessage.ServerSide emit) {
            local.serverSideEmit(emit.namespace(), emit.event());
        } else if (message instanceof BusMessage.AskServerSide ask) {
            BusMessage.ServerSide emit = ask.emit();
            local.serverSideEmitWithAck(emit.namespace(), emit.event())
                    .thenAccept(one -> answer(from, ask.id(), one.stream().toList(), List.of()));
        } else if (message instanceof BusMessage.Answer answer) {
            requests.answered(from, answer);
        } else if (message instanceof BusMessage.NoAnswer none) {
            requests.refused(from, none.id());
        }
    }

    private void answer(String to, long id, List<Encoded> answers, List<String> missing) {
        if (!send(to, new BusMessage.Answer(id, answers, missing))) {
            // so that nobody waits for one that is too long
            send(to, new BusMessage.NoAnswer(id));
        }
    }

    // --- sending

    private boolean send(String node, BusMessage message) {
        try {
            return send(node, BusCodec.encode(message));
        } catch (IllegalArgumentException e) {
            Log.error("Node " + node + " cannot be told something: " + e.getMessage());
            return false;
        }
    }

    private boolean send(String node, byte[] bytes) {
        try {
            bus.send(node, bytes);
            sent.increment();
            if (!unreachable.isEmpty()) {
                unreachable.remove(node);
            }
            return true;
        } catch (RuntimeException e) {
            // A server that ends may have ended its cluster first.
            boolean isNews = !closed && unreachable.add(node);
            if (isNews) {
                Log.warning("A message to node " + node + " is lost: " + e);
            } else {
                Log.debug(() -> "A message to node " + node + " is lost: " + e);
            }
            return false;
        }
    }

    private void sendTo(Set<String> nodes, BusMessage message) {
        if (!nodes.isEmpty()) {
            byte[] bytes = BusCodec.encode(message);
            nodes.forEach(node -> send(node, bytes));
        }
    }

    /** The nodes that have, or may have, a socket of the audience. */
    private Set<String> nodesOf(Scope scope, Audience audience) {
        if (audience.local() || audience.isNobody() || members.isEmpty()) {
            return Set.of();
        }
        Map<String, Member> before = Map.copyOf(members);
        Set<String> nodes = new HashSet<>();
        if (scope.isParent() || audience.to().isEmpty()) {
            nodes.addAll(interests.nodes(scope.key(), ""));
        } else {
            audience.to().forEach(room -> nodes.addAll(interests.nodes(scope.key(), room)));
        }
        members.forEach((node, member) -> {
            // one that tells anew at this moment may have been unknown when it was looked up
            boolean isSettled = member.state() != Member.State.UNKNOWN && member == before.get(node);
            if (!isSettled && member.state() != Member.State.GONE || isOf(member, audience)) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    /** Whether a socket of that member is named by its id, which is a room that nobody is told of. */
    private static boolean isOf(Member member, Audience audience) {
        return !member.tag().isEmpty()
                && audience.to().stream().anyMatch(room -> room.length() > TAG_LENGTH && room.endsWith(member.tag()));
    }

    /** All that run the application, whatever their sockets. */
    private Set<String> introduced() {
        Set<String> nodes = new HashSet<>();
        members.forEach((node, member) -> {
            if (isIntroduced(member)) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    /** Whether a node has told that it runs the application. */
    private static boolean isIntroduced(Member member) {
        return member != null && !member.tag().isEmpty();
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
    public CompletionStage<Void> settled() {
        return announcements.settled();
    }

    @Override
    public void emit(Scope scope, Audience audience, Encoded event, boolean bestEffort) {
        sendTo(nodesOf(scope, audience), new BusMessage.Emit(scope, audience, event, bestEffort));
    }

    @Override
    public CompletionStage<NodeAnswers> emitWithAck(
            Scope scope, Audience audience, Encoded event, Duration timeout, boolean bestEffort) {
        BusMessage.Emit emit = new BusMessage.Emit(scope, audience, event, bestEffort);
        return ask(
                nodesOf(scope, audience),
                timeout.plus(WAY),
                id -> new BusMessage.AskForAcks(id, timeout.toMillis(), emit));
    }

    @Override
    public CompletionStage<List<Encoded>> sockets(Scope scope, Audience audience) {
        return ask(nodesOf(scope, audience), DESCRIPTION, id -> new BusMessage.AskForSockets(id, scope, audience))
                .thenApply(NodeAnswers::answers);
    }

    @Override
    public void serverSideEmit(String namespace, Encoded event) {
        sendTo(introduced(), new BusMessage.ServerSide(namespace, event));
    }

    @Override
    public CompletionStage<NodeAnswers> serverSideEmitWithAck(String namespace, Encoded event, Duration timeout) {
        BusMessage.ServerSide emit = new BusMessage.ServerSide(namespace, event);
        return ask(introduced(), timeout, id -> new BusMessage.AskServerSide(id, emit));
    }

    /**
     * @param nodes who is asked; of those that have not been introduced nobody knows whether they run the application, so their answers
     *     are not waited for
     */
    private CompletionStage<NodeAnswers> ask(Set<String> nodes, Duration timeout, LongFunction<BusMessage> question) {
        Set<String> awaited = new HashSet<>(nodes);
        awaited.retainAll(introduced());
        Requests.Request request = requests.open(awaited, timeout);
        byte[] bytes = nodes.isEmpty() ? null : BusCodec.encode(question.apply(request.id()));
        for (String node : nodes) {
            // One may have gone before it was waited for.
            if (!send(node, bytes) || !isIntroduced(members.get(node))) {
                request.lost(node);
            }
        }
        return request.result();
    }

    @Override
    public void join(Scope scope, Audience audience, List<String> rooms) {
        sendTo(nodesOf(scope, audience), new BusMessage.Move(scope, audience, rooms, true));
    }

    @Override
    public void leave(Scope scope, Audience audience, List<String> rooms) {
        sendTo(nodesOf(scope, audience), new BusMessage.Move(scope, audience, rooms, false));
    }

    @Override
    public void disconnect(Scope scope, Audience audience, boolean close) {
        sendTo(nodesOf(scope, audience), new BusMessage.Disconnect(scope, audience, close));
    }
}
