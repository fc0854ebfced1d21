package org.enfilade.internal.management;

import java.util.List;
import java.util.Map;

/**
 * What a deployed application tells by JMX; see the guide's page on operations. Reading has no effect. Public for the
 * JDK, which reads attributes from it.
 */
public interface ServerMXBean {
    String getApplication();

    boolean isAccepting();

    int getConnections();

    List<NamespaceData> getNamespaces();

    int getThreads();

    int getMaxThreads();

    int getWaitingTasks();

    long getLongestWaitMillis();

    Map<String, Long> getRefusedRequests();

    long getRefusedConnects();

    Map<String, Long> getCloses();

    Map<String, Long> getLimits();

    String getNode();

    List<String> getOtherNodes();

    long getMessagesSent();

    long getMessagesReceived();

    int getOwnRooms();

    int getOtherRooms();

    int getRecoverableSessions();

    long getRecoverableBytes();

    long getRecoveryLogBytes();

    long getRecovered();

    Map<String, Long> getUnrecovered();

    long getUnknownReturns();

    long getWaitingBytes();

    long getMaxWaitingBytes();

    /** Asks all nodes, and waits for their answers, for some seconds at most. */
    RoomsData fetchRooms(String namespace, String prefix, String after, int max);
}
