package org.enfilade.internal.namespace;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.enfilade.Broadcast;
import org.enfilade.Connection;
import org.enfilade.Handshake;
import org.enfilade.RemoteSocket;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.json.JsonBinding;

/** What becomes of our own objects when they are sent. */
final class ShownTypes {
    /** As JavaScript spells a {@code Date}. */
    private static final DateTimeFormatter JAVASCRIPT_DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ShownTypes() {}

    static void register(JsonBinding binding) {
        binding.write(Handshake.class, ShownTypes::shown);
        binding.write(Socket.class, socket -> refuse("A socket", "its id"));
        binding.write(RemoteSocket.class, socket -> refuse("A socket", "its id"));
        binding.write(Connection.class, connection -> refuse("A connection", "its id"));
        binding.write(Broadcast.class, broadcast -> refuse("A namespace or broadcast", "its name"));
        binding.write(SocketEvent.class, event -> refuse("An event", "its name and its arguments().toList()"));
        binding.write(org.enfilade.Arguments.class, arguments -> refuse("Arguments", "their toList()"));
    }

    private static Object refuse(String what, String instead) {
        throw new IllegalArgumentException(what + " cannot be sent; send " + instead);
    }

    /** The handshake as Socket.IO's own server has it, without credentials. */
    private static Map<String, Object> shown(Handshake handshake) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, Object> headers = new LinkedHashMap<>();
        Credentials.removed(handshake.headers())
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        shown.put("headers", headers);
        shown.put("time", JAVASCRIPT_DATE.format(handshake.time()));
        shown.put("address", handshake.address().orElse(""));
        shown.put("xdomain", handshake.header("origin").isPresent());
        shown.put("secure", handshake.secure());
        shown.put("issued", handshake.time().toEpochMilli());
        shown.put("url", Credentials.removed(handshake.uri()));
        Map<String, Object> query = new LinkedHashMap<>();
        Credentials.removed(handshake.query()).forEach((name, values) -> query.put(name, oneOrAll(values)));
        shown.put("query", query);
        shown.put("auth", Credentials.removed(handshake.auth()));
        return shown;
    }

    private static Object oneOrAll(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }
}
