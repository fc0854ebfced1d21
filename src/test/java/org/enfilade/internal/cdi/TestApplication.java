package org.enfilade.internal.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.enfilade.Ack;
import org.enfilade.NamespaceMatcher;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.SocketEvent;
import org.enfilade.internal.namespace.Blueprint;
import org.enfilade.internal.namespace.ChildMatcher;
import org.enfilade.internal.namespace.Declared;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.enfilade.internal.namespace.Server;
import org.enfilade.internal.namespace.SocketTasks;
import org.enfilade.internal.reach.LocalNode;
import org.enfilade.internal.reach.Peers;
import org.enfilade.internal.time.FakeTicker;

/** An application of a few classes in Weld, and its server. */
final class TestApplication implements AutoCloseable {
    private final SeContainer weld;
    private final Application application;
    private Blueprint blueprint;
    private Server server;
    private LocalNode node;

    private TestApplication(SeContainer weld) {
        this.weld = weld;
        this.application = weld.select(Application.class).get();
    }

    /** One that has not started. */
    static TestApplication deployed(Class<?>... classes) {
        return new TestApplication(SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new EnfiladeExtension())
                .addBeanClasses(classes)
                .initialize());
    }

    static TestApplication of(Class<?>... classes) {
        return of(Runnable::run, classes);
    }

    /** @param handlers runs what does not run within a call */
    static TestApplication of(Executor handlers, Class<?>... classes) {
        TestApplication deployed = deployed(classes);
        try {
            deployed.start(handlers);
        } catch (RuntimeException e) {
            deployed.close();
            throw e;
        }
        return deployed;
    }

    /** With the options that its observers have set. */
    static TestApplication configured(Class<?>... classes) {
        TestApplication deployed = deployed(classes);
        deployed.application.configure(deployed.weld.getBeanManager());
        deployed.start(Runnable::run);
        return deployed;
    }

    void start(Executor handlers) {
        SocketTasks tasks = new SocketTasks(handlers, new FakeTicker());
        blueprint = application.blueprint(weld.getBeanManager(), tasks);
        server = new Server(blueprint, ServerOptions.builder().build(), tasks, (own, watcher) -> {
            node = own;
            return Peers.NONE;
        });
        application.serve(server);
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

    Server server() {
        return server;
    }

    /** It, as other nodes see it. */
    LocalNode node() {
        return node;
    }

    NamespaceHandler namespace(String name) {
        return Declared.handler(blueprint, name);
    }

    CompletionStage<Boolean> matches(Class<? extends NamespaceMatcher> matcher, String name) {
        ChildMatcher declared = Declared.matcher(blueprint, matcher.getName());
        return ((ChildMatcher.ByFunction) declared).decision().decide(name, JsonValue.EMPTY_JSON_OBJECT);
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
