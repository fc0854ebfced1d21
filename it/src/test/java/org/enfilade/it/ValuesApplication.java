package org.enfilade.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.enfilade.Arg;
import org.enfilade.Handshake;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.Socket;

/** What {@link ValuesIT} and {@link ConfiguredJsonIT} deploy. */
final class ValuesApplication {
    private ValuesApplication() {}

    /** Components of all kinds. */
    public record Item(
            int count,
            boolean done,
            char sign,
            List<Integer> list,
            Map<String, Long> map,
            Optional<Integer> optional,
            Object any) {}

    /** A class that the server's JSON-B binds. */
    public static class Dated {
        @JsonbDateFormat("dd.MM.yyyy")
        public LocalDate day;

        public int count;
    }

    /** What JSON has no value for, or JavaScript another form. */
    public record Sent(double number, Date date, ZonedDateTime zoned, Locale locale) {}

    @NamespaceEndpoint("/")
    static class Values {
        Item item(@Observes @On("item") Item item) {
            return item;
        }

        Dated dated(@Observes @On("dated") Dated dated) {
            return dated;
        }

        List<Object> rest(@Observes @On("rest") Object[] first, @Arg(1) Map<String, Object> second) {
            return List.of(first, second);
        }

        Sent sent(@Observes @On("sent") Socket socket) {
            ZonedDateTime zoned = Instant.parse("2026-11-27T15:30:15.123Z").atZone(ZoneId.of("Europe/Berlin"));
            return new Sent(Double.NaN, Date.from(zoned.toInstant()), zoned, Locale.CANADA_FRENCH);
        }

        Handshake handshake(@Observes @On("handshake") Socket socket) {
            return socket.handshake();
        }
    }

    /** What an application tells JSON-B. */
    @ApplicationScoped
    static class Json {
        @Produces
        JsonbConfig config() {
            return new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.UPPER_CAMEL_CASE);
        }
    }
}
