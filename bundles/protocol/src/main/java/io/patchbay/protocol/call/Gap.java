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
 * Makes calls wait during the replacement of a connector whose two versions cannot run at the same time. Each call
 * waits on its own thread for at most the call timeout. A cancelled call stops waiting.
 */
public final class Gap {

    private final WaitingCalls waiting;
    private final Supplier<Limits> limits;

    public Gap(WaitingCalls waiting, Supplier<Limits> limits) {
        this.waiting = waiting;
        this.limits = limits;
    }

    /** Returns the deadline of a wait that starts now, as a value of {@link System#nanoTime()}. */
    OptionalLong deadline() {
        return OptionalLong.of(System.nanoTime() + limits.get().callTimeout().toNanos());
    }

    /**
     * Waits until the catalog has a newer snapshot. Returns immediately if there already is a newer snapshot.
     *
     * @throws ProtocolException if the wait takes too long, if too many calls wait, or if the call is ended
     */
    void await(Call call, CatalogSnapshot seen, long end) throws ProtocolException {
        CompletableFuture<Void> ending = call.progress().whenEnded();
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
