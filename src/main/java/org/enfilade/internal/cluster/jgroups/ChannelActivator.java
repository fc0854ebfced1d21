package org.enfilade.internal.cluster.jgroups;

import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/**
 * WildFly starts its channel when a service requires it, and a look-up is none: without this only an application that
 * is {@code <distributable/>} would have a cluster. WildFly finds this class in the deployment by META-INF/services,
 * and calls it before any listener of the application; no other server does.
 */
public final class ChannelActivator implements ServiceActivator {
    private static final ServiceName CHANNEL =
            ServiceName.of("jboss", "naming", "context", "java", "jboss", "jgroups", "channel", "default");

    /** For the server. */
    public ChannelActivator() {}

    @Override
    public void activate(ServiceActivatorContext context) {
        if (context.getServiceRegistry().getService(CHANNEL) == null) {
            return;
        }
        ChannelStart.OF_THIS_DEPLOYMENT.requested();
        ServiceBuilder<?> user = context.getServiceTarget().addService();
        user.requires(CHANNEL);
        user.setInstance(new Service() {
            @Override
            public void start(StartContext start) {
                ChannelStart.OF_THIS_DEPLOYMENT.isUp();
            }

            @Override
            public void stop(StopContext stop) {}
        });
        user.install();
    }
}
