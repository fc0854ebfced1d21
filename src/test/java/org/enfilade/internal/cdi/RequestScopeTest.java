package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request context costs more than a small handler, so it is there for those who could notice. */
class RequestScopeTest {
    @NamespaceEndpoint("/")
    static class Looking {
        @Inject
        BeanManager beans;

        boolean look(@Observes @On("look") Object nothing) {
            return isActive();
        }

        @ActivateRequestContext
        boolean ask(@Observes @On("ask") Object nothing) {
            return isActive();
        }

        private boolean isActive() {
            try {
                return beans.getContext(RequestScoped.class).isActive();
            } catch (ContextNotActiveException e) {
                return false;
            }
        }
    }

    @RequestScoped
    static class Visit {}

    @RequestScoped
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface PerRequest {}

    @PerRequest
    static class ByStereotype {}

    static class Producing {
        @Produces
        @RequestScoped
        List<String> notes() {
            return List.of();
        }
    }

    static class Field {
        @Produces
        @RequestScoped
        StringBuilder text = new StringBuilder();
    }

    static class Beginning {
        void begun(@Observes @Initialized(RequestScoped.class) Object event) {}
    }

    static class Ending {
        void ends(@Observes @BeforeDestroyed(RequestScoped.class) Object event) {}
    }

    static class Ended {
        void ended(@Observes @Destroyed(RequestScoped.class) Object event) {}
    }

    /** On a thread of its own: that which has started Weld has a context as long as Weld runs. */
    private static List<Object> answers(TestApplication application, String event) {
        return CompletableFuture.supplyAsync(() -> application.emit(event).answers())
                .join();
    }

    @Test
    void handler_ofADeploymentWithoutRequestScope_hasNoContext() {
        try (TestApplication application = TestApplication.of(Looking.class)) {
            assertThat(answers(application, "look")).containsExactly(false);
        }
    }

    @Test
    void handler_thatAsksForAContext_hasOne() {
        try (TestApplication application = TestApplication.of(Looking.class)) {
            assertThat(answers(application, "ask")).containsExactly(true);
            assertThat(answers(application, "look")).containsExactly(false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Visit.class,
                ByStereotype.class,
                Producing.class,
                Field.class,
                Beginning.class,
                Ending.class,
                Ended.class
            })
    void handler_ofADeploymentThatCouldNotice_hasAContext(Class<?> other) {
        try (TestApplication application = TestApplication.of(Looking.class, other)) {
            assertThat(answers(application, "look")).containsExactly(true);
        }
    }
}
