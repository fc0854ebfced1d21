package org.enfilade;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The options of one deployment; immutable. They come, the later the stronger, from the defaults,
 * {@code META-INF/enfilade.properties}, environment variables, system properties, MicroProfile Config where the server
 * has it (which replaces the two before it), and from observers of the {@link Builder}:
 *
 * <pre>{@code
 * void configure(@Observes ServerOptions.Builder options) {
 *     options.pingInterval(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>The name of a property is {@code enfilade.} and the method's name, for example {@code enfilade.pingInterval};
 * times are in milliseconds or ISO-8601 ({@code PT25S}), sizes in bytes, lists separated by commas; those of
 * {@link #cors()} are {@code enfilade.cors.origin}, {@code .originPattern}, {@code .methods}, {@code .allowedHeaders},
 * {@code .exposedHeaders}, {@code .credentials} and {@code .maxAge}, those of {@link #cookie()} begin with
 * {@code enfilade.cookie.}, and those of {@link #clusterName()}, {@link #clusterSecret()} and
 * {@link #clusterCredentials()} are {@code enfilade.cluster.name}, {@code .secret} and {@code .credentials}. A value
 * that cannot be read fails the deployment.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/">Socket.IO: Server options</a>
 */
public final class ServerOptions {
    private static final String PREFIX = "enfilade.";
    private static final String CORS = "cors.";
    private static final String COOKIE = "cookie.";
    private static final SortedSet<String> PROPERTIES = allProperties();

    private final Map<Option<?>, Object> values; // of those that were set
    private final CorsOptions cors;
    private final Optional<CookieOptions> cookie;
    private final HandshakeCheck allowRequest;
    private final Optional<AsyncHandshakeCheck> allowRequestAsync;

    private ServerOptions(Builder builder) {
        values = Map.copyOf(builder.values);
        cors = builder.cors;
        cookie = Optional.of(builder.cookie).filter(CookieOptions::isNamed).map(CookieOptions::checked);
        allowRequest = builder.allowRequest;
        allowRequestAsync = Optional.ofNullable(builder.allowRequestAsync);
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The names of all properties that {@link Builder#property} takes, in alphabetical order; unmodifiable. */
    public static SortedSet<String> propertyNames() {
        return PROPERTIES;
    }

    private static SortedSet<String> allProperties() {
        SortedSet<String> all = new TreeSet<>();
        Option.ALL.keySet().forEach(name -> all.add(PREFIX + name));
        CorsOptions.PARTS.keySet().forEach(part -> all.add(PREFIX + CORS + part));
        CookieOptions.PARTS.keySet().forEach(part -> all.add(PREFIX + COOKIE + part));
        return Collections.unmodifiableSortedSet(all);
    }

    @SuppressWarnings("unchecked") // Builder.set puts in what has the type of the option
    private <T> T get(Option<T> option) {
        return (T) values.getOrDefault(option, option.initial());
    }

    /** No text is an empty one in a file. */
    private Optional<String> textOf(Option<String> option) {
        return Optional.of(get(option)).filter(text -> !text.isEmpty());
    }

    /** Where the server listens, below the context root; begins and ends with a slash. */
    public String path() {
        return get(Option.PATH);
    }

    /** How often the server pings a client. */
    public Duration pingInterval() {
        return get(Option.PING_INTERVAL);
    }

    /** How long the server waits for the answer to a ping before it closes the connection. */
    public Duration pingTimeout() {
        return get(Option.PING_TIMEOUT);
    }

    /** How long a connection may take to join its first namespace, middleware included. */
    public Duration connectTimeout() {
        return get(Option.CONNECT_TIMEOUT);
    }

    /** How long an upgrade to WebSocket may take before it is given up; the polling session goes on. */
    public Duration upgradeTimeout() {
        return get(Option.UPGRADE_TIMEOUT);
    }

    /** How long {@code emitWithAck} waits if no {@code timeout} is given. */
    public Duration ackTimeout() {
        return get(Option.ACK_TIMEOUT);
    }

    /** The largest message or POST body from a client, in bytes; announced as {@code maxPayload}. */
    public int maxHttpBufferSize() {
        return get(Option.MAX_HTTP_BUFFER_SIZE);
    }

    /** How long the body of a POST may take to come in; beyond it the connection ends. */
    public Duration httpRequestBodyTimeout() {
        return get(Option.HTTP_REQUEST_BODY_TIMEOUT);
    }

    /** In how many pieces of less than 1,024 bytes the body of a POST may come in; beyond it it is refused. */
    public int maxBufferedChunks() {
        return get(Option.MAX_BUFFERED_CHUNKS);
    }

    /** Whether answers to polls are compressed for clients that accept it. */
    public boolean httpCompression() {
        return get(Option.HTTP_COMPRESSION);
    }

    /**
     * Whether WebSockets are compressed ({@code permessage-deflate}) for clients that offer it. Only TomEE and Tomcat
     * can; on other servers it has no effect, and the log says so.
     */
    public boolean perMessageDeflate() {
        return get(Option.PER_MESSAGE_DEFLATE);
    }

    /** From how many bytes on an answer to a poll is compressed. */
    public int httpCompressionThreshold() {
        return get(Option.HTTP_COMPRESSION_THRESHOLD);
    }

    /** The transports that are offered. */
    public Set<Transport> transports() {
        return get(Option.TRANSPORTS);
    }

    /**
     * The name of the parser by which packets are sent and read, such as {@code msgpack}; empty for Socket.IO's
     * standard form.
     *
     * @see org.enfilade.spi.Parser
     */
    public Optional<String> parser() {
        return textOf(Option.PARSER);
    }

    /** The namespaces that exist though no bean serves them; every client may join them. */
    public Set<String> namespaces() {
        return get(Option.NAMESPACES);
    }

    /** Whether a polling session may change to WebSocket. */
    public boolean allowUpgrades() {
        return get(Option.ALLOW_UPGRADES);
    }

    /** Whether clients of Socket.IO 1 and 2 are served too, which speak revision 3 of Engine.IO. */
    public boolean allowEIO3() {
        return get(Option.ALLOW_EIO3);
    }

    /** Which foreign origins are allowed. */
    public CorsOptions cors() {
        return cors;
    }

    /** The cookie that carries the id of a polling connection; empty if there is none. */
    public Optional<CookieOptions> cookie() {
        return cookie;
    }

    /** Looks at every handshake and may refuse it. */
    public HandshakeCheck allowRequest() {
        return allowRequest;
    }

    /** Looks at every handshake and may refuse it later; empty if nobody does. */
    public Optional<AsyncHandshakeCheck> allowRequestAsync() {
        return allowRequestAsync;
    }

    /** How long {@link #allowRequestAsync} may take; beyond it the handshake is refused. */
    public Duration allowRequestTimeout() {
        return get(Option.ALLOW_REQUEST_TIMEOUT);
    }

    /** How many handshakes may wait for {@link #allowRequestAsync}; beyond it they are refused with code 4. */
    public int maxWaitingHandshakes() {
        return get(Option.MAX_WAITING_HANDSHAKES);
    }

    /**
     * Whether a child of a dynamic namespace is removed when its last socket has left and none is in its middleware;
     * one into which no socket was admitted always is.
     */
    public boolean cleanupEmptyChildNamespaces() {
        return get(Option.CLEANUP_EMPTY_CHILD_NAMESPACES);
    }

    /**
     * Whether an event that would stay without an answer is acknowledged by {@code {error: "…"}}: one that nobody
     * handles, with an argument that does not fit, that was refused, or whose handler failed, if no {@link OnError}
     * method observes it. For development: it tells a client what it need not know.
     */
    public boolean developmentMode() {
        return get(Option.DEVELOPMENT_MODE);
    }

    /** Whether the sockets of a connection are disconnected when the HTTP session ends that it was opened in. */
    public boolean disconnectOnSessionEnd() {
        return get(Option.DISCONNECT_ON_SESSION_END);
    }

    /** How many binary values one packet from a client may hold. */
    public int maxAttachments() {
        return get(Option.MAX_ATTACHMENTS);
    }

    /** How deep the JSON of a packet from a client may be nested. */
    public int maxJsonDepth() {
        return get(Option.MAX_JSON_DEPTH);
    }

    /** How many namespaces one connection may have joined at a time. */
    public int maxNamespacesPerConnection() {
        return get(Option.MAX_NAMESPACES_PER_CONNECTION);
    }

    /** How many rooms one socket may be in, its own among them; beyond it {@code join} throws. */
    public int maxRoomsPerSocket() {
        return get(Option.MAX_ROOMS_PER_SOCKET);
    }

    /**
     * How many acknowledgements may be waited for that one socket owes, those of broadcasts among them; beyond it
     * {@code emitWithAck} sends the event, and takes the answer for missing at once.
     */
    public int maxPendingAcksPerSocket() {
        return get(Option.MAX_PENDING_ACKS_PER_SOCKET);
    }

    /**
     * How many children of one dynamic namespace may exist on a node; beyond it empty ones make way, or a new one is
     * refused.
     */
    public int maxDynamicNamespaces() {
        return get(Option.MAX_DYNAMIC_NAMESPACES);
    }

    /**
     * How many children of dynamic namespaces may exist that one connection has made; beyond it a new one is refused.
     */
    public int maxDynamicNamespacesPerConnection() {
        return get(Option.MAX_DYNAMIC_NAMESPACES_PER_CONNECTION);
    }

    /** How long, in characters, the name of a namespace in a packet may be; beyond it the connection is closed. */
    public int maxNamespaceLength() {
        return get(Option.MAX_NAMESPACE_LENGTH);
    }

    /** How many connections a node accepts; beyond it handshakes are refused with code 4. */
    public int maxConnections() {
        return get(Option.MAX_CONNECTIONS);
    }

    /**
     * How many connections one address may open at once, and in each second; beyond it handshakes are refused with the
     * status 429, after which clients try again. 0 for no bound. An IPv6 address counts with all of its network (/64).
     */
    public int maxHandshakesPerAddress() {
        return get(Option.MAX_HANDSHAKES_PER_ADDRESS);
    }

    /**
     * How many namespaces each connection may ask for at once, and again in each second, whether it is let in or not; 0
     * for no bound. What is over is refused, and nothing of the application is called for it.
     */
    public int maxConnectsPerSecond() {
        return get(Option.MAX_CONNECTS_PER_SECOND);
    }

    /**
     * How many events each socket may send in a second; 0 for no bound. What is over is refused as {@link Limit} says,
     * which replaces this for a namespace.
     */
    public int maxEventsPerSecond() {
        return get(Option.MAX_EVENTS_PER_SECOND);
    }

    /** How many events each socket may send at once; 0 for as many as in a second. */
    public int maxEventsAtOnce() {
        return get(Option.MAX_EVENTS_AT_ONCE);
    }

    /** Whether a connection is closed that sends too many events, instead of these being refused. */
    public boolean disconnectOnEventLimit() {
        return get(Option.DISCONNECT_ON_EVENT_LIMIT);
    }

    /** How many bytes may wait for one client; beyond it its connection is closed. */
    public int outboxMaxBytes() {
        return get(Option.OUTBOX_MAX_BYTES);
    }

    /** How many packets may wait for one client; beyond it its connection is closed. */
    public int outboxMaxPackets() {
        return get(Option.OUTBOX_MAX_PACKETS);
    }

    /**
     * How many bytes of events of one connection, all of its sockets together, may wait or be handled; beyond it the
     * connection is closed.
     */
    public int inboxMaxBytes() {
        return get(Option.INBOX_MAX_BYTES);
    }

    /**
     * How many events of one connection, all of its sockets together, may wait or be handled; beyond it the connection
     * is closed.
     */
    public int inboxMaxEvents() {
        return get(Option.INBOX_MAX_EVENTS);
    }

    /**
     * How many bytes may wait for and from all clients together: in inboxes, outboxes, bodies of requests, and
     * incomplete packets; beyond it a connection that asks for more is closed.
     */
    public long maxWaitingBytes() {
        return get(Option.MAX_WAITING_BYTES);
    }

    /** How many handlers may run, or block, at the same time. */
    public int maxThreads() {
        return get(Option.MAX_THREADS);
    }

    /**
     * Whether handlers run on virtual threads, up to {@link #maxThreads()}, where Java has them (21 and later) and no
     * executor is named.
     */
    public boolean virtualThreads() {
        return get(Option.VIRTUAL_THREADS);
    }

    /**
     * The JNDI name of a {@code ManagedExecutorService} to run handlers on; if empty, threads come from the default
     * {@code ManagedThreadFactory}, up to {@link #maxThreads()}.
     */
    public Optional<String> executor() {
        return textOf(Option.EXECUTOR);
    }

    /**
     * Whether Enfilade reads and writes WebSocket frames itself where the server lets it, or by the standard API
     * everywhere.
     */
    public boolean fastWire() {
        return get(Option.FAST_WIRE);
    }

    /** Whether a client that has lost its connection may come back to what it had. */
    public boolean connectionStateRecovery() {
        return get(Option.CONNECTION_STATE_RECOVERY);
    }

    /** How long a client may be away. */
    public Duration recoveryMaxDisconnectionDuration() {
        return get(Option.RECOVERY_MAX_DISCONNECTION_DURATION);
    }

    /** Whether connect middleware is skipped for a client that comes back. */
    public boolean recoverySkipMiddlewares() {
        return get(Option.RECOVERY_SKIP_MIDDLEWARES);
    }

    /** How many bytes of packets are kept for clients that may come back, and how many of what they have left. */
    public int recoveryMaxBytes() {
        return get(Option.RECOVERY_MAX_BYTES);
    }

    /** How many other nodes keep what one emits for clients that may come back. */
    public int recoveryBackups() {
        return get(Option.RECOVERY_BACKUPS);
    }

    /** How many sockets may be kept whose clients are away. */
    public int recoveryMaxSessions() {
        return get(Option.RECOVERY_MAX_SESSIONS);
    }

    /** Whether the application joins the server's cluster, if there is one. */
    public boolean cluster() {
        return get(Option.CLUSTER);
    }

    /** What the application is called in the cluster; if empty, Enfilade finds a name. */
    public Optional<String> clusterName() {
        return textOf(Option.CLUSTER_NAME);
    }

    /** What seals the messages between the nodes; empty if they are not sealed. */
    public Optional<String> clusterSecret() {
        return textOf(Option.CLUSTER_SECRET);
    }

    /**
     * Whether {@link Broadcast#fetchSockets} brings credentials of clients from other nodes, see
     * {@link RemoteSocket#handshake}.
     */
    public boolean clusterCredentials() {
        return get(Option.CLUSTER_CREDENTIALS);
    }

    /** Whether requests of sessions that other nodes have are forwarded to them. */
    public boolean forwarding() {
        return get(Option.FORWARDING);
    }

    /** Collects options; not safe for use by several threads. Setters refuse impossible values at once. */
    public static final class Builder {
        private final Map<Option<?>, Object> values = new HashMap<>();
        private CorsOptions cors = CorsOptions.sameOrigin();
        private CookieOptions cookie = CookieOptions.UNNAMED;
        private CorsOptions corsOfProperties = cors;
        private HandshakeCheck allowRequest = handshake -> {};
        private AsyncHandshakeCheck allowRequestAsync;

        private Builder() {}

        /**
         * Where the server listens, below the context root; begins and ends with a slash. Default:
         * {@code "/socket.io/"}.
         */
        public Builder path(String value) {
            return set(Option.PATH, value);
        }

        /** How often the server pings a client. Default: {@code 25 s}. */
        public Builder pingInterval(Duration value) {
            return set(Option.PING_INTERVAL, value);
        }

        /**
         * How long the server waits for the answer to a ping before it closes the connection. Default: {@code 20 s}.
         */
        public Builder pingTimeout(Duration value) {
            return set(Option.PING_TIMEOUT, value);
        }

        /** How long a connection may take to join its first namespace, middleware included. Default: {@code 45 s}. */
        public Builder connectTimeout(Duration value) {
            return set(Option.CONNECT_TIMEOUT, value);
        }

        /**
         * How long an upgrade to WebSocket may take before it is given up; the polling session goes on. Default:
         * {@code 10 s}.
         */
        public Builder upgradeTimeout(Duration value) {
            return set(Option.UPGRADE_TIMEOUT, value);
        }

        /** How long {@code emitWithAck} waits if it is not told. Default: {@code 20 s}. */
        public Builder ackTimeout(Duration value) {
            return set(Option.ACK_TIMEOUT, value);
        }

        /**
         * The largest message or POST body from a client, in bytes; announced as {@code maxPayload}. Default:
         * {@code 1_000_000}.
         */
        public Builder maxHttpBufferSize(int value) {
            return set(Option.MAX_HTTP_BUFFER_SIZE, value);
        }

        /**
         * How long the body of a POST may take to come in; beyond it the connection ends. Default: {@code 30 s}.
         */
        public Builder httpRequestBodyTimeout(Duration value) {
            return set(Option.HTTP_REQUEST_BODY_TIMEOUT, value);
        }

        /**
         * In how many pieces of less than 1,024 bytes the body of a POST may come in; beyond it it is refused. Default:
         * {@code 10_000}.
         */
        public Builder maxBufferedChunks(int value) {
            return set(Option.MAX_BUFFERED_CHUNKS, value);
        }

        /** Whether answers to polls are compressed for clients that accept it. Default: {@code false}. */
        public Builder httpCompression(boolean value) {
            return set(Option.HTTP_COMPRESSION, value);
        }

        /**
         * Whether WebSockets are compressed for clients that offer it, where the server can (TomEE, Tomcat). Default:
         * {@code false}.
         */
        public Builder perMessageDeflate(boolean value) {
            return set(Option.PER_MESSAGE_DEFLATE, value);
        }

        /** From how many bytes on an answer to a poll is compressed. Default: {@code 1_024}. */
        public Builder httpCompressionThreshold(int value) {
            return set(Option.HTTP_COMPRESSION_THRESHOLD, value);
        }

        /** The transports that are offered. Default: both. */
        public Builder transports(Set<Transport> value) {
            return set(Option.TRANSPORTS, value);
        }

        /**
         * The parser by which packets are sent and read: the {@link org.enfilade.spi.Parser#name() name} of one on the
         * application's class path, {@code msgpack} for that of the artifact {@code enfilade-msgpack}. All clients need
         * the one that matches. Without such a parser the deployment fails. Default: none, which an empty text means
         * too; that is Socket.IO's standard form.
         */
        public Builder parser(String value) {
            return set(Option.PARSER, value);
        }

        /**
         * Namespaces that are to exist though no bean serves them: every client may join, and what it sends there is
         * not handled. They can be injected by {@link Of}. Default: none, and the main namespace.
         *
         * @param value names that begin with a slash and that no bean serves
         */
        public Builder namespaces(Set<String> value) {
            return set(Option.NAMESPACES, value);
        }

        /** Whether a polling session may change to WebSocket. Default: {@code true}. */
        public Builder allowUpgrades(boolean value) {
            return set(Option.ALLOW_UPGRADES, value);
        }

        /**
         * Whether clients of Socket.IO 1 and 2 are served too, which speak revision 3 of Engine.IO. The id of such a
         * client's socket tells the secret of its connection. Default: {@code false}.
         */
        public Builder allowEIO3(boolean value) {
            return set(Option.ALLOW_EIO3, value);
        }

        /** Which foreign origins are allowed. Default: the same origin. */
        public Builder cors(CorsOptions value) {
            cors = Objects.requireNonNull(value);
            return this;
        }

        /** The cookie that carries the id of a polling connection. Default: none. */
        public Builder cookie(CookieOptions value) {
            cookie = Objects.requireNonNull(value);
            return this;
        }

        /** Looks at every handshake and may refuse it. Default: none. */
        public Builder allowRequest(HandshakeCheck value) {
            allowRequest = Objects.requireNonNull(value);
            return this;
        }

        /** Looks at every handshake, after {@link #allowRequest}, and may refuse it later. Default: none. */
        public Builder allowRequestAsync(AsyncHandshakeCheck value) {
            allowRequestAsync = Objects.requireNonNull(value);
            return this;
        }

        /**
         * How long {@link #allowRequestAsync} may take; beyond it the handshake is refused. Default: {@code 10 s}.
         */
        public Builder allowRequestTimeout(Duration value) {
            return set(Option.ALLOW_REQUEST_TIMEOUT, value);
        }

        /**
         * How many handshakes may wait for {@link #allowRequestAsync}; beyond it they are refused with code 4. Default:
         * {@code 10_000}.
         */
        public Builder maxWaitingHandshakes(int value) {
            return set(Option.MAX_WAITING_HANDSHAKES, value);
        }

        /**
         * Whether a child of a dynamic namespace is removed when its last socket has left and none is in its
         * middleware; one into which no socket was admitted always is. Default: {@code false}.
         */
        public Builder cleanupEmptyChildNamespaces(boolean value) {
            return set(Option.CLEANUP_EMPTY_CHILD_NAMESPACES, value);
        }

        /** Whether clients are told what is otherwise silent; {@code false} by default. */
        public Builder developmentMode(boolean value) {
            return set(Option.DEVELOPMENT_MODE, value);
        }

        /**
         * Whether the sockets of a connection are disconnected when its HTTP session ends, by logout or timeout.
         * Default: {@code true}.
         */
        public Builder disconnectOnSessionEnd(boolean value) {
            return set(Option.DISCONNECT_ON_SESSION_END, value);
        }

        /** How many binary values one packet from a client may hold. Default: {@code 10}. */
        public Builder maxAttachments(int value) {
            return set(Option.MAX_ATTACHMENTS, value);
        }

        /** How deep the JSON of a packet from a client may be nested. Default: {@code 256}. */
        public Builder maxJsonDepth(int value) {
            return set(Option.MAX_JSON_DEPTH, value);
        }

        /** How many namespaces one connection may have joined at a time. Default: {@code 1_024}. */
        public Builder maxNamespacesPerConnection(int value) {
            return set(Option.MAX_NAMESPACES_PER_CONNECTION, value);
        }

        /**
         * How many rooms one socket may be in, its own among them; beyond it {@code join} throws. Default:
         * {@code 4_096}.
         */
        public Builder maxRoomsPerSocket(int value) {
            return set(Option.MAX_ROOMS_PER_SOCKET, value);
        }

        /** How many acknowledgements may be waited for that one socket owes. Default: {@code 16_384}. */
        public Builder maxPendingAcksPerSocket(int value) {
            return set(Option.MAX_PENDING_ACKS_PER_SOCKET, value);
        }

        /**
         * How many children of one dynamic namespace may exist on a node; beyond it empty ones make way, or a new one
         * is refused. Default: {@code 100_000}.
         */
        public Builder maxDynamicNamespaces(int value) {
            return set(Option.MAX_DYNAMIC_NAMESPACES, value);
        }

        /**
         * How many children of dynamic namespaces may exist that one connection has made; beyond it a new one is
         * refused. Default: {@code 1_024}.
         */
        public Builder maxDynamicNamespacesPerConnection(int value) {
            return set(Option.MAX_DYNAMIC_NAMESPACES_PER_CONNECTION, value);
        }

        /**
         * How long, in characters, the name of a namespace in a packet may be; beyond it the connection is closed.
         * Default: {@code 512}.
         */
        public Builder maxNamespaceLength(int value) {
            return set(Option.MAX_NAMESPACE_LENGTH, value);
        }

        /**
         * How many connections a node accepts; beyond it handshakes are refused with code 4. Default:
         * {@code 1_000_000}.
         */
        public Builder maxConnections(int value) {
            return set(Option.MAX_CONNECTIONS, value);
        }

        /**
         * How many connections one address may open at once, and in each second. 0 for no bound. Default: {@code 0}.
         */
        public Builder maxHandshakesPerAddress(int value) {
            return set(Option.MAX_HANDSHAKES_PER_ADDRESS, value);
        }

        /**
         * How many namespaces each connection may ask for at once, and again in each second; 0 for no bound. Default:
         * {@code 0}.
         */
        public Builder maxConnectsPerSecond(int value) {
            return set(Option.MAX_CONNECTS_PER_SECOND, value);
        }

        /** How many events each socket may send in a second; 0 for no bound. Default: {@code 0}. */
        public Builder maxEventsPerSecond(int value) {
            return set(Option.MAX_EVENTS_PER_SECOND, value);
        }

        /** How many events each socket may send at once; 0 for as many as in a second. Default: {@code 0}. */
        public Builder maxEventsAtOnce(int value) {
            return set(Option.MAX_EVENTS_AT_ONCE, value);
        }

        /** Whether a connection is closed that sends too many events. Default: {@code false}. */
        public Builder disconnectOnEventLimit(boolean value) {
            return set(Option.DISCONNECT_ON_EVENT_LIMIT, value);
        }

        /** How many bytes may wait for one client; beyond it its connection is closed. Default: {@code 16_777_216}. */
        public Builder outboxMaxBytes(int value) {
            return set(Option.OUTBOX_MAX_BYTES, value);
        }

        /** How many packets may wait for one client; beyond it its connection is closed. Default: {@code 16_384}. */
        public Builder outboxMaxPackets(int value) {
            return set(Option.OUTBOX_MAX_PACKETS, value);
        }

        /**
         * How many bytes of events of one connection, all of its sockets together, may wait or be handled; beyond it
         * the connection is closed. Default: {@code 16_777_216}.
         */
        public Builder inboxMaxBytes(int value) {
            return set(Option.INBOX_MAX_BYTES, value);
        }

        /**
         * How many events of one connection, all of its sockets together, may wait or be handled; beyond it the
         * connection is closed. Default: {@code 16_384}.
         */
        public Builder inboxMaxEvents(int value) {
            return set(Option.INBOX_MAX_EVENTS, value);
        }

        /**
         * How many bytes may wait for and from all clients together: in inboxes, outboxes, bodies of requests, and
         * incomplete packets; beyond it a connection that asks for more is closed. Default: an eighth of the heap.
         */
        public Builder maxWaitingBytes(long value) {
            return set(Option.MAX_WAITING_BYTES, value);
        }

        /** How many handlers may run, or block, at the same time. Default: {@code 256}. */
        public Builder maxThreads(int value) {
            return set(Option.MAX_THREADS, value);
        }

        /**
         * Whether handlers run on virtual threads, each with the naming context, the class loader and the caller that
         * it has on other threads too. Java 21 or later has them; on an older one the log has a warning, and nothing
         * changes. No effect with {@link #executor}. {@link #maxThreads} holds for them as well, and may be much
         * larger. Default: {@code false}.
         */
        public Builder virtualThreads(boolean value) {
            return set(Option.VIRTUAL_THREADS, value);
        }

        /**
         * The JNDI name of a {@code ManagedExecutorService} to run handlers on. With none, which an empty text means
         * too, threads come from the default {@code ManagedThreadFactory}, up to {@link #maxThreads()}. Default: none.
         */
        public Builder executor(String value) {
            return set(Option.EXECUTOR, value);
        }

        /**
         * Whether Enfilade reads and writes WebSocket frames itself where the server lets it, or by the standard API
         * everywhere. Default: {@code true}.
         */
        public Builder fastWire(boolean value) {
            return set(Option.FAST_WIRE, value);
        }

        /**
         * Whether a client that has lost its connection may come back to what it had: its id, its rooms, its data, and
         * the events that it has missed. Default: {@code false}, and then nothing is kept.
         *
         * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO: Connection state recovery</a>
         */
        public Builder connectionStateRecovery(boolean value) {
            return set(Option.CONNECTION_STATE_RECOVERY, value);
        }

        /** How long a client may be away, from when the server has noticed it. Default: {@code 120 s}. */
        public Builder recoveryMaxDisconnectionDuration(Duration value) {
            return set(Option.RECOVERY_MAX_DISCONNECTION_DURATION, value);
        }

        /**
         * Whether connect middleware is skipped for a client that comes back; the roles that the namespace requires are
         * looked at in any case. Default: {@code true}.
         */
        public Builder recoverySkipMiddlewares(boolean value) {
            return set(Option.RECOVERY_SKIP_MIDDLEWARES, value);
        }

        /**
         * How many bytes of packets are kept on a node for clients that may come back, and how many of what those have
         * left who are away: the same number for each. Beyond it the oldest is dropped. Default: {@code 67_108_864}.
         */
        public Builder recoveryMaxBytes(int value) {
            return set(Option.RECOVERY_MAX_BYTES, value);
        }

        /**
         * To how many other nodes, 0 or 1, a node sends what it emits for clients that may come back: so these get it
         * though the node is killed. Default: 0.
         */
        public Builder recoveryBackups(int value) {
            return set(Option.RECOVERY_BACKUPS, value);
        }

        /**
         * How many sockets may be kept on a node whose clients are away; beyond it the oldest is dropped. Default:
         * {@code 100_000}.
         */
        public Builder recoveryMaxSessions(int value) {
            return set(Option.RECOVERY_MAX_SESSIONS, value);
        }

        /**
         * Whether the application joins the server's cluster, if there is one; if not, it serves its own clients only.
         * Default: {@code true}.
         */
        public Builder cluster(boolean value) {
            return set(Option.CLUSTER, value);
        }

        /**
         * What the application is called in the cluster: deployments of one name act as one, whatever their context
         * path and virtual host, and others do not hear them. Without it the name is made of the WAR's Maven
         * coordinates or, if it has none, its file name without version, of the virtual host, the context path and
         * {@link #path}. Default: none.
         */
        public Builder clusterName(String value) {
            return set(Option.CLUSTER_NAME, value);
        }

        /**
         * Seals the messages between the nodes, whatever the grid: they are encrypted, and what a node without the same
         * secret sends is ignored. At least 16 characters; better a random text of 32 than a word. Default: none.
         */
        public Builder clusterSecret(String value) {
            return set(Option.CLUSTER_SECRET, value);
        }

        /**
         * Whether {@link Broadcast#fetchSockets} brings credentials of clients from other nodes, see
         * {@link RemoteSocket#handshake}. Turn it on only where the cluster is encrypted. Default: {@code false}.
         */
        public Builder clusterCredentials(boolean value) {
            return set(Option.CLUSTER_CREDENTIALS, value);
        }

        /**
         * Whether requests and WebSockets that reach another node of the cluster than that of their session are
         * forwarded to it, so that the load balancer need not be sticky. It has to be on on both nodes. Default:
         * {@code true}.
         */
        public Builder forwarding(boolean value) {
            return set(Option.FORWARDING, value);
        }

        /**
         * Sets an option by its property, as a file does. The parts of {@code enfilade.cors} have an effect together
         * with {@code enfilade.cors.origin} or {@code enfilade.cors.originPattern} only, in any order.
         *
         * @param name one of {@link ServerOptions#propertyNames()}
         * @throws IllegalArgumentException if there is no such property, or if the text cannot be used; the message
         *     says how to write it
         */
        public Builder property(String name, String text) {
            if (!PROPERTIES.contains(name)) {
                throw new IllegalArgumentException(name + " is no option");
            }
            String option = name.substring(PREFIX.length());
            if (option.startsWith(COOKIE)) {
                return cookie(cookie.withPart(option.substring(COOKIE.length()), text));
            }
            return option.startsWith(CORS) ? corsPart(option.substring(CORS.length()), text) : set(option, text);
        }

        private Builder set(String name, String text) {
            return setText(Objects.requireNonNull(Option.ALL.get(name)), text);
        }

        private <T> Builder setText(Option<T> option, String text) {
            return set(option, option.meaning(text));
        }

        private <T> Builder set(Option<T> option, T value) {
            values.put(option, option.checked(value));
            return this;
        }

        private Builder corsPart(String part, String text) {
            corsOfProperties = corsOfProperties.withPart(part, text);
            return corsOfProperties.isSameOriginOnly() ? this : cors(corsOfProperties);
        }

        /**
         * The finished options.
         *
         * @throws IllegalArgumentException if browsers would drop the cookie, or if options exclude one another:
         *     {@link #allowEIO3} and {@link #parser}
         */
        public ServerOptions build() {
            ServerOptions built = new ServerOptions(this);
            if (built.allowEIO3() && built.parser().isPresent()) {
                throw new IllegalArgumentException("enfilade.allowEIO3 and enfilade.parser exclude one another: clients"
                        + " of Socket.IO 1 and 2 know Socket.IO's own parser only");
            }
            return built;
        }
    }
}
