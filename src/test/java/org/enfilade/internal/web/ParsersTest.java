package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.enfilade.spi.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsersTest {
    @TempDir
    Path directory;

    /** Writes nothing. */
    public static class One implements Parser {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public void write(Packet packet, Output to) {}
    }

    /** The same name again. */
    public static final class Twin extends One {}

    /** Another one. */
    public static final class Other extends One {
        @Override
        public String name() {
            return "other";
        }
    }

    private ClassLoader application(Class<?>... parsers) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> parser : parsers) {
            names.append(parser.getName()).append('\n');
        }
        Files.writeString(services.resolve(Parser.class.getName()), names);
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    @Test
    void parser_isFoundByItsName() throws IOException {
        assertThat(Parsers.find("other", application(One.class, Other.class))).isInstanceOf(Other.class);
    }

    @Test
    void name_thatIsNotThere_isAMistakeThatSaysWhatIs() throws IOException {
        ClassLoader application = application(One.class, Other.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parsers.find("msgpack", application))
                .withMessageContaining("enfilade.parser is \"msgpack\"")
                .withMessageContaining("[one, other]")
                .withMessageContaining("enfilade-msgpack");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parsers.find("msgpack", getClass().getClassLoader()))
                .withMessageContaining("it has none");
    }

    @Test
    void name_thatIsThereTwice_isAMistake() throws IOException {
        ClassLoader application = application(One.class, Twin.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parsers.find("one", application))
                .withMessageContaining("2 parsers of that name");
    }
}
