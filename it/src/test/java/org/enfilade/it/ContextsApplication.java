package org.enfilade.it;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.enfilade.Connect;
import org.enfilade.Disconnect;
import org.enfilade.Middleware;
import org.enfilade.Namespace;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.NonBlocking;
import org.enfilade.Of;
import org.enfilade.On;
import org.enfilade.Socket;

/** What {@link ContextsIT} deploys. */
final class ContextsApplication {
    private ContextsApplication() {}

    // --- request scope

    /** Which visits there were; a visit is one request. */
    @ApplicationScoped
    static class Visits {
        private final AtomicInteger numbers = new AtomicInteger();
        private final List<Integer> over = new CopyOnWriteArrayList<>();
    }

    @RequestScoped
    static class Visit {
        @Inject
        Visits visits;

        private int number;

        int number() {
            if (number == 0) {
                number = visits.numbers.incrementAndGet();
            }
            return number;
        }

        @PreDestroy
        void end() {
            visits.over.add(number);
        }
    }

    @ApplicationScoped
    static class Guide {
        @Inject
        Visit visit;

        int number() {
            return visit.number();
        }
    }

    @NamespaceEndpoint("/visits")
    static class VisitDesk {
        @Inject
        Visits visits;

        @Inject
        Visit visit;

        @Inject
        Guide guide;

        /** The number of the visit, twice. */
        List<Integer> visit(@Observes @On("visit") Socket socket) {
            return List.of(visit.number(), guide.number());
        }

        @NonBlocking
        List<Integer> quick(@Observes @On("quick visit") Socket socket) {
            return visit(socket);
        }

        List<Integer> over(@Observes @On("over") Socket socket) {
            return visits.over;
        }
    }

    // --- scopes of namespace beans

    private static class Counter {
        private int count;

        int count(@Observes @On("count") Socket socket) {
            return ++count;
        }
    }

    @NamespaceEndpoint("/application")
    static class InApplication extends Counter {}

    @RequestScoped
    @NamespaceEndpoint("/request")
    static class InRequest extends Counter {}

    @Singleton
    @NamespaceEndpoint("/singleton")
    static class Single extends Counter {}

    @Dependent
    @NamespaceEndpoint("/dependent")
    static class OnDemand extends Counter {
        static final AtomicInteger DESTROYED = new AtomicInteger();

        int destroyed(@Observes @On("destroyed") Socket socket) {
            return DESTROYED.get();
        }

        @PreDestroy
        void end() {
            DESTROYED.incrementAndGet();
        }
    }

    // --- interceptors on event methods

    @NamespaceEndpoint("/intercepted")
    static class Intercepted {
        @Transactional
        int transaction(@Observes @On("transaction") Socket socket) throws NamingException {
            watch(socket);
            return registry().getTransactionStatus();
        }

        @Transactional
        void failing(@Observes @On("failing transaction") Socket socket) throws NamingException {
            watch(socket);
            throw new IllegalStateException("to be rolled back");
        }

        record Stored(String item, Socket socket) {}

        @Inject
        jakarta.enterprise.event.Event<Stored> stored;

        @Transactional
        String store(@Observes @On("store") String item, Socket socket) {
            socket.emit("told", item);
            stored.fire(new Stored(item, socket));
            if (item.isEmpty()) {
                throw new IllegalStateException("nothing to store");
            }
            return item;
        }

        void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Stored stored) {
            stored.socket().emit("committed", stored.item());
        }

        int none(@Observes @On("no transaction") Socket socket) throws NamingException {
            return registry().getTransactionStatus();
        }

        @Shouting
        String shout(@Observes @On("shout") String text) {
            return text;
        }

        String whisper(@Observes @On("whisper") String text) {
            return text;
        }

        private static TransactionSynchronizationRegistry registry() throws NamingException {
            return InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
        }

        private static void watch(Socket socket) throws NamingException {
            registry().registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    socket.emit("completed", status);
                }
            });
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Shouting {}

    @Shouting
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Shout {
        @AroundInvoke
        Object shout(InvocationContext call) throws Exception {
            return call.proceed().toString().toUpperCase();
        }
    }

    // --- what belongs to the deployment: names and classes

    @InterceptorBinding
    @Middleware(Middleware.Kind.CONNECT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Watched {}

    @Watched
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Watch {
        @AroundInvoke
        Object watch(InvocationContext call) throws Exception {
            ((Socket) call.getTarget()).emit("in middleware", Deployed.where());
            return call.proceed();
        }
    }

    @Watched
    @NamespaceEndpoint("/deployed")
    static class Deployed {
        @Inject
        @Of("/visits")
        Namespace others;

        void connected(@Observes @Connect Socket socket) {
            socket.emit("in connect", where());
        }

        String here(@Observes @On("here") Socket socket) {
            return where();
        }

        @NonBlocking
        String quick(@Observes @On("quick") Socket socket) {
            return where();
        }

        void left(@Observes @Disconnect Socket socket) {
            others.emit("in disconnect", where());
        }

        /** The deployment's own name and whether the context class loader is its own. */
        private static String where() {
            boolean own = Thread.currentThread().getContextClassLoader() == Deployed.class.getClassLoader();
            try {
                return InitialContext.<String>doLookup("java:comp/env/greeting")
                        + (own ? ", own loader" : ", foreign loader");
            } catch (NamingException e) {
                return e.toString();
            }
        }
    }
}
