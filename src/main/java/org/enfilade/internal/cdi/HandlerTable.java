package org.enfilade.internal.cdi;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The handlers of a namespace bean by what they are called for. */
final class HandlerTable {
    private final Map<HandlerKind, List<BoundHandler>> byKind;
    private final Map<String, List<BoundHandler>> byEvent;
    private final Map<String, List<BoundHandler>> byServerSideEvent;
    private final Map<String, Boolean> nonBlocking;
    private final boolean anyNonBlocking;
    private final boolean observesRefusals;

    HandlerTable(List<BoundHandler> handlers) {
        byKind = handlers.stream()
                .collect(Collectors.groupingBy(bound -> bound.handler().kind()));
        byEvent = byName(HandlerKind.EVENT);
        byServerSideEvent = byName(HandlerKind.SERVER_SIDE);
        observesRefusals = !of(HandlerKind.ERROR).isEmpty();
        anyNonBlocking = allNonBlocking(of(HandlerKind.ANY));
        nonBlocking = byEvent.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> allNonBlocking(entry.getValue()) && anyNonBlocking));
    }

    private Map<String, List<BoundHandler>> byName(HandlerKind kind) {
        return of(kind).stream()
                .collect(Collectors.groupingBy(bound -> bound.handler().name()));
    }

    List<BoundHandler> of(HandlerKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    List<BoundHandler> ofEvent(String name) {
        return byEvent.getOrDefault(name, List.of());
    }

    List<BoundHandler> ofServerSideEvent(String name) {
        return byServerSideEvent.getOrDefault(name, List.of());
    }

    boolean isNonBlocking(String event) {
        return nonBlocking.getOrDefault(event, anyNonBlocking);
    }

    /** What observes a refusal has promised nothing. */
    private boolean allNonBlocking(List<BoundHandler> handlers) {
        return handlers.stream()
                .map(BoundHandler::handler)
                .allMatch(handler -> handler.nonBlocking() && (handler.access().everybody() || !observesRefusals));
    }
}
