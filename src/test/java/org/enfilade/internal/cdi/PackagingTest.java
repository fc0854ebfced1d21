package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of how an application is packed. The servers do the packing in PackagingIT. */
class PackagingTest {
    private static final String OWN = "org/enfilade/internal/cdi/Packaging.class";

    @NamespaceEndpoint("/b")
    static class Second {
        void say(@Observes @On("say") String text) {}
    }

    @NamespaceEndpoint("/a")
    static class First {}

    @NamespaceEndpoint("/tenants/{tenant}")
    static class Tenants {}

    @Vetoed
    @NamespaceEndpoint("/vetoed")
    static class LeftOut {}

    @Test
    void served_namesAllNamespaces_thoseOfTemplatesApart() {
        try (TestApplication deployed = TestApplication.of(Second.class, First.class, Tenants.class)) {
            assertThat(deployed.application().served()).isEqualTo("namespaces /a, /b, dynamic /tenants/{tenant}");
        }
    }

    @Test
    void served_withoutBeans_saysSo() {
        try (TestApplication deployed = TestApplication.of()) {
            assertThat(deployed.application().served()).isEqualTo("no namespaces: none found");
        }
    }

    @Test
    void annotatedClass_thatIsNoBean_isAnError() {
        try (LogCapture log = new LogCapture();
                TestApplication deployed = TestApplication.of(First.class)) {
            deployed.application().reportUnserved(List.of(First.class, Second.class, LeftOut.class));

            assertThat(String.join("\n", log.lines()))
                    .contains("ENF-043: " + Second.class.getName())
                    .doesNotContain(First.class.getName())
                    .doesNotContain(LeftOut.class.getName());
        }
    }

    @Test
    void jarTwice_isFound(@TempDir Path directory) throws IOException {
        URL one = root(directory.resolve("one"));
        URL two = root(directory.resolve("two"));

        try (URLClassLoader once = new URLClassLoader(new URL[] {one}, null);
                URLClassLoader twice = new URLClassLoader(new URL[] {one, two}, null)) {
            assertThat(Packaging.twice(once)).isEmpty();
            assertThat(Packaging.twice(twice).orElseThrow())
                    .startsWith("ENF-046: ")
                    .contains(one.toString())
                    .contains(two.toString());
        }
    }

    private static URL root(Path directory) throws IOException {
        Path file = directory.resolve(OWN);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        return directory.toUri().toURL();
    }

    @Test
    void classFile_withTheAnnotation_isFoundByItsMark() throws IOException {
        assertThat(UnindexedClasses.hasMark(bytes(First.class))).isTrue();
        assertThat(UnindexedClasses.hasMark(bytes(PackagingTest.class))).isFalse();
        assertThat(UnindexedClasses.hasMark("Lorg/enfilade/NamespaceEndpoin".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (var file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return file.readAllBytes();
        }
    }

    @Test
    void archive_thatKeepsCdiOut_isLeftAlone() {
        assertThat(UnindexedClasses.letsFind("")).isTrue();
        assertThat(UnindexedClasses.letsFind("<beans bean-discovery-mode=\"annotated\"/>"))
                .isTrue();
        assertThat(UnindexedClasses.letsFind("<beans bean-discovery-mode = \"none\"/>"))
                .isFalse();
        assertThat(UnindexedClasses.letsFind("<beans><scan><exclude name=\"shop.*\"/></scan></beans>"))
                .isFalse();
    }
}
