package org.enfilade.internal.namespace;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.enfilade.internal.log.Log;
import org.enfilade.internal.log.RareWarning;
import org.enfilade.internal.reach.BusFormatException;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.SessionRecord;
import org.enfilade.internal.recovery.SessionRecords;
import org.enfilade.internal.recovery.Standing;

/** The sessions of one namespace as they lie in the records of all nodes. Safe for use by any thread. */
final class NamespaceRecords {
    private static final int MAX_BYTES = 256 * 1024;

    private final Core core;
    private final SessionRecords records;
    /**
     * For that long at least after a record was put, all nodes keep what they have emitted since the mark that is in
     * it.
     */
    private final Duration lifespan;

    private final RareWarning losses = new RareWarning();

    NamespaceRecords(Core core, SessionRecords records) {
        this.core = core;
        this.records = records;
        this.lifespan = core.options()
                .recoveryMaxDisconnectionDuration()
                .plus(core.options().pingInterval());
    }

    private static String text(RecoverableSession.Key key) {
        return key.namespace() + ' ' + key.pid();
    }

    /** Puts a session there, as it is by the time when that is done. */
    void put(RecoverableSession session, Function<RecoverableSession, Standing> standing) {
        if (records != SessionRecords.NONE) {
            records.put(text(session.key()), () -> record(session, standing), lifespan);
        }
    }

    private Optional<byte[]> record(RecoverableSession session, Function<RecoverableSession, Standing> standing) {
        Standing now = standing.apply(session);
        String why;
        try {
            byte[] data = CarriedData.write(session.data(), core.binding());
            byte[] record = SessionRecord.of(session, data, now).toBytes();
            if (record.length <= MAX_BYTES) {
                return Optional.of(record);
            }
            why = "it has more than " + MAX_BYTES + " bytes";
        } catch (IllegalArgumentException e) {
            why = e.getMessage();
        }
        String reason = why;
        losses.log(
                core.ticker().nanos(),
                () -> "A socket cannot be recorded in the cluster, and is lost if this node dies: " + reason);
        return Optional.empty();
    }

    void remove(RecoverableSession.Key key) {
        if (records != SessionRecords.NONE) {
            records.remove(text(key));
        }
    }

    /** Removes it, and completes when that is done and nothing more comes after it. Never fails. */
    CompletionStage<Void> removed(RecoverableSession.Key key) {
        return records == SessionRecords.NONE ? CompletableFuture.completedFuture(null) : records.removed(text(key));
    }

    /** Takes the session of a principal out; empty if there is none. Never fails. */
    CompletionStage<Optional<SessionRecord>> take(RecoverableSession.Key key, Optional<String> principal) {
        if (records == SessionRecords.NONE) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return core.onOwnThread(records.take(text(key), lifespan))
                .thenApply(bytes -> bytes.flatMap(record -> read(key, record, principal)));
    }

    /** Puts back what was taken, for whoever takes it next. */
    void putBack(RecoverableSession.Key key, SessionRecord record) {
        byte[] bytes = record.toBytes();
        records.put(text(key), () -> Optional.of(bytes), lifespan);
    }

    private Optional<SessionRecord> read(RecoverableSession.Key key, byte[] bytes, Optional<String> principal) {
        SessionRecord record;
        try {
            record = SessionRecord.read(bytes);
        } catch (BusFormatException e) {
            Log.debug(() -> "A session that another node has recorded is of no use: " + e.getMessage());
            return Optional.empty();
        }
        if (!record.principal().equals(principal)) {
            records.put(text(key), () -> Optional.of(bytes), lifespan); // for whom it belongs to
            return Optional.empty();
        }
        return Optional.of(record);
    }
}
