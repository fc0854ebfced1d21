package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However the application is packed, it is served, or the log says what to change. The guide has the table,
 * packaging.md.
 */
@ExtendWith(ArquillianExtension.class)
class PackagingIT {
    private static final String MICRO = ".*/server-configs/payara/launch\\.sh";
    private static final Path LOG = Path.of(System.getProperty("it.log"));
    private static final String LISTENER =
            "<listener><listener-class>org.enfilade.internal.web.WebStart</listener-class></listener>";

    @ArquillianResource
    private Deployer deployer;

    /** Tells where the server is; the other archives have paths of their own. */
    @ArquillianResource
    private URI base;

    @Deployment(name = "packaging", order = 1, testable = false)
    static WebArchive packaging() {
        return webXml("packaging", " metadata-complete=\"true\"", "");
    }

    @Deployment(name = "wars-in-ear", managed = false, testable = false)
    static EnterpriseArchive warsInEar() {
        return ShrinkWrap.create(EnterpriseArchive.class, "wars-in-ear.ear")
                .addAsModule(Deployments.war("ear-one", EchoApplication.class))
                .addAsModule(Deployments.war("ear-two", OtherNamespace.class));
    }

    @Deployment(name = "jar-in-ear", managed = false, testable = false)
    static EnterpriseArchive jarInEar() {
        return ShrinkWrap.create(EnterpriseArchive.class, "jar-in-ear.ear")
                .addAsLibrary(new File(System.getProperty("enfilade.jar")), "enfilade.jar")
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "jar-in-ear-ejb.jar")
                        .addClass(PackagedEmitter.class))
                .addAsModule(ShrinkWrap.create(WebArchive.class, "lib-one.war")
                        .addClasses(EchoApplication.class, PackagedEmitting.class))
                .addAsModule(ShrinkWrap.create(WebArchive.class, "lib-two.war").addClass(OtherNamespace.class));
    }

    @Deployment(name = "left-out", managed = false, testable = false)
    static WebArchive leftOut() {
        return webXml("left-out", "", "<absolute-ordering/>");
    }

    @Deployment(name = "left-out-named", managed = false, testable = false)
    static WebArchive leftOutNamed() {
        return webXml("left-out-named", "", "<absolute-ordering/>" + LISTENER);
    }

    @Deployment(name = "no-beans", managed = false, testable = false)
    static WebArchive noBeans() {
        return Deployments.war("no-beans", EchoApplication.class)
                .addAsWebInfResource(
                        new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"3.0\""
                                + " bean-discovery-mode=\"none\"/>"),
                        "beans.xml");
    }

    @Deployment(name = "jar-twice", managed = false, testable = false)
    static WebArchive jarTwice() {
        return Deployments.war("jar-twice", EchoApplication.class)
                .addAsLibrary(new File(System.getProperty("enfilade.jar")), "enfilade-2.jar");
    }

    @Deployment(name = "path-taken", managed = false, testable = false)
    static WebArchive pathTaken() {
        return Deployments.war("path-taken", EchoApplication.class, PathTaker.class);
    }

    private static WebArchive webXml(String name, String attributes, String content) {
        return Deployments.war(name, EchoApplication.class)
                .addAsWebInfResource(
                        new StringAsset("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\""
                                + attributes + ">" + content + "</web-app>"),
                        "web.xml");
    }

    @Test
    void completeDescriptor_isServed() {
        assertServed("packaging", "/");
    }

    @Test
    void startLine_namesWhatIsInPlace() throws IOException {
        assertThat(Files.readString(LOG))
                .containsPattern("Enfilade is listening at /packaging/socket.io/;.*"
                        + " (filter, servlet and WebSocket endpoint are in place|filter and servlet are in place;"
                        + " the server has not begun with WebSockets yet, or has none); namespaces /");
    }

    @Test
    @DisabledIfSystemProperty(named = "it.launcher", matches = MICRO, disabledReason = "Payara Micro takes no EAR")
    void warsOfAnEar_eachWithTheJar_areServed() {
        deployer.deploy("wars-in-ear");
        try {
            assertServed("ear-one", "/");
            assertServed("ear-two", "/other");
            try (SocketIOClient client = SocketIOClient.at(at("ear-one")).webSocket()) {
                assertThat(client.refused("/other").message()).isEqualTo("Invalid namespace");
            }
        } finally {
            deployer.undeploy("wars-in-ear");
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "it.launcher", matches = MICRO, disabledReason = "Payara Micro takes no EAR")
    void warsOfAnEar_withTheJarInItsLib_areServed_andHearTheEjb() throws Exception {
        deployer.deploy("jar-in-ear");
        try {
            assertServed("lib-one", "/");
            assertServed("lib-two", "/other");
            try (SocketIOClient client = SocketIOClient.at(at("lib-one")).webSocket()) {
                client.connect("/");
                HttpRequest emit =
                        HttpRequest.newBuilder(at("lib-one").resolve("emit")).build();
                assertThat(ClientTarget.HTTP
                                .send(emit, BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
                assertThat(client.awaitEvent("/", "news")).hasToString("news[\"ejb\"]");
            }
        } finally {
            deployer.undeploy("jar-in-ear");
        }
    }

    @Test
    void orderingWithoutTheJar_isExplained() throws IOException {
        long before = Files.size(LOG);
        deployer.deploy("left-out");
        deployer.undeploy("left-out");

        assertThat(logSince(before)).contains("ENF-044: ");
    }

    @Test
    void orderingWithoutTheJar_andTheListener_isServed() {
        deployer.deploy("left-out-named");
        try {
            assertServed("left-out-named", "/");
        } finally {
            deployer.undeploy("left-out-named");
        }
    }

    /** Some servers give an application without beans no CDI at all. */
    @Test
    void descriptorWithoutBeans_isExplained() throws IOException {
        long before = Files.size(LOG);
        boolean deployed = false;
        try {
            deployer.deploy("no-beans");
            deployed = true;
        } catch (Exception refused) {
            assertThat(refused).hasMessageContaining("ENF-045: ");
        }
        if (deployed) {
            deployer.undeploy("no-beans");
        }

        assertThat(logSince(before))
                .contains(deployed ? "ENF-043: org.enfilade.it.EchoApplication$Echo " : "ENF-045: ");
    }

    @Test
    void jarThatIsThereTwice_isReported_andServed() throws IOException {
        long before = Files.size(LOG);
        deployer.deploy("jar-twice");
        try {
            assertServed("jar-twice", "/");
        } finally {
            deployer.undeploy("jar-twice");
        }

        assertThat(logSince(before)).contains("ENF-046: ").contains("enfilade-2.jar");
    }

    @Test
    void servletAtOurPath_failsTheDeployment() throws IOException {
        long before = Files.size(LOG);

        assertThatThrownBy(() -> deployer.deploy("path-taken")).isNotNull();

        assertThat(logSince(before)).contains("ENF-047: ").contains("taker");
    }

    private URI at(String context) {
        return base.resolve("/" + context + "/");
    }

    private void assertServed(String context, String namespace) {
        for (Transport transport : Transport.values()) {
            try (SocketIOClient client = transport.open(SocketIOClient.at(at(context)))) {
                client.connect(namespace);
                assertThat(client.call(namespace, "echo", "hello"))
                        .as("%s over %s", context, transport)
                        .isEqualTo("hello");
            }
        }
    }

    private static String logSince(long before) throws IOException {
        String log = Files.readString(LOG);
        // shorter, if the server has begun a new file meanwhile
        return log.length() < before ? log : log.substring((int) before);
    }
}
