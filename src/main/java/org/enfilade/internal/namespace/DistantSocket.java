package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.Broadcast;
import org.enfilade.Emitter;
import org.enfilade.Handshake;
import org.enfilade.RemoteSocket;

/** A socket of another node: what it was when it was asked for, and the way to it, which is the room of its id. */
final class DistantSocket implements RemoteSocket {
    private final String id;
    private final Set<String> rooms;
    private final Map<String, Object> data;
    private final Handshake handshake;
    private final Broadcast way;

    DistantSocket(Map<?, ?> facts, Handshake handshake, Map<String, Object> data, Broadcast way) {
        this.id = (String) facts.get("id");
        Set<String> all = new LinkedHashSet<>();
        ((List<?>) facts.get("rooms")).forEach(room -> all.add((String) room));
        this.rooms = Collections.unmodifiableSet(all);
        this.data = Collections.unmodifiableMap(data);
        this.handshake = handshake;
        this.way = way;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Set<String> rooms() {
        return rooms;
    }

    @Override
    public Map<String, Object> data() {
        return data;
    }

    @Override
    public void emit(String event, Object... args) {
        way.emit(event, args);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, Object... args) {
        return emitter().emitWithAck(event, args);
    }

    @Override
    public Emitter bestEffort() {
        return emitter().bestEffort();
    }

    @Override
    public Emitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    private Emitter emitter() {
        return new DistantEmitter(way);
    }

    @Override
    public CompletionStage<Void> join(String... more) {
        return way.socketsJoin(more);
    }

    @Override
    public void leave(String... rooms) {
        way.socketsLeave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        way.disconnectSockets(close);
    }
}
