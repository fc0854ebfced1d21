package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.enfilade.CorsOptions;
import org.enfilade.ServerOptions;
import org.enfilade.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsReaderTest {
    private final List<String> warnings = new ArrayList<>();

    private static OptionsReader.Source file(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return OptionSources.properties("the file", properties);
    }

    private ServerOptions read(OptionsReader.Source... sources) {
        return new OptionsReader(List.of(sources), warnings::add).read().build();
    }

    @Test
    void secret_thatIsTooShort_isRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file("enfilade.cluster.secret", "too short")))
                .withMessageContaining("enfilade.cluster.secret in the file")
                .withMessageNotContaining("too short");
        assertThat(read(file("enfilade.cluster.secret", "sixteen letters!")).clusterSecret())
                .hasValue("sixteen letters!");
    }

    @Test
    void nothing_isTheDefaults() {
        ServerOptions options = read(file());
        assertThat(options.path()).isEqualTo("/socket.io/");
        assertThat(options.cors()).isEqualTo(CorsOptions.sameOrigin());
        assertThat(warnings).isEmpty();
    }

    @Test
    void times_sizes_listsAndSwitches() {
        ServerOptions options = read(file(
                "enfilade.path", "/ws/",
                "enfilade.pingInterval", " 1500 ",
                "enfilade.pingTimeout", "PT2S",
                "enfilade.maxHttpBufferSize", "1_000",
                "enfilade.transports", "websocket, Polling",
                "enfilade.allowUpgrades", "false",
                "enfilade.executor", "java:comp/x"));
        assertThat(options.path()).isEqualTo("/ws/");
        assertThat(options.pingInterval()).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.maxHttpBufferSize()).isEqualTo(1000);
        assertThat(options.transports()).containsExactlyInAnyOrder(Transport.values());
        assertThat(options.allowUpgrades()).isFalse();
        assertThat(options.executor()).hasValue("java:comp/x");
    }

    @Test
    void cors_inParts() {
        CorsOptions cors = read(file(
                        "enfilade.cors.origin", "https://a.example,https://b.example",
                        "enfilade.cors.credentials", "true",
                        "enfilade.cors.allowedHeaders", "x-token",
                        "enfilade.cors.exposedHeaders", "x-answer",
                        "enfilade.cors.methods", "GET",
                        "enfilade.cors.maxAge", "PT1H"))
                .cors();
        assertThat(cors)
                .isEqualTo(CorsOptions.allowing("https://a.example", "https://b.example")
                        .withCredentials()
                        .withAllowedHeaders("x-token")
                        .withExposedHeaders("x-answer")
                        .withMethods("GET")
                        .withMaxAge(Duration.ofHours(1)));
    }

    @Test
    void cors_withoutAnOrigin_hasNoEffect() {
        CorsOptions cors = read(file("enfilade.cors.credentials", "true", "enfilade.cors.methods", "GET"))
                .cors();
        assertThat(cors).isEqualTo(CorsOptions.sameOrigin());
    }

    @Test
    void cors_byAPattern_withoutAnOrigin() {
        CorsOptions cors = read(file(
                        "enfilade.cors.originPattern", "https://pr-\\d{1,5}\\.preview\\.example",
                        "enfilade.cors.credentials", "true"))
                .cors();
        assertThat(cors)
                .isEqualTo(CorsOptions.sameOrigin()
                        .orMatching(Pattern.compile("https://pr-\\d{1,5}\\.preview\\.example"))
                        .withCredentials());
    }

    @Test
    void property_thatDoesNotExist_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.builder().property("enfilade.cors.origins", "*"))
                .withMessage("enfilade.cors.origins is no option");
    }

    @Test
    void laterSources_areStronger() {
        OptionsReader.Source file = file("enfilade.ackTimeout", "1", "enfilade.maxThreads", "1");
        OptionsReader.Source environment = OptionSources.environment(
                Map.of("ENFILADE_ACKTIMEOUT", "2", "ENFILADE_CORS_ORIGIN", "https://a.example"));
        ServerOptions options = read(file, environment);
        assertThat(options.ackTimeout()).isEqualTo(Duration.ofMillis(2));
        assertThat(options.maxThreads()).isEqualTo(1);
        assertThat(options.cors().origins()).containsExactly("https://a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "pingInterval,25s",
        "pingInterval,-1",
        "pingInterval,PTX",
        "maxThreads,many",
        "maxThreads,0",
        "transports,carrier-pigeon",
        "transports,''",
        "allowUpgrades,yes",
        "path,socket.io",
        "cors.maxAge,x",
        "cors.origin,https://a.example/",
        "cors.originPattern,https://(",
        "maxHttpBufferSize,99999999999"
    })
    void whatCannotBeRead_isNamed(String option, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file("enfilade." + option, value)))
                .withMessageStartingWith("enfilade." + option + " in the file is \"" + value + "\"");
    }

    @Test
    void everyOriginWithCredentials_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file("enfilade.cors.origin", "*", "enfilade.cors.credentials", "true")))
                .withMessageContaining("enfilade.cors.origin");
    }

    @Test
    void unknownNames_areWarnedOf_withTheNearest() {
        read(file("enfilade.pingIntervall", "1", "other.thing", "2"));
        assertThat(warnings)
                .containsExactly(
                        "enfilade.pingIntervall in the file is no option; did you mean enfilade.pingInterval?");
    }

    @Test
    void everyOptionOfTheBuilder_hasAProperty() {
        Stream<String> options = Arrays.stream(ServerOptions.Builder.class.getMethods())
                .filter(method -> method.getReturnType() == ServerOptions.Builder.class)
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> "enfilade." + method.getName())
                .map(name -> name.replace("clusterN", "cluster.n").replace("clusterC", "cluster.c"))
                .map(name -> name.replace("clusterS", "cluster.s"))
                .map(name -> name.replace(".recoveryM", ".connectionStateRecovery.m"))
                .map(name -> name.replace(".recoveryS", ".connectionStateRecovery.s"))
                .map(name -> name.replace(".recoveryB", ".connectionStateRecovery.b"))
                .filter(name -> !name.equals("enfilade.cookie") && !name.equals("enfilade.allowRequestAsync"))
                .filter(name -> !name.equals("enfilade.allowRequest") && !name.equals("enfilade.cors"));
        assertThat(ServerOptions.propertyNames()).containsAll(options.toList());
    }

    @Test
    void inADeployment_systemPropertiesAreTheStrongest() {
        System.setProperty("enfilade.maxRoomsPerSocket", "7");
        try {
            ServerOptions options = new OptionsReader(OptionSources.find(), warnings::add)
                    .read()
                    .build();
            assertThat(options.maxRoomsPerSocket()).isEqualTo(7);
        } finally {
            System.clearProperty("enfilade.maxRoomsPerSocket");
        }
    }

    // --- misspelled names

    /** As {@code org.eclipse.microprofile.config.Config}, as far as it is used. */
    public interface Config {
        <T> Optional<T> getOptionalValue(String name, Class<T> type);

        Iterable<String> getPropertyNames();
    }

    private static Config config(Map<String, String> values) {
        return new Config() {
            @Override
            public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
                return Optional.ofNullable(values.get(name)).map(type::cast);
            }

            @Override
            public Iterable<String> getPropertyNames() {
                return values.keySet();
            }
        };
    }

    @Test
    void misspelledName_inMicroProfileConfig_isWarnedOf() throws NoSuchMethodException {
        Config config = config(Map.of(
                "enfilade.path", "/ws/",
                "enfilade.pingIntervall", "1",
                "enfilade.cluster.directory", "/tmp",
                "enfilade.pinginterval", "from ENFILADE_PINGINTERVAL",
                "other.name", "1"));

        ServerOptions options =
                read(OptionSources.microProfile(config, Config.class, Map.of("ENFILADE_PINGINTERVAL", "1")));

        assertThat(options.path()).isEqualTo("/ws/");
        assertThat(warnings)
                .containsExactly("enfilade.pingIntervall in MicroProfile Config is no option; did you mean"
                        + " enfilade.pingInterval?");
    }

    @Test
    void misspelledName_inTheSystemProperties_isWarnedOf() {
        Properties properties = new Properties();
        properties.setProperty("enfilade.pth", "/ws/");
        properties.setProperty("enfilade.path", "/io/");

        assertThat(read(OptionSources.system(properties)).path()).isEqualTo("/io/");
        assertThat(warnings)
                .containsExactly("enfilade.pth in the system properties is no option; did you mean enfilade.path?");
    }

    // --- MicroProfile's files without MicroProfile

    private static URL place(Path folder, String... lines) throws IOException {
        Path file = folder.resolve(MicroProfileFiles.FILE);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
        return folder.toUri().toURL();
    }

    @Test
    void filesOfMicroProfile_countByTheirOrdinal_andThenByTheirPlace(
            @TempDir Path one, @TempDir Path two, @TempDir Path three) throws IOException {
        URL[] places = {
            place(one, "enfilade.path=/one/", "enfilade.pingInterval=1000"),
            place(two, "enfilade.path=/two/", "enfilade.pingInterval=2000", "enfilade.maxThreads=2"),
            place(three, "config_ordinal=101", "enfilade.pingInterval=3000", "enfilade.maxTreads=3")
        };
        try (URLClassLoader loader = new URLClassLoader(places, null)) {
            ServerOptions options = read(MicroProfileFiles.read(loader));

            assertThat(options.path()).isEqualTo("/one/");
            assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(3));
            assertThat(options.maxThreads()).isEqualTo(2);
            assertThat(warnings).singleElement().asString().contains("enfilade.maxTreads", MicroProfileFiles.FILE);
        }
    }

    @Test
    void oldClients_andAnotherParser_excludeOneAnother() {
        ServerOptions.Builder both = ServerOptions.builder().allowEIO3(true).parser("msgpack");
        assertThatIllegalArgumentException()
                .isThrownBy(both::build)
                .withMessageContaining("enfilade.allowEIO3 and enfilade.parser");
    }
}
