package org.enfilade.it;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.enfilade.On;

/** A mistake that shows while beans are collected: a handler outside a namespace bean. */
@ApplicationScoped
class HomelessHandler {
    void echo(@Observes @On("echo") String text) {}
}
