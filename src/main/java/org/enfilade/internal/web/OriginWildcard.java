package org.enfilade.internal.web;

/** An allowed origin such as {@code https://*.app.example}: any host below one, or any at all, and maybe any port. */
final class OriginWildcard {
    private static final String ANY_PORT = ":*";

    private final String scheme;
    /** What comes after the asterisk, if there is one; else the host. */
    private final String host;

    private final boolean anyHost;
    private final boolean anyPort;

    /** @param text in lower case */
    OriginWildcard(String text) {
        int end = text.indexOf("://") + "://".length();
        scheme = text.substring(0, end);
        anyPort = text.endsWith(ANY_PORT);
        String rest = text.substring(end, anyPort ? text.length() - ANY_PORT.length() : text.length());
        anyHost = rest.startsWith("*");
        host = anyHost ? rest.substring(1) : rest;
    }

    /** @param origin in lower case, without standard port */
    boolean covers(String origin) {
        if (!origin.startsWith(scheme)) {
            return false;
        }
        String authority = origin.substring(scheme.length());
        String rest = anyPort ? withoutPort(authority) : authority;
        return anyHost ? isBelow(rest) : rest.equals(host);
    }

    /** One with a port has to have that of the text; "*" alone covers none. */
    private boolean isBelow(String name) {
        return name.length() > host.length()
                && name.endsWith(host)
                && name.charAt(0) != '.'
                && name.indexOf(':')
                        == (host.indexOf(':') < 0 ? -1 : name.length() - host.length() + host.indexOf(':'));
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.indexOf(']', colon) >= 0 ? authority : authority.substring(0, colon);
    }
}
