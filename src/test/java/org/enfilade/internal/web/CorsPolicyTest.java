package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.enfilade.CorsOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsPolicyTest {
    private final CorsPolicy closed = new CorsPolicy(CorsOptions.sameOrigin());
    private final CorsPolicy listed =
            new CorsPolicy(CorsOptions.allowing("http://allowed.example", "http://also.example"));
    private final CorsPolicy open = new CorsPolicy(CorsOptions.allowing("*"));

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
        assertThat(closed.allows(origin, host)).isEqualTo(allowed);
    }

    @Test
    void clientWithoutOrigin_isNoBrowser() {
        assertThat(closed.allows(null, "app.example")).isTrue();
        assertThat(closed.allows(null, null)).isTrue();
        assertThat(closed.allows("http://app.example", null)).isFalse();
    }

    @Test
    void listedOrigins_areAllowed_besideTheSame() {
        assertThat(listed.allows("http://allowed.example", "app.example")).isTrue();
        assertThat(listed.allows("http://also.example", "app.example")).isTrue();
        assertThat(listed.allows("http://app.example", "app.example")).isTrue();
        assertThat(listed.allows("https://allowed.example", "app.example")).isFalse();
        assertThat(listed.allows("http://allowed.example:8080", "app.example")).isFalse();
        assertThat(open.allows("http://anything", "app.example")).isTrue();
        assertThat(open.allows("null", "app.example")).isTrue();
    }

    @Test
    void headers_nameTheOriginThatIsAllowed() {
        assertThat(listed.headers("http://allowed.example"))
                .isEqualTo(Map.of("Access-Control-Allow-Origin", "http://allowed.example", "Vary", "Origin"));
        assertThat(listed.headers("http://evil.example")).isEqualTo(Map.of("Vary", "Origin"));
        assertThat(listed.headers(null)).isEqualTo(Map.of("Vary", "Origin"));
        assertThat(open.headers("http://anything")).isEqualTo(Map.of("Access-Control-Allow-Origin", "*"));
        assertThat(closed.headers("http://app.example")).isEmpty();
    }

    @Test
    void credentials_andExposedHeaders() {
        CorsPolicy policy = new CorsPolicy(
                CorsOptions.allowing("http://a").withCredentials().withExposedHeaders("x-one", "x-two"));
        assertThat(policy.headers("http://a"))
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Access-Control-Expose-Headers", "x-one,x-two");
        assertThat(policy.headers("http://b")).containsOnlyKeys("Vary");
    }

    @Test
    void preflight_namesMethodsAndHeaders() {
        CorsPolicy policy = new CorsPolicy(
                CorsOptions.allowing("http://a").withAllowedHeaders("x-conf").withMaxAge(Duration.ofMinutes(5)));
        assertThat(policy.preflightHeaders("http://a", "x-other"))
                .containsEntry("Access-Control-Allow-Methods", "GET,POST")
                .containsEntry("Access-Control-Allow-Headers", "x-conf")
                .containsEntry("Access-Control-Max-Age", "300")
                .containsEntry("Vary", "Origin");
        assertThat(policy.preflightHeaders("http://b", "x-other")).containsOnlyKeys("Vary");
    }

    @Test
    void preflight_repeatsTheHeadersThatAreAskedFor_ifNoneAreListed() {
        assertThat(listed.preflightHeaders("http://allowed.example", "x-any"))
                .containsEntry("Access-Control-Allow-Headers", "x-any")
                .containsEntry("Vary", "Origin, Access-Control-Request-Headers");
        assertThat(open.preflightHeaders("http://a", "x-any")).containsEntry("Vary", "Access-Control-Request-Headers");
        assertThat(open.preflightHeaders("http://a", null)).doesNotContainKey("Access-Control-Allow-Headers");
        assertThat(closed.preflightHeaders("http://a", "x-any")).isEmpty();
    }
}
