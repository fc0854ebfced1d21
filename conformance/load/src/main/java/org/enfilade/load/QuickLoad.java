package org.enfilade.load;

import jakarta.enterprise.event.Observes;
import org.enfilade.NonBlocking;
import org.enfilade.On;
import org.enfilade.Socket;

/** The same; the handlers that answer one client at once run on the thread that read the event. */
abstract class QuickLoad extends Load {
    @Override
    @NonBlocking
    String echo(@Observes @On("echo") String payload) {
        return super.echo(payload);
    }

    @Override
    @NonBlocking
    String join(@Observes @On("join") String room, Socket socket) {
        return super.join(room, socket);
    }
}
