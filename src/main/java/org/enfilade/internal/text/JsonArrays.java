package org.enfilade.internal.text;

import java.util.List;

/** Takes JSON arrays apart without binding them. */
public final class JsonArrays {
    private JsonArrays() {}

    /**
     * The text that is the first element of an array; what follows it is not looked at.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String firstText(String array) {
        try {
            return JsonStrings.unquote(JsonScanner.ofOwn(array).firstText());
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

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
