package org.enfilade.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.enfilade.HandshakeRefused;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;
import org.enfilade.ResponseHeaders;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;

/** Adds headers to its answers, and decides later about handshakes that want it so. */
final class HeadersApplication {
    private HeadersApplication() {}

    @NamespaceEndpoint("/")
    static class Main {
        String text(@Observes @On("text") int length) {
            return "x".repeat(length);
        }

        void plain(@Observes @On("plain") int length, Socket socket) {
            socket.compress(false).emit("plain", "x".repeat(length));
        }
    }

    @ApplicationScoped
    static class Observers {
        void configure(@Observes ServerOptions.Builder options) {
            options.allowRequestAsync(handshake -> handshake
                    .query("later")
                    .<CompletionStage<?>>map(answer -> CompletableFuture.runAsync(
                            () -> decide(answer), CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)))
                    .orElse(CompletableFuture.completedFuture(true)));
        }

        private static void decide(String answer) {
            if (answer.equals("no")) {
                throw new CompletionException(new HandshakeRefused("not you"));
            }
        }

        void first(@Observes @OnInitialHeaders ResponseHeaders headers) {
            headers.add("Set-Cookie", "seen=yes; Path=/");
        }

        void each(@Observes @OnHeaders ResponseHeaders headers) {
            headers.request().header("X-Ask").ifPresent(value -> headers.set("X-Answer", value));
        }
    }
}
