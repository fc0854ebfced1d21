package org.enfilade.internal.web.catalina;

/** Whether a server is one of Catalina on Grizzly: Payara or GlassFish. */
public final class Catalina {
    private Catalina() {}

    /** @param server as it calls itself */
    public static boolean is(String server) {
        return server.contains("Payara") || server.contains("GlassFish");
    }
}
