package org.enfilade.internal.web;

import java.lang.management.ManagementFactory;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.enfilade.internal.log.Log;

/**
 * Hears that WildFly is being suspended, and resumed. It then refuses new requests and waits for those under way, a
 * waiting poll among them, closes WebSockets, and fails what is handed to its scheduled executor. It tells an
 * application of it by JMX only.
 *
 * @see <a href="https://docs.wildfly.org/39/Admin_Guide.html#Suspend">WildFly: suspend, resume and graceful
 *     shutdown</a>
 */
final class Suspension implements NotificationListener {
    static final String STATE = "jboss.root:type=state";
    private static final String ATTRIBUTE = "RunningState";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Runnable suspend;
    private final Runnable resume;

    private Suspension(Runnable suspend, Runnable resume) {
        this.suspend = suspend;
        this.resume = resume;
    }

    /**
     * Calls one when it begins and the other when it is over, until {@link #close}; without effect on other servers.
     * Both are idempotent.
     */
    static Suspension watch(Runnable suspend, Runnable resume) {
        Suspension suspension = new Suspension(suspend, resume);
        try {
            suspension.server.addNotificationListener(new ObjectName(STATE), suspension, null, null);
        } catch (InstanceNotFoundException e) {
            // Another server.
        } catch (JMException | RuntimeException e) {
            Log.debug("Enfilade cannot watch whether the server is suspended", e);
        }
        return suspension;
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (notification instanceof AttributeChangeNotification change && ATTRIBUTE.equals(change.getAttributeName())) {
            switch (String.valueOf(change.getNewValue())) {
                case "suspending", "suspended" -> tell(suspend);
                case "normal" -> tell(resume);
                default -> {}
            }
        }
    }

    private static void tell(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Log.error("Enfilade failed when the server was suspended or resumed", e);
        }
    }

    void close() {
        try {
            server.removeNotificationListener(new ObjectName(STATE), this);
        } catch (JMException | RuntimeException e) {
            // It was not added.
        }
    }
}
