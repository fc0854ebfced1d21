package org.enfilade.internal.cdi;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Handshake;
import org.enfilade.Namespace;
import org.enfilade.Socket;

/** Sockets that have an id, data and a namespace with parameters, and nothing else. */
final class FakeSocket {
    private FakeSocket() {}

    static Socket create() {
        return create(Map.of());
    }

    static Socket create(Map<String, String> params) {
        return create(params, Set.of());
    }

    /** Of somebody who is in these roles. */
    static Socket inRoles(String... roles) {
        return create(Map.of(), Set.of(roles));
    }

    static Socket create(Map<String, String> params, Set<String> roles) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> data = new ConcurrentHashMap<>();
        Namespace namespace = proxy(Namespace.class, Map.of("name", "/child"), params);
        Handshake handshake = (Handshake) Proxy.newProxyInstance(
                Handshake.class.getClassLoader(),
                new Class<?>[] {Handshake.class},
                (proxy, method, arguments) -> method.getName().equals("address")
                        ? Optional.of("192.0.2.1")
                        : roles.contains((String) arguments[0]));
        return proxy(
                Socket.class, Map.of("id", id, "data", data, "namespace", namespace, "handshake", handshake), Map.of());
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> values, Map<String, String> params) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "fake " + type.getSimpleName();
                    case "param" -> params.get((String) arguments[0]);
                    default ->
                        Optional.ofNullable(values.get(method.getName()))
                                .orElseThrow(() -> new UnsupportedOperationException(method.getName()));
                }));
    }
}
