package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.Test;

@EnfiladeTest(Chat.class)
class HeartbeatTest {
    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(50));
        }
    }

    @Test
    void poll_isAnsweredWithPing(@ServerUrl URI base) throws Exception {
        Http http = new Http(base);

        HttpResponse<String> answer = http.poll(http.open());

        assertThat(answer.body()).isEqualTo("2");
    }
}
