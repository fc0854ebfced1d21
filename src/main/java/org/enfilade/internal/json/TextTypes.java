package org.enfilade.internal.json;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;

/** Types of the JDK that are a text in JSON; moments in a form that JavaScript's {@code new Date(text)} reads. */
final class TextTypes {
    /** No parser of the JDK is given more, nor what it keeps of it. */
    private static final int MAX_LENGTH = 1_024;

    private static final Map<Class<?>, Function<String, Object>> PARSERS = parsers();

    private TextTypes() {}

    private static Map<Class<?>, Function<String, Object>> parsers() {
        Map<Class<?>, Function<String, Object>> all = new HashMap<>();
        all.put(Date.class, text -> Date.from(moment(text).toInstant()));
        all.put(Calendar.class, text -> GregorianCalendar.from(moment(text)));
        all.put(GregorianCalendar.class, text -> GregorianCalendar.from(moment(text)));
        all.put(Instant.class, text -> moment(text).toInstant());
        all.put(ZonedDateTime.class, ZonedDateTime::parse);
        all.put(OffsetDateTime.class, OffsetDateTime::parse);
        all.put(OffsetTime.class, OffsetTime::parse);
        all.put(LocalDate.class, LocalDate::parse);
        all.put(LocalDateTime.class, LocalDateTime::parse);
        all.put(LocalTime.class, LocalTime::parse);
        all.put(Year.class, Year::parse);
        all.put(YearMonth.class, YearMonth::parse);
        all.put(MonthDay.class, MonthDay::parse);
        all.put(Duration.class, Duration::parse);
        all.put(Period.class, Period::parse);
        all.put(ZoneId.class, ZoneId::of);
        all.put(ZoneOffset.class, ZoneOffset::of);
        all.put(TimeZone.class, text -> TimeZone.getTimeZone(ZoneId.of(text)));
        all.put(Locale.class, Locale::forLanguageTag);
        all.put(Currency.class, Currency::getInstance);
        all.put(UUID.class, UUID::fromString);
        all.put(URI.class, URI::create);
        return Map.copyOf(all);
    }

    /** A date alone is midnight in UTC, as in JavaScript. */
    private static ZonedDateTime moment(String text) {
        return text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC) : ZonedDateTime.parse(text);
    }

    static boolean isKnown(Class<?> type) {
        return PARSERS.containsKey(type);
    }

    static Object read(String json, Class<?> type) {
        String text = Scalars.text(json);
        try {
            if (text.length() <= MAX_LENGTH) {
                return PARSERS.get(type).apply(text);
            }
        } catch (RuntimeException e) {
            // its message repeats the text
        }
        throw new IllegalArgumentException("A text that is no " + type.getName());
    }

    /** The text that a value is written as, or {@code null} if it is none of these. */
    static String of(Object value) {
        if (value instanceof Date date) {
            // those of java.sql have no instant
            return Instant.ofEpochMilli(date.getTime()).toString();
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant()
                    .atZone(calendar.getTimeZone().toZoneId())
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof TimeZone zone) {
            return zone.getID();
        }
        return PARSERS.containsKey(value.getClass()) || value instanceof ZoneId ? value.toString() : null;
    }
}
