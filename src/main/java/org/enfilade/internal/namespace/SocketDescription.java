package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.Broadcast;
import org.enfilade.Handshake;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.packet.Payload;

/**
 * Sockets as other nodes see them: three values for each, what it is, its auth payload, its data. Credentials are left
 * out unless they are asked for.
 */
final class SocketDescription {
    private static final int VALUES = 3;

    private final JsonBinding binding;
    private final boolean withCredentials;

    SocketDescription(JsonBinding binding, boolean withCredentials) {
        this.binding = binding;
        this.withCredentials = withCredentials;
    }

    Payload of(List<? extends Socket> sockets) {
        Payload.Builder values = new Payload.Builder(binding);
        for (Socket socket : sockets) {
            values.add(facts(socket));
            JsonObject auth = socket.handshake().auth();
            values.add(withCredentials ? auth : Credentials.removed(auth));
            addData(socket, values);
        }
        return values.build();
    }

    private Map<String, Object> facts(Socket socket) {
        Handshake handshake = socket.handshake();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", socket.id());
        facts.put("namespace", socket.namespace().name());
        facts.put("rooms", socket.rooms());
        facts.put("query", shown(handshake.query()));
        facts.put("headers", shown(handshake.headers()));
        facts.put("user", handshake.principal().map(Principal::getName).orElse(null));
        facts.put("address", handshake.address().orElse(null));
        facts.put("secure", handshake.secure());
        facts.put("uri", withCredentials ? handshake.uri() : Credentials.removed(handshake.uri()));
        facts.put("time", handshake.time().toEpochMilli());
        return facts;
    }

    private Map<String, List<String>> shown(Map<String, List<String>> values) {
        return withCredentials ? values : Credentials.removed(values);
    }

    /** Data that cannot be written is of use on its own node only. */
    private void addData(Socket socket, Payload.Builder values) {
        try {
            values.add(Map.copyOf(socket.data()));
        } catch (IllegalArgumentException e) {
            Log.warning("The data of a socket cannot be shown to another node: " + e.getMessage());
            values.add(Map.of());
        }
    }

    /** The way to a socket. */
    interface Ways {
        Broadcast to(String namespace, String socket);
    }

    /** The sockets of another node. */
    static List<RemoteSocket> read(JsonBinding binding, Payload description, Ways ways) {
        int values = description.size();
        List<RemoteSocket> sockets = new ArrayList<>(values / VALUES);
        for (int i = 0; i + VALUES <= values; i += VALUES) {
            sockets.add(read(binding, description, i, ways));
        }
        return sockets;
    }

    private static RemoteSocket read(JsonBinding binding, Payload description, int first, Ways ways) {
        Map<?, ?> facts = (Map<?, ?>) description.read(first, binding, Object.class);
        JsonObject auth = (JsonObject) description.read(first + 1, binding, JsonObject.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> data = (Map<String, Object>) description.read(first + 2, binding, Object.class);
        Broadcast way = ways.to((String) facts.get("namespace"), (String) facts.get("id"));
        return new DistantSocket(facts, new DistantHandshake(binding, facts, auth), data, way);
    }
}
