package org.enfilade.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java block of a Markdown file. What stands after the word {@code java} says how much of a class it is:
 *
 * <ul>
 *   <li>nothing: whole types;
 *   <li>{@code fragment}: members of a class;
 *   <li>{@code statements}: the inside of a method.
 * </ul>
 *
 * @param line of the first line of code, from 1
 */
record Snippet(String file, int line, Kind kind, String code) {
    enum Kind {
        TYPES,
        FRAGMENT,
        STATEMENTS
    }

    private static final Pattern FENCE = Pattern.compile("^```\\s*(\\S*)\\s*(\\S*)\\s*$");
    private static final Pattern PACKAGE = Pattern.compile("^package\\s+[\\w.]+;");

    /** What a reader's editor would have imported; names that two packages have are given one by one. */
    private static final String IMPORTS = String.join(
            " ",
            "import java.lang.annotation.*;",
            "import java.nio.*;",
            "import java.security.Principal;",
            "import java.time.*;",
            "import java.util.regex.*;",
            "import java.util.*;",
            "import java.util.concurrent.*;",
            "import jakarta.annotation.*;",
            "import jakarta.annotation.security.*;",
            "import jakarta.ejb.Schedule;",
            "import jakarta.ejb.Singleton;",
            "import jakarta.ejb.Startup;",
            "import jakarta.enterprise.context.*;",
            "import jakarta.enterprise.event.*;",
            "import jakarta.inject.*;",
            "import jakarta.interceptor.*;",
            "import jakarta.json.*;",
            "import jakarta.security.enterprise.*;",
            "import jakarta.security.enterprise.authentication.mechanism.http.*;",
            "import jakarta.servlet.http.*;",
            "import jakarta.transaction.*;",
            "import jakarta.ws.rs.*;",
            "import org.enfilade.*;",
            "import org.enfilade.SocketEvent;",
            "import org.enfilade.SocketEventListener;",
            "import org.enfilade.docs.shop.*;",
            "import static java.lang.annotation.ElementType.*;",
            "import static java.lang.annotation.RetentionPolicy.*;",
            "import static org.enfilade.Middleware.Kind.*;");

    /** Blocks that other modules hold against their text: tests of junit, and what compiles with the emitter. */
    private static final Set<String> OF_OTHERS = Set.of("test", "emitter");

    /** All Java blocks of a file. */
    static List<Snippet> of(Path file) {
        return of(Documents.name(file), Documents.lines(file));
    }

    static List<Snippet> of(String file, List<String> lines) {
        List<Snippet> found = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            Matcher fence = FENCE.matcher(lines.get(i++));
            if (!fence.matches()) {
                continue;
            }
            int start = i;
            while (i < lines.size() && !lines.get(i).startsWith("```")) {
                i++;
            }
            if (fence.group(1).equals("java") && !OF_OTHERS.contains(fence.group(2))) {
                String code = String.join("\n", lines.subList(start, i));
                found.add(new Snippet(file, start + 1, kind(file, start, fence.group(2)), code));
            }
            i++;
        }
        return found;
    }

    private static Kind kind(String file, int line, String word) {
        return switch (word) {
            case "" -> Kind.TYPES;
            case "fragment" -> Kind.FRAGMENT;
            case "statements" -> Kind.STATEMENTS;
            default ->
                throw new IllegalArgumentException(file + ":" + line + ": ```java " + word
                        + "; there is ```java, ```java fragment, ```java statements, ```java test, ```java emitter");
        };
    }

    /** A compilation unit in which every line of the code has the number that it has in the code. */
    String source(String packageName) {
        Matcher own = PACKAGE.matcher(code);
        if (own.find()) {
            return own.group() + " " + IMPORTS + code.substring(own.end());
        }
        String head = "package " + packageName + "; " + IMPORTS + " ";
        return switch (kind) {
            case TYPES -> head + code;
            case FRAGMENT -> head + "abstract class Snippet extends SnippetContext { " + code + "\n}";
            case STATEMENTS ->
                head + "abstract class Snippet extends SnippetContext { void run() throws Exception { " + code + "\n}}";
        };
    }

    /** Where a line of the code is, for a message. */
    String place(long lineOfCode) {
        return file + ":" + (line + Math.max(1, lineOfCode) - 1);
    }
}
