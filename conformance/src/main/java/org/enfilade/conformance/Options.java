package org.enfilade.conformance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.enfilade.CorsOptions;
import org.enfilade.Handshake;
import org.enfilade.HandshakeRefused;
import org.enfilade.ServerOptions;

/** The settings of all profiles. {@code serve} adds a file with those of one profile; the profile <em>main</em> has none, but CORS. */
@ApplicationScoped
public class Options {
    void configure(@Observes ServerOptions.Builder options) {
        options.maxHttpBufferSize(100_000).maxAttachments(10).allowRequest(Options::policy);
        // a crowd of clients needs other times than the suite, and gives them in the environment
        if (System.getenv("ENFILADE_PINGINTERVAL") == null) {
            options.pingInterval(Duration.ofMillis(1500))
                    .pingTimeout(Duration.ofMillis(1500))
                    .connectTimeout(Duration.ofMillis(1000));
        }
        if (Options.class.getResource("/META-INF/enfilade.properties") == null) {
            options.cors(cors());
        }
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
