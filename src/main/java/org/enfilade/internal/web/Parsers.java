package org.enfilade.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.enfilade.spi.Parser;

/** The parsers on the class path of an application. */
final class Parsers {
    private Parsers() {}

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    static Parser find(String name, ClassLoader application) {
        List<Parser> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Parser parser : ServiceLoader.load(Parser.class, application)) {
            names.add(parser.name());
            if (parser.name().equals(name)) {
                found.add(parser);
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException("enfilade.parser is \"" + name + "\", and the application has "
                    + found.size() + " parsers of that name; it has " + (names.isEmpty() ? "none" : names)
                    + ". \"msgpack\" is in the artifact enfilade-msgpack");
        }
        return found.get(0);
    }
}
