package io.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.Arguments;
import io.patchbay.spi.audit.AuditEntry;
import io.patchbay.spi.audit.AuditException;
import io.patchbay.spi.audit.AuditTrail;
import io.patchbay.spi.audit.Opening;
import io.patchbay.spi.audit.Outcome;
import io.patchbay.spi.audit.Refusal;
import io.patchbay.spi.policy.Decision;
import io.patchbay.spi.policy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit trail in memory that tests can make fail. */
public final class RecordingTrail implements AuditTrail {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private volatile boolean failingIntent;
    private volatile boolean failingClose;
    private volatile Optional<RuntimeException> broken = Optional.empty();

    @Override
    public AuditEntry open(Opening opening) {
        Entry entry = new Entry(opening);
        entries.add(entry);
        return entry;
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.add(refusal);
    }

    /** Makes every intent fail from now on. */
    public void failIntent() {
        failingIntent = true;
    }

    /** Makes closing an entry fail from now on. */
    public void failClose() {
        failingClose = true;
    }

    /** Makes closing throw, against its contract, from now on. */
    public void breakClose() {
        broken = Optional.of(new IllegalStateException("a bug in the trail"));
    }

    public void recover() {
        failingIntent = false;
        failingClose = false;
        broken = Optional.empty();
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<Entry> entries(String method) {
        return entries.stream()
                .filter(entry -> entry.opening.method().equals(method))
                .toList();
    }

    /** Waits for and returns the only entry of a method. */
    public Entry entry(String method) {
        Waiting.until("an entry of " + method, () -> !entries(method).isEmpty());
        List<Entry> found = entries(method);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " entries of " + method);
        }
        return found.get(0);
    }

    /** Waits until every operation of a method has ended, and asserts that each has ended once. */
    public void endedOnce(String method) {
        Waiting.until("the ends of " + method, () -> entries(method).stream().allMatch(entry -> entry.closed() > 0));
        entries(method)
                .forEach(entry ->
                        assertThat(entry.closed()).as("ends of one %s", method).isEqualTo(1));
    }

    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** Returns the entry of one operation. */
    public final class Entry implements AuditEntry {

        private final Opening opening;
        private final List<String> steps = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private Optional<Target> target = Optional.empty();
        private Arguments arguments = Arguments.none();
        private Set<String> secrets = Set.of();
        private Optional<Decision> decision = Optional.empty();

        private Entry(Opening opening) {
            this.opening = opening;
        }

        @Override
        public synchronized void target(Target about, Arguments given, Set<String> hidden) {
            target = Optional.of(about);
            arguments = given;
            secrets = hidden;
            steps.add("target");
        }

        @Override
        public synchronized void decided(Decision decided) {
            decision = Optional.of(decided);
            steps.add("decided");
        }

        @Override
        public synchronized void intent() throws AuditException {
            if (failingIntent) {
                throw new AuditException("disk full");
            }
            steps.add("intent");
        }

        @Override
        public synchronized void close(Outcome outcome) throws AuditException {
            outcomes.add(outcome);
            notifyAll();
            if (broken.isPresent()) {
                throw broken.get();
            }
            if (failingClose) {
                throw new AuditException("queue full");
            }
            steps.add("closed");
        }

        public Opening opening() {
            return opening;
        }

        /** Returns the events of the entry, in order. */
        public synchronized List<String> steps() {
            return List.copyOf(steps);
        }

        public synchronized int closed() {
            return outcomes.size();
        }

        /** Waits until the entry is closed. */
        public Outcome outcome() {
            Waiting.on(this, "the end of " + opening.method(), () -> !outcomes.isEmpty());
            synchronized (this) {
                return outcomes.get(0);
            }
        }

        public synchronized Target target() {
            return target.orElseThrow();
        }

        public synchronized Arguments arguments() {
            return arguments;
        }

        public synchronized Set<String> secrets() {
            return secrets;
        }

        synchronized Optional<Decision> decision() {
            return decision;
        }
    }
}
