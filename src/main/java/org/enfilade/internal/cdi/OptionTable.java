package org.enfilade.internal.cdi;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.enfilade.CorsOptions;
import org.enfilade.ServerOptions.Builder;
import org.enfilade.Transport;

/** The properties, by name, and what their texts mean. */
final class OptionTable {
    /** One property. */
    interface Option {
        void set(Builder builder, Cors cors, String text);
    }

    /** The parts of {@code cors}, which come in any order and make sense together only. */
    static final class Cors {
        private List<String> origins = List.of();
        private List<String> methods = CorsOptions.sameOrigin().methods();
        private List<String> allowedHeaders = List.of();
        private List<String> exposedHeaders = List.of();
        private boolean credentials;
        private Optional<Duration> maxAge = Optional.empty();

        void finish(Builder builder) {
            CorsOptions cors = CorsOptions.allowing(origins.toArray(String[]::new))
                    .withMethods(methods.toArray(String[]::new))
                    .withAllowedHeaders(allowedHeaders.toArray(String[]::new))
                    .withExposedHeaders(exposedHeaders.toArray(String[]::new));
            cors = maxAge.isPresent() ? cors.withMaxAge(maxAge.get()) : cors;
            builder.cors(credentials ? cors.withCredentials() : cors);
        }
    }

    static final String PREFIX = "enfilade.";
    static final String CORS_ORIGIN = PREFIX + "cors.origin";
    static final String CLUSTER_SECRET = PREFIX + "cluster.secret";
    static final Map<String, Option> ENTRIES = entries();

    private OptionTable() {}

    private static Map<String, Option> entries() {
        Map<String, Option> all = new TreeMap<>();
        durations(all);
        numbers(all);
        cors(all);
        put(all, "path", Builder::path, text -> text);
        put(all, "executor", Builder::executor, text -> text);
        put(all, "cluster", Builder::cluster, OptionTable::truth);
        put(all, "cluster.name", Builder::clusterName, text -> text);
        put(all, CLUSTER_SECRET.substring(PREFIX.length()), Builder::clusterSecret, text -> text);
        put(all, "cluster.credentials", Builder::clusterCredentials, OptionTable::truth);
        put(all, "virtualThreads", Builder::virtualThreads, OptionTable::truth);
        put(all, "fastWire", Builder::fastWire, OptionTable::truth);
        put(all, "transports", Builder::transports, OptionTable::transports);
        put(all, "allowUpgrades", Builder::allowUpgrades, OptionTable::truth);
        put(all, "disconnectOnSessionEnd", Builder::disconnectOnSessionEnd, OptionTable::truth);
        put(all, "developmentMode", Builder::developmentMode, OptionTable::truth);
        put(all, "cleanupEmptyChildNamespaces", Builder::cleanupEmptyChildNamespaces, OptionTable::truth);
        return all;
    }

    private static void durations(Map<String, Option> all) {
        put(all, "pingInterval", Builder::pingInterval, OptionTable::duration);
        put(all, "pingTimeout", Builder::pingTimeout, OptionTable::duration);
        put(all, "connectTimeout", Builder::connectTimeout, OptionTable::duration);
        put(all, "upgradeTimeout", Builder::upgradeTimeout, OptionTable::duration);
        put(all, "ackTimeout", Builder::ackTimeout, OptionTable::duration);
    }

    private static void numbers(Map<String, Option> all) {
        put(all, "maxHttpBufferSize", Builder::maxHttpBufferSize, OptionTable::number);
        put(all, "maxAttachments", Builder::maxAttachments, OptionTable::number);
        put(all, "maxJsonDepth", Builder::maxJsonDepth, OptionTable::number);
        put(all, "maxNamespacesPerConnection", Builder::maxNamespacesPerConnection, OptionTable::number);
        put(all, "maxRoomsPerSocket", Builder::maxRoomsPerSocket, OptionTable::number);
        put(all, "maxDynamicNamespaces", Builder::maxDynamicNamespaces, OptionTable::number);
        put(all, "maxDynamicNamespacesPerConnection", Builder::maxDynamicNamespacesPerConnection, OptionTable::number);
        put(all, "maxNamespaceLength", Builder::maxNamespaceLength, OptionTable::number);
        put(all, "maxConnections", Builder::maxConnections, OptionTable::number);
        put(all, "outboxMaxBytes", Builder::outboxMaxBytes, OptionTable::number);
        put(all, "outboxMaxPackets", Builder::outboxMaxPackets, OptionTable::number);
        put(all, "inboxMaxBytes", Builder::inboxMaxBytes, OptionTable::number);
        put(all, "inboxMaxEvents", Builder::inboxMaxEvents, OptionTable::number);
        put(all, "maxWaitingBytes", Builder::maxWaitingBytes, OptionTable::largeNumber);
        put(all, "maxThreads", Builder::maxThreads, OptionTable::number);
    }

    private static void cors(Map<String, Option> all) {
        all.put(CORS_ORIGIN, (builder, cors, text) -> cors.origins = list(text));
        all.put(PREFIX + "cors.methods", (builder, cors, text) -> cors.methods = list(text));
        all.put(PREFIX + "cors.allowedHeaders", (builder, cors, text) -> cors.allowedHeaders = list(text));
        all.put(PREFIX + "cors.exposedHeaders", (builder, cors, text) -> cors.exposedHeaders = list(text));
        all.put(PREFIX + "cors.credentials", (builder, cors, text) -> cors.credentials = truth(text));
        all.put(PREFIX + "cors.maxAge", (builder, cors, text) -> cors.maxAge = Optional.of(duration(text)));
    }

    private static <T> void put(
            Map<String, Option> all,
            String name,
            BiFunction<Builder, T, Builder> setter,
            java.util.function.Function<String, T> meaning) {
        all.put(PREFIX + name, (builder, cors, text) -> setter.apply(builder, meaning.apply(text)));
    }

    private static Duration duration(String text) {
        try {
            return text.startsWith("P") || text.startsWith("p")
                    ? Duration.parse(text)
                    : Duration.ofMillis(Long.parseLong(text));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException("write milliseconds, or ISO-8601 such as PT25S", e);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write a whole number up to " + Integer.MAX_VALUE, e);
        }
    }

    private static long largeNumber(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write a whole number", e);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Set<Transport> transports(String text) {
        Set<Transport> transports = EnumSet.noneOf(Transport.class);
        for (String name : list(text)) {
            try {
                transports.add(Transport.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("write polling, websocket, or both", e);
            }
        }
        return transports;
    }
}
