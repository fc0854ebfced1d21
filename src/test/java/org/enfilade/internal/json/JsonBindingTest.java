package org.enfilade.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBindingTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

    private final JsonBinding binding = new JsonBinding();

    public record Item(String name, int count) {}

    public record Order(String id, List<Item> items, LocalDate due, DayOfWeek day) {}

    public record Picture(String title, byte[] data, ByteBuffer thumbnail, List<byte[]> pages) {}

    public record Album(String name, List<Picture> pictures, Map<String, byte[]> covers) {}

    public record Endless(String name, Map<String, Object> more) {}

    /** Where types with arguments come from. */
    @SuppressWarnings("unused")
    private static final class Types {
        List<Item> items;
        List<byte[]> binaries;
        List<?> anything;
        Map<String, Object> map;
        Map<String, Item> itemsByName;
        Optional<Item> item;
        Optional<String> text;
        Set<DayOfWeek> days;
    }

    @AfterEach
    void close() {
        binding.close();
    }

    private Object read(String json, Type type, byte[]... attachments) {
        return binding.read(json, List.of(attachments), type);
    }

    private static Type type(String field) throws NoSuchFieldException {
        return Types.class.getDeclaredField(field).getGenericType();
    }

    private String write(Object value) {
        return write(value, BinaryParts.unlimited());
    }

    private String write(Object value, BinaryParts attachments) {
        StringBuilder out = new StringBuilder();
        binding.write(value, out, attachments);
        return out.toString();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Nested
    class Reading {
        @Test
        void text_isUnescaped() {
            assertThat(read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00ß\"", String.class))
                    .isEqualTo("a\"\\/\b\f\n\r\t€😀ß");
            assertThat(read("\"\"", CharSequence.class)).isEqualTo("");
            assertThat(read("\"x\"", char.class)).isEqualTo('x');
        }

        @ParameterizedTest
        @CsvSource({"0,0", "-0,0", "12,12", "-2147483648,-2147483648", "1e3,1000", "1.0,1", "120e-1,12"})
        void wholeNumber_inAnySpelling_isAnInt(String json, int expected) {
            assertThat(read(json, int.class)).isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"2147483648", "1.5", "1e10", "1e999999999", "1e99999999999", "\"1\"", "true", "{}", "[1]"})
        void whatIsNoInt_isRefused(String json) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(json, int.class));
        }

        @Test
        void otherNumbers() {
            assertThat(read("9223372036854775807", Long.class)).isEqualTo(Long.MAX_VALUE);
            assertThat(read("1.25", double.class)).isEqualTo(1.25);
            assertThat(read("2", Double.class)).isEqualTo(2.0);
            assertThat(read("0.5", float.class)).isEqualTo(0.5f);
            assertThat(read("-128", byte.class)).isEqualTo((byte) -128);
            assertThat(read("7", short.class)).isEqualTo((short) 7);
            assertThat(read("1.10", BigDecimal.class)).isEqualTo(new BigDecimal("1.10"));
            assertThat(read("12345678901234567890", BigInteger.class))
                    .isEqualTo(new BigInteger("12345678901234567890"));
            assertThat(read("3", Number.class)).isEqualTo(new BigDecimal(3));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e400", "-1e400", "null0", "\"NaN\""})
        void whatIsNoDouble_isRefused(String json) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(json, double.class));
        }

        @Test
        void numbersThatWouldTakeAges_areRefusedAtOnce() {
            String digits = "9".repeat(1_000_000);
            for (Type type : List.of(int.class, BigDecimal.class, BigInteger.class, Object.class)) {
                assertThatIllegalArgumentException().isThrownBy(() -> read(digits, type));
            }
            assertThatIllegalArgumentException().isThrownBy(() -> read("1e999999999", BigInteger.class));
        }

        @Test
        void boolean_isOnlyABoolean() {
            assertThat(read("true", boolean.class)).isEqualTo(true);
            assertThat(read(" false ", Boolean.class)).isEqualTo(false);
            assertThatIllegalArgumentException().isThrownBy(() -> read("1", boolean.class));
        }

        @Test
        void aTextIsNotMadeOfOtherValues_andTheMessageDoesNotRepeatThem() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read("{\"password\":\"secret\"}", String.class))
                    .withMessage("An object where a text is expected");
        }

        @Test
        void null_isNull_orEmpty() throws Exception {
            assertThat(read("null", String.class)).isNull();
            assertThat(read("null", int.class)).isNull();
            assertThat(read("null", Item.class)).isNull();
            assertThat(read("null", JsonValue.class)).isNull();
            assertThat(read("null", byte[].class)).isNull();
            assertThat(read("null", type("item"))).isEqualTo(Optional.empty());
            assertThat(read("null", OptionalInt.class)).isEqualTo(OptionalInt.empty());
        }

        @Test
        void anything_becomesATree() {
            Object tree = read(
                    " { \"a\" : [ 1 , \"x\\n\" , null , true , { } , [ ] ] , \"b\" : " + SECOND + " } ",
                    Object.class,
                    bytes(1),
                    bytes(2, 3));

            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("a", Arrays.asList(new BigDecimal(1), "x\n", null, true, Map.of(), List.of()));
            assertThat(tree).isInstanceOf(Map.class);
            Map<?, ?> map = (Map<?, ?>) tree;
            assertThat(map.get("a")).isEqualTo(expected.get("a"));
            assertThat((byte[]) map.get("b")).containsExactly(2, 3);
        }

        @Test
        void mapsAndListsOfAnything_seeBinary() throws Exception {
            Map<?, ?> map = (Map<?, ?>) read("{\"x\":" + FIRST + "}", type("map"), bytes(9));
            assertThat((byte[]) map.get("x")).containsExactly(9);
            List<?> list = (List<?>) read("[" + FIRST + "," + FIRST + "]", type("anything"), bytes(8));
            assertThat((byte[]) list.get(1)).containsExactly(8);
            Type mapType = type("map");
            assertThatIllegalArgumentException().isThrownBy(() -> read(FIRST, mapType, bytes(9)));
            assertThatIllegalArgumentException().isThrownBy(() -> read("[1]", mapType));
        }

        @Test
        void jsonValues_keepPlaceholders() {
            assertThat(read(FIRST, JsonObject.class, bytes(1)))
                    .isEqualTo(Json.createObjectBuilder()
                            .add("_placeholder", true)
                            .add("num", 0)
                            .build());
            assertThat(read("[1]", JsonArray.class)).hasToString("[1]");
            assertThat(read("\"x\"", JsonValue.class)).hasToString("\"x\"");
            assertThatIllegalArgumentException().isThrownBy(() -> read("[1]", JsonObject.class));
        }

        @Test
        void binary() {
            assertThat((byte[]) read(SECOND, byte[].class, bytes(1), bytes(2))).containsExactly(2);
            assertThat(read(FIRST, ByteBuffer.class, bytes(1))).isEqualTo(ByteBuffer.wrap(bytes(1)));
            assertThat((byte[]) read("[1,-1,255]", byte[].class)).containsExactly(1, -1, -1);
        }

        @Test
        void placeholderInAnEventWithoutAttachments_isPlainData() {
            Map<String, Object> plain = Map.of("_placeholder", true, "num", BigDecimal.ZERO);
            assertThat(read(FIRST, Object.class)).isEqualTo(plain);
            assertThat(read(FIRST, Map.class)).isEqualTo(plain);
            assertThat(read("[[" + FIRST + "]]", List.class)).isEqualTo(List.of(List.of(plain)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"_placeholder\":true,\"num\":1}",
                    "{\"_placeholder\":true,\"num\":-1}",
                    "{\"_placeholder\":true,\"num\":0.5}",
                    "{\"_placeholder\":true,\"num\":1e9999}",
                    "{\"_placeholder\":true,\"num\":\"0\"}",
                    "{\"_placeholder\":true}",
                    "{\"_placeholder\":1,\"num\":0}",
                    "\"AQ==\"",
                    "[256]",
                    "[\"1\"]",
                    "{}"
                })
        void whatIsNoBinary_isRefused(String json) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(json, byte[].class, bytes(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read("{\"data\":" + json + "}", Picture.class, bytes(1)));
        }

        @Test
        void records_withDatesEnumsAndLists() throws Exception {
            String json =
                    "{\"id\":\"7\",\"items\":[{\"name\":\"tea\",\"count\":2}],\"due\":\"2026-11-22\",\"day\":\"SUNDAY\"}";
            assertThat(read(json, Order.class))
                    .isEqualTo(
                            new Order("7", List.of(new Item("tea", 2)), LocalDate.of(2026, 11, 22), DayOfWeek.SUNDAY));
            assertThat(read("{\"id\":\"7\",\"unknown\":[{}]}", Order.class))
                    .isEqualTo(new Order("7", null, null, null));
        }

        @Test
        void genericTypes() throws Exception {
            String item = "{\"name\":\"tea\",\"count\":2}";
            Item tea = new Item("tea", 2);
            assertThat(read("[" + item + "]", type("items"))).isEqualTo(List.of(tea));
            assertThat(read("{\"a\":" + item + "}", type("itemsByName"))).isEqualTo(Map.of("a", tea));
            assertThat(read(item, type("item"))).isEqualTo(Optional.of(tea));
            assertThat(read("\"x\"", type("text"))).isEqualTo(Optional.of("x"));
            assertThat(read("[\"MONDAY\"]", type("days"))).isEqualTo(Set.of(DayOfWeek.MONDAY));
            assertThat((Item[]) read("[" + item + "]", Item[].class)).containsExactly(tea);
            assertThat((int[]) read("[1,2]", int[].class)).containsExactly(1, 2);
        }

        @Test
        void recordsWithBinary_anywhere() throws Exception {
            String picture = "{\"title\":\"t\",\"data\":" + FIRST + ",\"thumbnail\":" + SECOND + ",\"pages\":[" + SECOND
                    + "," + FIRST + "]}";
            Album album = (Album) read(
                    "{\"name\":\"a\",\"pictures\":[" + picture + "," + picture + "],\"covers\":{\"x\":" + FIRST + "}}",
                    Album.class,
                    bytes(1),
                    bytes(2, 3));

            Picture second = album.pictures().get(1);
            assertThat(second.data()).containsExactly(1);
            assertThat(second.thumbnail()).isEqualTo(ByteBuffer.wrap(bytes(2, 3)));
            assertThat(second.pages()).containsExactly(bytes(2, 3), bytes(1));
            assertThat(album.covers().get("x")).containsExactly(1);
            List<?> binaries = (List<?>) read("[" + FIRST + "]", type("binaries"), bytes(5));
            assertThat((byte[]) binaries.get(0)).containsExactly(5);
        }

        @Test
        void whatDoesNotFitARecord_isRefused_withItsName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read("[1]", Order.class))
                    .withMessageContaining(Order.class.getName());
            assertThatIllegalArgumentException().isThrownBy(() -> read("{\"due\":\"never\"}", Order.class));
            assertThatIllegalArgumentException().isThrownBy(() -> read("{\"day\":\"NODAY\"}", Order.class));
            assertThatIllegalArgumentException().isThrownBy(() -> read("{\"count\":\"x\"}", Item.class));
        }
    }

    @Nested
    class Writing {
        @Test
        void text_isEscapedAsFarAsNeeded() {
            assertThat(write("a\"\\/\b\f\n\r\t\u0001\u007f€😀"))
                    .isEqualTo("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f€😀\"");
            assertThat(write(new StringBuilder("x"))).isEqualTo("\"x\"");
            assertThat(write('x')).isEqualTo("\"x\"");
        }

        @Test
        void loneSurrogates_areEscaped_forTheyHaveNoUtf8() {
            assertThat(write("a\ud83d")).isEqualTo("\"a\\ud83d\"");
            assertThat(write("\ude00\ud83db")).isEqualTo("\"\\ude00\\ud83db\"");
            assertThat(write(new Item("\ud83d", 1))).contains("\"\\ud83d\"");
            assertThat(write(Json.createValue("\ud83d"))).isEqualTo("\"\\ud83d\"");
        }

        @ParameterizedTest
        @CsvSource({
            "0,0",
            "-0.0,0",
            "1.0,1",
            "-15.0,-15",
            "0.1,0.1",
            "1.5E-6,0.0000015",
            "1.5E-7,1.5e-7",
            "1E20,100000000000000000000",
            "1E21,1e+21",
            "1.25E30,1.25e+30",
            "123456789012345680,123456789012345680",
            "-1234.5,-1234.5",
            "NaN,null",
            "Infinity,null",
            "-Infinity,null"
        })
        void doubles_areSpelledAsInJavaScript(double value, String expected) {
            assertThat(write(value)).isEqualTo(expected);
        }

        @Test
        void otherScalars() {
            assertThat(write(null)).isEqualTo("null");
            assertThat(write(true)).isEqualTo("true");
            assertThat(write(7)).isEqualTo("7");
            assertThat(write(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
            assertThat(write((byte) -1)).isEqualTo("-1");
            assertThat(write(0.1f)).isEqualTo("0.1");
            assertThat(write(new BigDecimal("1.10"))).isEqualTo("1.10");
            assertThat(write(BigInteger.TEN)).isEqualTo("10");
            assertThat(write(DayOfWeek.MONDAY)).isEqualTo("\"MONDAY\"");
            assertThat(write(LocalDate.of(2026, 11, 22))).isEqualTo("\"2026-11-22\"");
            assertThat(write(Optional.of(1))).isEqualTo("1");
            assertThat(write(Optional.empty())).isEqualTo("null");
            assertThat(write(JsonValue.EMPTY_JSON_OBJECT)).isEqualTo("{}");
        }

        @Test
        void containers_keepNulls_andHaveNoBlanks() {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put("a", null);
            map.put(1, Arrays.asList(1, null, "x"));
            map.put(DayOfWeek.FRIDAY, new int[] {1, 2});
            map.put("o", new Object[] {Map.of(), List.of(), new Item("n", 1)});
            assertThat(write(map))
                    .isEqualTo("{\"a\":null,\"1\":[1,null,\"x\"],\"FRIDAY\":[1,2],"
                            + "\"o\":[{},[],{\"count\":1,\"name\":\"n\"}]}");
        }

        @Test
        void binary_becomesAttachments_inOrder() {
            BinaryParts attachments = BinaryParts.unlimited();
            ByteBuffer buffer = ByteBuffer.wrap(bytes(1, 2, 3));
            buffer.get();

            String json = write(List.of(bytes(9), Map.of("b", buffer)), attachments);

            assertThat(json).isEqualTo("[" + FIRST + ",{\"b\":" + SECOND + "}]");
            assertThat(attachments).containsExactly(bytes(9), bytes(2, 3));
            assertThat(buffer.position()).isEqualTo(1);
        }

        @Test
        void binary_isCopied() {
            BinaryParts attachments = BinaryParts.unlimited();
            byte[] mine = bytes(1);
            write(mine, attachments);
            mine[0] = 2;
            assertThat(attachments.get(0)).containsExactly(1);
        }

        @Test
        void arrayWithManyPlaces_isCopiedOnce_andHasAnAttachmentForEach() {
            BinaryParts attachments = BinaryParts.unlimited();
            byte[] one = bytes(1);
            byte[] two = bytes(2);
            Picture picture = new Picture("t", two, ByteBuffer.wrap(two), List.of(one));

            write(List.of(one, two, one, picture), attachments);

            assertThat(attachments).hasSize(6);
            assertThat(attachments.get(2)).isSameAs(attachments.get(0)).isNotSameAs(one);
            assertThat(attachments.get(3)).isSameAs(attachments.get(1)).isNotSameAs(two);
            assertThat(attachments).containsExactly(one, two, one, two, one, two);
        }

        @Test
        void binaryOneTooMany_isRefused_beforeItIsCopied() {
            BinaryParts attachments = BinaryParts.atMost(2);
            List<Object> three = List.of(bytes(1), bytes(2), bytes(3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(three, attachments))
                    .withMessageContaining("more than 2 binary values");
            assertThat(attachments).isEmpty();
            assertThat(write(List.of(bytes(1), ByteBuffer.wrap(bytes(2))), attachments))
                    .isEqualTo("[" + FIRST + "," + SECOND + "]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(ByteBuffer.allocate(1), attachments))
                    .withMessageContaining("more than 2 binary values");
        }

        @Test
        void recordsWithBinary_goOnCounting() {
            BinaryParts attachments = BinaryParts.unlimited();
            attachments.copy(bytes(0));
            Picture picture = new Picture("t", bytes(1), ByteBuffer.wrap(bytes(2)), List.of(bytes(3)));
            String json = write(new Album("a", List.of(picture), Map.of("c", bytes(4))), attachments);

            assertThat(attachments).hasSize(5);
            List<byte[]> all = List.copyOf(attachments);
            Album back = (Album) binding.read(json, all, Album.class);
            assertThat(back.covers().get("c")).containsExactly(4);
            assertThat(back.pictures().get(0).data()).containsExactly(1);
            assertThat(back.pictures().get(0).thumbnail()).isEqualTo(ByteBuffer.wrap(bytes(2)));
            assertThat(back.pictures().get(0).pages()).containsExactly(bytes(3));
        }

        @Test
        void recordWithAMapOfAnything_mayHoldBinary() {
            BinaryParts attachments = BinaryParts.unlimited();
            String json = write(new Endless("n", Map.of("b", bytes(1))), attachments);
            assertThat(json).isEqualTo("{\"more\":{\"b\":" + FIRST + "},\"name\":\"n\"}");
            assertThat(attachments).containsExactly(bytes(1));
        }

        @Test
        void whatContainsItself_isRefused_andLeavesNothing() {
            List<Object> list = new ArrayList<>();
            list.add(bytes(1));
            list.add(list);
            StringBuilder out = new StringBuilder("kept");
            BinaryParts attachments = BinaryParts.unlimited();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> binding.write(list, out, attachments))
                    .withMessageContaining("does it contain itself");
            assertThat(out).hasToString("kept");
            assertThat(attachments).isEmpty();

            Map<String, Object> more = new HashMap<>();
            Endless endless = new Endless("n", more);
            more.put("me", endless);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(endless))
                    .withMessageContaining("does it contain itself");
        }

        @Test
        void after_close_theBindingStillWorks() {
            assertThat(write(new Item("a", 1))).isEqualTo("{\"count\":1,\"name\":\"a\"}");
            binding.close();
            assertThat(write(new Item("b", 2))).isEqualTo("{\"count\":2,\"name\":\"b\"}");
            assertThat(write(Collections.emptyMap())).isEqualTo("{}");
        }
    }
}
