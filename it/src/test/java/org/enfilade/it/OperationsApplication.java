package org.enfilade.it;

import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;

/** What {@link OperationsIT} deploys. */
final class OperationsApplication {
    private OperationsApplication() {}

    @NamespaceEndpoint("/figures")
    static class Figures {
        void configure(@Observes ServerOptions.Builder options) {
            options.maxThreads(77).maxJsonDepth(5);
        }

        /** An attribute of the application's MBean, in words. */
        String read(@Observes @On("read") String attribute) throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : server.queryNames(new ObjectName("org.enfilade:type=Server,*"), null)) {
                if (ObjectName.unquote(name.getKeyProperty("application")).equals("/operations/socket.io/")) {
                    return words(server.getAttribute(name, attribute));
                }
            }
            return "no MBean";
        }

        private static String words(Object value) {
            return value instanceof CompositeData[] rows
                    ? Arrays.stream(rows).map(Figures::row).collect(Collectors.joining("; "))
                    : String.valueOf(value);
        }

        private static String row(CompositeData row) {
            Map<String, Object> fields = new TreeMap<>();
            row.getCompositeType().keySet().forEach(key -> fields.put(key, row.get(key)));
            return fields.toString();
        }

        void join(@Observes @On("join") Socket socket) {
            socket.join("red", "blue");
        }
    }

    @NamespaceEndpoint("/shop-{id}")
    static class Shop {
        String echo(@Observes @On("echo") String text) {
            return text;
        }
    }
}
