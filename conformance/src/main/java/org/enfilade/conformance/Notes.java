package org.enfilade.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.enfilade.Socket;

/**
 * What the application keeps in {@link Socket#data()}: the trace of the middleware and the values of {@code data:set}.
 */
final class Notes {
    private static final String TRACE = "trace";
    private static final String VALUES = "values";

    private Notes() {}

    static void mark(Socket socket, String mark) {
        List<Object> marks = new ArrayList<>(trace(socket));
        marks.add(mark);
        socket.data().put(TRACE, marks);
    }

    static List<?> trace(Socket socket) {
        return (List<?>) socket.data().getOrDefault(TRACE, List.of());
    }

    static void put(Socket socket, String key, Object value) {
        Map<Object, Object> values = new LinkedHashMap<>(values(socket.data()));
        values.put(key, value);
        socket.data().put(VALUES, values);
    }

    static Map<?, ?> values(Map<String, Object> data) {
        return (Map<?, ?>) data.getOrDefault(VALUES, Map.of());
    }
}
