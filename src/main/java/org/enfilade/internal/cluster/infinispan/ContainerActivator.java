package org.enfilade.internal.cluster.infinispan;

import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/**
 * WildFly starts its cache container when a service requires it, and a look-up is none. It need not start for an
 * application that records no sessions: this only prepares it. WildFly finds this class in the deployment by
 * META-INF/services, and calls it before any listener of the application; no other server does.
 */
public final class ContainerActivator implements ServiceActivator {
    private static final ServiceName CONTAINER =
            ServiceName.of("jboss", "naming", "context", "java", "jboss", "infinispan", "container", "web");

    /** For the server. */
    public ContainerActivator() {}

    @Override
    public void activate(ServiceActivatorContext context) {
        if (context.getServiceRegistry().getService(CONTAINER) == null) {
            return;
        }
        ServiceBuilder<?> user = context.getServiceTarget().addService();
        user.requires(CONTAINER);
        user.setInitialMode(ServiceController.Mode.NEVER);
        user.setInstance(new Service() {
            @Override
            public void start(StartContext start) {
                ContainerStart.OF_THIS_DEPLOYMENT.isUp();
            }

            @Override
            public void stop(StopContext stop) {}
        });
        ServiceController<?> controller = user.install();
        ContainerStart.OF_THIS_DEPLOYMENT.prepared(() -> controller.setMode(ServiceController.Mode.ACTIVE));
    }
}
