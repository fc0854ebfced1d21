package org.enfilade.internal.cdi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.enfilade.Ack;

/** An acknowledgement that is asked for; remembers the answers. */
final class FakeAck implements Ack<Object> {
    private final List<Object> answers = new ArrayList<>();

    @Override
    public void send(Object value) {
        answers.add(value);
    }

    @Override
    public void sendAll(Object... values) {
        answers.addAll(Arrays.asList(values));
    }

    @Override
    public boolean isRequested() {
        return true;
    }

    List<Object> answers() {
        return answers;
    }
}
