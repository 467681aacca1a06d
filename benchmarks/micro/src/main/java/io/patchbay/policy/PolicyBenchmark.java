package io.patchbay.policy;

import io.patchbay.api.Arguments;
import io.patchbay.api.Caller;
import io.patchbay.api.Effect;
import io.patchbay.api.Tenant;
import io.patchbay.spi.identity.Credential;
import io.patchbay.spi.identity.Identity;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Operation;
import io.patchbay.spi.policy.Target;
import io.patchbay.spi.policy.Visibility;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the time of one question about visibility and of one decision. The server asks about visibility once for
 * each view, and decides on each call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyBenchmark {

    private final Identity.Known identity = Identity.Known.of(
            new Caller("bench", "bench", Caller.Kind.AGENT, new Tenant("default"), Map.of()),
            new Credential("bench", Credential.Kind.API_KEY, Set.of("tools:echo", "tools:clock_*"), Optional.empty()));
    private final Target target = new Target(Target.Kind.TOOL, "echo", Effect.READ_ONLY, Set.of());
    private final ScopePolicy policy = new ScopePolicy(
            (ScopePolicy.Config) Proxy.newProxyInstance(
                    ScopePolicy.Config.class.getClassLoader(),
                    new Class<?>[] {ScopePolicy.Config.class},
                    (proxy, method, arguments) -> method.getDefaultValue()),
            null);

    @Benchmark
    public Visibility visible() {
        return policy.visible(identity.grants(), target);
    }

    @Benchmark
    public Decision decide() {
        return policy.decide(new Operation("k3f9a2-1z", identity, "tools/call", target, Arguments.none()));
    }
}
