package org.enfilade.internal.namespace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.enfilade.ConnectionError;
import org.enfilade.Namespace;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.spi.Parser;

/** What is declared of a server; a {@link Server} is made of it. Of one thread. */
public final class Blueprint {
    /** A dynamic namespace. */
    record Parent(String name, ChildMatcher matcher, NamespaceHandler handler) {}

    private final JsonBinding binding;
    private final Map<String, NamespaceHandler> namespaces = new LinkedHashMap<>();
    private final List<Parent> parents = new ArrayList<>();
    private Parser parser;
    private SessionRecords records = SessionRecords.NONE;
    private Consumer<Namespace> onNewNamespace = namespace -> {};
    private Consumer<ConnectionError> onConnectionError = error -> {};
    private HeaderListener onHeaders = HeaderListener.NONE;

    /**
     * One of the main namespace, which every server has.
     *
     * @param binding how values become JSON and back
     */
    public Blueprint(JsonBinding binding) {
        this.binding = binding;
        declare("/", NamespaceHandler.NONE);
    }

    /** Declares a namespace. */
    public void declare(String name, NamespaceHandler handler) {
        namespaces.put(name, handler);
    }

    /** Declares a dynamic namespace; they are tried in the order of declaration. */
    public void declareParent(String name, ChildMatcher matcher, NamespaceHandler handler) {
        parents.add(new Parent(name, matcher, handler));
    }

    /** Sends and reads packets by this parser, not in the standard form. */
    public void use(Parser plugged) {
        parser = plugged;
    }

    /** Keeps the state of sessions there too, so that their clients can come back when this node has gone. */
    public void keepSessionsIn(SessionRecords place) {
        records = place;
    }

    /** Who is told of namespaces that are created while the server runs. */
    public void onNewNamespace(Consumer<Namespace> listener) {
        onNewNamespace = listener;
    }

    /** Who is told of refused handshakes. */
    public void onConnectionError(Consumer<ConnectionError> listener) {
        onConnectionError = listener;
    }

    /** Who adds headers to answers. */
    public void onHeaders(HeaderListener listener) {
        onHeaders = listener;
    }

    JsonBinding binding() {
        return binding;
    }

    /** {@code null} for the standard form. */
    Parser parser() {
        return parser;
    }

    SessionRecords records() {
        return records;
    }

    Map<String, NamespaceHandler> namespaces() {
        return namespaces;
    }

    List<Parent> parents() {
        return parents;
    }

    Consumer<Namespace> onNewNamespace() {
        return onNewNamespace;
    }

    Consumer<ConnectionError> onConnectionError() {
        return onConnectionError;
    }

    HeaderListener onHeaders() {
        return onHeaders;
    }
}
