package org.enfilade.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.EnumSet;

/** Puts filter, servlet and endpoint at the configured path. */
final class Routes {
    private Routes() {}

    private static final String SERVLET = "EnfiladePolling";

    static void publish(ServletContext context, EngineGateway gateway, Callers callers, String path) {
        var filter = context.addFilter("EnfiladeFilter", new EngineFilter(gateway, callers, path));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path + "*");
        ServletRegistration.Dynamic servlet = context.addServlet(SERVLET, new PollingServlet(gateway, callers));
        servlet.setAsyncSupported(true);
        servlet.addMapping(path + "*");
        var login = context.addFilter("EnfiladeLoginPage", new LoginPageFilter(gateway, path));
        login.setAsyncSupported(true);
        login.addMappingForUrlPatterns(EnumSet.of(DispatcherType.FORWARD), false, "/*");
        SynchronousFilters.warn(context, path, SERVLET);
        Object webSockets = context.getAttribute(ServerContainer.class.getName());
        if (webSockets != null && !path.equals(SocketIOEndpoint.DEFAULT_PATH)) {
            addEndpoint((ServerContainer) webSockets, path);
            closeDefaultPath(context);
        }
    }

    private static void closeDefaultPath(ServletContext context) {
        var filter = context.addFilter("EnfiladeUnusedPath", new UnusedPathFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, SocketIOEndpoint.DEFAULT_PATH + "*");
    }

    private static void addEndpoint(ServerContainer webSockets, String path) {
        try {
            webSockets.addEndpoint(ServerEndpointConfig.Builder.create(PathEndpoint.class, path)
                    .configurator(new UpgradeConfigurator())
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException("no WebSocket endpoint can be made at " + path + "; see enfilade.path", e);
        }
    }
}
