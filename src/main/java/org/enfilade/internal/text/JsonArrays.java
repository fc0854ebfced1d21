package org.enfilade.internal.text;

import java.util.List;

/** Takes JSON arrays apart without binding them. */
public final class JsonArrays {
    private JsonArrays() {}

    /** The texts of the elements of a JSON array that this server has written. */
    public static List<String> elements(String array) {
        try {
            return JsonScanner.ofOwn(array).elements();
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("an array that is nested too deeply", e);
        }
    }
}
