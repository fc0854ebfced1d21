package org.enfilade.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a page shows of a file is what is in the file: {@code ```nginx path/of/the/file}, the whole of it or some lines.
 */
class GuideFilesTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\w+ (\\S+/\\S+)\\n((?s).*?)^```$");

    @Test
    void blocks_ofAFile_areInTheFile() throws IOException {
        List<String> wrong = new ArrayList<>();
        int blocks = 0;
        for (Path page : Documents.withSnippets()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks++;
                if (!Files.readString(Documents.ROOT.resolve(block.group(1))).contains(block.group(2))) {
                    wrong.add(Documents.name(page) + " shows of " + block.group(1) + ":\n" + block.group(2));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(blocks).isPositive();
    }

    @Test
    void files_forProxies_areOnThePage() throws IOException {
        String page = Files.readString(Documents.guide("proxies.md"));

        try (Stream<Path> files = Files.walk(Documents.ROOT.resolve("server-configs/proxies"))) {
            assertThat(files.filter(Files::isRegularFile).map(Documents::name))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(page).contains("](../../" + file + ")"));
        }
    }
}
