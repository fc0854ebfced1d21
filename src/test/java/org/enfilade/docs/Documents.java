package org.enfilade.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown files of the repository. */
final class Documents {
    /** The repository's root, from the root itself and from any of its modules. */
    static final Path ROOT = root();

    private Documents() {}

    /** README, guide, architecture and the other documents that are written here. */
    static List<Path> all() {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")) {
            files.add(ROOT.resolve(name));
        }
        files.addAll(below(ROOT.resolve("docs")));
        return files;
    }

    /** Those whose snippets users copy. */
    static List<Path> withSnippets() {
        List<Path> files = new ArrayList<>();
        files.add(ROOT.resolve("README.md"));
        files.addAll(below(ROOT.resolve("docs/guide")));
        return files;
    }

    static Path guide(String page) {
        return ROOT.resolve("docs/guide").resolve(page);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("README.md")) && Files.isDirectory(folder.resolve("docs/guide"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no README.md with docs/guide beside it in " + start + " or above it");
    }
}
