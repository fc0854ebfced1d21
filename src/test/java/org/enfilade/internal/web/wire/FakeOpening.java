package org.enfilade.internal.web.wire;

import java.util.List;
import org.enfilade.internal.engine.Account;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.engine.Inbound;
import org.enfilade.internal.engine.Wire;

/**
 * Writes down what is read: each read in brackets, a round in braces.
 *
 * @param served {@code null} if nobody hears the client
 */
record FakeOpening(Inbound served, List<String> told, Budget budget) implements OwnWebSockets.Opening {
    @Override
    public Inbound open(Wire wire) {
        if (served == null) {
            wire.close();
        }
        return served;
    }

    @Override
    public ClientLink link() {
        return ClientLink.HIDDEN;
    }

    @Override
    public int maxMessage() {
        return 20_000;
    }

    @Override
    public Account newAccount() {
        return new Account(budget);
    }

    @Override
    public void reading(Runnable task) {
        within("[", task, "]");
    }

    @Override
    public void readingAll(Runnable task) {
        within("{", task, "}");
    }

    private void within(String begin, Runnable task, String end) {
        told.add(begin);
        try {
            task.run();
        } finally {
            told.add(end);
        }
    }
}
