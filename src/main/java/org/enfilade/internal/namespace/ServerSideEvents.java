package org.enfilade.internal.namespace;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.enfilade.Arguments;
import org.enfilade.SocketEvent;
import org.enfilade.internal.engine.Budget;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Question;

/** What the servers of a cluster emit to each other in one namespace. */
final class ServerSideEvents {
    private final Core core;
    private final LocalNamespace namespace;
    // guarded by this
    /** Made when the first event of another node comes. */
    private ServerSideIntake intake;

    ServerSideEvents(Core core, LocalNamespace namespace) {
        this.core = core;
        this.namespace = namespace;
    }

    void emit(String event, Object... args) {
        core.peers().tell(new Command.ServerSideEmit(namespace.name(), Payload.event(core.binding(), event, args)));
    }

    CompletionStage<List<Arguments>> emitWithAck(String event, Object... args) {
        Payload emission = Payload.event(core.binding(), event, args);
        Command.ServerSideEmit emit = new Command.ServerSideEmit(namespace.name(), emission);
        return RemoteAnswers.ofServers(
                core,
                core.peers()
                        .ask(new Question.ServerSideEmitWithAck(
                                emit, core.options().ackTimeout())));
    }

    /** Takes an event of another node; calls the application elsewhere, since this may be a thread of the bus. */
    void receive(Payload emission, ServerSideAck ack) {
        NamespaceHandler handler = namespace.handler();
        if (!handler.hearsServers(emission.name())) {
            ack.none();
            return;
        }
        SocketEvent event = JsonEvent.of(core.binding(), emission, ack.isRequested());
        intake().receive(() -> handler.serverSide(namespace, event, ack), ack::none, emission.length());
    }

    private synchronized ServerSideIntake intake() {
        if (intake == null) {
            intake = new ServerSideIntake(
                    namespace.name(), core.mailboxes(), core.newInbox(Budget.unlimited(core.ticker())));
        }
        return intake;
    }
}
