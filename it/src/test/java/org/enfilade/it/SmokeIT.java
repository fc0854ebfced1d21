package org.enfilade.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The provisioned server is what the other tests take it for: it deploys, injects and logs in. */
@ExtendWith(ArquillianExtension.class)
class SmokeIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Inject
    SmokeApplication.Greeter greeter;

    @Deployment
    static WebArchive war() {
        return Deployments.testableWar("smoke", SmokeApplication.class)
                .addAsWebInfResource(new StringAsset("""
                                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                                    <security-constraint>
                                        <web-resource-collection>
                                            <web-resource-name>admin</web-resource-name>
                                            <url-pattern>/admin</url-pattern>
                                        </web-resource-collection>
                                        <auth-constraint><role-name>admin</role-name></auth-constraint>
                                    </security-constraint>
                                    <login-config><auth-method>BASIC</auth-method></login-config>
                                    <security-role><role-name>admin</role-name></security-role>
                                </web-app>
                                """), "web.xml");
    }

    @Test
    void bean_inContainer_isInjected() {
        assertThat(greeter.greet()).isEqualTo("ok");
    }

    @Test
    @RunAsClient
    void servlet_onLoopback_answers(@ArquillianResource URI base) throws Exception {
        assertThat(base.getHost()).isEqualTo("127.0.0.1");
        assertThat(get(base.resolve("ok"), null).body()).isEqualTo("ok");
    }

    @Test
    @RunAsClient
    void servlet_ofAdmin_letsAdaInAndNotBob(@ArquillianResource URI base) throws Exception {
        URI admin = base.resolve("admin");

        assertThat(get(admin, null).statusCode()).isEqualTo(401);
        assertThat(get(admin, "bob:secret").statusCode()).isEqualTo(403);
        assertThat(get(admin, "ada:secret").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(URI uri, String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (login != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
