package org.enfilade.internal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Pattern;

/**
 * Whether a request asks for a WebSocket. What a container takes for a handshake differs: WildFly upgrades without
 * {@code Connection: Upgrade} and whatever it is that {@code Upgrade} names, Payara a POST and HTTP/1.0, all of them
 * any key. What they do not take goes on to the servlet. So only what each of them takes is let through.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">RFC 6455, 4.2.1</a>
 */
enum UpgradeAsked {
    /** Java's own HTTP client asks for {@code h2c}: only what could end as a WebSocket counts. */
    NONE,
    /** It seems to ask for a WebSocket, but not as the standard wants it, or not at the path where there is one. */
    MALFORMED,
    /** A complete handshake. */
    WEB_SOCKET;

    /** The version that containers know. */
    static final String VERSION = "13";

    /** 16 bytes in base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private static final String UPGRADE = "Upgrade";
    static final String KEY_HEADER = "Sec-WebSocket-Key";

    /** @param path below the context root, where the endpoint is */
    static UpgradeAsked of(HttpServletRequest request, String path) {
        String upgrade = request.getHeader(UPGRADE);
        String key = request.getHeader(KEY_HEADER);
        if (upgrade == null || key == null && !lists(request, UPGRADE, "websocket")) {
            return NONE;
        }
        boolean complete = upgrade.equalsIgnoreCase("websocket")
                && request.getMethod().equals("GET")
                && request.getProtocol().equals("HTTP/1.1")
                && lists(request, "Connection", UPGRADE)
                && key != null
                && KEY.matcher(key).matches()
                && VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
        return complete && path.equals(pathOf(request)) ? WEB_SOCKET : MALFORMED;
    }

    /** The request's path below the context root, as mappings see it: decoded, without parameters. */
    static String pathOf(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** Whether one of the elements of a list, which may be split into several headers, is this one. */
    private static boolean lists(HttpServletRequest request, String header, String element) {
        Enumeration<String> lines = request.getHeaders(header);
        while (lines.hasMoreElements()) {
            for (String each : lines.nextElement().split(",")) {
                if (each.strip().equalsIgnoreCase(element)) {
                    return true;
                }
            }
        }
        return false;
    }
}
