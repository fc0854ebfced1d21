package org.enfilade.internal.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.enfilade.NamespaceMatcher;
import org.enfilade.ServerOptions;

/** Makes what was written callable in the running application. */
final class Binder {
    private final BeanManager beans;
    private final RequestContexts requests;
    private final Problems problems;
    private final Consumer<AutoCloseable> resources;
    private final ServerOptions options;

    Binder(
            BeanManager beans,
            RequestContexts requests,
            Problems problems,
            Consumer<AutoCloseable> resources,
            ServerOptions options) {
        this.options = options;
        this.beans = beans;
        this.requests = requests;
        this.problems = problems;
        this.resources = resources;
    }

    /** Collects problems; what it returns may be used only if there are none. */
    EndpointHandler bind(Endpoint endpoint) {
        BeanCalls bean = new BeanCalls(beans, endpoint.bean());
        ParameterBinder parameters = new ParameterBinder(beans, problems, resources);
        List<BoundHandler> handlers = new ArrayList<>();
        for (Handler handler : endpoint.handlers()) {
            List<Source> sources = handler.parameters().stream()
                    .map(parameter -> parameters.bind(parameter, handler))
                    .toList();
            handlers.add(new BoundHandler(handler, bean, sources, endpoint.declared()));
        }
        HandlerTable table = new HandlerTable(handlers);
        MiddlewareBinder middleware = new MiddlewareBinder(beans, requests, problems, resources);
        return new EndpointHandler(
                endpoint.access(),
                endpoint.limits().with(options),
                table,
                requests,
                middleware.connect(endpoint, table.of(HandlerKind.CONNECTING)),
                middleware.events(endpoint),
                options.developmentMode());
    }

    /** The matcher that an endpoint names; empty, with a problem, if it is not exactly one bean. */
    Optional<MatcherCall> matcher(Endpoint endpoint, Address.Decided address) {
        Class<? extends NamespaceMatcher> type = address.matcher();
        Optional<NamespaceMatcher> matcher = matcherBean(type);
        if (matcher.isEmpty()) {
            problems.add(
                    Rule.MATCHER_IS_BEAN,
                    Problems.place(endpoint.type()),
                    "names the matcher " + type.getName() + ", which is not exactly one bean");
        }
        return matcher.map(bean -> new MatcherCall(bean, requests));
    }

    private Optional<NamespaceMatcher> matcherBean(Class<? extends NamespaceMatcher> type) {
        Set<Bean<?>> found = new LinkedHashSet<>();
        for (Bean<?> bean : beans.getBeans(type, Any.Literal.INSTANCE)) {
            if (bean.getBeanClass() == type || type.isInterface()) {
                found.add(bean);
            }
        }
        if (found.size() != 1) {
            return Optional.empty();
        }
        Bean<?> bean = found.iterator().next();
        CreationalContext<?> context = beans.createCreationalContext(bean);
        resources.accept(context::release);
        return Optional.of(type.cast(beans.getReference(bean, type, context)));
    }
}
