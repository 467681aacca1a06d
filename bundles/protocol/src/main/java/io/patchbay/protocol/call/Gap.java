package io.patchbay.protocol.call;

import io.patchbay.api.Codes;
import io.patchbay.protocol.Limits;
import io.patchbay.protocol.catalog.CatalogSnapshot;
import io.patchbay.protocol.json.ProtocolException;
import io.patchbay.spi.audit.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Where calls wait while what they are about stops for a version that cannot run beside it. Each waits on its own thread, no
 * longer than a connector may work on a call, and leaves at once when its caller does.
 */
public final class Gap {

    private final WaitingCalls waiting;
    private final Supplier<Limits> limits;

    public Gap(WaitingCalls waiting, Supplier<Limits> limits) {
        this.waiting = waiting;
        this.limits = limits;
    }

    /** Until when a call waits that comes now, in {@link System#nanoTime()}. */
    OptionalLong end() {
        return OptionalLong.of(System.nanoTime() + limits.get().callTimeout().toNanos());
    }

    /**
     * Waits until there is another snapshot, at once when there is one already.
     *
     * @throws ProtocolException when it takes too long, too many wait, or the call is ended
     */
    void await(Call call, CatalogSnapshot seen, long end) throws ProtocolException {
        CompletableFuture<Void> ending = call.progress().ending();
        try {
            if (!waiting.add(call, limits.get().maxCalls())) {
                throw ProtocolException.tooManyCalls();
            }
            CompletableFuture.anyOf(seen.replaced(), ending).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ProtocolException.failed(
                    new Outcome(Outcome.Kind.TIMEOUT, Codes.DEADLINE_EXCEEDED),
                    "The connector is being updated, which takes longer than usual. Try again in a minute.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.progress().reason();
        } catch (ExecutionException e) {
            throw new AssertionError("Neither can fail", e);
        } finally {
            waiting.remove(call);
        }
        if (ending.isDone()) {
            throw call.progress().reason();
        }
    }
}
