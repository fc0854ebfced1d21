package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import org.enfilade.EventRefused;
import org.enfilade.Limit;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnError;
import org.junit.jupiter.api.Test;

/** What a client of a limited namespace sees; within an hour, nobody gets anything back. */
@EnfiladeTest(LimitTest.Limited.class)
class LimitTest {
    @NamespaceEndpoint("/limited")
    @Limit(value = 5, seconds = 36_000)
    public static class Limited {
        String any(@Observes @On("any") String text) {
            return text;
        }

        @Limit(value = 1, seconds = 36_000)
        String rare(@Observes @On("rare") String text) {
            return text;
        }

        String refused(@Observes @OnError EventRefused refusal) {
            return refusal.getMessage();
        }
    }

    private static String ask(TestSocket socket, String event) {
        return socket.call(event, "done").as(0, String.class);
    }

    @Test
    void events_overTheLimitOfTheirHandler_andOfTheirNamespace_areRefused(SocketIOTestClient client) {
        TestSocket socket = client.connect("/limited");
        assertThat(ask(socket, "rare")).isEqualTo("done");
        assertThat(ask(socket, "rare")).isEqualTo("too many events");
        for (int i = 0; i < 4; i++) {
            assertThat(ask(socket, "any")).isEqualTo("done");
        }
        assertThat(ask(socket, "any")).isEqualTo("too many events");
    }
}
