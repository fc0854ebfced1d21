package org.enfilade.internal.cdi;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.enfilade.Namespace;
import org.enfilade.Socket;

/** Sockets that have an id, data and a namespace with parameters, and nothing else. */
final class FakeSocket {
    private FakeSocket() {}

    static Socket create() {
        return create(Map.of());
    }

    static Socket create(Map<String, String> params) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> data = new ConcurrentHashMap<>();
        Namespace namespace = proxy(Namespace.class, Map.of("name", "/child"), params);
        return proxy(Socket.class, Map.of("id", id, "data", data, "namespace", namespace), Map.of());
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
