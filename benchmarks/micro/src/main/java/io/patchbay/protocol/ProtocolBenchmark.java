package io.patchbay.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.patchbay.api.ToolResult;
import io.patchbay.protocol.front.Classifier;
import io.patchbay.protocol.front.ModernLadder;
import io.patchbay.protocol.front.Route;
import io.patchbay.protocol.json.JsonReader;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.protocol.rpc.Messages;
import io.patchbay.protocol.session.Sessions;
import io.patchbay.protocol.start.Standalone;
import io.patchbay.protocol.wire.Formats;
import io.patchbay.protocol.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures a call of {@code echo} in the protocol. One benchmark reads the request and finds its era, one benchmark
 * writes the answer, and one benchmark runs the whole call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProtocolBenchmark {

    private final WireFormat format = new Formats("1").of(Revision.V2026_07_28);
    private Classifier classifier;
    private Standalone server;

    @Setup
    public void start() throws IOException {
        classifier = new Classifier(new Sessions(() -> Limits.DEFAULT), () -> Limits.DEFAULT);
        Unguarded guards = new Unguarded();
        server = new Standalone(guards, guards, guards, Files.createTempDirectory("patchbay"));
        server.publish("echo", "", List.of(new Echo()));
    }

    @Benchmark
    public Object classify() throws ProtocolException {
        EchoExchange exchange = new EchoExchange();
        JsonNode body = JsonReader.read(exchange.body());
        Route.Modern route = (Route.Modern) classifier.classify(body, exchange);
        return ModernLadder.check(route.request(), exchange, Set.of("tools/call"));
    }

    @Benchmark
    public byte[] encode() {
        ToolResult.Complete result = ToolResult.text("hello from the load generator");
        return Messages.result(IntNode.valueOf(7), out -> format.toolResult(out, result));
    }

    @Benchmark
    public Reply whole() {
        EchoExchange exchange = new EchoExchange();
        server.dispatcher().dispatch(exchange);
        return exchange.reply();
    }
}
