package org.enfilade.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.enfilade.fuzz.FuzzTarget;
import org.enfilade.fuzz.Pieces;
import org.enfilade.internal.text.InvalidJsonException;
import org.enfilade.internal.text.JsonScanner;

/**
 * A JSON array from a client: the scanner accepts what Parsson accepts, no value makes a type fail otherwise than by
 * its documented exception, and what was read is written so that it reads the same.
 */
public class JsonFuzzTest implements FuzzTarget {
    private static final int DEPTH = 20;
    private static final JsonBinding BINDING = new JsonBinding();

    /** Bound by us. */
    public record Order(String id, int count, List<Order> parts, Map<String, Double> prices, Optional<Instant> at) {}

    /** Bound by us, through its fields. */
    public static class Customer {
        public String name;
        public long[] numbers;
        public Set<DayOfWeek> days;
        public byte[] picture;
        public Customer friend;
    }

    private static final List<Type> TYPES = List.of(
            Object.class,
            String.class,
            boolean.class,
            int.class,
            long.class,
            double.class,
            Character.class,
            BigDecimal.class,
            byte[].class,
            int[][].class,
            String[].class,
            Instant.class,
            DayOfWeek.class,
            JsonValue.class,
            Map.class,
            List.class,
            Order.class,
            Customer.class);

    @Override
    @FuzzTest(maxDuration = "15s")
    public void run(byte[] input) {
        String text = Pieces.text(input);
        List<String> elements;
        try {
            elements = new JsonScanner(text, 0, DEPTH, 0).elements();
        } catch (InvalidJsonException e) {
            boolean isOurs = e.limit() != null || e.getMessage().startsWith("a number");
            assertThat(isOurs || !isJson(text)).as("refused, though it is JSON").isTrue();
            return;
        }
        assertThat(isJson(text)).as("accepted, though it is no JSON").isTrue();
        elements.forEach(JsonFuzzTest::read);
    }

    /** Whether it is an array to Parsson, to the end of the text. */
    private static boolean isJson(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            boolean isArray = parser.hasNext() && parser.next() == JsonParser.Event.START_ARRAY;
            while (parser.hasNext()) {
                parser.next();
            }
            return isArray;
        } catch (JsonException | NoSuchElementException refused) {
            return false;
        }
    }

    private static void read(String element) {
        for (Type type : TYPES) {
            Object value;
            try {
                value = BINDING.read(element, List.of(), type);
            } catch (IllegalArgumentException doesNotFit) {
                assertThat(doesNotFit.getMessage()).isNotEmpty();
                continue;
            }
            if (type != Object.class || !element.contains("_placeholder")) {
                writeAndReadAgain(element, value, type);
            }
        }
    }

    private static void writeAndReadAgain(String element, Object value, Type type) {
        Written first = write(value);
        Object again = BINDING.read(first.json, first.attachments, type);
        Written second = write(again);
        assertThat(second.json).as("%s as %s", element, type).isEqualTo(first.json);
        assertThat(second.attachments).containsExactlyElementsOf(first.attachments);
    }

    private record Written(String json, List<byte[]> attachments) {}

    private static Written write(Object value) {
        StringBuilder out = new StringBuilder();
        BinaryParts attachments = BinaryParts.unlimited();
        BINDING.write(value, out, attachments);
        return new Written(out.toString(), attachments);
    }
}
