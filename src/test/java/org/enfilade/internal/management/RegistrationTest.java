package org.enfilade.internal.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.enfilade.RoomPage;
import org.enfilade.internal.cdi.LogCapture;
import org.enfilade.internal.namespace.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {
    private static final Figures FIGURES = new Figures() {
        @Override
        public boolean isAccepting() {
            return true;
        }

        @Override
        public int connections() {
            return 5;
        }

        @Override
        public List<OfNamespace> namespaces(int max) {
            return List.of(new OfNamespace("/chat", false, 0, 4, 3), new OfNamespace("/shop-{id}", true, 2, 1, 0));
        }

        @Override
        public Map<Integer, Long> refusedRequests() {
            return Map.of(1, 12L);
        }

        @Override
        public long refusedConnects() {
            return 6;
        }

        @Override
        public Map<String, Long> closes() {
            return Map.of("transport close", 9L);
        }

        @Override
        public Map<String, Long> limits() {
            return Map.of("maxAttachments", 1L);
        }

        @Override
        public OfCluster cluster() {
            return new OfCluster(Optional.of("here"), Set.of("there", "elsewhere"), 21, 22, 23, 24);
        }

        @Override
        public CompletionStage<RoomPage> rooms(String namespace, String prefix, String after, int max) {
            if (max < 1) {
                throw new IllegalArgumentException("too few");
            }
            return max == 2
                    ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                    : CompletableFuture.completedFuture(new Page(namespace + " " + prefix + " " + after + " " + max));
        }

        @Override
        public OfRecovery recovery() {
            return new OfRecovery(31, 32, 33, 34, Map.of("away too long", 35L), 36);
        }

        @Override
        public long waitingBytes() {
            return 4_096;
        }

        @Override
        public long maxWaitingBytes() {
            return 1_000_000;
        }
    };

    private record Page(String name) implements RoomPage, RoomPage.Room {
        @Override
        public List<Room> rooms() {
            return List.of(this);
        }

        @Override
        public int size() {
            return 7;
        }

        @Override
        public Map<String, Integer> sizes() {
            return Map.of("here", 3, "there", 4);
        }

        @Override
        public Map<String, Integer> sockets() {
            return Map.of("here", 9);
        }

        @Override
        public Optional<String> next() {
            return Optional.of("b");
        }

        @Override
        public List<String> missingNodes() {
            return List.of("elsewhere");
        }
    }

    private static final HandlerThreads THREADS = new HandlerThreads() {
        @Override
        public int threads() {
            return 7;
        }

        @Override
        public int maxThreads() {
            return 8;
        }

        @Override
        public int waitingTasks() {
            return 9;
        }

        @Override
        public Duration longestWait() {
            return Duration.ofSeconds(2);
        }
    };

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private Set<ObjectName> registered() throws Exception {
        return server.queryNames(new ObjectName("org.enfilade:type=Server,*"), null);
    }

    @Test
    void mbean_tellsAsOpenData_asLongAsItIsRegistered() throws Exception {
        Registration registration = Registration.of("a, \"host\"", new Running("/shop*?=", FIGURES, THREADS));
        ObjectName name = registered().iterator().next();
        assertThat(ObjectName.unquote(name.getKeyProperty("application"))).isEqualTo("/shop*?=");
        assertThat(ObjectName.unquote(name.getKeyProperty("host"))).isEqualTo("a, \"host\"");

        assertThat(server.getAttribute(name, "Accepting")).isEqualTo(true);
        assertThat(server.getAttribute(name, "Connections")).isEqualTo(5);
        CompositeData[] namespaces = (CompositeData[]) server.getAttribute(name, "Namespaces");
        assertThat(namespaces).hasSize(2);
        assertThat(namespaces[0].get("name")).isEqualTo("/chat");
        assertThat(namespaces[0].get("sockets")).isEqualTo(4);
        assertThat(namespaces[0].get("rooms")).isEqualTo(3);
        assertThat(namespaces[1].get("dynamic")).isEqualTo(true);
        assertThat(namespaces[1].get("children")).isEqualTo(2);
        assertThat(server.getAttribute(name, "Threads")).isEqualTo(7);
        assertThat(server.getAttribute(name, "MaxThreads")).isEqualTo(8);
        assertThat(server.getAttribute(name, "WaitingTasks")).isEqualTo(9);
        assertThat(server.getAttribute(name, "LongestWaitMillis")).isEqualTo(2_000L);
        assertThat(server.getAttribute(name, "RefusedConnects")).isEqualTo(6L);
        assertThat(table(name, "RefusedRequests").toString()).contains("key=1", "value=12");
        assertThat(table(name, "Closes").toString()).contains("key=transport close", "value=9");
        assertThat(table(name, "Limits").toString()).contains("key=maxAttachments", "value=1");
        assertThat(server.getAttribute(name, "Node")).isEqualTo("here");
        assertThat(server.getAttribute(name, "OtherNodes")).isEqualTo(new String[] {"elsewhere", "there"});
        assertThat(server.getAttribute(name, "MessagesSent")).isEqualTo(21L);
        assertThat(server.getAttribute(name, "MessagesReceived")).isEqualTo(22L);
        assertThat(server.getAttribute(name, "OwnRooms")).isEqualTo(23);
        assertThat(server.getAttribute(name, "OtherRooms")).isEqualTo(24);
        assertThat(server.getAttribute(name, "RecoverableSessions")).isEqualTo(31);
        assertThat(server.getAttribute(name, "RecoverableBytes")).isEqualTo(32L);
        assertThat(server.getAttribute(name, "RecoveryLogBytes")).isEqualTo(33L);
        assertThat(server.getAttribute(name, "Recovered")).isEqualTo(34L);
        assertThat(table(name, "Unrecovered").toString()).contains("key=away too long", "value=35");
        assertThat(server.getAttribute(name, "UnknownReturns")).isEqualTo(36L);
        assertThat(server.getAttribute(name, "WaitingBytes")).isEqualTo(4_096L);
        assertThat(server.getAttribute(name, "MaxWaitingBytes")).isEqualTo(1_000_000L);

        registration.close();
        registration.close();
        assertThat(registered()).isEmpty();
    }

    private Object fetchRooms(ObjectName name, int max) throws Exception {
        Object[] args = {"/chat", "g", "a", max};
        String text = String.class.getName();
        return server.invoke(name, "fetchRooms", args, new String[] {text, text, text, "int"});
    }

    @Test
    void mbean_fetchesRooms() throws Exception {
        Registration registration = Registration.of("host", new Running("/shop", FIGURES, THREADS));
        ObjectName name = registered().iterator().next();
        try {
            CompositeData page = (CompositeData) fetchRooms(name, 10);
            CompositeData[] rooms = (CompositeData[]) page.get("rooms");
            assertThat(rooms).hasSize(1);
            assertThat(rooms[0].get("name")).isEqualTo("/chat g a 10");
            assertThat(rooms[0].get("size")).isEqualTo(7);
            assertThat(rooms[0].get("sizes").toString()).contains("key=here", "value=3", "key=there", "value=4");
            assertThat(page.get("sockets").toString()).contains("key=here", "value=9");
            assertThat(page.get("next")).isEqualTo("b");
            assertThat(page.get("missingNodes")).isEqualTo(new String[] {"elsewhere"});

            assertThatThrownBy(() -> fetchRooms(name, 0))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasStackTraceContaining("too few");
            assertThatThrownBy(() -> fetchRooms(name, 2))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("the rooms could not be counted")
                    .hasStackTraceContaining("broken");
        } finally {
            registration.close();
        }
    }

    private Collection<?> table(ObjectName name, String attribute) throws Exception {
        return ((TabularData) server.getAttribute(name, attribute)).values();
    }

    @Test
    void mbean_whoseNameIsTaken_isLeftOut_andLeavesTheOtherAlone() throws Exception {
        Registration first = Registration.of("host", new Running("/shop", FIGURES, THREADS));
        try (LogCapture log = new LogCapture()) {
            Registration second = Registration.of("host", new Running("/shop", FIGURES, HandlerThreads.UNKNOWN));
            assertThat(log.messages()).hasSize(1);
            second.close();
        }
        assertThat(registered()).hasSize(1);
        first.close();
        assertThat(registered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "119, true", "120, false", "600, false"})
    void application_whoseHandlersWaitForTwoMinutes_isNotAlive(int seconds, boolean alive) {
        HandlerThreads blocked = new HandlerThreads() {
            @Override
            public int threads() {
                return 8;
            }

            @Override
            public int maxThreads() {
                return 8;
            }

            @Override
            public int waitingTasks() {
                return 1;
            }

            @Override
            public Duration longestWait() {
                return Duration.ofSeconds(seconds);
            }
        };
        assertThat(new Running("/", FIGURES, blocked).isAlive()).isEqualTo(alive);
    }

    @Test
    void threadsOfAnotherExecutor_areNotKnown() {
        assertThat(HandlerThreads.UNKNOWN.threads()).isEqualTo(-1);
        assertThat(HandlerThreads.UNKNOWN.longestWait()).isZero();
    }
}
