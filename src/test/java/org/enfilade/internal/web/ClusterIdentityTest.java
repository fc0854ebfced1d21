package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.NameNotFoundException;
import org.enfilade.ServerOptions;
import org.enfilade.internal.cluster.Introduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterIdentityTest {
    private final Map<String, String> files = new HashMap<>();
    private String module = "shop";
    private String host = "default-host";
    private String contextPath = "";

    private ServletContext context() {
        return (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "getContextPath" -> contextPath;
                        case "getVirtualServerName" -> host();
                        case "getResourcePaths" -> children((String) args[0]);
                        case "getResourceAsStream" -> file((String) args[0]);
                        default -> throw new AssertionError(method);
                    };
                });
    }

    private String host() {
        if (host == null) {
            throw new UnsupportedOperationException();
        }
        return host;
    }

    private Set<String> children(String directory) {
        Set<String> children = files.keySet().stream()
                .filter(path -> path.startsWith(directory))
                .map(path -> path.substring(directory.length()))
                .map(rest -> directory + (rest.contains("/") ? rest.substring(0, rest.indexOf('/') + 1) : rest))
                .collect(Collectors.toSet());
        return children.isEmpty() ? null : children;
    }

    private ByteArrayInputStream file(String path) {
        String text = files.get(path);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void builtByMaven(String group, String artifact, String version) {
        files.put(
                "/META-INF/maven/" + group + "/" + artifact + "/pom.properties",
                "#Generated\ngroupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n");
        files.put("/META-INF/maven/" + group + "/" + artifact + "/pom.xml", "<project/>");
    }

    private String identity(ServerOptions.Builder options) {
        ContainerNames names = name -> {
            if (module == null) {
                throw new NameNotFoundException(name);
            }
            return module;
        };
        return ClusterIdentity.of(context(), names, options.build()).toString();
    }

    private String identity() {
        return identity(ServerOptions.builder());
    }

    @Test
    void applications_atOnePath_differByTheirModules() {
        String shop = identity();
        module = "blog";

        assertThat(identity()).isNotEqualTo(shop).isEqualTo("blog at default-host/socket.io/");
    }

    @Test
    void applications_atOnePathInTwoVirtualHosts_differByTheHost() {
        String here = identity();
        host = "other-host";

        assertThat(identity()).isNotEqualTo(here);
    }

    @Test
    void applications_underOneFileName_differByTheirCoordinates() {
        module = "ROOT";
        builtByMaven("org.example", "shop", "1");
        String shop = identity();
        files.clear();
        builtByMaven("org.example", "blog", "1");

        assertThat(identity()).isNotEqualTo(shop).isEqualTo("org.example:blog at default-host/socket.io/");
    }

    @Test
    void anotherContextPathOrPath_isAnotherApplication() {
        String root = identity();
        contextPath = "/shop";

        assertThat(identity()).isNotEqualTo(root);
        assertThat(identity(ServerOptions.builder().path("/ws/"))).isEqualTo("shop at default-host/shop/ws/");
    }

    @ParameterizedTest
    @CsvSource({"shop##2", "shop##1.1-rc", "shop:2", "shop:beta", "shop-1.0", "shop-2.1.0-SNAPSHOT"})
    void newerVersion_inTheNameOfTheFile_isTheSameApplication(String versioned) {
        String older = identity();
        module = versioned;

        assertThat(identity()).isEqualTo(older);
    }

    @ParameterizedTest
    @CsvSource({"shop-admin", "shop2", "my_shop"})
    void name_withoutVersion_isKept(String whole) {
        module = whole;

        assertThat(identity()).startsWith(whole + " at ");
    }

    @Test
    void newerVersion_byMavenUnderAnotherFileName_isTheSameApplication() {
        builtByMaven("org.example", "shop", "1");
        String older = identity();
        files.clear();
        builtByMaven("org.example", "shop", "2");
        module = "shop-2";

        assertThat(identity()).isEqualTo(older);
    }

    @Test
    void coordinates_ofSeveralArtifacts_sayNothing() {
        builtByMaven("org.example", "shop", "1");
        builtByMaven("org.other", "library", "1");

        assertThat(identity()).startsWith("shop at ");
    }

    @Test
    void clusterName_isTheWholeIdentity() {
        String named = identity(ServerOptions.builder().clusterName("backoffice"));
        module = "another";
        host = "other-host";
        contextPath = "/elsewhere";

        assertThat(identity(ServerOptions.builder().clusterName("backoffice")))
                .isEqualTo(named)
                .isEqualTo("backoffice");
    }

    @Test
    void clusterName_withALineBreak_isRefused() {
        assertThatThrownBy(() -> ServerOptions.builder().clusterName("a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cluster.name");
    }

    @Test
    void ear_whoseWarsAreOneServer_isCalledTheSameWhicheverOfThemStarts() {
        contextPath = "/admin";
        module = "admin";
        ContainerNames names = name -> name.equals("java:app/AppName") ? "shop-1.0" : module;

        assertThat(ClusterIdentity.ofEar(names, ServerOptions.builder().build()))
                .hasToString("shop at /socket.io/");
    }

    private static final class Chat {}

    private Introduction introduction() {
        ServerOptions options =
                ServerOptions.builder().clusterName("backoffice").build();
        return ClusterIdentity.introduction(context(), name -> module, options, List.of("org.example.Chat"));
    }

    @Test
    void introduction_underAClusterName_tellsWhatTheApplicationIs() {
        assertThat(introduction())
                .isEqualTo(new Introduction("shop at default-host/socket.io/", List.of("org.example.Chat")));
    }

    @Test
    void introduction_ofAWarBuiltByMaven_needsNoClasses() {
        builtByMaven("org.example", "shop", "1");

        assertThat(introduction())
                .isEqualTo(new Introduction("org.example:shop at default-host/socket.io/", List.of()));
    }

    @Test
    void containerWithoutNames_hasThePath() {
        module = null;
        host = null;
        contextPath = "/shop";

        assertThat(identity()).isEqualTo(" at /shop/socket.io/");
    }
}
