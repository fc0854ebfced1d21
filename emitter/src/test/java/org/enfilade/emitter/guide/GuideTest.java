package org.enfilade.emitter.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users copy from the guide's page about emitters compiles: it is in this package. */
class GuideTest {
    private static final Pattern SNIPPET = Pattern.compile("```java emitter\n(.*?)```", Pattern.DOTALL);

    @Test
    void snippets_areInThisPackage() throws IOException {
        String source =
                withoutSpace(Files.readString(Path.of("src/test/java/org/enfilade/emitter/guide/Kitchen.java")));
        List<String> snippets = SNIPPET.matcher(Files.readString(Path.of("../docs/guide/emitter.md")))
                .results()
                .map((MatchResult match) -> withoutSpace(match.group(1)))
                .toList();

        assertThat(snippets).hasSize(3).allSatisfy(snippet -> assertThat(source).contains(snippet));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
