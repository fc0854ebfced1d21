package org.enfilade.internal.management;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.enfilade.internal.log.Log;

/**
 * The MBean of an application in the server's MBean server, as long as the application runs. What goes wrong there
 * harms nothing else.
 */
public final class Registration {
    private static final String DOMAIN = "org.enfilade";

    private final MBeanServer server;
    private ObjectName name;

    private Registration(MBeanServer server) {
        this.server = server;
    }

    /**
     * Registers the MBean of an application.
     *
     * @param host the virtual host that it is in
     */
    public static Registration of(String host, Running running) {
        Registration registration = new Registration(ManagementFactory.getPlatformMBeanServer());
        try {
            ServerBean bean = new ServerBean(running);
            registration.name = registration
                    .server
                    .registerMBean(new StandardMBean(bean, ServerMXBean.class, true), name(host, running.path()))
                    .getObjectName();
        } catch (JMException | RuntimeException e) {
            Log.warning("The application has no MBean: " + e);
        }
        return registration;
    }

    static ObjectName name(String host, String path) throws JMException {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("type", "Server");
        keys.put("host", ObjectName.quote(host));
        keys.put("application", ObjectName.quote(path));
        return new ObjectName(DOMAIN, keys);
    }

    /** Takes the MBean out. Idempotent. */
    public void close() {
        ObjectName own = name;
        name = null;
        if (own != null) {
            try {
                server.unregisterMBean(own);
            } catch (JMException | RuntimeException e) {
                Log.debug("An MBean could not be unregistered", e);
            }
        }
    }
}
