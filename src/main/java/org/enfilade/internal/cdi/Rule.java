package org.enfilade.internal.cdi;

/**
 * The mistakes that fail a deployment, or leave it without what was meant to be served. A number, once published, keeps
 * its meaning.
 */
enum Rule {
    ONE_ADDRESS(1, "give exactly one of value, pattern and matcher"),
    NAME_WITH_SLASH(2, "begin the name with a slash, as in \"/orders\""),
    DECLARED_ONCE(3, "move the handlers into one bean, or give one of the beans another name; write each name once"),
    PATTERN_COMPILES(4, "correct the regular expression"),
    TEMPLATE_READS(
            5,
            "write each variable as {name}, of letters and digits and beginning with a letter, each once, and with"
                    + " something between two of them"),
    HANDLER_IN_NAMESPACE_BEAN(6, "put @NamespaceEndpoint on the class, or move the method into a bean that has it"),
    EVENT_NOT_RESERVED(7, "choose another name, or observe @Connect, @Disconnect or @Disconnecting"),
    HANDLER_CALLABLE(8, "make the method neither private nor static nor final"),
    HANDLER_IN_PACKAGE(9, "move the class into a named package; interceptors would silently be skipped without one"),
    ONE_ACKNOWLEDGEMENT(10, "let only one of the methods return a value or take an Ack"),
    RESULT_OR_ACK(11, "return void, or drop the Ack parameter"),
    PARAM_IN_PATTERN(12, "name a variable of the template or a named group of the pattern"),
    PARAM_TYPE(13, "use String, a primitive number, or its box"),
    ARG_POSITION(14, "number further arguments from 1 on, each position once; 0 is the observed parameter"),
    ARGUMENTS_OF_EVENTS(
            15,
            "drop the parameter; only @On and @OnServerSide handlers have arguments, and only they and @OnAny handlers"
                    + " acknowledgements"),
    OF_NAMES_SOMETHING(
            16,
            "write the name, template, pattern or matcher of a @NamespaceEndpoint, declare one, or name a namespace"
                    + " without a bean in enfilade.namespaces"),
    OF_HAS_KIND(17, "inject a Namespace for a name, a ParentNamespace for a template, pattern or matcher"),
    MIDDLEWARE_PRIORITY(18, "add @Priority to the interceptor; it says in which order middleware runs"),
    MIDDLEWARE_ON_NAMESPACE(19, "move the binding to the class of a namespace bean"),
    MIDDLEWARE_IS_BINDING(20, "add @InterceptorBinding to the annotation"),
    MIDDLEWARE_EXISTS(21, "write an @Interceptor with this binding and a @Priority, or drop the binding"),
    SCOPE_FITS(22, "use @ApplicationScoped, @RequestScoped, @Dependent or @Singleton"),
    OBSERVED_TYPE(23, "change the type of the observed parameter"),
    MATCHER_IS_BEAN(24, "make the matcher one bean, for example by @ApplicationScoped"),
    MATCHER_DECIDES(25, "override matches or matchesAsync"),
    ARGUMENT_BINDABLE(26, "use a public class or record, with all type arguments known"),
    NON_BLOCKING_HAS_EFFECT(
            27, "remove @NonBlocking; only @On and @OnAny handlers can be called on the reading thread"),
    PARAMETER_RESOLVES(28, "make it an injectable bean, or mark it @Arg if it is a further argument of the event"),
    PLAIN_OBSERVER(29, "write plain @Observes"),
    ONE_QUALIFIER(30, "keep exactly one of Enfilade's qualifiers on the observed parameter, and no other"),
    MANAGED_BEAN(31, "make it a plain CDI bean without EJB annotations, and inject the EJB"),
    MIDDLEWARE_DIRECT(32, "put the middleware binding on the namespace bean or on a stereotype"),
    CONCRETE_BEAN(33, "put @NamespaceEndpoint on a concrete top-level or static nested class"),
    ONE_ACCESS(34, "keep one of them; the annotation of a method overrides that of its class"),
    ACCESS_OF_EVENTS(
            35,
            "put it on the class, where it says who may connect, or on an @On or @OnAny handler, where it says whose"
                    + " events are handled"),
    SOCKET_OF_CLIENTS(
            36,
            "drop it; what another server emits has no socket, nor has a room. Observe the SocketEvent if no argument"
                    + " of @OnServerSide is wanted"),
    QUALIFIER_OBSERVES(37, "write @Observes before it, on the bean's own method"),
    ARGUMENT_OF_HANDLER(
            38,
            "move it to a further parameter of a handler, one of them on each; the observed parameter is the first "
                    + "argument"),
    OF_INJECTS(39, "write @Inject before it, or move it to a parameter that is injected"),
    CONSTRUCTIBLE_BEAN(40, "write @Inject on the constructor, or add one without parameters"),
    ENDPOINT_DIRECT(41, "put @NamespaceEndpoint on the class itself"),
    ARGUMENT_READABLE(
            42,
            "use another type, mark what is never sent with @JsonbTransient, or tell JSON-B how to read it by"
                    + " @JsonbTypeAdapter or @JsonbCreator"),
    NAMESPACE_IS_BEAN(
            43,
            "let CDI find the class: its archive needs no beans.xml, or one that says "
                    + "bean-discovery-mode=\"annotated\" or"
                    + " \"all\" and does not exclude the class"),
    STARTED_BY_WEB(
            44,
            "add <others/> to the <absolute-ordering>, if there is one, or "
                    + "<listener><listener-class>org.enfilade.internal.web.WebStart</listener-class></listener> to the"
                    + " WEB-INF/web.xml of the WAR that is to serve clients"),
    CDI_IS_ON(
            45,
            "leave bean-discovery-mode=\"none\" out of WEB-INF/beans.xml; on WildFly, do not exclude the subsystem "
                    + "weld"),
    JAR_IS_ONCE(46, "keep one of them"),
    PATH_IS_FREE(47, "map the servlet to another path, or choose another one by enfilade.path"),
    CONNECTING_REFUSES(48, "return void or a CompletionStage, and throw a ConnectionRefused to refuse the socket"),
    LIMIT_HAS_EFFECT(
            49,
            "put @Limit on a namespace bean, where it counts all events of a socket, or on an @On handler, one for each"
                    + " event"),
    LIMIT_IS_POSITIVE(50, "let @Limit have at least one event in at least one second, and no negative burst");

    private final int number;
    private final String remedy;

    Rule(int number, String remedy) {
        this.number = number;
        this.remedy = remedy;
    }

    String code() {
        return String.format("ENF-%03d", number);
    }

    String remedy() {
        return remedy;
    }
}
