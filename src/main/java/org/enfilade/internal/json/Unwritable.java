package org.enfilade.internal.json;

import java.net.URL;
import java.nio.file.Path;
import java.util.Date;
import java.util.Iterator;
import java.util.TimeZone;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/** Objects that are no data: JSON-B makes an empty object of most of them, and of some what nobody wanted to send. */
final class Unwritable {
    private Unwritable() {}

    /** Those of the JDK that implementations of JSON-B read and write, and we do not. */
    static boolean isKnownToJsonb(Class<?> type) {
        return type == URL.class
                || Date.class.isAssignableFrom(type)
                || TimeZone.class.isAssignableFrom(type)
                || Path.class.isAssignableFrom(type)
                || type.getName().equals("javax.xml.datatype.XMLGregorianCalendar");
    }

    static boolean isOfTheJdk(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    static void refuse(Object value, ObjectModel model) {
        Class<?> type = value.getClass();
        if (value instanceof Throwable) {
            throw new IllegalArgumentException("A " + type.getName() + " would show its stack trace; send its message");
        }
        if (value instanceof Class<?> named) {
            throw new IllegalArgumentException("A class cannot be sent; send its name, " + named.getName());
        }
        if (value instanceof BaseStream<?, ?> || value instanceof Iterator<?> || value instanceof Future<?>) {
            throw new IllegalArgumentException("A " + type.getName() + " is no value yet; send what it yields");
        }
        if (isOfTheJdk(type) && !isKnownToJsonb(type)) {
            throw new IllegalArgumentException(
                    "A " + type.getName() + " is no value that JSON has; send what you want to tell of it");
        }
        if (model.isWrittenByUs() && !model.isRecord() && model.readable().isEmpty()) {
            throw new IllegalArgumentException("A " + type.getName()
                    + " has no property that JSON-B sees, and would be sent as {}: give it public getters or fields, "
                    + "or send a"
                    + " record or a map");
        }
    }
}
