package org.enfilade.internal.web;

import org.enfilade.CookieOptions;

/** The {@code Set-Cookie} header with the id of a session. */
final class SessionCookie {
    private SessionCookie() {}

    /** @param id which has no character that a cookie cannot have */
    static String of(CookieOptions options, String id) {
        StringBuilder cookie = new StringBuilder(options.name()).append('=').append(id);
        options.maxAge().ifPresent(age -> cookie.append("; Max-Age=").append(age.toSeconds()));
        options.domain().ifPresent(domain -> cookie.append("; Domain=").append(domain));
        cookie.append("; Path=").append(options.path());
        if (options.httpOnly()) {
            cookie.append("; HttpOnly");
        }
        if (options.secure()) {
            cookie.append("; Secure");
        }
        if (options.partitioned()) {
            cookie.append("; Partitioned");
        }
        return cookie.append("; SameSite=").append(options.sameSite().text()).toString();
    }
}
