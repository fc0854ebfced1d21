package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.enfilade.Ack;
import org.enfilade.DisconnectReason;
import org.enfilade.Namespace;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** An application that records what it is called for, and does what a test wants. */
final class FakeHandler implements NamespaceHandler {
    /** A handler of an event. */
    interface OnEvent {
        void call(Socket socket, SocketEvent event, Ack<Object> ack);
    }

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final List<Socket> sockets = new ArrayList<>();
    Function<Socket, CompletionStage<?>> admission = socket -> CompletableFuture.completedFuture(null);
    Function<Socket, CompletionStage<?>> readmission = socket -> CompletableFuture.completedFuture(null);
    Consumer<Socket> onConnect = socket -> {};
    Consumer<Socket> onDisconnect = socket -> {};
    BiFunction<Socket, SocketEvent, CompletionStage<SocketEvent>> filter;
    /** Whether what goes wrong with events has an observer. */
    boolean observesErrors = true;

    final Map<String, OnEvent> onEvent = new HashMap<>();
    final Map<String, BiConsumer<SocketEvent, ServerSideAck>> onServerSide = new HashMap<>();
    final Set<String> nonBlocking = new HashSet<>();
    EventLimits limits;
    boolean outgoing;
    boolean rooms;
    /** Told of changes of rooms after they are logged. */
    Runnable onRoom = () -> {};

    boolean nothingToAdmit;
    boolean observesEnds = true;
    boolean observesUnrecovered = true;

    FakeHandler on(String event, OnEvent handler) {
        onEvent.put(event, handler);
        return this;
    }

    /** Answers every {@code echo} with its arguments. */
    FakeHandler echo() {
        return on(
                "echo",
                (socket, event, ack) -> ack.sendAll(event.arguments().toList().toArray()));
    }

    Socket socket() {
        return sockets.get(sockets.size() - 1);
    }

    /** What it was called for since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    @Override
    public boolean admitsAtOnce() {
        return nothingToAdmit;
    }

    @Override
    public boolean seesEnds() {
        return observesEnds;
    }

    @Override
    public CompletionStage<?> admit(Socket socket) {
        log.add("admit");
        sockets.add(socket);
        return admission.apply(socket);
    }

    @Override
    public EventLimits limits() {
        return limits;
    }

    @Override
    public boolean filtersEvents() {
        return filter != null;
    }

    @Override
    public CompletionStage<SocketEvent> filter(Socket socket, SocketEvent event) {
        return filter.apply(socket, event);
    }

    @Override
    public void connected(Socket socket) {
        log.add("connected");
        onConnect.accept(socket);
    }

    @Override
    public boolean isNonBlocking(String event) {
        return nonBlocking.contains(event);
    }

    @Override
    public boolean event(Socket socket, SocketEvent event, Ack<Object> ack) {
        log.add(describe(event));
        onEvent.getOrDefault(event.name(), (s, e, a) -> {}).call(socket, event, ack);
        return onEvent.containsKey(event.name());
    }

    static String describe(SocketEvent event) {
        return event.name() + " "
                + event.arguments().toList().stream().map(FakeHandler::show).toList();
    }

    private static String show(Object value) {
        return value instanceof byte[] ? "#" + Arrays.toString((byte[]) value) : String.valueOf(value);
    }

    @Override
    public boolean failed(Socket socket, SocketEvent event, Ack<Object> ack, Throwable error) {
        log.add("refused " + EventFailures.seen(error).getMessage());
        return observesErrors;
    }

    @Override
    public void disconnecting(Socket socket, DisconnectReason reason) {
        log.add("disconnecting " + reason + " " + rooms(socket));
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        log.add("disconnected " + reason + " " + rooms(socket));
        onDisconnect.accept(socket);
    }

    @Override
    public CompletionStage<?> readmit(Socket socket) {
        log.add("readmit");
        sockets.add(socket);
        return readmission.apply(socket);
    }

    @Override
    public boolean seesUnrecovered() {
        return observesUnrecovered;
    }

    @Override
    public void unrecovered(Socket socket, DisconnectReason reason) {
        log.add("unrecovered " + reason + " " + rooms(socket));
    }

    private static Set<String> rooms(Socket socket) {
        Set<String> rooms = new TreeSet<>(socket.rooms());
        rooms.remove(socket.id());
        return rooms;
    }

    @Override
    public boolean seesRooms() {
        return rooms;
    }

    @Override
    public void roomChanged(RoomChange change, Namespace namespace, String room, Socket socket) {
        log.add(change.name().toLowerCase(Locale.ROOT) + " " + room + (socket == null ? "" : " by " + socket.id()));
        onRoom.run();
    }

    @Override
    public boolean hearsServers(String event) {
        return onServerSide.containsKey(event);
    }

    @Override
    public void serverSide(Namespace namespace, SocketEvent event, ServerSideAck ack) {
        log.add("server " + namespace.name() + " " + describe(event));
        onServerSide.get(event.name()).accept(event, ack);
    }

    @Override
    public boolean seesOutgoing() {
        return outgoing;
    }

    @Override
    public void outgoing(Socket socket, SocketEvent event) {
        log.add("outgoing " + describe(event));
    }
}
