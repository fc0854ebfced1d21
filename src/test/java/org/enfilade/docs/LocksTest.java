package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of locks in the architecture page has every lock of the library, and none that is gone. */
class LocksTest {
    private static final Path SOURCES = Documents.ROOT.resolve("src/main/java");
    private static final Pattern LOCK = Pattern.compile("\\bsynchronized\\b|new ReentrantLock");
    /**
     * A class, behind its package, and before what it has of its own; the lock of a {@code ReentrantLock} is a class's
     * as well.
     */
    private static final Pattern NAME = Pattern.compile("`(?:[a-z]\\w*\\.)*(?!ReentrantLock)([A-Z]\\w+)[^`]*`");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    @Test
    void table_hasTheClassesThatLock_andNoOther() throws IOException {
        Set<String> named = Pattern.compile("(?m)^\\| (.*?) \\|")
                .matcher(table())
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrderElementsOf(lockingClasses());
    }

    private static List<String> lockingClasses() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> LOCK.matcher(code(file)).find())
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
        }
    }

    private static String code(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String table() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("docs/architecture.md"));
        int start = page.indexOf("\n## Locks");
        return page.substring(start, page.indexOf("\n## ", start + 1));
    }
}
