package org.enfilade.junit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users copy from the guide's page about tests is a test of this package, and passes. */
class GuideTest {
    private static final Pattern SNIPPET = Pattern.compile("```java test\n(.*?)```", Pattern.DOTALL);

    @Test
    void snippets_areTestsOfThisPackage() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("../docs/guide/testing.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(block.indexOf('\n'), block.lastIndexOf("```")))
                .map(GuideTest::withoutSpace)
                .toList();

        assertThat(snippets).hasSizeGreaterThan(3);
        assertThat(snippets).allSatisfy(snippet -> assertThat(sources()).anyMatch(source -> source.contains(snippet)));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/org/enfilade/junit/guide"))) {
            return files.map(GuideTest::read).map(GuideTest::withoutSpace).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
