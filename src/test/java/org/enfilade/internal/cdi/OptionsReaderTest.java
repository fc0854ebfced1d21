package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.enfilade.CorsOptions;
import org.enfilade.ServerOptions;
import org.junit.jupiter.api.Test;
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
        assertThat(options.transports()).containsExactlyInAnyOrder(ServerOptions.Transport.values());
        assertThat(options.allowUpgrades()).isFalse();
        assertThat(options.executor()).isEqualTo("java:comp/x");
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
                .map(method -> "enfilade." + method.getName())
                .map(name -> name.equals("enfilade.clusterCredentials") ? "enfilade.cluster.credentials" : name)
                .filter(name -> !name.equals("enfilade.allowRequest") && !name.equals("enfilade.cors"));
        assertThat(OptionTable.ENTRIES.keySet()).containsAll(options.toList());
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
}
