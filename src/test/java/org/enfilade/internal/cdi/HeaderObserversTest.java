package org.enfilade.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.enfilade.Handshake;
import org.enfilade.OnHeaders;
import org.enfilade.OnInitialHeaders;
import org.enfilade.ResponseHeaders;
import org.enfilade.internal.namespace.HeaderListener;
import org.junit.jupiter.api.Test;

class HeaderObserversTest {
    @ApplicationScoped
    static class Observers {
        void first(@Observes @OnInitialHeaders ResponseHeaders headers) {
            headers.set("first", "1");
        }

        void each(@Observes @OnHeaders ResponseHeaders headers) {
            headers.add("each", "1");
        }
    }

    @ApplicationScoped
    static class Failing {
        void each(@Observes @OnHeaders ResponseHeaders headers) {
            throw new IllegalStateException("no header today");
        }
    }

    private final List<String> set = new ArrayList<>();

    private final ResponseHeaders headers = new ResponseHeaders() {
        @Override
        public Handshake request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(String name, String value) {
            set.add("set " + name + "=" + value);
        }

        @Override
        public void add(String name, String value) {
            set.add("add " + name + "=" + value);
        }
    };

    @Test
    void firstAnswer_passesBothKinds_andLaterOnesTheOther() {
        try (TestApplication application = TestApplication.of(Observers.class)) {
            HeaderListener listener = application.server().headerListener();
            listener.answering(headers, true);
            listener.answering(headers, false);
        }
        assertThat(set).containsExactly("set first=1", "add each=1", "add each=1");
    }

    @Test
    void applicationWithoutObservers_isNotAsked() {
        try (TestApplication application = TestApplication.of()) {
            assertThat(application.server().headerListener()).isSameAs(HeaderListener.NONE);
        }
    }

    @Test
    void observerThatFails_isLogged_andHarmsNothing() {
        try (LogCapture log = new LogCapture();
                TestApplication application = TestApplication.of(Failing.class)) {
            application.server().headerListener().answering(headers, true);
            assertThat(log.errors()).hasSize(1);
        }
        assertThat(set).isEmpty();
    }
}
