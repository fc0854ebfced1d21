package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.CompletionStage;
import org.enfilade.Ack;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;

/** An application of a few classes in Weld, its namespaces bound. */
final class TestApplication implements AutoCloseable {
    private final SeContainer weld;
    private final Application application;

    private TestApplication(SeContainer weld) {
        this.weld = weld;
        this.application = weld.select(Application.class).get();
    }

    static TestApplication deployed(Class<?>... classes) {
        return new TestApplication(SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EnfiladeExtension())
                .addBeanClasses(classes)
                .initialize());
    }

    static TestApplication of(Class<?>... classes) {
        return bound(deployed(classes));
    }

    /** With the options that its observers have set. */
    static TestApplication configured(Class<?>... classes) {
        TestApplication deployed = deployed(classes);
        deployed.application.configure(deployed.weld.getBeanManager());
        return bound(deployed);
    }

    private static TestApplication bound(TestApplication deployed) {
        try {
            deployed.application.bind(deployed.weld.getBeanManager());
        } catch (RuntimeException e) {
            deployed.close();
            throw e;
        }
        return deployed;
    }

    Application application() {
        return application;
    }

    SeContainer weld() {
        return weld;
    }

    <T> T bean(Class<T> type) {
        return weld.select(type).get();
    }

    EndpointHandler namespace(String name) {
        return application.handler(name);
    }

    /** Emits an event that wants an acknowledgement to the only namespace, {@code "/"}. */
    FakeAck emit(String event, String... json) {
        return emit(FakeSocket.create(), event, json);
    }

    FakeAck emit(Socket socket, String event, String... json) {
        return emit(socket, FakeEvent.of(event, json));
    }

    FakeAck emit(Socket socket, SocketEvent event) {
        FakeAck ack = new FakeAck();
        namespace("/").event(socket, event, ack);
        return ack;
    }

    CompletionStage<?> admit(Socket socket) {
        return namespace("/").admit(socket);
    }

    void call(String event, Ack<Object> ack) {
        namespace("/").event(FakeSocket.create(), FakeEvent.of(event), ack);
    }

    @Override
    public void close() {
        application.release();
        weld.close();
    }
}
