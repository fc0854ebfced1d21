package org.enfilade.junit;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** Tyrus without a way to the network of its own: {@link WebSocketUpgrade} is that. */
final class TyrusContainer extends TyrusServerContainer {
    private static final String CONTEXT = "/";

    private final ServerThreads threads;
    private final TyrusWebSocketEngine engine;

    TyrusContainer(ServerThreads threads) {
        super((Set<Class<?>>) null);
        this.threads = threads;
        this.engine = TyrusWebSocketEngine.builder(this).build();
    }

    /** Makes the endpoints known that have been added. */
    void start() {
        try {
            start(CONTEXT, 0);
        } catch (IOException | DeploymentException e) {
            throw new IllegalStateException("The WebSocket endpoint cannot be deployed", e);
        }
        doneDeployment();
    }

    @Override
    public void register(Class<?> endpointClass) throws DeploymentException {
        engine.register(endpointClass, CONTEXT);
    }

    @Override
    public void register(ServerEndpointConfig endpoint) throws DeploymentException {
        engine.register(endpoint, CONTEXT);
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return engine;
    }

    @Override
    public ExecutorService getExecutorService() {
        return threads.tasks();
    }

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return threads.alarms();
    }
}
