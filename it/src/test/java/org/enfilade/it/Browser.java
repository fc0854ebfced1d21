package org.enfilade.it;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/** One that keeps cookies, and may be logged in by a form. */
final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final URI base;

    private Browser(URI base) {
        this.base = base;
    }

    static Browser notLoggedIn(URI base) {
        return new Browser(base);
    }

    static Browser loggedIn(URI base, String user) {
        Browser browser = new Browser(base);
        browser.get("login/session");
        browser.send(HttpRequest.newBuilder(base.resolve("j_security_check"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("j_username=" + user + "&j_password=secret")));
        String who = browser.get("login/session");
        if (!who.equals(user)) {
            throw new AssertionError("logged in as " + who + " instead of " + user);
        }
        return browser;
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** To connect with this browser's cookies. */
    ClientTarget target() {
        return SocketIOClient.at(base).header("Cookie", cookies());
    }

    /** As the header has them; empty if there is none. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
