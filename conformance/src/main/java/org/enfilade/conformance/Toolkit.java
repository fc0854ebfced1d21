package org.enfilade.conformance;

import static java.util.Map.entry;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.enfilade.Ack;
import org.enfilade.AckTimeout;
import org.enfilade.Arg;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Cluster;
import org.enfilade.Disconnect;
import org.enfilade.DisconnectReason;
import org.enfilade.Disconnecting;
import org.enfilade.On;
import org.enfilade.RemoteSocket;
import org.enfilade.RoomPage;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.SocketIO;

/** The events of section 4 of the contract. A namespace has them if its bean extends this class. */
public abstract class Toolkit {
    @Inject
    SocketIO io;

    @Inject
    Timer timer;

    @Inject
    Departures departures;

    @Inject
    Clients clients;

    public record Stats(int clients, int sockets) {}

    public record Nodes(
            String node,
            long process,
            String version,
            Collection<String> others,
            long sent,
            long received,
            long ownRooms,
            long otherRooms) {}

    public record Rooms(
            Map<String, Map<String, Integer>> rooms,
            Map<String, Integer> sockets,
            String next,
            Collection<String> missing) {
        static Rooms of(RoomPage page) {
            Map<String, Map<String, Integer>> rooms = new LinkedHashMap<>();
            page.rooms().forEach(room -> rooms.put(room.name(), room.sizes()));
            return new Rooms(rooms, page.sockets(), page.next().orElse(null), page.missingNodes());
        }
    }

    public record Peer(String address, boolean secure) {}

    public record Sums(int buffers, int bytes, long sum) {}

    public record Missing(Collection<String> sockets, Collection<String> nodes) {}

    public record Responses(boolean err, List<Object> responses) {}

    public record Member(String id, List<String> rooms, Map<?, ?> data) {
        static Member of(RemoteSocket socket) {
            return new Member(socket.id(), sorted(socket.rooms()), Notes.values(socket.data()));
        }
    }

    // identity

    Map<String, Object> whoami(@Observes @On("whoami") Socket socket) {
        return Map.ofEntries(
                entry("id", socket.id()),
                entry("nsp", socket.namespace().name()),
                entry("conn", socket.connection().id()),
                entry("transport", socket.connection().transport().text()),
                entry("auth", socket.handshake().auth()),
                entry("query", firstOfEach(socket.handshake().query())),
                entry("headers", Map.of("x-conf", socket.handshake().header("x-conf"))),
                entry("rooms", sorted(socket.rooms())),
                entry("trace", Notes.trace(socket)),
                entry("data", Notes.values(socket.data())),
                entry("recovered", socket.isRecovered()),
                entry("connected", socket.isConnected()));
    }

    CompletionStage<Stats> stats(@Observes @On("stats") Socket socket) {
        return clients.everywhere()
                .thenCombine(
                        socket.namespace().fetchSockets(),
                        (connections, sockets) -> new Stats(connections, sockets.size()));
    }

    Nodes nodes(@Observes @On("nodes") Socket socket) {
        Cluster cluster = io.cluster();
        OwnMBean figures = OwnMBean.of(socket);
        return new Nodes(
                cluster.node().orElse(""),
                ProcessHandle.current().pid(),
                Version.NUMBER,
                sorted(cluster.others()),
                figures.number("MessagesSent"),
                figures.number("MessagesReceived"),
                figures.number("OwnRooms"),
                figures.number("OtherRooms"));
    }

    Map<String, Long> unrecovered(@Observes @On("unrecovered") Socket socket) {
        return OwnMBean.of(socket).numbers("Unrecovered");
    }

    CompletionStage<Rooms> rooms(
            @Observes @On("rooms:all") String prefix, @Arg(1) String after, @Arg(2) int max, Socket socket) {
        return socket.namespace().fetchRooms(prefix, after, max).thenApply(Rooms::of);
    }

    Peer peer(@Observes @On("peer") Socket socket) {
        return new Peer(
                socket.handshake().address().orElse(""), socket.handshake().secure());
    }

    String set(@Observes @On("data:set") String key, @Arg(1) Object value, Socket socket) {
        Notes.put(socket, key, value);
        return "ok";
    }

    // echo and acknowledgements

    void echo(@Observes @On("echo") SocketEvent event, Socket socket, Ack<Object> ack) {
        Object[] args = event.arguments().toList().toArray();
        if (ack.isRequested()) {
            ack.sendAll(args);
        } else {
            socket.emit("echo", args);
        }
    }

    void message(@Observes @On("message") SocketEvent event, Socket socket) {
        socket.send(event.arguments().toList().toArray());
    }

    void silent(@Observes @On("ack:none") Socket socket) {}

    void twice(@Observes @On("ack:twice") Socket socket, Ack<String> ack) {
        ack.send("first");
        ack.send("second");
    }

    CompletionStage<String> late(@Observes @On("ack:late") long milliseconds) {
        return timer.after(milliseconds).thenApply(over -> "late");
    }

    CompletionStage<Map<String, Object>> ask(
            @Observes @On("ask") Object payload, @Arg(1) long milliseconds, Socket socket) {
        return socket.timeout(Duration.ofMillis(milliseconds))
                .emitWithAck("question", payload)
                .handle((answer, missing) ->
                        missing == null ? Map.of("ok", true, "answer", answer.toList()) : Map.of("ok", false));
    }

    String emitToSender(@Observes @On("emit:me") String event, @Arg(1) List<Object> args, Socket socket) {
        try {
            socket.emit(event, args.toArray());
            return "ok";
        } catch (IllegalArgumentException e) {
            return "reserved";
        }
    }

    String emitMany(@Observes @On("emit:many") String event, @Arg(1) int count, Socket socket) {
        for (int i = 0; i < count; i++) {
            socket.emit(event, i);
        }
        return "ok";
    }

    // binary

    byte[] makeBytes(@Observes @On("bin:make") int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    Sums sumBytes(@Observes @On("bin:info") SocketEvent event) {
        return sums(event.arguments().toList());
    }

    private static Sums sums(Object value) {
        if (value instanceof byte[] bytes) {
            long sum = 0;
            for (byte b : bytes) {
                sum += Byte.toUnsignedInt(b);
            }
            return new Sums(1, bytes.length, sum);
        }
        Collection<?> parts =
                value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
        return parts.stream()
                .map(Toolkit::sums)
                .reduce(new Sums(0, 0, 0), (a, b) -> new Sums(a.buffers + b.buffers, a.bytes + b.bytes, a.sum + b.sum));
    }

    // volatile

    void volatileAfter(@Observes @On("volatile:after") String event, Socket socket) {
        socket.emit(event, "regular");
        socket.bestEffort().emit(event, "volatile");
        socket.emit(event, "last");
    }

    void volatileOne(@Observes @On("volatile:one") String event, @Arg(1) long milliseconds, Socket socket) {
        timer.after(milliseconds).thenRun(() -> socket.bestEffort().emit(event, "volatile"));
    }

    // rooms and broadcasting

    List<String> join(@Observes @On("join") Object rooms, Socket socket) {
        socket.join(Cast.rooms(rooms));
        return sorted(socket.rooms());
    }

    List<String> leave(@Observes @On("leave") String room, Socket socket) {
        socket.leave(room);
        return sorted(socket.rooms());
    }

    String cast(@Observes @On("cast") Map<String, Object> spec, Socket socket) {
        Cast cast = new Cast(spec);
        cast.audience(socket).emit(cast.event(), cast.args());
        return "ok";
    }

    CompletionStage<Responses> castWithAck(@Observes @On("cast:ack") Map<String, Object> spec, Socket socket) {
        Cast cast = new Cast(spec);
        return cast.audience(socket)
                .timeout(cast.timeout())
                .emitWithAck(cast.event(), cast.args())
                .handle((answers, missing) -> new Responses(
                        missing != null, firsts(missing instanceof AckTimeout late ? late.responses() : answers)));
    }

    CompletionStage<Missing> castAndAskWhoIsMissing(
            @Observes @On("cast:missing") Map<String, Object> spec, Socket socket) {
        Cast cast = new Cast(spec);
        return cast.audience(socket)
                .timeout(cast.timeout())
                .emitWithAck(cast.event(), cast.args())
                .handle((answers, failure) -> failure instanceof AckTimeout late
                        ? new Missing(sorted(late.missingSockets()), sorted(late.missingNodes()))
                        : new Missing(List.of(), List.of()));
    }

    String castToNamespace(@Observes @On("cast:nsp") String name, @Arg(1) String event, @Arg(2) List<Object> args) {
        io.of(name).emit(event, args.toArray());
        return "ok";
    }

    String castToParent(@Observes @On("parent:cast") String event, @Arg(1) List<Object> args, Socket socket) {
        return socket.namespace()
                .parent()
                .map(parent -> {
                    parent.emit(event, args.toArray());
                    return "ok";
                })
                .orElse("none");
    }

    CompletionStage<List<Member>> members(@Observes @On("members") String room, Socket socket) {
        return selection(room, socket)
                .fetchSockets()
                .thenApply(sockets -> sockets.stream()
                        .map(Member::of)
                        .sorted(Comparator.comparing(Member::id))
                        .toList());
    }

    CompletionStage<String> joinAll(@Observes @On("util:join") String room, @Arg(1) Object rooms, Socket socket) {
        selection(room, socket).socketsJoin(Cast.rooms(rooms));
        return doneEverywhere(socket);
    }

    CompletionStage<String> leaveAll(@Observes @On("util:leave") String room, @Arg(1) Object rooms, Socket socket) {
        selection(room, socket).socketsLeave(Cast.rooms(rooms));
        return doneEverywhere(socket);
    }

    /** Other nodes answer after they have done what they were told before. */
    private static CompletionStage<String> doneEverywhere(Socket socket) {
        return socket.namespace().fetchSockets().thenApply(all -> "ok");
    }

    void disconnectAll(@Observes @On("util:disconnect") String room, @Arg(1) boolean close, Socket socket) {
        selection(room, socket).disconnectSockets(close);
    }

    /** The sockets of the room, or of the whole namespace if the room is {@code null}. */
    private static Broadcast selection(String room, Socket socket) {
        return room == null ? socket.namespace() : socket.namespace().in(room);
    }

    // lifecycle

    void kick(@Observes @On("kick") boolean close, Socket socket) {
        socket.disconnect(close);
    }

    void bye(@Observes @On("bye") String event, @Arg(1) List<Object> args, @Arg(2) boolean close, Socket socket) {
        socket.emit(event, args.toArray());
        socket.disconnect(close);
    }

    CompletionStage<Departures.Departure> log(@Observes @On("log") String id) {
        return clients.departure(id);
    }

    void leaving(@Observes @Disconnecting Socket socket) {
        departures.leaving(socket.id(), otherRooms(socket));
    }

    void left(@Observes @Disconnect DisconnectReason reason, Socket socket) {
        departures.left(socket.id(), reason, otherRooms(socket));
    }

    private static List<String> otherRooms(Socket socket) {
        return socket.rooms().stream()
                .filter(room -> !room.equals(socket.id()))
                .sorted()
                .toList();
    }

    private static List<String> sorted(Collection<String> rooms) {
        return rooms.stream().sorted().toList();
    }

    private static List<Object> firsts(List<Arguments> answers) {
        return answers.stream()
                .<Object>map(answer -> answer.get(0, Object.class))
                .collect(Collectors.toList());
    }

    private static Map<String, String> firstOfEach(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, values -> values.getValue().get(0)));
    }
}
