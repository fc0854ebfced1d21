package org.enfilade.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test's server is configured as the one of production. */
class ConfigurationTest {
    /** What is logged at its start. */
    private static List<String> started(Runnable start) {
        List<String> messages = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("org.enfilade");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                messages.add(logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
        try {
            start.run();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        return messages;
    }

    @Test
    void pathInMicroProfilesFile_isWhereTheTestListens(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("META-INF/microprofile-config.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "enfilade.path=/realtime/\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            try (EmbeddedServer server = EmbeddedServer.start(Chat.class)) {
                assertThat(server.endpoint().getPath()).isEqualTo("/realtime/");
                assertThat(server.client().connect("/")).isNotNull();
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void log_doesNotSpeakOfWhatOnlyServersHave() {
        List<String> messages = started(() -> EmbeddedServer.start(Chat.class).close());
        assertThat(messages)
                .anySatisfy(message -> assertThat(message)
                        .contains("Enfilade is listening at /socket.io/", "threads of this test server"))
                .noneSatisfy(message -> assertThat(message).contains("java:comp"));
    }
}
