package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.AttributeChangeNotification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensionTest {
    public interface StateMBean {}

    /** As WildFly's. */
    public static final class State extends NotificationBroadcasterSupport implements StateMBean {
        void change(String attribute, String value) {
            sendNotification(new AttributeChangeNotification(
                    Suspension.STATE, 1, 1, "", attribute, String.class.getName(), "", value));
        }
    }

    private final State state = new State();
    private final List<String> told = new ArrayList<>();

    private Suspension watch() {
        return Suspension.watch(() -> told.add("suspend"), () -> told.add("resume"));
    }

    @BeforeEach
    void register() throws Exception {
        ManagementFactory.getPlatformMBeanServer().registerMBean(state, new ObjectName(Suspension.STATE));
    }

    @AfterEach
    void unregister() throws Exception {
        ObjectName name = new ObjectName(Suspension.STATE);
        if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        }
    }

    @Test
    void application_isToldOfSuspensionAndResumption_untilItEnds() {
        Suspension suspension = watch();
        state.change("RuntimeConfigurationState", "suspending");
        state.change("RunningState", "starting");
        assertThat(told).isEmpty();
        state.change("RunningState", "suspending");
        state.change("RunningState", "normal");
        assertThat(told).containsExactly("suspend", "resume");

        suspension.close();
        suspension.close();
        state.change("RunningState", "suspending");
        assertThat(told).hasSize(2);
    }

    @Test
    void applicationThatFails_doesNotDisturbTheServer() {
        Suspension suspension = Suspension.watch(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> told.add("resume"));
        state.change("RunningState", "suspending");
        state.change("RunningState", "normal");
        assertThat(told).containsExactly("resume");
        suspension.close();
    }

    @Test
    void otherServers_haveNoSuchState() throws Exception {
        unregister();
        Suspension suspension = watch();
        suspension.close();
        assertThat(told).isEmpty();
    }
}
