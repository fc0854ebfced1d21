package org.enfilade.conformance;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.enfilade.Socket;

/** What operations see of this application. */
final class OwnMBean {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    private OwnMBean(String application) {
        try {
            String pattern = "org.enfilade:type=Server,application=" + ObjectName.quote(application) + ",*";
            name = server.queryNames(new ObjectName(pattern), null).stream()
                    .findFirst()
                    .orElseThrow();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The MBean of the application that a client has connected to, among others on the same server. */
    static OwnMBean of(Socket socket) {
        String path = socket.handshake().uri().split("[?;]", 2)[0];
        return new OwnMBean(path.endsWith("/") ? path : path + "/");
    }

    /** An attribute that is a number. */
    long number(String attribute) {
        try {
            return ((Number) server.getAttribute(name, attribute)).longValue();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An attribute that has a number for each of some texts. */
    Map<String, Long> numbers(String attribute) {
        try {
            Map<String, Long> numbers = new TreeMap<>();
            for (Object row : ((TabularData) server.getAttribute(name, attribute)).values()) {
                CompositeData entry = (CompositeData) row;
                numbers.put((String) entry.get("key"), (Long) entry.get("value"));
            }
            return numbers;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
