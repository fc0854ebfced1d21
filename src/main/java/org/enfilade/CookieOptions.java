package org.enfilade;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The cookie that carries the id of a polling connection, as in Socket.IO's {@code cookie} option, for load balancers
 * that keep the requests of a client together by it. Enfilade sets it in the answer to the handshake and never reads
 * it. Immutable.
 *
 * <p>{@code CookieOptions.named("io").withSecure(true)}
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#cookie">Socket.IO: cookie</a>
 */
public final class CookieOptions {
    /** Whether browsers send it with requests that pages of other sites cause. */
    public enum SameSite {
        /** Never. */
        STRICT("Strict"),
        /** When the user follows a link. */
        LAX("Lax"),
        /** Always; browsers want {@code Secure} then. */
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }

        /** As it is written in the cookie. */
        public String text() {
            return text;
        }
    }

    /** The parts that have properties of their own, and what a text makes of options that lack them. */
    static final Map<String, BiFunction<CookieOptions, String, CookieOptions>> PARTS = Map.of(
            "name", CookieOptions::withName,
            "path", CookieOptions::withPath,
            "domain", CookieOptions::withDomain,
            "maxAge", (cookie, text) -> cookie.withMaxAge(OptionText.duration(text)),
            "httpOnly", (cookie, text) -> cookie.withHttpOnly(OptionText.truth(text)),
            "secure", (cookie, text) -> cookie.withSecure(OptionText.truth(text)),
            "sameSite", (cookie, text) -> cookie.withSameSite(sameSite(text)),
            "partitioned", (cookie, text) -> cookie.withPartitioned(OptionText.truth(text)));

    /** Without a name, for the parts that come before it. */
    static final CookieOptions UNNAMED = new CookieOptions(
            "", new Scope("/", Optional.empty(), Optional.empty()), new Protection(true, false, false, SameSite.LAX));

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x3A\\x3C-\\x7E]*");
    private static final Pattern DOMAIN = Pattern.compile("\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    /** Where and how long it is good. */
    private record Scope(String path, Optional<String> domain, Optional<Duration> maxAge) {}

    /** Who may have it. */
    private record Protection(boolean httpOnly, boolean secure, boolean partitioned, SameSite sameSite) {}

    private final String name;
    private final Scope scope;
    private final Protection protection;

    private CookieOptions(String name, Scope scope, Protection protection) {
        this.name = name;
        this.scope = scope;
        this.protection = protection;
    }

    /** A cookie of this name for the path {@code /}, {@code HttpOnly}, {@code SameSite=Lax}, until the browser ends. */
    public static CookieOptions named(String name) {
        return UNNAMED.withName(name);
    }

    private static SameSite sameSite(String text) {
        try {
            return SameSite.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("write strict, lax or none", e);
        }
    }

    private CookieOptions withName(String text) {
        return new CookieOptions(checked(NAME, text, "name"), scope, protection);
    }

    private static String checked(Pattern form, String text, String what) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("cookie: \"" + text + "\" is no " + what + " of a cookie");
        }
        return text;
    }

    /** The same for this path and what is below it. */
    public CookieOptions withPath(String text) {
        return with(new Scope(checked(PATH, text, "path"), scope.domain, scope.maxAge));
    }

    /** The same for this domain and its subdomains; for the host of the server alone if there is none. */
    public CookieOptions withDomain(String text) {
        return with(new Scope(scope.path, Optional.of(checked(DOMAIN, text, "domain")), scope.maxAge));
    }

    /** The same for so long; until the browser ends if there is none. */
    public CookieOptions withMaxAge(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("cookie: maxAge is " + age + "; it must not be negative");
        }
        return with(new Scope(scope.path, scope.domain, Optional.of(age)));
    }

    private CookieOptions with(Scope other) {
        return new CookieOptions(name, other, protection);
    }

    /** The same, hidden from scripts or not. */
    public CookieOptions withHttpOnly(boolean hidden) {
        return with(new Protection(hidden, protection.secure, protection.partitioned, protection.sameSite));
    }

    /** The same, for TLS only or not. */
    public CookieOptions withSecure(boolean secure) {
        return with(new Protection(protection.httpOnly, secure, protection.partitioned, protection.sameSite));
    }

    /** The same with a jar of its own for each site that embeds the page, or not. */
    public CookieOptions withPartitioned(boolean partitioned) {
        return with(new Protection(protection.httpOnly, protection.secure, partitioned, protection.sameSite));
    }

    /** The same for requests that these sites cause. */
    public CookieOptions withSameSite(SameSite sites) {
        return with(new Protection(
                protection.httpOnly, protection.secure, protection.partitioned, Objects.requireNonNull(sites)));
    }

    private CookieOptions with(Protection other) {
        return new CookieOptions(name, scope, other);
    }

    CookieOptions withPart(String part, String text) {
        return Objects.requireNonNull(PARTS.get(part)).apply(this, text);
    }

    /** Throws {@link IllegalArgumentException} if browsers would drop it. */
    CookieOptions checked() {
        if (!secure() && (sameSite() == SameSite.NONE || partitioned() || name.startsWith("__"))) {
            throw new IllegalArgumentException(
                    "cookie: browsers drop " + this + ", which is not Secure; set enfilade.cookie.secure");
        }
        if (name.startsWith("__Host-") && (domain().isPresent() || !path().equals("/"))) {
            throw new IllegalArgumentException(
                    "cookie: browsers drop " + this + ": __Host- wants the path / and no domain");
        }
        return this;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The path for which browsers send it. */
    public String path() {
        return scope.path;
    }

    /** The domain for which browsers send it; empty for the host of the server. */
    public Optional<String> domain() {
        return scope.domain;
    }

    /** How long browsers keep it; empty until they end. */
    public Optional<Duration> maxAge() {
        return scope.maxAge;
    }

    /** Whether scripts cannot read it. */
    public boolean httpOnly() {
        return protection.httpOnly;
    }

    /** Whether browsers send it by TLS only. */
    public boolean secure() {
        return protection.secure;
    }

    /** Whether browsers keep it apart for each site that embeds the page. */
    public boolean partitioned() {
        return protection.partitioned;
    }

    /** With which requests browsers send it. */
    public SameSite sameSite() {
        return protection.sameSite;
    }

    /** Whether it has a name. */
    boolean isNamed() {
        return !name.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CookieOptions that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(name, scope, protection);
    }

    @Override
    public String toString() {
        return "CookieOptions" + parts();
    }
}
