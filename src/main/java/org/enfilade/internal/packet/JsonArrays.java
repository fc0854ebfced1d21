package org.enfilade.internal.packet;

import java.util.List;

/** Takes JSON arrays apart without binding them. */
public final class JsonArrays {
    private JsonArrays() {}

    /** The texts of the elements of a JSON array that this server has written. */
    public static List<String> elements(String array) {
        try {
            return JsonScanner.ofOwn(array).elements();
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("an array that is nested too deeply", e);
        }
    }
}
