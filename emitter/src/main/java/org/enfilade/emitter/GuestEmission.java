package org.enfilade.emitter;

import java.util.List;
import java.util.function.Consumer;
import org.enfilade.internal.json.JsonBinding;
import org.enfilade.internal.packet.Payload;
import org.enfilade.internal.reach.Audience;
import org.enfilade.internal.reach.Command;
import org.enfilade.internal.reach.Scope;

/**
 * An audience of a guest.
 *
 * @param nodes who is told
 */
record GuestEmission(
        Consumer<Command> nodes,
        JsonBinding binding,
        Scope scope,
        Audience audience,
        boolean isBestEffort,
        boolean isCompressed)
        implements Emission {
    static GuestEmission everybody(Consumer<Command> nodes, JsonBinding binding, Scope scope) {
        return new GuestEmission(nodes, binding, scope, Audience.EVERYBODY, false, true);
    }

    private GuestEmission with(Audience other) {
        return new GuestEmission(nodes, binding, scope, other, isBestEffort, isCompressed);
    }

    @Override
    public Emission to(String... rooms) {
        return with(audience.to(rooms));
    }

    @Override
    public Emission except(String... rooms) {
        return with(audience.except(rooms));
    }

    @Override
    public Emission bestEffort() {
        return new GuestEmission(nodes, binding, scope, audience, true, isCompressed);
    }

    @Override
    public Emission compress(boolean compress) {
        return new GuestEmission(nodes, binding, scope, audience, isBestEffort, compress);
    }

    @Override
    public void emit(String event, Object... args) {
        Payload emission = Payload.event(binding, event, args).compress(isCompressed);
        tell(new Command.Emit(scope, audience, emission, isBestEffort));
    }

    @Override
    public void socketsJoin(String... rooms) {
        tell(new Command.Join(scope, audience, List.of(rooms)));
    }

    @Override
    public void socketsLeave(String... rooms) {
        tell(new Command.Leave(scope, audience, List.of(rooms)));
    }

    @Override
    public void disconnectSockets(boolean close) {
        tell(new Command.Disconnect(scope, audience, close));
    }

    /** Nobody would become everybody on its way. */
    private void tell(Command command) {
        if (!audience.isNobody()) {
            nodes.accept(command);
        }
    }
}
