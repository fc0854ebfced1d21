package org.enfilade;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the text of a property means. Each method throws an exception that says how to write it. */
final class OptionText {
    private OptionText() {}

    static Duration duration(String text) {
        try {
            return text.startsWith("P") || text.startsWith("p")
                    ? Duration.parse(text)
                    : Duration.ofMillis(Long.parseLong(text));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException("write milliseconds, or ISO-8601 such as PT25S", e);
        }
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write a whole number up to " + Integer.MAX_VALUE, e);
        }
    }

    static long largeNumber(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write a whole number", e);
        }
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    static String[] list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
    }

    static Set<String> names(String text) {
        return new LinkedHashSet<>(List.of(list(text)));
    }

    static Set<Transport> transports(String text) {
        Set<Transport> transports = EnumSet.noneOf(Transport.class);
        for (String name : List.of(list(text))) {
            try {
                transports.add(Transport.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("write polling, websocket, or both", e);
            }
        }
        return transports;
    }
}
