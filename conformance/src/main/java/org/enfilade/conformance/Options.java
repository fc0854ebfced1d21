package org.enfilade.conformance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.enfilade.CorsOptions;
import org.enfilade.Handshake;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;

/** The settings of the profile <em>main</em>. */
@ApplicationScoped
public class Options {
    void configure(@Observes ServerOptions.Builder options) {
        options.pingInterval(Duration.ofMillis(1500))
                .pingTimeout(Duration.ofMillis(1500))
                .connectTimeout(Duration.ofMillis(1000))
                .maxHttpBufferSize(100_000)
                .maxAttachments(10)
                .cors(cors())
                .allowRequest(Options::policy);
    }

    private static CorsOptions cors() {
        return CorsOptions.allowing("http://allowed.example", "http://also.example")
                .withAllowedHeaders("x-conf")
                .withCredentials();
    }

    private static void policy(Handshake handshake) throws HandshakeRefused {
        if (handshake.query("deny").filter("1"::equals).isPresent()) {
            throw new HandshakeRefused("denied by policy");
        }
    }
}
