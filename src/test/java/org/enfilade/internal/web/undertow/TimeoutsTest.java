package org.enfilade.internal.web.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.conduits.ReadTimeoutStreamSourceConduit;
import io.undertow.conduits.WriteTimeoutStreamSinkConduit;
import io.undertow.server.OpenListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/** On conduits of Undertow. */
class TimeoutsTest {
    private final FakeConnection stream = new FakeConnection();
    private final ConduitStreamSourceChannel source = stream.getSourceChannel();
    private final ConduitStreamSinkChannel sink = stream.getSinkChannel();
    private final StreamSourceConduit bareSource = source.getConduit();
    private final StreamSinkConduit bareSink = sink.getConduit();
    private final List<Object> told = new ArrayList<>();

    private final OpenListener listener = (OpenListener) Proxy.newProxyInstance(
            OpenListener.class.getClassLoader(),
            new Class<?>[] {OpenListener.class},
            (proxy, method, arguments) -> method.getName().equals("getUndertowOptions") ? OptionMap.EMPTY : null);

    @BeforeEach
    void listen() {
        stream.setOption(Options.READ_TIMEOUT, 90_000);
        stream.setOption(Options.WRITE_TIMEOUT, 90_000);
        source.setReadListener(told::add);
        sink.setWriteListener(told::add);
    }

    /** As a listener does. */
    private void wrap() {
        source.setConduit(new ReadTimeoutStreamSourceConduit(source.getConduit(), stream, listener));
        sink.setConduit(new WriteTimeoutStreamSinkConduit(sink.getConduit(), stream, listener));
    }

    @Test
    void connection_hasNone_andIsNotAskedForThem() {
        wrap();

        Timeouts.lift(stream);

        assertThat(stream.options).containsEntry(Options.READ_TIMEOUT, 0).containsEntry(Options.WRITE_TIMEOUT, 0);
        assertThat(source.getConduit()).isSameAs(bareSource);
        assertThat(sink.getConduit()).isSameAs(bareSink);
    }

    @Test
    void listeners_areStillTold() {
        wrap();

        Timeouts.lift(stream);
        stream.readable.readReady();
        stream.roomy.writeReady();

        assertThat(told).containsExactly(source, sink);
    }

    @Test
    void whatElseIsWrappedAround_stays() {
        StreamSourceConduit outerSource = new AbstractStreamSourceConduit<>(bareSource) {};
        StreamSinkConduit outerSink = new AbstractStreamSinkConduit<>(bareSink) {};
        source.setConduit(outerSource);
        sink.setConduit(outerSink);

        Timeouts.lift(stream);

        assertThat(source.getConduit()).isSameAs(outerSource);
        assertThat(sink.getConduit()).isSameAs(outerSink);
    }
}
