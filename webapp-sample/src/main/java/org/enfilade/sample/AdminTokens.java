package org.enfilade.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that open /admin: good for one connection within a minute, so that nothing of worth is left in a log. */
@ApplicationScoped
public class AdminTokens {
    private record Entry(String user, Instant end) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    public String issue(String user) {
        entries.values().removeIf(entry -> entry.end().isBefore(Instant.now()));
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        entries.put(token, new Entry(user, Instant.now().plus(Duration.ofMinutes(1))));
        return token;
    }

    public Optional<String> redeem(String token) {
        return Optional.ofNullable(entries.remove(token))
                .filter(entry -> entry.end().isAfter(Instant.now()))
                .map(Entry::user);
    }
}
