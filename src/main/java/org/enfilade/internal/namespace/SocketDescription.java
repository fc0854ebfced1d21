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
import org.enfilade.internal.json.BinaryParts;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.reach.Encoded;
import org.enfilade.internal.text.JsonArrays;

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

    Encoded of(List<? extends Socket> sockets) {
        StringBuilder json = new StringBuilder("[");
        BinaryParts attachments = BinaryParts.unlimited();
        for (Socket socket : sockets) {
            if (json.length() > 1) {
                json.append(',');
            }
            binding.write(facts(socket), json, attachments);
            json.append(',');
            JsonObject auth = socket.handshake().auth();
            binding.write(withCredentials ? auth : Credentials.removed(auth), json, attachments);
            json.append(',');
            writeData(socket, json, attachments);
        }
        return new Encoded(json.append(']').toString(), attachments);
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
    private void writeData(Socket socket, StringBuilder json, BinaryParts attachments) {
        try {
            binding.write(Map.copyOf(socket.data()), json, attachments);
        } catch (IllegalArgumentException e) {
            Log.warning("The data of a socket cannot be shown to another node: " + e.getMessage());
            json.append("{}");
        }
    }

    /** The way to a socket. */
    interface Ways {
        Broadcast to(String namespace, String socket);
    }

    /** The sockets of another node. */
    static List<RemoteSocket> read(JsonBinding binding, Encoded description, Ways ways) {
        List<String> values = JsonArrays.elements(description.json());
        List<RemoteSocket> sockets = new ArrayList<>(values.size() / VALUES);
        for (int i = 0; i + VALUES <= values.size(); i += VALUES) {
            sockets.add(read(binding, description, values.subList(i, i + VALUES), ways));
        }
        return sockets;
    }

    private static RemoteSocket read(JsonBinding binding, Encoded description, List<String> values, Ways ways) {
        Map<?, ?> facts = (Map<?, ?>) binding.read(values.get(0), List.of(), Object.class);
        JsonObject auth = (JsonObject) binding.read(values.get(1), List.of(), JsonObject.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> data =
                (Map<String, Object>) binding.read(values.get(2), description.attachments(), Object.class);
        Broadcast way = ways.to((String) facts.get("namespace"), (String) facts.get("id"));
        return new DistantSocket(facts, new DistantHandshake(binding, facts, auth), data, way);
    }
}
