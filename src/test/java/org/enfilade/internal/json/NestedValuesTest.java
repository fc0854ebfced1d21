package org.enfilade.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values inside of other values are bound as strictly, and as completely, as bare ones. */
class NestedValuesTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";

    private final JsonBinding binding = new JsonBinding();

    public record Scalar(
            int i,
            Integer boxed,
            long l,
            short s,
            byte b,
            double d,
            float f,
            boolean is,
            Boolean maybe,
            char c,
            String text,
            CharSequence chars,
            BigDecimal decimal,
            BigInteger whole,
            Number number,
            DayOfWeek day) {}

    public record Containers(
            List<Integer> list,
            int[] ints,
            Integer[] boxes,
            long[][] matrix,
            Set<Boolean> set,
            Map<String, Integer> map,
            Map<Integer, Long> byNumber,
            Map<DayOfWeek, Character> byDay,
            EnumMap<DayOfWeek, Integer> days,
            Map.Entry<String, Integer> entry,
            Optional<Integer> optional,
            OptionalInt optionalInt,
            OptionalLong optionalLong,
            OptionalDouble optionalDouble,
            List<Map<String, List<Short>>> deep,
            Collection<? extends Number> numbers,
            TreeSet<Integer> sorted) {}

    public record Untyped(
            Object any,
            Map<String, Object> map,
            List<Object> list,
            Object[] array,
            List<?> wild,
            Collection<Map<String, Object>> deep,
            @SuppressWarnings("rawtypes") List raw,
            @SuppressWarnings("rawtypes") Map rawMap) {}

    public record Generic<T>(T value, List<T> values) {}

    public record Generics(Generic<Integer> numbers, Generic<byte[]> bytes) {}

    public static class Base {
        public int inherited;
    }

    public static class Bean extends Base {
        private int count;
        private Object anything;
        private boolean ready;

        @JsonbTransient
        public int secret = 7;

        private int unreachable = 5;

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public Object getAnything() {
            return anything;
        }

        public void setAnything(Object anything) {
            this.anything = anything;
        }

        @JsonbProperty("is-ready")
        public boolean isReady() {
            return ready;
        }

        public void setReady(boolean ready) {
            this.ready = ready;
        }
    }

    /** JSON-B has to bind it. */
    public record Dated(@JsonbDateFormat("dd.MM.yyyy") LocalDate date, int count, List<Integer> list, Bean bean) {}

    public static class Upper implements JsonbAdapter<String, String> {
        @Override
        public String adaptToJson(String text) {
            return text.toUpperCase(Locale.ROOT);
        }

        @Override
        public String adaptFromJson(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    public static class Adapted {
        @JsonbTypeAdapter(Upper.class)
        public String text;

        public int count;
    }

    public record Jdk(
            Date date,
            Calendar calendar,
            ZonedDateTime zoned,
            Instant instant,
            Locale locale,
            UUID id,
            TimeZone zone) {}

    @SuppressWarnings("unused")
    private static final class Types {
        List<Long> longs;
        Map<String, Integer> ints;
        Generic<Integer> generic;
        List<? extends List<?>> wild;
        Map<DayOfWeek, Integer[]> arrays;
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
        StringBuilder out = new StringBuilder();
        binding.write(value, out, BinaryParts.unlimited());
        return out.toString();
    }

    // --- strictness

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'i':4294967297",
                "'i':1.9",
                "'i':'1'",
                "'i':true",
                "'i':{}",
                "'i':[1]",
                "'i':1e999999999",
                "'boxed':4294967297",
                "'boxed':1.9",
                "'l':9223372036854775808",
                "'l':1e999999999",
                "'s':32768",
                "'b':-129",
                "'d':1e400",
                "'d':'NaN'",
                "'f':1e39",
                "'is':'yes'",
                "'is':1",
                "'maybe':'true'",
                "'maybe':0",
                "'c':'ab'",
                "'c':''",
                "'c':5",
                "'text':5",
                "'text':true",
                "'text':{}",
                "'text':['a']",
                "'chars':5",
                "'decimal':'1'",
                "'whole':1.5",
                "'whole':1e999999999",
                "'number':'1'",
                "'day':'NODAY'",
                "'day':0",
                "'day':'monday'"
            })
    void component_thatDoesNotFit_isRefused(String json) {
        String object = "{" + json.replace('\'', '"') + "}";
        assertThatIllegalArgumentException().isThrownBy(() -> read(object, Scalar.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'list':[4294967297]",
                "'list':[1.5]",
                "'list':['1']",
                "'list':{}",
                "'list':1",
                "'ints':[4294967297]",
                "'ints':[1.5]",
                "'boxes':[4294967297]",
                "'matrix':[[1],[1.5]]",
                "'matrix':[1]",
                "'set':['yes']",
                "'map':{'a':4294967297}",
                "'map':[]",
                "'byNumber':{'a':1}",
                "'byNumber':{'4294967297':1}",
                "'byNumber':{'':1}",
                "'byNumber':{'1':1.5}",
                "'byDay':{'x':'a'}",
                "'byDay':{'MONDAY':'ab'}",
                "'days':{'x':1}",
                "'days':{'MONDAY':1.5}",
                "'entry':{'key':1,'value':1}",
                "'entry':{'key':'a','value':1.5}",
                "'optional':4294967297",
                "'optionalInt':4294967297",
                "'optionalInt':1.5",
                "'optionalLong':'1'",
                "'optionalDouble':1e400",
                "'deep':[{'a':[1,70000]}]",
                "'numbers':['1']",
                "'sorted':[null]"
            })
    void contentOfAComponent_thatDoesNotFit_isRefused(String json) {
        String object = "{" + json.replace('\'', '"') + "}";
        assertThatIllegalArgumentException().isThrownBy(() -> read(object, Containers.class));
    }

    @Test
    void typesWithArguments_areAsStrict() throws Exception {
        for (String[] each : new String[][] {
            {"longs", "[1.5]"}, {"ints", "{\"a\":4294967297}"}, {"generic", "{\"value\":1.5}"},
            {"generic", "{\"values\":[1,\"2\"]}"}, {"wild", "[1]"}, {"arrays", "{\"MONDAY\":[1.5]}"}
        }) {
            Type type = type(each[0]);
            assertThatIllegalArgumentException().isThrownBy(() -> read(each[1], type));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read("[4294967297]", int[].class));
        assertThat(read("{\"value\":1,\"values\":[2,3]}", type("generic"))).isEqualTo(new Generic<>(1, List.of(2, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'count':4294967297", "'count':'1'", "'inherited':1.5", "'is-ready':'yes'"})
    void propertyOfABean_thatDoesNotFit_isRefused(String json) {
        String object = "{" + json.replace('\'', '"') + "}";
        assertThatIllegalArgumentException().isThrownBy(() -> read(object, Bean.class));
    }

    @Test
    void whatFits_arrives() {
        assertThat(read(
                        "{\"i\":1e3,\"boxed\":-2,\"l\":9223372036854775807,\"s\":3,\"b\":4,\"d\":1.5,\"f\":0.5,\"is\":true,"
                                + "\"maybe\":false,\"c\":\"x\",\"text\":\"\\u0041\",\"chars\":\"cs\",\"decimal\":1.10,"
                                + "\"whole\":12345678901234567890,\"number\":7,\"day\":\"MONDAY\",\"unknown\":{\"a\":[\"]}\"]}}",
                        Scalar.class))
                .isEqualTo(new Scalar(
                        1000,
                        -2,
                        Long.MAX_VALUE,
                        (short) 3,
                        (byte) 4,
                        1.5,
                        0.5f,
                        true,
                        false,
                        'x',
                        "A",
                        "cs",
                        new BigDecimal("1.10"),
                        new BigInteger("12345678901234567890"),
                        new BigDecimal(7),
                        DayOfWeek.MONDAY));
        Containers all = (Containers) read(
                " { \"list\" : [ 1 , null ] , \"ints\" : [ 1 , null ] , "
                        + "\"boxes\":[1,null],\"matrix\":[[1],[]],\"set\":[true],"
                        + "\"map\":{\"a\":1},\"byNumber\":{\"1\":2},\"byDay\":{\"MONDAY\":\"m\"},\"days\":{\"FRIDAY\":5},"
                        + "\"entry\":{\"key\":\"k\",\"value\":1},\"optional\":1,\"optionalInt\":2,\"optionalLong\":3,"
                        + "\"optionalDouble\":4.5,\"deep\":[{\"a\":[1]}],\"numbers\":[1],\"sorted\":[2,1]}",
                Containers.class);
        assertThat(all.list()).containsExactly(1, null);
        assertThat(all.ints()).containsExactly(1, 0);
        assertThat(all.boxes()).containsExactly(1, null);
        assertThat(all.matrix()).isDeepEqualTo(new long[][] {{1}, {}});
        assertThat(all.byNumber()).isEqualTo(Map.of(1, 2L));
        assertThat(all.byDay()).isEqualTo(Map.of(DayOfWeek.MONDAY, 'm'));
        assertThat(all.days()).isEqualTo(Map.of(DayOfWeek.FRIDAY, 5));
        assertThat(all.entry()).isEqualTo(Map.entry("k", 1));
        assertThat(all.optional()).contains(1);
        assertThat(all.optionalInt()).hasValue(2);
        assertThat(all.optionalLong()).hasValue(3);
        assertThat(all.optionalDouble()).hasValue(4.5);
        assertThat(all.deep()).isEqualTo(List.of(Map.of("a", List.of((short) 1))));
        assertThat(all.sorted()).containsExactly(1, 2);
    }

    @Test
    void nothing_andNull_areTheSame_emptyOrZero() {
        Scalar zeros = new Scalar(
                0, null, 0, (short) 0, (byte) 0, 0, 0, false, null, '\0', null, null, null, null, null, null);
        assertThat(read("{}", Scalar.class)).isEqualTo(zeros);
        assertThat(read("{\"i\":null,\"boxed\":null,\"is\":null,\"c\":null,\"d\":null}", Scalar.class))
                .isEqualTo(zeros);
        Containers containers = (Containers) read("{\"optional\":null}", Containers.class);
        assertThat(containers.optional()).isEmpty();
        assertThat(containers.optionalInt()).isEmpty();
        assertThat(containers.list()).isNull();
        assertThat(((Bean) read("{\"count\":null}", Bean.class)).getCount()).isZero();
    }

    @Test
    void classThatJsonbBinds_keepsItsAnnotations_andIsAsStrict() {
        assertThat(read("{\"date\":\"24.12.2026\",\"count\":1,\"list\":[2]}", Dated.class))
                .isEqualTo(new Dated(LocalDate.of(2026, 12, 24), 1, List.of(2), null));
        Adapted adapted = (Adapted) read("{\"text\":\"LOUD\",\"count\":2}", Adapted.class);
        assertThat(adapted.text).isEqualTo("loud");
        assertThat(adapted.count).isEqualTo(2);
        assertThat(write(adapted)).isEqualTo("{\"count\":2,\"text\":\"LOUD\"}");
        for (String json : List.of(
                "{\"count\":4294967297}", "{\"count\":1.9}", "{\"list\":[1.5]}", "{\"bean\":{\"count\":\"1\"}}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(json, Dated.class));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read("{\"count\":1.5}", Adapted.class));
    }

    @Test
    void bean_isBoundByItsProperties() {
        Bean bean = (Bean) read(
                "{\"count\":1,\"inherited\":2,\"is-ready\":true,\"secret\":1,\"unreachable\":1,\"anything\":[1]}",
                Bean.class);
        assertThat(bean.count).isEqualTo(1);
        assertThat(bean.inherited).isEqualTo(2);
        assertThat(bean.ready).isTrue();
        assertThat(bean.secret).isEqualTo(7);
        assertThat(bean.unreachable).isEqualTo(5);
        assertThat(write(bean)).isEqualTo("{\"anything\":[1],\"count\":1,\"inherited\":2,\"is-ready\":true}");
    }

    // --- binary values in untyped places

    @Test
    void bytes_inUntypedPlaces_arriveAsBytes() {
        byte[] bytes = {1, 2};
        Untyped all = (Untyped) read(
                ("{'any':P,'map':{'a':P,'b':[P]},'list':[P,{'x':P}],'array':[P,1],'wild':[P],'deep':[{'a':P}],'raw':[P],"
                                + "'rawMap':{'a':P}}")
                        .replace('\'', '"')
                        .replace("P", FIRST),
                Untyped.class,
                bytes);
        assertThat(all.any()).isEqualTo(bytes);
        assertThat(all.map().get("a")).isEqualTo(bytes);
        assertThat((List<?>) all.map().get("b")).first().isEqualTo(bytes);
        assertThat(all.list().get(0)).isEqualTo(bytes);
        assertThat(((Map<?, ?>) all.list().get(1)).get("x")).isEqualTo(bytes);
        assertThat(all.array()).containsExactly(bytes, new BigDecimal(1));
        assertThat((Object) all.wild().get(0)).isEqualTo(bytes);
        assertThat(all.deep().iterator().next().get("a")).isEqualTo(bytes);
        assertThat(all.raw().get(0)).isEqualTo(bytes);
        assertThat(all.rawMap().get("a")).isEqualTo(bytes);
    }

    @Test
    void bytes_inArraysAndGenericsAndBeans_arriveAsBytes() {
        byte[] bytes = {3};
        assertThat((Object[]) read("[" + FIRST + ",[" + FIRST + "]]", Object[].class, bytes))
                .containsExactly(bytes, List.of(bytes));
        assertThat(((Bean) read("{\"anything\":{\"a\":" + FIRST + "}}", Bean.class, bytes)).getAnything())
                .isEqualTo(Map.of("a", bytes));
        Generics generics = (Generics)
                read("{\"bytes\":{\"value\":" + FIRST + ",\"values\":[" + FIRST + "]}}", Generics.class, bytes);
        assertThat(generics.bytes().value()).isEqualTo(bytes);
        assertThat(generics.bytes().values()).containsExactly(bytes);
    }

    @Test
    void numbers_inUntypedPlaces_areDecimals() {
        Untyped all = (Untyped) read(
                "{\"any\":1,\"map\":{\"a\":1.50},\"list\":[2],\"array\":[3],\"raw\":[4],\"rawMap\":{\"a\":5}}",
                Untyped.class);
        assertThat(List.of(
                        all.any(),
                        all.map().get("a"),
                        all.list().get(0),
                        all.array()[0],
                        all.raw().get(0),
                        all.rawMap().get("a")))
                .containsExactly(
                        new BigDecimal(1),
                        new BigDecimal("1.50"),
                        new BigDecimal(2),
                        new BigDecimal(3),
                        new BigDecimal(4),
                        new BigDecimal(5));
    }

    // --- what goes out

    public record Numbers(double d, Double boxed, float f, List<Double> list, double[] array, Object any) {}

    @Test
    void whatIsNotFinite_isNull_everywhere() {
        assertThat(write(new Numbers(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        List.of(Double.NaN),
                        new double[] {Double.NaN, 1},
                        Map.of("a", Float.NaN))))
                .isEqualTo(
                        "{\"any\":{\"a\":null},\"array\":[null,1],\"boxed\":null,\"d\":null,\"f\":null,\"list\":[null]}");
    }

    @Test
    void moments_areWrittenForJavaScript_bareAndNested() {
        Instant instant = Instant.parse("2026-11-27T15:30:15.123Z");
        ZonedDateTime zoned = instant.atZone(ZoneId.of("Europe/Berlin"));
        Jdk all = new Jdk(
                Date.from(instant),
                GregorianCalendar.from(zoned),
                zoned,
                instant,
                Locale.CANADA_FRENCH,
                new UUID(1, 2),
                TimeZone.getTimeZone("Europe/Berlin"));
        String utc = "\"2026-11-27T15:30:15.123Z\"";
        String local = "\"2026-11-27T16:30:15.123+01:00\"";
        assertThat(write(all))
                .isEqualTo("{\"calendar\":" + local + ",\"date\":" + utc
                        + ",\"id\":\"00000000-0000-0001-0000-000000000002\",\"instant\":" + utc
                        + ",\"locale\":\"fr-CA\",\"zone\":\"Europe/Berlin\",\"zoned\":" + local + "}");
        assertThat(write(List.of(all.date(), all.calendar(), zoned, instant)))
                .isEqualTo("[" + utc + "," + local + "," + local + "," + utc + "]");
        Jdk back = (Jdk) read(write(all), Jdk.class);
        assertThat(back.date()).isEqualTo(all.date());
        assertThat(back.calendar().toInstant()).isEqualTo(instant);
        assertThat(back.zoned().toInstant()).isEqualTo(instant);
        assertThat(back.locale()).isEqualTo(Locale.CANADA_FRENCH);
        assertThat(back.id()).isEqualTo(all.id());
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.Date",
        "java.util.Calendar",
        "java.time.ZonedDateTime",
        "java.util.UUID",
        "java.time.Duration"
    })
    void textThatIsNoSuchThing_isRefused_andNotRepeated(String name) throws Exception {
        Class<?> type = Class.forName(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("\"secret\\nT\"", type))
                .withMessage("A text that is no " + name)
                .withNoCause();
    }

    public static class Closed {
        @SuppressWarnings("unused")
        private String name = "n";
    }

    public record Nothing() {}

    @Test
    void objectsWithoutAProperty_areRefused() {
        Runnable lambda = () -> {};
        for (Object value :
                List.of(new Object(), lambda, new Closed(), Thread.currentThread(), new IllegalStateException("x"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> write(value));
            assertThatIllegalArgumentException().isThrownBy(() -> write(List.of(value)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(new Closed()))
                .withMessageContaining("getters");
        assertThat(write(new Nothing())).isEqualTo("{}");
        assertThat(write(Map.of())).isEqualTo("{}");
        assertThat(write(new Adapted())).isEqualTo("{\"count\":0}");
    }

    @Test
    void everyContainer_comesBackAsItWas() throws Exception {
        Map<Integer, Object> byNumber = new LinkedHashMap<>();
        byNumber.put(1, ByteBuffer.wrap(new byte[] {1}));
        StringBuilder out = new StringBuilder();
        BinaryParts attachments = BinaryParts.unlimited();
        binding.write(byNumber, out, attachments);
        assertThat(out).hasToString("{\"1\":" + FIRST + "}");
        assertThat(write(Map.entry("k", OptionalInt.of(1)))).isEqualTo("{\"key\":\"k\",\"value\":1}");
        assertThat(write(OptionalInt.empty())).isEqualTo("null");
        assertThat(write(new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)))).isEqualTo("{\"MONDAY\":1}");
    }

    public interface Animal {}

    public record Zoo(Map<String, List<Animal>> animals) {}

    @Test
    void whatIsReadable_isToldBefore() throws Exception {
        for (Type type : List.of(
                Scalar.class,
                Containers.class,
                Untyped.class,
                Generics.class,
                Bean.class,
                Dated.class,
                Adapted.class,
                Jdk.class,
                Numbers.class,
                type("generic"),
                type("arrays"),
                Object[].class,
                byte[][].class)) {
            assertThat(binding.unreadable(type)).isEmpty();
        }
        assertThat(binding.unreadable(Zoo.class).orElseThrow())
                .contains("\"animals\"")
                .contains(Animal.class.getName());
        assertThat(binding.unreadable(Thread[].class)).contains("a java.lang.Thread, which no JSON becomes");
    }
}
