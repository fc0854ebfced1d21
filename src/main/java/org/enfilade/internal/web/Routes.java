package org.enfilade.internal.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.enfilade.internal.cdi.Packaging;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.web.tyrus.Tyrus;

/** Puts filter, servlet and endpoint at the configured path, and tells whether they are there. */
final class Routes {
    private static final String FILTER = "EnfiladeFilter";
    private static final String SERVLET = "EnfiladePolling";

    private Routes() {}

    /**
     * Returns what is in place, for the log.
     *
     * @param further whether the deployment is in place elsewhere: Payara's and GlassFish's virtual servers share one
     *     descriptor, where our servlet has its path from the first one
     * @throws IllegalStateException if the path is taken, or Enfilade is there twice
     */
    static String publish(
            ServletContext context, EngineGateway gateway, Callers callers, String path, boolean further) {
        String pattern = path + "*";
        ClientBundles bundles = new ClientBundles(loader(context));
        Object webSockets = context.getAttribute(ServerContainer.class.getName());
        Deflate deflate = Deflate.of(gateway.options(), webSockets);
        FilterRegistration.Dynamic filter =
                context.addFilter(FILTER, new EngineFilter(gateway, callers, bundles, path, deflate));
        ServletRegistration.Dynamic servlet = context.addServlet(SERVLET, new PollingServlet(gateway, callers));
        if (filter == null || servlet == null) {
            throw refused(Packaging.twice(context.getContextPath()));
        }
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, pattern);
        servlet.setAsyncSupported(true);
        Set<String> taken = servlet.addMapping(pattern);
        if (taken != null && !taken.isEmpty()) {
            Optional<String> owner = ownerOf(pattern, context);
            if (owner.isPresent() || !further) {
                throw refused(
                        Packaging.pathTaken(context.getContextPath(), pattern, owner.orElse("of the application")));
            }
        }
        var login = context.addFilter("EnfiladeLoginPage", new LoginPageFilter(gateway, path));
        login.setAsyncSupported(true);
        login.addMappingForUrlPatterns(EnumSet.of(DispatcherType.FORWARD), false, "/*");
        SynchronousFilters.warn(context, path, SERVLET);
        if (webSockets == null) {
            // Tyrus looks for the annotated endpoint by itself, if that is the server; it may do so after us.
            return "filter and servlet are in place; the server has not begun with WebSockets yet, or has none";
        }
        if (!path.equals(SocketIOEndpoint.DEFAULT_PATH)) {
            addEndpoint((ServerContainer) webSockets, path);
            closeDefaultPath(context);
        } else if (isOverlooked(context, webSockets)) {
            addOverlooked((ServerContainer) webSockets);
        }
        return "filter, servlet and WebSocket endpoint are in place"
                + (deflate == Deflate.OFFERED ? ", with permessage-deflate" : "");
    }

    /** Grizzly, embedded, gives none. */
    private static ClassLoader loader(ServletContext context) {
        return Objects.requireNonNullElse(context.getClassLoader(), Routes.class.getClassLoader());
    }

    /** Said at once: servers bury the causes of a failed start. */
    private static IllegalStateException refused(String message) {
        Log.error(message);
        return new IllegalStateException(message);
    }

    private static Optional<String> ownerOf(String pattern, ServletContext context) {
        return context.getServletRegistrations().values().stream()
                .filter(registration -> registration.getMappings().contains(pattern))
                .map(ServletRegistration::getName)
                .filter(name -> !name.equals(SERVLET))
                .findFirst();
    }

    /**
     * Whether the container may not have found our annotated endpoint: it looks neither into libraries that the
     * descriptor leaves out, nor (WildFly, Open Liberty) into the lib of an EAR. Tyrus (Payara, GlassFish) does not
     * start if one is there twice, and looks everywhere, unless Mojarra has begun with it: with its own WebSockets it
     * may do so before the server has looked.
     */
    private static boolean isOverlooked(ServletContext context, Object webSockets) {
        if (context.getAttribute(ContainerNames.ATTRIBUTE) != null) {
            return false;
        }
        return Tyrus.is(webSockets)
                ? TyrusEndpoints.isUnknown(SocketIOEndpoint.class, webSockets)
                : !Whereabouts.wasFound(context) || !Whereabouts.isInWar();
    }

    private static void closeDefaultPath(ServletContext context) {
        var filter = context.addFilter("EnfiladeUnusedPath", new UnusedPathFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, SocketIOEndpoint.DEFAULT_PATH + "*");
    }

    private static void addOverlooked(ServerContainer webSockets) {
        try {
            webSockets.addEndpoint(SocketIOEndpoint.class);
        } catch (DeploymentException found) {
            // so it was not overlooked
        }
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
