package org.enfilade.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar has the classes of the server that the emitter needs, and nothing that a container would take for a server. */
class JarContentTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.enfilade");

    /** What nothing but a file of META-INF/services names. */
    private static final List<String> SERVICES = List.of(
            "META-INF/services/org.enfilade.spi.ClusterBusProvider",
            "META-INF/services/org.jboss.msc.service.ServiceActivator");

    private static List<String> includes() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher includes = Pattern.compile("<includes>\\s*([^<]*org/enfilade/spi[^<]*?)\\s*</includes>")
                .matcher(pom);
        assertThat(includes.find()).isTrue();
        return Arrays.asList(includes.group(1).split("\\s*,\\s*"));
    }

    private static boolean isIncluded(String path, String include) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + include);
        return matcher.matches(Path.of(path));
    }

    private static Set<String> needed() throws IOException {
        Deque<JavaClass> todo = new ArrayDeque<>();
        CLASSES.stream()
                .filter(type -> type.getPackageName().equals("org.enfilade.emitter"))
                .forEach(todo::add);
        for (String service : SERVICES) {
            for (String name : Files.readAllLines(Path.of("src/main/resources", service))) {
                todo.add(CLASSES.get(name));
            }
        }
        Set<String> needed = new HashSet<>();
        while (!todo.isEmpty()) {
            JavaClass type = todo.poll();
            if (type.getPackageName().startsWith("org.enfilade") && needed.add(type.getName())) {
                type.getDirectDependenciesFromSelf()
                        .forEach(dependency ->
                                todo.add(dependency.getTargetClass().getBaseComponentType()));
                CLASSES.stream()
                        .filter(other -> other.getName().startsWith(type.getName() + "$"))
                        .forEach(todo::add);
            }
        }
        needed.removeIf(name -> name.startsWith("org.enfilade.emitter."));
        return needed;
    }

    @Test
    void classesThatAreNeeded_areIncluded() throws IOException {
        List<String> includes = includes();
        assertThat(needed())
                .contains("org.enfilade.internal.reach.Command$Emit", "org.enfilade.internal.cluster.jgroups.Lane")
                .allSatisfy(name -> assertThat(includes)
                        .as(name)
                        .anyMatch(include -> isIncluded(name.replace('.', '/') + ".class", include)));
    }

    @Test
    void packagesThatAreNotNeeded_areNotIncluded() throws IOException {
        Set<String> needed = needed();
        assertThat(includes())
                .allSatisfy(include -> assertThat(needed)
                        .as(include)
                        .anyMatch(name -> isIncluded(name.replace('.', '/') + ".class", include)));
    }

    /** Whatever has these annotations, or is such a listener, would be found in a WAR. */
    @Test
    void nothingThatIsIncluded_isKnownToContainers() throws IOException {
        List<String> includes = includes();
        assertThat(CLASSES.stream()
                        .filter(type -> includes.stream()
                                .anyMatch(include -> isIncluded(type.getName().replace('.', '/') + ".class", include)))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName()))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("jakarta.servlet")
                        || name.startsWith("jakarta.websocket")
                        || name.startsWith("jakarta.enterprise")
                        || name.startsWith("jakarta.inject"));
    }
}
