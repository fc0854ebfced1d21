package org.enfilade.internal.namespace;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.enfilade.internal.recovery.Absence;
import org.enfilade.internal.recovery.Loss;
import org.enfilade.internal.recovery.Offset;
import org.enfilade.internal.recovery.RecoverableSession;
import org.enfilade.internal.recovery.SessionStore;

/** Finds out who has come back to a namespace, and ends the connection that he has come back from. */
final class ReturningClients {
    /**
     * What a client says of itself.
     *
     * @param offset of the latest event that it has; empty if it has none
     * @param began when it came, in nanoseconds of the ticker
     */
    private record Claim(String pid, String offset, long began) {}

    /** What no node has written. */
    private static final String NO_OFFSET = "?";

    private final Core core;
    private final NamespaceRecovery recovery;
    private final SessionStore sessions;
    private final Arrivals arrivals;

    ReturningClients(Core core, NamespaceRecovery recovery, SessionStore sessions, Arrivals arrivals) {
        this.core = core;
        this.recovery = recovery;
        this.sessions = sessions;
        this.arrivals = arrivals;
    }

    /** What the socket of a client begins with. Never fails. */
    CompletionStage<Beginning> begin(NamespaceHandshake handshake) {
        Optional<String> principal = handshake.principal().map(Principal::getName);
        Claim claim = claim(handshake);
        if (claim == null) {
            return CompletableFuture.completedFuture(fresh(handshake, principal, ""));
        }
        recovery.takeOver(claim.pid(), principal);
        return sessions.take(new RecoverableSession.Key(recovery.name(), claim.pid()), principal)
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(
                                found.flatMap(absence -> again(absence, claim, claim.offset())))
                        : elsewhere(claim, principal))
                .thenApply(again -> again.orElseGet(() -> fresh(handshake, principal, claim.offset())));
    }

    /** What it has got of the other node is in the log no more, so all that is there is for it. */
    private CompletionStage<Optional<Beginning>> elsewhere(Claim claim, Optional<String> principal) {
        RecoverableSession.Key key = new RecoverableSession.Key(recovery.name(), claim.pid());
        return arrivals.fetch(new Arrivals.Claim(key, claim.offset(), principal, claim.began()), found -> {
            if (found.isEmpty()) {
                core.watcher().unknownReturn();
            }
            return found.flatMap(absence -> again(absence, claim, isOwn(claim) ? claim.offset() : ""));
        });
    }

    /** Whether it has got the latest event here: it may have been here all the time. */
    private boolean isOwn(Claim claim) {
        return Offset.parse(claim.offset())
                .filter(offset -> offset.tag().equals(core.peers().tag()))
                .isPresent();
    }

    /** Completes when nobody is on his way here who was when this was called. */
    CompletableFuture<?> haveArrived() {
        return arrivals.haveArrived();
    }

    /** The client keeps its offset, though what that says is nothing to the new socket. */
    private Beginning fresh(NamespaceHandshake handshake, Optional<String> principal, String offset) {
        RecoverableSession session = recovery.newSession(principal);
        session.cameWith(offset);
        session.came(handshake.came());
        return Beginning.fresh(session, new RecoverableMembership(recovery, session, core, null, Offset.NONE));
    }

    private Claim claim(NamespaceHandshake handshake) {
        if (handshake.length() == 0) {
            return null;
        }
        JsonObject auth;
        try {
            auth = handshake.auth();
        } catch (RuntimeException e) {
            return null; // nothing that JSON-P could read
        }
        return auth.get("pid") instanceof JsonString pid
                ? new Claim(pid.getString(), offset(auth.get("offset")), handshake.came())
                : null;
    }

    private static String offset(JsonValue said) {
        if (said == null || said == JsonValue.NULL) {
            return "";
        }
        boolean isOne = said instanceof JsonString text && !text.getString().isEmpty();
        return isOne ? ((JsonString) said).getString() : NO_OFFSET;
    }

    /** Empty if the client would not get all that it has missed: then it does not come back at all. */
    private Optional<Beginning> again(Absence absence, Claim claim, String said) {
        RecoverableSession session = absence.session();
        session.came(claim.began());
        Optional<Offset> known = Offset.parse(said);
        boolean isKnown = known.isPresent()
                ? session.maySay(said, known.get(), core.peers().tag())
                : said.isEmpty();
        if (!isKnown) {
            absence.endUnrecovered(Loss.UNKNOWN_OFFSET);
            return Optional.empty();
        }
        long offset = known.map(each -> each.at(core.peers().tag())).orElse(Offset.NONE);
        RecoverableMembership membership;
        synchronized (recovery) {
            long position = Math.max(offset, session.received().position());
            membership = new RecoverableMembership(recovery, session, core, absence, position);
            membership.beIn(session.stays().rooms());
            recovery.returns(membership);
        }
        // The session is nobody else's any more: others need not wait until the log is gone through.
        Optional<Loss> loss = membership.catchUp();
        if (loss.isPresent()) {
            absence.endUnrecovered(loss.get());
            return Optional.empty();
        }
        return Optional.of(Beginning.again(session, membership, absence.left()));
    }
}
