package org.enfilade.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The inputs that are kept for each target, where Jazzer finds and adds them: {@code …FuzzTestInputs/run} beside the
 * class. Without Jazzer, so that a JVM or a machine that it does not know runs them too.
 */
class CorpusTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path INPUTS = Path.of("src/test/resources");
    private static final String TARGET = "FuzzTest.java";

    @TestFactory
    Stream<DynamicContainer> inputs_ofEachTarget_holdItsProperties() {
        return targets().stream().map(CorpusTest::container);
    }

    /** A target without inputs would be tested with -Pfuzz only. */
    @Test
    void targets_haveInputs() {
        assertThat(targets())
                .isNotEmpty()
                .allSatisfy(target -> assertThat(inputs(target)).isNotEmpty());
    }

    private static List<String> targets() {
        return paths(SOURCES, path -> path.toString().endsWith(TARGET)).stream()
                .map(path -> SOURCES.relativize(path).toString())
                .map(path -> path.substring(0, path.length() - ".java".length()))
                .toList();
    }

    private static DynamicContainer container(String target) {
        return dynamicContainer(target, inputs(target).stream().map(input -> test(target, input)));
    }

    private static DynamicTest test(String target, Path input) {
        return dynamicTest(
                input.getFileName().toString(),
                input.toUri(),
                () -> newTarget(target).run(Files.readAllBytes(input)));
    }

    private static List<Path> inputs(String target) {
        return paths(INPUTS.resolve(target + "Inputs").resolve("run"), Files::isRegularFile);
    }

    private static FuzzTarget newTarget(String target) throws ReflectiveOperationException {
        var constructor = Class.forName(target.replace('/', '.')).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FuzzTarget) constructor.newInstance();
    }

    private static List<Path> paths(Path below, Predicate<Path> which) {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(which).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
