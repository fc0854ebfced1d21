package org.enfilade.internal.text;

/** The keys of placeholders, which readers know by their plain spelling only. */
public final class PlaceholderKeys {
    static final String PLACEHOLDER = "_placeholder";

    private PlaceholderKeys() {}

    /** The same valid JSON, where no character of these keys is escaped. */
    public static String plain(String json) {
        StringBuilder plain = new StringBuilder(json.length());
        int at = 0;
        while (at < json.length()) {
            int start = at;
            if (json.charAt(at++) == '"') {
                while (json.charAt(at) != '"') {
                    at += json.charAt(at) == '\\' ? 2 : 1;
                }
                at++;
            }
            String part = json.substring(start, at);
            plain.append(part.length() > 1 && isKey(part) ? '"' + PLACEHOLDER + '"' : part);
        }
        return plain.toString();
    }

    private static boolean isKey(String literal) {
        return literal.indexOf('\\') >= 0 && JsonStrings.unquote(literal).equals(PLACEHOLDER);
    }
}
