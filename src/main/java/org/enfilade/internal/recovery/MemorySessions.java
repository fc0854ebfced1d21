package org.enfilade.internal.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.time.Alarm;
import org.enfilade.internal.time.Ticker;

/** Sessions in the memory of this node. Bounded in time, number and bytes. */
public final class MemorySessions implements SessionStore {
    private final Duration maxAbsence;
    private final int maxSessions;
    private final long maxBytes;
    private final Ticker ticker;
    private final Alarm alarm;
    // guarded by this
    /** Those that were lost first come first. */
    private final Map<RecoverableSession.Key, Absence> absences = new LinkedHashMap<>();

    private long bytes;
    private boolean armed;

    public MemorySessions(Duration maxAbsence, int maxSessions, long maxBytes, Ticker ticker) {
        this.maxAbsence = maxAbsence;
        this.maxSessions = maxSessions;
        this.maxBytes = maxBytes;
        this.ticker = ticker;
        this.alarm = new Alarm(ticker);
    }

    @Override
    public synchronized void keep(Absence absence) {
        absence.since(ticker.nanos());
        absences.put(absence.session().key(), absence);
        bytes += absence.weight();
    }

    @Override
    public CompletionStage<Optional<Absence>> take(RecoverableSession.Key key, Optional<String> principal) {
        Optional<Absence> taken = takeNow(key, principal);
        taken.ifPresent(Absence::end);
        return CompletableFuture.completedFuture(taken);
    }

    private synchronized Optional<Absence> takeNow(RecoverableSession.Key key, Optional<String> principal) {
        Absence absence = absences.get(key);
        if (absence == null
                || !absence.session().principal().equals(principal)
                || isTooOld(absence)
                || !ticker.now().isBefore(absence.session().end())) {
            return Optional.empty();
        }
        forget(absence);
        return Optional.of(absence);
    }

    @Override
    public synchronized boolean remove(Absence absence) {
        boolean isHere = absences.get(absence.session().key()) == absence;
        if (isHere) {
            forget(absence);
        }
        return isHere;
    }

    private void forget(Absence absence) {
        absences.remove(absence.session().key());
        bytes -= absence.weight();
    }

    private boolean isTooOld(Absence absence) {
        return ticker.nanos() - absence.since() > maxAbsence.toNanos();
    }

    @Override
    public void tidy() {
        List<Absence> expired = new ArrayList<>();
        List<Absence> displaced = new ArrayList<>();
        Duration next;
        synchronized (this) {
            Iterator<Absence> oldestFirst = absences.values().iterator();
            while (oldestFirst.hasNext()) {
                Absence oldest = oldestFirst.next();
                boolean isTooOld = isTooOld(oldest);
                if (absences.size() <= maxSessions && bytes <= maxBytes && !isTooOld) {
                    break;
                }
                oldestFirst.remove();
                bytes -= oldest.weight();
                (isTooOld ? expired : displaced).add(oldest);
            }
            next = armed || absences.isEmpty() ? null : left();
            armed |= next != null;
        }
        if (next != null) {
            alarm.set(next, this::ring);
        }
        expired.forEach(absence -> absence.endUnrecovered(Loss.EXPIRED));
        displaced.forEach(absence -> absence.endUnrecovered(Loss.DISPLACED));
    }

    /** How long it takes until the oldest is too old. */
    private Duration left() {
        long age = ticker.nanos() - absences.values().iterator().next().since();
        return maxAbsence.plusMillis(1).minusNanos(age);
    }

    private void ring() {
        synchronized (this) {
            armed = false;
        }
        tidy();
    }

    @Override
    public void close() {
        alarm.stop();
        synchronized (this) {
            absences.clear();
            bytes = 0;
        }
    }

    @Override
    public synchronized int size() {
        return absences.size();
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }
}
