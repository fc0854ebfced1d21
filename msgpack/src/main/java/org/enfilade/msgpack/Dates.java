package org.enfilade.msgpack;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** JavaScript's dates, as its JSON has them. */
final class Dates {
    /** What {@code Date} can hold, before and after 1970. */
    private static final long MAX_MILLIS = 8_640_000_000_000_000L;

    private static final DateTimeFormatter BEHIND_YEAR = DateTimeFormatter.ofPattern("-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Dates() {}

    /** The text of a date; {@code null} if there is none. */
    static @Nullable String text(long millis) {
        if (millis < -MAX_MILLIS || millis > MAX_MILLIS) {
            return null;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1_000L), Math.floorMod(millis, 1_000) * 1_000_000, ZoneOffset.UTC);
        return year(time.getYear()) + BEHIND_YEAR.format(time);
    }

    private static String year(int year) {
        if (year >= 0 && year <= 9_999) {
            return String.valueOf(10_000 + year).substring(1);
        }
        return (year < 0 ? "-" : "+")
                + String.valueOf(1_000_000 + Math.abs(year)).substring(1);
    }
}
