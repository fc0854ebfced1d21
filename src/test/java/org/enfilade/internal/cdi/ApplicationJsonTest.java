package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.internal.json.BinaryParts;
import org.enfilade.internal.json.JsonBinding;
import org.junit.jupiter.api.Test;

/** What an application tells JSON-B holds for its events. */
class ApplicationJsonTest {
    @NamespaceEndpoint("/")
    public static class Main {}

    public static class Visit {
        public LocalDate dayOfVisit;
        public int guests;
        public byte[] picture;
        public Money price;
    }

    public static class Money {
        private final String text;

        Money(String text) {
            this.text = text;
        }
    }

    public static class MoneyAdapter implements JsonbAdapter<Money, String> {
        @Override
        public String adaptToJson(Money money) {
            return money.text;
        }

        @Override
        public Money adaptFromJson(String text) {
            return new Money(text);
        }
    }

    private static JsonbConfig config() {
        return new JsonbConfig()
                .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_DASHES)
                .withDateFormat("dd.MM.yyyy", Locale.GERMAN)
                .withAdapters(new MoneyAdapter());
    }

    @ApplicationScoped
    public static class WithConfig {
        @Produces
        JsonbConfig produced() {
            return config();
        }
    }

    @ApplicationScoped
    public static class WithDates {
        @Produces
        JsonbConfig produced() {
            return new JsonbConfig().withDateFormat("dd.MM.yyyy", Locale.GERMAN);
        }
    }

    @ApplicationScoped
    public static class WithJsonb {
        @Produces
        Jsonb produced() {
            return JsonbBuilder.create(config());
        }
    }

    private static String write(JsonBinding json, Object value, BinaryParts attachments) {
        StringBuilder out = new StringBuilder();
        json.write(value, out, attachments);
        return out.toString();
    }

    private static Visit visit() {
        Visit visit = new Visit();
        visit.dayOfVisit = LocalDate.of(2026, 12, 24);
        visit.guests = 2;
        visit.picture = new byte[] {1};
        visit.price = new Money("5 EUR");
        return visit;
    }

    @Test
    void config_holds_withBinaryValues() {
        try (TestApplication application = TestApplication.of(Main.class, WithConfig.class)) {
            JsonBinding json = application.application().json();
            BinaryParts attachments = BinaryParts.unlimited();
            String written = write(json, List.of(visit()), attachments);
            assertThat(written)
                    .isEqualTo("[{\"day-of-visit\":\"24.12.2026\",\"guests\":2,"
                            + "\"picture\":{\"_placeholder\":true,\"num\":0},\"price\":\"5 EUR\"}]");
            assertThat(attachments).containsExactly(new byte[] {1});
            Visit back = (Visit) json.read(written.substring(1, written.length() - 1), attachments, Visit.class);
            assertThat(back.dayOfVisit).isEqualTo(LocalDate.of(2026, 12, 24));
            assertThat(back.picture).containsExactly(1);
            assertThat(back.price.text).isEqualTo("5 EUR");
        }
    }

    @Test
    void config_holdsForDatesAlone_andValuesStayStrict() {
        try (TestApplication application = TestApplication.of(Main.class, WithDates.class)) {
            JsonBinding json = application.application().json();
            assertThat(write(json, Map.of("a", LocalDate.of(2026, 12, 24)), BinaryParts.unlimited()))
                    .isEqualTo("{\"a\":\"24.12.2026\"}");
            assertThat(json.read("\"24.12.2026\"", List.of(), LocalDate.class)).isEqualTo(LocalDate.of(2026, 12, 24));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> json.read("{\"guests\":4294967297}", List.of(), Visit.class));
        }
    }

    @Test
    void jsonb_binds() {
        try (TestApplication application = TestApplication.of(Main.class, WithJsonb.class)) {
            JsonBinding json = application.application().json();
            Visit visit = visit();
            visit.picture = null;
            String written = write(json, visit, BinaryParts.unlimited());
            assertThat(written).isEqualTo("{\"day-of-visit\":\"24.12.2026\",\"guests\":2,\"price\":\"5 EUR\"}");
            Visit back = (Visit) json.read(written, List.of(), Visit.class);
            assertThat(back.guests).isEqualTo(2);
            assertThat(back.price.text).isEqualTo("5 EUR");
        }
    }
}
