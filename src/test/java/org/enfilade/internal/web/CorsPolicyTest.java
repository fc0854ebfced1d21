package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.enfilade.CorsOptions;
import org.enfilade.internal.cdi.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {
    private final CorsPolicy closed = new CorsPolicy(CorsOptions.sameOrigin());
    private final CorsPolicy listed =
            new CorsPolicy(CorsOptions.allowing("http://allowed.example", "http://also.example"));
    private final CorsPolicy open = new CorsPolicy(CorsOptions.allowing("*"));

    private static boolean allows(CorsPolicy policy, String origin, String host) {
        return of(policy, origin).allowedAt(host);
    }

    private static Map<String, String> headers(CorsPolicy policy, String origin) {
        return of(policy, origin).headers();
    }

    private static Map<String, String> preflight(CorsPolicy policy, String origin, String requested) {
        return of(policy, origin).preflightHeaders(requested);
    }

    private static CorsPolicy.Origin of(CorsPolicy policy, String origin) {
        return policy.origin(origin == null ? List.of() : List.of(origin));
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "http://app.example,       app.example,      true",
        "http://APP.example,       app.Example,      true",
        "http://app.example:8080,  app.example:8080, true",
        "http://app.example:80,    app.example,      true",
        "http://app.example,       app.example:80,   true",
        // behind a proxy that ends TLS
        "https://app.example,      app.example,      true",
        "https://app.example,      app.example:443,  true",
        "https://app.example:443,  app.example,      true",
        "http://[::1]:8080,        [::1]:8080,       true",
        "http://[::1],             [::1],            true",
        "http://my_host:8080,      my_host:8080,     true",
        "http://app.example,       app.example:8080, false",
        "https://app.example,      app.example:80,   false",
        "http://app.example:8080,  app.example,      false",
        "http://evil.example,      app.example,      false",
        "http://app.example.evil,  app.example,      false",
        "http://evilapp.example,   app.example,      false",
        "http://app.example@evil,  app.example,      false",
        "http://evil/app.example,  app.example,      false",
        "ftp://app.example,        app.example,      false",
        "file://,                  app.example,      false",
        "null,                     app.example,      false",
        "'',                       app.example,      false",
        "app.example,              app.example,      false",
        "http://app example,       app.example,      false",
        "http://app.example,       '',               false"
    })
    void withoutOptions_onlyTheSameOriginIsAllowed(String origin, String host, boolean allowed) {
        assertThat(allows(closed, origin, host)).isEqualTo(allowed);
    }

    @Test
    void clientWithoutOrigin_isNoBrowser() {
        assertThat(allows(closed, null, "app.example")).isTrue();
        assertThat(allows(closed, null, null)).isTrue();
        assertThat(allows(closed, "http://app.example", null)).isFalse();
    }

    @Test
    void listedOrigins_areAllowed_besideTheSame() {
        assertThat(allows(listed, "http://allowed.example", "app.example")).isTrue();
        assertThat(allows(listed, "http://also.example", "app.example")).isTrue();
        assertThat(allows(listed, "http://app.example", "app.example")).isTrue();
        assertThat(allows(listed, "https://allowed.example", "app.example")).isFalse();
        assertThat(allows(listed, "http://allowed.example:8080", "app.example")).isFalse();
        assertThat(allows(open, "http://anything", "app.example")).isTrue();
        assertThat(allows(open, "null", "app.example")).isTrue();
    }

    @Test
    void headers_nameTheOriginThatIsAllowed() {
        assertThat(headers(listed, "http://allowed.example"))
                .isEqualTo(Map.of("Access-Control-Allow-Origin", "http://allowed.example", "Vary", "Origin"));
        assertThat(headers(listed, "http://evil.example")).isEqualTo(Map.of("Vary", "Origin"));
        assertThat(headers(listed, null)).isEqualTo(Map.of("Vary", "Origin"));
        assertThat(headers(open, "http://anything")).isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
        assertThat(headers(closed, "http://app.example")).isEmpty();
    }

    @Test
    void credentials_andExposedHeaders() {
        CorsPolicy policy = new CorsPolicy(
                CorsOptions.allowing("http://a").withCredentials().withExposedHeaders("x-one", "x-two"));
        assertThat(headers(policy, "http://a"))
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Access-Control-Expose-Headers", "x-one,x-two");
        assertThat(headers(policy, "http://b")).containsOnlyKeys("Vary");
    }

    @Test
    void preflight_namesMethodsAndHeaders() {
        CorsPolicy policy = new CorsPolicy(
                CorsOptions.allowing("http://a").withAllowedHeaders("x-conf").withMaxAge(Duration.ofMinutes(5)));
        assertThat(preflight(policy, "http://a", "x-other"))
                .containsEntry("Access-Control-Allow-Methods", "GET,POST")
                .containsEntry("Access-Control-Allow-Headers", "x-conf")
                .containsEntry("Access-Control-Max-Age", "300")
                .containsEntry("Vary", "Origin");
        assertThat(preflight(policy, "http://b", "x-other")).containsOnlyKeys("Vary");
    }

    @Test
    void preflight_repeatsTheHeadersThatAreAskedFor_ifNoneAreListed() {
        assertThat(preflight(listed, "http://allowed.example", "x-any"))
                .containsEntry("Access-Control-Allow-Headers", "x-any")
                .containsEntry("Vary", "Origin, Access-Control-Request-Headers");
        assertThat(preflight(open, "http://a", "x-any")).containsEntry("Vary", "Access-Control-Request-Headers");
        assertThat(preflight(open, "http://a", null)).doesNotContainKey("Access-Control-Allow-Headers");
        assertThat(preflight(closed, "http://a", "x-any")).isEmpty();
    }

    // --- which of the foreign origins

    private static CorsPolicy only(String... origins) {
        return new CorsPolicy(CorsOptions.allowing(origins));
    }

    @ParameterizedTest(name = "{1} by {0}: {2}")
    @CsvSource({
        "https://a.example,          HTTPS://A.Example,           true",
        "https://A.example:443,      https://a.example,           true",
        "https://a.example,          https://a.example:443,       true",
        "http://a.example:443,       http://a.example,            false",
        "capacitor://localhost,      capacitor://localhost,       true",
        "file://,                    file://,                     true",
        "null,                       null,                        true",
        "https://*.a.example,        https://x.a.example,         true",
        "https://*.a.example,        https://x.y.A.example,       true",
        "https://*.a.example,        https://a.example,           false",
        "https://*.a.example,        https://.a.example,          false",
        "https://*.a.example,        https://xa.example,          false",
        "https://*.a.example,        http://x.a.example,          false",
        "https://*.a.example,        https://x.a.example:8443,    false",
        "https://*.a.example,        https://x.a.example.evil,    false",
        "https://*.a.example,        https://evil/x.a.example,    false",
        "https://*.a.example,        https://evil:1.a.example,    false",
        "https://*.a.example,        https://evil?x.a.example,    false",
        "https://*.a.example,        https://evil#x.a.example,    false",
        "https://*.a.example,        'https://evil x.a.example',  false",
        "https://*.a.example,        null,                        false",
        "https://*.a.example:8443,   https://x.a.example:8443,    true",
        "https://*.a.example:8443,   https://x.a.example,         false",
        "https://*.a.example:*,      https://x.a.example:8443,    true",
        "https://*.a.example:*,      https://x.a.example,         true",
        "https://*.a.example:*,      https://evil:1.a.example:2,  false",
        "http://localhost:*,         http://localhost:5173,       true",
        "http://localhost:*,         http://localhost,            true",
        "http://localhost:*,         http://localhost.evil:5173,  false",
        "http://[::1]:*,             http://[::1]:5173,           true",
        "http://[::1]:*,             http://[::1],                true",
        "https://*,                  https://any.example,         true",
        "https://*,                  https://any.example:8443,    false",
        "https://*:*,                https://any.example:8443,    true",
        "https://*,                  http://any.example,          false"
    })
    void listed_isTheOrigin_andNoOther(String entry, String origin, boolean allowed) {
        assertThat(allows(only(entry), origin, "own.example")).isEqualTo(allowed);
        Map<String, String> headers = headers(only(entry), origin);
        assertThat(headers).containsEntry("Vary", "Origin");
        assertThat(headers.get("Access-Control-Allow-Origin")).isEqualTo(allowed ? origin : null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/",
                "https://a.example/page",
                "a.example",
                "https://*a.example",
                "https://a.*.example",
                "*.a.example",
                "https://user@a.example",
                "https://a.example:x",
                "",
                "https://a b"
            })
    void listed_thatNoBrowserWrites_isRefused_andSaysHowToWriteIt(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.allowing(entry))
                .withMessageContaining('"' + entry + "\" is no origin");
    }

    @Test
    void pattern_hasToMatchTheWholeOrigin() {
        CorsPolicy policy = new CorsPolicy(CorsOptions.sameOrigin()
                .orMatching(Pattern.compile("https://[a-z]+\\.a\\.example"), Pattern.compile("http://localhost:\\d+"))
                .withCredentials());
        assertThat(headers(policy, "https://x.a.example"))
                .containsEntry("Access-Control-Allow-Origin", "https://x.a.example")
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Vary", "Origin");
        assertThat(allows(policy, "http://localhost:5173", "own.example")).isTrue();
        assertThat(allows(policy, "https://x.a.example.evil", "own.example")).isFalse();
        assertThat(allows(policy, "evilhttps://x.a.example", "own.example")).isFalse();
        assertThat(allows(policy, "https://x.a.example\n", "own.example")).isFalse();
        assertThat(allows(policy, "http://own.example", "own.example")).isTrue();
        assertThat(headers(policy, "https://x.a.example.evil")).containsOnlyKeys("Vary");
    }

    @Test
    void whatCannotBeAnOrigin_isNotAskedFor() {
        List<String> asked = new ArrayList<>();
        CorsPolicy policy = new CorsPolicy(
                CorsOptions.sameOrigin().orMatching(Pattern.compile("(?s).*")).orIf(origin -> asked.add(origin)));
        for (String origin : List.of(
                "null",
                "",
                "x",
                "https://a\r\nSet-Cookie: b",
                "https://a/b",
                "https://a, https://b",
                "https://\u00fc")) {
            assertThat(allows(policy, origin, "own.example")).as(origin).isFalse();
            assertThat(headers(policy, origin)).containsOnlyKeys("Vary");
        }
        String longest = "https://" + "a".repeat(292);
        assertThat(allows(policy, longest, "own.example")).isTrue();
        assertThat(allows(policy, longest + "a", "own.example")).isFalse();
        assertThat(allows(closed, longest + "a", longest.substring(8) + "a")).isFalse();
        assertThat(asked).isEmpty();
    }

    /** It would take longer than the sun shines. */
    @Test
    void pattern_thatTakesTooLong_refuses_andIsWarnedOfOnce() {
        try (LogCapture log = new LogCapture()) {
            CorsPolicy policy =
                    new CorsPolicy(CorsOptions.sameOrigin().orMatching(Pattern.compile("https://(a|aa)+\\1Z")));
            assertThat(allows(policy, "https://" + "a".repeat(200), "own.example"))
                    .isFalse();
            assertThat(allows(policy, "https://" + "a".repeat(200), "own.example"))
                    .isFalse();
            assertThat(log.lines()).singleElement().asString().contains("cors.originPattern");
        }
    }

    @Test
    void decision_isTheApplications_once_andNotAboutWhatIsListed() {
        List<String> asked = new ArrayList<>();
        CorsPolicy policy = new CorsPolicy(CorsOptions.allowing("https://listed.example")
                .orIf(origin -> {
                    asked.add(origin);
                    return origin.equals("https://tenant.example:8443");
                })
                .withCredentials());
        CorsPolicy.Origin tenant = of(policy, "https://Tenant.example:8443");
        assertThat(tenant.allowedAt("own.example")).isTrue();
        assertThat(tenant.preflightHeaders(null))
                .containsEntry("Access-Control-Allow-Origin", "https://Tenant.example:8443");
        assertThat(allows(policy, "https://listed.example", "own.example")).isTrue();
        assertThat(allows(policy, "https://other.example", "own.example")).isFalse();
        assertThat(asked).containsExactly("https://tenant.example:8443", "https://other.example");
    }

    @Test
    void decisions_areAdded_andOneThatFails_isANo() {
        try (LogCapture log = new LogCapture()) {
            CorsPolicy policy = new CorsPolicy(
                    CorsOptions.sameOrigin().orIf("https://a.example"::equals).orIf(origin -> {
                        throw new IllegalStateException("no database");
                    }));
            assertThat(allows(policy, "https://a.example", "own.example")).isTrue();
            assertThat(allows(policy, "https://b.example", "own.example")).isFalse();
            assertThat(log.lines()).singleElement().asString().contains("no database");
        }
    }

    @Test
    void severalOrigins_areNone() {
        CorsPolicy.Origin two = listed.origin(List.of("http://allowed.example", "http://also.example"));
        assertThat(two.allowedAt("own.example")).isFalse();
        assertThat(two.headers()).containsOnlyKeys("Vary");
        assertThat(closed.origin(List.of("http://own.example", "http://evil.example"))
                        .allowedAt("own.example"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "https://*", "https://*:*"})
    void credentials_forEverybody_areRefused(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.allowing(origin).withCredentials())
                .withMessageContaining("would let every site act as the user");
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", "https?://.+", "https://[^/]+", "https://([a-z-]+\\.)+[a-z]+(:\\d+)?"})
    void credentials_withAPatternForEverybody_areRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.sameOrigin().withCredentials().orMatching(Pattern.compile(pattern)))
                .withMessageContaining("would let every site act as the user");
    }

    @Test
    void options_withEqualPatterns_areEqual() {
        CorsOptions one = CorsOptions.allowing("https://a").orMatching(Pattern.compile("https://b"));
        assertThat(one).isEqualTo(CorsOptions.allowing("https://a").orMatching(Pattern.compile("https://b")));
        assertThat(one).isNotEqualTo(CorsOptions.allowing("https://a"));
        assertThat(one.isSameOriginOnly()).isFalse();
        assertThat(CorsOptions.sameOrigin().isSameOriginOnly()).isTrue();
    }
}
