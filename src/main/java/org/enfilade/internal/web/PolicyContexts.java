package org.enfilade.internal.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * Jakarta Authorization's context id, the name of the module whose roles count. Payara and GlassFish: it is on the
 * thread of a request, {@code SecurityContext.isCallerInRole} looks it up, and contexts of Jakarta Concurrency do not
 * carry it, so that everybody would be in no role. Not every server has Jakarta Authorization.
 */
final class PolicyContexts {
    private static final String CLASS = "jakarta.security.jacc.PolicyContext";
    private static final String SUBJECT = "javax.security.auth.Subject.container";

    // all null where there is none
    private final MethodHandle get;
    private final MethodHandle set;
    private final MethodHandle context;

    private PolicyContexts(MethodHandle get, MethodHandle set, MethodHandle context) {
        this.get = get;
        this.set = set;
        this.context = context;
    }

    static PolicyContexts find() {
        return find(PolicyContexts.class.getClassLoader(), CLASS);
    }

    static PolicyContexts find(ClassLoader loader, String name) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new PolicyContexts(
                    lookup.findStatic(type, "getContextID", MethodType.methodType(String.class)),
                    lookup.findStatic(type, "setContextID", MethodType.methodType(void.class, String.class)),
                    lookup.findStatic(type, "getContext", MethodType.methodType(Object.class, String.class)));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return new PolicyContexts(null, null, null);
        }
    }

    /** The id on this thread; {@code null} if there is none. */
    String current() {
        try {
            return get == null ? null : (String) get.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /**
     * The principals of whoever is on this thread; they cost little on GlassFish and Payara only. Empty if the server
     * cannot tell: those of Jakarta EE 11 know them within requests only, and elsewhere fail with a
     * NullPointerException (Exousia 3: {@code DefaultPolicyContextHandler.supports}).
     */
    Optional<Set<Principal>> principals() {
        try {
            Object subject = context == null ? null : (Object) context.invokeExact(SUBJECT);
            return Optional.of(subject instanceof Subject found ? found.getPrincipals() : Set.of());
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    /** Runs a task with an id, unless it is {@code null}. */
    void run(String id, Runnable task) {
        if (id == null) {
            task.run();
            return;
        }
        String before = current();
        change(id);
        try {
            task.run();
        } finally {
            change(before);
        }
    }

    private void change(String id) {
        try {
            set.invokeExact(id);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}
