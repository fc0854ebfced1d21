package org.enfilade.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.transaction.Status;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers run where the application is at home: its contexts, interceptors, names and classes. */
@ExtendWith(ArquillianExtension.class)
class ContextsIT {
    private static final String AT_HOME = "hello, own loader";

    @ArquillianResource
    private URI base;

    private SocketIOClient client;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployments.war("contexts", ContextsApplication.class)
                .addAsWebInfResource(new StringAsset("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                    <env-entry>
                        <env-entry-name>greeting</env-entry-name>
                        <env-entry-type>java.lang.String</env-entry-type>
                        <env-entry-value>hello</env-entry-value>
                    </env-entry>
                </web-app>
                """), "web.xml");
    }

    @BeforeEach
    void connect() {
        client = SocketIOClient.at(base).webSocket();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"visit", "quick visit"})
    void requestScope_isActiveInHandler_anewForEachEvent(String event) {
        client.connect("/visits");

        JsonArray first = visit(event);
        JsonArray second = visit(event);

        assertThat(first.getInt(0)).isEqualTo(first.getInt(1));
        assertThat(second.getInt(0)).isEqualTo(second.getInt(1)).isNotEqualTo(first.getInt(0));
        JsonArray over = SocketIOClient.json(client.call("/visits", "over")).asJsonArray();
        assertThat(over).contains(first.get(0), second.get(0));
    }

    private JsonArray visit(String event) {
        return SocketIOClient.json(client.call("/visits", event)).asJsonArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/application", "/singleton"})
    void bean_ofTheApplication_isOneForAllEvents(String namespace) {
        client.connect(namespace);

        int before = count(namespace);

        assertThat(count(namespace)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/request", "/dependent"})
    void bean_ofRequestOrDependent_isAnotherForEachEvent(String namespace) {
        client.connect(namespace);

        assertThat(count(namespace)).isEqualTo(1);
        assertThat(count(namespace)).isEqualTo(1);
    }

    private int count(String namespace) {
        return Integer.parseInt(client.call(namespace, "count"));
    }

    @Test
    void bean_dependent_isDestroyedAfterEachEvent() {
        client.connect("/dependent");
        int before = Integer.parseInt(client.call("/dependent", "destroyed"));
        count("/dependent");

        assertThat(Integer.parseInt(client.call("/dependent", "destroyed"))).isEqualTo(before + 2);
    }

    @Test
    void transactional_onHandler_commitsAfterIt() {
        client.connect("/intercepted");

        assertThat(status("transaction")).isEqualTo(Status.STATUS_ACTIVE);
        assertThat(completed()).isEqualTo(Status.STATUS_COMMITTED);
        assertThat(status("no transaction")).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void transactional_onHandlerThatThrows_rollsBack() {
        client.connect("/intercepted");

        client.emit("/intercepted", "failing transaction");

        assertThat(completed()).isEqualTo(Status.STATUS_ROLLEDBACK);
        assertThat(status("no transaction")).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void emit_beforeHandlerFails_isSent_andItsAfterSuccessObserverIsNotCalled() {
        client.connect("/intercepted");

        client.emit("/intercepted", "store", "");
        assertThat(client.call("/intercepted", "store", "tea")).isEqualTo("tea");

        assertThat(client.takeEvent("/intercepted", "told")).get().returns("", packet -> packet.text(0));
        assertThat(client.takeEvent("/intercepted", "told")).get().returns("tea", packet -> packet.text(0));
        assertThat(client.takeEvent("/intercepted", "committed")).get().returns("tea", packet -> packet.text(0));
    }

    private int status(String event) {
        return Integer.parseInt(client.call("/intercepted", event));
    }

    private int completed() {
        return Integer.parseInt(client.awaitEvent("/intercepted", "completed").text(0));
    }

    @Test
    void interceptor_onHandler_isCalled() {
        client.connect("/intercepted");

        assertThat(client.call("/intercepted", "shout", "hear")).isEqualTo("HEAR");
        assertThat(client.call("/intercepted", "whisper", "hear")).isEqualTo("hear");
    }

    @ParameterizedTest
    @EnumSource
    void namesAndClasses_areTheDeployments_whereverTheApplicationIsCalled(Transport transport) {
        client.connect("/visits");
        try (SocketIOClient other = transport.open(SocketIOClient.at(base))) {
            other.connect("/deployed");

            assertThat(other.awaitEvent("/deployed", "in middleware").text(0)).isEqualTo(AT_HOME);
            assertThat(other.awaitEvent("/deployed", "in connect").text(0)).isEqualTo(AT_HOME);
            assertThat(other.call("/deployed", "here")).isEqualTo(AT_HOME);
            assertThat(other.call("/deployed", "quick")).isEqualTo(AT_HOME);
            other.leave("/deployed");
        }
        assertThat(client.awaitEvent("/visits", "in disconnect").text(0)).isEqualTo(AT_HOME);
    }
}
