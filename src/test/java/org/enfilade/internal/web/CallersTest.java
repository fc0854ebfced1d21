package org.enfilade.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.enfilade.internal.namespace.Caller;
import org.enfilade.internal.web.catalina.KeptCaller;
import org.junit.jupiter.api.Test;

class CallersTest {
    private int contexts;
    private final FakeHttpSession session = new FakeHttpSession("s");
    private final Callers callers = new Callers(
            Set.of("admin", "user"),
            new HttpSessions(),
            new Identities(
                    proxy(ContextService.class, (method, argument) -> (Executor) task -> {
                        contexts++;
                        ((Executor) argument).execute(task);
                    }),
                    PolicyContexts.find(getClass().getClassLoader(), "no.such.PolicyContext")),
            "Server/1");

    private interface Answer {
        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments == null ? null : arguments[0])));
    }

    private Caller caller(String user, boolean hasSession) {
        return callers.of(request(user, hasSession));
    }

    private HttpServletRequest request(String user, boolean hasSession) {
        Principal principal = user == null ? null : () -> user;
        return proxy(HttpServletRequest.class, (method, argument) -> switch (method) {
            case "getUserPrincipal" -> principal;
            case "isUserInRole" -> argument.equals("admin");
            case "getSession" -> {
                assertThat(argument).as("whether to begin a session").isEqualTo(false);
                yield hasSession ? session.proxy() : null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    @Test
    void roles_areThoseOfTheRequest_asFarAsTheApplicationNamesThem() {
        Caller ada = caller("ada", false);

        assertThat(ada.isInRole("admin")).isTrue();
        assertThat(ada.isInRole("user")).isFalse();
        assertThat(ada.isInRole("**")).isTrue();
        assertThat(ada.identity()).isNotNull();
        assertThatThrownBy(() -> ada.isInRole("boss"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@DeclareRoles(\"boss\")");
    }

    @Test
    void nobody_isInNoRole_andCostsNothing() {
        Caller nobody = caller(null, false);

        assertThat(nobody.isInRole("admin")).isFalse();
        assertThat(nobody.isInRole("**")).isFalse();
        assertThat(nobody.identity()).isNull();
        assertThat(nobody).isSameAs(caller(null, false));
        assertThat(nobody.sessionAttribute("cart")).isEmpty();
        assertThatThrownBy(() -> nobody.isInRole("boss")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestOfSomebody_forAConnectionOfAnother_isServedAsNobody() {
        List<String> ran = new ArrayList<>();

        callers.nobodyOn(request(null, false)).execute(() -> ran.add("in " + contexts));
        callers.nobodyOn(request("ada", false)).execute(() -> ran.add("in " + contexts));

        assertThat(ran).containsExactly("in 0", "in 1");
    }

    @Test
    void attributes_areThoseOfTheSession_untilItEnds() {
        Caller nobody = caller(null, true);
        assertThat(nobody.sessionAttribute("cart")).isEmpty();

        session.attributes.put("cart", "apples");
        assertThat(nobody.sessionAttribute("cart")).contains("apples");

        session.ended = true;
        assertThat(nobody.sessionAttribute("cart")).isEmpty();
    }

    /** Of a server that has lost the roles of a request, but has them in the session; the list tells what was asked. */
    private Caller forgotten(String keptRole, List<String> asked) {
        HttpServletRequest request = proxy(HttpServletRequest.class, (method, argument) -> switch (method) {
            case "getUserPrincipal" -> (Principal) () -> "ann";
            case "isUserInRole" -> false;
            case "getSession" -> session.proxy();
            default -> throw new UnsupportedOperationException(method);
        });
        KeptCaller kept = new KeptCaller() {
            @Override
            public boolean isInRole(String role) {
                asked.add(role);
                return role.equals(keptRole);
            }

            @Override
            public void becomeCurrent() {
                asked.add("current in " + contexts);
            }
        };
        Callers callers = new Callers(
                Set.of("admin", "user"),
                new HttpSessions(),
                new Identities(
                        proxy(ContextService.class, (method, argument) -> {
                            asked.add("captured");
                            return (Executor) Runnable::run;
                        }),
                        PolicyContexts.find(getClass().getClassLoader(), "no.such.PolicyContext")),
                "Server/1",
                one -> one == request ? Optional.of(kept) : Optional.empty());
        return callers.of(callers.sound(request));
    }

    @Test
    void somebodyInNoRole_isAskedForOnceMore_beforeTheContextIsTaken() {
        List<String> asked = new ArrayList<>();

        Caller ann = forgotten("user", asked);

        assertThat(ann.isInRole("user")).isTrue();
        assertThat(ann.isInRole("admin")).isFalse();
        assertThat(asked).contains("user", "admin").containsOnlyOnce("current in 0");
        assertThat(asked.lastIndexOf("captured")).isGreaterThan(asked.indexOf("current in 0"));
    }

    @Test
    void somebodyInNoRole_whomTheSessionKeepsInNone_staysInNone() {
        List<String> asked = new ArrayList<>();

        Caller ann = forgotten("another", asked);

        assertThat(ann.isInRole("user")).isFalse();
        assertThat(ann.isInRole("**")).isTrue();
        assertThat(asked).doesNotContain("current in 0");
    }
}
