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
class SilenceTest {
    @ApplicationScoped
    static class Options {
        void configure(@Observes ServerOptions.Builder options) {
            options.pingInterval(Duration.ofMillis(50)).pingTimeout(Duration.ofMillis(50));
        }
    }

    @Test
    void session_withoutPong_ends(@ServerUrl URI base) throws Exception {
        Http http = new Http(base);
        String sid = http.open();

        HttpResponse<String> answer = http.poll(sid);
        while (answer.statusCode() == 200) {
            answer = http.poll(sid);
        }

        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
