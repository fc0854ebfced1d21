package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines fit into the editor's width, as .editorconfig has it; the formatter breaks neither comments nor texts. */
class LineLengthTest {
    private static final int WIDTH = 120;

    @Test
    void lines_ofTheLibrary_fit() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (String sources : List.of("src/main/java", "junit/src/main/java")) {
            addLong(Documents.ROOT.resolve(sources), tooLong);
        }
        assertThat(tooLong).isEmpty();
    }

    private static void addLong(Path root, List<String> tooLong) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > WIDTH) {
                        tooLong.add(file.getFileName() + ":" + (i + 1));
                    }
                }
            }
        }
    }
}
