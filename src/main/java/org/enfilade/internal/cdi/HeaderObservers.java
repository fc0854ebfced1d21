package org.enfilade.internal.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.enfilade.Handshake;
import org.enfilade.ResponseHeaders;
import org.enfilade.internal.namespace.HeaderListener;

/** The application's observers of {@code @OnInitialHeaders} and {@code @OnHeaders}. */
final class HeaderObservers implements HeaderListener {
    private final RequestContexts requests;
    private final Optional<Event<ResponseHeaders>> initial;
    private final Optional<Event<ResponseHeaders>> all;

    private HeaderObservers(BeanManager beans, RequestContexts requests) {
        this.requests = requests;
        initial = observed(beans, Literals.ON_INITIAL_HEADERS);
        all = observed(beans, Literals.ON_HEADERS);
    }

    /** {@link HeaderListener#NONE} if there are no observers, so that nobody asks for them with each request. */
    static HeaderListener of(BeanManager beans, RequestContexts requests) {
        HeaderObservers observers = new HeaderObservers(beans, requests);
        return observers.initial.isEmpty() && observers.all.isEmpty() ? NONE : observers;
    }

    private static Optional<Event<ResponseHeaders>> observed(BeanManager beans, Annotation qualifier) {
        return beans.resolveObserverMethods(new Sample(), qualifier).isEmpty()
                ? Optional.empty()
                : Optional.of(beans.getEvent().select(ResponseHeaders.class, qualifier));
    }

    @Override
    public void answering(ResponseHeaders headers, boolean first) {
        if (first) {
            initial.ifPresent(event -> fire(event, headers));
        }
        all.ifPresent(event -> fire(event, headers));
    }

    private void fire(Event<ResponseHeaders> event, ResponseHeaders headers) {
        requests.run(() -> event.fire(headers), "An observer of the headers of an answer failed");
    }

    /** To ask who observes such a thing. */
    private static final class Sample implements ResponseHeaders {
        @Override
        public Handshake request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(String name, String value) {}

        @Override
        public void add(String name, String value) {}
    }
}
