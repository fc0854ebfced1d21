package org.enfilade;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The positional arguments of an event or an acknowledgement, bound to Java types when they are asked for. Immutable
 * and safe for use by any thread.
 */
public interface Arguments {
    /** The number of arguments. */
    int size();

    /**
     * Binds one argument by JSON-B. Binary values become {@code byte[]} or {@link java.nio.ByteBuffer} wherever the
     * type has such a place.
     *
     * @param index from 0; beyond the last argument the result is {@code null}
     * @param type a class such as {@code Order.class}
     * @return the value, {@code null} for JSON null
     * @throws IllegalArgumentException if the argument does not fit the type
     */
    default <T> @Nullable T get(int index, Class<T> type) {
        return get(index, (Type) type);
    }

    /**
     * Binds one argument to a generic type, unchecked as {@link jakarta.json.bind.Jsonb#fromJson(String, Type)} does:
     * {@code List<Order> orders = arguments.get(0, new TypeLiteral<List<Order>>() {}.getType())}.
     *
     * @param <T> what the caller takes the type for
     * @param index from 0; beyond the last argument the result is {@code null}
     * @return the value, {@code null} for JSON null
     * @throws IllegalArgumentException if the argument does not fit the type
     */
    <T> @Nullable T get(int index, Type type);

    /**
     * All arguments as maps, lists, strings, {@link java.math.BigDecimal}, booleans, {@code byte[]} and {@code null}.
     * The list is unmodifiable.
     */
    List<@Nullable Object> toList();
}
