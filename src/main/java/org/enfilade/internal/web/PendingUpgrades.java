package org.enfilade.internal.web;

import jakarta.websocket.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.enfilade.internal.log.Log;

/**
 * The WebSocket handshakes between the filter and the endpoint. A handshake travels under a ticket: a random parameter
 * that the filter adds to the query of the request, below all filters of the application, and that the endpoint reads
 * in the query of the WebSocket. Each is good for once and for a short time, and no client has ever seen one.
 *
 * <p>There is one for the whole class loader, since neither a configurator nor an endpoint is told which deployment it
 * belongs to; an entry says that.
 */
final class PendingUpgrades {
    static final PendingUpgrades ALL = new PendingUpgrades(System::nanoTime);

    /** Longer than a server that is busy takes from the end of the filters to the opening of the WebSocket. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** As many as nobody has on the way at one time; beyond it the oldest is forgotten. */
    static final int MOST = 10_000;

    private static final String NAME = "enfilade-upgrade";
    private static final int TICKET_BYTES = 18;
    private static final Pattern TICKET = Pattern.compile(NAME + "=([A-Za-z0-9_-]{24})");

    private record Entry(PendingUpgrade upgrade, long deadline) {}

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    private final AtomicBoolean logged = new AtomicBoolean();
    // guarded by this; the oldest first
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param nanos the time */
    PendingUpgrades(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Keeps one, and returns its ticket. */
    String add(PendingUpgrade upgrade) {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = nanos.getAsLong();
        synchronized (this) {
            forgetOld(now);
            entries.put(ticket, new Entry(upgrade, now + PATIENCE.toNanos()));
        }
        return ticket;
    }

    /** Those whose client has gone between the answer and the opening. */
    private void forgetOld(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && (oldest.next().deadline - now < 0 || entries.size() >= MOST)) {
            oldest.remove();
        }
    }

    /** Forgets one, unless it is about to become a WebSocket. */
    synchronized void removeUnlessArrived(String ticket) {
        Entry entry = entries.get(ticket);
        if (entry != null && !entry.upgrade.hasArrived()) {
            entries.remove(ticket);
        }
    }

    /** All of a deployment that has ended. */
    synchronized void removeAll(EngineGateway gateway) {
        entries.values().removeIf(entry -> entry.upgrade.gateway() == gateway);
    }

    /** A query with the ticket. */
    static String query(String query, String ticket) {
        String parameter = NAME + "=" + ticket;
        return query == null || query.isEmpty() ? parameter : query + "&" + parameter;
    }

    /** The one that belongs to a request with this query. */
    synchronized Optional<PendingUpgrade> find(String query) {
        return ticket(query).map(entries::get).map(Entry::upgrade);
    }

    /**
     * The one that has become this WebSocket, and nothing when it is asked again; empty for a WebSocket that has not
     * passed the filter.
     */
    Optional<PendingUpgrade> take(Session session) {
        return take(session.getQueryString());
    }

    synchronized Optional<PendingUpgrade> take(String query) {
        return ticket(query).map(entries::remove).map(Entry::upgrade).filter(PendingUpgrade::hasArrived);
    }

    /** The last one: what a client writes itself comes before. */
    private static Optional<String> ticket(String query) {
        if (query == null) {
            return Optional.empty();
        }
        int last = query.lastIndexOf(NAME);
        Matcher matcher = TICKET.matcher(query);
        return last >= 0 && matcher.find(last) ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Once: whoever gets past the filter does so at each connection. */
    void logUnchecked() {
        if (logged.compareAndSet(false, true)) {
            Log.error("A WebSocket was opened that has not passed Enfilade's filter, or whose query string was changed "
                    + "behind it, so it was closed."
                    + " EnfiladeFilter has to see every request below enfilade.path, and filters behind it "
                    + "have to pass on the query string."
                    + " Enfilade logs this once");
        }
    }

    /** How many there are, for tests. */
    synchronized int size() {
        return entries.size();
    }
}
