package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.enfilade.CorsOptions;
import org.enfilade.DisconnectReason;
import org.enfilade.ServerOptions;
import org.enfilade.internal.engine.EngineError;
import org.junit.jupiter.api.Test;

/** The tables of the guide name everything that exists, with the values that are in force. */
class GuideTablesTest {
    @Test
    void configuration_hasEveryOption_withItsDefault() throws Exception {
        Map<String, String> documented = firstTwoCells("configuration.md");
        ServerOptions defaults = ServerOptions.builder().build();

        for (String option : options()) {
            Object value = ServerOptions.class.getMethod(option).invoke(defaults);
            if (value instanceof CorsOptions) {
                continue;
            }
            assertThat(documented).as("the row of " + option).containsKey(property(option));
            assertThat(documented.get(property(option)))
                    .as("the default of " + option)
                    .isEqualTo(text(value));
        }
    }

    @Test
    void configuration_hasEveryProperty_andNoOther() {
        assertThat(firstTwoCells("configuration.md").keySet())
                .filteredOn(name -> name.startsWith("enfilade."))
                .containsExactlyInAnyOrderElementsOf(ServerOptions.propertyNames());
    }

    /** Those of the cluster are a group, and those of recovery. */
    private static String property(String option) {
        if (option.startsWith("recovery")) {
            return "enfilade.connectionStateRecovery." + option.substring(8, 9).toLowerCase(Locale.ROOT)
                    + option.substring(9);
        }
        return option.startsWith("cluster") && option.length() > "cluster".length()
                ? "enfilade.cluster." + option.substring(7, 8).toLowerCase(Locale.ROOT) + option.substring(8)
                : "enfilade." + option;
    }

    @Test
    void troubleshooting_hasEveryRule() throws Exception {
        Class<?> rules = Class.forName("org.enfilade.internal.cdi.Rule");
        Method code = rules.getDeclaredMethod("code");
        code.setAccessible(true);

        for (Object rule : rules.getEnumConstants()) {
            assertThat(firstTwoCells("troubleshooting.md")).containsKey((String) code.invoke(rule));
        }
    }

    @Test
    void troubleshooting_hasEveryHandshakeError() {
        for (EngineError error : EngineError.values()) {
            assertThat(Documents.lines(Documents.guide("troubleshooting.md")).stream()
                            .map(GuideTablesTest::plain)
                            .filter(line -> line.startsWith("| " + error.code() + " | " + error.message() + " |")))
                    .as(error.name())
                    .hasSize(1);
        }
    }

    @Test
    void troubleshooting_hasEveryDisconnectReason() {
        assertThat(firstTwoCells("troubleshooting.md").keySet())
                .containsAll(Arrays.stream(DisconnectReason.values())
                        .map(DisconnectReason::text)
                        .toList());
    }

    private static List<String> options() {
        return Stream.of(ServerOptions.Builder.class.getMethods())
                .filter(method -> method.getReturnType() == ServerOptions.Builder.class)
                .filter(method -> method.getParameterCount() == 1)
                .map(Method::getName)
                .filter(name -> !name.equals("allowRequestAsync"))
                .filter(name -> !name.equals("cookie")
                        && !name.equals("cors")
                        && !name.equals("allowRequest")) // in code, or in parts
                .toList();
    }

    /** A default as the page writes it. */
    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillis() + " ms";
        }
        if (value instanceof Integer number) {
            return String.format(Locale.ROOT, "%,d", number);
        }
        if (value instanceof Long) {
            return "an eighth of the heap"; // the only one, maxWaitingBytes
        }
        if (value instanceof Set<?> names && names.isEmpty()) {
            return "none";
        }
        if (value instanceof Set<?> names) {
            return names.stream()
                    .map(name -> name.toString().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
        if (value instanceof Optional<?> text) {
            return text.map(Object::toString).orElse("none");
        }
        return value.toString();
    }

    /** The first two cells of every table row, without the marks of code. */
    private static Map<String, String> firstTwoCells(String page) {
        return Documents.lines(Documents.guide(page)).stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .filter(cells -> cells.length > 2)
                .collect(Collectors.toMap(cells -> plain(cells[1]), cells -> plain(cells[2]), (a, b) -> a));
    }

    private static String plain(String cell) {
        return cell.replace("`", "").strip();
    }
}
