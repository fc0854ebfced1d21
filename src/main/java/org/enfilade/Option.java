package org.enfilade;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One option, declared once: the name of its property, its default, what its text means, and which values the server
 * refuses.
 */
final class Option<T> {
    private static final int MIN_SECRET = 16;
    private static final int MAX_CLUSTER_NAME = 200;
    private static final SortedMap<String, Option<?>> DECLARED = new TreeMap<>(); // before the constants, which fill it

    static final Option<String> PATH = text("path", "/socket.io/", Option::checkedPath);
    static final Option<Set<Transport>> TRANSPORTS =
            new Option<>("transports", Set.of(Transport.values()), OptionText::transports, Option::checkedTransports);
    static final Option<String> PARSER = text("parser", "", name -> name);
    static final Option<Set<String>> NAMESPACES =
            new Option<>("namespaces", Set.of(), OptionText::names, Option::checkedNamespaces);
    static final Option<Boolean> ALLOW_UPGRADES = truth("allowUpgrades", true);
    static final Option<Boolean> ALLOW_EIO3 = truth("allowEIO3", false);
    static final Option<Boolean> HTTP_COMPRESSION = truth("httpCompression", false);
    static final Option<Integer> HTTP_COMPRESSION_THRESHOLD = number("httpCompressionThreshold", 1_024);
    static final Option<Boolean> PER_MESSAGE_DEFLATE = truth("perMessageDeflate", false);
    static final Option<Boolean> CLEANUP_EMPTY_CHILD_NAMESPACES = truth("cleanupEmptyChildNamespaces", false);
    static final Option<Boolean> DEVELOPMENT_MODE = truth("developmentMode", false);
    static final Option<Boolean> DISCONNECT_ON_SESSION_END = truth("disconnectOnSessionEnd", true);

    static final Option<Duration> PING_INTERVAL = seconds("pingInterval", 25);
    static final Option<Duration> PING_TIMEOUT = seconds("pingTimeout", 20);
    static final Option<Duration> CONNECT_TIMEOUT = seconds("connectTimeout", 45);
    static final Option<Duration> UPGRADE_TIMEOUT = seconds("upgradeTimeout", 10);
    static final Option<Duration> ALLOW_REQUEST_TIMEOUT = seconds("allowRequestTimeout", 10);
    static final Option<Duration> HTTP_REQUEST_BODY_TIMEOUT = seconds("httpRequestBodyTimeout", 30);
    static final Option<Duration> ACK_TIMEOUT = seconds("ackTimeout", 20);

    static final Option<Integer> MAX_HTTP_BUFFER_SIZE = number("maxHttpBufferSize", 1_000_000);
    static final Option<Integer> MAX_BUFFERED_CHUNKS = number("maxBufferedChunks", 10_000);
    static final Option<Integer> MAX_ATTACHMENTS = number("maxAttachments", 10);
    static final Option<Integer> MAX_JSON_DEPTH = number("maxJsonDepth", 256);
    static final Option<Integer> MAX_NAMESPACES_PER_CONNECTION = number("maxNamespacesPerConnection", 1_024);
    static final Option<Integer> MAX_ROOMS_PER_SOCKET = number("maxRoomsPerSocket", 4_096);
    static final Option<Integer> MAX_PENDING_ACKS_PER_SOCKET = number("maxPendingAcksPerSocket", 16_384);
    static final Option<Integer> MAX_DYNAMIC_NAMESPACES = number("maxDynamicNamespaces", 100_000);
    static final Option<Integer> MAX_DYNAMIC_NAMESPACES_PER_CONNECTION =
            number("maxDynamicNamespacesPerConnection", 1_024);
    static final Option<Integer> MAX_NAMESPACE_LENGTH = number("maxNamespaceLength", 512);
    static final Option<Integer> MAX_CONNECTIONS = number("maxConnections", 1_000_000);
    static final Option<Integer> MAX_HANDSHAKES_PER_ADDRESS = numberOrNone("maxHandshakesPerAddress");
    static final Option<Integer> MAX_CONNECTS_PER_SECOND = numberOrNone("maxConnectsPerSecond");
    static final Option<Integer> MAX_EVENTS_PER_SECOND = numberOrNone("maxEventsPerSecond");
    static final Option<Integer> MAX_EVENTS_AT_ONCE = numberOrNone("maxEventsAtOnce");
    static final Option<Boolean> DISCONNECT_ON_EVENT_LIMIT = truth("disconnectOnEventLimit", false);
    static final Option<Integer> MAX_WAITING_HANDSHAKES = number("maxWaitingHandshakes", 10_000);
    static final Option<Integer> OUTBOX_MAX_BYTES = number("outboxMaxBytes", 16_777_216);
    static final Option<Integer> OUTBOX_MAX_PACKETS = number("outboxMaxPackets", 16_384);
    static final Option<Integer> INBOX_MAX_BYTES = number("inboxMaxBytes", 16_777_216);
    static final Option<Integer> INBOX_MAX_EVENTS = number("inboxMaxEvents", 16_384);
    static final Option<Long> MAX_WAITING_BYTES = new Option<>(
            "maxWaitingBytes",
            Runtime.getRuntime().maxMemory() / 8,
            OptionText::largeNumber,
            bytes -> positive("maxWaitingBytes", bytes));

    static final Option<Boolean> CONNECTION_STATE_RECOVERY = truth("connectionStateRecovery", false);
    static final Option<Duration> RECOVERY_MAX_DISCONNECTION_DURATION =
            seconds("connectionStateRecovery.maxDisconnectionDuration", 120);
    static final Option<Boolean> RECOVERY_SKIP_MIDDLEWARES = truth("connectionStateRecovery.skipMiddlewares", true);
    static final Option<Integer> RECOVERY_MAX_BYTES = number("connectionStateRecovery.maxBytes", 67_108_864);
    static final Option<Integer> RECOVERY_MAX_SESSIONS = number("connectionStateRecovery.maxSessions", 100_000);

    static final Option<Integer> RECOVERY_BACKUPS =
            new Option<>("connectionStateRecovery.backups", 0, OptionText::number, Option::checkedBackups);

    static final Option<Integer> MAX_THREADS = number("maxThreads", 256);
    static final Option<Boolean> VIRTUAL_THREADS = truth("virtualThreads", false);
    static final Option<String> EXECUTOR = text("executor", "", name -> name);
    static final Option<Boolean> FAST_WIRE = truth("fastWire", true);
    static final Option<Boolean> CLUSTER = truth("cluster", true);
    static final Option<String> CLUSTER_NAME = text("cluster.name", "", Option::checkedClusterName);
    static final Option<String> CLUSTER_SECRET = text("cluster.secret", "", Option::checkedSecret);
    static final Option<Boolean> CLUSTER_CREDENTIALS = truth("cluster.credentials", false);
    static final Option<Boolean> FORWARDING = truth("forwarding", true);

    /** All of them by the name of their property without its prefix. */
    static final SortedMap<String, Option<?>> ALL = Collections.unmodifiableSortedMap(DECLARED);

    private final String name;
    private final T initial;
    private final Function<String, T> meaning;
    private final UnaryOperator<T> check;

    private Option(String name, T initial, Function<String, T> meaning, UnaryOperator<T> check) {
        this.name = name;
        this.initial = initial;
        this.meaning = meaning;
        this.check = check;
        DECLARED.put(name, this);
    }

    private static Option<String> text(String name, String initial, UnaryOperator<String> check) {
        return new Option<>(name, initial, text -> text, check);
    }

    private static Option<Boolean> truth(String name, boolean initial) {
        return new Option<>(name, initial, OptionText::truth, value -> value);
    }

    private static Option<Integer> number(String name, int initial) {
        return new Option<>(name, initial, OptionText::number, value -> positive(name, value));
    }

    private static Integer checkedBackups(Integer value) {
        if (value < 0 || value > 1) {
            throw new IllegalArgumentException(
                    "enfilade.connectionStateRecovery.backups must be 0 or 1, but is " + value);
        }
        return value;
    }

    /** One whose default is that there is no bound, which is 0. */
    private static Option<Integer> numberOrNone(String name) {
        return new Option<>(name, 0, OptionText::number, value -> value == 0 ? value : positive(name, value));
    }

    private static Option<Duration> seconds(String name, long initial) {
        return new Option<>(name, Duration.ofSeconds(initial), OptionText::duration, value -> positive(name, value));
    }

    /** The default. */
    T initial() {
        return initial;
    }

    T meaning(String text) {
        return meaning.apply(text);
    }

    /** The value as the server keeps it. Throws {@link IllegalArgumentException} if the server cannot use it. */
    T checked(T value) {
        return check.apply(Objects.requireNonNull(value, name));
    }

    private static Duration positive(String name, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it has to be at least a millisecond");
        }
        return value;
    }

    private static <N extends Number> N positive(String name, N value) {
        if (value.longValue() <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it has to be positive");
        }
        return value;
    }

    private static String checkedClusterName(String value) {
        if (value.length() > MAX_CLUSTER_NAME || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("cluster.name has " + value.length()
                    + " characters; it has to be at most " + MAX_CLUSTER_NAME + ", on one line");
        }
        return value.strip();
    }

    private static String checkedSecret(String value) {
        if (!value.isEmpty() && value.length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "cluster.secret is shorter than " + MIN_SECRET + " characters, and could be guessed");
        }
        return value;
    }

    private static String checkedPath(String value) {
        if (!value.startsWith("/") || !value.endsWith("/") || value.length() < 3 || value.contains("*")) {
            throw new IllegalArgumentException(
                    "path is \"" + value + "\"; it has to begin and end with a slash, as \"/socket.io/\" does");
        }
        return value;
    }

    private static Set<String> checkedNamespaces(Set<String> value) {
        for (String name : value) {
            if (!name.startsWith("/")) {
                throw new IllegalArgumentException(
                        "namespaces has \"" + name + "\"; each name has to begin with a slash");
            }
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(value));
    }

    private static Set<Transport> checkedTransports(Set<Transport> value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("transports is empty; name polling, websocket, or both");
        }
        return Collections.unmodifiableSet(EnumSet.copyOf(value));
    }
}
