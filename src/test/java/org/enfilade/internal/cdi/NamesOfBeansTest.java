package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.enfilade.Connect;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.ParentNamespace;
import org.enfilade.ServerOptions;
import org.enfilade.Socket;
import org.enfilade.internal.namespace.NamespaceHandler;
import org.junit.jupiter.api.Test;

/** A bean of several namespaces, and a namespace of no bean. */
class NamesOfBeansTest {
    @NamespaceEndpoint({"/a", "/b", "/c/{id}"})
    static class Several {
        private int calls;

        int count(@Observes @On("count") Socket socket) {
            return ++calls;
        }

        void connected(@Observes @Connect Socket socket) {}
    }

    @Dependent
    static class Injected {
        @Inject
        @Of("/a")
        Namespace a;

        @Inject
        @Of("/b")
        Namespace b;

        @Inject
        @Of("/c/{id}")
        ParentNamespace c;
    }

    @Dependent
    static class InjectedNews {
        @Inject
        @Of("/news")
        Namespace news;
    }

    @ApplicationScoped
    static class News {
        void configure(@Observes ServerOptions.Builder options) {
            options.namespaces(Set.of("/news"));
        }
    }

    @ApplicationScoped
    static class ServedTwice {
        void configure(@Observes ServerOptions.Builder options) {
            options.property("enfilade.namespaces", "/a, /c/7");
        }
    }

    @Test
    void beanOfSeveralNames_servesThemAll_andIsOne() {
        try (TestApplication application = TestApplication.of(Several.class, Injected.class)) {
            List<String> names = List.of("/a", "/b", "/c/{id}");
            assertThat(names.stream().map(application::namespace).distinct()).hasSize(1);
            int calls = 0;
            for (String name : names) {
                NamespaceHandler handler = application.namespace(name);
                FakeAck ack = new FakeAck();
                handler.event(FakeSocket.create(), FakeEvent.of("count"), ack);
                assertThat(ack.answers()).containsExactly(++calls);
            }
            Injected injected = application.bean(Injected.class);
            assertThat(injected.a.name()).isEqualTo("/a");
            assertThat(injected.b.name()).isEqualTo("/b");
            assertThat(injected.a.parent()).isEmpty();
            assertThat(injected.c.name()).isEqualTo("/c/{id}");
            assertThat(application.server().of("/c/7").parent()).isPresent();
            assertThat(application.application().served()).isEqualTo("namespaces /a, /b, dynamic /c/{id}");
        }
    }

    @Test
    void namespaceOfTheOptions_existsWithoutABean_andCanBeInjected() {
        try (TestApplication application = TestApplication.configured(Several.class, News.class, InjectedNews.class)) {
            assertThat(application.namespace("/news")).isSameAs(NamespaceHandler.NONE);
            assertThat(application.bean(InjectedNews.class).news.name()).isEqualTo("/news");
            assertThat(application.server().namespaces())
                    .extracting(Namespace::name)
                    .contains("/", "/a", "/b", "/news");
            assertThat(application.application().served())
                    .isEqualTo("namespaces /a, /b, dynamic /c/{id}, without a bean /news");
        }
    }

    @Test
    void namespaceThatIsInjected_andThatNeitherABeanNorTheOptionsDeclare_failsTheStart() {
        try (LogCapture log = new LogCapture()) {
            assertThatThrownBy(() -> TestApplication.configured(Several.class, InjectedNews.class))
                    .hasMessageContaining(Rule.OF_NAMES_SOMETHING.code())
                    .hasMessageContaining("/news");
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void namespaceOfTheOptions_thatABeanServes_failsTheStart() {
        try (LogCapture log = new LogCapture()) {
            assertThatThrownBy(() -> TestApplication.configured(Several.class, ServedTwice.class))
                    .hasMessageContaining(Rule.DECLARED_ONCE.code())
                    .hasMessageContaining("has \"/a\", which " + Several.class.getName())
                    .hasMessageContaining("has \"/c/7\", which " + Several.class.getName());
            assertThat(log.errors()).hasSize(1);
        }
    }

    @Test
    void nameWithoutSlash_inTheOptions_isRefused() {
        assertThatThrownBy(() -> ServerOptions.builder().property("enfilade.namespaces", "/a,news"))
                .hasMessageContaining("news");
    }
}
