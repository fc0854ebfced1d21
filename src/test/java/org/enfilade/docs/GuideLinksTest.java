package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The links between the documents lead somewhere. */
class GuideLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void links_withinTheRepository_leadToFilesAndHeadings() {
        List<String> broken = new ArrayList<>();
        for (Path file : Documents.all()) {
            List<String> lines = Documents.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher link = LINK.matcher(lines.get(i));
                while (link.find()) {
                    if (!leadsSomewhere(file, link.group(1))) {
                        broken.add(Documents.name(file) + ":" + (i + 1) + ": " + link.group(1));
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        if (link.startsWith("http://") || link.startsWith("https://")) {
            return true;
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path to = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        return Files.exists(to)
                && to.startsWith(Documents.ROOT)
                && (hash < 0 || anchors(to).contains(link.substring(hash + 1)));
    }

    private static List<String> anchors(Path file) {
        return Documents.lines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(GuideLinksTest::anchor)
                .toList();
    }

    /** As Git hosts make them: lower case, blanks to hyphens, no punctuation. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+\\s*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replaceAll("\\s", "-");
    }
}
