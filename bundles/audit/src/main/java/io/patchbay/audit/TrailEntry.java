package io.patchbay.audit;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The known facts about one operation. A read is recorded in one line when the entry is closed. A write is recorded in
 * two lines.
 */
final class TrailEntry implements AuditEntry {

    private final Opening opening;
    private final Lines lines;
    private final TrailWriter writer;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Optional<Target> target = Optional.empty();
    private Arguments arguments = Arguments.none();
    private Set<String> secrets = Set.of();
    private Optional<Decision> decision = Optional.empty();
    private volatile Optional<CompletableFuture<Void>> intent = Optional.empty();

    TrailEntry(Opening opening, Lines lines, TrailWriter writer) {
        this.opening = opening;
        this.lines = lines;
        this.writer = writer;
    }

    @Override
    public void target(Target target, Arguments arguments, Set<String> secrets) {
        this.target = Optional.of(target);
        this.arguments = arguments;
        this.secrets = secrets;
    }

    @Override
    public void decided(Decision decision) {
        this.decision = Optional.of(decision);
    }

    @Override
    public void intent() throws AuditException {
        Line line = lines.intent(this);
        intent = line.durable();
        writer.putDurably(line);
    }

    /** Records only the first outcome. After a timeout, for example, the later result of the tool is ignored. */
    @Override
    public void close(Outcome outcome) throws AuditException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (hasDurableIntent()) {
            writer.putUnbounded(lines.outcome(this, outcome));
        } else {
            writer.put(lines.call(this, outcome));
        }
    }

    Opening opening() {
        return opening;
    }

    Optional<Target> target() {
        return target;
    }

    Arguments arguments() {
        return arguments;
    }

    Set<String> secrets() {
        return secrets;
    }

    Optional<Decision> decision() {
        return decision;
    }

    long nanos() {
        return System.nanoTime() - startNanos;
    }

    /** Returns whether an intent is on disk. Without an intent, the line about the outcome contains all facts. */
    private boolean hasDurableIntent() {
        return intent.isPresent() && intent.get().isDone() && !intent.get().isCompletedExceptionally();
    }
}
