package org.enfilade.internal.cdi;

import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Whether anything in a deployment could tell an active request context from none: a bean of its scope, of the
 * application or of a library, or an observer of its begin or end. One thread at a time.
 */
final class RequestScopeUse {
    /**
     * Servers have beans of the request scope in every deployment: the request itself, and what RESTEasy (WildFly) and
     * others make of it. They work within HTTP requests only, of which a handler is no part.
     */
    private static final List<String> OF_HTTP_REQUESTS = List.of(
            Conversation.class.getName(),
            "jakarta.servlet.",
            "jakarta.ws.rs.",
            "jakarta.faces.",
            "org.jboss.resteasy.",
            Object.class.getName());

    private boolean found;

    void bean(Bean<?> bean) {
        found |= bean.getScope() == RequestScoped.class
                && !bean.getTypes().stream().allMatch(RequestScopeUse::isOfHttpRequests);
    }

    private static boolean isOfHttpRequests(Type type) {
        return OF_HTTP_REQUESTS.stream().anyMatch(type.getTypeName()::startsWith);
    }

    void observer(ObserverMethod<?> method) {
        found |= method.getObservedQualifiers().stream().anyMatch(RequestScopeUse::isOfRequests);
    }

    private static boolean isOfRequests(Annotation qualifier) {
        return qualifier instanceof Initialized begin && begin.value() == RequestScoped.class
                || qualifier instanceof BeforeDestroyed end && end.value() == RequestScoped.class
                || qualifier instanceof Destroyed ended && ended.value() == RequestScoped.class;
    }

    boolean isFound() {
        return found;
    }
}
