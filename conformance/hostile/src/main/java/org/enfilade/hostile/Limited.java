package org.enfilade.hostile;

import jakarta.enterprise.event.Observes;
import org.enfilade.EventRefused;
import org.enfilade.Limit;
import org.enfilade.NamespaceEndpoint;
import org.enfilade.On;
import org.enfilade.OnError;
import org.enfilade.Socket;

/** Where a client may send only so many events: 100 at once, and 50 in each second. */
@NamespaceEndpoint(pattern = "^/limited-[a-z0-9]+$")
@Limit(value = 50, burst = 100)
public class Limited {
    String count(@Observes @On("count") Socket socket) {
        return "handled";
    }

    String refused(@Observes @OnError EventRefused refusal) {
        return "refused";
    }
}
