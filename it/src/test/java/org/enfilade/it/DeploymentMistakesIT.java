package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mistake fails the deployment, and says what it is. RulesTest has every rule; here is that the server listens. */
@ExtendWith(ArquillianExtension.class)
class DeploymentMistakesIT {
    private static final Path LOG = Path.of(System.getProperty("it.log"));

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "homeless", managed = false, testable = false)
    static WebArchive homeless() {
        return Deployments.war("homeless", HomelessHandler.class);
    }

    @Deployment(name = "unobserved", managed = false, testable = false)
    static WebArchive unobserved() {
        return Deployments.war("unobserved", UnobservedHandler.class);
    }

    @Deployment(name = "unknown", managed = false, testable = false)
    static WebArchive unknown() {
        return Deployments.war("unknown", UnknownParameter.class);
    }

    @Deployment(name = "good", managed = false, testable = false)
    static WebArchive good() {
        return Deployments.war("good", EchoApplication.class);
    }

    /** Tells where the server is. */
    @Deployment(name = "other", testable = false)
    static WebArchive other() {
        return Deployments.war("other", EchoApplication.class);
    }

    @Test
    void mistakeInABean_failsTheDeployment() throws IOException {
        assertRefused("homeless", "ENF-006: org.enfilade.it.HomelessHandler.echo(String) ");
    }

    @Test
    void annotationWithoutEffect_failsTheDeployment() throws IOException {
        assertRefused("unobserved", "ENF-037: org.enfilade.it.UnobservedHandler.echo(String) ");
    }

    @Test
    void mistakeThatShowsAtTheStart_failsTheDeployment() throws IOException {
        assertRefused("unknown", "ENF-028: org.enfilade.it.UnknownParameter.echo(String, Locale) ");
    }

    private void assertRefused(String deployment, String message) throws IOException {
        long before = Files.size(LOG);

        assertThatThrownBy(() -> deployer.deploy(deployment)).hasMessageContaining(message);

        String log = Files.readString(LOG);
        // shorter, if the server has begun a new file meanwhile
        assertThat(log.length() < before ? log : log.substring((int) before)).contains(message);
    }

    @Test
    void goodApplication_afterABadOne_isServed(@ArquillianResource @OperateOnDeployment("other") URI other) {
        URI base = other.resolve("/good/");
        assertThatThrownBy(() -> deployer.deploy("unknown")).isNotNull();

        deployer.deploy("good");
        try (SocketIOClient client = SocketIOClient.at(base).webSocket()) {
            client.connect("/");
            assertThat(client.call("/", "echo", "hello")).isEqualTo("hello");
        } finally {
            deployer.undeploy("good");
        }
    }
}
