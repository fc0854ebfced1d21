package org.enfilade.internal.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.enfilade.internal.HeldLocks;

/** Records what a session tells, and that it tells it while it holds no lock. */
final class RecordingListener implements SessionListener {
    final List<String> heard = new ArrayList<>();
    Consumer<String> onText = text -> {};
    Runnable onOpened = () -> {};

    @Override
    public void opened() {
        HeldLocks.none();
        onOpened.run();
    }

    @Override
    public void text(String message) {
        record(message);
        onText.accept(message);
    }

    @Override
    public void binary(byte[] message) {
        record("#" + HexFormat.of().formatHex(message));
    }

    @Override
    public void closed(CloseReason reason) {
        record(reason.name());
    }

    private void record(String what) {
        HeldLocks.none();
        heard.add(what);
    }

    /** Why the session was closed, as often as it was told. */
    List<String> closed() {
        return heard.stream()
                .filter(what -> Arrays.stream(CloseReason.values())
                        .anyMatch(reason -> reason.name().equals(what)))
                .toList();
    }
}
