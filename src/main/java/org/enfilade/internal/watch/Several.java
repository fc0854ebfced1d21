package org.enfilade.internal.watch;

import java.util.List;
import java.util.function.Consumer;

/** Tells several watchers, in their order. */
public final class Several implements Watcher {
    private final List<Watcher> watchers;

    private Several(List<Watcher> watchers) {
        this.watchers = watchers;
    }

    /** One for all of these. */
    public static Watcher of(List<Watcher> watchers) {
        List<Watcher> listening =
                watchers.stream().filter(watcher -> watcher != NONE).toList();
        return switch (listening.size()) {
            case 0 -> NONE;
            case 1 -> listening.get(0);
            default -> new Several(listening);
        };
    }

    private void all(Consumer<Watcher> what) {
        watchers.forEach(what);
    }

    @Override
    public void requestRefused(int code) {
        all(watcher -> watcher.requestRefused(code));
    }

    @Override
    public void connectRefused() {
        all(Watcher::connectRefused);
    }

    @Override
    public void connectionClosed(String reason) {
        all(watcher -> watcher.connectionClosed(reason));
    }

    @Override
    public void limitReached(String option) {
        all(watcher -> watcher.limitReached(option));
    }

    @Override
    public void recovered() {
        all(Watcher::recovered);
    }

    @Override
    public void unrecovered(String why) {
        all(watcher -> watcher.unrecovered(why));
    }

    @Override
    public void unknownReturn() {
        all(Watcher::unknownReturn);
    }

    @Override
    public void messageSent(String node, int bytes) {
        all(watcher -> watcher.messageSent(node, bytes));
    }

    @Override
    public void messageReceived(String node, int bytes) {
        all(watcher -> watcher.messageReceived(node, bytes));
    }
}
