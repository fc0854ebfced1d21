package org.enfilade;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

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
 * {@link #cors()} are {@code enfilade.cors.origin}, {@code .methods}, {@code .allowedHeaders}, {@code .exposedHeaders},
 * {@code .credentials} and {@code .maxAge}, and those of {@link #clusterName()}, {@link #clusterSecret()} and
 * {@link #clusterCredentials()} are {@code enfilade.cluster.name}, {@code .secret} and {@code .credentials}. A value
 * that cannot be read fails the deployment.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/">Socket.IO: Server options</a>
 */
public final class ServerOptions {
    private final String path;
    private final Duration pingInterval;
    private final Duration pingTimeout;
    private final Duration connectTimeout;
    private final Duration upgradeTimeout;
    private final Duration ackTimeout;
    private final int maxHttpBufferSize;
    private final Set<Transport> transports;
    private final boolean allowUpgrades;
    private final CorsOptions cors;
    private final HandshakeCheck allowRequest;
    private final boolean cleanupEmptyChildNamespaces;
    private final boolean developmentMode;
    private final boolean disconnectOnSessionEnd;
    private final int maxAttachments;
    private final int maxJsonDepth;
    private final int maxNamespacesPerConnection;
    private final int maxRoomsPerSocket;
    private final int maxDynamicNamespaces;
    private final int maxDynamicNamespacesPerConnection;
    private final int maxNamespaceLength;
    private final int maxConnections;
    private final int outboxMaxBytes;
    private final int outboxMaxPackets;
    private final int inboxMaxBytes;
    private final int inboxMaxEvents;
    private final long maxWaitingBytes;
    private final int maxThreads;
    private final boolean virtualThreads;
    private final String executor;
    private final boolean fastWire;
    private final boolean cluster;
    private final String clusterName;
    private final String clusterSecret;
    private final boolean clusterCredentials;

    private ServerOptions(Builder builder) {
        path = builder.path;
        pingInterval = builder.pingInterval;
        pingTimeout = builder.pingTimeout;
        connectTimeout = builder.connectTimeout;
        upgradeTimeout = builder.upgradeTimeout;
        ackTimeout = builder.ackTimeout;
        maxHttpBufferSize = builder.maxHttpBufferSize;
        transports = Set.copyOf(builder.transports);
        allowUpgrades = builder.allowUpgrades;
        cors = builder.cors;
        allowRequest = builder.allowRequest;
        cleanupEmptyChildNamespaces = builder.cleanupEmptyChildNamespaces;
        developmentMode = builder.developmentMode;
        disconnectOnSessionEnd = builder.disconnectOnSessionEnd;
        maxAttachments = builder.maxAttachments;
        maxJsonDepth = builder.maxJsonDepth;
        maxNamespacesPerConnection = builder.maxNamespacesPerConnection;
        maxRoomsPerSocket = builder.maxRoomsPerSocket;
        maxDynamicNamespaces = builder.maxDynamicNamespaces;
        maxDynamicNamespacesPerConnection = builder.maxDynamicNamespacesPerConnection;
        maxNamespaceLength = builder.maxNamespaceLength;
        maxConnections = builder.maxConnections;
        outboxMaxBytes = builder.outboxMaxBytes;
        outboxMaxPackets = builder.outboxMaxPackets;
        inboxMaxBytes = builder.inboxMaxBytes;
        inboxMaxEvents = builder.inboxMaxEvents;
        maxWaitingBytes = builder.maxWaitingBytes;
        maxThreads = builder.maxThreads;
        virtualThreads = builder.virtualThreads;
        executor = builder.executor;
        fastWire = builder.fastWire;
        cluster = builder.cluster;
        clusterName = builder.clusterName;
        clusterSecret = builder.clusterSecret;
        clusterCredentials = builder.clusterCredentials;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the server listens, below the context root; begins and ends with a slash. */
    public String path() {
        return path;
    }

    /** How often the server pings a client. */
    public Duration pingInterval() {
        return pingInterval;
    }

    /** How long the server waits for the answer to a ping before it closes the connection. */
    public Duration pingTimeout() {
        return pingTimeout;
    }

    /** How long a connection may take to join its first namespace, middleware included. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long an upgrade to WebSocket may take before it is given up; the polling session goes on. */
    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    /** How long {@code emitWithAck} waits if no {@code timeout} is given. */
    public Duration ackTimeout() {
        return ackTimeout;
    }

    /** The largest message or POST body from a client, in bytes; announced as {@code maxPayload}. */
    public int maxHttpBufferSize() {
        return maxHttpBufferSize;
    }

    /** The transports that are offered. */
    public Set<Transport> transports() {
        return transports;
    }

    /** Whether a polling session may change to WebSocket. */
    public boolean allowUpgrades() {
        return allowUpgrades;
    }

    /** Which foreign origins are allowed. */
    public CorsOptions cors() {
        return cors;
    }

    /** Looks at every handshake and may refuse it. */
    public HandshakeCheck allowRequest() {
        return allowRequest;
    }

    /**
     * Whether a child of a dynamic namespace is removed when its last socket has left and none is in its middleware;
     * one into which no socket was admitted always is.
     */
    public boolean cleanupEmptyChildNamespaces() {
        return cleanupEmptyChildNamespaces;
    }

    /**
     * Whether an event that would stay without an answer is acknowledged by {@code {error: "…"}}: one that nobody
     * handles, with an argument that does not fit, that was refused, or whose handler failed, if no {@link OnError}
     * method observes it. For development: it tells a client what it need not know.
     */
    public boolean developmentMode() {
        return developmentMode;
    }

    /** Whether the sockets of a connection are disconnected when the HTTP session ends that it was opened in. */
    public boolean disconnectOnSessionEnd() {
        return disconnectOnSessionEnd;
    }

    /** How many binary values one packet from a client may hold. */
    public int maxAttachments() {
        return maxAttachments;
    }

    /** How deep the JSON of a packet from a client may be nested. */
    public int maxJsonDepth() {
        return maxJsonDepth;
    }

    /** How many namespaces one connection may have joined at a time. */
    public int maxNamespacesPerConnection() {
        return maxNamespacesPerConnection;
    }

    /** How many rooms one socket may be in, its own among them; beyond it {@code join} throws. */
    public int maxRoomsPerSocket() {
        return maxRoomsPerSocket;
    }

    /**
     * How many children of one dynamic namespace may exist on a node; beyond it empty ones make way, or a new one is
     * refused.
     */
    public int maxDynamicNamespaces() {
        return maxDynamicNamespaces;
    }

    /**
     * How many children of dynamic namespaces may exist that one connection has made; beyond it a new one is refused.
     */
    public int maxDynamicNamespacesPerConnection() {
        return maxDynamicNamespacesPerConnection;
    }

    /** How long, in characters, the name of a namespace in a packet may be; beyond it the connection is closed. */
    public int maxNamespaceLength() {
        return maxNamespaceLength;
    }

    /** How many connections a node accepts; beyond it handshakes are refused with code 4. */
    public int maxConnections() {
        return maxConnections;
    }

    /** How many bytes may wait for one client; beyond it its connection is closed. */
    public int outboxMaxBytes() {
        return outboxMaxBytes;
    }

    /** How many packets may wait for one client; beyond it its connection is closed. */
    public int outboxMaxPackets() {
        return outboxMaxPackets;
    }

    /**
     * How many bytes of events of one connection, all of its sockets together, may wait or be handled; beyond it the
     * connection is closed.
     */
    public int inboxMaxBytes() {
        return inboxMaxBytes;
    }

    /**
     * How many events of one connection, all of its sockets together, may wait or be handled; beyond it the connection
     * is closed.
     */
    public int inboxMaxEvents() {
        return inboxMaxEvents;
    }

    /**
     * How many bytes may wait for and from all clients together: in inboxes, outboxes, bodies of requests, and
     * incomplete packets; beyond it a connection that asks for more is closed.
     */
    public long maxWaitingBytes() {
        return maxWaitingBytes;
    }

    /** How many handlers may run, or block, at the same time. */
    public int maxThreads() {
        return maxThreads;
    }

    /**
     * Whether handlers run on virtual threads, up to {@link #maxThreads()}, where Java has them (21 and later) and no
     * executor is named.
     */
    public boolean virtualThreads() {
        return virtualThreads;
    }

    /**
     * The JNDI name of a {@code ManagedExecutorService} to run handlers on; if empty, threads come from the default
     * {@code ManagedThreadFactory}, up to {@link #maxThreads()}.
     */
    public String executor() {
        return executor;
    }

    /**
     * Whether WebSocket frames are written in a server's own way where that is known to be cheaper, or by the standard
     * API everywhere.
     */
    public boolean fastWire() {
        return fastWire;
    }

    /** Whether the application joins the server's cluster, if there is one. */
    public boolean cluster() {
        return cluster;
    }

    /** What the application is called in the cluster; an empty text lets Enfilade find a name. */
    public String clusterName() {
        return clusterName;
    }

    /** What seals the messages between the nodes; an empty text if they are not sealed. */
    public String clusterSecret() {
        return clusterSecret;
    }

    /**
     * Whether {@link Broadcast#fetchSockets} brings credentials of clients from other nodes, see
     * {@link RemoteSocket#handshake}.
     */
    public boolean clusterCredentials() {
        return clusterCredentials;
    }

    /** Collects options; not safe for use by several threads. Setters refuse impossible values at once. */
    public static final class Builder {
        private static final int MIN_SECRET = 16;

        private String path = "/socket.io/";
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration connectTimeout = Duration.ofSeconds(45);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private Duration ackTimeout = Duration.ofSeconds(20);
        private int maxHttpBufferSize = 1_000_000;
        private Set<Transport> transports = EnumSet.allOf(Transport.class);
        private boolean allowUpgrades = true;
        private CorsOptions cors = CorsOptions.sameOrigin();
        private HandshakeCheck allowRequest = handshake -> {};
        private boolean cleanupEmptyChildNamespaces = false;
        private boolean developmentMode = false;
        private boolean disconnectOnSessionEnd = true;
        private int maxAttachments = 10;
        private int maxJsonDepth = 256;
        private int maxNamespacesPerConnection = 1_024;
        private int maxRoomsPerSocket = 4_096;
        private int maxDynamicNamespaces = 100_000;
        private int maxDynamicNamespacesPerConnection = 1_024;
        private int maxNamespaceLength = 512;
        private int maxConnections = 1_000_000;
        private int outboxMaxBytes = 16_777_216;
        private int outboxMaxPackets = 16_384;
        private int inboxMaxBytes = 16_777_216;
        private int inboxMaxEvents = 16_384;
        private long maxWaitingBytes = Runtime.getRuntime().maxMemory() / 8;
        private int maxThreads = 256;
        private boolean virtualThreads;
        private String executor = "";
        private boolean fastWire = true;
        private boolean cluster = true;
        private String clusterName = "";
        private String clusterSecret = "";
        private boolean clusterCredentials = false;

        private Builder() {}

        /**
         * Where the server listens, below the context root; begins and ends with a slash. Default:
         * {@code "/socket.io/"}.
         */
        public Builder path(String value) {
            path = checkedPath(value);
            return this;
        }

        /** How often the server pings a client. Default: {@code 25 s}. */
        public Builder pingInterval(Duration value) {
            pingInterval = positive("pingInterval", value);
            return this;
        }

        /**
         * How long the server waits for the answer to a ping before it closes the connection. Default: {@code 20 s}.
         */
        public Builder pingTimeout(Duration value) {
            pingTimeout = positive("pingTimeout", value);
            return this;
        }

        /** How long a connection may take to join its first namespace, middleware included. Default: {@code 45 s}. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = positive("connectTimeout", value);
            return this;
        }

        /**
         * How long an upgrade to WebSocket may take before it is given up; the polling session goes on. Default:
         * {@code 10 s}.
         */
        public Builder upgradeTimeout(Duration value) {
            upgradeTimeout = positive("upgradeTimeout", value);
            return this;
        }

        /** How long {@code emitWithAck} waits if it is not told. Default: {@code 20 s}. */
        public Builder ackTimeout(Duration value) {
            ackTimeout = positive("ackTimeout", value);
            return this;
        }

        /**
         * The largest message or POST body from a client, in bytes; announced as {@code maxPayload}. Default:
         * {@code 1_000_000}.
         */
        public Builder maxHttpBufferSize(int value) {
            maxHttpBufferSize = positive("maxHttpBufferSize", value);
            return this;
        }

        /** The transports that are offered. Default: both. */
        public Builder transports(Set<Transport> value) {
            transports = checkedTransports(value);
            return this;
        }

        /** Whether a polling session may change to WebSocket. Default: {@code true}. */
        public Builder allowUpgrades(boolean value) {
            allowUpgrades = value;
            return this;
        }

        /** Which foreign origins are allowed. Default: the same origin. */
        public Builder cors(CorsOptions value) {
            cors = Objects.requireNonNull(value);
            return this;
        }

        /** Looks at every handshake and may refuse it. Default: none. */
        public Builder allowRequest(HandshakeCheck value) {
            allowRequest = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Whether a child of a dynamic namespace is removed when its last socket has left and none is in its
         * middleware; one into which no socket was admitted always is. Default: {@code false}.
         */
        public Builder cleanupEmptyChildNamespaces(boolean value) {
            cleanupEmptyChildNamespaces = value;
            return this;
        }

        /** Whether clients are told what is otherwise silent; {@code false} by default. */
        public Builder developmentMode(boolean value) {
            developmentMode = value;
            return this;
        }

        /**
         * Whether the sockets of a connection are disconnected when its HTTP session ends, by logout or timeout.
         * Default: {@code true}.
         */
        public Builder disconnectOnSessionEnd(boolean value) {
            disconnectOnSessionEnd = value;
            return this;
        }

        /** How many binary values one packet from a client may hold. Default: {@code 10}. */
        public Builder maxAttachments(int value) {
            maxAttachments = positive("maxAttachments", value);
            return this;
        }

        /** How deep the JSON of a packet from a client may be nested. Default: {@code 256}. */
        public Builder maxJsonDepth(int value) {
            maxJsonDepth = positive("maxJsonDepth", value);
            return this;
        }

        /** How many namespaces one connection may have joined at a time. Default: {@code 1_024}. */
        public Builder maxNamespacesPerConnection(int value) {
            maxNamespacesPerConnection = positive("maxNamespacesPerConnection", value);
            return this;
        }

        /**
         * How many rooms one socket may be in, its own among them; beyond it {@code join} throws. Default:
         * {@code 4_096}.
         */
        public Builder maxRoomsPerSocket(int value) {
            maxRoomsPerSocket = positive("maxRoomsPerSocket", value);
            return this;
        }

        /**
         * How many children of one dynamic namespace may exist on a node; beyond it empty ones make way, or a new one
         * is refused. Default: {@code 100_000}.
         */
        public Builder maxDynamicNamespaces(int value) {
            maxDynamicNamespaces = positive("maxDynamicNamespaces", value);
            return this;
        }

        /**
         * How many children of dynamic namespaces may exist that one connection has made; beyond it a new one is
         * refused. Default: {@code 1_024}.
         */
        public Builder maxDynamicNamespacesPerConnection(int value) {
            maxDynamicNamespacesPerConnection = positive("maxDynamicNamespacesPerConnection", value);
            return this;
        }

        /**
         * How long, in characters, the name of a namespace in a packet may be; beyond it the connection is closed.
         * Default: {@code 512}.
         */
        public Builder maxNamespaceLength(int value) {
            maxNamespaceLength = positive("maxNamespaceLength", value);
            return this;
        }

        /**
         * How many connections a node accepts; beyond it handshakes are refused with code 4. Default:
         * {@code 1_000_000}.
         */
        public Builder maxConnections(int value) {
            maxConnections = positive("maxConnections", value);
            return this;
        }

        /** How many bytes may wait for one client; beyond it its connection is closed. Default: {@code 16_777_216}. */
        public Builder outboxMaxBytes(int value) {
            outboxMaxBytes = positive("outboxMaxBytes", value);
            return this;
        }

        /** How many packets may wait for one client; beyond it its connection is closed. Default: {@code 16_384}. */
        public Builder outboxMaxPackets(int value) {
            outboxMaxPackets = positive("outboxMaxPackets", value);
            return this;
        }

        /**
         * How many bytes of events of one connection, all of its sockets together, may wait or be handled; beyond it
         * the connection is closed. Default: {@code 16_777_216}.
         */
        public Builder inboxMaxBytes(int value) {
            inboxMaxBytes = positive("inboxMaxBytes", value);
            return this;
        }

        /**
         * How many events of one connection, all of its sockets together, may wait or be handled; beyond it the
         * connection is closed. Default: {@code 16_384}.
         */
        public Builder inboxMaxEvents(int value) {
            inboxMaxEvents = positive("inboxMaxEvents", value);
            return this;
        }

        /**
         * How many bytes may wait for and from all clients together: in inboxes, outboxes, bodies of requests, and
         * incomplete packets; beyond it a connection that asks for more is closed. Default: an eighth of the heap.
         */
        public Builder maxWaitingBytes(long value) {
            if (value <= 0) {
                throw new IllegalArgumentException("maxWaitingBytes is " + value + "; it has to be positive");
            }
            maxWaitingBytes = value;
            return this;
        }

        /** How many handlers may run, or block, at the same time. Default: {@code 256}. */
        public Builder maxThreads(int value) {
            maxThreads = positive("maxThreads", value);
            return this;
        }

        /**
         * Whether handlers run on virtual threads, each with the naming context, the class loader and the caller that
         * it has on other threads too. Java 21 or later has them; on an older one the log has a warning, and nothing
         * changes. No effect with {@link #executor}. {@link #maxThreads} holds for them as well, and may be much
         * larger. Default: {@code false}.
         */
        public Builder virtualThreads(boolean value) {
            virtualThreads = value;
            return this;
        }

        /**
         * The JNDI name of a {@code ManagedExecutorService} to run handlers on; if empty, threads come from the default
         * {@code ManagedThreadFactory}, up to {@link #maxThreads()}. Default: none.
         */
        public Builder executor(String value) {
            executor = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Whether WebSocket frames are written in a server's own way where that is known to be cheaper, or by the
         * standard API everywhere. Default: {@code true}.
         */
        public Builder fastWire(boolean value) {
            fastWire = value;
            return this;
        }

        /**
         * Whether the application joins the server's cluster, if there is one; if not, it serves its own clients only.
         * Default: {@code true}.
         */
        public Builder cluster(boolean value) {
            cluster = value;
            return this;
        }

        /**
         * What the application is called in the cluster: deployments of one name act as one, whatever their context
         * path and virtual host, and others do not hear them. Without it the name is made of the WAR's Maven
         * coordinates or, if it has none, its file name without version, of the virtual host, the context path and
         * {@link #path}. Default: none.
         */
        public Builder clusterName(String value) {
            clusterName = checkedClusterName(value);
            return this;
        }

        /**
         * Seals the messages between the nodes, whatever the grid: they are encrypted, and what a node without the same
         * secret sends is ignored. At least 16 characters; better a random text of 32 than a word. Default: none.
         */
        public Builder clusterSecret(String value) {
            if (!value.isEmpty() && value.length() < MIN_SECRET) {
                throw new IllegalArgumentException(
                        "cluster.secret is shorter than " + MIN_SECRET + " characters, and could be guessed");
            }
            clusterSecret = value;
            return this;
        }

        /**
         * Whether {@link Broadcast#fetchSockets} brings credentials of clients from other nodes, see
         * {@link RemoteSocket#handshake}. Turn it on only where the cluster is encrypted. Default: {@code false}.
         */
        public Builder clusterCredentials(boolean value) {
            clusterCredentials = value;
            return this;
        }

        /** The finished options. */
        public ServerOptions build() {
            return new ServerOptions(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.toMillis() <= 0) {
                throw new IllegalArgumentException(name + " is " + value + "; it has to be at least a millisecond");
            }
            return value;
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " is " + value + "; it has to be positive");
            }
            return value;
        }

        private static String checkedClusterName(String value) {
            if (value.length() > 200 || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "cluster.name has " + value.length() + " characters; it has to be at most 200, on one line");
            }
            return value.strip();
        }

        private static String checkedPath(String value) {
            if (!value.startsWith("/") || !value.endsWith("/") || value.length() < 3 || value.contains("*")) {
                throw new IllegalArgumentException(
                        "path is \"" + value + "\"; it has to begin and end with a slash, as \"/socket.io/\" does");
            }
            return value;
        }

        private static Set<Transport> checkedTransports(Set<Transport> value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("transports is empty; name polling, websocket, or both");
            }
            return EnumSet.copyOf(value);
        }
    }
}
