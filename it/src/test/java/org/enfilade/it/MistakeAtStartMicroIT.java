package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.enfilade.it.payara.PayaraContainer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Payara Micro says that it is ready when an application that it was started with has failed; so it has to be seen in
 * the log that it has, and why. {@link PayaraContainer} starts it with one.
 */
@ExtendWith(ArquillianExtension.class)
class MistakeAtStartMicroIT {
    private static final String MISTAKE = "ENF-006: org.enfilade.it.HomelessHandler.echo(String) ";

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("beside-mistake", EchoApplication.class);
    }

    @Test
    void mistakenApplication_isExplainedInTheLog() throws Exception {
        List<String> log = logOfTheStart();

        assertThat(ownErrors(log)).as("errors of Enfilade with the mistake").isEqualTo(1);
    }

    /**
     * Up to the line that says that it is ready, before which the server may answer requests; other tests make the same
     * mistake later.
     */
    private static List<String> logOfTheStart() throws Exception {
        long deadline = System.nanoTime() + SocketIOClient.PATIENCE.toNanos();
        while (true) {
            List<String> log = Files.readAllLines(Path.of(System.getProperty("it.log")));
            for (int i = 0; i < log.size(); i++) {
                if (log.get(i).contains("Payara Micro") && log.get(i).contains(" ready in ")) {
                    return log.subList(0, i);
                }
            }
            assertThat(System.nanoTime()).as("Payara Micro is not ready").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** A record's first line has level and logger, the message begins on that line or the next. */
    private static long ownErrors(List<String> log) {
        long errors = 0;
        boolean own = false;
        for (String line : log) {
            if (line.startsWith("[20")) {
                own = line.contains("SEVERE") && line.contains("org.enfilade");
            }
            if (own && line.contains(MISTAKE)) {
                errors++;
            }
        }
        return errors;
    }

    @Test
    void mistakenApplication_isNotServed() throws Exception {
        URI mistaken = base.resolve("/" + PayaraContainer.MISTAKEN + "/socket.io/?EIO=4&transport=polling");

        var answer = ClientTarget.HTTP.send(HttpRequest.newBuilder(mistaken).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void applicationBesideIt_isServed() {
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/");
            assertThat(client.call("/", "echo", "hello")).isEqualTo("hello");
        }
    }
}
