package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.enfilade.junit.HandshakeRefusal;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A filter that does not support asynchronous requests keeps polls from waiting. The log says which one, at the
 * deployment.
 */
@ExtendWith(ArquillianExtension.class)
class SynchronousFilterIT {
    private static final Path LOG = Path.of(System.getProperty("it.log"));

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "synchronous", managed = false, testable = false)
    static WebArchive synchronous() {
        return Deployments.war("synchronous", FilteredApplication.class)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
                    <filter>
                        <filter-name>brings-user</filter-name>
                        <filter-class>org.enfilade.it.FilteredApplication$BringsUser</filter-class>
                    </filter>
                    <filter>
                        <filter-name>refuses-nobody</filter-name>
                        <filter-class>org.enfilade.it.FilteredApplication$RefusesNobody</filter-class>
                        <async-supported>true</async-supported>
                    </filter>
                    <filter-mapping><filter-name>brings-user</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                    <filter-mapping><filter-name>refuses-nobody</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                </web-app>
                """), "web.xml");
    }

    /** Tells where the server is. */
    @Deployment(name = "other", testable = false)
    static WebArchive other() {
        return Deployments.war("other", EchoApplication.class);
    }

    @Test
    void filterWithoutAsyncSupport_isNamedAtTheDeployment_andAtTheFirstPoll(
            @ArquillianResource @OperateOnDeployment("other") URI other) throws IOException {
        String name = "\"brings-user\" (org.enfilade.it.FilteredApplication$BringsUser)";
        long before = Files.size(LOG);
        deployer.deploy("synchronous");
        try {
            assertThat(since(before))
                    .contains("The filter " + name + " is mapped to /synchronous/socket.io/ and does not support")
                    .doesNotContain("The filter \"refuses-nobody\"");
            ClientTarget target = SocketIOClient.at(other.resolve("/synchronous/"));

            HandshakeRefusal refused = target.refused(Transport.POLLING);

            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).contains("does not support asynchronous requests");
            assertThat(since(before)).contains("does not support asynchronous requests: " + name);
            try (SocketIOClient client = target.webSocket()) {
                client.connect("/");
                assertThat(client.call("/", "who")).isEqualTo("nobody[]");
            }
        } finally {
            deployer.undeploy("synchronous");
        }
    }

    private static String since(long before) throws IOException {
        String log = Files.readString(LOG);
        // shorter, if the server has begun a new file meanwhile
        return log.length() < before ? log : log.substring((int) before);
    }
}
